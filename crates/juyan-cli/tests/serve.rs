//! The workspace ends when the system asks it to, and leaves nothing behind.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn told_to_end_it_takes_the_example_away() {
    let place = tempfile::tempdir().unwrap();
    let mut serving = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(["serve", "--example", "--bind", "127.0.0.1:0"])
        .env("TMPDIR", place.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(serving.stdout.take().unwrap()).lines();
    let is_open = |line: std::io::Result<String>| line.unwrap().contains("http://");
    let opened = said.any(is_open);
    let left = || std::fs::read_dir(place.path()).unwrap().count();
    let there = left();
    let asked = Command::new("kill")
        .args(["-TERM", &serving.id().to_string()])
        .status();
    let is_asked = asked.is_ok_and(|status| status.success());
    if !is_asked {
        // A system on which one cannot ask.
        serving.kill().unwrap();
    }
    let ended = serving.wait().unwrap();
    assert!(
        opened && there == 1,
        "it was open, and the example lay in a folder"
    );
    if is_asked {
        assert!(ended.success());
        assert_eq!(left(), 0);
    }
}

/// A certificate of its own for 127.0.0.1 and its key; none where there is no `openssl`.
fn certificate(place: &Path, name: &str) -> Option<(PathBuf, PathBuf)> {
    let (certificate, key) = (
        place.join(format!("{name}.pem")),
        place.join(format!("{name}.key")),
    );
    let made = Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
        ])
        .args([
            "-subj",
            "/CN=juyan.test",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
        ])
        .args([
            "-keyout".as_ref(),
            key.as_os_str(),
            "-out".as_ref(),
            certificate.as_os_str(),
        ])
        .stderr(Stdio::null())
        .status();
    made.is_ok_and(|made| made.success())
        .then_some((certificate, key))
}

fn serve() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_juyan"));
    command.args(["serve", "--example", "--bind", "127.0.0.1:0", "--lang", "en"]);
    command
}

fn encrypted(certificate: &Path, key: &Path) -> Command {
    let mut command = serve();
    command
        .arg("--tls-cert")
        .arg(certificate)
        .arg("--tls-key")
        .arg(key);
    command
}

#[test]
fn with_a_certificate_all_goes_encrypted() {
    let place = tempfile::tempdir().unwrap();
    let Some((certificate, key)) = certificate(place.path(), "a") else {
        eprintln!("skipped: no openssl");
        return;
    };
    let mut serving = encrypted(&certificate, &key)
        .env("TMPDIR", place.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(serving.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let mut password = String::new();
    let address = said.find_map(|line| {
        if line.contains("administrator") {
            password = line.split_whitespace().next_back().unwrap_or_default().to_owned();
        }
        let (_, rest) = line.split_once("https://")?;
        Some(rest.split('/').next()?.to_owned())
    });
    let address = address.unwrap_or_default();
    let ask = |arguments: &[&str], place: &str| {
        let asked = Command::new("curl")
            .args(["-sS", "-i", "--max-time", "20"])
            .args(arguments)
            .arg(place)
            .output();
        asked.map(|asked| String::from_utf8_lossy(&[asked.stdout, asked.stderr].concat()).into_owned())
    };
    let trusted = certificate.to_string_lossy().into_owned();
    let page = ask(&["--cacert", &trusted], &format!("https://{address}/login"));
    let form = format!("name=administrator&password={password}");
    let signed = ask(
        &["--cacert", &trusted, "-d", &form],
        &format!("https://{address}/login"),
    );
    let untrusted = ask(&[], &format!("https://{address}/login"));
    let plain = ask(&[], &format!("http://{address}/login"));
    serving.kill().unwrap();
    serving.wait().unwrap();
    let Ok(page) = page else {
        eprintln!("skipped: no curl");
        return;
    };
    let lower = page.to_lowercase();
    assert!(
        lower.contains("200 ok") && lower.contains("strict-transport-security: max-age="),
        "{page}"
    );
    let signed = signed.unwrap();
    let cookie = signed
        .lines()
        .find(|line| line.to_lowercase().starts_with("set-cookie: juyan-session="));
    assert!(
        cookie.is_some_and(|cookie| cookie.contains("; Secure")),
        "{signed}"
    );
    assert!(!untrusted.unwrap().contains("200 OK") && !plain.unwrap().contains("200 OK"));
}

#[test]
fn what_is_no_certificate_is_told_in_one_sentence() {
    let place = tempfile::tempdir().unwrap();
    let (Some((certificate, key)), Some((_, other))) =
        (certificate(place.path(), "a"), certificate(place.path(), "b"))
    else {
        eprintln!("skipped: no openssl");
        return;
    };
    let missing = place.path().join("missing.pem");
    for (certificate, key, told) in [
        (&missing, &key, "cannot read"),
        (&key, &certificate, "there is no certificate as PEM"),
        (&certificate, &certificate, "there is no key as PEM"),
        (&certificate, &other, "is not the key of the certificate"),
    ] {
        let refused = encrypted(certificate, key)
            .env("TMPDIR", place.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && said.contains(told), "{said}");
        assert_eq!(said.trim().lines().count(), 1, "{said}");
    }
}
