//! `juyan publish`: a report becomes public, or all that stands against it is said.

use super::folder::Folder;
use super::site::{Making, TRIES, Trouble};
use super::{Desk, act, listing, short, today};
use crate::args::Publish;
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use juyan::Language;
use juyan::document::Document;
use juyan::model::Date;
use juyan::vocabulary::Disclosure;
use juyan_desk::answers;
use juyan_desk::release::{self, NotKept};
use juyan_desk::report::Report;
use juyan_desk::writing::follows::Following;
use juyan_desk::writing::origin::Origins;
use juyan_ledger::{Act, ActKind, Change, Ledger, LedgerError};
use juyan_publish::{Basis, Gate, KeptRelease, Meeting, Options, Origin, Release, Stop, Wanted};
use std::path::Path;
use std::process::ExitCode;

/// The exit status where something stands against a publication.
const STOPPED: u8 = 1;

/// Publishes a report.
pub(crate) fn publish(args: &Publish, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    match published(args, desk) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refusal::Status(status)) => status,
        Err(Refusal::Ledger(error)) => desk.complain(&error),
        Err(Refusal::Trouble(trouble)) => trouble.told(desk),
        Err(Refusal::Stopped(stops)) => stopped(&stops, desk),
        Err(Refusal::Moved) => Trouble::Moving.told(desk),
    }
}

/// Why nothing was published.
enum Refusal {
    Status(ExitCode),
    Ledger(LedgerError),
    Trouble(Trouble),
    Stopped(Vec<Stop>),
    /// The ledger has changed since it was asked.
    Moved,
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<NotKept> for Refusal {
    fn from(why: NotKept) -> Self {
        match why {
            NotKept::Ledger(error) => Self::Ledger(error),
            NotKept::Moved => Self::Moved,
        }
    }
}

impl From<Trouble> for Refusal {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<ExitCode> for Refusal {
    fn from(status: ExitCode) -> Self {
        Self::Status(status)
    }
}

/// What is to be published, and all that is told of it.
struct Case<'a> {
    args: &'a Publish,
    desk: Desk<'a>,
    day: Date,
    meeting: Option<Date>,
    sent: Option<Date>,
    report: Report,
    beside: Vec<Document>,
    rules: &'static Disclosure,
}

fn published(args: &Publish, desk: Desk<'_>) -> Result<(), Refusal> {
    let day = listing::day(args.published.as_deref(), desk)?.unwrap_or_else(today);
    let meeting = listing::day(args.meeting.as_deref(), desk)?;
    let sent = listing::day(args.sent.as_deref(), desk)?;
    let mut ledger = desk.open(&args.ledger)?;
    let name = args.report.display().to_string();
    let report = read(&args.report, &ledger.region()?, Desk::new(&name, desk.language))?;
    let beside = match &args.header {
        Some(path) => header(path, desk)?,
        None => Vec::new(),
    };
    let case = Case {
        args,
        desk,
        day,
        meeting,
        sent,
        report,
        beside,
        rules: rules(&ledger, desk)?,
    };
    let folder = Folder::open(&args.site, desk)?;
    for _ in 0..TRIES {
        match case.publish(&mut ledger, &folder) {
            Err(Refusal::Moved) => {}
            done => return done,
        }
    }
    Err(Refusal::Moved)
}

impl Case<'_> {
    /// Publishes it by what the ledger knows now; fails where that changes meanwhile, and nothing is done.
    fn publish(&self, ledger: &mut Ledger, folder: &Folder) -> Result<(), Refusal> {
        let desk = self.desk;
        let last = ledger.head()?;
        let before = last.as_ref().map_or(0, |last| last.seq);
        let kept = super::site::releases(ledger, desk)?;
        let written = self.written(ledger)?;
        let head = last.map(|last| last.hash).unwrap_or_default();
        let release = self.release(ledger, folder, (&kept, &written, &head));
        if super::site::head(ledger)? != before {
            return Err(Refusal::Moved);
        }
        let mut release = release?;
        let follow = release::unkept(&release, &written.figures);
        if !follow.is_empty() {
            self.keep(ledger, before, &follow)?;
            // Now they are facts like others.
            return Err(Refusal::Moved);
        }
        let answers = answers::of_release(&release, &self.report, ledger, desk.context())?;
        release.tasks.clone_from(&answers.public);
        release.problems.clone_from(&answers.told_unsolved);
        let all = with(&kept, &release);
        let there = release::standing(&kept, &release);
        let making = Making {
            ledger,
            kept: if there.is_some() { &kept } else { &all },
            new: Some(&self.report.paper),
            options: Options { bom: self.args.bom },
            desk,
        };
        // All files are on the disk before anything is recorded; then they only change their names.
        let prepared = making.prepared(folder)?;
        if let Some(there) = there {
            prepared.put(folder)?;
            let told: [(&str, &dyn std::fmt::Display); 2] =
                [("title", &there.release.title()), ("index", &there.release.index)];
            desk.tell("publish.again", &told);
            return Ok(());
        }
        let act = act(ActKind::Publish, &self.args.doing);
        let change = release::keep(ledger, &act, (&self.report, &release), before)?;
        if let Err(trouble) = prepared.put(folder) {
            return Err(unwritten(&change, &trouble, desk).into());
        }
        tell(&release, &change, self.rules, self.args, desk);
        for title in &written.undrawn {
            desk.tell("publish.undrawn", &[("title", title)]);
        }
        let told = answers.told(&self.report.document.text, desk.context());
        output::show(told.as_bytes(), desk.context());
        Ok(())
    }

