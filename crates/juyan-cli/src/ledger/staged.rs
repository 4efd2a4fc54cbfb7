//! The files of one release, written beside the place that they are for, and put into it whole.

use super::site::{Folder, OF_RELEASE, Trouble};
use crate::problem::Problem;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

/// How the name of a folder ends whose files are being written.
const PART: &str = ".part";
/// What is still being written is younger; what is older was left by a program that was stopped.
const ABANDONED: Duration = Duration::from_hours(1);

/// The files of one release, ready to be written.
pub(super) struct Built {
    pub(super) folder: String,
    pub(super) files: BTreeMap<String, Vec<u8>>,
}

impl Built {
    /// Writes them into a folder beside the one that they are for.
    pub(super) fn stage(self, site: &Folder) -> Result<Staged, Trouble> {
        let to = site.path().join(&self.folder);
        if to.exists() && !to.join(OF_RELEASE).is_file() {
            return Err(Trouble::Foreign(to));
        }
        let begin = format!(".{}.", self.folder);
        clear(site.path(), &begin);
        let staged = Staged {
            from: site.path().join(format!("{begin}{}{PART}", std::process::id())),
            to,
        };
        for (name, bytes) in &self.files {
            let path = staged.from.join(name);
            let folder = path.parent().unwrap_or(&staged.from);
            fs::create_dir_all(folder).map_err(Problem::unwritten(folder))?;
            fs::write(&path, bytes).map_err(Problem::unwritten(&path))?;
        }
        Ok(staged)
    }
}

/// Removes what a program that was stopped has left: nobody would, and it is whole releases.
fn clear(site: &Path, begin: &str) {
    for entry in fs::read_dir(site).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let number = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(PART));
        let is_ours = number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
        let modified = entry.metadata().and_then(|about| about.modified());
        let age = modified.ok().and_then(|at| at.elapsed().ok());
        if is_ours && age.is_some_and(|age| age > ABANDONED) {
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

/// Two folders change places: in one step where the system can.
fn swap(one: &Path, other: &Path) -> io::Result<()> {
    exchange(one, other).or_else(|_| {
        let aside = one.with_extension("old");
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
        clear(site.path(), ".r.");
        let is_there = |name: &str| at(name).exists();
        assert!(!is_there(".r.12.part"));
        assert!(is_there(".r.34.part") && is_there(".r.x.part") && is_there(".q.12.part"));
    }
}
