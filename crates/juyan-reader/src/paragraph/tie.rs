//! The figure that a growth, change, share or progress speaks of, and what it compares with.

use super::Paragraph;
use crate::clause::Clause;
use crate::role::{Measure, Said, measure};
use crate::topic::{BACK, Topic};
use juyan_catalogue::{Class, Family};
use juyan_model::{Base, Figure, FigureId, Mode, Role, Span};

impl Paragraph<'_, '_> {
    /// A level told after its growth (增长7%，达到65.3亿元) is what the growth speaks of.
    pub(super) fn tie_back(&mut self, topic: usize, id: FigureId, role: Role) {
        let doubled = self
            .facts
            .figures
            .get(id.0)
            .and_then(|figure| figure.unit.as_deref())
            .is_some_and(|unit| measure(Some(unit), self.catalogue) == Measure::Doubling);
        if doubled
            && self
                .facts
                .figures
                .get(id.0)
                .is_some_and(|figure| figure.of.is_none())
        {
            self.doubling = Some(id);
        }
        if role != Role::Level {
            return;
        }
        // 经济总量翻一番 opens a sentence; the next one gives the level.
        if let Some(doubling) = self
            .doubling
            .take()
            .filter(|doubling| self.continues(*doubling, id))
            && let Some(figure) = self.facts.figures.get_mut(doubling.0)
        {
            figure.of = Some(id);
        }
        let Some(topic) = self.topics.get(topic) else {
            return;
        };
        let sentence = topic.sentence;
        let is_rate = self.measure_of(id).is_ratio();
        // 城镇化率提升0.9个百分点、达62.1%
        let change = topic
            .change
            .filter(|change| is_rate && change.0 + 1 == id.0 && self.measure_of(*change) == Measure::Points);
        for earlier in [topic.growth, topic.share, topic.progress, change]
            .into_iter()
            .flatten()
        {
            if let Some(figure) = self.facts.figures.get_mut(earlier.0)
                && figure.of.is_none()
                && figure.sentence == sentence
            {
                figure.of = Some(id);
            }
        }
    }

    fn measure_of(&self, id: FigureId) -> Measure {
        let unit = self
            .facts
            .figures
            .get(id.0)
            .and_then(|figure| figure.unit.as_deref());
        measure(unit, self.catalogue)
    }

    /// Whether a level goes on with what was said to have doubled: no name of its own, the same indicator, or a name
    /// that begins alike.
    fn continues(&self, doubling: FigureId, level: FigureId) -> bool {
        let subject = |id: FigureId| self.facts.figures.get(id.0).and_then(|figure| figure.subject);
        let (Some(doubled), Some(told)) = (subject(doubling), subject(level)) else {
            return true;
        };
        let (doubled, told) = (doubled.of(self.text), told.of(self.text));
        let indicators = |word: &str| {
            self.catalogue
                .lexicon
                .get(word)
                .map(|entry| entry.indicators.clone())
                .unwrap_or_default()
        };
        let known = indicators(told);
        let alike = doubled
            .chars()
            .zip(told.chars())
            .take_while(|(a, b)| a == b)
            .count();
        alike >= 2 || indicators(doubled).iter().any(|id| known.contains(id))
    }

    /// The base of a growth or change of `subject`.
    pub(super) fn base_of(&mut self, said: &Said, kind: Measure, role: Role, subject: Option<Span>) -> Base {
        if let Some(base) = said.base {
            let base = if base == Base::Ytd && self.annual && said.year_end {
                Base::Yoy
            } else {
                base
            };
            self.base = Some(base);
            return base;
        }
        // 比去年同期73.8亿元增加1.5亿元
        let against = role == Role::Growth || role == Role::Change && kind != Measure::Points;
        if against && let Some(base) = self.compared_base {
            return base;
        }
        if self
            .facts
            .figures
            .last()
            .is_some_and(|figure| figure.base == Some(Base::Ytd) && figure.sentence == self.sentence)
            && role == Role::Growth
        {
            return Base::Ytd;
        }
        if let Some(base) = self.opened {
            return base;
        }
        match (role, kind) {
            (Role::Growth, Measure::Ratio | Measure::Times) => Base::Yoy,
            (Role::Change, Measure::Points) if said.pulls => Base::Yoy,
            (Role::Change, Measure::Points) => self.base.unwrap_or(Base::Other),
            (Role::Change, _) if self.goes_on_growing(subject) => self.base.unwrap_or(Base::Other),
            (Role::Change, _) => self.listed_base().unwrap_or(Base::Other),
            _ => Base::Other,
        }
    }

    /// The base of the change before, where a list goes on behind a semicolon: 粮食面积比上年增加0.4万亩；油料面积13万亩，减少0.2万亩.
    fn listed_base(&self) -> Option<Base> {
        let [.., before, level] = self.facts.figures.as_slice() else {
            return None;
        };
        let lists = before.sentence.of(self.text).ends_with(['；', ';'])
            && before.sentence.end == self.sentence.start
            && level.sentence == self.sentence;
        let alike = before.role == Role::Change && level.role == Role::Level && before.unit == level.unit;
        before.base.filter(|_| lists && alike)
    }

