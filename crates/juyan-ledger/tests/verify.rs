//! Every way of tampering with a ledger's file is found; the chain is reckoned by a second program as well.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod scene;

use juyan_ledger::{ActKind, Fault, FieldChange, Flaw, Illegible, Ledger, LedgerError};
use juyan_model::Cell;
use rusqlite::Connection;
use scene::{act, day, fact, second};
use std::path::PathBuf;
use tempfile::TempDir;

/// A ledger's file with facts, a correction, fields and an undone change; and its head.
fn told() -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("旗.juyan");
    let mut ledger =
        Ledger::create(&path, "152923", &act(ActKind::Init, "2024-08-01T08:00:00+08:00")).unwrap();
    let (_, old) = ledger
        .change(
            &act(ActKind::Enter, "2024-08-02T08:00:00+08:00").because("首次"),
            |change| {
                change.fact(&fact("grain@152923:2024H1", "1200"), None)?;
                change.fact(&fact("gdp@152923:2024H1", "1629000000"), None)
            },
        )
        .unwrap();
    let (undone, _) = ledger
        .change(&act(ActKind::Enter, "2024-08-03T08:00:00+08:00"), |change| {
            change.fact(&fact("gdp@152923:2024H1", "1630000000"), Some(old))
        })
        .unwrap();
    ledger
        .undo(undone.seq, &act(ActKind::Undo, "2024-08-03T09:00:00+08:00"))
        .unwrap();
    ledger
        .change(&act(ActKind::Import, "2024-08-04T08:00:00+08:00"), |change| {
            let cell = Cell::Number("7.90".parse().unwrap());
            change.field(&FieldChange {
                register: "project",
                code: "P01",
                name: "completed",
                since: Some(day("2024-06-30")),
                cell: Some(&cell),
                origin: None,
            })
        })
        .unwrap();
    let head = ledger.head().unwrap().unwrap().hash;
    (folder, path, head)
}

/// What is found after `sql` was done to the file behind the ledger's back.
fn after(sql: &str) -> Vec<Flaw> {
    let (_folder, path, head) = told();
    let db = Connection::open(&path).unwrap();
    db.execute_batch(sql).unwrap();
    drop(db);
    Ledger::open_to_read(&path)
        .unwrap()
        .verify(Some(&head))
        .unwrap()
        .flaws
}

/// The same with the trigger that guards `table` taken away and put back as it was.
fn after_unguarded(table: &str, what: &str, sql: &str) -> Vec<Flaw> {
    let body = if what == "changed" { "UPDATE" } else { "DELETE" };
    after(&format!(
        "DROP TRIGGER {table}_is_never_{what}; {sql};
         CREATE TRIGGER {table}_is_never_{what} BEFORE {body} ON {table} BEGIN
    SELECT RAISE(ABORT, 'append only');
END;"
    ))
}

#[test]
fn what_was_not_touched_has_no_flaw() {
    let (_folder, path, head) = told();
    let verified = Ledger::open(&path).unwrap().verify(Some(&head)).unwrap();
    assert_eq!(verified.flaws, []);
    assert_eq!((verified.changes, verified.head), (5, head));
}

/// Puts the first row of a table once more, at another place.
fn placed(table: &str, seq: i64) -> String {
    format!(
        "CREATE TEMP TABLE copy AS SELECT * FROM {table} WHERE seq = 1;
         UPDATE copy SET seq = {seq}; INSERT INTO {table} SELECT * FROM copy"
    )
}

#[test]
fn the_database_itself_refuses() {
    let (_folder, path, _) = told();
    let db = Connection::open(&path).unwrap();
    let tables = ["change", "seal", "property", "fact", "record", "field"];
    for table in tables {
        for sql in [
            format!("UPDATE {table} SET seq = seq + 100"),
            format!("DELETE FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE seq = 1"),
            // Before the first: the database counts the places, nobody else.
            placed(table, -9),
            placed(table, -1),
            placed(table, 0),
        ] {
            let error = db.execute_batch(&sql).unwrap_err();
            assert!(error.to_string().contains("append only"), "{sql}: {error}");
            db.execute_batch("DROP TABLE IF EXISTS copy").unwrap();
        }
    }
}

