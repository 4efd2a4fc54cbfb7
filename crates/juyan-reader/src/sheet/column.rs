//! What the headings above a column say of the numbers below: what they are, in which unit, of when, done or planned.

use super::mean;
use super::unit::{self, Stated};
use super::word::{self, Job, Word};
use crate::date::{self, DateExpr};
use crate::role::Measure;
use juyan_catalogue::Catalogue;
use juyan_model::{Base, Mode, Role};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    /// Numbers that state facts.
    #[default]
    Values,
    /// The names of rows.
    Names,
    /// The unit of each row.
    Units,
    /// Numbering, remarks: nothing that states a fact.
    Other,
}

/// What the headings of a column say.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that headings may say, apart from the others"
)]
pub(crate) struct Column {
    /// The headings, outermost first, without white space.
    pub(crate) heads: Vec<String>,
    pub(crate) kind: Kind,
    /// Whether it holds codes that are longer the deeper their rows lie: 201, 20103.
    pub(crate) codes: bool,
    /// Which names of rows are this column's: the how-manieth column of names.
    pub(crate) side: usize,
    /// The role of its numbers; none where they are levels.
    pub(crate) role: Option<Role>,
    /// What a growth or change compares with.
    pub(crate) base: Option<Base>,
    /// Whether a fall is told without a sign.
    pub(crate) falls: bool,
    /// The unit that the headings state.
    pub(crate) unit: Option<Stated>,
    /// The unit that the role implies where none is stated.
    pub(crate) implied: Option<Stated>,
    /// The one of the caption's units that fits the headings.
    pub(crate) captioned: Option<Stated>,
    /// The indicators that its headings name, by their place in the catalogue: what is told of rows that are regions.
    pub(crate) measured: Vec<u32>,
    /// Whether levels are done, planned or foreseen; none where the headings say nothing.
    pub(crate) mode: Option<Mode>,
    /// The times that the headings name as their own.
    pub(crate) dates: Vec<DateExpr>,
    /// Whether the time is that of the report a year before: 上年同期.
    pub(crate) year_before: bool,
    /// Whether the number is the quotient of two other columns: 为上年决算数的%.
    pub(crate) quotient: bool,
    /// Whether it is reckoned on another basis than the printed levels: 同口径.
    pub(crate) comparable: bool,
    /// Whether it is the sum of its neighbours: 合计.
    pub(crate) total: bool,
    /// Whether it is one of the parts of its neighbour: 其中.
    pub(crate) among: bool,
}

impl Column {
    /// Reads the headings of a column.
    pub(crate) fn read(heads: Vec<String>, catalogue: &Catalogue) -> Self {
        let words: Vec<Vec<Word>> = heads.iter().map(|head| word::words(head, catalogue)).collect();
        let said = Said { words: &words };
        let mut column = Self {
            unit: heads
                .iter()
                .rev()
                .find_map(|head| unit::stated(head, catalogue).into_iter().next()),
            comparable: said.has(Job::Comparable),
            among: heads.iter().any(|head| begins(head, Job::Among, catalogue)),
            total: heads
                .last()
                .is_some_and(|head| is_total(head, catalogue).is_some()),
            ..Self::default()
        };
        column.settle_role(said, catalogue);
        column.settle_time(&heads, &words, catalogue);
        column.measured = heads
            .iter()
            .rev()
            .map(|head| measured(head, catalogue))
            .find(|named| !named.is_empty())
            .unwrap_or_default();
        column.heads = heads;
        column
    }

    /// Whether the headings name a column of this kind alone: 序号, 计量单位, 备注.
    pub(crate) fn is_named(&self, job: Job, catalogue: &Catalogue) -> bool {
        let bare = |head: &String| {
            let end = head.find(['（', '(']).unwrap_or(head.len());
            word::is(head.get(..end).unwrap_or(head), job, catalogue)
        };
        self.heads.last().is_some_and(bare)
    }

