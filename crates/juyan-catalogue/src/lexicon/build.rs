//! How the trie is built: words into branches, branches into the free places of the double array.

use super::codes::BASIC_PLANE;
use super::{BASE_AT, Cell, ENTRY_AT, Entry, Letter, Lexicon, PAIR_BITS, index, pair};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// How many places are tried for the children of a branch before what is nearly full is given up.
const LONG_SEARCH: usize = 256;

/// Words that begin alike while the trie is built: which of the keys, how many characters they share, at which place.
struct Branch {
    keys: std::ops::Range<usize>,
    depth: usize,
    place: usize,
}

/// Where there is room in the double array.
#[derive(Default)]
struct Room {
    /// Where the search begins; what is nearly full before it is given up, a few places for much time.
    from: usize,
    /// The bases that are given away: a place is known by the code that leads to it only if no other leads there by it.
    bases: FxHashSet<usize>,
}

impl Cell {
    /// A place that the character of `code` leads to.
    fn led_to(code: u16) -> Self {
        Self(u64::from(code))
    }

    fn set_base(&mut self, base: usize) {
        self.0 |= number(base) << BASE_AT;
    }

    fn set_entry(&mut self, entry: usize) {
        self.0 |= number(entry) << ENTRY_AT;
    }
}

impl Lexicon {
    /// Builds the trie from words and their meanings. Words that it cannot hold ([`Lexicon::holds`]) are left out; the
    /// catalogue refuses them before.
    pub fn build(words: BTreeMap<String, Entry>) -> Self {
        let mut lexicon = Self {
            alphabet: alphabet(words.keys()),
            cells: vec![Cell::ROOT],
            ..Self::default()
        };
        lexicon.index_alphabet();
        lexicon.letters = vec![Letter::default(); lexicon.alphabet.len() + 1];
        lexicon.pairs = vec![0; 1 << PAIR_BITS >> u64::BITS.ilog2()];
        let mut known: FxHashMap<Entry, usize> = FxHashMap::default();
        let mut keys: Vec<(Vec<u16>, usize)> = Vec::with_capacity(words.len());
        for (word, entry) in words {
            if !Self::holds(&word) {
                continue;
            }
            let coded: Vec<u16> = word
                .chars()
                .map(|character| lexicon.codes.of(character))
                .collect();
            lexicon.note_letters(&coded, &entry);
            let position = *known.entry(entry).or_insert_with_key(|entry| {
                lexicon.entries.push(entry.clone());
                lexicon.entries.len() - 1
            });
            keys.push((coded, position));
        }
        keys.sort_unstable();
        let mut branches = vec![Branch {
            keys: 0..keys.len(),
            depth: 0,
            place: 0,
        }];
        let mut room = Room::default();
        while let Some(branch) = branches.pop() {
            lexicon.grow(&keys, &branch, &mut room, &mut branches);
        }
        lexicon
    }

    /// Notes what the first and the last character of a word begin and end, and which stand side by side.
    fn note_letters(&mut self, word: &[u16], entry: &Entry) {
        for (before, code) in word.iter().zip(word.iter().skip(1)) {
            let (at, bit) = pair(*before, *code);
            if let Some(bits) = self.pairs.get_mut(at) {
                *bits |= 1 << bit;
            }
        }
        let letters = &mut self.letters;
        let mut note = |code: Option<&u16>, note: &dyn Fn(&mut Letter)| {
            let letter = code.and_then(|code| letters.get_mut(usize::from(*code)));
            letter.into_iter().for_each(note);
        };
        note(word.first(), &|first| {
            first.begins = first.begins.union(entry.classes);
            first.names |= !entry.indicators.is_empty();
            first.regions |= !entry.regions.is_empty();
            first.times |= entry.time.is_some();
        });
        note(word.last(), &|last| last.ends = last.ends.union(entry.classes));
    }

    /// Places the children of one branch.
    fn grow(
        &mut self,
        keys: &[(Vec<u16>, usize)],
        branch: &Branch,
        room: &mut Room,
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
                        cell.set_entry(entry + 1);
                    }
                }
                (Some(code), Some((last, range))) if last == code => range.end = at + 1,
                (Some(code), _) => children.push((*code, at..at + 1)),
            }
        }
        if children.is_empty() {
            return;
        }
        let base = self.room(&children, room);
        if let Some(cell) = self.cells.get_mut(branch.place) {
            cell.set_base(base);
        }
        for (code, keys) in children {
            let place = base + usize::from(code);
            if let Some(cell) = self.cells.get_mut(place) {
                *cell = Cell::led_to(code);
            }
            branches.push(Branch {
                keys,
                depth: branch.depth + 1,
                place,
            });
        }
    }

    /// A base of its own under which all children find free places.
    fn room(&mut self, children: &[(u16, std::ops::Range<usize>)], room: &mut Room) -> usize {
        while self.cells.get(room.from).is_some_and(|cell| *cell != Cell::FREE) {
            room.from += 1;
        }
        let first = children.first().map_or(0, |(code, _)| usize::from(*code));
        let last = children.last().map_or(0, |(code, _)| usize::from(*code));
        let mut base = room.from.saturating_sub(first).max(1);
        let taken = |base: usize, cells: &[Cell]| {
            let is_free = |at: usize| cells.get(at).is_none_or(|cell| *cell == Cell::FREE);
            room.bases.contains(&base)
                || children
                    .iter()
                    .any(|(code, _)| !is_free(base + usize::from(*code)))
        };
        let begin = base;
        while taken(base, &self.cells) {
            base += 1;
        }
        if base - begin > LONG_SEARCH {
            room.from = base;
        }
        room.bases.insert(base);
        if self.cells.len() <= base + last {
            self.cells.resize(base + last + 1, Cell::FREE);
        }
        base
    }
}

/// A number of three bytes; a catalogue of which one is larger has more words than there are.
fn number(value: usize) -> u64 {
    u64::try_from(value).unwrap_or(u64::MAX).min(0xff_ffff)
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
