//! 报告: the reports on their way, and how one is begun: from a paper of the ledger, an earlier draft, a file, or nothing.

use super::frame;
use super::submissions::who;
use crate::ask::Ask;
use crate::drafted::{self, Draft, DraftError, Drafts};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::{Right, Thing};
use crate::sent::FILES;
use axum::http::StatusCode;
use juyan::Context;
use juyan::document::Format;
use juyan_desk::form;
use juyan_desk::writing::lifted::lifted;
use juyan_desk::writing::moment::Moment;
use juyan_desk::writing::paper::{self, Paper};
use juyan_desk::writing::source::Source;
use juyan_desk::writing::told::unread;
use juyan_ledger::Ledger;
use juyan_model::{Period, PeriodName, Rounding, Secrecy};
use juyan_writer::{Template, Voice};
use maud::{Markup, html};

/// The most letters of a name.
const LONGEST: usize = 120;

/// The drafts beside the ledger.
pub(crate) fn kept(ask: &Ask<'_>) -> Result<Drafts, Problem> {
    Ok(Drafts::beside(ask.workspace.path())?)
}

/// What a right is used on: the whole of a draft is nobody's department's.
pub(crate) const WHOLE: Thing<'_> = Thing {
    department: "",
    secrecy: Secrecy::Internal,
};

/// The drafts that who asks may see, and the form to begin one.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let drafts = kept(ask)?;
    let mut rows = Vec::new();
    for draft in drafts.all()? {
        rows.extend(super::report::row(ask, &drafts, &draft)?);
    }
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        h1 { (ask.say("web.reports")) }
        (frame::done(ask))
        @if rows.is_empty() { p.soft { (ask.say("report.none")) } } @else {
            div.wide { table {
                thead { tr { @for head in ["report.number", "report.name", "submission.period", "report.steps", "report.by"] { th scope="col" { (ask.say(head)) } } } }
                tbody { @for row in &rows { (row) } }
            } }
        }
        @if ask.may(Right::Draft, Some(WHOLE)) { (beginning(ask, &drafts)?) }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.reports"), &body)))
}

/// The form that begins a draft.
fn beginning(ask: &Ask<'_>, drafts: &Drafts) -> Result<Markup, Problem> {
    let mut papers = ask.workspace.ledger()?.papers()?;
    papers.reverse();
    let period = form::periods(ask.workspace.today()).into_iter().next();
    let period = period.map_or_else(String::new, |period| PeriodName(period).to_string());
    Ok(html! {
        form.card.bring method="post" action="/reports" enctype="multipart/form-data" data-most=(FILES)
            data-large=(ask.context().fill("web.large-files", &[("most", &(FILES >> 20))])) {
            (frame::csrf(ask))
            h2 { (ask.say("report.begin")) }
            label { span { (ask.say("report.name")) } input name="name" required maxlength=(LONGEST) autocomplete="off"; }
            label { span { (ask.say("report.period")) } input name="period" required value=(period) autocomplete="off"; }
            label { span { (ask.say("report.from")) } select name="from" {
                @for (digest, paper) in &papers { option value={ "paper:" (digest) } { (ask.context().fill("report.from-paper", &[("name", &paper.title.as_ref().unwrap_or(&paper.name))])) } }
                @for draft in drafts.all()? { option value={ "draft:" (draft.number) } { (ask.context().fill("report.from-draft", &[("number", &draft.number), ("name", &draft.name)])) } }
                option value="blank" { (ask.say("report.from-nothing")) }
            } }
            label { span { (ask.say("report.from-file")) } input type="file" name="file" accept=".docx,.txt,.md,.html,.htm,.pdf"; }
            p.wrong role="alert" hidden {}
            button { (ask.say("report.begin-do")) }
            p.soft { (ask.say("report.begin-about")) }
        }
        script src="/assets/bring.js" defer {}
    })
}

/// Begins a draft, and leads to it.
pub(crate) fn begin(ask: &Ask<'_>) -> Result<Reply, Problem> {
    if !ask.may(Right::Draft, Some(WHOLE)) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "web.forbidden").with("role", ""));
    }
    let name = ask.form.get("name");
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Problem::unusable("report.no-name").with("most", LONGEST));
    }
    let words = ask.form.get("period");
    let period = paper::period(words, ask.context());
    let period = period.map_err(|told| Problem::unusable("report.flawed").with("told", told))?;
    let mut drafts = kept(ask)?;
    let (text, told) = words_of(ask, &drafts, period)?;
    let passages: Vec<String> = drafted::passages(&text);
    let passages: Vec<String> = passages.into_iter().filter(|one| !one.is_empty()).collect();
    let number = drafts.begin((name, period, told), &passages, who(ask)?)?;
    ask.note("report.noted-begun", &number.to_string())?;
    Ok(reply::see(&format!("/reports/{number}")))
}

