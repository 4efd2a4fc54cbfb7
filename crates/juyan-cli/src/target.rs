//! Where results go: the standard output, one file, or a file for every report in a folder.

use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use juyan::Context;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
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

/// How the names of results end.
const RESULTS: [&str; 6] = ["txt", "json", "sarif", "html", "docx", "csv"];

/// What a result would take the place of: its path, and the other input's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Clash {
    /// An input.
    Report(String, String),
    /// The result for an input named earlier.
    Result(String, String),
}

impl Target {
    /// What the user named for so many reports. One report goes to a file, unless there is a folder of that name or the name
    /// ends as a folder's does; several do not go to what is named like one of their results. `-` is the standard output, as it
    /// is the standard input among the reports.
    pub(crate) fn new(path: Option<&Path>, reports: usize) -> Result<Self, Problem> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Print);
        };
        let is_named_so = path
            .as_os_str()
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR]);
        if path.is_dir() || is_named_so {
            return Self::folder(path);
        }
        if reports == 1 {
            return Self::file(path);
        }
        let is_result =
            |kind: &std::ffi::OsStr| RESULTS.iter().any(|result| kind.eq_ignore_ascii_case(result));
        if !path.exists() && path.extension().is_some_and(is_result) {
            return Err(Problem::Several(reports, path.display().to_string()));
        }
        Self::folder(path)
    }

    /// A file in a folder that is there: a slip in a path would make one where nobody looks.
    fn file(path: &Path) -> Result<Self, Problem> {
        match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() && !folder.exists() => {
                Err(Problem::FolderMissing(folder.display().to_string()))
            }
            _ => Ok(Self::File(path.to_owned())),
        }
    }

    /// A folder, whatever the number of reports.
    pub(crate) fn folder(path: &Path) -> Result<Self, Problem> {
        if path.is_file() {
            return Err(Problem::NoFolder(path.display().to_string()));
        }
        Ok(Self::Folder(path.to_owned()))
    }

    /// The file for `input`; none where it is printed.
    pub(crate) fn path(&self, input: &Input, extension: &str) -> Option<PathBuf> {
        match self {
            Self::Print => None,
            Self::File(path) => Some(path.clone()),
            Self::Folder(folder) => Some(folder.join(format!("{}.{extension}", input.stem()))),
        }
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

    /// The inputs whose results, of these extensions, would be written over any of the inputs or in the place of an
    /// earlier one's result, by position.
    pub(crate) fn clashes(&self, inputs: &[Input], extensions: &[&str]) -> BTreeMap<usize, Clash> {
        let real = |path: &Path| path.canonicalize().ok();
        let reports: BTreeMap<PathBuf, String> = inputs
            .iter()
            .filter_map(|input| Some((real(input.path()?)?, input.name())))
            .collect();
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        let mut clashes = BTreeMap::new();
        for (position, input) in inputs.iter().enumerate() {
            for path in extensions
                .iter()
                .filter_map(|extension| self.path(input, extension))
            {
                let shown = path.display().to_string();
                let report = real(&path).and_then(|path| reports.get(&path));
                // Some file systems do not tell capitals from small letters.
                let other = taken.insert(shown.to_lowercase(), input.name());
                let clash = report
                    .map(|report| Clash::Report(shown.clone(), report.clone()))
                    .or(other.map(|other| Clash::Result(shown, other)));
                if let Some(clash) = clash {
                    clashes.insert(position, clash);
                }
            }
        }
        clashes
    }
}

/// Writes as [`write()`] does, and tells of a folder that was made for it: a slip in a path makes one where nobody will look.
pub(crate) fn write_telling(path: &Path, bytes: &[u8], context: Context<'_>) -> Result<(), Problem> {
    let target = Target::File(path.to_owned());
    let made = target.missing_folder();
    write(path, bytes)?;
    if let Some(folder) = made {
        output::complain(&folder.display().to_string(), context.say("file.new-folder"));
    }
    Ok(())
}

/// Writes `bytes` to `path`, making its folder where there is none. A file is there whole or not at all; what is no
/// file (a device, a pipe) is written into and left what it is, and so is a link. A ledger is never written over.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    if is_database(path) {
        return Err(Problem::OverLedger(path.display().to_string()));
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(Problem::unwritten(folder))?;
    }
    match fs::metadata(path) {
        Ok(there) if !there.is_file() => fs::write(path, bytes).map_err(Problem::unwritten(path)),
        Ok(_) => replace(&fs::canonicalize(path).map_err(Problem::unwritten(path))?, bytes),
        Err(_) => replace(path, bytes),
    }
}

/// Whether a file is there that begins as ledgers do: what is in it is nowhere else.
fn is_database(path: &Path) -> bool {
    const BEGIN: &[u8; 16] = b"SQLite format 3\0";
    // What is no file may give nothing back for ever.
    if !path.is_file() {
        return false;
    }
    let mut begin = [0; BEGIN.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut begin));
    read.is_ok() && begin == *BEGIN
}

/// Writes beside `path` and puts what was written in its place.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Problem> {
    let (part, mut file) = beside(path).map_err(Problem::unwritten(path))?;
    let written = file.write_all(bytes);
    // Some systems rename no file that is open.
    drop(file);
    written.and_then(|()| fs::rename(&part, path)).map_err(|error| {
        // What is left over would only puzzle the user; that it cannot be removed either adds nothing.
        let _ = fs::remove_file(&part);
        Problem::unwritten(path)(error)
    })
}

/// A new file beside `path`, under a name that no file has.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    /// So many names are tried.
    const NAMES: usize = 1_000;
    let mut taken = io::ErrorKind::AlreadyExists.into();
    for number in 0..NAMES {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}-{number}.part", std::process::id()));
        let part = path.with_file_name(name);
        match File::create_new(&part) {
            Ok(file) => return Ok((part, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_report_goes_to_a_file_and_several_to_a_folder() {
        let file = Path::new("out");
        assert_eq!(Target::new(Some(file), 1).unwrap(), Target::File(file.to_owned()));
        let path = Path::new("no-such-folder/out");
        let refused = Target::new(Some(path), 1);
        assert!(matches!(refused, Err(Problem::FolderMissing(folder)) if folder == "no-such-folder"));
        assert_eq!(
            Target::new(Some(path), 2).unwrap(),
            Target::Folder(path.to_owned())
        );
        let folder = Path::new("no-such-folder/out/");
        assert_eq!(
            Target::new(Some(folder), 1).unwrap(),
            Target::Folder(folder.to_owned())
        );
        assert_eq!(Target::new(None, 2).unwrap(), Target::Print);
        let page = Path::new("no-such-folder/one.html");
        assert!(matches!(Target::new(Some(page), 2), Err(Problem::Several(2, _))));
    }

    #[test]
    fn reports_of_one_name_clash_in_a_folder() {
        let inputs = ["a/x.txt", "b/y.txt", "c/X.docx"].map(|path| Input::new(Path::new(path)));
        let clashes = Target::Folder("out".into()).clashes(&inputs, &["json"]);
        let result = Path::new("out").join("X.json").display().to_string();
        let expected = Clash::Result(result, inputs[0].name());
        assert_eq!(clashes, BTreeMap::from([(2, expected)]));
        assert!(Target::Print.clashes(&inputs, &["json"]).is_empty());
    }
}
