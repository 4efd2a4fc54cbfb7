//! The JSON form `juyan-watch/1`, described in `docs/watch.md`.

use super::{Sheet, in_unit};
use juyan::model::{Rational, Secrecy};
use juyan::vocabulary::Cadence;
use juyan_monitor::{
    Amount, Due, Forecast, Item, Likely, OpinionState, Origin, Round, State, TaskKind, TaskState, Turn,
    Untested, rounded,
};
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes one line. Fails where `out` does.
pub fn write(out: &mut impl Write, sheet: &Sheet<'_>) -> io::Result<()> {
    let watch = sheet.watch;
    let counts = watch.counts();
    let line = json!({
        "format": "juyan-watch/1",
        "region": sheet.code,
        "region_name": sheet.region,
        "as_of": watch.day.to_string(),
        "time": percent(&watch.time),
        "rules": { "id": sheet.lights.id, "name": sheet.rules() },
        "head": sheet.head,
        "changes": sheet.changes,
        "counts": {
            "green": counts.green, "yellow": counts.yellow, "red": counts.red, "none": counts.none, "silent": counts.silent,
            "tasks": watch.tasks.len(), "done": counts.done, "late": counts.late, "overdue": counts.overdue, "soon": counts.soon,
            "unanswered": counts.unanswered, "untested": counts.untested,
        },
        "targets": watch.items.iter().map(|item| target(sheet, item)).collect::<Vec<_>>(),
        "unnamed": watch.unnamed().map(|item| item.target.code.as_str()).collect::<Vec<_>>(),
        "tasks": watch.tasks.iter().map(|state| task(sheet, state)).collect::<Vec<_>>(),
        "problems": watch.problems.iter().map(|problem| json!({
            "code": problem.code,
            "text": problem.text,
            "facts": keys(&problem.facts),
            "tasks": problem.tasks,
        })).collect::<Vec<_>>(),
        "opinions": watch.opinions.iter().map(opinion).collect::<Vec<_>>(),
        "unsupported": watch.unsupported.iter().map(|statement| json!({
            "code": statement.code,
            "text": statement.text,
        })).collect::<Vec<_>>(),
        "reminders": watch.reminders.iter().map(|reminder| json!({
            "owner": reminder.owner,
            "figures": reminder.silent.iter().filter_map(|at| Some(watch.items.get(*at)?.target.code.as_str())).collect::<Vec<_>>(),
            "targets": reminder.items.iter().filter_map(|at| Some(watch.items.get(*at)?.target.code.as_str())).collect::<Vec<_>>(),
            "tasks": reminder.tasks.iter().filter_map(|at| Some(watch.tasks.get(*at)?.task.code.as_str())).collect::<Vec<_>>(),
            "opinions": reminder.opinions.iter().filter_map(|at| Some(watch.opinions.get(*at)?.opinion.code.as_str())).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "flaws": sheet.flaws,
    });
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)
}

fn target(sheet: &Sheet<'_>, item: &Item) -> Value {
    let target = &item.target;
    let unit = &target.amount;
    let measure = |name: &str| item.measures.get(name).map(percent);
    json!({
        "code": target.code,
        "name": target.name,
        "key": target.key.to_string(),
        "course": target.course.name(),
        "target": (!item.hides_target).then(|| in_unit(unit, &unit.value)),
        "unit": unit.told_in,
        "at_most": target.at_most,
        "about": target.about,
        "nature": target.nature,
        "owner": target.owner,
        "approved_by": target.approved_by,
        "approved": target.approved.map(|day| day.to_string()),
        "adjustments": target.adjustments.iter().map(|change| json!({
            "target": in_unit(unit, &change.amount.value),
            "approved": change.approved.to_string(),
            "by": change.by,
            "reason": change.reason,
        })).collect::<Vec<_>>(),
        "unapproved": (!item.hides_target).then_some(!target.overwritten.is_empty()),
        "overwritten": target.overwritten.iter().map(|change| json!({
            "was": in_unit(unit, &change.was.value),
            "target": in_unit(unit, &change.is.value),
            "since": change.since.map(|day| day.to_string()),
            "recorded": change.recorded.map(|day| day.to_string()),
            "by": change.by,
            "reason": change.reason,
        })).collect::<Vec<_>>(),
        "secrecy": secrecy(target.secrecy),
        "openness": item.openness.name(),
        "actual": item.actual.as_ref().map(|actual| in_unit(unit, &actual.value)),
        "day": item.reading.as_ref().map(|reading| reading.day.to_string()),
        "source": item.reading.as_ref().map(|reading| source(&reading.origin)),
        "rivals": item.reading.iter().flat_map(|reading| &reading.rivals).map(|rival| json!({
            "value": in_unit(unit, &rival.value),
            "source": source(&rival.origin),
        })).collect::<Vec<_>>(),
        "planned": item.planned.iter().map(|other| json!({
            "fact": other.fact,
            "value": in_unit(unit, &other.amount.value),
            "source": source(&other.origin),
        })).collect::<Vec<_>>(),
        "likely": likely(unit, &item.likely),
        "places": item.places.iter().map(|place| json!({
            "place": place.place,
            "key": place.key.to_string(),
            "value": in_unit(unit, &place.amount.value),
            "day": place.day.to_string(),
        })).collect::<Vec<_>>(),
        "awaited": item.silence.map(|silence| json!({
            "due": silence.due.to_string(),
            "cadence": silence.rhythm.cadence.name(),
            "guessed": silence.rhythm.is_guess,
        })),
        "stands": item.standing.map(|standing| json!({
            "for": standing.end.to_string(),
            "until": standing.until.to_string(),
        })),
        "progress": measure("progress"),
        "behind": measure("behind"),
        "gap": item.measures.get("gap").map(|gap| in_unit(unit, gap)),
        "light": item.light.colour.name(),
        "why": sheet.why(item),
        "months": item.months.iter().map(|month| json!({
            "end": month.end.to_string(),
            "light": month.colour.name(),
            "stood": month.stood.as_ref().map(percent),
        })).collect::<Vec<_>>(),
        "pace": item.pace.as_ref().map(|pace| json!({
            "so_far": in_unit(unit, &pace.so_far),
            "needed": in_unit(unit, &pace.needed),
            "times": pace.times.as_ref().map(percent),
        })),
        "forecast": item.forecast.as_ref().map(|told| forecast(unit, told)),
        "lags": item.lags,
        "named": item.is_named,
    })
}

fn likely(unit: &Amount, told: &[Likely]) -> Value {
    let told = told.iter().map(|likely| {
        json!({
            "fact": likely.fact,
            "key": likely.key.to_string(),
            "value": in_unit(unit, &likely.amount.value),
            "as": likely.would_be.to_string(),
        })
    });
    told.collect()
}

fn forecast(unit: &Amount, told: &Forecast) -> Value {
    let value = |value: &Rational| in_unit(unit, value);
    json!({
        "value": value(&told.value),
        "low": told.band.as_ref().map(|(low, _)| value(low)),
        "high": told.band.as_ref().map(|(_, high)| value(high)),
        "run_rate": value(&told.run_rate),
        "trials": told.trials.iter().map(|trial| json!({
            "year": trial.year,
            "foreseen": value(&trial.foreseen),
            "came": value(&trial.came),
            "error": percent(&trial.error),
            "within": trial.within,
        })).collect::<Vec<_>>(),
    })
}

fn source(origin: &Origin) -> Value {
    match origin {
        Origin::Noted => json!({ "kind": "trend" }),
        Origin::Formula(formula) => json!({ "kind": "formula", "formula": formula }),
        Origin::Fact(key) => json!({ "kind": "fact", "key": key.to_string() }),
    }
}

fn task(sheet: &Sheet<'_>, state: &TaskState) -> Value {
    let task = &state.task;
    json!({
        "code": task.code,
        "text": task.text,
        "kind": match task.kind {
            TaskKind::Numeric => "numeric",
            TaskKind::Milestone => "milestone",
            TaskKind::Ongoing => "ongoing",
        },
        "origin": task.origin,
        "owner": task.owner,
        "due": task.due.to_string(),
        "left": left(state.due),
        "state": if state.done.is_done() { "done" } else { stage(task.state) },
        "done": state.done.day().map(|day| day.to_string()),
        "late": state.done.late(task.due),
        "continues": task.continues.as_ref().map(ToString::to_string),
        "test": task.test.as_ref().map(|(key, _)| key.to_string()),
        "wanted": task.test.as_ref().map(|(_, wanted)| in_unit(wanted, &wanted.value)),
        "unit": task.test.as_ref().map(|(_, wanted)| wanted.told_in.as_str()),
        "reached": state.reached.as_ref().map(|reached| in_unit(reached, &reached.value)),
        "cadence": task.cadence.map(Cadence::name),
        "rounds": state.rounds.iter().map(round).collect::<Vec<_>>(),
        "likely": task.test.as_ref().map_or_else(|| json!([]), |(_, wanted)| likely(wanted, &state.likely)),
        "openness": state.openness.name(),
        "untested": state.untested.map(|why| match why {
            Untested::NoNumber => "no-number",
            Untested::NoTest => "no-test",
        }),
        "unanswered": state.unanswered,
        "light": state.light.colour.name(),
        "why": state.light.why.told(sheet.context.catalogue, sheet.context.language.code()),
        "parts": task.parts.iter().map(|part| json!({
            "number": part.number,
            "text": part.text,
            "fact": part.fact.as_ref().map(ToString::to_string),
            "state": stage(part.state),
        })).collect::<Vec<_>>(),
    })
}

fn round(round: &Round) -> Value {
    json!({
        "end": round.end.to_string(),
        "state": match round.turn {
            Turn::Met => "met",
            Turn::Short => "short",
            Turn::Untold => "untold",
            Turn::Awaited => "awaited",
        },
        "reached": round.reached.as_ref().map(|reached| in_unit(reached, &reached.value)),
    })
}

fn opinion(state: &OpinionState) -> Value {
    let opinion = &state.opinion;
    json!({
        "code": opinion.code,
        "text": opinion.text,
        "owner": opinion.owner,
        "due": opinion.due.map(|day| day.to_string()),
        "left": state.due.map(left),
        "task": opinion.task,
        "reply": opinion.reply.as_ref().map(|reply| json!({
            "day": reply.day.to_string(),
            "status": reply.status,
            "text": reply.text,
        })),
    })
}

fn keys(keys: &[juyan::model::Key]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

/// Days until something is due, negative behind.
const fn left(due: Due) -> i32 {
    match due {
        Due::Overdue(days) => -days,
        Due::Soon(days) | Due::Later(days) => days,
    }
}

const fn stage(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::UnderWay => "under-way",
        State::Done(_) => "done",
        State::Dropped => "dropped",
    }
}

/// The name of a secrecy.
pub(super) const fn secrecy(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Public => "public",
        Secrecy::Internal => "internal",
    }
}

/// With two digits.
fn percent(value: &Rational) -> String {
    rounded(value, 2, true)
}
