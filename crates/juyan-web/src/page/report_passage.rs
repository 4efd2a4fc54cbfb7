//! A passage under the pen: its words with bindings, what they come to, what is found, and facts to put in.

use super::frame;
use super::report::Opened;
use super::report_text::{listed, notes, words};
use super::submissions::who;
use crate::ask::Ask;
use crate::composed::{Composed, fits, office};
use crate::drafted::{self, DraftError, Passage};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use axum::http::StatusCode;
use juyan_desk::writing::insert;
use maud::{Markup, html};
use serde::Serialize;

/// The most letters of a passage: some ten pages.
const LONGEST: usize = 20_000;

/// A passage as it is being written.
struct Pen {
    opened: Opened,
    /// Its number; 0 where it is a new one.
    number: i64,
    /// How often it had been saved when it was looked at.
    times: i64,
    text: String,
    /// What somebody else wrote there meanwhile.
    other: Option<Passage>,
}

impl Pen {
    fn of(ask: &Ask<'_>) -> Result<Self, Problem> {
        let opened = Opened::of(ask, Right::Draft)?;
        let number = ask.path.get("passage").parse().map_err(|_| Problem::nowhere())?;
        // One that was taken out is not in the draft any more; who had it under the pen loses nothing.
        let own = match number {
            0 => Passage::default(),
            _ => opened
                .drafts
                .passage(opened.draft.number, number)?
                .ok_or_else(Problem::nowhere)?,
        };
        Ok(Self {
            opened,
            number,
            times: own.times,
            text: own.text,
            other: None,
        })
    }

    /// What the whole comes to with the words under the pen, and where they stand among its passages. Fails where they are no template.
    fn composed(&self, ask: &Ask<'_>) -> Result<(std::sync::Arc<Composed>, usize), Problem> {
        fits(ask, &self.opened.draft, &self.text)?;
        let mut passages = self.opened.passages.clone();
        let at = self.opened.place(self.number).unwrap_or(passages.len());
        let passage = Passage {
            number: self.number,
            text: self.text.clone(),
            ..Passage::default()
        };
        match passages.get_mut(at) {
            Some(there) => *there = passage,
            None => passages.push(passage),
        }
        let composed = Composed::of(ask, &self.opened.draft, &passages, &office(&self.opened.fields))?;
        Ok((composed, at))
    }
}

/// The form.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let pen = Pen::of(ask)?;
    let texts = pen.opened.drafts.texts(pen.number)?;
    page(ask, &pen, &texts, "")
}

fn page(ask: &Ask<'_>, pen: &Pen, texts: &[Passage], searched: &str) -> Result<Reply, Problem> {
    let number = pen.opened.draft.number;
    let place = format!("/reports/{number}/passages/{}", pen.number);
    let found = found(ask, pen, searched)?;
    let title = ask.say(if pen.number == 0 {
        "report.add"
    } else {
        "report.edit"
    });
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        p { a href={ "/reports/" (number) "#p" (pen.number) } { "← " (pen.opened.draft.name) } }
        h1 { (title) }
        @if let Some(other) = &pen.other {
            div.wrong role="alert" { p { (ask.context().fill("report.written", &[("person", &other.person)])) } pre { (other.text) } }
        }
        form.pen method="post" action=(place) data-look={ (place) "/look" } data-unread=(ask.say("report.unread")) {
            (frame::csrf(ask))
            input type="hidden" name="times" value=(pen.times);
            @if pen.number == 0 { label.whole { span { (ask.say("report.after")) } select name="after" {
                option value="0" { (ask.say("report.at-top")) }
                @for (at, passage) in pen.opened.passages.iter().enumerate() { option value=(passage.number) selected[at + 1 == pen.opened.passages.len()] { (at + 1) " " (begin(&passage.text)) } }
            } } }
            label.whole { span { (ask.say("report.words")) } textarea name="text" rows="9" maxlength=(LONGEST) spellcheck="false" { "\n" (pen.text) } }
            p.soft { (ask.say("report.words-about")) }
            p.deeds {
                button name="deed" value="save" { (ask.say("report.save")) }
                button.plain name="deed" value="look" { (ask.say("report.look")) }
                @if pen.number != 0 { button.plain name="deed" value="remove" { (ask.say("report.remove")) } }
            }
            fieldset.search { legend { (ask.say("report.insert")) }
                input type="search" name="q" value=(searched) autocomplete="off" aria-label=(ask.say("web.words"));
                button.plain name="deed" value="search" { (ask.say("web.look")) }
                (found)
            }
        }
        section #comes-to aria-live="polite" { (comes_to(ask, pen)) }
        (before(ask, pen, texts))
        script src="/assets/report.js" defer {}
    };
    Ok(reply::page(frame::whole(ask, title, &body)))
}

/// The first words of a passage, by which it is known in a list.
fn begin(text: &str) -> String {
    text.trim().chars().take(24).collect()
}

