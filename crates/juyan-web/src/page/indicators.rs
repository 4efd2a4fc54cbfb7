//! 指标: the facts that stand of a place and a year, looked for by words and department; each opens where it comes from.

use super::frame;
use super::overview::{mark, text};
use super::source::may_see;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use juyan::Context;
use juyan_desk::{shown, wire};
use juyan_ledger::{Beginning, Kept, Known, Ledger};
use juyan_model::Key;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// So many facts stand on a page.
const PAGE: usize = 100;

/// What is looked for.
struct Looked<'a> {
    words: &'a str,
    department: &'a str,
    /// The code of a region.
    region: String,
    /// The year in which the time of facts ends; none where all are meant.
    year: Option<i16>,
}

/// What stands for all years in an address.
const ALL: &str = "all";

impl<'a> Looked<'a> {
    /// What the address says; else the year that is looked at, of the ledger's own region.
    fn of(ask: &'a Ask<'_>, ledger: &Ledger) -> Result<Self, Problem> {
        let year = match ask.query.get("year") {
            "" => Some(ask.workspace.today().year()),
            ALL => None,
            told => Some(
                told.parse()
                    .map_err(|_| Problem::unusable("web.no-year").with("year", told))?,
            ),
        };
        let region = ask.query.get("region");
        let named = ask.workspace.catalogue().region(region, None);
        Ok(Self {
            words: ask.query.get("q"),
            department: ask.query.get("department"),
            region: match named {
                Some(region) => region.code.to_string(),
                None if region.is_empty() => ledger.region()?.to_string(),
                None => region.to_owned(),
            },
            year,
        })
    }

    /// All facts of the place and the year that who asks may see, in the order of their keys.
    fn facts(&self, ask: &Ask<'_>, ledger: &Ledger) -> Result<Vec<Kept>, Problem> {
        let mut facts = if self.year.is_some() {
            ledger.facts_of_year(&self.region, self.year, Known::Now)?
        } else {
            let all = Beginning {
                region: Some(self.region.as_str().into()),
                words: String::new(),
            };
            ledger.facts_beginning(&BTreeSet::from([all]), Known::Now)?
        };
        facts.retain(|kept| may_see(ask, kept));
        facts.sort_by(|one, other| (&one.fact.key, one.seq).cmp(&(&other.fact.key, other.seq)));
        Ok(facts)
    }

    fn is_meant(&self, kept: &Kept, context: Context<'_>) -> bool {
        let is_called = self.words.is_empty()
            || kept.fact.key.to_string().contains(self.words)
            || shown::called(&kept.fact.key, context).contains(self.words);
        is_called && (self.department.is_empty() || department(kept, context) == self.department)
    }

    fn year(&self) -> String {
        self.year.map_or_else(|| ALL.to_owned(), |year| year.to_string())
    }

    /// The address of a page of the same.
    fn to(&self, page: usize) -> String {
        format!(
            "/indicators?q={}&department={}&region={}&year={}&page={page}",
            escaped(self.words),
            escaped(self.department),
            escaped(&self.region),
            self.year()
        )
    }
}

/// Who reports a fact, by the name under which he is shown.
fn department(kept: &Kept, context: Context<'_>) -> String {
    context
        .catalogue
        .department(&kept.fact.department, &kept.fact.key.region)
}

/// The page.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let looked = Looked::of(ask, &ledger)?;
    let mut facts = looked.facts(ask, &ledger)?;
    let departments: BTreeSet<String> = facts
        .iter()
        .map(|kept| department(kept, ask.context()))
        .filter(|one| !one.is_empty())
        .collect();
    facts.retain(|kept| looked.is_meant(kept, ask.context()));
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let first = (page - 1).saturating_mul(PAGE).min(facts.len());
    let here = facts.get(first..).unwrap_or_default();
    let body = html! {
        div.head { h1 { (ask.say("web.indicators")) } (choice(ask, &ledger, &looked, &departments)?) }
        p.lead { (ask.context().fill("web.facts-found", &[("count", &facts.len())])) }
        (table(ask, &ledger, here)?)
        (frame::pages(ask, page, facts.len().div_ceil(PAGE), |page| looked.to(page)))
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.indicators"), &body)))
}

/// The form that looks for something else.
fn choice(
    ask: &Ask<'_>,
    ledger: &Ledger,
    looked: &Looked<'_>,
    departments: &BTreeSet<String>,
) -> Result<Markup, Problem> {
    let mut years: BTreeSet<i16> = ledger.years()?.into_iter().flatten().collect();
    years.extend(looked.year);
    let named = ask.workspace.catalogue().region_of(&looked.region);
    let region = named.map_or(looked.region.as_str(), |region| region.name.as_str());
    Ok(html! {
        form.choice method="get" {
            label { span { (ask.say("web.words")) } input type="search" name="q" value=(looked.words); }
            label { span { (ask.say("web.year")) } select name="year" {
                @for year in years.iter().rev() { option value=(year) selected[Some(*year) == looked.year] { (year) } }
                option value=(ALL) selected[looked.year.is_none()] { (ask.say("web.all-years")) }
            } }
            label { span { (ask.say("web.department")) } select name="department" {
                option value="" selected[looked.department.is_empty()] { (ask.say("web.all-departments")) }
                @for one in departments { option value=(one) selected[one == looked.department] { (one) } }
            } }
            label { span { (ask.say("web.region")) } input name="region" value=(region); }
            button { (ask.say("web.look")) }
        }
    })
}

/// Which value of its indicator a key is of, where it is another than the level.
fn measure(key: &Key, context: Context<'_>) -> Option<String> {
    (!key.measures.is_empty()).then(|| juyan_publish::measure_of(key, context))
}

/// Facts as a table.
pub(crate) fn table(ask: &Ask<'_>, ledger: &Ledger, facts: &[Kept]) -> Result<Markup, Problem> {
    let mut rows = Vec::new();
    for kept in facts.iter().take(PAGE) {
        let row = serde_json::to_value(wire::of(kept, ledger, ask.context())?).unwrap_or_default();
        // Of several of one indicator it is told which.
        let name = shown::called(&kept.fact.key, ask.context());
        rows.push((name, measure(&kept.fact.key, ask.context()), row));
    }
    let told = |row: &serde_json::Value, name: &str| text(row, name).to_owned();
    Ok(html! {
        div.wide { table.facts {
            thead { tr { @for head in ["web.indicator", "web.value", "web.period", "web.department", "web.source", "web.key"] {
                th.number[head == "web.value"] scope="col" { (ask.say(head)) }
            } } }
            tbody { @for (name, measure, row) in &rows { tr {
                th scope="row" { (name) @if let Some(measure) = measure { small { " " (measure) } } (mark(ask, &told(row, "openness"))) }
                td.number { a href={ "/source?key=" (escaped(&told(row, "key"))) } { (told(row, "printed")) } }
                td { (told(row, "period")) }
                td { (told(row, "department")) }
                td { (ask.context().fill(&format!("web.source-{}", told(row, "source_kind")), &[])) }
                td.code { (told(row, "key")) }
            } } }
        } }
    })
}
