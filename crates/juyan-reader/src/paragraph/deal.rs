//! Lists: numbers that go on with nothing but 、 between them, and the names over which 分别 deals them out.

use super::Paragraph;
use crate::clause::Clause;
use crate::phrase;
use crate::quantity::Form;
use crate::role::Said;
use crate::scan::{Item, Sense};
use crate::token;
use juyan_catalogue::Class;
use juyan_model::{Role, Span};

impl<'a> Paragraph<'a, '_> {
    /// Groups of figures that are listed with nothing but 、 and 和 between them.
    pub(super) fn runs(&self, clause: &Clause<'a>, facts: &[usize]) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        for at in facts {
            let joined = runs
                .last()
                .and_then(|run| run.last())
                .is_some_and(|last| self.joined(clause, *last, *at));
            match runs.last_mut() {
                Some(run) if joined => run.push(*at),
                Some(_) | None => runs.push(vec![*at]),
            }
        }
        runs
    }

    fn joined(&self, clause: &Clause<'a>, last: usize, at: usize) -> bool {
        let Some(between) = clause.items.get(last + 1..at) else {
            return false;
        };
        let mut edge = clause.items.get(last).map_or(0, |item| item.span.end);
        for item in between.iter().chain(clause.items.get(at)) {
            if phrase::has_letters(self.text, edge, item.span.start) {
                return false;
            }
            edge = item.span.end;
        }
        let parts = |at: usize| {
            clause
                .items
                .get(at)
                .and_then(Item::number)
                .and_then(|number| self.scan.drafts.get(number))
                .is_some_and(
                    |draft| matches!(&draft.sense, Sense::Quantity(quantity) if quantity.form == Form::Part),
                )
        };
        (!between.is_empty() || parts(last) && parts(at))
            && between
                .iter()
                .all(|item| item.mark() == Some('、') || item.is(Class::And))
    }

    /// The topics of a list of `count` figures: its members' own, or those told last.
    pub(super) fn dealt(
        &mut self,
        said: &Said,
        own: Option<Span>,
        clause: &Clause<'a>,
        count: usize,
    ) -> Vec<usize> {
        let members = own.map(|span| self.members(span, clause)).unwrap_or_default();
        if members.len() == count {
            let first = members.iter().map(|span| {
                self.topics.open(Some(*span), clause.sentence, clause.nested);
                self.topics.current_at(true)
            });
            return first.flatten().collect();
        }
        // 城乡居民人均可支配收入分别为…: two values under one name, each of which the next 分别 goes on with.
        if let (Some(span), [_], true) = (own, members.as_slice(), said.dealt) {
            let each = (0..count).map(|_| {
                self.topics.open(Some(span), clause.sentence, clause.nested);
                self.topics.current_at(true)
            });
            return each.flatten().collect();
        }
        if own.is_none()
            && let Some(subject) = self
                .topics
                .current_at(clause.nested)
                .and_then(|at| self.topics.get(at))
                .and_then(|topic| topic.subject)
            && said.dealt
        {
            let members = self.split(subject);
            if members.len() == count {
                return members
                    .iter()
                    .filter_map(|span| {
                        self.topics.open(Some(*span), clause.sentence, clause.nested);
                        self.topics.current_at(true)
                    })
                    .collect();
            }
        }
        if own.is_none() && self.dealt.len() == count && self.sentence == clause.sentence && said.to {
            return self.dealt.clone();
        }
        if own.is_none() && (said.dealt || said.role != Role::Level) {
            let told = self.topics.last_levels(clause.sentence, count);
            if told.len() == count {
                return told;
            }
        }
        Vec::new()
    }

    /// The members of a phrase that stands in another clause.
    pub(super) fn split(&self, span: Span) -> Vec<Span> {
        let joins = token::tokens(self.text, span, self.catalogue);
        let mut found = Vec::new();
        let mut from = span.start;
        for word in joins.iter().filter(|word| word.is(Class::And)) {
            found.push(Span::new(from, word.span.start));
            from = word.span.end;
        }
        found.push(Span::new(from, span.end));
        found.retain(|span| !span.of(self.text).trim().is_empty());
        found
    }

    /// The members of 甲、乙和丙.
    fn members(&self, span: Span, clause: &Clause<'a>) -> Vec<Span> {
        let mut found = Vec::new();
        let mut from = span.start;
        for item in clause.items.iter().filter(|item| span.contains(item.span)) {
            if item.mark() == Some('、') || item.is(Class::And) {
                found.push(Span::new(from, item.span.start));
                from = item.span.end;
            }
        }
        found.push(Span::new(from, span.end));
        found.retain(|span| !span.of(self.text).trim().is_empty());
        found
    }
}
