//! A row is changed: first what that would come to is shown, then it is saved as one change of who is signed in. Who meets another's
//! change is shown both, and loses nothing.

use super::register_form::{Form, Texts, may_edit, texts};
use super::registers::{kind, place};
use super::{frame, register_row, source};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::StatusCode;
use juyan::vocabulary::{Field, RegisterType};
use juyan_desk::shown;
use juyan_ledger::{ActKind, Change, Known, Ledger, LedgerError};
use juyan_posting::{Moved, PostError, Posted, Posting};
use juyan_register::shown as cell_shown;
use maud::{Markup, html};

/// So many facts are told of what a row comes to.
const TOLD: usize = 40;

/// Why a row was not saved.
pub(super) enum Stopped {
    /// Somebody else changed it since it was seen.
    Overtaken,
    Post(PostError),
}

impl From<LedgerError> for Stopped {
    fn from(error: LedgerError) -> Self {
        Self::Post(error.into())
    }
}

/// The form of a new row.
pub(crate) fn new(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = editable(ask)?;
    shown_again(ask, &Form::empty(ask, kind), &html! {}, StatusCode::OK)
}

/// The register of the address, where who asks may change its rows.
pub(super) fn editable<'w>(ask: &Ask<'w>) -> Result<&'w RegisterType, Problem> {
    let kind = kind(ask)?;
    if may_edit(ask, kind) {
        return Ok(kind);
    }
    let other = Problem::new(StatusCode::FORBIDDEN, "web.not-yours");
    Err(other.with("department", &kind.dept))
}

/// A new row is looked at, or saved.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let form = Form::sent(ask, editable(ask).map(|_| kind)?, &Texts::new());
    decided(ask, form, &Texts::new())
}

/// A change of a row is looked at, or saved.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = kind(ask)?;
    let code = ask.path.get("code");
    let ledger = ask.workspace.ledger()?;
    let seen: i64 = ask.form.get("seen").parse().unwrap_or_default();
    let (record, newest, then) = ledger.read(|reading| {
        Ok::<_, Problem>((
            reading.record(&kind.id, code)?,
            reading.newest(&kind.id, code)?,
            reading.record_after(&kind.id, code, seen)?,
        ))
    })?;
    let record = record.ok_or_else(Problem::nowhere)?;
    editable(ask)?;
    let (now, base) = (texts(ask, kind, Some(&record)), texts(ask, kind, then.as_ref()));
    let form = Form::sent(ask, kind, &base);
    if form.seen == newest {
        return decided(ask, form, &base);
    }
    conflict(ask, form, (&base, &now), newest)
}

/// Shows what the form comes to; saves it where that was seen.
fn decided(ask: &Ask<'_>, mut form: Form<'_>, base: &Texts) -> Result<Reply, Problem> {
    let day = form.day(ask)?;
    let sheets = [form.sheet(base)];
    let posting = Posting {
        since: day,
        today: Some(ask.workspace.this_day()),
        ..Posting::of(&sheets)
    };
    let was_seen = ask.form.get("do") == "save" && ask.form.get("mark") == form.mark();
    if was_seen && !form.reason.is_empty() {
        return match saved(ask, &form, &posting)? {
            Ok(change) => {
                let code = sheets_code(&form);
                ask.note("web.deed-row", &format!("{} {code}", form.kind.id))?;
                Ok(reply::see(&format!(
                    "{}?done=saved&change={}",
                    place(form.kind, &code),
                    change.seq
                )))
            }
            Err(Stopped::Overtaken) => change_again(ask, &form),
            Err(Stopped::Post(error)) => unposted(ask, form, error),
        };
    }
    let ledger = ask.workspace.ledger()?;
    let rehearsed = ledger.read(|reading| {
        if form.seen.is_none() && reading.has(&form.kind.id, &sheets_code(&form))? {
            return Ok(Err(Stopped::Overtaken));
        }
        match ask.workspace.poster().rehearse(reading, &posting) {
            Err(PostError::Ledger(error)) => Err(error),
            done => Ok(done.map_err(Stopped::Post)),
        }
    })?;
    match rehearsed {
        Ok(posted) => {
            let told = comes_to(ask, &ledger, &form, &posted)?;
            let no_reason = was_seen && form.reason.is_empty();
            let told = html! { (told) @if no_reason { p.wrong role="alert" { (ask.say("web.no-reason")) } } };
            let status = if no_reason {
                StatusCode::UNPROCESSABLE_ENTITY
            } else {
                StatusCode::OK
            };
            form.wrong = posted.remarks;
            shown_again(ask, &form, &told, status)
        }
        Err(Stopped::Overtaken) => change_again(ask, &form),
        Err(Stopped::Post(error)) => unposted(ask, form, error),
    }
}

