//! What befalls files: absent, foreign, newer, damaged, read-only, full, in use, killed in the middle.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod scene;

use juyan_ledger::{ActKind, Flaw, Known, Ledger, LedgerError};
use rusqlite::Connection;
use scene::{act, fact, second};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const BEGUN: &str = "2024-08-01T08:00:00+08:00";

fn fresh() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.juyan");
    Ledger::create(&path, "152923", &act(ActKind::Init, BEGUN)).unwrap();
    (folder, path)
}

fn append(ledger: &mut Ledger, key: &str) -> Result<i64, LedgerError> {
    let (_, seq) = ledger.change(&act(ActKind::Enter, BEGUN), |change| {
        change.fact(&fact(key, "1"), None)
    })?;
    Ok(seq)
}

#[test]
fn a_ledger_at_rest_is_one_file() {
    let (folder, path) = fresh();
    append(&mut Ledger::open(&path).unwrap(), "a@152923").unwrap();
    assert_eq!(
        Ledger::open_to_read(&path)
            .unwrap()
            .facts(Known::Now)
            .unwrap()
            .len(),
        1
    );
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["a.juyan"]);
}

#[test]
fn what_is_there_is_not_overwritten() {
    let (_folder, path) = fresh();
    let again = Ledger::create(&path, "152923", &act(ActKind::Init, BEGUN));
    assert!(matches!(again.unwrap_err(), LedgerError::Exists(_)));
    assert!(matches!(
        Ledger::open(&path).unwrap().backup(&path).unwrap_err(),
        LedgerError::Exists(_)
    ));
}

#[test]
fn what_is_no_ledger_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("words.txt"), "一份报告，不是台账。".repeat(100)).unwrap();
    std::fs::write(path("empty"), "").unwrap();
    Connection::open(path("other.db"))
        .unwrap()
        .execute_batch("CREATE TABLE t (a)")
        .unwrap();
    for name in ["words.txt", "empty", "other.db"] {
        let before = std::fs::read(path(name)).unwrap();
        for opened in [Ledger::open(&path(name)), Ledger::open_to_read(&path(name))] {
            assert!(matches!(opened.unwrap_err(), LedgerError::Foreign(_)), "{name}");
        }
        assert_eq!(std::fs::read(path(name)).unwrap(), before);
    }
    assert!(matches!(
        Ledger::open(&path("none")).unwrap_err(),
        LedgerError::Missing(_)
    ));
    assert!(!path("none").exists());
    let nowhere = folder.path().join("no/folder/a.juyan");
    let created = Ledger::create(&nowhere, "152923", &act(ActKind::Init, BEGUN));
    assert!(matches!(created.unwrap_err(), LedgerError::NoFolder(_)));
}

#[test]
fn a_newer_form_is_not_guessed_at() {
    let (_folder, path) = fresh();
    Connection::open(&path)
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let opened = Ledger::open(&path);
    assert!(matches!(
        opened.unwrap_err(),
        LedgerError::Newer { found: 99, .. }
    ));
}

/// What each form brought, taken away.
const BEFORE: [&str; 6] = [
    "DROP INDEX fact_by_formula; PRAGMA user_version = 1;",
    "DROP TABLE tally; DROP INDEX answer_by_other; PRAGMA user_version = 2;",
    "DROP INDEX fact_by_formula;
     CREATE INDEX fact_by_formula ON fact (origin) WHERE substr(origin, 1, 18) = '{\"kind\":\"formula\",';
     PRAGMA user_version = 3;",
    "DROP INDEX property_by_name; PRAGMA user_version = 4;",
    "DROP INDEX fact_by_year;
     CREATE INDEX fact_by_key ON fact (key);
     CREATE INDEX fact_by_place ON fact (region, period_to);
     PRAGMA user_version = 5;",
    "DROP TABLE tally;
     CREATE TABLE tally (
    name   TEXT    PRIMARY KEY,                   -- the formula and the stretch of time
    change INTEGER NOT NULL,
    bytes  BLOB    NOT NULL
) STRICT;
     DROP INDEX fact_by_region;
     CREATE INDEX fact_by_year ON fact (CAST(period_to AS INTEGER), key, region);
     PRAGMA user_version = 6;",
];

/// The guards of the forms before the fourth.
fn guards_before() -> String {
    let tables = [
        "property", "document", "fact", "binding", "answer", "release", "record", "field",
    ];
    let added = tables.map(|table| format!("DROP TRIGGER {table}_never_comes_before;"));
    let guarded = ["change"].into_iter().chain(tables).map(|table| {
        format!(
            "DROP TRIGGER {table}_is_never_replaced;
             CREATE TRIGGER {table}_is_never_replaced BEFORE INSERT ON {table} WHEN NEW.seq <= (SELECT max(seq) FROM {table}) BEGIN
    SELECT RAISE(ABORT, 'append only');
END;"
        )
    });
    added.into_iter().chain(guarded).collect()
}