#[test]
fn a_changed_value_is_found() {
    let changed = |table, sql| after_unguarded(table, "changed", sql);
    assert_eq!(
        changed("fact", "UPDATE fact SET value = '1201' WHERE seq = 1"),
        [Flaw::Changed(2)]
    );
    assert_eq!(
        changed("change", "UPDATE change SET reason = '' WHERE seq = 2"),
        [Flaw::Changed(2)]
    );
    assert_eq!(
        changed("field", "UPDATE field SET value = '7.9'"),
        [Flaw::Changed(5)]
    );
    assert_eq!(
        changed("fact", "UPDATE fact SET change = 3 WHERE seq = 2"),
        [Flaw::Changed(2), Flaw::Changed(3)]
    );
}

#[test]
fn a_dropped_row_is_found() {
    let dropped = |table, sql| after_unguarded(table, "deleted", sql);
    assert_eq!(
        dropped("fact", "DELETE FROM fact WHERE seq = 1"),
        [Flaw::Changed(2), gap_before("fact", 2)]
    );
    assert_eq!(dropped("field", "DELETE FROM field"), [Flaw::Changed(5)]);
}

#[test]
fn a_dropped_or_blunted_trigger_is_found() {
    assert_eq!(
        after("DROP TRIGGER fact_is_never_changed"),
        [Flaw::Dropped("fact_is_never_changed".into())]
    );
    assert_eq!(
        after("DROP INDEX fact_by_region"),
        [Flaw::Dropped("fact_by_region".into())]
    );
    let blunt = "DROP TRIGGER fact_is_never_changed;
        CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact BEGIN SELECT 1; END";
    assert_eq!(after(blunt), [Flaw::Altered("fact_is_never_changed".into())]);
    let strange = "CREATE TRIGGER quiet BEFORE INSERT ON fact BEGIN SELECT RAISE(IGNORE); END";
    assert_eq!(after(strange), [Flaw::Strange("quiet".into())]);
}

/// That the row before one is not there.
fn gap_before(table: &'static str, row: i64) -> Flaw {
    Flaw::Illegible(Illegible {
        table,
        row,
        column: "seq".into(),
        holds: row.to_string(),
        fault: Fault::Gap,
    })
}

fn orphan_of(table: &str, row: i64) -> Flaw {
    Flaw::Orphaned {
        table: table.into(),
        row,
    }
}

#[test]
fn a_row_that_belongs_to_no_change_is_found() {
    let orphan = "PRAGMA foreign_keys = off; INSERT INTO record VALUES (9, 99, 'project', 'P99')";
    assert_eq!(after(orphan), [orphan_of("record", 9), gap_before("record", 9)]);
    // One that is put behind a sealed change alters its hash.
    assert_eq!(
        after("INSERT INTO record VALUES (2, 5, 'project', 'P99')"),
        [Flaw::Changed(5)]
    );
}

#[test]
fn what_points_at_nothing_is_refused_and_found() {
    let (_folder, path, _) = told();
    let key = "grain@152923:2024H1".parse().unwrap();
    let bound = Ledger::open(&path)
        .unwrap()
        .change(&act(ActKind::Bind, "2024-08-09T08:00:00+08:00"), |change| {
            change.bind(99, &key)
        });
    assert!(matches!(bound.unwrap_err(), LedgerError::NoFact(99)));
    let flaws =
        after("PRAGMA foreign_keys = off; INSERT INTO binding VALUES (9, 5, 99, 'grain@152923:2024H1')");
    assert_eq!(
        flaws,
        [
            Flaw::Changed(5),
            orphan_of("binding", 9),
            gap_before("binding", 9)
        ]
    );
}

/// What is the only one of its kind is not replaced by another of it at a place of its own.
#[test]
fn the_only_one_of_its_kind_is_never_replaced() {
    let (_folder, path, _) = told();
    let db = Connection::open(&path).unwrap();
    for sql in [
        "INSERT OR REPLACE INTO record (change, register, code) SELECT change, register, code FROM record",
        "INSERT OR REPLACE INTO record SELECT seq + 100, change, register, code FROM record",
        "INSERT OR REPLACE INTO change SELECT seq + 100, at, act, person, reason, reverses FROM change WHERE reverses IS NOT NULL",
    ] {
        let error = db.execute_batch(sql).unwrap_err();
        assert!(error.to_string().contains("append only"), "{sql}: {error}");
    }
}

