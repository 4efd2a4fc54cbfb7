//! Rows against the type of their register: what must be filled, kinds, codes, stages, rules between fields, codes that
//! stand twice. What is right becomes typed cells; the rest is complained about cell by cell.

use crate::cell::{Misread, is_part_of_one, own_unit, read, shown};
use crate::overtaken::{outlasting, overtaken};
use crate::rises::fallen;
use crate::row::{Columns, Row};
use crate::scale::out_of_scale;
use crate::twin::twins;
use crate::unit::{UnitIn, other_measure, read_bare, read_in};
use crate::{Complaint, Place, Registers, Text};
use juyan_catalogue::{Catalogue, Choice, Field, FieldKind, RegisterType, RowRule};
use juyan_model::{Argument, Cell, Date, Dated, Period, Record};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet or a form says of one record, by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnteredRow {
    /// Where the row stands: its first cell.
    pub at: Place,
    /// The cells.
    pub cells: BTreeMap<SmolStr, Entered>,
}

/// What stands in one cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered {
    /// Its text.
    pub text: SmolStr,
    /// Where it stands.
    pub at: Place,
    /// What the sheet says numbers are in here, where it says so: the unit of the heading or of the caption.
    pub unit: Option<SmolStr>,
}

/// A row that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedRow {
    /// Where the row stands.
    pub at: Place,
    /// The record's code; empty where a field that it is made of is.
    pub code: SmolStr,
    /// The cells that are right, typed.
    pub cells: BTreeMap<SmolStr, Cell>,
    /// What is wrong.
    pub complaints: Vec<Complaint>,
}

impl CheckedRow {
    /// Whether it can become a record.
    pub fn is_right(&self) -> bool {
        self.complaints.iter().all(|complaint| complaint.mild)
    }

    /// The record, all of whose fields hold since ever, or since `since`.
    pub fn record(&self, register: &str, since: Option<Date>) -> Record {
        undated(register, &self.code, &self.cells, since)
    }
}

/// A record whose fields all hold since `since`.
fn undated(register: &str, code: &str, cells: &BTreeMap<SmolStr, Cell>, since: Option<Date>) -> Record {
    let dated = |(field, cell): (&SmolStr, &Cell)| {
        let cell = Some(cell.clone());
        (field.clone(), vec![Dated { since, cell }])
    };
    Record {
        register: register.into(),
        code: code.into(),
        fields: cells.iter().map(dated).collect(),
    }
}

/// Between the fields that make a code together.
pub(crate) const CODE_JOINT: &str = "/";

/// What rows are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// The type of their register.
    pub register: &'a RegisterType,
    /// The records that are there, of the register and of those that its links lead to.
    pub known: &'a Registers,
    /// The records, by register and code, that come together with the rows.
    pub coming: &'a BTreeSet<(SmolStr, SmolStr)>,
    /// The day from which what the rows say is so; none where it takes the place of what was said last.
    pub since: Option<Date>,
    /// The day on which they come, behind which nothing has happened yet; none where nobody knows.
    pub today: Option<Date>,
    /// The words.
    pub catalogue: &'a Catalogue,
}

/// Checks the rows of one sheet as corrections of what is known.
pub fn check_rows(
    register: &RegisterType,
    rows: &[EnteredRow],
    known: &Registers,
    catalogue: &Catalogue,
) -> Vec<CheckedRow> {
    let mut typed = typed_rows(register, rows, catalogue);
    let check = Check {
        register,
        known,
        coming: &BTreeSet::new(),
        since: None,
        today: None,
        catalogue,
    };
    check.judge(rows.iter().zip(&mut typed));
    typed
}

/// Rows with their cells typed, each cell by itself; what they come to as records is asked by [`Check::judge`].
pub fn typed_rows(register: &RegisterType, rows: &[EnteredRow], catalogue: &Catalogue) -> Vec<CheckedRow> {
    rows.iter().map(|row| typed(register, row, catalogue)).collect()
}

