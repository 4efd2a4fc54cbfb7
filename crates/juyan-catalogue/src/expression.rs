//! Arithmetic over named values, of the fields of a row or of the parts of a formula. What a name holds, and whether a
//! quotient exists, is not asked here.

use crate::written::{Token, Tokens, told};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::str::FromStr;

/// Sums, differences, products and quotients of names and numbers: `(statutory - promised) / statutory`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression {
    /// A number in the base unit.
    Number(Decimal),
    /// The name of a field or of a part; in conditions also that of a code, a day or an answer.
    Name(SmolStr),
    /// Words in quotation marks.
    Words(SmolStr),
    /// Two of them taken together.
    Reckoned(Box<Reckoning>),
}

/// Two expressions taken together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reckoning {
    /// How.
    pub operator: Operator,
    /// The first.
    pub left: Expression,
    /// The second.
    pub right: Expression,
}

/// How two values are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operator {
    /// Their sum.
    Add,
    /// The first without the second.
    Subtract,
    /// Their product.
    Multiply,
    /// The first over the second.
    Divide,
}

impl Operator {
    /// Its sign.
    pub const fn sign(self) -> char {
        match self {
            Self::Add => '+',
            Self::Subtract => '−',
            Self::Multiply => '×',
            Self::Divide => '÷',
        }
    }
}

impl Expression {
    /// The names in it, from left to right.
    ///
    /// ```
    /// use juyan_catalogue::Expression;
    /// let compressed: Expression = "(statutory - promised) / statutory".parse().unwrap();
    /// assert_eq!(compressed.names(), ["statutory", "promised", "statutory"]);
    /// ```
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names
    }

    fn collect<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Self::Number(_) | Self::Words(_) => {}
            Self::Name(name) => names.push(name),
            Self::Reckoned(both) => {
                both.left.collect(names);
                both.right.collect(names);
            }
        }
    }

    /// A sum or difference of what [`Self::product`] reads.
    pub(crate) fn read(tokens: &mut Tokens) -> Result<Self, String> {
        let mut left = Self::product(tokens)?;
        loop {
            let operator = if tokens.eat("+") {
                Operator::Add
            } else if tokens.eat("-") {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            let right = Self::product(tokens)?;
            left = Self::taken(operator, left, right);
        }
    }

    fn product(tokens: &mut Tokens) -> Result<Self, String> {
        let mut left = Self::single(tokens)?;
        loop {
            let operator = if tokens.eat("*") {
                Operator::Multiply
            } else if tokens.eat("/") {
                Operator::Divide
            } else {
                return Ok(left);
            };
            let right = Self::single(tokens)?;
            left = Self::taken(operator, left, right);
        }
    }

    fn taken(operator: Operator, left: Self, right: Self) -> Self {
        Self::Reckoned(Box::new(Reckoning {
            operator,
            left,
            right,
        }))
    }

    fn single(tokens: &mut Tokens) -> Result<Self, String> {
        if tokens.eat("(") {
            let inner = Self::read(tokens)?;
            return if tokens.eat(")") {
                Ok(inner)
            } else {
                Err("a bracket is not closed".to_owned())
            };
        }
        // A sign before a number makes it less than nought: behind <= -5, ahead by 5.
        let is_less = tokens.eat("-");
        match tokens.next() {
            Some(Token::Number(number)) if is_less => Ok(Self::Number(-number)),
            other if is_less => Err(format!(
                "a number is wanted behind the minus, {} stands there",
                told(other.as_ref())
            )),
            Some(Token::Name(name)) => Ok(Self::Name(name)),
            Some(Token::Number(number)) => Ok(Self::Number(number)),
            Some(Token::Words(words)) => Ok(Self::Words(words)),
            other => Err(format!(
                "a name or a number is wanted, {} stands there",
                told(other.as_ref())
            )),
        }
    }
}

impl FromStr for Expression {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut tokens = Tokens::cut(text)?;
        let expression = Self::read(&mut tokens)?;
        tokens.end()?;
        Ok(expression)
    }
}
