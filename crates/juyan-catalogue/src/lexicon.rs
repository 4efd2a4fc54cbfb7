//! All words of the catalogue in one trie: what begins at this place of a text?
//!
//! Words of every kind (functional words, units, indicators, regions) live together, so that one look at a place of the
//! text gives all its senses, and the longest word wins over the shorter ones inside it.

mod build;
mod codes;

use crate::{Classes, Numbers, TimeWord};
use codes::{BASIC_PLANE, Codes};
use serde::{Deserialize, Serialize};

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

/// One place of the trie as one number, so that one look tells all of it: from the low end the code of the character that leads
/// there, what the codes of its children are added to, and one more than its entry's position; 0 of the last two is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Cell(u64);

const BASE_AT: u32 = u16::BITS;
const ENTRY_AT: u32 = 40;

impl Cell {
    /// What no character leads to: there are not so many that one of them had this code.
    const FREE: Self = Self(0xffff);
    const ROOT: Self = Self(0);

    #[inline]
    fn code(self) -> u16 {
        let [low, high, ..] = self.0.to_le_bytes();
        u16::from_le_bytes([low, high])
    }

    #[inline]
    fn base(self) -> usize {
        let [_, _, low, middle, high, ..] = self.0.to_le_bytes();
        index(u32::from_le_bytes([low, middle, high, 0]))
    }

    #[inline]
    fn entry(self) -> usize {
        let [.., low, middle, high] = self.0.to_le_bytes();
        index(u32::from_le_bytes([low, middle, high, 0]))
    }

    /// Whether words go on from here.
    #[inline]
    fn goes_on(self) -> bool {
        self.base() != 0
    }
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
    /// Whether a word of times begins with it.
    times: bool,
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
    /// Whether a word of times may begin there.
    pub times: bool,
}

/// The trie as a double array: the child of a place by a character is where its base and the character's code point, if
/// that place is led to by this code; no two places share a base. Each step is two looks, however many children there are.
/// Place 0 is the root.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// The characters of the words, in order of their codes, which begin at 1.
    alphabet: Vec<char>,
    /// Mostly empty, so that it is made anew rather than stored.
    #[serde(skip)]
    codes: Codes,
    /// For each code what its character begins and ends.
    letters: Vec<Letter>,
    /// A bit for any two characters that stand side by side in a word. At most places of a text it tells that no word goes
    /// on; it is small enough to stay near the processor, and the cells are not.
    pairs: Vec<u64>,
    cells: Vec<Cell>,
    /// What words mean; those that mean the same share an entry, for then the frequent ones stay near too.
    entries: Vec<Entry>,
}

/// The words with which a text begins, shortest first: a walk from the root, along the characters of the text.
///
/// A type with a name, and its steps in line with those who walk: at most places of a text no word goes on behind the second
/// character, and being called is then most of the work.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    lexicon: &'a Lexicon,
    place: Cell,
    /// What has not been walked along.
    rest: &'a [u8],
    /// How long the whole text is.
    whole: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = Hit<'a>;

    #[inline]
    fn next(&mut self) -> Option<Hit<'a>> {
        while self.place.goes_on() {
            let (code, behind) = self.lexicon.codes.first(self.rest)?;
            self.place = self.lexicon.step(self.place, code)?;
            self.rest = behind;
            if let Some(entry) = self.lexicon.entry_of(self.place) {
                let len = self.whole - behind.len();
                return Some(Hit { len, entry });
            }
        }
        None
    }

    /// The whole walk at once: what is known of its place stays in registers.
    #[inline]
    fn fold<B, F: FnMut(B, Hit<'a>) -> B>(self, init: B, mut take: F) -> B {
        let Self {
            lexicon,
            mut place,
            mut rest,
            whole,
        } = self;
        let mut folded = init;
        while place.goes_on() {
            let Some((code, behind)) = lexicon.codes.first(rest) else {
                break;
            };
            let Some(next) = lexicon.step(place, code) else {
                break;
            };
            (place, rest) = (next, behind);
            if let Some(entry) = lexicon.entry_of(place) {
                let len = whole - rest.len();
                folded = take(folded, Hit { len, entry });
            }
        }
        folded
    }
}

