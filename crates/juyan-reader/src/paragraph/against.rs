//! What a rate is compared with, its value in brackets behind it: 高于全国（3.9%）3.6个百分点. The rate in the brackets is of the
//! other, and the points behind them are of the one that the sentence speaks of.

use super::{Paragraph, Reads, Target};
use crate::clause::{Clause, is_fact};
use crate::phrase;
use crate::role::{self, Lead, Measure, Said, measure};
use crate::scan::{Item, Thing};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Base, Role, Span};

/// The other that a clause ends with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Against {
    /// Its name.
    name: Span,
    /// Where the name ends and the brackets open.
    end: usize,
    /// Whether it is the same thing at another time: 比上半年（6.2%）回落.
    timed: bool,
    /// Whether it is what was planned: 比年度目标（5%）低.
    planned: bool,
    /// Whether the sentence's own is less: 低于全国（5.4%）.
    below: bool,
    /// The base that the words before its value name: 比上年的79.5%提高.
    base: Option<Base>,
}

/// Which way something is off from what was wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Off {
    /// As the word right before the points says.
    Said,
    /// Below it, as the word before the plan says.
    Below,
}

impl Paragraph<'_, '_> {
    /// What a clause compares with in its last words.
    pub(super) fn compares_with(&self, clause: &Clause<'_>) -> Option<Against> {
        const COMPARES: Classes = Classes::of(&[Class::Above, Class::Below, Class::Than, Class::VsPlan]);
        if !clause.says(COMPARES) {
            return None;
        }
        let items = clause.items;
        let word = items.iter().rfind(|item| item.any(COMPARES))?;
        // 比年初目标 is one word.
        let whole = word.is(Class::VsPlan) && word.is(Class::PlanWhole) && word.span.end == clause.span.end;
        let start = if whole { word.span.start } else { word.span.end };
        let name = Span::new(start, clause.span.end);
        let behind = || items.iter().filter(|item| item.span.start >= name.start);
        let ends = !behind().any(|item| is_fact(item, self.scan));
        let opens = self.text.get(name.end..)?.starts_with(['（', '(']);
        let is_time = |item: &Item<'_>| matches!(item.thing, Thing::Time(_) | Thing::Number(_));
        let against = Against {
            name,
            end: name.end,
            timed: behind().any(is_time),
            planned: behind().any(|item| item.is(Class::PlanWhole)),
            below: word.is(Class::Below),
            base: None,
        };
        (ends && opens && !name.of(self.text).is_empty()).then_some(against)
    }

    /// The place whose value a bracket tells: 全市 of 同比增长7.5%（全市11.1%）.
    pub(super) fn place_in(clause: &Clause<'_>) -> Option<Against> {
        let [place, number] = clause.items else {
            return None;
        };
        let Thing::Word(entry) = place.thing else {
            return None;
        };
        let area = place.any(Classes::of(&[Class::Area, Class::ScopeNation])) || !entry.regions.is_empty();
        let joined = place.span.start == clause.span.start && place.span.end == number.span.start;
        (clause.nested && area && joined && number.number().is_some()).then_some(Against {
            name: place.span,
            end: place.span.end,
            timed: false,
            planned: false,
            below: false,
            base: None,
        })
    }

