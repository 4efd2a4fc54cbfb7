//! What a ledger is used for, told as it happens: record, correct, read as of a day, undo, answer, release.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod scene;

use juyan_ledger::{ActKind, FieldChange, Kept, Known, Ledger, LedgerError, Paper, Place, Standing};
use juyan_model::{Cell, Fact, Key, Period, Secrecy, Source, Span};
use scene::{act, day, fact, ledger};

/// The start of a project.
fn started<'a>(code: &'a str, cell: &'a Cell) -> FieldChange<'a> {
    FieldChange {
        register: "project",
        code,
        name: "start",
        since: None,
        cell: Some(cell),
        origin: None,
    }
}

/// The 18th project started on 07-10 and was recorded on 07-12: what was so at the end of June, and what was known of
/// it, stay as they were.
#[test]
fn a_late_start_leaves_the_half_year_alone() {
    let mut ledger = ledger("2024-06-28T10:00:00+08:00");
    let start = |day: &str| Cell::Day(day.parse().unwrap());
    let (early, late) = (start("2024-03-01"), start("2024-07-10"));
    let (first, ()) = ledger
        .change(&act(ActKind::Import, "2024-06-29T10:00:00+08:00"), |change| {
            for code in 1..=17 {
                change.field(&started(&format!("P{code:02}"), &early))?;
            }
            Ok(())
        })
        .unwrap();
    ledger
        .change(&act(ActKind::Enter, "2024-07-12T10:00:00+08:00"), |change| {
            change.field(&started("P18", &late)).map(drop)
        })
        .unwrap();
    let count = |known: Known, by: &str| {
        let by = Cell::Day(by.parse().unwrap());
        let records = ledger.records("project", known).unwrap();
        let started = records
            .iter()
            .filter(|record| record.on("start", day("2024-12-31")) <= Some(&by));
        started.count()
    };
    for known in [Known::Now, Known::On(day("2024-07-11")), Known::After(first.seq)] {
        assert_eq!(count(known, "2024-06-30"), 17);
    }
    assert_eq!(count(Known::On(day("2024-07-11")), "2024-12-31"), 17);
    assert_eq!(count(Known::On(day("2024-07-12")), "2024-12-31"), 18);
}

#[test]
fn a_field_has_its_days() {
    let mut ledger = ledger("2024-01-01T08:00:00+08:00");
    let write = |ledger: &mut Ledger, when: &str, since: &str, amount: &str| {
        let cell = Cell::Number(amount.parse().unwrap());
        let field = FieldChange {
            register: "project",
            code: "P01",
            name: "completed",
            since: Some(day(since)),
            cell: Some(&cell),
            origin: None,
        };
        ledger
            .change(&act(ActKind::Enter, when), |change| change.field(&field))
            .unwrap();
    };
    write(&mut ledger, "2024-07-01T09:00:00+08:00", "2024-06-30", "7.90");
    write(&mut ledger, "2024-07-02T09:00:00+08:00", "2024-03-31", "3.1");
    write(&mut ledger, "2024-07-03T09:00:00+08:00", "2024-06-30", "7.5");
    let completed = |known: Known, on: &str| {
        let records = ledger.records("project", known).unwrap();
        let cell = records[0].on("completed", day(on)).cloned();
        cell.map(|cell| match cell {
            Cell::Number(number) => number.to_string(),
            other => panic!("{other:?}"),
        })
    };
    assert_eq!(completed(Known::Now, "2024-06-30").as_deref(), Some("7.5"));
    assert_eq!(
        completed(Known::On(day("2024-07-02")), "2024-06-30").as_deref(),
        Some("7.90")
    );
    assert_eq!(completed(Known::Now, "2024-06-29").as_deref(), Some("3.1"));
    assert_eq!(completed(Known::On(day("2024-07-01")), "2024-06-29"), None);
    assert_eq!(ledger.field_history("project", "P01").unwrap().len(), 3);
}

#[test]
fn a_correction_names_what_it_corrects() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let key: Key = "grain@152923:2024H1".parse().unwrap();
    let (_, old) = ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            change.fact(&fact("grain@152923:2024H1", "1200"), None)
        })
        .unwrap();
    let mend = act(ActKind::Enter, "2024-08-05T08:00:00+08:00").because("抄错一位");
    let (change, new) = ledger
        .change(&mend, |change| {
            change.fact(&fact("grain@152923:2024H1", "12000"), Some(old))
        })
        .unwrap();
    let stands = |known| -> Vec<i64> {
        let facts = ledger.facts_under(&key, known).unwrap();
        facts.into_iter().map(|kept| kept.seq).collect()
    };
    assert_eq!(stands(Known::Now), [new]);
    assert_eq!(stands(Known::On(day("2024-08-04"))), [old]);
    assert_eq!(stands(Known::On(day("2024-08-01"))), [0; 0]);
    let history = ledger.history(&key).unwrap();
    assert_eq!(history[0].standing, Standing::Revised(change.seq));
    assert_eq!(history[1].standing, Standing::Stands);
    assert_eq!(history[1].revises, Some(old));
}

