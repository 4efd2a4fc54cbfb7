//! A desk at which registers are kept.
#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "not every test asks for all; a test stops where it stands"
)]

use juyan_ledger::{Act, ActKind, Change, Known, Ledger, Paper};
use juyan_model::{Date, Fact, Period, PeriodName, Source, Span, Value, Worth};
use juyan_posting::{Moved, PostError, Posted, Poster, PosterSheet, Posting, Turned, Unfounded};
use juyan_register::Grid;

pub(crate) const HEADINGS: &str = "项目代码,项目名称,级别,建设性质,进展阶段,开工日期,本年完成投资（万元）\n";
pub(crate) const RATE: &str = "key_project_start@152923:2024-06-30";

/// `count` projects of which `started` have begun by the middle of 2024.
pub(crate) fn projects(count: usize, started: usize) -> String {
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

pub(crate) struct Desk {
    pub(crate) poster: Poster<'static>,
    pub(crate) ledger: Ledger,
    pub(crate) at: &'static str,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let at = "2024-07-01T09:00:00+08:00";
        Self {
            poster: Poster::new(juyan::catalogue()),
            ledger: Ledger::in_memory("152923", &act(at)).unwrap(),
            at,
        }
    }

    pub(crate) fn sheet(&self, text: &str) -> [PosterSheet<'static>; 1] {
        [self
            .poster
            .sheet(&Grid::of_csv("重点项目.csv", text), None)
            .unwrap()]
    }

    pub(crate) fn post(&mut self, text: &str) -> Result<(Change, Posted), PostError> {
        self.post_as_of(text, None)
    }

    /// Several sheets of one workbook, each with its name.
    pub(crate) fn post_sheets(&mut self, sheets: &[(&str, &str)]) -> Result<(Change, Posted), PostError> {
        let read = |(name, text): &(&str, &str)| {
            let grid = Grid {
                sheet: (*name).into(),
                ..Grid::of_csv("重点项目.xlsx", text)
            };
            self.poster.sheet(&grid, None).unwrap()
        };
        let sheets: Vec<_> = sheets.iter().map(read).collect();
        let posting = Posting {
            periods: vec![half()],
            ..Posting::of(&sheets)
        };
        self.ledger
            .attempt(&act(self.at), |change| self.poster.post(change, &posting))
    }

    pub(crate) fn undo(&mut self, change: i64) -> (Change, Vec<Turned>) {
        let enter = act(self.at);
        self.poster.undo(&mut self.ledger, change, &enter).unwrap()
    }

    /// Has facts reckoned for `period` from now on, as who records a paper of it.
    pub(crate) fn keep(&mut self, period: Period) -> Change {
        let poster = &self.poster;
        let kept = self.ledger.change(&act(self.at), |change| {
            change.keep_period(period)?;
            poster.follow(change)
        });
        kept.unwrap().0
    }

    pub(crate) fn post_as_of(
        &mut self,
        text: &str,
        since: Option<&str>,
    ) -> Result<(Change, Posted), PostError> {
        let sheets = self.sheet(text);
        let posting = Posting {
            since: since.map(|day| day.parse::<Date>().unwrap()),
            periods: vec![half()],
            ..Posting::of(&sheets)
        };
        self.ledger
            .attempt(&act(self.at), |change| self.poster.post(change, &posting))
    }

    /// Some rows as of a day, of a register whose other records are as they were.
    pub(crate) fn post_unchanged(&mut self, text: &str, since: &str) -> Result<(Change, Posted), PostError> {
        let sheets = self.sheet(text);
        let posting = Posting {
            since: Some(since.parse().unwrap()),
            rest_unchanged: true,
            ..Posting::of(&sheets)
        };
        self.ledger
            .attempt(&act(self.at), |change| self.poster.post(change, &posting))
    }

    /// What stands and does not follow.
    pub(crate) fn unfounded(&self) -> Unfounded {
        let unfounded = self.ledger.read(|reading| self.poster.unfounded(reading));
        unfounded.unwrap()
    }

    pub(crate) fn said(&self, key: &str) -> Vec<String> {
        self.said_as(key, Known::Now)
    }

    pub(crate) fn said_as(&self, key: &str, known: Known) -> Vec<String> {
        let facts = self.ledger.facts_under(&key.parse().unwrap(), known).unwrap();
        facts
            .iter()
            .map(|kept| kept.fact.printed.unwrap().digits.to_string())
            .collect()
    }
}

pub(crate) fn act(at: &str) -> Act {
    Act::new(ActKind::Import, "投资科", at.parse().unwrap())
}

pub(crate) fn half() -> Period {
    PeriodName::parse("2024H1").unwrap().0
}

/// A paper that says nothing but `text`, and the fact that it states with it.
pub(crate) fn stated(text: &str, key: &str, worth: &str) -> (Paper, Fact) {
    let paper = Paper {
        name: "report.txt".into(),
        format: "txt".into(),
        title: None,
        region: None,
        period: None,
        text: text.into(),
    };
    let source = Source::Document {
        document: paper.digest(),
        span: Span::new(0, text.len()),
        sentence: Span::new(0, text.len()),
    };
    let worth = Worth::Number(Value::One(worth.parse().unwrap()));
    (paper, Fact::new(key.parse().unwrap(), worth, source))
}

/// What of an import moved under `key`.
pub(crate) fn moved<'p>(posted: &'p Posted, key: &str) -> &'p Moved {
    let mut moved = posted.moved.iter();
    moved.find(|moved| moved.key.to_string() == key).unwrap()
}
