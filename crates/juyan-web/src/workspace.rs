//! A ledger with who may open it.

use crate::accounts::{AccountError, Accounts, NewAccount};
use crate::attempts::Attempts;
use crate::books::Books;
use crate::brought::Brought;
use crate::changes::Changes;
use crate::composed::Written;
use crate::public::Site;
use crate::rule::Role;
use crate::seen::Ready;
use crate::submitted::Owing;
use crate::together::Together;
use crate::writer::Writer;
use jiff::{Timestamp, tz};
use juyan::Context;
use juyan::document::Document;
use juyan::vocabulary::Catalogue;
use juyan_desk::held::Held;
use juyan_ledger::{Act, ActKind, Ledger, LedgerError};
use juyan_model::Date;
use juyan_posting::Poster;
use juyan_print::chart::Chart;
use juyan_print::official::Office;
use std::cell::RefCell;
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::sync::Semaphore;

/// What tells the time.
pub type Clock = fn() -> Timestamp;

/// What sets a report as a PDF, where the program can: fails with what is to be said of it.
pub type Setter = fn(&Document, &[Chart], &Office, Context<'_>) -> Result<Vec<u8>, String>;

thread_local! {
    /// The ledger that this thread reads: to open a file takes longer than most answers.
    static OPEN: RefCell<Option<(PathBuf, Rc<Ledger>)>> = const { RefCell::new(None) };
}

/// The ledger at `path` to be read, as this thread has it open.
pub(crate) fn opened_here(path: &Path) -> Result<Rc<Ledger>, LedgerError> {
    OPEN.with_borrow_mut(|open| {
        if let Some((_, ledger)) = open.as_ref().filter(|(own, _)| own == path) {
            return Ok(Rc::clone(ledger));
        }
        let ledger = Rc::new(Ledger::open_to_read(path)?);
        *open = Some((path.to_owned(), Rc::clone(&ledger)));
        Ok(ledger)
    })
}

/// A ledger with who may open it.
pub struct Workspace {
    ledger: PathBuf,
    name: String,
    region: String,
    catalogue: &'static Catalogue,
    accounts: Accounts,
    attempts: Mutex<Attempts>,
    ready: Ready,
    owing: Mutex<Option<Owing>>,
    brought: Mutex<Brought>,
    books: Mutex<Books>,
    written: Written,
    sets: Option<Setter>,
    changes: Changes,
    site: Mutex<Site>,
    room: Semaphore,
    turns: Semaphore,
    writer: Together<Writer>,
    poster: OnceLock<Poster<'static>>,
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

/// So many pages are made at once: more than can be worked on would only take the time from each other, and who came first would wait
/// for who came last.
fn at_once() -> usize {
    2 * std::thread::available_parallelism().map_or(2, std::num::NonZero::get)
}

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
            owing: Mutex::default(),
            brought: Mutex::default(),
            books: Mutex::default(),
            written: Written::default(),
            sets: None,
            changes: Changes::default(),
            site: Mutex::default(),
            room: Semaphore::new(WITH_FILES),
            turns: Semaphore::new(at_once()),
            writer: Together::new(Writer::of(path)),
            poster: OnceLock::new(),
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

    /// The same, with what sets reports as PDF.
    #[must_use]
    pub const fn setting(mut self, sets: Setter) -> Self {
        self.sets = Some(sets);
        self
    }

    /// The same, by another clock.
    #[must_use]
    pub const fn by(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// The same, where what goes over the network is encrypted: then cookies go no other way.
    #[must_use]
    pub const fn over_tls(mut self, secure: bool) -> Self {
        self.secure = secure;
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

    /// The ledger, to be read. Each thread opens it once.
    pub(crate) fn ledger(&self) -> Result<Rc<Ledger>, LedgerError> {
        opened_here(&self.ledger)
    }

    /// Gives `work` the ledger to write to; others who write wait here for their turn.
    pub(crate) fn write<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> Result<T, LedgerError> {
        self.writer.alone().ledger().map(work)
    }

    /// Gives `work` the ledger to write a row or two to, which is made durable with what others write at the same time, each as a change
    /// of its own.
    pub(crate) fn write_together<T>(&self, work: impl FnOnce(&mut Ledger) -> T) -> Result<T, LedgerError> {
        self.writer.write(|writer| writer.ledger().map(work))?
    }

    /// What posts rows and reckons what follows from them.
    pub(crate) fn poster(&self) -> &Poster<'static> {
        self.poster.get_or_init(|| Poster::new(self.catalogue))
    }

    /// What somebody does now.
    pub(crate) fn act(&self, kind: ActKind, person: &str) -> Act {
        Act::new(kind, person, (self.clock)())
    }

    /// The day that it is, whichever is looked at.
    pub(crate) fn this_day(&self) -> Date {
        self.local((self.clock)()).date()
    }

    /// Who has to report, as it was asked last.
    pub(crate) fn owing(&self) -> MutexGuard<'_, Option<Owing>> {
        self.owing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the ledger stands.
    pub(crate) fn path(&self) -> &Path {
        &self.ledger
    }

    /// What the ledger holds of the plan now.
    pub(crate) fn held(&self, ledger: &Ledger) -> Result<Arc<Held>, LedgerError> {
        self.ready.held(ledger, self.catalogue)
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
        self.day.unwrap_or_else(|| self.clock_day())
    }

    /// The day that the clock shows, whichever is looked at.
    pub(crate) fn clock_day(&self) -> Date {
        self.local((self.clock)()).date()
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

    /// The workbooks that wait for a word.
    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Drafts as they were written last.
    pub(crate) const fn written(&self) -> &Written {
        &self.written
    }

    /// What sets reports as PDF, where the program can.
    pub(crate) const fn sets(&self) -> Option<Setter> {
        self.sets
    }

    /// That the ledger changed, for those who listen.
    pub(crate) const fn changes(&self) -> &Changes {
        &self.changes
    }

    /// The public site.
    pub(crate) fn site(&self) -> MutexGuard<'_, Site> {
        self.site.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where forms with files wait until there is room for them.
    pub(crate) const fn room(&self) -> &Semaphore {
        &self.room
    }

    /// Where who wants to see something waits for his turn, in the order in which all came.
    pub(crate) const fn turns(&self) -> &Semaphore {
        &self.turns
    }

    /// Tells who runs the program what went wrong; nothing of what anybody typed stands in it.
    #[allow(clippy::print_stderr, reason = "the terminal is the log")]
    pub(crate) fn complain(&self, what: &dyn fmt::Display) {
        eprintln!("{}: {what}", self.name);
    }
}
