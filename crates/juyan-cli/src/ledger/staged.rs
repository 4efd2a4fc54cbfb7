//! The files of a site, written beside the places that they are for, and put into them whole.

use super::folder::{Folder, OF_RELEASE};
use super::site::Trouble;
use crate::problem::Problem;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// How the name of a folder ends whose files are being written.
const PART: &str = ".part";
/// What is still being written is younger; what is older was left by a program that was stopped.
const ABANDONED: Duration = Duration::from_hours(1);
/// As what the files are written that all releases have in common.
const COMMON: &str = "site";
/// The pages of the search but the first.
const SEARCH: (&str, &str) = ("search-", ".html");

/// The files of one release, ready to be written.
pub(super) struct Built {
    pub(super) folder: String,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    /// Writes them into a folder beside the one that they are for; nothing where all of it is there already.
    pub(super) fn stage(self, site: &Folder) -> Result<Option<Staged>, Trouble> {
        let to = site.path().join(&self.folder);
        if to.exists() && !to.join(OF_RELEASE).is_file() {
            return Err(Trouble::Foreign(to));
        }
        let staged = Staged {
            from: beside(site, &self.folder),
            to,
        };
        if is_there(&staged.to, &self.files) {
            return Ok(None);
        }
        write(&staged.from, &self.files)?;
        Ok(Some(staged))
    }
}

/// Where the files for `name` are written; what a program left there that was stopped goes away.
fn beside(site: &Folder, name: &str) -> PathBuf {
    let begin = format!(".{name}.");
    clear(site.path(), &begin, site.is_held());
    site.path().join(format!("{begin}{}{PART}", std::process::id()))
}

fn write(from: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Trouble> {
    let written = || {
        for (name, bytes) in files {
            let path = from.join(name);
            let folder = path.parent().unwrap_or(from);
            fs::create_dir_all(folder).map_err(Problem::unwritten(folder))?;
            fs::write(&path, bytes).map_err(Problem::unwritten(&path))?;
        }
        Ok(())
    };
    written().map_err(|problem: Problem| {
        // Half of it would only be in the way.
        let _ = fs::remove_dir_all(from);
        problem.into()
    })
}

/// Whether `folder` has these files and no others.
fn is_there(folder: &Path, files: &BTreeMap<String, Vec<u8>>) -> bool {
    let is_same = |(name, bytes): (&String, &Vec<u8>)| {
        let path = folder.join(name);
        let length = fs::metadata(&path)
            .ok()
            .and_then(|about| usize::try_from(about.len()).ok());
        length == Some(bytes.len()) && fs::read(path).is_ok_and(|there| there == *bytes)
    };
    files.iter().all(is_same) && count(folder) == files.len()
}

/// How many files there are below a folder.
fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let counted = entries.map(|entry| {
        let path = entry.path();
        if path.is_dir() { count(&path) } else { 1 }
    });
    counted.sum()
}

