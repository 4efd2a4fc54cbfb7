//! The workspace under mixed load, killed twice in the middle of it: nothing that was acknowledged is lost, and memory stays flat.
//! `JUYAN_SOAK` says how many seconds; a quarter of a minute without it.
#![cfg(feature = "web")]
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod workspace;

use juyan::model::{Cell, Date};
use juyan_ledger::{Known, Ledger};
use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use workspace::{Answer, REGISTER, Serving, ask, made, signed_in};

const WRITERS: usize = 4;
/// So often the program is killed and started again.
const KILLS: u32 = 2;
/// A run so long tells whether memory stays flat.
const LONG: Duration = Duration::from_mins(1);
/// So long a slow machine may take beyond its time until enough was done.
const LONGEST: Duration = Duration::from_mins(2);

/// What was acknowledged: the change with its link of the chain, and what each row held behind it.
#[derive(Default)]
struct Acknowledged {
    changes: BTreeMap<i64, String>,
    /// By the code of the row: what was acknowledged last, and what was sent since without an answer.
    rows: BTreeMap<String, (Option<i64>, Vec<i64>)>,
}

/// Everybody who works at once, and what came of it.
struct Load {
    address: SocketAddr,
    is_over: AtomicBool,
    acknowledged: Mutex<Acknowledged>,
    /// Answers that say that the program, not who asked, did wrong.
    failures: Mutex<Vec<String>>,
    read: AtomicUsize,
    checked: AtomicUsize,
}

impl Load {
    fn goes_on(&self) -> bool {
        !self.is_over.load(Ordering::Relaxed)
    }

    /// Whether something of each kind was done.
    fn has_enough(&self) -> bool {
        let is_some = |count: &AtomicUsize| count.load(Ordering::Relaxed) > 0;
        let all = self.acknowledged.lock().unwrap();
        let saved = all.rows.values().filter(|(last, _)| last.is_some()).count();
        is_some(&self.read) && is_some(&self.checked) && saved == WRITERS && all.changes.len() > WRITERS
    }

    fn ask(&self, request: &str, headers: &str, body: &str) -> Option<Answer> {
        let answer = ask(self.address, request, headers, body);
        match &answer {
            Some(Answer(status, _, body)) if *status >= 500 && *status != 503 => {
                self.failures
                    .lock()
                    .unwrap()
                    .push(format!("{request}: {status} {body}"));
            }
            // Another writes just now, or it was killed and comes again.
            Some(Answer(503, ..)) | None => thread::sleep(Duration::from_millis(50)),
            Some(_) => {}
        }
        answer
    }

    /// Saves a row again and again, with the state that is seen.
    fn write(&self, code: &str, headers: &str) {
        let path = format!("/api/v1/registers/{REGISTER}/rows/{code}");
        let (mut tag, mut turn): (Option<String>, i64) = (None, 0);
        while self.goes_on() {
            let Some(seen) = tag.take() else {
                let row = self.ask(&format!("GET {path}"), headers, "");
                tag = row.and_then(|row| row.header("etag").map(str::to_owned));
                continue;
            };
            turn += 1;
            let promised = 1 + turn % 19;
            let sent = |all: &mut Acknowledged| all.rows.entry(code.to_owned()).or_default().1.push(promised);
            sent(&mut self.acknowledged.lock().unwrap());
            let form = "Content-Type: application/x-www-form-urlencoded\r\n";
            let headers = format!("{headers}{form}If-Match: {seen}\r\n");
            let saved = self.ask(
                &format!("POST {path}"),
                &headers,
                &format!("reason=soak&f.promised={promised}"),
            );
            // Without an answer nobody knows whether it was kept; who is refused knows that it was not.
            let Some(saved) = saved else { continue };
            if saved.0 != 200 {
                let mut all = self.acknowledged.lock().unwrap();
                all.rows.entry(code.to_owned()).or_default().1.pop();
                continue;
            }
            tag = saved.header("etag").map(str::to_owned);
            let told: serde_json::Value = serde_json::from_str(&saved.2).unwrap();
            let mut all = self.acknowledged.lock().unwrap();
            let change = told.get("change").and_then(serde_json::Value::as_i64).unwrap();
            all.changes.insert(
                change,
                told.get("hash")
                    .and_then(|hash| hash.as_str())
                    .unwrap()
                    .to_owned(),
            );
            all.rows.insert(code.to_owned(), (Some(promised), Vec::new()));
        }
    }

    /// Looks at pages, brings a report to be checked, asks as programs do.
    fn look(&self, headers: &str, (clerk, csrf): (&str, &str)) {
        let report = include_str!("../../../examples/ejin/report.txt");
        let file = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\nContent-Disposition: form-data; \
             name=\"report\"; filename=\"a.txt\"\r\n\r\n{report}\r\n--edge--\r\n"
        );
        let pages = [
            "/",
            "/?lang=en",
            "/tasks",
            "/indicators?q=key_project",
            "/source?key=key_project@152923:2024H1",
            "/registers",
            "/registers/service_item?page=3",
            "/registers/service_item?sort=-promised",
            "/submissions",
            "/reports",
            "/api/v1/watch",
            "/api/v1/facts?key=key_project",
            "/api/v1/registers/service_item/rows?page=1",
        ];
        for path in pages.iter().cycle() {
            if !self.goes_on() {
                return;
            }
            let answer = self.ask(&format!("GET {path}"), headers, "");
            self.read.fetch_add(
                usize::from(answer.is_some_and(|answer| answer.0 == 200)),
                Ordering::Relaxed,
            );
            if *path == "/tasks" {
                let kind = "Content-Type: multipart/form-data; boundary=edge\r\n";
                let brought = self.ask("POST /check", &format!("{clerk}{kind}"), &file);
                if let Some(place) = brought.as_ref().and_then(|brought| brought.header("location")) {
                    let marked = self.ask(&format!("GET {place}"), clerk, "");
                    self.checked.fetch_add(
                        usize::from(marked.is_some_and(|marked| marked.0 == 200)),
                        Ordering::Relaxed,
                    );
                }
            }
        }
    }
}