fn typed(register: &RegisterType, row: &EnteredRow, catalogue: &Catalogue) -> CheckedRow {
    let mut checked = CheckedRow {
        at: row.at.clone(),
        code: SmolStr::default(),
        cells: BTreeMap::new(),
        complaints: Vec::new(),
    };
    for field in &register.fields {
        let Some(entered) = row.cells.get(&field.id) else {
            continue;
        };
        let read = match beside(field, row) {
            Some(unit) => read_in(&entered.text, field, (unit, entered.unit.as_deref()), catalogue),
            // What the unit is may stand in the record that is there.
            None if waits(field, entered, catalogue) => continue,
            None => read(&entered.text, field, entered.unit.as_deref(), catalogue),
        };
        take(read, (register, field), entered, &mut checked, catalogue);
    }
    checked.code = code(register, &checked.cells).unwrap_or_default();
    checked
}

/// The unit of a number as another cell of its row tells it.
fn beside<'r>(field: &Field, row: &'r EnteredRow) -> Option<&'r str> {
    let Some(UnitIn::Own(unit)) = UnitIn::of(field) else {
        return None;
    };
    let unit = row.cells.get(unit)?.text.trim();
    (!unit.is_empty()).then_some(unit)
}

/// Whether a number names a unit and that of its field stands elsewhere.
fn waits(field: &Field, entered: &Entered, catalogue: &Catalogue) -> bool {
    let names_one = || entered.unit.is_some() || own_unit(&entered.text, catalogue).is_some();
    UnitIn::of(field).is_some() && !entered.text.trim().is_empty() && names_one()
}

/// Takes what was read of a cell into its row.
fn take(
    read: Result<Option<Cell>, Misread>,
    (register, field): (&RegisterType, &Field),
    entered: &Entered,
    checked: &mut CheckedRow,
    catalogue: &Catalogue,
) {
    let complaint = |id: &str, wanted: &str| {
        let other = UnitIn::of(field).map_or("", |unit| unit.named(register));
        Complaint::new(id, &field.id, &entered.at)
            .with("field", field.zh.as_str())
            .with("text", entered.text.trim())
            .with("wanted", wanted)
            .with("other", other)
    };
    match read {
        Ok(None) if field.required => checked.complaints.push(required(field, &entered.at)),
        Ok(Some(cell)) if is_part_of_one(&cell, field, catalogue) => {
            checked.complaints.push(complaint("register.part", &field.unit));
        }
        Ok(cell) => checked.cells.extend(cell.map(|cell| (field.id.clone(), cell))),
        Err(misread) => checked.complaints.push(complaint(misread.id, &misread.wanted)),
    }
}

/// All that rows say of one record.
#[derive(Debug, Default)]
struct Said<'r> {
    /// The first of the rows.
    first: usize,
    /// What they say of each field, with the cell that says it first; none where they empty it.
    fields: BTreeMap<&'r str, (Option<Cell>, &'r Place)>,
    /// The fields of which a row says what cannot be: what else is known of them is not what the record is judged by.
    refused: BTreeSet<&'r str>,
}

