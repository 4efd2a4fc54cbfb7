//! Ledgers that somebody edits with another program: no figure follows from what was edited, and `verify` says what is wrong and where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;

use desk::{done, err, folder, juyan, out};
use juyan_ledger::{Act, ActKind, Ledger};
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
    let act = Act::new(
        ActKind::Publish,
        "clerk",
        "2030-01-01T09:00:00+08:00".parse().unwrap(),
    );
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
