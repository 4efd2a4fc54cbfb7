//! The days that a paper bears: when it was formed 成文日期, when it was published 发布日期.
//!
//! A template has the old day where it stands, so that the report of its own time gets it again. For a report of another time it tells
//! how a day is written, and no more.

use crate::say::Voice;
use juyan::document::{BlockKind, Document, FieldKind};
use juyan::model::{Date, Period, Span};

/// Which day of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// On which it was formed 成文日期.
    Formed,
    /// On which it was published 发布日期.
    Published,
}

const NAMES: [(&str, Day); 2] = [("formed", Day::Formed), ("published", Day::Published)];

impl Day {
    /// Its name in templates.
    pub fn name(self) -> &'static str {
        let named = NAMES.iter().find(|(_, day)| *day == self);
        named.map_or("", |(name, _)| name)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let named = NAMES.iter().find(|(other, _)| *other == name);
        named.map(|(_, day)| *day)
    }

    /// What stands for it in a report of the time `report`: `words`, where that may be its day; else the day that is `given`, written as
    /// they are; else what asks for one.
    pub(crate) fn said(self, words: &str, report: Period, given: Option<Date>, voice: Voice<'_>) -> String {
        if read(words).is_some_and(|day| may_be_of(day, report)) {
            return words.to_owned();
        }
        match (self, given) {
            (Self::Formed, Some(day)) => written(day, words),
            _ => voice.blank(),
        }
    }
}

/// Whether a report of this time may bear this day: from its last month on, and not more than a year later.
fn may_be_of(day: Date, report: Period) -> bool {
    let parts = |date: Date, years: i16| (date.year() - years, date.month(), date.day());
    day >= report.to.first_of_month() && parts(day, 1) <= parts(report.to, 0)
}

/// The runs of digits in some words.
fn runs(words: &str) -> impl Iterator<Item = &str> {
    words
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|run| !run.is_empty())
}

/// The day that words tell with three numbers and nothing else that counts.
fn read(words: &str) -> Option<Date> {
    let mut runs = runs(words);
    let (year, month, day) = (runs.next()?, runs.next()?, runs.next()?);
    if year.len() != 4 || runs.next().is_some() {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `day` as `words` write theirs: 2024-09-24, 2024年9月24日.
fn written(day: Date, words: &str) -> String {
    // Between signs the numbers are as long as can be, between words as short, but where a zero shows otherwise.
    let is_padded = words.is_ascii() || runs(words).any(|run| run.starts_with('0'));
    let width = if is_padded { 2 } else { 1 };
    let mut numbers = [
        format!("{:04}", day.year()),
        format!("{:0width$}", day.month()),
        format!("{:0width$}", day.day()),
    ]
    .into_iter();
    let mut said = String::new();
    let mut is_within = false;
    for sign in words.chars() {
        match (sign.is_ascii_digit(), is_within) {
            (true, false) => said.push_str(&numbers.next().unwrap_or_default()),
            (true, true) => {}
            (false, _) => said.push(sign),
        }
        is_within = sign.is_ascii_digit();
    }
    said
}

/// The days that a paper of the time `report` bears, in its header and where it is signed; those that cannot be its own stay.
pub(crate) fn days(document: &Document, report: Period) -> Vec<(Span, Day)> {
    /// So many lines at the end may be those of a signature.
    const SIGNED: usize = 6;
    let text = document.text.as_str();
    let fields = document.header.iter().filter_map(|field| match field.kind {
        FieldKind::Formed => Some((trimmed(field.value, text), Day::Formed)),
        // One that nothing names is that of a signature.
        FieldKind::Published if field.name.is_empty() => Some((trimmed(field.value, text), Day::Formed)),
        FieldKind::Published => Some((trimmed(field.value, text), Day::Published)),
        _ => None,
    });
    let lines = document
        .blocks
        .iter()
        .rev()
        .filter(|block| block.kind != BlockKind::Furniture);
    let signed = lines
        .take(SIGNED)
        .map(|block| trimmed(block.span, text))
        .filter(|line| is_day_alone(line.of(text)));
    let mut days: Vec<(Span, Day)> = fields.chain(signed.map(|line| (line, Day::Formed))).collect();
    days.retain(|(span, _)| read(span.of(text)).is_some_and(|day| may_be_of(day, report)));
    days.sort_by_key(|(span, _)| span.start);
    days.dedup_by(|next, last| next.0.overlaps(last.0));
    days
}

/// Whether a line has a day and nothing beside it: three numbers, with three words or signs at most.
fn is_day_alone(line: &str) -> bool {
    read(line).is_some()
        && line
            .chars()
            .filter(|sign| !sign.is_ascii_digit() && !sign.is_whitespace())
            .count()
            <= 3
}

fn trimmed(span: Span, text: &str) -> Span {
    let words = span.of(text);
    let start = span.start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan::model::{PeriodName, Rounding};

    #[test]
    fn a_day_of_another_time_is_written_anew_or_asked_for() {
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        let said = |words: &str, report: &str, given: Option<&str>| {
            let report = PeriodName::parse(report).unwrap().0;
            Day::Formed.said(words, report, given.map(|day| day.parse().unwrap()), voice)
        };
        let given = Some("2025-08-05");
        for (words, report, given, text) in [
            ("2024-09-24", "2024H1", given, "2024-09-24"),
            ("2024-09-24", "2025H1", given, "2025-08-05"),
            ("2024年9月24日", "2025H1", given, "2025年8月5日"),
            ("2024年09月24日", "2025H1", given, "2025年08月05日"),
            ("2024年9月24日", "2025H1", None, "〔待填〕"),
            ("2024-09-24", "2023H1", None, "〔待填〕"),
            ("2025-01-15", "2024", None, "2025-01-15"),
            ("2025-01-15", "2025", None, "〔待填〕"),
        ] {
            assert_eq!(said(words, report, given), text, "{words} in {report}");
        }
    }

    #[test]
    fn only_days_that_are_the_papers_own_are_its_days() {
        let text = "索引号: 1 成文时间: 2024-09-24\n发布日期: 2024-09-26 10:30\n\n额济纳旗2024年上半年执行情况\n\n好。\n\n2024年9月24日\n";
        let document = juyan::document::frame(juyan::document::from_text(text), juyan::catalogue());
        let found = |report: &str| {
            let days = days(&document, PeriodName::parse(report).unwrap().0);
            days.iter()
                .map(|(span, day)| (span.of(text).to_owned(), *day))
                .collect::<Vec<_>>()
        };
        let formed = |words: &str| (words.to_owned(), Day::Formed);
        assert_eq!(found("2024H1"), [formed("2024-09-24"), formed("2024年9月24日")]);
        assert_eq!(found("2025H1"), []);
    }
}
