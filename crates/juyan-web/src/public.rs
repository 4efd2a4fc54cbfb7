//! The public site, made of the ledger and kept in memory: what is asked for is looked up by its name among files that were made, so
//! no path leads anywhere else.

use crate::problem::Problem;
use crate::workspace::Workspace;
use axum::body::Bytes;
use juyan::{Context, Language};
use juyan_publish::{KeptRelease, Options, SiteError, files_of, folder_of, site_files};
use std::collections::{BTreeMap, VecDeque};

/// So much of the releases is kept, in bytes; the one made longest ago goes first and is made again when somebody asks.
const KEPT: usize = 64 << 20;

type Files = BTreeMap<String, Bytes>;

/// The site of a ledger as far as it was asked for.
#[derive(Debug, Default)]
pub(crate) struct Site {
    /// The head of the chain that it was made of.
    head: Option<String>,
    kept: Vec<KeptRelease>,
    common: Files,
    /// The folders of releases, the one made last behind.
    releases: VecDeque<(String, Files)>,
}

impl Site {
    /// The file at `path`; none where the site has none.
    pub(crate) fn file(&mut self, workspace: &Workspace, path: &str) -> Result<Option<Bytes>, Problem> {
        let ledger = workspace.ledger()?;
        let head = ledger.head()?.map(|head| head.hash);
        let context = Context {
            name: workspace.name(),
            catalogue: workspace.catalogue(),
            language: Language::Zh,
        };
        if self.common.is_empty() || self.head != head {
            let (kept, unreadable) = juyan_publish::kept(ledger.publications()?);
            if let Some(change) = unreadable.first() {
                return Err(Problem::unusable("publish.unreadable").with("change", change));
            }
            let common = site_files(&kept, &[], context).map_err(|error| Problem::broken(&error))?;
            *self = Self {
                head,
                kept,
                common: own(common),
                releases: VecDeque::new(),
            };
        }
        let Some((folder, name)) = path.split_once('/') else {
            return Ok(self.common.get(path).cloned());
        };
        if let Some((_, files)) = self.releases.iter().find(|(own, _)| own == folder) {
            return Ok(files.get(name).cloned());
        }
        let mut numbers = self.kept.iter().map(|kept| &kept.release.index);
        let Some(index) = numbers.find(|index| folder_of(index) == folder) else {
            return Ok(None);
        };
        let files = files_of(index, &self.kept, (&ledger, None), Options::default(), context);
        let files = files.map(own).map_err(|error| match error {
            SiteError::Ledger(error) => Problem::from(error),
            other => Problem::broken(&other),
        })?;
        let file = files.get(name).cloned();
        self.releases.push_back((folder.to_owned(), files));
        while self.releases.len() > 1
            && self
                .releases
                .iter()
                .map(|(_, files)| weight(files))
                .sum::<usize>()
                > KEPT
        {
            self.releases.pop_front();
        }
        Ok(file)
    }
}

fn own(files: BTreeMap<String, Vec<u8>>) -> Files {
    files
        .into_iter()
        .map(|(name, bytes)| (name, bytes.into()))
        .collect()
}

fn weight(files: &Files) -> usize {
    files.values().map(Bytes::len).sum()
}
