//! A sheet into a ledger: all rows or none, what differs and nothing else, and the facts that follow in the same change.

use crate::difference::Differences;
use crate::follow::{Following, Scope};
use crate::neighbour::neighbours;
use crate::prospect::Prospect;
use crate::spelling::respell;
use crate::steps::Steps;
use crate::{Moved, Poster, PosterSheet, RowChange, RowKind};
use juyan_catalogue::{Field, FieldKind, RegisterType};
use juyan_ledger::{FieldChange, LedgerError, Reading, Writing};
use juyan_model::{Brought, Cell, Date, Period, Source};
use juyan_register::{Check, CheckedRow, Complaint, Place, Registers, typed_rows};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// What is to be posted, and how.
#[derive(Debug, Clone)]
pub struct Posting<'s> {
    /// The sheets, of one workbook: all of them or none.
    pub sheets: &'s [PosterSheet<'s>],
    /// The day from which what they say is so; none where it corrects what was said before.
    pub since: Option<Date>,
    /// Whether records that they do not have are said to be as they were.
    pub rest_unchanged: bool,
    /// Periods that facts are reckoned for from now on, beside those that are.
    pub periods: Vec<Period>,
    /// Of a rehearsal: the day on which they are meant to come.
    pub today: Option<Date>,
    /// Who is told how far it is.
    pub steps: Steps<'s>,
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
    /// What of the rows is worth a look, and keeps none of them out.
    pub remarks: Vec<Complaint>,
}

/// What a sheet changed.
#[derive(Debug, Clone)]
pub struct PostedSheet {
    /// The file and the sheet.
    pub at: Place,
    /// The register.
    pub register: SmolStr,
    /// The rows that changed something.
    pub rows: Vec<RowChange>,
    /// How many rows said what was known.
    pub unchanged: usize,
    /// How many records of the register the sheet does not have; they stay. Of rows that somebody typed into a form no more is told than
    /// whether there are any: nobody is shown how many, and to count those of a large register takes longer than the rest.
    pub absent: usize,
    /// The day of which the sheet speaks and those that it does not have are not told; none where they are.
    pub untold: Option<Date>,
    /// Whether new records count for all time, since neither the sheet nor their rows name a day, and others were there before.
    pub timeless: bool,
    /// Whether a new record counts from the day of the sheet on, whatever days its row names: which there were only a list of the day
    /// tells.
    pub listed: bool,
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
    /// The sheets name no day but a period, and facts of other years would come to something else: a sheet of this year would be taken
    /// for a correction of the last. What it would have come to, with those facts alone.
    #[error("the sheet of a period would change {} facts of other years", .0.moved.len())]
    OtherYears(Box<Posted>),
}

impl<'s> Posting<'s> {
    /// The posting of sheets as a correction, for the periods that facts are reckoned for already.
    pub const fn of(sheets: &'s [PosterSheet<'s>]) -> Self {
        Self {
            sheets,
            since: None,
            rest_unchanged: false,
            periods: Vec::new(),
            today: None,
            steps: Steps(None),
        }
    }

    /// How often a row is gone through: when it is read, held against the ledger, and written.
    pub const fn passes(writes: bool) -> usize {
        if writes { 3 } else { 2 }
    }
}

impl PostedSheet {
    /// How many rows are new records.
    pub fn added(&self) -> usize {
        let rows = self.rows.iter();
        rows.filter(|row| row.kind == RowKind::Added).count()
    }

    /// The last day from which a correction holds, as the value did that it corrects; none where all always did.
    pub fn corrects_since(&self) -> Option<Date> {
        let changed = self.rows.iter().filter(|row| row.kind == RowKind::Changed);
        changed
            .flat_map(|row| &row.cells)
            .filter_map(|cell| cell.since)
            .max()
    }
}

/// What is to be written.
struct Due<'p> {
    posting: &'p Posting<'p>,
    /// What the sheets say of their registers.
    brought: BTreeMap<SmolStr, Brought>,
    following: Following,
    posted: Posted,
}