    fn release(
        &self,
        ledger: &Ledger,
        folder: &Folder,
        (kept, written, head): (&[KeptRelease], &Origins, &str),
    ) -> Result<Release, Refusal> {
        let own = kept.iter().map(|kept| kept.release.index.as_str()).collect();
        let others = folder.others(&own).into_iter();
        let taken: Vec<String> = others.map(|listed| listed.index).collect();
        let gate = Gate {
            report: &self.report.document,
            reading: &self.report.reading,
            stated: &self.report.stated,
            digest: &self.report.paper.digest(),
            beside: &self.beside,
            written: &written.figures,
            follows: &Following {
                document: &self.report.document,
                reading: &self.report.reading,
                catalogue: self.desk.context().catalogue,
            },
            rules: self.rules,
            context: self.desk.context(),
        };
        let wanted = Wanted {
            published: self.day,
            today: today(),
            meeting: self.meeting,
            sent: self.sent,
            organ: self.args.organ.as_deref(),
            taken: &taken,
            correction: self.args.doing.reason.trim(),
            head,
            charts: &written.charts,
        };
        Release::of(&gate, ledger, kept, &wanted)?.map_err(Refusal::Stopped)
    }

    /// What of the report came from its template.
    fn written(&self, ledger: &Ledger) -> Result<Origins, ExitCode> {
        let read = (&self.report.document, &self.report.reading);
        self.args.template.as_deref().map_or_else(
            || Ok(Origins::default()),
            |template| crate::writing::origin(template, read, ledger, self.desk),
        )
    }

    /// Keeps what the report tells that follows from other facts: in the place of what was told before those changed.
    fn keep(&self, ledger: &mut Ledger, before: i64, follow: &[&Origin]) -> Result<(), Refusal> {
        let desk = self.desk;
        let act = Act {
            reason: desk.context().say("publish.follow.reason").to_owned(),
            ..act(ActKind::Record, &self.args.doing)
        };
        let ground = desk.context().say("publish.follow.ground");
        let change = release::keep_what_follows(ledger, &act, (follow, ground), before)?;
        let keys: Vec<String> = follow.iter().map(|origin| origin.key.to_string()).collect();
        let told: [(&str, &dyn std::fmt::Display); 3] = [
            ("count", &keys.len()),
            ("change", &change.seq),
            ("keys", &keys.join(desk.context().say("publish.comma"))),
        ];
        desk.tell("publish.follow", &told);
        Ok(())
    }
}

/// That it is recorded, and why its pages were not put into their place.
fn unwritten(change: &Change, trouble: &Trouble, desk: Desk<'_>) -> ExitCode {
    let told: [(&str, &dyn std::fmt::Display); 2] =
        [("change", &change.seq), ("reason", &trouble.reason(desk))];
    desk.refuse(&desk.context().fill("publish.recorded-unwritten", &told))
}

