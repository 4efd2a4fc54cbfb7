//! The little of Markdown that rules' pages use: headings, quotations, lists, paragraphs.

use super::escape::Escaped;
use std::io::{self, Write};

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading(&'static str),
    Quote,
    Item,
    Words,
    Blank,
}

/// Writes `page` as HTML; lines of one kind in a row are one element. Fails where `out` does.
pub(super) fn write(out: &mut impl Write, page: &str) -> io::Result<()> {
    let mut last = Kind::Blank;
    for line in page.lines() {
        let (kind, words) = kind(line);
        if kind != last || matches!(kind, Kind::Heading(_) | Kind::Item) {
            close(out, last)?;
            open(out, kind)?;
        }
        write!(out, "{}", Escaped(words))?;
        last = kind;
    }
    close(out, last)
}

fn kind(line: &str) -> (Kind, &str) {
    let line = line.trim();
    if let Some(words) = line.strip_prefix("## ") {
        return (Kind::Heading("h3"), words);
    }
    if let Some(words) = line.strip_prefix("# ") {
        return (Kind::Heading("h2"), words);
    }
    if let Some(words) = line.strip_prefix('>') {
        return (Kind::Quote, words.trim_start());
    }
    if let Some(words) = line.strip_prefix("- ") {
        return (Kind::Item, words);
    }
    (if line.is_empty() { Kind::Blank } else { Kind::Words }, line)
}

const fn element(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Heading(name) => Some(name),
        Kind::Quote => Some("blockquote"),
        Kind::Item => Some("li"),
        Kind::Words => Some("p"),
        Kind::Blank => None,
    }
}

fn open(out: &mut impl Write, kind: Kind) -> io::Result<()> {
    element(kind).map_or(Ok(()), |name| write!(out, "<{name}>"))
}

fn close(out: &mut impl Write, kind: Kind) -> io::Result<()> {
    element(kind).map_or(Ok(()), |name| writeln!(out, "</{name}>"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_of_one_kind_are_one_element() {
        let mut out = Vec::new();
        super::write(&mut out, "# 题\n\n一\n二\n> 错<\n").unwrap();
        let page = String::from_utf8(out).unwrap();
        assert_eq!(
            page,
            "<h2>题</h2>\n<p>一二</p>\n<blockquote>错&lt;</blockquote>\n"
        );
    }
}
