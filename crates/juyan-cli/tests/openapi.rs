//! The interface for programs, asked by schemathesis for what its description allows and for what it does not: whatever comes, the
//! program answers and does not fail. Skipped where `JUYAN_PYTHON` does not have it.
#![cfg(feature = "web")]
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod workspace;

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;
use workspace::{Serving, made, signed_in};

/// So many questions to each way in.
const QUESTIONS: &str = "25";

#[test]
fn whatever_is_asked_is_no_error_of_the_program() {
    let python = std::env::var_os("JUYAN_PYTHON").map(PathBuf::from);
    let asks = python.map(|python| python.with_file_name("schemathesis"));
    let Some(asks) = asks.filter(|asks| asks.is_file()) else {
        eprintln!("skipped: no schemathesis beside JUYAN_PYTHON");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let ledger = made(folder.path());
    // A port that was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let serving = Serving::start(&ledger, address);
    for name in ["leader", "clerk"] {
        let (headers, _) = signed_in(address, name);
        let mut asked = Command::new(&asks);
        asked
            .arg("run")
            .arg(format!("http://{address}/api/v1/openapi.json"));
        asked.args(["--checks", "not_a_server_error", "--max-examples", QUESTIONS]);
        asked.args([
            "--phases",
            "examples,coverage,fuzzing",
            "--generation-deterministic",
            "--no-color",
        ]);
        for header in headers.lines() {
            asked.args(["--header", header]);
        }
        let told = asked.current_dir(folder.path()).output().unwrap();
        let said = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(
            told.status.success(),
            "{name}: {said}{}",
            String::from_utf8_lossy(&told.stderr)
        );
    }
    drop(serving);
}