    /// Whether its numbers are levels.
    pub(crate) fn is_level(&self) -> bool {
        self.kind == Kind::Values && self.role.is_none() && !self.quotient
    }

    /// Whether its numbers are means, prices or other quotients of amounts, by their unit or by what the headings call them.
    pub(crate) fn is_mean(&self, catalogue: &Catalogue) -> bool {
        let unit = self.unit.as_ref().or(self.captioned.as_ref());
        let by_unit = unit.is_some_and(|unit| mean::is_unit_of_mean(&unit.unit, catalogue));
        by_unit || self.heads.iter().any(|head| mean::is_mean(head, catalogue))
    }

    /// A caption that ends with the name of a rate of movement, and states no unit but a percentage, says what the columns
    /// without a role tell: 居民消费价格比上年涨跌幅度（%）.
    pub(crate) fn settle_by_caption(&mut self, lines: &[&str], catalogue: &Catalogue) {
        if self.kind != Kind::Values || self.role.is_some() || self.quotient || self.unit.is_some() {
            return;
        }
        let moves = lines.iter().find_map(|line| {
            let name = word::closed(mean::bare(line));
            let words = word::words(&name, catalogue);
            let last = words.iter().filter(|word| word.end == name.len());
            let moves = |word: &Word| matches!(word.job, Job::Rate | Job::Move | Job::Fall);
            last.clone().any(moves).then_some(words)
        });
        if let Some(words) = moves {
            self.role = Some(Role::Growth);
            self.base = Some(base(Said { words: &[words] }));
        }
    }

    fn settle_role(&mut self, said: Said<'_>, catalogue: &Catalogue) {
        let ratio = self.unit.as_ref().is_some_and(|unit| unit.is_ratio(catalogue));
        let points = self
            .unit
            .as_ref()
            .is_some_and(|unit| unit.measure(catalogue) == Measure::Points);
        let amount = self.unit.is_some() && !ratio;
        let rate = said.has(Job::Rate);
        let moved = rate || said.any(&[Job::Move, Job::Fall, Job::Change]);
        let planned = said.has(Job::Plan);
        if said.has(Job::Rank) {
            self.role = Some(Role::Rank);
        } else if moved {
            let change = points || amount || said.has(Job::Change) && !ratio;
            self.role = Some(if change { Role::Change } else { Role::Growth });
            self.falls = said.has(Job::Fall) && !said.has(Job::Move);
            self.base = Some(base(said));
            self.implied = (!change && self.unit.is_none()).then(Stated::percent);
        } else if said.has(Job::Share) && !planned && (ratio || !amount) {
            self.role = Some(Role::Share);
            self.implied = self.unit.is_none().then(Stated::percent);
        } else if !amount && (said.has(Job::Progress) || planned && said.has(Job::Share))
            || ratio && planned && said.any(&[Job::Done, Job::Than])
        {
            self.role = Some(Role::Progress);
            self.implied = self.unit.is_none().then(Stated::percent);
        } else {
            self.quotient = ratio && said.has(Job::Than);
        }
        if self.role.is_none() || self.role == Some(Role::Growth) || self.role == Some(Role::Change) {
            self.mode = said.mode(self.role.is_some());
        }
    }

    /// The times that stand before what is compared with.
    fn settle_time(&mut self, heads: &[String], words: &[Vec<Word>], catalogue: &Catalogue) {
        let edges = [Job::Than, Job::Share, Job::Progress, Job::Rate, Job::Change];
        for (head, words) in heads.iter().zip(words) {
            let edge = words
                .iter()
                .find(|word| edges.contains(&word.job))
                .map_or(head.len(), |word| word.start);
            let own = head.get(..edge).unwrap_or_default();
            self.dates.extend(dates(own, catalogue));
            self.year_before |= words
                .iter()
                .any(|word| word.job == Job::Same && word.start < edge);
        }
        self.year_before &= self.role.is_none();
    }
}

