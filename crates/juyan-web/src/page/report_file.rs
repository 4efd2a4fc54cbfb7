//! A draft in the forms in which it leaves: as a file, as the paper that an office sends out, held against an earlier report.

use super::frame;
use super::report::Opened;
use crate::ask::Ask;
use crate::composed::office;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use axum::http::StatusCode;
use juyan_desk::writing::difference::{by, signed};
use juyan_desk::writing::form::Form;
use juyan_desk::writing::paper::Paper;
use juyan_desk::writing::place::place;
use juyan_print::official;
use juyan_writer::{Diff, Report};
use maud::{Markup, PreEscaped, html};

/// The files that there are, each with the wording that names it.
pub(super) fn forms(ask: &Ask<'_>) -> Vec<(&'static str, &'static str)> {
    let mut forms = vec![
        ("report.docx", "report.file-docx"),
        ("report.html", "report.file-html"),
        ("report.md", "report.file-md"),
        ("report.txt", "report.file-txt"),
    ];
    if ask.workspace.sets().is_some() {
        forms.insert(1, ("report.pdf", "report.file-pdf"));
    }
    forms.push(("template.md", "report.file-template"));
    forms
}

/// A file to take away.
pub(crate) fn take(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let opened = Opened::of(ask, Right::Drafts)?;
    let name = ask.path.get("file");
    let (stem, ending) = name.split_once('.').ok_or_else(Problem::nowhere)?;
    let own = format!("{}.{ending}", opened.draft.name);
    if stem == "template" && ending == "md" {
        return Ok(reply::file(
            "text/markdown; charset=utf-8",
            template(&opened),
            &own,
        ));
    }
    if stem != "report" {
        return Err(Problem::nowhere());
    }
    let (composed, office) = (&opened.composed, office(&opened.fields));
    if ending == "pdf" {
        let set = ask.workspace.sets().ok_or_else(Problem::nowhere)?;
        let document = &composed.proof.paper.document;
        let bytes = set(document, &composed.charts, &office, ask.context());
        let bytes = bytes.map_err(|told| Problem::unusable("report.flawed").with("told", told))?;
        return Ok(reply::file("application/pdf", bytes, &own));
    }
    let form = Form::of(ending).ok_or_else(Problem::nowhere)?;
    let written = (
        &composed.proof.written,
        &composed.proof.paper,
        composed.charts.as_slice(),
    );
    let bytes = form.bytes(written, &composed.source, &office, ask.context());
    let bytes = bytes.map_err(|error| Problem::broken(&error))?;
    let kind = match form {
        Form::Docx => reply::WORD,
        Form::Html => "text/html; charset=utf-8",
        Form::Text => "text/plain; charset=utf-8",
    };
    Ok(reply::file(kind, bytes, &own))
}

/// The draft as the template that `juyan write` takes.
fn template(opened: &Opened) -> Vec<u8> {
    let head = opened.draft.told;
    let head = head.map(|period| format!("{{of {}}}\n", juyan_model::PeriodName(period)));
    let texts: Vec<&str> = opened.passages.iter().map(|one| one.text.as_str()).collect();
    (head.unwrap_or_default() + &texts.join("\n")).into_bytes()
}

/// The paper as an office sends it out.
pub(crate) fn paper(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let opened = Opened::of(ask, Right::Drafts)?;
    let composed = &opened.composed;
    let sheet = official::sheet(
        &composed.proof.paper.document,
        &composed.charts,
        &office(&opened.fields),
        ask.workspace.catalogue(),
    );
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        link rel="stylesheet" href="/assets/sheet.css";
        p { a href={ "/reports/" (opened.draft.number) } { "← " (opened.draft.name) } }
        div.head { h1 { (ask.say("report.paper")) } p.lead { (ask.say("report.paper-about")) } }
        (PreEscaped(sheet))
    };
    Ok(reply::page(frame::whole(ask, ask.say("report.paper"), &body)))
}

