//! 审核: what was handed in and waits, who is missing, with the words to remind them; what is returned or taken.

use super::frame;
use super::submission::Opened;
use super::submissions::{kept, missing, named, state, table, who};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use crate::submitted::{self, RecordError, State};
use axum::http::StatusCode;
use juyan_desk::held::Seen;
use juyan_ledger::ActKind;
use maud::{Markup, html};

/// The queue.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let all = kept(ask)?.all()?;
    let (waiting, rest): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|one| matches!(one.state, State::Submitted | State::Approved));
    let body = html! {
        link rel="stylesheet" href="/assets/submission.css";
        div.head { h1 { (ask.say("web.review")) } p { a href="/review/bulletin.docx" { (ask.say("submission.bulletin")) } } }
        (frame::done(ask))
        h2 { (ask.say("submission.waiting")) }
        @if waiting.is_empty() { p.soft { (ask.say("submission.none-waiting")) } } @else { (table(ask, &waiting)) }
        (not_handed_in(ask)?)
        @if !rest.is_empty() { h2 { (ask.say("submission.others")) } (table(ask, &rest)) }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.review"), &body)))
}

/// Who has not handed in, each with words to remind them by.
fn not_handed_in(ask: &Ask<'_>) -> Result<Markup, Problem> {
    let Some((period, missing)) = missing(ask)? else {
        return Ok(html! {});
    };
    Ok(html! { @if !missing.is_empty() {
        h2 { (ask.context().fill("submission.missing", &[("period", &named(ask, period)), ("count", &missing.len())])) }
        div.wide { table {
            thead { tr { @for head in ["web.department", "web.state", "submission.reminder-head"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for (department, stands) in &missing { tr {
                th scope="row" { (department) }
                td { @if let Some(stands) = stands { (state(ask, *stands)) } @else { span.stand { (ask.say("submission.not-begun")) } } }
                td.reminder { (ask.context().fill("submission.reminder", &[("department", department), ("period", &named(ask, period))])) }
            } } }
        } }
    } })
}

/// Returns it, with a reason for cells or for all of it.
pub(crate) fn send_back(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut opened = Opened::of(ask, Right::Review)?;
    let mut remarks = Vec::new();
    for (place, field) in opened.form.fields.iter().enumerate() {
        let told = |letter: &str| ask.form.get(&format!("{letter}{place}"));
        let key = field.key.to_string();
        if told("k") == key && !told("r").is_empty() {
            remarks.push((key, told("r").to_owned()));
        }
    }
    let reason = ask.form.get("reason");
    if remarks.is_empty() && reason.is_empty() {
        return Err(Problem::unusable("submission.no-reason"));
    }
    let number = opened.one.number;
    let done = opened
        .all
        .become_of(number, State::Returned, who(ask)?, (reason, &remarks));
    done.map_err(|error| opened.refused(ask, error))?;
    ask.note("submission.deed-return", &number.to_string())?;
    Ok(reply::see("/review?done=returned"))
}

/// Takes it: its figures are recorded, and it is locked. Where that breaks off it is taken up again the next time, and nothing is
/// recorded twice.
pub(crate) fn approve(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut opened = Opened::of(ask, Right::Review)?;
    let number = opened.one.number;
    if opened.one.state != State::Approved {
        let done = opened
            .all
            .become_of(number, State::Approved, who(ask)?, ("", &[]));
        done.map_err(|error| opened.refused(ask, error))?;
    }
    let count = recorded(ask, &opened)?;
    let told = ask.context().fill("submission.recorded", &[("count", &count)]);
    let done = opened
        .all
        .become_of(number, State::Locked, who(ask)?, (&told, &[]));
    done.map_err(|error| opened.refused(ask, error))?;
    ask.note("submission.deed-approve", &number.to_string())?;
    Ok(reply::see("/review?done=locked"))
}

/// Writes its figures into the ledger, with who reported them and when as their source.
fn recorded(ask: &Ask<'_>, opened: &Opened) -> Result<usize, Problem> {
    let one = &opened.one;
    let handed = opened
        .steps
        .iter()
        .rev()
        .find(|step| step.state == State::Submitted);
    let (person, at) = handed.map_or(("", 0), |step| (step.person.as_str(), step.at));
    // What stands in the ledger is in one language, whoever looks at the page.
    let zh = juyan::Context {
        language: juyan::Language::Zh,
        ..ask.context()
    };
    let told: [(&str, &dyn std::fmt::Display); 4] = [
        ("number", &one.number),
        ("department", &one.department),
        ("person", &person),
        ("at", &ask.workspace.told(at)),
    ];
    let source = zh.fill("submission.source", &told);
    let act = ask.workspace.act(ActKind::Enter, who(ask)?.0).because(&source);
    let told = (&opened.form, &opened.cells);
    let (catalogue, poster) = (ask.workspace.catalogue(), ask.workspace.poster());
    // Of two who approve at once the second finds what the first recorded.
    let recorded = ask
        .workspace
        .write(|ledger| submitted::record(ledger, one, told, (&source, &act), (catalogue, poster)))?;
    recorded.map_err(|error| match error {
        RecordError::Ledger(error) => error.into(),
        RecordError::Unfit(key) => Problem::new(StatusCode::CONFLICT, "submission.unfit").with("key", key),
    })
}

/// The bulletin 通报 of the day: what `juyan watch` prints as a Word file.
pub(crate) fn bulletin(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let (day, lights) = (crate::seen::day(ask)?, crate::seen::lights(ask)?);
    let ledger = ask.workspace.ledger()?;
    let held = ask.workspace.held(&ledger)?;
    let seen = Seen::of((&ledger, &held), ask.workspace.catalogue(), lights, day)?;
    let printed = seen.print(
        (&ledger, &held),
        lights,
        ask.context(),
        juyan_print::watch::bulletin,
    )?;
    let bytes = printed.map_err(|error| Problem::broken(&error))?;
    Ok(reply::file(reply::WORD, bytes, &format!("bulletin-{day}.docx")))
}

/// That departments are missing, with how many, for who may do something about it.
pub(crate) fn reminded(ask: &Ask<'_>) -> Result<Markup, Problem> {
    if !ask.may(Right::Submissions, None) {
        return Ok(html! {});
    }
    let Some((period, mut missing)) = missing(ask)? else {
        return Ok(html! {});
    };
    missing.retain(|department, _| ask.may(Right::Submissions, Some(super::submissions::of(department))));
    let place = if ask.may(Right::Review, None) {
        "/review"
    } else {
        "/submissions"
    };
    let names: Vec<&str> = missing.keys().map(String::as_str).collect();
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("period", &named(ask, period)),
        ("count", &missing.len()),
        ("names", &names.join(ask.say("submission.between"))),
    ];
    Ok(
        html! { @if !missing.is_empty() { p.lead { a href=(place) { (ask.context().fill("submission.missing-line", &told)) } } } },
    )
}