/// The code of the row.
fn sheets_code(form: &Form<'_>) -> String {
    let parts = form.kind.code.iter();
    let parts: Vec<&str> = parts
        .map(|field| form.texts.get(field).map_or("", |text| text.trim()))
        .collect();
    parts.join("/")
}

/// Saves it, unless somebody else was before.
pub(super) fn saved(
    ask: &Ask<'_>,
    form: &Form<'_>,
    posting: &Posting<'_>,
) -> Result<Result<Change, Stopped>, Problem> {
    let act = ask.workspace.act(ActKind::Enter, &ask.who()?.account.name);
    let act = act.because(&form.reason);
    let code = sheets_code(form);
    let done = ask.workspace.write_together(|ledger| {
        ledger.attempt(&act, |change| {
            if change.reading().newest(&form.kind.id, &code)? != form.seen {
                return Err(Stopped::Overtaken);
            }
            let posted = ask.workspace.poster().post(change, posting);
            posted.map_err(Stopped::Post)
        })
    })?;
    Ok(done.map(|(change, _)| change))
}

/// Of a new row whose code is taken, and of one that another changed a moment ago.
fn change_again(ask: &Ask<'_>, form: &Form<'_>) -> Result<Reply, Problem> {
    if form.seen.is_some() {
        return change(ask);
    }
    let code = sheets_code(form);
    let told = html! { p.wrong role="alert" {
        (ask.context().fill("web.row-taken", &[("code", &code)])) " "
        a href=(place(form.kind, &code)) { (code) }
    } };
    shown_again(ask, form, &told, StatusCode::CONFLICT)
}

/// Says why nothing was written.
fn unposted(ask: &Ask<'_>, mut form: Form<'_>, error: PostError) -> Result<Reply, Problem> {
    match error {
        PostError::Ledger(error) => Err(error.into()),
        PostError::Refused(complaints) => {
            form.wrong = complaints;
            shown_again(ask, &form, &html! {}, StatusCode::UNPROCESSABLE_ENTITY)
        }
        PostError::Unchanged(_) | PostError::OtherYears(_) => {
            let told = html! { p.soft role="status" { (ask.say("web.nothing-changed")) } };
            shown_again(ask, &form, &told, StatusCode::OK)
        }
    }
}

fn shown_again(ask: &Ask<'_>, form: &Form<'_>, told: &Markup, status: StatusCode) -> Result<Reply, Problem> {
    let code = if form.seen.is_some() {
        ask.path.get("code")
    } else {
        ask.say("web.new-row")
    };
    let body = html! {
        (register_row::heading(ask, form.kind, code))
        (form.shown(ask, told))
        @if form.seen.is_some() { (register_row::history(ask, form.kind, code)?) }
    };
    let mut reply = reply::page(frame::whole(
        ask,
        &register_row::title(ask, form.kind, code),
        &body,
    ));
    *reply.status_mut() = status;
    Ok(reply)
}

/// What saving it comes to: the cells, the facts, the sentences that say otherwise.
fn comes_to(ask: &Ask<'_>, ledger: &Ledger, form: &Form<'_>, posted: &Posted) -> Result<Markup, Problem> {
    let catalogue = ask.workspace.catalogue();
    let field = |id: &str| form.kind.field(id);
    let cells = posted
        .sheets
        .iter()
        .flat_map(|sheet| &sheet.rows)
        .flat_map(|row| &row.cells);
    let say = |cell: &Option<juyan_model::Cell>, field: &Field| {
        cell.as_ref().map_or_else(
            || ask.say("import.empty").to_owned(),
            |cell| cell_shown(cell, field, catalogue),
        )
    };
    let facts = facts(ask, ledger, &posted.moved)?;
    Ok(html! {
        section.comes-to aria-live="polite" {
            h2 { (ask.say("web.comes-to")) }
            ul.plain { @for cell in cells { @if let Some(field) = field(&cell.field) {
                li { b { (field.zh) } " " del { (say(&cell.was, field)) } " → " ins { (say(&cell.is, field)) } @if let Some(day) = cell.since { small { " " (ask.context().fill("web.from-day", &[("day", &day)])) } } }
            } } }
            (facts)
            p { input type="hidden" name="mark" value=(form.mark());
                button.go name="do" value="save" { (ask.say("web.save-row")) } }
        }
    })
}