    /// Reads brackets that hold a rate and nothing else as the value of `against`; says whether they do.
    pub(super) fn value_of(&mut self, clause: &Clause<'_>, facts: &[usize], against: Against) -> bool {
        let [at] = facts else { return false };
        let Some(item) = clause.items.get(*at) else {
            return false;
        };
        let inside = clause.span.contains(against.name);
        let near = against.end + '（'.len_utf8() >= clause.span.start && against.end < clause.span.start;
        let begins = if inside { against.end } else { clause.span.start };
        let bare = !phrase::has_letters(self.text, begins, item.span.start)
            && !phrase::has_letters(self.text, item.span.end, clause.span.end);
        let unit = self.unit(item);
        let kind = measure(unit.as_deref(), self.catalogue);
        if !(near || inside) || !bare || kind != Measure::Ratio {
            return false;
        }
        let topic = self
            .topics
            .current_at(false)
            .and_then(|topic| self.topics.get(topic));
        let grows = topic.is_some_and(|topic| topic.growth.is_some());
        let own = against.timed || against.planned;
        let same = topic.and_then(|topic| topic.subject).filter(|_| own);
        let lead = Lead {
            text: self.text,
            items: &[],
            start: clause.span.start,
            end: item.span.start,
            measure: kind,
            scan: self.scan,
            catalogue: self.catalogue,
        };
        let mut said = role::said(lead, false);
        if grows {
            said.role = Role::Growth;
            said.base = Some(Base::Yoy);
        }
        said.compared = against.timed && !against.planned;
        let reads = Reads {
            own: None,
            said: &said,
            kind,
            unit: unit.as_ref(),
        };
        self.fact(clause, item, &reads, Target::Apart(same.unwrap_or(against.name)));
        self.by = Some(against).filter(|_| !inside);
        true
    }

    /// Reads what a rate was at the time or in the plan that it is compared with, the points right behind:
    /// 较2020年的51.3%提高17.2个百分点, 距全年6.5%的目标还差0.7个百分点.
    pub(super) fn was_then(
        &mut self,
        clause: &Clause<'_>,
        (run, later): (&[usize], &[Vec<usize>]),
        said: &mut Said,
        (own, kind): (Option<Span>, Measure),
    ) -> bool {
        if self.grew_then(clause, (run, later), said, kind) {
            return true;
        }
        let ([at], Some([next, ..])) = (run, later.first().map(Vec::as_slice)) else {
            return false;
        };
        if kind != Measure::Ratio || said.role != Role::Level {
            return false;
        }
        let (Some(item), Some(points)) = (clause.items.get(*at), clause.items.get(*next)) else {
            return false;
        };
        let by = measure(self.unit(points).as_deref(), self.catalogue) == Measure::Points;
        let base = said.base;
        let off = Self::is_wanted_then(clause, (*at, *next));
        let planned = off.is_some();
        let topic = self
            .topics
            .current_at(clause.nested)
            .and_then(|topic| self.topics.get(topic));
        let topic =
            topic.filter(|topic| topic.sentence == clause.sentence && topic.rate.or(topic.growth).is_some());
        let told = topic
            .filter(|_| by && (planned || Self::is_of_then(clause, (*at, *next))))
            .and_then(|topic| Some((topic.subject?, topic.growth.is_some())));
        // 增速与全年6.5%的目标相差0.7个百分点: what is off is named here.
        let named = || own.filter(|_| by && planned).map(|own| (own, said.rated));
        let Some((subject, grew)) = told.or_else(named) else {
            return false;
        };
        if told.is_none() {
            self.topics.open(Some(subject), clause.sentence, clause.nested);
        }
        if grew {
            said.role = Role::Growth;
            said.base = Some(Base::Yoy);
        }
        said.compared = !planned;
        let unit = self.unit(item);
        let reads = Reads {
            own: None,
            said,
            kind,
            unit: unit.as_ref(),
        };
        self.fact(clause, item, &reads, Target::Apart(subject));
        self.by = Some(Against {
            name: subject,
            end: item.span.end,
            timed: true,
            planned,
            below: off == Some(Off::Below),
            base: base.filter(|_| !planned),
        });
        true
    }

    /// Whether the number at the first place is what is compared with at a time, the movement to the second right behind.
    fn is_of_then(clause: &Clause<'_>, (at, next): (usize, usize)) -> bool {
        const BY: Classes = Classes::of(&[Class::Rise, Class::Fall, Class::MoreBy, Class::LessBy]);
        const THAN: Classes = Classes::of(&[Class::Than, Class::Yoy, Class::Mom, Class::Ytd, Class::YearEnd]);
        let joined = |one: &Item<'_>, next: &Item<'_>| one.span.end == next.span.start;
        let Some([item, moves, points]) = clause.items.get(at..=next) else {
            return false;
        };
        let before = clause.items.get(..at).unwrap_or_default();
        let timed = match before {
            [.., than, time, of] if of.is(Class::Of) => {
                let is_time = matches!(time.thing, Thing::Time(_) | Thing::Number(_));
                let direct = time.any(THAN) && joined(time, of);
                joined(of, item)
                    && (direct || than.any(THAN) && is_time && joined(than, time) && joined(time, of))
            }
            [than, of] => of.is(Class::Of) && than.any(THAN) && joined(than, of) && joined(of, item),
            _ => false,
        };
        timed && moves.any(BY) && joined(item, moves) && joined(moves, points)
    }

