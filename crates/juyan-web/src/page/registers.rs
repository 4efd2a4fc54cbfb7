//! 台账: the registers and their rows, looked through and sorted; of each row every value that its fields ever had.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::rule::{Right, Thing};
use juyan::vocabulary::{Field, RegisterType};
use juyan_ledger::{Change, KeptField};
use juyan_model::{Date, Record, Secrecy};
use juyan_register::shown;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// So many rows stand on a page.
const PAGE: usize = 50;

/// The registers that who asks may see, with how many rows they have.
pub(crate) fn all(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let counts = ask.workspace.ledger()?.registers()?;
    let kinds = counts
        .iter()
        .filter_map(|(id, count)| Some((ask.workspace.catalogue().register(id)?, count)));
    let kinds: Vec<(&RegisterType, &i64)> = kinds
        .filter(|(kind, _)| may_see(ask, kind, kind.secrecy))
        .collect();
    let body = html! {
        h1 { (ask.say("web.registers")) }
        @if kinds.is_empty() { p.soft { (ask.say("web.no-registers")) } }
        div.wide { table {
            thead { tr { @for head in ["web.register", "web.department", "web.rows"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for (kind, count) in kinds { tr {
                th scope="row" { a href={ "/registers/" (kind.id) } { (ask.context().either(&kind.zh, &kind.en)) } }
                td { (kind.dept) }
                td.number { (count) }
            } } }
        } }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.registers"), &body)))
}

fn may_see(ask: &Ask<'_>, kind: &RegisterType, secrecy: Secrecy) -> bool {
    let thing = Thing {
        department: &kind.dept,
        secrecy,
    };
    ask.may(Right::Registers, Some(thing))
}

/// The register that the address names. Fails where there is none, or who asks may not see it: which of both is not told.
fn kind<'w>(ask: &Ask<'w>) -> Result<&'w RegisterType, Problem> {
    let kind = ask.workspace.catalogue().register(ask.path.get("register"));
    kind.filter(|kind| may_see(ask, kind, kind.secrecy))
        .ok_or_else(Problem::nowhere)
}

/// Its fields that who asks may see.
fn fields<'w>(ask: &Ask<'w>, kind: &'w RegisterType) -> Vec<&'w Field> {
    let is_seen = |field: &&Field| may_see(ask, kind, field.secrecy.unwrap_or(kind.secrecy));
    kind.fields.iter().filter(is_seen).collect()
}

fn cell(ask: &Ask<'_>, record: &Record, field: &Field, day: Date) -> String {
    record
        .on(&field.id, day)
        .map_or_else(String::new, |cell| shown(cell, field, ask.workspace.catalogue()))
}

/// The rows of a register: those in which the words stand, in the order of a field.
pub(crate) fn rows(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let (fields, day) = (fields(ask, kind), crate::seen::day(ask)?);
    let ledger = ask.workspace.ledger()?;
    let held = ask.workspace.ready().held(&ledger)?;
    let words = ask.query.get("q");
    let has_words = |record: &&Record| {
        words.is_empty()
            || record.code.contains(words)
            || fields
                .iter()
                .any(|field| cell(ask, record, field, day).contains(words))
    };
    let mut records: Vec<&Record> = held
        .registers
        .records(&kind.id)
        .filter(|record| record.is_there(day))
        .filter(has_words)
        .collect();
    let (by, falls) = match ask.query.get("sort").strip_prefix('-') {
        Some(by) => (by, true),
        None => (ask.query.get("sort"), false),
    };
    if let Some(field) = fields.iter().find(|field| field.id == by) {
        records.sort_by(|one, other| one.on(&field.id, day).cmp(&other.on(&field.id, day)));
    }
    if falls {
        records.reverse();
    }
    // The code stands before each row already; what nobody filled in takes no room.
    let is_code = |field: &&Field| matches!(kind.code.as_slice(), [only] if *only == field.id);
    let is_filled = |field: &&Field| records.iter().any(|record| record.on(&field.id, day).is_some());
    let columns: Vec<&Field> = fields
        .iter()
        .copied()
        .filter(|field| !is_code(field) && is_filled(field))
        .collect();
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let to = |sort: &str, page: usize| {
        format!(
            "/registers/{}?q={}&sort={}&page={page}",
            kind.id,
            escaped(words),
            escaped(sort)
        )
    };
    let title = ask.context().either(&kind.zh, &kind.en);
    let body = html! {
        div.head { h1 { (title) small { " " (kind.dept) } }
            form.choice method="get" {
                label { span { (ask.say("web.words")) } input type="search" name="q" value=(words); }
                button { (ask.say("web.look")) }
            }
        }
        p.lead { (ask.context().fill("web.rows-found", &[("count", &records.len()), ("day", &day)])) }
        div.wide { table.rows {
            thead { tr { th scope="col" { (ask.say("web.number")) } @for field in &columns {
                th.number[is_number(field)] scope="col" {
                    a href=(to(&order(field, by, falls), 1)) { (field.zh) (unit(field)) (arrow(field, by, falls)) }
                }
            } } }
            tbody { @for record in records.iter().skip((page - 1).saturating_mul(PAGE)).take(PAGE) { tr {
                th scope="row" { a href={ "/registers/" (kind.id) "/" (escaped(&record.code)) } { (record.code) } }
                @for field in &columns { (written(&cell(ask, record, field, day), field)) }
            } } }
        } }
        (frame::pages(ask, page, records.len().div_ceil(PAGE), |page| to(ask.query.get("sort"), page)))
    };
    Ok(reply::page(frame::whole(ask, title, &body)))
}

/// What stands in a cell; long texts are broken.
fn written(words: &str, field: &Field) -> Markup {
    const LONG: usize = 18;
    html! { td.number[is_number(field)].long[words.chars().count() > LONG] { (words) } }
}

fn is_number(field: &Field) -> bool {
    field.kind == juyan::vocabulary::FieldKind::Number
}

fn unit(field: &Field) -> Markup {
    html! { @if !field.unit.is_empty() { small { " " (field.unit) } } }
}

/// By this field; the other way round where it is so already.
fn order(field: &Field, by: &str, falls: bool) -> String {
    if field.id == by && !falls {
        format!("-{}", field.id)
    } else {
        field.id.to_string()
    }
}

fn arrow(field: &Field, by: &str, falls: bool) -> &'static str {
    match (field.id == by, falls) {
        (true, true) => " ↓",
        (true, false) => " ↑",
        (false, _) => "",
    }
}