#[test]
fn an_undone_change_is_as_if_it_had_never_been_but_for_the_past() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let key: Key = "grain@152923:2024H1".parse().unwrap();
    let (change, _) = ledger
        .change(&act(ActKind::Record, "2024-08-02T08:00:00+08:00"), |change| {
            change.fact(&fact("grain@152923:2024H1", "1200"), None)
        })
        .unwrap();
    let undo = act(ActKind::Undo, "2024-08-03T08:00:00+08:00").because("录错了表");
    let undone = ledger.undo(change.seq, &undo).unwrap();
    assert_eq!(undone.reverses, Some(change.seq));
    assert!(ledger.facts_under(&key, Known::Now).unwrap().is_empty());
    assert_eq!(
        ledger
            .facts_under(&key, Known::On(day("2024-08-02")))
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        ledger.history(&key).unwrap()[0].standing,
        Standing::TakenBack(undone.seq)
    );
    let again = ledger.undo(change.seq, &undo).unwrap_err();
    assert!(matches!(again, LedgerError::Reversed(_, by) if by == undone.seq));
    assert!(matches!(
        ledger.undo(1, &undo).unwrap_err(),
        LedgerError::NotUndone(1)
    ));
    assert!(matches!(
        ledger.undo(99, &undo).unwrap_err(),
        LedgerError::NoChange(99)
    ));
}

#[test]
fn what_others_build_on_is_not_undone() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let (change, old) = ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            change.fact(&fact("grain@152923:2024H1", "1200"), None)
        })
        .unwrap();
    let (by, _) = ledger
        .change(&act(ActKind::Enter, "2024-08-03T08:00:00+08:00"), |change| {
            change.fact(&fact("grain@152923:2024H1", "1250"), Some(old))
        })
        .unwrap();
    let undo = act(ActKind::Undo, "2024-08-04T08:00:00+08:00");
    let error = ledger.undo(change.seq, &undo).unwrap_err();
    assert!(matches!(error, LedgerError::BuiltUpon { by: first, .. } if first == by.seq));
    ledger.undo(by.seq, &undo).unwrap();
    ledger.undo(change.seq, &undo).unwrap();
}

/// What followed from records is reckoned anew when they change, so that nobody has built on it.
#[test]
fn a_fact_that_was_withdrawn_holds_no_undo_back() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let (change, fact) = ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            change.fact(&fact("grain@152923:2024H1", "1200"), None)
        })
        .unwrap();
    ledger
        .change(&act(ActKind::Enter, "2024-08-03T08:00:00+08:00"), |change| {
            change.withdraw(fact)
        })
        .unwrap();
    let undo = act(ActKind::Undo, "2024-08-04T08:00:00+08:00");
    ledger.undo(change.seq, &undo).unwrap();
}

/// P10 of the inventory: 货运量1175万吨 and 过货量1200万吨 under one key.
#[test]
fn facts_that_differ_are_asked_about_until_somebody_answers() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let (_, (one, other)) = ledger
        .change(&act(ActKind::Record, "2024-08-02T08:00:00+08:00"), |change| {
            let one = change.fact(&fact("port_freight@152923:2024H1", "11750000"), None)?;
            Ok((
                one,
                change.fact(&fact("port_freight@152923:2024H1", "12000000"), None)?,
            ))
        })
        .unwrap();
    let asked = ledger.clashes(Known::Now).unwrap();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].facts.len(), 2);
    let answer = act(ActKind::Answer, "2024-08-03T08:00:00+08:00").because("一为货运，一为过货");
    let apart: Key = "port_freight{site=ceke}@152923:2024H1".parse().unwrap();
    ledger
        .change(&answer, |change| change.bind(other, &apart))
        .unwrap();
    assert!(ledger.clashes(Known::Now).unwrap().is_empty());
    assert_eq!(ledger.clashes(Known::On(day("2024-08-02"))).unwrap().len(), 1);
    assert_eq!(ledger.facts_under(&apart, Known::Now).unwrap()[0].seq, other);
    assert_eq!(ledger.fact(other).unwrap().came_as, Some(asked[0].key.clone()));
    assert_eq!(ledger.facts_under(&asked[0].key, Known::Now).unwrap()[0].seq, one);
}

