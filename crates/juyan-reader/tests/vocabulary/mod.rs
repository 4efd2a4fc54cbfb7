//! The catalogue of the repository, for the tests of this crate.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that stops here has failed and says where"
)]

use juyan_catalogue::{Catalogue, Source};
use std::path::Path;
use std::sync::OnceLock;

/// The repository's catalogue, read from its files.
pub(crate) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        Catalogue::load(&Source::below(&folder).unwrap())
            .unwrap_or_else(|errors| panic!("{errors:#?}"))
            .0
    })
}
