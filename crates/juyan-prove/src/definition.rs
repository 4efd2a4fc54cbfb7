//! Claims that no sentence makes because they hold by definition: 一般公共预算收入 = 税收 + 非税.
//!
//! Which figures belong together is not told, so they must stand in one sentence, each indicator once; those that are the
//! only ones of the whole document may stand apart, and are then asked about at most.

use crate::ties::Ties;
use juyan_catalogue::{Catalogue, Identity, IdentityKind};
use juyan_model::{
    Accrual, Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Member, MemberRole, Mode, Period, Role, Span,
};
use rustc_hash::FxHashMap;

/// When and how an indicator's level is told; only levels alike in this can make up one another.
type Time = (Option<Period>, Mode, Accrual);

/// Levels by indicator and time, in text order.
type Levels<'a> = FxHashMap<(&'a str, Time), Vec<FigureId>>;

/// The claims that the catalogue's identities make about `figures`, without those that `claims` already hold.
pub(crate) fn by_definition(figures: &[Figure], claims: &[Claim], catalogue: &Catalogue) -> Vec<Claim> {
    let mut levels: Levels<'_> = FxHashMap::default();
    for (position, figure) in figures.iter().enumerate() {
        if let Some(indicator) = figure.indicator.as_deref().filter(|_| figure.role == Role::Level) {
            levels
                .entry((indicator, time(figure)))
                .or_default()
                .push(FigureId(position));
        }
    }
    let ties = Ties::of(claims);
    let mut by_total: FxHashMap<&str, Vec<&Identity>> = FxHashMap::default();
    for identity in catalogue
        .identities
        .iter()
        .filter(|identity| is_of_levels(identity))
    {
        by_total.entry(&identity.total).or_default().push(identity);
    }
    let mut found: Vec<Claim> = Vec::new();
    for (position, figure) in figures.iter().enumerate() {
        let told = matches!(figure.role, Role::Level | Role::Share);
        let Some(indicator) = figure.indicator.as_deref().filter(|_| told) else {
            continue;
        };
        // 税收占比84.3% may be told as a share; amounts are not.
        let identities = by_total.get(indicator).into_iter().flatten();
        for identity in identities.filter(|it| figure.role == Role::Level || it.kind == IdentityKind::Ratio) {
            let claim = of_identity(identity, FigureId(position), figures, &levels);
            found.extend(claim.filter(|claim| {
                // 其中新增债务限额 is a part of the limit and not the limit.
                let part = claim.origin == ClaimOrigin::Possible && is_part(&ties, FigureId(position));
                let ids = || claim.members.iter().map(|member| member.figure);
                let elsewhere = ids().any(|id| is_of_another(&ties, id, claim));
                !part && !elsewhere && !ties.are_tied(ids())
            }));
        }
    }
    found
}

/// Whether `figure` is told as a part of something.
fn is_part(ties: &Ties<'_>, figure: FigureId) -> bool {
    ties.claims(figure)
        .any(|claim| claim.of(MemberRole::Part).any(|part| part == figure))
}

/// Whether the text says that `figure` is a part of a whole which has no place in `claim`: 户籍人口41.26万人，其中城镇人口16.83万人 is
/// no part of the 常住人口 beside it.
fn is_of_another(ties: &Ties<'_>, figure: FigureId, claim: &Claim) -> bool {
    ties.claims(figure).any(|tie| {
        let sums = matches!(tie.kind, ClaimKind::Sum | ClaimKind::SumPartial);
        let said = matches!(tie.origin, ClaimOrigin::Stated | ClaimOrigin::Implied);
        let told = sums && said && tie.of(MemberRole::Part).any(|part| part == figure);
        let whole = tie.one(MemberRole::Total);
        told && !claim.members.iter().any(|member| Some(member.figure) == whole)
    })
}

/// Whether it ties levels to one another; other kinds are of shares, or of days.
fn is_of_levels(identity: &Identity) -> bool {
    matches!(
        identity.kind,
        IdentityKind::Sum | IdentityKind::Part | IdentityKind::Ratio
    )
}

