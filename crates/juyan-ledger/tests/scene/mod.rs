//! What the tests of the ledger begin with.
#![allow(dead_code, reason = "each test takes what it needs")]

use juyan_ledger::{Act, ActKind, Ledger};
use juyan_model::{Date, Fact, Source, Value, Worth};
use std::path::Path;
use std::process::Command;

/// A ledger in memory, begun at `when`.
pub(crate) fn ledger(when: &str) -> Ledger {
    Ledger::in_memory("152923", &act(ActKind::Init, when)).unwrap()
}

/// An act of the clerk's at `when`.
pub(crate) fn act(kind: ActKind, when: &str) -> Act {
    Act::new(kind, "clerk", at(when))
}

/// A moment.
pub(crate) fn at(when: &str) -> jiff::Timestamp {
    when.parse().unwrap()
}

/// A day.
pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// What a person entered under `key`.
pub(crate) fn fact(key: &str, value: &str) -> Fact {
    Fact {
        unit: Some("吨".into()),
        ..Fact::new(
            key.parse().unwrap(),
            Worth::Number(Value::One(value.parse().unwrap())),
            Source::Entry,
        )
    }
}

/// The head of the chain by `chain.py`, or the first change that is wrong.
pub(crate) fn second(path: &Path) -> Result<String, String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chain.py");
    let done = Command::new("python3").arg(script).arg(path).output().unwrap();
    let told = String::from_utf8(done.stdout).unwrap().trim().to_owned();
    assert!(
        done.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    if done.status.success() {
        Ok(told)
    } else {
        Err(told)
    }
}