#[test]
fn an_older_form_is_read_as_it_is_and_brought_up_when_it_is_written_to() {
    for form in 1..=BEFORE.len() {
        brought_up(form);
    }
}

fn brought_up(oldest: usize) {
    let (_folder, path) = fresh();
    append(&mut Ledger::open(&path).unwrap(), "k0@152923").unwrap();
    let old = Connection::open(&path).unwrap();
    if oldest < 4 {
        old.execute_batch(&guards_before()).unwrap();
    }
    for before in BEFORE[oldest - 1..].iter().rev() {
        old.execute_batch(before).unwrap();
    }
    drop(old);
    let form = || -> i64 {
        let db = Connection::open(&path).unwrap();
        db.pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    };
    let read = Ledger::open_to_read(&path).unwrap();
    assert_eq!(read.verify(None).unwrap().flaws, []);
    // The second program needs nothing of what later forms brought.
    assert_eq!(
        second(&path),
        Ok(read.head().unwrap().unwrap().hash),
        "form {oldest}"
    );
    let held = read.read(|reading| reading.ready()?.get("gdp/2024-01-01/2024-06-30"));
    assert_eq!(held.unwrap(), None);
    drop(read);
    let bytes = || std::fs::read(&path).unwrap();
    let before = bytes();
    let undo = act(ActKind::Undo, BEGUN);
    let seen = Ledger::rehearse_undo(&path, 2, &undo, |change| {
        let key = "k0@152923".parse().unwrap();
        let reading = change.reading();
        Ok::<_, LedgerError>((
            reading.stood(&key, 2)?.len(),
            reading.stood(&key, change.seq())?.len(),
        ))
    });
    assert_eq!(seen.unwrap(), (1, 0));
    assert!(bytes() == before, "a rehearsal of form {oldest} changed the file");
    assert_eq!(form(), i64::try_from(oldest).unwrap());
    let brought_up = Ledger::open(&path).unwrap();
    assert_eq!(brought_up.verify(None).unwrap().flaws, []);
    assert_eq!(form(), 7);
}

#[test]
fn a_damaged_page_is_found() {
    let (_folder, path) = fresh();
    let mut ledger = Ledger::open(&path).unwrap();
    ledger
        .change(&act(ActKind::Enter, BEGUN), |change| {
            (0..500).try_for_each(|at| change.fact(&fact(&format!("k{at}@152923"), "1"), None).map(drop))
        })
        .unwrap();
    drop(ledger);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 8192 * 4096;
    bytes[middle..middle + 4096].fill(0xA5);
    std::fs::write(&path, bytes).unwrap();
    let found = Ledger::open_to_read(&path).and_then(|ledger| ledger.verify(None));
    match found {
        Ok(verified) => assert!(matches!(verified.flaws[0], Flaw::Damaged(_)), "{verified:?}"),
        Err(error) => assert!(matches!(error, LedgerError::Corrupt(_)), "{error}"),
    }
}

#[test]
fn who_only_reads_writes_nothing() {
    let (_folder, path) = fresh();
    let before = std::fs::read(&path).unwrap();
    let mut ledger = Ledger::open_to_read(&path).unwrap();
    assert!(matches!(
        append(&mut ledger, "a@152923").unwrap_err(),
        LedgerError::ReadOnly
    ));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// Whoever asks, root too.
#[test]
fn a_file_that_is_marked_for_reading_is_not_written_to() {
    let (_folder, path) = fresh();
    append(&mut Ledger::open(&path).unwrap(), "a@152923").unwrap();
    let before = std::fs::read(&path).unwrap();
    let own = path.metadata().unwrap().permissions();
    let mut marked = own.clone();
    marked.set_readonly(true);
    std::fs::set_permissions(&path, marked).unwrap();
    assert!(matches!(Ledger::open(&path).unwrap_err(), LedgerError::ReadOnly));
    assert!(
        Ledger::open_to_read(&path)
            .unwrap()
            .verify(None)
            .unwrap()
            .flaws
            .is_empty()
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);
    std::fs::set_permissions(&path, own).unwrap();
    append(&mut Ledger::open(&path).unwrap(), "b@152923").unwrap();
}

/// Root may write anywhere, so that the test says something only where others run it.
#[test]
#[cfg(unix)]
fn what_lies_on_a_disk_for_reading_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = fresh();
    append(&mut Ledger::open(&path).unwrap(), "a@152923").unwrap();
    let allow = |mode| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode | 0o100)).unwrap();
    };
    allow(0o400);
    let read = Ledger::open_to_read(&path).and_then(|ledger| ledger.facts(Known::Now));
    let written = Ledger::open(&path).and_then(|mut ledger| append(&mut ledger, "b@152923"));
    allow(0o700);
    assert_eq!(read.unwrap().len(), 1);
    assert!(
        matches!(written, Ok(_) | Err(LedgerError::ReadOnly)),
        "{written:?}"
    );
}

