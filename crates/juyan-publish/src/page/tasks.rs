//! What the report says of the tasks that were set before, each with the sentence that answers it.

use super::Shown;
use crate::answer::{Answer, Answered, AnsweredPart};
use juyan_model::Span;
use juyan_print::html::Escaped;

/// The section; nothing where nothing was due.
pub(super) fn tasks(shown: &Shown<'_>) -> String {
    let tasks = &shown.release.tasks;
    if tasks.is_empty() {
        return problems(shown);
    }
    let parts = || tasks.iter().flat_map(|task| &task.parts);
    let open = parts().filter(|part| !part.is_answered()).count();
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("tasks", &tasks.len()),
        ("parts", &parts().count()),
        ("told", &(parts().count() - open)),
        ("open", &open),
    ];
    let items: String = tasks.iter().map(|task| item(shown, task)).collect();
    format!(
        "<section class=\"tasks\" aria-labelledby=\"tasks\"><h2 id=\"tasks\">{}</h2><p class=\"small\">{}</p><ol>{items}</ol></section>\n",
        shown.say("publish.tasks"),
        shown.fill("publish.tasks.counts", &counts),
    ) + &problems(shown)
}

/// The problems that no task is to solve, in the words of the report.
fn problems(shown: &Shown<'_>) -> String {
    let items = shown.release.problems.iter();
    let items: String = items.map(|text| format!("<li>{}</li>", Escaped(text))).collect();
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<section class=\"tasks\" aria-labelledby=\"problems\"><h2 id=\"problems\">{}</h2><ul>{items}</ul></section>\n",
        shown.say("publish.problems"),
    )
}

fn item(shown: &Shown<'_>, task: &Answered) -> String {
    let about: [(&str, &dyn std::fmt::Display); 2] = [("owner", &task.owner), ("due", &task.due)];
    let told: String = match task.parts.as_slice() {
        [whole] if whole.text.is_empty() => format!("<p>{}</p>", told(shown, whole)),
        parts => {
            let item = |part: &AnsweredPart| {
                format!("<li>{}\u{ff1a}{}</li>", Escaped(&part.text), told(shown, part))
            };
            let items: String = parts.iter().map(item).collect();
            format!("<ul>{items}</ul>")
        }
    };
    format!(
        "<li><p>{} <small>{}</small></p>{told}</li>",
        Escaped(&task.text),
        shown.fill("publish.tasks.about", &about)
    )
}

fn told(shown: &Shown<'_>, part: &AnsweredPart) -> String {
    match (&part.answer, part.noted.as_str()) {
        (Some(answer), _) => format!(
            "<a href=\"#{}\">{}</a>",
            place(shown, answer),
            Escaped(&words(shown, answer.span))
        ),
        (None, "") => format!("<b>{}</b>", shown.say("publish.tasks.none")),
        (None, noted) => Escaped(noted).to_string(),
    }
}

fn words(shown: &Shown<'_>, span: Span) -> String {
    span.of(shown.text).split_whitespace().collect()
}

/// The name of the place of an answer on the page: that of its first figure, else its own.
fn place(shown: &Shown<'_>, answer: &Answer) -> String {
    let rows = shown.release.rows.iter();
    let figures = rows.flat_map(|row| {
        let places = row.places.iter().enumerate();
        places.map(move |(nth, span)| (span.start, *span, row.number, nth))
    });
    let first = figures.filter(|(_, span, ..)| answer.span.contains(*span)).min();
    first.map_or_else(|| mark(answer), |(.., number, nth)| figure(number, nth))
}

/// The name of the place where a figure stands.
pub(super) fn figure(number: usize, nth: usize) -> String {
    if nth == 0 {
        format!("n{number}")
    } else {
        format!("n{number}-{}", nth + 1)
    }
}

fn mark(answer: &Answer) -> String {
    format!("s{}", answer.span.start)
}

/// The sentences without a figure that a task leads to: where they begin, and the names of these places.
pub(super) fn marks(shown: &Shown<'_>) -> Vec<(usize, String)> {
    let parts = shown.release.tasks.iter().flat_map(|task| &task.parts);
    let answers = parts.filter_map(|part| part.answer.as_ref());
    let mut marks: Vec<(usize, String)> = answers
        .filter(|answer| place(shown, answer) == mark(answer))
        .map(|answer| (answer.span.start, mark(answer)))
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}
