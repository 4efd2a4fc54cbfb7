//! Tasks of the house that are no tests.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for the terminal"
)]

use anyhow::{Context, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::{Floor, Measured};

const USAGE: &str = "\
cargo xtask measure [PART]...   prints every floor of spec/floors.toml with today's figure
                                PART: scores, corpus, honest, speed; all of them without one; paper,
                                which needs the fonts that JUYAN_FONTS names for a PDF; and web,
                                which makes a ledger of a million facts and needs wrk and curl
                                fails where a floor is missed or a part could not be measured
cargo bless                     fills in what the tables of spec/ do not ask for yet";

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

/// How many claims of each kind and way of rounding are drawn: of all together there are to be 100,000.
const DRAWN: u32 = 3_000;

/// A part's name, and what measures it.
type Part = (&'static str, fn() -> anyhow::Result<Vec<Measured>>);

/// The parts that need no reports of others.
const BY_THEMSELVES: [Part; 3] = [
    ("honest", || xtask::honest(DRAWN)),
    ("paper", xtask::fifteen_pages),
    ("web", xtask::workspace),
];

fn measure(parts: &[&str]) -> anyhow::Result<()> {
    let all = ["scores", "corpus", "honest", "speed", "paper", "web"];
    if let Some(unknown) = parts.iter().find(|part| !all.contains(part)) {
        bail!("no part {unknown}\n{USAGE}");
    }
    let wants = |part| parts.contains(&part) || (parts.is_empty() && !["paper", "web"].contains(&part));
    let mut missed = Vec::new();
    if ["scores", "corpus", "speed"].into_iter().any(wants) {
        match xtask::shared() {
            None => missed.push("scores, corpus and speed, which need the reports of ../shared".to_owned()),
            Some(shared) => missed.extend(against_shared(&shared, wants)?),
        }
    }
    for (_, measure) in BY_THEMSELVES.into_iter().filter(|(part, _)| wants(part)) {
        let (measured, floors) = (measure()?, xtask::floors()?);
        print(&measured, &floors);
        missed.extend(below(&measured, &floors));
    }
    if missed.is_empty() {
        return Ok(());
    }
    bail!("missed: {}", missed.join("; "))
}

/// Measures and prints the parts that need the annotated reports; gives the floors that do not hold.
fn against_shared(shared: &Path, wants: impl Fn(&'static str) -> bool) -> anyhow::Result<Vec<String>> {
    let floors = xtask::floors()?;
    let juyan = build()?;
    let scratch = std::env::temp_dir().join(format!("juyan-measure-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let mut measured = Vec::new();
    let mut by_rule = BTreeMap::new();
    if wants("scores") {
        measured.extend(xtask::scores(&juyan, shared, &scratch)?);
    }
    if wants("corpus") {
        let (counts, rules) = xtask::corpus(&juyan, shared)?;
        measured.extend(counts);
        by_rule = rules;
    }
    if wants("speed") {
        measured.extend(xtask::speed(&juyan, shared, &scratch)?);
    }
    std::fs::remove_dir_all(&scratch).with_context(|| scratch.display().to_string())?;
    print(&measured, &floors);
    for (rule, count) in &by_rule {
        println!("    {rule:<40} {count:>9}");
    }
    Ok(below(&measured, &floors))
}

/// Those measures that miss their floors, with the counts behind them.
fn below(measured: &[Measured], floors: &[Floor]) -> Vec<String> {
    let broken = measured.iter().filter(|one| {
        let floor = floors.iter().find(|floor| floor.name == one.name);
        floor.is_some_and(|floor| !floor.holds(one.value))
    });
    broken
        .map(|one| format!("{} ({})", one.name, one.counts))
        .collect()
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
    println!("{:<44} {:>9} {:>9} {:>9}", "measure", "today", "floor", "aim");
    for Measured { name, value, counts } in measured {
        let row = floors.iter().find(|floor| floor.name == *name);
        let what = row.map_or(*name, |row| row.what.as_str());
        let shown = |mark: Option<f64>| {
            mark.map_or_else(String::new, |mark| format!("{}", (mark * 1e4).round() / 1e4))
        };
        let (floor, aim) = (row.and_then(|row| row.floor), row.map(|row| row.aim));
        let holds = match row {
            Some(row) if !row.holds(*value) => "MISSED",
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
