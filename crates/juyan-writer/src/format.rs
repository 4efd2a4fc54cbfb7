//! How a number is said, as a template tells it: the words of a figure with signs in the place of its digits.
//!
//! ```text
//! format  = (words | "[" verb "]" | "(" nearness ")" | "<" unit ">" | number)*
//!                                                                  signs that mean something are words behind a backslash
//! verb    = 增长 …                                                  a word of the catalogue that its opposite takes the place of;
//!         | 翻番 …                                                  with no number behind it: said where it is so, else the growth
//! unit    = 亿元 …                                                 not printed: it stands in the heading of the column
//! nearness= 约 | 余 | 以上 …                                          said where the fact says so, and only there
//! number  = ("[" tag "]")* "#" [ ",#" ] [ "." "#"+ ] [ "!" ]         so many decimals at most; ",#" parts groups of three
//!         | "[bound]" "#" ( "0"* | "." "#"+ )                       the round number that the fact reaches
//! tag     = wide | full | han | liang | bare | formal | fall | rise | near
//! ```
//!
//! A number prints no more decimals than its fact is known to, and leaves zeros off at the end but for `!`, which keeps them. `[wide]` writes full width digits, `[full]` such a point too,
//! `[han]` 二十四, `[liang]` the same with 两 for 二 where it counts, `[bare]` 千 for 一千 besides, `[formal]` 贰拾肆. `[fall]` says that the words around it tell a fall, so that it prints
//! without a sign, `[rise]` that they tell a rise; without either a fall prints its sign. `[near]` says that they tell how near the
//! number is (突破465万户), so that nothing is added to say it. `[bound]#0%(以上)` says 90%以上 of 98.2%: the tens that it reaches, and of
//! 以内 those that it does not pass.

use smol_str::{SmolStr, SmolStrBuilder};
use std::fmt::{self, Write};
use std::str::FromStr;

/// How a number is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Format {
    /// Its pieces in their order.
    pub pieces: Vec<Piece>,
}

/// A piece of what is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words that are said as they are, scale and unit among them.
    Words(SmolStr),
    /// A verb that says which way a value goes.
    Verb(SmolStr),
    /// A word of nearness.
    Near(SmolStr),
    /// Scale and unit that are reckoned with and not said: those of a column's heading.
    Unsaid(SmolStr),
    /// The number.
    Number(Pattern),
}

/// How the digits of a number are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pattern {
    /// With which signs.
    pub style: Style,
    /// Whether groups of three digits are parted.
    pub grouped: bool,
    /// The most decimals.
    pub decimals: u32,
    /// Whether zeros behind the point are kept at the end, as far as the fact is known.
    pub keeps_zeros: bool,
    /// Which way the words around it say that the value goes.
    pub told: Told,
    /// Whether the words around it say how near the number is.
    pub near: bool,
    /// Where it is a bound that the fact keeps to, a round number, how many zeros that ends with.
    pub bound: Option<u32>,
}

/// With which signs a number is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Style {
    /// Arabic digits: 24.
    #[default]
    Arabic,
    /// Full width digits.
    Wide,
    /// The same with a point of full width.
    Full,
    /// 二十四.
    Han,
    /// The same with 两 for 二 where it counts: 两个.
    Liang,
    /// The same, and 千 for 一千.
    Bare,
    /// 贰拾肆.
    Formal,
}

/// Which way the words around a number say that its value goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Told {
    /// Neither: the number has a sign.
    #[default]
    Nothing,
    /// Down.
    Fall,
    /// Up.
    Rise,
}

/// Where a text is no format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormatError {
    /// Position of the character that does not fit, from 0.
    pub at: usize,
    /// What is wrong there.
    pub wrong: Wrong,
}

/// What is wrong with a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A bracket that is not closed, or closes nothing.
    Bracket,
    /// Nothing in brackets, or a small-letter word that is no tag.
    Tag,
    /// A tag that no number follows.
    NoNumber,
    /// No number at all.
    Empty,
    /// A backslash at the end.
    Backslash,
    /// A number or a verb where there may be words alone.
    NotWords,
}

impl Wrong {
    /// Its name, by which messages say it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bracket => "bracket",
            Self::Tag => "tag",
            Self::NoNumber => "no-number",
            Self::Empty => "empty",
            Self::Backslash => "backslash",
            Self::NotWords => "not-words",
        }
    }
}

