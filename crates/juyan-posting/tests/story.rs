//! A register as departments keep it: filled, corrected, carried on, taken back; and the facts that follow.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{Desk, HEADINGS, RATE, act, half, projects};
use juyan_ledger::{Known, Standing};
use juyan_model::{Cell, Key, PeriodName};
use juyan_posting::{PostError, Posted, Posting, RowKind};

#[test]
fn one_changed_row_moves_what_depends_on_it_and_nothing_else() {
    let mut desk = Desk::new();
    desk.post(&projects(18, 17)).unwrap();
    assert_eq!(desk.said(RATE), ["94.4"]);
    let (change, posted) = desk
        .post(&projects(18, 16).replace(
            "P17,项目17,盟级,新建,已批复,",
            "P17,项目17,盟级,新建,已开工,2024-07-10",
        ))
        .unwrap();
    assert_eq!((posted.sheets[0].rows.len(), posted.sheets[0].unchanged), (1, 17));
    assert_eq!(
        posted.sheets[0].rows[0].cells[0].at.to_string(),
        "重点项目.csv F18"
    );
    let moved: Vec<String> = posted.moved.iter().map(|moved| moved.key.to_string()).collect();
    let all = [
        "key_project{level=prefecture,stage=started}@152923:2024-06-30",
        "key_project{stage=started}@152923:2024-06-30",
        RATE,
        "key_project_start{level=prefecture}@152923:2024-06-30",
    ];
    assert_eq!(moved, all);
    assert_eq!(desk.said(RATE), ["88.9"]);
    assert_eq!(desk.said_as(RATE, Known::After(change.seq - 1)), ["94.4"]);
    let history = desk.ledger.history(&RATE.parse::<Key>().unwrap()).unwrap();
    assert_eq!(history[0].standing, Standing::Revised(change.seq));
}

#[test]
fn the_same_sheet_twice_changes_nothing() {
    let mut desk = Desk::new();
    let (change, _) = desk.post(&projects(3, 2)).unwrap();
    assert!(matches!(desk.post(&projects(3, 2)), Err(PostError::Unchanged(_))));
    assert_eq!(desk.ledger.head().unwrap().unwrap(), change);
}

