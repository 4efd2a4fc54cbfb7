//! J0210: a date that does not exist: 2月30日, 13月, 五季度, 今年2月29日 where the year has none.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::NumeralSign;
use juyan_model::{Date, Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let [month, day, year] = ["date.month", "date.day", "date.year"].map(|list| {
        evidence
            .list(list)
            .iter()
            .filter_map(|word| word.chars().next())
            .collect::<Vec<char>>()
    });
    let mut found = Vec::new();
    for block in &evidence.document.blocks {
        let body = block.span.of(text);
        for (at, mark) in body
            .char_indices()
            .filter(|(_, character)| month.contains(character))
        {
            let Some((from, number)) = number_before(body, at) else {
                continue;
            };
            let whole = Span::new(block.span.start + at, block.span.start + at + mark.len_utf8());
            if at - from > 2 || seek::within(text, whole, evidence.list("date.month-honest")) {
                continue;
            }
            // 3个月 has no digit before its sign; 13月 has.
            let behind = at + mark.len_utf8();
            let days = number_after(body, behind, &day);
            let of_year = body
                .get(..from)
                .filter(|before| before.ends_with(|c| year.contains(&c)))
                .and_then(|before| {
                    number_before(before, before.len() - before.chars().next_back()?.len_utf8())
                });
            let wrong = match days {
                Some((_, days)) => Date::new(
                    of_year.map_or_else(
                        || this_year(evidence, body.get(..from).unwrap_or_default()),
                        |(_, year)| i16::try_from(year).unwrap_or(LEAP),
                    ),
                    i8::try_from(number).unwrap_or(0),
                    i8::try_from(days).unwrap_or(0),
                )
                .is_err(),
                None => {
                    !(1..=12).contains(&number) && !body.get(..from).unwrap_or_default().ends_with(is_joint)
                }
            };
            if wrong {
                let start = of_year
                    .filter(|_| days.is_some())
                    .map_or(from, |(start, _)| start);
                let end = days.map_or(behind, |(end, _)| end);
                let span = Span::new(block.span.start + start, block.span.start + end);
                found.push(Finding::new("J0210", Severity::Error, vec![span]).with("date", span.of(text)));
            }
        }
    }
    found.extend(evidence.prose().flat_map(|block| quarters(evidence, block)));
    found
}

/// A year that has every day.
const LEAP: i16 = 2024;

/// The year that a date behind `before` is in, where it is told as this year's: the report's own, unless that is a whole year, which
/// is told of when the next has begun.
fn this_year(evidence: Evidence<'_>, before: &str) -> i16 {
    let mut words = evidence.list("this-year").iter();
    let said = words.any(|word| before.ends_with(word.as_str()));
    let period = evidence.reading.period.filter(|_| said);
    let part = period.filter(|period| juyan_model::Period::year(period.to.year()) != Some(*period));
    part.map_or(LEAP, |period| period.to.year())
}

/// 五季度: a quarter behind the fourth, at the start of a clause or behind its year; elsewhere so many quarters may be meant.
fn quarters(evidence: Evidence<'_>, block: Span) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for (word, _) in seek::all(text, block, evidence.list("date.quarter")) {
        let before = Span::new(block.start, word.start).of(text);
        let Some((at, sign)) = before.char_indices().next_back() else {
            continue;
        };
        let many = matches!(
            evidence.catalogue.numerals.sign(sign),
            Some(NumeralSign::Arabic(5..) | NumeralSign::Digit(5..))
        );
        let mut years = evidence.list("date.year").iter();
        let led = before.get(..at).unwrap_or_default();
        let opens = led.is_empty()
            || led.ends_with(['，', '。', '；', '：', '（', '(', ',', ';', ':'])
            || years.any(|year| led.ends_with(year.as_str()));
        let rest = Span::new(word.end, block.end).of(text);
        let mut counts = evidence.list("date.quarter-honest").iter();
        if many && opens && !counts.any(|word| rest.starts_with(word.as_str())) {
            let span = Span::new(block.start + at, word.end);
            found.push(Finding::new("J0210", Severity::Error, vec![span]).with("date", span.of(text)));
        }
    }
    found
}

/// A digit group goes on before it: 2012.10月, 1-13月.
fn is_joint(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | '/')
}

/// The whole number that ends right before `at`, and where it begins.
fn number_before(body: &str, at: usize) -> Option<(usize, u32)> {
    let before = body.get(..at)?;
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if rest.ends_with(['.', '．']) {
        return None;
    }
    Some((rest.len(), before.get(rest.len()..)?.parse().ok()?))
}

/// The whole number from `at` on that one of `signs` follows, and where the sign ends.
fn number_after(body: &str, at: usize, signs: &[char]) -> Option<(usize, u32)> {
    let rest = body.get(at..)?;
    let length = rest.find(|c: char| !c.is_ascii_digit())?;
    let sign = rest
        .get(length..)?
        .chars()
        .next()
        .filter(|sign| signs.contains(sign))?;
    Some((at + length + sign.len_utf8(), rest.get(..length)?.parse().ok()?))
}
