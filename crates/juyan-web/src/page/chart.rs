//! Charts with the tables that they are drawn of: how targets went against time, what a series came to year by year. A browser that runs
//! no script shows the tables.

use super::overview::{items, text};
use super::registers;
use super::source::may_see;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::seen;
use juyan::vocabulary::Catalogue;
use juyan_desk::shown;
use juyan_ledger::{Beginning, Kept, Known, Ledger};
use juyan_model::{Cell, Date, Decimal, Key, Mode, Period, Record, Value as Number, Worth};
use juyan_publish::scale_word;
use maud::{Markup, html};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What draws them; a page needs it once.
pub(crate) fn script() -> Markup {
    html! { script src="/assets/echarts.js" defer {} script src="/assets/charts.js" defer {} }
}

/// How the targets that accrue went month by month; nothing where nothing was told yet.
pub(crate) fn progress(ask: &Ask<'_>, sheet: &Value) -> Markup {
    let went = |item: &&Value| {
        let is_told = items(item, "months")
            .iter()
            .any(|month| !text(month, "stood").is_empty());
        text(item, "course") == "flow" && is_told
    };
    let rows: Vec<&Value> = items(sheet, "targets").iter().filter(went).collect();
    let Some(first) = rows.first() else {
        return html! {};
    };
    let year = text(sheet, "as_of").get(..4).unwrap_or_default();
    html! {
        section.chart data-chart="progress" data-year=(year) data-time=(ask.say("web.time-line")) {
            h2 { (ask.say("web.month-by-month")) }
            div.drawn aria-hidden="true" hidden {}
            details { summary { (ask.say("web.behind-chart")) }
                div.wide { table {
                    thead { tr { th scope="col" { (ask.say("web.target-name")) }
                        @for month in items(first, "months") { th.number scope="col" data-day=(text(month, "end")) { (month_of(ask, text(month, "end"))) } }
                    } }
                    tbody { @for item in &rows { tr {
                        th scope="row" { (text(item, "name")) }
                        @for month in items(item, "months") { (share(text(month, "stood"))) }
                    } } }
                } }
            }
        }
    }
}

fn share(stood: &str) -> Markup {
    html! { @if stood.is_empty() { td.number {} } @else { td.number data-v=(stood) { (stood) "%" } } }
}

/// The month of a day, as a heading says it.
fn month_of(ask: &Ask<'_>, day: &str) -> String {
    let month = day.get(5..7).unwrap_or_default().trim_start_matches('0');
    ask.context().fill("web.month", &[("month", &month)])
}

/// So many years are shown beside each other.
const YEARS: usize = 6;

/// What a series came to.
struct Series {
    /// By month, and then by year: a number in the scale of the newest, as its source prints it.
    months: BTreeMap<i8, BTreeMap<i16, (String, String)>>,
    years: BTreeSet<i16>,
    unit: String,
}

