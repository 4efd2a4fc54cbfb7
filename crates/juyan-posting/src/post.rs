//! A sheet into a ledger: all rows or none, what differs and nothing else, and the facts that follow in the same change.

use crate::difference::differences;
use crate::follow::Scope;
use crate::{Moved, Poster, PosterSheet, RowChange, RowKind};
use juyan_catalogue::{FieldKind, RegisterType};
use juyan_ledger::{FieldChange, LedgerError, Writing};
use juyan_model::{Date, Period, Record, Source};
use juyan_register::{Complaint, Place, Registers, check_rows};
use smol_str::SmolStr;
use std::collections::BTreeSet;
use thiserror::Error;

/// What is to be posted, and how.
#[derive(Debug, Clone)]
pub struct Posting<'s> {
    /// The sheets, of one workbook: all of them or none.
    pub sheets: &'s [PosterSheet<'s>],
    /// The day from which what they say is so; none where it corrects what was said before.
    pub since: Option<Date>,
    /// Periods that facts are reckoned for from now on, beside those that are.
    pub periods: Vec<Period>,
    /// Whether only what would change is wanted, and nothing shall.
    pub rehearse: bool,
}

/// What came of posting.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    /// Of each sheet what it changed.
    pub sheets: Vec<PostedSheet>,
    /// The facts that came to something else.
    pub moved: Vec<Moved>,
    /// The periods that facts are reckoned for.
    pub periods: BTreeSet<Period>,
}

/// What a sheet changed.
#[derive(Debug, Clone)]
pub struct PostedSheet {
    /// The register.
    pub register: SmolStr,
    /// The rows that changed something.
    pub rows: Vec<RowChange>,
    /// How many rows said what was known.
    pub unchanged: usize,
    /// How many records of the register the sheet does not have; they stay.
    pub absent: usize,
}

/// Why nothing was posted.
#[derive(Debug, Error)]
pub enum PostError {
    /// The ledger could not do it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Rows or the sheet are wrong.
    #[error("the sheet has {} faults", .0.len())]
    Refused(Vec<Complaint>),
    /// The ledger holds all of it.
    #[error("the ledger holds all of it")]
    Unchanged(Box<Posted>),
    /// It was a rehearsal.
    #[error("it was a rehearsal")]
    Rehearsed(Box<Posted>),
}

impl<'s> Posting<'s> {
    /// The posting of sheets as a correction, for the periods that facts are reckoned for already.
    pub const fn of(sheets: &'s [PosterSheet<'s>]) -> Self {
        Self {
            sheets,
            since: None,
            periods: Vec::new(),
            rehearse: false,
        }
    }
}

impl PostedSheet {
    /// How many rows are new records.
    pub fn added(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.kind == RowKind::Added).count()
    }
}

impl Poster<'_> {
    /// Posts sheets within a change of a ledger; to be called through [`juyan_ledger::Ledger::attempt`], which keeps
    /// nothing where it fails. Fails too where there is nothing to write, and after a rehearsal.
    pub fn post(&self, change: &mut Writing<'_>, posting: &Posting<'_>) -> Result<Posted, PostError> {
        let mut posted = Posted::default();
        let mut wrong = Vec::new();
        let mut changed = Scope::new();
        let mut is_news = keep_periods(change, &posting.periods)?;
        let all = is_news;
        for sheet in posting.sheets {
            let id = &sheet.register.id;
            let is_first = !change.kept_registers()?.contains(id);
            match self.rows(change, sheet, posting.since)? {
                Ok(rows) => {
                    is_news |= is_first || !rows.rows.is_empty();
                    change.keep_register(id)?;
                    write(change, id, &rows.rows)?;
                    widen(&mut changed, id, if is_first { None } else { fields(&rows.rows) });
                    posted.sheets.push(rows);
                }
                Err(mut complaints) => wrong.append(&mut complaints),
            }
        }
        if !wrong.is_empty() {
            return Err(PostError::Refused(wrong));
        }
        posted.periods = change.periods()?;
        if !is_news {
            return Err(PostError::Unchanged(Box::new(posted)));
        }
        posted.moved = if all {
            self.follow_all(change)?
        } else {
            self.follow(change, &changed)?
        };
        if posting.rehearse {
            return Err(PostError::Rehearsed(Box::new(posted)));
        }
        Ok(posted)
    }

    /// What a sheet changes, or what is wrong with it.
    fn rows(
        &self,
        change: &Writing<'_>,
        sheet: &PosterSheet<'_>,
        since: Option<Date>,
    ) -> Result<Result<PostedSheet, Vec<Complaint>>, LedgerError> {
        let grave: Vec<Complaint> = sheet.grave().cloned().collect();
        if !grave.is_empty() {
            return Ok(Err(grave));
        }
        let id = &sheet.register.id;
        let known = known(change, sheet.register)?;
        let rows = check_rows(sheet.register, &sheet.sheet.rows, &known, self.catalogue);
        let complaints = rows.iter().flat_map(|row| &row.complaints);
        let wrong: Vec<Complaint> = complaints.filter(|complaint| !complaint.mild).cloned().collect();
        if !wrong.is_empty() {
            return Ok(Err(wrong));
        }
        let told: BTreeSet<&SmolStr> = rows.iter().map(|row| &row.code).collect();
        let absent = known.records(id).filter(|record| !told.contains(&record.code));
        let changes = differences(sheet, &rows, |code| known.record(id, code), since);
        Ok(Ok(PostedSheet {
            register: id.clone(),
            unchanged: sheet.sheet.rows.len() - changes.len(),
            absent: absent.count(),
            rows: changes,
        }))
    }
}

