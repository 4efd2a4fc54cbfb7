//! The example that every copy of the program carries: a ledger that can be asked why.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::{err, juyan, out};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn filled(test: &str) -> (PathBuf, String) {
    let folder = desk::folder(test);
    let begun = juyan(&folder, "init 旗.juyan --region 152923 --example");
    assert!(begun.status.success(), "{}", err(&begun));
    (folder, out(&begun))
}

/// So many statements of the report are what follows from the registers under the very same key; 47 of them since somebody
/// bound them.
const SAME: usize = 131;

#[test]
fn the_example_asks_about_the_freight_of_the_port_and_nothing_else() {
    let (_, told) = filled("example-asks");
    let keys: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("  ") && line.contains('@'))
        .collect();
    assert_eq!(keys, ["  port_freight@152923:2024H1（口岸货运量）"], "{told}");
    assert!(told.contains("1175万吨") && told.contains("1200万吨"));
    let same = told
        .split("报告的说法有")
        .nth(1)
        .and_then(|rest| rest.split('条').next())
        .unwrap();
    assert!(same.parse::<usize>().unwrap() >= SAME, "{told}");
}

/// And so many to the letter: value and printed form. The others have a space before the unit, 一座 for 1座, or bounds.
const TO_THE_LETTER: usize = 125;

#[test]
fn the_registers_come_to_what_the_report_prints() {
    let (folder, _) = filled("example-printed");
    let listed = out(&juyan(&folder, "facts 旗.juyan --format json"));
    let (mut told, mut reckoned) = (Vec::new(), BTreeSet::new());
    for line in listed.lines() {
        let fact = desk::json(line);
        let said = ["key", "value", "printed"].map(|field| fact[field].as_str().unwrap().to_owned());
        match fact["source_kind"].as_str().unwrap() {
            "document" => told.push(said),
            "formula" => _ = reckoned.insert(said),
            _ => {}
        }
    }
    let same = told.iter().filter(|said| reckoned.contains(*said)).count();
    assert!(same >= TO_THE_LETTER, "{same} of {}", told.len());
}

#[test]
fn why_leads_to_rows_and_cells() {
    let (folder, _) = filled("example-why");
    let why = |arguments: &str| {
        let told = juyan(&folder, &format!("why 旗.juyan {arguments}"));
        assert!(told.status.success(), "{arguments}: {}", err(&told));
        out(&told)
    };
    let rate = why("key_project_start@152923:2024-06-30");
    assert!(
        rate.contains("17 ÷ 18") && rate.contains("开复工进度【94.4%】"),
        "{rate}"
    );
    assert!(
        rate.contains("开工日期=2024-03-12[K6]") && rate.contains("← key_project.csv"),
        "{rate}"
    );
    // However the name is spelled: what is a share of a plan by its name has none of its own.
    assert_eq!(why("key_project_start.progress@152923:2024-06-30"), rate);
    // The two years' daily series reach ten million tons 65 days apart.
    let ahead = why("\"提早完成千万吨过货量\"@152923:2024H1");
    assert!(
        ahead.contains("2023-07-24 − 2024-05-20") && ahead.contains("口岸日报365行"),
        "{ahead}"
    );
    let streak = why("\"连续不干涸年数\"{site=\"东居延海\"}@152923:2024-06-30");
    assert!(streak.contains("20年"), "{streak}");
    let batch = why("minority_fund{batch=first}@152923:2024");
    assert!(
        batch.contains("SM-1") && batch.contains("SM-2") && !batch.contains("SM-3"),
        "{batch}"
    );
    let all = why("key_project@152923:2024H1 --all");
    assert!(all.contains("ZD-18") && !all.contains("--all"), "{all}");
}

/// What one sheet tells of a row is not said to come from another that told the rest of it.
#[test]
fn each_cell_is_of_the_sheet_that_told_it() {
    let (folder, _) = filled("example-sheets");
    let later = "项目代码,进展阶段,开工日期\nZD-05,已开工,2024-03-13\n";
    std::fs::write(folder.join("更正.csv"), later).unwrap();
    let told = juyan(&folder, "import 旗.juyan 更正.csv --register key_project");
    assert!(told.status.success(), "{}", err(&told));
    let told = out(&juyan(
        &folder,
        "why 旗.juyan key_project_start@152923:2024-06-30",
    ));
    assert!(told.contains("开工日期=2024-03-13[更正.csv C2]"), "{told}");
    assert!(told.contains("级别=盟级[key_project.csv "), "{told}");
}

/// The share by which promised times are shorter: of all times together, which is declared, and the mean of the items'.
#[test]
fn both_ways_of_reckoning_are_shown_and_the_declared_one_is_told() {
    let (folder, _) = filled("example-both");
    let facts = out(&juyan(&folder, "facts 旗.juyan --format json"));
    let key = facts
        .lines()
        .map(desk::json)
        .find(|fact| fact["printed"] == "80.9%" && fact["source"] != "report.txt")
        .map(|fact| fact["key"].as_str().unwrap().to_owned())
        .unwrap();
    // Rows of facts say by which of them it was reckoned.
    let noted = |start: &str| {
        let fact = facts.lines().map(desk::json).find(|fact| {
            fact["key"].as_str().unwrap().starts_with(start) && fact["source_kind"] == "formula"
        });
        fact.unwrap()["note"].as_str().unwrap().to_owned()
    };
    assert!(noted("gdp@").contains("现价增加值"));
    let why = out(&juyan(&folder, &format!("why 旗.juyan {key}")));
    assert!(why.contains("80.9%") && why.contains("另一种算法"), "{why}");
}

#[test]
fn what_is_not_public_was_released_with_its_ground() {
    let (folder, _) = filled("example-released");
    assert!(juyan(&folder, "verify 旗.juyan").status.success());
    let ledger = juyan_ledger::Ledger::open_to_read(&folder.join("旗.juyan")).unwrap();
    let key = "debt_hidden_resolved@152923:2024H1".parse().unwrap();
    let facts = ledger.facts_under(&key, juyan_ledger::Known::Now).unwrap();
    let closed: Vec<_> = facts
        .iter()
        .filter(|kept| kept.fact.secrecy != juyan::model::Secrecy::Public)
        .collect();
    // What the register comes to, and what the report tells of it.
    assert_eq!(closed.len(), 2);
    assert!(closed.iter().all(|kept| kept.released && kept.is_public()));
}