#[test]
fn two_facts_may_both_stand_or_one_correct_the_other() {
    for revised in [false, true] {
        let mut ledger = ledger("2024-08-01T08:00:00+08:00");
        let (_, (one, other)) = ledger
            .change(&act(ActKind::Record, "2024-08-02T08:00:00+08:00"), |change| {
                let one = change.fact(&fact("grain@152923:2024H1", "1"), None)?;
                Ok((one, change.fact(&fact("grain@152923:2024H1", "2"), None)?))
            })
            .unwrap();
        ledger
            .change(&act(ActKind::Answer, "2024-08-03T08:00:00+08:00"), |change| {
                if revised {
                    change.is_revised_by(one, other)
                } else {
                    change.both_stand(one, other)
                }
            })
            .unwrap();
        assert!(ledger.clashes(Known::Now).unwrap().is_empty());
        let stand = ledger
            .facts_under(&"grain@152923:2024H1".parse().unwrap(), Known::Now)
            .unwrap();
        assert_eq!(stand.len(), if revised { 1 } else { 2 });
    }
}

#[test]
fn a_secret_is_released_by_an_act() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let mut debt = fact("debt_hidden@152923:2024H1", "73765000");
    debt.secrecy = Secrecy::Internal;
    let (_, seq) = ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            change.fact(&debt, None)
        })
        .unwrap();
    assert!(!ledger.fact(seq).unwrap().is_public());
    let release = act(ActKind::Release, "2024-09-01T08:00:00+08:00");
    ledger
        .change(&release, |change| change.release(seq, "保密审查第7号"))
        .unwrap();
    assert!(ledger.fact(seq).unwrap().is_public());
    let before = ledger
        .facts_under(&debt.key, Known::On(day("2024-08-31")))
        .unwrap();
    assert!(!before[0].is_public());
}

#[test]
fn a_paper_is_kept_with_the_places_of_its_figures() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let paper = Paper {
        name: "report.txt".to_owned(),
        format: "txt".into(),
        title: Some("某旗上半年执行情况".to_owned()),
        region: Some("152923".into()),
        period: Period::months(2024, 1, 6),
        text: "粮食产量12万吨。".to_owned(),
    };
    let mut read = fact("grain@152923:2024H1", "120000");
    read.source = Source::Document {
        document: paper.digest(),
        span: Span::new(12, 20),
        sentence: Span::new(0, 23),
    };
    let (change, seq) = ledger
        .change(&act(ActKind::Record, "2024-08-02T08:00:00+08:00"), |change| {
            change.paper(&paper)?;
            change.paper(&paper)?;
            change.fact(&read, None)
        })
        .unwrap();
    assert_eq!(ledger.fact(seq).unwrap().fact, read);
    assert_eq!(ledger.paper(&paper.digest()).unwrap(), Some(paper.clone().into()));
    assert!(ledger.holds(&paper).unwrap());
    ledger
        .undo(change.seq, &act(ActKind::Undo, "2024-08-03T08:00:00+08:00"))
        .unwrap();
    assert!(!ledger.holds(&paper).unwrap());
}

#[test]
fn a_county_s_year_holds_its_halves_and_instants() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let keys = [
        "a@152923:2024H1",
        "b@152923:2024-06-30",
        "c@152923:2023",
        "d@152922:2024",
        "e@152923:2021..2025",
    ];
    ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            keys.iter()
                .try_for_each(|key| change.fact(&fact(key, "1"), None).map(drop))
        })
        .unwrap();
    let place = Place {
        region: "152923".into(),
        within: Period::year(2024).unwrap(),
    };
    let found = ledger.facts_of(&place, Known::Now).unwrap();
    let keys: Vec<String> = found.iter().map(|kept| kept.fact.key.to_string()).collect();
    assert_eq!(keys, ["a@152923:2024H1", "b@152923:2024-06-30"]);
}

/// Names one of which begins another, with and without what tells them apart, and a sign of places within own words.
const NAMES: [&str; 9] = [
    "gdp",
    "gdp.growth",
    "gdpa",
    "gdp{sector=first}",
    "gdp{sector=first}.growth",
    "\"a\"",
    "\"a@150007\"",
    "\"a@1500\".share(gdp)",
    "zz",
];

#[test]
fn a_region_is_found_among_many_in_every_year() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let mut keys = Vec::new();
    for (number, name) in NAMES.iter().enumerate() {
        for place in 0..200 {
            for (times, period) in ["2023", "2024-06-30", "2024H1", "2025"].iter().enumerate() {
                // Not all have all of it, and one place lies within another.
                if (number + place * 7 + times) % 5 != 0 {
                    keys.push(format!("{name}@15{place:04}:{period}"));
                    keys.push(format!("{name}@15{place:04}001:{period}#plan"));
                }
            }
        }
    }
    ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            keys.iter()
                .try_for_each(|key| change.fact(&fact(key, "1"), None).map(drop))
        })
        .unwrap();
    let all = ledger.facts(Known::Now).unwrap();
    for region in ["150000", "150007", "150199", "150007001", "1500", "16"] {
        for (from, to) in [(2024, 2024), (2022, 2024), (2023, 2026), (2026, 2027)] {
            let place = Place {
                region: region.into(),
                within: Period {
                    from: day(&format!("{from}-01-01")),
                    to: day(&format!("{to}-12-31")),
                },
            };
            let is_there = |kept: &&Kept| {
                let key = &kept.fact.key;
                key.region == region
                    && key.period.is_some_and(|period| {
                        place.within.from <= period.from && period.to <= place.within.to
                    })
            };
            let wanted: Vec<i64> = all.iter().filter(is_there).map(|kept| kept.seq).collect();
            let found = ledger.facts_of(&place, Known::Now).unwrap();
            let found: Vec<i64> = found.iter().map(|kept| kept.seq).collect();
            assert_eq!(found, wanted, "{region} {from} {to}");
        }
    }
}

