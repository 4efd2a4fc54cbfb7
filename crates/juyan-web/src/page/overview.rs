//! 总览: what of the plan is where, what is behind and who owns it, what is due.

use super::{chart, frame};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::seen;
use maud::{Markup, html};
use serde_json::Value;

/// Tasks that are shown here; the others stand on their own page.
const TASKS: usize = 8;

/// The page; who may not look at figures is led to what he may do.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let sheet = seen::watched(ask)?;
    let title = ask
        .context()
        .fill("web.overview-title", &[("year", &year(&sheet))]);
    let body = html! {
        div.head { h1 { (title) } (choice(ask, &sheet)?) }
        p.lead { (lead(ask, &sheet)) }
        @if items(&sheet, "targets").is_empty() { p.wrong { (ask.context().fill("watch.no-plan", &[("year", &year(&sheet))])) } }
        (tiles(ask, &sheet))
        (super::review::reminded(ask)?)
        (unnamed(ask, &sheet))
        (table(ask, &sheet, true))
        (chart::progress(ask, &sheet))
        (table(ask, &sheet, false))
        div.two { (due(ask, &sheet)) (reminders(ask, &sheet)) }
        (chart::script())
    };
    Ok(reply::page(frame::whole(ask, &title, &body)))
}

pub(crate) fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

pub(crate) fn items<'v>(sheet: &'v Value, name: &str) -> &'v [Value] {
    let list = sheet.get(name).and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn year(sheet: &Value) -> &str {
    text(sheet, "as_of").get(..4).unwrap_or_default()
}

fn lead(ask: &Ask<'_>, sheet: &Value) -> String {
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("day", &text(sheet, "as_of")),
        ("time", &text(sheet, "time")),
        ("rules", &text(&sheet["rules"], "name")),
    ];
    ask.context().fill("web.overview-lead", &told)
}

/// Another day, another rule set.
pub(crate) fn choice(ask: &Ask<'_>, sheet: &Value) -> Result<Markup, Problem> {
    let chosen = seen::lights(ask)?;
    let sets = &ask.workspace.catalogue().lights;
    Ok(html! {
        form.choice method="get" {
            label { span { (ask.say("web.day")) } input type="date" name="day" value=(text(sheet, "as_of")); }
            label { span { (ask.say("web.rules")) } select name="rules" {
                @for set in sets { option value=(set.id) selected[set.id == chosen.id] { (ask.context().either(&set.zh, &set.en)) } }
            } }
            button { (ask.say("web.look")) }
        }
    })
}

fn tiles(ask: &Ask<'_>, sheet: &Value) -> Markup {
    const TILES: [(&str, &str, &str); 8] = [
        ("red", "red", "web.red"),
        ("yellow", "yellow", "web.yellow"),
        ("green", "green", "web.green"),
        ("none", "none", "web.no-light"),
        ("silent", "count", "watch.tile-silent"),
        ("overdue", "count", "watch.tile-overdue"),
        ("soon", "count", "watch.tile-soon"),
        ("untested", "count", "watch.tile-untested"),
    ];
    html! {
        ul.tiles { @for (name, class, words) in TILES {
            li class=(class) { b { (sheet["counts"].get(name).unwrap_or(&Value::Null)) } span { (ask.say(words)) } }
        } }
    }
}

/// What is behind and no problem names: the first thing to see.
fn unnamed(ask: &Ask<'_>, sheet: &Value) -> Markup {
    let codes = items(sheet, "unnamed");
    let is_unnamed = |item: &&Value| codes.contains(&item["code"]);
    html! {
        @for item in items(sheet, "targets").iter().filter(is_unnamed) {
            p.wrong { b { (ask.say("watch.unnamed-short")) } " " (text(item, "name")) (ask.say("watch.colon")) (text(item, "why")) }
        }
    }
}

/// Red first, then yellow, then what has no light, then green; among them in the order of the plan.
fn rank(item: &Value) -> u8 {
    match text(item, "light") {
        "red" => 0,
        "yellow" => 1,
        "green" => 3,
        _ => 2,
    }
}

/// Targets that accrue, with a bar against time; or the others.
fn table(ask: &Ask<'_>, sheet: &Value, flows: bool) -> Markup {
    let is_one = |item: &&Value| (text(item, "course") == "flow") == flows;
    let mut rows: Vec<&Value> = items(sheet, "targets").iter().filter(is_one).collect();
    rows.sort_by_key(|item| rank(item));
    // Each with whether numbers stand below it.
    let heads: &[(&str, bool)] = if flows {
        &[
            ("web.light", false),
            ("web.target-name", false),
            ("web.actual", true),
            ("web.target", true),
            ("web.progress", false),
            ("web.behind", true),
            ("web.because", false),
        ]
    } else {
        &[
            ("web.light", false),
            ("web.target-name", false),
            ("web.actual", true),
            ("web.target", true),
            ("web.gap", true),
            ("web.because", false),
        ]
    };
    html! {
        @if !rows.is_empty() {
            h2 { (ask.say(if flows { "web.flows" } else { "web.points" })) }
            div.wide { table {
                thead { tr { @for (head, of_numbers) in heads { th.number[*of_numbers] scope="col" { (ask.say(head)) } } } }
                tbody { @for item in rows { tr {
                    td { (light(ask, text(item, "light"))) }
                    th scope="row" { (text(item, "name")) (mark(ask, text(item, "openness"))) small.block { (text(item, "owner")) } }
                    td.number { (actual(ask, item)) }
                    td.number { (wanted(ask, item)) }
                    @if flows { td { (bar(item, text(sheet, "time"))) } td.number { (text(item, "behind")) } }
                    @else { td.number { (text(item, "gap")) } }
                    td.because { (text(item, "why")) }
                } } }
            } }
        }
    }
}

