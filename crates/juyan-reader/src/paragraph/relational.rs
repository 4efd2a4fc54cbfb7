//! Which words name only a relation of what was told before: a rate, a share, how much of it is done, how much falls to each.

use super::Paragraph;
use super::target::Portion;
use crate::clause::Clause;
use crate::phrase;
use crate::role::{Lead, Measure, Said};
use crate::scan::Item;
use juyan_catalogue::{Class, Classes};
use juyan_model::{FigureId, Role, Span};

impl Paragraph<'_, '_> {
    /// Whether a phrase names a rate or share, whose value is a ratio.
    pub(super) fn is_rate(&self, span: Span) -> bool {
        [
            Class::RateSuffix,
            Class::ShareNoun,
            Class::Relation,
            Class::ProgressNoun,
        ]
        .into_iter()
        .any(|class| crate::token::ends(self.text, span, class, self.catalogue))
    }

    /// Whether the current topic is a share, so that what it moves to is one: 占比由38.2%降到35.7%.
    pub(super) fn shares(&self, clause: &Clause<'_>) -> bool {
        self.topics
            .current_at(clause.nested)
            .and_then(|at| self.topics.get(at))
            .is_some_and(|topic| topic.share.is_some() && topic.sentence == clause.sentence)
    }

    /// What a ratio at `at` is a part of: 三成企业, 占比63.3%的电力供应业.
    pub(super) fn part_of(
        &self,
        clause: &Clause<'_>,
        at: usize,
        own: Option<Span>,
        (said, lead): (&Said, &Lead<'_, '_>),
    ) -> Option<Portion> {
        match said.role {
            Role::Level => self.portion(clause, at, own),
            Role::Share if said.named && Self::opens_share(lead) => self.portion(clause, at, None),
            _ => None,
        }
    }

    /// Whether the name of a share opens what leads to a number, with no name of whose it is before: 其中，占比63.3%.
    fn opens_share(lead: &Lead<'_, '_>) -> bool {
        let noun = lead.items.iter().find(|item| item.is(Class::ShareNoun));
        noun.is_some_and(|noun| !phrase::has_letters(lead.text, lead.start, noun.span.start))
    }

    /// A phrase that names only a relation (比重, 增速) speaks of the current topic.
    pub(super) fn relational(&self, span: Span) -> bool {
        self.catalogue
            .lexicon
            .get(span.of(self.text))
            .is_some_and(|entry| {
                let relations = Classes::of(&[
                    Class::RateNoun,
                    Class::FallNoun,
                    Class::ShareNoun,
                    Class::Cumulative,
                    Class::Relation,
                    Class::Aside,
                    Class::Hurdle,
                ]);
                entry.classes.any(relations) && entry.indicators.is_empty()
            })
    }

    /// Whether a phrase that names only a relation says for each of whom an amount is reckoned, which is then another thing than
    /// the whole told before: 发放资金183.6万元，人均1317元.
    pub(super) fn is_per_head(&self, span: Span, said: &Said, kind: Measure) -> bool {
        let amount = matches!(kind, Measure::Count | Measure::Amount);
        let level = said.role == Role::Level && !said.to && !said.compared;
        amount && level && self.catalogue.lexicon.is(span.of(self.text), Class::PerHead)
    }

    /// The role of a number that goes on with what was told before: a progress, a share or a growth of it.
    pub(super) fn goes_on_as(&self, clause: &Clause<'_>, first: usize, said: &mut Said, kind: Measure) {
        if said.role != Role::Level {
            return;
        }
        let Some(head) = clause.items.get(first) else {
            return;
        };
        if self.finishes(clause, first, said, kind) {
            said.role = Role::Progress;
        } else if said.to && self.shares(clause) {
            said.role = Role::Share;
        } else if kind == Measure::Ratio && self.moves_on(clause, head, said.to) {
            said.role = Role::Growth;
        }
    }

    /// The rate of which the clause before only says whether it is high or low, and this one how high: 财政自给率低，仅为7.2%.
    pub(super) fn judged(&self, silent: &Clause<'_>, clause: &Clause<'_>, lead: &[Item<'_>]) -> Option<Span> {
        let light = lead.iter().all(|item| item.any(phrase::FUNCTIONAL));
        if !light || silent.sentence != clause.sentence || silent.nested != clause.nested {
            return None;
        }
        let words = silent.span.of(self.text);
        let mut judged = self.catalogue.list("judged").iter();
        let name = judged.find_map(|word| words.strip_suffix(word.as_str()))?;
        let end = silent.span.start + name.len();
        let name = phrase::before(self.text, silent.items, silent.span.start, end, self.scan)?;
        self.is_rate(name).then_some(name)
    }

    /// For each of which units an amount is told, where nothing else names it: 平均每平方米 of 平均每平方米4860元.
    pub(super) fn per_unit(&self, lead: &Lead<'_, '_>, said: &Said) -> Option<Span> {
        let mean = lead.items.iter().rfind(|item| item.is(Class::Average))?;
        let behind = self.text.get(mean.span.end..lead.end)?.trim_end();
        let mut words = self.catalogue.list("per.words").iter();
        let unit = words.find_map(|word| behind.strip_prefix(word.as_str()))?;
        let told = lead.measure == Measure::Amount && said.role == Role::Level && !said.to;
        (told && self.catalogue.unit(unit).is_some())
            .then(|| Span::new(mean.span.start, mean.span.end + behind.len()))
    }

    /// Whether the percentage at `at` says how much is done of what was told right before in its sentence: 收获168.7万亩，完成66.9%.
    pub(super) fn finishes(&self, clause: &Clause<'_>, at: usize, said: &Said, kind: Measure) -> bool {
        let word = at.checked_sub(1).and_then(|at| clause.items.get(at));
        let (Some(word), Some(item)) = (word, clause.items.get(at)) else {
            return false;
        };
        let finished = word.is(Class::Finished) && word.span.end == item.span.start;
        let alone = !phrase::has_letters(self.text, clause.span.start, word.span.start);
        let measured = |id: &FigureId| {
            let level = self.facts.figures.get(id.0);
            level.is_some_and(|level| level.role == Role::Level)
        };
        let topic = self
            .topics
            .current_at(clause.nested)
            .and_then(|topic| self.topics.get(topic));
        let told = topic.is_some_and(|topic| {
            topic.sentence == clause.sentence
                && topic.rate.is_none()
                && topic.levels.last().is_some_and(measured)
        });
        kind == Measure::Ratio && said.role == Role::Level && finished && alone && told
    }
}
