//! Honest reports drawn at random: how many claims of theirs are blamed. The drawing is `juyan-prove`'s own.

use crate::process::run;
use crate::root;
use std::process::Command;

/// Judges `claims` drawn claims of each kind and gives what the run printed.
pub fn honest(claims: u32) -> anyhow::Result<String> {
    let mut command = Command::new(env!("CARGO"));
    let claims = claims.to_string();
    command.args([
        "run",
        "--quiet",
        "--release",
        "-p",
        "juyan-prove",
        "--example",
        "simulate",
        "--",
        &claims,
    ]);
    Ok(String::from_utf8(run(command.current_dir(root()), &[0])?)?)
}