impl Poster<'_> {
    /// Posts sheets within a change of a ledger; to be called through [`juyan_ledger::Ledger::attempt`], which keeps
    /// nothing where it fails. Fails too where there is nothing to write.
    pub fn post(&self, change: &mut Writing<'_>, posting: &Posting<'_>) -> Result<Posted, PostError> {
        let today = change.reading().today()?;
        let due = self.due(change.reading(), posting, today)?;
        due.write(change)?;
        of_its_years(due.told(), posting)
    }

    /// What posting would come to. Nothing is written, not even for a moment.
    pub fn rehearse(&self, reading: Reading<'_>, posting: &Posting<'_>) -> Result<Posted, PostError> {
        of_its_years(self.due(reading, posting, posting.today)?.told(), posting)
    }

    /// What is to be written `today`.
    fn due<'p>(
        &self,
        reading: Reading<'_>,
        posting: &'p Posting<'p>,
        today: Option<Date>,
    ) -> Result<Due<'p>, PostError> {
        let mut prospect = Prospect::of(reading)?;
        let Compared {
            mut sheets,
            before,
            remarks,
        } = self.sheets(&mut prospect, posting, today)?;
        let new_period = posting
            .periods
            .iter()
            .any(|period| !prospect.periods.contains(period));
        prospect.periods.extend(&posting.periods);
        if !posting.periods.is_empty() {
            prospect.vouched = reading.vouched(&posting.periods)?;
        }
        let brought = brought(&sheets, posting);
        let longer = prospect.keep(&brought, today);
        for sheet in sheets.iter_mut().filter(|sheet| sheet.absent > 0) {
            sheet.untold = prospect.untold(&sheet.register, posting.since);
        }
        let mut posted = Posted {
            periods: prospect.periods.clone(),
            moved: Vec::new(),
            remarks,
            sheets,
        };
        let is_first = |sheet: &PostedSheet| !before.contains(&sheet.register);
        // That nothing changed since is news of a time that was not over before.
        let is_longer = |sheet: &PostedSheet| longer.contains(&sheet.register);
        let is_news = |sheet: &PostedSheet| is_first(sheet) || is_longer(sheet) || !sheet.rows.is_empty();
        if !new_period && !posted.sheets.iter().any(is_news) {
            return Err(PostError::Unchanged(Box::new(posted)));
        }
        let mut changed = BTreeMap::new();
        for sheet in &posted.sheets {
            let fields = if is_first(sheet) || is_longer(sheet) {
                None
            } else {
                fields(&sheet.rows)
            };
            widen(&mut changed, &sheet.register, fields);
        }
        let scope = if new_period {
            Scope::All
        } else {
            Scope::Of(changed)
        };
        let following = self.following(&prospect, &scope)?;
        if let Some(sheet) = posted.sheets.first() {
            let uneven = following.uneven.iter();
            let at = Place {
                cell: SmolStr::default(),
                ..sheet.at.clone()
            };
            posted.remarks.extend(uneven.map(|uneven| uneven.complaint(&at)));
        }
        Ok(Due {
            posting,
            brought,
            following,
            posted,
        })
    }

    /// What each sheet changes, all against what the ledger holds. That is taken into `prospect`. Fails where a row of any is
    /// wrong.
    fn sheets(
        &self,
        prospect: &mut Prospect<'_>,
        posting: &Posting<'_>,
        today: Option<Date>,
    ) -> Result<Compared, PostError> {
        let mut typed: Vec<Vec<CheckedRow>> = posting.sheets.iter().map(|sheet| self.typed(sheet)).collect();
        for _ in typed.iter().flatten() {
            posting.steps.step();
        }
        respell(prospect, posting.sheets, &mut typed)?;
        let kept = prospect.kept.clone();
        let registers = posting.sheets.iter().map(|sheet| sheet.register.id.clone());
        prospect.kept.extend(registers);
        let known = known(prospect, posting, &typed)?;
        let checked = self.checked((posting, today), typed, &known)?;
        let mut differences = Differences::new(&known.records, posting.since);
        let mut absent = known.absent;
        let mut posted = Vec::new();
        for (sheet, rows) in posting.sheets.iter().zip(&checked) {
            let id = &sheet.register.id;
            let changes = differences.of(sheet, rows);
            for row in &changes {
                prospect.revise(id, known.records.record(id, &row.code), row);
            }
            posted.push(PostedSheet {
                at: sheet.at.clone(),
                register: id.clone(),
                unchanged: rows.len() - changes.len(),
                // Of several sheets of one register the first tells.
                absent: absent.remove(id).unwrap_or_default(),
                untold: None,
                timeless: posting.since.is_none() && kept.contains(id) && !names_days(sheet.register),
                listed: posting.since.is_some() && kept.contains(id) && !names_days(sheet.register),
                rows: changes,
            });
        }
        let complaints = checked.into_iter().flatten().flat_map(|row| row.complaints);
        Ok(Compared {
            sheets: posted,
            before: kept,
            remarks: complaints.collect(),
        })
    }

    fn typed(&self, sheet: &PosterSheet<'_>) -> Vec<CheckedRow> {
        typed_rows(sheet.register, &sheet.sheet.rows, self.catalogue)
    }

    /// The rows of each sheet, checked together with those of the other sheets of its register.
    fn checked(
        &self,
        (posting, today): (&Posting<'_>, Option<Date>),
        mut typed: Vec<Vec<CheckedRow>>,
        known: &Known,
    ) -> Result<Vec<Vec<CheckedRow>>, PostError> {
        let mut wrong: Vec<Complaint> = Vec::new();
        for (position, sheet) in posting.sheets.iter().enumerate() {
            wrong.extend(sheet.grave().cloned());
            let same = |other: &PosterSheet<'_>| other.register.id == sheet.register.id;
            if posting.sheets.iter().take(position).any(same) {
                continue;
            }
            let check = Check {
                register: sheet.register,
                known: &known.records,
                coming: &known.coming,
                since: posting.since,
                today,
                catalogue: self.catalogue,
            };
            wrong.extend(check.of_its_day(&sheet.at));
            let of_register = posting
                .sheets
                .iter()
                .zip(&mut typed)
                .filter(|(other, _)| same(other));
            check.judge(of_register.flat_map(|(sheet, rows)| sheet.sheet.rows.iter().zip(rows)));
        }
        let complaints = typed.iter().flatten().flat_map(|row| &row.complaints);
        wrong.extend(complaints.filter(|complaint| !complaint.mild).cloned());
        if wrong.is_empty() {
            Ok(typed)
        } else {
            Err(PostError::Refused(wrong))
        }
    }
}

