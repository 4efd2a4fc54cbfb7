//! Lines of a strict grid: a Han character has a cell, two narrow characters share one, and what must stay together does.
//!
//! Knows characters and the catalogue's units, and no fonts: a cell is as wide as the page says.

use juyan::vocabulary::{Catalogue, NumeralSign};
use juyan_model::Span;
use unicode_width::UnicodeWidthChar;

/// Widths are told in quarters of a cell.
pub(super) const CELL: usize = 4;

/// What no line begins with: it stays with what is before it.
const NO_START: &str = "，。、；：？！）》〉」』】〕］｝”’％‰℃·…～,.;:?!)]}%";
/// What no line ends with: it stays with what is behind it.
const NO_END: &str = "（《〈「『【〔［｛“‘([{￥＄";
/// What joins numbers to one: 1—6, 63%~68%, 2024-06-30, 3/4, 13,215.
const JOINS: &str = ".,~～—–-－/:：×";

/// Whether the character has a cell of its own, as Han characters have.
pub(super) fn is_wide(character: char) -> bool {
    character.width_cjk() == Some(2)
}

/// How wide the character is drawn, in quarters of a cell. Digits and small letters take half a cell, what is broader more, and
/// points less: 2.7% takes two cells.
pub(super) fn breadth(character: char) -> usize {
    match character {
        c if is_wide(c) => CELL,
        'm' | 'w' | 'M' | 'W' | '@' | '&' => CELL,
        'A'..='Z' | '%' => 3,
        '.' | ',' => 1,
        c if c.width_cjk().unwrap_or(0) == 0 => 0,
        _ => 2,
    }
}

/// How many quarters `words` take; a run of narrow characters fills whole cells.
pub(super) fn width(words: &str) -> usize {
    let mut whole = 0;
    let mut run: usize = 0;
    for character in words.chars() {
        if is_wide(character) {
            whole += run.next_multiple_of(CELL) + CELL;
            run = 0;
        } else {
            run += breadth(character);
        }
    }
    whole + run.next_multiple_of(CELL)
}

/// The lines of `words`, the first of at most `first` cells, the others of at most `rest`.
///
/// Spaces at which a line ends are left out of it. What is longer than a line is parted where the line is full.
pub(super) fn lines(words: &str, catalogue: &Catalogue, first: usize, rest: usize) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let mut line = Span::new(0, 0);
    let room = |done: usize| CELL * if done == 0 { first.max(1) } else { rest.max(1) };
    for piece in pieces(words, catalogue) {
        if width(Span::new(line.start, piece.end).of(words).trim_end()) <= room(lines.len()) {
            line.end = piece.end;
            continue;
        }
        if !line.is_empty() {
            lines.push(line);
        }
        line = piece;
        while width(line.of(words).trim_end()) > room(lines.len()) {
            let full = Span::new(line.start, filled(words, line, room(lines.len())));
            lines.push(full);
            line.start = full.end;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    for line in &mut lines {
        line.end = line.start + line.of(words).trim_end_matches(' ').len();
    }
    lines
}

/// Where a piece that is too long for a line is parted: at least one character is taken.
fn filled(words: &str, piece: Span, room: usize) -> usize {
    let ends = piece.of(words).char_indices();
    let ends: Vec<usize> = ends.map(|(at, c)| piece.start + at + c.len_utf8()).collect();
    let fits = |end: &&usize| width(Span::new(piece.start, **end).of(words)) <= room;
    let taken = ends.iter().take_while(fits).last().or(ends.first());
    taken.copied().unwrap_or(piece.end)
}

/// What `words` may be parted into, in order and without a gap.
pub(super) fn pieces(words: &str, catalogue: &Catalogue) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    let mut opened = false;
    let mut at = 0;
    while let Some(character) = words.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = words.get(at..).unwrap_or_default();
        let atom = Span::new(at, at + atom(rest, catalogue).max(character.len_utf8()));
        let held = opened || NO_START.contains(character) || character == ' ';
        match pieces.last_mut().filter(|_| held) {
            Some(last) => last.end = atom.end,
            None => pieces.push(atom),
        }
        opened = NO_END.contains(character);
        at = atom.end;
    }
    pieces
}

/// The length of what stays together at the start of `rest`: a number with its unit, a word of letters, a dash; 0 for others.
fn atom(rest: &str, catalogue: &Catalogue) -> usize {
    let number = number(rest, catalogue);
    if number > 0 {
        let behind = rest.get(number..).unwrap_or_default();
        // 5G has no unit.
        return number + unit(behind, catalogue).max(word(behind));
    }
    let word = word(rest);
    if word > 0 {
        return word;
    }
    let first = rest.chars().next();
    let same = rest.chars().take_while(|c| Some(*c) == first);
    match first {
        Some('—' | '…') => same.map(char::len_utf8).sum(),
        _ => 0,
    }
}

/// The length of the word of Latin letters at the start.
fn word(rest: &str) -> usize {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    let in_word = |c: char| c.is_ascii_alphanumeric() || "._-/".contains(c);
    let end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or_default();
    word.trim_end_matches(['.', '-', '/']).len()
}

