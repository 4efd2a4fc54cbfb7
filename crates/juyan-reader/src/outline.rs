//! What a report is about, and which of its sections tell what is done and which what is wanted.

use crate::date::{self, DateExpr};
use crate::quantity::word_before;
use juyan_catalogue::{Catalogue, Class, Classes, NumeralSign};
use juyan_document::{Block, BlockKind, Document};
use juyan_model::{Date, Period, Span};

/// What the title and the sections say before any figure is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outline {
    pub(crate) title: Option<Span>,
    /// What the report looks back on.
    pub(crate) period: Option<Period>,
    /// The time of what is wanted.
    pub(crate) plan_period: Option<Period>,
    /// Whether the title says that what follows is wanted: 计划办好15件实事.
    pub(crate) planned: bool,
    /// The year in which the report is given, from which 去年 counts, where it is not the one it is about.
    pub(crate) year: Option<i16>,
    /// The day of the report.
    pub(crate) date: Option<Date>,
    /// Whether it is the work report of a government, given early in a year on the one before.
    pub(crate) work: bool,
    /// Whether only the running text tells the time of the report.
    pub(crate) guessed: bool,
}

/// The congress meets in the first months of the year; in 2020 it did in May.
pub(crate) const SESSION_MONTHS: i8 = 6;
/// County congresses that elect a new government meet from November on.
pub(crate) const LATE_MONTHS: i8 = 11;
/// How far into a document, in blocks, its title and date are looked for.
const HEAD_BLOCKS: usize = 14;
/// Longest title and heading, in characters.
const LONGEST_HEADING: usize = 60;

/// Reads the outline of `document`.
pub(crate) fn outline(document: &Document, catalogue: &Catalogue) -> Outline {
    let mut outline = Outline::default();
    let head: Vec<&Block> = document
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Row)
        .take(HEAD_BLOCKS)
        .collect();
    let mut dates = Vec::new();
    for block in &head {
        dates.extend(block_dates(&document.text, block.span, catalogue));
    }
    outline.title = document.title().or_else(|| title(document, &head, catalogue));
    let day = dates
        .iter()
        .find_map(|(at, expr)| given_on(&document.text, *at, expr, catalogue));
    outline.date = day;
    let titled = outline
        .title
        .map(|span| block_dates(&document.text, span, catalogue))
        .unwrap_or_default();
    let midyear = outline
        .title
        .is_some_and(|span| has_class(span.of(&document.text), Class::MidYear, catalogue));
    let first =
        titled_period(&titled, &dates, day).map(|period| if midyear { first_half(period) } else { period });
    let review = titled_kind(document, outline.title, catalogue);
    outline.planned = outline
        .title
        .is_some_and(|span| titled_plan(span.of(&document.text), catalogue));
    let cut = cut_off(&titled, first);
    outline.period = match (first, day) {
        (Some(period), _) if cut.is_some_and(|cut| period.from < cut.from && cut.to <= period.to) => {
            cut.map(|cut| Period::new(period.from, cut.to))
        }
        (Some(period), _) if outline.planned => Some(period),
        // Late in a year no report is called by it that is on the one before.
        (Some(period), Some(day))
            if period.from.year() == day.year()
                && period.to >= day
                && !review
                && day.month() <= SESSION_MONTHS =>
        {
            previous_year(period)
        }
        (Some(period), None) if is_work_report(document, outline.title, catalogue) => previous_year(period),
        (Some(period), _) => Some(period),
        (None, Some(day)) if day.month() <= SESSION_MONTHS && in_session(document, &head, catalogue) => {
            outline.year = Some(day.year());
            Period::year(day.year() - 1)
        }
        // A congress that meets at the year's end looks back on that year and plans the next.
        (None, Some(day)) if day.month() >= LATE_MONTHS && in_session(document, &head, catalogue) => {
            outline.year = Some(day.year());
            Period::year(day.year())
        }
        (None, _) => {
            outline.guessed = day.is_none();
            body_period(document, day, catalogue)
        }
    };
    outline.work = is_work_report(document, outline.title, catalogue);
    if outline.work {
        outline.year = day
            .map(Date::year)
            .or(outline.period.map(|period| period.to.year() + 1));
    }
    outline.plan_period = if outline.planned { outline.period } else { None };
    outline.plan_period = outline
        .plan_period
        .or_else(|| outline.period.and_then(next_period));
    outline
}

