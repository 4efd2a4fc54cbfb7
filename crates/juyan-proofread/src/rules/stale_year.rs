//! J0212: last year's words in this year's report: 2023年上半年 in the report on 上半年 of 2024.

use crate::evidence::Evidence;
use crate::seek;
use juyan_document::BlockKind;
use juyan_model::{Figure, Finding, Mode, Period, Role, Severity, Span};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let mut found = headings(evidence);
    found.extend(targets(evidence));
    let Some(period) = evidence.reading.period.filter(|_| evidence.title().is_some()) else {
        return found;
    };
    let Some(before) = period.shifted(-1).filter(|before| *before != period) else {
        return found;
    };
    let whole = period.from.month() == 1 && period.to.month() == 12;
    if !whole {
        found.extend(goals(evidence, period));
    }
    let text = evidence.text();
    // 2025年政府工作报告: what is ahead is the year of the title, and what it looks back on the one before.
    let looks_ahead = whole && tells_ahead(evidence, period.to.year());
    for block in evidence.blocks() {
        let heading = matches!(block.kind, BlockKind::Heading(_)) || is_heading(text, block.span);
        let stale = |figure: &&Figure| {
            let last_day = !whole && figure.period == Some(Period::new(before.to, before.to));
            figure.role == Role::Period
                && (figure.period == Some(before) || last_day && evidence.is_until(figure))
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
            let history = whole && (looks_ahead || !is_about(evidence, &known, figure, heading));
            let until = figure.period != Some(before);
            let severity = match known.elsewhere {
                // 截至2023年6月底: only what comes behind may compare with it.
                Some(Elsewhere::Compared) if until && !compares_behind(evidence, figure, span) => {
                    Some(Severity::Question)
                }
                _ if history => None,
                None => Some(Severity::Warning),
                Some(Elsewhere::Compared) if is_own_growth(evidence, &known, figure) => {
                    Some(Severity::Question)
                }
                Some(_) => None,
            };
            found.extend(severity.map(|severity| stale_finding(text, figure, severity, period)));
        }
    }
    found
}

/// Whether the words behind a day say that something is compared with it.
fn compares_behind(evidence: Evidence<'_>, figure: &Figure, sentence: Span) -> bool {
    let behind = Span::new(figure.span.end, sentence.end.max(figure.span.end));
    seek::any(evidence.text(), behind, evidence.list("years.compared"))
}

/// Whether a heading says that the tasks of `year` are still ahead: 二、2025年重点任务.
fn tells_ahead(evidence: Evidence<'_>, year: i16) -> bool {
    let text = evidence.text();
    let named = |figure: &Figure| {
        figure.role == Role::Period && figure.period.is_some_and(|told| told.to.year() == year)
    };
    let this_year = |block: Span| seek::any(text, block, evidence.list("this-year"));
    evidence
        .prose()
        .filter(|block| is_heading(text, *block))
        .any(|block| {
            seek::any(text, block, evidence.list("years.ahead"))
                && !seek::any(text, block, evidence.list("years.review"))
                && (evidence.figures(block).iter().any(named) || this_year(block))
        })
}

/// Why a sentence may well speak of an earlier year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Elsewhere {
    /// It cites a paper, or tells the report's own period as well.
    Meant,
    /// It compares, with this year or with one before it.
    Compared,
}

/// What is said in a sentence, looked up once for all the years in it.
#[derive(Debug, Default)]
struct Sentence {
    span: Span,
    /// Why the year may be meant.
    elsewhere: Option<Elsewhere>,
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
        let compares = seek::any(text, span, evidence.list("years.compared"));
        let elsewhere = if cited || is_compared {
            Some(Elsewhere::Meant)
        } else {
            compares.then_some(Elsewhere::Compared)
        };
        Self {
            span,
            elsewhere,
            done: evidence.figures(span).iter().any(is_done),
        }
    }
}

/// Whether a sentence opens with an earlier time and tells growth up to it (2023年上半年，…同比增长12.1%), so that this time is
/// not what is compared with.
fn is_own_growth(evidence: Evidence<'_>, sentence: &Sentence, time: &Figure) -> bool {
    let text = evidence.text();
    let opens = seek::trimmed(text, sentence.span).start == time.span.start;
    let behind = Span::new(time.span.end, sentence.span.end);
    let goes_on = evidence
        .list("years.joined")
        .iter()
        .any(|word| behind.of(text).starts_with(word.as_str()));
    let this_year = seek::any(text, behind, evidence.list("this-year"));
    let grew = |told: &Figure| told.role == Role::Growth && told.period == time.period;
    opens
        && !goes_on
        && !this_year
        && seek::any(text, behind, evidence.list("growth.bases"))
        && evidence.figures(behind).iter().any(grew)
}

