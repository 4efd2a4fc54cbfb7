//! People at work in a real browser, where one is installed, against the program itself: what a department reports is returned, corrected,
//! approved and watched; an opinion of the congress becomes a task and is replied to.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const JOURNEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/journey.py");
/// Its exit status where there is no browser.
const NO_BROWSER: i32 = 3;
/// So long a journey may take; a browser that hangs is ended then.
const LONGEST: Duration = Duration::from_mins(3);

/// A process that ends with the test, however that ends.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The example, served: the address, and a line for each account with its name and password.
fn served() -> (Ended, String, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args([
            "serve",
            "--example",
            "--as-of",
            "2024-07-31",
            "--bind",
            "127.0.0.1:0",
        ])
        .args(["--lang", "en"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (out, complaints) = (program.stdout.take().unwrap(), program.stderr.take().unwrap());
    let program = Ended(program);
    let (send, heard) = std::sync::mpsc::channel();
    let streams: [Box<dyn std::io::Read + Send>; 2] = [Box::new(out), Box::new(complaints)];
    for stream in streams {
        let send = send.clone();
        thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                // Nobody listens any more once it serves.
                let _ = send.send(line);
            }
        });
    }
    let mut accounts = String::new();
    loop {
        let line = heard.recv_timeout(Duration::from_mins(1)).unwrap();
        if let Some((_, rest)) = line.split_once("http://") {
            let address = rest.split('/').next().unwrap();
            return (program, format!("http://{address}"), accounts);
        }
        accounts.push_str(&line);
        accounts.push('\n');
    }
}

#[test]
fn what_is_reported_is_watched_and_what_is_asked_is_answered() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("journey");
    std::fs::create_dir_all(&folder).unwrap();
    let (_program, address, accounts) = served();
    let python = std::env::var("JUYAN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let journey = Command::new(python)
        .args([JOURNEY, &address])
        .arg(&folder)
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(journey) = journey else {
        println!("there is no Python: nobody went anywhere");
        return;
    };
    let mut journey = Ended(journey);
    let mut to = journey.0.stdin.take().unwrap();
    to.write_all(accounts.as_bytes()).unwrap();
    drop(to);
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = journey.0.try_wait().unwrap() {
            break status;
        }
        assert!(begun.elapsed() < LONGEST, "the journey did not end");
        thread::sleep(Duration::from_millis(50));
    };
    if status.code() == Some(NO_BROWSER) {
        println!("no browser is installed: nobody went anywhere");
        return;
    }
    let mut said = String::new();
    std::io::Read::read_to_string(&mut journey.0.stderr.take().unwrap(), &mut said).unwrap();
    assert!(status.success(), "{said}");
}
