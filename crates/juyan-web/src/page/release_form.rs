//! A draft becomes public: its header, its days, its number; what stands against it as a list, or what it comes to, before anything is
//! written. The same gate and the same record as of `juyan publish`; the public pages are made of what the ledger keeps.

use super::frame;
use super::report::Opened;
use super::reports::{WHOLE, kept};
use crate::ask::{Ask, Fields};
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::rule::Right;
use axum::http::StatusCode;
use juyan::document::FieldKind;
use juyan_desk::answers;
use juyan_desk::release::{self, NotKept};
use juyan_desk::report::Report;
use juyan_desk::writing::follows::Following;
use juyan_desk::writing::origin;
use juyan_ledger::ActKind;
use juyan_model::{Date, Span};
use juyan_publish::{
    Drawn, Gate, HeaderField, KeptRelease, Origin, Release, Stop, Wanted, folder_of, stands,
};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The fields of the header that are told here, each with what it is in a document; the title is the report's.
const FIELDS: [(HeaderField, FieldKind); 10] = [
    (HeaderField::Position, FieldKind::Position),
    (HeaderField::Index, FieldKind::IndexNumber),
    (HeaderField::Issuer, FieldKind::Issuer),
    (HeaderField::Openness, FieldKind::Openness),
    (HeaderField::Category, FieldKind::Category),
    (HeaderField::DocumentNumber, FieldKind::DocumentNumber),
    (HeaderField::Formed, FieldKind::Formed),
    (HeaderField::Validity, FieldKind::Validity),
    (HeaderField::Source, FieldKind::Source),
    (HeaderField::Editor, FieldKind::Editor),
];

/// What stands against a release and is said otherwise here than by the command, whose options are of no use to who sits here.
const OTHERWISE: [(&str, &str); 12] = [
    ("publish.stop.missing", "release.stop-missing"),
    ("publish.stop.header-differs", "release.stop-header-differs"),
    ("publish.stop.unsigned", "release.stop-unsigned"),
    ("publish.stop.one-person", "release.stop-one-person"),
    ("publish.stop.early", "release.stop-early"),
    ("publish.stop.future", "release.stop-future"),
    ("publish.stop.unknown", "release.stop-unknown"),
    ("publish.stop.open", "release.stop-open"),
    ("publish.stop.closed", "release.stop-closed"),
    ("publish.stop.no-reason", "release.stop-no-reason"),
    ("publish.stop.no-organ", "release.stop-no-organ"),
    ("publish.stop.unbound", "release.stop-unbound"),
];

/// So often it is begun anew where somebody else has written meanwhile.
const TRIES: usize = 4;
/// The most letters of a field.
const LONGEST: usize = 300;

/// A draft that is to become public, with what was typed.
struct Case {
    opened: Opened,
    report: Report,
    typed: Fields,
    kept: Vec<KeptRelease>,
    /// From which facts its figures are written.
    written: BTreeMap<Span, Origin>,
    /// What is drawn of it.
    charts: Vec<Drawn>,
    /// The last change of the ledger that all this is of, and its hash.
    head: (i64, String),
}

impl Case {
    fn of(ask: &Ask<'_>, typed: &Fields) -> Result<Self, Problem> {
        if !ask.may(Right::Publish, Some(WHOLE)) {
            return Err(Problem::nowhere());
        }
        let ledger = ask.workspace.ledger()?;
        let head = ledger
            .head()?
            .map_or((0, String::new()), |head| (head.seq, head.hash));
        let drafts = kept(ask)?;
        let number = typed.get("draft").parse().map_err(|_| Problem::nowhere())?;
        let draft = drafts.one(number)?.ok_or_else(Problem::nowhere)?;
        let opened = Opened::with(ask, drafts, draft)?;
        let name = format!("{}.txt", opened.draft.name);
        let (kept, unreadable) = juyan_publish::kept(ledger.publications()?);
        if let Some(change) = unreadable.first() {
            return Err(Problem::unusable("publish.unreadable").with("change", change));
        }
        let report = opened.composed.report(&name, ask);
        let composed = &opened.composed;
        let written = origin::of_written(
            &composed.proof.written,
            &report.reading,
            &composed.held,
            ask.workspace.catalogue(),
        );
        let charts = origin::charts_of(&composed.charts, &composed.proof.written, &report.document);
        Ok(Self {
            report,
            charts,
            written,
            opened,
            typed: typed.clone(),
            kept,
            head,
        })
    }

    /// What the report itself says of a field.
    fn inside(&self, kind: FieldKind, ask: &Ask<'_>) -> &str {
        stands(
            &self.report.document,
            |other| other == kind,
            ask.workspace.catalogue(),
        )
    }

    fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        let words = self.typed.get(name);
        if words.is_empty() {
            return Ok(None);
        }
        let wrong = |_| Problem::unusable("ledger.day").with("day", words);
        words.parse().map(Some).map_err(wrong)
    }

    /// The release, or all that stands against it.
    fn release(&self, ask: &Ask<'_>) -> Result<Result<Release, Vec<Stop>>, Problem> {
        let ledger = ask.workspace.ledger()?;
        let rules = ask.workspace.catalogue().disclosure(&ledger.region()?);
        let rules = rules.ok_or_else(|| Problem::unusable("publish.no-rules"))?;
        let mut beside = Vec::new();
        for (field, kind) in FIELDS {
            let typed = self.typed.get(field.name());
            if typed.is_empty() || !self.inside(kind, ask).is_empty() {
                continue;
            }
            let says = said(field);
            let label = ask.workspace.catalogue().say(&says, "zh");
            let line = release::header_line(&format!("{label}\u{ff1a}{typed}"), ask.context());
            beside.extend(line);
        }
        let today = ask.workspace.this_day();
        let digest = self.report.paper.digest();
        let gate = Gate {
            report: &self.report.document,
            reading: &self.report.reading,
            stated: &self.report.stated,
            digest: &digest,
            beside: &beside,
            written: &self.written,
            follows: &Following {
                document: &self.report.document,
                reading: &self.report.reading,
                catalogue: ask.workspace.catalogue(),
            },
            rules,
            context: ask.context(),
        };
        let wanted = Wanted {
            published: self.day("published")?.unwrap_or(today),
            today,
            meeting: self.day("meeting")?,
            sent: self.day("sent")?,
            organ: Some(self.typed.get("organ")).filter(|organ| !organ.is_empty()),
            correction: self.typed.get("correction"),
            head: &self.head.1,
            charts: &self.charts,
            // Only who publishes into a folder can tell what else stands there.
            taken: &[],
        };
        let made = Release::of(&gate, &ledger, &self.kept, &wanted)?;
        let Ok(mut release) = made else { return Ok(made) };
        let answers = answers::of_release(&release, &self.report, &ledger, ask.context())?;
        release.tasks = answers.public;
        release.problems = answers.told_unsolved;
        Ok(Ok(release))
    }
}

/// The wording that names a field.
fn said(field: HeaderField) -> String {
    format!("publish.field.{}", field.name())
}

/// The form, with what stands against the draft as it is.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let case = Case::of(ask, &ask.query)?;
    let release = case.release(ask)?;
    Ok(reply::page(page(ask, &case, &release)))
}

fn page(ask: &Ask<'_>, case: &Case, release: &Result<Release, Vec<Stop>>) -> Markup {
    let draft = &case.opened.draft;
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        p { a href={ "/reports/" (draft.number) } { "← " (draft.name) } }
        h1 { (ask.say("release.new")) }
        @match release {
            Ok(release) => (comes_to(ask, release)),
            Err(stops) => (stopped(ask, case, stops)),
        }
        form.edit.row method="post" action="/release/new" {
            (frame::csrf(ask))
            input type="hidden" name="draft" value=(draft.number);
            input type="hidden" name="seen" value=(case.opened.composed.digest);
            h2 { (ask.say("release.header")) }
            div.fields { @for (field, kind) in FIELDS { (header(ask, case, field, kind)) } }
            h2 { (ask.say("release.days")) }
            div.fields {
                (day(ask, case, "published", "release.published", Some(ask.workspace.this_day())))
                (day(ask, case, "meeting", "release.meeting", None))
                (day(ask, case, "sent", "release.sent", None))
                label { span { (ask.say("release.organ")) } input name="organ" value=(case.typed.get("organ")) maxlength=(LONGEST) autocomplete="off"; small { (ask.say("release.organ-about")) } }
            }
            label.whole { span { (ask.say("release.correction")) } input name="correction" value=(case.typed.get("correction")) maxlength=(LONGEST) autocomplete="off"; small { (ask.say("release.correction-about")) } }
            p.deeds {
                button name="deed" value="look" { (ask.say("release.look")) }
                @if release.is_ok() { button name="deed" value="publish" { (ask.say("release.publish")) } }
            }
        }
    };
    frame::whole(ask, ask.say("release.new"), &body)
}

/// A field of the header: what the report says of it stays, what it leaves out is told here.
fn header(ask: &Ask<'_>, case: &Case, field: HeaderField, kind: FieldKind) -> Markup {
    let inside = case.inside(kind, ask);
    html! {
        label { span { (ask.context().fill(&said(field), &[])) }
            @if inside.is_empty() { input name=(field.name()) value=(case.typed.get(field.name())) maxlength=(LONGEST) autocomplete="off"; }
            @else { input value=(inside) readonly; small { (ask.say("release.inside")) } }
        }
    }
}