#[test]
fn recorded_time_never_falls() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let nothing = |ledger: &mut Ledger, when: &str| ledger.change(&act(ActKind::Enter, when), |_| Ok(()));
    let (same, ()) = nothing(&mut ledger, "2024-08-01T07:58:00+08:00").unwrap();
    assert_eq!(same.at, "2024-08-01T08:00:00.000+08:00");
    let error = nothing(&mut ledger, "2024-07-31T08:00:00+08:00").unwrap_err();
    assert!(matches!(error, LedgerError::ClockBack { .. }), "{error}");
    assert_eq!(ledger.changes().unwrap().len(), 2);
}

#[test]
fn a_change_that_fails_leaves_nothing() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let mut unsourced = fact("grain@152923:2024H1", "1");
    unsourced.source = Source::Document {
        document: "0".into(),
        span: Span::default(),
        sentence: Span::default(),
    };
    let error = ledger.change(&act(ActKind::Record, "2024-08-02T08:00:00+08:00"), |change| {
        change.fact(&fact("gdp@152923:2024H1", "1"), None)?;
        change.fact(&unsourced, None)
    });
    assert!(matches!(error.unwrap_err(), LedgerError::NoDocument(_)));
    assert!(ledger.facts(Known::Now).unwrap().is_empty());
    assert_eq!(ledger.verify(None).unwrap().flaws, []);
}

/// Of a sentence that stands in a paper thousands of times not each is held against each.
#[test]
fn facts_that_say_the_same_are_held_against_others_once() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let enter = act(ActKind::Enter, "2024-08-02T08:00:00+08:00");
    let many = 2000;
    let same = fact("grain@152923:2024H1", "1200");
    let other = fact("grain@152923:2024H1", "1250");
    let (_, last) = ledger
        .change(&enter, |change| {
            (0..many).try_for_each(|_| change.fact(&same, None).map(drop))?;
            change.fact(&other, None)
        })
        .unwrap();
    let asked = std::cell::Cell::new(0);
    let differ = |one: &Fact, other: &Fact| {
        asked.set(asked.get() + 1);
        !one.agrees(other)
    };
    let clashes = ledger.clashes_where(Known::Now, &differ).unwrap();
    assert_eq!((clashes.len(), asked.replace(0)), (1, 1));
    // That all but one stand beside the other says nothing of that one.
    let both = |change: &mut juyan_ledger::Writing<'_>, seq| change.both_stand(seq, last).map(drop);
    ledger
        .change(&enter, |change| (2..=many).try_for_each(|seq| both(change, seq)))
        .unwrap();
    assert_eq!(ledger.clashes_where(Known::Now, &differ).unwrap().len(), 1);
    ledger.change(&enter, |change| both(change, 1)).unwrap();
    asked.set(0);
    assert_eq!(ledger.clashes_where(Known::Now, &differ).unwrap(), []);
    assert_eq!(asked.get(), 1);
}

/// Codes of counties begin with four digits of their prefecture's, and two of their province's.
#[test]
fn what_lies_in_a_prefecture_is_told_within_it() {
    let mut ledger = ledger("2024-08-01T08:00:00+08:00");
    let keys = [
        "gdp@150000:2024H1",
        "gdp@152900:2024H1",
        "gdp@152923:2024H1",
        "gdp@152524:2024H1",
    ];
    ledger
        .change(&act(ActKind::Enter, "2024-08-02T08:00:00+08:00"), |change| {
            keys.iter()
                .try_for_each(|key| change.fact(&fact(key, "1200"), None).map(drop))
        })
        .unwrap();
    for (region, count) in [("150000", 4), ("152900", 2), ("152923", 1), ("152923100", 0)] {
        let place = Place {
            region: region.into(),
            within: Period::year(2024).unwrap(),
        };
        let told = ledger.told_within(&place, Known::Now).unwrap();
        assert_eq!(told.len(), count, "{region}");
        assert!(ledger.unsettled(&place, Known::Now).unwrap().is_empty());
    }
}