/// Where the words go on that begin alike: many endings are tried behind one beginning, which is walked once.
#[derive(Debug, Clone, Copy)]
pub struct Stem<'a> {
    lexicon: &'a Lexicon,
    place: Cell,
}

impl<'a> Stem<'a> {
    /// Every word that the stem and a beginning of `text` make together, shortest first; its length is counted in `text`.
    pub fn words(self, text: &'a str) -> Words<'a> {
        Words {
            lexicon: self.lexicon,
            place: self.place,
            rest: text.as_bytes(),
            whole: text.len(),
        }
    }

    /// The meanings of the word that the stem and `ending` make together.
    pub fn get(self, ending: &str) -> Option<&'a Entry> {
        self.lexicon.entry(self.place, ending)
    }
}

/// The binary logarithm of how many bits the pairs take: some times their number, in 16 KB.
const PAIR_BITS: u32 = 17;

#[inline]
fn index(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// In which of the words of [`Lexicon::pairs`] the bit of two codes is, and which it is. Pairs may share a bit.
#[inline]
fn pair(before: u16, code: u16) -> (usize, u32) {
    let both = u32::from(before) << u16::BITS | u32::from(code);
    let bit = both.wrapping_mul(0x9e37_79b1) >> (u32::BITS - PAIR_BITS);
    (index(bit / u64::BITS), bit % u64::BITS)
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

    /// Makes the index of characters; a lexicon out of an image has none yet.
    pub(crate) fn index_alphabet(&mut self) {
        self.codes = Codes::new(&self.alphabet);
    }

    /// Whether two characters may stand side by side in a word.
    #[inline]
    fn adjoin(&self, before: u16, code: u16) -> bool {
        let (word, bit) = pair(before, code);
        self.pairs.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// The child of a place by the character of a code.
    #[inline]
    fn step(&self, from: Cell, code: u16) -> Option<Cell> {
        if from.code() != Cell::ROOT.code() && !self.adjoin(from.code(), code) {
            return None;
        }
        self.child(from, code)
    }

    #[inline]
    fn child(&self, from: Cell, code: u16) -> Option<Cell> {
        let cell = *self.cells.get(from.base() + usize::from(code))?;
        (cell.code() == code).then_some(cell)
    }

    #[inline]
    fn entry_of(&self, place: Cell) -> Option<&Entry> {
        match place.entry() {
            // Most places end no word.
            0 => None,
            number => self.entries.get(number - 1),
        }
    }

    #[inline]
    fn root(&self) -> Cell {
        self.cells.first().copied().unwrap_or(Cell::ROOT)
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
    #[inline]
    pub fn words<'a>(&'a self, text: &'a str) -> Words<'a> {
        Words {
            lexicon: self,
            place: self.root(),
            rest: text.as_bytes(),
            whole: text.len(),
        }
    }

    /// The longest word with which `text` begins.
    pub fn longest<'a>(&'a self, text: &'a str) -> Option<Hit<'a>> {
        self.words(text).last()
    }

    /// Every name of an indicator with which `text` begins, shortest first.
    pub fn names<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit<'a>> + 'a {
        let may_begin = self.first(text).is_some_and(|letter| letter.names);
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
        self.places(text, classes)
            .any(|rest| self.words(rest).any(|hit| hit.entry.classes.any(classes)))
    }

    /// What the words of one of `classes` do that stand anywhere in `text`, be it inside longer ones: [`Lexicon::contains`] for
    /// many classes at once.
    ///
    /// ```
    /// # use juyan_catalogue::{Class, Classes, Entry, Lexicon};
    /// let rise = Entry { classes: Classes::of(&[Class::Rise]), ..Entry::default() };
    /// let lexicon = Lexicon::build([("增长".to_owned(), rise)].into());
    /// assert!(lexicon.classes("同比增长点", Class::Rise).has(Class::Rise));
    /// assert_eq!(lexicon.classes("同比增", Class::Rise), Classes::EMPTY);
    /// ```
    pub fn classes(&self, text: &str, classes: impl Into<Classes>) -> Classes {
        let classes = classes.into();
        self.places(text, classes).fold(Classes::EMPTY, |all, rest| {
            let words = self.words(rest).map(|hit| hit.entry.classes);
            words.filter(|word| word.any(classes)).fold(all, Classes::union)
        })
    }

    /// The rests of `text` that may begin with a word of one of `classes`, by their first characters.
    pub fn places<'t>(&'t self, text: &'t str, classes: impl Into<Classes>) -> impl Iterator<Item = &'t str> {
        let classes = classes.into();
        let may_begin = move |code| {
            let letter = self.letter(code);
            letter.is_some_and(|letter| letter.begins.any(classes))
        };
        let places = self.codes.all(text).filter(move |(_, first)| may_begin(*first));
        places.filter_map(|(at, _)| text.get(at..))
    }

    /// Whether exactly `word` is of one of `classes`.
    pub fn is(&self, word: &str, classes: impl Into<Classes>) -> bool {
        let classes = classes.into();
        self.may_begin(word, classes)
            && self.may_end(word, classes)
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
        let mut behind = None;
        let starts = text.char_indices().rev().take(longest);
        // Two characters that stand side by side in no word end the search: no longer word ends here.
        let starts = starts.map_while(move |(start, first)| {
            let code = self.codes.of(first);
            let joins = behind
                .replace(code)
                .is_none_or(|behind| self.adjoin(code, behind));
            joins.then_some((start, code))
        });
        starts.filter_map(move |(start, code)| {
            let letter = self.letter(code)?;
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
        let letters = self.codes.all(text).filter_map(|(_, code)| self.letter(code));
        letters.fold(Beginnings::default(), |found, letter| Beginnings {
            classes: found.classes.union(letter.begins),
            names: found.names || letter.names,
            regions: found.regions || letter.regions,
            times: found.times || letter.times,
        })
    }

    /// What the words may do that begin where `text` does.
    #[inline]
    pub fn beginning(&self, text: &str) -> Beginnings {
        self.first(text)
            .map_or_else(Beginnings::default, |letter| Beginnings {
                classes: letter.begins,
                names: letter.names,
                regions: letter.regions,
                times: letter.times,
            })
    }

    /// What is known of the first character of `text`.
    #[inline]
    fn first(&self, text: &str) -> Option<&Letter> {
        let (code, _) = self.codes.first(text.as_bytes())?;
        self.letter(code)
    }

    #[inline]
    fn letter(&self, code: u16) -> Option<&Letter> {
        self.letters.get(usize::from(code))
    }

    #[inline]
    fn may_begin(&self, text: &str, classes: Classes) -> bool {
        self.first(text).is_some_and(|letter| letter.begins.any(classes))
    }

    /// Whether a word of one of `classes` may end `text`, by its last character alone.
    #[inline]
    pub fn may_end(&self, text: &str, classes: Classes) -> bool {
        let last = text.chars().next_back().map(|last| self.codes.of(last));
        let last = last.and_then(|last| self.letter(last));
        last.is_some_and(|letter| letter.ends.any(classes))
    }

    /// The stem of the words that begin with `beginning`; none where no word does.
    ///
    /// ```
    /// # use juyan_catalogue::{Entry, Lexicon};
    /// let words = ["增长", "增长点", "增长极"].map(|word| (word.to_owned(), Entry::default()));
    /// let lexicon = Lexicon::build(words.into_iter().collect());
    /// let stem = lexicon.stem("增长").unwrap();
    /// assert!(stem.get("极").is_some() && stem.get("率").is_none() && lexicon.stem("长").is_none());
    /// assert_eq!(stem.words("点上").map(|hit| hit.len).collect::<Vec<_>>(), [3]);
    /// ```
    pub fn stem(&self, beginning: &str) -> Option<Stem<'_>> {
        let place = self.walk(self.root(), beginning)?;
        Some(Stem { lexicon: self, place })
    }

    /// The meanings of exactly `word`.
    pub fn get(&self, word: &str) -> Option<&Entry> {
        self.entry(self.root(), word)
    }

    fn entry(&self, from: Cell, word: &str) -> Option<&Entry> {
        self.entry_of(self.walk(from, word)?)
    }

    /// Where all of `text` leads.
    #[inline]
    fn walk(&self, from: Cell, text: &str) -> Option<Cell> {
        let mut place = from;
        let mut rest = text.as_bytes();
        // What is asked for by all its letters mostly is a word, which the pairs would tell only once more.
        while let Some((code, behind)) = self.codes.first(rest) {
            place = self.child(place, code)?;
            rest = behind;
        }
        Some(place)
    }
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
