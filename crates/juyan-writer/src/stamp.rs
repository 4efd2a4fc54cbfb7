//! What a paper is stamped with when it is issued: the days on which it was formed 成文日期 and published 发布日期, its numbers 索引号 and
//! 发文字号, how often its page was called up.
//!
//! A template has the old stamp where it stands, so that the report of its own time gets it again. For a report of another time it tells
//! how a day is written, and no more.

use crate::say::Voice;
use juyan::document::{BlockKind, Document, Field, FieldKind};
use juyan::model::{Date, Period, Span};
use juyan::proofread::header_day;
use smol_str::SmolStr;

/// A stamp of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// The day on which it was formed 成文日期.
    Formed,
    /// The day on which it was published 发布日期.
    Published,
    /// The number under which it is published 索引号.
    Index,
    /// The number under which the office sent it out 发文字号.
    Number,
    /// How often its page was called up 浏览次数.
    Visits,
    /// The day on which it was given to a meeting.
    Heard,
}

const NAMES: [(&str, Stamp); 6] = [
    ("formed", Stamp::Formed),
    ("published", Stamp::Published),
    ("index", Stamp::Index),
    ("number", Stamp::Number),
    ("visits", Stamp::Visits),
    ("heard", Stamp::Heard),
];

/// What the office tells of the paper that is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Given {
    /// The day that it is to bear.
    pub(crate) formed: Option<Date>,
    /// Its 发文字号.
    pub(crate) number: Option<String>,
}

/// The times of the report that is written and of the one whose words the template has, where it says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Times {
    pub(crate) report: Period,
    pub(crate) template: Option<Period>,
}

impl Stamp {
    /// Its name in templates.
    pub fn name(self) -> &'static str {
        let named = NAMES.iter().find(|(_, stamp)| *stamp == self);
        named.map_or("", |(name, _)| name)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let named = NAMES.iter().find(|(other, _)| *other == name);
        named.map(|(_, stamp)| *stamp)
    }

    /// What stands for it in a report: what is `given`, a day written as `words` are; else the words, where they may be its own; else what
    /// asks for one.
    pub(crate) fn said(self, words: &str, times: Times, given: &Given, voice: Voice<'_>) -> String {
        let given = match self {
            Self::Formed => given.formed.map(|day| written(day, words)),
            Self::Number => given.number.clone(),
            Self::Published | Self::Index | Self::Visits | Self::Heard => None,
        };
        let own = || self.may_be_of(words, times).then(|| words.to_owned());
        given.or_else(own).unwrap_or_else(|| voice.blank())
    }

    fn may_be_of(self, words: &str, times: Times) -> bool {
        match (self, times.template) {
            (_, Some(template)) if template == times.report => true,
            (Self::Formed | Self::Published | Self::Heard, _) => {
                self.day(words).is_some_and(|day| may_be_of(day, times.report))
            }
            (_, Some(_)) => false,
            // A Word file does not say of which time its words are; most numbers have the year in which they were given;
            // one without is of nobody knows which.
            (_, None) => {
                let year = times.report.to.year();
                let mut years = runs(words)
                    .filter(|run| run.len() == 4)
                    .filter_map(|run| run.parse::<i16>().ok());
                years
                    .find(|run| CENTURIES.contains(run))
                    .is_some_and(|given| given == year || given == year + 1)
            }
        }
    }
}

impl Stamp {
    /// The day that `words` tell; that of publishing may have an hour behind it.
    fn day(self, words: &str) -> Option<Date> {
        match self {
            Self::Published => header_day(words),
            _ => read(words),
        }
    }
}

/// What four digits are the year of a number.
const CENTURIES: std::ops::Range<i16> = 1949..2100;

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

/// The stamps of a paper of the time `report`, in its header and where it is signed; days that cannot be its own stay.
pub(crate) fn stamps(document: &Document, report: Period, voice: Voice<'_>) -> Vec<(Span, Stamp)> {
    /// So many lines at the end may be those of a signature.
    const SIGNED: usize = 6;
    let text = document.text.as_str();
    let fields = document
        .header
        .iter()
        .filter_map(|field| Some((trimmed(field.value, text), of_field(field, text, voice)?)));
    let lines = document
        .blocks
        .iter()
        .rev()
        .filter(|block| block.kind != BlockKind::Furniture);
    let signed = lines
        .take(SIGNED)
        .map(|block| trimmed(block.span, text))
        .filter(|line| is_day_alone(line.of(text)));
    let mut stamps: Vec<(Span, Stamp)> = fields.chain(signed.map(|line| (line, Stamp::Formed))).collect();
    stamps.extend(heard(document, voice).map(|span| (span, Stamp::Heard)));
    stamps.retain(|(span, stamp)| match stamp {
        // A plan is of the year in which it is told.
        Stamp::Formed | Stamp::Published | Stamp::Heard => stamp
            .day(span.of(text))
            .is_some_and(|day| may_be_of(day, report) || report.from <= day && day <= report.to),
        Stamp::Index | Stamp::Number | Stamp::Visits => runs(span.of(text)).next().is_some(),
    });
    stamps.sort_by_key(|(span, _)| span.start);
    stamps.dedup_by(|next, last| next.0.overlaps(last.0));
    stamps
}

