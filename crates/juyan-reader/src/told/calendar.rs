//! Years and what they are counted from: the first and last years of five-year plans, anniversaries, sessions of the
//! national congress.
//!
//! From when plans and congresses are numbered, what is celebrated and when it began is the catalogue's. Local congresses may
//! meet twice a year, so nothing is said of their sessions.

use super::{Words, told};
use crate::date::first_of;
use crate::outline;
use juyan_catalogue::Class;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Date, Figure, MemberRole, Period, Role, Span, Told};
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashSet;

/// The claims about years in text order within each kind.
pub(super) fn claims(words: Words<'_>) -> Vec<Claim> {
    let calendar = Calendar {
        words,
        day: given(words),
    };
    let plans = words.figures.iter().filter_map(|figure| calendar.plan(figure));
    let mut found: Vec<Claim> = plans.collect();
    // Most figures end otherwise than an anniversary, as their last character tells.
    let ends = words.catalogue.list("anniversary").iter();
    let ends: FxHashSet<char> = ends.filter_map(|word| word.chars().next_back()).collect();
    let may_be = |figure: &&Figure| figure.span.of(words.text).ends_with(|last| ends.contains(&last));
    let figures = words.figures.iter().filter(may_be);
    found.extend(figures.filter_map(|figure| calendar.anniversary(figure)));
    // A session that does not stand at the head of the report is not its own.
    let head = Span::new(0, words.text.ceil_char_boundary(HEAD.saturating_add(NAME)));
    let congress = words.places("national-congress", head).min();
    found.extend(congress.and_then(|span| calendar.session(span)));
    found.extend(
        calendar
            .places("plan-counter")
            .filter_map(|span| calendar.numbered_plan(span)),
    );
    found.extend(
        calendar
            .places("party")
            .filter_map(|span| calendar.committee(span)),
    );
    let blocks = words.document.blocks.iter();
    let headings = blocks.filter(|block| outline::is_heading(block.span.of(words.text), block.kind));
    found.extend(headings.filter_map(|block| calendar.heading(block.span)));
    found
}

/// How far into the text the day of the session is looked for, in bytes.
const HEAD: usize = 600;

/// The name of the congress is not longer, in bytes.
const NAME: usize = 96;

/// The day on which the report is given, at its head.
fn given(words: Words<'_>) -> Option<(Date, Span)> {
    let head = Span::new(0, HEAD.min(words.text.len()));
    let times = words.figures_in(head).map(|(_, figure)| figure);
    // 2024年3月28日印发实施方案。: the day of the report stands in a line of its own, or is that of the session.
    let told = |figure: &Figure| {
        let behind = words.text.get(figure.span.end..).unwrap_or_default();
        let line = behind.split('\n').next().unwrap_or_default();
        let sentence = line.split_once('。').map(|(sentence, _)| sentence);
        sentence.is_some_and(|said| !words.catalogue.lexicon.contains(said, Class::Session))
    };
    let mut days = times
        .filter(|figure| figure.role == Role::Period && !told(figure))
        .filter_map(|figure| {
            let expr = crate::date(words.text, figure.span.start, words.catalogue)?;
            let day = outline::given_on(words.text, figure.span.start, &expr, words.catalogue)?;
            Some((day, figure.span))
        });
    days.next()
}

#[derive(Debug, Clone, Copy)]
struct Calendar<'a> {
    words: Words<'a>,
    /// The day on which the report is given, and where that stands.
    day: Option<(Date, Span)>,
}

/// How many years a report may look back on.
const LOOKED_BACK: i32 = 5;

/// Longer sentences are not looked back on, in characters.
const LONGEST: usize = 600;

/// How many characters may stand between the verb and the name of a plan: 是全面实施“十四五”规划.
const NEAR: usize = 6;

/// The marks between which a sentence stands.
const ENDS: [char; 5] = ['。', '！', '；', '\n', '？'];

impl<'a> Calendar<'a> {
    /// The year in which the report is given, and where that stands.
    fn given(self) -> Option<(i32, Span)> {
        self.day.map(|(day, span)| (i32::from(day.year()), span))
    }

