//! J0212: last year's words in this year's report: 2023年上半年 in the report on 上半年 of 2024.

use crate::evidence::Evidence;
use crate::seek;
use juyan_document::BlockKind;
use juyan_model::{Figure, Finding, Mode, Role, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let mut found = headings(evidence);
    let Some(period) = evidence.reading.period.filter(|_| evidence.title().is_some()) else {
        return found;
    };
    let Some(before) = period.shifted(-1).filter(|before| *before != period) else {
        return found;
    };
    let whole = period.from.month() == 1 && period.to.month() == 12;
    let text = evidence.text();
    for block in evidence.blocks() {
        let heading = matches!(block.kind, BlockKind::Heading(_)) || is_heading(text, block.span);
        let stale = |figure: &&Figure| {
            figure.role == Role::Period
                && figure.period == Some(before)
                && figure.span.of(text).contains(&before.to.year().to_string())
        };
        let mut sentences = seek::sentences(text, block.span).into_iter().peekable();
        let mut known = Sentence::default();
        for figure in evidence.figures(block.span).iter().filter(stale) {
            let past = |sentence: &Span| !heading && sentence.end <= figure.span.start;
            while sentences.next_if(past).is_some() {}
            let around = sentences
                .peek()
                .filter(|sentence| !heading && sentence.contains(figure.span));
            let span = around.copied().unwrap_or(block.span);
            if known.span != span {
                known = Sentence::of(evidence, span, heading);
            }
            let history = whole && !is_about(evidence, &known, figure, heading);
            if !history && !known.elsewhere {
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

/// What is said in a sentence, looked up once for all the years in it.
#[derive(Debug, Default)]
struct Sentence {
    span: Span,
    /// Whether it cites a paper or compares, be it by telling the report's own period as well, so that the year is meant.
    elsewhere: bool,
    /// Whether it tells what was done.
    done: bool,
}

impl Sentence {
    fn of(evidence: Evidence<'_>, span: Span, heading: bool) -> Self {
        let text = evidence.text();
        let cited = !heading && seek::any(text, span, evidence.list("years.cited"));
        let own = |figure: &Figure| {
            figure.role == Role::Period && figure.period.is_some() && figure.period == evidence.reading.period
        };
        let is_compared = !heading && evidence.figures(span).iter().any(own);
        let is_done = |told: &Figure| told.is_fact() && told.mode == Mode::Actual;
        Self {
            span,
            elsewhere: cited || is_compared || seek::any(text, span, evidence.list("years.compared")),
            done: evidence.figures(span).iter().any(is_done),
        }
    }
}

/// What a year's report says of the year before is history, but for the headings of its review and sentences that begin
/// with the year and the region's own name for itself: 2023年，全县….
fn is_about(evidence: Evidence<'_>, sentence: &Sentence, figure: &Figure, heading: bool) -> bool {
    let text = evidence.text();
    if heading {
        return seek::any(text, sentence.span, evidence.list("years.review"));
    }
    let opens = seek::trimmed(text, sentence.span).start == figure.span.start;
    let rest = Span::new(figure.span.end, sentence.span.end)
        .of(text)
        .trim_start_matches(['，', ',']);
    opens
        && evidence
            .list("years.own")
            .iter()
            .any(|word| rest.starts_with(word.as_str()))
        && sentence.done
}

/// The heading of the review and that of what is ahead, more than a year apart: 2022年工作回顾, 2024年主要任务.
fn headings(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut review = None;
    for block in evidence.prose().filter(|block| is_heading(text, *block)) {
        let mut years = evidence
            .figures(block)
            .iter()
            .filter(|figure| figure.role == Role::Period);
        let year = years.find_map(|figure| Some((figure.span, figure.period?.to.year())));
        let Some((span, year)) = year.filter(|(span, year)| span.of(text).starts_with(&year.to_string()))
        else {
            continue;
        };
        let numeral = |c: char| evidence.catalogue.numerals.sign(c).is_some();
        let words = block.of(text).trim_start();
        let rest = words.trim_start_matches(numeral);
        let numbered = rest.len() < words.len() && rest.starts_with('、');
        if numbered && review.is_none() && seek::any(text, block, evidence.list("years.review")) {
            review = Some((span, year));
        } else if let Some((earlier, reviewed)) = review
            && numbered
            && seek::any(text, block, evidence.list("years.ahead"))
        {
            let apart = (2..=4).contains(&(year - reviewed));
            let finding = Finding::new("J0212", Severity::Warning, vec![earlier, span])
                .with("said", earlier.of(text))
                .with("year", (year - 1).to_string());
            return apart.then_some(finding).into_iter().collect();
        }
    }
    Vec::new()
}

fn is_heading(text: &str, block: Span) -> bool {
    let words = block.of(text);
    words.chars().count() <= 40 && !words.contains(['。', '，', '；', ','])
}
