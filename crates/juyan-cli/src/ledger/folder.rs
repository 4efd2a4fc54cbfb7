//! The folder of a site: whose it is, and that nobody else writes into it meanwhile.

use super::Desk;
use super::site::Trouble;
use crate::output;
use crate::problem::Problem;
use juyan_publish::{Listed, folder_of};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// A file that stands in the folder of every release, and one that stands in every site: what has neither is somebody else's.
pub(super) const OF_RELEASE: &str = "facts.json";
const OF_SITE: &str = "releases.json";

/// The folder of a site, which is ours alone until this goes away.
pub(super) struct Folder {
    path: PathBuf,
    /// Whether it was made just now: then it goes away again where nothing comes into it.
    is_new: bool,
    /// What keeps others out; none where the system has no such thing.
    held: Option<File>,
}

impl Folder {
    /// The folder at `path`, made where there is none; waits for others who write into it. Not one that holds something else.
    pub(super) fn open(path: &Path, desk: Desk<'_>) -> Result<Self, Trouble> {
        if path.exists() && !path.is_dir() {
            return Err(Problem::NoFolder(path.display().to_string()).into());
        }
        let is_new = !path.exists();
        fs::create_dir_all(path).map_err(Problem::unwritten(path))?;
        let folder = Self {
            path: path.to_owned(),
            is_new,
            held: held(path, desk),
        };
        if folder.is_foreign()? {
            return Err(Trouble::Foreign(path.to_owned()));
        }
        Ok(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether nobody else can be writing into it.
    pub(super) const fn is_held(&self) -> bool {
        self.held.is_some()
    }

    /// Whether something stands in it though it is no site. What is hidden is nobody's page.
    fn is_foreign(&self) -> Result<bool, Trouble> {
        if self.path.join(OF_SITE).exists() {
            return Ok(self.list().is_none());
        }
        let unread = |error| Trouble::Unread(self.path.clone(), error);
        for entry in fs::read_dir(&self.path).map_err(unread)? {
            let entry = entry.map_err(unread)?;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            let is_release = entry.path().join(OF_RELEASE).is_file();
            // A program that was stopped may have written the pages of a release and no list of them.
            if !is_hidden && !is_release {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The releases that stand in it and are not of a ledger that published `own` numbers: those of other ledgers.
    pub(super) fn others(&self, own: &BTreeSet<&str>) -> Vec<Listed> {
        let list = self.list().unwrap_or_default();
        let is_other = |listed: &Listed| !own.contains(listed.index.as_str());
        list.into_iter().filter(is_other).collect()
    }

    fn list(&self) -> Option<Vec<Listed>> {
        let list = fs::read(self.path.join(OF_SITE)).ok()?;
        let facts = |folder: &str| fs::read(self.path.join(folder).join(OF_RELEASE)).ok();
        Listed::of_site(&list, &facts)
    }

    /// Fails where a release stands under one of these numbers whose text is none of those that the ledger published under it.
    pub(super) fn is_of(&self, texts: &BTreeMap<&str, BTreeSet<&str>>) -> Result<(), Trouble> {
        for (index, digests) in texts {
            let path = self.path.join(folder_of(index));
            let Ok(bytes) = fs::read(path.join(OF_RELEASE)) else {
                continue;
            };
            let told: Value = serde_json::from_slice(&bytes).unwrap_or_default();
            let text = told.get("text_sm3").and_then(Value::as_str);
            if !text.is_some_and(|text| digests.contains(text)) {
                return Err(Trouble::Others((*index).to_owned(), path));
            }
        }
        Ok(())
    }

    /// Removes the folder of a release that was taken back.
    pub(super) fn remove(&self, name: &str) -> Result<(), Trouble> {
        let path = self.path.join(name);
        if path.join(OF_RELEASE).is_file() {
            fs::remove_dir_all(&path).map_err(Problem::unwritten(&path))?;
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.is_new {
            // It goes only where nothing is in it.
            let _ = fs::remove_dir(&self.path);
        }
    }
}

/// Keeps others out of the folder; waits, having said so, where somebody is in there.
fn held(path: &Path, desk: Desk<'_>) -> Option<File> {
    let folder = File::open(path).ok()?;
    match folder.try_lock() {
        Ok(()) => Some(folder),
        Err(TryLockError::WouldBlock) => {
            let told = desk
                .context()
                .fill("publish.waiting", &[("path", &path.display())]);
            output::complain(desk.name, &told);
            folder.lock().ok().map(|()| folder)
        }
        Err(TryLockError::Error(_)) => None,
    }
}
