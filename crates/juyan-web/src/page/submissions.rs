//! 填报: what departments report, where each stands, who is missing.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::{Right, Thing};
use crate::submitted::{Owing, State, Submission, SubmissionError, Submissions};
use axum::http::StatusCode;
use juyan_desk::form::{self, Around, Form};
use juyan_model::{Date, Period, PeriodName, Secrecy};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Those beside the ledger.
pub(crate) fn kept(ask: &Ask<'_>) -> Result<Submissions, Problem> {
    Ok(Submissions::beside(ask.workspace.path())?)
}

/// What a right is used on: what a department reports is nobody else's until it is recorded.
pub(crate) const fn of(department: &str) -> Thing<'_> {
    Thing {
        department,
        secrecy: Secrecy::Internal,
    }
}

/// Who does something, and when.
pub(crate) fn who<'a>(ask: &'a Ask<'_>) -> Result<(&'a str, i64), Problem> {
    Ok((ask.who()?.account.name.as_str(), ask.workspace.seconds()))
}

/// All that who asks may see, with a department's own way to begin one.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut all = kept(ask)?.all()?;
    all.retain(|one| ask.may(Right::Submissions, Some(of(&one.department))));
    let body = html! {
        h1 { (ask.say("web.submissions")) }
        (frame::done(ask))
        (begun(ask)?)
        @if all.is_empty() { p.soft { (ask.say("submission.none")) } } @else { (table(ask, &all)) }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.submissions"), &body)))
}

/// The form that begins one; nothing for who reports nothing.
fn begun(ask: &Ask<'_>) -> Result<Markup, Problem> {
    let department = ask.who()?.account.department.as_str();
    if !ask.may(Right::Report, Some(of(department))) {
        return Ok(html! {});
    }
    let periods = form::periods(ask.workspace.today());
    Ok(html! {
        form.choice method="post" action="/submissions" {
            (frame::csrf(ask))
            label { span { (ask.say("submission.period")) }
                select name="period" { @for period in periods { option value=(PeriodName(period)) { (named(ask, period)) } } }
            }
            button { (ask.context().fill("submission.begin", &[("department", &department)])) }
        }
    })
}

/// A period for people.
pub(crate) fn named(ask: &Ask<'_>, period: Period) -> String {
    ask.context().fill(
        "submission.from-to",
        &[("from", &period.from), ("to", &period.to)],
    )
}

pub(crate) fn table(ask: &Ask<'_>, all: &[Submission]) -> Markup {
    html! {
        div.wide { table {
            thead { tr { @for head in ["submission.number", "web.department", "submission.period", "web.state"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for one in all { tr {
                td.number { (one.number) }
                th scope="row" { a href={ "/submissions/" (one.number) } { (one.department) }
                    @if let Some(earlier) = one.corrects { small.block { (ask.context().fill("submission.corrects", &[("number", &earlier)])) } }
                }
                td { (named(ask, one.period)) }
                td { (state(ask, one.state)) }
            } } }
        } }
    }
}

pub(crate) fn state(ask: &Ask<'_>, state: State) -> Markup {
    html! { span class={ "stand " (state.name()) } { (ask.say(state.says())) } }
}

/// Begins one for one's own department.
pub(crate) fn begin(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let department = ask.who()?.account.department.clone();
    if !ask.may(Right::Report, Some(of(&department))) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "submission.no-department"));
    }
    let words = ask.form.get("period");
    let period = PeriodName::parse(words).map(|name| name.0);
    let period = period.filter(|period| form::periods(ask.workspace.today()).contains(period));
    let period = period.ok_or_else(|| Problem::unusable("submission.no-period").with("period", words))?;
    let number = match kept(ask)?.begin(&department, period, who(ask)?) {
        Ok(number) | Err(SubmissionError::Open(number)) => number,
        Err(error) => return Err(error.into()),
    };
    Ok(reply::see(&format!("/submissions/{number}")))
}

/// Departments, each with where its submission stands; none where it has none.
pub(crate) type Missing = BTreeMap<String, Option<State>>;

/// The period that is reported now, and the departments that own targets and have not handed theirs in, with where it stands.
pub(crate) fn missing(ask: &Ask<'_>) -> Result<Option<(Period, Missing)>, Problem> {
    let day: Date = ask.workspace.today();
    let Some(period) = form::periods(day).into_iter().next() else {
        return Ok(None);
    };
    let all = kept(ask)?.all()?;
    let mut missing = BTreeMap::new();
    for owner in owing(ask, period)?.iter() {
        let mut own = all
            .iter()
            .filter(|one| one.department == *owner && one.period == period);
        let is_handed = |one: &Submission| !one.state.is_open() || one.corrects.is_some();
        let last = own.next();
        if !last.is_some_and(is_handed) {
            missing.insert(owner.clone(), last.map(|one| one.state));
        }
    }
    Ok(Some((period, missing)))
}

/// The departments that answer for targets and have something to fill in for `period`.
fn owing(ask: &Ask<'_>, period: Period) -> Result<Arc<BTreeSet<String>>, Problem> {
    let ledger = ask.workspace.ledger()?;
    let held = ask.workspace.held(&ledger)?;
    let is_now = |owing: &&Owing| owing.changes == held.changes && owing.period == period;
    if let Some(owing) = ask.workspace.owing().as_ref().filter(is_now) {
        return Ok(Arc::clone(&owing.departments));
    }
    let catalogue = ask.workspace.catalogue();
    let around = Around::of(period, &held, &ledger)?;
    let mut departments = BTreeSet::new();
    for owner in form::owners(&held, catalogue, period.to) {
        if Form::among(&around, (&owner, period), &held, &ledger, catalogue)?.asks() {
            departments.insert(owner);
        }
    }
    let departments = Arc::new(departments);
    *ask.workspace.owing() = Some(Owing {
        changes: held.changes,
        period,
        departments: Arc::clone(&departments),
    });
    Ok(departments)
}

impl From<SubmissionError> for Problem {
    fn from(error: SubmissionError) -> Self {
        match error {
            SubmissionError::Work(error) => error.into(),
            SubmissionError::Unreadable(what) => Self::broken(&what),
            SubmissionError::State(_) => Self::new(StatusCode::CONFLICT, "submission.other-state"),
            SubmissionError::Open(number) => {
                Self::new(StatusCode::CONFLICT, "submission.is-open").with("number", number)
            }
            SubmissionError::Written(cell) => Self::new(StatusCode::CONFLICT, "submission.written")
                .with("person", cell.person)
                .with("value", cell.value),
        }
    }
}
