//! Figures in tables: a cell is read with its row's and column's headings and the unit that they or the caption state.
//!
//! What the headings mean is [`crate::sheet`]'s; whether rows and columns work out is not asked here.

use crate::bind;
use crate::date::{self, TimeContext};
use crate::outline::Outline;
use crate::quantity::Quantity;
use crate::read::Facts;
use crate::role::{Measure, measure};
use crate::scan::{Scan, Sense};
use crate::sheet::cell;
use crate::sheet::column::{Column, Kind, dates};
use crate::sheet::fitting;
use crate::sheet::label::{Grade, Label};
use crate::sheet::unit::Stated;
use crate::sheet::word::{self, Job};
use crate::sheet::{Row, Sheet};
use juyan_catalogue::{Catalogue, Kind as IndicatorKind, UnitClass};
use juyan_document::{Document, Table};
use juyan_model::{Accrual, Base, Decimal, Figure, FigureId, Mode, Period, Printed, Role, Span, Value};

/// What tables are read with.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a, 's> {
    pub(crate) document: &'a Document,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) scan: &'s Scan<'a>,
    pub(crate) outline: &'s Outline,
}

/// A movement that a cell tells in words.
#[derive(Clone, Copy)]
struct Moved {
    falls: bool,
}

/// A figure of the row that is read, for what is told of it in other columns.
struct Told {
    column: usize,
    id: FigureId,
    role: Role,
    mode: Mode,
    period: Option<Period>,
}

/// Reads every table.
pub(crate) fn read(tables: Tables<'_, '_>, sheets: &[Sheet], facts: &mut Facts) {
    for sheet in sheets {
        let times = tables.times(sheet);
        for row in &sheet.rows {
            tables.row(sheet, row, &times, facts);
        }
    }
    for table in &tables.document.tables {
        tables.hush(table, facts);
    }
}

/// The times of a table's columns.
struct Times {
    /// Of columns that name none.
    usual: Option<Period>,
    columns: Vec<Option<Period>>,
}

