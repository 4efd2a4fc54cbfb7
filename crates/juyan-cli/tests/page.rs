//! The page in a real browser, where one is installed: its script runs under its own policy and follows a link.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use std::path::Path;
use std::process::{Command, Stdio};

/// What keeps a browser from asking for anything of its own.
const QUIET: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=2000",
    "--dump-dom",
];

/// The page of the finding that `address` names, as it is once its script has run; none where there is no browser.
fn shown(folder: &Path, address: &str) -> Option<String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| {
            Command::new(name)
                .arg("--version")
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .is_ok()
        })?;
    let output = Command::new(browser)
        .args(QUIET)
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .arg(format!("file://{}/{address}", folder.display()))
        .stderr(Stdio::null())
        .output()
        .unwrap();
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_link_to_a_finding_lights_all_its_ends() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("page");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(
        folder.join("report.txt"),
        "全年实施重点项目19项，其中新建11项、续建7项。",
    )
    .unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(["check", "report.txt", "--format", "html", "-o", "report.html"])
        .current_dir(&folder)
        .status();
    assert_eq!(status.unwrap().code(), Some(1));
    let Some(page) = shown(&folder, "report.html#d1") else {
        println!("no browser is installed: the page was not looked at");
        return;
    };
    assert!(
        page.contains("data-ready=\"yes\""),
        "the script did not run to its end"
    );
    let paper = page
        .split("<article")
        .nth(1)
        .and_then(|rest| rest.split("</article>").next())
        .unwrap();
    assert_eq!(paper.matches("is-on").count(), 3);
    assert!(page.contains("aria-current=\"true\""));
}
