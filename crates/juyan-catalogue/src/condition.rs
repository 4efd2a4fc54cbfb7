//! What a row must be like: comparisons of its fields with each other, with codes, numbers and the days of a period.

use crate::Expression;
use crate::written::{Token, Tokens, told};
use smol_str::SmolStr;
use std::str::FromStr;

/// A comparison that holds for a row or not.
///
/// ```text
/// completed <= total            two values, numbers or days
/// started <= end                a day and one of the period: start, end, year_start, year_end
/// stage = started | completed   one of several codes
/// level != nation               another code, or none
/// place = "马鬃山"              words
/// public = yes                  an answer
/// date in period                a day within the period; `in year` within its calendar year
/// has closed, lacks closed      a field that is filled, or is not
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Two values, or one and several of which it may be any.
    Compare {
        /// What is compared.
        left: Expression,
        /// How.
        test: Test,
        /// With what.
        right: Vec<Expression>,
    },
    /// A day within a stretch.
    Within(SmolStr, Stretch),
    /// The field is filled.
    Has(SmolStr),
    /// The field is empty.
    Lacks(SmolStr),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
    /// Below.
    Less,
    /// Not above.
    AtMost,
    /// Above.
    More,
    /// Not below.
    AtLeast,
}

/// A stretch that a day lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stretch {
    /// The period that is asked for.
    Period,
    /// The calendar year of its last day.
    Year,
}

/// The days of a period that conditions may name.
pub const PERIOD_DAYS: [&str; 4] = ["start", "end", "year_start", "year_end"];

/// What a flag may be.
pub const ANSWERS: [&str; 2] = ["yes", "no"];

impl Test {
    const MARKS: [(&'static str, Self); 6] = [
        ("=", Self::Is),
        ("!=", Self::IsNot),
        ("<", Self::Less),
        ("<=", Self::AtMost),
        (">", Self::More),
        (">=", Self::AtLeast),
    ];

    /// Its sign.
    pub fn sign(self) -> &'static str {
        let marks = Self::MARKS.into_iter();
        marks
            .filter(|(_, test)| *test == self)
            .map(|(mark, _)| mark)
            .next()
            .unwrap_or_default()
    }
}

impl Condition {
    /// The names on both sides.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let (one, both): (Option<&str>, Vec<&str>) = match self {
            Self::Within(field, _) | Self::Has(field) | Self::Lacks(field) => {
                (Some(field.as_str()), Vec::new())
            }
            Self::Compare { left, right, .. } => {
                let sides = std::iter::once(left).chain(right);
                (None, sides.flat_map(Expression::names).collect())
            }
        };
        one.into_iter().chain(both)
    }

    pub(crate) fn read(tokens: &mut Tokens) -> Result<Self, String> {
        if tokens.eat_word("has") {
            return tokens.name().map(Self::Has);
        }
        if tokens.eat_word("lacks") {
            return tokens.name().map(Self::Lacks);
        }
        let left = Expression::read(tokens)?;
        if tokens.eat_word("in") {
            return within(left, tokens);
        }
        let test = match tokens.next() {
            Some(Token::Mark(mark)) => Test::MARKS.into_iter().find(|(sign, _)| *sign == mark),
            Some(Token::Name(_) | Token::Number(_) | Token::Words(_)) | None => None,
        };
        let (_, test) = test.ok_or("a comparison is wanted: = != < <= > >= or `in`")?;
        let mut right = vec![Expression::read(tokens)?];
        while tokens.eat("|") {
            right.push(Expression::read(tokens)?);
        }
        Ok(Self::Compare { left, test, right })
    }
}

fn within(left: Expression, tokens: &mut Tokens) -> Result<Condition, String> {
    let Expression::Name(field) = left else {
        return Err("what stands before `in` is no field".to_owned());
    };
    let stretch = tokens.next();
    match stretch {
        Some(Token::Name(name)) if name == "period" => Ok(Condition::Within(field, Stretch::Period)),
        Some(Token::Name(name)) if name == "year" => Ok(Condition::Within(field, Stretch::Year)),
        other => Err(format!(
            "`period` or `year` is wanted behind `in`, {} stands there",
            told(other.as_ref())
        )),
    }
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut tokens = Tokens::cut(text)?;
        let condition = Self::read(&mut tokens)?;
        tokens.end()?;
        Ok(condition)
    }
}