fn stale_finding(text: &str, figure: &Figure, severity: Severity, period: Period) -> Finding {
    Finding::new("J0212", severity, vec![figure.span])
        .with("said", figure.span.of(text))
        .with("year", period.to.year().to_string())
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

/// What is wanted of the year that the report looks back on: 建议2024年…预期目标为 in the draft for 2025.
fn targets(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let report = evidence.reading.period;
    let Some(year) = report.filter(|report| Period::year(report.to.year()) == Some(*report)) else {
        return Vec::new();
    };
    let next = year.to.year() + 1;
    let mut ahead = false;
    let mut found = Vec::new();
    for block in evidence.prose() {
        if is_heading(text, block) {
            ahead = is_ahead(evidence, block, next);
            continue;
        }
        for sentence in seek::sentences(text, block) {
            let figures = evidence.figures(sentence);
            let stale = |figure: &&Figure| {
                figure.role == Role::Period
                    && figure.period == Some(year)
                    && figure.span.of(text).contains(&year.to.year().to_string())
            };
            let Some(figure) = figures.iter().find(stale) else {
                continue;
            };
            let before = Span::new(sentence.start, figure.span.start);
            let behind = Span::new(figure.span.end, sentence.end);
            let clause = seek::clauses(text, behind).first().copied().unwrap_or(behind);
            let other = |figure: &Figure| {
                figure.role == Role::Period && figure.period.is_some_and(|told| told != year)
            };
            let wanted = seek::any(text, clause, evidence.list("years.targets"))
                && (ahead || seek::any(text, before, evidence.list("years.proposed")))
                && figures.iter().any(Figure::is_fact)
                && !figures.iter().any(other)
                && !seek::any(text, sentence, evidence.list("this-year"));
            if wanted {
                found.push(
                    Finding::new("J0212", Severity::Question, vec![figure.span])
                        .with("said", figure.span.of(text))
                        .with("year", next.to_string()),
                );
            }
        }
    }
    found
}

/// 下半年将紧扣2024年全年目标任务 in the report on a part of 2025: the goals of a year that is over are still pursued.
fn goals(evidence: Evidence<'_>, report: Period) -> Vec<Finding> {
    let text = evidence.text();
    let last = report.to.year() - 1;
    let mut found = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        let stale = |figure: &&Figure| {
            figure.role == Role::Period
                && figure.period == Period::year(last)
                && figure.span.of(text).contains(&last.to_string())
                && is_pursued(evidence, sentence, figure)
        };
        let is_past = |year: &Figure| {
            let behind = Span::new(year.span.end, sentence.end.max(year.span.end));
            let clause = seek::clauses(text, behind).first().copied().unwrap_or(behind);
            let said = Span::new(sentence.start, clause.end);
            seek::any(text, said, evidence.list("years.goals-past"))
        };
        let told = evidence
            .figures(sentence)
            .iter()
            .find(stale)
            .filter(|year| !is_past(year));
        found.extend(told.map(|figure| stale_finding(text, figure, Severity::Question, report)));
    }
    found
}

/// Whether a year stands between a verb and its goals, in a sentence that tells what is to come.
fn is_pursued(evidence: Evidence<'_>, sentence: Span, year: &Figure) -> bool {
    let text = evidence.text();
    let before = Span::new(sentence.start.min(year.span.start), year.span.start);
    let behind = Span::new(year.span.end, sentence.end.max(year.span.end));
    let goals = evidence.list("years.goals").iter();
    let goal = goals
        .filter(|goal| behind.of(text).starts_with(goal.as_str()))
        .map(SmolStr::len)
        .max();
    let mut verbs = evidence.list("years.pursued").iter();
    let wanted = |span: Span| seek::any(text, span, evidence.list("years.wanted"));
    verbs.any(|verb| before.of(text).ends_with(verb.as_str()))
        && goal.is_some_and(|len| wanted(before) || wanted(Span::new(behind.start + len, behind.end)))
}

/// Whether a heading opens what is wanted of `next`.
fn is_ahead(evidence: Evidence<'_>, heading: Span, next: i16) -> bool {
    let text = evidence.text();
    let named = |figure: &Figure| {
        figure.role == Role::Period && figure.period.is_some_and(|told| told.to.year() == next)
    };
    evidence.figures(heading).iter().any(named)
        || seek::any(text, heading, evidence.list("years.ahead"))
            && !seek::any(text, heading, evidence.list("years.review"))
}

fn is_heading(text: &str, block: Span) -> bool {
    let words = block.of(text);
    words.chars().count() <= 40 && !words.contains(['。', '，', '；', ','])
}
