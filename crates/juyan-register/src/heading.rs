//! Headings of columns to fields: by name or alias, with the unit that stands in brackets behind it; and where in a sheet
//! they stand, in one row or in two.

use crate::Place;
use crate::grid::Merged;
use juyan_catalogue::{Catalogue, Field, RegisterType, folded};
use smol_str::SmolStr;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// What headings mean in one register.
#[derive(Debug)]
pub(crate) struct Headings<'c> {
    fields: BTreeMap<String, &'c Field>,
    /// The headings of all registers; filled where they are asked for.
    all: OnceCell<BTreeSet<String>>,
    catalogue: &'c Catalogue,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Where its heading stands.
    pub at: Place,
    /// The heading, the upper part before the lower.
    pub heading: SmolStr,
    /// The field that it means; none where it means none.
    pub field: Option<SmolStr>,
    /// The unit that it states.
    pub unit: Option<SmolStr>,
    /// The place of an earlier column that means the same field, and is read instead.
    pub doubles: Option<usize>,
}

/// Where the headings stand, and what they mean.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) top: usize,
    /// The row behind the headings.
    pub(crate) end: usize,
    /// One for each column of the sheet.
    pub(crate) columns: Vec<Column>,
}

impl Header {
    /// Takes a row of units right below the headings, and nothing else in it, for those of the columns.
    pub(crate) fn take_units(&mut self, merged: &Merged<'_>, catalogue: &Catalogue) {
        let texts = merged.texts(self.end);
        let told = texts.iter().map(|(column, text)| {
            let plain = folded(text);
            let bare = plain
                .strip_prefix(OPENING)
                .and_then(|rest| rest.strip_suffix(CLOSING));
            Some((*column, unit(bare.unwrap_or(&plain), catalogue)?))
        });
        let Some(units) = told.collect::<Option<Vec<_>>>().filter(|units| !units.is_empty()) else {
            return;
        };
        for (at, unit) in units {
            if let Some(column) = self.columns.get_mut(at) {
                column.unit.get_or_insert(unit);
            }
        }
        self.end += 1;
    }
}

/// What a row below the headings is, where it is one of headings too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// The same as those above, as sheets of several printed pages have them.
    Same,
    /// Others: what stands below is another table.
    Other,
}

/// Headings are looked for in so many rows from the top.
const DEEPEST: usize = 60;

impl<'c> Headings<'c> {
    pub(crate) fn new(register: &'c RegisterType, catalogue: &'c Catalogue) -> Self {
        let fields = register.fields.iter();
        let named = fields.flat_map(|field| {
            field
                .headings()
                .map(move |name| (folded(name).into_owned(), field))
        });
        Self {
            fields: named.collect(),
            all: OnceCell::new(),
            catalogue,
        }
    }

    /// The field that a heading means, and the unit that it states.
    pub(crate) fn field(&self, heading: &str) -> Option<(&'c Field, Option<SmolStr>)> {
        let plain = folded(heading);
        if let Some(field) = self.fields.get(&*plain) {
            return Some((field, None));
        }
        // A unit may have brackets of its own: 存栏数（头（只））.
        let open = plain.strip_suffix(CLOSING)?;
        open.match_indices(OPENING).find_map(|(at, bracket)| {
            let (name, inside) = (open.get(..at)?, open.get(at + bracket.len()..)?);
            let field = self.fields.get(name)?;
            Some((*field, unit(inside, self.catalogue)))
        })
    }

    /// The rows, one or two, whose headings mean the most fields, one rather than two; none where no two are known.
    pub(crate) fn find(&self, merged: &Merged<'_>) -> Option<Header> {
        const FEWEST: usize = 2;
        let mut best = None;
        for top in 0..merged.grid.rows.len().min(DEEPEST) {
            for end in [top + 1, top + 2] {
                let columns = self.columns(merged, top, end);
                let known = columns.iter().filter(|column| column.field.is_some()).count();
                let rank = (known, !is_cut(merged, top, end), end == top + 1);
                if known >= FEWEST && best.as_ref().is_none_or(|(most, _)| rank > *most) {
                    best = Some((rank, Header { top, end, columns }));
                }
            }
        }
        best.map(|(_, header)| header)
    }

