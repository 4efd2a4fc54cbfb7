//! Scores against the annotated reports, by the scorers that stand beside them.

use crate::process::run;
use crate::{Measured, files, quotient, trips};
use anyhow::Context;
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// The totals that `score.py --json` prints; those that are used.
#[derive(Debug, Deserialize)]
struct Totals {
    facts: f64,
    facts_pred: f64,
    facts_unit: f64,
    facts_whole: f64,
    sentences: f64,
    sentences_right: f64,
    rel_gold: f64,
    rel_pred: f64,
    rel_hit: f64,
    bind_gold: f64,
    bind_right: f64,
    bind_said: f64,
    bind_wrong: f64,
}

/// Reads and checks all annotated reports with the command `juyan` and scores what comes. `scratch` is a folder to write
/// to. Fails where the command or a scorer does.
pub fn scores(juyan: &Path, shared: &Path, scratch: &Path) -> anyhow::Result<Vec<Measured>> {
    let gold = shared.join("gold");
    let mut read = Command::new(juyan);
    read.args(["read", "--format", "gold", "-o"])
        .arg(scratch)
        .args(files(&gold, ".txt")?);
    run(&mut read, &[0])?;
    let ejin = totals(&gold, scratch, &["ejin"])?;
    let rest = totals(&gold, scratch, &["dev-", "real-"])?;
    let all = totals(&gold, scratch, &[""])?;
    let whole = |name, totals: &Totals| f1(name, totals.facts_whole, totals.facts, totals.facts_pred);
    let mut measured = vec![
        whole("ejin-whole", &ejin),
        whole("rest-whole", &rest),
        f1("value-unit", all.facts_unit, all.facts, all.facts_pred),
        f1("relations", all.rel_hit, all.rel_gold, all.rel_pred),
        Measured::share("sentences", all.sentences_right, all.sentences),
        Measured::share("bound-right", all.bind_right, all.bind_gold),
        Measured::share("bound-wrong", all.bind_wrong, all.bind_said),
    ];
    measured.extend(planted(juyan, &gold)?);
    measured.extend(trips::measured(juyan, &gold, scratch)?);
    Ok(measured)
}

fn f1(name: &'static str, hit: f64, gold: f64, said: f64) -> Measured {
    Measured::new(
        name,
        quotient(2.0 * hit, gold + said),
        format!("{hit} right, {gold} annotated, {said} said"),
    )
}

fn totals(gold: &Path, scratch: &Path, only: &[&str]) -> anyhow::Result<Totals> {
    let mut command = Command::new("python3");
    command
        .arg(gold.join("score.py"))
        .args([gold, scratch])
        .arg("--json")
        .arg("--only")
        .args(only);
    Ok(serde_json::from_slice(&run(&mut command, &[0])?)?)
}

/// `planted errors caught 136/156; honest relations blamed 4/92`
fn planted(juyan: &Path, gold: &Path) -> anyhow::Result<[Measured; 2]> {
    let mut command = Command::new("python3");
    command.arg(gold.join("planted.py")).arg(juyan).arg(gold);
    let printed = String::from_utf8(run(&mut command, &[0, 1])?)?;
    let mut pairs = printed
        .split(|c: char| !c.is_ascii_digit() && c != '/')
        .filter_map(|word| {
            let (part, whole) = word.split_once('/')?;
            Some((part.parse::<f64>().ok()?, whole.parse::<f64>().ok()?))
        });
    let mut next = || {
        pairs
            .next()
            .with_context(|| format!("planted.py printed: {printed}"))
    };
    let ((caught, planted), (blamed, honest)) = (next()?, next()?);
    Ok([
        Measured::share("planted-caught", caught, planted),
        Measured::new(
            "honest-blamed",
            if honest == 0.0 { f64::NAN } else { blamed },
            format!("{blamed}/{honest}"),
        ),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_annotated_reaches_no_floor() {
        let nothing = [
            f1("value-unit", 0.0, 0.0, 0.0),
            Measured::share("bound-wrong", 0.0, 0.0),
        ];
        let floors = crate::floors().unwrap();
        for measured in nothing {
            let floor = floors.iter().find(|floor| floor.name == measured.name).unwrap();
            assert!(!floor.holds(measured.value), "{measured:?}");
        }
        assert!((f1("value-unit", 3.0, 4.0, 4.0).value - 0.75).abs() < 1e-9);
    }
}
