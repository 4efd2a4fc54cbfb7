//! An average beside its total and the number it is divided by: 人均X, X, 人口. Which population is meant is seldom said, so
//! these are only possible claims.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::plain;
use super::whole::at_one_time;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Span};

/// Finds the total and the count of each average of its paragraph.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    for average in scene.facts.iter().filter(|fact| fact.is_level()) {
        let Some(hit) = scene
            .catalogue
            .lexicon
            .longest(average.subject)
            .filter(|hit| hit.entry.classes.has(Class::PerHead))
        else {
            in_sentence(scene, average, found);
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
        } else {
            in_sentence(scene, average, found);
        }
    }
}

/// 农户1.2万户，发放补贴3600万元，户均3000元: the only count in the sentence's unit, and the nearest amount that can be
/// divided by it.
fn in_sentence(scene: &Scene<'_>, average: &Fact<'_>, found: &mut Found) -> Option<()> {
    let each = divisor(scene, average)?;
    let here = |fact: &&Fact<'_>| fact.sentence == average.sentence;
    let before = || scene.before(average.index).take_while(here);
    let behind = scene.after(average.index).take_while(here);
    let near = before()
        .chain(behind)
        .filter(|fact| fact.is_level() && fact.bracket == average.bracket && fact.scope == average.scope);
    let mut counts = before().filter(|fact| fact.is_level() && fact.unit() == each);
    let count = counts.next().filter(|_| counts.next().is_none())?;
    let mut totals = near.filter(|fact| {
        let own = divisor(scene, fact).is_some();
        !own && fact.unit() != each && one_kind(scene, fact, average) && at_one_time(fact, average)
    });
    let total = totals.next().filter(|_| totals.next().is_none())?;
    // 户均增收3000元 is no share of what was invested; 户均5万元 can be of nothing else.
    let name = own_name(scene, average);
    let origin = match plain(name).as_str() {
        "" => ClaimOrigin::Implied,
        name if plain(total.subject).ends_with(name) => ClaimOrigin::Possible,
        _ => return None,
    };
    let members = [
        (MemberRole::Ratio, average),
        (MemberRole::Numerator, total),
        (MemberRole::Denominator, count),
    ];
    found.add(ClaimKind::Average, origin, &members);
    Some(())
}

/// What an average is called besides what it divides by: 产值 of 亩均产值, nothing of 户均 and 平均每平方米.
fn own_name<'a>(scene: &Scene<'_>, average: &Fact<'a>) -> &'a str {
    let hit = scene.catalogue.lexicon.longest(average.subject);
    match hit.filter(|hit| hit.entry.classes.has(Class::PerHead)) {
        Some(hit) => average.subject.get(hit.len..).unwrap_or_default(),
        None => "",
    }
}

/// The unit by which an average divides: 户 of 户均, 座 of 每座.
fn divisor<'a>(scene: &Scene<'a>, average: &Fact<'a>) -> Option<&'a str> {
    let words = Span::new(average.lead.start, average.start()).of(scene.text);
    let clause = words.rsplit(['，', ',', '、', '；', ';', '：', '。']).next()?;
    let mut rests = clause.char_indices().filter_map(|(at, _)| clause.get(at..));
    rests.find_map(|rest| {
        let hit = scene.catalogue.lexicon.longest(rest)?;
        if hit.entry.classes.has(Class::PerHead) {
            // 户均: what it divides by stands first.
            let end = rest.chars().next()?.len_utf8();
            return rest.get(..end);
        }
        if hit.entry.classes.has(Class::Each) {
            // 每座200万元: only the unit stands between 每 and the amount.
            let behind = rest.get(hit.len..)?;
            return scene.catalogue.unit(behind.trim()).map(|_| behind.trim());
        }
        None
    })
}

/// Whether both measure one kind of thing: money and money, mass and mass.
fn one_kind(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let kind = |fact: &Fact<'_>| {
        let unit = scene.catalogue.unit(fact.unit())?;
        Some((unit.class, unit.dimension.clone()))
    };
    kind(one).is_some() && kind(one) == kind(other)
}
