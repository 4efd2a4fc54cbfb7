//! What saves one share of a wrong whole often saves its sister: of two shares that are told of 266.63 but are those of
//! 263.53, the second is what the first leaves of 263.53, whatever is printed above its line.

use crate::build::Build;
use crate::equation::{Equation, Form};
use crate::term::Term;
use juyan_model::{Claim, ClaimKind, FigureId, Judgement, MemberRole, Premise, Rounding, Verdict};
use rustc_hash::FxHashMap;

/// A whole that a share does not fit, the whole that it does fit, and the part of it.
#[derive(Debug, Clone, Copy)]
struct Mended {
    instead: FigureId,
    part: FigureId,
}

/// Gives refuted ratios the premise that saved another ratio of the same denominator, where it saves them too.
pub(crate) fn share_premises(build: Build<'_>, claims: &[Claim], judgements: &mut [Judgement]) {
    let mended = mended(claims, judgements);
    if mended.is_empty() {
        return;
    }
    for judgement in judgements.iter_mut() {
        let open = judgement.verdict == Verdict::Refuted && judgement.premise.is_none();
        let Some(claim) = claims
            .get(judgement.claim)
            .filter(|claim| open && claim.kind == ClaimKind::Ratio)
        else {
            continue;
        };
        let Some((figure, mend)) = claim
            .one(MemberRole::Denominator)
            .and_then(|id| Some((id, mended.get(&id)?)))
        else {
            continue;
        };
        if leaves(build, claim, *mend).unwrap_or_default() {
            judgement.premise = Some(Premise::OtherFigure {
                figure,
                instead: mend.instead,
            });
        }
    }
}

/// The denominators that are not the ones meant, by the shares already resolved.
fn mended(claims: &[Claim], judgements: &[Judgement]) -> FxHashMap<FigureId, Mended> {
    let resolved = judgements.iter().filter_map(|judgement| {
        let claim = claims
            .get(judgement.claim)
            .filter(|claim| claim.kind == ClaimKind::Ratio)?;
        let Some(Premise::OtherFigure { figure, instead }) = judgement.premise else {
            return None;
        };
        let denominator = claim.one(MemberRole::Denominator).filter(|id| *id == figure)?;
        Some((
            denominator,
            Mended {
                instead,
                part: claim.one(MemberRole::Numerator)?,
            },
        ))
    });
    resolved.collect()
}

/// Whether the ratio of `claim` is what the part leaves of the whole.
fn leaves(build: Build<'_>, claim: &Claim, mend: Mended) -> Option<bool> {
    let equation = build.equation(claim).ok()?;
    let whole = build.term(mend.instead).ok()?;
    let part = build.term(mend.part).ok()?;
    let holds = |rounding| {
        let rest = Form::Difference.apply(&[whole.interval(rounding), part.interval(rounding)])?;
        let share = Form::Quotient.apply(&[rest, whole.interval(rounding)])?;
        Some(equation.agrees(&share, &equation.result.interval(rounding)))
    };
    let fits = is_share(&equation) && whole.nominal > part.nominal;
    Some(fits && (holds(Rounding::HalfUp)? || holds(Rounding::Truncation)?))
}

fn is_share(equation: &Equation<'_>) -> bool {
    equation.form == Form::Quotient && Term::is_ratio(&equation.result)
}
