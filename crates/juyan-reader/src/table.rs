//! Figures in tables: a cell is read with its row's and column's headings and the unit that they or the caption state.

use crate::quantity::{Quantity, quantity};
use crate::read::Facts;
use crate::role::{self, Lead, Measure, measure};
use crate::scan::{Item, Scan, Sense};
use juyan_catalogue::{Catalogue, Class};
use juyan_document::{Cell, Document, Table};
use juyan_model::{Accrual, Base, Decimal, Figure, FigureId, Mode, Period, Printed, Role, Span, Value};
use smol_str::SmolStr;

/// What tables are read with.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a, 's> {
    pub(crate) document: &'a Document,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) scan: &'s Scan<'a>,
    /// The time of the report.
    pub(crate) period: Option<Period>,
}

/// A unit that a heading or caption states for the numbers under it.
#[derive(Debug, Clone)]
struct Stated {
    unit: SmolStr,
    scale: Decimal,
}

/// What the heading of a column says of the numbers under it.
#[derive(Debug, Clone, Default)]
struct Column {
    stated: Option<Stated>,
    role: Option<Role>,
    base: Option<Base>,
    falls: bool,
}

/// Reads every table.
pub(crate) fn read(tables: Tables<'_, '_>, facts: &mut Facts) {
    for table in &tables.document.tables {
        let caption = table
            .caption
            .and_then(|span| stated(span.of(&tables.document.text), tables.catalogue));
        for row in table.heading_rows..rows(table) {
            tables.row(table, row, caption.as_ref(), facts);
        }
    }
}

fn rows(table: &Table) -> usize {
    table
        .cells
        .iter()
        .map(|cell| cell.row + cell.rows.max(1))
        .max()
        .unwrap_or(0)
}

impl<'a: 's, 's> Tables<'a, 's> {
    fn row(self, table: &Table, row: usize, caption: Option<&Stated>, facts: &mut Facts) {
        let cells: Vec<&Cell> = table.cells.iter().filter(|cell| cell.row == row).collect();
        let Some((first, last)) = cells.first().zip(cells.last()) else {
            return;
        };
        let sentence = first.span.cover(last.span);
        let subject = cells
            .iter()
            .rev()
            .find(|cell| cell.column < table.heading_columns && !cell.span.is_empty());
        let Some(subject) = subject.map(|cell| self.named(cell.span)) else {
            return;
        };
        let own_unit = stated(subject.of(&self.document.text), self.catalogue);
        let mut level = None;
        for cell in cells.iter().filter(|cell| cell.column >= table.heading_columns) {
            let column = self.column(table, cell);
            let stated = column
                .stated
                .clone()
                .or_else(|| own_unit.clone())
                .or_else(|| caption.cloned());
            let Some((number, quantity)) = self.number(cell.span) else {
                continue;
            };
            let mut figure = figure(quantity, &column, stated.as_ref(), self.catalogue);
            figure.subject = Some(subject);
            figure.sentence = sentence;
            figure.period = self.period;
            if figure.role != Role::Level {
                figure.of = level;
            }
            let id = FigureId(facts.figures.len());
            if figure.role == Role::Level {
                level = Some(id);
            }
            if let Some(slot) = facts.of_draft.get_mut(number) {
                *slot = Some(id);
            }
            facts.figures.push(figure);
        }
    }

    /// The items of a cell.
    fn items(self, cell: Span) -> Vec<Item<'s>> {
        let from = self
            .scan
            .items
            .partition_point(|item| item.span.start < cell.start);
        let inside = self.scan.items.get(from..).unwrap_or_default();
        inside
            .iter()
            .take_while(|item| item.span.end <= cell.end)
            .copied()
            .collect()
    }

    /// A row's name without the unit in brackets behind it.
    fn named(self, span: Span) -> Span {
        let text = span.of(&self.document.text);
        let end = text.find(['（', '(']).filter(|at| *at > 0).unwrap_or(text.len());
        let name = text.get(..end).unwrap_or(text).trim_end();
        Span::new(span.start, span.start + name.len())
    }

    /// The number that a cell is; none where it holds words besides.
    fn number(self, cell: Span) -> Option<(usize, &'s Quantity)> {
        let from = self
            .scan
            .drafts
            .partition_point(|draft| draft.span.start < cell.start);
        let draft = self
            .scan
            .drafts
            .get(from)
            .filter(|draft| cell.contains(draft.span))?;
        let whole = cell.of(&self.document.text).trim().len() == draft.span.len();
        match &draft.sense {
            Sense::Quantity(quantity) if whole => Some((from, quantity)),
            Sense::Quantity(_) | Sense::Rank(_) | Sense::Date(_) | Sense::Name | Sense::Heading => None,
        }
    }

    fn column(self, table: &Table, cell: &Cell) -> Column {
        let mut column = Column::default();
        let above = table.cells.iter().filter(|head| {
            head.row < table.heading_rows
                && head.column <= cell.column
                && cell.column < head.column + head.columns.max(1)
        });
        for head in above {
            let text = head.span.of(&self.document.text);
            column.stated = stated(text, self.catalogue).or(column.stated);
            let items = self.items(head.span);
            let lead = Lead {
                text: &self.document.text,
                items: &items,
                start: head.span.start,
                end: head.span.end,
                measure: Measure::Ratio,
                scan: self.scan,
                catalogue: self.catalogue,
            };
            let said = role::said(lead, false);
            let bare_base = items
                .iter()
                .any(|item| item.is(Class::Yoy) || item.is(Class::Mom) || item.is(Class::Ytd));
            if said.role != Role::Level {
                column.role = Some(said.role);
                column.falls = said.falls;
            } else if bare_base {
                column.role = Some(Role::Growth);
            }
            column.base = said.base.or(column.base);
        }
        column
    }
}

