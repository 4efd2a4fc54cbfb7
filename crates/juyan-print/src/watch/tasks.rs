//! The tasks for a terminal: what is due when, by whom, and what shows that it is done.

use super::columns::{WIDTH, left, right, wrapped};
use super::{Sheet, told};
use juyan_monitor::{Due, State, TaskState, Turn, Untested};
use std::io::{self, Write};

/// Writes the tasks, those that are overdue first, then by the day on which they are due. Fails where `out` does.
pub fn write(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let say = |id| sheet.say(id);
    let title = sheet.context.fill(
        "tasks.title",
        &[("region", &sheet.region), ("day", &sheet.watch.day)],
    );
    writeln!(out, "{title}")?;
    for line in wrapped("", &counts(sheet), 0) {
        writeln!(out, "{line}")?;
    }
    let heading = [
        left(say("tasks.state"), 14),
        left(say("tasks.code"), 6),
        left(say("tasks.text"), 30),
        left(say("tasks.due"), 10),
        left(say("watch.owner"), 16),
    ];
    writeln!(out, "\n{}", heading.join(" ").trim_end())?;
    writeln!(out, "{}", "-".repeat(WIDTH))?;
    for state in in_order(sheet) {
        let row = [
            left(&sheet.due(state), 14),
            left(&state.task.code, 6),
            left(&state.task.text, 30),
            right(&state.task.due.to_string(), 10),
            left(&state.task.owner, 16),
        ];
        writeln!(out, "{}", row.join(" ").trim_end())?;
        for line in wrapped("", &shown(sheet, state), 22) {
            if !line.is_empty() {
                writeln!(out, "{line}")?;
            }
        }
    }
    for state in &sheet.watch.opinions {
        let due = match (&state.opinion.reply, state.due) {
            (Some(reply), _) => sheet.context.fill("tasks.replied", &[("day", &reply.day)]),
            (None, Some(due)) => sheet.due_in(due),
            (None, None) => String::new(),
        };
        let line = sheet.context.fill(
            "tasks.opinion",
            &[
                ("text", &state.opinion.text),
                ("owner", &state.opinion.owner),
                ("due", &due),
            ],
        );
        for line in wrapped("-", &line, 2) {
            writeln!(out, "{line}")?;
        }
    }
    writeln!(out)?;
    for line in wrapped("", &sheet.chain(), 0) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The tasks that were due by the day and are open, each with its parts that are not done: what a report has yet to answer. Nothing where
/// there are none.
pub fn open(sheet: &Sheet<'_>) -> String {
    let due = in_order(sheet)
        .into_iter()
        .filter(|state| state.is_open() && state.task.due <= sheet.watch.day);
    let tasks: Vec<String> = due
        .map(|state| {
            let task = &state.task;
            let words: [(&str, &dyn std::fmt::Display); 5] = [
                ("code", &task.code),
                ("text", &task.text),
                ("due", &task.due),
                ("owner", &task.owner),
                ("shown", &shown(sheet, state)),
            ];
            sheet.context.fill("tasks.open-one", &words) + "\n"
        })
        .collect();
    if tasks.is_empty() {
        return String::new();
    }
    let words: [(&str, &dyn std::fmt::Display); 2] = [("day", &sheet.watch.day), ("count", &tasks.len())];
    sheet.context.fill("tasks.open", &words) + "\n" + &tasks.concat()
}

fn counts(sheet: &Sheet<'_>) -> String {
    let counts = sheet.watch.counts();
    sheet.context.fill(
        "tasks.counts",
        &[
            ("tasks", &sheet.watch.tasks.len()),
            ("done", &counts.done),
            ("overdue", &counts.overdue),
            ("soon", &counts.soon),
            ("unanswered", &counts.unanswered),
            ("untested", &counts.untested),
        ],
    )
}

/// Overdue ones first, then what is open by its day, then what is over.
pub(super) fn in_order<'a>(sheet: &Sheet<'a>) -> Vec<&'a TaskState> {
    let mut tasks: Vec<&TaskState> = sheet.watch.tasks.iter().collect();
    tasks.sort_by_key(|state| {
        let rank = match state.due {
            _ if !state.is_open() => 2,
            _ if state.is_asked => 1,
            Due::Overdue(_) => 0,
            Due::Soon(_) | Due::Later(_) => 1,
        };
        (rank, state.task.due)
    });
    tasks
}

/// What shows that a task is done, how far it is, and what is missing to it.
pub(super) fn shown(sheet: &Sheet<'_>, state: &TaskState) -> String {
    let task = &state.task;
    let mut told_of = Vec::new();
    if let Some((_, wanted)) = &task.test {
        let reached = state
            .reached
            .as_ref()
            .map_or_else(|| sheet.say("tasks.no-reading").to_owned(), told);
        let reached = reached + sheet.mark(state.openness);
        told_of.push(sheet.context.fill(
            "tasks.reached",
            &[("wanted", &told(wanted)), ("reached", &reached)],
        ));
    }
    if !state.rounds.is_empty() {
        let met = state
            .rounds
            .iter()
            .filter(|round| round.turn == Turn::Met)
            .count();
        let missed = sheet.missed(state);
        let id = if missed.is_empty() {
            "tasks.rounds"
        } else {
            "tasks.rounds-missed"
        };
        told_of.push(sheet.context.fill(
            id,
            &[("met", &met), ("all", &state.rounds.len()), ("missed", &missed)],
        ));
    }
    if !task.parts.is_empty() {
        let open = task
            .parts
            .iter()
            .filter(|part| !matches!(part.state, State::Done(_)));
        let open: Vec<&str> = open.map(|part| part.text.as_str()).collect();
        told_of.push(sheet.context.fill(
            "tasks.parts",
            &[
                ("done", &task.parts_done()),
                ("all", &task.parts.len()),
                ("open", &open.join(sheet.say("watch.comma"))),
            ],
        ));
    }
    match state.untested {
        Some(Untested::NoNumber) => told_of.push(sheet.say("tasks.no-number").to_owned()),
        Some(Untested::NoTest) => told_of.push(sheet.say("tasks.no-test").to_owned()),
        None => {}
    }
    told_of.extend(sheet.likely_of_task(state));
    if state.unanswered {
        told_of.push(sheet.say("tasks.unanswered").to_owned());
    }
    told_of.join(sheet.say("watch.semicolon"))
}
