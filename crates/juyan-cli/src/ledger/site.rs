//! `juyan site`: all that a ledger published, written as one site.

use super::Desk;
use super::staged::Built;
use crate::args::Site;
use crate::problem::Problem;
use crate::target;
use juyan::{Context, Language};
use juyan_ledger::{Ledger, LedgerError, Paper};
use juyan_publish::{DataError, KeptRelease, Options, SITE_FILES, SiteError, folder_of, site_files};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A file that stands in the folder of every release, and one that stands in every site: what has neither is somebody else's.
pub(super) const OF_RELEASE: &str = "facts.json";
const OF_SITE: &str = "releases.json";

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
    let kept = releases(&ledger, desk)?;
    if kept.is_empty() {
        return Err(desk.refuse(desk.context().say("publish.none")).into());
    }
    let folder = Folder::open(&args.output)?;
    let making = Making {
        ledger: &ledger,
        kept: &kept,
        new: None,
        options: Options { bom: args.bom },
        desk,
    };
    let numbers: BTreeSet<&str> = kept.iter().map(|kept| kept.release.index.as_str()).collect();
    let mut staged = Vec::new();
    let (mut files, mut gone) = (SITE_FILES.len(), Vec::new());
    for index in &numbers {
        let built = making.built(index)?;
        if built.files.is_empty() {
            gone.push(folder_of(index));
        } else {
            files += built.files.len();
            staged.push(built.stage(&folder)?);
        }
    }
    let count = staged.len();
    for staged in staged {
        staged.put()?;
    }
    // What was taken back is not to be read any more.
    for name in gone {
        folder.remove(&name)?;
    }
    folder.common(&kept, desk)?;
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("path", &args.output.display()),
        ("releases", &count),
        ("files", &files),
    ];
    desk.tell("publish.site-done", &told);
    Ok(())
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

/// The folder of a site.
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, made where there is none; not one that has a home page of somebody else's.
    pub(super) fn open(path: &Path) -> Result<Self, Trouble> {
        let is_foreign =
            SITE_FILES.iter().any(|name| path.join(name).exists()) && !path.join(OF_SITE).is_file();
        if is_foreign || path.is_file() {
            return Err(Trouble::Foreign(path.to_owned()));
        }
        Ok(Self(path.to_owned()))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes what all releases have in common.
    pub(super) fn common(&self, kept: &[KeptRelease], desk: Desk<'_>) -> Result<(), Trouble> {
        for (name, bytes) in site_files(kept, of_pages(desk))? {
            target::write(&self.0.join(name), &bytes)?;
        }
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), Trouble> {
        let path = self.0.join(name);
        if path.join(OF_RELEASE).is_file() {
            fs::remove_dir_all(&path).map_err(Problem::unwritten(&path))?;
        }
        Ok(())
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