/// The length of the number at the start: figures with what joins and surrounds them, or two and more Han numerals.
fn number(rest: &str, catalogue: &Catalogue) -> usize {
    let signed = rest.strip_prefix(['-', '－', '+', '＋', '±', '≥', '≤', '＞', '＜', '>', '<']);
    let figures = figures(signed.unwrap_or(rest), catalogue);
    if figures > 0 {
        return figures + rest.len() - signed.unwrap_or(rest).len();
    }
    let numeral = |c: &char| {
        let sign = catalogue.numerals.sign(*c);
        matches!(
            sign,
            Some(
                NumeralSign::Digit(_) | NumeralSign::Small(_) | NumeralSign::Large(_) | NumeralSign::Tens(_)
            )
        )
    };
    let numerals: Vec<char> = rest.chars().take_while(numeral).collect();
    if numerals.len() < 2 {
        return 0;
    }
    numerals.into_iter().map(char::len_utf8).sum()
}

/// The length of the figures at the start, several of them where something joins them: 63%~68%.
fn figures(rest: &str, catalogue: &Catalogue) -> usize {
    let is_figure = |c: char| catalogue.numerals.is_figure(c);
    let mut end = 0;
    loop {
        let here = rest.get(end..).unwrap_or_default();
        let digits = here.find(|c| !is_figure(c)).unwrap_or(here.len());
        if digits == 0 {
            return end;
        }
        end += digits;
        let behind = rest.get(end..).unwrap_or_default();
        let percent = behind.chars().next().filter(|c| "%％‰".contains(*c));
        end += percent.map_or(0, char::len_utf8);
        let behind = rest.get(end..).unwrap_or_default();
        let mut next = behind.chars();
        match next.next().filter(|c| JOINS.contains(*c)) {
            Some(join) if next.next().is_some_and(is_figure) => end += join.len_utf8(),
            _ => return end,
        }
    }
}

/// The length of the scale and unit at the start, with a space before them: 万亩 of 6.24万亩, 余人 of 20余人.
fn unit(rest: &str, catalogue: &Catalogue) -> usize {
    let spaced = rest.trim_start_matches(' ');
    let scale = |c: &char| {
        let sign = catalogue.numerals.sign(*c);
        matches!(
            sign,
            Some(NumeralSign::Rough | NumeralSign::Large(_) | NumeralSign::Small(_))
        )
    };
    let units = |text: &str| {
        let hits = catalogue.lexicon.words(text);
        let units = hits.filter(|hit| hit.entry.unit.is_some());
        units.map(|hit| hit.len).max().unwrap_or(0)
    };
    let scales = if catalogue.numerals.begins_with_unit(spaced) {
        0
    } else {
        spaced.chars().take_while(scale).map(char::len_utf8).sum()
    };
    let unit = units(spaced.get(scales..).unwrap_or_default());
    match scales + unit {
        0 => 0,
        length => rest.len() - spaced.len() + length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(words: &str, cells: usize) -> Vec<&str> {
        let lines = lines(words, juyan::catalogue(), cells, cells);
        lines.into_iter().map(|line| line.of(words)).collect()
    }

    #[test]
    fn two_narrow_characters_share_a_cell() {
        for (words, cells) in [
            ("产值", 2),
            ("18项", 2),
            ("94.4%", 3),
            ("2.7%", 2),
            ("GDP增长", 5),
            ("", 0),
        ] {
            assert_eq!(width(words), cells * CELL, "{words}");
        }
    }

    #[test]
    fn pure_han_fills_every_cell() {
        let words = "国民经济和社会发展计划执行情况".repeat(9);
        let lines = parted(&words, 28);
        assert!(
            lines.iter().rev().skip(1).all(|line| line.chars().count() == 28),
            "{lines:?}"
        );
        assert_eq!(lines.concat(), words);
    }

    #[test]
    fn marks_stay_where_they_belong() {
        assert_eq!(parted("产值增长，产量", 4), ["产值增", "长，产量"]);
        assert_eq!(parted("水库三座（在建）", 5), ["水库三座", "（在建）"]);
        assert_eq!(parted("他说“好”。再说", 4), ["他说", "“好”。", "再说"]);
        assert_eq!(parted("水库——湖泊", 3), ["水库", "——湖", "泊"]);
    }

    #[test]
    fn numbers_stay_with_their_units() {
        for number in [
            "16.29亿元",
            "94.4%",
            "13,215万元",
            "7500 亩",
            "63%~68%",
            "2024-06-30",
            "20余人",
            "-0.6%",
            "二十年",
            "2万千瓦",
            "PM2.5",
            "5G",
            "1—6月",
        ] {
            for cells in 8..12 {
                for before in 0..=cells {
                    let words = format!("{}{number}增长", "产".repeat(before));
                    let lines = parted(&words, cells);
                    assert!(lines.iter().any(|line| line.contains(number)), "{lines:?}");
                    assert!(lines.iter().all(|line| width(line) <= cells * CELL), "{lines:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_longer_than_a_line_is_parted() {
        assert_eq!(parted("123456789", 2), ["1234", "5678", "9"]);
        assert_eq!(parted("", 2), [""]);
        assert_eq!(parted("产", 0), ["产"]);
    }
}