/// One row: what it holds, and every value that its fields ever had, with who wrote it and why.
pub(crate) fn row(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let (fields, day) = (fields(ask, kind), crate::seen::day(ask)?);
    let code = ask.path.get("code");
    let ledger = ask.workspace.ledger()?;
    let held = ask.workspace.ready().held(&ledger)?;
    let record = held
        .registers
        .records(&kind.id)
        .find(|record| record.code == code)
        .ok_or_else(Problem::nowhere)?;
    let changes: BTreeMap<i64, Change> = ledger
        .changes()?
        .into_iter()
        .map(|change| (change.seq, change))
        .collect();
    let mut history = ledger.field_history(&kind.id, code)?;
    history.reverse();
    let title = format!("{} {code}", ask.context().either(&kind.zh, &kind.en));
    let body = html! {
        h1 { a href={ "/registers/" (kind.id) } { (ask.context().either(&kind.zh, &kind.en)) } " " (code) }
        dl.pairs { @for field in &fields {
            dt { (field.zh) } dd { (cell(ask, record, field, day)) (unit(field)) }
        } }
        h2 { (ask.say("web.history")) }
        div.wide { table {
            thead { tr { @for head in ["web.field", "web.value", "web.since", "web.brought", "web.source"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for kept in &history { @if let Some(field) = fields.iter().find(|field| field.id == kept.name) {
                (value(ask, field, kept, changes.get(&kept.change)))
            } } }
        } }
    };
    Ok(reply::page(frame::whole(ask, &title, &body)))
}

fn value(ask: &Ask<'_>, field: &Field, kept: &KeptField, change: Option<&Change>) -> Markup {
    let shown = kept
        .dated
        .cell
        .as_ref()
        .map_or_else(String::new, |cell| shown(cell, field, ask.workspace.catalogue()));
    html! { tr.closed[kept.taken_back.is_some()] {
        th scope="row" { (field.zh) }
        td { (shown) @if let Some(by) = kept.taken_back { small.block { (ask.context().fill("ledger.taken-back-by", &[("change", &by)])) } } }
        td { @if let Some(since) = kept.dated.since { (since) } }
        td { @if let Some(change) = change { (change.at.get(..16).unwrap_or(&change.at).replace('T', " ")) " " (change.person) " " (change.reason) } }
        td { (origin(kept)) }
    } }
}

/// The cell of a workbook that it came from.
fn origin(kept: &KeptField) -> String {
    let source = kept
        .origin
        .as_deref()
        .and_then(|origin| serde_json::from_str(origin).ok());
    match source {
        Some(juyan_model::Source::Cell {
            workbook,
            sheet,
            cell,
        }) => format!("{workbook} {sheet} {cell}"),
        _ => String::new(),
    }
}
