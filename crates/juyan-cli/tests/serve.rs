//! The workspace ends when the system asks it to, and leaves nothing behind.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

#[test]
fn told_to_end_it_takes_the_example_away() {
    let place = tempfile::tempdir().unwrap();
    let mut serving = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(["serve", "--example", "--bind", "127.0.0.1:0"])
        .env("TMPDIR", place.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(serving.stdout.take().unwrap()).lines();
    let is_open = |line: std::io::Result<String>| line.unwrap().contains("http://");
    let opened = said.any(is_open);
    let left = || std::fs::read_dir(place.path()).unwrap().count();
    let there = left();
    let asked = Command::new("kill")
        .args(["-TERM", &serving.id().to_string()])
        .status();
    let is_asked = asked.is_ok_and(|status| status.success());
    if !is_asked {
        // A system on which one cannot ask.
        serving.kill().unwrap();
    }
    let ended = serving.wait().unwrap();
    assert!(
        opened && there == 1,
        "it was open, and the example lay in a folder"
    );
    if is_asked {
        assert!(ended.success());
        assert_eq!(left(), 0);
    }
}
