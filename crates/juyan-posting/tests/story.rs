//! A register as departments keep it: filled, corrected, carried on, taken back; and the facts that follow.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

use juyan_ledger::{Act, ActKind, Change, Known, Ledger, Standing};
use juyan_model::{Date, Key, Period, PeriodName};
use juyan_posting::{PostError, Posted, Poster, PosterSheet, Posting, RowKind};
use juyan_register::Grid;

const HEADINGS: &str = "项目代码,项目名称,级别,建设性质,进展阶段,开工日期,本年完成投资（万元）\n";
const RATE: &str = "key_project_start.progress@152923:2024-06-30";

/// `count` projects of which `started` have begun by the middle of 2024.
fn projects(count: usize, started: usize) -> String {
    let row = |number: usize| {
        let (stage, day) = if number <= started {
            ("已开工", "2024-03-12")
        } else {
            ("已批复", "")
        };
        format!("P{number},项目{number},盟级,新建,{stage},{day},100\n")
    };
    HEADINGS.to_owned() + &(1..=count).map(row).collect::<String>()
}

struct Desk {
    poster: Poster<'static>,
    ledger: Ledger,
    at: &'static str,
}

impl Desk {
    fn new() -> Self {
        let at = "2024-07-01T09:00:00+08:00";
        Self {
            poster: Poster::new(juyan::catalogue()),
            ledger: Ledger::in_memory("152923", &act(at)).unwrap(),
            at,
        }
    }

    fn sheet(&self, text: &str) -> [PosterSheet<'static>; 1] {
        [self
            .poster
            .sheet(&Grid::of_csv("重点项目.csv", text), None)
            .unwrap()]
    }

    fn post(&mut self, text: &str) -> Result<(Change, Posted), PostError> {
        self.post_as_of(text, None)
    }

    fn post_as_of(&mut self, text: &str, since: Option<&str>) -> Result<(Change, Posted), PostError> {
        let sheets = self.sheet(text);
        let posting = Posting {
            since: since.map(|day| day.parse::<Date>().unwrap()),
            periods: vec![half()],
            ..Posting::of(&sheets)
        };
        self.ledger
            .attempt(&act(self.at), |change| self.poster.post(change, &posting))
    }

    fn said(&self, key: &str) -> Vec<String> {
        self.said_as(key, Known::Now)
    }

    fn said_as(&self, key: &str, known: Known) -> Vec<String> {
        let facts = self.ledger.facts_under(&key.parse().unwrap(), known).unwrap();
        facts
            .iter()
            .map(|kept| kept.fact.printed.unwrap().digits.to_string())
            .collect()
    }
}

fn act(at: &str) -> Act {
    Act::new(ActKind::Import, "投资科", at.parse().unwrap())
}

fn half() -> Period {
    PeriodName::parse("2024H1").unwrap().0
}

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
    assert_eq!(moved, ["key_project{stage=started}@152923:2024-06-30", RATE]);
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
        rehearse: true,
        ..Posting::of(&sheets)
    };
    let told = desk
        .ledger
        .attempt(&act(desk.at), |change| desk.poster.post(change, &posting));
    let Err(PostError::Rehearsed(told)) = told else {
        unreachable!("{told:?}")
    };
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
    let (undone, moved) = {
        let poster = &desk.poster;
        desk.ledger
            .undo_and(second.seq, &act(desk.at), |change| poster.follow_all(change))
            .unwrap()
    };
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
    let poster = &desk.poster;
    desk.ledger
        .undo_and(change.seq, &act(desk.at), |change| poster.follow_all(change))
        .unwrap();
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
    let lineage = desk.poster.lineage(&desk.ledger, &kept).unwrap().unwrap();
    assert_eq!(lineage.derived.operands().len(), 17 + 18);
    let origins = desk.poster.origins(&desk.ledger, "key_project", "P2").unwrap();
    let cell = serde_json::to_string(&origins["started"]).unwrap();
    assert!(cell.contains("\"cell\":\"F3\""), "{cell}");
}
