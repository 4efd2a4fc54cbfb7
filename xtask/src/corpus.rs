//! Counts over the unlabelled corpus: claims that were decided, findings by rule.

use crate::judged::{self, Said};
use crate::process::run;
use crate::{Measured, files};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

#[derive(Debug, Deserialize)]
struct Report {
    document: Header,
    claims: Vec<Claim>,
    findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
struct Header {
    name: String,
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
    spans: Vec<[usize; 2]>,
}

/// Checks every text of the corpus. Gives what is measured and how often each rule spoke, by severity and rule.
pub fn corpus(juyan: &Path, shared: &Path) -> anyhow::Result<(Vec<Measured>, BTreeMap<String, usize>)> {
    let mut command = Command::new(juyan);
    command
        .args(["check", "--format", "json"])
        .args(files(&shared.join("corpus"), ".txt")?);
    let mut by_rule: BTreeMap<String, usize> = BTreeMap::new();
    let (mut decided, mut strong) = (0_u32, 0_u32);
    let mut said: Vec<Said> = Vec::new();
    for line in run(&mut command, &[0, 1])?
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
    {
        let report: Report = serde_json::from_slice(line)?;
        let name = Path::new(&report.document.name).file_name();
        let name = name.map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for claim in report.claims.iter().filter(|claim| claim.verdict != "undecided") {
            decided += 1;
            strong += u32::from(claim.power.is_some_and(|power| power >= 0.5));
        }
        for finding in report.findings {
            *by_rule
                .entry(format!("{} {}", finding.severity, finding.rule))
                .or_default() += 1;
            let [at, _] = finding.spans.last().copied().unwrap_or_default();
            said.push((name.clone(), finding.rule, finding.severity, at));
        }
    }
    let strong = Measured::new(
        "corpus-decided",
        f64::from(strong),
        format!("{strong} of {decided} decided"),
    );
    let judged = judged::judged()?;
    let errors = judged::share("corpus-errors-true", "error", &said, &judged);
    let warnings = judged::share("corpus-warnings-true", "warning", &said, &judged);
    Ok((vec![strong, errors, warnings], by_rule))
}
