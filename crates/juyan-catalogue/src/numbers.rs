//! Positions of records: mostly none or one, kept without a place of their own in memory.

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::ops::Deref;

/// A short list of positions, read as a slice.
///
/// ```
/// use juyan_catalogue::Numbers;
/// let mut numbers = Numbers::default();
/// numbers.push(7);
/// numbers.push(9);
/// assert_eq!(*numbers, [7, 9]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Numbers {
    /// No position.
    #[default]
    None,
    /// One position.
    One(u32),
    /// Several positions.
    Many(Vec<u32>),
}

impl Numbers {
    /// The positions.
    pub fn as_slice(&self) -> &[u32] {
        self
    }

    /// Adds a position at the end.
    pub fn push(&mut self, number: u32) {
        match self {
            Self::None => *self = Self::One(number),
            Self::One(first) => *self = Self::Many(vec![*first, number]),
            Self::Many(numbers) => numbers.push(number),
        }
    }

    /// Takes `number` out.
    pub fn remove(&mut self, number: u32) {
        *self = self.iter().copied().filter(|known| *known != number).collect();
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut list = Self::None;
        numbers.into_iter().for_each(|number| list.push(number));
        list
    }
}

impl Deref for Numbers {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        match self {
            Self::None => &[],
            Self::One(number) => std::slice::from_ref(number),
            Self::Many(numbers) => numbers,
        }
    }
}

impl Serialize for Numbers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.deref().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Numbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(NumbersVisitor)
    }
}

struct NumbersVisitor;

impl<'de> Visitor<'de> for NumbersVisitor {
    type Value = Numbers;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a list of positions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Numbers, A::Error> {
        let mut numbers = Numbers::None;
        while let Some(number) = seq.next_element()? {
            numbers.push(number);
        }
        Ok(numbers)
    }
}