/// The words that a draft begins with, and of which time they are.
fn words_of(ask: &Ask<'_>, drafts: &Drafts, period: Period) -> Result<(String, Option<Period>), Problem> {
    if let Some(file) = ask.files.iter().find(|file| file.field == "file") {
        return of_file(ask, (&file.bytes, &file.name), period);
    }
    match ask.form.get("from").split_once(':') {
        Some(("paper", digest)) => {
            let ledger = ask.workspace.ledger()?;
            let kept = ledger.paper(digest)?.ok_or_else(Problem::nowhere)?;
            lift(ask, Paper::of_text(&kept.text, ask.context()), &ledger)
        }
        Some(("draft", number)) => {
            let number = number.parse().map_err(|_| Problem::nowhere())?;
            let draft = drafts.one(number)?.ok_or_else(Problem::nowhere)?;
            let passages = drafts.passages(number)?;
            let texts: Vec<&str> = passages.iter().map(|one| one.text.as_str()).collect();
            Ok((texts.join("\n"), draft.told))
        }
        _ => Ok((
            format!("{}\n\n{}\n", ask.form.get("name"), ask.say("report.blank")),
            None,
        )),
    }
}

/// The words of a file: a template as it is, a report lifted.
fn of_file(
    ask: &Ask<'_>,
    (bytes, name): (&[u8], &str),
    period: Period,
) -> Result<(String, Option<Period>), Problem> {
    let context = Context {
        name,
        ..ask.context()
    };
    let told = |error| {
        Problem::unusable("web.check-unread")
            .with("name", name)
            .with("reason", unread(error, context))
    };
    let ledger = ask.workspace.ledger()?;
    let moment = Moment::now(&ledger, ask.workspace.catalogue())?;
    let format = juyan::document::format(bytes, name).map_err(told)?;
    if matches!(format, Format::Docx | Format::Txt) {
        let source = Source::open(bytes, (&moment, period), context);
        let source = source
            .ok()
            .filter(|source| source.template.bindings().next().is_some());
        if let Some(source) = source {
            if format == Format::Docx {
                return Ok(apart(&source.template));
            }
            let text = juyan::document::decoded(bytes).map_err(told)?;
            let text = text
                .strip_prefix('\u{feff}')
                .unwrap_or(&text)
                .replace("\r\n", "\n");
            // The line that says of which time the words are is kept beside them.
            let text = match source.template.period {
                Some(_) => text.split_once('\n').map_or("", |(_, rest)| rest).to_owned(),
                None => text,
            };
            return Ok((text, source.template.period));
        }
    }
    let paper = Paper::read(bytes.to_vec(), context).map_err(told)?;
    lift(ask, paper, &ledger)
}

/// The template that a report becomes.
fn lift(ask: &Ask<'_>, paper: Paper, ledger: &Ledger) -> Result<(String, Option<Period>), Problem> {
    let home = ledger.region()?;
    let paper = paper.at(&home);
    let report = paper.report(None, &home, ask.context());
    let report = report.map_err(|told| Problem::unusable("report.flawed").with("told", told))?;
    let voice = Voice {
        catalogue: ask.workspace.catalogue(),
        rounding: Rounding::HalfUp,
    };
    Ok(apart(&lifted(report, ledger, voice)?.template))
}

/// A template's text, and of which time its words are.
fn apart(template: &Template) -> (String, Option<Period>) {
    let mut words = template.clone();
    words.period = None;
    (words.to_string().replace("\r\n", "\n"), template.period)
}

impl From<DraftError> for Problem {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Work(error) => error.into(),
            DraftError::Unreadable(what) => Self::broken(&what),
            DraftError::Altered(draft) => {
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "report.altered").with("number", draft)
            }
            DraftError::Written(passage) => {
                Self::new(StatusCode::CONFLICT, "report.written").with("person", passage.person)
            }
        }
    }
}

/// The draft that the address names; who may see it is asked by who calls.
pub(crate) fn asked(ask: &Ask<'_>, drafts: &Drafts) -> Result<Draft, Problem> {
    let number = ask.path.get("number").parse().map_err(|_| Problem::nowhere())?;
    drafts.one(number)?.ok_or_else(Problem::nowhere)
}