/// What stood under the key at the ends of months, of this year and those before, with the plan and what the year may come to; nothing
/// where that is fewer than two.
pub(crate) fn series(ask: &Ask<'_>, ledger: &Ledger, key: &Key) -> Result<Markup, Problem> {
    let Some(series) = Series::of(&points(ask, ledger, key)?, ask.workspace.catalogue()) else {
        return Ok(html! {});
    };
    let sheet = if ask.may(crate::rule::Right::Look, None) {
        Some(seen::watched(ask)?)
    } else {
        None
    };
    let planned = sheet.as_ref().and_then(|sheet| {
        let mut targets = items(sheet, "targets").iter();
        targets.find(|item| text(item, "unit") == series.unit && is_of(item, key))
    });
    let year: Option<i16> = sheet
        .as_ref()
        .and_then(|sheet| text(sheet, "as_of").get(..4)?.parse().ok());
    // Of a year that is not shown nothing has a column to stand in.
    let planned = planned.filter(|_| year.is_some_and(|year| series.years.contains(&year)));
    let ends = |item: &Value| {
        let told = |of: &str| {
            item["forecast"]
                .get(of)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        [
            ("plan", "web.target", text(item, "target").to_owned()),
            ("forecast", "web.forecast", told("value")),
            ("low", "web.forecast-low", told("low")),
            ("high", "web.forecast-high", told("high")),
        ]
    };
    let ends: Vec<_> = planned
        .map(ends)
        .into_iter()
        .flatten()
        .filter(|(_, _, told)| !told.is_empty())
        .collect();
    Ok(html! {
        section.chart data-chart="series" data-unit=(series.unit) {
            h2 { (ask.say("web.series")) }
            div.drawn aria-hidden="true" hidden {}
            div.wide { table {
                thead { tr { th scope="col" { (ask.say("web.to-month")) } @for year in &series.years { th.number scope="col" { (year) } } } }
                tbody {
                    @for (month, told) in &series.months { tr data-month=(month) {
                        th scope="row" { (ask.context().fill("web.month", &[("month", month)])) }
                        @for one in &series.years { @match told.get(one) {
                            Some((number, words)) => { td.number data-v=(number) { (words) } }
                            None => { td.number {} }
                        } }
                    } }
                    @for (kind, says, told) in &ends { tr data-kind=(kind) {
                        th scope="row" { (ask.say(says)) }
                        @for one in &series.years { @if Some(*one) == year { td.number data-v=(told) { (told) (series.unit) } } @else { td.number {} } }
                    } }
                }
            } }
        }
        (script())
    })
}

/// Whether a target of the sheet is of what a key is of.
fn is_of(item: &Value, key: &Key) -> bool {
    let own = text(item, "key").parse::<Key>();
    own.is_ok_and(|own| own.beginning() == key.beginning())
}

/// What something came to on a day.
struct Point {
    day: Date,
    /// In the base unit.
    value: Decimal,
    scale: Decimal,
    unit: String,
    words: String,
}

impl Point {
    /// Of a fact of a day, or of a year up to it.
    fn of(kept: &Kept, ledger: &Ledger) -> Result<Option<Self>, Problem> {
        let fact = &kept.fact;
        let day = fact
            .key
            .period
            .filter(|_| fact.key.mode == Mode::Actual)
            .and_then(end);
        let (Some(day), Worth::Number(Number::One(value))) = (day, &fact.worth) else {
            return Ok(None);
        };
        Ok(Some(Self {
            day,
            value: *value,
            scale: fact.printed.map_or(Decimal::ONE, |printed| printed.scale),
            unit: fact.unit.as_deref().unwrap_or_default().to_owned(),
            words: shown::Row::of(kept, ledger)?.value,
        }))
    }

    /// Of a row of the register of how indicators went.
    fn noted(record: &Record, key: &Key, ask: &Ask<'_>) -> Option<Self> {
        let words = |field: &str| match record.on(field, Date::MAX) {
            Some(Cell::Text(words) | Cell::Code(words)) => Some(words.as_str()),
            _ => None,
        };
        let own: Key = words("key")?.parse().ok()?;
        let (Some(Cell::Day(day)), Some(Cell::Number(digits))) =
            (record.on("day", Date::MAX), record.on("value", Date::MAX))
        else {
            return None;
        };
        let told = words("unit").unwrap_or_default();
        let (scale, unit) = ask.workspace.catalogue().scaled_unit(told)?;
        (own.beginning() == key.beginning()).then_some(())?;
        Some(Self {
            day: *day,
            value: digits.checked_mul(scale)?,
            scale,
            unit: unit.name.to_string(),
            words: format!("{}{told}", digits.normalize()),
        })
    }
}

/// What was told and what was noted of it, which goes before: the last of a month counts.
fn points(ask: &Ask<'_>, ledger: &Ledger, key: &Key) -> Result<Vec<Point>, Problem> {
    let all = BTreeSet::from([Beginning::of(key)]);
    let mut points = Vec::new();
    for kept in ledger.facts_beginning(&all, Known::Now)? {
        if may_see(ask, &kept) && kept.fact.key.beginning() == key.beginning() {
            points.extend(Point::of(&kept, ledger)?);
        }
    }
    let kind = ask.workspace.catalogue().register("trend");
    if kind.is_some_and(|kind| registers::may_see(ask, kind, kind.secrecy)) {
        let held = ask.workspace.held(ledger)?;
        points.extend(
            held.registers
                .records("trend")
                .filter_map(|record| Point::noted(record, key, ask)),
        );
    }
    points.sort_by_key(|point| point.day);
    Ok(points)
}

impl Series {
    /// None where fewer than two months are known.
    fn of(points: &[Point], catalogue: &Catalogue) -> Option<Self> {
        let newest = points.last()?;
        let mut years: BTreeSet<i16> = points.iter().map(|point| point.day.year()).collect();
        while years.len() > YEARS {
            years.pop_first();
        }
        let word = scale_word(newest.scale, catalogue).unwrap_or_default();
        let mut months: BTreeMap<i8, BTreeMap<i16, (String, String)>> = BTreeMap::new();
        let shown = |point: &&Point| point.unit == newest.unit && years.contains(&point.day.year());
        for point in points.iter().filter(shown) {
            let number = point.value.checked_div(newest.scale)?.normalize().to_string();
            let of_month = months.entry(point.day.month()).or_default();
            of_month.insert(point.day.year(), (number, point.words.clone()));
        }
        let count: usize = months.values().map(BTreeMap::len).sum();
        (count > 1).then(|| Self {
            months,
            unit: format!("{word}{}", newest.unit),
            years,
        })
    }
}

/// The day that something is of; none of a stretch that did not begin with its year.
fn end(of: Period) -> Option<Date> {
    let is_so_far = of.is_instant() || (of.from.day_of_year() == 1 && of.from.year() == of.to.year());
    is_so_far.then_some(of.to)
}