pub(crate) fn light(ask: &Ask<'_>, colour: &str) -> Markup {
    let (sign, words) = match colour {
        "red" => ("●", "web.red"),
        "yellow" => ("▲", "web.yellow"),
        "green" => ("✔", "web.green"),
        _ => ("–", "web.no-light"),
    };
    html! { span.light.(colour) { (sign) " " (ask.say(words)) } }
}

/// Whether it is not for everybody.
pub(crate) fn mark(ask: &Ask<'_>, openness: &str) -> Markup {
    html! { @match openness {
        "internal" => { span.mark { (ask.say("web.internal")) } }
        "released" => { span.mark.open { (ask.say("web.released")) } }
        _ => {}
    } }
}

/// What was done, and the way to where that comes from.
fn actual(ask: &Ask<'_>, item: &Value) -> Markup {
    let value = text(item, "actual");
    let key = match text(&item["source"], "key") {
        // Of what formulas and notes say: all that stands under the target's key but for its period.
        "" => text(item, "key").rsplit_once(':').map_or("", |(key, _)| key),
        key => key,
    };
    html! {
        @if value.is_empty() { (ask.say("web.nothing")) }
        @else { a href={ "/source?key=" (escaped(key)) } { (value) (text(item, "unit")) } small.block { (text(item, "day")) } }
    }
}

fn wanted(ask: &Ask<'_>, item: &Value) -> Markup {
    let value = text(item, "target");
    html! {
        @if value.is_empty() { (ask.say("watch.hidden")) }
        @else {
            @if item["at_most"] == true { (ask.say("web.at-most")) }
            a href={ "/source?key=" (escaped(text(item, "key"))) } { (value) (text(item, "unit")) }
            @if item["about"] == true { (ask.say("web.about")) }
        }
    }
}

/// What is done of it as a bar, with a line where time stands.
fn bar(item: &Value, time: &str) -> Markup {
    let progress = text(item, "progress");
    let colour = text(item, "light");
    html! {
        @if !progress.is_empty() {
            span.bar {
                svg viewBox="0 0 104 12" preserveAspectRatio="none" aria-hidden="true" {
                    rect.track x="0" y="2" width="100" height="8" {}
                    rect.(colour) x="0" y="2" width=(within(progress)) height="8" {}
                    rect.now x=(within(time)) y="0" width="1" height="12" {}
                }
                span { (progress) "%" }
            }
        }
    }
}

/// A share that is drawn: from nothing to all of it.
fn within(percent: &str) -> &str {
    let whole = percent
        .split('.')
        .next()
        .and_then(|whole| whole.parse::<i64>().ok());
    match whole {
        _ if percent.starts_with('-') => "0",
        Some(whole) if whole >= 100 => "100",
        Some(_) => percent,
        None => "0",
    }
}

/// What is due next, and what is overdue.
fn due(ask: &Ask<'_>, sheet: &Value) -> Markup {
    let is_open = |task: &&Value| !matches!(text(task, "state"), "done" | "dropped");
    let mut tasks: Vec<&Value> = items(sheet, "tasks").iter().filter(is_open).collect();
    tasks.sort_by_key(|task| (task["left"].as_i64().unwrap_or(i64::MAX), text(task, "code")));
    html! {
        section {
            h2 { (ask.say("web.due")) }
            ul.list { @for task in tasks.iter().take(TASKS) {
                li { span { (text(task, "text")) small { " " (text(task, "owner")) } } (super::tasks::left(ask, task)) }
            } }
            p { a href="/tasks" { (ask.context().fill("web.all-tasks", &[("count", &items(sheet, "tasks").len())])) } }
        }
    }
}

/// Who is late with what.
fn reminders(ask: &Ask<'_>, sheet: &Value) -> Markup {
    let name = |list: &str, code: &Value| {
        let item = items(sheet, list).iter().find(|item| item["code"] == *code);
        item.map_or("", |item| {
            text(item, if list == "targets" { "name" } else { "text" })
        })
        .to_owned()
    };
    html! {
        section {
            h2 { (ask.say("web.reminders")) }
            @if items(sheet, "reminders").is_empty() { p.soft { (ask.say("web.nobody-late")) } }
            ul.list { @for reminder in items(sheet, "reminders") {
                li { b { (text(reminder, "owner")) }
                    span {
                        @for (at, code) in items(reminder, "figures").iter().enumerate() { (comma(ask, at)) (name("targets", code)) (ask.say("web.no-figure")) }
                        @for (at, code) in items(reminder, "targets").iter().enumerate() { (comma(ask, at)) (name("targets", code)) (ask.say("web.lags")) }
                        @for (at, code) in items(reminder, "tasks").iter().enumerate() { (comma(ask, at)) (name("tasks", code)) }
                    }
                }
            } }
        }
    }
}

fn comma<'a>(ask: &Ask<'a>, at: usize) -> &'a str {
    if at == 0 {
        ""
    } else {
        ask.context().say("watch.comma")
    }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_bar_is_never_longer_than_its_track() {
        assert_eq!(
            ["98.5", "100", "151", "-2.1", "", "0.4"].map(within),
            ["98.5", "100", "100", "0", "0", "0.4"]
        );
    }
}
