//! J0703: a paragraph's heading that runs into its text for want of a full stop.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity, Span};

/// How many paragraphs with a heading show how the others should look.
const PEERS: usize = 3;
/// A heading is no longer, in characters.
const LONGEST: usize = 24;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let openings: Vec<Span> = evidence
        .prose()
        .filter_map(|block| opening(evidence, seek::trimmed(text, block)))
        .collect();
    let plain = openings
        .iter()
        .filter(|span| is_heading(evidence, **span))
        .count();
    if plain < PEERS || (openings.len() - plain) * 4 > openings.len() {
        return Vec::new();
    }
    let joined = |span: &&Span| {
        if is_heading(evidence, **span) {
            told_twice(evidence, **span)
        } else {
            runs_on(evidence, **span)
        }
    };
    openings
        .iter()
        .filter(joined)
        .map(|span| Finding::new("J0703", Severity::Warning, vec![*span]).with("heading", span.of(text)))
        .collect()
}

/// The first sentence of a paragraph that begins with （二） and goes on after it.
fn opening(evidence: Evidence<'_>, block: Span) -> Option<Span> {
    let body = block.of(evidence.text());
    let inner = body.strip_prefix(['（', '('])?;
    let close = inner.find(['）', ')'])?;
    let numeral = inner.get(..close)?;
    let han = !numeral.is_empty()
        && numeral
            .chars()
            .all(|c| seek::is_han(c) && evidence.catalogue.numerals.sign(c).is_some());
    let rest = inner.get(close..)?.trim_start_matches(['）', ')']);
    let start = block.end - rest.len();
    let stop = rest.find('。')?;
    (han && start + stop + '。'.len_utf8() < block.end).then(|| Span::new(start, start + stop))
}

fn is_heading(evidence: Evidence<'_>, sentence: Span) -> bool {
    let words = sentence.of(evidence.text());
    words.chars().count() <= LONGEST
        && !words.contains(['，', ',', '；', ';'])
        && !evidence.figures(sentence).iter().any(Figure::is_fact)
}

/// Figures in what should be a heading, whose first clause reads like one.
fn runs_on(evidence: Evidence<'_>, sentence: Span) -> bool {
    let first = seek::clauses(evidence.text(), sentence).first().copied();
    first.is_some_and(|first| {
        evidence.figures(sentence).iter().any(Figure::is_fact) && two_predicates(evidence, first)
    })
}

/// 产业结构继续优化农牧业基础稳固: two statements, no mark between them.
fn told_twice(evidence: Evidence<'_>, sentence: Span) -> bool {
    let words = sentence.of(evidence.text());
    two_predicates(evidence, sentence) && !words.contains(['、', '“', ' '])
}

/// Whether one state is told right after another, the second at the end, and nothing joins or causes them.
fn two_predicates(evidence: Evidence<'_>, span: Span) -> bool {
    let text = evidence.text();
    let span = seek::trimmed(text, span);
    let states = seek::all(text, span, evidence.list("headings.states"));
    let [.., (one, _), (other, _)] = states.as_slice() else {
        return false;
    };
    let between = Span::new(one.end, other.start);
    let ends = other.end == span.end
        || text
            .get(other.end..span.end)
            .is_some_and(|rest| !rest.starts_with(seek::is_han));
    ends && between.of(text).chars().count() >= 2
        && !seek::any(
            text,
            Span::new(span.start, other.start),
            evidence.list("headings.joints"),
        )
}
