//! Words that are looked for anywhere in a text, all of them in one pass.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Words and the records that they speak of, by position.
///
/// Asking each record whether one of its words stands in a text takes a search a word, and nearly all of them find nothing:
/// here the text is gone through once, and a place where none of the words begins is passed over by one look. It is kept in the
/// image of the catalogue; an automaton of a library would have to be made at every start.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Finder {
    /// A bit for the lower part of the code point of each first character.
    firsts: [u64; BITS / 64],
    /// The words by their first character.
    words: FxHashMap<char, Vec<(SmolStr, u32)>>,
}

/// How many bits tell first characters apart: some times as many as there are.
const BITS: usize = 1024;

impl Finder {
    /// Looks for the `words` of the record at each position.
    pub(crate) fn new<'w>(records: impl Iterator<Item = impl IntoIterator<Item = &'w SmolStr>>) -> Self {
        let mut finder = Self::default();
        for (number, words) in (0..).zip(records) {
            for word in words {
                let Some(first) = word.chars().next() else {
                    continue;
                };
                let (at, bit) = place_of(first);
                if let Some(bits) = finder.firsts.get_mut(at) {
                    *bits |= 1 << bit;
                }
                finder
                    .words
                    .entry(first)
                    .or_default()
                    .push((word.clone(), number));
            }
        }
        finder
    }

    /// The positions of the records a word of which stands in `text`, in their order, each once.
    pub(crate) fn find(&self, text: &str) -> Vec<u32> {
        let mut found: Vec<u32> = self.hits(text).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether any of the words stands in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.hits(text).next().is_some()
    }

    /// The positions of the records of the words that stand in `text`, as they stand.
    fn hits(&self, text: &str) -> impl Iterator<Item = u32> {
        let begins = text.char_indices().filter(|(_, first)| self.may_begin(*first));
        begins.flat_map(move |(at, first)| {
            let rest = text.get(at..).unwrap_or_default();
            let words = self.words.get(&first).into_iter().flatten();
            let here = words.filter(move |(word, _)| rest.starts_with(word.as_str()));
            here.map(|(_, number)| *number)
        })
    }

    fn may_begin(&self, first: char) -> bool {
        let (at, bit) = place_of(first);
        self.firsts.get(at).is_some_and(|bits| bits >> bit & 1 == 1)
    }
}

/// In which word of the bits a character is, and which bit of it.
fn place_of(first: char) -> (usize, u32) {
    let code = u32::from(first);
    let word = usize::try_from(code / u64::BITS).unwrap_or(usize::MAX);
    (word % (BITS / 64), code % u64::BITS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_found_by_each_of_its_words_wherever_they_stand() {
        let records = [vec!["税收", "非税"], vec!["新建"], vec!["税"]];
        let records = records.map(|words| words.into_iter().map(SmolStr::new).collect::<Vec<_>>());
        let finder = Finder::new(records.iter());
        assert_eq!(finder.find("新增非税收入"), [0, 2]);
        assert_eq!(finder.find("续建、新建"), [1]);
        assert!(finder.find("建税").len() == 1 && finder.find("").is_empty());
    }
}
