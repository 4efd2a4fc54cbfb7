//! What is counted behind its number, where more than its name tells it: whose it is, what those who have no other name did.

use super::Paragraph;
use crate::clause::is_fact;
use crate::phrase::{self, Heads};
use crate::scan::{Item, Thing};
use juyan_catalogue::{Class, Classes};
use juyan_model::Span;

impl<'a> Paragraph<'a, '_> {
    /// 在11个县区中排名第一: those among whom a position is held, of whom nothing else is told.
    pub(super) fn peers(&self, counted: Span, items: &[Item<'a>]) -> Option<Span> {
        let mut behind = items.iter().filter(|item| item.span.start >= counted.end);
        let verb = behind.next().filter(|next| next.is(Class::RankVerb))?;
        let place = behind.next().filter(|item| self.is_rank(item))?;
        let ranks = verb.span.start == counted.end && place.span.start == verb.span.end;
        let name = counted.of(self.text);
        let mut inside = self.catalogue.list("scope.ends").iter();
        let all = inside.find_map(|end| name.strip_suffix(end.as_str()))?;
        ranks.then(|| Span::new(counted.start, counted.start + all.len()))
    }

    /// 30个市级重点项目完成投资…: the head of what is counted opens the name of what is told of it next.
    pub(super) fn with_head(&self, counted: Span, items: &[Item<'a>]) -> Span {
        let next = items.iter().find(|item| item.span.start >= counted.end);
        let name = next.filter(|next| {
            next.span.start == counted.end
                && matches!(next.thing, Thing::Word(entry) if !entry.indicators.is_empty())
        });
        let Some(name) = name.map(|next| next.span.of(self.text)) else {
            return counted;
        };
        self.catalogue
            .lexicon
            .words(name)
            .filter(|hit| hit.len < name.len() && hit.entry.classes.has(Class::HeadNoun))
            .last()
            .map_or(counted, |hit| Span::new(counted.start, counted.end + hit.len))
    }

    /// 36个村集体经济收入达到…: the villages are counted, and then it is told what each has.
    pub(super) fn holder(&self, items: &[Item<'a>], start: usize) -> Option<Span> {
        let [item, next, ..] = items else { return None };
        let Thing::Word(entry) = item.thing else {
            return None;
        };
        let measured = is_fact(next, self.scan) && next.span.start == item.span.end;
        let told = measured
            || next.any(Classes::of(&[
                Class::Link,
                Class::All,
                Class::Reach,
                Class::Rise,
                Class::Fall,
            ]));
        if entry.indicators.is_empty() || item.span.start != start || !told {
            return None;
        }
        let heads = Classes::of(&[Class::PlaceTail, Class::HeadNoun, Class::Folk]);
        let name = item.span.of(self.text);
        self.catalogue
            .lexicon
            .words(name)
            .filter(|hit| hit.len < name.len() && hit.entry.classes.any(heads))
            .last()
            .map(|hit| Span::new(start, start + hit.len))
    }

    /// What people who have no other name did: 5200人脱贫, 300人成功脱贫.
    pub(super) fn happened(&self, items: &[Item<'a>], (start, end): (usize, usize)) -> Option<Span> {
        if let Some(title) = self.title(items, start, end) {
            return Some(title);
        }
        let told = Classes::of(&[Class::Event, Class::Predicate]);
        let mut from = start;
        for item in items {
            if phrase::has_letters(self.text, from, item.span.start) || item.mark().is_some() {
                return None;
            }
            let behind = self.text.get(item.span.end..).unwrap_or_default();
            if !behind.starts_with(phrase::is_letter) {
                return item.any(told).then_some(item.span);
            }
            if !self.is_adverb(item.span) {
                return None;
            }
            from = item.span.end;
        }
        None
    }

    /// What people who have no other name became: 12人入选国家高层次人才.
    fn title(&self, items: &[Item<'a>], start: usize, end: usize) -> Option<Span> {
        let verb = items.first().filter(|verb| verb.span.start == start)?;
        let mut verbs = self.catalogue.list("verbs.bestowed").iter();
        verbs.find(|word| *word == verb.span.of(self.text))?;
        let behind = items.get(1..)?;
        phrase::counted(self.text, behind, (verb.span.end, end), self.scan, Heads::Qualify)
    }
}
