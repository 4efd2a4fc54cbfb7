//! When each fact was so: the time that its sentence names, else its paragraph's, its section's, the report's.

mod against;
mod attribute;
mod enter;
mod level;
mod moment;
mod opener;
mod running;
mod whole;
mod years;

use crate::clause::Clause;
use crate::date::{self, DateExpr, TimeContext};
use crate::paragraph::Note;
use crate::phrase;
use crate::role::measure;
use crate::scan::{Item, Scan, Sense, Thing};
use crate::state::is_state;
use attribute::attribute;
use juyan_catalogue::{Catalogue, Class, Classes, TimeWord};
use juyan_model::{Base, Date, Figure, FigureId, Mode, Period, Role, Span, Value};
use opener::{begins, blocked, foresees, holds_here, in_name, inserted, opens, predicates, turns};
use years::of_years;

/// A time named in a clause.
#[derive(Debug, Clone, Copy)]
struct Named {
    span: Span,
    period: Period,
    /// Whether it is what something is compared with.
    compared: bool,
    /// Whether a movement begins there (由2010年的…).
    from: bool,
    /// Whether it is how long something has been so (连续两年), which says nothing of what follows.
    passing: bool,
}

/// What is known of time at one place of the document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    /// The time that the report looks back on.
    pub(crate) past: Option<Period>,
    /// The time of the report, or of its plan in sections that tell the plan.
    pub(crate) report: Option<Period>,
    pub(crate) year: Option<i16>,
    pub(crate) section: Option<Period>,
    /// Whether the block is the first behind the heading of its section.
    fresh: bool,
    headed: bool,
    /// How the block opened, and whether it speaks for those behind it.
    opening: years::Opening,
    /// The sentence and bracket in which parts of a whole are told.
    parts: Option<(Span, bool)>,
    paragraph: Option<Period>,
    sentence: Option<Period>,
    /// Whether that is when something foreseen comes, of which nothing else is told.
    coming: bool,
    sentence_span: Span,
    /// The time with which the sentence opened, for those after it.
    carried: Option<Period>,
    /// The whole of a year that is not over, where it makes a clause of its own: what the next one tells is of it.
    alone: Option<Period>,
    /// The beginning and end of the movement told last.
    from: Option<Period>,
    to: Option<Period>,
    compared: Option<Period>,
    /// What goes on behind a bracket: 收入4.7亿元（1—7月5.5亿元）；支出12.2亿元.
    outside: Option<enter::Outside>,
    /// The times told so far, by their place, in text order.
    told: Vec<(usize, Period)>,
}

/// What surrounds a figure whose time is sought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a, 'c> {
    pub(crate) text: &'a str,
    pub(crate) clause: &'c Clause<'c>,
    pub(crate) scan: &'c Scan<'a>,
    pub(crate) catalogue: &'a Catalogue,
}

impl Clock {
    pub(crate) fn context(&self) -> TimeContext {
        TimeContext {
            report_period: self.report,
            year: self.year,
            last_mentioned: self.sentence.or(self.paragraph).or(self.section),
        }
    }

    /// The time that was told at `at`: 8月 is of the year that was spoken of there.
    pub(crate) fn told(&self, at: usize) -> Option<Period> {
        let found = self.told.binary_search_by_key(&at, |(place, _)| *place).ok()?;
        self.told.get(found).map(|(_, period)| *period)
    }