/// What was published, and `release` behind it.
fn with(kept: &[KeptRelease], release: &Release) -> Vec<KeptRelease> {
    let change = Change {
        seq: i64::MAX,
        at: String::new(),
        kind: ActKind::Publish,
        person: String::new(),
        reason: String::new(),
        reverses: None,
        hash: String::new(),
    };
    let new = KeptRelease {
        release: release.clone(),
        change,
        taken_back: None,
    };
    kept.iter().cloned().chain([new]).collect()
}

fn read(path: &Path, home: &str, file: Desk<'_>) -> Result<Report, ExitCode> {
    let bytes = Input::new(path).bytes();
    let report =
        bytes.and_then(|bytes| Report::read(&bytes, home, file.context()).map_err(Problem::NoReport));
    report.map_err(|problem| file.refuse(&problem.told(file.context())))
}

/// The lines of a file of header fields. Each is read by itself: what stands in a report may be wrapped, and lines would be joined.
fn header(path: &Path, desk: Desk<'_>) -> Result<Vec<Document>, ExitCode> {
    let name = path.display().to_string();
    let file = Desk::new(&name, desk.language);
    let read = || {
        let bytes = Input::new(path).bytes()?;
        let text = juyan::document::decoded(&bytes).map_err(Problem::NoReport)?;
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let line = |line: &str| release::header_line(line, desk.context());
        lines
            .map(line)
            .collect::<Result<_, _>>()
            .map_err(Problem::NoReport)
    };
    read().map_err(|problem: Problem| file.refuse(&problem.told(file.context())))
}

/// The rules of publishing in the ledger's region.
pub(super) fn rules(ledger: &Ledger, desk: Desk<'_>) -> Result<&'static Disclosure, Trouble> {
    let rules = juyan::catalogue().disclosure(&ledger.region()?);
    rules.ok_or_else(|| desk.refuse(desk.context().say("publish.no-rules")).into())
}

fn stopped(stops: &[Stop], desk: Desk<'_>) -> ExitCode {
    let context = desk.context();
    let mut said = context.fill("publish.stopped", &[("count", &stops.len())]);
    for stop in stops {
        said += "\n  ";
        said += &stop.told(context);
    }
    output::complain(desk.name, &said);
    ExitCode::from(STOPPED)
}

/// Says what was published, on what its figures stand, and whether it was in time.
fn tell(release: &Release, change: &Change, rules: &Disclosure, args: &Publish, desk: Desk<'_>) {
    let told: [(&str, &dyn std::fmt::Display); 5] = [
        ("title", &release.title()),
        ("index", &release.index),
        ("version", &release.version),
        ("change", &change.seq),
        ("head", &short(&change.hash)),
    ];
    desk.tell("publish.done", &told);
    let on = |basis: Basis| release.rows.iter().filter(|row| row.basis == basis).count();
    let told: [(&str, &dyn std::fmt::Display); 5] = [
        ("rows", &release.rows.len()),
        ("register", &(on(Basis::Register) + on(Basis::Reckoned))),
        ("ledger", &on(Basis::Ledger)),
        ("report", &on(Basis::Report)),
        ("path", &args.site.display()),
    ];
    desk.tell("publish.counts", &told);
    let deadline = release.deadline;
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("day", &deadline.day),
        ("late", &deadline.late),
        ("basis", &rules.working_days_basis),
    ];
    desk.tell(
        if deadline.late == 0 {
            "publish.in-time"
        } else {
            "publish.late"
        },
        &told,
    );
    if !deadline.certain {
        desk.tell("publish.uncertain", &[]);
    }
    if let Some(meeting) = release.meeting {
        tell_meeting(meeting, rules, desk);
    }
}

/// Says by when it had to come to the congress, and whether it did.
fn tell_meeting(meeting: Meeting, rules: &Disclosure, desk: Desk<'_>) {
    let deadline = meeting.deadline;
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("day", &deadline.day),
        ("late", &deadline.late),
        ("basis", &rules.before_meeting_basis),
    ];
    desk.tell(
        if deadline.late == 0 {
            "publish.meeting-in-time"
        } else {
            "publish.meeting-late"
        },
        &told,
    );
    if let Some(day) = meeting.hand_in {
        desk.tell("publish.meeting-hand-in", &[("day", &day)]);
    }
    if meeting.sent.is_none() {
        desk.tell("publish.meeting-unsent", &[]);
    }
    if !deadline.certain {
        desk.tell("publish.uncertain", &[]);
    }
}
