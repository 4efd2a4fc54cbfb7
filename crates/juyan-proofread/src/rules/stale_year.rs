//! J0212: last year's words in this year's report: 2023年上半年 in the report on 上半年 of 2024.

use crate::evidence::Evidence;
use crate::seek;
use juyan_document::BlockKind;
use juyan_model::{Figure, Finding, Mode, Role, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(period) = evidence.reading.period.filter(|_| evidence.title().is_some()) else {
        return Vec::new();
    };
    let Some(before) = period.shifted(-1).filter(|before| *before != period) else {
        return Vec::new();
    };
    let whole = period.from.month() == 1 && period.to.month() == 12;
    let text = evidence.text();
    let mut found = Vec::new();
    for block in evidence.blocks() {
        let heading = matches!(block.kind, BlockKind::Heading(_)) || is_heading(text, block.span);
        let stale = |figure: &&Figure| {
            figure.role == Role::Period
                && figure.period == Some(before)
                && figure.span.of(text).contains(&before.to.year().to_string())
        };
        for figure in evidence.figures(block.span).iter().filter(stale) {
            let sentence = if heading {
                block.span
            } else {
                around(text, block.span, figure.span)
            };
            let history = whole && !is_about(evidence, sentence, figure, heading);
            if !history && !seek::any(text, sentence, evidence.list("years.compared")) {
                found.push(
                    Finding::new("J0212", Severity::Warning, vec![figure.span])
                        .with("said", figure.span.of(text))
                        .with("year", period.to.year().to_string()),
                );
            }
        }
    }
    found
}

/// What a year's report says of the year before is history, but for the headings of its review and sentences that begin
/// with the year and the region's own name for itself: 2023年，全县….
fn is_about(evidence: Evidence<'_>, sentence: Span, figure: &Figure, heading: bool) -> bool {
    let text = evidence.text();
    if heading {
        return seek::any(text, sentence, evidence.list("years.review"));
    }
    let opens = seek::trimmed(text, sentence).start == figure.span.start;
    let rest = Span::new(figure.span.end, sentence.end)
        .of(text)
        .trim_start_matches(['，', ',']);
    opens
        && evidence
            .list("years.own")
            .iter()
            .any(|word| rest.starts_with(word.as_str()))
        && evidence
            .figures(sentence)
            .iter()
            .any(|told| told.is_fact() && told.mode == Mode::Actual)
}

fn is_heading(text: &str, block: Span) -> bool {
    let words = block.of(text);
    words.chars().count() <= 40 && !words.contains(['。', '，', '；', ','])
}

fn around(text: &str, block: Span, place: Span) -> Span {
    seek::sentences(text, block)
        .into_iter()
        .find(|sentence| sentence.contains(place))
        .unwrap_or(block)
}
