//! Bringing a report to be checked, and beside it earlier ones and the plan.

use super::frame;
use crate::ask::Ask;
use crate::brought::{KEPT, OF_EACH, Paper};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::sent::{FILES, File};
use crate::token;
use juyan::Before;
use juyan::document::{Document, ReadError};
use maud::{Markup, html};
use std::sync::Arc;

/// So many bytes of memory stand for one of text, about, once it is read.
const UNFOLDED: usize = 10;

/// The heads of the list, and whether numbers stand below.
const HEADS: [(&str, bool); 4] = [
    ("web.check-paper", false),
    ("web.check-beside", false),
    ("web.check-allowed", true),
    ("web.when", false),
];

/// The form, and what was brought before.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let papers = ask
        .workspace
        .brought()
        .of(&session(ask)?, ask.workspace.seconds());
    let minutes = KEPT / 60;
    let body = html! {
        h1 { (ask.say("web.check")) }
        p.soft { (ask.say("web.check-about")) }
        form.card.bring method="post" action="/check" enctype="multipart/form-data" data-most=(FILES)
            data-large=(ask.context().fill("web.large-files", &[("most", &(FILES >> 20))])) {
            (frame::csrf(ask))
            (chosen(ask))
            p.wrong role="alert" hidden {}
            button { (ask.say("web.check-do")) }
            p.soft { (ask.context().fill("web.check-kept", &[("minutes", &minutes), ("papers", &OF_EACH)])) }
        }
        @if !papers.is_empty() {
            h2 { (ask.say("web.check-brought")) }
            div.wide { table {
                thead { tr { @for (head, is_count) in HEADS { th.number[is_count] scope="col" { (ask.say(head)) } } } }
                tbody { @for paper in &papers { tr {
                    th scope="row" { a href={ "/check/" (paper.id) } { (paper.name) } }
                    td { (paper.beside.join(ask.say("text.joint"))) }
                    td.number { (paper.allowed.len()) }
                    td.code { (ask.workspace.told(paper.seen)) }
                } } }
            } }
        }
        script src="/assets/bring.js" defer {}
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.check"), &body)))
}

/// The fields in which files are chosen.
pub(super) fn chosen(ask: &Ask<'_>) -> Markup {
    let kinds = ".docx,.txt,.md,.html,.htm,.pdf";
    html! {
        label { span { (ask.say("web.check-report")) } input type="file" name="report" accept=(kinds) required; }
        label { span { (ask.say("web.check-earlier")) } input type="file" name="beside" accept=(kinds) multiple; }
    }
}

/// Who may see what was brought.
pub(super) fn session(ask: &Ask<'_>) -> Result<String, Problem> {
    let token = ask.token.as_deref().ok_or_else(Problem::signed_out)?;
    Ok(token::digest(token))
}

/// Reads what was brought, and leads to what is found in it.
pub(crate) fn bring(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let session = session(ask)?;
    let report = ask.files.iter().find(|file| file.field == "report");
    let report = report.ok_or_else(|| Problem::unusable("web.check-no-file"))?;
    read(ask, report)?;
    let now = ask.workspace.seconds();
    let again = ask.form.get("again");
    let last = ask.workspace.brought().get(&session, again, now).cloned();
    let mut paper = Paper {
        id: token::random(16).map_err(|error| Problem::broken(&error))?,
        session,
        name: report.name.clone(),
        bytes: report.bytes.clone(),
        beside: Vec::new(),
        before: Arc::default(),
        allowed: Vec::new(),
        weight: report.bytes.len(),
        seen: now,
    };
    let mut before = Before::default();
    for file in ask.files.iter().filter(|file| file.field == "beside") {
        let document = read(ask, file)?;
        let known = juyan::known(&document, &file.name, ask.workspace.catalogue());
        before.priors.extend(known.priors);
        before.promises.extend(known.promises);
        paper.beside.push(file.name.clone());
        paper.weight += UNFOLDED * document.text.len();
    }
    paper.before = Arc::new(before);
    if let Some(last) = last {
        paper.allowed = last.allowed;
        if paper.beside.is_empty() {
            (paper.beside, paper.before) = (last.beside, last.before);
        }
    }
    let place = format!("/check/{}", paper.id);
    ask.workspace.brought().keep(paper);
    Ok(reply::see(&place))
}

/// The text of a file; what cannot be read is told with the file's name.
fn read(ask: &Ask<'_>, file: &File) -> Result<Document, Problem> {
    let read = juyan::document::read(&file.bytes, &file.name, ask.workspace.catalogue());
    read.map_err(|error| unread(ask, &file.name, error))
}

pub(super) fn unread(ask: &Ask<'_>, name: &str, error: ReadError) -> Problem {
    let reason = ask.context().fill(&format!("file.{}", error.code()), &[]);
    Problem::unusable("web.check-unread")
        .with("name", name)
        .with("reason", reason)
}
