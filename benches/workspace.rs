//! How fast the workspace answers over a large ledger, asked by `wrk` and `curl`: `cargo bench -p juyan-cli --bench workspace`, or with the
//! floors beside it `cargo xtask measure web`. `JUYAN_FACTS` and `JUYAN_ROWS` say other numbers than 1,000,000 and 100,000,
//! `JUYAN_SECONDS` how long each question is asked.
//!
//! The ledger is the example's, with what no county ever told laid over it: facts of a hundred places and twenty years under names that
//! no catalogue has (seeded, so that each run has the same), and rows of a register from which facts follow.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark stops where it stands, and prints"
)]

use juyan::model::{Decimal, Fact, Printed, Secrecy, Source, Value, Worth};
use juyan_ledger::{Act, ActKind, Ledger};
use juyan_posting::{Poster, Posting};
use juyan_register::Grid;
use juyan_web::{Accounts, NewAccount, Role, Workspace};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The region of the example.
const REGION: &str = "152923";
const PASSWORD: &str = "a long password";
const REGISTER: &str = "service_item";
const DEPARTMENT: &str = "政务服务局";
const BATCH: usize = 1000;
const READERS: usize = 50;
const WRITERS: usize = 20;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let ledger = folder.path().join("large.juyan");
    let (facts, rows) = (number("JUYAN_FACTS", 1_000_000), rows());
    let began = Instant::now();
    made(&ledger, facts, rows);
    println!(
        "# {facts} facts and {rows} rows laid over the example in {:?}",
        began.elapsed()
    );
    let (first, whole, serving) = started(&ledger);
    told("web-start", milliseconds(first), "start to the page of log-in");
    told(
        "web-start-overview",
        milliseconds(whole),
        "start, log-in and the whole overview",
    );
    let asked = |name: &str, at_once: usize, script: &str, what: &str| {
        let asked = serving.asked_by(at_once, script, what);
        told(name, asked.p95, &asked.counts);
    };
    let page = format!("/registers/{REGISTER}?page={{page}}");
    asked("web-overview", READERS, "read.lua", "/");
    asked("web-register", READERS, "read.lua", &page);
    asked(
        "web-register-sorted",
        READERS,
        "read.lua",
        &format!("{page}&sort=promised"),
    );
    asked("web-save", WRITERS, "write.lua", REGISTER);
    told(
        "web-check",
        milliseconds(serving.checked()),
        "best of 5, upload to the whole marked page",
    );
    // Hundreds of megabytes go out part by part, and count for the memory that is told.
    let all = [
        "-b",
        &serving.leader,
        "-o",
        "/dev/null",
        "--max-time",
        "600",
        "-w",
        "%{size_download}",
    ];
    println!("# all facts: {} bytes", serving.curl(&all, "/api/v1/facts"));
    let memory = serving.memory();
    told("web-memory", memory, "the most that it ever held");
}

/// So many rows are laid over the example.
fn rows() -> usize {
    number("JUYAN_ROWS", 100_000)
}

fn number(name: &str, usual: usize) -> usize {
    let told = std::env::var(name).ok();
    told.and_then(|told| told.parse().ok()).unwrap_or(usual)
}