/// Whoever rewrites the whole file can reckon a chain that is sound in itself; a head that was printed before tells.
#[test]
fn a_file_that_was_written_anew_has_not_the_head_that_one_holds() {
    let (_folder, _, head) = told();
    let (folder, path, _) = told();
    std::fs::remove_file(&path).unwrap();
    let mut forged =
        Ledger::create(&path, "152923", &act(ActKind::Init, "2024-08-01T08:00:00+08:00")).unwrap();
    let enter = act(ActKind::Enter, "2024-08-02T08:00:00+08:00");
    forged
        .change(&enter, |change| {
            change.fact(&fact("gdp@152923:2024H1", "1800000000"), None)
        })
        .unwrap();
    assert_eq!(forged.verify(None).unwrap().flaws, []);
    assert_eq!(
        forged.verify(Some(&head)).unwrap().flaws,
        [Flaw::NoSuchHead(head)]
    );
    drop((forged, folder));
}

/// Who goes on with a ledger does not spoil the head that others hold.
#[test]
fn an_earlier_head_stays_one_of_the_chain() {
    let (_folder, path, head) = told();
    let mut ledger = Ledger::open(&path).unwrap();
    ledger
        .change(&act(ActKind::Enter, "2024-09-01T08:00:00+08:00"), |_| Ok(()))
        .unwrap();
    assert_eq!(ledger.verify(Some(&head.to_uppercase())).unwrap().flaws, []);
}

#[test]
fn a_second_program_reckons_the_same_chain() {
    let (_folder, path, head) = told();
    assert_eq!(second(&path), Ok(head));
    let db = Connection::open(&path).unwrap();
    db.execute_batch("DROP TRIGGER fact_is_never_changed; UPDATE fact SET value = '1201' WHERE seq = 1")
        .unwrap();
    assert_eq!(second(&path), Err("2".to_owned()));
}

/// Rows that are hashed in several stretches, two tables in turn, come to what they come to row by row.
#[test]
fn a_second_program_reckons_a_long_change_alike() {
    let (_folder, path, _) = told();
    let mut ledger = Ledger::open(&path).unwrap();
    let (long, ()) = ledger
        .change(&act(ActKind::Import, "2024-09-01T08:00:00+08:00"), |change| {
            for number in 0..1000 {
                let code = format!("P{number:04}");
                let cell = Cell::Number(number.into());
                change.fact(&fact(&format!("k{number}@152923:2024H1"), "1.50"), None)?;
                change.field(&FieldChange {
                    register: "project",
                    code: &code,
                    name: "completed",
                    since: None,
                    cell: Some(&cell),
                    origin: None,
                })?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(second(&path), Ok(long.hash));
    assert_eq!(ledger.verify(None).unwrap().flaws, []);
}

/// A region is a code and nothing behind it, and a ledger has one: the row that should not be there is named.
#[test]
fn what_is_no_region_is_found() {
    let illegible = |sql: &str| -> Vec<(i64, Fault)> {
        let flaws = after_unguarded("property", "changed", sql).into_iter();
        flaws
            .filter_map(|flaw| match flaw {
                Flaw::Illegible(Illegible {
                    table: "property",
                    row,
                    fault,
                    ..
                }) => Some((row, fault)),
                _ => None,
            })
            .collect()
    };
    let to = |value: &str| format!("UPDATE property SET value = '{value}' WHERE name = 'region'");
    assert_eq!(illegible(&to("152900")), []);
    assert_eq!(illegible(&to("152923:2024H1")), [(1, Fault::Word)]);
    let second = "INSERT INTO property (seq, change, name, value) SELECT max(seq) + 1, 1, 'region', '152900' FROM property";
    assert!(
        illegible(second)
            .iter()
            .any(|(row, fault)| *row > 1 && *fault == Fault::Surplus)
    );
}
