//! Registers for programs: which there are, their rows as lines, and a row changed by who tells which state of it he saw.

use super::register_change::{Stopped, editable, saved};
use super::register_form::{Form, texts};
use super::registers::{Wanted, fields, found, kind, may_see};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::{HeaderValue, StatusCode, header};
use juyan::vocabulary::{Field, RegisterType};
use juyan_model::{Cell, Date, Record};
use juyan_posting::{PostError, Posting};
use serde_json::{Map, Value, json};

/// So many rows stand on a page; whoever wants more asks for the next.
const PAGE: usize = 1000;

/// The registers that who asks may see, with how many rows they have.
pub(crate) fn all(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let mut told = Vec::new();
    for kind in &ask.workspace.catalogue().registers {
        if may_see(ask, kind, kind.secrecy) {
            let rows = ledger.read(|reading| reading.count(&kind.id))?;
            told.push(json!({ "register": kind.id, "zh": kind.zh, "en": kind.en, "department": kind.dept, "rows": rows }));
        }
    }
    Ok(reply::json(&told))
}

/// The rows of a register, one a line: those in which words stand, in the order of a field, a page of them.
pub(crate) fn rows(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let (fields, day) = (fields(ask, kind), crate::seen::day(ask)?);
    let format = ask.query.get("format");
    if !matches!(format, "" | "ndjson" | "csv") {
        return Err(Problem::unusable("web.no-format").with("format", format));
    }
    let version = ask.workspace.ledger()?.rows_version()?;
    let account = &ask.who()?.account;
    let asked = format!(
        "{version:?} {} {:?} {:?} {day}",
        account.name, ask.query, ask.language
    );
    let tag = crate::token::digest(asked);
    reply::unless_known(ask, tag.get(..16).unwrap_or(&tag), || {
        let (count, records) = found(ask, (kind, &fields), &Wanted::of(ask), PAGE)?;
        let mut reply = match format {
            "csv" => reply::typed(
                StatusCode::OK,
                "text/csv; charset=utf-8",
                csv(&records, &fields, day),
            ),
            _ => reply::typed(
                StatusCode::OK,
                "application/x-ndjson",
                lines(&records, &fields, day),
            ),
        };
        reply
            .headers_mut()
            .insert("x-total-count", HeaderValue::from(count));
        Ok(reply)
    })
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Link(text) | Cell::Code(text) => text.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

fn lines(records: &[Record], fields: &[&Field], day: Date) -> String {
    let line = |record: &Record| {
        let held = fields
            .iter()
            .filter_map(|field| Some((field.id.to_string(), record.on(&field.id, day)?)));
        let held: Map<String, Value> = held
            .map(|(name, cell)| (name, Value::from(plain(cell))))
            .collect();
        format!("{}\n", json!({ "code": record.code, "fields": held }))
    };
    records.iter().map(line).collect()
}

fn csv(records: &[Record], fields: &[&Field], day: Date) -> String {
    let quoted = |text: &str| {
        // What a spreadsheet would take for a formula is told to be text.
        let lead = if text.starts_with(['=', '+', '@', '\t']) {
            "'"
        } else {
            ""
        };
        format!("\"{lead}{}\"", text.replace('"', "\"\""))
    };
    let row = |record: &Record| {
        let held = |field: &&Field| {
            record
                .on(&field.id, day)
                .map_or_else(String::new, |cell| quoted(&plain(cell)))
        };
        let held: Vec<String> = fields.iter().map(held).collect();
        format!("{}\r\n", held.join(","))
    };
    let head: Vec<&str> = fields.iter().map(|field| field.id.as_str()).collect();
    format!("{}\r\n", head.join(",")) + &records.iter().map(row).collect::<String>()
}

/// A row, with the tag of its state.
pub(crate) fn row(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let (fields, code) = (fields(ask, kind), ask.path.get("code"));
    let ledger = ask.workspace.ledger()?;
    let (record, newest) = ledger.read(|reading| {
        Ok::<_, Problem>((reading.record(&kind.id, code)?, reading.newest(&kind.id, code)?))
    })?;
    let record = record.ok_or_else(Problem::nowhere)?;
    let day = crate::seen::day(ask)?;
    let mut reply = reply::typed(StatusCode::OK, "application/json", lines(&[record], &fields, day));
    tagged(&mut reply, newest.unwrap_or_default());
    Ok(reply)
}

fn tagged(reply: &mut Reply, change: i64) {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{change}\"")) {
        reply.headers_mut().insert(header::ETAG, tag);
    }
}

/// Changes a row whose state is the one that who asks saw.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = editable(ask)?;
    let code = ask.path.get("code");
    let told = ask
        .headers
        .get(header::IF_MATCH)
        .and_then(|told| told.to_str().ok());
    let seen: Option<i64> = told.and_then(|told| told.trim_matches('"').parse().ok());
    let seen = seen.ok_or_else(|| Problem::new(StatusCode::PRECONDITION_REQUIRED, "web.no-match"))?;
    let ledger = ask.workspace.ledger()?;
    let (then, newest) = ledger.read(|reading| {
        Ok::<_, Problem>((
            reading.record_after(&kind.id, code, seen)?,
            reading.newest(&kind.id, code)?,
        ))
    })?;
    let newest = newest.ok_or_else(Problem::nowhere)?;
    let base = texts(ask, kind, then.as_ref());
    let mut form = Form::sent(ask, kind, &base);
    form.seen = Some(seen);
    if form.reason.is_empty() {
        return Err(Problem::unusable("web.no-reason"));
    }
    let sheets = [form.sheet(&base)];
    let posting = Posting {
        since: form.day(ask)?,
        ..Posting::of(&sheets)
    };
    match saved(ask, &form, &posting)? {
        Ok(change) => {
            ask.note("web.deed-row", &format!("{} {code}", kind.id))?;
            let mut reply = reply::json(&json!({ "change": change.seq, "hash": change.hash }));
            tagged(&mut reply, change.seq);
            Ok(reply)
        }
        Err(Stopped::Overtaken) => Err(overtaken(newest)),
        Err(Stopped::Post(error)) => Err(unposted(ask, kind, error)),
    }
}

fn overtaken(newest: i64) -> Problem {
    Problem::new(StatusCode::PRECONDITION_FAILED, "web.overtaken").with("change", newest)
}

fn unposted(ask: &Ask<'_>, kind: &RegisterType, error: PostError) -> Problem {
    match error {
        PostError::Ledger(error) => error.into(),
        PostError::Unchanged(_) | PostError::OtherYears(_) => Problem::unusable("web.nothing-changed"),
        PostError::Refused(complaints) => {
            let said = |wrong: &juyan_register::Complaint| {
                let field = kind.field(&wrong.field).map_or("", |field| field.zh.as_str());
                format!(
                    "{field} {}",
                    wrong.said(ask.workspace.catalogue(), ask.language.code())
                )
            };
            let said: Vec<String> = complaints.iter().map(said).collect();
            Problem::unusable("web.row-refused").with("why", said.join("; "))
        }
    }
}
