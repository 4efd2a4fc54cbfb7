//! Times in a section that speaks of several years: what is told at their end, and of one of them.

use super::opener::opens;
use super::{Clock, Named, Place};
use crate::bind::agrees;
use crate::date::DateExpr;
use crate::paragraph::Note;
use crate::role::{Measure, measure};
use crate::scan::Item;
use crate::token;
use juyan_catalogue::{Class, Classes, Kind, UnitClass};
use juyan_model::{Base, Date, Figure, Mode, Period, Role, Value};

/// How a block opened: several years that a block without a figure is about are those of the blocks behind it too.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Opening {
    /// Whether the block has told no figure yet.
    pub(super) silent: bool,
    /// The years with which it opened.
    pub(super) years: Option<Period>,
    /// Whether the section is of the years with which such a block opened.
    pub(super) rules: bool,
}

impl Clock {
    /// 五年来…由27136元增长到36439元: what several years began with was so in the year before them, and what it came to in the
    /// last of them.
    pub(super) fn moved(&self, place: Place<'_, '_>, figure: &Figure, begins: bool) -> Option<Period> {
        let years = [self.sentence, self.paragraph, self.section, self.report]
            .into_iter()
            .flatten()
            .next()
            .filter(|years| years.spans_years())?;
        let items = &place.clause.items;
        if begins {
            let goes_on = items
                .iter()
                .any(|item| item.is(Class::To) && item.span.start >= figure.span.end);
            return goes_on
                .then(|| years.from.year().checked_sub(1).and_then(Period::year))
                .flatten();
        }
        let from = items.iter().position(|item| item.is(Class::From))?;
        let next = items.get(from + 1).and_then(Item::number)?;
        let to = place
            .clause
            .before(figure.span.start)
            .filter(|item| item.is(Class::To))?;
        let draft = place.scan.drafts.get(next)?;
        (draft.span.end <= to.span.start && figure.role != Role::Growth)
            .then(|| Period::year(years.to.year()))?
    }

    /// The last of several years where a value is what something came to, and no time of its own is told: 五年来，…人均收入达到5.2万元;
    /// and the year up to which it is wanted: 到2030年，…突破140亿元.
    pub(super) fn come_to(
        &self,
        place: Place<'_, '_>,
        figure: &Figure,
        own: Option<Named>,
        told: Period,
    ) -> Period {
        let reaches = Classes::of(&[Class::To, Class::Reach]);
        let before = place.clause.before(figure.span.start);
        let comes = before.is_some_and(|word| word.any(reaches) && word.span.end == figure.span.start);
        let adds = Classes::of(&[Class::Cumulative, Class::Newly, Class::From]);
        // 五年跨越3个千亿元台阶
        let counted = measure(figure.unit.as_deref(), place.catalogue) == Measure::Count;
        let ratio = told.spans_years() && is_ratio(place, figure);
        let told_once = || match figure.role {
            Role::Rank => comes || told.spans_years(),
            Role::Level | Role::Share if ratio => true,
            Role::Level if counted || place.clause.says(adds) => false,
            Role::Level => comes || told.spans_years() && is_of_a_year(place, figure),
            _ => false,
        };
        if !told_once() {
            return told;
        }
        let named = own.map(|own| own.period).or(self.alone).or(self.sentence);
        let wanted = figure.mode == Mode::Plan && told.is_instant() && told.to.month() == 12;
        // 五年来，…占比达到58%: a ratio does not accrue, whoever names the years.
        let years = (named.is_none() || ratio) && told.spans_years();
        let year = Period::year(told.to.year()).filter(|_| years || wanted);
        year.unwrap_or(told)
    }

    /// The years of a duration that lie ahead: 今后五年 in a report given in 2016 are 2016 to 2020.
    pub(super) fn years_ahead(&self, expr: &DateExpr) -> Option<Period> {
        let (Some(Value::One(count)), _) = expr.duration() else {
            return None;
        };
        let given = self.year.or(self.report.map(|report| report.to.year()))?;
        // In a report given at the end of its year they begin with the next.
        let first = if self.past.is_some_and(|past| past.to.year() == given) {
            given.checked_add(1)?
        } else {
            given
        };
        let last = i16::try_from(count.trunc().mantissa())
            .ok()
            .and_then(|count| first.checked_add(count.checked_sub(1)?))?;
        Some(Period::new(
            Date::new(first, 1, 1).ok()?,
            Date::new(last, 12, 31).ok()?,
        ))
    }

