//! 任务: what is to be done by when, by whom, and what shows that it is.

use super::frame;
use super::overview::{choice, items, light, text};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::seen;
use maud::{Markup, html};
use serde_json::Value;

/// All tasks, those that are due first before the others; problems and opinions behind them.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let sheet = seen::watched(ask)?;
    let owner = ask.query.get("owner");
    let is_one = |task: &&Value| owner.is_empty() || text(task, "owner") == owner;
    let mut tasks: Vec<&Value> = items(&sheet, "tasks").iter().filter(is_one).collect();
    tasks.sort_by_key(|task| {
        (
            is_over(task),
            task["left"].as_i64().unwrap_or(i64::MAX),
            text(task, "code"),
        )
    });
    let body = html! {
        div.head { h1 { (ask.say("web.tasks")) } (choice(ask, &sheet)?) }
        (frame::done(ask))
        @if !owner.is_empty() { p.lead { (owner) " · " a href="/tasks" { (ask.say("web.all-owners")) } } }
        @if tasks.is_empty() { p.soft { (ask.say("web.no-tasks")) } }
        div.wide { table {
            thead { tr { @for head in ["web.number", "web.task", "web.owner", "web.deadline", "web.state", "web.reached", "web.light"] {
                th scope="col" { (ask.say(head)) }
            } } }
            tbody { @for task in tasks { (row(ask, task)) } }
        } }
        (problems(ask, &sheet))
        (opinions(ask, &sheet))
        (super::opinions::form(ask))
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.tasks"), &body)))
}

fn is_over(task: &Value) -> bool {
    matches!(text(task, "state"), "done" | "dropped")
}

/// How many days are left, or by how many it is late.
pub(crate) fn left(ask: &Ask<'_>, task: &Value) -> Markup {
    let days = task["left"].as_i64().unwrap_or_default();
    html! {
        @if is_over(task) { span.soft { (state(ask, task)) } }
        @else if days < 0 { b.red { (ask.context().fill("web.late", &[("days", &-days)])) } }
        @else { span.soft { (ask.context().fill("web.left", &[("days", &days)])) } }
    }
}

fn state<'a>(ask: &Ask<'a>, task: &Value) -> &'a str {
    ask.context().say(match text(task, "state") {
        "done" => "web.task-done",
        "under-way" => "web.task-under-way",
        "dropped" => "web.task-dropped",
        _ => "web.task-open",
    })
}

fn row(ask: &Ask<'_>, task: &Value) -> Markup {
    let test = text(task, "test");
    html! { tr {
        td.code { (text(task, "code")) }
        th scope="row" { (text(task, "text"))
            @for part in items(task, "parts") { small.block { (text(part, "number")) " " (text(part, "text")) " · " (state(ask, part)) } }
        }
        td { a href={ "/tasks?owner=" (escaped(text(task, "owner"))) } { (text(task, "owner")) } }
        td { (text(task, "due")) small.block { (left(ask, task)) } }
        td { (state(ask, task)) }
        td.number {
            @if test.is_empty() { small { (ask.say("web.untested")) } }
            @else {
                @if text(task, "reached").is_empty() { (ask.say("web.nothing")) } @else { (text(task, "reached")) }
                " / "
                a href={ "/source?key=" (escaped(test)) } { (text(task, "wanted")) (text(task, "unit")) }
            }
        }
        td { (light(ask, text(task, "light"))) }
    } }
}

fn problems(ask: &Ask<'_>, sheet: &Value) -> Markup {
    html! {
        @if !items(sheet, "problems").is_empty() {
            h2 { (ask.say("web.problems")) }
            ul.list { @for problem in items(sheet, "problems") {
                li { b.code { (text(problem, "code")) } span { (text(problem, "text"))
                    @for key in items(problem, "facts").iter().filter_map(Value::as_str) {
                        " " a.code href={ "/source?key=" (escaped(key)) } { (key) }
                    }
                } }
            } }
        }
    }
}

fn opinions(ask: &Ask<'_>, sheet: &Value) -> Markup {
    html! {
        @if !items(sheet, "opinions").is_empty() {
            h2 { (ask.say("web.opinions")) }
            ul.list { @for opinion in items(sheet, "opinions") {
                li { b.code { (text(opinion, "code")) } span { (text(opinion, "text")) small.block { (text(opinion, "owner")) " " (text(opinion, "due")) }
                    @if opinion["reply"].is_object() { small.block { (ask.say("web.reply")) (text(&opinion["reply"], "text")) } }
                    (super::opinions::reply_form(ask, opinion))
                } }
            } }
        }
    }
}
