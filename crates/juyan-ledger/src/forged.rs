//! Ledgers edited behind the program's back, column by column and row by row, as somebody would who knows how a chain is reckoned:
//! `verify` tells, or it is as if somebody had recorded it so.

use crate::chain::{Link, ROOT, TABLES};
use crate::legible::Fault;
use crate::{
    Act, ActKind, Consent, FieldChange, Flaw, Known, Ledger, LedgerError, Paper, Place, Tally, Verified,
    Writing,
};
use juyan_model::{Brought, Cell, Date, Fact, Limit, Period, Prices, Printed, Source, Span, Value, Worth};
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use std::collections::BTreeSet;

/// What anybody could have recorded otherwise, so that only a head that was printed tells that nobody did: every question reads whatever
/// stands there.
const CHOSEN: [(&str, &str); 29] = [
    // Who did it and why are what the user says. In which change something was said, nothing else tells, as long as what it speaks
    // of was there.
    ("change", "person"),
    ("change", "reason"),
    ("document", "change"),
    ("property", "change"),
    ("record", "change"),
    // What papers are called, and of which region they say that they are.
    ("document", "name"),
    ("document", "title"),
    ("document", "region"),
    // Words of reports, and what a fact may have and need not. Another figure of the text, and another sentence, are some too.
    ("fact", "class"),
    ("fact", "unit"),
    ("fact", "bound"),
    ("fact", "prices"),
    ("fact", "note"),
    ("fact", "department"),
    ("fact", "value_to"),
    ("fact", "revises"),
    ("fact", "span_start"),
    ("fact", "sentence_start"),
    // Of which fact something is said.
    ("answer", "fact"),
    ("answer", "other"),
    ("release", "fact"),
    ("release", "ground"),
    // The names of registers, the codes of records and what their fields hold are what departments call them.
    ("property", "value"),
    ("record", "register"),
    ("record", "code"),
    ("field", "name"),
    ("field", "since"),
    ("field", "value"),
    ("field", "origin"),
];

fn act(kind: ActKind) -> Act {
    Act::new(kind, "clerk", "2024-08-01T09:00:00+08:00".parse().unwrap()).because("because")
}

fn number(key: &str, value: &str, source: Source) -> Fact {
    let worth = Worth::Number(Value::One(value.parse().unwrap()));
    Fact {
        unit: Some("t".into()),
        limit: Some(Limit::Over),
        prices: Some(Prices::Current),
        printed: Some(Printed {
            digits: "12".parse().unwrap(),
            scale: "100".parse().unwrap(),
            exact: false,
        }),
        ..Fact::new(key.parse().unwrap(), worth, source)
    }
}

/// A ledger that has rows of every kind in every table.
fn whole() -> Ledger {
    let mut ledger = Ledger::in_memory("152923", &act(ActKind::Init)).unwrap();
    ledger.change(&act(ActKind::Record), papers_and_facts).unwrap();
    ledger.change(&act(ActKind::Import), records).unwrap();
    let (undone, _) = ledger
        .change(&act(ActKind::Enter), |change| {
            change.fact(&number("grain@152923:2024H1", "1300", Source::Entry), Some(2))
        })
        .unwrap();
    ledger.undo(undone.seq, &act(ActKind::Undo)).unwrap();
    ledger
        .change(&act(ActKind::Review), |change| {
            change.consent(Consent::Review, &"0a".repeat(32))
        })
        .unwrap();
    ledger
        .change(&act(ActKind::Publish), |change| change.publish("{}"))
        .unwrap();
    ledger
}