impl Due<'_> {
    fn write(&self, change: &mut Writing<'_>) -> Result<(), LedgerError> {
        for period in &self.posting.periods {
            change.keep_period(*period)?;
        }
        for (register, brought) in &self.brought {
            change.keep_register(register, *brought)?;
        }
        self.following.hold_ready(change)?;
        for sheet in &self.posted.sheets {
            write(change, (&sheet.register, &sheet.rows), self.posting.steps)?;
        }
        self.following.write(change)
    }

    fn told(self) -> Posted {
        Posted {
            moved: self.following.moved,
            ..self.posted
        }
    }
}

/// Sheets held against what was there.
struct Compared {
    sheets: Vec<PostedSheet>,
    /// The registers that were kept before.
    before: BTreeSet<SmolStr>,
    /// What of the rows is worth a look.
    remarks: Vec<Complaint>,
}

/// What sheets are held against.
struct Known {
    /// The records that their rows stand for, and those that links lead to, as far as they are there.
    records: Registers,
    /// The records that the sheets speak of, by register and code.
    coming: BTreeSet<(SmolStr, SmolStr)>,
    /// How many records of each register the sheets do not speak of.
    absent: BTreeMap<SmolStr, usize>,
}

/// What the rows of sheets are held against: no more than they name is read.
fn known(
    prospect: &Prospect<'_>,
    posting: &Posting<'_>,
    typed: &[Vec<CheckedRow>],
) -> Result<Known, LedgerError> {
    let sheets = posting.sheets;
    let mut coming = BTreeSet::new();
    let mut linked = BTreeSet::new();
    for (sheet, rows) in sheets.iter().zip(typed) {
        let links = sheet.register.fields.iter();
        let links: Vec<&Field> = links.filter(|field| field.kind == FieldKind::Link).collect();
        for row in rows {
            coming.insert((sheet.register.id.clone(), row.code.clone()));
            linked.extend(links.iter().filter_map(|field| match row.cells.get(&field.id) {
                Some(Cell::Link(code)) => Some((field.register.clone(), code.clone())),
                _ => None,
            }));
        }
    }
    let mut records = Registers::default();
    for register in &prospect.kept {
        records.open(register);
    }
    for (register, vouched) in &prospect.vouched {
        records.vouch(register, vouched.clone());
    }
    linked.append(&mut neighbours(prospect, sheets, typed)?);
    for (register, code) in coming.union(&linked) {
        posting.steps.step();
        if prospect.kept.contains(register)
            && let Some(record) = prospect.reading.record(register, code)?
        {
            records.put(record);
        }
    }
    let mut absent = BTreeMap::new();
    for sheet in sheets {
        let id = &sheet.register.id;
        let told = records
            .records(id)
            .filter(|record| coming.contains(&(id.clone(), record.code.clone())));
        let told = told.count();
        let all = if is_typed(&sheet.at) {
            prospect.reading.count_to(id, told + 1)?
        } else {
            usize::try_from(prospect.reading.count(id)?).unwrap_or_default()
        };
        absent.insert(id.clone(), all.saturating_sub(told));
    }
    Ok(Known {
        records,
        coming,
        absent,
    })
}

