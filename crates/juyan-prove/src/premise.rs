//! What would save a refuted claim: other roundings, another scale, another figure of the text.

use crate::build::Build;
use crate::equation::{Equation, Form, Relation};
use crate::power;
use crate::term::Term;
use juyan_model::{Claim, Figure, FigureId, Power, Premise, Rounding};

/// How many figures before and after the claim's own are tried in a member's place: a long paragraph's worth.
const NEIGHBOURS: usize = 12;

/// Of longer lists each member would be tried against too many.
const LONGEST: usize = 16;

/// The powers of ten by which figures slip: a digit, two, thousand, 万.
const SLIPS: [i8; 4] = [1, 2, 3, 4];

/// The premise under which `equation` would hold, the plainest first.
pub(crate) fn premise(build: Build<'_>, claim: &Claim, equation: &Equation<'_>) -> Option<Premise> {
    if equation.holds_loosely() {
        return Some(Premise::RoundedDifferently);
    }
    if equation.operands.len() > LONGEST || equation.form == Form::Agreement {
        return None;
    }
    match equation.relation {
        Relation::Equal => other_scale(equation).or_else(|| other_figure(build, claim, equation)),
        Relation::AtLeast => None,
        // That parts exceed their whole by a slip is plain only where they then come to all of it.
        Relation::AtMost => other_scale(&Equation {
            relation: Relation::Equal,
            ..equation.clone()
        }),
    }
}

fn holds(equation: &Equation<'_>) -> bool {
    equation.holds(Rounding::HalfUp) || equation.holds(Rounding::Truncation)
}

/// A member that is a power of ten off, by no accident. The result is tried first: where it alone explains it, it is what is doubted.
fn other_scale(equation: &Equation<'_>) -> Option<Premise> {
    (0..=equation.operands.len()).find_map(|position| {
        SLIPS
            .into_iter()
            .flat_map(|power| [power, -power])
            .find_map(|power| {
                let mut changed = equation.clone();
                let figure = {
                    let term = member(&mut changed, position)?;
                    let figure = term.figure?.0;
                    term.rescale(power);
                    figure
                };
                let tried = 2 * SLIPS.len() * (equation.operands.len() + 1);
                (holds(&changed) && is_telling(&changed, tried))
                    .then_some(Premise::OtherScale { figure, power })
            })
    })
}

/// The one part of a list that leaves something of its whole with which, at a hundred or ten thousand times what is printed,
/// nothing is left: 8.65亿元，其中2.42亿元、…、3.02万元. It alone bears another scale word than the whole, which is what makes it
/// odd; else a small part is no fault.
pub(crate) fn odd_part(equation: &Equation<'_>) -> Option<(FigureId, i8)> {
    let scale = |term: &Term<'_>| term.printed().map(|printed| printed.scale);
    let whole = scale(&equation.result)?;
    let mut others = equation
        .operands
        .iter()
        .enumerate()
        .filter(|(_, part)| scale(part).is_some_and(|own| own < whole));
    let (position, _) = others.next().filter(|_| others.next().is_none())?;
    ODD.into_iter()
        .filter(|_| equation.operands.len() >= 2)
        .find_map(|power| {
            let mut changed = Equation {
                relation: Relation::Equal,
                ..equation.clone()
            };
            let term = changed.operands.get_mut(position)?;
            let figure = term.figure?.0;
            term.rescale(power);
            (holds(&changed) && is_telling(&changed, ODD.len())).then_some((figure, power))
        })
}

/// The powers of ten by which a part of a list is odd: two places beside a changed scale word, 万.
const ODD: [i8; 2] = [2, 4];

/// The result at 0, then the operands.
fn member<'e, 'a>(equation: &'e mut Equation<'a>, position: usize) -> Option<&'e mut Term<'a>> {
    match position.checked_sub(1) {
        None => Some(&mut equation.result),
        Some(operand) => equation.operands.get_mut(operand),
    }
}

/// A neighbour that fits in the place of a member. It must fit better than chance: with so many tried, fewer than one in
/// twenty refuted claims may find one that means nothing.
fn other_figure(build: Build<'_>, claim: &Claim, equation: &Equation<'_>) -> Option<Premise> {
    let candidates = neighbours(build, claim);
    (0..=equation.operands.len()).find_map(|position| {
        candidates.iter().find_map(|(id, candidate)| {
            let mut changed = equation.clone();
            let term = member(&mut changed, position)?;
            let figure = term.figure?.0;
            let (own, other) = (term.figure?.1, candidate.figure?.1);
            let fits = term.measure.kind.is_alike(candidate.measure.kind)
                && own.role == other.role
                && own.mode == other.mode;
            if !fits || term.nominal == candidate.nominal {
                return None;
            }
            *term = candidate.clone();
            let tried = candidates.len() * (equation.operands.len() + 1);
            (holds(&changed) && is_telling(&changed, tried))
                .then_some(Premise::OtherFigure { figure, instead: *id })
        })
    })
}

/// The facts around the members of `claim` that are not members themselves, in text order.
fn neighbours<'a>(build: Build<'a>, claim: &Claim) -> Vec<(FigureId, Term<'a>)> {
    let ids = || claim.members.iter().map(|member| member.figure.0);
    let mut near: Vec<usize> = ids()
        .flat_map(|id| id.saturating_sub(NEIGHBOURS)..=id.saturating_add(NEIGHBOURS))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.retain(|id| ids().all(|own| own != *id) && build.figures.get(*id).is_some_and(Figure::is_fact));
    near.into_iter()
        .filter_map(|id| Some((FigureId(id), build.term(FigureId(id)).ok()?)))
        .collect()
}

/// Whether the proof of `equation` excludes so much that it is no accident after `tried` trials.
fn is_telling(equation: &Equation<'_>, tried: usize) -> bool {
    let Some(power) = power::power(equation, Rounding::HalfUp) else {
        return false;
    };
    let missed = Power::from_integer(1) - power;
    let tried = u64::try_from(tried).unwrap_or(u64::MAX);
    // missed × tried < 1/20, without leaving whole numbers.
    missed.numer().saturating_mul(tried).saturating_mul(20) < *missed.denom()
}
