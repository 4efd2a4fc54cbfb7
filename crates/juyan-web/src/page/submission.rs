//! A submission: its form for who writes it, what was written beside what is known for everybody else.

use super::frame;
use super::submissions::{kept, named, of, state, who};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::rule::Right;
use crate::submitted::{Cell, State, Step, Submission, SubmissionError, Submissions};
use axum::http::StatusCode;
use juyan_desk::form::{Asks, Field, Finding, Form, Told};
use juyan_publish::{measure_of, name_of};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// A submission with all that is known of it.
pub(crate) struct Opened {
    pub(crate) all: Submissions,
    pub(crate) one: Submission,
    pub(crate) form: Form,
    pub(crate) cells: BTreeMap<String, Cell>,
    pub(crate) steps: Vec<Step>,
}

impl Opened {
    /// The one that the address names. Fails where there is none, or who asks may not use `right` on it: which of both is not told.
    pub(crate) fn of(ask: &Ask<'_>, right: Right) -> Result<Self, Problem> {
        let all = kept(ask)?;
        let number = ask.path.get("number").parse().map_err(|_| Problem::nowhere())?;
        let one = all
            .one(number)?
            .filter(|one| ask.may(right, Some(of(&one.department))));
        let one = one.ok_or_else(Problem::nowhere)?;
        let ledger = ask.workspace.ledger()?;
        let held = ask.workspace.held(&ledger)?;
        let form = Form::of(
            &one.department,
            one.period,
            &held,
            &ledger,
            ask.workspace.catalogue(),
        )?;
        Ok(Self {
            cells: all.cells(number)?,
            steps: all.steps(number)?,
            all,
            one,
            form,
        })
    }

    fn cell(&self, field: &Field) -> Cell {
        self.cells
            .get(&field.key.to_string())
            .cloned()
            .unwrap_or_default()
    }

    /// What was returned last, of the state that it is in.
    fn remark(&self, field: &Field) -> Option<&str> {
        let last = self
            .steps
            .iter()
            .rev()
            .find(|step| step.state == State::Returned)?;
        last.remarks.get(&field.key.to_string()).map(String::as_str)
    }

    /// Says why it cannot be done in this state: who brought it there, and when.
    pub(crate) fn refused(&self, ask: &Ask<'_>, error: SubmissionError) -> Problem {
        let (SubmissionError::State(state), Ok(steps)) = (&error, self.all.steps(self.one.number)) else {
            return error.into();
        };
        let last = steps.last();
        let at = last.map(|step| ask.workspace.told(step.at)).unwrap_or_default();
        let says = match state {
            State::Approved | State::Locked => "submission.is-locked",
            State::Drafted | State::Submitted | State::Returned => "submission.is-in-state",
        };
        Problem::new(StatusCode::CONFLICT, says)
            .with("state", ask.say(state.says()))
            .with("person", last.map_or("", |step| step.person.as_str()))
            .with("at", at)
    }
}

/// The page of the one that the address names.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let opened = Opened::of(ask, Right::Submissions)?;
    Ok(reply::page(page(ask, &opened, false)))
}

fn page(ask: &Ask<'_>, opened: &Opened, is_refused: bool) -> Markup {
    let one = &opened.one;
    let thing = Some(of(&one.department));
    let writes = ask.may(Right::Report, thing) && one.state.is_open();
    let reviews = ask.may(Right::Review, thing) && one.state == State::Submitted;
    let told: [(&str, &dyn std::fmt::Display); 2] =
        [("number", &one.number), ("department", &one.department)];
    let title = ask.context().fill("submission.title", &told);
    let action = if writes {
        format!("/submissions/{}", one.number)
    } else {
        format!("/review/{}/return", one.number)
    };
    let body = html! {
        link rel="stylesheet" href="/assets/submission.css";
        div.head { h1 { (title) } p.lead { (named(ask, one.period)) " " (state(ask, one.state)) } }
        (frame::done(ask))
        @if is_refused { p.wrong role="alert" { (ask.say("submission.unfinished")) } }
        @if let Some(earlier) = one.corrects { p.lead { a href={ "/submissions/" (earlier) } { (ask.context().fill("submission.corrects", &[("number", &earlier)])) } } }
        @if opened.form.fields.is_empty() { p.soft { (ask.say("submission.no-fields")) } }
        @else if !opened.form.asks() { p.done { (ask.say("submission.nothing-asked")) } (table(ask, opened, false, false)) }
        @else if writes || reviews {
            form.submission method="post" action=(action) data-cell={ "/submissions/" (one.number) "/cell" } data-saved=(ask.say("submission.saved"))
                data-unsaved=(ask.say("submission.unsaved")) data-mend=(ask.say("submission.mend")) data-explain=(ask.say("submission.explain")) {
                (frame::csrf(ask))
                (table(ask, opened, writes, reviews))
                @if writes {
                    p.deeds {
                        button name="deed" value="submit" { (ask.say("submission.submit")) }
                        button.plain name="deed" value="save" { (ask.say("submission.save")) }
                        span.kept role="status" aria-live="polite" {}
                    }
                } @else {
                    label.whole { span { (ask.say("submission.whole-reason")) } input name="reason" autocomplete="off"; }
                    p.deeds { button { (ask.say("submission.return")) } }
                }
            }
        } @else { (table(ask, opened, false, false)) }
        @if reviews {
            form method="post" action={ "/review/" (one.number) "/approve" } {
                (frame::csrf(ask))
                p.deeds { button { (ask.say("submission.approve")) } " " small { (ask.say("submission.approve-about")) } }
            }
        }
        @if one.state == State::Locked && ask.may(Right::Report, thing) {
            form method="post" action="/submissions" {
                (frame::csrf(ask))
                input type="hidden" name="period" value=(juyan_model::PeriodName(one.period));
                p.deeds { button.plain { (ask.say("submission.correct")) } }
            }
        }
        (history(ask, &opened.steps))
        @if writes { script src="/assets/submission.js" defer {} }
    };
    frame::whole(ask, &title, &body)
}

