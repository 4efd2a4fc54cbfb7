//! An average beside its total and the number it is divided by: 人均X, X, 人口. Which population is meant is seldom said, so
//! these are only possible claims.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::plain;
use super::whole::at_one_time;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole};

/// Finds the total and the count of each average of its paragraph.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    for average in scene.facts.iter().filter(|fact| fact.is_level()) {
        let Some(hit) = scene
            .catalogue
            .lexicon
            .longest(average.subject)
            .filter(|hit| hit.entry.classes.has(Class::PerHead))
        else {
            continue;
        };
        let name = plain(average.subject.get(hit.len..).unwrap_or_default());
        let near = || {
            scene
                .before(average.index)
                .take_while(|fact| fact.paragraph == average.paragraph && fact.scope == average.scope)
        };
        let total = near().find(|fact| {
            fact.is_level()
                && fact.unit() == average.unit()
                && at_one_time(fact, average)
                && plain(fact.subject) == name
        });
        let head = average.subject.chars().next().unwrap_or_default();
        let count = near().find(|fact: &&Fact<'_>| {
            fact.is_level() && fact.unit().chars().eq([head]) && at_one_time(fact, average)
        });
        if let (false, Some(total), Some(count)) = (name.is_empty(), total, count) {
            let members = [
                (MemberRole::Ratio, average),
                (MemberRole::Numerator, total),
                (MemberRole::Denominator, count),
            ];
            found.add(ClaimKind::Average, ClaimOrigin::Possible, &members);
        }
    }
}
