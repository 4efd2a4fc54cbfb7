//! Where a figure stands, as it is told to people.

use juyan::model::{FigureId, Span};
use juyan_writer::Report;

/// The line of a figure, from 1, and its sentence with the figure between marks.
pub fn place(report: Report<'_>, id: FigureId) -> (usize, String) {
    let text = report.document.text.as_str();
    let Some(figure) = report.reading.figures.get(id.0) else {
        return (0, String::new());
    };
    (
        line(text, figure.span.start),
        quoted(text, figure.sentence, figure.span),
    )
}

/// The line of a place in a text, from 1.
pub fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// So many characters of a sentence are shown on either side of a figure.
const AROUND: usize = 18;

fn quoted(text: &str, sentence: Span, span: Span) -> String {
    let flat = |words: &str| words.split_whitespace().collect::<String>();
    let before: Vec<char> = flat(Span::new(sentence.start, span.start).of(text))
        .chars()
        .collect();
    let after: Vec<char> = flat(Span::new(span.end, sentence.end).of(text)).chars().collect();
    let from = before.len().saturating_sub(AROUND);
    let head: String = before.iter().skip(from).collect();
    let tail: String = after.iter().take(AROUND).collect();
    let cut = |is_cut: bool| if is_cut { "\u{2026}" } else { "" };
    format!(
        "{}{head}\u{3010}{}\u{3011}{tail}{}",
        cut(from > 0),
        span.of(text),
        cut(after.len() > AROUND)
    )
}