impl<'a: 's, 's> Tables<'a, 's> {
    /// The times that caption and headings name. 上年 counts from the latest year that a heading names.
    fn times(self, sheet: &Sheet) -> Times {
        let report = self.outline.period;
        let mut context = TimeContext {
            report_period: report,
            year: self.outline.year.or(report.map(|period| period.to.year())),
            last_mentioned: None,
        };
        let caption = sheet
            .caption
            .map(|span| span.of(&self.document.text))
            .unwrap_or_default();
        let titled = self.titled(caption, &context);
        if let Some(period) = titled {
            context.report_period = Some(period);
            context.year = Some(period.to.year());
        }
        let mut times = Times {
            usual: titled.or(report),
            columns: Vec::new(),
        };
        let named = |context: &TimeContext| -> Vec<Option<Period>> {
            let columns = sheet.columns.iter();
            columns.map(|column| period(column, context)).collect()
        };
        let given = |column: &Column| column.dates.iter().any(|expr| expr.has_numeral);
        let first = named(&context);
        let latest = sheet
            .columns
            .iter()
            .zip(&first)
            .filter(|(column, _)| column.is_level() && given(column))
            .filter_map(|(_, period)| Some(period.as_ref()?.to.year()))
            .max();
        context.year = latest.or(context.year);
        times.columns = named(&context);
        times
    }

    /// The time that a caption names, before what it compares with: not 上年 of 2024年…比上年涨跌幅度.
    fn titled(self, caption: &str, context: &TimeContext) -> Option<Period> {
        let own = |line: &str| {
            let than = word::words(line, self.catalogue);
            let than = than.iter().find(|word| word.job == Job::Than);
            line.get(..than.map_or(line.len(), |than| than.start))
                .unwrap_or(line)
                .to_owned()
        };
        let named = |words: &str| {
            let dates = dates(words, self.catalogue);
            let open = dates.iter().filter(|expr| expr.day().is_none());
            let mut periods = open.filter_map(|expr| date::resolve(expr, context));
            periods.find(|period| !period.is_instant())
        };
        // 表1 2024年: the blank keeps the number of the table from the year; in 2024 年 it parts nothing.
        let lines: Vec<String> = caption.lines().map(own).collect();
        let mut forms = lines.iter().flat_map(|line| [line.clone(), word::closed(line)]);
        forms.find_map(|line| named(&line))
    }

    fn row(self, sheet: &Sheet, row: &Row, times: &Times, facts: &mut Facts) {
        let mut told: Vec<Told> = Vec::new();
        let mut later: Vec<(usize, FigureId)> = Vec::new();
        for (at, span) in &row.cells {
            let Some(column) = sheet.columns.get(*at) else {
                continue;
            };
            let Some(label) = row.labels.get(column.side).and_then(Option::as_ref) else {
                continue;
            };
            let Some((draft, number, moved)) = self.number(*span) else {
                continue;
            };
            let own = row.units.get(column.side).and_then(Option::as_ref);
            let place = Place {
                sheet,
                column,
                label,
                own,
                moved,
            };
            let mut figure = self.figure(&number, place);
            figure.sentence = row.span;
            let named = times.columns.get(*at).copied().flatten();
            figure.period = named.or(times.usual);
            if figure.mode == Mode::Plan && named.is_none() {
                // A budget is for its year, whatever part of it the report is about.
                figure.period = times.usual.and_then(|usual| Period::year(usual.to.year()));
            }
            self.measure(&mut figure, column, label);
            let id = FigureId(facts.figures.len());
            told.push(Told {
                column: *at,
                id,
                role: figure.role,
                mode: figure.mode,
                period: figure.period,
            });
            if figure.role != Role::Level && column.role.is_some() {
                later.push((*at, id));
            }
            if let Some(slot) = facts.of_draft.get_mut(draft) {
                *slot = Some(id);
            }
            facts.figures.push(figure);
        }
        for (at, id) in later {
            let named = times.columns.get(at).copied().flatten();
            let level = level(sheet, at, named, &told);
            if let (Some(figure), Some(level)) = (facts.figures.get_mut(id.0), level) {
                figure.of = Some(level.id);
                let said = sheet.columns.get(at).and_then(|column| column.mode);
                figure.mode = said.unwrap_or(level.mode);
                figure.period = named.or(level.period);
            }
        }
    }

    /// Binds the figure of a row that is a region or a part to the indicator that its column's heading names. A row that names
    /// an indicator itself is bound by that.
    fn measure(self, figure: &mut Figure, column: &Column, label: &Label) {
        let agrees = |number: &&u32| {
            let at = usize::try_from(**number).ok();
            let indicator = at.and_then(|at| self.catalogue.indicators.get(at));
            indicator.is_some_and(|it| bind::agrees(it, figure, self.catalogue))
        };
        let mut named = column.measured.iter().filter(agrees);
        let (Some(number), None) = (named.next(), named.next()) else {
            return;
        };
        let at = usize::try_from(*number).ok();
        let indicator = at.and_then(|at| self.catalogue.indicators.get(at));
        figure.indicator = indicator.map(|indicator| indicator.id.clone());
        if label.grade == Grade::Part {
            figure.dimensions = bind::of_row(label.name.of(&self.document.text), self.catalogue);
        }
    }

    /// The number in the cell, the draft that stands there, and which way the cell's own words say that it moves.
    fn number(self, cell: Span) -> Option<(usize, Quantity, Option<Moved>)> {
        let from = self
            .scan
            .drafts
            .partition_point(|draft| draft.span.start < cell.start);
        let inside = self.scan.drafts.get(from..)?.iter();
        let drafts = inside.take_while(|draft| draft.span.end <= cell.end).count();
        let draft = self.scan.drafts.get(from).filter(|_| drafts == 1)?;
        let words = cell.of(&self.document.text);
        let plain = words.chars().all(|c| c.is_ascii_digit() || !c.is_alphanumeric());
        match &draft.sense {
            Sense::Quantity(_) => {}
            Sense::Name | Sense::Heading | Sense::Date(_) if plain => {}
            Sense::Name | Sense::Heading | Sense::Date(_) | Sense::Rank(_) => return None,
        }
        let text = &self.document.text;
        if let Some(number) = cell::number(text, cell, self.catalogue) {
            return Some((from, number, None));
        }
        let (number, falls) = cell::moved(text, cell, self.catalogue)?;
        Some((from, number, Some(Moved { falls })))
    }

    /// The figure of a cell, without its time.
    fn figure(self, quantity: &Quantity, place: Place<'_>) -> Figure {
        let column = place.column;
        let stated = if quantity.unit.is_some() {
            None
        } else {
            place.unit(&self.document.text, self.catalogue)
        };
        let unit = quantity
            .unit
            .clone()
            .or_else(|| stated.as_ref().map(|stated| stated.unit.clone()));
        let kind = measure(unit.as_deref(), self.catalogue);
        let ratio = kind.is_ratio() || kind == Measure::Points;
        let (role, falls) = self.role(place, kind);
        let scale = stated.as_ref().map_or(Decimal::ONE, |stated| stated.scale);
        let falls = falls && matches!(role, Role::Growth | Role::Change);
        let value = match quantity.value {
            Some(Value::One(value)) => scaled(value, scale, falls).map(Value::One),
            Some(Value::Range(low, high)) => scaled(low, scale, falls)
                .zip(scaled(high, scale, falls))
                .map(|(low, high)| Value::Range(low, high)),
            None => None,
        };
        let counted = unit
            .as_deref()
            .and_then(|name| self.catalogue.unit(name))
            .is_some_and(|unit| unit.class == UnitClass::Counter);
        let base = matches!(role, Role::Growth | Role::Change).then(|| column.base.unwrap_or(Base::Yoy));
        Figure {
            span: quantity.span,
            role,
            value,
            printed: quantity.printed.map(|printed| Printed {
                scale: printed.scale.checked_mul(scale).unwrap_or(printed.scale),
                exact: printed.exact
                    || counted
                        && scale == Decimal::ONE
                        && printed.scale == Decimal::ONE
                        && printed.digits.scale() == 0,
                ..printed
            }),
            unit,
            approx: quantity.approx,
            subject: Some(place.label.name),
            mode: column
                .mode
                .filter(|_| role == Role::Level && !ratio || role != Role::Progress)
                .unwrap_or(Mode::Actual),
            period: None,
            accrual: Accrual::Period,
            of: None,
            base,
            indicator: None,
            dimensions: std::collections::BTreeMap::new(),
            candidates: Vec::new(),
            sentence: Span::default(),
        }
    }

    /// The role of a cell, and whether it tells a fall without a sign: its column's, else what its row's name says of a rate.
    fn role(self, place: Place<'_>, kind: Measure) -> (Role, bool) {
        let column = place.column;
        let ratio = kind.is_ratio() || kind == Measure::Points;
        if let Some(moved) = place.moved.filter(|_| kind != Measure::Bare) {
            let rate = kind.is_ratio();
            return (if rate { Role::Growth } else { Role::Change }, moved.falls);
        }
        match column.role {
            Some(Role::Growth) if kind == Measure::Points => return (Role::Change, column.falls),
            // 同比增长 over amounts in a row whose cells have a unit of their own.
            Some(Role::Growth | Role::Share | Role::Progress) if !ratio && kind != Measure::Bare => {
                let moved = column.role == Some(Role::Growth);
                return (if moved { Role::Change } else { Role::Level }, column.falls);
            }
            Some(role) => return (role, column.falls),
            None => {}
        }
        if !ratio || column.quotient {
            return (Role::Level, false);
        }
        let name = word::closed(place.label.name.of(&self.document.text));
        let words = word::words(&name, self.catalogue);
        let has = |job| words.iter().any(|word| word.job == job && word.end == name.len());
        if has(Job::Move) || has(Job::Rate) || has(Job::Fall) {
            let fall = has(Job::Fall) && !has(Job::Move);
            return (Role::Growth, fall);
        }
        let role = if has(Job::Share) {
            Role::Share
        } else if kind.is_ratio() && column.mode == Some(Mode::Plan) && self.is_amount(place, &name) {
            Role::Growth
        } else {
            Role::Level
        };
        (role, false)
    }

    /// Whether what a row tells is an amount, by the unit that it states or else by what its name names: a percentage that
    /// is planned of it is its growth.
    fn is_amount(self, place: Place<'_>, name: &str) -> bool {
        if let Some(unit) = place.own {
            return !unit.is_ratio(self.catalogue) && unit.measure(self.catalogue) != Measure::Points;
        }
        let entry = self.catalogue.lexicon.get(name);
        let numbers = entry.map(|entry| &entry.indicators);
        let mut named = numbers
            .into_iter()
            .flat_map(|numbers| numbers.iter().copied())
            .peekable();
        let indicator = |number: u32| self.catalogue.indicators.get(usize::try_from(number).ok()?);
        named.peek().is_some()
            && named.all(|number| {
                indicator(number)
                    .is_some_and(|it| matches!(it.kind, IndicatorKind::Flow | IndicatorKind::Stock))
            })
    }

    /// A unit in a heading or a name is no number: 完成数（亿元）.
    fn hush(self, table: &Table, facts: &mut Facts) {
        let Some((first, last)) = table.cells.first().zip(table.cells.last()) else {
            return;
        };
        // （亿元、%） in a caption as well.
        let whole = Span::new(first.span.start, last.span.end);
        for span in table.caption.into_iter().chain([whole]) {
            self.hush_in(span, facts);
        }
    }

    fn hush_in(self, span: Span, facts: &mut Facts) {
        let from = self
            .scan
            .drafts
            .partition_point(|draft| draft.span.start < span.start);
        let drafts = self.scan.drafts.iter().enumerate().skip(from);
        for (number, draft) in drafts.take_while(|(_, draft)| draft.span.end <= span.end) {
            let words = draft.span.of(&self.document.text);
            let unit = !words.chars().any(char::is_numeric)
                && !matches!(draft.sense, Sense::Date(_) | Sense::Heading);
            let free = facts.of_draft.get(number).copied().flatten().is_none();
            if unit && free && crate::sheet::unit::whole(words, self.catalogue).is_some() {
                facts.silent.insert(number);
            }
        }
    }
}

