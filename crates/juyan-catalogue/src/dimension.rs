//! Whose or which: what tells apart the facts of one indicator 维度.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A dimension and the words of its codes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimension {
    /// Name in keys: `stage`.
    pub id: SmolStr,
    /// Name for people.
    pub name: SmolStr,
    /// What facts are told apart by, each code with the words that say it: `new` by 新建.
    pub codes: BTreeMap<SmolStr, Vec<SmolStr>>,
}

/// All words of all dimensions, by their first character, longer ones first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dimensions {
    words: BTreeMap<char, Vec<CodeWord>>,
}

/// A word and the code that it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeWord {
    /// The word.
    pub word: SmolStr,
    /// The dimension's name in keys.
    pub dimension: SmolStr,
    /// The code's name in keys.
    pub code: SmolStr,
}

impl Dimensions {
    /// The words of `dimensions`.
    pub(crate) fn new(dimensions: &[Dimension]) -> Self {
        let mut words: BTreeMap<char, Vec<CodeWord>> = BTreeMap::new();
        for dimension in dimensions {
            for (code, said) in &dimension.codes {
                for word in said {
                    let first = word.chars().next().unwrap_or_default();
                    words.entry(first).or_default().push(CodeWord {
                        word: word.clone(),
                        dimension: dimension.id.clone(),
                        code: code.clone(),
                    });
                }
            }
        }
        for alike in words.values_mut() {
            alike.sort_by(|a, b| (b.word.len(), &a.word).cmp(&(a.word.len(), &b.word)));
        }
        Self { words }
    }

    /// The longest word with which `text` begins.
    pub fn begins(&self, text: &str) -> Option<&CodeWord> {
        let alike = self.words.get(&text.chars().next()?)?;
        alike.iter().find(|known| text.starts_with(known.word.as_str()))
    }
}