fn papers_and_facts(change: &mut Writing<'_>) -> Result<(), LedgerError> {
    let paper = Paper {
        name: "a.txt".into(),
        format: "txt".into(),
        title: Some("a".into()),
        region: Some("152923".into()),
        period: Some(half()),
        // Its last letter has four bytes.
        text: format!("The grain was 1200 tons. {}", char::MAX),
    };
    let document = change.paper(&paper)?;
    let told = |start, end| Source::Document {
        document: document.clone(),
        span: Span::new(start, end),
        sentence: Span::new(0, 24),
    };
    let mut fact = |fact: &Fact, revises| change.fact(fact, revises);
    let own = fact(&number("\"corn\"@152923:2024H1", "1200", told(14, 18)), None)?;
    let grain = fact(&number("grain@152923:2024H1", "1200", told(14, 18)), None)?;
    let other = fact(&number("grain@152923:2024H1", "1250", Source::Entry), None)?;
    let range = Fact {
        worth: Worth::Number(Value::Range(1.into(), 2.into())),
        printed: None,
        secrecy: juyan_model::Secrecy::Internal,
        ..number("water@152923:2024-06-30", "1", cell())
    };
    let range = fact(&range, None)?;
    let class = Fact {
        worth: Worth::Class("III".into()),
        ..number("quality@152923", "1", formula())
    };
    let class = fact(&class, None)?;
    fact(&number("grain@152923:2023", "1190", Source::Entry), Some(other))?;
    change.bind(own, &"grain{crop=corn}@152923:2024H1".parse().unwrap())?;
    change.both_stand(grain, other)?;
    change.withdraw(class)?;
    change.release(range, "a ground")?;
    Ok(())
}

fn records(change: &mut Writing<'_>) -> Result<(), LedgerError> {
    change.keep_period(half())?;
    let part = Brought {
        whole: false,
        since: Some(day()),
    };
    change.keep_register("project", part)?;
    let tallies = ["gdp/2024-01-01/2024-06-30", "grain/2024-01-01/2024-06-30"].map(|name| Tally {
        name: name.to_owned(),
        bytes: vec![1, 2, 3],
    });
    change.hold_ready(&tallies, &[])?;
    let origin = serde_json::to_string(&cell()).unwrap();
    let cells = [
        ("name", None, Some(Cell::Text("a project".into()))),
        ("total", Some(day()), Some(Cell::Number("7.90".parse().unwrap()))),
        ("start", None, Some(Cell::Day(day()))),
        ("stage", None, Some(Cell::Code("started".into()))),
        ("late", None, Some(Cell::Flag(true))),
        ("owner", None, Some(Cell::Link("D1".into()))),
        ("note", None, None),
    ];
    for (name, since, cell) in &cells {
        change.field(&FieldChange {
            register: "project",
            code: "P1",
            name,
            since: *since,
            cell: cell.as_ref(),
            origin: Some(&origin),
        })?;
    }
    Ok(())
}

fn cell() -> Source {
    Source::Cell {
        workbook: "a.xlsx".into(),
        sheet: "1".into(),
        cell: "F7".into(),
    }
}

fn formula() -> Source {
    Source::Formula {
        formula: "quality".into(),
        within: Some(half()),
    }
}

fn half() -> Period {
    Period::months(2024, 1, 6).unwrap()
}

fn day() -> Date {
    Date::constant(2024, 6, 30)
}

/// Does `sql` to a copy of the ledger whose guards look away. None where the database itself has none of it, or nothing came of it.
fn edited(ledger: &Ledger, sql: &str) -> Option<Ledger> {
    let copy = ledger.in_memory_copy().unwrap();
    copy.db.execute_batch("PRAGMA foreign_keys = off").unwrap();
    guarded(&copy.db, false);
    let done = copy.db.execute(sql, []);
    guarded(&copy.db, true);
    done.is_ok_and(|rows| rows > 0).then_some(copy)
}

/// Has triggers asked or not: as if they were dropped, and put back as they were.
fn guarded(db: &Connection, is: bool) {
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, is)
        .unwrap();
}

/// Reckons the chain anew over whatever stands in the file, as docs/ledger.md says, and seals it.
fn reckoned_anew(ledger: &Ledger) {
    let db = &ledger.db;
    guarded(db, false);
    db.execute_batch("DELETE FROM seal").unwrap();
    let mut changes = db
        .prepare("SELECT seq, at, act, person, reason, reverses FROM change ORDER BY seq")
        .unwrap();
    let mut rows = changes.query([]).unwrap();
    let mut head = ROOT.to_owned();
    while let Some(row) = rows.next().unwrap() {
        let seq: i64 = row.get(0).unwrap();
        let mut link = Link::new();
        for (place, table) in TABLES.iter().enumerate() {
            let query = format!("SELECT * FROM {table} WHERE change = ?1 ORDER BY seq");
            let mut query = db.prepare_cached(&query).unwrap();
            let columns = query.column_count();
            let mut rows = query.query([seq]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                link.row(place, (0..columns).map(|at| row.get_ref(at).unwrap()));
            }
        }
        let columns: Vec<ValueRef<'_>> = (0..6).map(|at| row.get_ref(at).unwrap()).collect();
        head = link.head(&head, columns.into_iter());
        db.execute("INSERT INTO seal VALUES (?1, ?2)", (seq, &head))
            .unwrap();
    }
    guarded(db, true);
}