    /// The sentence up to `at`.
    fn sentence_before(self, at: usize) -> Span {
        let before = self.words.text.get(..at).unwrap_or_default();
        let unread = if before.len() <= LONGEST { 0 } else { before.len() };
        let start = before
            .char_indices()
            .rev()
            .take(LONGEST)
            .find(|(_, sign)| ENDS.contains(sign))
            .map_or(unread, |(place, sign)| place + sign.len_utf8());
        Span::new(start, at)
    }

    /// The last year that is named in `span`, printed or as this year or the last.
    fn year(self, span: Span) -> Option<Told> {
        let printed = self.words.figures_in(span).filter_map(|(_, figure)| {
            let period = figure.period.filter(|_| figure.role == Role::Period)?;
            let year = Period::year(period.from.year()) == Some(period);
            let printed = figure
                .span
                .of(self.words.text)
                .starts_with(|sign: char| sign.is_numeric());
            (year && printed).then(|| told(MemberRole::Total, figure.span, i32::from(period.from.year()), 4))
        });
        let named = [("this-year", 0), ("last-year", -1)]
            .into_iter()
            .flat_map(|(id, more)| {
                let given = self.given().map(|(year, _)| year + more);
                let text = span.of(self.words.text);
                let places = self.words.catalogue.list(id).iter().filter_map(move |word| {
                    let at = span.start + text.rfind(word.as_str())?;
                    Some((Span::new(at, at + word.len()), given?))
                });
                places.map(|(span, year)| told(MemberRole::Total, span, year, 0))
            });
        printed.chain(named).max_by_key(|year| year.span.start)
    }

    /// 2026年是“十五五”规划开局之年.
    fn plan(self, figure: &Figure) -> Option<Claim> {
        let years = figure
            .period
            .filter(|years| years.to.year() - years.from.year() == 4)?;
        if figure.role != Role::Name {
            return None;
        }
        let (offset, place) = self.year_of_plan(figure.span.end)?;
        // 在“十四五”开局之年的基础上: the year of the plan is an attribute of something else.
        if self
            .words
            .begins(self.words.text.get(place.end..)?, "plan-year-not")
            .is_some()
        {
            return None;
        }
        let sentence = self.sentence_before(figure.span.start);
        let year = self.year(sentence)?;
        let between = Span::new(year.span.end, figure.span.start).of(self.words.text);
        let between = between.trim_start_matches(['，', ' ']);
        let list = || self.words.catalogue.list("year-is").iter();
        let said = |word: &smol_str::SmolStr| between.rfind(word.as_str()).map(|at| at + word.len());
        let marks = list().skip(2).any(|word| said(word).is_some());
        if !marks && self.words.begins(between, "year-is").is_none() {
            return None;
        }
        // Only what stands right behind the verb is surely what the year is.
        let behind = list().filter_map(said).max().and_then(|at| between.get(at..));
        let is_near = behind.is_some_and(|words| words.chars().count() <= NEAR);
        let first = i32::from(years.from.year());
        let digits = if year.digits == 0 { 2 } else { 0 };
        let parts = vec![
            told(MemberRole::Part, figure.span, first, digits),
            told(MemberRole::Part, place, offset, 0),
        ];
        let origin = if is_near {
            ClaimOrigin::Implied
        } else {
            origin(first + offset == year.value)
        };
        Some(self.words.claim(ClaimKind::Calendar, origin, year, parts))
    }

    /// Which year of a plan the words behind its name tell, from 0, and where.
    fn year_of_plan(self, mut at: usize) -> Option<(i32, Span)> {
        let rest = |at: usize| self.words.text.get(at..).unwrap_or_default();
        while let Some(word) = self.words.begins(rest(at), "plan-between") {
            at += word.len();
        }
        let first = self
            .words
            .begins(rest(at), "plan-first-year")
            .map(|word| (word, 0));
        let last = self
            .words
            .begins(rest(at), "plan-last-year")
            .map(|word| (word, 4));
        let named = [first, last].into_iter().flatten();
        let named = named.map(|(word, offset)| (word.len(), offset));
        let (len, offset) = named.chain(self.nth_year(rest(at))).max()?;
        Some((offset, Span::new(at, at + len)))
    }