/// The draft held against an earlier report: which figures changed, and by how much.
pub(crate) fn compare(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let opened = Opened::of(ask, Right::Drafts)?;
    let ledger = ask.workspace.ledger()?;
    let mut papers = ledger.papers()?;
    papers.retain(|(digest, _)| *digest != opened.composed.digest);
    papers.sort_by_key(|(_, paper)| paper.period.map(|period| period.to));
    let is_earlier = |paper: &juyan_ledger::Paper| {
        let period = paper.period;
        period.is_some_and(|period| period.to < opened.draft.period.to)
    };
    let last = papers.iter().rev().find(|(_, paper)| is_earlier(paper));
    let last = last.or(papers.last()).map(|(digest, _)| digest.to_string());
    let chosen = Some(ask.query.get("with")).filter(|with| !with.is_empty());
    let with = chosen.map(str::to_owned).or(last);
    let compared = with.as_deref().map(|with| differences(ask, &opened, with));
    let compared = compared.transpose()?;
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        p { a href={ "/reports/" (opened.draft.number) } { "← " (opened.draft.name) } }
        div.head { h1 { (ask.say("report.compare")) }
            form.choice method="get" {
                label { span { (ask.say("report.compare-with")) } select name="with" {
                    @for (digest, paper) in papers.iter().rev() { option value=(digest) selected[with.as_deref() == Some(digest.as_str())] { (paper.title.as_ref().unwrap_or(&paper.name)) } }
                } }
                button { (ask.say("web.look")) }
            }
        }
        @match &compared { Some(compared) => (compared), None => p.soft { (ask.say("report.compare-none")) } }
    };
    Ok(reply::page(frame::whole(ask, ask.say("report.compare"), &body)))
}

fn differences(ask: &Ask<'_>, opened: &Opened, with: &str) -> Result<Markup, Problem> {
    let ledger = ask.workspace.ledger()?;
    let context = ask.context();
    let kept = ledger.paper(with)?;
    let kept = kept.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "web.nowhere"))?;
    let home = &opened.composed.home;
    let old = Paper::of_text(&kept.text, context);
    let told = |told: String| Problem::unusable("report.flawed").with("told", told);
    let old = old.report(kept.period, home, context).map_err(told)?;
    let new = &opened.composed.proof.paper;
    let new = new
        .report(Some(opened.draft.period), home, context)
        .map_err(told)?;
    let found = juyan_writer::diff(old, new, ask.workspace.catalogue());
    Ok(table(ask, &found, old, new))
}

fn table(ask: &Ask<'_>, found: &Diff, old: Report<'_>, new: Report<'_>) -> Markup {
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("changed", &found.changed.len()),
        ("equal", &found.equal.len()),
        ("gone", &found.gone.len()),
        ("fresh", &found.fresh.len()),
    ];
    let heads = ["report.was", "report.is", "report.by-how-much", "report.sentence"];
    html! {
        p.lead { (ask.context().fill("diff.sum", &counts)) }
        @if !found.changed.is_empty() { div.wide { table {
            thead { tr { @for (at, head) in heads.iter().enumerate() { th.number[at < 3] scope="col" { (ask.say(head)) } } } }
            tbody { @for change in &found.changed { tr {
                td.number { (signed(old, change.old)) } td.number { b { (signed(new, change.new)) } } td.number { (by(change, new, ask.context())) }
                td { (place(new, change.new).1) @if !change.in_like_sentences { small.block { (ask.say("report.stood")) (place(old, change.old).1) } } }
            } } }
        } } }
        @for (says, report, figures) in [("report.gone", old, &found.gone), ("report.fresh", new, &found.fresh)] {
            @if !figures.is_empty() { details open[figures.len() <= 12] { summary { (ask.context().fill(says, &[("count", &figures.len())])) }
                ul.list { @for figure in figures { li { span { (place(report, *figure).1) } } } }
            } }
        }
    }
}