fn day(ask: &Ask<'_>, case: &Case, name: &'static str, says: &str, standing: Option<Date>) -> Markup {
    let typed = case.typed.get(name).to_owned();
    let value = match standing {
        Some(day) if typed.is_empty() => day.to_string(),
        _ => typed,
    };
    html! { label { span { (ask.say(says)) } input type="date" name=(name) value=(value); } }
}

fn stopped(ask: &Ask<'_>, case: &Case, stops: &[Stop]) -> Markup {
    html! {
        section.wrong role="alert" {
            p { b { (ask.context().fill("release.stopped", &[("count", &stops.len())])) } }
            ul { @for stop in stops { li { (told(ask, stop)) } } }
            @if stops.iter().any(|stop| stop.id() == "publish.stop.unsigned") { p { a href={ "/reports/" (case.opened.draft.number) } { (ask.say("release.to-sign")) } } }
        }
    }
}

fn told(ask: &Ask<'_>, stop: &Stop) -> String {
    let own = OTHERWISE.iter().find(|(id, _)| *id == stop.id());
    stop.told_as(own.map_or(stop.id(), |(_, own)| own), ask.context())
}

/// What it comes to: number, deadlines, figures.
fn comes_to(ask: &Ask<'_>, release: &Release) -> Markup {
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("index", &release.index),
        ("version", &release.version),
        ("rows", &release.rows.len()),
    ];
    html! {
        section.comes-to {
            p { b { (ask.context().fill("release.comes-to", &told)) } }
            (clocks(ask, release))
        }
    }
}

/// The clocks that run: by when it has to be public, and with the congress.
pub(super) fn clocks(ask: &Ask<'_>, release: &Release) -> Markup {
    let clock = |id: &str, deadline: juyan_publish::Deadline| {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("day", &deadline.day), ("late", &deadline.late)];
        let id = if deadline.late == 0 {
            id.to_owned()
        } else {
            format!("{id}-late")
        };
        html! { li.late[deadline.late > 0] { (ask.context().fill(&id, &told)) @if !deadline.certain { " " small { (ask.say("release.uncertain")) } } } }
    };
    html! {
        ul.clocks {
            (clock("release.clock", release.deadline))
            @if let Some(meeting) = release.meeting { (clock("release.clock-meeting", meeting.deadline)) }
        }
    }
}

/// Publishes the draft, or tells all that stands against it; nothing is written then.
pub(crate) fn publish(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let is_long = |(_, value): &(String, String)| value.chars().count() > LONGEST;
    if ask.form.0.iter().any(is_long) {
        return Err(Problem::unusable("submission.long").with("most", LONGEST));
    }
    for _ in 0..TRIES {
        if let Some(reply) = tried(ask)? {
            return Ok(reply);
        }
    }
    Err(Problem::new(StatusCode::CONFLICT, "release.moved"))
}

/// Publishes the draft by what the ledger knows now; none where something was written meanwhile, or had to be before.
fn tried(ask: &Ask<'_>) -> Result<Option<Reply>, Problem> {
    let case = Case::of(ask, &ask.form)?;
    let made = case.release(ask)?;
    let release = match &made {
        Ok(release) if ask.form.get("deed") == "publish" => release,
        _ => {
            let mut shown = reply::page(page(ask, &case, &made));
            if made.is_err() {
                *shown.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            }
            return Ok(Some(shown));
        }
    };
    if ask.form.get("seen") != case.opened.composed.digest {
        return Err(Problem::new(StatusCode::CONFLICT, "report.changed"));
    }
    let folder = folder_of(&release.index);
    if release::standing(&case.kept, release).is_some() {
        return Ok(Some(published(&folder)));
    }
    let who = &ask.who()?.account.name;
    let follow = release::unkept(release, &case.written);
    if !follow.is_empty() {
        let act = ask.workspace.act(ActKind::Record, who);
        let act = act.because(ask.say("publish.follow.reason"));
        let kept = (follow.as_slice(), ask.say("publish.follow.ground"));
        let done = ask
            .workspace
            .write(|ledger| release::keep_what_follows(ledger, &act, kept, case.head.0))?;
        // Now they are facts like others, or somebody else has written.
        return done.map_or_else(unkept, |_| Ok(None));
    }
    let act = ask.workspace.act(ActKind::Publish, who);
    let act = act.because(ask.form.get("correction"));
    let done = ask
        .workspace
        .write(|ledger| release::keep(ledger, &act, (&case.report, release), case.head.0))?;
    if let Err(why) = done {
        return unkept(why);
    }
    ask.note("release.noted", &release.index)?;
    Ok(Some(published(&folder)))
}

fn published(folder: &str) -> Reply {
    reply::see(&format!("/release?done=published#{}", escaped(folder)))
}

fn unkept(why: NotKept) -> Result<Option<Reply>, Problem> {
    match why {
        NotKept::Ledger(error) => Err(error.into()),
        NotKept::Moved => Ok(None),
    }
}
