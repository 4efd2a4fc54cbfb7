//! How far a progress is from the share of the year that has passed: 完成年初预算的53.2%，超序时进度3.2个百分点 at the middle of it.
//!
//! That share is nowhere printed; the claim has no subtrahend, and the proof takes the months from the progress's period.

use super::Found;
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::{Base, ClaimKind, ClaimOrigin, MemberRole, Mode, Role};

/// Finds the progress of each such gap, where it is known at the end of which month it was reached.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for gap in scene.facts.iter().filter(|fact| is_gap(scene, fact)) {
        let progress = scene.level_of(gap).filter(|progress| ends_month(progress));
        if let Some(progress) = progress {
            let members = [(MemberRole::Result, gap), (MemberRole::Minuend, progress)];
            found.add(ClaimKind::Difference, ClaimOrigin::Implied, &members);
        }
    }
}

fn is_gap(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let change = fact.figure.role == Role::Change && fact.figure.base == Some(Base::Plan);
    let told = fact.value().is_some() && fact.figure.approx.is_none();
    change && told && scene.says(fact.clause, Class::VsPace)
}

/// Whether a progress was reached at the end of a month within the year, counted from the year's beginning.
fn ends_month(progress: &Fact<'_>) -> bool {
    let figure = progress.figure;
    let reached = figure.role == Role::Progress && figure.mode == Mode::Actual && figure.approx.is_none();
    let within = figure.period.is_some_and(|period| {
        let from =
            period.from.month() == 1 && period.from.day() == 1 && period.from.year() == period.to.year();
        let last = period.to.tomorrow().is_ok_and(|next| next.day() == 1);
        (from || period.is_instant()) && last && period.to.month() < 12
    });
    reached && within
}
