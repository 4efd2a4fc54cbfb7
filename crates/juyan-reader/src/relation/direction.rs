//! What rose is more than before, what fell is less: 由15家增加到38家. Places (从第11位升至第7位) are left out.

use super::Found;
use super::pairs::Pairs;
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Role};

/// Finds what the verbs between two values say of them.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found) {
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
        let (role, other) = if rises {
            (MemberRole::Total, MemberRole::Part)
        } else {
            (MemberRole::Part, MemberRole::Total)
        };
        found.add(
            ClaimKind::Direction,
            ClaimOrigin::Implied,
            &[(role, now), (other, before)],
        );
    }
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
