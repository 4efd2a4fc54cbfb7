//! The compiler: document, figures, claims, verdicts, findings, in that order; what other programs embed.
//!
//! ```
//! let catalogue = juyan::catalogue();
//! let reading = juyan::reader::read(&juyan::document::from_text("全县粮食产量12万吨。"), catalogue);
//! assert_eq!(reading.figures.len(), 1);
//! ```

mod check;
pub mod csv;
mod figure;
pub mod gold;
mod language;
mod offset;
pub mod wire;

pub use check::{Checked, Coverage, Options, check};
pub use language::{Context, Language, Told};
pub use offset::Offsets;

use std::sync::OnceLock;

pub use juyan_catalogue as vocabulary;
pub use juyan_document as document;
pub use juyan_model as model;
pub use juyan_proofread as proofread;
pub use juyan_prove as prove;
pub use juyan_reader as reader;

use juyan_catalogue::Catalogue;

static IMAGE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.image"));

/// The catalogue that the program was built with, read on first use.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    // The image was written by the same code at build time: an unreadable one is a broken build, and an empty
    // vocabulary makes every test fail loudly.
    CATALOGUE.get_or_init(|| Catalogue::from_image(IMAGE).unwrap_or_default())
}
