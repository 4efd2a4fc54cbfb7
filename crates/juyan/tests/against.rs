//! The cases of `spec/against`: a report held against an earlier paper.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use std::path::Path;

/// What is found in `text` by the rules that hold it against `earlier`.
fn found(earlier: &str, text: &str) -> Vec<String> {
    let catalogue = juyan::catalogue();
    let read = |text: &str| juyan::document::read(text.as_bytes(), "case.txt", catalogue).unwrap();
    let before = juyan::known(&read(earlier), "earlier.txt", catalogue);
    let document = read(text);
    let options = juyan::Options::default();
    let alone = juyan::check(&document, catalogue, &options).findings;
    let checked = juyan::check_against(&document, catalogue, &options, &before, |facts| {
        vec![None; facts.len()]
    });
    checked
        .findings
        .iter()
        .filter(|finding| !alone.contains(finding))
        .map(|finding| {
            format!("{:?} {}", finding.severity, finding.rule)
                .to_lowercase()
                .replace(" j", " J")
        })
        .collect()
}

#[test]
fn near_misses_stay_silent_and_slips_are_found() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/against/near.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut wrong = Vec::new();
    let cases: Vec<&str> = page.split("\n## ").skip(1).collect();
    assert!(cases.len() >= 18, "{} cases", cases.len());
    for case in cases {
        let (quote, rest) = case.split_once("```\n").unwrap();
        let asked: Vec<&str> = rest.split("```").next().unwrap().lines().collect();
        let lines = quote.lines().filter_map(|line| line.strip_prefix('>'));
        let text: Vec<&str> = lines.map(str::trim_start).collect();
        let text = text.join("\n");
        let (earlier, report) = text.split_once("\n---\n").unwrap();
        let told = found(earlier, report);
        if told != asked {
            let heading = case.lines().next().unwrap();
            wrong.push(format!("{heading}: {told:?}, asked {asked:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