/// A rehearsal writes nothing, so that it waits for nobody who writes and wants no disk that can be written to.
#[test]
fn what_is_not_kept_is_rehearsed_while_somebody_writes() {
    let (_folder, path) = fresh();
    let mut ledger = Ledger::open(&path).unwrap();
    append(&mut ledger, "a@152923").unwrap();
    let writer = Connection::open(&path).unwrap();
    writer.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begun = std::time::Instant::now();
    let key = "a@152923".parse().unwrap();
    let act = act(ActKind::Undo, "2024-08-09T08:00:00+08:00");
    let seen = Ledger::rehearse_undo(&path, 2, &act, |writing| {
        writing.reading().stood(&key, writing.seq())
    });
    assert_eq!(seen.unwrap(), []);
    assert!(begun.elapsed().as_secs() < 5);
    writer.execute_batch("ROLLBACK").unwrap();
    assert_eq!(ledger.facts_under(&key, Known::Now).unwrap().len(), 1);
}

#[test]
fn a_backup_is_the_ledger() {
    let (folder, path) = fresh();
    let mut ledger = Ledger::open(&path).unwrap();
    append(&mut ledger, "a@152923").unwrap();
    let copy = folder.path().join("copy.juyan");
    ledger.backup(&copy).unwrap();
    let head = ledger.head().unwrap().unwrap().hash;
    let copied = Ledger::open(&copy).unwrap().verify(Some(&head)).unwrap();
    assert_eq!((copied.flaws.as_slice(), copied.head), ([].as_slice(), head));
}

/// How often the writers are killed; `JUYAN_KILLS` says another number.
const KILLS: usize = 50;

/// Eight programs append and are killed at any moment: nothing that one acknowledged is lost, and the chain holds.
#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let kills = std::env::var("JUYAN_KILLS")
        .ok()
        .and_then(|kills| kills.parse().ok())
        .unwrap_or(KILLS);
    let (_folder, path) = fresh();
    let mut acknowledged = Vec::new();
    let mut round = 0;
    while round < kills {
        let mut writers: Vec<_> = (0..8)
            .map(|writer| writing(&path, &format!("r{round}w{writer}")))
            .collect();
        // Moments that differ from round to round, without a clock or a throw of dice in the test.
        std::thread::sleep(Duration::from_millis(
            60 + u64::try_from(round * 37 % 190).unwrap(),
        ));
        for writer in &mut writers {
            writer.kill().unwrap();
        }
        for writer in writers {
            let said = String::from_utf8(writer.wait_with_output().unwrap().stdout).unwrap();
            let whole = said.rsplit_once('\n').map_or("", |(whole, _)| whole);
            acknowledged.extend(
                whole
                    .lines()
                    .filter_map(|line| line.strip_prefix("kept "))
                    .map(str::to_owned),
            );
        }
        round += 8;
    }
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.verify(None).unwrap().flaws, []);
    let facts = ledger.facts(Known::Now).unwrap();
    let kept: std::collections::BTreeSet<String> =
        facts.iter().map(|kept| kept.fact.key.to_string()).collect();
    let lost: Vec<_> = acknowledged.iter().filter(|key| !kept.contains(*key)).collect();
    assert_eq!(lost, [""; 0]);
    assert!(!acknowledged.is_empty(), "nothing was written in time");
    // A batch is whole or absent.
    assert_eq!(kept.len() % BATCH, 0);
}

const BATCH: usize = 5;

/// A program that appends until it is killed; it says what was acknowledged.
fn writing(path: &Path, name: &str) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "append_until_killed",
            "--ignored",
            "--nocapture",
            "--test-threads=1",
        ])
        .env("JUYAN_TEST_LEDGER", path)
        .env("JUYAN_TEST_WRITER", name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
#[ignore = "run as a program by the test before"]
fn append_until_killed() {
    let (Ok(path), Ok(name)) = (
        std::env::var("JUYAN_TEST_LEDGER"),
        std::env::var("JUYAN_TEST_WRITER"),
    ) else {
        return;
    };
    let mut ledger = Ledger::open(Path::new(&path)).unwrap();
    for batch in 0.. {
        let keys: Vec<String> = (0..BATCH)
            .map(|at| format!("{name}b{batch}k{at}@152923"))
            .collect();
        let done = ledger.change(&act(ActKind::Enter, BEGUN), |change| {
            keys.iter()
                .try_for_each(|key| change.fact(&fact(key, "1"), None).map(drop))
        });
        match done {
            Ok(_) => keys.iter().for_each(|key| println!("kept {key}")),
            Err(LedgerError::Busy) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
