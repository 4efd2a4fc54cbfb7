//! Where a clause sets what it tells against something else, and which words only look so.

use super::{COMPARES, Lead, MOVES, Measure};
use crate::phrase;
use crate::scan::{Item, Sense, Thing};
use juyan_catalogue::{Class, Classes};
use juyan_model::Span;

impl Lead<'_, '_> {
    /// Position of the word from which on the clause compares, if it does.
    pub(super) fn comparison(&self) -> Option<usize> {
        self.items.iter().enumerate().position(|(at, item)| {
            if !item.any(COMPARES) || self.names_mean(at) || self.names_class(at) || self.qualifies(at) {
                return false;
            }
            if item.is(Class::Cause) {
                return at > 0 || phrase::has_letters(self.text, self.start, item.span.start);
            }
            if item.is(Class::Toward) {
                return self
                    .items
                    .get(at..)
                    .unwrap_or_default()
                    .iter()
                    .any(|later| later.is(Class::Pull));
            }
            let single = item.span.of(self.text).chars().nth(1).is_none();
            !single || self.compares(at) && !self.is_ratio_of(at) && !self.names_ratio(at)
        })
    }

    /// Whether what stands behind the word at `at` grows so much in the year, and is what is compared with: 低于年度增长6%目标.
    pub(super) fn moves_behind(&self, at: usize) -> bool {
        let against = Classes::of(&[Class::Above, Class::Below]);
        let lexicon = &self.catalogue.lexicon;
        let next = self.items.get(at + 1).filter(|_| self.adjacent(at));
        let annual = next.is_some_and(|next| lexicon.begins(next.span.of(self.text), Class::Annual));
        let last = self
            .items
            .len()
            .checked_sub(1)
            .filter(|last| self.adjacent(*last));
        let moves = Classes::of(&[Class::Rise, Class::Fall]);
        self.measure == Measure::Ratio
            && annual
            && self.items.get(at).is_some_and(|item| item.any(against))
            && last
                .and_then(|last| self.items.get(last))
                .is_some_and(|item| item.any(moves) && !item.any(against))
    }

    /// Where the words before `end` begin that say among whom a position is held: 在全市, 全国.
    pub(crate) fn before_place(&self, end: usize) -> usize {
        let inside = self.items.iter().filter(|item| item.span.end <= end);
        let within = self.catalogue.list("rank.within");
        let opens = |item: &&Item<'_>| within.iter().any(|word| word == item.span.of(self.text));
        if let Some(opener) = inside.clone().rfind(opens) {
            return opener.span.start;
        }
        let areas = Classes::of(&[Class::Area, Class::ScopeNation]);
        let mut edge = end;
        for item in inside.rev() {
            if item.span.end != edge || !item.any(areas) {
                break;
            }
            edge = item.span.start;
        }
        edge
    }

    /// Whether the word at `at` ends the name of a ratio, of which a value is told: 收入比缩小至1.97∶1, 产销比由2.1降为1.9.
    fn names_ratio(&self, at: usize) -> bool {
        const TOLD: Classes = Classes::of(&[Class::From, Class::To, Class::Link, Class::Deal]);
        let (Some(item), next) = (self.items.get(at), self.items.get(at + 1)) else {
            return false;
        };
        let named = item.span.start > self.start
            && self
                .text
                .get(..item.span.start)
                .is_some_and(|before| before.ends_with(phrase::is_letter));
        named && self.adjacent(at) && next.is_none_or(|next| next.any(TOLD))
    }

    /// Whether the word at `at` begins the name of things by the class that they pass: 优于Ⅱ类水质断面占比62.5%.
    fn names_class(&self, at: usize) -> bool {
        let class = self.items.get(at + 1).and_then(Item::number);
        let class = class.and_then(|number| self.scan.drafts.get(number));
        let opens = Classes::of(&[Class::Above, Class::Below]);
        self.items.get(at).is_some_and(|item| item.any(opens))
            && self.adjacent(at)
            && class.is_some_and(|class| class.sense == Sense::Name)
    }

    /// Whether the word at `at` only says which of the things are counted, or what was done: 产值同比增长的有41户, 受资金制约的2个,
    /// 超预算列支86万元.
    fn qualifies(&self, at: usize) -> bool {
        const MOVED: Classes = MOVES.with(Class::Flat);
        let behind = self.items.get(at + 1..).unwrap_or_default();
        let deed =
            |item: &Item<'_>| item.is(Class::Verb) && !item.any(Classes::of(&[Class::Finished, Class::To]));
        if self.items.get(at).is_some_and(|item| item.is(Class::VsPlan)) {
            return !self.measure.is_ratio() && behind.first().is_some_and(deed) && self.adjacent(at);
        }
        let there = Classes::of(&[Class::SomeOf, Class::Lead]);
        let behind = match behind {
            [rest @ .., last] if last.any(there) && last.span.end == self.end => rest,
            rest => rest,
        };
        let [.., moved, of] = behind else {
            return behind.last().is_some_and(|of| self.closes(of)) && self.is_cause(at);
        };
        self.closes(of) && (moved.any(MOVED) && moved.span.end == of.span.start || self.is_cause(at))
    }

    /// Whether a word is the 的 behind which a count stands, with nothing but 有 between.
    fn closes(&self, of: &Item<'_>) -> bool {
        let there = self
            .items
            .last()
            .is_some_and(|last| last.span.start == of.span.end && last.span.end == self.end);
        self.measure == Measure::Count && of.is(Class::Of) && (of.span.end == self.end || there)
    }

