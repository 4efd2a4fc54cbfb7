//! Many save at the same time: each as a change of his own, which is there once he is told so; what is durable is made so together.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, PASSWORD, hidden};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Ledger};
use juyan_model::{Cell, Date};
use juyan_posting::{Poster, Posting};
use juyan_register::Grid;
use juyan_web::{NewAccount, Role};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::thread;

const REGISTER: &str = "service_item";
const WRITERS: usize = 8;
const TURNS: usize = 6;
/// A row that everybody writes to.
const SHARED: &str = "SX-0";

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.juyan");
    let act = |kind| Act::new(kind, "clerk", Timestamp::now());
    let mut ledger = Ledger::create(&path, "152923", &act(ActKind::Init)).unwrap();
    let poster = Poster::new(juyan::catalogue());
    let mut table =
        "事项编码,事项名称,实施部门,办件类型,网办深度,法定时限（工作日）,承诺时限（工作日）\n".to_owned();
    for number in 0..=WRITERS {
        writeln!(table, "SX-{number},事项{number},旗农牧局,承诺件,全程网办,20,1").unwrap();
    }
    let sheet = poster.sheet(
        &Grid::of_csv("a.csv", &table),
        juyan::catalogue().register(REGISTER),
    );
    let sheets = [sheet.unwrap()];
    let imported = ledger.attempt(&act(ActKind::Import), |change| {
        poster.post(change, &Posting::of(&sheets))
    });
    imported.unwrap();
    drop(ledger);
    let house = House::over(folder, path, |workspace| workspace);
    let clerk = NewAccount {
        name: "clerk",
        shown: "clerk",
        department: "政务服务局",
        role: Role::Reporter,
    };
    house.workspace.accounts().add(&clerk, PASSWORD).unwrap();
    house
}

fn place(code: &str) -> String {
    format!("/api/v1/registers/{REGISTER}/rows/{code}")
}

/// The state of a row that is seen.
fn tag(browser: &mut Browser<'_>, code: &str) -> String {
    let seen = browser.get(&place(code));
    seen.headers["etag"].to_str().unwrap().to_owned()
}

/// Saves `promised` over the state that was seen; the number and the hash of the change, or why not.
fn save(
    browser: &mut Browser<'_>,
    code: &str,
    promised: &str,
    seen: &str,
) -> Result<(i64, String), StatusCode> {
    let fields = [("f.promised", promised), ("reason", code)];
    let csrf = browser.csrf.clone();
    let headers = [("if-match", seen), ("x-csrf-token", csrf.as_str())];
    let told = browser.ask("POST", &place(code), &fields, &headers);
    if told.status != StatusCode::OK {
        return Err(told.status);
    }
    let told: serde_json::Value = serde_json::from_str(&told.text).unwrap();
    Ok((
        told["change"].as_i64().unwrap(),
        told["hash"].as_str().unwrap().to_owned(),
    ))
}

/// So often what stands in the file beside the ledger was made durable: a frame that ends a transaction says how large the database is.
fn times_durable(ledger: &Path) -> usize {
    let mut beside = ledger.as_os_str().to_owned();
    beside.push("-wal");
    let bytes = std::fs::read(beside).unwrap();
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    let frame = 24 + usize::try_from(number(8)).unwrap();
    let frames = (32..bytes.len())
        .step_by(frame)
        .filter(|at| at + frame <= bytes.len());
    let of_now = frames.filter(|at| bytes[at + 8..at + 16] == bytes[16..24]);
    of_now.filter(|at| number(at + 4) > 0).count()
}

/// What came of one who saved: the numbers and the hashes of his changes, those of his own row with what it holds; how often he came too
/// late.
#[derive(Default)]
struct Done {
    saved: Vec<(i64, String)>,
    own: String,
    late: usize,
}

/// Saves his own row again and again, and each time the one that everybody wants.
fn works(house: &House, writer: usize) -> Done {
    let (code, mut browser) = (format!("SX-{writer}"), house.browser());
    browser.post("/login", &[("name", "clerk"), ("password", PASSWORD)]);
    let account = browser.get("/account").text;
    browser.csrf = hidden(&account, "<form", "csrf").into();
    let (mut done, mut seen) = (Done::default(), tag(&mut browser, &code));
    for turn in 0..TURNS {
        // What is refused in the middle of what others write keeps nobody of them.
        let refused = save(&mut browser, &code, "much", &seen);
        assert_eq!(refused, Err(StatusCode::UNPROCESSABLE_ENTITY));
        done.own = (2 + turn).to_string();
        let (change, hash) = save(&mut browser, &code, &done.own, &seen).unwrap();
        seen = format!("\"{change}\"");
        done.saved.push((change, hash));
        let other = tag(&mut browser, SHARED);
        match save(&mut browser, SHARED, &(10 + turn).to_string(), &other) {
            Ok(saved) => done.saved.push(saved),
            Err(StatusCode::PRECONDITION_FAILED) => done.late += 1,
            // What another wrote a moment ago is what this one wants.
            Err(status) => assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY),
        }
    }
    done
}

#[test]
fn many_who_save_at_once_are_all_kept() {
    let house = house();
    let changes = || Ledger::open_to_read(&house.ledger).unwrap().changes().unwrap();
    let before = changes().len();
    let done: Vec<Done> = thread::scope(|scope| {
        let house = &house;
        let all: Vec<_> = (1..=WRITERS)
            .map(|writer| scope.spawn(move || works(house, writer)))
            .collect();
        all.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    let times = times_durable(&house.ledger);
    let all: BTreeMap<i64, String> = changes()
        .into_iter()
        .map(|change| (change.seq, change.hash))
        .collect();
    let saved: BTreeMap<i64, String> = done.iter().flat_map(|done| done.saved.clone()).collect();
    for (change, hash) in &saved {
        assert_eq!(all.get(change), Some(hash), "change {change}");
    }
    assert_eq!(
        all.len(),
        before + saved.len(),
        "who was refused wrote nothing, and no two made one change"
    );
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    for (writer, done) in done.iter().enumerate() {
        let code = format!("SX-{}", writer + 1);
        let record = ledger.read(|reading| reading.record(REGISTER, &code)).unwrap();
        let held = record.unwrap().on("promised", Date::MAX).cloned();
        assert_eq!(held, Some(Cell::Number(done.own.parse().unwrap())), "{code}");
    }
    // Of those who saw one state of the row that all write to one was the first.
    let history = ledger.field_history(REGISTER, SHARED).unwrap();
    let written = history.iter().filter(|kept| kept.name == "promised").count() - 1;
    assert_eq!(saved.len(), WRITERS * TURNS + written);
    assert!(ledger.verify(None).unwrap().flaws.is_empty());
    let late: usize = done.iter().map(|done| done.late).sum();
    let told = format!(
        "{} changes were made durable {times} times, {late} were too late",
        saved.len()
    );
    assert!(times < saved.len(), "{told}");
    eprintln!("{told}");
}
