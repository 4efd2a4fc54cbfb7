//! Honest reports drawn at random: how many claims of theirs are blamed. The drawing is `juyan-prove`'s own.

use crate::process::run;
use crate::{Measured, root};
use anyhow::Context;
use std::process::Command;

/// With this status the drawing ends where a claim was blamed; how many it has printed before.
const BLAMED: i32 = 101;

/// Judges `claims` drawn claims of each kind, printed half up, half even and cut off.
pub fn honest(claims: u32) -> anyhow::Result<Vec<Measured>> {
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
    measured(&String::from_utf8(run(
        command.current_dir(root()),
        &[0, BLAMED],
    )?)?)
}

/// Out of `errors and warnings: half up 0, half even 0, truncated 0; of 189000 claims`.
fn measured(printed: &str) -> anyhow::Result<Vec<Measured>> {
    let line = printed
        .lines()
        .find_map(|line| line.strip_prefix("errors and warnings: "));
    let line = line.with_context(|| format!("the drawing printed: {printed}"))?;
    let numbers: Vec<f64> = line
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|word| word.parse().ok())
        .collect();
    let [up, even, cut, all] = numbers[..] else {
        anyhow::bail!("the drawing printed: {line}")
    };
    Ok(vec![
        Measured::new(
            "drawn-claims",
            all,
            "of every kind, half up, half even and cut off",
        ),
        Measured::new(
            "drawn-blamed",
            up + even,
            format!("half up {up}, half even {even}"),
        ),
        Measured::new("drawn-cut-blamed", cut, "asked after at the most"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_drawing_prints_is_measured() {
        let printed = "HalfUp Sum: 9 drawn\nerrors and warnings: half up 1, half even 2, truncated 4; of 189000 claims\n";
        let values: Vec<f64> = measured(printed).unwrap().iter().map(|one| one.value).collect();
        assert_eq!(values, [189_000.0, 3.0, 4.0]);
        assert!(measured("nothing").is_err());
    }
}
