//! `juyan publish`: a report becomes public, or all that stands against it is said.

use super::site::{Folder, Making, Trouble};
use super::{Desk, act, listing, short, today};
use crate::args::Publish;
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use juyan::Language;
use juyan::document::Document;
use juyan::model::{Key, Span};
use juyan::vocabulary::Disclosure;
use juyan_desk::report::Report;
use juyan_ledger::{ActKind, Change, Ledger, LedgerError};
use juyan_publish::{Basis, Gate, KeptRelease, Meeting, Options, Release, Stop, Wanted};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// The exit status where something stands against a publication.
const STOPPED: u8 = 1;
/// As what a line of a header is read.
const ONE_LINE: &str = "header.txt";

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
        Err(Refusal::Taken(index)) => {
            desk.refuse(&desk.context().fill("publish.taken", &[("index", &index)]))
        }
    }
}

/// Why nothing was published.
enum Refusal {
    Status(ExitCode),
    Ledger(LedgerError),
    Trouble(Trouble),
    Stopped(Vec<Stop>),
    Taken(String),
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
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
    let rules = rules(&ledger, desk)?;
    let folder = Folder::open(&args.site)?;
    let kept = super::site::releases(&ledger, desk)?;
    let head = ledger.head()?.map(|head| head.hash).unwrap_or_default();
    let digest = report.paper.digest();
    let written = written(args.template.as_deref(), &report, &ledger, desk)?;
    let gate = Gate {
        report: &report.document,
        reading: &report.reading,
        stated: &report.stated,
        digest: &digest,
        beside: &beside,
        written: &written,
        rules,
        context: desk.context(),
    };
    let wanted = Wanted {
        published: day,
        today: today(),
        meeting,
        sent,
        organ: args.organ.as_deref(),
        correction: args.doing.reason.trim(),
        head: &head,
    };
    let release = Release::of(&gate, &ledger, &kept, &wanted)?.map_err(Refusal::Stopped)?;
    let is_there = |kept: &&KeptRelease| {
        kept.taken_back.is_none()
            && (kept.release.index.as_str(), kept.release.version)
                == (release.index.as_str(), release.version)
    };
    let all = with(&kept, &release);
    let making = Making {
        ledger: &ledger,
        kept: &all,
        new: Some(&report.paper),
        options: Options { bom: args.bom },
        desk,
    };
    if let Some(there) = kept.iter().find(is_there) {
        let making = Making {
            kept: &kept,
            ..making
        };
        making.built(&release.index)?.stage(&folder)?.put()?;
        folder.common(&kept, desk)?;
        let told: [(&str, &dyn std::fmt::Display); 2] =
            [("title", &there.release.title()), ("index", &there.release.index)];
        desk.tell("publish.again", &told);
        return Ok(());
    }
    // All files are on the disk before anything is recorded; then they only change their names.
    let staged = making.built(&release.index)?.stage(&folder)?;
    let act = act(ActKind::Publish, &args.doing);
    let (change, ()) = ledger.attempt(&act, |change| {
        let (now, _) = juyan_publish::kept(change.reading().publications()?);
        if now.len() != kept.len() {
            return Err(Refusal::Taken(release.index.clone()));
        }
        change.paper(&report.paper)?;
        change.publish(&release.record())?;
        Ok(())
    })?;
    let put = staged.put().and_then(|()| folder.common(&all, desk));
    if let Err(trouble) = put {
        return Err(unwritten(&change, &trouble, desk).into());
    }
    tell(&release, &change, rules, args, desk);
    Ok(())
}

/// That it is recorded, and why its pages were not put into their place.
fn unwritten(change: &Change, trouble: &Trouble, desk: Desk<'_>) -> ExitCode {
    let told: [(&str, &dyn std::fmt::Display); 2] =
        [("change", &change.seq), ("reason", &trouble.reason(desk))];
    desk.refuse(&desk.context().fill("publish.recorded-unwritten", &told))
}

/// The keys of the figures that `template` writes, by where they stand in the report.
fn written(
    template: Option<&Path>,
    report: &Report,
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<BTreeMap<Span, Key>, ExitCode> {
    let read = (&report.document, &report.reading);
    template.map_or_else(
        || Ok(BTreeMap::new()),
        |template| crate::writing::origin(template, read, ledger, desk),
    )
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
        let line = |line: &str| juyan::document::read(line.as_bytes(), ONE_LINE, desk.context().catalogue);
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
        ("register", &on(Basis::Register)),
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
