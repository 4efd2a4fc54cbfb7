//! The workspace over the example, as a program of its own, asked over the network.
#![allow(dead_code, reason = "each test uses its own part")]

use juyan_web::{Accounts, NewAccount, Role, Workspace};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PASSWORD: &str = "a long password";

/// The register whose rows `clerk` may change.
pub(crate) const REGISTER: &str = "service_item";

/// What came back: the status, the head, the body.
pub(crate) struct Answer(pub(crate) u16, pub(crate) String, pub(crate) String);

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.1.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Asks once on a line of its own; none where nobody answers, or the answer breaks off.
pub(crate) fn ask(address: SocketAddr, request: &str, headers: &str, body: &str) -> Option<Answer> {
    let mut line = TcpStream::connect_timeout(&address, Duration::from_secs(5)).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    let length = body.len();
    let head = format!(
        "{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n"
    );
    line.write_all(head.as_bytes()).ok()?;
    line.write_all(body.as_bytes()).ok()?;
    let mut bytes = Vec::new();
    line.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let told: usize = Answer(0, head.to_owned(), String::new())
        .header("content-length")
        .and_then(|told| told.parse().ok())?;
    (body.len() >= told).then(|| Answer(status, head.to_owned(), body.to_owned()))
}

/// The program, started on the same port again each time.
pub(crate) struct Serving {
    program: Child,
}

impl Serving {
    pub(crate) fn start(ledger: &Path, address: SocketAddr) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_juyan"))
            .args(["serve", "--as-of", "2024-06-30", "--bind", &address.to_string()])
            .arg(ledger)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        assert!(lines.any(|line| line.contains("http://")), "it listens");
        Self { program }
    }

    /// The memory that it holds, in MB; none where the system does not tell.
    pub(crate) fn memory(&self) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace()
            .next()?
            .parse::<f64>()
            .ok()
            .map(|kib| kib / 1024.0)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // As hard as it can be ended, on purpose.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The headers with which an account asks, and what its forms bring back.
pub(crate) fn signed_in(address: SocketAddr, name: &str) -> (String, String) {
    let form = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
    let kind = "Content-Type: application/x-www-form-urlencoded\r\n";
    let signed = ask(address, "POST /login", kind, &form).unwrap();
    let cookie = signed
        .header("set-cookie")
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = ask(address, "GET /account", &format!("Cookie: {cookie}\r\n"), "")
        .unwrap()
        .2;
    let csrf = page
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    (format!("Cookie: {cookie}\r\nX-CSRF-Token: {csrf}\r\n"), csrf)
}

/// The example with two who work on it.
pub(crate) fn made(folder: &Path) -> PathBuf {
    let ledger = folder.join("soak.juyan");
    let begun = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(["init", "--example", "--region", "152923"])
        .arg(&ledger)
        .stdout(Stdio::null())
        .status();
    assert!(begun.unwrap().success());
    let accounts = Accounts::open(&Workspace::accounts_beside(&ledger)).unwrap();
    let department = juyan::catalogue().register(REGISTER).unwrap().dept.as_str();
    for (name, department, role) in [
        ("leader", "", Role::Leader),
        ("clerk", department, Role::Reporter),
    ] {
        let new = NewAccount {
            name,
            shown: name,
            department,
            role,
        };
        accounts.add(&new, PASSWORD).unwrap();
    }
    ledger
}