/// What a cell is read with.
#[derive(Clone, Copy)]
struct Place<'p> {
    sheet: &'p Sheet,
    column: &'p Column,
    label: &'p Label,
    /// The unit that the row states.
    own: Option<&'p Stated>,
    /// The movement that the cell tells.
    moved: Option<Moved>,
}

impl Place<'_> {
    /// The unit of the cell: its column's, else its role's, its row's, its table's.
    fn unit(self, text: &str, catalogue: &Catalogue) -> Option<Stated> {
        let column = self.column;
        if let Some(unit) = column.unit.as_ref().or(column.implied.as_ref()) {
            return Some(unit.clone());
        }
        let rate = matches!(column.role, Some(Role::Growth | Role::Share | Role::Progress));
        if column.role == Some(Role::Rank) {
            return None;
        }
        if let Some(unit) = self.own.filter(|_| !rate) {
            return Some(unit.clone());
        }
        let units = self.sheet.units.as_slice();
        let told = |name: &str| fitting::is_told(name, catalogue);
        if rate || units.is_empty() || column.heads.last().is_some_and(|head| told(head)) {
            return column.captioned.clone();
        }
        // 城镇化率 among amounts: the row says what the column does not.
        let name = self.label.name.of(text);
        let of_row = || fitting::of_name(units, name, catalogue);
        if told(name) {
            return of_row();
        }
        column.captioned.clone().or_else(of_row)
    }
}

