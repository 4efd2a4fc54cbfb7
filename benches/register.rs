//! What follows from a register of 100,000 rows: worked out anew, and after one changed row: `cargo bench -p juyan-register`.

use divan::Bencher;
use juyan_catalogue::{Catalogue, Source};
use juyan_model::{Period, Record};
use juyan_register::{Formulas, Registers, record};
use std::path::Path;
use std::sync::LazyLock;

const ROWS: usize = 100_000;
const REGION: &str = "152923";

fn main() {
    divan::main();
}

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    Catalogue::load(&found).map_or_else(|errors| panic!("{errors:?}"), |(catalogue, _)| catalogue)
});

static REGISTERS: LazyLock<Registers> = LazyLock::new(|| (0..ROWS).map(|n| row(n, "instant")).collect());

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, found);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "tsv")
        {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            found.push(Source { path: name, text });
        }
    }
}

fn row(n: usize, handling: &str) -> Record {
    let cells = [
        ("code", n.to_string()),
        ("department", format!("部门{}", n % 39)),
        ("handling", handling.to_owned()),
        ("online", "full".to_owned()),
        ("statutory", "20".to_owned()),
        ("promised", (n % 20).to_string()),
    ];
    let cells = cells
        .into_iter()
        .map(|(field, text)| (field.into(), text.into()))
        .collect();
    let register = CATALOGUE.register("service_item");
    let record = register.map(|register| record(register, n, &cells, &CATALOGUE));
    record.and_then(Result::ok).unwrap_or_else(|| panic!("no row"))
}

fn period() -> Period {
    Period::months(2024, 1, 6).unwrap_or_else(|| panic!("no period"))
}

/// All facts of the register, with every row that took part.
#[divan::bench(sample_count = 5)]
fn anew(bencher: Bencher<'_, '_>) {
    let (formulas, registers) = (Formulas::new(&CATALOGUE), &*REGISTERS);
    bencher.bench_local(|| formulas.evaluate_all(registers, REGION, period()));
}

/// One changed row, the standings of all formulas being open, and all facts.
#[divan::bench(sample_count = 20)]
fn one_changed_row(bencher: Bencher<'_, '_>) {
    let formulas = Formulas::new(&CATALOGUE);
    let mut standings = formulas.standings(&REGISTERS, REGION, period());
    let (before, after) = (row(77, "instant"), row(77, "promised"));
    bencher.bench_local(|| {
        let mut facts = 0;
        for (was, is) in [(&before, &after), (&after, &before)] {
            for standing in &mut standings {
                standing.replace(Some(was), Some(is));
                facts += standing.facts().len();
            }
        }
        facts
    });
}

/// The same from bytes that were kept: opened, changed, kept again.
#[divan::bench(sample_count = 20)]
fn one_changed_row_of_what_was_kept(bencher: Bencher<'_, '_>) {
    let formulas = Formulas::new(&CATALOGUE);
    let kept: Vec<Vec<u8>> = formulas
        .standings(&REGISTERS, REGION, period())
        .iter()
        .map(juyan_register::Standing::to_bytes)
        .collect();
    let (before, after) = (row(77, "instant"), row(77, "promised"));
    bencher.bench_local(|| {
        let replaced = kept.iter().filter_map(|bytes| {
            let mut standing = formulas.restore(bytes)?;
            standing.replace(Some(&before), Some(&after));
            Some((standing.facts(), standing.to_bytes()))
        });
        replaced.collect::<Vec<_>>()
    });
}