/// The indicators that a heading names, before or behind what it says of their numbers: 规上工业增加值增速.
fn measured(head: &str, catalogue: &Catalogue) -> Vec<u32> {
    let name = mean::bare(head);
    let words = word::words(name, catalogue);
    let start = words
        .iter()
        .take_while(|word| word.start == 0)
        .map(|word| word.end)
        .max();
    let end = words.iter().map(|word| word.start).find(|start| *start > 0);
    let (start, end) = (start.unwrap_or(0), end.unwrap_or(name.len()));
    let named = |from: usize, to: usize| {
        let words = name.get(from..to).filter(|words| !words.is_empty())?;
        let entry = catalogue.lexicon.get(words)?;
        (!entry.indicators.is_empty()).then(|| entry.indicators.to_vec())
    };
    let tries = [(0, name.len()), (0, end), (start, name.len()), (start, end)];
    tries
        .into_iter()
        .find_map(|(from, to)| named(from, to))
        .unwrap_or_default()
}

/// What the words of all headings say together.
#[derive(Clone, Copy)]
struct Said<'w> {
    words: &'w [Vec<Word>],
}

impl Said<'_> {
    fn has(self, job: Job) -> bool {
        self.words.iter().flatten().any(|word| word.job == job)
    }

    fn any(self, jobs: &[Job]) -> bool {
        jobs.iter().any(|job| self.has(*job))
    }

    /// Done, planned or foreseen; of a comparison what stands before the word that compares.
    fn mode(self, compares: bool) -> Option<Mode> {
        let edge = |words: &Vec<Word>| {
            let than = words.iter().find(|word| word.job == Job::Than);
            than.filter(|_| compares).map_or(usize::MAX, |than| than.start)
        };
        let has = |job: Job| {
            self.words.iter().any(|words| {
                words
                    .iter()
                    .any(|word| word.job == job && word.start < edge(words))
            })
        };
        if has(Job::Foreseen) {
            Some(Mode::Forecast)
        } else if has(Job::Done) {
            Some(Mode::Actual)
        } else if has(Job::Plan) {
            Some(Mode::Plan)
        } else {
            None
        }
    }
}

/// What a movement compares with.
fn base(said: Said<'_>) -> Base {
    let than_plan = said.words.iter().any(|words| {
        let than = words.iter().find(|word| word.job == Job::Than);
        than.is_some_and(|than| {
            words
                .iter()
                .any(|word| word.job == Job::Plan && word.start >= than.end)
        })
    });
    if said.has(Job::Begin) {
        Base::Ytd
    } else if said.has(Job::Yearly) {
        Base::Other
    } else if said.has(Job::Month) {
        Base::Mom
    } else if than_plan {
        Base::Plan
    } else {
        Base::Yoy
    }
}

/// The times that `text` names.
pub(crate) fn dates(text: &str, catalogue: &Catalogue) -> Vec<DateExpr> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) {
        match date::date(text, at, catalogue) {
            Some(expr) if at + expr.len <= text.len() => {
                at += expr.len.max(1);
                found.push(expr);
            }
            Some(_) | None => at += next.len_utf8(),
        }
    }
    found
}

/// Whether `text` begins with a word that does `job`.
pub(crate) fn begins(text: &str, job: Job, catalogue: &Catalogue) -> bool {
    word::words(text, catalogue)
        .iter()
        .any(|word| word.job == job && word.start == 0)
}

/// Whether a name ends as a total or subtotal does: 收入合计, 合计（万元）.
pub(crate) fn is_total(name: &str, catalogue: &Catalogue) -> Option<Job> {
    let end = name.find(['（', '(']).filter(|at| *at > 0).unwrap_or(name.len());
    let bare = name.get(..end).unwrap_or(name);
    word::words(bare, catalogue)
        .iter()
        .find(|word| word.end == bare.len() && matches!(word.job, Job::Total | Job::Subtotal))
        .map(|word| word.job)
}