/// Asks all that can be asked.
fn asked(ledger: &Ledger) -> Result<(), LedgerError> {
    ledger.changes()?;
    ledger.contents()?;
    ledger.region()?;
    ledger.periods()?;
    ledger.vouched(Known::Now)?;
    ledger.papers()?;
    ledger.publications()?;
    ledger.same_words()?;
    ledger.remembered()?;
    ledger.clashes(Known::Now)?;
    ledger.facts_of(
        &Place {
            region: "152923".into(),
            within: half(),
        },
        Known::Now,
    )?;
    for kept in ledger.facts(Known::Now)? {
        ledger.history(&kept.fact.key)?;
        ledger.releases(kept.seq)?;
        if let Source::Document { document, .. } = &kept.fact.source {
            ledger.paper(document)?;
        }
    }
    for register in ledger.registers()?.keys() {
        for record in ledger.records(register, Known::Now)? {
            ledger.field_history(register, &record.code)?;
        }
    }
    ledger.read(|reading| {
        reading.followed("quality")?;
        reading.stated()?;
        reading.today().map(drop)
    })
}

/// The columns of all tables, with what kind of value they hold and whether they may hold none.
fn columns(db: &Connection) -> Vec<(String, String, String)> {
    let query = "SELECT t.name, c.name, c.type FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'";
    let mut query = db.prepare(query).unwrap();
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// The rows of a table.
fn rows(db: &Connection, table: &str) -> Vec<i64> {
    let mut query = db.prepare(&format!("SELECT rowid FROM {table}")).unwrap();
    let rows = query.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// What somebody might put into a column, as SQL.
fn values(kind: &str) -> &'static [&'static str] {
    match kind {
        "INTEGER" => &["-7", "1", "99", "NULL"],
        "BLOB" => &["x''", "x'0102'"],
        _ => &["''", "'abc'", "CAST(x'ff' AS TEXT)", "NULL"],
    }
}

fn verified(ledger: &Ledger, head: Option<&str>, sql: &str) -> Verified {
    let verified = ledger.verify(head);
    verified.unwrap_or_else(|error| panic!("{sql}: {error}"))
}

#[test]
fn what_was_not_touched_is_sound() {
    let ledger = whole();
    assert_eq!(verified(&ledger, None, "").flaws, []);
    asked(&ledger).unwrap();
    let head = ledger.head().unwrap().unwrap().hash;
    reckoned_anew(&ledger);
    assert_eq!(
        ledger.head().unwrap().unwrap().hash,
        head,
        "the chain is reckoned as it was"
    );
}

/// Whether somebody who has no head is told of an edit, the chain of which was reckoned anew. With the head he is told in any case; and of
/// what he is not told every question can be asked.
fn is_told(ledger: &Ledger, head: &str, table: &str, sql: &str) -> bool {
    let Some(edited) = edited(ledger, sql) else {
        return true;
    };
    assert_ne!(verified(&edited, Some(head), sql).flaws, [], "{sql}");
    if table == "seal" {
        return true;
    }
    reckoned_anew(&edited);
    if !verified(&edited, None, sql).flaws.is_empty() {
        return true;
    }
    asked(&edited).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let told = verified(&edited, Some(head), sql);
    // A change that came after the last one is as good as any that is recorded; the old head stands before it.
    let is_later = told.flaws.is_empty() && told.head != head;
    assert!(
        is_later || matches!(told.flaws[..], [Flaw::NoSuchHead(_)]),
        "{sql}: {:?}",
        told.flaws
    );
    false
}

/// Every column of every row, each with values that are none, and with such as another row might have.
#[test]
fn every_edited_column_is_told_or_could_have_been_recorded() {
    let ledger = whole();
    let head = ledger.head().unwrap().unwrap().hash;
    let mut untold = BTreeSet::new();
    for (table, column, kind) in columns(&ledger.db) {
        for row in rows(&ledger.db, &table) {
            for value in values(&kind) {
                let sql = format!(
                    "UPDATE {table} SET {column} = {value} WHERE rowid = {row} AND {column} IS NOT {value}"
                );
                if !is_told(&ledger, &head, &table, &sql) {
                    untold.insert((table.clone(), column.clone()));
                }
            }
        }
    }
    let chosen = BTreeSet::from(CHOSEN.map(|(table, column)| (table.to_owned(), column.to_owned())));
    let other = |one: &BTreeSet<_>, other| one.difference(other).cloned().collect::<Vec<(String, String)>>();
    assert_eq!(other(&untold, &chosen), [], "nobody is told of these");
    assert_eq!(other(&chosen, &untold), [], "these are told by now");
}

#[test]
fn every_dropped_row_and_every_added_one_is_told() {
    let ledger = whole();
    let head = ledger.head().unwrap().unwrap().hash;
    let tables: BTreeSet<String> = columns(&ledger.db).into_iter().map(|(table, ..)| table).collect();
    for table in tables {
        let all = rows(&ledger.db, &table);
        assert!(!all.is_empty(), "{table} has rows");
        let own: Vec<String> = columns(&ledger.db)
            .into_iter()
            .filter(|(other, column, _)| *other == table && column != "seq")
            .map(|(_, column, _)| column)
            .collect();
        for row in all {
            let dropped = format!("DELETE FROM {table} WHERE rowid = {row}");
            let columns = own
                .join(", ")
                .replace("code", "code || '2'")
                .replace("name", "name || '2'");
            let added = format!(
                "INSERT INTO {table} ({}) SELECT {columns} FROM {table} WHERE rowid = {row}",
                own.join(", ")
            );
            for sql in [dropped, added] {
                is_told(&ledger, &head, &table, &sql);
            }
        }
    }
}

#[test]
fn everything_that_is_dropped_from_the_schema_or_added_to_it_is_told() {
    let ledger = whole();
    let mut query = ledger
        .db
        .prepare("SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type = 'table'")
        .unwrap();
    let all = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    let all: Vec<(String, String)> = all.unwrap().collect::<Result<_, _>>().unwrap();
    let strange = [
        "CREATE TRIGGER quiet BEFORE INSERT ON fact BEGIN SELECT RAISE(IGNORE); END",
        "CREATE VIEW facts AS SELECT * FROM fact",
        "CREATE TABLE other (a)",
        "CREATE INDEX other ON fact (value)",
        "ALTER TABLE fact ADD COLUMN other TEXT",
        "ALTER TABLE release RENAME COLUMN ground TO why",
        "ANALYZE",
        "PRAGMA user_version = 3",
    ];
    let dropped = all.iter().map(|(kind, name)| format!("DROP {kind} {name}"));
    for sql in dropped.chain(strange.map(str::to_owned)) {
        let copy = ledger.in_memory_copy().unwrap();
        copy.db.execute_batch("PRAGMA foreign_keys = off").unwrap();
        // A table goes with its triggers, whatever they refuse to rows.
        copy.db
            .execute_batch(&sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        assert_ne!(verified(&copy, None, &sql).flaws, [], "{sql}");
    }
}

/// What is held ready is believed as far as the chain says so: never what was edited, and never with a digest made to fit.
#[test]
fn what_was_held_ready_and_edited_is_told_and_not_believed() {
    let ledger = whole();
    let name = "gdp/2024-01-01/2024-06-30";
    let held = |ledger: &Ledger| ledger.read(|reading| reading.ready()?.get(name)).unwrap();
    // The undoing took away what it rested on; a change that holds it anew says so.
    let mut ledger = ledger;
    assert_eq!(held(&ledger), None);
    let tally = Tally {
        name: name.to_owned(),
        bytes: vec![1, 2, 3],
    };
    ledger
        .change(&act(ActKind::Import), |change| {
            change.hold_ready(std::slice::from_ref(&tally), &[])
        })
        .unwrap();
    assert_eq!(held(&ledger), Some(tally.bytes.clone()));
    let fitting = crate::chain::digest_of([name.as_bytes(), b"\n", &[9]]);
    for (sql, told) in [
        ("UPDATE tally SET bytes = x'09'".to_owned(), name),
        (
            format!("UPDATE tally SET bytes = x'09', digest = '{fitting}'"),
            "",
        ),
        ("INSERT INTO tally VALUES ('other', '', x'')".to_owned(), "other"),
        ("UPDATE tally SET name = 'other'".to_owned(), "other"),
    ] {
        let mut edited = edited(&ledger, &sql).unwrap();
        assert_eq!(held(&edited), None, "{sql}");
        assert_eq!(
            verified(&edited, None, &sql).flaws,
            [Flaw::Tally(told.to_owned())],
            "{sql}"
        );
        edited
            .change(&act(ActKind::Import), |change| {
                change.hold_ready(std::slice::from_ref(&tally), &[])
            })
            .unwrap();
        assert_eq!(held(&edited), Some(tally.bytes.clone()), "{sql}");
        assert_eq!(verified(&edited, None, &sql).flaws, [], "{sql}");
    }
    // Who takes it away takes nothing that is known.
    let emptied = edited(&ledger, "DELETE FROM tally").unwrap();
    assert_eq!(
        (held(&emptied), verified(&emptied, None, "").flaws),
        (None, Vec::new())
    );
}

/// What says nothing where something must be said, and a kind of paper that there is not.
#[test]
fn what_is_left_empty_is_told_by_its_column() {
    let ledger = whole();
    for (table, column, holds, fault) in [
        ("release", "ground", "", Fault::Missing),
        ("record", "code", "", Fault::Missing),
        ("record", "register", "", Fault::Missing),
        ("document", "format", "odt", Fault::Word),
    ] {
        let sql = format!("UPDATE {table} SET {column} = '{holds}' WHERE seq = 1");
        let edited = edited(&ledger, &sql).unwrap();
        reckoned_anew(&edited);
        let told = Flaw::Illegible(fault.of(table, 1, column, holds));
        assert_eq!(verified(&edited, None, &sql).flaws, [told], "{sql}");
    }
}

#[test]
fn a_change_of_a_day_to_come_is_told() {
    let ledger = whole();
    let sql = "UPDATE change SET at = '2124-08-01T09:00:00.000+08:00' WHERE seq = 6";
    let edited = edited(&ledger, sql).unwrap();
    reckoned_anew(&edited);
    assert_eq!(
        edited.ahead_of(Date::constant(2024, 8, 2)).unwrap(),
        Some(Flaw::Ahead(6))
    );
    // Who is a day behind, by the clock or by the zone, has not forged anything.
    assert_eq!(ledger.ahead_of(Date::constant(2024, 7, 31)).unwrap(), None);
}

/// What no paper prints so, and places that are none.
#[test]
fn what_was_never_printed_so_is_told_by_its_column() {
    let ledger = whole();
    for (set, row, column, holds, fault) in [
        ("value = '890000000'", 1, "digits", "12", Fault::Printed),
        ("digits = '13.5'", 3, "digits", "13.5", Fault::Printed),
        ("scale = '1000'", 3, "digits", "12", Fault::Printed),
        ("value_to = '0'", 4, "value_to", "0", Fault::Order),
        ("span_start = -5", 1, "span_start", "-5", Fault::Place),
        ("span_end = 9999999", 1, "span_end", "9999999", Fault::Place),
        ("sentence_end = 26", 1, "sentence_end", "26", Fault::Place),
        ("exact = 1", 1, "exact", "1", Fault::Printed),
        ("sentence_end = 17", 1, "sentence_end", "17", Fault::Elsewhere),
        ("sentence_start = 15", 1, "sentence_start", "15", Fault::Elsewhere),
        ("span_start = 18", 1, "span_start", "18", Fault::Elsewhere),
        (
            "digits = '13', value = '1300'",
            1,
            "span_start",
            "14",
            Fault::Elsewhere,
        ),
    ] {
        let sql = format!("UPDATE fact SET {set} WHERE seq = {row}");
        let edited = edited(&ledger, &sql).unwrap();
        reckoned_anew(&edited);
        let told = Flaw::Illegible(fault.of("fact", row, column, holds));
        assert_eq!(verified(&edited, None, &sql).flaws, [told], "{sql}");
    }
}
