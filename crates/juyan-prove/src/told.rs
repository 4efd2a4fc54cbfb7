//! Claims between numbers that words tell: the things listed beside their number, years and what they are counted from.
//!
//! These are whole numbers and exact. The power is that of the first number that is printed as a numeral: of all numerals
//! of as many digits the share that the claim would exclude. Where none is printed no wrong numeral is caught.

use juyan_model::{Claim, ClaimKind, Judgement, MemberRole, Power, Premise, Rounding, Told, Verdict};

/// The verdict on the told numbers of `claim`.
pub(crate) fn judge(position: usize, claim: &Claim) -> Judgement {
    let total = claim.told.iter().find(|told| told.role == MemberRole::Total);
    let parts: Vec<&Told> = claim
        .told
        .iter()
        .filter(|told| told.role == MemberRole::Part)
        .collect();
    let sum = parts.iter().map(|told| i64::from(told.value)).sum::<i64>();
    let Some(total) = total else {
        return judgement(position, Verdict::Undecided);
    };
    let printed = i64::from(total.value);
    let partial = claim.kind == ClaimKind::EnumerationPartial;
    let joints = claim.told.iter().filter(|told| told.role == MemberRole::Figure);
    let loose = joints.map(|told| i64::from(told.value)).sum::<i64>();
    let holds = if partial {
        sum <= printed
    } else {
        (sum..=sum + loose).contains(&printed)
    };
    let mut judgement = judgement(position, if holds { Verdict::Proved } else { Verdict::Refuted });
    judgement.arithmetic = arithmetic(claim.kind, &parts, sum, printed, holds);
    if holds {
        judgement.roundings = Rounding::ALL.to_vec();
        let weighed = claim.told.iter().find(|told| told.digits > 0);
        let excluded = if partial { Ok(sum) } else { Err(loose) };
        judgement.power = Some(weighed.map_or_else(|| Power::new(0, 1), |told| power(told, excluded)));
    }
    judgement
}

const fn judgement(position: usize, verdict: Verdict) -> Judgement {
    let premise = match verdict {
        Verdict::Undecided => Some(Premise::FigureAbsent),
        Verdict::Proved | Verdict::Refuted => None,
    };
    Judgement {
        claim: position,
        verdict,
        roundings: Vec::new(),
        power: None,
        arithmetic: String::new(),
        computed: None,
        premise,
    }
}

/// Of all numerals with the digits of `told` the share that is excluded: those below a least one, or all but one and those
/// that joints allow.
fn power(told: &Told, excluded: Result<i64, i64>) -> Power {
    let all = 10_u64.checked_pow(u32::from(told.digits)).unwrap_or(u64::MAX);
    let caught = match excluded {
        Ok(least) => u64::try_from(least).unwrap_or_default().min(all),
        Err(loose) => all.saturating_sub(u64::try_from(loose).unwrap_or_default().saturating_add(1)),
    };
    Power::new(caught, all)
}

fn arithmetic(kind: ClaimKind, parts: &[&Told], sum: i64, printed: i64, holds: bool) -> String {
    let sign = match (kind, holds) {
        (ClaimKind::EnumerationPartial, true) => "≤",
        (ClaimKind::EnumerationPartial, false) => ">",
        (_, true) => "=",
        (_, false) => "≠",
    };
    let words: Vec<String> = parts.iter().map(|told| told.value.to_string()).collect();
    let left = if words.len() > LONGEST {
        format!("1 × {}", words.len())
    } else {
        words.join(" + ")
    };
    if holds && sum != printed && kind != ClaimKind::EnumerationPartial {
        return format!("{left} + {} = {printed}", printed - sum);
    }
    if holds || kind == ClaimKind::EnumerationPartial {
        format!("{left} {sign} {printed}")
    } else {
        format!("{left} = {sum} {sign} {printed}")
    }
}

/// Longer lists are told by their length.
const LONGEST: usize = 6;
