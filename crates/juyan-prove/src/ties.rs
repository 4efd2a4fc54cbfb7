//! Which claims a figure takes part in, looked up once instead of searched for each time.

use juyan_model::{Claim, FigureId};
use rustc_hash::FxHashMap;

/// The claims of each figure, by their positions in the list.
#[derive(Debug)]
pub(crate) struct Ties<'a> {
    claims: &'a [Claim],
    by_figure: FxHashMap<FigureId, Vec<usize>>,
}

impl<'a> Ties<'a> {
    /// Of all `claims`.
    pub(crate) fn of(claims: &'a [Claim]) -> Self {
        let mut by_figure: FxHashMap<FigureId, Vec<usize>> = FxHashMap::default();
        for (position, claim) in claims.iter().enumerate() {
            for member in &claim.members {
                by_figure.entry(member.figure).or_default().push(position);
            }
        }
        Self { claims, by_figure }
    }

    /// The claims in which `figure` takes part.
    pub(crate) fn claims(&self, figure: FigureId) -> impl Iterator<Item = &'a Claim> + '_ {
        self.by_figure
            .get(&figure)
            .into_iter()
            .flatten()
            .filter_map(|position| self.claims.get(*position))
    }

    /// Whether one claim holds all of `figures`.
    pub(crate) fn are_tied(&self, mut figures: impl Iterator<Item = FigureId>) -> bool {
        let Some(first) = figures.next() else { return false };
        let others: Vec<FigureId> = figures.collect();
        let holds = |claim: &Claim, id: &FigureId| claim.members.iter().any(|member| member.figure == *id);
        self.claims(first)
            .any(|claim| others.iter().all(|id| holds(claim, id)))
    }
}
