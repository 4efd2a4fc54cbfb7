//! Ledgers that somebody edits with another program: no figure follows from what was edited, and `verify` says what is wrong and where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;

use desk::{done, err, folder, juyan, out};
use jiff::Timestamp;
use juyan::model::{Value, Worth};
use juyan_ledger::{Act, ActKind, Known, Ledger, Tally};
use rusqlite::Connection;
use std::path::Path;

const RATE: &str = "key_project_start@152923:2024-06-30";

/// A ledger of so many projects, of which the first `started` have begun.
fn kept(folder: &Path, ledger: &str, (count, started): (usize, usize)) {
    done(folder, &format!("init {ledger} --region 152923"));
    sheet(folder, count, started);
    done(folder, &format!("import {ledger} 重点项目.csv --period 2024H1"));
}

fn sheet(folder: &Path, count: usize, started: usize) {
    let row = |number: usize| {
        let stage = if number <= started {
            "已开工,2024-03-12"
        } else {
            "已批复,"
        };
        format!("P{number},项目{number},盟级,新建,{stage},100\n")
    };
    let headings = "项目代码,项目名称,级别,建设性质,进展阶段,开工日期,本年完成投资（万元）\n";
    let rows = headings.to_owned() + &(1..=count).map(row).collect::<String>();
    std::fs::write(folder.join("重点项目.csv"), rows).unwrap();
}

/// The sums of another ledger are put in the place of its own, digests and all.
#[test]
fn no_figure_follows_from_sums_that_somebody_edited() {
    let folder = folder("tampered-sums");
    kept(&folder, "a.juyan", (18, 16));
    kept(&folder, "b.juyan", (40, 3));
    let db = Connection::open(folder.join("a.juyan")).unwrap();
    let other = folder.join("b.juyan").display().to_string();
    db.execute("ATTACH ?1 AS b", [other]).unwrap();
    db.execute_batch("DELETE FROM tally; INSERT INTO tally SELECT * FROM b.tally")
        .unwrap();
    drop(db);

    let verified = juyan(&folder, "verify a.juyan");
    assert_eq!(verified.status.code(), Some(1));
    assert!(
        err(&verified).contains("备用的累计数与随链记下的不符"),
        "{}",
        err(&verified)
    );
    sheet(&folder, 18, 17);
    let told = done(&folder, "import a.juyan 重点项目.csv");
    assert!(told.contains("88.9%") && told.contains("94.4%"), "{told}");
    assert!(done(&folder, &format!("facts a.juyan {RATE}")).contains("94.4%"));
    let verified = juyan(&folder, "verify a.juyan");
    assert!(out(&verified).contains("完好"), "{}", err(&verified));
    assert_eq!(err(&verified), "");
}

#[test]
fn what_cannot_be_read_is_told_by_table_row_and_column() {
    let folder = folder("tampered-rows");
    kept(&folder, "a.juyan", (18, 17));
    let db = Connection::open(folder.join("a.juyan")).unwrap();
    db.execute_batch(
        "DROP TRIGGER fact_is_never_changed; UPDATE fact SET value = 'abc' WHERE seq = 2;
         DROP TRIGGER change_is_never_changed; UPDATE change SET at = '昨天' WHERE seq = 1",
    )
    .unwrap();
    drop(db);
    let verified = juyan(&folder, "verify a.juyan");
    assert_eq!(verified.status.code(), Some(1));
    let told = err(&verified);
    for line in [
        "有2处被删除",
        "第2次变更的内容与哈希不符",
        "change 表第1行 at 列“昨天”不是台账写法的时间",
        "fact 表第2行 value 列“abc”不是数",
        "上面2行不是本程序写得出来的",
        "juyan backup",
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let facts = juyan(&folder, "facts a.juyan");
    assert_eq!(facts.status.code(), Some(2));
    assert!(
        err(&facts).contains("fact 表第2行 value 列“abc”不是数"),
        "{}",
        err(&facts)
    );
}

/// The chain may be sound, and what was published none that could be published again.
#[test]
fn what_was_published_and_cannot_be_read_is_told() {
    let folder = folder("tampered-release");
    done(&folder, "init a.juyan --region 152923");
    let act = later(ActKind::Publish);
    let mut ledger = Ledger::open(&folder.join("a.juyan")).unwrap();
    ledger.change(&act, |change| change.publish("{}")).unwrap();
    drop(ledger);
    let verified = juyan(&folder, "verify a.juyan");
    assert_eq!(verified.status.code(), Some(1));
    assert!(
        err(&verified).contains("第2次变更公布的内容读不了"),
        "{}",
        err(&verified)
    );
}

fn later(kind: ActKind) -> Act {
    Act::new(kind, "clerk", Timestamp::now())
}

/// A chain may be sound over a fact that does not follow: then nothing calls the ledger sound, and the formula is not blamed.
#[test]
fn what_does_not_follow_is_told_wherever_the_ledger_is_called_whole() {
    let folder = folder("tampered-fact");
    kept(&folder, "a.juyan", (18, 16));
    let mut ledger = Ledger::open(&folder.join("a.juyan")).unwrap();
    let under = ledger.facts_under(&RATE.parse().unwrap(), Known::Now).unwrap();
    let mut fact = under[0].fact.clone();
    fact.worth = Worth::Number(Value::One("91.7".parse().unwrap()));
    fact.printed.as_mut().unwrap().digits = "91.7".parse().unwrap();
    let revised = under[0].seq;
    ledger
        .change(&later(ActKind::Import), |change| {
            change.fact(&fact, Some(revised))
        })
        .unwrap();
    drop(ledger);
    let verified = juyan(&folder, "verify a.juyan");
    assert!(verified.status.success(), "{}", err(&verified));
    assert!(out(&verified).contains("但有1条推算值"), "{}", out(&verified));
    assert!(out(&verified).contains(RATE), "{}", out(&verified));
    assert!(err(&verified).contains("会改正"), "{}", err(&verified));
    let why = done(&folder, &format!("why a.juyan {RATE}"));
    assert!(
        why.contains("记下的是 91.7%") && why.contains("推算是 88.9%"),
        "{why}"
    );
}

/// What the chain itself vouches for is reckoned with, so that nobody is promised that a later change sets it right.
#[test]
fn sums_that_the_chain_tells_of_and_the_rows_do_not_are_told() {
    let folder = folder("tampered-vouched");
    kept(&folder, "a.juyan", (18, 16));
    kept(&folder, "b.juyan", (40, 3));
    let db = Connection::open(folder.join("b.juyan")).unwrap();
    let mut query = db.prepare("SELECT name, bytes FROM tally").unwrap();
    let tally = query.query_map([], |row| {
        Ok(Tally {
            name: row.get(0)?,
            bytes: row.get(1)?,
        })
    });
    let tallies: Vec<Tally> = tally.unwrap().collect::<Result<_, _>>().unwrap();
    let mut ledger = Ledger::open(&folder.join("a.juyan")).unwrap();
    ledger
        .change(&later(ActKind::Import), |change| change.hold_ready(&tallies, &[]))
        .unwrap();
    drop(ledger);
    let verified = juyan(&folder, "verify a.juyan");
    assert_eq!(verified.status.code(), Some(1));
    assert_eq!(out(&verified), "");
    let told = err(&verified);
    assert!(told.contains("链却记着它"), "{told}");
    assert!(
        !told.contains("会改正") && !told.contains("推算不会用它"),
        "{told}"
    );
}
