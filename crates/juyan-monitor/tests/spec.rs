//! The cases of `spec/watch`: lights on the example, forecasts on given histories.
//!
//! `BLESS=1 cargo test -p juyan-monitor --test spec` writes today's answers; read the difference.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot read its material has failed"
)]

mod scene;

use juyan_catalogue::{Catalogue, FieldKind};
use juyan_model::{Brought, Cell, Date, Dated, Decimal, Rational, Vouched, rational};
use juyan_monitor::{History, Known, Month, Openness, PastYear, Plan, forecast, rounded, watch};
use juyan_register::{Registers, record};
use scene::{REGION, catalogue, facts, registers, root};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// Answers the rows of a page's tables anew, and compares. `answer` sees the lines of a case before its table too.
fn run(page: &str, least: usize, mut answer: impl FnMut(&[String], &[String]) -> Vec<String>) {
    let path = root().join("spec/watch").join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (mut before, mut out, mut rows) = (Vec::new(), Vec::new(), 0);
    let mut heading = false;
    for line in text.lines() {
        if line.starts_with("## ") {
            before.clear();
            heading = false;
        }
        if !line.starts_with('|') {
            before.push(line.to_owned());
            out.push(line.to_owned());
        } else if !heading || line.starts_with("| ---") {
            heading = true;
            out.push(line.to_owned());
        } else {
            let cells: Vec<String> = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect();
            out.push(format!("| {} |", answer(&before, &cells).join(" | ")));
            rows += 1;
        }
    }
    assert!(rows >= least, "{page}: {rows} rows");
    let out = out.join("\n") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &out).unwrap();
        return;
    }
    let wrong: Vec<String> = text
        .lines()
        .zip(out.lines())
        .filter(|(asked, told)| asked != told)
        .map(|(asked, told)| format!("- {asked}\n+ {told}"))
        .collect();
    assert!(wrong.is_empty(), "{page}:\n{}", wrong.join("\n"));
}

fn words(text: &str) -> BTreeMap<SmolStr, SmolStr> {
    let pairs = text.split(' ').filter_map(|pair| pair.split_once('='));
    pairs.map(|(field, value)| (field.into(), value.into())).collect()
}

fn cell(kind: FieldKind, value: SmolStr) -> Cell {
    match kind {
        FieldKind::Text => Cell::Text(value),
        FieldKind::Number => Cell::Number(value.parse().unwrap()),
        FieldKind::Date => Cell::Day(value.parse().unwrap()),
        FieldKind::Code => Cell::Code(value),
        FieldKind::Flag => Cell::Flag(value == "yes"),
        FieldKind::Link => Cell::Link(value),
    }
}

/// The registers with what a case adds and changes, and its day.
fn case(before: &[String], mut registers: Registers, catalogue: &Catalogue) -> (Registers, Date) {
    let mut day = None;
    for line in before {
        if let Some(told) = line.strip_prefix("as of ") {
            day = Some(told.parse().unwrap());
        } else if let Some(added) = line.strip_prefix("+ ") {
            let (id, row) = added.split_once(' ').unwrap();
            let register = catalogue.register(id).unwrap();
            registers.put(record(register, 0, &words(row), catalogue).unwrap());
        } else if let Some(kept) = line.strip_prefix("whole ") {
            let (id, day) = kept.split_once(' ').unwrap();
            let sheet = Brought {
                whole: true,
                since: Some(day.parse().unwrap()),
            };
            registers.vouch(id, Vouched::default().with(sheet, None));
        } else if let Some(changed) = line.strip_prefix("= ") {
            let (id, rest) = changed.split_once(' ').unwrap();
            let (code, row) = rest.split_once(' ').unwrap();
            let mut record = registers.record(id, code).unwrap().clone();
            let mut fields = words(row);
            let since = fields.remove("since").map(|day| day.parse().unwrap());
            for (field, value) in fields {
                let kind = catalogue.register(id).unwrap().field(&field).unwrap().kind;
                let cell = (!value.is_empty()).then(|| cell(kind, value));
                let held = record.fields.entry(field).or_default();
                held.retain(|dated| since.is_some() && dated.since != since);
                held.push(Dated { since, cell });
            }
            registers.put(record);
        }
    }
    (registers, day.unwrap())
}

#[test]
fn lights_of_the_example() {
    let catalogue = catalogue();
    let example = registers(&catalogue);
    let facts = facts(&catalogue, &example);
    run("lights.md", 45, |before, cells| {
        let [set, of, month, ..] = cells else {
            panic!("{cells:?}")
        };
        let (registers, day) = case(before, example.clone(), &catalogue);
        let mut flaws = Vec::new();
        let known = Known::new(&catalogue, &registers, &facts, REGION, &mut flaws);
        let mut plan = Plan::on(&registers, &History::default(), day, (&catalogue, REGION));
        assert_eq!((&flaws, &plan.flaws), (&Vec::new(), &Vec::new()));
        plan.targets.retain(|target| target.code == of.as_str());
        plan.tasks.retain(|task| task.code == of.as_str());
        let lights = catalogue.lights(Some(set)).unwrap();
        let seen = watch(&known, &plan, lights, day);
        let item = seen.items.first().map(|item| (&item.light, &item.months));
        let task = seen.tasks.first().map(|task| (&task.light, &task.months));
        let (light, months) = item.or(task).unwrap_or_else(|| panic!("no {of}"));
        let (colour, why) = if month.is_empty() {
            (light.colour, light.why.told(&catalogue, "zh"))
        } else {
            let end: Date = month.parse().unwrap();
            let of_month = |month: &&Month| month.end == end;
            (months.iter().find(of_month).unwrap().colour, String::new())
        };
        vec![
            set.clone(),
            of.clone(),
            month.clone(),
            colour.name().to_owned(),
            why,
        ]
    });
}

fn number(text: &str) -> Rational {
    text.split('/')
        .map(|part| rational(part.parse::<Decimal>().unwrap()))
        .reduce(|above, below| above / below)
        .unwrap()
}

#[test]
fn forecasts_on_given_histories() {
    run("forecast.md", 6, |_, cells| {
        let past: Vec<PastYear> = cells[2]
            .split_whitespace()
            .enumerate()
            .map(|(at, year)| {
                let (so_far, whole) = year.split_once('/').unwrap();
                PastYear {
                    year: at.to_string().into(),
                    so_far: number(so_far),
                    whole: number(whole),
                    openness: Openness::Public,
                }
            })
            .collect();
        let told = forecast(&number(&cells[0]), &number(&cells[1]), &past).unwrap();
        let show = |value: &Rational| rounded(value, 2, true);
        let (low, high) = told
            .band
            .as_ref()
            .map_or_else(Default::default, |(low, high)| (show(low), show(high)));
        let trials: Vec<String> = told
            .trials
            .iter()
            .map(|trial| {
                let outside = if trial.within == Some(false) { "*" } else { "" };
                format!("{}{outside}", rounded(&trial.error, 1, false))
            })
            .collect();
        let tail = [
            show(&told.value),
            low,
            high,
            show(&told.run_rate),
            trials.join(" "),
        ];
        cells[..3].iter().cloned().chain(tail).collect()
    });
}