    /// The time at whose end years are counted back: 过去五年 in a section on the years to come ends with the report's time.
    pub(super) fn looked_back(&self) -> Option<Period> {
        match self.section {
            Some(section) if self.is_ahead(section) => self.past,
            Some(section) => Some(section),
            None => self.report,
        }
    }

    /// Whether a section tells several years that begin after the report's time.
    pub(super) fn is_ahead(&self, section: Period) -> bool {
        section.spans_years() && self.past.is_some_and(|past| past.to < section.from)
    }

    /// 到2020年 in a section on the years 2016 to 2020 is their end, and 截至6月份 the end of that month.
    pub(super) fn up_to(&self, period: Period) -> Period {
        let within_year = !period.spans_years() && Period::year(period.to.year()) != Some(period);
        let ends = within_year
            || self
                .section
                .is_some_and(|years| years.to == period.to && years.from.year() < period.from.year());
        if ends { period.end() } else { period }
    }

    /// Whether a sentence that opens with several years of the past, in a block that has told no figure yet, may speak for the
    /// blocks behind: “十四五”时期，我们….
    pub(super) fn opens_several(&self, place: Place<'_, '_>, time: Period) -> bool {
        let looks_back = self.report == self.past && self.is_within_report(time);
        self.opening.silent
            && looks_back
            && time.spans_years()
            && place.clause.sentence.of(place.text).ends_with('。')
    }

    /// Whether a time is the whole of the year in which the report ends before its end.
    pub(super) fn is_not_over(&self, period: Period) -> bool {
        let whole = Period::year(period.from.year()) == Some(period);
        let ends = self
            .report
            .is_some_and(|report| report.to < period.to && report.to.year() == period.to.year());
        whole && ends
    }

    /// Whether years end no later than what the report looks back on.
    pub(super) fn is_within_report(&self, years: Period) -> bool {
        self.past.is_some_and(|past| years.to <= past.to)
    }

    /// A flow that is told at a moment accrues from the year's beginning, or from that of the section's years.
    pub(super) fn accrued(&self, period: Period) -> Option<Period> {
        if !period.is_instant() {
            return Some(period);
        }
        let years = self
            .section
            .filter(|years| years.to == period.to && years.from.year() < period.to.year());
        let first = years.map_or(period.to.year(), |years| years.from.year());
        Some(Period::new(Date::new(first, 1, 1).ok()?, period.to))
    }

    /// 2025年是… in a section on several years: what follows is of that year.
    pub(super) fn is_year_within(&self, place: Place<'_, '_>, time: &Named) -> bool {
        let within = self.section.is_some_and(|section| {
            section.spans_years() && section.from <= time.period.from && time.period.to <= section.to
        });
        let next = place
            .clause
            .items
            .iter()
            .find(|item| item.span.start >= time.span.end);
        let opens = place.clause.span.start == place.clause.sentence.start && opens(place, time.span);
        within
            && opens
            && next.is_some_and(|next| next.is(Class::Likeness) && next.span.start == time.span.end)
    }
}

/// 五年来…财政收入达到5.1万亿元，增长1.7倍: a growth with no base of its own is over the years, though its level is of the last.
pub(super) fn outgrown(figure: &Figure, note: Note, years: Option<Period>, of: Period) -> bool {
    let grows = figure.role == Role::Growth && note.usual_base;
    grows && years.is_some_and(|years| years.spans_years() && years.to == of.to && years.from < of.from)
}