/// The first time in a title that is no day. Where it names no year, that is the one with which the head of the document tells the
/// same part of a year, else that of the day, else the one named first.
fn titled_period(
    titled: &[(usize, DateExpr)],
    head: &[(usize, DateExpr)],
    day: Option<Date>,
) -> Option<Period> {
    let given = || {
        let mut told = head.iter().filter(|(_, expr)| expr.day().is_none());
        let told = told.find_map(|(_, expr)| date::resolve(expr, &date::TimeContext::default()));
        told.filter(|told| !told.spans_years()).map(|told| told.to.year())
    };
    let context = date::TimeContext {
        year: day.map(Date::year).or_else(given),
        ..date::TimeContext::default()
    };
    let named = titled.iter().filter(|(_, expr)| expr.day().is_none());
    named.into_iter().find_map(|(_, expr)| {
        let full = head.iter().find(|(_, told)| told.completes(expr));
        date::resolve(full.map_or(expr, |(_, told)| told), &context)
    })
}

/// The end of a month up to which a title says that the period `first` is told: 2024年（截至6月末）.
fn cut_off(titled: &[(usize, DateExpr)], first: Option<Period>) -> Option<Period> {
    let context = date::TimeContext {
        last_mentioned: first,
        year: first.map(|period| period.to.year()),
        ..date::TimeContext::default()
    };
    titled.iter().find_map(|(_, expr)| {
        date::resolve(expr, &context).filter(|period| period.is_instant() && expr.day().is_none())
    })
}

/// The day that a time at `at` tells, where something may be given on it; up to another one things are counted: 截至2024年6月30日.
pub(crate) fn given_on(text: &str, at: usize, expr: &DateExpr, catalogue: &Catalogue) -> Option<Date> {
    let before = text.get(..at).unwrap_or_default();
    let counted = word_before(before, catalogue).is_some_and(|(_, entry)| entry.classes.has(Class::AsOf));
    expr.day().filter(|_| !counted)
}

/// Whether the lines at the head tell of a session of the congress.
fn in_session(document: &Document, head: &[&Block], catalogue: &Catalogue) -> bool {
    head.iter()
        .any(|block| has_class(block.span.of(&document.text), Class::Session, catalogue))
}

/// A title that speaks of a plan and not of how it was carried out; a report on how a budget is changed tells what is planned.
fn titled_plan(title: &str, catalogue: &Catalogue) -> bool {
    let changed = catalogue.list("titles.changed-plan").iter();
    if changed.into_iter().any(|words| title.contains(words.as_str())) {
        return !has_class(title, Class::ReviewHeading, catalogue);
    }
    let plans = Classes::of(&[Class::Plan, Class::PlanWhole, Class::TitlePlan]);
    let told = [Class::ReviewHeading, Class::TitleWord]
        .iter()
        .any(|class| has_class(title, *class, catalogue));
    !told
        && crate::token::tokens(title, Span::new(0, title.len()), catalogue)
            .iter()
            .any(|word| word.any(plans))
}

fn titled_kind(document: &Document, title: Option<Span>, catalogue: &Catalogue) -> bool {
    title.is_some_and(|span| {
        has_class(span.of(&document.text), Class::ReviewHeading, catalogue)
            && !has_class(span.of(&document.text), Class::WorkReport, catalogue)
    })
}

fn is_work_report(document: &Document, title: Option<Span>, catalogue: &Catalogue) -> bool {
    title.is_some_and(|span| has_class(span.of(&document.text), Class::WorkReport, catalogue))
}

/// The time of the first dates of the running text, for reports whose title names none; the month in which the report was made only
/// where no other is told.
fn body_period(document: &Document, day: Option<Date>, catalogue: &Catalogue) -> Option<Period> {
    let blocks = document.blocks.iter().take(HEAD_BLOCKS);
    let dated: Vec<(&Block, Vec<(usize, DateExpr)>)> = blocks
        .map(|block| (block, block_dates(&document.text, block.span, catalogue)))
        .collect();
    let byline = |block: &Block, (at, expr): &(usize, DateExpr)| is_byline(document, block, *at, expr);
    let made = dated.iter().find_map(|(block, named)| {
        let made = named.iter().find(|named| byline(block, named));
        made.and_then(|(_, expr)| date::resolve(expr, &date::TimeContext::default()))
    });
    let context = date::TimeContext {
        year: day.map(Date::year).or(made.map(|made| made.to.year())),
        ..date::TimeContext::default()
    };
    let told = dated.iter().find_map(|(block, named)| {
        let text = block.span.of(&document.text);
        let mut named = named
            .iter()
            .filter(|named| named.1.day().is_none() && !byline(block, named));
        let told = |expr| date::resolve(expr, &context).filter(|period| !period.is_instant());
        let period = named.find_map(|(_, expr)| told(expr))?;
        // 二、2019年总体要求: a heading of what is wanted names the year that lies ahead.
        let ahead = is_heading(text, block.kind)
            && has_class(text, Class::PlanHeading, catalogue)
            && !has_class(text, Class::ReviewHeading, catalogue);
        if ahead {
            previous_year(period)
        } else {
            Some(period)
        }
    });
    told.or(made)
}

