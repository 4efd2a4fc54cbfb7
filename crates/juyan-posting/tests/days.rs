//! Sheets that speak of an earlier or a later day than the last, and what was reckoned before they came.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{Desk, RATE, act, projects, stated};
use juyan_ledger::Known;
use juyan_model::PeriodName;
use juyan_posting::{PostError, RowKind};

#[test]
fn a_back_dated_sheet_is_held_against_the_values_of_its_day() {
    let mut desk = Desk::new();
    desk.at = "2024-08-01T09:00:00+08:00";
    desk.post(&projects(1, 0)).unwrap();
    let july = projects(1, 1).replace("2024-03-12", "2024-07-10");
    desk.post_as_of(&july, Some("2024-07-12")).unwrap();
    // In June nothing had begun: that is no step back from July.
    let june = projects(1, 0).replace(",100", ",80");
    desk.post_as_of(&june, Some("2024-06-30")).unwrap();
    assert_eq!(desk.said("key_project_start@152923:2024-06-30"), ["0.0"]);
    // What was completed in June cannot have begun in July.
    let Err(PostError::Refused(complaints)) =
        desk.post_as_of(&june.replace("已批复,", "已完工,2024-03-12"), Some("2024-06-30"))
    else {
        unreachable!("a stage ahead of a later one")
    };
    assert_eq!(complaints[0].id(), "register.stage-ahead");
}

/// What a table says of February takes nothing from what was told for the half-year: stages only move forward, sums only rise.
#[test]
fn what_had_not_begun_in_february_has_begun_in_june() {
    const STARTED: &str = "key_project_start@152923";
    let mut desk = Desk::new();
    desk.post(&projects(1, 1)).unwrap();
    let (_, posted) = desk.post_as_of(&projects(1, 0), Some("2024-02-29")).unwrap();
    assert!(posted.remarks.is_empty(), "{:?}", posted.remarks);
    assert_eq!(desk.said(&format!("{STARTED}:2024-06-30")), ["100.0"]);
    desk.keep(PeriodName::parse("2024M01-M02").unwrap().0);
    assert_eq!(desk.said(&format!("{STARTED}:2024-02-29")), ["0.0"]);
}

#[test]
fn what_is_filled_in_later_does_not_begin_a_record_earlier() {
    let mut desk = Desk::new();
    desk.at = "2024-08-01T09:00:00+08:00";
    desk.post(&projects(2, 2)).unwrap();
    let heads = "项目代码,项目名称,级别,建设性质,进展阶段\nP3,项目3,盟级,新建,已批复\n";
    desk.post_as_of(heads, Some("2024-07-12")).unwrap();
    assert_eq!(desk.said("key_project@152923:2024H1"), ["2"]);
    let (_, posted) = desk
        .post("项目代码,项目名称,本年完成投资（万元）\nP3,项目3,150\n")
        .unwrap();
    assert_eq!(
        posted.sheets[0].rows[0].cells[0].since,
        Some("2024-07-12".parse().unwrap())
    );
    assert_eq!(desk.said("key_project@152923:2024H1"), ["2"]);
    // Told for June as well, the project was there: it counts by every formula, whatever field is told.
    let (_, posted) = desk
        .post_as_of(&heads.replace("已批复", "前期"), Some("2024-06-30"))
        .unwrap();
    assert_eq!(posted.sheets[0].rows[0].kind, RowKind::Added);
    assert_eq!(desk.said("key_project@152923:2024H1"), ["3"]);
}

/// Who records a paper of another year asks what followed then; the list of this year does not tell.
#[test]
fn a_list_says_nothing_of_years_in_which_nobody_kept_it() {
    let mut desk = Desk::new();
    let sheet = projects(2, 2).replace("本年完成投资", "年度计划投资");
    desk.post(&sheet.replace("2024-03-12", "2023-03-12")).unwrap();
    let all = desk.ledger.facts(Known::Now).unwrap().len();
    for period in ["2023H1", "2025H1"] {
        desk.keep(PeriodName::parse(period).unwrap().0);
    }
    let facts = desk.ledger.facts(Known::Now).unwrap();
    assert_eq!(facts.len(), all, "{:?}", facts.last());
    assert!(desk.unfounded().is_empty());
}

