//! How fast a ledger takes in facts and gives them back, beside plain tables of `SQLite` and of `DuckDB` in the same run:
//! `cargo bench -p juyan-ledger`. `JUYAN_FACTS` says another number of facts than a million; for `DuckDB` a Python has to have it
//! (`pip install duckdb pyarrow`): that of `JUYAN_PYTHON`, that of the checks in `target/python`, or the system's.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark stops where it stands, and prints"
)]

use juyan_ledger::{Act, ActKind, FieldChange, Known, Ledger, Place};
use juyan_model::{Cell, Fact, Key, Period, Printed, Secrecy, Source, Value, Worth};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const BATCH: usize = 1000;
const RECORDS: usize = 100_000;
const READS: usize = 2000;

fn main() {
    let facts = std::env::var("JUYAN_FACTS")
        .ok()
        .and_then(|facts| facts.parse().ok())
        .unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder for the ledger");
    let mut ledger = Ledger::create(&folder.path().join("a.juyan"), "152923", &act()).expect("a new ledger");
    let ours = appended(&mut ledger, facts);
    let plain = plain(&folder.path().join("plain.db"), facts);
    told("facts, durable, in batches of 1,000", facts, ours);
    told("the same in one table of SQLite", facts, plain);
    in_duckdb(&folder.path().join("plain.duckdb"), facts);
    told("fields of 100,000 records", 4 * RECORDS, fields(&mut ledger));
    reads(&ledger, facts);
    let began = Instant::now();
    let verified = ledger.verify(None).expect("the chain is read");
    println!("verify: {:?}, {} flaws", began.elapsed(), verified.flaws.len());
    for (counties, of) in [(100, "a hundred counties"), (2800, "all counties of a nation")] {
        one_year(
            &folder.path().join(format!("{counties}.juyan")),
            facts,
            counties,
            of,
        );
    }
    let facts: Vec<Fact> = (0..facts).map(|number| of_county(number, facts / 100)).collect();
    let mut ledger =
        Ledger::create(&folder.path().join("together.juyan"), "152923", &act()).expect("a new ledger");
    told(
        "the same, those of a county together",
        facts.len(),
        append(&mut ledger, &facts),
    );
}

/// A fact of one of a hundred counties, each of which tells all of its indicators before the next.
fn of_county(number: usize, indicators: usize) -> Fact {
    let (county, indicator) = (110_000 + number / indicators, number % indicators);
    under(&format!("i{indicator}@{county}:2024H1"), number)
}

/// A county's year where all facts are of that one year.
fn one_year(path: &Path, facts: usize, counties: usize, of: &str) {
    let mut ledger = Ledger::create(path, "152923", &act()).expect("a new ledger");
    let facts: Vec<Fact> = (0..facts)
        .map(|number| {
            let (county, indicator) = (110_000 + number % counties, number / counties);
            under(&format!("i{indicator}@{county}:2024H1"), number)
        })
        .collect();
    let took = append(&mut ledger, &facts);
    told(&format!("facts of one year and {of}, in turn"), facts.len(), took);
    let place = Place {
        region: "110007".into(),
        within: Period::year(2024).expect("a year"),
    };
    let head = ledger.head().expect("a head").map_or(0, |head| head.seq);
    for (known, when) in [(Known::After(head / 2), "a past change"), (Known::Now, "now")] {
        let mut times = Vec::new();
        let mut found = 0;
        for _ in 0..9 {
            let began = Instant::now();
            found = ledger.facts_of(&place, known).expect("a year is read").len();
            times.push(began.elapsed());
        }
        told_reads(
            &format!("a county's year of {of}, all facts of one year, as of {when}: {found} facts"),
            times,
        );
    }
}

fn told(what: &str, rows: usize, took: Duration) {
    let each = took.as_nanos() / u128::try_from(rows.max(1)).unwrap_or(1);
    println!(
        "{what}: {rows} in {took:?}, {each} ns a row, {} rows/s",
        1_000_000_000 / each.max(1)
    );
}

fn act() -> Act {
    Act::new(
        ActKind::Import,
        "bench",
        "2024-08-01T00:00:00Z".parse().expect("a time"),
    )
}

/// A fact of one of a hundred counties, five hundred indicators and many half-years.
fn fact(number: usize) -> Fact {
    let (county, indicator, year) = (number % 100, number / 100 % 500, 1900 + number / 50_000 % 100);
    under(&format!("i{indicator}@1529{county:02}:{year}H1"), number)
}

fn under(key: &str, number: usize) -> Fact {
    let digits = format!("{}.{:02}", number % 997, number % 100);
    let digits: juyan_model::Decimal = digits.parse().expect("a decimal");
    Fact {
        key: key.parse().expect("a key"),
        worth: Worth::Number(Value::One(digits * juyan_model::Decimal::from(10_000))),
        unit: Some("元".into()),
        printed: Some(Printed {
            digits,
            scale: 10_000.into(),
            exact: false,
        }),
        limit: None,
        prices: None,
        note: "".into(),
        department: "统计局".into(),
        secrecy: Secrecy::Public,
        source: Source::Cell {
            workbook: "a.xlsx".into(),
            sheet: "1".into(),
            cell: "F7".into(),
        },
    }
}

