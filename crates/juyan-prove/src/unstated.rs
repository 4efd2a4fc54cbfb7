//! Claims that no sentence makes but that can be examined all the same.

use crate::build::Build;
use crate::count;
use crate::definition::by_definition;
use crate::ties::Ties;
use juyan_catalogue::Catalogue;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Member, MemberRole, Mode, Role};

/// The claims about `figures` that `claims` do not hold yet: what is so by definition, and each progress whose plan is not
/// in the text (which plan would it be?) or of which nothing is (is it some fraction at all?), and
/// each share of the days of its period.
pub fn unstated(figures: &[Figure], claims: &[Claim], catalogue: &Catalogue) -> Vec<Claim> {
    let mut found = by_definition(figures, claims, catalogue);
    let ties = Ties::of(claims);
    let build = Build {
        figures,
        claims,
        catalogue,
    };
    for (position, figure) in figures.iter().enumerate() {
        let id = FigureId(position);
        let is_ratio = |claim: &Claim| claim.one(MemberRole::Ratio) == Some(id);
        if is_examined(figure) && !ties.claims(id).any(is_ratio) {
            found.extend(alone(build, id, figure));
        }
    }
    found
}

/// A progress, or a rate of a known indicator that is done.
fn is_examined(figure: &Figure) -> bool {
    let rate = figure.role == Role::Level && figure.mode == Mode::Actual && figure.indicator.is_some();
    figure.role == Role::Progress || rate
}

fn alone(build: Build<'_>, id: FigureId, figure: &Figure) -> Option<Claim> {
    let ratio = Member {
        role: MemberRole::Ratio,
        figure: id,
    };
    let origin = ClaimOrigin::Possible;
    if let Some(done) = figure.of.filter(|_| figure.role == Role::Progress) {
        let members = vec![
            ratio,
            Member {
                role: MemberRole::Numerator,
                figure: done,
            },
        ];
        return Some(Claim {
            kind: ClaimKind::Progress,
            members,
            origin,
            told: Vec::new(),
            tried: 1,
        });
    }
    let claim = Claim {
        kind: ClaimKind::CountRate,
        members: vec![ratio],
        origin,
        told: Vec::new(),
        tried: 1,
    };
    let counted = count::search(build, &claim).ok()?;
    // Every percentage is some fraction: only a progress that asks for an explanation is worth a claim.
    (counted.days.is_some() || figure.role == Role::Progress).then_some(claim)
}
