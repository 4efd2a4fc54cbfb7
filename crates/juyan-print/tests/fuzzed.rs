//! The fuzz targets on a stable compiler: each does what its file says, holds for the inputs that are kept in `fuzz/kept`, and
//! for what these become when they are shaken a little. `JUYAN_FUZZ=seconds` shakes each for so long.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot read its inputs has failed, and a long run says how far it came"
)]

#[path = "../../../fuzz/src/lib.rs"]
mod targets;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use targets::{TARGETS, Target};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

/// The kept inputs of a target, by the names of their files.
fn kept(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = std::fs::read_dir(fuzz().join("kept").join(name)).unwrap();
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        (path, bytes)
    };
    paths.into_iter().map(read).collect()
}

/// What the fuzzer builds is no more than a call of what is built here.
#[test]
fn every_target_is_a_call_of_its_function() {
    let names: BTreeSet<String> = TARGETS.iter().map(|(name, _)| format!("{name}.rs")).collect();
    let files = std::fs::read_dir(fuzz().join("fuzz_targets")).unwrap();
    let files = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(files.collect::<BTreeSet<_>>(), names);
    let manifest = std::fs::read_to_string(fuzz().join("Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        let text = std::fs::read_to_string(fuzz().join(format!("fuzz_targets/{name}.rs"))).unwrap();
        let call = format!(
            "#![no_main]\n\nlibfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::{name}(bytes));\n"
        );
        let code = text.split_once('\n').map(|(_, code)| code);
        assert_eq!(code, Some(call.as_str()), "{name}");
        assert!(
            manifest.contains(&format!("path = \"fuzz_targets/{name}.rs\"")),
            "{name} is not built"
        );
    }
}

#[test]
fn what_was_found_once_holds() {
    for (name, target) in TARGETS {
        let inputs = kept(name);
        assert!(!inputs.is_empty(), "{name} has no input to begin with");
        for (path, bytes) in inputs {
            holds(target, &bytes, &path.display().to_string());
        }
    }
}

#[test]
fn what_is_shaken_holds() {
    const FEW: usize = 40;
    let long = std::env::var("JUYAN_FUZZ").ok();
    let long = long.map(|seconds| Duration::from_secs(seconds.parse().unwrap()));
    for (name, target) in TARGETS {
        let inputs: Vec<Vec<u8>> = kept(name).into_iter().map(|(_, bytes)| bytes).collect();
        let mut dice = Dice(0x2545_f491_4f6c_dd1d);
        let since = Instant::now();
        let mut tries = 0;
        while long.map_or(tries < FEW, |long| since.elapsed() < long) {
            let bytes = shaken(&inputs, &mut dice);
            holds(target, &bytes, &format!("{name}, try {tries}"));
            tries += 1;
        }
        if long.is_some() {
            eprintln!("{name}: {tries} tries");
        }
    }
}

/// Fails with the file into which an input was written for which a target does not hold.
fn holds(target: Target, bytes: &[u8], what: &str) {
    if catch_unwind(AssertUnwindSafe(|| target(bytes))).is_err() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("failed");
        std::fs::write(&path, bytes).unwrap();
        panic!("{what} does not hold; its input is kept as {}", path.display());
    }
}

/// Numbers without a pattern, the same on every run.
struct Dice(u64);

impl Dice {
    /// A number below `most`; 0 where that is 0.
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let most = u64::try_from(most).unwrap().max(1);
        usize::try_from(self.0 % most).unwrap()
    }
}

/// Pieces that mean something to one of the targets.
const PIECES: [&str; 24] = [
    "其中",
    "（",
    "）",
    "；",
    "，",
    "7.9亿元",
    "33%",
    "2024年",
    "三",
    "一、",
    "分别",
    "\n",
    "\0",
    "|",
    "<table>",
    "<td>",
    "</p>",
    "<w:p>",
    "</w:r>",
    "<w:t>",
    "[[",
    "\"",
    "endstream",
    "<<",
];

/// One of the inputs with some places changed, left out, doubled or filled.
fn shaken(inputs: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const LONGEST: usize = 1 << 14;
    let mut bytes = inputs[dice.below(inputs.len())].clone();
    for _ in 0..=dice.below(8) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(24)).min(bytes.len());
        match dice.below(5) {
            0 => bytes.truncate(at.max(1)),
            1 => _ = bytes.drain(at..end),
            2 if bytes.len() < LONGEST => {
                let again = bytes.get(at..end).unwrap_or_default().to_vec();
                bytes.splice(at..at, again.repeat(1 + dice.below(8)));
            }
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = u8::try_from(dice.below(256)).unwrap();
                }
            }
            _ => {
                let piece = PIECES[dice.below(PIECES.len())];
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}
