//! A name that gathers some parts of a list: 市级项目40项、旗级项目55项 … 其中项目95项.

use super::Found;
use super::list::List;
use super::scene::{Fact, Scene};
use juyan_model::{ClaimKind, ClaimOrigin};

/// How many sentences behind the list the gathering name may stand.
const SENTENCES: usize = 2;

/// Finds the level behind `list` whose subject two or more, but not all, of its parts end with.
pub(super) fn gathered(scene: &Scene<'_>, list: &List<'_>, found: &mut Found<'_>) {
    let Some(end) = list.parts.last().filter(|_| list.parts.len() >= 3) else {
        return;
    };
    let near = scene
        .after(end.index)
        .take_while(|fact| fact.sentence <= end.sentence + SENTENCES);
    for fact in
        near.filter(|fact| fact.adds_to(end) && fact.paragraph == end.paragraph && !fact.subject.is_empty())
    {
        let parts: Vec<&Fact<'_>> = list
            .parts
            .iter()
            .filter(|part| is_kind_of(part.subject, fact.subject))
            .collect();
        let apart = parts.iter().any(|part| part.subject != fact.subject);
        if apart && parts.len() >= 2 && parts.len() < list.parts.len() {
            return found.sum(ClaimKind::Sum, ClaimOrigin::Implied, fact, &parts);
        }
    }
}

/// Whether `narrow` is `wide`, with something before it or without.
fn is_kind_of(narrow: &str, wide: &str) -> bool {
    narrow.ends_with(wide)
}