/// The day in the line below the title that says before which meeting the report was given: ——2012年3月5日在…会议上.
fn heard(document: &Document, voice: Voice<'_>) -> Option<Span> {
    /// So many lines may stand above it, and so many letters in it.
    const LINES: usize = 6;
    const LONGEST: usize = 90;
    let text = document.text.as_str();
    let meetings = voice.catalogue.list("saying.meeting");
    let days = voice.catalogue.list("saying.day");
    let mut lines = document
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Furniture)
        .take(LINES);
    lines.find_map(|block| {
        let line = block.span.of(text);
        let names_meeting = meetings.iter().any(|word| line.contains(word.as_str()));
        let is_short = line.chars().count() <= LONGEST && !line.contains('\u{3002}');
        let day = first_day(line, days).filter(|_| names_meeting && is_short)?;
        Some(Span::new(
            block.span.start + day.start,
            block.span.start + day.end,
        ))
    })
}

/// Where a line names its first day with year, month and day: 2012年3月5日.
fn first_day(line: &str, signs: &[SmolStr]) -> Option<Span> {
    let [year, month, day] = signs else { return None };
    line.match_indices(year.as_str()).find_map(|(at, _)| {
        let before = line.get(..at)?;
        let start = before.len() - before.bytes().rev().take_while(u8::is_ascii_digit).count();
        let mut end = at + year.len();
        for sign in [month, day] {
            let rest = line.get(end..)?;
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            rest.get(digits..)?.starts_with(sign.as_str()).then_some(())?;
            end += digits + sign.len();
        }
        read(line.get(start..end)?).map(|_| Span::new(start, end))
    })
}

