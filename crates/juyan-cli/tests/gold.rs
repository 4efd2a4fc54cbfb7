//! The floors of `spec/floors.toml`, held against the annotated reports where these are beside the workspace.

#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use std::io::Write;
use std::path::Path;

/// Says it in the output of the tests, which keep for themselves what the macros print when they pass.
fn say(words: &str) {
    std::io::stderr()
        .write_all(format!("{words}\n").as_bytes())
        .unwrap();
}

#[test]
fn floors_hold() {
    let Some(shared) = xtask::shared() else {
        say(
            "NOT SCORED: the annotated reports (../shared/gold) are not beside the workspace; no floor was held",
        );
        return;
    };
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gold");
    std::fs::create_dir_all(&scratch).unwrap();
    let measured = xtask::scores(Path::new(env!("CARGO_BIN_EXE_juyan")), &shared, &scratch).unwrap();
    let floors = xtask::floors().unwrap();
    for one in &measured {
        let row = floors
            .iter()
            .find(|row| row.name == one.name)
            .unwrap_or_else(|| panic!("no floor for {}", one.name));
        let floor = row.floor.unwrap_or(row.aim);
        println!(
            "{}: {:.4} ({}), floor {floor}, aim {}",
            row.what, one.value, one.counts, row.aim
        );
        assert!(
            row.reaches(one.value, floor),
            "{} fell to {:.4} ({}); floor {floor}",
            row.what,
            one.value,
            one.counts
        );
    }
}
