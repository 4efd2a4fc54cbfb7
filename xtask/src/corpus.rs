//! Counts over the unlabelled corpus: claims that were decided, findings by rule.

use crate::process::run;
use crate::{Measured, files};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

#[derive(Debug, Deserialize)]
struct Report {
    claims: Vec<Claim>,
    findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
struct Claim {
    verdict: String,
    power: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Finding {
    rule: String,
    severity: String,
}

/// Checks every text of the corpus. Gives what is measured and how often each rule spoke, by severity and rule.
pub fn corpus(juyan: &Path, shared: &Path) -> anyhow::Result<(Vec<Measured>, BTreeMap<String, usize>)> {
    let mut command = Command::new(juyan);
    command
        .args(["check", "--format", "json"])
        .args(files(&shared.join("corpus"), ".txt")?);
    let mut by_rule: BTreeMap<String, usize> = BTreeMap::new();
    let (mut decided, mut strong) = (0_u32, 0_u32);
    let mut loud = BTreeMap::from([("error", 0_u32), ("warning", 0)]);
    for line in run(&mut command, &[0, 1])?
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let report: Report = serde_json::from_slice(line)?;
        for claim in report.claims.iter().filter(|claim| claim.verdict != "undecided") {
            decided += 1;
            strong += u32::from(claim.power.is_some_and(|power| power >= 0.5));
        }
        for finding in report.findings {
            if let Some(count) = loud.get_mut(finding.severity.as_str()) {
                *count += 1;
            }
            *by_rule
                .entry(format!("{} {}", finding.severity, finding.rule))
                .or_default() += 1;
        }
    }
    let counts = |name: &str| loud.get(name).copied().unwrap_or_default();
    let strong = Measured::new(
        "corpus-decided",
        f64::from(strong),
        format!("{strong} of {decided} decided"),
    );
    let errors = Measured::new(
        "corpus-errors",
        f64::from(counts("error")),
        "to be judged by hand",
    );
    let warnings = Measured::new(
        "corpus-warnings",
        f64::from(counts("warning")),
        "to be judged by hand",
    );
    Ok((vec![strong, errors, warnings], by_rule))
}