    /// Whether the number at the first place is what was wanted, and the points at the second say how far that is off: 距6.5%的目标还差,
    /// 低于6.5%的目标.
    fn is_wanted_then(clause: &Clause<'_>, (at, next): (usize, usize)) -> Option<Off> {
        let between = clause.items.get(at..=next).unwrap_or_default();
        let joined = between.windows(2).all(|pair| match pair {
            [one, next] => one.span.end == next.span.start,
            _ => false,
        });
        let plan = match between {
            [_, plan, _] => plan,
            [_, of, plan, _] if of.is(Class::Of) => plan,
            _ => return None,
        };
        if !joined {
            return None;
        }
        if plan.is(Class::VsPlan) && plan.is(Class::PlanWhole) {
            return Some(Off::Said);
        }
        let before = clause.items.get(..at).unwrap_or_default();
        let set = before
            .iter()
            .rfind(|item| item.any(Classes::of(&[Class::Above, Class::Below])))
            .filter(|_| plan.any(Classes::of(&[Class::PlanWhole, Class::Target])))?;
        Some(if set.is(Class::Below) {
            Off::Below
        } else {
            Off::Said
        })
    }

    /// Reads how much a thing grew at the time that it is compared with, the points right behind: 比上年全年增长5.2%回落0.2个百分点.
    pub(super) fn grew_then(
        &mut self,
        clause: &Clause<'_>,
        (run, later): (&[usize], &[Vec<usize>]),
        said: &mut Said,
        kind: Measure,
    ) -> bool {
        const MOVES: Classes = Classes::of(&[Class::Rise, Class::Fall, Class::Narrow, Class::Widen]);
        let ([at], Some([next, ..])) = (run, later.first().map(Vec::as_slice)) else {
            return false;
        };
        if kind != Measure::Ratio || said.role != Role::Growth || said.base.is_none() {
            return false;
        }
        let (Some(item), Some(points)) = (clause.items.get(*at), clause.items.get(*next)) else {
            return false;
        };
        let between = clause.items.get(at + 1..*next).unwrap_or_default();
        let moves = between.first().is_some_and(|word| word.any(MOVES));
        let close = self
            .text
            .get(item.span.end..points.span.start)
            .unwrap_or_default();
        let joined = between.iter().map(|word| word.span.len()).sum::<usize>() == close.len();
        let by = measure(self.unit(points).as_deref(), self.catalogue) == Measure::Points;
        let topic = self
            .topics
            .current_at(clause.nested)
            .and_then(|topic| self.topics.get(topic))
            .filter(|topic| topic.sentence == clause.sentence && topic.growth.is_some());
        let Some(subject) = topic
            .and_then(|topic| topic.subject)
            .filter(|_| moves && joined && by)
        else {
            return false;
        };
        said.compared = true;
        said.base = Some(Base::Yoy);
        let unit = self.unit(item);
        let reads = Reads {
            own: None,
            said,
            kind,
            unit: unit.as_ref(),
        };
        self.fact(clause, item, &reads, Target::Apart(subject));
        self.by = Some(Against {
            name: subject,
            end: item.span.end,
            timed: true,
            planned: false,
            below: false,
            base: None,
        });
        true
    }

    /// What the points behind the brackets say: against the other, and less where the words say so.
    pub(super) fn by_points(&mut self, said: &mut Said, kind: Measure) {
        let Some(against) = self.by.take().filter(|_| kind == Measure::Points) else {
            return;
        };
        let base = if against.planned { Base::Plan } else { Base::Other };
        said.base = said.base.or(against.base).or(Some(base));
        said.falls |= against.below;
    }
}
