//! A change beside both levels that it is the difference of: 由62%提高到78%，提高16个百分点.

use super::Found;
use super::behind;
use super::direction;
use super::growth::told_of_before;
use super::pairs::Pairs;
use super::scene::{Fact, Scene};
use juyan_catalogue::{Class, Classes};
use juyan_model::{Base, ClaimKind, ClaimOrigin, MemberRole, Role, Span};

/// Finds the two levels of each change.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    for change in scene
        .facts
        .iter()
        .filter(|fact| fact.figure.role == Role::Change && fact.value().is_some())
    {
        let Some(now) = now(scene, pairs, change).filter(|_| !scene.says(change.lead, Class::Average)) else {
            continue;
        };
        // 比全省高0.7个百分点 is set against another's rate, not against what it came from.
        let against = |word: &crate::Token<'_>| word.is(Class::ScopeNation) || word.is(Class::Area);
        let elsewhere = scene.words_in(change.clause).iter().any(against);
        let before = pairs.origin(scene, now.id).filter(|before| {
            before.sentence == change.sentence
                && !elsewhere
                && !is_against_another(scene, change, now, before)
        });
        let said = before
            .or_else(|| compared(scene, change, now))
            .or_else(|| behind::before(scene, change, now));
        // 去年同期28.6万只，增加2.8万只: no word says that it is against that, but what else.
        let beside = said
            .is_none()
            .then(|| told_of_before(scene, change, now))
            .flatten();
        let origin = if said.is_some() {
            ClaimOrigin::Stated
        } else {
            ClaimOrigin::Implied
        };
        let before = said.or(beside);
        if let Some(before) = before.filter(|before| is_of(change, now) && is_of(change, before)) {
            let members = [
                (MemberRole::Result, change),
                (MemberRole::Minuend, now),
                (MemberRole::Subtrahend, before),
            ];
            found.add(ClaimKind::Difference, origin, &members);
            direction::of_change(scene, change, [now, before], found);
        }
    }
}

/// What `change` is the change of. What it is compared with is told nearer than that (41.3%，比2020年的40.1%提高1.2个百分点), and
/// over years it may be told of what something came to (由182亿元增加到237亿元，四年增加55亿元).
fn now<'s, 'a>(scene: &'s Scene<'a>, pairs: &Pairs, change: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let Some(level) = scene.level_of(change) else {
        let last = scene.before(change.index).next()?;
        let here = last.sentence == change.sentence && last.bracket == change.bracket;
        let named = change.subject.is_empty() || change.subject == last.subject;
        return (here && named && pairs.origin(scene, last.id).is_some()).then_some(last);
    };
    let adjoins = level.index + 1 == change.index && pairs.origin(scene, level.id).is_none();
    let main = scene
        .before(level.index)
        .next()
        .filter(|main| adjoins && main.sentence == level.sentence && compared(scene, change, main).is_some());
    Some(main.unwrap_or(level))
}

/// Whether a change behind a movement is against something else than its beginning: 从1—2月的11.0%到1—6月的10.4%，比上年同期提升4.9个百分点，比
/// 全省高0.7个百分点.
fn is_against_another(scene: &Scene<'_>, change: &Fact<'_>, now: &Fact<'_>, before: &Fact<'_>) -> bool {
    const COMPARES: Classes = Classes::of(&[Class::Than, Class::Above, Class::Below]);
    let years = before.figure.period.zip(now.figure.period);
    let in_year = years.is_some_and(|(before, now)| before.to.year() == now.to.year());
    let words = crate::tokens(scene.text, change.lead, scene.catalogue);
    let compares = words.iter().position(|word| word.any(COMPARES));
    let place = compares.and_then(|at| words.get(at + 1)).is_some_and(|word| {
        word.is(Class::Area) || word.is(Class::ScopeNation) || !word.entry.regions.is_empty()
    });
    place || in_year && change.figure.base == Some(Base::Yoy)
}

/// The level that the words between 比 and the change tell: 比上年的90亿元增加10亿元.
pub(super) fn compared<'s, 'a>(
    scene: &'s Scene<'a>,
    change: &Fact<'_>,
    now: &Fact<'_>,
) -> Option<&'s Fact<'a>> {
    let before = scene
        .before(change.index)
        .next()
        .filter(|fact| fact.index != now.index && fact.segment == change.segment)?;
    // 增长7.1%，增速比8月份的6.5%加快: the rate compared with need not say again what it is.
    let alike = before.figure.role == now.figure.role || now.is_rate() && before.subject == now.subject;
    let told = alike && before.unit() == now.unit() && before.value().is_some();
    let open = !Span::new(before.end(), change.start())
        .of(scene.text)
        .contains(['，', ',', '、', '；', ';']);
    (told && open && compares(scene, before.lead)).then_some(before)
}

/// Whether the words say that what follows is compared with: 比, 较上年.
fn compares(scene: &Scene<'_>, lead: Span) -> bool {
    const COMPARES: Classes = Classes::of(&[Class::Than, Class::Yoy, Class::Mom, Class::Ytd, Class::YearEnd]);
    scene
        .words_in(lead)
        .iter()
        .rev()
        .take(NEAR)
        .any(|word| word.any(COMPARES))
}

/// Among how many functional words before a level the one of comparison is looked for.
const NEAR: usize = 8;

/// Whether a change in its unit can be one of `level`: points of a rate or share, else the level's own unit.
fn is_of(change: &Fact<'_>, level: &Fact<'_>) -> bool {
    let rate = level.is_rate() || level.unit().is_empty();
    if rate {
        change.unit() != level.unit() || change.unit().is_empty()
    } else {
        change.unit() == level.unit()
    }
}
