//! When each fact was so: the time that its sentence names, else its paragraph's, its section's, the report's.

use crate::clause::Clause;
use crate::date::{self, DateExpr, TimeContext};
use crate::paragraph::Note;
use crate::phrase;
use crate::scan::{Item, Scan, Sense, Thing};
use juyan_catalogue::{Catalogue, Class, Classes, Kind};
use juyan_model::{Base, Date, Figure, Mode, Period, Role, Span};

/// A time named in a clause.
#[derive(Debug, Clone, Copy)]
struct Named {
    span: Span,
    period: Period,
    /// Whether it is what something is compared with.
    compared: bool,
    /// Whether a movement begins there (由2010年的…).
    from: bool,
}

/// What is known of time at one place of the document.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock {
    /// The time of the report, or of its plan in sections that tell the plan.
    pub(crate) report: Option<Period>,
    pub(crate) year: Option<i16>,
    pub(crate) section: Option<Period>,
    paragraph: Option<Period>,
    sentence: Option<Period>,
    sentence_span: Span,
    /// The beginning and end of the movement told last.
    from: Option<Period>,
    to: Option<Period>,
    compared: Option<Period>,
    last: Option<Period>,
}

/// What surrounds a figure whose time is sought.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a, 'c> {
    pub(crate) text: &'a str,
    pub(crate) clause: &'c Clause<'a>,
    pub(crate) scan: &'c Scan<'a>,
    pub(crate) catalogue: &'a Catalogue,
}

impl Clock {
    /// Enters a new block.
    pub(crate) fn enter_block(&mut self) {
        self.paragraph = None;
        self.sentence = None;
        self.from = None;
        self.to = None;
        self.compared = None;
    }

    /// A heading that names a time sets it for its section.
    pub(crate) fn enter_section(&mut self, period: Option<Period>) {
        self.section = period;
    }

    pub(crate) fn context(&self) -> TimeContext {
        TimeContext { report_period: self.report, year: self.year, last_mentioned: self.sentence.or(self.paragraph).or(self.last) }
    }

    /// Sets the periods of the figures `from..` that belong to `clause`.
    pub(crate) fn clause(&mut self, place: Place<'_, '_>, figures: &mut [Figure], notes: &[Note]) {
        let from = figures.len() - notes.len().min(figures.len());
        if place.clause.sentence != self.sentence_span {
            self.paragraph = self.sentence.or(self.paragraph);
            self.sentence = None;
            self.compared = None;
            self.sentence_span = place.clause.sentence;
        }
        let named = self.named(place);
        let (before, new) = figures.split_at_mut(from.min(figures.len()));
        let mut sofar: Vec<Option<Period>> = Vec::with_capacity(new.len());
        for figure in new.iter_mut() {
            let own = named.iter().rev().find(|time| time.span.end <= figure.span.start && !time.compared && !blocked(place, time.span.end, figure.span.start));
            let (time, begins) = match own {
                Some(time) => (Some(time.period), time.from),
                None => (None, self.begins(place, figure)),
            };
            if begins && time.is_some() {
                self.from = time;
            }
            let time = time.or(if begins { self.from } else { None });
            if begins && time.is_none() {
                figure.period = None;
                sofar.push(None);
                continue;
            }
            let general = if begins { time } else { time.or(self.sentence).or(self.to.filter(|_| self.from.is_some() && moves_to(place, figure))).or(self.paragraph).or(self.section).or(self.report) };
            if let (false, Some(time)) = (begins, time) {
                self.to = Some(time);
            }
            let of = figure.of.and_then(|of| before.get(of.0).and_then(|level| level.period).or_else(|| of.0.checked_sub(from).and_then(|at| sofar.get(at).copied().flatten())));
            figure.period = self.settle(place, figure, general, of);
            let note = notes.get(sofar.len()).copied().unwrap_or_default();
            if note.compared {
                figure.period = self.compared.or_else(|| figure.period.and_then(|period| period.shifted(-1)));
            }
            self.rebase(figure, note);
            sofar.push(figure.period);
        }
        self.leave(place, &named);
    }