const fn time(figure: &Figure) -> Time {
    (figure.period, figure.mode, figure.accrual)
}

fn of_identity(
    identity: &Identity,
    total: FigureId,
    figures: &[Figure],
    levels: &Levels<'_>,
) -> Option<Claim> {
    let whole = figures.get(total.0)?;
    let start = |id: &FigureId| figures.get(id.0).map(|figure| figure.span.start);
    // More than one is too many: a third in the sentence need not be looked for.
    let in_sentence = |sentence: Span, ids: &[FigureId]| -> Vec<FigureId> {
        let first = ids.partition_point(|id| start(id) < Some(sentence.start));
        ids.iter()
            .skip(first)
            .take_while(|id| start(id) < Some(sentence.end))
            .copied()
            .filter(|id| {
                figures
                    .get(id.0)
                    .is_some_and(|figure| figure.sentence == sentence)
            })
            .take(2)
            .collect()
    };
    let parts: Vec<&[FigureId]> = identity
        .parts
        .iter()
        .map(|indicator| levels.get(&(indicator.as_str(), time(whole))).map(Vec::as_slice))
        .collect::<Option<_>>()?;
    let here: Vec<Vec<FigureId>> = parts.iter().map(|ids| in_sentence(whole.sentence, ids)).collect();
    let alone = |ids: &[FigureId]| if let [id] = ids { Some(*id) } else { None };
    let own = levels
        .get(&(identity.total.as_str(), time(whole)))
        .map(Vec::as_slice)
        .unwrap_or_default();
    let near: Option<Vec<FigureId>> = here.iter().map(|ids| alone(ids)).collect();
    let near = near.filter(|_| in_sentence(whole.sentence, own).len() <= 1);
    let apart = || {
        let told: Option<Vec<FigureId>> = parts.iter().map(|ids| alone(ids)).collect();
        told.filter(|_| alone(own) == Some(total))
    };
    let before = || -> Option<Vec<FigureId>> {
        let told = parts.iter().map(|ids| just_before(ids, total, figures));
        told.collect::<Option<_>>()
            .filter(|_| identity.kind == IdentityKind::Ratio)
    };
    let (parts, origin) = match near {
        Some(ids) => (ids, ClaimOrigin::Definition),
        None => (before().or_else(apart)?, ClaimOrigin::Possible),
    };
    let mut ids = vec![total];
    ids.extend(parts);
    Some(Claim {
        kind: kind(identity),
        members: members(identity, &ids),
        origin,
        told: Vec::new(),
        tried: 1,
    })
}

/// The last of `ids` before `total`, where it stands close: 税收35亿元，…；税收占比84.3%.
fn just_before(ids: &[FigureId], total: FigureId, figures: &[Figure]) -> Option<FigureId> {
    let at = ids.partition_point(|id| *id < total);
    let id = *ids.get(at.checked_sub(1)?)?;
    let place = |id: FigureId| figures.get(id.0).map(|figure| figure.span);
    let close = total.0 - id.0 <= FIGURES && place(total)?.start <= place(id)?.end + BYTES;
    close.then_some(id)
}

/// How many figures back the amounts of a ratio may stand, and how many bytes.
const FIGURES: usize = 8;
const BYTES: usize = 300;

fn kind(identity: &Identity) -> ClaimKind {
    if identity.kind == IdentityKind::Part {
        ClaimKind::SumPartial
    } else {
        ClaimKind::Identity
    }
}

fn members(identity: &Identity, ids: &[FigureId]) -> Vec<Member> {
    let roles: &[MemberRole] = match identity.kind {
        IdentityKind::Ratio => &[MemberRole::Ratio, MemberRole::Numerator, MemberRole::Denominator],
        _ => &[MemberRole::Total, MemberRole::Part],
    };
    let last = roles.last().copied().unwrap_or(MemberRole::Part);
    ids.iter()
        .enumerate()
        .map(|(at, figure)| Member {
            role: roles.get(at).copied().unwrap_or(last),
            figure: *figure,
        })
        .collect()
}
