//! What a cell of a table's body is: a number with its sign, or why it is none.

use super::word::{self, Job};
use crate::quantity::{Quantity, quantity};
use juyan_catalogue::Catalogue;
use juyan_model::{Approx, Span, Value};

/// A cell that holds no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing stands there.
    Blank,
    /// A dash: there is none.
    Dash,
    /// Words, or dots: something that is not told as a number.
    Untold,
}

/// Why a cell with these words holds no number.
pub(crate) fn gap(words: &str) -> Gap {
    let words = words.trim();
    if words.is_empty() {
        Gap::Blank
    } else if words
        .chars()
        .all(|c| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '/' | '\\' | '／' | '_'))
    {
        Gap::Dash
    } else {
        Gap::Untold
    }
}

/// Whether the sign of a cell can be read in two ways: (5.2), and ▲5.2 unless the table marks falls by ▼.
pub(crate) fn is_doubtful(words: &str, falling: bool) -> bool {
    let sign = words.trim_start().chars().next();
    matches!(sign, Some('(' | '（')) || (sign == Some('▲') && !falling)
}

/// The number that the whole cell at `span` is, with the sign of the cell: ▼5.2 and (5.2) are negative.
pub(crate) fn number(text: &str, span: Span, catalogue: &Catalogue) -> Option<Quantity> {
    let cell = span.of(text);
    let (body, bracketed) = unbracketed(cell.trim());
    let mut rest = body.trim();
    let mut negative = bracketed;
    let bound = rest.chars().next().and_then(bound);
    if bound.is_some() {
        rest = rest.trim_start_matches(|c| self::bound(c).is_some()).trim_start();
    }
    if let Some(sign) = rest.chars().next().filter(|c| is_sign(*c)) {
        rest = rest.get(sign.len_utf8()..)?.trim_start();
        if !matches!(sign, '▲' | '↑' | '+' | '＋') {
            negative = !negative;
        }
    }
    let mut quantity = quantity(rest, 0, catalogue)?;
    if quantity.span.end != rest.len() || quantity.span.start != 0 {
        return None;
    }
    if negative && let Some(Value::One(value)) = quantity.value {
        quantity.value = Some(Value::One(-value));
    }
    quantity.approx = quantity.approx.or(bound);
    quantity.span = trimmed(text, span);
    Some(quantity)
}

/// The number in a cell that tells a movement in words: 增长5.5%, 下降3.2%; with whether it is a fall.
pub(crate) fn moved(text: &str, span: Span, catalogue: &Catalogue) -> Option<(Quantity, bool)> {
    let cell = trimmed(text, span);
    let words = word::words(cell.of(text), catalogue);
    let opening = words.iter().filter(|word| word.start == 0);
    let word = opening
        .filter(|word| matches!(word.job, Job::Move | Job::Fall))
        .max_by_key(|word| word.job == Job::Fall)?;
    let rest = Span::new(cell.start + word.end, cell.end);
    let first = rest.of(text).trim_start().chars().next()?;
    let told = number(text, rest, catalogue).filter(|_| !is_sign(first));
    told.map(|quantity| (quantity, word.job == Job::Fall))
}

/// Which way a sign before a number leaves it open: ≤4.5.
fn bound(c: char) -> Option<Approx> {
    match c {
        '≤' | '≦' | '<' | '＜' | '⩽' => Some(Approx::Under),
        '≥' | '≧' | '>' | '＞' | '⩾' => Some(Approx::Over),
        _ => None,
    }
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '▼' | '▽' | '↓' | '△' | '▲' | '↑' | '-' | '－' | '−' | '–' | '﹣' | '—' | '+' | '＋'
    )
}

/// What stands in the brackets that enclose all of `words`.
fn unbracketed(words: &str) -> (&str, bool) {
    let open = words.strip_prefix(['（', '(']);
    match open.and_then(|rest| rest.strip_suffix(['）', ')'])) {
        Some(body) => (body, true),
        None => (words, false),
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}
