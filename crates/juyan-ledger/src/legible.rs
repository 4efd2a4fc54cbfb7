//! Whether every row is one that this program could have written: each is read with the readers that all questions use, and held
//! against what else says the same. A chain that somebody reckoned anew over such a row is sound, and shows nothing of it.

use crate::act::{ActKind, written};
use crate::chain::{TABLES, digest};
use crate::document::PaperTexts;
use crate::error::{LedgerError, Result};
use crate::fact::{Kept, SPANS};
use crate::printed;
use crate::record::dated;
use crate::settings::{PERIOD, REACH, REGION, REGISTER, brought, period_of};
use crate::tally::TALLY;
use juyan_model::{Date, Key, Source, Span, Value, Worth};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde_json as json;
use smol_str::SmolStr;
use std::fmt;

/// So many rows are told; who has more of them has another ledger.
const MOST: usize = 100;

/// The columns that point at rows of another table, which came before or with them.
const POINTS: [(&str, &str, &str); 7] = [
    ("fact", "document", "document"),
    ("fact", "revises", "fact"),
    ("binding", "fact", "fact"),
    ("answer", "fact", "fact"),
    ("answer", "other", "fact"),
    ("release", "fact", "fact"),
    ("field", "record", "record"),
];

/// The last row that names a region where several do; row 0 where none does.
const REGIONS: &str = "SELECT max(seq) FROM property WHERE name = 'region' HAVING count(*) > 1
    UNION ALL SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM property WHERE name = 'region')";

/// The kinds of files that papers are.
const FORMATS: [&str; 4] = ["txt", "html", "docx", "pdf"];

/// How many hexadecimal digits an SM3 has.
const DIGEST: usize = 64;

/// A row that holds what this program cannot read, or never writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Illegible {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: i64,
    /// The column; empty where it is the row as a whole.
    pub column: SmolStr,
    /// What stands there.
    pub holds: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with what a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Fault {
    /// It is no number.
    Number,
    /// It is no day.
    Day,
    /// It is no time as the ledger writes it.
    Time,
    /// It is no stretch of time.
    Period,
    /// It is no key.
    Key,
    /// The key is not in its one spelling, by which it is looked for.
    Spelling,
    /// It is none of the words that this column has.
    Word,
    /// It is no source.
    Origin,
    /// It is no SM3, or not that of the text.
    Digest,
    /// It is not what the key says.
    Differs,
    /// It lies outside the document's text, or within a character.
    Place,
    /// Nothing stands there, and something must.
    Missing,
    /// Something stands there, and nothing may.
    Surplus,
    /// It points at a row that did not come before.
    Later,
    /// The row before it is not there.
    Gap,
    /// It takes back a change that is never taken back.
    Kept,
    /// It is no text.
    Text,
    /// The value is not what these digits, times their scale, are printed for.
    Printed,
    /// The range ends before it begins.
    Order,
    /// In that place of the text the figure is not printed.
    Elsewhere,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Number,
        Self::Day,
        Self::Time,
        Self::Period,
        Self::Key,
        Self::Spelling,
        Self::Word,
        Self::Origin,
        Self::Digest,
        Self::Differs,
        Self::Place,
        Self::Missing,
        Self::Surplus,
        Self::Later,
        Self::Gap,
        Self::Kept,
        Self::Text,
        Self::Printed,
        Self::Order,
        Self::Elsewhere,
    ];

    /// Its name, by which it is said in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Day => "day",
            Self::Time => "time",
            Self::Period => "period",
            Self::Key => "key",
            Self::Spelling => "spelling",
            Self::Word => "word",
            Self::Origin => "origin",
            Self::Digest => "digest",
            Self::Differs => "differs",
            Self::Place => "place",
            Self::Missing => "missing",
            Self::Surplus => "surplus",
            Self::Later => "later",
            Self::Gap => "gap",
            Self::Kept => "kept",
            Self::Text => "text",
            Self::Printed => "printed",
            Self::Order => "order",
            Self::Elsewhere => "elsewhere",
        }
    }

    pub(crate) fn of(self, table: &'static str, row: i64, column: &str, holds: &str) -> Illegible {
        Illegible {
            table,
            row,
            column: column.into(),
            holds: holds.to_owned(),
            fault: self,
        }
    }
}

impl fmt::Display for Illegible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            table,
            row,
            column,
            holds,
            fault,
        } = self;
        write!(f, "row {row} of {table}, {column}: {} {holds:?}", fault.name())
    }
}

/// The rows that hold what this program cannot read or never writes, the first of them.
pub(crate) fn illegible(db: &Connection) -> Result<Vec<Illegible>> {
    let mut search = Search {
        db,
        found: Vec::new(),
    };
    search.tables()?;
    search.places()?;
    Ok(search.found)
}