fn scaled(value: Decimal, scale: Decimal, falls: bool) -> Option<Decimal> {
    let value = value.checked_mul(scale)?;
    Some(if falls { -value.abs() } else { value })
}

/// The time that the headings of a column name; an inner one is completed by those above it.
fn period(column: &Column, context: &TimeContext) -> Option<Period> {
    if column.year_before {
        return context.report_period.and_then(|period| period.shifted(-1));
    }
    let mut context = context.clone();
    let mut found = None;
    for expr in &column.dates {
        if let Some(period) = date::resolve(expr, &context) {
            context.last_mentioned = Some(period);
            found = Some(period);
        }
    }
    found
}

/// What the number in column `at` speaks of. A rank is that of the column before it; else it is a level: of the indicator
/// that the heading names where columns are of several, under the same heading where there is one, done rather than planned
/// but for what is planned itself, the latest, the nearest before.
fn level<'t>(sheet: &Sheet, at: usize, named: Option<Period>, told: &'t [Told]) -> Option<&'t Told> {
    let column = sheet.columns.get(at)?;
    let of = |told: &Told| sheet.columns.get(told.column);
    if column.role == Some(Role::Rank) && column.measured.is_empty() {
        let before = (0..at).rev().find(|before| {
            let before = sheet.columns.get(*before);
            before.is_some_and(|it| {
                it.side == column.side && it.kind == Kind::Values && it.role != Some(Role::Rank)
            })
        })?;
        return told.iter().find(|told| told.column == before);
    }
    let kin = |told: &&Told| {
        // A growth that is told of one year says nothing of another's level.
        let timed = named.is_none_or(|named| {
            told.period
                .is_some_and(|period| period.to.year() == named.to.year())
        });
        timed && told.role == Role::Level && of(told).is_some_and(|other| other.side == column.side)
    };
    let parent = |told: &Told| {
        of(told).is_some_and(|other| {
            column.heads.len() > 1 && other.heads.len() > 1 && other.heads.first() == column.heads.first()
        })
    };
    let wanted = column.mode == Some(Mode::Plan);
    let planned = |told: &Told| told.mode == Mode::Plan;
    let candidates = told.iter().filter(kin);
    if column.role == Some(Role::Share) {
        return candidates.max_by_key(|told| (parent(told), told.column < at, told.column.min(at)));
    }
    let several = sheet
        .columns
        .iter()
        .any(|other| other.is_level() && !other.measured.is_empty());
    let same = |told: &&Told| {
        let measured = |other: &Column| other.measured.iter().any(|it| column.measured.contains(it));
        !several || column.measured.is_empty() || of(told).is_some_and(measured)
    };
    // What is planned of a year says nothing of what was done in half of it, nor what was done of a plan.
    let moves = matches!(column.role, Some(Role::Growth | Role::Change)) && column.base != Some(Base::Plan);
    let meant = |told: &&Told| !moves || column.mode.is_none() || planned(told) == wanted;
    candidates.filter(same).filter(meant).max_by_key(|told| {
        (
            parent(told),
            planned(told) == wanted,
            told.period.map(|period| period.to),
            told.column < at,
            told.column.min(at),
        )
    })
}
