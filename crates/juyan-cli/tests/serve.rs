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
    assert!(said.any(is_open));
    let left = || std::fs::read_dir(place.path()).unwrap().count();
    assert_eq!(left(), 1, "the example lies in a folder");
    let asked = Command::new("kill")
        .args(["-TERM", &serving.id().to_string()])
        .status();
    if !asked.is_ok_and(|status| status.success()) {
        // A system on which one cannot ask.
        serving.kill().unwrap();
        return;
    }
    assert!(serving.wait().unwrap().success());
    assert_eq!(left(), 0);
}
