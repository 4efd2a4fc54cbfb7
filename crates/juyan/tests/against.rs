//! The cases of `spec/against`: a report held against earlier papers, the report last.
//!
//! Under a heading that ends in `fixme` stands what is asked and is not so: it has to be wrong, so that what is mended is noticed.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use juyan_prove::Before;
use std::path::Path;

/// What is found in `text` by the rules that hold it against the `earlier` papers.
fn found(earlier: &[&str], text: &str) -> Vec<String> {
    let catalogue = juyan::catalogue();
    let read = |text: &str| juyan::document::read(text.as_bytes(), "case.txt", catalogue).unwrap();
    let mut before = Before::default();
    for (number, earlier) in earlier.iter().enumerate() {
        let known = juyan::known(&read(earlier), &format!("earlier-{number}.txt"), catalogue);
        before.priors.extend(known.priors);
        before.promises.extend(known.promises);
    }
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
            let told = format!("{:?} {}", finding.severity, finding.rule);
            let was = finding.arguments.iter().find(|one| one.name == "was");
            let told = told.to_lowercase().replace(" j", " J");
            // Of several values that one paper told, all are named.
            match was.filter(|was| was.value.contains(" / ")) {
                Some(was) => format!("{told} \"{}\"", was.value),
                None => told,
            }
        })
        .collect()
}

#[test]
fn near_misses_stay_silent_and_slips_are_found() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/against/near.md");
    let page = std::fs::read_to_string(page).unwrap();
    let mut wrong = Vec::new();
    let cases: Vec<&str> = page.split("\n## ").skip(1).collect();
    assert!(cases.len() > 20, "{} cases", cases.len());
    for case in cases {
        let (quote, rest) = case.split_once("```\n").unwrap();
        let asked: Vec<&str> = rest.split("```").next().unwrap().lines().collect();
        let lines = quote.lines().filter_map(|line| line.strip_prefix('>'));
        let text: Vec<&str> = lines.map(str::trim_start).collect();
        let text = text.join("\n");
        let papers: Vec<&str> = text.split("\n---\n").collect();
        let (report, earlier) = papers.split_last().unwrap();
        let told = found(earlier, report);
        let heading = case.lines().next().unwrap();
        if (told == asked) == heading.ends_with("fixme") {
            wrong.push(format!("{heading}: {told:?}, asked {asked:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