/// What sheets say of their registers: those of one register together.
fn brought(sheets: &[PostedSheet], posting: &Posting<'_>) -> BTreeMap<SmolStr, Brought> {
    let mut brought = BTreeMap::new();
    for sheet in sheets {
        let said = brought.entry(sheet.register.clone()).or_insert(Brought {
            whole: true,
            since: posting.since,
        });
        said.whole &= sheet.absent == 0 || posting.rest_unchanged;
    }
    brought
}

fn write(
    change: &mut Writing<'_>,
    (register, rows): (&str, &[RowChange]),
    steps: Steps<'_>,
) -> Result<(), LedgerError> {
    for row in rows {
        steps.step();
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

/// Whether somebody typed it into a form: it stands in no workbook.
fn is_typed(at: &Place) -> bool {
    *at == Place::default()
}

fn source(at: &Place) -> Source {
    if is_typed(at) {
        return Source::Entry;
    }
    Source::Cell {
        workbook: at.file.clone(),
        sheet: at.sheet.clone(),
        cell: at.cell.clone(),
    }
}

/// Whether each row of a register names its day itself.
fn names_days(register: &RegisterType) -> bool {
    let mut days = register
        .fields
        .iter()
        .filter(|field| field.kind == FieldKind::Date);
    days.any(|field| field.required && !field.ahead)
}

/// What was posted, where sheets that name a period and no day change nothing of other years.
fn of_its_years(mut posted: Posted, posting: &Posting<'_>) -> Result<Posted, PostError> {
    if posting.since.is_some() || posting.periods.is_empty() {
        return Ok(posted);
    }
    let is_named = |of: &Period| {
        let mut named = posting.periods.iter();
        named.any(|named| named.from.year() <= of.to.year() && of.from.year() <= named.to.year())
    };
    let is_other = |moved: &Moved| {
        let of = moved.key.period.filter(|of| !is_named(of));
        of.is_some() && moved.was.is_some() && moved.is.is_some()
    };
    if posted.moved.iter().any(is_other) {
        posted.moved.retain(is_other);
        return Err(PostError::OtherYears(Box::new(posted)));
    }
    Ok(posted)
}

/// The fields that rows change; none where a record is new, which may count by any of its fields.
fn fields(rows: &[RowChange]) -> Option<BTreeSet<SmolStr>> {
    let is_new = rows.iter().any(|row| row.kind == RowKind::Added);
    let cells = rows.iter().flat_map(|row| &row.cells);
    (!is_new).then(|| cells.map(|cell| cell.field.clone()).collect())
}

/// Takes fields of a register into what changed, all of them where none are told.
fn widen(
    changed: &mut BTreeMap<SmolStr, Option<BTreeSet<SmolStr>>>,
    register: &SmolStr,
    fields: Option<BTreeSet<SmolStr>>,
) {
    let known = changed
        .entry(register.clone())
        .or_insert_with(|| Some(BTreeSet::new()));
    *known = known.take().zip(fields).map(|(mut known, mut fields)| {
        known.append(&mut fields);
        known
    });
}