    /// How those moved that are counted, where nothing else names them: 下降 of 下降的有25户.
    pub(crate) fn moved(&self) -> Option<Span> {
        let of = self.items.iter().rposition(|item| item.is(Class::Of))?;
        let moved = self.items.get(of.checked_sub(1)?)?;
        let closes = self
            .items
            .get(of)
            .is_some_and(|of| self.closes(of) && of.span.start == moved.span.end);
        (closes && moved.any(MOVES.with(Class::Flat)) && !moved.is(Class::To)).then_some(moved.span)
    }

    fn is_cause(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.is(Class::Cause))
    }

    /// Whether the word at `at` says what the level was that a movement leaves: 由上年同期的1.75缩小到1.74.
    pub(super) fn is_left(&self, at: usize) -> bool {
        let from = at.checked_sub(1).filter(|from| self.adjacent(*from));
        from.and_then(|from| self.items.get(from))
            .is_some_and(|item| item.is(Class::From))
    }

    /// 比 and 较 compare when a time, a name in quotes or an area stands behind, or a movement later on.
    pub(super) fn compares(&self, at: usize) -> bool {
        let behind = self.items.get(at + 1..).unwrap_or_default();
        let next = behind.first();
        // 西宁与兰州实现高铁1小时互达: two places are joined, and none is measured by the other; 与江北区同居第一位 compares.
        let mut joins = self.catalogue.list("than.joins").iter();
        let ranked = behind.iter().any(|item| item.is(Class::RankVerb));
        let joined = !ranked
            && self
                .items
                .get(at)
                .is_some_and(|item| joins.any(|word| word == item.span.of(self.text)));
        let object = next.is_some_and(|item| match item.thing {
            Thing::Number(_) | Thing::Time(_) | Thing::Mark('“') => true,
            Thing::Word(entry) => !joined && (entry.classes.has(Class::Area) || !entry.regions.is_empty()),
            Thing::Mark(_) => false,
        }) && self.adjacent(at);
        let more = self.leads_by().is_some_and(|last| last > at);
        object
            || more
            || behind
                .iter()
                .any(|item| item.any(MOVES.with(Class::Above).with(Class::Below)))
    }

    /// Whether the word at `at` opens the name of a mean: 平均跑动次数减少93%, 年平均停电时间7分钟.
    pub(super) fn names_mean(&self, at: usize) -> bool {
        let mean = self
            .items
            .get(at)
            .filter(|item| item.is(Class::Average) && !item.any(MOVES.with(Class::RateNoun)));
        let Some(mean) = mean else { return false };
        let mut behind = self.items.get(at + 1..).unwrap_or_default().iter();
        let moves = behind.find(|item| item.any(MOVES));
        // 用户年平均停电时间不超过7分钟
        let deeds = Classes::of(&[Class::Verb, Class::Newly]);
        let named = || {
            let last = self.items.last();
            !self.measure.is_ratio() && last.is_none_or(|last| !last.any(deeds) || last.span.end < self.end)
        };
        let end = moves
            .map(|moves| moves.span.start)
            .or_else(|| named().then_some(self.end));
        end.is_some_and(|end| self.names_between(at, mean.span.end, end))
    }

    /// Whether letters of no word, or a word that names, stand between two places behind the word at `at`.
    fn names_between(&self, at: usize, start: usize, end: usize) -> bool {
        const NAMES: Classes = Classes::of(&[Class::Noun, Class::Stock, Class::Flow, Class::Attribute]);
        let mut edge = start;
        for item in self
            .items
            .get(at + 1..)
            .unwrap_or_default()
            .iter()
            .take_while(|item| item.span.end <= end)
        {
            let names = matches!(item.thing, Thing::Word(entry) if entry.classes.any(NAMES) || !entry.indicators.is_empty());
            if phrase::has_letters(self.text, edge, item.span.start) || names {
                return true;
            }
            edge = item.span.end;
        }
        phrase::has_letters(self.text, edge, end)
    }

    /// Whether the word at `at` joins the two things of which a ratio is told: 物流费用与生产总值的比率降至15%.
    fn is_ratio_of(&self, at: usize) -> bool {
        let behind = self.items.get(at + 1..).unwrap_or_default();
        let ratio = behind.windows(2).position(|words| match words {
            [of, ratio] => of.is(Class::Of) && ratio.is(Class::RateSuffix) && of.span.end == ratio.span.start,
            _ => false,
        });
        ratio.is_some_and(|ratio| !behind.iter().skip(ratio).any(|item| item.any(COMPARES)))
    }

    /// Position of the word that says which place was left: 从全国第9位升至….
    pub(super) fn place_left(&self) -> Option<usize> {
        let from = self
            .items
            .iter()
            .rposition(|item| !item.any(Classes::of(&[Class::Area, Class::ScopeNation])))?;
        let is_from = self.items.get(from).is_some_and(|item| item.is(Class::From));
        (is_from && (from..self.items.len()).all(|at| self.adjacent(at))).then_some(from)
    }

    /// Position of the word right before the number that says by how much one is more or less: 比计划多0.4万亩.
    pub(super) fn leads_by(&self) -> Option<usize> {
        const BY: Classes = Classes::of(&[Class::MoreBy, Class::LessBy]);
        let last = self.items.len().checked_sub(1).filter(|at| self.adjacent(*at))?;
        self.items.get(last).filter(|word| word.any(BY)).map(|_| last)
    }
}
