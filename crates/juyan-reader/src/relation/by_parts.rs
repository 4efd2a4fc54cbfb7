//! The growth of a whole against the growth of all its parts: 收入29.23亿元，增长3.1%，其中税收21.45亿元，增长9.0%，非税7.78亿元，
//! 下降10.3%. What the parts were a year before is what the whole was.

use super::Found;
use super::growth::is_nominal;
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::{Base, Claim, ClaimKind, ClaimOrigin, FigureId, MemberRole, Role};
use std::collections::BTreeMap;

/// The yearly growths of each level; more than one where the level grew on several bases.
type Growths<'s, 'a> = BTreeMap<FigureId, Vec<&'s Fact<'a>>>;

/// Finds the growths of each whole and of all its parts.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let mut growths: Growths<'_, '_> = BTreeMap::new();
    for fact in scene.facts.iter().filter(|fact| is_yearly(scene, fact)) {
        if let Some(of) = fact.figure.of {
            growths.entry(of).or_default().push(fact);
        }
    }
    let wholes: Vec<Claim> = found
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::Sum && claim.origin != ClaimOrigin::Possible)
        .cloned()
        .collect();
    for claim in &wholes {
        compare(scene, claim, &growths, found);
    }
}

/// Whether it is growth over the year before, as one number.
fn is_yearly(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    fact.figure.role == Role::Growth
        && fact.figure.base == Some(Base::Yoy)
        && fact.is_rate()
        && fact.value().is_some()
        && !scene.says(fact.lead, Class::Average)
}

/// The claim about the growths of one sum, where each of its members has one.
fn compare(scene: &Scene<'_>, sum: &Claim, growths: &Growths<'_, '_>, found: &mut Found<'_>) -> Option<()> {
    let grown = |id: FigureId| {
        let [growth] = growths.get(&id)?.as_slice() else {
            return None;
        };
        let level = scene.fact(id)?;
        is_nominal(scene, level, growth).then_some((level, *growth))
    };
    let (total, growth) = grown(sum.one(MemberRole::Total)?)?;
    let mut members = vec![(MemberRole::Ratio, growth), (MemberRole::Total, total)];
    for part in sum.of(MemberRole::Part) {
        let (level, growth) = grown(part)?;
        members.extend([(MemberRole::Part, level), (MemberRole::Figure, growth)]);
    }
    found.add(ClaimKind::GrowthByParts, ClaimOrigin::Implied, &members);
    Some(())
}