    /// The base that a clause names which says nothing else: 与上年相比，…; 从环比看，….
    pub(super) fn opening_base(&self, clause: &Clause<'_>) -> Option<Base> {
        let (word, words) = match clause.items {
            [word] => (word, clause.span.of(self.text).trim()),
            [open, word, close] if open.is(Class::FacetOpen) && close.is(Class::FacetClose) => {
                (word, Span::new(open.span.end, close.span.start).of(self.text))
            }
            _ => return None,
        };
        let base = if word.is(Class::Yoy) {
            Base::Yoy
        } else if word.is(Class::Mom) {
            Base::Mom
        } else {
            return None;
        };
        (!clause.nested && words == word.span.of(self.text)).then_some(base)
    }

    /// Whether a growth or change behind `level` speaks of something else than that.
    pub(super) fn is_of_other(
        &self,
        level: FigureId,
        role: Role,
        unit: Option<&str>,
        clause: &Clause<'_>,
    ) -> bool {
        role == Role::Change && self.is_of_position(level, unit)
            || self.is_of_what_they_do(level, role, clause)
    }

    /// Whether a growth that follows `level` in its clause is of what the enterprises counted there make, not of their number:
    /// 340家产值超亿元企业增长1.4%; or a progress of what the works are to take: 29个省重点项目完成年度投资计划的171.4%.
    fn is_of_what_they_do(&self, level: FigureId, role: Role, clause: &Clause<'_>) -> bool {
        let told = matches!(role, Role::Growth | Role::Progress);
        let Some(level) = self.facts.figures.get(level.0).filter(|_| told) else {
            return false;
        };
        let unit = level.unit.as_deref().and_then(|unit| self.catalogue.unit(unit));
        let bodies = unit.is_some_and(|unit| matches!(unit.family(), Family::Body | Family::Household));
        let behind = level
            .subject
            .is_some_and(|subject| subject.start >= level.span.end);
        let mut before = clause
            .items
            .iter()
            .take_while(|item| item.span.end <= level.span.start);
        let works = role == Role::Progress
            && measure(level.unit.as_deref(), self.catalogue) == Measure::Count
            && !before.any(|item| item.is(Class::Verb));
        (bodies && role == Role::Growth || works) && behind && clause.span.contains(level.span)
    }

    /// Whether a change is told in places of a ranking, and the level before it in something else: 投资9亿元，比上月上升1位.
    fn is_of_position(&self, level: FigureId, unit: Option<&str>) -> bool {
        let level = self.facts.figures.get(level.0);
        let counted = level.and_then(|level| level.unit.as_deref());
        unit.is_some_and(|unit| counted != Some(unit) && self.catalogue.lexicon.is(unit, Class::RankUnit))
    }

    /// Whether the growth of `subject` was told right before: 同比增长10.9%，增收2798万元.
    fn goes_on_growing(&self, subject: Option<Span>) -> bool {
        self.facts.figures.last().is_some_and(|before| {
            before.role == Role::Growth
                && before.sentence == self.sentence
                && before.subject == subject
                && subject.is_some()
        })
    }
}

/// The figure that a relation speaks of.
pub(super) fn tie(
    topic: &Topic,
    role: Role,
    kind: Measure,
    said: &Said,
    figures: &[Figure],
) -> Option<FigureId> {
    // The latest level is the one that grew: 2010年达到1402亿元，而2005年仅为681亿元，增长1.1倍.
    let end = |id: &FigureId| {
        figures
            .get(id.0)
            .and_then(|figure| figure.period)
            .map(|period| period.to)
    };
    let levels = topic.levels.iter().rev().take(BACK).rev().copied();
    let level = levels
        .filter(|level| !is_only_wanted(*level, topic, role, figures))
        .reduce(|best, next| {
            if end(&next) < end(&best) && end(&next).is_some() {
                best
            } else {
                next
            }
        });
    match role {
        Role::Change if said.of_rate => topic.growth.or(topic.rate),
        Role::Change if said.pulls => None,
        Role::Change if kind == Measure::Points && said.rated => topic.growth.or(topic.rate),
        Role::Change if kind == Measure::Points => topic.rate,
        Role::Growth | Role::Share | Role::Progress | Role::Change => level,
        Role::Level | Role::Rank | Role::Period | Role::Name | Role::Heading => None,
    }
}

/// Whether a level of `topic` is a plan where something done is told besides, of which `role` speaks: a progress or share of
/// what was done wherever that stands, a growth only where it stands last. 年度计划投资52亿元，上半年完成28.7亿元，占年度计划的55.2%:
/// the year ends after its half, and yet the progress is of the half.
fn is_only_wanted(level: FigureId, topic: &Topic, role: Role, figures: &[Figure]) -> bool {
    let is = |id: &FigureId, mode: Mode| figures.get(id.0).is_some_and(|figure| figure.mode == mode);
    let mut nearest = topic.levels.iter().rev().take(BACK);
    let done = match role {
        Role::Progress | Role::Share => nearest.any(|other| is(other, Mode::Actual)),
        _ => nearest.next().is_some_and(|last| is(last, Mode::Actual)),
    };
    done && is(&level, Mode::Plan)
}
