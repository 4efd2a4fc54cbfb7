//! The example's ledger on the way to a release.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

use crate::desk::{err, folder, json, juyan, out};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

pub(crate) const REPORT: &str = include_str!("../../../../examples/ejin/report.txt");
/// Where the release of the example comes to stand.
pub(crate) const RELEASE: &str = "site/152900000000033-2024-01583";

pub(crate) fn done(folder: &Path, arguments: &str) -> Output {
    let output = juyan(folder, arguments);
    assert!(output.status.success(), "{arguments}: {}", err(&output));
    output
}

/// The example's ledger, its report beside it, and nothing said of it yet.
pub(crate) fn desk_of(test: &str) -> PathBuf {
    static BEGUN: OnceLock<PathBuf> = OnceLock::new();
    let begun = BEGUN.get_or_init(|| {
        let folder = folder(concat!("publish-begun-", env!("CARGO_CRATE_NAME")));
        done(&folder, "init a.juyan --region 152923 --example");
        folder
    });
    let folder = folder(test);
    std::fs::copy(begun.join("a.juyan"), folder.join("a.juyan")).unwrap();
    std::fs::write(folder.join("report.txt"), REPORT).unwrap();
    folder
}

/// All facts of the ledger.
pub(crate) fn all_facts(folder: &Path) -> Vec<Value> {
    let listed = out(&done(folder, "facts a.juyan --format json"));
    listed.lines().map(json).collect()
}

/// The facts that a key has, by number.
pub(crate) fn facts(folder: &Path, key: &str) -> Vec<i64> {
    let facts = all_facts(folder);
    let of_key = facts.iter().filter(|fact| fact["key"] == key);
    of_key.map(|fact| fact["fact"].as_i64().unwrap()).collect()
}

/// Answers the example's one question: what crosses the port and what the villagers carry stand both.
pub(crate) fn answered(folder: &Path) {
    let port = facts(folder, "port_freight@152923:2024H1");
    for other in &port[1..] {
        done(folder, &format!("answer a.juyan {} {other} --both", port[0]));
    }
}

pub(crate) fn signed(folder: &Path, report: &str) {
    signed_in(folder, "a.juyan", report);
}

pub(crate) fn signed_in(folder: &Path, ledger: &str, report: &str) {
    for (consent, person) in [("review", "甲"), ("sign-off", "乙")] {
        done(
            folder,
            &format!("sign {ledger} {report} --as {consent} --person {person}"),
        );
    }
}

/// A desk whose report was published in time.
pub(crate) fn published(test: &str) -> PathBuf {
    let folder = desk_of(test);
    answered(&folder);
    signed(&folder, "report.txt");
    done(
        &folder,
        "publish a.juyan report.txt -o site --published 2024-10-21 --meeting 2024-10-08",
    );
    folder
}

pub(crate) fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(RELEASE).join(name)).unwrap()
}

/// All files below a folder, with their bytes.
pub(crate) fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().display().to_string();
                found.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A second text of the report tells of the port again: what was answered already, or does not differ, is not asked.
pub(crate) fn answered_again(folder: &Path) {
    let port = facts(folder, "port_freight@152923:2024H1");
    for (at, one) in port.iter().enumerate() {
        for other in &port[at + 1..] {
            let output = juyan(folder, &format!("answer a.juyan {one} {other} --both"));
            let told = err(&output);
            let is_asked = !told.contains("变更中答复") && !told.contains("说法并不矛盾");
            assert!(output.status.success() || !is_asked, "{told}");
        }
    }
}
