//! 指标: all facts that stand, looked for by words, period and department; each opens where it comes from.

use super::frame;
use super::overview::{mark, text};
use super::source::may_see;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use juyan_desk::{chosen, shown, wire};
use juyan_ledger::{Kept, Known, Ledger};
use maud::{Markup, html};

/// So many facts stand on a page.
const PAGE: usize = 100;

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let (words, department) = (ask.query.get("q"), ask.query.get("department"));
    let mut facts = chosen::facts(&ledger, None, Known::Now)?;
    facts.retain(|kept| may_see(ask, kept));
    let mut departments: Vec<String> = facts
        .iter()
        .map(|kept| kept.fact.department.to_string())
        .collect();
    departments.sort();
    departments.dedup();
    let is_meant = |kept: &Kept| {
        let key = kept.fact.key.to_string();
        let is_called = words.is_empty()
            || key.contains(words)
            || shown::called(&kept.fact.key, ask.context()).contains(words);
        is_called && (department.is_empty() || kept.fact.department == department)
    };
    facts.retain(is_meant);
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let here: Vec<Kept> = facts
        .iter()
        .skip((page - 1).saturating_mul(PAGE))
        .take(PAGE)
        .cloned()
        .collect();
    let to = |page: usize| {
        format!(
            "/indicators?q={}&department={}&page={page}",
            escaped(words),
            escaped(department)
        )
    };
    let body = html! {
        div.head { h1 { (ask.say("web.indicators")) }
            form.choice method="get" {
                label { span { (ask.say("web.words")) } input type="search" name="q" value=(words); }
                label { span { (ask.say("web.department")) } select name="department" {
                    @for one in std::iter::once("").chain(departments.iter().map(String::as_str).filter(|one| !one.is_empty())) {
                        option value=(one) selected[one == department] { (one) }
                    }
                } }
                button { (ask.say("web.look")) }
            }
        }
        p.lead { (ask.context().fill("web.facts-found", &[("count", &facts.len())])) }
        (table(ask, &ledger, &here)?)
        (frame::pages(ask, page, facts.len().div_ceil(PAGE), to))
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.indicators"), &body)))
}

/// Facts as a table.
pub(crate) fn table(ask: &Ask<'_>, ledger: &Ledger, facts: &[Kept]) -> Result<Markup, Problem> {
    let mut rows = Vec::new();
    for kept in facts.iter().take(PAGE) {
        rows.push(serde_json::to_value(wire::of(kept, ledger, ask.context())?).unwrap_or_default());
    }
    let told = |row: &serde_json::Value, name: &str| text(row, name).to_owned();
    Ok(html! {
        div.wide { table {
            thead { tr { @for head in ["web.indicator", "web.value", "web.period", "web.department", "web.source", "web.key"] {
                th scope="col" { (ask.say(head)) }
            } } }
            tbody { @for row in &rows { tr {
                th scope="row" { (told(row, "name")) (mark(ask, &told(row, "openness"))) }
                td.number { a href={ "/source?key=" (escaped(&told(row, "key"))) } { (told(row, "printed")) } }
                td { (told(row, "period")) }
                td { (told(row, "department")) }
                td { (ask.context().fill(&format!("web.source-{}", told(row, "source_kind")), &[])) }
                td.code { (told(row, "key")) }
            } } }
        } }
    })
}

/// Facts for programs: a line of JSON each, or CSV.
pub(crate) fn told(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let head = ledger.head()?.map(|head| head.hash).unwrap_or_default();
    let account = &ask.who()?.account;
    let language = ask.language.code();
    let seen_by = format!(
        "{head} {language} {:?} {} {}",
        account.role, account.department, ask.target
    );
    let tag = crate::token::digest(&seen_by);
    reply::unless_known(ask, tag.get(..24).unwrap_or(&tag), || {
        let words = Some(ask.query.get("key")).filter(|words| !words.is_empty());
        let mut facts = chosen::facts(&ledger, words, Known::Now)?;
        facts.retain(|kept| may_see(ask, kept));
        let (kind, told) = match ask.query.get("format") {
            "" | "ndjson" => (
                "application/x-ndjson",
                wire::json(&facts, &ledger, ask.context())?,
            ),
            "csv" => (
                "text/csv; charset=utf-8",
                wire::csv(&facts, &ledger, ask.context())?,
            ),
            other => return Err(Problem::unusable("web.no-format").with("format", other)),
        };
        let mut reply = Response::new(Body::from(told));
        reply
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        Ok(reply)
    })
}
