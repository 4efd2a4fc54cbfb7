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

/// Lines of at most the table's width that say `text`, each `indent` columns in, the first behind `mark`.
pub(super) fn wrapped(mark: &str, text: &str, indent: usize) -> Vec<String> {
    let room = WIDTH.saturating_sub(indent).max(2);
    let mut lines = vec![String::new()];
    let mut taken = 0;
    for character in text.chars() {
        let width = character.width().unwrap_or_default();
        if taken + width > room {
            lines.push(String::new());
            taken = 0;
            if character == ' ' {
                continue;
            }
        }
        taken += width;
        if let Some(line) = lines.last_mut() {
            line.push(character);
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
}
