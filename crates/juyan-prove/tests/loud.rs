//! Loud on error: an honest claim of which one printed value is moved by more than twice the joint rounding is refuted, and
//! the finding marks exactly the figures of that claim.
//!
//! The joint rounding is reckoned here in floating point, one whole unit of the last digit a figure (digits may have been
//! cut off), and shares nothing with the prover.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop where it is wrong itself"
)]
#![allow(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "rough by intention"
)]

mod simulation;
mod sketch;

use juyan_model::{ClaimKind, Decimal, FigureId, MemberRole, Severity, Value, Verdict};
use simulation::{Draw, Print, Simulation};
use sketch::Sketch;

/// Claims drawn of each kind and mode.
const CLAIMS: u64 = 60;

const KINDS: [ClaimKind; 9] = [
    ClaimKind::Sum,
    ClaimKind::Identity,
    ClaimKind::Ratio,
    ClaimKind::Progress,
    ClaimKind::Difference,
    ClaimKind::Change,
    ClaimKind::Same,
    ClaimKind::Composition,
    ClaimKind::Average,
];

/// A figure in base units, percentages as fractions, and one unit of its last digit.
fn rough(sketch: &Sketch, id: FigureId) -> (f64, f64) {
    let figure = &sketch.figures[id.0];
    let percent = matches!(figure.unit.as_deref(), Some("%" | "个百分点"));
    let factor = if percent { 0.01 } else { 1.0 };
    let printed = figure.printed.unwrap();
    let Some(Value::One(value)) = figure.value else {
        panic!("one value")
    };
    let scale: f64 = printed.scale.to_string().parse().unwrap();
    let last = scale / 10_f64.powi(printed.digits.scale().cast_signed());
    let last = if printed.is_exact() { 0.0 } else { last };
    (value.to_string().parse::<f64>().unwrap() * factor, last * factor)
}

/// How far the members' rounding can carry the two sides apart, in units of the moved figure.
fn joint(sketch: &Sketch, moved: FigureId) -> f64 {
    let claim = &sketch.claims[0];
    let quotient = matches!(
        claim.kind,
        ClaimKind::Ratio | ClaimKind::Progress | ClaimKind::Average
    );
    if !quotient {
        return claim
            .members
            .iter()
            .map(|member| rough(sketch, member.figure).1)
            .sum();
    }
    let (above, above_last) = rough(sketch, claim.one(MemberRole::Numerator).unwrap());
    let (below, below_last) = rough(sketch, claim.one(MemberRole::Denominator).unwrap());
    let high = (above + above_last) / (below - below_last);
    let low = (above - above_last) / (below + below_last);
    high - low + rough(sketch, moved).1
}

/// Adds `steps` units of its last digit to a figure.
fn add(sketch: &mut Sketch, moved: FigureId, steps: u64) {
    let figure = &mut sketch.figures[moved.0];
    let printed = figure.printed.as_mut().unwrap();
    let Some(Value::One(value)) = figure.value else {
        panic!("one value")
    };
    let step = Decimal::try_new(1, printed.digits.scale()).unwrap() * Decimal::from(steps);
    let digits = value / printed.scale + step;
    printed.digits = digits.abs();
    figure.value = Some(Value::One(digits * printed.scale));
}

/// The figure to move: the result, or the last part of a composition.
fn moved(sketch: &Sketch) -> FigureId {
    let claim = &sketch.claims[0];
    let results = [MemberRole::Total, MemberRole::Ratio, MemberRole::Result];
    let result = results.into_iter().find_map(|role| claim.one(role));
    result.unwrap_or_else(|| claim.members.last().unwrap().figure)
}

#[test]
fn a_moved_value_is_refuted_and_exactly_its_claim_is_marked() {
    let mut tried = 0;
    for (seed, kind) in KINDS.into_iter().enumerate() {
        for turn in 0..CLAIMS {
            let mode = [Print::HalfUp, Print::HalfEven, Print::Truncated][(turn % 3) as usize];
            let mut sketch = Sketch::default();
            let mut draw = Draw(seed as u64 * 1000 + turn);
            Simulation {
                draw: &mut draw,
                sketch: &mut sketch,
                mode,
            }
            .claim(kind);
            let id = moved(&sketch);
            let below = sketch.claims[0]
                .one(MemberRole::Denominator)
                .map_or((1.0, 0.0), |id| rough(&sketch, id));
            let last = rough(&sketch, id).1;
            // Where the divisor is nothing but rounding there is no joint rounding to speak of.
            if below.0 <= 4.0 * below.1 {
                continue;
            }
            let unit = if last == 0.0 { 1.0 } else { last };
            let steps = (2.0 * joint(&sketch, id) / unit).ceil() as u64 + 1;
            add(&mut sketch, id, steps);
            let judgement = sketch.judge().remove(0);
            if judgement.verdict == Verdict::Undecided {
                continue;
            }
            tried += 1;
            assert_eq!(
                judgement.verdict,
                Verdict::Refuted,
                "{kind:?} {mode:?} +{steps}: {}",
                judgement.arithmetic
            );
            let findings: Vec<_> = sketch
                .findings()
                .into_iter()
                .filter(|finding| finding.claim == Some(0))
                .collect();
            let [finding] = findings.as_slice() else {
                panic!("{kind:?}: {findings:?}")
            };
            let mut spans: Vec<_> = sketch.claims[0]
                .members
                .iter()
                .map(|member| sketch.figures[member.figure.0].span)
                .collect();
            spans.sort_unstable();
            assert_eq!(finding.spans, spans, "{kind:?}");
            let grave = if kind == ClaimKind::Same {
                Severity::Warning
            } else {
                Severity::Error
            };
            assert_eq!(finding.severity, grave, "{kind:?} {}", finding.arithmetic);
        }
    }
    assert!(
        tried > CLAIMS as usize * KINDS.len() * 3 / 4,
        "only {tried} claims could be moved"
    );
}
