//! Where results go: the standard output, one file, or a file for every report in a folder.

use crate::input::Input;
use crate::problem::Problem;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where results go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// The standard output.
    Print,
    /// This file.
    File(PathBuf),
    /// A file in this folder, named after the report.
    Folder(PathBuf),
}

impl Target {
    /// What the user named for one report or several. One report goes to a file, unless there is a folder of that name
    /// or the name ends as a folder's does.
    pub(crate) fn new(path: Option<&Path>, is_single: bool) -> Result<Self, Problem> {
        let Some(path) = path else { return Ok(Self::Print) };
        let is_named_so = path
            .as_os_str()
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR]);
        if is_single && !path.is_dir() && !is_named_so {
            return Ok(Self::File(path.to_owned()));
        }
        Self::folder(path)
    }

    /// A folder, whatever the number of reports.
    pub(crate) fn folder(path: &Path) -> Result<Self, Problem> {
        if path.is_file() {
            return Err(Problem::NoFolder(path.display().to_string()));
        }
        Ok(Self::Folder(path.to_owned()))
    }

    /// The file for `input`; none where it is printed. Fails where that is the report itself.
    pub(crate) fn path(&self, input: &Input, extension: &str) -> Result<Option<PathBuf>, Problem> {
        let path = match self {
            Self::Print => return Ok(None),
            Self::File(path) => path.clone(),
            Self::Folder(folder) => folder.join(format!("{}.{extension}", input.stem())),
        };
        let real = |path: &Path| path.canonicalize().ok();
        let is_report = real(&path).is_some_and(|real_path| input.path().and_then(real) == Some(real_path));
        if is_report {
            return Err(Problem::SameName(path.display().to_string()));
        }
        Ok(Some(path))
    }

    /// The folder that writing will have to make; none where it is there, or nothing is written.
    pub(crate) fn missing_folder(&self) -> Option<&Path> {
        let folder = match self {
            Self::Print => return None,
            Self::File(path) => path.parent()?,
            Self::Folder(folder) => folder,
        };
        (!folder.as_os_str().is_empty() && !folder.exists()).then_some(folder)
    }

    /// Which inputs would take the place of an earlier one's result, by position.
    pub(crate) fn clashes(&self, inputs: &[Input]) -> BTreeSet<usize> {
        let mut seen = BTreeSet::new();
        let positions = inputs.iter().enumerate();
        // Some file systems do not tell capitals from small letters.
        let clashing = positions.filter(|(_, input)| !seen.insert(input.stem().to_lowercase()));
        match self {
            Self::Folder(_) => clashing.map(|(position, _)| position).collect(),
            Self::Print | Self::File(_) => BTreeSet::new(),
        }
    }
}

/// Writes `bytes` to `path`, making its folder where there is none. A file is there whole or not at all; what is no
/// file (a device, a pipe) is written into and left what it is, and so is a link.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(Problem::unwritten(folder))?;
    }
    match std::fs::metadata(path) {
        Ok(there) if !there.is_file() => std::fs::write(path, bytes).map_err(Problem::unwritten(path)),
        Ok(_) => replace(
            &std::fs::canonicalize(path).map_err(Problem::unwritten(path))?,
            bytes,
        ),
        Err(_) => replace(path, bytes),
    }
}

/// Writes beside `path` and puts what was written in its place.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    std::fs::write(&part, bytes).map_err(Problem::unwritten(path))?;
    std::fs::rename(&part, path).map_err(|error| {
        // What is left over would only puzzle the user; that it cannot be removed either adds nothing.
        let _ = std::fs::remove_file(&part);
        Problem::unwritten(path)(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_report_goes_to_a_file_and_several_to_a_folder() {
        let path = Path::new("no-such-folder/out");
        assert_eq!(
            Target::new(Some(path), true).unwrap(),
            Target::File(path.to_owned())
        );
        assert_eq!(
            Target::new(Some(path), false).unwrap(),
            Target::Folder(path.to_owned())
        );
        let folder = Path::new("no-such-folder/out/");
        assert_eq!(
            Target::new(Some(folder), true).unwrap(),
            Target::Folder(folder.to_owned())
        );
        assert_eq!(Target::new(None, false).unwrap(), Target::Print);
    }

    #[test]
    fn reports_of_one_name_clash_in_a_folder() {
        let inputs = ["a/x.txt", "b/y.txt", "c/X.docx"].map(|path| Input::new(Path::new(path)));
        assert_eq!(Target::Folder("out".into()).clashes(&inputs), BTreeSet::from([2]));
        assert!(Target::Print.clashes(&inputs).is_empty());
    }
}
