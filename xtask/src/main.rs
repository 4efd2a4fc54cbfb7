//! Tasks of the house that are no tests.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::{Floor, Measured};

const USAGE: &str = "\
cargo xtask measure [PART]...   prints every floor of spec/floors.toml with today's figure
                                PART: scores, corpus, honest, speed; all of them without one
cargo bless                     writes what is read today into the tables of spec/";

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["measure", ref parts @ ..] => measure(parts),
        [] | ["help" | "--help"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("no such task\n{USAGE}"),
    }
}

fn measure(parts: &[&str]) -> anyhow::Result<()> {
    let all = ["scores", "corpus", "honest", "speed"];
    if let Some(unknown) = parts.iter().find(|part| !all.contains(part)) {
        bail!("no part {unknown}\n{USAGE}");
    }
    let wants = |part| parts.is_empty() || parts.contains(&part);
    let floors = xtask::floors()?;
    println!("{:<44} {:>9} {:>9} {:>9}", "measure", "today", "floor", "aim");
    match xtask::shared() {
        None => println!(
            "the annotated reports and the corpus are not beside this folder (../shared): not measured"
        ),
        Some(shared) => against_shared(&shared, &floors, wants)?,
    }
    if wants("honest") {
        print!("\nhonest reports, drawn\n{}", xtask::honest(3_000)?);
    }
    Ok(())
}

fn against_shared(
    shared: &Path,
    floors: &[Floor],
    wants: impl Fn(&'static str) -> bool,
) -> anyhow::Result<()> {
    let juyan = build()?;
    let scratch = std::env::temp_dir().join(format!("juyan-measure-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    if wants("scores") {
        print(&xtask::scores(&juyan, shared, &scratch)?, floors);
    }
    if wants("corpus") {
        let (measured, by_rule) = xtask::corpus(&juyan, shared)?;
        print(&measured, floors);
        for (rule, count) in &by_rule {
            println!("    {rule:<40} {count:>9}");
        }
    }
    if wants("speed") {
        print(&xtask::speed(&juyan, shared, &scratch)?, floors);
    }
    std::fs::remove_dir_all(&scratch).with_context(|| scratch.display().to_string())
}

/// Builds the command as it is shipped.
fn build() -> anyhow::Result<PathBuf> {
    let mut command = Command::new(env!("CARGO"));
    let status = command
        .args(["build", "--quiet", "--release", "-p", "juyan-cli"])
        .current_dir(xtask::root())
        .status()?;
    if !status.success() {
        bail!("the command does not build");
    }
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| xtask::root().join("target"), PathBuf::from);
    Ok(target
        .join("release")
        .join(format!("juyan{}", std::env::consts::EXE_SUFFIX)))
}

fn print(measured: &[Measured], floors: &[Floor]) {
    for Measured { name, value, counts } in measured {
        let row = floors.iter().find(|floor| floor.name == *name);
        let what = row.map_or(*name, |row| row.what.as_str());
        let shown = |mark: Option<f64>| {
            mark.map_or_else(String::new, |mark| format!("{}", (mark * 1e4).round() / 1e4))
        };
        let (floor, aim) = (row.and_then(|row| row.floor), row.map(|row| row.aim));
        let holds = match row {
            Some(row) if row.reaches(*value, row.aim) => "reached",
            Some(_) | None => "",
        };
        println!(
            "{what:<44} {:>9} {:>9} {:>9}  {holds:<8} {counts}",
            shown(Some(*value)),
            shown(floor),
            shown(aim)
        );
    }
}
