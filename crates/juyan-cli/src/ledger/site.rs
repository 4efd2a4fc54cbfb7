//! `juyan site`: all that a ledger published, written as one site.

use super::Desk;
use super::folder::Folder;
use super::staged::{Built, Common, Staged};
use crate::args::Site;
use crate::problem::Problem;
use crate::reason;
use juyan::{Context, Language};
use juyan_ledger::{Ledger, LedgerError, Paper};
use juyan_publish::{DataError, KeptRelease, Options, SITE_FILES, SiteError, folder_of, site_files};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// So often a site is begun anew since the ledger has changed meanwhile.
pub(super) const TRIES: usize = 5;

/// Writes the whole site anew.
pub(crate) fn site(args: &Site, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    match written(args, desk) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => trouble.told(desk),
    }
}

fn written(args: &Site, desk: Desk<'_>) -> Result<(), Trouble> {
    let ledger = desk.open_to_read(&args.ledger)?;
    if releases(&ledger, desk)?.is_empty() {
        return Err(desk.refuse(desk.context().say("publish.none")).into());
    }
    let folder = Folder::open(&args.output, desk)?;
    for _ in 0..TRIES {
        let before = head(&ledger)?;
        let kept = releases(&ledger, desk)?;
        let making = Making {
            ledger: &ledger,
            kept: &kept,
            new: None,
            options: Options { bom: args.bom },
            desk,
        };
        let prepared = making.prepared(&folder)?;
        // What was read before and behind a change does not belong together.
        if head(&ledger)? != before {
            continue;
        }
        let (releases, files) = (prepared.releases, prepared.files);
        prepared.put(&folder)?;
        let told: [(&str, &dyn std::fmt::Display); 3] = [
            ("path", &args.output.display()),
            ("releases", &releases),
            ("files", &files),
        ];
        desk.tell("publish.site-done", &told);
        return Ok(());
    }
    Err(Trouble::Moving)
}

/// The number of the last change.
pub(super) fn head(ledger: &Ledger) -> Result<i64, LedgerError> {
    Ok(ledger.head()?.map_or(0, |head| head.seq))
}

/// All that was published; complains about what this program cannot read.
pub(super) fn releases(ledger: &Ledger, desk: Desk<'_>) -> Result<Vec<KeptRelease>, Trouble> {
    let (kept, unreadable) = juyan_publish::kept(ledger.publications()?);
    match unreadable.first() {
        Some(change) => Err(desk
            .refuse(&desk.context().fill("publish.unreadable", &[("change", change)]))
            .into()),
        None => Ok(kept),
    }
}

/// Pages are Chinese first, whatever language is spoken to who makes them.
fn of_pages(desk: Desk<'_>) -> Context<'_> {
    Context {
        language: Language::Zh,
        ..desk.context()
    }
}

/// What the files of releases are made of.
pub(super) struct Making<'a> {
    pub(super) ledger: &'a Ledger,
    /// All that was published.
    pub(super) kept: &'a [KeptRelease],
    /// A paper that the ledger does not have yet.
    pub(super) new: Option<&'a Paper>,
    pub(super) options: Options,
    pub(super) desk: Desk<'a>,
}

impl Making<'_> {
    /// The files of the release with this number.
    pub(super) fn built(&self, index: &str) -> Result<Built, Trouble> {
        let papers = (self.ledger, self.new);
        let files = juyan_publish::files_of(index, self.kept, papers, self.options, of_pages(self.desk));
        let files = files.map_err(|error| match error {
            SiteError::Ledger(error) => Trouble::Ledger(error),
            SiteError::Data(error) => Trouble::Data(error),
            SiteError::NoText(index) => {
                let told = self.desk.context().fill("publish.no-text", &[("index", &index)]);
                Trouble::Status(self.desk.refuse(&told))
            }
        })?;
        Ok(Built {
            folder: folder_of(index),
            files,
        })
    }
}

