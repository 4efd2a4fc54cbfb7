//! What the monitor sees of the example at half of the year: what is behind, what is said of it, who is late.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

mod scene;

use juyan_catalogue::{Catalogue, Colour};
use juyan_model::{Cell, Date, Dated, Decimal};
use juyan_monitor::{Change, Due, History, Known, Plan, Untested, Watch, rounded, watch};
use juyan_register::{Grid, Registers, check_rows, read_sheet, record};
use scene::{REGION, catalogue, facts, registers};

fn seen(catalogue: &Catalogue, registers: &Registers, set: &str, day: &str) -> Watch {
    let day: Date = day.parse().unwrap();
    let mut flaws = Vec::new();
    let facts = facts(catalogue, registers);
    let known = Known::new(catalogue, registers, &facts, REGION, &mut flaws);
    let plan = Plan::on(registers, &History::default(), day, (catalogue, REGION));
    assert!(flaws.is_empty() && plan.flaws.is_empty());
    watch(&known, &plan, catalogue.lights(Some(set)).unwrap(), day)
}

#[test]
fn only_the_33_percent_is_behind_and_not_named() {
    let catalogue = catalogue();
    let registers = registers(&catalogue);
    for set in ["half", "pace", "tianjin", "ouhai", "yichang"] {
        let seen = seen(&catalogue, &registers, set, "2024-06-30");
        let unnamed: Vec<&str> = seen.unnamed().map(|item| item.target.code.as_str()).collect();
        assert_eq!(unnamed, ["MB-08"], "{set}");
        let lags: Vec<&str> = seen
            .items
            .iter()
            .filter(|item| item.lags)
            .map(|item| item.target.code.as_str())
            .collect();
        assert_eq!(lags, ["MB-02", "MB-06", "MB-07", "MB-08"], "{set}");
        assert_eq!(seen.loose_problems().count(), 0);
    }
}

#[test]
fn what_is_left_takes_twice_the_pace() {
    let catalogue = catalogue();
    let registers = registers(&catalogue);
    let seen = seen(&catalogue, &registers, "pace", "2024-06-30");
    let item = seen
        .items
        .iter()
        .find(|item| item.target.code == "MB-08")
        .unwrap();
    let pace = item.pace.as_ref().unwrap();
    let told = |value: &juyan_model::Rational| rounded(&(value / &item.target.amount.scale), 2, false);
    assert_eq!(
        (told(&pace.so_far).as_str(), told(&pace.needed).as_str()),
        ("1.32", "2.64")
    );
    assert_eq!(rounded(pace.times.as_ref().unwrap(), 1, false), "2.0");
    let forecast = item.forecast.as_ref().unwrap();
    assert!(forecast.value < item.target.amount.value && forecast.trials.len() == 2);
}

#[test]
fn an_adjustment_counts_from_its_approval_on() {
    let catalogue = catalogue();
    let mut registers = registers(&catalogue);
    let wanted = |registers: &Registers, day| {
        let seen = seen(&catalogue, registers, "pace", day);
        let item = seen
            .items
            .into_iter()
            .find(|item| item.target.code == "MB-12")
            .unwrap();
        (
            rounded(&item.target.amount.told(), 0, true),
            item.target.overwritten.len(),
        )
    };
    assert_eq!(wanted(&registers, "2024-08-27"), ("2400".to_owned(), 0));
    assert_eq!(wanted(&registers, "2024-08-28"), ("2300".to_owned(), 0));
    let mut record = registers.record("target", "MB-12").unwrap().clone();
    let lower = Dated {
        since: Some("2024-07-01".parse().unwrap()),
        cell: Some(Cell::Number(Decimal::from(2000))),
    };
    record.fields.get_mut("value").unwrap().push(lower);
    registers.put(record);
    // Written over it, and nobody approved that: it is told, and the target stays what it was.
    assert_eq!(wanted(&registers, "2024-06-30"), ("2400".to_owned(), 0));
    assert_eq!(wanted(&registers, "2024-07-15"), ("2400".to_owned(), 1));
    assert_eq!(wanted(&registers, "2024-08-28"), ("2300".to_owned(), 1));
}

#[test]
fn tasks_are_due_overdue_unanswered_and_untested() {
    let catalogue = catalogue();
    let registers = registers(&catalogue);
    let seen = seen(&catalogue, &registers, "yichang", "2024-10-20");
    let task = |code: &str| seen.tasks.iter().find(|state| state.task.code == code).unwrap();
    assert_eq!(task("RW-23").due, Due::Overdue(20));
    assert!(task("RW-23").unanswered);
    assert_eq!(task("RW-20").untested, Some(Untested::NoNumber));
    assert_eq!(task("RW-06").untested, Some(Untested::NoTest));
    // The lake is as large as it has to be, and it is not the end of the year.
    assert!(!task("RW-01").done.is_done() && task("RW-01").reached.is_some());
    assert_eq!(task("RW-07").task.parts.len(), 2);
    let counts = seen.counts();
    assert_eq!((counts.overdue, counts.unanswered, counts.untested), (3, 3, 10));
    let late: Vec<&str> = seen
        .reminders
        .iter()
        .map(|reminder| reminder.owner.as_str())
        .collect();
    assert!(late.contains(&"农牧和科技局"), "{late:?}");
    let opinions: Vec<Option<Due>> = seen.opinions.iter().map(|state| state.due).collect();
    assert_eq!(opinions, [Some(Due::Later(49)), Some(Due::Later(49))]);
}

