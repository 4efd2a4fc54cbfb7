//! A report that was written from a ledger is known by it: no figure is asked for again, and one that is not the ledger's stops it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

mod desk;
mod release;

use desk::{err, json, juyan};
use release::{RELEASE, all_facts, desk_of, done, signed};
use std::path::{Path, PathBuf};

/// The next half-year's report, written from the example's template and the illustrative facts.
fn written(test: &str) -> PathBuf {
    let folder = desk_of(test);
    let facts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/facts-2025h1.csv");
    std::fs::copy(facts, folder.join("next.csv")).unwrap();
    done(&folder, "enter a.juyan next.csv --reason 示意");
    done(&folder, "lift report.txt --ledger a.juyan -o t.md");
    done(
        &folder,
        "write t.md --ledger a.juyan --period 2025H1 --date 2025-08-05 -o next.txt",
    );
    folder
}

/// What stands against publishing it.
fn stops(folder: &Path, options: &str) -> Vec<String> {
    let output = juyan(
        folder,
        &format!("publish a.juyan next.txt -o site --published 2025-08-20 {options}"),
    );
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    err(&output)
        .lines()
        .skip(1)
        .map(|line| line.trim().to_owned())
        .collect()
}

fn edited(folder: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join("next.txt")).unwrap();
    assert!(text.contains(from), "{from}");
    std::fs::write(folder.join("next.txt"), text.replace(from, to)).unwrap();
}

#[test]
fn figures_that_were_written_from_facts_are_those_facts() {
    let folder = written("origin-published");
    let unknown = |stops: &[String]| stops.iter().filter(|stop| stop.contains("台账里没有")).count();
    // By the words that were answered for in the first report most are known, by the template all.
    let alone = stops(&folder, "");
    assert!(unknown(&alone) < 12, "{alone:#?}");
    let stops = stops(&folder, "--template t.md");
    assert_eq!(unknown(&stops), 0, "{stops:#?}");
    // What the template does not bind stayed as it was, and is said.
    for stale in ["1175万吨", "1200万吨"] {
        let said = stops
            .iter()
            .any(|stop| stop.starts_with(&format!("“{stale}”")) && stop.contains("不符"));
        assert!(said, "{stale}: {stops:#?}");
    }
    // The drafter mends that and goes on writing; what was written from facts is known as before.
    edited(&folder, "1175万吨", "1284万吨");
    edited(&folder, "1200万吨", "1284万吨");
    edited(&folder, "今年以来，", "半年来，");
    for fact in all_facts(&folder) {
        let key = fact["key"].as_str().unwrap_or_default();
        if key.starts_with("debt_hidden") && key.contains("2025H1") {
            done(
                &folder,
                &format!("release a.juyan {} --ground 已向人大报告", fact["fact"]),
            );
        }
    }
    signed(&folder, "next.txt");
    done(
        &folder,
        "publish a.juyan next.txt -o site --published 2025-08-20 --template t.md",
    );
    let told = json(&std::fs::read_to_string(folder.join(RELEASE).join("facts.json")).unwrap());
    let facts = told["facts"].as_array().unwrap();
    let key_of = |printed: &str| {
        let fact = facts.iter().find(|fact| fact["printed"] == printed);
        fact.map(|fact| fact["key"].as_str().unwrap().to_owned())
    };
    assert_eq!(key_of("17.13亿元").as_deref(), Some("gdp@152923:2025H1"));
    assert_eq!(key_of("两个").as_deref(), Some("\"停车场\"@152923:2025H2#plan"));
    assert_eq!(
        key_of("19个").as_deref(),
        Some("key_project{stage=started}@152923:2025-06-30")
    );
}

#[test]
fn a_figure_that_is_not_the_ledgers_stops_it_though_the_template_is_named() {
    let folder = written("origin-stopped");
    edited(&folder, "17.13亿元", "17.31亿元");
    let stops = stops(&folder, "--template t.md");
    assert!(
        stops
            .iter()
            .any(|stop| stop.starts_with("“17.31亿元”") && stop.contains("17.13亿元")),
        "{stops:#?}"
    );
}