#[test]
fn a_rehearsal_tells_the_same_and_writes_nothing() {
    let mut desk = Desk::new();
    let sheets = desk.sheet(&projects(18, 17));
    let posting = Posting {
        periods: vec![half()],
        ..Posting::of(&sheets)
    };
    let told = desk
        .ledger
        .read(|reading| desk.poster.rehearse(reading, &posting))
        .unwrap();
    assert_eq!(desk.ledger.head().unwrap().unwrap().seq, 1);
    let (_, posted) = desk.post(&projects(18, 17)).unwrap();
    let keys = |posted: &Posted| {
        posted
            .moved
            .iter()
            .map(|moved| moved.key.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (told.sheets[0].rows.clone(), keys(&told)),
        (posted.sheets[0].rows.clone(), keys(&posted))
    );
}

#[test]
fn one_wrong_row_keeps_all_out() {
    let mut desk = Desk::new();
    let sheet = projects(3, 2).replace("P2,项目2,盟级", "P2,项目2,县里的");
    let Err(PostError::Refused(complaints)) = desk.post(&sheet) else {
        unreachable!("a level that is none")
    };
    assert_eq!(complaints[0].at.to_string(), "重点项目.csv C3");
    assert_eq!(desk.ledger.records("key_project", Known::Now).unwrap(), []);
    assert_eq!(desk.ledger.head().unwrap().unwrap().seq, 1);
}

#[test]
fn what_begins_after_the_half_year_leaves_it_alone() {
    let mut desk = Desk::new();
    desk.post(&projects(18, 17)).unwrap();
    let july = projects(18, 17).replace(
        "P18,项目18,盟级,新建,已批复,,100",
        "P18,项目18,盟级,新建,已开工,2024-07-10,300",
    );
    desk.at = "2024-07-12T09:00:00+08:00";
    let (_, posted) = desk.post_as_of(&july, Some("2024-07-12")).unwrap();
    assert!(posted.moved.is_empty(), "{:?}", posted.moved);
    assert_eq!(desk.said(RATE), ["94.4"]);
    // A later correction of what July's sheet said takes the place of that, not of what held before.
    let (_, posted) = desk.post(&july.replace(",300", ",250")).unwrap();
    assert_eq!(
        posted.sheets[0].rows[0].cells[0].since,
        Some("2024-07-12".parse().unwrap())
    );
    assert!(posted.moved.is_empty());
}

#[test]
fn undoing_reckons_anew_what_later_changes_had_reckoned() {
    let mut desk = Desk::new();
    desk.post(&projects(18, 17)).unwrap();
    let (second, _) = desk.post(&projects(18, 18)).unwrap();
    let more = projects(20, 18);
    desk.post(&more).unwrap();
    assert_eq!(desk.said(RATE), ["90.0"]);
    let (undone, moved) = desk.undo(second.seq);
    // Without the second change 17 of 20 have started.
    assert_eq!(desk.said(RATE), ["85.0"]);
    assert!(moved.iter().any(|moved| moved.key.to_string() == RATE));
    assert_eq!(desk.said_as(RATE, Known::After(undone.seq - 1)), ["90.0"]);
    assert_eq!(desk.ledger.verify(None).unwrap().flaws, []);
}

#[test]
fn what_follows_no_more_is_withdrawn() {
    let mut desk = Desk::new();
    let continued = "key_project{stage=continued}@152923:2024H1";
    desk.post(&projects(2, 2).replace("P2,项目2,盟级,新建", "P2,项目2,盟级,续建"))
        .unwrap();
    assert_eq!(desk.said(continued), ["1"]);
    let (change, told) = desk.post(&projects(2, 2)).unwrap();
    assert!(desk.said(continued).is_empty());
    let gone = told
        .moved
        .iter()
        .find(|moved| moved.key.to_string() == continued)
        .unwrap();
    assert!(gone.was.is_some() && gone.is.is_none());
    assert_eq!(desk.said_as(continued, Known::After(change.seq - 1)), ["1"]);
    // And comes back where the change is taken back.
    desk.undo(change.seq);
    assert_eq!(desk.said(continued), ["1"]);
}

#[test]
fn a_sheet_with_some_columns_and_rows_leaves_the_others() {
    let mut desk = Desk::new();
    desk.post(&projects(3, 2)).unwrap();
    let (_, posted) = desk
        .post("项目代码,项目名称,本年完成投资（万元）\nP2,项目2,150\nP3,项目3,\n")
        .unwrap();
    assert_eq!(posted.sheets[0].absent, 1);
    let rows = &posted.sheets[0].rows;
    assert!(
        rows.iter()
            .all(|row| row.kind == RowKind::Changed && row.cells.len() == 1)
    );
    assert_eq!(rows[1].cells[0].is, None);
    assert_eq!(desk.said("key_project@152923:2024H1"), ["3"]);
}

#[test]
fn an_empty_register_that_is_kept_says_that_nothing_happened() {
    let mut desk = Desk::new();
    assert!(desk.said("key_project@152923:2024H1").is_empty());
    desk.post(HEADINGS).unwrap();
    assert_eq!(desk.said("key_project@152923:2024H1"), ["0"]);
}

#[test]
fn a_fact_leads_back_to_rows_and_cells() {
    let mut desk = Desk::new();
    desk.post(&projects(18, 17)).unwrap();
    let kept = desk
        .ledger
        .facts_under(&RATE.parse().unwrap(), Known::Now)
        .unwrap()
        .remove(0);
    let lineage = desk
        .poster
        .lineage(&desk.ledger, &kept, Known::Now)
        .unwrap()
        .unwrap();
    let operands = lineage.derived.operands();
    assert_eq!(operands.len(), 17 + 18);
    let second = operands.iter().find(|operand| operand.record == "P2").unwrap();
    let origins = desk.poster.origins(&desk.ledger, second, Known::Now).unwrap();
    let cell = serde_json::to_string(&origins["started"]).unwrap();
    assert!(cell.contains("\"cell\":\"F3\""), "{cell}");
}

/// A later sheet of the same rows is another sheet: what held at the half-year came from the first.
#[test]
fn the_cell_that_is_named_is_the_one_that_was_reckoned_with() {
    let mut desk = Desk::new();
    desk.at = "2024-08-01T09:00:00+08:00";
    desk.post(&projects(18, 17)).unwrap();
    let moved_down = projects(18, 17).replace(HEADINGS, &format!("盟级重点项目\n{HEADINGS}"));
    desk.post_as_of(&moved_down.replace(",100\n", ",300\n"), Some("2024-07-12"))
        .unwrap();
    let key = "key_project_invest@152923:2024H1".parse().unwrap();
    for kept in desk.ledger.facts_under(&key, Known::Now).unwrap() {
        let lineage = desk
            .poster
            .lineage(&desk.ledger, &kept, Known::Now)
            .unwrap()
            .unwrap();
        let operand = lineage.derived.operands()[0];
        let origins = desk.poster.origins(&desk.ledger, operand, Known::Now).unwrap();
        let cell = serde_json::to_string(&origins["year_completed"]).unwrap();
        assert!(cell.contains("\"cell\":\"G2\""), "{cell}");
    }
}

#[test]
fn undoing_what_first_kept_a_period_takes_all_its_facts_along() {
    let mut desk = Desk::new();
    let (first, _) = desk.post(&projects(18, 17)).unwrap();
    let sheets = desk.sheet(&projects(18, 18));
    let later = desk
        .ledger
        .attempt(&act(desk.at), |change| {
            desk.poster.post(change, &Posting::of(&sheets))
        })
        .unwrap();
    assert_eq!(desk.said(RATE), ["100.0"]);
    desk.undo(later.0.seq);
    desk.undo(first.seq);
    assert!(desk.ledger.facts(Known::Now).unwrap().is_empty());
    assert!(desk.ledger.periods().unwrap().is_empty() && desk.ledger.kept_registers().unwrap().is_empty());
}

/// The second sheet would have begun the register and the period by itself.
#[test]
fn undoing_what_first_kept_a_register_leaves_what_a_later_sheet_keeps() {
    let mut desk = Desk::new();
    let (first, _) = desk.post(&projects(2, 2)).unwrap();
    let others = projects(3, 2).replace('P', "Q");
    desk.post(&others).unwrap();
    assert_eq!(desk.said("key_project@152923:2024H1"), ["5"]);
    desk.undo(first.seq);
    assert_eq!(desk.said("key_project@152923:2024H1"), ["3"]);
}

/// A period that a paper brought: facts of later changes for it go with it.
#[test]
fn facts_for_a_period_that_is_no_more_kept_do_not_stand() {
    let mut desk = Desk::new();
    desk.post(&projects(2, 2)).unwrap();
    let months = PeriodName::parse("2024M01-M05").unwrap().0;
    let kept = desk.keep(months);
    assert_eq!(desk.said("key_project@152923:2024M01-M05"), ["2"]);
    desk.post(&projects(3, 2)).unwrap();
    assert_eq!(desk.said("key_project@152923:2024M01-M05"), ["3"]);
    desk.undo(kept.seq);
    assert!(desk.said("key_project@152923:2024M01-M05").is_empty());
    assert_eq!(desk.said("key_project@152923:2024H1"), ["3"]);
}

/// What a paper of September asks for is not told by rows of June, and a sheet that came since tells it.
#[test]
fn rows_speak_up_to_what_they_were_kept_for() {
    const DONE: &str = "key_project_invest@152923";
    let mut desk = Desk::new();
    let said = |desk: &Desk, period: &str| desk.said(&format!("{DONE}:{period}"));
    desk.post(&projects(18, 17)).unwrap();
    desk.at = "2024-10-08T09:00:00+08:00";
    desk.keep(PeriodName::parse("2024M01-M09").unwrap().0);
    assert_eq!(said(&desk, "2024H1"), ["0.18"]);
    assert!(said(&desk, "2024M01-M09").is_empty());
    let rate = RATE.replace("06-30", "09-30");
    assert!(desk.said(&rate).is_empty());
    // The same sheet once more says that nothing changed since.
    desk.post(&projects(18, 17)).unwrap();
    assert_eq!(said(&desk, "2024M01-M09"), ["0.18"]);
    assert_eq!(desk.said(&rate), ["94.4"]);
    assert!(matches!(
        desk.post(&projects(18, 17)),
        Err(PostError::Unchanged(_))
    ));
    let poster = &desk.poster;
    let unfounded = desk.ledger.read(|reading| poster.unfounded(reading)).unwrap();
    assert!(unfounded.is_empty(), "{unfounded:?}");
}

#[test]
fn what_is_of_a_day_is_dated_by_it() {
    const DONE: &str = "key_project_invest@152923";
    let mut desk = Desk::new();
    desk.at = "2024-10-08T09:00:00+08:00";
    desk.keep(PeriodName::parse("2024M01-M09").unwrap().0);
    desk.post_as_of(&projects(18, 17), Some("2024-07-31")).unwrap();
    assert_eq!(desk.said(&format!("{DONE}:2024M01-M07")), ["0.18"]);
    assert!(desk.said(&format!("{DONE}:2024M01-M09")).is_empty());
}

/// What one row says of a day it says of itself: the others are of the day that they were brought in for.
#[test]
fn one_row_of_a_day_dates_no_other() {
    const DONE: &str = "key_project_invest@152923";
    let said = |desk: &Desk, period: &str| desk.said(&format!("{DONE}:{period}"));
    let one = |sum: &str| projects(1, 1).replace(",100\n", &format!(",{sum}\n"));
    let mut desk = Desk::new();
    desk.keep(PeriodName::parse("2024Q1").unwrap().0);
    desk.post(&projects(18, 17)).unwrap();
    // An earlier day: the half-year stays what it is, with the row as it was then.
    let (_, posted) = desk.post_as_of(&one("80"), Some("2024-03-31")).unwrap();
    assert_eq!(posted.sheets[0].untold, None);
    assert_eq!(said(&desk, "2024H1"), ["0.18"]);
    desk.post(&projects(18, 17).replace("P1,项目1", "P1,一号"))
        .unwrap();
    assert_eq!(said(&desk, "2024H1"), ["0.18"]);
    // What only rises was less in March, and is in June what it was told to be.
    let two = projects(2, 2)
        .replace(",100\n", ",20\n")
        .replace("P1,项目1", "P1,一号");
    let (_, posted) = desk.post_as_of(&two, Some("2024-03-31")).unwrap();
    assert!(posted.remarks.is_empty(), "{:?}", posted.remarks);
    assert_eq!(said(&desk, "2024H1"), ["0.18"]);
    let second = desk.ledger.read(|reading| reading.record("key_project", "P2"));
    let second = second.unwrap().unwrap();
    let held = |day: &str| second.on("year_completed", day.parse().unwrap()).cloned();
    let number = |sum: &str| Some(Cell::Number(sum.parse().unwrap()));
    assert_eq!(
        (held("2024-03-31"), held("2024-06-29")),
        (number("20"), number("20"))
    );
    assert_eq!(held("2024-06-30"), number("100"));
    // Of all else what rows say of March holds from then on, which is told, with how to keep June.
    let two = two.replace("P2,项目2", "P2,二号");
    let (_, posted) = desk.post_as_of(&two, Some("2024-03-31")).unwrap();
    let told: Vec<String> = posted
        .remarks
        .iter()
        .map(|told| format!("{} {}", told.at.cell, told.id()))
        .collect();
    assert_eq!(told, ["A3 register.overtaken"]);
    desk.post_as_of(&projects(2, 2), Some("2024-06-30")).unwrap();
    assert_eq!(said(&desk, "2024H1"), ["0.18"]);
    // A later day: the other rows are still of June.
    desk.at = "2024-10-08T09:00:00+08:00";
    desk.keep(PeriodName::parse("2024M01-M09").unwrap().0);
    let (_, posted) = desk.post_as_of(&one("300"), Some("2024-07-31")).unwrap();
    assert_eq!(posted.sheets[0].untold, Some("2024-07-31".parse().unwrap()));
    assert_eq!(said(&desk, "2024H1"), ["0.18"]);
    assert!(said(&desk, "2024M01-M07").is_empty() && said(&desk, "2024M01-M09").is_empty());
    // Neither does a correction say that the others are of September.
    let (_, posted) = desk.post(&one("310")).unwrap();
    assert_eq!(posted.sheets[0].untold, Some("2024-09-30".parse().unwrap()));
    assert!(said(&desk, "2024M01-M09").is_empty());
    // Who says that nothing else changed tells all of it, of that day.
    desk.post_unchanged(&one("320"), "2024-07-31").unwrap();
    assert_eq!(said(&desk, "2024M01-M07"), ["0.20"]);
    // A whole sheet without a day is of the last period that is over, whatever days came before.
    desk.post(&projects(18, 17).replace(",100\n", ",200\n")).unwrap();
    assert_eq!(said(&desk, "2024M01-M09"), ["0.36"]);
    let (_, posted) = desk.post_as_of(&one("90"), Some("2024-05-31")).unwrap();
    assert_eq!(posted.sheets[0].untold, None);
    assert_eq!(said(&desk, "2024M01-M09"), ["0.36"]);
    assert!(desk.unfounded().is_empty());
}

/// That no row counts is so as long as there are rows, or somebody kept them.
#[test]
fn none_reaches_as_far_as_the_rows_do() {
    const DAYS: &str = "air_good_days@152923";
    let mut desk = Desk::new();
    desk.at = "2024-10-08T09:00:00+08:00";
    desk.keep(PeriodName::parse("2024M01-M09").unwrap().0);
    let row = |day: &str| format!("旗站,2024-{day},是,重度污染\n");
    let rows: String = ["01-31", "02-29", "03-31", "04-30", "05-31", "06-30"]
        .map(row)
        .concat();
    desk.post(&format!("点位,日期,有效,级别\n{rows}")).unwrap();
    assert_eq!(desk.said(&format!("{DAYS}:2024H1")), ["0"]);
    assert!(desk.said(&format!("{DAYS}:2024M01-M09")).is_empty());
    // Nothing happened by the day that the sheet names, and of later nobody told.
    desk.post_as_of(
        "编号,类别,等级,发生日期\n1,生产安全事故,一般,2024-02-11\n",
        Some("2024-03-31"),
    )
    .unwrap();
    desk.keep(PeriodName::parse("2024Q1").unwrap().0);
    assert_eq!(desk.said("accident@152923:2024Q1"), ["1"]);
    for period in ["2024H1", "2024M01-M09"] {
        assert!(
            desk.said(&format!("accident@152923:{period}")).is_empty(),
            "{period}"
        );
    }
}

/// A row is held against records that its sheet does not have: of its month, of its name, of the days before.
#[test]
fn rows_are_held_against_what_is_there() {
    let mut desk = Desk::new();
    desk.at = "2025-02-01T09:00:00+08:00";
    let months = "企业,产品,月份,电量（万千瓦时）\n";
    desk.post(&format!("{months}电厂,发电量,2024-05-31,100\n"))
        .unwrap();
    let Err(PostError::Refused(complaints)) = desk.post(&format!("{months}电厂,发电量,2024-05-15,100\n"))
    else {
        unreachable!("two rows of May")
    };
    assert_eq!(complaints[0].id(), "register.same-month-kept");
    desk.post(&format!("{months}电厂,发电量,2024-05-31,110\n"))
        .unwrap();
    let remarks = |posted: &Posted| -> Vec<String> {
        let remarks = posted.remarks.iter();
        remarks
            .map(|remark| format!("{} {}", remark.at.cell, remark.id()))
            .collect()
    };
    desk.post(&projects(3, 2)).unwrap();
    let copied = projects(1, 1).replace("P1,", "Q1,");
    let (_, posted) = desk.post(&copied).unwrap();
    assert_eq!(remarks(&posted), ["B2 register.same-name-kept"]);
    let trend = "数据键,月末,累计数,单位\n";
    desk.post(&format!(
        "{trend}retail@152923,2024-05-31,4,亿元\nretail@152923,2024-03-31,2,亿元\n"
    ))
    .unwrap();
    let (_, posted) = desk
        .post(&format!("{trend}retail@152923,2024-04-30,45000,万元\n"))
        .unwrap();
    assert_eq!(remarks(&posted), ["C2 register.fell"]);
    // What a project came to falls from one day to the next; a correction of a day does not.
    let sum = |sum: &str| projects(3, 2).replace(",100\n", &format!(",{sum}\n"));
    let (_, posted) = desk.post_as_of(&sum("80"), Some("2024-07-31")).unwrap();
    assert_eq!(
        remarks(&posted),
        ["G2 register.fell", "G3 register.fell", "G4 register.fell"]
    );
    let (_, posted) = desk.post(&sum("70")).unwrap();
    assert!(posted.remarks.is_empty());
    assert_eq!(
        posted.sheets[0].corrects_since(),
        Some("2024-07-31".parse().unwrap())
    );
    let (_, posted) = desk.post_as_of(&sum("10"), Some("2025-01-31")).unwrap();
    assert!(posted.remarks.is_empty());
}

/// The days with good air of two stations are no days of both.
#[test]
fn two_stations_are_told_apart() {
    const DAYS: &str = "air_good_days";
    const SHARE: &str = "air_good";
    let mut desk = Desk::new();
    let row = |site: &str| format!("{site},2024-06-01,是,优\n{site},2024-06-02,是,良\n");
    let days = |sites: &[&str]| {
        format!(
            "点位,日期,有效,级别\n{}",
            sites.iter().map(|site| row(site)).collect::<String>()
        )
    };
    desk.post(&days(&["旗站"])).unwrap();
    assert_eq!(desk.said(&format!("{DAYS}@152923:2024H1")), ["2"]);
    assert_eq!(desk.said(&format!("{SHARE}@152923:2024H1")), ["100.0"]);
    desk.post(&days(&["旗站", "东站"])).unwrap();
    for (indicator, said) in [(DAYS, "2"), (SHARE, "100.0")] {
        assert!(desk.said(&format!("{indicator}@152923:2024H1")).is_empty());
        let east = format!("{indicator}{{site=\"东站\"}}@152923:2024H1");
        assert_eq!(desk.said(&east), [said]);
    }
}

/// Months that come to June say nothing of a third quarter, and nothing of nine months but their half-year.
#[test]
fn months_speak_up_to_the_last_of_them() {
    let mut desk = Desk::new();
    desk.at = "2024-10-08T09:00:00+08:00";
    desk.keep(PeriodName::parse("2024M01-M09").unwrap().0);
    desk.keep(PeriodName::parse("2024Q3").unwrap().0);
    let ends = ["01-31", "02-29", "03-31", "04-30", "05-31", "06-30"];
    let row = |end: &&str| format!("电厂,发电量,2024-{end},100\n");
    let rows: String = ends.iter().map(row).collect();
    desk.post(&format!("企业,产品,月份,电量（万千瓦时）\n{rows}"))
        .unwrap();
    assert_eq!(desk.said("power_gen@152923:2024H1"), ["600.00"]);
    for period in ["2024M01-M09", "2024Q3"] {
        assert!(desk.said(&format!("power_gen@152923:{period}")).is_empty());
    }
}

/// A column of what the year came to so far is nothing of a quarter; and rows that all lie before it are not none in it.
#[test]
fn a_quarter_is_not_reckoned_from_a_year_so_far_nor_from_no_rows() {
    let mut desk = Desk::new();
    desk.at = "2024-10-08T09:00:00+08:00";
    desk.post(&projects(18, 17)).unwrap();
    desk.post("编号,类别,等级,发生日期\n1,生产安全事故,一般,2024-03-11\n")
        .unwrap();
    desk.keep(PeriodName::parse("2024Q3").unwrap().0);
    desk.post(&projects(18, 18)).unwrap();
    desk.post("编号,类别,等级,发生日期\n1,生产安全事故,一般,2024-03-12\n")
        .unwrap();
    let quarter = PeriodName::parse("2024Q3").unwrap().0;
    let facts = desk.ledger.facts(Known::Now).unwrap();
    let of_quarter = facts.iter().filter(|kept| kept.fact.key.period == Some(quarter));
    let told: Vec<String> = of_quarter.map(|kept| kept.fact.key.to_string()).collect();
    assert!(told.is_empty(), "{told:?}");
}

/// Nothing is less than nothing, and nothing that has happened lies ahead.
#[test]
fn amounts_below_nought_and_days_to_come_are_told() {
    let mut desk = Desk::new();
    let refused = |desk: &mut Desk, text: &str| match desk.post(text) {
        Err(PostError::Refused(complaints)) => (complaints[0].id().to_owned(), complaints[0].at.to_string()),
        other => unreachable!("{other:?}"),
    };
    let below = projects(2, 2).replacen(",100\n", ",-100\n", 1);
    assert_eq!(
        refused(&mut desk, &below),
        ("register.negative".into(), "重点项目.csv G2".into())
    );
    let ahead = projects(2, 2).replacen("2024-03-12", "2034-03-12", 1);
    assert_eq!(
        refused(&mut desk, &ahead),
        ("register.not-yet".into(), "重点项目.csv F2".into())
    );
    // What is near may be what is planned: it is told, and taken.
    let (_, posted) = desk
        .post(&projects(2, 2).replacen("2024-03-12", "2024-08-01", 1))
        .unwrap();
    let told: Vec<&str> = posted.remarks.iter().map(juyan_register::Complaint::id).collect();
    assert_eq!(told, ["register.not-yet"]);
    let target = "目标编号,指标,年份,目标值,单位,目标形式,松紧\nMB-1,收入,2024,0,亿元,水平,不低于\n";
    assert!(matches!(desk.post(target), Err(PostError::Refused(_))));
    let (_, posted) = desk.post(&target.replace("不低于", "")).unwrap();
    assert_eq!(posted.remarks.len(), 1);
}

/// However it is typed, a code means the record that the ledger has, or that an earlier row begins.
#[test]
fn a_code_is_the_same_in_any_width_and_case() {
    let mut desk = Desk::new();
    desk.post(&projects(3, 2)).unwrap();
    let typed = projects(3, 2)
        .replace("P1,", "p1,")
        .replace("P2,", "Ｐ２,")
        .replace("P3,", "P 3,");
    assert!(matches!(desk.post(&typed), Err(PostError::Unchanged(_))));
    let (_, posted) = desk.post(&typed.replace(",100\n", ",120\n")).unwrap();
    let codes: Vec<&str> = posted.sheets[0]
        .rows
        .iter()
        .map(|row| row.code.as_str())
        .collect();
    assert_eq!(codes, ["P1", "P2", "P3"]);
    assert!(posted.sheets[0].rows.iter().all(|row| row.cells.len() == 1));
    // Two spellings of one new code are one record.
    let one = "项目代码,项目名称,级别,建设性质,进展阶段\nZD-9,新项目,盟级,新建,已批复\n";
    let other = "项目代码,项目名称,本年完成投资（万元）\nzd－9,新项目,150\n";
    let (_, posted) = desk.post_sheets(&[("甲", one), ("乙", other)]).unwrap();
    assert_eq!(posted.sheets[1].rows[0].code, "ZD-9");
    assert_eq!(desk.said("key_project@152923:2024H1"), ["4"]);
}

/// A code whose row was taken back is free: what comes next is spelled as it comes, and later spellings are that one.
#[test]
fn a_code_that_was_taken_back_is_no_other_record() {
    let mut desk = Desk::new();
    desk.post(&projects(3, 2)).unwrap();
    let row = |code: &str, sum: u8| {
        format!(
            "项目代码,项目名称,级别,建设性质,进展阶段,本年完成投资（万元）\n{code},新项目,盟级,新建,已批复,{sum}\n"
        )
    };
    let (change, _) = desk.post(&row("zd-9", 1)).unwrap();
    desk.undo(change.seq);
    desk.post(&row("ZD-9", 2)).unwrap();
    let (_, posted) = desk.post(&row("zd-9", 3)).unwrap();
    assert_eq!(posted.sheets[0].rows[0].code, "ZD-9");
    assert_eq!(desk.said("key_project@152923:2024H1"), ["4"]);
    // A stroke under is another code.
    let (_, posted) = desk.post(&row("ZD_9", 4)).unwrap();
    assert_eq!(posted.sheets[0].rows[0].code, "ZD_9");
}
