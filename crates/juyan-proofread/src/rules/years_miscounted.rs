//! J0321: so many years, and another number of years from the first to the last: 连续六年（2020—2024年）, 2021年至2025年两年间.
//!
//! Both ends may count, or one of them may be a day from which the years run (规划期十年（2020—2030年）): the second is asked about only
//! where the words say that each year counts.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};

/// A run of years, and where the words before and behind it are looked at.
struct Run {
    first: i32,
    last: i32,
    span: Span,
}

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for block in evidence.prose() {
        for run in runs(evidence, block) {
            found.extend(bracketed(evidence, block, &run).or_else(|| followed(evidence, block, &run)));
        }
    }
    found
}

/// The runs of years in a block: 2020—2024年, with the 年 behind them.
fn runs(evidence: Evidence<'_>, block: Span) -> Vec<Run> {
    let text = evidence.text();
    let joints = seek::all(text, block, evidence.list("spans.joints")).into_iter();
    joints
        .filter_map(|(joint, _)| {
            let before = Span::new(block.start, joint.start).of(text);
            let start = before.len().checked_sub(DIGITS)?;
            let first = year(before.get(start..)?)?;
            let whole = !before.get(..start)?.ends_with(|c: char| c.is_ascii_digit());
            let behind = Span::new(joint.end, block.end).of(text);
            let last = year(behind.get(..DIGITS)?)?;
            let mut marks = evidence.list("date.year").iter();
            let rest = marks.find_map(|mark| behind.get(DIGITS..)?.strip_prefix(mark.as_str()))?;
            let end = block.end - rest.len();
            let span = Span::new(block.start + start, end);
            (whole && first < last).then_some(Run { first, last, span })
        })
        .collect()
}

/// How many digits a year has.
const DIGITS: usize = 4;

fn year(digits: &str) -> Option<i32> {
    let whole = digits.chars().all(|c| c.is_ascii_digit());
    digits
        .parse()
        .ok()
        .filter(|year| whole && (1949..=2100).contains(year))
}

/// 四年（2021—2025年）: the count stands before the bracket.
fn bracketed(evidence: Evidence<'_>, block: Span, run: &Run) -> Option<Finding> {
    let text = evidence.text();
    let closed = Span::new(run.span.end, block.end)
        .of(text)
        .starts_with(['）', ')']);
    let before = Span::new(block.start, run.span.start).of(text);
    let before = before.strip_suffix(['（', '(']).filter(|_| closed)?;
    let mut marks = evidence.list("date.year").iter();
    let said = marks.find_map(|mark| before.strip_suffix(mark.as_str()))?;
    let start = numeral_before(evidence, said)?;
    let count = number(evidence, said.get(start..)?)?;
    let led = said.get(..start)?;
    let ends = |list: &str| {
        evidence
            .list(list)
            .iter()
            .any(|word| led.ends_with(word.as_str()))
    };
    let span = Span::new(block.start + start, block.start + before.len());
    (!ends("spans.not-counted")).then(|| judge(evidence, run, span, count, ends("spans.consecutive")))?
}

/// 2021年至2025年四年间: the count stands behind the years.
fn followed(evidence: Evidence<'_>, block: Span, run: &Run) -> Option<Finding> {
    let rest = Span::new(run.span.end, block.end).of(evidence.text());
    let len = juyan_reader::numeral(rest, &evidence.catalogue.numerals)?.len;
    let count = number(evidence, rest.get(..len)?)?;
    let behind = rest.get(len..)?;
    let mut marks = evidence.list("date.year").iter();
    let mark = marks.find(|mark| behind.starts_with(mark.as_str()))?;
    let behind = behind.get(mark.len()..)?;
    let begins = |list: &str| {
        let mut words = evidence.list(list).iter();
        words.any(|word| behind.starts_with(word.as_str()))
    };
    let goes_on = begins("spans.followed") || !behind.starts_with(|c| seek::is_han(c) || c == '、');
    let span = Span::new(run.span.end, run.span.end + len + mark.len());
    goes_on.then(|| judge(evidence, run, span, count, begins("spans.summed")))?
}

/// Where the numeral with which `text` ends begins.
fn numeral_before(evidence: Evidence<'_>, text: &str) -> Option<usize> {
    let signs = text.char_indices().rev();
    let numeral = |sign: char| evidence.catalogue.numerals.sign(sign).is_some();
    signs
        .take_while(|(_, sign)| numeral(*sign))
        .map(|(at, _)| at)
        .last()
}

/// How many years a numeral tells.
fn number(evidence: Evidence<'_>, numeral: &str) -> Option<i32> {
    let read = juyan_reader::numeral(numeral, &evidence.catalogue.numerals)?;
    let whole = read.len == numeral.len() && read.lower.is_none();
    let value = read.value.filter(|value| whole && value.is_integer())?;
    value
        .to_string()
        .parse()
        .ok()
        .filter(|count| (1..100).contains(count))
}

/// What is wrong with `count` years from the first to the last of `run`; `each` where each year counts for sure.
fn judge(evidence: Evidence<'_>, run: &Run, span: Span, count: i32, each: bool) -> Option<Finding> {
    let Run { first, last, .. } = *run;
    let between = last - first;
    let both = between + 1;
    if count == both || (count == between && !each) {
        return None;
    }
    let told = Finding::new("J0321", Severity::Question, vec![span, run.span]);
    let sum = format!("{last} − {first} + 1 = {both} ≠ {count}");
    let mut told = told
        .with("said", span.of(evidence.text()))
        .with("arithmetic", sum.as_str());
    told.arithmetic = sum;
    Some(told)
}
