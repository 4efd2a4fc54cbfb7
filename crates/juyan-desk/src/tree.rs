//! The tree of a fact that follows from records: the formula, what it comes to, its parts, their rows, the rows' cells.

use crate::shown::{from_to, said};
use juyan::Context;
use juyan::model::{Decimal, Rational, Source};
use juyan::vocabulary::{Catalogue, Formula, Operator};
use juyan_ledger::{Kept, Known, Ledger, LedgerError};
use juyan_posting::{Lineage, Poster};
use juyan_register::{Operand, Step, Taken, printed, shown as cell_shown};
use std::collections::BTreeSet;
use std::fmt::Write;

/// So many rows of a part are shown, where not all are asked for.
const ROWS: usize = 6;

/// The tree of `kept`; empty where it does not follow from records. All rows are shown, or the first ones of each part, and the
/// wording `more` says how many there are besides.
pub fn of(
    kept: &Kept,
    ledger: &Ledger,
    poster: &Poster<'_>,
    more: Option<&'static str>,
    context: Context<'_>,
) -> Result<String, LedgerError> {
    let mut out = String::new();
    if let Some(lineage) = poster.lineage(ledger, kept, Known::Now)? {
        let tree = Tree {
            ledger,
            poster,
            more,
            context,
        };
        tree.write(&mut out, &lineage, kept)?;
    }
    Ok(out)
}

struct Tree<'a> {
    ledger: &'a Ledger,
    poster: &'a Poster<'a>,
    more: Option<&'static str>,
    context: Context<'a>,
}

impl Tree<'_> {
    fn write(&self, out: &mut String, lineage: &Lineage<'_>, kept: &Kept) -> Result<(), LedgerError> {
        let Lineage {
            formula,
            derived,
            beside,
        } = lineage;
        let words = self.words(formula);
        let _ = writeln!(
            out,
            "  {}",
            self.context
                .fill("why.formula", &[("formula", &formula.id), ("words", &words)])
        );
        let _ = writeln!(
            out,
            "  {} = {}",
            formula.is.text(),
            arithmetic(&derived.working, false)
        );
        if derived.fact().is_none_or(|fact| fact.worth != kept.fact.worth) {
            // The formulas of this program are others than those that reckoned it, or somebody changed the file.
            let (kept, now) = derived.fact().map_or_else(
                || (said(&kept.fact), derived.said().unwrap_or_default()),
                |fact| from_to(&kept.fact, &fact),
            );
            let told: [(&str, &dyn std::fmt::Display); 2] = [("kept", &kept), ("now", &now)];
            let _ = writeln!(out, "  {}", self.context.fill("why.other-now", &told));
        }
        for taken in parts(&derived.working) {
            self.part(out, formula, taken)?;
        }
        for (other, derived) in beside {
            let said = derived.said().unwrap_or_default();
            let words = self.words(other);
            let _ = writeln!(
                out,
                "  {}",
                self.context
                    .fill("why.beside", &[("words", &words), ("said", &said)])
            );
        }
        Ok(())
    }

    fn words<'f>(&self, formula: &'f Formula) -> &'f str {
        self.context.either(&formula.zh, &formula.en)
    }

    /// A part with its rows.
    fn part(&self, out: &mut String, formula: &Formula, taken: &Taken) -> Result<(), LedgerError> {
        let register = self.context.catalogue.register(&taken.register);
        let register = register.map_or("", |register| self.context.either(&register.zh, &register.en));
        let value = taken
            .day
            .map_or_else(|| number(&taken.value), |day| day.to_string());
        let told: [(&str, &dyn std::fmt::Display); 5] = [
            ("part", &taken.part),
            ("words", &formula.part(&taken.part).map_or("", |part| &part.zh)),
            ("value", &value),
            ("register", &register),
            ("rows", &taken.operands.len()),
        ];
        let _ = writeln!(out, "  ├ {}", self.context.fill("why.part", &told));
        let shown = self.more.map_or(taken.operands.len(), |_| ROWS);
        for operand in taken.operands.iter().take(shown) {
            self.row(out, operand)?;
        }
        if let Some(more) = self.more
            && taken.operands.len() > shown
        {
            let left = taken.operands.len() - shown;
            let _ = writeln!(out, "  │   {}", self.context.fill(more, &[("count", &left)]));
        }
        Ok(())
    }

    /// A row: its code, what was looked at, and the cells that this came from.
    fn row(&self, out: &mut String, operand: &Operand) -> Result<(), LedgerError> {
        let catalogue: &Catalogue = self.context.catalogue;
        let Some(register) = catalogue.register(&operand.register) else {
            return Ok(());
        };
        let mut origins = self.poster.origins(self.ledger, operand, Known::Now)?;
        origins.retain(|field, _| operand.cells.contains_key(field));
        let sheets: BTreeSet<String> = origins.values().filter_map(sheet).collect();
        let _ = write!(out, "  │   {}", operand.record);
        for (id, cell) in &operand.cells {
            let Some(field) = register.field(id) else { continue };
            let _ = write!(
                out,
                "  {}={}{}",
                field.zh,
                cell_shown(cell, field, catalogue),
                field.unit
            );
            let origin = origins.get(id);
            if let Some(Source::Cell { cell, .. }) = origin {
                // Where several sheets told of the row each cell says which.
                let sheet = origin.and_then(sheet).filter(|_| sheets.len() > 1);
                let _ = write!(
                    out,
                    "[{}{cell}]",
                    sheet.map_or_else(String::new, |sheet| sheet + " ")
                );
            }
        }
        if let (Some(sheet), 1) = (sheets.first(), sheets.len()) {
            let _ = write!(out, "  ← {sheet}");
        }
        out.push('\n');
        Ok(())
    }
}

/// The file that a cell came from, and the sheet of it.
fn sheet(origin: &Source) -> Option<String> {
    match origin {
        Source::Cell { workbook, sheet, .. } => Some(format!("{workbook} {sheet}").trim_end().to_owned()),
        _ => None,
    }
}

/// The parts, each once.
fn parts(step: &Step) -> Vec<&Taken> {
    let mut found: Vec<&Taken> = Vec::new();
    let mut left = vec![step];
    while let Some(step) = left.pop() {
        match step {
            Step::Number(_) => {}
            Step::Part(taken) if found.iter().any(|known| known.part == taken.part) => {}
            Step::Part(taken) => found.push(taken),
            Step::Reckoned {
                left: first, right, ..
            } => left.extend([&**right, &**first]),
        }
    }
    found
}

/// The reckoning with its numbers: `17 ÷ 18 × 100`.
fn arithmetic(step: &Step, inner: bool) -> String {
    match step {
        Step::Number(value) => number(value),
        Step::Part(taken) => taken
            .day
            .map_or_else(|| number(&taken.value), |day| day.to_string()),
        Step::Reckoned {
            operator,
            left,
            right,
            ..
        } => {
            let sign = match operator {
                Operator::Add => '+',
                Operator::Subtract => '−',
                Operator::Multiply => '×',
                Operator::Divide => '÷',
            };
            let both = format!("{} {sign} {}", arithmetic(left, true), arithmetic(right, true));
            if inner { format!("({both})") } else { both }
        }
    }
}

/// A value in base units, exactly where six decimals suffice.
fn number(value: &Rational) -> String {
    const DECIMALS: u32 = 6;
    let sign = if value.is_negative() { "-" } else { "" };
    printed(value, Decimal::ONE, DECIMALS, false).map_or_else(
        || value.to_string(),
        |printed| format!("{sign}{}", printed.digits.normalize()),
    )
}
