//! The order of the crates: which may use which.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

use std::collections::BTreeMap;
use std::path::Path;

/// Which crates a crate may use, beside those from elsewhere.
const MAY_USE: [(&str, &[&str]); 18] = [
    ("juyan-model", &[]),
    ("juyan-catalogue", &["juyan-model"]),
    ("juyan-document", &["juyan-model", "juyan-catalogue"]),
    (
        "juyan-reader",
        &["juyan-model", "juyan-catalogue", "juyan-document"],
    ),
    ("juyan-prove", &["juyan-model", "juyan-catalogue"]),
    ("juyan-register", &["juyan-model", "juyan-catalogue"]),
    (
        "juyan-monitor",
        &["juyan-model", "juyan-catalogue", "juyan-register"],
    ),
    (
        "juyan-proofread",
        &["juyan-model", "juyan-catalogue", "juyan-document", "juyan-reader"],
    ),
    (
        "juyan",
        &[
            "juyan-model",
            "juyan-catalogue",
            "juyan-document",
            "juyan-reader",
            "juyan-prove",
            "juyan-proofread",
        ],
    ),
    (
        "juyan-print",
        &[
            "juyan-model",
            "juyan-catalogue",
            "juyan-document",
            "juyan-monitor",
            "juyan",
        ],
    ),
    ("juyan-ledger", &["juyan-model"]),
    ("juyan-writer", &["juyan"]),
    (
        "juyan-workbook",
        &["juyan-catalogue", "juyan-document", "juyan-register"],
    ),
    (
        "juyan-posting",
        &["juyan-model", "juyan-catalogue", "juyan-register", "juyan-ledger"],
    ),
    (
        "juyan-publish",
        &[
            "juyan-model",
            "juyan-monitor",
            "juyan",
            "juyan-print",
            "juyan-ledger",
        ],
    ),
    (
        "juyan-desk",
        &[
            "juyan-register",
            "juyan-monitor",
            "juyan",
            "juyan-print",
            "juyan-ledger",
            "juyan-writer",
            "juyan-posting",
            "juyan-publish",
        ],
    ),
    (
        "juyan-web",
        &[
            "juyan-model",
            "juyan-register",
            "juyan-workbook",
            "juyan-monitor",
            "juyan",
            "juyan-print",
            "juyan-ledger",
            "juyan-writer",
            "juyan-posting",
            "juyan-publish",
            "juyan-desk",
        ],
    ),
    (
        "juyan-cli",
        &[
            "juyan-publish",
            "juyan-model",
            "juyan-catalogue",
            "juyan-register",
            "juyan-monitor",
            "juyan",
            "juyan-print",
            "juyan-register",
            "juyan-writer",
            "juyan-ledger",
            "juyan-workbook",
            "juyan-posting",
            "juyan-desk",
            "juyan-web",
        ],
    ),
];

/// Crates of ours that a manifest names, for the program, its build or its tests, on whatever system.
fn used(manifest: &toml::Table, tests: bool) -> Vec<String> {
    let kinds: &[&str] = if tests {
        &["dev-dependencies"]
    } else {
        &["dependencies", "build-dependencies"]
    };
    let systems = manifest.get("target").and_then(toml::Value::as_table);
    let systems = systems.into_iter().flat_map(toml::Table::values);
    let tables = systems.filter_map(toml::Value::as_table).chain([manifest]);
    let named = tables.flat_map(|table| kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()));
    named
        .flat_map(toml::Table::keys)
        .filter(|name| name.starts_with("juyan"))
        .cloned()
        .collect()
}

#[test]
fn imports_point_upwards() {
    let allowed = BTreeMap::from(MAY_USE);
    let order: Vec<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    let place = |name: &str| order.iter().position(|other| *other == name);
    let mut wrong = Vec::new();
    for folder in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap() {
        let name = folder.unwrap().path().join("Cargo.toml");
        let manifest: toml::Table = std::fs::read_to_string(&name).unwrap().parse().unwrap();
        let name = name.display();
        let this = manifest["package"]["name"].as_str().unwrap();
        let Some(may) = allowed.get(this) else {
            wrong.push(format!("{name}: say in crates.rs which crates it may use"));
            continue;
        };
        let program = used(&manifest, false).into_iter();
        let program = program.filter(|used| !may.contains(&used.as_str()));
        // Tests may reach for what stands beside the crate, but not for what is built on it.
        let tests = used(&manifest, true).into_iter();
        let tests = tests.filter(|used| place(used) >= place(this));
        wrong.extend(program.chain(tests).map(|used| format!("{name}: uses {used}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