struct Search<'l> {
    db: &'l Connection,
    found: Vec<Illegible>,
}

impl Search<'_> {
    /// Goes through every table.
    fn tables(&mut self) -> Result<()> {
        let documents = "SELECT seq, digest, text, period_from, period_to, name, format, title, region FROM document ORDER BY seq";
        let mut texts = PaperTexts::new(self.db);
        self.each("change", include_str!("sql/every-change.sql"), change)?;
        self.each(
            "property",
            "SELECT seq, name, value, change FROM property ORDER BY seq",
            property,
        )?;
        self.each("property", REGIONS, |_, seq| {
            let fault = if seq == 0 { Fault::Missing } else { Fault::Surplus };
            Err(fault.of("property", seq, REGION, "").into())
        })?;
        self.each("document", documents, document)?;
        self.each("fact", include_str!("sql/every-fact.sql"), |row, seq| {
            fact(row, seq, &mut texts)
        })?;
        self.each(
            "binding",
            "SELECT seq, key FROM binding ORDER BY seq",
            |row, seq| key(("binding", seq, "key"), &row.get::<_, String>(1)?).map(drop),
        )?;
        self.each(
            "answer",
            "SELECT seq, fact, other, answer FROM answer ORDER BY seq",
            answer,
        )?;
        let fields = "SELECT seq, since, kind, value, origin, name FROM field ORDER BY seq";
        self.each("field", fields, field)?;
        // What else `release` and `record` hold is text that anybody may choose.
        let releases = "SELECT seq, ground FROM release ORDER BY seq";
        self.each("release", releases, |row, seq| said("release", row, seq))?;
        let records = "SELECT seq, register, code FROM record ORDER BY seq";
        self.each("record", records, |row, seq| said("record", row, seq))
    }

    /// Goes through the places of rows: they follow on each other, and what they point at was there.
    fn places(&mut self) -> Result<()> {
        for table in TABLES {
            let query = format!(
                "SELECT n.seq FROM {table} n WHERE (SELECT min(seq) <> 1 OR max(seq) <> count(*) FROM {table})
                    AND n.seq <> 1 AND NOT EXISTS (SELECT 1 FROM {table} p WHERE p.seq = n.seq - 1)"
            );
            self.each(table, &query, |_, seq| {
                Err(Fault::Gap.of(table, seq, "seq", &seq.to_string()).into())
            })?;
        }
        for (table, column, other) in POINTS {
            let query = format!(
                "SELECT n.seq, n.{column} FROM {table} n JOIN {other} o ON o.seq = n.{column} WHERE o.change > n.change"
            );
            self.each(table, &query, |row, seq| {
                let at: i64 = row.get(1)?;
                Err(Fault::Later.of(table, seq, column, &at.to_string()).into())
            })?;
        }
        Ok(())
    }

    /// Gives `read` all rows of a question, with their places in `table`, and keeps what it cannot read.
    fn each(
        &mut self,
        table: &'static str,
        query: &str,
        mut read: impl FnMut(&Row<'_>, i64) -> Result<()>,
    ) -> Result<()> {
        let mut query = self.db.prepare(query)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            if self.found.len() >= MOST {
                break;
            }
            let seq = row.get(0)?;
            if let Some(column) = no_text(row)? {
                self.found.push(Fault::Text.of(table, seq, column, ""));
                continue;
            }
            match read(row, seq) {
                Ok(()) => {}
                Err(LedgerError::Unreadable(row)) => self.found.push(*row),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

/// The first column whose text is none: the tables are STRICT, but text may be of any bytes.
fn no_text<'r>(row: &'r Row<'_>) -> Result<Option<&'r str>> {
    for at in 0..row.as_ref().column_count() {
        if let ValueRef::Text(text) = row.get_ref(at)?
            && std::str::from_utf8(text).is_err()
        {
            return Ok(Some(row.as_ref().column_name(at)?));
        }
    }
    Ok(None)
}

fn change(row: &Row<'_>, seq: i64) -> Result<()> {
    let wrong = |fault: Fault, column, holds: &str| Err(fault.of("change", seq, column, holds).into());
    let (at, act): (String, String) = (row.get(1)?, row.get(2)?);
    let reverses: Option<i64> = row.get(5)?;
    let of: Option<String> = row.get(6)?;
    if !at.parse().is_ok_and(|time| written(time) == at) {
        return wrong(Fault::Time, "at", &at);
    }
    let Some(kind) = ActKind::named(&act) else {
        return wrong(Fault::Word, "act", &act);
    };
    let is_undo = kind == ActKind::Undo;
    match (reverses, of.as_deref().and_then(ActKind::named)) {
        (None, _) if is_undo => wrong(Fault::Missing, "reverses", ""),
        (Some(other), _) if !is_undo => wrong(Fault::Surplus, "reverses", &other.to_string()),
        (Some(other), _) if other >= seq => wrong(Fault::Later, "reverses", &other.to_string()),
        (Some(other), Some(ActKind::Init | ActKind::Undo)) => {
            wrong(Fault::Kept, "reverses", &other.to_string())
        }
        _ => Ok(()),
    }
}

/// Fails where a column behind the first says nothing.
fn said(table: &'static str, row: &Row<'_>, seq: i64) -> Result<()> {
    for at in 1..row.as_ref().column_count() {
        if row.get::<_, String>(at)?.trim().is_empty() {
            let column = row.as_ref().column_name(at).unwrap_or_default();
            return Err(Fault::Missing.of(table, seq, column, "").into());
        }
    }
    Ok(())
}

fn property(row: &Row<'_>, seq: i64) -> Result<()> {
    let (name, value, change): (String, String, i64) = (row.get(1)?, row.get(2)?, row.get(3)?);
    let fault = match name.as_str() {
        // A ledger is of one region, since it was begun.
        REGION if change != 1 => Some(Fault::Surplus),
        REGION => (!is_region(&value)).then_some(Fault::Word),
        PERIOD => period_of(&value).is_none().then_some(Fault::Period),
        REGISTER => value.is_empty().then_some(Fault::Missing),
        REACH => brought(&value).is_none().then_some(Fault::Word),
        "review" | "sign-off" | TALLY => (!is_digest(&value)).then_some(Fault::Digest),
        "publication" => {
            let record = json::from_str::<json::Value>(&value);
            (!record.is_ok_and(|record| record.is_object())).then_some(Fault::Word)
        }
        _ => return Err(Fault::Word.of("property", seq, "name", &name).into()),
    };
    fault.map_or(Ok(()), |fault| {
        Err(fault.of("property", seq, "value", &value).into())
    })
}

/// Whether keys can name this region, and nothing but it.
fn is_region(code: &str) -> bool {
    format!("k@{code}")
        .parse::<Key>()
        .is_ok_and(|key| key.region == code)
}

fn is_digest(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.len() == DIGEST && text.bytes().all(is_digit)
}

fn document(row: &Row<'_>, seq: i64) -> Result<()> {
    let (named, text): (String, String) = (row.get(1)?, row.get(2)?);
    if digest(&text) != named {
        return Err(Fault::Digest.of("document", seq, "digest", &named).into());
    }
    let format: String = row.get(6)?;
    if !FORMATS.contains(&format.as_str()) {
        return Err(Fault::Word.of("document", seq, "format", &format).into());
    }
    days(row, ("document", seq), 3).map(drop)
}

/// The days that stand in the columns `period_from` and `period_to` from `at` on.
fn days(row: &Row<'_>, (table, seq): (&'static str, i64), at: usize) -> Result<Option<(Date, Date)>> {
    let (from, to): (Option<String>, Option<String>) = (row.get(at)?, row.get(at + 1)?);
    let day = |text: Option<String>, column| {
        let day = text.map(|text| text.parse().map_err(|_| Fault::Day.of(table, seq, column, &text)));
        day.transpose()
    };
    match (day(from, "period_from")?, day(to, "period_to")?) {
        (Some(from), Some(to)) => Ok(Some((from, to))),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Fault::Missing.of(table, seq, "period_from", "").into()),
        (Some(_), None) => Err(Fault::Missing.of(table, seq, "period_to", "").into()),
    }
}

/// The key that a column holds, in its one spelling.
fn key((table, seq, column): (&'static str, i64, &str), text: &str) -> Result<Key> {
    let key: Key = text
        .parse()
        .map_err(|_| Fault::Key.of(table, seq, column, text))?;
    if key.to_string() == text {
        Ok(key)
    } else {
        Err(Fault::Spelling.of(table, seq, column, text).into())
    }
}

fn fact(row: &Row<'_>, seq: i64, texts: &mut PaperTexts<'_>) -> Result<()> {
    let wrong = |fault: Fault, column, holds: &str| Err(fault.of("fact", seq, column, holds).into());
    let kept = Kept::from_row(row)?;
    let key = key(("fact", seq, "key"), &row.get::<_, String>(2)?)?;
    let region: String = row.get(24)?;
    if key.region != region {
        return wrong(Fault::Differs, "region", &region);
    }
    let days = days(row, ("fact", seq), 25)?;
    if key.period.map(|period| (period.from, period.to)) != days {
        let to: Option<String> = row.get(26)?;
        return wrong(Fault::Differs, "period_to", &to.unwrap_or_default());
    }
    let exact: Option<i64> = row.get(9)?;
    match exact {
        Some(0 | 1) if kept.fact.printed.is_some() => {}
        None if kept.fact.printed.is_none() => {}
        None => return wrong(Fault::Missing, "exact", ""),
        Some(0 | 1) => return wrong(Fault::Surplus, "exact", ""),
        Some(other) => return wrong(Fault::Word, "exact", &other.to_string()),
    }
    if let Some(revised) = kept.revises.filter(|revised| *revised >= seq) {
        return wrong(Fault::Later, "revises", &revised.to_string());
    }
    amount(&kept, seq)?;
    if kept
        .fact
        .printed
        .is_some_and(|printed| !printed::may_be_exact(&printed, &kept.fact))
    {
        return wrong(Fault::Printed, "exact", "1");
    }
    match kept.fact.source {
        Source::Document { span, sentence, .. } => {
            let text = texts.of(row.get(27)?)?;
            let text = std::str::from_utf8(text).unwrap_or_default();
            for (place, columns) in [span, sentence].into_iter().zip(SPANS) {
                if let Some((column, at)) = misplaced(text, place, columns) {
                    return wrong(Fault::Place, column, &at.to_string());
                }
            }
            printed_there(&kept, seq, text, (span, sentence))
        }
        _ => no_spans(row, seq),
    }
}

/// The column of a place that lies outside the text or within a character, and what it holds.
fn misplaced(text: &str, span: Span, [start, end]: [&'static str; 2]) -> Option<(&'static str, usize)> {
    if !text.is_char_boundary(span.start) {
        return Some((start, span.start));
    }
    (span.end < span.start || !text.is_char_boundary(span.end)).then_some((end, span.end))
}

/// Fails where the place in the text is none of the figure: it lies without its sentence, or its digits are others.
fn printed_there(kept: &Kept, seq: i64, text: &str, (span, sentence): (Span, Span)) -> Result<()> {
    let [[start, _], [from, to]] = SPANS;
    let wrong = |column, at: usize| Err(Fault::Elsewhere.of("fact", seq, column, &at.to_string()).into());
    if span.start < sentence.start {
        return wrong(from, sentence.start);
    }
    if sentence.end < span.end {
        return wrong(to, sentence.end);
    }
    let printed = kept.fact.printed.as_ref();
    if printed::may_be_told_by(printed, span.of(text)) {
        Ok(())
    } else {
        wrong(start, span.start)
    }
}

/// Fails where a number is none that was printed so, or a range ends before it begins.
fn amount(kept: &Kept, seq: i64) -> Result<()> {
    let Worth::Number(value) = &kept.fact.worth else {
        return Ok(());
    };
    if let Value::Range(from, to) = value
        && !printed::in_order(*from, *to)
    {
        return Err(Fault::Order.of("fact", seq, "value_to", &to.to_string()).into());
    }
    match kept
        .fact
        .printed
        .filter(|printed| !printed::is_of(printed, value))
    {
        Some(printed) => Err(Fault::Printed
            .of("fact", seq, "digits", &printed.digits.to_string())
            .into()),
        None => Ok(()),
    }
}

/// Fails where a fact of no document has a place in one.
fn no_spans(row: &Row<'_>, seq: i64) -> Result<()> {
    for at in 16..20 {
        if row.get::<_, Option<i64>>(at)?.is_some() {
            let column = row.as_ref().column_name(at).unwrap_or_default();
            return Err(Fault::Surplus.of("fact", seq, column, "").into());
        }
    }
    Ok(())
}

fn answer(row: &Row<'_>, seq: i64) -> Result<()> {
    let (fact, other, answer): (i64, i64, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
    match answer.as_str() {
        "withdrawn" if fact != other => Err(Fault::Differs
            .of("answer", seq, "other", &other.to_string())
            .into()),
        "both" | "revision" | "withdrawn" | "same-words" => Ok(()),
        _ => Err(Fault::Word.of("answer", seq, "answer", &answer).into()),
    }
}

fn field(row: &Row<'_>, seq: i64) -> Result<()> {
    dated(row, seq, 1)?;
    let origin: Option<String> = row.get(4)?;
    match origin.filter(|origin| json::from_str::<Source>(origin).is_err()) {
        Some(origin) => Err(Fault::Origin.of("field", seq, "origin", &origin).into()),
        None => Ok(()),
    }
}