    /// The times that a clause names, in text order.
    fn named(&mut self, place: Place<'_, '_>) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        for (at, item) in place.clause.items.iter().enumerate() {
            let Some(expr) = time_of(item, place.scan) else { continue };
            let mut context = self.context();
            if let Some(time) = found.last() {
                context.last_mentioned = Some(time.period);
            }
            let Some(period) = date::resolve(expr, &context) else { continue };
            let items = &place.clause.items;
            let before = items.get(..at).unwrap_or_default();
            let compared = compared(before, item, place.text) || of_times(items, at, place);
            let from = before.last().is_some_and(|word| word.is(Class::From) && !phrase::has_letters(place.text, word.span.end, item.span.start));
            if compared {
                self.compared = Some(period);
            }
            found.push(Named { span: item.span, period, compared, from });
        }
        found
    }

    /// Whether a figure without a time of its own begins a movement (由11.66亿元增加到…).
    fn begins(&self, place: Place<'_, '_>, figure: &Figure) -> bool {
        let before = place.clause.items.iter().rev().find(|item| item.span.end <= figure.span.start);
        before.is_some_and(|item| item.is(Class::From) && !phrase::has_letters(place.text, item.span.end, figure.span.start))
    }

    /// What goes on to the next clause and sentence.
    fn leave(&mut self, place: Place<'_, '_>, named: &[Named]) {
        let adverbial = named.iter().filter(|time| !time.compared && !time.from && !in_name(place, time.span)).next_back();
        if let Some(time) = adverbial {
            self.sentence = Some(time.period);
            self.last = Some(time.period);
        }
    }

    /// Bends the time to the figure: a state is at the end, a mean is over the years between.
    fn settle(&self, place: Place<'_, '_>, figure: &Figure, general: Option<Period>, of: Option<Period>) -> Option<Period> {
        if let Some(subject) = figure.subject
            && attribute(place, subject, figure)
        {
            return None;
        }
        if figure.role == Role::Growth && figure.base == Some(Base::Other) && averaged(place, figure) {
            return self.mean(general, of);
        }
        if matches!(figure.role, Role::Growth | Role::Progress | Role::Share | Role::Change) && of.is_some() {
            return of;
        }
        let period = general?;
        if is_state(place, figure) { Some(period.end()) } else { accrued(period) }
    }

    /// A base that only its time tells: 较2017年 in a report on 2018 is 同比; a growth over several years is none.
    fn rebase(&self, figure: &mut Figure, note: Note) {
        let Some(period) = figure.period.filter(|_| matches!(figure.role, Role::Growth | Role::Change)) else { return };
        let long = period.to.year() - period.from.year() >= 1;
        if note.usual_base && long && figure.base == Some(Base::Yoy) {
            figure.base = Some(Base::Other);
            return;
        }
        if figure.base != Some(Base::Other) || long {
            return;
        }
        let base = self.compared.or(self.from.filter(|_| note.usual_base && figure.role == Role::Change));
        let Some(base) = base else { return };
        if period.shifted(-1).is_some_and(|before| before == base || (before.to == base.to && base.is_instant())) {
            figure.base = Some(Base::Yoy);
        } else if period.from.month() == period.to.month() && base.to.last_of_month() == base.to && next_month(base.to) == Some(period.to.first_of_month()) && base.from.month() == base.to.month() {
            figure.base = Some(Base::Mom);
        }
    }

    /// The years between the base and the end.
    fn mean(&self, general: Option<Period>, of: Option<Period>) -> Option<Period> {
        let end = of.or(general)?;
        let base = self.compared.or(self.from).filter(|base| base.to < end.to);
        if let Some(base) = base {
            return Some(Period::new(Date::new(base.to.year() + 1, 1, 1).ok()?, end.to));
        }
        let long = [self.sentence, self.paragraph, self.section, self.report];
        long.into_iter().flatten().find(|span| span.to.year() - span.from.year() >= 1 && span.to.year() == end.to.year())
            .or(Some(end).filter(|end| end.to.year() > end.from.year()))
    }
}

fn next_month(day: Date) -> Option<Date> {
    day.last_of_month().tomorrow().ok()
}

