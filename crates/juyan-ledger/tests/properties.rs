//! What holds of every run of changes: the past does not change, and how work is cut into changes makes no difference.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod scene;

use juyan_ledger::{ActKind, FieldChange, Known, Ledger};
use juyan_model::{Cell, Fact, Limit, Printed, Record, Source, Value, Worth};
use proptest::prelude::*;
use scene::{act, day, fact, ledger};

const AT: &str = "2024-08-01T08:00:00+08:00";

/// Something that somebody does.
#[derive(Debug, Clone)]
enum Deed {
    Fact {
        key: u8,
        value: u8,
    },
    Revise {
        value: u8,
    },
    Field {
        record: u8,
        name: u8,
        since: u8,
        value: u8,
    },
    Undo {
        back: u8,
    },
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..4_u8, any::<u8>()).prop_map(|(key, value)| Deed::Fact { key, value }),
        1 => any::<u8>().prop_map(|value| Deed::Revise { value }),
        4 => (0..3_u8, 0..2_u8, 0..4_u8, any::<u8>())
            .prop_map(|(record, name, since, value)| Deed::Field { record, name, since, value }),
        1 => (1..4_u8).prop_map(|back| Deed::Undo { back }),
    ]
}

/// Does it; what may not be done is left.
fn done(ledger: &mut Ledger, deed: &Deed) {
    let enter = act(ActKind::Enter, AT);
    match *deed {
        Deed::Fact { key, value } => {
            let fact = fact(&format!("k{key}@152923:2024H1"), &value.to_string());
            ledger.change(&enter, |change| change.fact(&fact, None)).unwrap();
        }
        Deed::Revise { value } => {
            if let Some(last) = ledger.facts(Known::Now).unwrap().last() {
                let fact = fact(&last.fact.key.to_string(), &value.to_string());
                ledger
                    .change(&enter, |change| change.fact(&fact, Some(last.seq)))
                    .unwrap();
            }
        }
        Deed::Field { .. } => {
            ledger.change(&enter, |change| written(change, deed)).unwrap();
        }
        Deed::Undo { back } => {
            let last = ledger.head().unwrap().unwrap().seq;
            let _ = ledger.undo(last - i64::from(back), &act(ActKind::Undo, AT));
        }
    }
}

fn written(change: &mut juyan_ledger::Writing<'_>, deed: &Deed) -> Result<(), juyan_ledger::LedgerError> {
    let Deed::Field {
        record,
        name,
        since,
        value,
    } = *deed
    else {
        return Ok(());
    };
    let cell = Cell::Number(value.into());
    change
        .field(&FieldChange {
            register: "project",
            code: &format!("P{record}"),
            name: &format!("f{name}"),
            since: (since > 0).then(|| day(&format!("2024-0{since}-01"))),
            cell: Some(&cell),
            origin: None,
        })
        .map(drop)
}

/// All that can be read as of a change, as text.
fn state(ledger: &Ledger, known: Known) -> String {
    let records: Vec<Record> = ledger.records("project", known).unwrap();
    format!(
        "{:?} {:?} {:?}",
        ledger.facts(known).unwrap(),
        ledger.clashes(known).unwrap(),
        records
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn reading_as_of_a_known_past_never_changes(deeds in prop::collection::vec(deed(), 1..14)) {
        let mut ledger = ledger(AT);
        let mut past: Vec<(i64, String)> = Vec::new();
        for deed in &deeds {
            done(&mut ledger, deed);
            for (seq, then) in &past {
                prop_assert_eq!(&state(&ledger, Known::After(*seq)), then);
            }
            let last = ledger.head().unwrap().unwrap().seq;
            past.push((last, state(&ledger, Known::Now)));
        }
        prop_assert_eq!(ledger.verify(None).unwrap().flaws, vec![]);
    }

    #[test]
    fn how_fields_are_cut_into_changes_makes_no_difference(
        deeds in prop::collection::vec(deed(), 1..14),
        cut in 1..6_usize,
    ) {
        let read = |size: usize| {
            let mut ledger = ledger(AT);
            for batch in deeds.chunks(size) {
                ledger
                    .change(&act(ActKind::Import, AT), |change| batch.iter().try_for_each(|deed| written(change, deed)))
                    .unwrap();
            }
            ledger.records("project", Known::Now).unwrap()
        };
        prop_assert_eq!(read(cut), read(deeds.len()));
    }
}

/// A fact that says in some columns what another said, in others nothing or something else.
fn varied() -> impl Strategy<Value = Fact> {
    let worth = prop_oneof![
        (149..152_i64).prop_map(|value| Worth::Number(Value::One(value.into()))),
        (149..152_i64).prop_map(|value| Worth::Number(Value::Range((-value).into(), 7.into()))),
        Just(Worth::Class("Ⅲ".into())),
    ];
    let source = prop_oneof![
        Just(Source::Entry),
        "[FG][12]".prop_map(|cell| Source::Cell {
            workbook: "表\"1\".xlsx".into(),
            sheet: "1".into(),
            cell: cell.into(),
        }),
    ];
    let key = prop_oneof![
        Just("a@152923"),
        Just("a@152923:2024H1"),
        Just("b{k=x}@650100:2024")
    ];
    let column = || prop_oneof![Just(""), Just("1"), Just("11"), Just("n"), Just("t1:1")];
    (key, worth, source, column(), column(), any::<Option<bool>>()).prop_map(
        |(key, worth, source, unit, note, exact)| Fact {
            unit: (!unit.is_empty()).then(|| unit.into()),
            note: note.into(),
            printed: exact.map(|exact| Printed {
                digits: "1.50".parse().unwrap(),
                scale: 100.into(),
                exact: exact && worth == Worth::Number(Value::One(150.into())),
            }),
            limit: exact.map(|_| Limit::About),
            ..Fact::new(key.parse().unwrap(), worth, source)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What a row says again is not given to the database again, and stands in it and in the hash all the same.
    #[test]
    fn rows_of_one_change_are_kept_as_they_were_told(facts in prop::collection::vec(varied(), 1..40)) {
        let mut ledger = ledger(AT);
        let enter = act(ActKind::Enter, AT);
        ledger
            .change(&enter, |change| facts.iter().try_for_each(|fact| change.fact(fact, None).map(drop)))
            .unwrap();
        let kept = ledger.facts(Known::Now).unwrap().into_iter().map(|kept| kept.fact);
        prop_assert_eq!(kept.collect::<Vec<_>>(), facts);
        prop_assert_eq!(ledger.verify(None).unwrap().flaws, []);
    }
}
