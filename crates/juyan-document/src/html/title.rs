//! Which lines of a page are the report's title.

use super::main_text::is_links;
use super::page::{Kind, Line, Page};
use crate::FieldKind;
use crate::field::{fields, kind};
use crate::frame::ends_title;
use juyan_catalogue::Catalogue;
use juyan_model::Span;
use std::cmp::Reverse;
use std::ops::Range;

/// How far behind the beginning of the report its title may stand, in lines.
const WITHIN: usize = 12;
/// How far before the report a line that only sounds like a title may stand, in lines.
const BEFORE: usize = 8;
/// A longer line is no label.
const LONGEST_LABEL: usize = 16;
/// No title is shorter, in characters.
const SHORTEST: usize = 5;

/// The text without its white space.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The lines of the title: what the page itself calls so, else its outermost heading near the report, else the last
/// line before the report that ends as titles do.
pub(super) fn title_lines(page: &Page, main: &Range<usize>, catalogue: &Catalogue) -> Range<usize> {
    let lines = page
        .lines
        .get(..page.lines.len().min(main.start + WITHIN))
        .unwrap_or_default();
    let found = named(page, lines, catalogue)
        .or_else(|| headed(page, lines))
        .or_else(|| sounding(page, main, catalogue));
    let Some((first, line)) = found.and_then(|first| Some((first, lines.get(first)?))) else {
        return 0..0;
    };
    let heading = page
        .nodes
        .get(line.node)
        .is_some_and(|node| matches!(node.kind, Kind::Heading(_)));
    let more = lines
        .iter()
        .skip(first + 1)
        .take_while(|other| heading && other.node == line.node);
    first..first + 1 + more.count()
}

/// The line's words, if it can be a title.
fn words(line: &Line) -> Option<String> {
    (!is_links(line))
        .then(|| compact(&line.text))
        .filter(|words| words.chars().count() >= SHORTEST)
}

/// The longest line that stands in one of the page's own titles; of two as long a heading, then the first. What a field of
/// the header gives as the title (名称：…) stands for it, but is not it.
fn named(page: &Page, lines: &[Line], catalogue: &Catalogue) -> Option<usize> {
    let known = |(number, line): (usize, &Line)| {
        let words =
            words(line).filter(|words| page.titles.iter().any(|title| title.contains(words.as_str())))?;
        let before = number.checked_sub(1).and_then(|before| lines.get(before));
        let label = before.and_then(|label| kind_of_label(&label.text, catalogue));
        if label == Some(FieldKind::Title) {
            return None;
        }
        let kind = page.nodes.get(line.node).map(|node| node.kind);
        let heading = matches!(kind, Some(Kind::Heading(_)));
        Some((words.len(), heading, Reverse(number)))
    };
    lines
        .iter()
        .enumerate()
        .filter_map(known)
        .max()
        .map(|(_, _, Reverse(number))| number)
}

/// Whether the line is a field's name and nothing else.
pub(super) fn is_label(line: &str, catalogue: &Catalogue) -> bool {
    kind_of_label(line, catalogue).is_some()
}

/// The field whose name the line is.
fn kind_of_label(line: &str, catalogue: &Catalogue) -> Option<FieldKind> {
    let name = compact(line.trim_end_matches([':', '：']));
    let short = line.chars().count() <= LONGEST_LABEL;
    let kind = kind(&name, catalogue).filter(|_| short)?;
    (!matches!(kind, FieldKind::Other | FieldKind::Position)).then_some(kind)
}

/// The outermost heading; of two the one nearer to the report.
fn headed(page: &Page, lines: &[Line]) -> Option<usize> {
    let level = |(number, line): (usize, &Line)| match page
        .nodes
        .get(line.node)
        .map(|node| (node.kind, node.furniture))
    {
        Some((Kind::Heading(level @ 1..=2), false)) => words(line).map(|_| (level, Reverse(number))),
        _ => None,
    };
    lines
        .iter()
        .enumerate()
        .filter_map(level)
        .min()
        .map(|(_, Reverse(number))| number)
}

fn sounding(page: &Page, main: &Range<usize>, catalogue: &Catalogue) -> Option<usize> {
    let from = main.start.saturating_sub(BEFORE);
    let lines = page.lines.get(from..main.start).unwrap_or_default();
    let named = |line: &Line| !fields(Span::new(0, line.text.len()), &line.text, catalogue).is_empty();
    let sounds = |line: &Line| words(line).is_some_and(|words| ends_title(&words, catalogue));
    let last = lines.iter().rposition(|line| sounds(line) && !named(line));
    last.map(|last| from + last)
}