fn enter(registers: &mut Registers, id: &str, row: &[(&str, &str)], catalogue: &Catalogue) {
    let row = row
        .iter()
        .map(|(field, value)| ((*field).into(), (*value).into()));
    let register = catalogue.register(id).unwrap();
    registers.put(record(register, 0, &row.collect(), catalogue).unwrap());
}

/// From now on, every month: what was so before a task was raised shows nothing of it, and no month before has a light.
#[test]
fn a_task_begins_when_it_is_raised() {
    let catalogue = catalogue();
    let mut registers = registers(&catalogue);
    let task = [
        ("code", "RW-95"),
        ("text", "今后每月寄递1万件以上"),
        ("kind", "numeric"),
        ("fact", "parcel@152923"),
        ("value", "1"),
        ("unit", "万件"),
        ("raised", "2024-07-02"),
        ("due", "2024-12-31"),
        ("stage", "open"),
    ];
    let trend = |day, value| {
        [
            ("key", "parcel@152923"),
            ("day", day),
            ("value", value),
            ("unit", "万件"),
        ]
    };
    enter(&mut registers, "task", &task, &catalogue);
    enter(&mut registers, "trend", &trend("2024-03-31", "3"), &catalogue);
    let state = |registers: &Registers| {
        let seen = seen(&catalogue, registers, "yichang", "2024-10-20");
        let mut tasks = seen.tasks.into_iter();
        tasks.find(|state| state.task.code == "RW-95").unwrap()
    };
    let before = state(&registers);
    assert!(!before.done.is_done());
    let first = before.months.first().map(|month| month.end.to_string());
    assert_eq!(first.as_deref(), Some("2024-07-31"));
    enter(&mut registers, "trend", &trend("2024-08-31", "9"), &catalogue);
    assert_eq!(state(&registers).done.day(), Some("2024-08-31".parse().unwrap()));
}

/// Two stations are measured apart: somebody has to say which counts, and nobody is reminded before.
#[test]
fn a_second_station_is_asked_about() {
    let catalogue = catalogue();
    let mut registers = registers(&catalogue);
    let target = |registers: &Registers| {
        let seen = seen(&catalogue, registers, "pace", "2024-08-20");
        let at = seen
            .items
            .iter()
            .position(|item| item.target.code == "MB-15")
            .unwrap();
        let silent = seen
            .reminders
            .iter()
            .any(|reminder| reminder.silent.contains(&at));
        (seen.items[at].clone(), silent)
    };
    let (before, dunned) = target(&registers);
    assert!(before.places.is_empty() && before.silence.is_some() && dunned);
    let days = [
        ("旗站", "2024-07-31", "good"),
        ("东站", "2024-07-30", "heavy"),
        ("东站", "2024-07-31", "good"),
    ];
    for (site, day, grade) in days {
        let row = [("site", site), ("day", day), ("valid", "yes"), ("grade", grade)];
        enter(&mut registers, "air_day", &row, &catalogue);
    }
    let (after, dunned) = target(&registers);
    let east = after.places.iter().find(|place| place.place == "东站").unwrap();
    assert!(after.places.len() > 1 && !dunned && after.silence.is_none());
    assert_eq!(rounded(&east.amount.told(), 0, true), "50");
    assert!(
        east.key
            .to_string()
            .starts_with("air_good{site=\"东站\"}@152923:2024")
    );
    assert_eq!(after.light.colour, Colour::None);
    // A target of one of them is its own.
    let mut record = registers.record("target", "MB-15").unwrap().clone();
    let key = Cell::Text("air_good{site=\"东站\"}@152923:2024#plan".into());
    record.fields.insert(
        "key".into(),
        vec![Dated {
            since: None,
            cell: Some(key),
        }],
    );
    registers.put(record);
    let (own, _) = target(&registers);
    assert!(own.places.is_empty());
    assert_eq!(own.light.colour, Colour::Red);
}