/// What the words come to, and what there is to say of them.
fn comes_to(ask: &Ask<'_>, pen: &Pen) -> Markup {
    let (composed, at) = match pen.composed(ask) {
        Ok(composed) => composed,
        Err(problem) => return html! { p.wrong role="alert" { (problem.detail(ask.context())) } },
    };
    let span = composed.places.get(at).map(|place| place.1).unwrap_or_default();
    let notes = notes(ask, &composed);
    html! {
        h2 { (ask.say("report.comes-to")) }
        div.sheet { div.words { @if span.is_empty() { p.soft { (ask.say("report.silent")) } } @else { (words(ask, &composed, span)) } } }
        (listed(ask, notes.get(at).map_or(&[], Vec::as_slice)))
    }
}

/// The facts that a search finds, each with a button that puts its binding into the words.
fn found(ask: &Ask<'_>, pen: &Pen, searched: &str) -> Result<Markup, Problem> {
    if searched.is_empty() {
        return Ok(html! { div.hits {} });
    }
    let ledger = ask.workspace.ledger()?;
    let region = ledger.region()?;
    let report = (pen.opened.draft.period, region.as_str());
    let facts = insert::near(&ledger, report)?;
    let hits = insert::found(facts.iter(), searched, report, ask.context());
    Ok(html! {
        div.hits {
            @if hits.is_empty() { p.soft { (ask.say("report.nothing-found")) } }
            @else { table { tbody { @for hit in &hits { tr {
                th scope="row" { (hit.name) small.block.code { (hit.key) } }
                td.number { (hit.said) }
                td { button.plain name="put" value=(hit.binding) { (ask.say("report.put")) } }
            } } } } }
        }
    })
}

/// The texts that the passage had before.
fn before(ask: &Ask<'_>, pen: &Pen, texts: &[Passage]) -> Markup {
    html! {
        @if texts.len() > 1 || pen.number != 0 && !texts.is_empty() {
            details { summary { (ask.context().fill("report.texts", &[("count", &texts.len())])) }
                ul.list { @for text in texts.iter().rev() { li { span { (text.text) } span.soft { (text.person) " " (ask.workspace.told(text.at)) } } } }
            }
        }
    }
}

/// What a program is told of words under the pen.
#[derive(Serialize)]
struct Looked {
    comes_to: String,
    hits: String,
}

/// Says what words under the pen come to; nothing is saved.
pub(crate) fn look(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut pen = Pen::of(ask)?;
    pen.text = typed(ask)?;
    Ok(reply::json(&Looked {
        comes_to: comes_to(ask, &pen).into_string(),
        hits: found(ask, &pen, ask.form.get("q"))?.into_string(),
    }))
}

/// The form with what was typed, which was not saved.
fn again(ask: &Ask<'_>, pen: &Pen, texts: &[Passage], status: StatusCode) -> Result<Reply, Problem> {
    let mut shown = page(ask, pen, texts, "")?;
    *shown.status_mut() = status;
    Ok(shown)
}

fn typed(ask: &Ask<'_>) -> Result<String, Problem> {
    let text = ask.form.typed("text");
    if text.chars().count() > LONGEST {
        return Err(Problem::unusable("submission.long").with("most", LONGEST));
    }
    Ok(text)
}

/// Saves the words, takes the passage out, or shows the form again with what was typed and looked for.
pub(crate) fn write(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut pen = Pen::of(ask)?;
    let draft = pen.opened.draft.number;
    let texts = pen.opened.drafts.texts(pen.number)?;
    let times = ask.form.get("times").parse().unwrap_or_default();
    let binding = ask.form.get("put");
    (pen.text, pen.times) = (typed(ask)?, times);
    if !binding.is_empty() {
        pen.text.push_str(binding);
        return page(ask, &pen, &texts, ask.form.get("q"));
    }
    let words = match ask.form.get("deed") {
        "save" => pen.text.trim_end_matches(' ').to_owned(),
        "remove" => String::new(),
        _ => return page(ask, &pen, &texts, ask.form.get("q")),
    };
    if words.trim().is_empty() && pen.number == 0 {
        return Err(Problem::unusable("report.no-words"));
    }
    if fits(ask, &pen.opened.draft, &words).is_err() {
        // Why not stands below the words.
        return again(ask, &pen, &texts, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let words = if words.trim().is_empty() {
        String::new()
    } else {
        words
    };
    let passages: Vec<String> = drafted::passages(&words);
    let passages: Vec<String> = match passages.len() {
        0 | 1 => vec![words],
        _ => passages,
    };
    let at = if pen.number == 0 {
        let after = ask.form.get("after").parse().unwrap_or_default();
        pen.opened.drafts.insert(draft, after, &passages, who(ask)?)?;
        after
    } else {
        let place = (pen.number, times);
        match pen.opened.drafts.save(draft, place, &passages, who(ask)?) {
            Err(DraftError::Written(stands)) => {
                pen.times = stands.times;
                pen.other = Some(stands);
                return again(ask, &pen, &texts, StatusCode::CONFLICT);
            }
            saved => saved?,
        }
        pen.number
    };
    Ok(reply::see(&format!("/reports/{draft}?done=kept#p{at}")))
}
