//! Whose figures a text tells: the area's, the nation's, a government's own level's.

use super::{Scene, Scope};
use crate::sense::block_heading;
use crate::token::{Token, words};
use juyan_catalogue::Class;
use juyan_model::Span;

impl<'a> Scene<'a> {
    pub(super) fn read_scopes(&mut self) {
        let sections = self.section_scopes();
        let mut scope = Scope::Whole;
        let mut sentence = usize::MAX;
        for index in 0..self.facts.len() {
            let Some(fact) = self.facts.get(index).copied() else {
                continue;
            };
            if fact.sentence != sentence {
                let before = sections.partition_point(|(at, _)| *at <= fact.start());
                let section = before.checked_sub(1).and_then(|section| sections.get(section));
                (scope, sentence) = (section.map_or(Scope::Whole, |(_, scope)| *scope), fact.sentence);
            }
            for word in self.words_in(fact.lead) {
                if let Some(named) = self.scope_of(word)
                    && self.opens_clause(word.span.start)
                {
                    scope = named;
                }
            }
            if let Some(fact) = self.facts.get_mut(index) {
                fact.scope = scope;
            }
        }
    }

    /// Where the scope changes: what the title says, and from each numbered heading on (2.市本级社会保险基金预算) what that
    /// says, to the next one of its rank.
    fn section_scopes(&self) -> Vec<(usize, Scope<'a>)> {
        let title = self.title_scope();
        let mut scopes = vec![(0, title)];
        let mut ranks: Vec<(usize, Scope<'a>)> = Vec::new();
        for block in &self.document.blocks {
            let text = block.span.of(self.text);
            let Some(numbering) = block_heading(text.trim_start(), self.catalogue) else {
                continue;
            };
            let end = text.find('。').unwrap_or(text.len());
            let heading = Span::new(block.span.start, block.span.start + end);
            let scope = words(self.text, heading, self.catalogue).find_map(|word| self.scope_of(&word));
            let rank = rank(text.trim_start().get(..numbering).unwrap_or_default());
            ranks.retain(|(other, _)| *other < rank);
            let scope = scope.unwrap_or(ranks.last().map_or(title, |(_, scope)| *scope));
            ranks.push((rank, scope));
            scopes.push((block.span.start, scope));
        }
        scopes
    }

    /// Whose figures come after `word`; none where it does not say.
    fn scope_of(&self, word: &Token<'a>) -> Option<Scope<'a>> {
        if word.is(Class::ScopeNation) {
            Some(if self.national {
                Scope::Whole
            } else {
                Scope::Nation
            })
        } else if word.is(Class::ScopeOwn) {
            Some(Scope::Own(word.span.of(self.text)))
        } else {
            word.is(Class::Area).then_some(Scope::Whole)
        }
    }

    /// The own level that a title speaks of where it speaks of no other: 市级决算报告.
    fn title_scope(&self) -> Scope<'a> {
        let Some(title) = self.title else {
            return Scope::Whole;
        };
        let mut scopes = words(self.text, title, self.catalogue)
            .filter(|word| word.is(Class::ScopeOwn) || word.is(Class::Area));
        match (scopes.next(), scopes.next()) {
            (Some(word), None) if word.is(Class::ScopeOwn) => Scope::Own(word.span.of(self.text)),
            _ => Scope::Whole,
        }
    }
}

/// The rank of a heading by its numbering: 一、 （一） 1. （1）.
fn rank(numbering: &str) -> usize {
    let arabic = numbering.contains(|sign: char| sign.is_ascii_digit());
    let bracketed = numbering.ends_with(['）', ')']);
    match (arabic, bracketed) {
        (false, false) => 1,
        (false, true) => 2,
        (true, false) => 3,
        (true, true) => 4,
    }
}