/// A site that is written beside its place.
pub(super) struct Prepared {
    staged: Vec<Staged>,
    common: Common,
    /// The folders of what was taken back.
    gone: Vec<String>,
    /// How many releases it has of this ledger.
    releases: usize,
    /// Of how many files.
    files: usize,
}

impl Making<'_> {
    /// All releases and what they have in common, written beside their places; what is there already is not written again.
    pub(super) fn prepared(&self, folder: &Folder) -> Result<Prepared, Trouble> {
        let texts = self.texts();
        folder.is_of(&texts)?;
        let others = folder.others(&texts.keys().copied().collect());
        let (mut staged, mut gone) = (Vec::new(), Vec::new());
        let (mut releases, mut files) = (0, 0);
        for index in texts.keys() {
            let built = self.built(index)?;
            if built.files.is_empty() {
                gone.push(folder_of(index));
                continue;
            }
            releases += 1;
            files += built.files.len();
            staged.extend(built.stage(folder)?);
        }
        let common = site_files(self.kept, &others, of_pages(self.desk))?;
        let [_, _, list] = SITE_FILES;
        Ok(Prepared {
            files: files + common.len(),
            common: Common::stage(&common, list, folder)?,
            staged,
            gone,
            releases,
        })
    }

    /// The texts that were published under each number.
    fn texts(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut texts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for kept in self.kept {
            let release = &kept.release;
            texts.entry(&release.index).or_default().insert(&release.digest);
        }
        texts
    }
}

impl Prepared {
    /// Puts all of it into its place.
    pub(super) fn put(self, folder: &Folder) -> Result<(), Trouble> {
        for staged in self.staged {
            staged.put()?;
        }
        // What was taken back is not to be read any more.
        for name in self.gone {
            folder.remove(&name)?;
        }
        self.common.put()
    }
}

/// Why a site was not written.
pub(super) enum Trouble {
    /// It was told already.
    Status(ExitCode),
    Ledger(LedgerError),
    Data(DataError),
    Unwritten(Problem),
    /// Something else stands there.
    Foreign(PathBuf),
    /// The folder cannot be looked into.
    Unread(PathBuf, io::Error),
    /// What stands there under this number was published by another ledger.
    Others(String, PathBuf),
    /// The ledger changes all the time.
    Moving,
}

impl Trouble {
    /// Says it; the exit status for it.
    pub(super) fn told(self, desk: Desk<'_>) -> ExitCode {
        match self {
            Self::Status(status) => status,
            Self::Ledger(error) => desk.complain(&error),
            other => {
                let told = other.reason(desk);
                desk.refuse(&told)
            }
        }
    }

    /// What is wrong and what to do.
    pub(super) fn reason(&self, desk: Desk<'_>) -> String {
        let context = desk.context();
        match self {
            Self::Status(_) => String::new(),
            Self::Ledger(error) => super::trouble::told(error, context),
            Self::Data(error) => context.fill("publish.data-error", &[("reason", error)]),
            Self::Unwritten(problem) => problem.told(context),
            Self::Foreign(path) => context.fill("publish.foreign", &[("path", &path.display())]),
            Self::Unread(path, error) => context.fill(
                "publish.unread",
                &[
                    ("path", &path.display()),
                    ("reason", &reason::told(error, context)),
                ],
            ),
            Self::Others(index, path) => {
                context.fill("publish.others", &[("index", index), ("path", &path.display())])
            }
            Self::Moving => context.say("publish.moving").to_owned(),
        }
    }
}

impl From<ExitCode> for Trouble {
    fn from(status: ExitCode) -> Self {
        Self::Status(status)
    }
}

impl From<LedgerError> for Trouble {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<DataError> for Trouble {
    fn from(error: DataError) -> Self {
        Self::Data(error)
    }
}

impl From<Problem> for Trouble {
    fn from(problem: Problem) -> Self {
        Self::Unwritten(problem)
    }
}