    /// 第四年: how long the words are, and which year they tell, from 0.
    fn nth_year(self, words: &str) -> Option<(usize, i32)> {
        let [opens, closes] = self.words.catalogue.list("plan-nth-year") else {
            return None;
        };
        let number = words.strip_prefix(opens.as_str())?;
        let numeral = crate::numeral_unspaced(number, &self.words.catalogue.numerals)?;
        let rest = number.get(numeral.len..)?.strip_prefix(closes.as_str())?;
        let year = numeral.value?.to_i32().filter(|year| (1..=5).contains(year))?;
        Some((words.len() - rest.len(), year - 1))
    }

    /// 新中国成立75周年. Where the sentence names no year it is that in which the report is given, or one of the five before.
    fn anniversary(self, figure: &Figure) -> Option<Claim> {
        let text = figure.span.of(self.words.text);
        self.words.ends(text, "anniversary")?;
        let numeral = crate::numeral(text, &self.words.catalogue.numerals)?;
        let passed = numeral.value?.to_i32()?;
        let before = self.sentence_before(figure.span.start);
        let (began, span) = self.began(before)?;
        let year = self
            .year(before)
            .filter(|year| self.is_joined(year.span.end, figure.span.start));
        let looked_back = if year.is_some() { 0 } else { LOOKED_BACK };
        let year = year.or_else(|| {
            let (given, place) = self.given()?;
            Some(told(MemberRole::Total, place, given, 0))
        })?;
        let digits = if year.digits == 0 { 2 } else { 0 };
        let mut parts = vec![
            told(MemberRole::Part, span, began, 0),
            told(MemberRole::Part, figure.span, passed, digits),
        ];
        if looked_back > 0 {
            parts.push(told(MemberRole::Figure, figure.span, looked_back, 0));
        }
        let first = began + passed;
        let origin = origin((first..=first + looked_back).contains(&year.value));
        Some(self.words.claim(ClaimKind::Calendar, origin, year, parts))
    }

    /// Whether the words from `from` to `to` say what a year is.
    fn is_joined(self, from: usize, to: usize) -> bool {
        let between = Span::new(from, to)
            .of(self.words.text)
            .trim_start_matches(['，', ' ']);
        self.words.begins(between, "year-is").is_some()
    }

    /// What is celebrated with the words at the end of `span`, by the year when it began.
    fn began(self, span: Span) -> Option<(i32, Span)> {
        let text = span.of(self.words.text);
        let lists = self.words.catalogue.lists.iter().filter_map(|(id, list)| {
            let year: i32 = id.strip_prefix("began-")?.parse().ok()?;
            let word = list
                .iter()
                .filter(|word| text.ends_with(word.as_str()))
                .max_by_key(|word| word.len())?;
            Some((word.len(), year))
        });
        let (len, year) = lists.max()?;
        Some((year, Span::new(span.end - len, span.end)))
    }

