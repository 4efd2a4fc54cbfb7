//! How the figures of two reports differ, in words.

use juyan::Context;
use juyan::model::FigureId;
use juyan_publish::scale_word;
use juyan_writer::{Change, Report};

/// The words of a figure.
pub fn printed(report: Report<'_>, id: FigureId) -> &str {
    let figure = report.reading.figures.get(id.0);
    figure.map_or("", |figure| figure.span.of(&report.document.text))
}

/// The same with the sign that its words tell: of 下降8% the number alone does not.
pub fn signed(report: Report<'_>, id: FigureId) -> String {
    let words = printed(report, id);
    let value = report
        .reading
        .figures
        .get(id.0)
        .and_then(|figure| figure.value?.single());
    let is_less = value.is_some_and(|value| value.is_sign_negative() && !value.is_zero());
    let sign = if is_less && !words.starts_with(['-', '\u{2212}', '\u{ff0d}']) {
        "-"
    } else {
        ""
    };
    format!("{sign}{words}")
}

/// By how much a figure changed; empty where that cannot be said.
pub fn by(change: &Change, new: Report<'_>, context: Context<'_>) -> String {
    let Some(by) = change.by else { return String::new() };
    let figure = new.reading.figures.get(change.new.0);
    let scale = figure
        .and_then(|figure| figure.printed)
        .map_or(1.into(), |printed| printed.scale);
    let unit = figure
        .and_then(|figure| figure.unit.as_deref())
        .unwrap_or_default();
    // In the scale that the new figure is printed in, where there is a word for it.
    let scaled = scale_word(scale, context.catalogue).zip(by.checked_div(scale));
    let (word, shown) = scaled.unwrap_or((String::new(), by));
    let shown = shown.normalize();
    let sign = if by.is_sign_negative() { "" } else { "+" };
    // Rates differ by points.
    let points = context.catalogue.list("saying.points").first();
    let unit = points
        .filter(|_| unit == "%")
        .map_or(unit, |points| points.as_str());
    let amount = format!("{sign}{shown}{word}{unit}");
    let Some(percent) = change.percent else {
        return context.fill("diff.amount", &[("amount", &amount)]);
    };
    let sign = if percent.is_sign_negative() { "" } else { "+" };
    context.fill(
        "diff.by",
        &[
            ("amount", &amount),
            ("percent", &format!("{sign}{}", percent.normalize())),
        ],
    )
}
