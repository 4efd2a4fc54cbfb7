//! The commands that keep a ledger: what they do to it, and how it is told.

mod before;
mod change;
mod changes;
mod enter;
mod example;
mod fact;
mod folder;
mod given_away;
mod import;
mod inspect;
mod listing;
mod misfit;
mod moved;
mod nothing;
mod plans;
mod publish;
mod record;
mod rules;
mod same_words;
#[cfg(feature = "web")]
mod serve;
mod sign;
mod site;
mod staged;
mod trouble;
mod watch;
mod workbook;

pub(crate) use before::Against;
pub(crate) use change::{answer, init, undo};
pub(crate) use changes::changes;
pub(crate) use enter::enter;
pub(crate) use fact::{bind, release, withdraw};
pub(crate) use import::import;
pub(crate) use inspect::{backup, verify};
pub(crate) use listing::{facts, history, why};
pub(crate) use publish::publish;
pub(crate) use record::record;
#[cfg(feature = "web")]
pub(crate) use serve::serve;
pub(crate) use sign::sign;
pub(crate) use site::site;
pub(crate) use trouble::told as trouble;
pub(crate) use watch::{open_tasks, tasks, watch};
pub(crate) use workbook::workbook;

use crate::args::Doing;
use crate::run::UNUSABLE;
use crate::{output, target};
use jiff::{Timestamp, tz};
use juyan::model::{Date, Fact};
use juyan::{Context, Language};
use juyan_desk::shown;
use juyan_ledger::{Act, ActKind, Ledger, LedgerError};
use std::path::Path;
use std::process::ExitCode;

/// One command on one ledger: how to speak of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Desk<'a> {
    name: &'a str,
    language: Language,
}

impl<'a> Desk<'a> {
    pub(crate) const fn new(name: &'a str, language: Language) -> Self {
        Self { name, language }
    }

    pub(crate) const fn language(self) -> Language {
        self.language
    }

    pub(crate) fn context(self) -> Context<'a> {
        Context {
            name: self.name,
            catalogue: juyan::catalogue(),
            language: self.language,
        }
    }

    /// Says on the standard output what `id` says with `arguments`.
    fn tell(self, id: &str, arguments: &[(&str, &dyn std::fmt::Display)]) {
        // What was done stays so, heard or not.
        output::show(
            (self.context().fill(id, arguments) + "\n").as_bytes(),
            self.context(),
        );
    }

    /// Says what is wrong with the ledger.
    pub(crate) fn complain(self, error: &LedgerError) -> ExitCode {
        self.refuse(&trouble::told(error, self.context()))
    }

    /// Says why the command cannot be done.
    pub(crate) fn refuse(self, problem: &str) -> ExitCode {
        output::complain(self.name, problem);
        ExitCode::from(UNUSABLE)
    }

    /// Writes a result to a file, whole or not at all.
    fn keep(self, bytes: &[u8], path: &Path, is_csv: bool) -> ExitCode {
        // Without the mark spreadsheets of Chinese systems take the file for GBK.
        let mark: &[u8] = if is_csv { "\u{feff}".as_bytes() } else { &[] };
        match target::write_telling(path, &[mark, bytes].concat(), self.context()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(problem) => {
                let name = path.display().to_string();
                Desk::new(&name, self.language).refuse(&problem.told(self.context()))
            }
        }
    }

    fn open(self, path: &Path) -> Result<Ledger, ExitCode> {
        Ledger::open(path).map_err(|error| self.complain(&error))
    }

    pub(crate) fn open_to_read(self, path: &Path) -> Result<Ledger, ExitCode> {
        Ledger::open_to_read(path).map_err(|error| self.complain(&error))
    }
}

/// Whether two facts of one key cannot both be so, by the words of the catalogue.
fn differ(one: &Fact, other: &Fact) -> bool {
    juyan::differ(one, other, juyan::catalogue())
}

/// What the user is about to do, now.
fn act(kind: ActKind, doing: &Doing) -> Act {
    Act::new(kind, &doing.person, Timestamp::now()).because(&doing.reason)
}

/// The day that it is, in China.
fn today() -> Date {
    tz::TimeZone::fixed(tz::offset(CHINA))
        .to_datetime(Timestamp::now())
        .date()
}

/// Clocks in China are so many hours ahead.
const CHINA: i8 = 8;

/// The first twelve digits of a hash, enough to be compared by eye.
fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
