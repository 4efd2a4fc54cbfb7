//! What a claim is about where its words would bear two things of one name, and only one of them comes out.
//!
//! 完成营造林4.35万亩，其中…退化林修复1.3万亩，占全年任务的72.5% is told of the whole, though the last part stands nearer;
//! 占规上工业总产值的35.7% is of the output told for the same months, which another section has, and not of one month's.
//! A name that only one thing bears is not asked about: what is then wrong is wrong.

use super::Found;
use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use super::subject::common_end;
use juyan_model::{Claim, ClaimKind, FigureId, MemberRole};

/// Turns each ratio and sum that does not come out to what bears the same name, if it comes out of that.
pub(super) fn settle(scene: &Scene<'_>, found: &mut Found<'_>) {
    for at in 0..found.claims.len() {
        let Some(claim) = found.claims.get(at) else {
            continue;
        };
        let meant = match claim.kind {
            ClaimKind::Ratio => ratio(scene, claim, found),
            ClaimKind::Sum | ClaimKind::SumPartial => sum(scene, claim),
            _ => None,
        };
        if let (Some(meant), Some(claim)) = (meant, found.claims.get_mut(at)) {
            claim.tried = claim.tried.max(u32::try_from(meant.readings).unwrap_or(u32::MAX));
            for member in &mut claim.members {
                if member.role == meant.role {
                    member.figure = meant.figure;
                }
            }
        }
    }
}

/// The figure that is meant in one role of a claim, and among how many it was chosen.
struct Meant {
    role: MemberRole,
    figure: FigureId,
    readings: usize,
}

/// The whole of which the numerator is a part, or another denominator of its name.
fn ratio(scene: &Scene<'_>, claim: &Claim, found: &Found<'_>) -> Option<Meant> {
    let fact = |role| scene.fact(claim.one(role)?);
    let rate = fact(MemberRole::Ratio)?;
    let (upper, lower) = (fact(MemberRole::Numerator)?, fact(MemberRole::Denominator)?);
    if fit::ratio(rate, upper, lower) != Some(false) {
        return None;
    }
    let whole = found.whole_of(upper.id).and_then(|(_, whole)| scene.fact(whole));
    let whole = whole.filter(|whole| whole.sentence == upper.sentence && whole.index != lower.index);
    if let Some(whole) = whole.filter(|whole| fit::ratio(rate, whole, lower) == Some(true)) {
        return Some(Meant {
            role: MemberRole::Numerator,
            figure: whole.id,
            readings: 2,
        });
    }
    // 建议126件，已办结121件，办结率96%；其中甲类86件，占68.3%: what is told next may be of all, and not of what was done of it.
    let all = found
        .claims
        .iter()
        .find(|other| other.kind == ClaimKind::Ratio && other.one(MemberRole::Numerator) == Some(lower.id));
    let all = all.and_then(|other| scene.fact(other.one(MemberRole::Denominator)?));
    if let Some(all) = all.filter(|all| fit::ratio(rate, upper, all) == Some(true)) {
        return Some(Meant {
            role: MemberRole::Denominator,
            figure: all.id,
            readings: 2,
        });
    }
    let named: Vec<&Fact<'_>> = namesakes(scene, rate, lower)
        .filter(|other| other.index != upper.index && other.index != rate.index)
        .collect();
    let meant = named
        .iter()
        .find(|other| fit::ratio(rate, upper, other) == Some(true))?;
    Some(Meant {
        role: MemberRole::Denominator,
        figure: meant.id,
        readings: named.len() + 1,
    })
}

/// Another total of its sentence that bears the name of all parts, which it does not: 总投资386.4亿元，年度计划投资96.8亿元。其中新开工…年度计划投资….
fn sum(scene: &Scene<'_>, claim: &Claim) -> Option<Meant> {
    let total = scene.fact(claim.one(MemberRole::Total)?)?;
    let parts: Option<Vec<&Fact<'_>>> = claim.of(MemberRole::Part).map(|part| scene.fact(part)).collect();
    let parts = parts?;
    let first = parts.first()?;
    let one_name = parts.iter().all(|part| part.subject == first.subject) && parts.len() > 1;
    let named = total.subject.ends_with(first.subject);
    if !one_name || named || fit::sum(total, &parts) == Some(Fit::Whole) {
        return None;
    }
    let mut before = scene
        .before(first.index)
        .take_while(|fact| fact.sentence >= total.sentence);
    let meant = before.find(|fact| {
        let named = fact.subject.ends_with(first.subject) && fact.adds_to(first);
        named && fact.index != total.index && fit::sum(fact, &parts) == Some(Fit::Whole)
    })?;
    Some(Meant {
        role: MemberRole::Total,
        figure: meant.id,
        readings: 2,
    })
}

/// The levels that may be meant as well as `fact`, in its unit: they bear its name, or one that ends as it does. Where it stands in
/// the paragraph of `rate`, only what is told beside it under another name may (年初存栏 and 年末存栏).
fn namesakes<'s, 'a>(
    scene: &'s Scene<'a>,
    rate: &'s Fact<'_>,
    fact: &'s Fact<'a>,
) -> impl Iterator<Item = &'s Fact<'a>> {
    let bears = |other: &Fact<'_>| {
        let (own, name) = (fact.subject, other.subject);
        let ends = own.ends_with(name) || name.ends_with(own);
        ends && own.chars().count().min(name.chars().count()) >= SHORTEST || common_end(own, name) >= NAME
    };
    let time = |fact: &Fact<'_>| (fact.figure.period, fact.figure.mode, fact.figure.accrual);
    let open = move |other: &Fact<'_>| {
        if fact.paragraph == rate.paragraph {
            other.sentence == rate.sentence
                && other.subject != fact.subject
                && common_end(fact.subject, other.subject) >= SHORTEST
        } else {
            time(other) != time(fact) && bears(other)
        }
    };
    let near = scene.before(rate.index).chain(scene.after(rate.index));
    near.filter(move |other| other.is_like(fact) && other.index != fact.index && open(other))
}

/// How many characters a name has at least that tells a thing: 存栏.
const SHORTEST: usize = 2;

/// How many characters two names end with at least that tell of one thing.
const NAME: usize = 3;
