//! Silence on honesty: what was printed from true values is never blamed. The long form is `examples/simulate.rs`.

mod simulation;
mod sketch;

use juyan_model::{ClaimKind, Severity, Verdict};
use simulation::{Draw, KINDS, Print, Simulation};
use sketch::Sketch;

/// Claims drawn of each kind and mode.
const CLAIMS: usize = 150;

fn drawn(kind: ClaimKind, mode: Print, seed: u64) -> Sketch {
    let mut draw = Draw(seed);
    let mut sketch = Sketch::default();
    for _ in 0..CLAIMS {
        Simulation {
            draw: &mut draw,
            sketch: &mut sketch,
            mode,
        }
        .claim(kind);
    }
    sketch
}

#[test]
fn rounded_reports_are_proved() {
    for mode in [Print::HalfUp, Print::HalfEven] {
        for (seed, kind) in KINDS.into_iter().enumerate() {
            let sketch = drawn(kind, mode, u64::try_from(seed).unwrap());
            for judgement in sketch.judge() {
                let claim = &sketch.claims[judgement.claim];
                assert_ne!(
                    judgement.verdict,
                    Verdict::Refuted,
                    "{mode:?} {}",
                    judgement.arithmetic
                );
                let decided = judgement.verdict == Verdict::Proved || judgement.premise.is_some();
                assert!(decided, "{claim:?}");
            }
            assert_eq!(
                sketch
                    .findings()
                    .iter()
                    .find(|finding| finding.severity > Severity::Note),
                None,
                "{mode:?} {kind:?}"
            );
        }
    }
}

#[test]
fn truncated_reports_are_asked_about_at_most() {
    for (seed, kind) in KINDS.into_iter().enumerate() {
        let sketch = drawn(kind, Print::Truncated, 100 + u64::try_from(seed).unwrap());
        assert_eq!(
            sketch
                .findings()
                .iter()
                .find(|finding| finding.severity > Severity::Question),
            None,
            "{kind:?}"
        );
        assert!(
            sketch
                .judge()
                .iter()
                .all(|judgement| judgement.verdict != Verdict::Refuted),
            "{kind:?}"
        );
    }
}

#[test]
fn nearly_all_claims_are_decided() {
    for (seed, kind) in KINDS.into_iter().enumerate() {
        let judgements = drawn(kind, Print::HalfUp, 200 + u64::try_from(seed).unwrap()).judge();
        let proved = judgements
            .iter()
            .filter(|judgement| judgement.verdict == Verdict::Proved)
            .count();
        assert!(proved * 100 >= CLAIMS * 95, "{kind:?}: {proved} of {CLAIMS}");
    }
}
