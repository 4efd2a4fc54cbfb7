//! One row of a register: what it holds, a form to change it, and every value that its fields ever had, with who wrote it and why.

use super::register_form::Form;
use super::registers::{cell, done, fields, kind, unit};
use super::{frame, register_form};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use juyan::vocabulary::{Field, RegisterType};
use juyan_ledger::{Change, KeptField};
use juyan_register::shown;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The row.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let (fields, day) = (fields(ask, kind), crate::seen::day(ask)?);
    let code = ask.path.get("code");
    let ledger = ask.workspace.ledger()?;
    let (record, newest) = ledger.read(|reading| {
        Ok::<_, Problem>((reading.record(&kind.id, code)?, reading.newest(&kind.id, code)?))
    })?;
    let record = record.ok_or_else(Problem::nowhere)?;
    let form =
        register_form::may_edit(ask, kind).then(|| Form::of(ask, kind, &record, newest.unwrap_or_default()));
    let body = html! {
        (heading(ask, kind, code))
        (done(ask, kind))
        dl.pairs { @for field in &fields {
            dt { (field.zh) } dd { (cell(ask, &record, field, day)) (unit(field)) }
        } }
        @if let Some(form) = &form { details.edit { summary { (ask.say("web.edit-row")) } (form.shown(ask, &html! {})) } }
        (history(ask, kind, code)?)
    };
    Ok(reply::page(frame::whole(ask, &title(ask, kind, code), &body)))
}

pub(super) fn title(ask: &Ask<'_>, kind: &RegisterType, code: &str) -> String {
    format!("{} {code}", ask.context().either(&kind.zh, &kind.en))
}

pub(super) fn heading(ask: &Ask<'_>, kind: &RegisterType, code: &str) -> Markup {
    html! { h1 { a href={ "/registers/" (kind.id) } { (ask.context().either(&kind.zh, &kind.en)) } " " (code) } }
}

/// Every value that its fields ever had, the last first.
pub(super) fn history(ask: &Ask<'_>, kind: &RegisterType, code: &str) -> Result<Markup, Problem> {
    let (fields, ledger) = (fields(ask, kind), ask.workspace.ledger()?);
    let mut history = ledger.field_history(&kind.id, code)?;
    history.reverse();
    let mut changes: BTreeMap<i64, Change> = BTreeMap::new();
    for kept in &history {
        if !changes.contains_key(&kept.change) {
            changes.extend(ledger.change_of(kept.change)?.map(|change| (kept.change, change)));
        }
    }
    Ok(html! {
        h2 { (ask.say("web.history")) }
        div.wide { table {
            thead { tr { @for head in ["web.field", "web.value", "web.since", "web.brought", "web.source"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for kept in &history { @if let Some(field) = fields.iter().find(|field| field.id == kept.name) {
                (value(ask, field, kept, changes.get(&kept.change)))
            } } }
        } }
    })
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
        td { @if let Some(change) = change { (change.minute()) " " (change.person) " " (change.reason) } }
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