/// Begins to keep periods; whether any is new.
fn keep_periods(change: &mut Writing<'_>, periods: &[Period]) -> Result<bool, LedgerError> {
    let there = change.periods()?;
    for period in periods {
        change.keep_period(*period)?;
    }
    Ok(periods.iter().any(|period| !there.contains(period)))
}

/// The records that a sheet of `register` is checked against: its own, and those that its links lead to.
fn known(change: &Writing<'_>, register: &RegisterType) -> Result<Registers, LedgerError> {
    let links = register
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Link);
    let mut wanted: BTreeSet<&SmolStr> = links.map(|field| &field.register).collect();
    wanted.insert(&register.id);
    registers(change, wanted)
}

/// The records of the registers `wanted`; of one that is not kept none, not even that it is empty.
pub(crate) fn registers<'r>(
    change: &Writing<'_>,
    wanted: impl IntoIterator<Item = &'r SmolStr>,
) -> Result<Registers, LedgerError> {
    let kept = change.kept_registers()?;
    let mut registers = Registers::default();
    for id in wanted.into_iter().filter(|id| kept.contains(*id)) {
        registers.open(id);
        for record in change.records(id)? {
            put(&mut registers, record);
        }
    }
    Ok(registers)
}

/// Keeps a record, unless all that it ever held was taken back.
pub(crate) fn put(registers: &mut Registers, record: Record) {
    if !record.fields.is_empty() {
        registers.put(record);
    }
}

fn write(change: &mut Writing<'_>, register: &str, rows: &[RowChange]) -> Result<(), LedgerError> {
    for row in rows {
        for cell in &row.cells {
            let origin = serde_json::to_string(&source(&cell.at)).ok();
            change.field(&FieldChange {
                register,
                code: &row.code,
                name: &cell.field,
                since: cell.since,
                cell: cell.is.as_ref(),
                origin: origin.as_deref(),
            })?;
        }
    }
    Ok(())
}

fn source(at: &Place) -> Source {
    Source::Cell {
        workbook: at.file.clone(),
        sheet: at.sheet.clone(),
        cell: at.cell.clone(),
    }
}

/// The fields that rows change; none where a record is new, which may count by any of its fields.
fn fields(rows: &[RowChange]) -> Option<BTreeSet<SmolStr>> {
    let is_new = rows.iter().any(|row| row.kind == RowKind::Added);
    let cells = rows.iter().flat_map(|row| &row.cells);
    (!is_new).then(|| cells.map(|cell| cell.field.clone()).collect())
}

/// Takes fields of a register into what changed, all of them where none are told.
fn widen(changed: &mut Scope, register: &SmolStr, fields: Option<BTreeSet<SmolStr>>) {
    let known = changed
        .entry(register.clone())
        .or_insert_with(|| Some(BTreeSet::new()));
    *known = known.take().zip(fields).map(|(mut known, mut fields)| {
        known.append(&mut fields);
        known
    });
}
