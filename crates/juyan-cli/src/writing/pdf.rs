//! A report as PDF, in the fonts of this machine and of the folder that a user names. Where the program was built without PDF, what
//! to do instead is told before anything is written.

use crate::output;
use crate::problem::Problem;
use juyan::Context;
use juyan::document::Document;
use juyan::vocabulary::Catalogue;
use juyan_print::chart::Chart;
use juyan_print::official::{self, Fonts, Office, Paper, PdfError};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The file; what stands in for the right fonts is told on the standard error. Fails with what is wrong and what to do.
pub(super) fn bytes(
    (document, charts): (&Document, &[Chart]),
    office: &Office,
    folder: Option<&Path>,
    context: Context<'_>,
) -> Result<Vec<u8>, Problem> {
    let named = folder.map(Path::to_owned);
    let folder = named.or_else(|| std::env::var_os("JUYAN_FONTS").map(PathBuf::from));
    let fonts = fonts(folder.as_deref(), context.catalogue).map_err(|(path, error)| {
        let reason = crate::reason::told(&error, context);
        let words: [(&str, &dyn std::fmt::Display); 2] = [("path", &path.display()), ("reason", &reason)];
        Problem::NoPdf(context.fill("write.no-fonts", &words))
    })?;
    let paper = official::pdf(document, charts, office, context.catalogue, &fonts);
    let paper = paper.map_err(|error| Problem::NoPdf(refused(&error, context)))?;
    output::complain_at_length(&told(&paper, context));
    Ok(paper.pdf)
}

fn refused(error: &PdfError, context: Context<'_>) -> String {
    match error {
        PdfError::NoFont => context.fill("write.no-font", &[]),
        PdfError::NoGlyph(characters) => context.fill("write.no-glyph", &[("characters", characters)]),
        PdfError::Unset(_) => context.fill("file.no-paper", &[]),
    }
}

/// What a user should know of the paper.
fn told(paper: &Paper, context: Context<'_>) -> String {
    let stand_ins = paper.stand_ins.iter();
    let stand_in = |it: &official::StandIn| {
        context.fill("write.stand-in", &[("wanted", &it.wanted), ("used", &it.used)]) + "\n"
    };
    let mut told: String = stand_ins.map(stand_in).collect();
    if !paper.is_archival {
        told += &(context.fill("write.not-archival", &[]) + "\n");
    }
    told
}

/// The fonts in the folder, and those of the machine that a paper has a use for.
fn fonts(folder: Option<&Path>, catalogue: &Catalogue) -> Result<Fonts, (PathBuf, io::Error)> {
    let mut fonts = Fonts::default();
    if let Some(folder) = folder {
        for file in files(folder)? {
            fonts.add(fs::read(&file).map_err(|error| (file, error))?);
        }
    }
    // A font of the machine that cannot be read is one that is not there.
    for file in of_machine(catalogue) {
        if let Ok(bytes) = fs::read(file) {
            fonts.add(bytes);
        }
    }
    Ok(fonts)
}

/// The files in a folder and those in it, in the order of their names.
fn files(folder: &Path) -> Result<BTreeSet<PathBuf>, (PathBuf, io::Error)> {
    let told = |error| (folder.to_owned(), error);
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        // A link is no folder here, so that none leads in a circle.
        if entry.file_type().map_err(told)?.is_dir() {
            found.extend(files(&entry.path())?);
        } else if entry.path().extension().is_some_and(is_of_font) {
            found.insert(entry.path());
        }
    }
    Ok(found)
}

fn is_of_font(ending: &std::ffi::OsStr) -> bool {
    let endings = ["otf", "ttf", "ttc", "otc"];
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// The files of the machine's fonts that go by a name that the catalogue has for a paper.
fn of_machine(catalogue: &Catalogue) -> BTreeSet<PathBuf> {
    let wanted: BTreeSet<String> = Fonts::wanted(catalogue).map(str::to_lowercase).collect();
    let mut known = fontdb::Database::new();
    known.load_system_fonts();
    let goes_by = |face: &&fontdb::FaceInfo| {
        let families = face.families.iter().map(|(name, _)| name.as_str());
        let mut names = families.chain([face.post_script_name.as_str()]);
        names.any(|name| wanted.contains(&name.to_lowercase()))
    };
    let file = |face: &fontdb::FaceInfo| match &face.source {
        fontdb::Source::File(path) => Some(path.clone()),
        _ => None,
    };
    known.faces().filter(goes_by).filter_map(file).collect()
}
