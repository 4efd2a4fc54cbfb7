//! J0737: a title in the header that names other times than the one above the text: 2023年上半年 and 2024年上半年.
//!
//! Other words may be meant: a site's title is often longer or shorter than the paper's.

use crate::evidence::Evidence;
use juyan_document::FieldKind;
use juyan_model::{Finding, Role, Severity, Span};
use std::collections::BTreeSet;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let (Some((field, told)), Some(title)) = (evidence.field(FieldKind::Title), evidence.title()) else {
        return Vec::new();
    };
    if field.value.contains(title) || title.contains(field.value) {
        return Vec::new();
    }
    let (listed, own) = (times(told, evidence), times(title.of(evidence.text()), evidence));
    // Where one of them names no time, nothing is at odds.
    let apart = !listed.is_empty() && !own.is_empty() && !listed.is_subset(&own) && !own.is_subset(&listed);
    if !apart {
        return Vec::new();
    }
    let place = figure_at_odds(evidence, title).unwrap_or(title);
    vec![Finding::new("J0737", Severity::Warning, vec![field.value, place]).with("title", told)]
}

/// The years that `words` name in figures.
fn times(words: &str, evidence: Evidence<'_>) -> BTreeSet<String> {
    let mut years = evidence.list("date.year").iter();
    let mark = years.next().map_or("", |word| word.as_str());
    let mut found = BTreeSet::new();
    for (at, _) in words.match_indices(mark) {
        let before = words.get(..at).unwrap_or_default();
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 4 {
            found.extend(before.get(at - digits..).map(str::to_owned));
        }
    }
    found
}

/// The time that the title names.
fn figure_at_odds(evidence: Evidence<'_>, title: Span) -> Option<Span> {
    let mut figures = evidence.figures(title).iter();
    figures
        .find(|figure| figure.role == Role::Period)
        .map(|figure| figure.span)
}
