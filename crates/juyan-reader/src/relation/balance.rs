//! What comes out of a process is not more than what went in: 入洗原煤400万吨，产出340万吨.

use super::Found;
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole};

/// Finds an output and the input just before it.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for out in scene
        .facts
        .iter()
        .filter(|fact| fact.is_level() && scene.says(fact.lead, Class::Output))
    {
        let mut near = scene
            .before(out.index)
            .take_while(|fact| fact.sentence == out.sentence);
        let input = near.find(|fact: &&Fact<'_>| fact.adds_to(out) && scene.says(fact.lead, Class::Input));
        if let Some(input) = input {
            let members = [(MemberRole::Numerator, out), (MemberRole::Denominator, input)];
            found.add(ClaimKind::Balance, ClaimOrigin::Implied, &members);
        }
    }
}
