//! The compiler: document, figures, claims, verdicts, findings, in that order; what other programs embed.
//!
//! ```
//! let catalogue = juyan::catalogue();
//! let reading = juyan::reader::read(&juyan::document::from_text("全县粮食产量12万吨。"), catalogue);
//! assert_eq!(reading.figures.len(), 1);
//! ```

mod against;
mod check;
pub mod csv;
mod differing;
mod fact;
mod figure;
pub mod gold;
mod json;
mod language;
mod offset;
mod samples;
pub mod wire;

pub use against::{check_against, known, told_up_to};
pub use check::{Checked, Coverage, Options, check};
pub use differing::differ;
pub use fact::{Stated, facts};
pub use figure::name;
pub use juyan_prove::{Before, Prior, Promise};
pub use language::{Context, Language, Told};
pub use offset::Offsets;
pub use samples::misread;

use std::sync::OnceLock;

pub use juyan_catalogue as vocabulary;
pub use juyan_document as document;
pub use juyan_model as model;
pub use juyan_proofread as proofread;
pub use juyan_prove as prove;
pub use juyan_reader as reader;

use juyan_catalogue::{Catalogue, CatalogueError, Source};

static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.image"));

static SOURCES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.sources"));

/// The built-in catalogue with a province's own files on top: they may add records or, saying so, replace them.
///
/// Everything is read anew from its files, which takes many times as long as [`catalogue`]. Fails with every complaint
/// at once: of records that are written wrong or, where none is, of those whose own example is not read as they say.
///
/// ```
/// use juyan::vocabulary::Source;
/// let unit = "[[unit]]\nname = \"驮\"\nclass = \"counter\"\ndimension = \"load\"\nexample = \"运来盐砖30驮。\"";
/// let own = Source { path: "own.toml".to_owned(), text: unit.to_owned() };
/// let catalogue = juyan::catalogue_with(&[own]).unwrap();
/// let reading = juyan::reader::read(&juyan::document::from_text("运来盐砖30驮。"), &catalogue);
/// assert_eq!(reading.figures[0].unit.as_deref(), Some("驮"));
/// ```
pub fn catalogue_with(overlay: &[Source]) -> Result<Catalogue, Vec<CatalogueError>> {
    let base = built_in(Source::unpack(SOURCES));
    let (mut catalogue, mut samples) = Catalogue::layered(&[&base, overlay])?;
    // The built-in records are tested where they are written.
    samples.retain(|sample| sample.layer > 0);
    let wrong = misread(&catalogue, &samples);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    // A rule's page is no part of the catalogue's files.
    for (code, rule) in &mut catalogue.rules {
        if let Some(known) = self::catalogue().rules.get(code) {
            rule.page.clone_from(&known.page);
        }
    }
    Ok(catalogue)
}

/// The catalogue of the program: what was laid over the one that it was built with, else that, read on first use.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    LAID_OVER
        .get()
        .unwrap_or_else(|| CATALOGUE.get_or_init(|| built_in(Catalogue::from_image(IMAGE))))
}

static LAID_OVER: OnceLock<Catalogue> = OnceLock::new();

/// Has `catalogue` be what [`catalogue`](fn@catalogue) gives from now on: for a program that was started with a folder of words, once
/// and before it does anything. Says whether it was the first to do so.
pub fn lay_over(catalogue: Catalogue) -> bool {
    LAID_OVER.set(catalogue).is_ok()
}

/// What the build script wrote and read back (`build.rs`). That it cannot be read is no input of anybody's but a broken
/// program; going on without words would find nothing wrong in any report, so the program stops.
fn built_in<T, E: std::fmt::Display>(read: Result<T, E>) -> T {
    read.unwrap_or_else(|error| {
        panic!("the built-in catalogue cannot be read, the program is broken: {error}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "the program is broken")]
    fn a_broken_image_is_no_empty_catalogue() {
        let half = IMAGE.get(..IMAGE.len() / 2).unwrap_or_default();
        built_in(Catalogue::from_image(half));
    }
}
