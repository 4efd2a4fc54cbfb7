//! What of a plan is to be seen is the same whether all facts are brought or only those that are asked for.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

use juyan::model::{Date, Fact, Key, Measure, Mode, Period, Secrecy, Source, Span, Term, Value, Worth};
use juyan_desk::held::{Held, Seen};
use juyan_ledger::{Act, ActKind, Known, Ledger, Paper};
use juyan_monitor::{Plan, watch};
use juyan_posting::{Poster, Posting};
use juyan_register::Grid;
use std::path::Path;

/// Without what was noted month by month, which goes before what papers tell.
const REGISTERS: [&str; 10] = [
    "target",
    "target_change",
    "task",
    "task_part",
    "problem",
    "problem_link",
    "statement",
    "key_project",
    "revenue_line",
    "port_day",
];
const TEXT: &str = "一句话里有12吨，也有13吨。";

fn act(kind: ActKind) -> Act {
    Act::new(kind, "clerk", "2024-08-01T00:00:00Z".parse().unwrap())
}

/// The plan of the example, and registers of whose rows it asks.
fn ledger() -> Ledger {
    let mut ledger = Ledger::in_memory("152923", &act(ActKind::Init)).unwrap();
    let poster = Poster::new(juyan::catalogue());
    for id in REGISTERS {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/ejin/registers/{id}.csv"));
        let text = std::fs::read_to_string(path).unwrap();
        let register = juyan::catalogue().register(id);
        let sheets = [poster.sheet(&Grid::of_csv(id, &text), register).unwrap()];
        let done = ledger.attempt(&act(ActKind::Import), |change| {
            poster.post(change, &Posting::of(&sheets))
        });
        done.map(drop).unwrap();
    }
    ledger
}

/// Keys that are alike one of which the plan asks: of other times, places and measures, under words that others would use.
fn alike(key: &Key, name: &str) -> Vec<Key> {
    let catalogue = juyan::catalogue();
    let mut indicators = vec![key.indicator.clone(), Term::Words(name.into())];
    indicators.push(Term::Words(format!("全旗{name}").into()));
    if let Term::Id(id) = &key.indicator {
        let indicator = catalogue.indicator(id).unwrap();
        let names = std::iter::once(&indicator.name).chain(&indicator.aliases);
        indicators.extend(names.map(|name| Term::Words(name.clone())));
    }
    let later: String = name.chars().skip(2).collect();
    let first: String = name.chars().take(2).collect();
    let mut keys = Vec::new();
    for indicator in indicators {
        for measures in [key.measures.clone(), Vec::new(), vec![Measure::Progress(None)]] {
            let own = Key {
                indicator: indicator.clone(),
                measures,
                ..key.clone()
            };
            keys.push(Key {
                region: "152922".into(),
                ..own.clone()
            });
            keys.push(own);
        }
    }
    if !later.is_empty() {
        let mut apart = Key {
            indicator: Term::Words(later.into()),
            ..key.clone()
        };
        apart.dimensions.insert("whose".into(), Term::Words(first.into()));
        keys.push(apart);
    }
    keys
}

