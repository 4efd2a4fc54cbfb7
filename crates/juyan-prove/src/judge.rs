//! Claims to verdicts.

use crate::build::Build;
use crate::count::{self, Counted};
use crate::equation::{Equation, Form};
use crate::say::{self, Say};
use crate::{apportioned, power, premise, sibling, told};
use juyan_catalogue::{Catalogue, UnitClass};
use juyan_model::{
    Claim, ClaimKind, ClaimOrigin, Figure, Interval, Judgement, MemberRole, Premise, Rational, Rounding,
    Verdict,
};

/// Judges every claim over `figures`, in the order of the list.
///
/// A claim is proved where one rounding mode, the same for all its members, makes both sides meet; refuted where none
/// does; undecided where a member is absent, the units are of different things, or growth is not the ratio of levels. The
/// judgement names the premise it hangs on. Shares that were rounded so that they come to 100% are proved too.
pub fn judge(figures: &[Figure], claims: &[Claim], catalogue: &Catalogue) -> Vec<Judgement> {
    let build = Build {
        figures,
        claims,
        catalogue,
    };
    let say = Say::new(catalogue);
    let of = |(position, claim)| of_claim(build, say, position, claim);
    let mut judgements: Vec<Judgement> = claims.iter().enumerate().map(of).collect();
    sibling::share_premises(build, claims, &mut judgements);
    apportioned::settle(build, claims, &mut judgements);
    judgements
}

fn of_claim(build: Build<'_>, say: Say, position: usize, claim: &Claim) -> Judgement {
    if !claim.told.is_empty() {
        return told::judge(position, claim);
    }
    let counts = [MemberRole::Numerator, MemberRole::Denominator]
        .into_iter()
        .filter(|role| claim.one(*role).is_some());
    if claim.kind == ClaimKind::CountRate && counts.count() < 2 {
        return match count::search(build, claim) {
            Ok(counted) => of_count(build, say, position, claim, counted),
            Err(premise) => undecided(position, premise),
        };
    }
    match build.equation(claim) {
        Ok(equation) => of_equation(build, say, position, claim, &equation),
        Err(Premise::FigureAbsent) if claim.kind == ClaimKind::Progress => {
            derived_plan(build, say, position, claim)
        }
        Err(premise) => undecided(position, premise),
    }
}

fn undecided(claim: usize, premise: Premise) -> Judgement {
    Judgement {
        claim,
        verdict: Verdict::Undecided,
        roundings: Vec::new(),
        power: None,
        arithmetic: String::new(),
        computed: None,
        premise: Some(premise),
    }
}

fn of_equation(
    build: Build<'_>,
    say: Say,
    position: usize,
    claim: &Claim,
    equation: &Equation<'_>,
) -> Judgement {
    let computed = equation.computed(Rounding::HalfUp);
    let cannot = equation.divides_by_zero() || (computed.is_none() && equation.form != Form::Agreement);
    if cannot {
        return undecided(position, Premise::DivisorZero);
    }
    let roundings = equation.roundings();
    let holds = !roundings.is_empty();
    Judgement {
        claim: position,
        verdict: if holds { Verdict::Proved } else { Verdict::Refuted },
        power: roundings
            .first()
            .and_then(|mode| power::power(equation, *mode))
            .map(|power| power::among(power, claim.tried.saturating_mul(power::readings(equation)))),
        arithmetic: say::equation(say, equation, holds),
        computed,
        premise: match roundings.as_slice() {
            [Rounding::Truncation] => Some(Premise::DigitsCutOff),
            [] => premise::premise(build, claim, equation).or_else(|| unknown_basis(build, claim)),
            _ => None,
        },
        roundings,
    }
}

/// Whether a growth is of money whose price basis nobody tells. Where a text implies it, its words were looked at: it is only
/// possible where they leave that open. What is told in times or doublings is told of the levels.
fn unknown_basis(build: Build<'_>, claim: &Claim) -> Option<Premise> {
    let figures = || {
        claim
            .members
            .iter()
            .filter_map(|member| build.figures.get(member.figure.0))
    };
    let bound = figures().any(|figure| figure.indicator.is_some());
    let rate = claim.one(MemberRole::Ratio).and_then(|id| build.term(id).ok());
    let percent = rate.is_some_and(|rate| !rate.is_times());
    let unit = |figure: &Figure| build.catalogue.unit(figure.unit.as_deref()?);
    let money = figures().any(|figure| unit(figure).is_some_and(|unit| unit.class == UnitClass::Currency));
    let open = claim.kind == ClaimKind::Growth && claim.origin != ClaimOrigin::Implied;
    (open && percent && money && !bound).then_some(Premise::UnknownBasis)
}

fn of_count(build: Build<'_>, say: Say, position: usize, claim: &Claim, counted: Counted) -> Judgement {
    let word = |role| {
        claim
            .one(role)
            .and_then(|id| build.figures.get(id.0))
            .map(|figure| say.figure(figure))
    };
    let rate = word(MemberRole::Ratio).unwrap_or_default();
    let holds = !counted.roundings.is_empty();
    let found = match (&counted.counts, counted.fraction) {
        (_, Some((above, below))) => format!("{above} ÷ {below}"),
        (Some((first, last)), _) => {
            let counts = if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            };
            let below = word(MemberRole::Denominator).or_else(|| counted.days.map(|days| days.to_string()));
            match (below, word(MemberRole::Numerator)) {
                (Some(below), _) => format!("{counts} ÷ {below}"),
                (None, above) => format!("{} ÷ {counts}", above.unwrap_or_default()),
            }
        }
        (None, None) => match (word(MemberRole::Denominator), word(MemberRole::Numerator)) {
            (Some(below), _) => format!("? ÷ {below}"),
            (None, above) => format!("{} ÷ ?", above.unwrap_or_default()),
        },
    };
    let whole = |n: num_bigint::BigInt| Rational::from_integer(n);
    Judgement {
        claim: position,
        verdict: if holds { Verdict::Proved } else { Verdict::Refuted },
        premise: (counted.roundings == [Rounding::Truncation]).then_some(Premise::DigitsCutOff),
        roundings: counted.roundings,
        power: counted.power.filter(|_| holds),
        arithmetic: format!("{found} {} {rate}", if holds { "=" } else { "≠" }),
        computed: counted
            .counts
            .map(|(first, last)| Interval::closed(whole(first), whole(last))),
    }
}

/// The plan that an amount done and its progress imply, in base units. The amount is taken as it is printed: what is
/// asked is which plans a stored one may be for the printed pair to be right.
fn derived_plan(build: Build<'_>, say: Say, position: usize, claim: &Claim) -> Judgement {
    let mut judgement = undecided(position, Premise::PlanAbsent);
    let term = |role| claim.one(role).and_then(|id| build.term(id).ok());
    let (Some(rate), Some(done)) = (term(MemberRole::Ratio), term(MemberRole::Numerator)) else {
        judgement.premise = Some(Premise::FigureAbsent);
        return judgement;
    };
    if !rate.is_ratio() || !rate.nominal.is_positive() || done.nominal.is_zero() {
        return judgement;
    }
    let plan = Interval::exactly(done.nominal.clone()).over(&rate.interval(Rounding::HalfUp));
    if let (Some(plan), Some((_, amount)), Some((_, progress))) = (&plan, done.figure, rate.figure) {
        judgement.arithmetic = format!(
            "{} ÷ {} = {}",
            say.figure(amount),
            say.figure(progress),
            say.interval(plan, &done)
        );
    }
    judgement.computed = plan;
    judgement
}