impl Check<'_> {
    /// Complains about typed rows that come together, of one sheet or of several: what rows of one code say together, and
    /// links that lead nowhere. Of several rows of one code the first bears what concerns the record.
    pub fn judge<'r>(&self, rows: impl IntoIterator<Item = (&'r EnteredRow, &'r mut CheckedRow)>) {
        let columns = Columns::new(self.register, self.catalogue);
        let mut rows: Vec<(&EnteredRow, &mut CheckedRow)> = rows.into_iter().collect();
        for (row, checked) in &mut rows {
            self.borrow_units(row, checked);
        }
        let mut records: BTreeMap<SmolStr, Said<'r>> = BTreeMap::new();
        let mut nameless = Vec::new();
        for (position, (row, checked)) in rows.iter_mut().enumerate() {
            let new = || Said {
                first: position,
                ..Said::default()
            };
            if checked.code.is_empty() {
                let mut said = new();
                self.add(&mut said, row, checked);
                nameless.push(said);
            } else {
                let said = records.entry(checked.code.clone()).or_insert_with(new);
                self.add(said, row, checked);
            }
        }
        for said in records.values().chain(&nameless) {
            if let Some((row, checked)) = rows.get_mut(said.first) {
                let before = self.known.record(&self.register.id, &checked.code);
                checked
                    .complaints
                    .extend(self.of_record(&columns, said, before, row));
            }
        }
        let mut told = twins(self, &rows);
        told.extend(out_of_scale(self, &rows));
        for (position, complaint) in told {
            if let Some((_, checked)) = rows.get_mut(position) {
                checked.complaints.push(complaint);
            }
        }
        for (row, checked) in rows {
            checked.complaints.extend(self.dead_links(row, &checked.cells));
            checked.complaints.extend(self.not_yet(row, &checked.cells));
        }
    }

    /// Reads numbers that name a unit where that of their field stands in a record that is there.
    fn borrow_units(&self, row: &EnteredRow, checked: &mut CheckedRow) {
        for field in &self.register.fields {
            let (Some(unit), Some(entered)) = (UnitIn::of(field), row.cells.get(&field.id)) else {
                continue;
            };
            if beside(field, row).is_some() || !waits(field, entered, self.catalogue) {
                continue;
            }
            let heading = entered.unit.as_deref();
            let read = match self.unit_held(unit, row, checked) {
                Some(unit) => read_in(&entered.text, field, (unit, heading), self.catalogue),
                None => read_bare(&entered.text, field, heading, self.catalogue),
            };
            take(read, (self.register, field), entered, checked, self.catalogue);
        }
    }

    /// The unit that a record that is there holds for a number of a row.
    fn unit_held(&self, unit: UnitIn<'_>, row: &EnteredRow, checked: &CheckedRow) -> Option<&str> {
        let (record, unit) = match unit {
            // A column that is there and empty empties it.
            UnitIn::Own(unit) if row.cells.contains_key(unit) => return None,
            UnitIn::Own(unit) => (self.known.record(&self.register.id, &checked.code)?, unit),
            UnitIn::Linked(link, unit) => {
                let Some(Cell::Link(code)) = checked.cells.get(link) else {
                    return None;
                };
                let register = &self.register.field(link)?.register;
                (self.known.record(register, code)?, unit)
            }
        };
        match self.held(Some(record), unit)? {
            Cell::Text(unit) => Some(unit),
            Cell::Number(_) | Cell::Day(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
        }
    }

    /// Takes a row into what is said of its record; complains where it says something else than an earlier one.
    fn add<'r>(&self, said: &mut Said<'r>, row: &'r EnteredRow, checked: &mut CheckedRow) {
        for field in &self.register.fields {
            let Some((id, entered)) = row.cells.get_key_value(&field.id) else {
                continue;
            };
            let cell = checked.cells.get(id).cloned();
            if cell.is_none() && checked.complaints.iter().any(|complaint| complaint.field == *id) {
                said.refused.insert(id.as_str());
                continue;
            }
            let (first, earlier) = said
                .fields
                .entry(id.as_str())
                .or_insert_with(|| (cell.clone(), &entered.at));
            if *first != cell {
                let told = |cell: &Option<Cell>| cell.as_ref().map(|cell| shown(cell, field, self.catalogue));
                let complaint = Complaint::new("register.contradiction", id, &entered.at)
                    .with("code", checked.code.as_str())
                    .with("field", field.zh.as_str())
                    .with_what_is_there("is", told(&cell))
                    .with_what_is_there("was", told(first))
                    .with("earlier", earlier.to_string());
                checked.complaints.push(complaint);
            }
        }
    }

    /// What is wrong with a record as rows and what was there make it.
    fn of_record(
        &self,
        columns: &Columns<'_>,
        said: &Said<'_>,
        before: Option<&Record>,
        row: &EnteredRow,
    ) -> Vec<Complaint> {
        let place = |field: &str| said.fields.get(field).map_or(&row.at, |(_, at)| *at);
        let mut complaints = Vec::new();
        let is_told =
            |field: &Field| row.cells.contains_key(&field.id) || said.fields.contains_key(field.id.as_str());
        let fields = self.register.fields.iter();
        let needed = fields
            .filter(|field| field.required && !is_told(field) && self.held(before, &field.id).is_none());
        complaints.extend(needed.map(|field| required(field, &row.at)));
        let whole = self.whole(said, before);
        for field in self.register.fields.iter().filter(|field| field.stages) {
            let stage = self.stage(field, &whole, before, row);
            complaints.extend(stage.map(|complaint| complaint.at(place(&field.id))));
            complaints.extend(self.reached_ahead(field, said, &whole, place));
        }
        complaints.extend(self.other_measures(said, &whole, place));
        complaints.extend(overtaken(self, before, &row.at, |field| {
            said.fields.get(field).map(|(cell, _)| cell.as_ref())
        }));
        complaints.extend(fallen(self, &whole, before, |field| {
            said.fields.get(field).map(|(_, at)| *at)
        }));
        complaints.extend(rules(columns, (&whole, &said.refused), place, self.catalogue));
        complaints
    }

    /// The cells of a record, with what it held in fields that no row has a column for; without those that were refused.
    fn whole(&self, said: &Said<'_>, before: Option<&Record>) -> BTreeMap<SmolStr, Cell> {
        let mut whole = BTreeMap::new();
        for (field, (cell, _)) in &said.fields {
            whole.extend(cell.clone().map(|cell| (SmolStr::new(field), cell)));
        }
        let fields = before.into_iter().flat_map(|record| record.fields.keys());
        for field in fields.filter(|field| !said.fields.contains_key(field.as_str())) {
            let held = self.held(before, field).cloned();
            whole.extend(held.map(|cell| (field.clone(), cell)));
        }
        whole.retain(|field, _| !said.refused.contains(field.as_str()));
        whole
    }

    /// What a field held as of the day that the rows speak of; last, where they correct.
    pub(crate) fn held<'r>(&self, record: Option<&'r Record>, field: &str) -> Option<&'r Cell> {
        match self.since {
            Some(day) => record?.on(field, day),
            None => record?.fields.get(field)?.last()?.cell.as_ref(),
        }
    }

    /// What is wrong with the stage that `field` has come to; where it stands is filled in by who knows.
    fn stage(
        &self,
        field: &Field,
        cells: &BTreeMap<SmolStr, Cell>,
        before: Option<&Record>,
        row: &EnteredRow,
    ) -> Option<Complaint> {
        let is = position(cells.get(&field.id)?, field)?;
        let choice = field.codes.get(is)?;
        let complaint = |id: &str, was: Option<&Cell>| {
            Complaint::new(id, &field.id, &Place::default())
                .with("field", field.zh.as_str())
                .with("is", choice.zh.as_str())
                .with(
                    "was",
                    was.map_or_else(String::new, |was| shown(was, field, self.catalogue)),
                )
        };
        let held = self.held(before, &field.id);
        if let Some(was) = held.and_then(|cell| position(cell, field)) {
            let ended = field.codes.get(was).is_some_and(|choice| choice.withdraws);
            if ended && was != is {
                return Some(complaint("register.stage-ended", held));
            }
            // What was told of a later day without naming it was not reached yet.
            let is_earlier = || {
                let kept = self.known.vouched(&self.register.id)?.kept?;
                outlasting(
                    self.register,
                    field,
                    before,
                    cells.get(&field.id),
                    (self.since?, kept),
                )
            };
            if is < was && !choice.withdraws && is_earlier().is_none() {
                return Some(complaint("register.stage-back", held));
            }
        }
        if let Some((day, later)) = self.later(before, &field.id)
            && position(later, field).is_some_and(|later| later < is)
        {
            return Some(complaint("register.stage-ahead", Some(later)).with("day", day.to_string()));
        }
        let lacking = |id: &str, other: &str| {
            let named = self.register.field(other).map_or("", |field| field.zh.as_str());
            complaint(id, held).with("other", named)
        };
        if choice.withdraws && !cells.contains_key(&field.reason) {
            return Some(lacking("register.stage-reason", &field.reason));
        }
        // A day that cannot be read is complained about as such.
        let is_there = |entered: &Entered| !entered.text.trim().is_empty();
        let dated = self.register.field(&choice.reached).is_none()
            || cells.contains_key(&choice.reached)
            || row.cells.get(&choice.reached).is_some_and(is_there);
        (!dated).then(|| lacking("register.stage-date", &choice.reached))
    }

    /// That a later stage was reached on a day that has come, where the record is still at an earlier one.
    fn reached_ahead<'p>(
        &self,
        field: &Field,
        said: &Said<'_>,
        cells: &BTreeMap<SmolStr, Cell>,
        place: impl Fn(&str) -> &'p Place,
    ) -> Option<Complaint> {
        let is = position(cells.get(&field.id)?, field)?;
        let choice = field.codes.get(is)?;
        let earlier = field.codes.get(..=is)?;
        let is_later = |later: &&Choice| !earlier.iter().any(|earlier| earlier.reached == later.reached);
        let is_said =
            |reached: &str| said.fields.contains_key(field.id.as_str()) || said.fields.contains_key(reached);
        let mut later = field.codes.get(is + 1..)?.iter().filter(is_later);
        later.find_map(|later| {
            let Some(Cell::Day(day)) = cells.get(&later.reached) else {
                return None;
            };
            let has_come = self.today.is_none_or(|today| *day <= today);
            let reached = self.register.field(&later.reached)?;
            (has_come && !choice.withdraws && is_said(&later.reached)).then(|| {
                Complaint::new("register.stage-behind", &reached.id, place(&reached.id))
                    .with("reached", reached.zh.as_str())
                    .with("day", day.to_string())
                    .with("field", field.zh.as_str())
                    .with("is", choice.zh.as_str())
                    .with("then", later.zh.as_str())
            })
        })
    }

    /// Units that are none of what a key measures.
    fn other_measures<'p>(
        &self,
        said: &Said<'_>,
        cells: &BTreeMap<SmolStr, Cell>,
        place: impl Fn(&str) -> &'p Place,
    ) -> Vec<Complaint> {
        let text = |field: &str| match cells.get(field) {
            Some(Cell::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let fields = self.register.fields.iter();
        let measuring = fields.filter(|field| !field.measures.is_empty());
        let told = measuring.filter_map(|field| {
            let named = [&field.measures, &field.unit_in];
            let is_said = named.iter().any(|name| said.fields.contains_key(name.as_str()));
            let (key, unit) = (text(&field.measures)?, text(&field.unit_in)?);
            let misread = other_measure(key, unit, self.catalogue).filter(|_| is_said)?;
            let named = self.register.field(&field.unit_in)?;
            let complaint = Complaint::new(misread.id, &named.id, place(&named.id))
                .with("field", named.zh.as_str())
                .with("text", unit)
                .with("key", key)
                .with("wanted", misread.wanted);
            Some(complaint)
        });
        told.collect()
    }

    /// What a field came to hold next after the day that the rows speak of, and since when.
    fn later<'r>(&self, record: Option<&'r Record>, field: &str) -> Option<(Date, &'r Cell)> {
        let day = self.since?;
        record?.fields.get(field)?.iter().find_map(|dated| {
            let since = dated.since.filter(|since| *since > day)?;
            Some((since, dated.cell.as_ref()?))
        })
    }

    /// Links to records that are not there, of registers that are kept.
    fn dead_links(&self, row: &EnteredRow, cells: &BTreeMap<SmolStr, Cell>) -> Vec<Complaint> {
        let links = self
            .register
            .fields
            .iter()
            .filter(|field| field.kind == FieldKind::Link);
        links
            .filter_map(|field| {
                let Some(Cell::Link(code)) = cells.get(&field.id) else {
                    return None;
                };
                let known = self.known;
                let dead = known.keeps(&field.register)
                    && known.record(&field.register, code).is_none()
                    && !self.coming.contains(&(field.register.clone(), code.clone()));
                let at = &row.cells.get(&field.id)?.at;
                dead.then(|| {
                    Complaint::new("register.link", &field.id, at)
                        .with("field", field.zh.as_str())
                        .with("text", code.as_str())
                })
            })
            .collect()
    }
}