    /// Sets the periods of the last figures, one for each of `notes`, which belong to a clause that names a time or states a fact.
    fn told_in(&mut self, place: Place<'_, '_>, figures: &mut [Figure], notes: &[Note]) {
        let from = figures.len() - notes.len().min(figures.len());
        let mut named = self.named(place);
        let dealt = dealt(place, &named, figures.get(from..).unwrap_or_default());
        let (before, new) = figures.split_at_mut(from.min(figures.len()));
        let mut sofar: Vec<Option<Period>> = Vec::with_capacity(new.len());
        let mut last = before.last().and_then(level::Told::of);
        for figure in new.iter_mut() {
            let own = dealt
                .get(sofar.len())
                .copied()
                .or_else(|| own(place, &named, figure));
            let (time, begins) = match own {
                Some(time) => (Some(time.period), time.from),
                // A budget that is changed is of one year, before and after.
                None => (None, figure.mode != Mode::Plan && opener::leaves(place, figure)),
            };
            if begins && time.is_some() {
                self.from = time;
            }
            let time = time
                .or(if begins { self.from } else { None })
                .or_else(|| self.moved(place, figure, begins));
            if begins && time.is_none() {
                figure.period = None;
                sofar.push(None);
                continue;
            }
            let general = time
                .filter(|_| begins)
                .or_else(|| self.general(place, figure, time));
            let general = general.map(|told| self.come_to(place, figure, own, told));
            let first = sofar.is_empty();
            let general = general.map(|told| self.run_up(place, before, (figure, first), (&mut named, told)));
            if let (false, Some(time)) = (begins, time)
                && own.is_none_or(|own| !own.passing && !inserted(place, &own))
                && !time.spans_years()
            {
                self.to = Some(time);
            }
            let of = figure
                .of
                .and_then(|of| level::time_of(of, before, (from, &sofar)));
            // 2024年…58.3亿元。2023年增长6.2%: what grew in another year is not that level.
            let elsewhere =
                own.is_some_and(|own| !own.from && !own.passing) && level::differs(figure, time.zip(of));
            figure.of = figure.of.filter(|_| !elsewhere);
            let note = notes.get(sofar.len()).copied().unwrap_or_default();
            let of = of.filter(|of| !elsewhere && !years::outgrown(figure, note, general, *of));
            let usual_change = figure.role == Role::Change && note.usual_base;
            figure.period = self.settle(
                place,
                figure,
                (
                    general,
                    of.filter(|_| {
                        !usual_change
                            || figure.unit.as_deref() == Some("")
                            || of.is_some_and(|of| !of.is_instant())
                    }),
                ),
                usual_change,
            );
            let whole = self
                .whole_of(place, before, figure)
                .or_else(|| whole::year_of(place, (before, &sofar), figure))
                .filter(|_| own.is_none());
            figure.period = whole.or(figure.period);
            let position = last.and_then(|last| last.time_of(figure));
            figure.period = position.filter(|_| own.is_none() && !begins).or(figure.period);
            last = level::Told::of(figure).or(last);
            let moment = self.at_moment(place, figure, time);
            let told = figure.period.and(moment).or(figure.period);
            figure.period = of_years(own, &named, figure).or(told);
            if note.compared && figure.mode != Mode::Plan {
                figure.period = self.compared_with(figure.period);
            }
            self.rebase(figure, note, own);
            level::doubled(place, before, FigureId(from + sofar.len()), figure.period);
            sofar.push(figure.period);
        }
        self.leave(place, &named, new.is_empty());
    }

    /// When that was so with which what is told of `now` is compared: the time named for it, else the year before.
    fn compared_with(&self, now: Option<Period>) -> Option<Period> {
        let state = now.is_some_and(Period::is_instant);
        let then = self.compared.map(|time| if state { time.end() } else { time });
        then.or_else(|| now.and_then(|period| period.shifted(-1)))
    }

    /// The time of a figure: its own, its sentence's, its paragraph's, its section's, the report's.
    fn general(&self, place: Place<'_, '_>, figure: &Figure, own: Option<Period>) -> Option<Period> {
        if figure.mode == Mode::Plan && whole::is_annual(place, figure) {
            // 2023年，…年度计划投资975亿元 in a report on 2022 is of the year that is named.
            let named = own
                .or(self.sentence)
                .filter(|time| Period::year(time.from.year()) == Some(*time));
            return named.or(self.year.and_then(Period::year));
        }
        // 全旗计划实施项目86项 in a report on half of a year: what is planned without a time of its own is planned for the year.
        let timed = own
            .or(self.alone)
            .or(self.sentence)
            .or(self.paragraph)
            .or(self.section);
        let part = self.report.filter(|report| {
            report.from.month() == 1 && self.year.is_some_and(|year| report.to.year() == year)
        });
        let wanted = matches!(figure.role, Role::Level | Role::Growth);
        if figure.mode == Mode::Plan && wanted && timed.is_none() && part.is_some() {
            return self.year.and_then(Period::year);
        }
        let moved = self.to.filter(|_| self.from.is_some() && moves_to(place, figure));
        own.or(self.alone)
            .or(self.sentence)
            .or(moved)
            .or(self.paragraph)
            .or(self.section)
            .or(self.report)
    }