    /// Where words of the list `id` stand.
    fn places(self, id: &str) -> impl Iterator<Item = Span> + use<'a> {
        self.words.places(id, Span::new(0, self.words.text.len()))
    }

    /// The numeral that ends at `at`.
    fn ordinal_before(self, at: usize) -> Option<(i32, Span)> {
        let before = self.words.text.get(..at)?;
        let signs = before.char_indices().rev();
        let start = signs
            .take_while(|(_, sign)| self.words.catalogue.numerals.sign(*sign).is_some())
            .last()?
            .0;
        let numeral = crate::numeral_unspaced(before.get(start..)?, &self.words.catalogue.numerals)?;
        let whole = numeral.len == before.len() - start;
        Some((numeral.value.filter(|_| whole)?.to_i32()?, Span::new(start, at)))
    }

    /// 第十四届全国人民代表大会第三次会议, at the head of a report.
    fn session(self, place: Span) -> Option<Claim> {
        let (year, at) = self.given().filter(|_| place.start < HEAD)?;
        let (number, congress) = self.ordinal_before(place.start)?;
        let rest = self.words.text.get(place.end..)?;
        let numeral = crate::numeral_unspaced(rest, &self.words.catalogue.numerals)?;
        self.words.begins(rest.get(numeral.len..)?, "session")?;
        let session = numeral
            .value?
            .to_i32()
            .filter(|session| (1..=9).contains(session))?;
        let first = first_of(number, "congress-years", self.words.catalogue)?;
        let total = told(MemberRole::Total, at, year, 4);
        let parts = vec![
            told(MemberRole::Part, congress, first, 0),
            told(
                MemberRole::Part,
                Span::new(place.end, place.end + numeral.len),
                session - 1,
                0,
            ),
        ];
        Some(
            self.words
                .claim(ClaimKind::Calendar, ClaimOrigin::Implied, total, parts),
        )
    }

    /// 党的二十大和二十届三中全会: the committee of a number comes of the congress of that number.
    fn committee(self, place: Span) -> Option<Claim> {
        let (congress, at) = self.ordinal(place.end, "party-congress")?;
        let joiner = self
            .words
            .begins(self.words.text.get(at.end..)?, "party-joiner")?;
        let (committee, from) = self.ordinal(at.end + joiner.len(), "party-committee")?;
        let year = |number: i32| first_of(number, "party-years", self.words.catalogue);
        let total = told(MemberRole::Total, from, year(committee)?, 2);
        let parts = vec![told(MemberRole::Part, at, year(congress)?, 0)];
        let origin = ClaimOrigin::Implied;
        Some(self.words.claim(ClaimKind::Calendar, origin, total, parts))
    }

    /// The numeral at `at` and the word of the list `id` behind it.
    fn ordinal(self, at: usize, id: &str) -> Option<(i32, Span)> {
        let text = self.words.text.get(at..)?;
        let numeral = crate::numeral_unspaced(text, &self.words.catalogue.numerals)?;
        let word = self.words.begins(text.get(numeral.len..)?, id)?;
        let number = numeral
            .value?
            .to_i32()
            .filter(|number| (11..=40).contains(number))?;
        Some((number, Span::new(at, at + numeral.len + word.len())))
    }

    /// 第十五个五年规划纲要（草案）: it begins in the year in which the report is given, or in the next.
    fn numbered_plan(self, place: Span) -> Option<Claim> {
        let (given, at) = self.given()?;
        let (number, ordinal) = self.ordinal_before(place.start)?;
        let rest = self.words.text.get(place.end..)?;
        self.words.begins(rest, "plan-drawn-up")?;
        let first = first_of(number, "plan-years", self.words.catalogue)?;
        let offset = i32::from(first == given + 1);
        let total = told(MemberRole::Total, ordinal, first, 2);
        let parts = vec![
            told(MemberRole::Part, at, given, 4),
            told(MemberRole::Part, place, offset, 0),
        ];
        Some(
            self.words
                .claim(ClaimKind::Calendar, origin(first == given + offset), total, parts),
        )
    }

    /// How many years behind the one that it looks back on a report of this day is given; a summary of August is of no
    /// whole year.
    fn behind(self) -> Option<i32> {
        let (day, _) = self.day?;
        match day.month() {
            ..=outline::SESSION_MONTHS => Some(1),
            outline::LATE_MONTHS.. => Some(0),
            _ => None,
        }
    }

    /// 一、2025年工作回顾 in a report given in 2026; 二、2026年工作安排.
    fn heading(self, block: Span) -> Option<Claim> {
        let (given, at) = self.given()?;
        // Most headings tell no time.
        let mut figures = self.words.figures_in(block);
        if !figures.any(|(_, figure)| figure.role == Role::Period) {
            return None;
        }
        let text = block.of(self.words.text);
        let has = |id: &str| {
            self.words
                .catalogue
                .list(id)
                .iter()
                .any(|word| text.contains(word.as_str()))
        };
        let (review, plan) = (has("heading-review"), has("heading-plan"));
        let year = self
            .year(block)
            .filter(|year| year.digits > 0 && review != plan)?;
        // At a congress in December the year that ends is looked back on, and the next one planned.
        let offset = self.behind()? - i32::from(plan);
        let place = Span::new(year.span.end, block.end);
        let parts = vec![
            told(MemberRole::Part, year.span, year.value, 4),
            told(MemberRole::Part, place, offset, 0),
        ];
        let total = told(MemberRole::Total, at, given, 4);
        let origin = origin(year.value + offset == given);
        Some(self.words.claim(ClaimKind::Calendar, origin, total, parts))
    }
}

const fn origin(holds: bool) -> ClaimOrigin {
    if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    }
}
