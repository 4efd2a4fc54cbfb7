//! What a figure is called in the finding that it takes part in, as a drafter would: of a growth the level before and this one, not
//! the denominator and the numerator.

use juyan::Checked;
use juyan::model::{Base, Claim, ClaimKind, Figure, Finding, MemberRole, Role, Span};

/// The wording for the figure at `span` in the claim that `finding` is about; none where no word fits.
pub(crate) fn member_id(checked: &Checked<'_>, finding: &Finding, span: Span) -> Option<&'static str> {
    let figures = &checked.reading.figures;
    let claim = checked.reading.claims.get(finding.claim?)?;
    let is_here = |figure: &Figure| figure.span == span;
    let member = claim
        .members
        .iter()
        .find(|member| figures.get(member.figure.0).is_some_and(is_here))?;
    // In other claims a figure is named by the sum, and no word fits them all.
    let is_named = member.role != MemberRole::Figure || claim.kind == ClaimKind::Same;
    let own = || of_kind(claim, figures, member.role).unwrap_or_else(|| of_role(member.role));
    is_named.then(own)
}

/// What a claim's own kind calls a member.
fn of_kind(claim: &Claim, figures: &[Figure], role: MemberRole) -> Option<&'static str> {
    Some(match (claim.kind, role) {
        (ClaimKind::Multiple, MemberRole::Ratio) => "member.multiple",
        (ClaimKind::Growth | ClaimKind::MeanGrowth | ClaimKind::GrowthByParts, MemberRole::Ratio) => {
            "member.growth"
        }
        (ClaimKind::Growth | ClaimKind::Multiple | ClaimKind::MeanGrowth, role) => match role {
            MemberRole::Numerator => "member.now",
            MemberRole::Denominator => "member.before",
            MemberRole::Part => "member.added",
            _ => return None,
        },
        (ClaimKind::Progress, MemberRole::Ratio) => "member.progress",
        (ClaimKind::Progress, MemberRole::Numerator) => "member.done",
        (ClaimKind::Progress, MemberRole::Denominator) => "member.planned",
        (ClaimKind::Average, MemberRole::Ratio) => "member.mean",
        (ClaimKind::Difference, role) if claim.one(MemberRole::Subtrahend).is_none() => match role {
            MemberRole::Minuend => "member.progress",
            MemberRole::Result => "member.gap",
            _ => return None,
        },
        (ClaimKind::Change | ClaimKind::Difference, role) if is_in_time(claim, figures) => match role {
            MemberRole::Result => "member.added",
            MemberRole::Minuend => "member.now",
            MemberRole::Subtrahend => "member.before",
            _ => return None,
        },
        _ => return None,
    })
}

/// Whether a difference is one between two times, not between two places.
fn is_in_time(claim: &Claim, figures: &[Figure]) -> bool {
    let result = claim.one(MemberRole::Result).and_then(|id| figures.get(id.0));
    let since = [Base::Yoy, Base::Mom, Base::Ytd];
    claim.kind == ClaimKind::Change
        || result.is_some_and(|figure| {
            figure.role == Role::Change && figure.base.is_some_and(|base| since.contains(&base))
        })
}

/// What a member is called by its role alone.
const fn of_role(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Total => "member.total",
        MemberRole::Part => "member.part",
        MemberRole::Ratio => "member.ratio",
        MemberRole::Numerator => "member.numerator",
        MemberRole::Denominator => "member.denominator",
        MemberRole::Figure => "member.figure",
        MemberRole::Result => "member.result",
        MemberRole::Minuend => "member.minuend",
        MemberRole::Subtrahend => "member.subtrahend",
    }
}
