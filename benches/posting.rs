//! What one changed row of a register of 100,000 costs, alone and in the whole sheet, and what taking all of them back does: `cargo bench -p juyan-posting`. `JUYAN_ROWS` says another number.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a benchmark stops where it stands, and prints"
)]

use juyan_ledger::{Act, ActKind, Ledger};
use juyan_model::Period;
use juyan_posting::{Poster, PosterSheet, Posting};
use juyan_register::Grid;
use std::fmt::Write;
use std::time::{Duration, Instant};

const HEADINGS: &str = "事项编码,实施部门,办件类型,网办深度,法定时限（工作日）,承诺时限（工作日）\n";
const TURNS: usize = 21;

fn main() {
    let rows = std::env::var("JUYAN_ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok());
    let rows = rows.unwrap_or(100_000);
    let folder = tempfile::tempdir().expect("a folder for the ledger");
    let path = folder.path().join("a.juyan");
    let mut ledger = Ledger::create(&path, "152923", &act()).expect("a new ledger");
    let poster = Poster::new(juyan::catalogue());
    let mut all = HEADINGS.to_owned();
    (0..rows).for_each(|number| all += &row(number, "即办件"));
    let sheets = [sheet(&poster, &all)];
    let posting = Posting {
        periods: vec![Period::months(2024, 1, 6).expect("a half-year")],
        ..Posting::of(&sheets)
    };
    let began = Instant::now();
    let (first, _) = ledger
        .attempt(&act(), |change| poster.post(change, &posting))
        .expect("all rows are posted");
    println!("{rows} rows for the first time: {:?}", began.elapsed());
    let undone = folder.path().join("undone.juyan");
    ledger.backup(&undone).expect("a copy");
    let mut undone = Ledger::open(&undone).expect("the copy is a ledger");
    let began = Instant::now();
    poster
        .undo(&mut undone, first.seq, &act())
        .expect("all rows are taken back");
    println!("all of them taken back: {:?}", began.elapsed());
    let (mut reckoned, mut written) = (Vec::new(), Vec::new());
    for turn in 0..TURNS {
        let handling = if turn % 2 == 0 { "承诺件" } else { "即办件" };
        let sheets = [sheet(&poster, &(HEADINGS.to_owned() + &row(77, handling)))];
        let posting = Posting::of(&sheets);
        let began = Instant::now();
        let told = ledger
            .read(|reading| poster.rehearse(reading, &posting))
            .expect("a row is reckoned with");
        reckoned.push(began.elapsed());
        assert_eq!(told.sheets[0].rows.len(), 1, "one row changes");
        let began = Instant::now();
        ledger
            .attempt(&act(), |change| poster.post(change, &posting))
            .expect("a row is posted");
        written.push(began.elapsed());
    }
    println!("one changed row, reckoned: {}", median(reckoned));
    println!(
        "one changed row, reckoned and written durably: {}",
        median(written)
    );
    let changed = all.replacen("S78,部门0,即办件", "S78,部门0,承诺件", 1);
    assert_ne!(changed, all, "a row is another");
    let began = Instant::now();
    let sheets = [sheet(&poster, &changed)];
    let read = began.elapsed();
    ledger
        .attempt(&act(), |change| poster.post(change, &Posting::of(&sheets)))
        .expect("a row is posted");
    println!(
        "the whole sheet again, with one changed row: read in {read:?}, and posted in {:?}",
        began.elapsed()
    );
    let began = Instant::now();
    let unfounded = ledger
        .read(|reading| poster.unfounded(reading))
        .expect("all rows are gone through");
    println!(
        "all rows gone through: {:?}, {} facts and {} sums unfounded",
        began.elapsed(),
        unfounded.facts.len(),
        unfounded.sums.len()
    );
}

fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    format!("median {:?}, longest {:?}", times[TURNS / 2], times[TURNS - 1])
}

fn act() -> Act {
    Act::new(
        ActKind::Import,
        "bench",
        "2024-08-01T00:00:00Z".parse().expect("a time"),
    )
}

fn row(number: usize, handling: &str) -> String {
    let mut row = String::new();
    let department = number % 39;
    writeln!(
        row,
        "S{number},部门{department},{handling},全程网办,20,{}",
        number % 20
    )
    .expect("a text grows");
    row
}

fn sheet<'c>(poster: &Poster<'c>, text: &str) -> PosterSheet<'c> {
    let register = juyan::catalogue().register("service_item");
    poster
        .sheet(&Grid::of_csv("事项.csv", text), register)
        .expect("a sheet")
}
