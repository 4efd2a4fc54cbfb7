//! A task of every month is judged month by month: by what was added in each of what accrues, and one that was missed is named.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

mod scene;

use juyan_catalogue::{Catalogue, Colour};
use juyan_monitor::{Due, History, Known, Plan, TaskState, Turn, watch};
use juyan_register::{Registers, record};
use scene::{REGION, catalogue};

fn enter(registers: &mut Registers, id: &str, row: &[(&str, &str)], catalogue: &Catalogue) {
    let row = row
        .iter()
        .map(|(field, value)| ((*field).into(), (*value).into()));
    let register = catalogue.register(id).unwrap();
    registers.put(record(register, 0, &row.collect(), catalogue).unwrap());
}

/// What came of new jobs by the end of months, since the year began.
fn came(registers: &mut Registers, notes: &[(&str, &str)], catalogue: &Catalogue) {
    for (day, value) in notes {
        let trend = [
            ("key", "job_new@152923"),
            ("day", *day),
            ("value", *value),
            ("unit", "人"),
        ];
        enter(registers, "trend", &trend, catalogue);
    }
}

/// Twenty new jobs in every month behind June: July brought 29 and August 10, and of September nobody says anything.
fn told(catalogue: &Catalogue) -> Registers {
    let mut registers = Registers::default();
    let task = [
        ("code", "RW-94"),
        ("text", "今后每月新增就业20人以上"),
        ("kind", "numeric"),
        ("fact", "job_new@152923"),
        ("value", "20"),
        ("unit", "人"),
        ("cadence", "month"),
        ("raised", "2024-06-30"),
        ("due", "2024-12-31"),
        ("owner", "人力资源和社会保障局"),
        ("stage", "open"),
    ];
    enter(&mut registers, "task", &task, catalogue);
    let notes = [
        ("2024-06-30", "121"),
        ("2024-07-31", "150"),
        ("2024-08-31", "160"),
    ];
    came(&mut registers, &notes, catalogue);
    registers
}

/// How the task stands on a day, and whether somebody is reminded of it.
fn stands(registers: &Registers, day: &str, catalogue: &Catalogue) -> (TaskState, bool) {
    let day = day.parse().unwrap();
    let known = Known::new(catalogue, registers, &[], REGION, &mut Vec::new());
    let plan = Plan::on(registers, &History::default(), day, (catalogue, REGION));
    let seen = watch(&known, &plan, catalogue.lights(Some("ouhai")).unwrap(), day);
    let dunned = seen.reminders.iter().any(|reminder| !reminder.tasks.is_empty());
    (seen.tasks[0].clone(), dunned)
}

fn turns(state: &TaskState) -> Vec<Turn> {
    state.rounds.iter().map(|round| round.turn).collect()
}

#[test]
fn each_month_is_judged_by_what_it_brought() {
    let catalogue = catalogue();
    let registers = told(&catalogue);
    let (july, dunned) = stands(&registers, "2024-07-31", &catalogue);
    assert_eq!(turns(&july), [Turn::Met]);
    assert_eq!(
        (july.done.is_done(), july.due, dunned),
        (false, Due::Later(153), false)
    );
    assert_eq!(july.light.colour, Colour::Green);
    let (september, dunned) = stands(&registers, "2024-09-30", &catalogue);
    assert_eq!(turns(&september), [Turn::Met, Turn::Short, Turn::Awaited]);
    assert_eq!((september.due, dunned), (Due::Overdue(30), true));
    assert_eq!(september.light.colour, Colour::Red);
    let (october, dunned) = stands(&registers, "2024-10-20", &catalogue);
    assert_eq!(turns(&october), [Turn::Met, Turn::Short, Turn::Untold]);
    assert_eq!((october.missed().count(), dunned), (2, true));
}

/// A later month that is met ends the reminders; the one that was missed stays so, and the task is done when all were met.
#[test]
fn a_month_that_was_missed_stays_missed() {
    let catalogue = catalogue();
    let mut registers = told(&catalogue);
    let notes = [
        ("2024-09-30", "190"),
        ("2024-10-31", "230"),
        ("2024-11-30", "260"),
        ("2024-12-31", "300"),
    ];
    came(&mut registers, &notes, &catalogue);
    let (october, dunned) = stands(&registers, "2024-10-20", &catalogue);
    assert_eq!((october.due, dunned), (Due::Later(72), false));
    let light = |month: &str| {
        let mut months = october.months.iter();
        months.find(|one| one.end.to_string() == month).unwrap().colour
    };
    assert_eq!(light("2024-06-30"), Colour::None);
    assert_eq!(light("2024-08-31"), Colour::Yellow);
    assert_eq!(light("2024-09-30"), Colour::Green);
    let (over, _) = stands(&registers, "2025-01-20", &catalogue);
    let missed: Vec<String> = over.missed().map(|round| round.end.to_string()).collect();
    assert_eq!(missed, ["2024-08-31"]);
    assert!(!over.done.is_done() && over.is_overdue());
    came(&mut registers, &[("2024-08-31", "170")], &catalogue);
    let (over, _) = stands(&registers, "2025-01-20", &catalogue);
    assert_eq!(over.done.day(), Some("2024-12-31".parse().unwrap()));
}