/// Facts under such keys, of many times, told by a paper or a sheet.
fn facts(plan: &Plan, paper: &str) -> Vec<Fact> {
    let times = [
        "2024H1",
        "2024M01-M05",
        "2024-06-30",
        "2023H1",
        "2023",
        "2022-12-31",
        "2019",
        "2025H1",
    ];
    let times = times.map(|text| format!("gdp@152923:{text}").parse::<Key>().unwrap().period);
    let targets = plan.targets.iter();
    let targets = targets.map(|target| (&target.key, target.name.as_str(), &target.amount.unit));
    let tests = plan.tasks.iter().filter_map(|task| task.test.as_ref());
    let tests = tests.map(|(key, amount)| (key, "", &amount.unit));
    let mut facts = Vec::new();
    for (asked, name, unit) in targets.chain(tests) {
        for key in alike(asked, name) {
            for (at, period) in times.iter().enumerate() {
                let number = facts.len();
                let source = match (number + at) % 3 {
                    0 => Source::Entry,
                    _ => Source::Document {
                        document: paper.into(),
                        span: Span::new(12, 14),
                        sentence: Span::new(0, TEXT.len()),
                    },
                };
                let mode = if number % 5 == 0 { Mode::Plan } else { Mode::Actual };
                let key = Key {
                    period: period.filter(|_| number % 11 != 0),
                    mode,
                    ..key.clone()
                };
                let value = Worth::Number(Value::One((number % 97).to_string().parse().unwrap()));
                let secrecy = if number % 4 == 0 {
                    Secrecy::Internal
                } else {
                    Secrecy::Public
                };
                let is_share = matches!(key.measures.as_slice(), [_, ..]);
                facts.push(Fact {
                    unit: if is_share {
                        Some("%".into())
                    } else {
                        Some(unit.clone())
                    },
                    secrecy,
                    ..Fact::new(key, value, source)
                });
            }
        }
    }
    facts
}

fn plan(held: &Held, day: Date) -> Plan {
    Plan::on(
        &held.registers,
        &held.history,
        day,
        (juyan::catalogue(), &held.region),
    )
}

#[test]
fn what_is_asked_for_says_all_that_all_facts_do() {
    let mut ledger = ledger();
    let day: Date = "2024-06-30".parse().unwrap();
    let wanted = plan(&Held::of(&ledger, Known::Now).unwrap(), day);
    let paper = Paper {
        name: "a.txt".into(),
        format: "txt".into(),
        title: None,
        region: None,
        period: None,
        text: TEXT.into(),
    };
    let made = ledger.change(&act(ActKind::Record), |change| {
        let digest = change.paper(&paper)?;
        for (at, fact) in facts(&wanted, &digest).iter().enumerate() {
            let place = change.fact(fact, None)?;
            if at % 13 == 0 {
                change.bind(place, &wanted.targets[at % wanted.targets.len()].actual())?;
            }
            let other = Key {
                indicator: Term::Words(format!("另一件事{at}").into()),
                ..fact.key.clone()
            };
            change.fact(
                &Fact {
                    key: other,
                    ..fact.clone()
                },
                None,
            )?;
        }
        Ok(())
    });
    made.unwrap();
    let catalogue = juyan::catalogue();
    let lights = catalogue.lights(None).unwrap();
    let whole = Held::of(&ledger, Known::Now).unwrap();
    let few = Held::of_plan(&ledger, Known::Now, catalogue).unwrap();
    let all = whole.facts(&ledger).unwrap();
    for day in [
        "2024-06-30",
        "2024-03-05",
        "2024-12-31",
        "2023-06-30",
        "2025-02-01",
    ] {
        let day: Date = day.parse().unwrap();
        let plan = plan(&whole, day);
        let known =
            juyan_monitor::Known::new(catalogue, &whole.registers, &all, &whole.region, &mut Vec::new());
        let by_all = watch(&known, &plan, lights, day);
        let seen = Seen::of((&ledger, &few), catalogue, lights, day).unwrap();
        assert_eq!(seen.watch, by_all, "{day}");
        let asked = few.facts_for(&ledger, &plan, (catalogue, day)).unwrap();
        assert!(asked.len() < all.len(), "{} of {}", asked.len(), all.len());
    }
    let told = few.facts_for(&ledger, &wanted, (catalogue, day)).unwrap();
    assert!(!told.is_empty() && few.changes == whole.changes && few.head == whole.head);
}

#[test]
fn a_year_without_a_plan_asks_for_nothing() {
    let ledger = ledger();
    let held = Held::of_plan(&ledger, Known::Now, juyan::catalogue()).unwrap();
    let nothing = Plan {
        tasks: Vec::new(),
        problems: Vec::new(),
        statements: Vec::new(),
        ..plan(&held, Date::MIN)
    };
    let day = Period::year(2024).unwrap().to;
    let facts = held
        .facts_for(&ledger, &nothing, (juyan::catalogue(), day))
        .unwrap();
    assert!(facts.is_empty());
}
