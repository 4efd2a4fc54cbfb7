//! What is made of many rows: the closed set of ways in which a formula takes them together.

use crate::written::{Token, Tokens, told};
use crate::{Condition, Expression};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::str::FromStr;

/// How rows are taken together.
///
/// ```text
/// count                                    how many they are
/// distinct department                      how many departments they name
/// sum paid                                 their sum
/// mean (statutory - promised) / statutory  the plain mean of a quotient of each row
/// mean price by tons                       a mean in which each counts as much as it has tons
/// last volume on date                      what the latest day has
/// crossing tons on date at 10000000        when the running sum of a year reaches this, in days since the year began
/// streak date unless dry = yes             years in a row, up to the period's, that have rows and none like this
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aggregate {
    /// How many rows.
    Count,
    /// How many values of a field.
    Distinct(SmolStr),
    /// The sum of an expression over the rows that have it.
    Sum(Expression),
    /// Its mean, each row with the weight of the second where there is one.
    Mean(Expression, Option<Expression>),
    /// Its value in the row whose day is the latest.
    Last {
        /// What.
        value: Expression,
        /// The field of the day.
        on: SmolStr,
    },
    /// When the running sum of a calendar year reaches a limit.
    Crossing {
        /// What is added up.
        value: Expression,
        /// The field of the day.
        on: SmolStr,
        /// What must be reached, in the base unit.
        at: Decimal,
    },
    /// How many calendar years in a row, up to the period's, have rows and none that is like this.
    Streak {
        /// The field of the day.
        on: SmolStr,
        /// What breaks it.
        unless: Condition,
    },
}

impl Aggregate {
    /// The fields that it looks at.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Count => Vec::new(),
            Self::Distinct(field) => vec![field],
            Self::Sum(value) => value.names(),
            Self::Mean(value, weight) => {
                let weights = weight.iter().flat_map(Expression::names);
                value.names().into_iter().chain(weights).collect()
            }
            Self::Last { value, on } | Self::Crossing { value, on, .. } => {
                let mut names = value.names();
                names.push(on);
                names
            }
            Self::Streak { on, unless } => std::iter::once(on.as_str()).chain(unless.names()).collect(),
        }
    }

    /// The field of the day, where it has one.
    pub fn on(&self) -> Option<&str> {
        match self {
            Self::Last { on, .. } | Self::Crossing { on, .. } | Self::Streak { on, .. } => Some(on),
            Self::Count | Self::Distinct(_) | Self::Sum(_) | Self::Mean(..) => None,
        }
    }

    /// What is added up or averaged, where something is.
    pub const fn value(&self) -> Option<&Expression> {
        match self {
            Self::Sum(value)
            | Self::Mean(value, _)
            | Self::Last { value, .. }
            | Self::Crossing { value, .. } => Some(value),
            Self::Count | Self::Distinct(_) | Self::Streak { .. } => None,
        }
    }

    fn read(tokens: &mut Tokens) -> Result<Self, String> {
        let kind = tokens.name()?;
        match kind.as_str() {
            "count" => Ok(Self::Count),
            "distinct" => tokens.name().map(Self::Distinct),
            "sum" => Expression::read(tokens).map(Self::Sum),
            "mean" => {
                let value = Expression::read(tokens)?;
                let weight = if tokens.eat_word("by") {
                    Some(Expression::read(tokens)?)
                } else {
                    None
                };
                Ok(Self::Mean(value, weight))
            }
            "last" => {
                let value = Expression::read(tokens)?;
                let on = day(tokens)?;
                Ok(Self::Last { value, on })
            }
            "crossing" => crossing(tokens),
            "streak" => {
                let on = tokens.name()?;
                if !tokens.eat_word("unless") {
                    return Err("`unless` and what breaks the streak are wanted".to_owned());
                }
                let unless = Condition::read(tokens)?;
                Ok(Self::Streak { on, unless })
            }
            _ => Err(format!(
                "`{kind}` takes no rows together; there are count, distinct, sum, mean, last, crossing, streak"
            )),
        }
    }
}

fn crossing(tokens: &mut Tokens) -> Result<Aggregate, String> {
    let value = Expression::read(tokens)?;
    let on = day(tokens)?;
    if !tokens.eat_word("at") {
        return Err("`at` and what must be reached are wanted".to_owned());
    }
    match tokens.next() {
        Some(Token::Number(at)) => Ok(Aggregate::Crossing { value, on, at }),
        other => Err(format!(
            "a number is wanted, {} stands there",
            told(other.as_ref())
        )),
    }
}

fn day(tokens: &mut Tokens) -> Result<SmolStr, String> {
    if tokens.eat_word("on") {
        tokens.name()
    } else {
        Err("`on` and the field of the day are wanted".to_owned())
    }
}

impl FromStr for Aggregate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut tokens = Tokens::cut(text)?;
        let aggregate = Self::read(&mut tokens)?;
        tokens.end()?;
        Ok(aggregate)
    }
}
