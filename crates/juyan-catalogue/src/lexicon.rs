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
    /// Bytes of the verb with which it begins, where it is an indicator told with its verb (追回|劳动者报酬); else 0.
    pub verb: u8,
}

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit<'a> {
    /// Length in bytes.
    pub len: usize,
    /// What it may mean.
    pub entry: &'a Entry,
}

/// One place of the trie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Cell {
    /// One more than the place of its parent; 0 where the place is free.
    parent: u32,
    /// What the codes of its children are added to.
    base: u32,
    /// One more than its entry's position, or 0.
    entry: u32,
}

/// The trie as a double array: the child of a place by a character is where its base and the character's code point, if
/// that place names it as its parent. Each step is two looks, however many children there are. Place 0 is the root.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// The characters of the words, in order of their codes, which begin at 1.
    alphabet: Vec<char>,
    /// For characters of the basic plane their code; 0 for those in no word. Mostly empty, so that it is made anew
    /// rather than stored.
    #[serde(skip)]
    codes: Vec<u16>,
    cells: Vec<Cell>,
    entries: Vec<Entry>,
}

const BASIC_PLANE: usize = 0x1_0000;
const LONG_SEARCH: usize = 256;

fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// Words that begin alike while the trie is built: which of the keys, how many characters they share, at which place.
struct Branch {
    keys: std::ops::Range<usize>,
    depth: usize,
    place: usize,
}

impl Lexicon {
    /// Whether `word` can be held: all its characters are of the basic plane.
    ///
    /// ```
    /// use juyan_catalogue::Lexicon;
    /// assert!(Lexicon::holds("立方米") && !Lexicon::holds("𬇙"));
    /// ```
    pub fn holds(word: &str) -> bool {
        word.chars()
            .all(|character| index(u32::from(character)) < BASIC_PLANE)
    }

    /// Builds the trie from words and their meanings. Words that it cannot hold ([`Lexicon::holds`]) are left out; the
    /// catalogue refuses them before.
    pub fn build(words: BTreeMap<String, Entry>) -> Self {
        let mut lexicon = Self {
            alphabet: alphabet(words.keys()),
            cells: vec![Cell::default()],
            ..Self::default()
        };
        lexicon.index_alphabet();
        let mut keys: Vec<(Vec<u16>, usize)> = Vec::with_capacity(words.len());
        for (word, entry) in words {
            let coded: Option<Vec<u16>> = word.chars().map(|character| lexicon.code(character)).collect();
            keys.extend(coded.map(|coded| (coded, lexicon.entries.len())));
            lexicon.entries.push(entry);
        }
        keys.sort_unstable();
        let mut branches = vec![Branch {
            keys: 0..keys.len(),
            depth: 0,
            place: 0,
        }];
        let mut free = 1;
        while let Some(branch) = branches.pop() {
            lexicon.grow(&keys, &branch, &mut free, &mut branches);
        }
        lexicon
    }

    /// Makes the index of characters; a lexicon out of an image has none yet.
    pub(crate) fn index_alphabet(&mut self) {
        self.codes = vec![0; BASIC_PLANE];
        for (code, character) in (1..).zip(&self.alphabet) {
            if let Some(slot) = self.codes.get_mut(index(u32::from(*character))) {
                *slot = code;
            }
        }
    }

    /// Places the children of one branch.
    fn grow(
        &mut self,
        keys: &[(Vec<u16>, usize)],
        branch: &Branch,
        free: &mut usize,
        branches: &mut Vec<Branch>,
    ) {
        let mut children: Vec<(u16, std::ops::Range<usize>)> = Vec::new();
        for at in branch.keys.clone() {
            let Some((key, entry)) = keys.get(at) else {
                continue;
            };
            match (key.get(branch.depth), children.last_mut()) {
                (None, _) => {
                    if let Some(cell) = self.cells.get_mut(branch.place) {
                        cell.entry = number(entry + 1);
                    }
                }
                (Some(code), Some((last, range))) if last == code => range.end = at + 1,
                (Some(code), _) => children.push((*code, at..at + 1)),
            }
        }
        if children.is_empty() {
            return;
        }
        let base = self.room(&children, free);
        if let Some(cell) = self.cells.get_mut(branch.place) {
            cell.base = number(base);
        }
        for (code, keys) in children {
            let place = base + usize::from(code);
            if let Some(cell) = self.cells.get_mut(place) {
                cell.parent = number(branch.place + 1);
            }
            branches.push(Branch {
                keys,
                depth: branch.depth + 1,
                place,
            });
        }
    }

    /// A base under which all children find free places. `free` is where the search begins; what is nearly full is given
    /// up, a few places for much time.
    fn room(&mut self, children: &[(u16, std::ops::Range<usize>)], free: &mut usize) -> usize {
        while self.cells.get(*free).is_some_and(|cell| cell.parent != 0) {
            *free += 1;
        }
        let first = children.first().map_or(0, |(code, _)| usize::from(*code));
        let last = children.last().map_or(0, |(code, _)| usize::from(*code));
        let mut base = free.saturating_sub(first).max(1);
        let taken = |base: usize, cells: &[Cell]| {
            children.iter().any(|(code, _)| {
                cells
                    .get(base + usize::from(*code))
                    .is_some_and(|cell| cell.parent != 0)
            })
        };
        let begin = base;
        while taken(base, &self.cells) {
            base += 1;
        }
        if base - begin > LONG_SEARCH {
            *free = base;
        }
        if self.cells.len() <= base + last {
            self.cells.resize(base + last + 1, Cell::default());
        }
        base
    }

    fn code(&self, character: char) -> Option<u16> {
        self.codes
            .get(index(u32::from(character)))
            .copied()
            .filter(|code| *code != 0)
    }

    fn step(&self, place: usize, character: char) -> Option<usize> {
        let code = self.code(character)?;
        let child = index(self.cells.get(place)?.base) + usize::from(code);
        (index(self.cells.get(child)?.parent) == place + 1).then_some(child)
    }

    fn entry_of(&self, place: usize) -> Option<&Entry> {
        let number = self.cells.get(place)?.entry;
        self.entries.get(index(number.checked_sub(1)?))
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

    /// The meanings of the word that `first` and `second` make together.
    pub fn get_joined(&self, first: &str, second: &str) -> Option<&Entry> {
        let mut characters = first.chars().chain(second.chars());
        let node = characters.try_fold(0, |node, character| self.step(node, character))?;
        self.entry_of(node)
    }

    /// The meanings of exactly `word`.
    pub fn get(&self, word: &str) -> Option<&Entry> {
        let node = word
            .chars()
            .try_fold(0, |node, character| self.step(node, character))?;
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

/// The characters of the basic plane that stand in words, the frequent ones first, for then the trie is dense.
fn alphabet<'a>(words: impl Iterator<Item = &'a String>) -> Vec<char> {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    for character in words
        .flat_map(|word| word.chars())
        .filter(|character| index(u32::from(*character)) < BASIC_PLANE)
    {
        *counts.entry(character).or_default() += 1;
    }
    let mut alphabet: Vec<(char, usize)> = counts.into_iter().collect();
    alphabet.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    alphabet.into_iter().map(|(character, _)| character).collect()
}