/// Whether the time at `at` is the month in which the report was made: 县发展和改革局 2024年2月.
fn is_byline(document: &Document, block: &Block, at: usize, expr: &DateExpr) -> bool {
    let text = block.span.of(&document.text);
    let rest = document
        .text
        .get(at + expr.len..block.span.end)
        .unwrap_or_default();
    let closes = rest.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '）' | ')'));
    expr.is_month_of_year() && closes.is_empty() && is_heading(text, block.kind)
}

/// The first half of a whole year; any other time is what it is.
fn first_half(period: Period) -> Period {
    let whole = Period::year(period.from.year()) == Some(period);
    let half = || Period::months(period.from.year(), 1, 6);
    Some(period).filter(|_| !whole).or_else(half).unwrap_or(period)
}

/// The year before, for a report that is called by the year in which it is given.
fn previous_year(period: Period) -> Option<Period> {
    let whole = period.from.month() == 1 && period.to.month() == 12;
    if whole {
        Period::year(period.from.year() - 1)
    } else {
        Some(period)
    }
}

/// The rest of the year after part of one, the next year after a whole one.
fn next_period(period: Period) -> Option<Period> {
    let year = period.to.year();
    if period.to.month() == 12 {
        Period::year(year + 1)
    } else {
        Period::months(year, period.to.month() + 1, 12)
    }
}

fn title(document: &Document, head: &[&Block], catalogue: &Catalogue) -> Option<Span> {
    let plausible = |block: &&&Block| {
        let text = block.span.of(&document.text).trim();
        let count = text.chars().count();
        block.kind != BlockKind::Furniture
            && (4..=LONGEST_HEADING).contains(&count)
            && !text.contains('。')
            && !text.starts_with('—')
    };
    let titled = head.iter().find(|block| {
        plausible(block) && has_class(block.span.of(&document.text), Class::TitleWord, catalogue)
    });
    titled
        .or_else(|| head.iter().find(plausible))
        .map(|block| block.span)
}

/// The times that stand in `span` of `text`, with their places.
pub(crate) fn block_dates(text: &str, span: Span, catalogue: &Catalogue) -> Vec<(usize, DateExpr)> {
    let mut found = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let Some(rest) = text.get(at..span.end) else { break };
        let Some(character) = rest.chars().next() else {
            break;
        };
        match date::date(text, at, catalogue) {
            Some(expr) if at + expr.len <= span.end => {
                let len = expr.len.max(1);
                found.push((at, expr));
                at += len;
            }
            Some(_) | None => at += character.len_utf8(),
        }
    }
    found
}

/// Whether a word of `class` stands anywhere in `text`.
pub(crate) fn has_class(text: &str, class: Class, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.contains(text, class)
}

/// How deep a numbered heading stands: 一、 above （一） above 1. above (1); one without a number stands above all.
pub(crate) fn depth(text: &str, catalogue: &Catalogue) -> u8 {
    let text = text.trim_start();
    if crate::sense::block_heading(text, catalogue).is_none() {
        return 0;
    }
    let bracketed = u8::from(text.starts_with(['（', '(']));
    let body = text.trim_start_matches(['（', '(']);
    let arabic = body
        .chars()
        .next()
        .and_then(|sign| catalogue.numerals.sign(sign))
        .is_some_and(|sign| matches!(sign, NumeralSign::Arabic(_)));
    1 + bracketed + 2 * u8::from(arabic)
}

/// Whether a block is set or reads like a heading.
pub(crate) fn is_heading(text: &str, kind: BlockKind) -> bool {
    // Most blocks are so long that no character of them need be looked at.
    let is_short = || text.len() <= LONGEST_HEADING * 4 && text.chars().nth(LONGEST_HEADING).is_none();
    // 全年新建2个，其中…。 is set as a heading and tells what a sentence does.
    let is_sentence = || text.trim_end().ends_with(['。', '；']) && text.contains(['，', ',']);
    matches!(kind, BlockKind::Title)
        || (matches!(kind, BlockKind::Heading(_)) && !is_sentence())
        || (is_short() && !text.contains(['。', '；', '，', ',']))
}
