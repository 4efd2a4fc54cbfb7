//! How long a report of fifteen pages takes as each kind of paper, as a page and as open data: what `benches/paper.rs` and
//! `benches/publishing.rs` find.

use crate::Measured;
use crate::process::bench;

/// A benchmark of a crate, its features, and its measures under the names that they have here.
type Bench = (&'static [&'static str], &'static [(&'static str, &'static str)]);

const BENCHES: [Bench; 2] = [
    (
        &["-p", "juyan-print", "--features", "pdf", "--bench", "paper"],
        &[
            ("docx", "paper-docx"),
            ("pdf", "paper-pdf"),
            ("html", "paper-html"),
        ],
    ),
    (
        &["-p", "juyan-publish", "--bench", "publishing"],
        &[("html", "page-html"), ("all_open_data", "open-data")],
    ),
];

/// Measures writing and publishing; the PDF with the fonts in the folder that `JUYAN_FONTS` names.
pub fn fifteen_pages() -> anyhow::Result<Vec<Measured>> {
    let mut measured = Vec::new();
    for (arguments, names) in BENCHES {
        let printed = bench(arguments)?;
        for (told, name) in names {
            let best = fastest(&printed, told);
            let counts = if best.is_some() {
                "the fastest run"
            } else {
                "not told by the benchmark"
            };
            measured.push(Measured::new(name, best.unwrap_or(f64::NAN), counts));
        }
    }
    Ok(measured)
}

/// The milliseconds of the fastest run of a bench, out of the table that Divan prints.
fn fastest(printed: &str, bench: &str) -> Option<f64> {
    let mut rows = printed.lines().map(|line| line.split_whitespace());
    rows.find_map(|mut words| {
        words.next().filter(|sign| ["├─", "╰─"].contains(sign))?;
        words.next().filter(|name| *name == bench)?;
        let number: f64 = words.next()?.parse().ok()?;
        let unit = match words.next()? {
            "ns" => 1e-6,
            "µs" => 1e-3,
            "ms" => 1.0,
            "s" => 1e3,
            _ => return None,
        };
        Some(number * unit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fastest_run_is_read_in_milliseconds() {
        let printed = "Timer precision: 20 ns
paper             fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ all_files      29.43 ms      │ 40.37 ms      │ 31.57 ms      │ 32.14 ms      │ 100     │ 100
├─ pdf            1.5 s         │ 2 s           │ 1.7 s         │ 1.8 s         │ 20      │ 20
│                 10.5 item/s   │ 8 item/s      │ 9 item/s      │ 9 item/s      │         │
├─ none                         │               │               │               │         │
╰─ html           303.5 µs      │ 421.1 µs      │ 312.3 µs      │ 318.6 µs      │ 100     │ 100
";
        let found = ["all_files", "pdf", "html", "none", "paper"].map(|bench| fastest(printed, bench));
        assert_eq!(found, [Some(29.43), Some(1500.0), Some(303.5 * 1e-3), None, None]);
    }
}
