//! Workbooks of a register: taken away as a form to be filled, brought back, shown for what they would change, and written.

use super::registers::{fields, kind};
use super::{check, frame, register_change};
use crate::ask::Ask;
use crate::books::Book;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::StatusCode;
use juyan::vocabulary::RegisterType;
use juyan_ledger::{ActKind, Known};
use juyan_model::Date;
use juyan_posting::{CellChange, PostError, Posted, PosterSheet, Posting};
use juyan_register::{form, shown};
use maud::{Markup, html};

/// So many rows and complaints are told; of more only how many.
const TOLD: usize = 60;

/// The register as a workbook, with the columns that who asks may see.
pub(crate) fn take(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let visible = fields(ask, kind);
    let records = ask.workspace.ledger()?.records(&kind.id, Known::Now)?;
    let mut form = form(
        kind,
        records.iter(),
        crate::seen::day(ask)?,
        ask.workspace.catalogue(),
    );
    let is_seen: Vec<bool> = form
        .columns
        .iter()
        .map(|column| visible.iter().any(|field| field.id == column.field))
        .collect();
    let mut seen = is_seen.iter();
    form.columns.retain(|_| seen.next().is_some_and(|seen| *seen));
    for row in &mut form.rows {
        let mut seen = is_seen.iter();
        row.retain(|_| seen.next().is_some_and(|seen| *seen));
    }
    let bytes = juyan_workbook::write(&form).map_err(|error| Problem::broken(&format!("{error:?}")))?;
    Ok(reply::file(reply::WORKBOOK, bytes, &format!("{}.xlsx", kind.zh)))
}

/// The form in which a workbook is chosen.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = register_change::editable(ask)?;
    Ok(page(ask, kind, &html! {}, StatusCode::OK))
}

fn page(ask: &Ask<'_>, kind: &RegisterType, told: &Markup, status: StatusCode) -> Reply {
    let named = ask.context().either(&kind.zh, &kind.en);
    let body = html! {
        h1 { a href={ "/registers/" (kind.id) } { (named) } " " (ask.say("web.bring-book")) }
        p.soft { (ask.say("web.bring-book-about")) }
        (told)
        form.card method="post" action={ "/bring/" (kind.id) } enctype="multipart/form-data" {
            (frame::csrf(ask))
            label { span { (ask.say("web.book")) } input type="file" name="book" accept=".xlsx,.xls,.csv" required; }
            label { span { (ask.say("web.holds-since")) } input type="date" name="since"; small { (ask.say("web.holds-since-about")) } }
            button { (ask.say("web.what-if")) }
        }
    };
    let mut reply = reply::page(frame::whole(ask, named, &body));
    *reply.status_mut() = status;
    reply
}

/// Shows what a workbook would change, and keeps it until that is confirmed.
pub(crate) fn bring(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = register_change::editable(ask)?;
    let file = ask.files.iter().find(|file| file.field == "book");
    let file = file.ok_or_else(|| Problem::unusable("web.check-no-file"))?;
    let book = Book {
        id: crate::token::random(16).map_err(|error| Problem::broken(&error))?,
        session: check::session(ask)?,
        register: kind.id.to_string(),
        name: file.name.clone(),
        bytes: file.bytes.clone(),
        since: ask.form.get("since").to_owned(),
        came: ask.workspace.seconds(),
    };
    let sheets = sheets(ask, kind, &book)?;
    let posting = posting(ask, &book, &sheets)?;
    let ledger = ask.workspace.ledger()?;
    match ledger.read(|reading| ask.workspace.poster().rehearse(reading, &posting)) {
        Ok(posted) => {
            let told = comes_to(ask, kind, &posted);
            let facts = register_change::facts(ask, &ledger, &posted.moved)?;
            let told = html! {
                section.comes-to { h2 { (ask.say("web.comes-to")) } (told) (facts)
                    form.row method="post" action={ "/bring/" (kind.id) "/keep" } {
                        (frame::csrf(ask))
                        input type="hidden" name="book" value=(book.id);
                        label { span { (ask.say("web.why")) " *" } input name="reason" required maxlength="400"; }
                        p { button { (ask.say("web.save-row")) } }
                    }
                }
            };
            ask.workspace.books().keep(book);
            Ok(page(ask, kind, &told, StatusCode::OK))
        }
        Err(error) => refused(ask, kind, error),
    }
}

/// Writes a workbook that was shown.
pub(crate) fn keep(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = register_change::editable(ask)?;
    let session = check::session(ask)?;
    let named = (session.as_str(), kind.id.as_str(), ask.form.get("book"));
    let book = ask.workspace.books().get(named, ask.workspace.seconds());
    let book = book.ok_or_else(|| Problem::unusable("web.book-gone"))?;
    let reason = ask.form.get("reason");
    if reason.is_empty() {
        return Err(Problem::unusable("web.no-reason"));
    }
    let sheets = sheets(ask, kind, &book)?;
    let posting = posting(ask, &book, &sheets)?;
    let act = ask
        .workspace
        .act(ActKind::Import, &ask.who()?.account.name)
        .because(reason);
    let done = ask
        .workspace
        .write(|ledger| ledger.attempt(&act, |change| ask.workspace.poster().post(change, &posting)))?;
    match done {
        Ok((change, _)) => {
            ask.workspace.books().forget(&session);
            ask.note("web.deed-row", &format!("{} {}", kind.id, book.name))?;
            Ok(reply::see(&format!(
                "/registers/{}?done=saved&change={}",
                kind.id, change.seq
            )))
        }
        Err(error) => refused(ask, kind, error),
    }
}