    /// The years that a duration means: those before the end of the section's or the report's time.
    fn elapsed(&self, place: Place<'_, '_>, at: usize, expr: &DateExpr) -> Option<Period> {
        let (Some(Value::One(_)), Some(unit)) = expr.duration() else {
            return None;
        };
        let items = &place.clause.items;
        let item = items.get(at)?;
        let years = place
            .catalogue
            .lexicon
            .get(&unit)
            .is_some_and(|entry| entry.time == Some(TimeWord::YearMark));
        let adjacent = |other: &&Item<'_>| {
            !phrase::has_letters(
                place.text,
                other.span.end.min(item.span.end),
                other.span.start.max(item.span.start),
            )
        };
        let next = items
            .get(at + 1)
            .filter(|next| !phrase::has_letters(place.text, item.span.end, next.span.start));
        let before = at
            .checked_sub(1)
            .and_then(|at| items.get(at))
            .filter(|before| adjacent(before));
        if years && before.is_some_and(|before| before.is(Class::Ahead)) {
            return self.years_ahead(expr);
        }
        let passed = before.is_some_and(|before| before.is(Class::Behind));
        let led = passed || before.is_some_and(|before| before.is(Class::Running));
        let follows = next.is_some_and(|next| {
            next.any(Classes::of(&[
                Class::Elapsed,
                Class::Rise,
                Class::Fall,
                Class::Cumulative,
                Class::Link,
            ])) && !next.is(Class::Average)
        });
        let initial = at == 0
            && !phrase::has_letters(place.text, place.clause.span.start, item.span.start)
            && !next.is_some_and(|next| next.is(Class::Average));
        if !years || !(led || follows || initial) {
            return None;
        }
        // 五年新增就业4500万人 in a section on the five years to come is wanted of them.
        if let Some(section) = self.section.filter(|section| !led && self.is_ahead(*section)) {
            return Some(section);
        }
        let end = self.past.filter(|_| passed).or(self.looked_back())?.to;
        years_until(expr, end, place.catalogue)
    }

    /// The years of a duration that end with the section's or the report's time.
    pub(crate) fn years_before(&self, expr: &DateExpr, catalogue: &Catalogue) -> Option<Period> {
        years_until(expr, self.looked_back()?.to, catalogue)
    }

    /// The times that a clause names, in text order.
    fn named(&mut self, place: Place<'_, '_>) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        if !place.clause.timed {
            return found;
        }
        for (at, item) in place.clause.items.iter().enumerate() {
            let Some(expr) = time_of(item, place.scan) else {
                continue;
            };
            let mut context = self.context();
            if let Some(time) = found.last() {
                context.last_mentioned = Some(time.period);
            }
            let resolved = date::resolve(expr, &context);
            self.told.extend(resolved.map(|period| (item.span.start, period)));
            let Some(period) = resolved.or_else(|| self.elapsed(place, at, expr)) else {
                continue;
            };
            let items = &place.clause.items;
            let before = items.get(..at).unwrap_or_default();
            let as_of = before.last().is_some_and(|word| {
                word.is(Class::AsOf) && !phrase::has_letters(place.text, word.span.end, item.span.start)
            });
            // A day is when something was said, unless it is up to that day.
            if !as_of && (expr.is_day() || expr.begins()) {
                continue;
            }
            // 谋划“十五五”重点项目: the years belong to the name of the things.
            if opener::qualifies(place, at) {
                continue;
            }
            // 本年度截至目前完成投资: up to now, and not the whole of a year that is not over.
            if self.is_not_over(period) && opener::cut_short(place, item.span) {
                continue;
            }
            let compared = against::is_base(items, at, place, found.last());
            let period = if as_of { self.up_to(period) } else { period };
            let opener = before.iter().rev().find(|word| word.mark() != Some('“'));
            let from = opener.is_some_and(|word| {
                word.is(Class::From) && !phrase::has_letters(place.text, word.span.end, item.span.start)
            });
            let passing = expr.duration().0.is_some() && opener.is_some_and(|word| word.is(Class::Running));
            if compared {
                self.compared = Some(period);
            }
            found.push(Named {
                span: item.span,
                period,
                compared,
                from,
                passing,
            });
        }
        found
    }

    /// What goes on to the next clause and sentence.
    fn leave(&mut self, place: Place<'_, '_>, named: &[Named], silent: bool) {
        self.alone = None;
        self.opening.silent &= silent;
        if named.is_empty() {
            return;
        }
        let adverbial = named.iter().rfind(|time| {
            !time.compared
                && !time.from
                && !time.passing
                && !in_name(place, time.span)
                && !inserted(place, time)
        });
        // 今年是“十三五”的第一年: what the year is said to be may name a time too.
        let year = named
            .iter()
            .find(|time| self.is_year_within(place, time))
            .map(|time| time.period);
        self.section = year.or(self.section);
        self.opening.years = self.opening.years.filter(|_| year.is_none());
        let Some(time) = adverbial else { return };
        // A year that is not over, or its end, tells when the plan is, not what has been done; 8月末 in a report on half of
        // it tells of what came to pass since.
        let beyond = self.report.is_some_and(|report| {
            let years = (time.period.from.year(), time.period.to.year());
            let ends = time.period.to.month() == 12;
            ends && time.period.to > report.to && years == (report.from.year(), report.to.year())
        });
        if beyond && place.clause.span.of(place.text).trim() == time.span.of(place.text) {
            self.alone = Some(time.period);
        }
        let current = place.clause.says(Class::Current);
        // 完成21亿元，“十三五”时期年均增长2.4%: the years are of the mean only.
        let mean = time.period.spans_years()
            && place.clause.says(Class::Average)
            && place.clause.span.start > place.clause.sentence.start
            && self.sentence.is_some();
        if (opens(place, time.span) || predicates(place, time.span)) && !beyond && !mean {
            self.sentence = Some(time.period);
            self.coming = foresees(place) && self.report.is_some_and(|report| time.period.from > report.to);
            // 2018年以来 with which a section opens is the time of it all.
            let introduces = self.fresh
                && self.section.is_none()
                && time.period.spans_years()
                && place.clause.span.start == place.clause.sentence.start
                && self.is_within_report(time.period);
            if turns(place, time) || introduces {
                self.section = Some(time.period);
                self.opening.years = None;
            }
            self.lists(place, time);
            let passes = self.coming || current || holds_here(place, time.span);
            if opens(place, time.span) && !passes && begins(place) {
                self.carried = Some(time.period);
                let years = Some(time.period).filter(|time| self.opens_several(place, *time));
                self.opening.years = self.opening.years.or(years);
            }
        }
    }

    /// Bends the time to the figure: a state is at the end, a mean is over the years between.
    fn settle(
        &self,
        place: Place<'_, '_>,
        figure: &Figure,
        (general, of): (Option<Period>, Option<Period>),
        usual_change: bool,
    ) -> Option<Period> {
        if let Some(subject) = figure.subject
            && attribute(place, subject, figure)
        {
            return None;
        }
        if matches!(figure.role, Role::Growth | Role::Change)
            && figure.base == Some(Base::Other)
            && averaged(place, figure)
        {
            return self.mean(general, of);
        }
        if matches!(
            figure.role,
            Role::Growth | Role::Progress | Role::Share | Role::Change
        ) && of.is_some()
        {
            return of;
        }
        let period = general?;
        if figure.role == Role::Growth && period.spans_years() {
            return Some(period);
        }
        let whole_year = figure.mode == Mode::Plan
            && whole::is_annual(place, figure)
            && period.to.year() == period.from.year();
        if !whole_year && is_state(place, figure, usual_change) {
            return Some(level::by_now(figure.mode, period, self.report).end());
        }
        let elsewhere = self
            .report
            .is_some_and(|report| period.to.year() != report.to.year());
        if period.is_instant() && elsewhere && measure(figure.unit.as_deref(), place.catalogue).is_ratio() {
            return Period::year(period.to.year());
        }
        // 到2016年底已完成投资: up to the end of an earlier year.
        if period.is_instant()
            && self
                .report
                .is_some_and(|report| period.to.year() < report.from.year())
        {
            return Some(period);
        }
        self.accrued(period)
    }

    /// A base that only its time tells: 较2017年 in a report on 2018 is 同比; a growth over several years is none.
    fn rebase(&self, figure: &mut Figure, note: Note, own: Option<Named>) {
        let Some(period) = figure
            .period
            .filter(|_| matches!(figure.role, Role::Growth | Role::Change))
        else {
            return;
        };
        // 连续4年增长20%: in each of them.
        if note.of_year || own.is_some_and(|own| own.passing) {
            return;
        }
        let long = period.spans_years();
        if note.usual_base && long && figure.base == Some(Base::Yoy) {
            figure.base = Some(Base::Other);
            return;
        }
        if figure.base != Some(Base::Other) || long {
            return;
        }
        let base = self.compared.or(self
            .from
            .filter(|_| note.usual_base && figure.role == Role::Change));
        let Some(base) = base else { return };
        // 较2023年末净增 within 2024 is since the year began.
        let eve = base.is_instant() && (base.to.month(), base.to.day()) == (12, 31);
        if eve && period.to.month() < 12 && base.to.year().checked_add(1) == Some(period.to.year()) {
            figure.base = Some(Base::Ytd);
        } else if period
            .shifted(-1)
            .is_some_and(|before| before == base || (before.to == base.to && base.is_instant()))
        {
            figure.base = Some(Base::Yoy);
        } else if base.to.last_of_month() == base.to
            && next_month(base.to) == Some(period.from.first_of_month())
            && months(period) == months(base)
        {
            figure.base = Some(Base::Mom);
        }
    }

    /// The years between the base and the end.
    fn mean(&self, general: Option<Period>, of: Option<Period>) -> Option<Period> {
        let span = general.filter(|span| span.spans_years());
        let end = of.or(general)?;
        let base = self
            .compared
            .or(self.from)
            .filter(|base| base.to.year() < end.to.year());
        // 从2021年的…增加到2025年的…，年均增长8.8%: the years behind the base, also where five are spoken of.
        if let Some(base) = base.filter(|base| span.is_none_or(|span| base.to.year() >= span.from.year())) {
            return Some(Period::new(Date::new(base.to.year() + 1, 1, 1).ok()?, end.to));
        }
        if span.is_some() {
            return span;
        }
        let long = [self.sentence, self.paragraph, self.section, self.report];
        long.into_iter()
            .flatten()
            .find(|span| span.spans_years() && span.to.year() == end.to.year())
            .or(Some(end).filter(|end| end.spans_years()))
    }
}

