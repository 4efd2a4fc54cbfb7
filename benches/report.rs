//! How long the example report takes to be read and checked, once and ten times over: `cargo bench -p juyan`.

use divan::Bencher;
use divan::counter::BytesCount;
use juyan::Options;
use std::path::Path;

fn main() {
    divan::main();
}

fn report(times: usize) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt");
    std::fs::read_to_string(path).unwrap_or_default().repeat(times)
}

#[divan::bench(args = [1, 10])]
fn read(bencher: Bencher<'_, '_>, times: usize) {
    let (text, catalogue) = (report(times), juyan::catalogue());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = juyan::document::read(text.as_bytes(), "report.txt", catalogue);
        document.map(|document| juyan::reader::read(&document, catalogue))
    });
}

#[divan::bench(args = [1, 10])]
fn check(bencher: Bencher<'_, '_>, times: usize) {
    let (text, catalogue) = (report(times), juyan::catalogue());
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let document = juyan::document::read(text.as_bytes(), "report.txt", catalogue);
        document.map(|document| juyan::check(&document, catalogue, &Options::default()).findings)
    });
}

/// One sentence of so many clauses: twice as many take twice the time.
#[divan::bench(args = [1000, 2000, 4000], sample_count = 10)]
fn check_one_sentence(bencher: Bencher<'_, '_>, clauses: usize) {
    let text = "粮食产量18.9万吨，其中玉米10万吨，增长5%，".repeat(clauses);
    let (document, catalogue) = (juyan::document::from_text(&text), juyan::catalogue());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| juyan::check(&document, catalogue, &Options::default()).findings);
}
