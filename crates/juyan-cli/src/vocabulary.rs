//! The vocabulary of a run: the built-in one, or that with the user's own laid over it.

use crate::output;
use crate::run::UNUSABLE;
use juyan::Language;
use juyan::vocabulary::Catalogue;
use std::path::Path;
use std::process::ExitCode;

/// The vocabulary with the files of `folder` laid over it; complains about files that cannot be used.
pub(crate) fn load(folder: Option<&Path>, _language: Language) -> Result<&'static Catalogue, ExitCode> {
    if let Some(folder) = folder {
        output::complain(&folder.display().to_string(), "not yet");
        return Err(ExitCode::from(UNUSABLE));
    }
    Ok(juyan::catalogue())
}