/// The years of a duration, the last of which ends at `end`.
fn years_until(expr: &DateExpr, end: Date, catalogue: &Catalogue) -> Option<Period> {
    let (Some(Value::One(count)), Some(unit)) = expr.duration() else {
        return None;
    };
    catalogue
        .lexicon
        .get(&unit)
        .filter(|entry| entry.time == Some(TimeWord::YearMark))?;
    let first = i16::try_from(count.trunc().mantissa())
        .ok()
        .and_then(|count| end.year().checked_sub(count.checked_sub(1)?))?;
    Some(Period::new(Date::new(first, 1, 1).ok()?, end))
}

/// The time that the clause names before a figure, for that figure.
fn own(place: Place<'_, '_>, named: &[Named], figure: &Figure) -> Option<Named> {
    let stands =
        |time: &&Named| time.span.end <= figure.span.start && !time.compared && !blocked(place, time, figure);
    named.iter().rev().find(stands).copied()
}

/// How many months further the last month of a period is than its first.
fn months(period: Period) -> i8 {
    period.to.month() - period.from.month()
}

fn next_month(day: Date) -> Option<Date> {
    day.last_of_month().tomorrow().ok()
}

fn time_of<'s>(item: &Item<'_>, scan: &'s Scan<'_>) -> Option<&'s DateExpr> {
    match item.thing {
        Thing::Time(at) => scan.times.get(at),
        Thing::Number(at) => match &scan.drafts.get(at)?.sense {
            Sense::Date(expr) => Some(expr),
            Sense::Quantity(_) | Sense::Rank(_) | Sense::Name | Sense::Heading => None,
        },
        Thing::Word(_) | Thing::Mark(_) => None,
    }
}