fn table(ask: &Ask<'_>, opened: &Opened, writes: bool, reviews: bool) -> Markup {
    let heads = [
        "submission.item",
        "submission.value",
        "submission.last",
        "submission.year-ago",
        "submission.plan",
        "submission.explanation",
    ];
    html! {
        div.wide { table.cells {
            thead { tr {
                @for head in heads { th scope="col" { (ask.say(head)) } }
                @if reviews { th scope="col" { (ask.say("submission.reason")) } }
            } }
            tbody { @for (place, field) in opened.form.fields.iter().enumerate() { (row(ask, opened, (place, field), writes, reviews)) } }
        } }
    }
}

fn row(
    ask: &Ask<'_>,
    opened: &Opened,
    (place, field): (usize, &Field),
    writes: bool,
    reviews: bool,
) -> Markup {
    let cell = opened.cell(field);
    let key = field.key.to_string();
    let follows = field.follows();
    let findings = if follows {
        Vec::new()
    } else {
        field.judged(&cell.value, ask.workspace.catalogue())
    };
    let name = name_of(&field.key, ask.context());
    html! { tr.changed[is_changed(field, &cell.value)] data-key=(key) data-times=(cell.times) {
        th scope="row" { (name) small.block { (measure_of(&field.key, ask.context())) @if field.is_target { " · " (ask.say("submission.is-target")) } }
            @if let Some(remark) = opened.remark(field) { p.remark { (ask.say("submission.returned-for")) (remark) } }
        }
        td.entry data-name=(ask.say("submission.value")) {
            @if follows {
                @if let Some(told) = &field.stands { (told.words) } @else { "—" }
                small.block { (ask.say("submission.follows")) }
            } @else if writes {
                input type="hidden" name={ "k" (place) } value=(key);
                input type="hidden" name={ "t" (place) } value=(cell.times);
                span.unit { input name={ "v" (place) } value=(cell.value) autocomplete="off" inputmode="decimal" aria-label=(name) placeholder=[field.last.as_ref().map(|last| last.words.as_str())]; small { (field.unit) } }
            } @else { b { (cell.value) @if cell.value.ends_with(|last: char| last.is_ascii_digit()) { (field.unit) } } }
            @if !follows { (found(ask, &findings, &cell)) }
        }
        (beside(ask, field.last.as_ref(), "submission.last"))
        (beside(ask, field.year_ago.as_ref(), "submission.year-ago"))
        td.number data-name=(ask.say("submission.plan")) { (field.plan) }
        td data-name=(ask.say("submission.explanation")) {
            @if writes && !follows { input.explains name={ "e" (place) } value=(cell.explanation) autocomplete="off" aria-label={ (ask.say("submission.explanation")) " " (name) }; }
            @else { (cell.explanation) }
        }
        @if reviews { td data-name=(ask.say("submission.reason")) { @if !follows {
            input type="hidden" name={ "k" (place) } value=(key);
            input name={ "r" (place) } autocomplete="off" aria-label={ (ask.say("submission.reason")) " " (name) };
        } } }
    } }
}

/// Whether something else stands in a field than the last time.
fn is_changed(field: &Field, value: &str) -> bool {
    !value.is_empty() && field.last.as_ref().is_none_or(|last| last.words != value)
}

fn beside(ask: &Ask<'_>, told: Option<&Told>, name: &str) -> Markup {
    html! { td.number data-name=(ask.say(name)) { @if let Some(told) = told {
        a href={ "/source?key=" (escaped(&told.fact.key.to_string())) } { (told.words) }
        @if let Some(period) = told.fact.key.period { small.block { (juyan_model::PeriodName(period)) } }
    } } }
}

fn found(ask: &Ask<'_>, findings: &[Finding], cell: &Cell) -> Markup {
    html! { span.found { @for finding in findings { (one_found(ask, finding, cell)) } } }
}

