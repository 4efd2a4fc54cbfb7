//! Whatever happened: a change that is taken back leaves everything as it was before it, and the facts that stand are those
//! that follow.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{Desk, act, projects, stated};
use juyan_ledger::{Kept, Known, LedgerError};
use juyan_model::{Key, PeriodName, Record, Value, Worth};
use juyan_posting::{PosterSheet, Posting};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const REGISTERS: [&str; 2] = ["key_project", "port_day"];
const PERIODS: [&str; 4] = ["2024H1", "2024M01-M07", "2024", "2024Q2"];
const DAYS: [Option<&str>; 3] = [None, Some("2024-05-01"), Some("2024-07-12")];
const KEYS: [&str; 5] = [
    "key_project@152923:2024H1",
    "key_project_start@152923:2024-06-30",
    "port_freight@152923:2024H1",
    "port_freight@152923:2024M01-M05",
    "grain@152923:2024H1",
];

/// Something that somebody does.
#[derive(Debug, Clone)]
enum Deed {
    Projects {
        count: usize,
        started: usize,
        since: usize,
        period: Option<usize>,
    },
    Freight {
        days: usize,
        tons: u32,
        since: usize,
        period: Option<usize>,
    },
    Record {
        key: usize,
        value: u8,
        period: Option<usize>,
    },
    Bind {
        fact: usize,
        key: usize,
    },
    Answer {
        fact: usize,
        other: usize,
        both: bool,
    },
    Release {
        fact: usize,
    },
    Undo {
        back: i64,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    let period = || prop::option::of(0..PERIODS.len());
    prop_oneof![
        4 => (1..4_usize, 0..4_usize, 0..DAYS.len(), period())
            .prop_map(|(count, started, since, period)| Deed::Projects { count, started, since, period }),
        3 => (1..4_usize, 1..4_u32, 0..DAYS.len(), period())
            .prop_map(|(days, tons, since, period)| Deed::Freight { days, tons, since, period }),
        3 => (0..KEYS.len(), 0..3_u8, period()).prop_map(|(key, value, period)| Deed::Record { key, value, period }),
        2 => (0..40_usize, 0..KEYS.len()).prop_map(|(fact, key)| Deed::Bind { fact, key }),
        2 => (0..40_usize, 0..40_usize, any::<bool>())
            .prop_map(|(fact, other, both)| Deed::Answer { fact, other, both }),
        1 => (0..40_usize).prop_map(|fact| Deed::Release { fact }),
        3 => (0..5_i64).prop_map(|back| Deed::Undo { back }),
    ]
}

/// Does it; what may not be done is left. Gives the change.
fn done(desk: &mut Desk, deed: &Deed) -> Option<i64> {
    let facts = desk.ledger.facts(Known::Now).unwrap();
    let (poster, enter) = (&desk.poster, act(desk.at));
    let fact = |at: usize| facts.get(at % facts.len().max(1)).map(|kept| kept.seq);
    let change = match *deed {
        Deed::Projects {
            count,
            started,
            since,
            period,
        } => {
            return posted(desk, &desk.sheet(&projects(count, started)), since, period);
        }
        Deed::Freight {
            days,
            tons,
            since,
            period,
        } => {
            let row = |day: usize| format!("2024-05-0{day},{tons}000\n");
            let text = "日期,过货量（吨）\n".to_owned() + &(1..=days).map(row).collect::<String>();
            return posted(desk, &desk.sheet(&text), since, period);
        }
        Deed::Record { key, value, period } => {
            let text = format!("{}为{value}", KEYS[key]);
            let (paper, fact) = stated(&text, KEYS[key], &value.to_string());
            desk.ledger.change(&enter, |change| {
                change.paper(&paper)?;
                change.fact(&fact, None)?;
                for period in named(period) {
                    change.keep_period(period)?;
                }
                poster.follow(change).map(drop)
            })
        }
        Deed::Bind { fact: at, key } => {
            let (fact, key) = (fact(at)?, KEYS[key].parse::<Key>().unwrap());
            desk.ledger.change(&enter, |change| {
                change.bind(fact, &key)?;
                poster.follow(change).map(drop)
            })
        }
        Deed::Answer {
            fact: at,
            other,
            both,
        } => {
            let (fact, other) = (fact(at)?, fact(other)?);
            if fact == other {
                return None;
            }
            desk.ledger.change(&enter, |change| {
                if both {
                    change.both_stand(fact, other)?;
                } else {
                    change.is_revised_by(fact, other)?;
                }
                Ok(())
            })
        }
        Deed::Release { fact: at } => {
            let fact = fact(at)?;
            desk.ledger
                .change(&enter, |change| change.release(fact, "公开").map(drop))
        }
        Deed::Undo { back } => {
            let change = desk.ledger.head().unwrap().unwrap().seq - back;
            return undone(desk, change).ok();
        }
    };
    Some(change.unwrap().0.seq)
}

/// Takes a change back; what is told of it is what stands otherwise, no more and no less.
fn undone(desk: &mut Desk, change: i64) -> Result<i64, LedgerError> {
    let before = said(desk);
    let enter = act(desk.at);
    let (undone, turned) = desk.poster.undo(&mut desk.ledger, change, &enter)?;
    let after = said(desk);
    let keys = before.keys().chain(after.keys()).collect::<BTreeSet<_>>();
    let expected: BTreeSet<&Key> = keys
        .into_iter()
        .filter(|key| before.get(*key) != after.get(*key))
        .collect();
    let told = turned.iter().filter(|turned| !turned.lapsed);
    let told: BTreeSet<&Key> = told.map(|turned| &turned.key).collect();
    let lapsed = turned.iter().filter(|turned| turned.lapsed);
    let all: BTreeSet<&Key> = told
        .iter()
        .copied()
        .chain(lapsed.map(|turned| &turned.key))
        .collect();
    assert!(
        told.is_subset(&expected) && expected.is_subset(&all),
        "{turned:?}"
    );
    Ok(undone.seq)
}

/// What is said under each key, each value once.
fn said(desk: &Desk) -> BTreeMap<Key, BTreeSet<String>> {
    let mut said: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    for kept in desk.ledger.facts(Known::Now).unwrap() {
        let Worth::Number(Value::One(value)) = kept.fact.worth else {
            continue;
        };
        let value = format!("{} {:?}", value.normalize(), kept.fact.unit);
        said.entry(kept.fact.key).or_default().insert(value);
    }
    said
}

fn posted(desk: &mut Desk, sheets: &[PosterSheet<'_>], since: usize, period: Option<usize>) -> Option<i64> {
    let posting = Posting {
        since: DAYS[since].map(|day| day.parse().unwrap()),
        periods: named(period),
        ..Posting::of(sheets)
    };
    let poster = &desk.poster;
    let done = desk
        .ledger
        .attempt(&act(desk.at), |change| poster.post(change, &posting));
    Some(done.ok()?.0.seq)
}

fn named(period: Option<usize>) -> Vec<juyan_model::Period> {
    let period = period.map(|at| PeriodName::parse(PERIODS[at]).unwrap().0);
    period.into_iter().collect()
}

/// All that a ledger says now.
#[derive(Debug, PartialEq)]
struct State {
    facts: Vec<Kept>,
    clashes: Vec<Key>,
    records: Vec<Vec<Record>>,
    kept: (BTreeSet<juyan_model::Period>, BTreeSet<smol_str::SmolStr>),
}

fn state(desk: &Desk) -> State {
    let ledger = &desk.ledger;
    let records = REGISTERS.map(|register| ledger.records(register, Known::Now).unwrap());
    let clashes = ledger.clashes(Known::Now).unwrap();
    State {
        facts: ledger.facts(Known::Now).unwrap(),
        clashes: clashes.into_iter().map(|clash| clash.key).collect(),
        records: records.into(),
        kept: (ledger.periods().unwrap(), ledger.kept_registers().unwrap()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn a_change_that_is_taken_back_never_was(deeds in prop::collection::vec(deed(), 1..14)) {
        let mut desk = Desk::new();
        let mut before = state(&desk);
        for deed in &deeds {
            let Some(change) = done(&mut desk, deed) else { continue };
            let poster = &desk.poster;
            // What was held ready comes to what all records come to, and nothing more follows than stands.
            let unfounded = desk.ledger.read(|reading| poster.unfounded(reading)).unwrap();
            prop_assert!(unfounded.is_empty(), "{deed:?} {unfounded:?}");
            let (_, moved) = desk.ledger.change(&act(desk.at), |change| poster.follow(change)).unwrap();
            prop_assert!(moved.is_empty(), "{deed:?} {moved:?}");
            if undone(&mut desk, change).is_ok() {
                prop_assert_eq!(&state(&desk), &before);
                done(&mut desk, deed);
            }
            before = state(&desk);
        }
        prop_assert_eq!(desk.ledger.verify(None).unwrap().flaws, []);
    }
}