const STYLES: [(&str, Style); 6] = [
    ("wide", Style::Wide),
    ("full", Style::Full),
    ("han", Style::Han),
    ("liang", Style::Liang),
    ("bare", Style::Bare),
    ("formal", Style::Formal),
];

const NEAR: &str = "near";
const BOUND: &str = "bound";

const WAYS: [(&str, Told); 2] = [("fall", Told::Fall), ("rise", Told::Rise)];

/// Characters that mean something in a format or a template.
pub(crate) fn is_sign(character: char) -> bool {
    matches!(
        character,
        '\\' | '#' | '!' | '[' | ']' | '(' | ')' | '<' | '>' | '{' | '}' | '|'
    )
}

impl Format {
    /// Words alone, read from a template.
    pub(crate) fn words(text: &str) -> Result<Self, FormatError> {
        let parser = Parser::done(text)?;
        let is_words = |piece: &Piece| matches!(piece, Piece::Words(_));
        if !parser.format.pieces.is_empty() && parser.format.pieces.iter().all(is_words) {
            Ok(parser.format)
        } else {
            Err(parser.error(Wrong::NotWords))
        }
    }

    /// Its numbers.
    pub fn numbers(&self) -> impl Iterator<Item = Pattern> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Number(pattern) => Some(*pattern),
            _ => None,
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => escaped(words, f)?,
                Piece::Verb(words) => write!(f, "[{words}]")?,
                Piece::Near(words) => write!(f, "({words})")?,
                Piece::Unsaid(words) => write!(f, "<{words}>")?,
                Piece::Number(pattern) => pattern.fmt(f)?,
            }
        }
        Ok(())
    }
}

fn escaped(words: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for character in words.chars() {
        if is_sign(character) {
            f.write_char('\\')?;
        }
        f.write_char(character)?;
    }
    Ok(())
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = STYLES.iter().find(|(_, style)| *style == self.style);
        let told = WAYS.iter().find(|(_, told)| *told == self.told);
        let near = self.near.then_some(NEAR);
        let bound = self.bound.map(|_| BOUND);
        for tag in [near, bound, told.map(|told| told.0), style.map(|style| style.0)]
            .into_iter()
            .flatten()
        {
            write!(f, "[{tag}]")?;
        }
        f.write_str(if self.grouped { "#,#" } else { "#" })?;
        (0..self.bound.unwrap_or_default()).try_for_each(|_| f.write_char('0'))?;
        if self.decimals > 0 {
            f.write_char('.')?;
        }
        (0..self.decimals).try_for_each(|_| f.write_char('#'))?;
        f.write_str(if self.keeps_zeros { "!" } else { "" })
    }
}

impl FromStr for Format {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        let parser = Parser::done(text)?;
        let has_number = parser.format.numbers().next().is_some();
        // A verb alone says how much: 翻番.
        let has_verb = parser
            .format
            .pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Verb(_)));
        if has_number || has_verb {
            Ok(parser.format)
        } else {
            Err(parser.error(Wrong::Empty))
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
    /// Characters taken.
    at: usize,
    format: Format,
    words: SmolStrBuilder,
    /// What tags said of the number that must follow.
    tags: Option<Pattern>,
}

impl<'a> Parser<'a> {
    /// A parser that has read all of `text`.
    fn done(text: &'a str) -> Result<Self, FormatError> {
        let mut parser = Self {
            rest: text,
            at: 0,
            format: Format::default(),
            words: SmolStrBuilder::new(),
            tags: None,
        };
        while let Some(character) = parser.next() {
            parser.take(character)?;
        }
        if parser.tags.is_some() {
            return Err(parser.error(Wrong::NoNumber));
        }
        let words = std::mem::take(&mut parser.words).finish();
        if !words.is_empty() {
            parser.format.pieces.push(Piece::Words(words));
        }
        Ok(parser)
    }

    fn next(&mut self) -> Option<char> {
        let character = self.rest.chars().next()?;
        self.skip(character);
        Some(character)
    }

    fn skip(&mut self, character: char) {
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or_default();
        self.at += 1;
    }

    fn error(&self, wrong: Wrong) -> FormatError {
        FormatError {
            at: self.at.saturating_sub(1),
            wrong,
        }
    }