fn one_found(ask: &Ask<'_>, finding: &Finding, cell: &Cell) -> Markup {
    html! { small.block class=(class(finding, &cell.explanation)) { (said(ask, finding)) } }
}

/// How a finding is marked.
const fn class(finding: &Finding, explanation: &str) -> &'static str {
    match finding.asks {
        Asks::Mend => "mend",
        Asks::Explain if explanation.is_empty() => "explain",
        Asks::Explain => "explained",
    }
}

/// What a finding asks for, and why.
fn said(ask: &Ask<'_>, finding: &Finding) -> String {
    let asks = ask.say(match finding.asks {
        Asks::Mend => "submission.mend",
        Asks::Explain => "submission.explain",
    });
    let mut slots: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
    for (name, value) in &finding.slots {
        slots.push((name, value));
    }
    format!("{asks}{}", ask.context().fill(finding.says, &slots))
}

fn history(ask: &Ask<'_>, steps: &[Step]) -> Markup {
    html! {
        h2 { (ask.say("submission.history")) }
        ul.list { @for step in steps { li {
            span { (state(ask, step.state)) " " (step.person) @if !step.reason.is_empty() { small.block { (step.reason) } } }
            span.soft { (ask.workspace.told(step.at)) }
        } } }
    }
}

/// What a program is told of a cell that it saved.
#[derive(Serialize)]
struct Saved {
    times: i64,
    is_changed: bool,
    findings: Vec<(&'static str, String)>,
}

/// The most letters that a cell takes.
const LONGEST: usize = 2000;

/// Saves one cell, as it is written, and says what there is to say of it.
pub(crate) fn cell(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut opened = Opened::of(ask, Right::Report)?;
    let key = ask.form.get("key");
    let field = opened.form.field(key).filter(|field| !field.follows()).cloned();
    let field = field.ok_or_else(|| Problem::unusable("submission.no-such-field").with("key", key))?;
    let (value, explanation) = (ask.form.get("value"), ask.form.get("explanation"));
    let times = save(
        ask,
        &mut opened,
        &field,
        (value, explanation),
        ask.form.get("times"),
    )?;
    let findings = field.judged(value, ask.workspace.catalogue());
    let findings = findings
        .iter()
        .map(|finding| (class(finding, explanation), said(ask, finding)));
    Ok(reply::json(&Saved {
        times,
        is_changed: is_changed(&field, value),
        findings: findings.collect(),
    }))
}

fn save(
    ask: &Ask<'_>,
    opened: &mut Opened,
    field: &Field,
    (value, explanation): (&str, &str),
    times: &str,
) -> Result<i64, Problem> {
    if value.chars().count() > LONGEST || explanation.chars().count() > LONGEST {
        return Err(Problem::unusable("submission.long").with("most", LONGEST));
    }
    let key = field.key.to_string();
    let place = (opened.one.number, key.as_str());
    let times = times.parse().unwrap_or_default();
    let saved = opened.all.save(place, (value, explanation), times, who(ask)?);
    saved.map_err(|error| opened.refused(ask, error))
}

/// Saves all cells, and hands the form in where that is wanted and nothing keeps it back.
pub(crate) fn submit(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut opened = Opened::of(ask, Right::Report)?;
    for (place, field) in opened.form.fields.clone().iter().enumerate() {
        let told = |letter: &str| ask.form.get(&format!("{letter}{place}"));
        // A form that was drawn before another target came is saved by its keys, not by its places.
        if !field.follows() && told("k") == field.key.to_string() {
            save(ask, &mut opened, field, (told("v"), told("e")), told("t"))?;
        }
    }
    let number = opened.one.number;
    if ask.form.get("deed") != "submit" {
        return Ok(reply::see(&format!("/submissions/{number}?done=drafted")));
    }
    opened.cells = opened.all.cells(number)?;
    if keeps_back(ask, &opened) {
        let mut refused = reply::page(page(ask, &opened, true));
        *refused.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(refused);
    }
    let done = opened
        .all
        .become_of(number, State::Submitted, who(ask)?, ("", &[]));
    done.map_err(|error| opened.refused(ask, error))?;
    ask.note("submission.deed-submit", &number.to_string())?;
    Ok(reply::see(&format!("/submissions/{number}?done=submitted")))
}

/// Whether something has to be mended, or explained and is not; a form in which nothing stands is none.
fn keeps_back(ask: &Ask<'_>, opened: &Opened) -> bool {
    let is_empty = opened
        .cells
        .values()
        .all(|cell| cell.value.is_empty() && cell.explanation.is_empty());
    let mut fields = opened.form.fields.iter().filter(|field| !field.follows());
    is_empty
        || fields.any(|field| {
            let cell = opened.cell(field);
            let findings = field.judged(&cell.value, ask.workspace.catalogue());
            findings
                .iter()
                .any(|finding| finding.asks == Asks::Mend || cell.explanation.is_empty())
        })
}