/// Removes what a program that was stopped has left: nobody would, and it is whole releases. While others may be writing only what is
/// old.
fn clear(site: &Path, begin: &str, is_alone: bool) {
    for entry in fs::read_dir(site).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let number = name.strip_prefix(begin).and_then(|rest| {
            let rest = rest.strip_suffix(PART)?;
            Some(rest.strip_suffix(".old").unwrap_or(rest))
        });
        let is_ours = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let modified = entry.metadata().and_then(|about| about.modified());
        let age = modified.ok().and_then(|at| at.elapsed().ok());
        if is_ours && (is_alone || age.is_some_and(|age| age > ABANDONED)) {
            // It is in nobody's way; the next one may have more luck.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// A folder that is written and waits to take its place; it is gone where it does not.
pub(super) struct Staged {
    from: PathBuf,
    to: PathBuf,
}

impl Staged {
    /// Puts it into its place in one step, so that whoever looks finds the old one whole or the new one; what was there goes away.
    pub(super) fn put(self) -> Result<(), Trouble> {
        let put = if self.to.exists() {
            swap(&self.from, &self.to)
        } else {
            fs::rename(&self.from, &self.to)
        };
        Ok(put.map_err(Problem::unwritten(&self.to))?)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What is here is the old one, or the new one that was not put; that it cannot be removed adds nothing.
        let _ = fs::remove_dir_all(&self.from);
    }
}

/// The files that all releases have in common, written and waiting to take their places.
pub(super) struct Common {
    staged: Staged,
    names: Vec<String>,
}

impl Common {
    /// Writes them beside their places. `first` is the one that makes the folder a site.
    pub(super) fn stage(
        files: &BTreeMap<String, Vec<u8>>,
        first: &str,
        site: &Folder,
    ) -> Result<Self, Trouble> {
        let staged = Staged {
            from: beside(site, COMMON),
            to: site.path().to_owned(),
        };
        write(&staged.from, files)?;
        let mut names: Vec<String> = files.keys().cloned().collect();
        names.sort_by_key(|name| name != first);
        Ok(Self { staged, names })
    }

    /// Puts each into its place, whole, and removes pages of the search that there are no more.
    pub(super) fn put(self) -> Result<(), Trouble> {
        let Staged { from, to } = &self.staged;
        for name in &self.names {
            let path = to.join(name);
            fs::rename(from.join(name), &path).map_err(Problem::unwritten(&path))?;
        }
        for entry in fs::read_dir(to).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let number = name
                .strip_prefix(SEARCH.0)
                .and_then(|rest| rest.strip_suffix(SEARCH.1));
            let is_page = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
            if is_page && !self.names.contains(&name) {
                fs::remove_file(entry.path()).map_err(Problem::unwritten(&entry.path()))?;
            }
        }
        Ok(())
    }
}

/// Two folders change places: in one step where the system can.
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    exchange(one, other).or_else(|_| {
        let aside = one.with_extension(format!("old{PART}"));
        fs::rename(other, &aside)?;
        if let Err(error) = fs::rename(one, other) {
            // The old one is better than none.
            let _ = fs::rename(&aside, other);
            return Err(error);
        }
        fs::rename(&aside, one)
    })
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn folders_change_places_and_what_was_left_behind_is_cleared() {
        let site = tempfile::tempdir().unwrap();
        let at = |name: &str| site.path().join(name);
        for name in [
            "one",
            "other",
            ".r.12.part",
            ".r.34.part",
            ".r.x.part",
            ".q.12.part",
        ] {
            fs::create_dir(at(name)).unwrap();
            fs::write(at(name).join("name"), name).unwrap();
        }
        swap(&at("one"), &at("other")).unwrap();
        assert_eq!(fs::read_to_string(at("one").join("name")).unwrap(), "other");
        assert_eq!(fs::read_to_string(at("other").join("name")).unwrap(), "one");
        let long_ago = std::time::SystemTime::now() - ABANDONED * 2;
        for name in [".r.12.part", ".r.x.part", ".q.12.part"] {
            fs::File::open(at(name)).unwrap().set_modified(long_ago).unwrap();
        }
        clear(site.path(), ".r.", false);
        let is_there = |name: &str| at(name).exists();
        assert!(!is_there(".r.12.part"));
        assert!(is_there(".r.34.part") && is_there(".r.x.part") && is_there(".q.12.part"));
        // Who has the folder alone knows that nobody is writing.
        clear(site.path(), ".r.", true);
        assert!(!is_there(".r.34.part") && is_there(".r.x.part") && is_there(".q.12.part"));
    }

    #[test]
    fn what_is_there_already_is_seen_to_be() {
        let site = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([("a".to_owned(), b"1".to_vec()), ("f/b".to_owned(), b"2".to_vec())]);
        let at = site.path().join("r");
        assert!(!is_there(&at, &files));
        write(&at, &files).map_err(|_| ()).unwrap();
        assert!(is_there(&at, &files));
        fs::write(at.join("f/c"), "3").unwrap();
        assert!(!is_there(&at, &files), "one too many");
        fs::remove_file(at.join("f/c")).unwrap();
        fs::write(at.join("a"), "2").unwrap();
        assert!(!is_there(&at, &files), "another");
    }
}
