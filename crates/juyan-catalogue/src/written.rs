//! Short texts of the catalogue that have a grammar of their own (`completed <= total`): what they mean, beside the
//! words they were written in; and the cutting of such texts into tokens, which all of them share.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::ops::Deref;
use std::str::FromStr;

/// What a short text means, and the text itself, which is what files and the image keep.
///
/// ```
/// use juyan_catalogue::{Condition, Written};
/// let rule: Written<Condition> = "completed <= total".to_owned().try_into().unwrap();
/// assert_eq!(rule.text(), "completed <= total");
/// assert_eq!(rule.names().collect::<Vec<_>>(), ["completed", "total"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[serde(bound(serialize = "T: Clone", deserialize = "T: FromStr, T::Err: std::fmt::Display"))]
pub struct Written<T> {
    text: SmolStr,
    meaning: T,
}

/// The longest text; it also bounds how deep brackets nest.
const LONGEST: usize = 160;

impl<T> Written<T> {
    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl<T> Deref for Written<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.meaning
    }
}

impl<T: FromStr> TryFrom<String> for Written<T>
where
    T::Err: std::fmt::Display,
{
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("`{text}` is long; {LONGEST} bytes are allowed"));
        }
        match text.parse() {
            Ok(meaning) => Ok(Self {
                text: text.into(),
                meaning,
            }),
            Err(problem) => Err(format!("`{text}`: {problem}")),
        }
    }
}

impl<T> From<Written<T>> for String {
    fn from(written: Written<T>) -> Self {
        written.text.into()
    }
}

/// A piece of a short text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token {
    /// A small letter, then small letters, digits and `_`.
    Name(SmolStr),
    /// Digits, with a point or without.
    Number(Decimal),
    /// Words in quotation marks.
    Words(SmolStr),
    /// A mark of one or two characters.
    Mark(&'static str),
}

/// Marks, longer ones before those that they begin with.
const MARKS: [&str; 14] = [
    "<=", ">=", "!=", "=", "<", ">", "+", "-", "*", "/", "(", ")", "|", ",",
];

/// The tokens of a text, to be taken one by one.
#[derive(Debug)]
pub(crate) struct Tokens {
    left: std::vec::IntoIter<Token>,
}

impl Tokens {
    /// Cuts `text`; fails at a character that begins nothing.
    pub(crate) fn cut(text: &str) -> Result<Self, String> {
        let mut tokens = Vec::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let (token, len) = token(rest)?;
            tokens.push(token);
            rest = rest.get(len..).unwrap_or_default().trim_start();
        }
        Ok(Self {
            left: tokens.into_iter(),
        })
    }

    pub(crate) fn peek(&self) -> Option<&Token> {
        self.left.as_slice().first()
    }

    pub(crate) fn next(&mut self) -> Option<Token> {
        self.left.next()
    }

    /// Takes `mark` where it comes next.
    pub(crate) fn eat(&mut self, mark: &str) -> bool {
        let here = matches!(self.peek(), Some(Token::Mark(next)) if *next == mark);
        if here {
            self.next();
        }
        here
    }

    /// Takes the name `word` where it comes next.
    pub(crate) fn eat_word(&mut self, word: &str) -> bool {
        let here = matches!(self.peek(), Some(Token::Name(next)) if next == word);
        if here {
            self.next();
        }
        here
    }

    /// The name that must come next.
    pub(crate) fn name(&mut self) -> Result<SmolStr, String> {
        match self.next() {
            Some(Token::Name(name)) => Ok(name),
            other => Err(format!("a name is wanted, {} stands there", told(other.as_ref()))),
        }
    }

    /// Nothing may come any more.
    pub(crate) fn end(&mut self) -> Result<(), String> {
        match self.next() {
            None => Ok(()),
            other => Err(format!("{} is too much", told(other.as_ref()))),
        }
    }
}

/// A token in a complaint.
pub(crate) fn told(token: Option<&Token>) -> String {
    match token {
        None => "nothing".to_owned(),
        Some(Token::Name(word) | Token::Words(word)) => format!("`{word}`"),
        Some(Token::Number(number)) => format!("`{number}`"),
        Some(Token::Mark(mark)) => format!("`{mark}`"),
    }
}

/// The token at the start of `text`, which is not empty, and its length.
fn token(text: &str) -> Result<(Token, usize), String> {
    if let Some(mark) = MARKS.into_iter().find(|mark| text.starts_with(mark)) {
        return Ok((Token::Mark(mark), mark.len()));
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let len = quoted.find('"').ok_or("a quotation mark is not closed")?;
        let words = quoted.get(..len).unwrap_or_default();
        return Ok((Token::Words(words.into()), len + 2));
    }
    let is_inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '.');
    let len = text.find(|c| !is_inside(c)).unwrap_or(text.len());
    let word = text.get(..len).unwrap_or_default();
    match word.chars().next() {
        Some(first) if first.is_ascii_lowercase() && !word.contains('.') => {
            Ok((Token::Name(word.into()), len))
        }
        Some(first) if first.is_ascii_digit() => {
            let number = word.parse().map_err(|_| format!("`{word}` is no number"))?;
            Ok((Token::Number(number), len))
        }
        _ => {
            let first = text.chars().next().unwrap_or_default();
            Err(format!(
                "nothing begins with `{first}`; put words into quotation marks"
            ))
        }
    }
}
