//! A ledger with who may open it.

use crate::accounts::{AccountError, Accounts, NewAccount};
use crate::attempts::Attempts;
use crate::brought::Brought;
use crate::public::Site;
use crate::rule::Role;
use crate::seen::Ready;
use jiff::{Timestamp, tz};
use juyan::vocabulary::Catalogue;
use juyan_ledger::{Ledger, LedgerError};
use juyan_model::Date;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// What tells the time.
pub type Clock = fn() -> Timestamp;

/// A ledger with who may open it.
pub struct Workspace {
    ledger: PathBuf,
    name: String,
    region: String,
    catalogue: &'static Catalogue,
    accounts: Accounts,
    attempts: Mutex<Attempts>,
    ready: Ready,
    brought: Mutex<Brought>,
    site: Mutex<Site>,
    room: Semaphore,
    day: Option<Date>,
    clock: Clock,
    secure: bool,
}

impl fmt::Debug for Workspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Workspace")
            .field("ledger", &self.ledger)
            .finish_non_exhaustive()
    }
}

/// So many forms with files are taken at once; others wait.
const WITH_FILES: usize = 4;

/// Clocks in China are so many hours ahead.
const CHINA: i8 = 8;

impl Workspace {
    /// The workspace of the ledger at `path`. Fails where there is no ledger.
    pub fn new(path: &Path, accounts: Accounts) -> Result<Self, LedgerError> {
        let ledger = Ledger::open_to_read(path)?;
        let region = ledger.region()?;
        let catalogue = juyan::catalogue();
        let name = catalogue
            .region_of(&region)
            .map_or(region.to_string(), |region| region.name.to_string());
        Ok(Self {
            ledger: path.to_owned(),
            name: path.display().to_string(),
            region: name,
            catalogue,
            accounts,
            attempts: Mutex::default(),
            ready: Ready::default(),
            brought: Mutex::default(),
            site: Mutex::default(),
            room: Semaphore::new(WITH_FILES),
            day: None,
            clock: Timestamp::now,
            secure: false,
        })
    }

    /// The same, looked at as of a day; else as of the day that it is.
    #[must_use]
    pub const fn on(mut self, day: Option<Date>) -> Self {
        self.day = day;
        self
    }

    /// The same, by another clock.
    #[must_use]
    pub const fn by(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Where the accounts of the ledger at `path` stand: beside it, `NAME.juyan-users`.
    pub fn accounts_beside(path: &Path) -> PathBuf {
        path.with_extension("juyan-users")
    }

    /// Gives a ledger that nobody administers its first account, `admin`; gives its password, which is told once and nowhere kept.
    pub fn first_account(&self) -> Result<Option<String>, AccountError> {
        let administers =
            |account: &crate::Account| account.role == Role::Administrator && !account.is_closed;
        if self.accounts.all()?.iter().any(administers) {
            return Ok(None);
        }
        let new = NewAccount {
            name: "admin",
            shown: self.catalogue.say("role.administrator", "zh"),
            department: "",
            role: Role::Administrator,
        };
        self.accounts.add_with_any_password(&new).map(Some)
    }

    /// Who may open it.
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The name of the region.
    pub(crate) fn region(&self) -> &str {
        &self.region
    }

    pub(crate) const fn catalogue(&self) -> &'static Catalogue {
        self.catalogue
    }

    pub(crate) const fn is_secure(&self) -> bool {
        self.secure
    }

    /// The ledger, to be read.
    pub(crate) fn ledger(&self) -> Result<Ledger, LedgerError> {
        Ledger::open_to_read(&self.ledger)
    }

    /// What was asked of it before.
    pub(crate) const fn ready(&self) -> &Ready {
        &self.ready
    }

    /// Seconds since 1970.
    pub(crate) fn seconds(&self) -> i64 {
        (self.clock)().as_second()
    }

    /// The day that is looked at where nobody asks for another.
    pub(crate) fn today(&self) -> Date {
        self.day.unwrap_or_else(|| self.local((self.clock)()).date())
    }

    /// The day and the minute of a moment, in China.
    pub(crate) fn told(&self, seconds: i64) -> String {
        let moment = Timestamp::from_second(seconds).unwrap_or_default();
        self.local(moment).strftime("%Y-%m-%d %H:%M").to_string()
    }

    #[allow(
        clippy::unused_self,
        reason = "where the workspace is tells which clock is meant"
    )]
    fn local(&self, moment: Timestamp) -> jiff::civil::DateTime {
        tz::TimeZone::fixed(tz::offset(CHINA)).to_datetime(moment)
    }

    pub(crate) fn attempts(&self) -> MutexGuard<'_, Attempts> {
        self.attempts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The papers that people brought to be checked.
    pub(crate) fn brought(&self) -> MutexGuard<'_, Brought> {
        self.brought.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The public site.
    pub(crate) fn site(&self) -> MutexGuard<'_, Site> {
        self.site.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where forms with files wait until there is room for them.
    pub(crate) const fn room(&self) -> &Semaphore {
        &self.room
    }

    /// Tells who runs the program what went wrong; nothing of what anybody typed stands in it.
    #[allow(clippy::print_stderr, reason = "the terminal is the log")]
    pub(crate) fn complain(&self, what: &dyn fmt::Display) {
        eprintln!("{}: {what}", self.name);
    }
}
