//! Records beside those that rows stand for, which rows are held against: of the same month, the days before and behind, of the
//! same name. No more is read of them than their codes and names.

use crate::PosterSheet;
use crate::prospect::Prospect;
use juyan_catalogue::{RegisterType, Step, folded};
use juyan_ledger::LedgerError;
use juyan_model::{Cell, Date};
use juyan_register::{CheckedRow, dated_code, day_in_code};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// The records, by register and code.
pub(crate) fn neighbours(
    prospect: &Prospect<'_>,
    sheets: &[PosterSheet<'_>],
    typed: &[Vec<CheckedRow>],
) -> Result<BTreeSet<(SmolStr, SmolStr)>, LedgerError> {
    let mut found = BTreeSet::new();
    for (sheet, rows) in sheets.iter().zip(typed) {
        if prospect.reading.count_to(&sheet.register.id, 1)? == 0 {
            continue;
        }
        let mut codes = of_the_name(prospect, sheet.register, rows)?;
        codes.append(&mut of_the_line(prospect, sheet.register, rows)?);
        codes.append(&mut of_the_scale(prospect, sheet.register, rows)?);
        found.extend(codes.into_iter().map(|code| (sheet.register.id.clone(), code)));
    }
    Ok(found)
}

/// Records that bear the name of a row whose code is new.
fn of_the_name(
    prospect: &Prospect<'_>,
    register: &RegisterType,
    rows: &[CheckedRow],
) -> Result<BTreeSet<SmolStr>, LedgerError> {
    let Some(field) = register.names.first() else {
        return Ok(BTreeSet::new());
    };
    let mut names: BTreeSet<String> = BTreeSet::new();
    for row in rows {
        if let Some(Cell::Text(name) | Cell::Code(name) | Cell::Link(name)) = row.cells.get(field)
            && !prospect.reading.has(&register.id, &row.code)?
        {
            names.insert(folded(name).into_owned());
        }
    }
    if names.is_empty() {
        return Ok(BTreeSet::new());
    }
    let held = prospect.reading.holding(&register.id, field)?.into_iter();
    let alike = held.filter(|(_, name)| names.contains(&*folded(name)));
    Ok(alike.map(|(code, _)| code).collect())
}

/// Some records from all over the register, where enough rows are new for their scale to be told from that of what is known.
fn of_the_scale(
    prospect: &Prospect<'_>,
    register: &RegisterType,
    rows: &[CheckedRow],
) -> Result<BTreeSet<SmolStr>, LedgerError> {
    const NEW: usize = 3;
    const LOOKED_AT: usize = 60;
    let mut new = 0;
    for row in rows {
        new += usize::from(!prospect.reading.has(&register.id, &row.code)?);
        if new == NEW {
            let codes = prospect.reading.codes(&register.id)?;
            let step = codes.len().div_ceil(LOOKED_AT).max(1);
            return Ok(codes.into_iter().step_by(step).collect());
        }
    }
    Ok(BTreeSet::new())
}

/// Records of the month of a row, and where numbers are added up those of the days before and behind.
fn of_the_line(
    prospect: &Prospect<'_>,
    register: &RegisterType,
    rows: &[CheckedRow],
) -> Result<BTreeSet<SmolStr>, LedgerError> {
    let by_month = day_in_code(register).is_some_and(|day| day.series == Some(Step::Month));
    let adds_up = register.fields.iter().any(|field| field.cumulates.is_some());
    if day_in_code(register).is_none() || !(by_month || adds_up) {
        return Ok(BTreeSet::new());
    }
    let codes = prospect.reading.codes(&register.id)?;
    let mut lines: BTreeMap<&str, BTreeMap<Date, &SmolStr>> = BTreeMap::new();
    for code in &codes {
        if let Some((line, day)) = dated_code(register, code) {
            lines.entry(line).or_default().insert(day, code);
        }
    }
    let mut found = BTreeSet::new();
    for row in rows {
        let Some((line, day)) = dated_code(register, &row.code) else {
            continue;
        };
        let Some(days) = lines.get(line) else {
            continue;
        };
        let month = days.range(day.first_of_month()..=day.last_of_month());
        found.extend(month.map(|(_, code)| (*code).clone()));
        let before = days.range(..day).next_back();
        let behind = days.range((Bound::Excluded(day), Bound::Unbounded)).next();
        let beside = before.into_iter().chain(behind).filter(|_| adds_up);
        found.extend(beside.map(|(_, code)| (*code).clone()));
    }
    Ok(found)
}
