//! The name of a row: its numbering, its place below others, and whether it adds up the rows around it.

use super::column::is_total;
use super::word::{self, Job};
use crate::sense;
use juyan_catalogue::{Catalogue, NumeralSign};
use juyan_model::Span;

/// What a row adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grade {
    /// Nothing: it is one of the parts.
    Part,
    /// The rows of its group: 小计.
    Subtotal,
    /// All rows: 合计, 总计.
    Total,
}

/// The name of a row.
#[derive(Debug, Clone)]
pub(crate) struct Label {
    /// The words that name what is measured.
    pub(crate) name: Span,
    /// The kind of numbering before it: 一、 is another than （一） and 1.
    pub(crate) numbering: Option<u8>,
    /// How long the code of its row is, where rows have codes.
    pub(crate) code: Option<usize>,
    /// How far it is set in, in half-width spaces.
    pub(crate) indent: usize,
    /// Whether it is said to be one of the parts of a row above: 其中.
    pub(crate) among: bool,
    /// Whether it is taken off or put on: 减：.
    pub(crate) adjusts: bool,
    /// What it adds up.
    pub(crate) grade: Grade,
}

/// Reads the name in the cell at `span`.
pub(crate) fn label(text: &str, span: Span, catalogue: &Catalogue) -> Label {
    let mut label = Label {
        name: span,
        numbering: None,
        code: None,
        indent: indent(text, span.start),
        among: false,
        adjusts: false,
        grade: Grade::Part,
    };
    let mut start = span.start;
    for _ in 0..3 {
        let rest = Span::new(start, span.end).of(text);
        if let Some(len) = numbering(rest, catalogue) {
            label.numbering = label.numbering.or_else(|| style(rest, catalogue));
            start += len;
        } else if let Some(len) = opening(rest, Job::Among, catalogue) {
            label.among = true;
            start += len;
        } else if let Some(len) =
            opening(rest, Job::Adjust, catalogue).filter(|len| ends_in_colon(rest, *len))
        {
            label.adjusts = true;
            start += len;
        } else if let Some(sign) = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '#' | '＃' | '★' | '*' | '·'))
        {
            label.among |= matches!(sign, '#' | '＃');
            start += sign.len_utf8();
        } else {
            break;
        }
        start += space(Span::new(start, span.end).of(text));
    }
    let body = Span::new(start.min(span.end), span.end).of(text);
    label.grade = match is_total(&word::closed(body), catalogue) {
        Some(Job::Total) => Grade::Total,
        Some(_) => Grade::Subtotal,
        None => Grade::Part,
    };
    let end = body.find(['（', '(']).filter(|at| *at > 0).unwrap_or(body.len());
    let name = body
        .get(..end)
        .unwrap_or(body)
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '*'));
    label.name = if name.is_empty() {
        span
    } else {
        Span::new(start, start + name.len())
    };
    label
}

/// The length of the white space with which `text` begins.
fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The length of a numbering: 一、 （一） 1. ①.
fn numbering(text: &str, catalogue: &Catalogue) -> Option<usize> {
    if let Some(sign) = text.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return Some(sign.len_utf8());
    }
    sense::block_heading(text, catalogue).filter(|len| *len < text.len())
}

/// Which of the ways of numbering it is.
fn style(text: &str, catalogue: &Catalogue) -> Option<u8> {
    let first = text.chars().next()?;
    if ('①'..='⑳').contains(&first) {
        return Some(4);
    }
    let open = matches!(first, '（' | '(');
    let numeral = if open { text.chars().nth(1)? } else { first };
    let arabic = matches!(catalogue.numerals.sign(numeral), Some(NumeralSign::Arabic(_)));
    Some(u8::from(open) + 2 * u8::from(arabic))
}

/// The length of a word with which `text` begins, with the colon behind it.
fn opening(text: &str, job: Job, catalogue: &Catalogue) -> Option<usize> {
    let words = word::words(text, catalogue);
    let word = words.iter().find(|word| word.job == job && word.start == 0)?;
    let rest = text.get(word.end..)?;
    let behind = rest.trim_start();
    let colon = behind
        .chars()
        .next()
        .filter(|c| matches!(c, '：' | ':'))
        .map_or(0, |c| c.len_utf8() + (rest.len() - behind.len()));
    Some(word.end + colon).filter(|len| *len < text.len())
}

fn ends_in_colon(text: &str, len: usize) -> bool {
    text.get(..len).is_some_and(|word| word.ends_with(['：', ':']))
}

/// How wide the spaces before `start` are.
fn indent(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or_default().chars().rev();
    before
        .map_while(|c| match c {
            ' ' | '\u{a0}' => Some(1),
            '\u{3000}' | '\u{2003}' => Some(2),
            _ => None,
        })
        .sum()
}