/// What the year came to so far begins anew with the year, and what is told for it counts though it is as much as before.
#[test]
fn a_new_year_begins_at_nought() {
    let mut desk = Desk::new();
    desk.post(&projects(3, 3)).unwrap();
    desk.keep(PeriodName::parse("2025H1").unwrap().0);
    desk.at = "2025-07-01T09:00:00+08:00";
    let one = projects(1, 1);
    // Of the others nobody has told yet what they came to this year.
    desk.post_as_of(&one, Some("2025-03-31")).unwrap();
    assert!(desk.said("key_project_invest@152923:2025H1").is_empty());
    let (_, posted) = desk
        .post_unchanged(&one.replace(",100", ",200"), "2025-06-30")
        .unwrap();
    assert_eq!(posted.sheets[0].rows.len(), 1);
    assert_eq!(desk.said("key_project_invest@152923:2025H1"), ["0.02"]);
    assert_eq!(desk.said("key_project_invest@152923:2024H1"), ["0.03"]);
    assert!(desk.unfounded().is_empty());
}

/// A day on which something happened decides where it counts, whenever it was told; what was known before stays known.
#[test]
fn what_happened_by_then_and_is_told_later_counts_then() {
    let mut desk = Desk::new();
    desk.at = "2024-08-01T09:00:00+08:00";
    desk.post(&projects(18, 17)).unwrap();
    let (before, _) = desk.post_as_of(&late("2024-07-10"), Some("2024-07-12")).unwrap();
    assert_eq!(desk.said(RATE), ["94.4"]);
    desk.undo(before.seq);
    let (change, posted) = desk.post_as_of(&late("2024-06-28"), Some("2024-07-31")).unwrap();
    assert!(posted.moved.iter().any(|moved| moved.key.to_string() == RATE));
    assert_eq!(desk.said(RATE), ["100.0"]);
    assert_eq!(desk.said_as(RATE, Known::After(change.seq - 1)), ["94.4"]);
    assert!(desk.unfounded().is_empty());
}

/// Who brings a year that has less months than the other is told why there is no growth.
#[test]
fn a_base_that_is_not_whole_is_told() {
    let mut desk = Desk::new();
    let line = |month: &str| format!("{month},收入,税收,{month},100\n");
    let heads = "行号,收支,科目,月份,当月金额（万元）\n".to_owned();
    let this = heads.clone() + &line("2024-05-31") + &line("2024-06-30");
    let (_, posted) = desk.post(&(this + &line("2023-06-30"))).unwrap();
    assert!(desk.said("rev_general.growth@152923:2024H1").is_empty());
    let told = posted.remarks.last().unwrap().said(juyan::catalogue(), "zh");
    assert!(
        told.starts_with("重点项目.csv：") && told.contains("今年2个月，上年同期1个月"),
        "{told}"
    );
    let (_, posted) = desk.post(&(heads + &line("2023-05-31"))).unwrap();
    assert_eq!(desk.said("rev_general.growth@152923:2024H1"), ["0.0"]);
    assert!(posted.remarks.is_empty());
}

/// The last of the projects, begun on this day.
fn late(started: &str) -> String {
    let all = projects(18, 17).replace(
        "P18,项目18,盟级,新建,已批复,",
        &format!("P18,项目18,盟级,新建,已开工,{started}"),
    );
    let mut rows = all.lines();
    format!("{}\n{}\n", rows.next().unwrap(), rows.next_back().unwrap())
}

/// What was reckoned for a stretch of which no paper speaks any more has not seen the rows that came since.
#[test]
fn what_is_held_ready_for_nobody_is_given_up() {
    const MARCH: &str = "key_project_invest@152923:2024M01-M03";
    let mut desk = Desk::new();
    desk.post(&projects(18, 17)).unwrap();
    let told = |desk: &mut Desk, words: &str| {
        let (paper, fact) = stated(words, MARCH, "1");
        let poster = &desk.poster;
        let (_, fact) = desk
            .ledger
            .change(&act(desk.at), |change| {
                change.paper(&paper)?;
                let fact = change.fact(&fact, None)?;
                poster.follow(change)?;
                Ok(fact)
            })
            .unwrap();
        fact
    };
    let fact = told(&mut desk, "完成1元");
    let poster = &desk.poster;
    let other = "key_project_invest@152923:2023M01-M03".parse().unwrap();
    desk.ledger
        .change(&act(desk.at), |change| {
            change.bind(fact, &other)?;
            poster.follow(change)
        })
        .unwrap();
    desk.post(&projects(18, 17).replace(",100\n", ",200\n")).unwrap();
    told(&mut desk, "当时完成1元");
    let poster = &desk.poster;
    let unfounded = desk.ledger.read(|reading| poster.unfounded(reading)).unwrap();
    assert!(unfounded.is_empty(), "{unfounded:?}");
    let facts = desk
        .ledger
        .facts_under(&MARCH.parse().unwrap(), Known::Now)
        .unwrap();
    let follows = facts.iter().find_map(|kept| kept.fact.printed);
    assert_eq!(follows.unwrap().digits.to_string(), "0.36");
}