/// Times that are dealt out like the values: 上半年、前三季度、全年增速依次为5.1%、5.3%、5.6%.
fn dealt(place: Place<'_, '_>, named: &[Named], figures: &[Figure]) -> Vec<Named> {
    if !place.clause.says(Class::Deal) {
        return Vec::new();
    }
    let times: Vec<Named> = named.iter().filter(|time| !time.compared).copied().collect();
    let first = figures.first().map_or(0, |figure| figure.span.start);
    if times.len() > 1 && times.len() == figures.len() && times.iter().all(|time| time.span.end <= first) {
        times
    } else {
        Vec::new()
    }
}

fn moves_to(place: Place<'_, '_>, figure: &Figure) -> bool {
    place
        .clause
        .items
        .iter()
        .any(|item| item.is(Class::To) && item.span.end <= figure.span.start)
}

fn averaged(place: Place<'_, '_>, figure: &Figure) -> bool {
    // 高于全省平均增速11.9个百分点: what something is set against is averaged, not how it moved.
    let against = Classes::of(&[Class::Above, Class::Below]);
    let by = Classes::of(&[Class::MoreBy, Class::LessBy]);
    // 比全省平均增速高0.2个百分点
    let than = place
        .clause
        .before(figure.span.start)
        .is_some_and(|item| item.any(by));
    let against = if than { against.with(Class::Than) } else { against };
    let mut items = place.clause.items.iter();
    items
        .by_ref()
        .take_while(|item| item.span.start < figure.span.start && !item.any(against))
        .any(|item| item.is(Class::Average))
}