    /// Whether a row below the headings is one of headings itself.
    pub(crate) fn again(&self, header: &Header, merged: &Merged<'_>, row: usize) -> Option<Again> {
        const FEWEST: usize = 2;
        let texts = merged.texts(row);
        if texts.len() < FEWEST {
            return None;
        }
        let is_above = |(column, text): &(usize, &str)| {
            let mut above = header.top..header.end;
            above.any(|row| folded(merged.text(row, *column)) == folded(text))
        };
        if texts.iter().all(is_above) {
            return Some(Again::Same);
        }
        let numbers = self.catalogue.list("table.number");
        let is_number = |text: &str| numbers.iter().any(|word| *word == *folded(text));
        // Rows of records have digits somewhere; nothing else is looked up of most.
        let is_wordy = |text: &str| !text.chars().any(char::is_numeric);
        let mut headings = texts.iter().map(|(_, text)| *text);
        let all = headings.all(|text| is_wordy(text) && (is_number(text) || self.is_any(text)));
        all.then_some(Again::Other)
    }

    /// Whether a text is a heading of any register, with or without a unit behind it.
    fn is_any(&self, heading: &str) -> bool {
        let all = self.all.get_or_init(|| {
            let fields = self
                .catalogue
                .registers
                .iter()
                .flat_map(|register| &register.fields);
            let names = fields.flat_map(Field::headings);
            names.map(|name| folded(name).into_owned()).collect()
        });
        let plain = folded(heading);
        let bare = bracketed(&plain).map_or(&*plain, |(name, _)| name);
        all.contains(&*plain) || all.contains(bare)
    }

    fn columns(&self, merged: &Merged<'_>, top: usize, end: usize) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for column in 0..merged.width {
            let upper = merged.text(top, column);
            let is_one = end == top + 1 || merged.origin(top, column) == merged.origin(end - 1, column);
            let lower = if is_one { "" } else { merged.text(end - 1, column) };
            let found = self.joined(upper, lower);
            let earlier = found.as_ref().and_then(|(field, _)| {
                let mut earlier = columns.iter();
                earlier.position(|column| column.field.as_ref() == Some(&field.id))
            });
            let unit = found.as_ref().and_then(|(_, unit)| unit.clone());
            let found = found.filter(|_| earlier.is_none());
            let is_own = merged.origin(end - 1, column) == (end - 1, column);
            let row = if lower.is_empty() { top } else { end - 1 };
            columns.push(Column {
                at: merged.place(row, column),
                heading: format!("{upper}{lower}").into(),
                field: found.map(|(field, _)| field.id.clone()),
                unit,
                doubles: earlier.filter(|_| is_own),
            });
        }
        columns
    }

    /// The field of a heading in two rows: that of both together, of the lower or of the upper one. A unit in the upper
    /// one is that of all below it.
    fn joined(&self, upper: &str, lower: &str) -> Option<(&'c Field, Option<SmolStr>)> {
        if lower.is_empty() {
            return self.field(upper);
        }
        let plain = folded(upper);
        let above = bracketed(&plain);
        let name = above.map_or(&*plain, |(name, _)| name);
        let both = self.field(&format!("{name}{lower}"));
        let (field, own) = both.or_else(|| self.field(lower))?;
        let from_above = || unit(above?.1, self.catalogue);
        Some((field, own.or_else(from_above)))
    }
}

/// Whether a cell reaches over the first or the last of these rows, which then are not all of the headings.
fn is_cut(merged: &Merged<'_>, top: usize, end: usize) -> bool {
    let reaches =
        |row: usize, first: usize| (0..merged.width).any(|column| merged.origin(row, column).0 < first);
    reaches(top, top) || reaches(end, end)
}

/// What stands before the last bracket, and what in it.
fn bracketed(plain: &str) -> Option<(&str, &str)> {
    plain.strip_suffix(CLOSING)?.rsplit_once(OPENING)
}

/// The brackets that folded names have.
const OPENING: char = '（';
const CLOSING: char = '）';

/// The unit that words in brackets or behind a colon name: 万元, 单位：万元.
pub(crate) fn unit(words: &str, catalogue: &Catalogue) -> Option<SmolStr> {
    let behind = words.rsplit_once(COLONS).map_or(words, |(_, behind)| behind);
    let is_unit = catalogue.scaled_unit(behind).is_some();
    is_unit.then(|| behind.into())
}

pub(crate) const COLONS: [char; 2] = ['：', ':'];
