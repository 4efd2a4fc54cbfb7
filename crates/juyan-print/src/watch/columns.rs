//! Text in columns of a terminal, where a Han character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide tables are.
pub(super) const WIDTH: usize = 80;

/// `text` in exactly `width` columns: what is longer ends in `…`, what is shorter has blanks behind it.
pub(super) fn left(text: &str, width: usize) -> String {
    let text = cut(text, width);
    let blank = width.saturating_sub(text.width());
    text + &" ".repeat(blank)
}

/// The same with the blanks before it.
pub(super) fn right(text: &str, width: usize) -> String {
    let text = cut(text, width);
    " ".repeat(width.saturating_sub(text.width())) + &text
}

fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut taken = 1;
    for character in text.chars() {
        taken += character.width().unwrap_or_default();
        if taken > width {
            break;
        }
        out.push(character);
    }
    out.push('…');
    out
}

/// Lines of at most the table's width that say `text`, each `indent` columns in, the first behind `mark`. Words and numbers in
/// Latin letters stay whole where a line holds them.
pub(super) fn wrapped(mark: &str, text: &str, indent: usize) -> Vec<String> {
    let room = WIDTH.saturating_sub(indent).max(2);
    let mut lines = vec![String::new()];
    for word in words(text) {
        let taken = lines.last().map_or(0, |line| line.width());
        if taken > 0 && taken + word.trim_end().width() > room {
            lines.push(String::new());
        }
        for piece in pieces(word, room) {
            let taken = lines.last().map_or(0, |line| line.width());
            if taken > 0 && taken + piece.trim_end().width() > room {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(piece);
            }
        }
    }
    let mut first = true;
    for line in &mut lines {
        let lead = if first {
            left(mark, indent)
        } else {
            " ".repeat(indent)
        };
        first = false;
        line.insert_str(0, &lead);
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Words in Latin letters with the blank behind them, other characters one by one.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_ascii_graphic() {
            let word = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
            let blank = rest.get(word..).is_some_and(|behind| behind.starts_with(' '));
            word + usize::from(blank)
        } else {
            first.len_utf8()
        };
        let (word, behind) = rest.split_at(end);
        words.push(word);
        rest = behind;
    }
    words
}

/// A word as it is; one that no line holds in pieces.
fn pieces(word: &str, room: usize) -> Vec<&str> {
    if word.trim_end().width() <= room {
        return vec![word];
    }
    let mut pieces = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        // Longer than a line is only what is ASCII, where a character is a byte and a column.
        let (piece, behind) = rest.split_at(rest.ceil_char_boundary(room.min(rest.len())));
        pieces.push(piece);
        rest = behind;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_wide_as_they_are_told() {
        for text in ["", "a", "重点项目", "重点项目投资ab", "a重点项目"] {
            for width in 2..12 {
                assert_eq!(left(text, width).width(), width, "{text} in {width}");
                assert_eq!(right(text, width).width(), width, "{text} in {width}");
            }
        }
    }

    #[test]
    fn lines_are_no_wider_than_the_table() {
        let text = "盟级重点项目完成投资33.3%，落后16.5个百分点；".repeat(12);
        let lines = wrapped("└", &text, 5);
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.width() <= WIDTH), "{lines:?}");
    }

    #[test]
    fn words_and_numbers_stay_whole() {
        let text = "wanted 12.6 of it by 2024-12-31 ".repeat(9);
        let lines = wrapped("", &text, 5);
        let again: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(again, text.split_whitespace().collect::<Vec<_>>());
        let long = "0".repeat(200);
        let lines = wrapped("-", &long, 2);
        assert!(lines.len() == 3 && lines.iter().all(|line| line.width() <= WIDTH));
    }
}
