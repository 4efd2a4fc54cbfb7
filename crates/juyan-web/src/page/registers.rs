//! 台账: the registers and their rows, looked through and sorted.

use super::{frame, register_form};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::rule::{Right, Thing};
use juyan::vocabulary::{Field, RegisterType};
use juyan_ledger::{RowOrder, RowsAsked};
use juyan_model::{Date, Record, Secrecy};
use juyan_register::shown;
use maud::{Markup, html};

/// So many rows stand on a page.
const PAGE: usize = 50;

/// The registers that who asks may see, with how many rows they have.
pub(crate) fn all(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let may_see = |kind: &&RegisterType| may_see(ask, kind, kind.secrecy);
    let mut kinds: Vec<(&RegisterType, i64)> = Vec::new();
    for kind in ask.workspace.catalogue().registers.iter().filter(may_see) {
        kinds.push((kind, ledger.read(|reading| reading.count(&kind.id))?));
    }
    let (filled, empty): (Vec<_>, Vec<_>) = kinds.into_iter().partition(|(_, count)| *count > 0);
    let body = html! {
        h1 { (ask.say("web.registers")) }
        @if filled.is_empty() && empty.is_empty() { p.soft { (ask.say("web.no-registers")) } }
        (listed(ask, &filled))
        @if !empty.is_empty() { details open[filled.is_empty()] {
            summary { (ask.context().fill("web.empty-registers", &[("count", &empty.len())])) }
            (listed(ask, &empty))
        } }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.registers"), &body)))
}

fn listed(ask: &Ask<'_>, kinds: &[(&RegisterType, i64)]) -> Markup {
    html! { @if !kinds.is_empty() { div.wide { table {
        thead { tr { @for head in ["web.register", "web.department", "web.rows"] { th scope="col" { (ask.say(head)) } } } }
        tbody { @for (kind, count) in kinds { tr {
            th scope="row" { a href={ "/registers/" (kind.id) } { (ask.context().either(&kind.zh, &kind.en)) } }
            td { (kind.dept) }
            td.number { (count) }
        } } }
    } } } }
}

pub(super) fn may_see(ask: &Ask<'_>, kind: &RegisterType, secrecy: Secrecy) -> bool {
    let thing = Thing {
        department: &kind.dept,
        secrecy,
    };
    ask.may(Right::Registers, Some(thing))
}

/// The register that the address names. Fails where there is none, or who asks may not see it: which of both is not told.
pub(super) fn kind<'w>(ask: &Ask<'w>) -> Result<&'w RegisterType, Problem> {
    let kind = ask.workspace.catalogue().register(ask.path.get("register"));
    kind.filter(|kind| may_see(ask, kind, kind.secrecy))
        .ok_or_else(Problem::nowhere)
}

/// Its fields that who asks may see.
pub(super) fn fields<'w>(ask: &Ask<'w>, kind: &'w RegisterType) -> Vec<&'w Field> {
    let is_seen = |field: &&Field| may_see(ask, kind, field.secrecy.unwrap_or(kind.secrecy));
    kind.fields.iter().filter(is_seen).collect()
}

pub(super) fn cell(ask: &Ask<'_>, record: &Record, field: &Field, day: Date) -> String {
    record
        .on(&field.id, day)
        .map_or_else(String::new, |cell| shown(cell, field, ask.workspace.catalogue()))
}

/// What is asked for: words, an order, a page.
pub(super) struct Wanted<'a> {
    words: &'a str,
    by: &'a str,
    falls: bool,
    page: usize,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(ask: &'a Ask<'_>) -> Self {
        let sort = ask.query.get("sort");
        let (by, falls) = sort.strip_prefix('-').map_or((sort, false), |by| (by, true));
        Self {
            words: ask.query.get("q"),
            by,
            falls,
            page: ask.query.get("page").parse().unwrap_or(1).max(1),
        }
    }

    /// The address of the same in another order, or of another page.
    fn to(&self, kind: &RegisterType, sort: &str, page: usize) -> String {
        let (words, sort) = (escaped(self.words), escaped(sort));
        format!("/registers/{}?q={words}&sort={sort}&page={page}", kind.id)
    }

    fn sort(&self) -> String {
        format!("{}{}", if self.falls { "-" } else { "" }, self.by)
    }
}