/// A line that `cargo xtask measure web` reads: the measure, its figure, how that came about.
fn told(name: &str, value: f64, counts: &str) {
    println!("measure\t{name}\t{value:.1}\t{counts}");
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

/// The example, and much more than it has.
fn made(path: &Path, facts: usize, rows: usize) {
    let begun = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args(["init", "--example", "--region", REGION])
        .arg(path)
        .stdout(Stdio::null())
        .status();
    assert!(begun.is_ok_and(|status| status.success()), "the example is made");
    let mut ledger = Ledger::open(path).expect("the example opens");
    let numbers: Vec<usize> = (0..facts).collect();
    for batch in numbers.chunks(BATCH) {
        let made = ledger.change(&act(ActKind::Import), |change| {
            batch
                .iter()
                .try_for_each(|number| change.fact(&fact(*number), None).map(drop))
        });
        made.expect("facts are kept");
    }
    let poster = Poster::new(juyan::catalogue());
    let register = juyan::catalogue().register(REGISTER);
    let mut sheet =
        "事项编码,事项名称,实施部门,办件类型,网办深度,法定时限（工作日）,承诺时限（工作日）\n".to_owned();
    for number in 0..rows {
        let department = number % 39;
        let promised = scattered(number) % 20;
        writeln!(
            sheet,
            "LOAD-{number},试算事项{number},部门{department},承诺件,全程网办,20,{promised}"
        )
        .expect("a text grows");
    }
    let sheets = [poster
        .sheet(&Grid::of_csv("试算.csv", &sheet), register)
        .expect("a sheet")];
    let posting = Posting::of(&sheets);
    let made = ledger.attempt(&act(ActKind::Import), |change| poster.post(change, &posting));
    made.map(drop).expect("rows are posted");
    let accounts = Accounts::open(&Workspace::accounts_beside(path)).expect("accounts");
    for (name, department, role) in [
        ("leader", "", Role::Leader),
        ("clerk", DEPARTMENT, Role::Reporter),
    ] {
        let new = NewAccount {
            name,
            shown: name,
            department,
            role,
        };
        accounts.add(&new, PASSWORD).expect("an account");
    }
}

fn act(kind: ActKind) -> Act {
    Act::new(kind, "load", jiff::Timestamp::now()).because("synthetic")
}

/// Numbers without an order, the same each time.
const fn scattered(number: usize) -> usize {
    (number.wrapping_mul(2_654_435_761) >> 7) % 1_000_003
}

/// A fact of one of a hundred places, five hundred names and twenty years; of the example's own region one in a hundred.
fn fact(number: usize) -> Fact {
    let (place, name, year) = (number % 100, number / 100 % 500, 2005 + number / 50_000 % 20);
    let digits: Decimal = format!("{}.{:02}", scattered(number), number % 100)
        .parse()
        .expect("a decimal");
    let key = format!("\"试算{name}\"@1529{place:02}:{year}H1");
    Fact {
        unit: Some("元".into()),
        printed: Some(Printed {
            digits,
            scale: 10_000.into(),
            exact: false,
        }),
        department: format!("部门{}", name % 39).into(),
        secrecy: Secrecy::Public,
        ..Fact::new(
            key.parse().expect("a key"),
            Worth::Number(Value::One(digits * Decimal::from(10_000))),
            Source::Cell {
                workbook: "试算.xlsx".into(),
                sheet: "1".into(),
                cell: "F7".into(),
            },
        )
    }
}

/// The program at work.
struct Serving {
    program: Child,
    address: String,
    leader: String,
    clerk: String,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// How long it took until the first page was there, until the overview was, and the program.
fn started(ledger: &Path) -> (Duration, Duration, Serving) {
    let began = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_juyan"))
        .args([
            "serve",
            "--as-of",
            "2024-06-30",
            "--bind",
            "127.0.0.1:0",
            "--lang",
            "en",
        ])
        .arg(ledger)
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let out = program.stdout.take().expect("its output");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);
    let address = lines.find_map(|line| {
        let (_, place) = line.split_once("http://")?;
        Some(place.split('/').next()?.to_owned())
    });
    let mut serving = Serving {
        program,
        address: address.expect("it listens"),
        leader: String::new(),
        clerk: String::new(),
    };
    assert_eq!(
        serving.curl(&["-o", "/dev/null", "-w", "%{http_code}"], "/login"),
        "200"
    );
    let first = began.elapsed();
    serving.leader = serving.signed_in("leader");
    let page = serving.curl(&["-b", &serving.leader], "/");
    let whole = began.elapsed();
    assert!(page.contains("</html>") && page.contains("tiles"), "{page}");
    serving.clerk = serving.signed_in("clerk");
    (first, whole, serving)
}

/// What asking often came to.
struct Asked {
    p95: f64,
    counts: String,
}

impl Serving {
    fn curl(&self, arguments: &[&str], path: &str) -> String {
        let asked = Command::new("curl")
            .args(["-sS", "--max-time", "60"])
            .args(arguments)
            .arg(format!("http://{}{path}", self.address))
            .output()
            .expect("curl is there");
        assert!(
            asked.status.success(),
            "{path}: {}",
            String::from_utf8_lossy(&asked.stderr)
        );
        String::from_utf8_lossy(&asked.stdout).into_owned()
    }

    /// The cookie of somebody who signed in.
    fn signed_in(&self, name: &str) -> String {
        let form = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
        let head = self.curl(&["-i", "-d", &form], "/login");
        let cookie = head.split("juyan-session=").nth(1).expect("a session");
        format!("juyan-session={}", cookie.split(';').next().expect("its token"))
    }

    /// What forms of a session bring back.
    fn csrf(&self, cookie: &str) -> String {
        let page = self.curl(&["-b", cookie], "/account");
        let token = page.split("name=\"csrf\" value=\"").nth(1).expect("a form");
        token.split('"').next().expect("its token").to_owned()
    }

    /// Asked by so many at once, each as soon as it was answered: pages as the leader, or rows saved as the clerk.
    fn asked_by(&self, at_once: usize, script: &str, what: &str) -> Asked {
        let is_writing = script == "write.lua";
        let (cookie, threads) = if is_writing {
            (&self.clerk, at_once)
        } else {
            (&self.leader, 2)
        };
        let seconds = number("JUYAN_SECONDS", 10);
        let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/load");
        let asked = Command::new("wrk")
            .current_dir(scripts)
            .args([
                format!("-t{threads}"),
                format!("-c{at_once}"),
                format!("-d{seconds}s"),
            ])
            .args(["--timeout", "30s", "-s"])
            .arg(script)
            .arg(format!("http://{}", self.address))
            .args(["--", cookie, &self.csrf(cookie), what, &rows().to_string()])
            .output()
            .expect("wrk is there");
        let said = String::from_utf8_lossy(&asked.stdout).into_owned();
        let line = said
            .lines()
            .find_map(|line| line.strip_prefix("asked "))
            .expect(&said);
        let words: Vec<&str> = line.split_whitespace().collect();
        let [p95, p50, most, requests, failed] = words[..] else {
            panic!("{said}")
        };
        Asked {
            // Failing is fast: what failed tells no time, and no number reaches no floor.
            p95: if failed == "0" {
                p95.parse().expect("a number")
            } else {
                f64::NAN
            },
            counts: format!(
                "median {p50}, longest {most}, {requests} in {seconds} s by {at_once}, {failed} failed"
            ),
        }
    }

    /// How long it takes from a report to its marked page.
    fn checked(&self) -> Duration {
        let report = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt");
        let csrf = format!("csrf={}", self.csrf(&self.clerk));
        let file = format!("report=@{}", report.display());
        let once = || {
            let began = Instant::now();
            let page = self.curl(&["-L", "-b", &self.clerk, "-F", &csrf, "-F", &file], "/check");
            assert!(
                page.contains("/allow") && page.contains("</html>"),
                "it is marked"
            );
            began.elapsed()
        };
        (0..5).map(|_| once()).min().unwrap_or_default()
    }

    /// The most memory that it ever held, in MB.
    fn memory(&self) -> f64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.program.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
        kib.map_or(f64::NAN, |kib| kib / 1024.0)
    }
}