fn appended(ledger: &mut Ledger, facts: usize) -> Duration {
    let facts: Vec<Fact> = (0..facts).map(fact).collect();
    append(ledger, &facts)
}

fn append(ledger: &mut Ledger, facts: &[Fact]) -> Duration {
    let began = Instant::now();
    for batch in facts.chunks(BATCH) {
        ledger
            .change(&act(), |change| {
                batch
                    .iter()
                    .try_for_each(|fact| change.fact(fact, None).map(drop))
            })
            .expect("facts are kept");
    }
    began.elapsed()
}

/// What somebody would write by hand: one table, one index, no past, no chain.
fn plain(path: &Path, facts: usize) -> Duration {
    let rows: Vec<(String, String)> = (0..facts)
        .map(|number| {
            let fact = fact(number);
            let Worth::Number(Value::One(value)) = fact.worth else {
                unreachable!("facts here are numbers")
            };
            (fact.key.to_string(), value.to_string())
        })
        .collect();
    let mut db = Connection::open(path).expect("a database");
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE fact (key TEXT, value TEXT, unit TEXT, department TEXT, cell TEXT);
         CREATE INDEX fact_by_key ON fact (key);",
    )
    .expect("a table");
    let began = Instant::now();
    for batch in rows.chunks(BATCH) {
        let transaction = db.transaction().expect("a transaction");
        {
            let mut insert = transaction
                .prepare_cached("INSERT INTO fact VALUES (?1, ?2, '元', '统计局', 'F7')")
                .expect("an insert");
            for row in batch {
                insert.execute((&row.0, &row.1)).expect("a row");
            }
        }
        transaction.commit().expect("a commit");
    }
    let took = began.elapsed();
    let mut read = db
        .prepare("SELECT value FROM fact WHERE key = ?1")
        .expect("a question");
    let times = (0..READS).map(|number| {
        let key = fact(number * 7919 % facts).key.to_string();
        let began = Instant::now();
        let value: String = read.query_row([&key], |row| row.get(0)).expect("a row");
        assert!(!value.is_empty(), "{key} is there");
        began.elapsed()
    });
    told_reads("point read in SQLite", times.collect());
    took
}

fn told_reads(what: &str, mut times: Vec<Duration>) {
    times.sort();
    println!(
        "{what}: median {:?}, p99 {:?}",
        times[times.len() / 2],
        times[times.len() * 99 / 100]
    );
}

/// The same in `DuckDB`, in a process of its own; says so where that cannot be had.
fn in_duckdb(path: &Path, facts: usize) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../benches/ledger_duckdb.py");
    let Some(python) = python() else {
        println!(
            "DuckDB: not measured; no Python has it (pip install duckdb pyarrow, or JUYAN_PYTHON says which)"
        );
        return;
    };
    let ran = Command::new(python)
        .arg(script)
        .arg(path)
        .arg(facts.to_string())
        .status();
    assert!(
        ran.is_ok_and(|status| status.success()),
        "DuckDB does what it is asked"
    );
}

/// A Python that has `DuckDB`: the one that is said, that of the checks (see `.ci/run`), or the system's.
fn python() -> Option<PathBuf> {
    let of_checks = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/python/bin/python");
    let said = std::env::var_os("JUYAN_PYTHON").map(PathBuf::from);
    let mut all = said.into_iter().chain([of_checks.into(), "python3".into()]);
    all.find(|python| {
        let asked = Command::new(python)
            .args(["-c", "import duckdb, pyarrow"])
            .output();
        asked.is_ok_and(|asked| asked.status.success())
    })
}

fn fields(ledger: &mut Ledger) -> Duration {
    let cells = [
        ("name", Cell::Text("重点项目".into())),
        ("stage", Cell::Code("started".into())),
        ("total", Cell::Number(12_345.into())),
        ("start", Cell::Day(juyan_model::Date::constant(2024, 3, 1))),
    ];
    let began = Instant::now();
    for batch in 0..RECORDS / BATCH {
        ledger
            .change(&act(), |change| {
                for number in 0..BATCH {
                    let code = format!("P{}", batch * BATCH + number);
                    for (name, cell) in &cells {
                        change.field(&FieldChange {
                            register: "project",
                            code: &code,
                            name,
                            since: None,
                            cell: Some(cell),
                            origin: None,
                        })?;
                    }
                }
                Ok(())
            })
            .expect("fields are kept");
    }
    began.elapsed()
}

fn reads(ledger: &Ledger, facts: usize) {
    let keys: Vec<Key> = (0..READS).map(|number| fact(number * 7919 % facts).key).collect();
    let times = keys
        .iter()
        .map(|key| {
            let began = Instant::now();
            let found = ledger.facts_under(key, Known::Now).expect("facts are read");
            assert!(!found.is_empty(), "{key} is there");
            began.elapsed()
        })
        .collect();
    told_reads("point read", times);
    let middle = ledger.head().expect("a head").map_or(0, |head| head.seq / 2);
    let place = Place {
        region: "152907".into(),
        within: Period::year(1905).expect("a year"),
    };
    let began = Instant::now();
    let year = ledger
        .facts_of(&place, Known::After(middle))
        .expect("a year is read");
    println!(
        "a county's year as of a past change: {} facts in {:?}",
        year.len(),
        began.elapsed()
    );
}