/// The unit in brackets or behind 单位 in a heading, with its scale.
fn stated(text: &str, catalogue: &Catalogue) -> Option<Stated> {
    let body = text.trim_end_matches(['）', ')', ' ', '　']);
    let at = body.rfind(['（', '(', '：', ':'])?;
    let mark = body.get(at..)?.chars().next()?.len_utf8();
    let unit = body.get(at + mark..)?.trim();
    let probe = ["1", unit].concat();
    let found = quantity(&probe, 0, catalogue).filter(|found| found.span.end == probe.len())?;
    Some(Stated {
        unit: found.unit?,
        scale: found.printed.map_or(Decimal::ONE, |printed| printed.scale),
    })
}

/// The figure of a cell.
fn figure(quantity: &Quantity, column: &Column, stated: Option<&Stated>, catalogue: &Catalogue) -> Figure {
    let unit = quantity
        .unit
        .clone()
        .or_else(|| stated.map(|stated| stated.unit.clone()));
    let kind = measure(unit.as_deref(), catalogue);
    let scale = if quantity.unit.is_none() {
        stated.map_or(Decimal::ONE, |stated| stated.scale)
    } else {
        Decimal::ONE
    };
    let ratio = kind.is_ratio() || kind == Measure::Points;
    let role = column
        .role
        .filter(|_| ratio || unit.is_none())
        .unwrap_or(Role::Level);
    let falls = column.falls && role == Role::Growth;
    let scaled = |value: Decimal| {
        value
            .checked_mul(scale)
            .map(|value| if falls { -value.abs() } else { value })
    };
    let value = match quantity.value {
        Some(Value::One(value)) => scaled(value).map(Value::One),
        Some(Value::Range(low, high)) => scaled(low)
            .zip(scaled(high))
            .map(|(low, high)| Value::Range(low, high)),
        None => None,
    };
    Figure {
        span: quantity.span,
        role,
        value,
        printed: quantity.printed.map(|printed| Printed {
            scale: printed.scale.checked_mul(scale).unwrap_or(printed.scale),
            ..printed
        }),
        unit,
        approx: quantity.approx,
        subject: None,
        mode: Mode::Actual,
        period: None,
        accrual: Accrual::Period,
        of: None,
        base: (role == Role::Growth).then(|| column.base.unwrap_or(Base::Yoy)),
        indicator: None,
        candidates: Vec::new(),
        sentence: Span::default(),
    }
}