/// The sheets of the register in a workbook. Fails where there is none, and where others stand beside it.
fn sheets<'c>(ask: &Ask<'c>, kind: &'c RegisterType, book: &Book) -> Result<Vec<PosterSheet<'c>>, Problem> {
    let catalogue = ask.workspace.catalogue();
    let read = juyan_workbook::read(&book.bytes, &book.name, catalogue);
    let read = read.map_err(|error| match error.code() {
        "too-large" => Problem::unusable("file.too-large"),
        _ => Problem::unusable("web.book-other").with("register", ask.context().either(&kind.zh, &kind.en)),
    })?;
    let grids = read.sheets.iter();
    let sheets = grids.filter_map(|grid| ask.workspace.poster().sheet(grid, None));
    let (own, others): (Vec<_>, Vec<_>) = sheets.partition(|sheet| sheet.register.id == kind.id);
    if let Some(other) = others.first() {
        let named = ask.context().either(&other.register.zh, &other.register.en);
        return Err(Problem::unusable("web.book-foreign").with("register", named));
    }
    if own.is_empty() {
        let named = ask.context().either(&kind.zh, &kind.en);
        return Err(Problem::unusable("web.book-other").with("register", named));
    }
    Ok(own)
}

fn posting<'s>(ask: &Ask<'_>, book: &Book, sheets: &'s [PosterSheet<'s>]) -> Result<Posting<'s>, Problem> {
    let wrong = || Problem::unusable("ledger.day").with("day", &book.since);
    let since: Option<Date> = match book.since.as_str() {
        "" => None,
        day => Some(juyan_register::day_of(day, ask.workspace.catalogue()).ok_or_else(wrong)?),
    };
    Ok(Posting {
        since,
        today: Some(ask.workspace.this_day()),
        ..Posting::of(sheets)
    })
}

/// Says why nothing was written.
fn refused(ask: &Ask<'_>, kind: &RegisterType, error: PostError) -> Result<Reply, Problem> {
    let complaints = match error {
        PostError::Ledger(error) => return Err(error.into()),
        PostError::Unchanged(_) | PostError::OtherYears(_) => {
            let told = html! { p.soft role="status" { (ask.say("web.nothing-changed")) } };
            return Ok(page(ask, kind, &told, StatusCode::OK));
        }
        PostError::Refused(complaints) => complaints,
    };
    let said = complaints.iter().take(TOLD);
    let said = said.map(|wrong| wrong.said(ask.workspace.catalogue(), ask.language.code()));
    let more = complaints.len().saturating_sub(TOLD);
    let told = html! {
        div.wrong role="alert" { (ask.context().fill("web.book-refused", &[("count", &complaints.len())]))
            ul.plain { @for one in said { li { (one) } } }
            @if more > 0 { p { (ask.context().fill("import.more", &[("count", &more)])) } }
        }
    };
    Ok(page(ask, kind, &told, StatusCode::UNPROCESSABLE_ENTITY))
}

/// The rows that it changes, cell by cell.
fn comes_to(ask: &Ask<'_>, kind: &RegisterType, posted: &Posted) -> Markup {
    let rows: Vec<_> = posted.sheets.iter().flat_map(|sheet| &sheet.rows).collect();
    let added: usize = posted.sheets.iter().map(juyan_posting::PostedSheet::added).sum();
    let counts: [(&str, &dyn std::fmt::Display); 3] = [
        ("added", &added),
        ("changed", &(rows.len() - added)),
        (
            "unchanged",
            &posted.sheets.iter().map(|sheet| sheet.unchanged).sum::<usize>(),
        ),
    ];
    let more = rows.len().saturating_sub(TOLD);
    let remarks = posted.remarks.iter().take(TOLD);
    let remarks = remarks.map(|wrong| wrong.said(ask.workspace.catalogue(), ask.language.code()));
    html! {
        p { (ask.context().fill("web.book-rows", &counts)) }
        @for remark in remarks { p.soft { (remark) } }
        ul.plain { @for row in rows.iter().take(TOLD) {
            li { b { (row.code) } @for cell in &row.cells { " " (changed(ask, kind, cell)) } }
        } }
        @if more > 0 { p.soft { (ask.context().fill("import.more", &[("count", &more)])) } }
    }
}

fn changed(ask: &Ask<'_>, kind: &RegisterType, change: &CellChange) -> Markup {
    let Some(field) = kind.field(&change.field) else {
        return html! {};
    };
    let say = |cell: &Option<juyan_model::Cell>| {
        let cell = cell.as_ref();
        cell.map_or_else(String::new, |cell| shown(cell, field, ask.workspace.catalogue()))
    };
    html! { span.cell { (field.zh) " " @if change.was.is_some() { del { (say(&change.was)) } " → " } ins { (say(&change.is)) } } }
}