/// A flow that is told at a moment accrues from the year's beginning.
fn accrued(period: Period) -> Option<Period> {
    if period.is_instant() { Some(Period::new(Date::new(period.from.year(), 1, 1).ok()?, period.to)) } else { Some(period) }
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

/// Whether what stands right before a time compares with it.
fn compared(before: &[Item<'_>], item: &Item<'_>, text: &str) -> bool {
    let compares = Classes::of(&[Class::Than, Class::Above, Class::Below, Class::Likeness]);
    let mut edge = item.span.start;
    for word in before.iter().rev() {
        if phrase::has_letters(text, word.span.end, edge) {
            return false;
        }
        if word.any(compares) {
            return true;
        }
        if word.mark() != Some('“') {
            return false;
        }
        edge = word.span.start;
    }
    false
}

/// 2005年的2.36倍: the time belongs to the base.
fn of_times(items: &[Item<'_>], at: usize, place: Place<'_, '_>) -> bool {
    let Some([of, number, ..]) = items.get(at + 1..) else { return false };
    of.is(Class::Of)
        && number.number().and_then(|number| place.scan.drafts.get(number)).is_some_and(|draft| match &draft.sense {
            Sense::Quantity(quantity) => quantity.unit.as_deref().is_some_and(|unit| crate::role::measure(Some(unit), place.catalogue) == crate::role::Measure::Times),
            Sense::Rank(_) | Sense::Date(_) | Sense::Name | Sense::Heading => false,
        })
}

/// Whether a comma-like mark stands between a time and a figure of a list, so that the time is another member's.
fn blocked(place: Place<'_, '_>, from: usize, to: usize) -> bool {
    let _ = (place, from, to);
    false
}

/// A time in a title or quoted name does not tell when the sentence's facts were.
fn in_name(place: Place<'_, '_>, span: Span) -> bool {
    let mut open = false;
    for item in place.clause.items.iter().filter(|item| item.span.end <= span.start) {
        match item.mark() {
            Some('《') => open = true,
            Some('》') => open = false,
            Some(_) | None => {}
        }
    }
    open
}

fn moves_to(place: Place<'_, '_>, figure: &Figure) -> bool {
    place.clause.items.iter().any(|item| item.is(Class::To) && item.span.end <= figure.span.start)
}

fn averaged(place: Place<'_, '_>, figure: &Figure) -> bool {
    place.clause.items.iter().any(|item| item.is(Class::Average) && item.span.start < figure.span.start)
}

/// 总投资, 占地面积, a project's capacity: belongs to no period.
fn attribute(place: Place<'_, '_>, subject: Span, figure: &Figure) -> bool {
    let words = crate::token::tokens(place.text, subject, place.catalogue);
    let _ = &words;
    let ends = |class| crate::token::ends(place.text, subject, class, place.catalogue);
    ends(Class::Attribute) || figure.mode == Mode::Capacity && !ends(Class::Capacity)
}

/// Whether a fact is a state at a time.
fn is_state(place: Place<'_, '_>, figure: &Figure) -> bool {
    let Some(subject) = figure.subject else { return false };
    let words = crate::token::tokens(place.text, subject, place.catalogue);
    let follows = subject.start >= figure.span.end;
    let verbs = place.clause.items.iter().rev().filter(|item| item.span.end <= figure.span.start && item.span.start >= subject.end.min(figure.span.start));
    for item in verbs {
        if item.is(Class::Stock) {
            return true;
        }
    }
    let ends = |class| crate::token::ends(place.text, subject, class, place.catalogue);
    if ends(Class::Stock) {
        return true;
    }
    for word in words.iter().rev() {
        if word.is(Class::Stock) {
            return true;
        }
        if word.is(Class::Flow) {
            return false;
        }
        let kinds = word.entry.indicators.iter().filter_map(|at| place.catalogue.indicators.get(usize::try_from(*at).ok()?));
        for indicator in kinds {
            match indicator.kind {
                Kind::Stock => return true,
                Kind::Flow | Kind::Index => return false,
                Kind::Ratio => {}
            }
        }
    }
    let before = place.clause.items.iter().rev().find(|item| item.span.end <= figure.span.start);
    let led = before.is_some_and(|item| item.any(Classes::of(&[Class::Verb, Class::Lead])) && !phrase::has_letters(place.text, item.span.end, figure.span.start));
    if follows {
        return !led;
    }
    let lead: Vec<&Item<'_>> = place.clause.items.iter().filter(|item| item.span.end <= subject.start).collect();
    lead.iter().rev().any(|item| item.is(Class::Stock))
}
