//! How long fifteen pages take to become an official paper and a page: `cargo bench -p juyan-print`, and with `--features pdf` and the fonts
//! in the folder that `JUYAN_FONTS` names as PDF too.

use divan::Bencher;
#[cfg(feature = "pdf")]
use divan::counter::ItemsCount;
use juyan::document::Document;
use juyan_print::official::{self, Office};
use std::path::Path;

fn main() {
    divan::main();
}

/// The example twice over, and a quarter more: fifteen pages.
fn report() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let quarter: String = text.chars().take(text.chars().count() / 4).collect();
    let text = format!("{text}\n{text}\n{quarter}");
    juyan::document::frame(juyan::document::from_text(&text), juyan::catalogue())
}

#[divan::bench]
fn docx(bencher: Bencher<'_, '_>) {
    let (document, office, catalogue) = (report(), Office::default(), juyan::catalogue());
    bencher.bench(|| official::docx(&document, &[], &office, catalogue));
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let (document, catalogue) = (report(), juyan::catalogue());
    bencher.bench(|| juyan_print::report_page(&document, &[], &[], catalogue, "zh"));
}

/// Nothing of one paper is kept for the next, so that each takes as long as the first.
#[cfg(feature = "pdf")]
#[divan::bench(sample_count = 20)]
fn pdf(bencher: Bencher<'_, '_>) {
    let (document, office, catalogue) = (report(), Office::default(), juyan::catalogue());
    let fonts = fonts();
    if let Ok(paper) = official::pdf(&document, &[], &office, catalogue, &fonts) {
        let pages = ItemsCount::new(paper.pages);
        bencher
            .counter(pages)
            .bench(|| official::pdf(&document, &[], &office, catalogue, &fonts));
    }
}

#[cfg(feature = "pdf")]
fn fonts() -> official::Fonts {
    let mut fonts = official::Fonts::default();
    let mut folders = Vec::from_iter(std::env::var_os("JUYAN_FONTS").map(std::path::PathBuf::from));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path => {
                    fonts.add(std::fs::read(path).unwrap_or_default());
                }
            }
        }
    }
    fonts
}