/// What July's report calls a problem of the half-year was one at its end, and nobody knew of it in February.
#[test]
fn nobody_who_asks_in_february_is_told_what_came_up_later() {
    let catalogue = catalogue();
    let registers = registers(&catalogue);
    let told = |day| {
        let seen = seen(&catalogue, &registers, "pace", day);
        (seen.problems.len(), seen.tasks.len(), seen.unsupported.len())
    };
    assert_eq!(told("2024-02-15"), (0, 0, 0));
    assert_eq!(told("2024-05-20"), (0, 3, 1));
    assert_eq!(told("2024-06-30"), (4, 25, 2));
}

/// What an earlier year came to is a problem from the day on which somebody found it.
#[test]
fn a_problem_of_last_year_begins_when_it_is_found() {
    let catalogue = catalogue();
    let mut registers = Registers::default();
    let register = catalogue.register("problem").unwrap();
    let table = "问题编号,问题,对应指标,提出日期\nWT-9,去年投资下降,fai.growth@152923:2023,2024-07-05\n";
    let sheet = read_sheet(&Grid::of_csv("problem", table), register, &catalogue);
    for row in check_rows(register, &sheet.rows, &Registers::default(), &catalogue) {
        registers.put(row.record("problem", None));
    }
    let problems = |day| seen(&catalogue, &registers, "pace", day).problems.len();
    assert_eq!(
        (
            problems("2024-02-15"),
            problems("2024-06-30"),
            problems("2024-07-05")
        ),
        (0, 0, 1)
    );
}

/// So is it no task before that was begun, though it goes on from last year's figure.
#[test]
fn a_task_that_goes_on_from_last_year_is_there_when_it_is_begun() {
    let catalogue = catalogue();
    let mut registers = Registers::default();
    let register = catalogue.register("task").unwrap();
    let table = "任务编号,任务内容,任务性质,牵头单位,完成时限,承接数据,启动日期\n\
                 RW-99,续修水渠,时点,水务局,2024-12-31,fai.growth@152923:2023,2024-04-01\n";
    let sheet = read_sheet(&Grid::of_csv("task", table), register, &catalogue);
    for row in check_rows(register, &sheet.rows, &Registers::default(), &catalogue) {
        registers.put(row.record("task", None));
    }
    let tasks = |day| seen(&catalogue, &registers, "pace", day).tasks.len();
    assert_eq!((tasks("2024-02-15"), tasks("2024-04-01")), (0, 1));
}

#[test]
fn claims_need_two_facts_or_a_milestone() {
    let catalogue = catalogue();
    let registers = registers(&catalogue);
    let codes = |day| {
        let seen = seen(&catalogue, &registers, "pace", day);
        let codes = seen
            .unsupported
            .iter()
            .map(|statement| statement.code.to_string());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes("2024-06-30"), ["BS-1", "BS-2"]);
}

#[test]
fn what_was_written_over_a_target_is_told_with_who_did_it() {
    let catalogue = catalogue();
    let registers = registers(&catalogue);
    let change = |recorded: &str, by: &str, value: &str, approved: bool| {
        let value = Cell::Number(value.parse().unwrap());
        let day = Cell::Day("2024-01-26".parse().unwrap());
        let unit = Cell::Text("万吨".into());
        let mut fields = vec![("value", value), ("unit", unit)];
        fields.extend(approved.then_some(("approved", day)));
        Change {
            recorded: Some(recorded.parse().unwrap()),
            by: by.into(),
            reason: "".into(),
            fields: fields
                .into_iter()
                .map(|(field, cell)| (field.into(), (None, Some(cell))))
                .collect(),
        }
    };
    let told = |changes: Vec<Change>| {
        let mut history = History::default();
        history.put("target", "MB-12", changes);
        let plan = Plan::on(
            &registers,
            &history,
            "2024-06-30".parse().unwrap(),
            (&catalogue, REGION),
        );
        let target = plan
            .targets
            .into_iter()
            .find(|target| target.code == "MB-12")
            .unwrap();
        let told = target
            .overwritten
            .iter()
            .map(|change| format!("{} {}", change.by, rounded(&change.is.told(), 0, true)));
        (rounded(&target.amount.told(), 0, true), told.collect::<Vec<_>>())
    };
    let draft = || change("2024-01-10", "draft", "2500", false);
    let approved = || change("2024-01-27", "bureau", "2400", true);
    let clerk = || change("2024-06-20", "clerk", "1900", false);
    let none: Vec<String> = Vec::new();
    assert_eq!(told(vec![draft(), approved()]), ("2400".to_owned(), none.clone()));
    assert_eq!(
        told(vec![draft(), approved(), clerk()]),
        ("2400".to_owned(), vec!["clerk 1900".to_owned()])
    );
    // The congress approved 2300 in August; who wrote it in before wrote what was approved.
    let later = change("2024-08-29", "bureau", "2300", false);
    assert_eq!(told(vec![approved(), later]), ("2400".to_owned(), none.clone()));
    // What was put back is no change.
    assert_eq!(
        told(vec![approved(), clerk(), approved()]),
        ("2400".to_owned(), none)
    );
}
