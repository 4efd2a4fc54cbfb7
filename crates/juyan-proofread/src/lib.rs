//! Wording, names, numbering, header: findings that need the text.
//!
//! Each rule is a file in `rules`, looks at the whole `Evidence` and knows nothing of the others. The words that a
//! rule looks for are lists of the catalogue (`catalogue/words/proofread.toml`); what it says is its record in
//! `catalogue/rules`. Arithmetic is none of this crate's business: that is `juyan-prove`'s.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types
)]

mod evidence;
mod header;
mod rules;
mod seek;

pub use header::header_day;

use evidence::Evidence;
use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::Finding;
use juyan_reader::Reading;

/// What is wrong with the words of `document`, of which `reading` was understood.
///
/// ```
/// use juyan_catalogue::Catalogue;
/// let catalogue = Catalogue::default();
/// let document = juyan_document::from_text("农业稳定，，工业增长。");
/// let reading = juyan_reader::read(&document, &catalogue);
/// let findings = juyan_proofread::findings(&document, &reading, &catalogue);
/// assert_eq!(findings[0].rule, "J0720");
/// ```
pub fn findings(document: &Document, reading: &Reading, catalogue: &Catalogue) -> Vec<Finding> {
    let evidence = Evidence {
        document,
        reading,
        catalogue,
    };
    rules::ALL.iter().flat_map(|find| find(evidence)).collect()
}
