//! The part that holds the comments, and what points at it.

use super::write::{DECLARATION, WORDS, escape};
use std::fmt::Write;

/// One comment at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    pub(super) id: u32,
    pub(super) author: &'a str,
    pub(super) text: &'a str,
}

/// The first number that no comment of the part has.
pub(super) fn first_free_id(comments: &str) -> u32 {
    let after = comments.split(":id=").skip(1).filter_map(|rest| rest.get(1..));
    let numbers = after.filter_map(|rest| rest.split(['"', '\'']).next()?.parse::<u32>().ok());
    numbers.max().map_or(0, |last| last.saturating_add(1))
}

/// A part of its own for the comments.
pub(super) fn part(placed: &[Placed]) -> String {
    let inner: String = placed.iter().map(|comment| element(comment, "w:")).collect();
    format!("{DECLARATION}<w:comments xmlns:w=\"{WORDS}\">{inner}</w:comments>")
}

/// The part with the comments added behind those that are there; nothing where it has no end to add before.
pub(super) fn extend(part: &str, placed: &[Placed]) -> Option<String> {
    let prefix_of = |name: &str| name.strip_suffix("comments").map(str::to_owned);
    let end = part.trim_end().rfind('<')?;
    let last = part.get(end..)?;
    if let Some(name) = last.strip_prefix("</") {
        let prefix = prefix_of(name.trim_end().trim_end_matches('>').trim_end())?;
        let inner: String = placed.iter().map(|comment| element(comment, &prefix)).collect();
        return Some(format!("{}{inner}{last}", part.get(..end)?));
    }
    // `<w:comments …/>`, which holds none so far.
    let open = last.trim_end().strip_suffix("/>")?;
    let prefix = prefix_of(open.get(1..)?.split_whitespace().next()?)?;
    let inner: String = placed.iter().map(|comment| element(comment, &prefix)).collect();
    Some(format!("{}{open}>{inner}</{prefix}comments>", part.get(..end)?))
}

fn element(comment: &Placed, prefix: &str) -> String {
    let w = prefix;
    let initials: String = comment.author.chars().take(2).collect();
    let (author, initials) = (escape(comment.author), escape(&initials));
    let mut out = format!(
        "<{w}comment {w}id=\"{}\" {w}author=\"{author}\" {w}initials=\"{initials}\">",
        comment.id
    );
    for (number, line) in comment.text.lines().enumerate() {
        let sign = if number == 0 {
            format!("<{w}r><{w}annotationRef/></{w}r>")
        } else {
            String::new()
        };
        let line = escape(line);
        let _ = write!(
            out,
            "<{w}p>{sign}<{w}r><{w}t xml:space=\"preserve\">{line}</{w}t></{w}r></{w}p>"
        );
    }
    if comment.text.is_empty() {
        let _ = write!(out, "<{w}p/>");
    }
    let _ = write!(out, "</{w}comment>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const REMARK: Placed = Placed {
        id: 8,
        author: "甲",
        text: "a<b",
    };

    #[test]
    fn comments_are_added_behind_those_that_are_there() {
        let part = extend("<w:comments><w:comment w:id=\"7\"/></w:comments>\n", &[REMARK]).unwrap();
        assert!(part.starts_with("<w:comments><w:comment w:id=\"7\"/><w:comment w:id=\"8\" w:author=\"甲\""));
        assert!(part.contains("a&lt;b") && part.trim_end().ends_with("</w:comment></w:comments>"));
        assert!(
            extend("<x:comments y='1'/>", &[REMARK])
                .unwrap()
                .ends_with("</x:comment></x:comments>")
        );
        assert_eq!(
            first_free_id("<w:comment w:id=\"7\"/><w:comment w:id=\"12\"/>"),
            13
        );
        assert_eq!(first_free_id("<w:comments/>"), 0);
    }
}