/// The facts that come to something else.
pub(super) fn facts(ask: &Ask<'_>, ledger: &Ledger, moved: &[Moved]) -> Result<Markup, Problem> {
    let visible = |moved: &&Moved| moved.was.as_ref().is_none_or(|kept| source::may_see(ask, kept));
    let seen: Vec<&Moved> = moved.iter().filter(visible).collect();
    let hidden = moved.len() - seen.len();
    let mut facts = Vec::new();
    for moved in seen.iter().take(TOLD) {
        facts.push(fact(ask, ledger, moved)?);
    }
    let more = seen.len().saturating_sub(TOLD);
    Ok(html! {
        @if moved.is_empty() { p.soft { (ask.say("web.no-fact-moves")) } }
        @else { h3 { (ask.context().fill("web.facts-move", &[("count", &moved.len())])) } ul.plain { @for fact in &facts { (fact) } } }
        @if more > 0 { p.soft { (ask.context().fill("import.more", &[("count", &more)])) } }
        @if hidden > 0 { p.soft { (ask.context().fill("web.facts-hidden", &[("count", &hidden)])) } }
    })
}

/// A fact that comes to something else, and the sentences of reports that say otherwise.
fn fact(ask: &Ask<'_>, ledger: &Ledger, moved: &Moved) -> Result<Markup, Problem> {
    let nothing = || ask.say("import.nothing").to_owned();
    let was = moved
        .was
        .as_ref()
        .map_or_else(nothing, |kept| shown::said(&kept.fact));
    let is = moved.is.as_ref().map_or_else(nothing, shown::said);
    let mut sentences = Vec::new();
    for kept in ledger.facts_under(&moved.key, Known::Now)? {
        let agrees = moved.is.as_ref().is_some_and(|is| is.agrees(&kept.fact));
        if !agrees && source::may_see(ask, &kept) {
            sentences.push(source::sentence(ask, ledger, &kept)?);
        }
    }
    Ok(html! { li {
        b { (shown::called(&moved.key, ask.context())) } " " del { (was) } " → " ins { (is) } small.code { " " (moved.key) }
        @if moved.lapsed { p.soft { (ask.say("import.lapsed")) } }
        @for sentence in &sentences { (sentence) }
    } })
}

/// Both wrote to the row: what it was, what the other made of it, what this one wants; nothing is lost, and sent again it is saved.
fn conflict(
    ask: &Ask<'_>,
    mut form: Form<'_>,
    (base, now): (&Texts, &Texts),
    newest: Option<i64>,
) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let by = newest
        .map(|change| ledger.change_of(change))
        .transpose()?
        .flatten();
    let of = |texts: &Texts, field: &Field| texts.get(&field.id).cloned().unwrap_or_default();
    let fields: Vec<&Field> = form.kind.fields.iter().collect();
    let own: Vec<&Field> = form.changed(base);
    let is_own = |field: &Field| own.iter().any(|other| other.id == field.id);
    let both: Vec<(&Field, String)> = fields
        .iter()
        .filter(|field| is_own(field) || of(base, field) != of(now, field))
        .map(|field| (*field, of(&form.texts, field)))
        .collect();
    for field in &fields {
        if !is_own(field) {
            form.texts.insert(field.id.clone(), of(now, field));
        }
    }
    form.seen = newest;
    let told: [(&str, &dyn std::fmt::Display); 2] = [
        ("person", &by.as_ref().map_or("", |by| by.person.as_str())),
        ("at", &by.as_ref().map(Change::minute).unwrap_or_default()),
    ];
    let table = html! {
        p.wrong role="alert" { (ask.context().fill("web.row-conflict", &told)) }
        div.wide { table {
            thead { tr { @for head in ["web.field", "web.value-then", "web.value-theirs", "web.value-yours"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for (field, mine) in &both { tr {
                th scope="row" { (field.zh) } td { (of(base, field)) } td { (of(now, field)) } td { (mine) }
            } } }
        } }
    };
    shown_again(ask, &form, &table, StatusCode::CONFLICT)
}
