//! Which fonts of an official paper this machine does not have, and what stands in for each: a Word file only names its fonts.

use juyan::Context;
use juyan_print::official;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a user should know of the fonts that a Word file names, a line each; nothing where all are there. The fonts in `folder` count as
/// those of the machine do.
pub(super) fn told(folder: Option<&Path>, context: Context<'_>) -> String {
    let mut known = fontdb::Database::new();
    known.load_system_fonts();
    let named = folder.map(Path::to_owned);
    if let Some(folder) = named.or_else(|| std::env::var_os("JUYAN_FONTS").map(PathBuf::from)) {
        known.load_fonts_dir(folder);
    }
    let mut there = BTreeSet::new();
    for face in known.faces() {
        there.extend(face.families.iter().map(|(name, _)| name.to_lowercase()));
        there.insert(face.post_script_name.to_lowercase());
    }
    let missing = official::missing_fonts(context.catalogue, &|name| there.contains(&name.to_lowercase()));
    let line = |font: &official::MissingFont| {
        let id = if font.used.is_some() {
            "write.stand-in"
        } else {
            "write.no-stand-in"
        };
        let used = font.used.as_deref().unwrap_or_default();
        context.fill(id, &[("wanted", &font.wanted), ("used", &used)]) + "\n"
    };
    missing.iter().map(line).collect()
}
