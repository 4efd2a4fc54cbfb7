//! All words of the catalogue in one trie: what begins at this place of a text?
//!
//! Words of every kind (functional words, units, indicators, regions) live together, so that one look at a place of the
//! text gives all its senses, and the longest word wins over the shorter ones inside it.

use crate::{Classes, Numbers, TimeWord};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a word may mean.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
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

/// What the words may do that begin with one character, and those that end with it.
///
/// Nearly every question after a word of some class is answered no, and nearly always by this alone: no word of the class
/// begins with the character that stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Letter {
    begins: Classes,
    ends: Classes,
    /// Whether the name of an indicator begins with it.
    names: bool,
    /// Whether the name of a region begins with it.
    regions: bool,
}

/// What the words may do that begin in a text, by their first characters alone: a text is seldom asked one question, and
/// most of them are answered no by this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Beginnings {
    /// What functional words may do there.
    pub classes: Classes,
    /// Whether the name of an indicator may begin there.
    pub names: bool,
    /// Whether the name of a region may begin there.
    pub regions: bool,
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
    /// For each code what its character begins and ends.
    letters: Vec<Letter>,
    /// A bit for any two characters that stand side by side in a word. At most places of a text it tells that no word goes
    /// on; it is small enough to stay near the processor, and the cells are not.
    pairs: Vec<u64>,
    cells: Vec<Cell>,
    /// What words mean; those that mean the same share an entry, for then the frequent ones stay near too.
    entries: Vec<Entry>,
}

/// Where a walk through the trie stands.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    base: usize,
    /// The code of the character that led there; 0 at the root.
    code: u16,
    /// One more than the position of the entry of the word that ends there, or 0.
    entry: u32,
}

const BASIC_PLANE: usize = 0x1_0000;
const LONG_SEARCH: usize = 256;
/// The binary logarithm of how many bits the pairs take: some times their number, in 16 KB.
const PAIR_BITS: u32 = 17;

fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// In which of the words of [`Lexicon::pairs`] the bit of two codes is, and which it is. Pairs may share a bit.
fn pair(before: u16, code: u16) -> (usize, u32) {
    let both = u32::from(before) << u16::BITS | u32::from(code);
    let bit = both.wrapping_mul(0x9e37_79b1) >> (u32::BITS - PAIR_BITS);
    (index(bit / u64::BITS), bit % u64::BITS)
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
        lexicon.letters = vec![Letter::default(); lexicon.alphabet.len() + 1];
        lexicon.pairs = vec![0; 1 << PAIR_BITS >> u64::BITS.ilog2()];
        let mut known: FxHashMap<Entry, usize> = FxHashMap::default();
        let mut keys: Vec<(Vec<u16>, usize)> = Vec::with_capacity(words.len());
        for (word, entry) in words {
            if !Self::holds(&word) {
                continue;
            }
            let coded: Vec<u16> = word.chars().map(|character| lexicon.code(character)).collect();
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
        });
        note(word.last(), &|last| last.ends = last.ends.union(entry.classes));
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

    /// The code of a character; 0, which no place is reached by, where it stands in no word.
    fn code(&self, character: char) -> u16 {
        let code = self.codes.get(index(u32::from(character)));
        code.copied().unwrap_or_default()
    }

    /// Whether two characters may stand side by side in a word.
    fn adjoin(&self, before: u16, code: u16) -> bool {
        let (word, bit) = pair(before, code);
        self.pairs.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// The child of a place by a character.
    fn step(&self, from: Place, character: char) -> Option<Place> {
        let code = self.code(character);
        if from.at > 0 && !self.adjoin(from.code, code) {
            return None;
        }
        let at = from.base + usize::from(code);
        let cell = self.cells.get(at)?;
        let place = Place {
            at,
            base: index(cell.base),
            code,
            entry: cell.entry,
        };
        (index(cell.parent) == from.at + 1).then_some(place)
    }

    fn entry_of(&self, place: Place) -> Option<&Entry> {
        self.entries.get(index(place.entry.checked_sub(1)?))
    }

    fn root(&self) -> Place {
        let base = self.cells.first().map_or(0, |root| index(root.base));
        Place {
            at: 0,
            base,
            code: 0,
            entry: 0,
        }
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
        let mut place = self.root();
        let mut characters = text.chars();
        std::iter::from_fn(move || {
            // A place without children has no base: no word goes on there.
            while place.base != 0 {
                place = self.step(place, characters.next()?)?;
                if let Some(entry) = self.entry_of(place) {
                    let len = text.len() - characters.as_str().len();
                    return Some(Hit { len, entry });
                }
            }
            None
        })
    }

    /// The longest word with which `text` begins.
    pub fn longest<'a>(&'a self, text: &'a str) -> Option<Hit<'a>> {
        let mut place = self.root();
        let mut characters = text.chars();
        let mut longest = None;
        while place.base != 0 {
            let Some(next) = characters.next().and_then(|next| self.step(place, next)) else {
                break;
            };
            place = next;
            if place.entry != 0 {
                longest = Some((place, characters.as_str().len()));
            }
        }
        let (place, behind) = longest?;
        let entry = self.entry_of(place)?;
        let len = text.len() - behind;
        Some(Hit { len, entry })
    }

    /// Every name of an indicator with which `text` begins, shortest first.
    pub fn names<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit<'a>> + 'a {
        let first = text.chars().next().and_then(|first| self.letter(first));
        let may_begin = first.is_some_and(|letter| letter.names);
        self.words(if may_begin { text } else { "" })
            .filter(|hit| !hit.entry.indicators.is_empty())
    }

    /// The longest word of one of `classes` with which `text` begins.
    pub fn longest_of<'a>(&'a self, text: &'a str, classes: impl Into<Classes>) -> Option<Hit<'a>> {
        let classes = classes.into();
        if !self.may_begin(text, classes) {
            return None;
        }
        self.words(text)
            .filter(|hit| hit.entry.classes.any(classes))
            .last()
    }

    /// The longest word with which `text` begins, where it is of one of `classes`.
    pub fn longest_if<'a>(&'a self, text: &'a str, classes: impl Into<Classes>) -> Option<Hit<'a>> {
        let classes = classes.into();
        let longest = self.may_begin(text, classes).then(|| self.longest(text))?;
        longest.filter(|hit| hit.entry.classes.any(classes))
    }

    /// Whether `text` begins with a word of one of `classes`.
    ///
    /// ```
    /// # use juyan_catalogue::{Class, Classes, Entry, Lexicon};
    /// let rise = Entry { classes: Classes::of(&[Class::Rise]), ..Entry::default() };
    /// let lexicon = Lexicon::build([("增长".to_owned(), rise)].into());
    /// assert!(lexicon.begins("增长点", Class::Rise) && !lexicon.begins("增长点", Class::Fall));
    /// assert!(lexicon.contains("同比增长点", Class::Rise) && lexicon.is("增长", Class::Rise));
    /// ```
    pub fn begins(&self, text: &str, classes: impl Into<Classes>) -> bool {
        let classes = classes.into();
        self.may_begin(text, classes) && self.words(text).any(|hit| hit.entry.classes.any(classes))
    }

    /// Whether a word of one of `classes` stands anywhere in `text`, be it inside a longer one.
    pub fn contains(&self, text: &str, classes: impl Into<Classes>) -> bool {
        let classes = classes.into();
        let mut characters = text.chars();
        loop {
            let rest = characters.as_str();
            let Some(first) = characters.next() else {
                return false;
            };
            let may_begin = self
                .letter(first)
                .is_some_and(|letter| letter.begins.any(classes));
            if may_begin && self.words(rest).any(|hit| hit.entry.classes.any(classes)) {
                return true;
            }
        }
    }

    /// Whether exactly `word` is of one of `classes`.
    pub fn is(&self, word: &str, classes: impl Into<Classes>) -> bool {
        let classes = classes.into();
        self.may_end(word, classes)
            && self.may_begin(word, classes)
            && self.get(word).is_some_and(|entry| entry.classes.any(classes))
    }

    /// The words of one of `classes` with which `text` ends, shortest first, of at most so many characters.
    pub fn endings<'a>(
        &'a self,
        text: &str,
        classes: impl Into<Classes>,
        longest: usize,
    ) -> impl Iterator<Item = &'a Entry> {
        let classes = classes.into();
        let longest = if self.may_end(text, classes) { longest } else { 0 };
        let starts = text.char_indices().rev().take(longest);
        starts.filter_map(move |(start, first)| {
            let letter = self.letter(first)?;
            let word = text.get(start..).filter(|_| letter.begins.any(classes))?;
            self.get(word).filter(|entry| entry.classes.any(classes))
        })
    }

    /// What the words may do that begin in `text`.
    ///
    /// ```
    /// # use juyan_catalogue::{Class, Classes, Entry, Lexicon};
    /// let rise = Entry { classes: Classes::of(&[Class::Rise]), ..Entry::default() };
    /// let lexicon = Lexicon::build([("增长".to_owned(), rise)].into());
    /// assert!(lexicon.beginnings("同比增幅").classes.has(Class::Rise));
    /// assert!(!lexicon.beginnings("同比长").classes.has(Class::Rise));
    /// ```
    pub fn beginnings(&self, text: &str) -> Beginnings {
        let letters = text.chars().filter_map(|character| self.letter(character));
        letters.fold(Beginnings::default(), |found, letter| Beginnings {
            classes: found.classes.union(letter.begins),
            names: found.names || letter.names,
            regions: found.regions || letter.regions,
        })
    }

    fn letter(&self, character: char) -> Option<&Letter> {
        self.letters.get(usize::from(self.code(character)))
    }

    fn may_begin(&self, text: &str, classes: Classes) -> bool {
        let first = text.chars().next().and_then(|first| self.letter(first));
        first.is_some_and(|letter| letter.begins.any(classes))
    }

    /// Whether a word of one of `classes` may end `text`, by its last character alone.
    pub fn may_end(&self, text: &str, classes: Classes) -> bool {
        let last = text.chars().next_back().and_then(|last| self.letter(last));
        last.is_some_and(|letter| letter.ends.any(classes))
    }

    /// The meanings of the word that `first` and `second` make together.
    pub fn get_joined(&self, first: &str, second: &str) -> Option<&Entry> {
        self.entry(first.chars().chain(second.chars()))
    }

    /// The meanings of exactly `word`.
    pub fn get(&self, word: &str) -> Option<&Entry> {
        self.entry(word.chars())
    }

    fn entry(&self, mut word: impl Iterator<Item = char>) -> Option<&Entry> {
        let place = word.try_fold(self.root(), |place, character| self.step(place, character))?;
        self.entry_of(place)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Class;

    fn lexicon(words: &[(&str, Class)]) -> Lexicon {
        let entry = |class| Entry {
            classes: Classes::from(class),
            ..Entry::default()
        };
        let words = words.iter();
        Lexicon::build(
            words
                .map(|(word, class)| ((*word).to_owned(), entry(*class)))
                .collect(),
        )
    }

    #[test]
    fn a_word_of_a_class_is_found_where_it_stands() {
        let lexicon = lexicon(&[
            ("增长", Class::Rise),
            ("增长点", Class::Noun),
            ("负增长", Class::Fall),
            ("长", Class::Of),
        ]);
        let len = |hit: Option<Hit<'_>>| hit.map(|hit| hit.len);
        assert!(lexicon.begins("增长点", Class::Rise) && !lexicon.begins("负增长", Class::Rise));
        assert!(lexicon.contains("负增长", Class::Rise) && !lexicon.contains("负数", Class::Rise));
        assert!(
            lexicon.is("增长", Class::Rise) && !lexicon.is("增", Class::Rise) && !lexicon.is("", Class::Rise)
        );
        assert_eq!(len(lexicon.longest_of("增长点", Class::Rise)), Some(6));
        assert_eq!(len(lexicon.longest_if("增长点", Class::Rise)), None);
        assert_eq!(len(lexicon.longest_if("增长率", Class::Rise)), Some(6));
    }

    #[test]
    fn endings_are_of_their_classes_and_not_too_long() {
        let lexicon = lexicon(&[("增长", Class::Rise), ("负增长", Class::Fall), ("长", Class::Of)]);
        let endings = |classes: &[Class], longest| {
            let found = lexicon.endings("同比负增长", Classes::of(classes), longest);
            found.map(|entry| entry.classes).collect::<Vec<_>>()
        };
        let all = [Class::Of, Class::Rise, Class::Fall];
        assert_eq!(endings(&all, 8), all.map(Classes::from));
        assert_eq!(
            endings(&all, 2),
            all.map(Classes::from).get(..2).unwrap_or_default()
        );
        assert_eq!(endings(&[Class::Fall], 8), [Classes::from(Class::Fall)]);
        assert!(endings(&[Class::Noun], 8).is_empty());
    }
}
