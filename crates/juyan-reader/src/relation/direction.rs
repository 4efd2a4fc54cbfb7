//! What rose is more than before, what fell is less: 由15家增加到38家. Places (从第11位升至第7位) are left out.

use super::Found;
use super::pairs::Pairs;
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Role};

/// Finds what the verbs between two values say of them.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    for now in &scene.facts {
        let before = pairs
            .origin(scene, now.id)
            .filter(|_| now.figure.role != Role::Rank);
        let Some(before) = before else {
            continue;
        };
        let Some(rises) = rises(scene, before, now) else {
            continue;
        };
        let (role, other) = roles(rises);
        found.add(
            ClaimKind::Direction,
            ClaimOrigin::Implied,
            &[(role, now), (other, before)],
        );
    }
}

/// What the verb before a change says of the two levels that stand beside it: 由3.2%提高到3.8%，下降0.6个百分点.
pub(super) fn of_change(scene: &Scene<'_>, change: &Fact<'_>, levels: [&Fact<'_>; 2], found: &mut Found<'_>) {
    let [now, before] = levels;
    let told = rises(scene, before, now);
    let Some(rises) = moves(scene, change.lead).filter(|rises| told != Some(*rises)) else {
        return;
    };
    let signed = [now, before]
        .iter()
        .any(|fact| fact.value().is_none_or(|value| value.is_sign_negative()));
    if signed || now.figure.role == Role::Rank {
        return;
    }
    let (role, other) = roles(rises);
    let members = [(role, now), (other, before), (MemberRole::Result, change)];
    found.add(ClaimKind::Direction, ClaimOrigin::Implied, &members);
}

/// What something is now and what it was before are in the claim of a rise, or of a fall.
const fn roles(rises: bool) -> (MemberRole, MemberRole) {
    if rises {
        (MemberRole::Total, MemberRole::Part)
    } else {
        (MemberRole::Part, MemberRole::Total)
    }
}

/// Whether the last verb of movement in `lead` says that something rose; none where it says nothing.
fn moves(scene: &Scene<'_>, lead: juyan_model::Span) -> Option<bool> {
    let words = crate::tokens(scene.text, lead, scene.catalogue);
    let verb = words
        .iter()
        .rev()
        .find(|word| word.is(Class::Rise) || word.is(Class::Fall))?;
    let text = verb.span.of(scene.text);
    let mut unclear = scene.catalogue.list("direction-unclear").iter();
    let both = verb.is(Class::Rise) && verb.is(Class::Fall);
    (!both && !unclear.any(|word| word.starts_with(text))).then(|| verb.is(Class::Rise))
}

/// Whether the verb before `now` or before the first value dealt out with it says that it rose; none where it says nothing.
fn rises(scene: &Scene<'_>, before: &Fact<'_>, now: &Fact<'_>) -> Option<bool> {
    let negative = [before, now]
        .iter()
        .any(|fact| fact.value().is_none_or(|value| value.is_sign_negative()));
    if negative {
        return None;
    }
    let span = juyan_model::Span::new(before.end(), now.start());
    let words = crate::tokens(scene.text, span, scene.catalogue);
    let unclear = scene.catalogue.list("direction-unclear");
    let verb = words
        .iter()
        .rev()
        .find(|word| word.is(Class::Rise) || word.is(Class::Fall))?;
    // 到1—6月同比增长10.4%: the verb tells what the rate is of.
    if now.figure.role == Role::Growth && !verb.is(Class::To) {
        return None;
    }
    let both = verb.is(Class::Rise) && verb.is(Class::Fall);
    let text = verb.span.of(scene.text);
    (!both && !unclear.iter().any(|word| word == text)).then(|| verb.is(Class::Rise))
}
