//! What something went from and to: 由62%提高到78%, 分别从A和B攀升到C和D, 由21.9：29：49.1变为25.7：26.8：47.4.

use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::{FigureId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// For each figure that something went to the position of the fact that it came from.
#[derive(Debug, Default)]
pub(super) struct Pairs(BTreeMap<FigureId, usize>, BTreeSet<usize>);

impl Pairs {
    /// Whether something went from `fact`, which is the past then.
    pub(super) fn is_left(&self, fact: &Fact<'_>) -> bool {
        self.1.contains(&fact.index)
    }

    /// What `to` came from.
    pub(super) fn origin<'s, 'a>(&self, scene: &'s Scene<'a>, to: FigureId) -> Option<&'s Fact<'a>> {
        scene.facts.get(*self.0.get(&to)?)
    }
}

/// Reads all pairs of the scene.
pub(super) fn find(scene: &Scene<'_>) -> Pairs {
    let mut pairs = Pairs::default();
    for word in scene.words().iter().filter(|word| word.is(Class::From)) {
        let span = Span::new(word.span.end, scene.stops.segment_end(word.span.end));
        let facts = scene.facts_in(span);
        let turn = facts.iter().take(LONGEST).position(|fact| {
            let lead = Span::new(fact.lead.start.max(span.start), fact.start());
            ends_there(scene, lead)
        });
        let Some(turn) = turn.filter(|turn| *turn > 0) else {
            continue;
        };
        let (Some(from), Some(to)) = (facts.get(..turn), facts.get(turn..turn * 2)) else {
            continue;
        };
        if from.iter().zip(to).all(|(from, to)| alike(from, to)) {
            pairs.1.extend(from.iter().map(|fact| fact.index));
            pairs
                .0
                .extend(from.iter().zip(to).map(|(from, to)| (to.id, from.index)));
        }
    }
    pairs
}

/// Whether the words before a value say that something came to it; 到6月同比增长10.4% says how much it grew.
fn ends_there(scene: &Scene<'_>, lead: Span) -> bool {
    let words = scene.words_in(lead);
    let to = words.iter().rposition(|word| word.is(Class::To));
    let moves =
        |word: &crate::Token<'_>| (word.is(Class::Rise) || word.is(Class::Fall)) && !word.is(Class::To);
    to.and_then(|to| words.get(to..))
        .is_some_and(|behind| !behind.iter().any(moves))
}

/// How many figures may be dealt out on one side.
const LONGEST: usize = 8;

/// Whether both are values of one measure.
fn alike(from: &Fact<'_>, to: &Fact<'_>) -> bool {
    let (one, other) = (from.figure, to.figure);
    one.role == other.role && one.unit == other.unit && from.value().is_some() && to.value().is_some()
}