#[test]
fn what_was_acknowledged_outlives_kills_and_memory_stays_flat() {
    let seconds = std::env::var("JUYAN_SOAK")
        .ok()
        .and_then(|told| told.parse().ok());
    let whole = Duration::from_secs(seconds.unwrap_or(15));
    let folder = tempfile::tempdir().unwrap();
    let ledger = made(folder.path());
    let address = free_address();
    let mut serving = Serving::start(&ledger, address);
    let (clerk, csrf) = signed_in(address, "clerk");
    let (leader, _) = signed_in(address, "leader");
    let load = Arc::new(Load {
        address,
        is_over: AtomicBool::new(false),
        acknowledged: Mutex::default(),
        failures: Mutex::default(),
        read: AtomicUsize::new(0),
        checked: AtomicUsize::new(0),
    });
    let writers = (1..=WRITERS).map(|writer| {
        let (load, headers) = (Arc::clone(&load), clerk.clone());
        thread::spawn(move || load.write(&format!("SX-{writer:04}"), &headers))
    });
    let mut people: Vec<_> = writers.collect();
    for _ in 0..2 {
        let (load, headers) = (Arc::clone(&load), leader.clone());
        let (clerk, csrf) = (clerk.clone(), csrf.clone());
        people.push(thread::spawn(move || load.look(&headers, (&clerk, &csrf))));
    }
    for _ in 0..KILLS {
        thread::sleep(whole / (KILLS + 2));
        drop(serving);
        serving = Serving::start(&ledger, address);
    }
    let memory = watched(&serving, whole * 2 / (KILLS + 2));
    let began = Instant::now();
    while !load.has_enough() && began.elapsed() < LONGEST {
        thread::sleep(Duration::from_millis(100));
    }
    load.is_over.store(true, Ordering::Relaxed);
    for one in people {
        one.join().unwrap();
    }
    drop(serving);
    assert_eq!(*load.failures.lock().unwrap(), Vec::<String>::new());
    is_kept(&load.acknowledged.lock().unwrap(), &ledger);
    let (first, last) = memory.split_at(memory.len() / 2);
    let most = |part: &[f64]| part.iter().copied().fold(0.0, f64::max);
    let (then, now) = (most(first), most(last));
    eprintln!(
        "{whole:?}: {} rows acknowledged, {} pages read, memory {then:.0} MB and then {now:.0}",
        load.acknowledged.lock().unwrap().changes.len(),
        load.read.load(Ordering::Relaxed)
    );
    assert!(
        load.has_enough(),
        "pages are read, reports checked and rows saved"
    );
    assert!(!memory.is_empty() || !cfg!(target_os = "linux"), "it is told");
    // In a short run it is still growing into what it needs.
    if whole >= LONG {
        assert!(now <= then * 1.15 + 16.0, "{then} MB, and then {now}");
    }
}

/// An address where nobody listens, with a port that the system gives to nobody who asks for any: it is free each time that the program
/// comes again.
fn free_address() -> SocketAddr {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    let mut addresses = (first..32_000).map(|port| SocketAddr::from(([127, 0, 0, 1], port)));
    addresses
        .find(|address| TcpListener::bind(address).is_ok())
        .unwrap()
}

/// The memory that the program held, looked at again and again; from when all threads have worked on.
fn watched(serving: &Serving, time: Duration) -> Vec<f64> {
    let (began, mut memory) = (Instant::now(), Vec::new());
    while began.elapsed() < time {
        thread::sleep(Duration::from_millis(100));
        if began.elapsed() > time / 4 {
            memory.extend(serving.memory());
        }
    }
    memory
}

/// Every change that was acknowledged is in the chain as it was told, and every row holds what was written last.
fn is_kept(all: &Acknowledged, path: &Path) {
    let verified = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .arg("verify")
        .arg(path)
        .output()
        .unwrap();
    assert!(
        verified.status.success(),
        "{}",
        String::from_utf8_lossy(&verified.stdout)
    );
    let ledger = Ledger::open_to_read(path).unwrap();
    let kept: BTreeMap<i64, String> = ledger
        .changes()
        .unwrap()
        .into_iter()
        .map(|change| (change.seq, change.hash))
        .collect();
    for (change, hash) in &all.changes {
        assert_eq!(kept.get(change), Some(hash), "change {change}");
    }
    let records = ledger.records(REGISTER, Known::Now).unwrap();
    for (code, (last, sent)) in &all.rows {
        let record = records.iter().find(|record| record.code == *code).unwrap();
        let Some(Cell::Number(held)) = record.on("promised", Date::MAX) else {
            panic!("{code} holds nothing")
        };
        let held: i64 = held.to_string().parse().unwrap();
        let is_it = *last == Some(held) || sent.contains(&held);
        assert!(is_it, "{code} holds {held}, not {last:?}, and {sent:?} was sent");
    }
}
