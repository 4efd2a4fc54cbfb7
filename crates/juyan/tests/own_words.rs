//! What the project tells, it tells in its own words: no sentence of a published report stands in it. Needs the reports
//! of `../shared`, and passes where they are not.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Facts carry over, and with them names and short phrases; what has so many characters and a pause in it is a sentence.
const RUN: usize = 22;

/// Runs are kept from every so many characters of a report: what is longer than both together is found wherever it begins.
const STEP: usize = 6;

const PAUSES: [char; 3] = ['，', '。', '；'];

/// Reports that are kept for measuring are not looked into.
const UNSEEN: [&str; 5] = ["real-06", "real-07", "real-08", "real-09", "real-10"];

#[test]
fn no_sentence_of_a_report_stands_in_the_project() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let reports: Vec<(String, Vec<char>)> = ["corpus", "gold"]
        .iter()
        .flat_map(|folder| files(&root.join("../shared").join(folder)))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .filter(|path| {
            !UNSEEN
                .iter()
                .any(|unseen| path.to_string_lossy().contains(unseen))
        })
        .map(|path| {
            (
                path.display().to_string(),
                letters(&std::fs::read_to_string(&path).unwrap()),
            )
        })
        .collect();
    let mut runs: BTreeMap<&[char], &str> = BTreeMap::new();
    for (name, report) in &reports {
        runs.extend(report.windows(RUN).step_by(STEP).map(|run| (run, name.as_str())));
    }
    let mut borrowed = Vec::new();
    for path in ["crates", "catalogue", "spec", "docs", "examples"]
        .iter()
        .flat_map(|folder| files(&root.join(folder)))
    {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            let line = letters(line);
            let run = line
                .windows(RUN)
                .find(|run| runs.contains_key(run) && run.iter().any(|letter| PAUSES.contains(letter)));
            if let Some(run) = run {
                let said: String = run.iter().collect();
                borrowed.push(format!(
                    "{}:{}: {said} ({})",
                    path.display(),
                    number + 1,
                    runs[run]
                ));
            }
        }
    }
    assert!(
        borrowed.is_empty(),
        "told in another's words:\n{}",
        borrowed.join("\n")
    );
}

/// All files below `folder`; none where it is not there.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The text without spaces, its half-width punctuation made full.
fn letters(text: &str) -> Vec<char> {
    let full = |letter| match letter {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '(' => '（',
        ')' => '）',
        other => other,
    };
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .map(full)
        .collect()
}
