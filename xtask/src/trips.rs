//! From reports to templates and back: whether every annotated report is given back, and what the figures of one are bound to.

use crate::process::run;
use crate::{Measured, files, quotient, root};
use anyhow::Context;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// The three measures. `scratch` is a folder to write to. Fails where the command does.
pub(crate) fn measured(juyan: &Path, gold: &Path, scratch: &Path) -> anyhow::Result<Vec<Measured>> {
    let reports = files(gold, ".txt")?;
    let mut given_back = 0_usize;
    for report in &reports {
        given_back += usize::from(is_given_back(juyan, report, scratch)?);
    }
    let mut measured = vec![Measured::share(
        "given-back",
        count(given_back),
        count(reports.len()),
    )];
    measured.extend(bound(juyan, &gold.join("ejin-2024-h1.txt"), scratch)?);
    Ok(measured)
}

/// Some hundred at most.
fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::NAN, f64::from)
}

/// Whether a report that was recorded, lifted and written for its own period is what it was, byte for byte.
fn is_given_back(juyan: &Path, report: &Path, scratch: &Path) -> anyhow::Result<bool> {
    let mut read = Command::new(juyan);
    read.args(["read", "--format", "json"]).arg(report);
    let told: Value = serde_json::from_slice(&run(&mut read, &[0])?)?;
    let region = told
        .pointer("/document/region")
        .and_then(Value::as_str)
        .unwrap_or("152923");
    let day = |at: usize| {
        told.pointer(&format!("/document/period/{at}"))
            .and_then(Value::as_str)
    };
    // What is of no time is written for any.
    let period = day(0)
        .zip(day(1))
        .map_or_else(|| "2024".to_owned(), |(from, to)| format!("{from}..{to}"));
    let place = |name: &str| scratch.join(name);
    let (ledger, template, again) = (place("trip.juyan"), place("trip.md"), place("trip.txt"));
    if ledger.exists() {
        std::fs::remove_file(&ledger)?;
    }
    let mut init = Command::new(juyan);
    run(init.arg("init").arg(&ledger).args(["--region", region]), &[0])?;
    run(Command::new(juyan).arg("record").arg(&ledger).arg(report), &[0])?;
    let mut lift = Command::new(juyan);
    lift.arg("lift").arg(report).arg("--ledger").arg(&ledger);
    run(lift.args(["--period", &period, "-o"]).arg(&template), &[0])?;
    let mut write = Command::new(juyan);
    write.arg("write").arg(&template).arg("--ledger").arg(&ledger);
    run(write.args(["--period", &period, "-o"]).arg(&again), &[0])?;
    Ok(std::fs::read(report)? == std::fs::read(&again)?)
}

/// What the figures of the Ejin text are bound to with the ledger of the example, against the table made by hand.
fn bound(juyan: &Path, report: &Path, scratch: &Path) -> anyhow::Result<[Measured; 2]> {
    let ledger = scratch.join("example.juyan");
    if ledger.exists() {
        std::fs::remove_file(&ledger)?;
    }
    let mut init = Command::new(juyan);
    run(
        init.arg("init")
            .arg(&ledger)
            .args(["--region", "152923", "--example"]),
        &[0],
    )?;
    let mut lift = Command::new(juyan);
    lift.arg("lift")
        .arg(report)
        .arg("--ledger")
        .arg(&ledger)
        .args(["--format", "json", "-o"]);
    let told: Value = serde_json::from_slice(&run(lift.arg(scratch.join("example.md")), &[0])?)?;
    let by_hand = by_hand()?;
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for bound in told
        .get("bound")
        .and_then(Value::as_array)
        .context("no list of bound figures")?
    {
        let start = bound
            .pointer("/span/0")
            .and_then(Value::as_u64)
            .context("a figure without a place")?;
        let key = bound
            .get("key")
            .and_then(Value::as_str)
            .context("a figure without a key")?;
        let keys = by_hand
            .get(&start)
            .with_context(|| format!("no row for the figure at {start}"))?;
        let is_right = keys
            .iter()
            .any(|known| known == key || *known == without_part(key));
        right += usize::from(is_right);
        // Own words that nobody asked for are not bound, and not wrong.
        wrong += usize::from(!is_right && !key.starts_with('"'));
    }
    let said = count(right + wrong);
    Ok([
        Measured::share("lift-right", count(right), count(by_hand.len())),
        Measured::new(
            "lift-wrong",
            quotient(count(wrong), said),
            format!("{wrong}/{}", right + wrong),
        ),
    ])
}

/// The keys that are right for the figure at each place.
fn by_hand() -> anyhow::Result<BTreeMap<u64, Vec<String>>> {
    let table = std::fs::read_to_string(root().join("examples/ejin/bindings.tsv"))?;
    let mut rows = BTreeMap::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [start, _, _, key, _, also @ ..] = cells.as_slice() else {
            continue;
        };
        let Ok(start) = start.parse() else { continue };
        let also = also.iter().flat_map(|also| also.split_whitespace());
        rows.insert(
            start,
            std::iter::once(*key).chain(also).map(str::to_owned).collect(),
        );
    }
    Ok(rows)
}

/// A key without the dimension that says a part in the text's own words.
fn without_part(key: &str) -> String {
    let Some((head, rest)) = key.split_once("part=\"") else {
        return key.to_owned();
    };
    let tail = rest.split_once('"').map_or("", |(_, tail)| tail);
    let joined = format!("{}{}", head.trim_end_matches(','), tail);
    joined.replace("{}", "").replace("{,", "{")
}

#[cfg(test)]
mod tests {
    use super::without_part;

    #[test]
    fn a_part_is_left_out_of_a_key() {
        assert_eq!(
            without_part("desert{part=\"西部\"}@152923:2024H1"),
            "desert@152923:2024H1"
        );
        assert_eq!(without_part("a{part=\"b\",stage=new}@1"), "a{stage=new}@1");
        assert_eq!(without_part("a{item=c,part=\"b\"}@1"), "a{item=c}@1");
        assert_eq!(without_part("gdp@152923"), "gdp@152923");
    }
}