/// The place of a stage among those of its field.
fn position(cell: &Cell, field: &Field) -> Option<usize> {
    match cell {
        Cell::Code(code) => field.codes.iter().position(|choice| choice.id == *code),
        Cell::Text(_) | Cell::Number(_) | Cell::Day(_) | Cell::Flag(_) | Cell::Link(_) => None,
    }
}

fn required(field: &Field, at: &Place) -> Complaint {
    Complaint::new("register.required", &field.id, at).with("field", field.zh.as_str())
}

/// The code of a record with these cells; none where a field that it is made of is empty.
pub fn code(register: &RegisterType, cells: &BTreeMap<SmolStr, Cell>) -> Option<SmolStr> {
    let pieces: Option<Vec<String>> = register
        .code
        .iter()
        .map(|field| match cells.get(field)? {
            Cell::Text(text) | Cell::Code(text) | Cell::Link(text) => Some(text.to_string()),
            Cell::Number(number) => Some(number.normalize().to_string()),
            Cell::Day(day) => Some(day.to_string()),
            Cell::Flag(flag) => Some(flag.to_string()),
        })
        .collect();
    pieces.map(|pieces| pieces.join(CODE_JOINT).into())
}

/// The rules that do not hold. One about a field that is empty or wrong is not asked.
fn rules<'a>(
    columns: &Columns<'_>,
    (cells, refused): (&BTreeMap<SmolStr, Cell>, &BTreeSet<&str>),
    place: impl Fn(&str) -> &'a Place,
    catalogue: &Catalogue,
) -> Vec<Complaint> {
    let register = columns.register;
    let record = undated(&register.id, "", cells, None);
    let row = Row {
        columns,
        record: &record,
        period: Period::instant(Date::MAX),
        on: Date::MAX,
        undated: None,
        accrues: false,
    };
    let asks_refused = |rule: &RowRule| {
        let mut conditions = rule.only.iter().chain([&rule.holds]);
        conditions.any(|condition| condition.names().any(|name| refused.contains(name)))
    };
    let broken = register.rules.iter().enumerate().filter(|(_, rule)| {
        !asks_refused(rule)
            && rule.only.iter().all(|condition| row.holds(condition))
            && row.verdict(&rule.holds) == Some(false)
    });
    broken
        .map(|(position, rule)| {
            let named: Vec<&str> = rule
                .holds
                .names()
                .filter(|name| register.field(name).is_some())
                .collect();
            let first = named.first().copied().unwrap_or_default();
            let mut complaint = Complaint::new("", first, place(first));
            complaint.text = Text::Rule(register.id.clone(), position);
            let held = cells.iter().filter_map(|(id, cell)| {
                let field = register.field(id)?;
                Some(Argument {
                    name: id.clone(),
                    value: format!("{}{}", shown(cell, field, catalogue), field.unit),
                    is_wording: false,
                })
            });
            complaint.arguments = held.collect();
            if rule.mild { complaint.mild() } else { complaint }
        })
        .collect()
}
