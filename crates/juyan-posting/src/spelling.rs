//! Codes as people type them, `zd-02` and `ＺＤ－０２`, to the spelling that the ledger or an earlier row has. Nothing is checked
//! here.

use crate::PosterSheet;
use crate::prospect::Prospect;
use juyan_catalogue::{Field, FieldKind, RegisterType, folded};
use juyan_ledger::LedgerError;
use juyan_model::{Cell, Date};
use juyan_register::{CheckedRow, code};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The spellings of codes that are known.
struct Spellings<'p, 'l> {
    prospect: &'p Prospect<'l>,
    /// By register and plain code, of the ledger; read where a code is not there as it is spelled.
    kept: BTreeMap<SmolStr, BTreeMap<String, SmolStr>>,
    /// By register and plain code, the cells that make it, of earlier rows.
    coming: BTreeMap<(SmolStr, String), BTreeMap<SmolStr, Cell>>,
}

/// Gives the codes of rows, and those that their links lead to, the spelling of the records that they mean.
pub(crate) fn respell(
    prospect: &Prospect<'_>,
    sheets: &[PosterSheet<'_>],
    typed: &mut [Vec<CheckedRow>],
) -> Result<(), LedgerError> {
    let mut spellings = Spellings {
        prospect,
        kept: BTreeMap::new(),
        coming: BTreeMap::new(),
    };
    for (sheet, rows) in sheets.iter().zip(&mut *typed) {
        for row in rows {
            spellings.code(sheet.register, row)?;
        }
    }
    for (sheet, rows) in sheets.iter().zip(typed) {
        for row in rows {
            spellings.links(sheet.register, row, false)?;
        }
    }
    Ok(())
}

impl Spellings<'_, '_> {
    fn code(&mut self, register: &RegisterType, row: &mut CheckedRow) -> Result<(), LedgerError> {
        self.links(register, row, true)?;
        row.code = code(register, &row.cells).unwrap_or_default();
        if row.code.is_empty() {
            return Ok(());
        }
        let is_there = self.prospect.reading.has(&register.id, &row.code)?;
        let other = if is_there {
            None
        } else {
            self.record(&register.id, &row.code)?
        };
        let told = other.as_ref().unwrap_or(&row.cells);
        let fields = register.code.iter();
        let own = fields.filter_map(|field| Some((field.clone(), told.get(field)?.clone())));
        let own: BTreeMap<SmolStr, Cell> = own.collect();
        let name = (register.id.clone(), plain(&row.code));
        let spelled = self.coming.entry(name).or_insert(own);
        // What the ledger has as it is typed is meant, whatever is spelled alike.
        if !is_there {
            row.cells.extend(spelled.clone());
            row.code = code(register, &row.cells).unwrap_or_default();
        }
        Ok(())
    }

    /// What the record that is spelled otherwise holds; none where the code is new.
    fn record(&mut self, register: &str, code: &str) -> Result<Option<BTreeMap<SmolStr, Cell>>, LedgerError> {
        let reading = self.prospect.reading;
        let record = match self.spelled(register, code)? {
            Some(other) => reading.record(register, &other)?,
            None => None,
        };
        Ok(record.map(|record| {
            let fields = record.fields.keys();
            fields
                .filter_map(|field| Some((field.clone(), record.on(field, Date::MAX)?.clone())))
                .collect()
        }))
    }

    /// How the ledger spells a code that is not there as it stands.
    fn spelled(&mut self, register: &str, code: &str) -> Result<Option<SmolStr>, LedgerError> {
        if !self.kept.contains_key(register) {
            let codes = self.prospect.reading.codes(register)?.into_iter();
            let by_plain = codes.map(|code| (plain(&code), code)).collect();
            self.kept.insert(register.into(), by_plain);
        }
        let known = self.kept.get(register).and_then(|known| known.get(&plain(code)));
        Ok(known.cloned())
    }

    /// The links of a row that are part of its code, or those that are not.
    fn links(
        &mut self,
        register: &RegisterType,
        row: &mut CheckedRow,
        of_code: bool,
    ) -> Result<(), LedgerError> {
        let is_link =
            |field: &&Field| field.kind == FieldKind::Link && register.code.contains(&field.id) == of_code;
        for field in register.fields.iter().filter(is_link) {
            if let Some(Cell::Link(to)) = row.cells.get_mut(&field.id) {
                self.link(&field.register, to)?;
            }
        }
        Ok(())
    }

    fn link(&mut self, register: &str, to: &mut SmolStr) -> Result<(), LedgerError> {
        let is_coming = |code: &SmolStr| {
            let own = self.coming.get(&(SmolStr::new(register), plain(code)));
            own.and_then(|cells| match cells.values().next() {
                Some(Cell::Text(word) | Cell::Link(word)) if cells.len() == 1 => Some(word.clone()),
                _ => None,
            })
        };
        if self.prospect.reading.has(register, to)? {
            return Ok(());
        }
        let coming = is_coming(to);
        let spelled = match coming {
            Some(coming) => Some(coming),
            None => self.spelled(register, to)?,
        };
        if let Some(spelled) = spelled {
            *to = spelled;
        }
        Ok(())
    }
}

/// A code without what does not matter to it: width, spaces, small and large letters, kinds of strokes.
fn plain(code: &str) -> String {
    const STROKES: [char; 5] = ['‐', '‑', '–', '—', '−'];
    let code = folded(code).replace(STROKES, "-");
    code.to_uppercase()
}