fn of_field(field: &Field, text: &str, voice: Voice<'_>) -> Option<Stamp> {
    match field.kind {
        FieldKind::Formed => Some(Stamp::Formed),
        // One that nothing names is that of a signature.
        FieldKind::Published if field.name.is_empty() => Some(Stamp::Formed),
        FieldKind::Published => Some(Stamp::Published),
        FieldKind::IndexNumber => Some(Stamp::Index),
        FieldKind::DocumentNumber => Some(Stamp::Number),
        // Beside it stand there the office's telephone and the number of its site, which stay.
        FieldKind::Other => {
            let name: String = field.name.of(text).split_whitespace().collect();
            let visits = voice.catalogue.list("saying.visits");
            visits.iter().any(|word| *word == name).then_some(Stamp::Visits)
        }
        _ => None,
    }
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

    fn voice() -> Voice<'static> {
        Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        }
    }

    fn said(stamp: Stamp, words: &str, (of, report): (&str, &str), given: Option<&str>) -> String {
        let period = |name: &str| PeriodName::parse(name).map(|name| name.0);
        let times = Times {
            report: period(report).unwrap(),
            template: period(of),
        };
        let given = Given {
            formed: given.and_then(|day| day.parse().ok()),
            number: given.map(str::to_owned),
        };
        stamp.said(words, times, &given, voice())
    }

    #[test]
    fn a_day_of_another_time_is_written_anew_or_asked_for() {
        let given = Some("2025-08-05");
        for (words, report, given, text) in [
            ("2024-09-24", "2024H1", None, "2024-09-24"),
            ("2024-09-24", "2024H1", given, "2025-08-05"),
            ("2024-09-24", "2025H1", given, "2025-08-05"),
            ("2024年9月24日", "2025H1", given, "2025年8月5日"),
            ("2024年09月24日", "2025H1", given, "2025年08月05日"),
            ("2024年9月24日", "2025H1", None, "〔待填〕"),
            ("2024-09-24", "2023H1", None, "〔待填〕"),
            ("2025-01-15", "2024", None, "2025-01-15"),
            ("2025-01-15", "2025", None, "〔待填〕"),
        ] {
            assert_eq!(
                said(Stamp::Formed, words, ("2024H1", report), given),
                text,
                "{words} in {report}"
            );
        }
    }

    #[test]
    fn a_number_is_of_one_paper() {
        let number = "额政办发〔2024〕15号";
        let next = Some("额政办发〔2025〕8号");
        for (stamp, words, times, given, text) in [
            (
                Stamp::Index,
                "152900/2024-01583",
                ("2024H1", "2024H1"),
                next,
                "152900/2024-01583",
            ),
            (
                Stamp::Index,
                "152900/2024-01583",
                ("2024H1", "2024"),
                next,
                "〔待填〕",
            ),
            (
                Stamp::Index,
                "152900/2024-01583",
                ("2024H1", "2025H1"),
                next,
                "〔待填〕",
            ),
            (
                Stamp::Number,
                number,
                ("2024H1", "2025H1"),
                next,
                "额政办发〔2025〕8号",
            ),
            (Stamp::Number, number, ("2024H1", "2025H1"), None, "〔待填〕"),
            (Stamp::Visits, "1583", ("2024H1", "2025H1"), next, "〔待填〕"),
            // What is given goes before what the template has.
            (
                Stamp::Number,
                number,
                ("2024H1", "2024H1"),
                next,
                "额政办发〔2025〕8号",
            ),
            (Stamp::Number, "第15号", ("", "2025H1"), Some("第8号"), "第8号"),
            (Stamp::Number, "第15号", ("", "2025H1"), None, "〔待填〕"),
            (Stamp::Visits, "856", ("", "2025H1"), None, "〔待填〕"),
            // Nothing says of which time these words are.
            (
                Stamp::Index,
                "152900/2024-01583",
                ("", "2024H1"),
                next,
                "152900/2024-01583",
            ),
            (
                Stamp::Index,
                "152900/2024-01583",
                ("", "2025H1"),
                next,
                "〔待填〕",
            ),
        ] {
            assert_eq!(said(stamp, words, times, given), text, "{words} {times:?}");
        }
    }

    #[test]
    fn only_stamps_that_are_the_papers_own_are_its() {
        let text = "索引号: 1 成文时间: 2024-09-24\n发布日期: 2024-09-26 10:30\n联系电话: 0483-6520000 浏览次数: 856\n\n额济纳旗2024年上半年执行情况\n\n好。\n\n2024年9月24日\n";
        let document = juyan::document::frame(juyan::document::from_text(text), juyan::catalogue());
        let found = |report: &str| {
            let stamps = stamps(&document, PeriodName::parse(report).unwrap().0, voice());
            stamps
                .iter()
                .map(|(span, stamp)| (span.of(text).to_owned(), *stamp))
                .collect::<Vec<_>>()
        };
        let index = || ("1".to_owned(), Stamp::Index);
        let visits = || ("856".to_owned(), Stamp::Visits);
        let published = ("2024-09-26 10:30".to_owned(), Stamp::Published);
        let formed = |words: &str| (words.to_owned(), Stamp::Formed);
        assert_eq!(
            found("2024H1"),
            [
                index(),
                formed("2024-09-24"),
                published,
                visits(),
                formed("2024年9月24日")
            ]
        );
        assert_eq!(found("2025H1"), [index(), visits()]);
    }

    #[test]
    fn the_day_of_the_meeting_is_the_papers_own() {
        let found = |line: &str| {
            let text = format!("某省政府工作报告\n{line}\n\n各位代表：\n\n2012年1月5日在某会议上说过。\n");
            let document =
                juyan::document::frame(juyan::document::from_text(text.as_str()), juyan::catalogue());
            let stamps = stamps(&document, PeriodName::parse("2011").unwrap().0, voice());
            let heard = stamps.iter().find(|(_, stamp)| *stamp == Stamp::Heard);
            heard.map(|(span, _)| span.of(&text).to_owned())
        };
        let day = Some("2012年3月5日");
        assert_eq!(
            found("——2012年3月5日在某省第十一届人民代表大会第五次会议上").as_deref(),
            day
        );
        assert_eq!(
            found("（2012年3月5日，县第十七届人大常委会第六次会议通过）").as_deref(),
            day
        );
        assert_eq!(
            found("——2010年3月5日在某省第十一届人民代表大会第三次会议上"),
            None
        );
        assert_eq!(found("2012年3月5日"), None);
        let next = said(Stamp::Heard, "2012年3月5日", ("2011", "2012"), None);
        assert_eq!(next, "〔待填〕");
    }
}
