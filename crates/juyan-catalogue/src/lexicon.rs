//! All words of the catalogue in one trie: what begins at this place of a text?
//!
//! Words of every kind (functional words, units, indicators, regions) live together, so that one look at a place of the
//! text gives all its senses, and the longest word wins over the shorter ones inside it.

use crate::{Classes, Numbers, TimeWord};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a word may mean.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entry {
    /// What it does as a functional word.
    pub classes: Classes,
    /// The unit that it names, by position in the catalogue.
    pub unit: Option<u32>,
    /// The indicators that it names, by position in the catalogue.
    pub indicators: Numbers,
    /// The regions that it names, by position in the catalogue.
    pub regions: Numbers,
    /// What it does in a time expression.
    pub time: Option<TimeWord>,
}

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Length in bytes.
    pub len: usize,
    /// What it may mean.
    pub entry: &'a Entry,
}

/// The trie. Node 0 is the root; a node's children stand together, in order of their characters.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// For each node the first of its children; the next node's first ends them.
    first_child: Vec<u32>,
    /// For each node its character.
    character: Vec<char>,
    /// For each node one more than its entry's position, or 0.
    entry: Vec<u32>,
    entries: Vec<Entry>,
    /// For characters of the basic plane, the root's child, or 0; so that most characters cost one look.
    /// Mostly empty, so that it is made anew rather than stored.
    #[serde(skip)]
    root: Vec<u32>,
}

const BASIC_PLANE: usize = 0x1_0000;

fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

impl Lexicon {
    /// Builds the trie from words and their meanings.
    pub fn build(words: BTreeMap<String, Entry>) -> Self {
        let mut lexicon = Self::default();
        let mut keys: Vec<Vec<char>> = Vec::with_capacity(words.len());
        for (word, entry) in words {
            keys.push(word.chars().collect());
            lexicon.entries.push(entry);
        }
        // Breadth first, so that the children of a node get neighbouring numbers.
        lexicon.push_node('\0');
        let mut level: Vec<(std::ops::Range<usize>, usize)> = vec![(0..keys.len(), 0)];
        while !level.is_empty() {
            let mut below = Vec::new();
            for (range, depth) in level {
                lexicon.first_child.push(u32::try_from(lexicon.character.len()).unwrap_or(u32::MAX));
                lexicon.expand(&keys, range, depth, &mut below);
            }
            level = below;
        }
        lexicon.first_child.push(u32::try_from(lexicon.character.len()).unwrap_or(u32::MAX));
        lexicon.index_root();
        lexicon
    }

    fn push_node(&mut self, character: char) {
        self.character.push(character);
        self.entry.push(0);
    }

    /// Adds the children of one node, whose words are `range` and share their first `depth` characters.
    fn expand(
        &mut self,
        keys: &[Vec<char>],
        range: std::ops::Range<usize>,
        depth: usize,
        below: &mut Vec<(std::ops::Range<usize>, usize)>,
    ) {
        let mut at = range.start;
        while at < range.end {
            let Some(&character) = keys.get(at).and_then(|key| key.get(depth)) else {
                at += 1;
                continue;
            };
            let mut end = at;
            while end < range.end && keys.get(end).and_then(|key| key.get(depth)) == Some(&character) {
                end += 1;
            }
            self.push_node(character);
            let whole = keys.get(at).is_some_and(|key| key.len() == depth + 1);
            if let (true, Some(entry)) = (whole, self.entry.last_mut()) {
                *entry = u32::try_from(at + 1).unwrap_or(0);
            }
            below.push((at..end, depth + 1));
            at = end;
        }
    }

    /// Makes the index of the root's children; a lexicon out of an image has none yet.
    pub(crate) fn index_root(&mut self) {
        self.root = vec![0; BASIC_PLANE];
        let children = self.children(0);
        for node in children {
            let Some(&character) = self.character.get(node) else { continue };
            if let Some(slot) = self.root.get_mut(index(u32::from(character))) {
                *slot = u32::try_from(node).unwrap_or(0);
            }
        }
    }

    fn children(&self, node: usize) -> std::ops::Range<usize> {
        let at = |place: usize| self.first_child.get(place).copied().map_or(0, index);
        at(node)..at(node + 1)
    }

    fn step(&self, node: usize, character: char) -> Option<usize> {
        if node == 0 {
            let child = self.root.get(index(u32::from(character))).copied().unwrap_or(0);
            return (child != 0).then(|| index(child));
        }
        let range = self.children(node);
        let offset = self.character.get(range.clone())?.binary_search(&character).ok()?;
        Some(range.start + offset)
    }

    fn entry_of(&self, node: usize) -> Option<&Entry> {
        let number = *self.entry.get(node)?;
        if number == 0 { None } else { self.entries.get(index(number - 1)) }
    }

    /// Every word with which `text` begins, shortest first.
    ///
    /// ```
    /// use juyan_catalogue::{Entry, Lexicon};
    /// let words = ["增长", "增长点"].map(|word| (word.to_owned(), Entry::default()));
    /// let lexicon = Lexicon::build(words.into_iter().collect());
    /// assert_eq!(lexicon.words("增长点和动能").map(|hit| hit.len).collect::<Vec<_>>(), [6, 9]);
    /// assert_eq!(lexicon.longest("增长了").map(|hit| hit.len), Some(6));
    /// ```
    pub fn words<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit<'a>> + 'a {
        let mut node = 0;
        let mut len = 0;
        let mut characters = text.chars();
        std::iter::from_fn(move || {
            loop {
                let character = characters.next()?;
                node = self.step(node, character)?;
                len += character.len_utf8();
                if let Some(entry) = self.entry_of(node) {
                    return Some(Hit { len, entry });
                }
            }
        })
    }

    /// The longest word with which `text` begins.
    pub fn longest<'a>(&'a self, text: &'a str) -> Option<Hit<'a>> {
        self.words(text).last()
    }

    /// The meanings of exactly `word`.
    pub fn get(&self, word: &str) -> Option<&Entry> {
        let node = word.chars().try_fold(0, |node, character| self.step(node, character))?;
        self.entry_of(node)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