    fn take(&mut self, character: char) -> Result<(), FormatError> {
        if self.tags.is_some() && !matches!(character, '#' | '[') {
            return Err(self.error(Wrong::NoNumber));
        }
        match character {
            '\\' => match self.next() {
                Some(word) => self.words.push(word),
                None => return Err(self.error(Wrong::Backslash)),
            },
            '#' => self.number(),
            '[' => self.bracket()?,
            '(' => {
                let near = self.until(')')?;
                self.push(Piece::Near(near));
            }
            '<' => {
                let unit = self.until('>')?;
                self.push(Piece::Unsaid(unit));
            }
            '!' => return Err(self.error(Wrong::NoNumber)),
            sign if is_sign(sign) => return Err(self.error(Wrong::Bracket)),
            word => self.words.push(word),
        }
        Ok(())
    }

    fn number(&mut self) {
        let mut pattern = self.tags.take().unwrap_or_default();
        if let Some(rest) = self.rest.strip_prefix(",#") {
            (self.rest, pattern.grouped) = (rest, true);
            self.at += 2;
        }
        if let Some(zeros) = &mut pattern.bound {
            while self.rest.starts_with('0') {
                self.skip('0');
                *zeros += 1;
            }
        }
        if self.rest.starts_with(".#") {
            self.skip('.');
            while self.rest.starts_with('#') {
                self.skip('#');
                pattern.decimals += 1;
            }
        }
        if self.rest.starts_with('!') {
            self.skip('!');
            pattern.keeps_zeros = true;
        }
        self.push(Piece::Number(pattern));
    }

    fn bracket(&mut self) -> Result<(), FormatError> {
        let word = self.until(']')?;
        let pattern = self.tags.get_or_insert_default();
        if let Some((_, style)) = STYLES.iter().find(|(tag, _)| *tag == word) {
            pattern.style = *style;
        } else if let Some((_, told)) = WAYS.iter().find(|(tag, _)| *tag == word) {
            pattern.told = *told;
        } else if word == NEAR {
            pattern.near = true;
        } else if word == BOUND {
            pattern.bound = Some(0);
        } else if word.starts_with(|first: char| first.is_ascii()) || *pattern != Pattern::default() {
            return Err(self.error(Wrong::Tag));
        } else {
            self.tags = None;
            self.push(Piece::Verb(word));
        }
        Ok(())
    }

    /// What stands before `closing`, which is taken too.
    fn until(&mut self, closing: char) -> Result<SmolStr, FormatError> {
        let begin = self.error(Wrong::Bracket);
        let mut inside = SmolStrBuilder::new();
        while let Some(character) = self.next() {
            if character == closing {
                let inside = inside.finish();
                return if inside.is_empty() {
                    Err(self.error(Wrong::Tag))
                } else {
                    Ok(inside)
                };
            }
            if is_sign(character) {
                break;
            }
            inside.push(character);
        }
        Err(begin)
    }

    fn push(&mut self, piece: Piece) {
        let words = std::mem::take(&mut self.words).finish();
        if !words.is_empty() {
            self.format.pieces.push(Piece::Words(words));
        }
        self.format.pieces.push(piece);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_again() {
        for told in [
            "#",
            "#.##亿元",
            "[增长]#.#%",
            "(约)#,#.##万元",
            "#(余)个",
            "[fall]#.#%",
            "[han]#个",
            "[fall][liang]#成",
            "[near]#万户",
            "#.##!亿元",
            "#.##<亿元>",
            "#.#%-#.#%",
            "#万头\\(只\\)",
            "第[han]#",
            "[翻番]",
        ] {
            assert_eq!(told.parse::<Format>().unwrap().to_string(), told);
        }
    }

    #[test]
    fn an_error_points_at_its_character() {
        let error = |told: &str| {
            let error = told.parse::<Format>().unwrap_err();
            (error.at, error.wrong)
        };
        assert_eq!(error("[增长#.#%"), (0, Wrong::Bracket));
        assert_eq!(error("#)"), (1, Wrong::Bracket));
        assert_eq!(error("[hun]#"), (4, Wrong::Tag));
        assert_eq!(error("[]#"), (1, Wrong::Tag));
        assert_eq!(error("[han]个"), (5, Wrong::NoNumber));
        assert_eq!(error("亿元"), (1, Wrong::Empty));
        assert_eq!(Format::words("增#").unwrap_err().wrong, Wrong::NotWords);
        assert_eq!(error("#\\"), (1, Wrong::Backslash));
    }
}