/// The rows of a register that are wanted: how many there are, and those of the page, each of `most`.
pub(super) fn found(
    ask: &Ask<'_>,
    (kind, fields): (&RegisterType, &[&Field]),
    wanted: &Wanted<'_>,
    most: usize,
) -> Result<(usize, Vec<Record>), Problem> {
    let ledger = ask.workspace.ledger()?;
    let choices = fields
        .iter()
        .flat_map(|field| field.codes.iter().map(|choice| (*field, choice)));
    let coded = choices
        .filter(|(_, choice)| !wanted.words.is_empty() && choice.zh.contains(wanted.words))
        .map(|(field, choice)| (field.id.as_str(), choice.id.as_str()));
    let order = fields
        .iter()
        .find(|field| field.id == wanted.by)
        .map(|field| RowOrder {
            field: &field.id,
            is_number: is_number(field),
        });
    let asked = RowsAsked {
        register: &kind.id,
        day: crate::seen::day(ask)?,
        words: wanted.words,
        fields: fields.iter().map(|field| field.id.as_str()).collect(),
        coded: coded.collect(),
        order,
    };
    let places = ask.workspace.ready().rows(&ledger, &asked)?;
    let first = (wanted.page - 1).saturating_mul(most);
    let page: Vec<i64> = if wanted.falls {
        places.iter().rev().skip(first).take(most).copied().collect()
    } else {
        places.iter().skip(first).take(most).copied().collect()
    };
    let mut records = Vec::new();
    for place in page {
        records.extend(ledger.record_at(&kind.id, place)?);
    }
    Ok((places.len(), records))
}

/// The rows of a register: those in which the words stand, in the order of a field.
pub(crate) fn rows(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let (fields, day) = (fields(ask, kind), crate::seen::day(ask)?);
    let wanted = Wanted::of(ask);
    let (count, records) = found(ask, (kind, &fields), &wanted, PAGE)?;
    // The code stands before each row already; what nobody filled in takes no room.
    let is_code = |field: &&Field| matches!(kind.code.as_slice(), [only] if *only == field.id);
    let is_filled = |field: &&Field| records.iter().any(|record| record.on(&field.id, day).is_some());
    let columns: Vec<&Field> = fields
        .iter()
        .copied()
        .filter(|field| !is_code(field) && is_filled(field))
        .collect();
    let title = ask.context().either(&kind.zh, &kind.en);
    let body = html! {
        div.head { h1 { (title) small { " " (kind.dept) } }
            form.choice method="get" {
                label { span { (ask.say("web.words")) } input type="search" name="q" value=(wanted.words); }
                button { (ask.say("web.look")) }
            }
        }
        (done(ask, kind))
        p.lead { (ask.context().fill("web.rows-found", &[("count", &count), ("day", &day)]))
            @if register_form::may_edit(ask, kind) { " · " a href={ "/add/" (kind.id) } { (ask.say("web.add-row")) }
                " · " a href={ "/bring/" (kind.id) } { (ask.say("web.bring-book")) } }
            " · " a href={ "/workbook/" (kind.id) } { (ask.say("web.take-book")) }
        }
        div.wide { table.rows {
            thead { tr { th scope="col" { (ask.say("web.number")) } @for field in &columns {
                th.number[is_number(field)] scope="col" {
                    a href=(wanted.to(kind, &order(field, wanted.by, wanted.falls), 1)) { (field.zh) (unit(field)) (arrow(field, wanted.by, wanted.falls)) }
                }
            } } }
            tbody { @for record in &records { tr {
                th scope="row" { a href=(place(kind, &record.code)) { (record.code) } }
                @for field in &columns { (written(&cell(ask, record, field, day), field)) }
            } } }
        } }
        (frame::pages(ask, wanted.page, count.div_ceil(PAGE), |page| wanted.to(kind, &wanted.sort(), page)))
    };
    Ok(reply::page(frame::whole(ask, title, &body)))
}

/// What was done, and the way to take it back.
pub(super) fn done(ask: &Ask<'_>, kind: &RegisterType) -> Markup {
    let change: Option<i64> = ask.query.get("change").parse().ok();
    let change = change.filter(|_| ask.query.get("done") == "saved" && register_form::may_edit(ask, kind));
    html! {
        (frame::done(ask))
        @if let Some(change) = change { p { a href={ "/undo/" (kind.id) "?change=" (change) } { (ask.context().fill("web.undo-it", &[("change", &change)])) } } }
    }
}

/// Where a row is.
pub(super) fn place(kind: &RegisterType, code: &str) -> String {
    format!("/registers/{}/{}", kind.id, escaped(code))
}

/// What stands in a cell; long texts are broken.
fn written(words: &str, field: &Field) -> Markup {
    const LONG: usize = 18;
    html! { td.number[is_number(field)].long[words.chars().count() > LONG] { (words) } }
}

pub(super) fn is_number(field: &Field) -> bool {
    field.kind == juyan::vocabulary::FieldKind::Number
}

pub(super) fn unit(field: &Field) -> Markup {
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