/// Whether a level is what an indicator comes to in a year, with no deed or addition told of it: 五年来，…产值超1.5万亿元.
fn is_of_a_year(place: Place<'_, '_>, figure: &Figure) -> bool {
    const DEEDS: Classes = Classes::of(&[
        Class::Verb,
        Class::Act,
        Class::Event,
        Class::Rise,
        Class::Fall,
        Class::Cumulative,
        Class::Newly,
        Class::InAll,
    ]);
    let Some(subject) = figure.subject.filter(|subject| subject.end <= figure.span.start) else {
        return false;
    };
    let words = token::tokens(place.text, subject, place.catalogue);
    let acts = Classes::of(&[Class::Verb, Class::Act]);
    let name = |word: &token::Token<'_>| word.span.of(place.text);
    let done = words
        .iter()
        .any(|word| word.any(acts) || place.catalogue.lexicon.begins(name(word), acts));
    let indicators = words
        .last()
        .into_iter()
        .flat_map(|word| word.entry.indicators.iter());
    let flows = indicators
        .filter_map(|at| place.catalogue.indicators.get(usize::try_from(*at).ok()?))
        .any(|indicator| indicator.kind == Kind::Flow && agrees(indicator, figure, place.catalogue));
    let mut items = place.clause.items.iter();
    let mut yearly = place.catalogue.list("yearly.amounts").iter();
    let flows = flows || yearly.any(|name| subject.of(place.text).ends_with(name.as_str()));
    let unit = figure.unit.as_deref().and_then(|unit| place.catalogue.unit(unit));
    let money = unit.is_some_and(|unit| unit.class == UnitClass::Currency);
    let own = |item: &Item<'_>| subject.contains(item.span);
    let deed = |item: &Item<'_>| item.any(DEEDS) && !item.is(Class::StockVerb);
    figure.role == Role::Level
        && money
        && flows
        && !done
        && !items.any(|item| item.span.end <= figure.span.start && deed(item) && !own(item))
}

/// Whether a figure is a rate, a share or an index that is told as one, which is of a time and does not accrue over years.
fn is_ratio(place: Place<'_, '_>, figure: &Figure) -> bool {
    const OVER: Classes = Classes::of(&[Class::Average, Class::Cumulative, Class::Running]);
    const RATES: Classes = Classes::of(&[Class::RateSuffix, Class::ShareNoun, Class::ShareOf]);
    let kind = measure(figure.unit.as_deref(), place.catalogue);
    let Some(subject) = figure
        .subject
        .filter(|subject| matches!(kind, Measure::Ratio | Measure::Bare) && subject.end <= figure.span.start)
    else {
        return false;
    };
    let mut items = place.clause.items.iter();
    let over = items.any(|item| item.span.end <= figure.span.start && item.any(OVER));
    let reaches = Classes::of(&[Class::To, Class::Reach, Class::Link, Class::StockVerb]);
    let before = place.clause.before(figure.span.start);
    let comes = before.is_some_and(|word| word.any(reaches) && word.span.end == figure.span.start);
    let named = || {
        let mut words = token::tokens(place.text, subject, place.catalogue).into_iter();
        let rate = token::ending(place.text, subject, RATES, place.catalogue).is_some();
        rate || words.any(|word| word.is(Class::ShareOf))
    };
    let part = figure.role == Role::Share && (comes || kind == Measure::Bare);
    let comes = comes || figure.role == Role::Level && subject.end == figure.span.start;
    !over && (comes && kind == Measure::Ratio || part || named())
}

/// The time of a figure that several years named in its clause tell, and no other.
pub(super) fn of_years(own: Option<Named>, named: &[Named], figure: &Figure) -> Option<Period> {
    lasting(own, figure)
        .or_else(|| over_years(own, figure))
        .or_else(|| end_year(named, figure))
}

/// 连续五年稳定在20亿斤以上: in each of the years.
fn lasting(own: Option<Named>, figure: &Figure) -> Option<Period> {
    own.filter(|own| own.passing && matches!(figure.role, Role::Level | Role::Growth))
        .map(|own| own.period)
}

/// 余额24.6万亿元、五年增长44.8%: the growth is over the years, whatever the day of its level.
fn over_years(own: Option<Named>, figure: &Figure) -> Option<Period> {
    let grows = figure.role == Role::Growth && figure.base == Some(Base::Other);
    own.filter(|own| grows && !own.passing && own.period.spans_years())
        .map(|own| own.period)
}

/// 五年来…占比较2020年提高3个百分点: what is set against the year before the first is of the last.
fn end_year(named: &[Named], figure: &Figure) -> Option<Period> {
    let moves = matches!(figure.role, Role::Growth | Role::Change) && figure.base == Some(Base::Other);
    let years = figure.period.filter(|period| moves && period.spans_years())?;
    let mut against = named
        .iter()
        .filter(|time| time.compared && time.span.end <= figure.span.start);
    let year = against.next_back()?.period;
    let before = years.from.year().checked_sub(1).and_then(Period::year);
    (before == Some(year))
        .then(|| Period::year(years.to.year()))
        .flatten()
}
