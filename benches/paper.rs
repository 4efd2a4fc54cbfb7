//! How long fifteen pages take to become an official paper and a page: `cargo bench -p juyan-print`, and with `--features pdf` and the fonts
//! in the folder that `JUYAN_FONTS` names as PDF too.

use divan::Bencher;
use divan::counter::ItemsCount;
use juyan::document::Document;
use juyan::model::{Fact, FigureId, Source, Worth};
use juyan::{Context, Language};
use juyan_print::html::Figure;
use juyan_print::official::{self, Office};
use std::path::Path;

fn main() {
    divan::main();
}

/// The example twice over, and half of it more: fifteen pages.
fn report() -> Document {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let half: String = text.chars().take(text.chars().count() / 2).collect();
    let text = format!("{text}\n{text}\n{half}");
    juyan::document::frame(juyan::document::from_text(&text), juyan::catalogue())
}

/// Every figure of the report that has a key, with what a page says of it.
fn figures(document: &Document) -> Vec<Figure<'static>> {
    let catalogue = juyan::catalogue();
    let reading = juyan::reader::read(document, catalogue);
    let told = reading.figures.iter().enumerate().filter_map(|(at, figure)| {
        let key = juyan::reader::key(&reading, FigureId(at), &document.text, catalogue)?;
        let value = figure.value?;
        let fact = Fact {
            unit: figure.unit.clone(),
            ..Fact::new(key, Worth::Number(value), Source::Entry)
        };
        Some(Figure::of(&fact, figure.span).owned())
    });
    told.collect()
}

#[divan::bench]
fn docx(bencher: Bencher<'_, '_>) {
    let (document, office, catalogue) = (report(), Office::default(), juyan::catalogue());
    bencher.bench(|| official::docx(&document, &[], &office, catalogue));
}

#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let document = report();
    let figures = figures(&document);
    let context = Context {
        catalogue: juyan::catalogue(),
        language: Language::Zh,
        name: "",
    };
    let marked = ItemsCount::new(figures.len());
    bencher
        .counter(marked)
        .bench(|| juyan_print::report_page(&document, &figures, &[], context));
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
