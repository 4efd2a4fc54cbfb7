//! Judges drawn honest reports at length: `cargo run --release -p juyan-prove --example simulate -- 100000`.
//!
//! Prints for each mode and kind how many claims were drawn, proved, and found fault with, and the time a judgement takes.
//! Fails where an honest report was blamed.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a measuring tool, run by hand"
)]

#[path = "../tests/simulation/mod.rs"]
mod simulation;
#[path = "../tests/sketch/mod.rs"]
mod sketch;

use juyan_model::{Severity, Verdict};
use simulation::{Draw, KINDS, Print, Simulation};
use sketch::Sketch;
use std::time::{Duration, Instant};

/// Claims in one document.
const DOCUMENT: usize = 300;

fn main() {
    let wanted: usize = std::env::args()
        .nth(1)
        .map_or(1_000, |count| count.parse().expect("a number of claims a kind"));
    let mut spent = Duration::ZERO;
    let mut all = 0;
    let mut blamed = [0_usize; 3];
    for (mode, print) in [Print::HalfUp, Print::HalfEven, Print::Truncated]
        .into_iter()
        .enumerate()
    {
        for (seed, kind) in KINDS.into_iter().enumerate() {
            let mut draw = Draw((mode * 100 + seed) as u64);
            let (mut drawn, mut proved, mut loud, mut asked) = (0, 0, 0, 0);
            while drawn < wanted {
                let mut sketch = Sketch::default();
                for _ in 0..DOCUMENT.min(wanted - drawn) {
                    Simulation {
                        draw: &mut draw,
                        sketch: &mut sketch,
                        mode: print,
                    }
                    .claim(kind);
                }
                drawn += sketch.claims.len();
                let start = Instant::now();
                let judgements = sketch.judge();
                spent += start.elapsed();
                proved += judgements
                    .iter()
                    .filter(|judgement| judgement.verdict == Verdict::Proved)
                    .count();
                for finding in sketch.findings() {
                    match finding.severity {
                        Severity::Error | Severity::Warning => loud += 1,
                        Severity::Question | Severity::Note => asked += 1,
                    }
                }
            }
            all += drawn;
            blamed[mode] += loud;
            println!(
                "{print:?} {kind:?}: {drawn} drawn, {proved} proved, {loud} errors and warnings, {asked} questions"
            );
        }
    }
    let [up, even, cut] = blamed;
    println!("errors and warnings: half up {up}, half even {even}, truncated {cut}; of {all} claims");
    assert_eq!((up, even, cut), (0, 0, 0), "honest reports were blamed");
    println!(
        "judging {DOCUMENT} claims takes {:?}",
        spent * DOCUMENT as u32 / all.max(1) as u32
    );
}
