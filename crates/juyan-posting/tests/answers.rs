//! What officials say of facts that follow stays until something else follows.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{Desk, RATE, act, moved, projects, stated};
use juyan_ledger::{Act, ActKind, Kept, Known};
use juyan_model::{Fact, Key, Printed};

const OTHER: &str = "project_start.progress@152923:2024-06-30";

/// A desk with 17 of 18 projects begun, where a paper says 95.0%; the fact that follows and the one that is stated.
fn asked() -> (Desk, Kept, Kept) {
    let mut desk = Desk::new();
    desk.post(&projects(18, 17)).unwrap();
    let (paper, fact) = stated("开复工进度95.0%", RATE, "95.0");
    let fact = Fact {
        unit: Some("%".into()),
        ..fact
    };
    let poster = &desk.poster;
    desk.ledger
        .change(&act(desk.at), |change| {
            change.paper(&paper)?;
            change.fact(&fact, None)?;
            poster.follow(change)
        })
        .unwrap();
    let mut facts = desk
        .ledger
        .facts_under(&RATE.parse().unwrap(), Known::Now)
        .unwrap();
    let stated = facts.pop().unwrap();
    (desk, facts.pop().unwrap(), stated)
}

fn answer(
    desk: &mut Desk,
    said: impl FnOnce(&mut juyan_ledger::Writing<'_>) -> Result<i64, juyan_ledger::LedgerError>,
) {
    let answers = Act::new(ActKind::Answer, "主任", desk.at.parse().unwrap());
    let poster = &desk.poster;
    desk.ledger
        .change(&answers, |change| {
            said(change)?;
            poster.follow(change)
        })
        .unwrap();
}

fn standing(desk: &Desk, key: &str) -> Vec<i64> {
    let facts = desk
        .ledger
        .facts_under(&key.parse().unwrap(), Known::Now)
        .unwrap();
    facts.iter().map(|kept| kept.seq).collect()
}

/// Something else about the projects; what has begun stays.
fn more_money(desk: &mut Desk) {
    desk.post(&projects(18, 17).replace(
        "P18,项目18,盟级,新建,已批复,,100",
        "P18,项目18,盟级,新建,前期,,120",
    ))
    .unwrap_err();
    desk.post(&projects(18, 17).replace(
        "P18,项目18,盟级,新建,已批复,,100",
        "P18,项目18,盟级,新建,已批复,,120",
    ))
    .unwrap();
}

/// 80000万元 are 8亿元 and not 8.004亿元, which 8.00亿元 could be if it had been rounded.
#[test]
fn what_was_reckoned_without_a_rest_is_no_rounded_number() {
    const DONE: &str = "key_project_invest@152923:2024H1";
    let mut desk = Desk::new();
    desk.post(&projects(8, 8).replace(",100\n", ",10000\n")).unwrap();
    assert_eq!(desk.said(DONE), ["8.00"]);
    let (paper, fact) = stated("完成投资8.004亿元", DONE, "800400000");
    let printed = Printed {
        digits: "8.004".parse().unwrap(),
        scale: 100_000_000.into(),
        exact: false,
    };
    let fact = Fact {
        unit: Some("元".into()),
        printed: Some(printed),
        ..fact
    };
    let poster = &desk.poster;
    let told = desk.ledger.change(&act(desk.at), |change| {
        change.paper(&paper)?;
        change.fact(&fact, None)?;
        poster.follow(change)
    });
    told.unwrap();
    let clash = desk.ledger.clash(&DONE.parse().unwrap(), Known::Now).unwrap();
    assert!(clash.is_some());
}

#[test]
fn a_correction_stays_until_something_else_follows() {
    let (mut desk, follows, stated) = asked();
    answer(&mut desk, |change| change.is_revised_by(follows.seq, stated.seq));
    assert_eq!(standing(&desk, RATE), [stated.seq]);
    more_money(&mut desk);
    assert_eq!(standing(&desk, RATE), [stated.seq]);
    let (_, posted) = desk.post(&projects(18, 18)).unwrap();
    let moved = moved(&posted, RATE);
    assert!(moved.lapsed);
    assert_eq!(standing(&desk, RATE).len(), 2);
    assert!(desk.ledger.clash(&moved.key, Known::Now).unwrap().is_some());
}

#[test]
fn a_key_that_was_given_stays_until_something_else_follows() {
    let (mut desk, follows, _) = asked();
    let other: Key = OTHER.parse().unwrap();
    answer(&mut desk, |change| change.bind(follows.seq, &other));
    more_money(&mut desk);
    assert_eq!(standing(&desk, OTHER), [follows.seq]);
    assert_eq!(standing(&desk, RATE).len(), 1);
    let (_, posted) = desk.post(&projects(18, 18)).unwrap();
    let moved = moved(&posted, RATE);
    assert!(moved.lapsed && moved.was.as_ref().unwrap().fact.key == other);
    assert!(standing(&desk, OTHER).is_empty());
}

#[test]
fn that_both_stand_stays_until_something_else_follows() {
    let (mut desk, follows, stated) = asked();
    answer(&mut desk, |change| change.both_stand(follows.seq, stated.seq));
    let key = RATE.parse().unwrap();
    more_money(&mut desk);
    assert!(desk.ledger.clash(&key, Known::Now).unwrap().is_none());
    desk.post(&projects(18, 18)).unwrap();
    assert!(desk.ledger.clash(&key, Known::Now).unwrap().is_some());
}

/// Another period that gives the same fact is no reason to forget what was said of it.
#[test]
fn asked_for_another_period_what_was_said_stays() {
    let (mut desk, follows, stated) = asked();
    answer(&mut desk, |change| change.is_revised_by(follows.seq, stated.seq));
    let poster = &desk.poster;
    desk.ledger
        .change(&act(desk.at), |change| {
            change.keep_period(juyan_model::Period::months(2024, 4, 6).unwrap())?;
            poster.follow(change)
        })
        .unwrap();
    assert_eq!(standing(&desk, RATE), [stated.seq]);
}
