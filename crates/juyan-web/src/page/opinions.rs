//! The congress's opinions 审议意见 and the reply to each: an opinion becomes a task of the department that answers for it.

use super::overview::{items, text};
use super::{frame, submissions};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use axum::http::StatusCode;
use juyan::vocabulary::RegisterType;
use juyan_ledger::{ActKind, LedgerError, Reading};
use juyan_posting::{PostError, PosterSheet, Posting};
use juyan_register::Grid;
use maud::{Markup, html};
use serde_json::Value;

const OPINION: &str = "review_opinion";
const REPLY: &str = "review_reply";
const TASK: &str = "task";
/// What may become of an opinion, as the register's codes.
const STATUS: &str = "status";
/// The most letters of an opinion and of a reply.
const LONGEST: usize = 4000;

/// The form of an opinion, for who may give one.
pub(super) fn form(ask: &Ask<'_>) -> Markup {
    html! { @if ask.may(Right::Opine, None) {
        form.card method="post" action="/opinions" {
            h2 { (ask.say("opinion.new")) }
            (frame::csrf(ask))
            (frame::field("meeting", ask.say("opinion.meeting"), "text", "off"))
            label { span { (ask.say("opinion.text")) } textarea name="text" rows="4" required {} }
            (frame::field("owner", ask.say("web.owner"), "text", "off"))
            (frame::field("due", ask.say("opinion.due"), "date", "off"))
            p { small { (ask.say("opinion.becomes")) } }
            button { (ask.say("opinion.give")) }
        }
    } }
}

/// The form of the reply to an opinion, for who answers for it.
pub(super) fn reply_form(ask: &Ask<'_>, opinion: &Value) -> Markup {
    let owner = text(opinion, "owner");
    let is_open = !opinion["reply"].is_object();
    html! { @if is_open && !owner.is_empty() && ask.may(Right::Reply, Some(submissions::of(owner))) {
        form.choice method="post" action={ "/opinions/" (reply::escaped(text(opinion, "code"))) "/reply" } {
            (frame::csrf(ask))
            label { span { (ask.say("opinion.reply")) } textarea name="text" rows="2" cols="22" required {} }
            label { span { (ask.say("web.state")) } select name="status" { @for (id, name) in states(ask) { option value=(id) { (name) } } } }
            button { (ask.say("opinion.give-reply")) }
        }
    } }
}

/// What may become of an opinion, in the words of the register.
fn states<'w>(ask: &Ask<'w>) -> Vec<(&'w str, &'w str)> {
    let field = kind(ask, REPLY).and_then(|kind| kind.fields.iter().find(|field| field.id == STATUS));
    let codes = field.into_iter().flat_map(|field| &field.codes);
    codes.map(|code| (code.id.as_str(), code.zh.as_str())).collect()
}

fn kind<'w>(ask: &Ask<'w>, id: &str) -> Option<&'w RegisterType> {
    ask.workspace.catalogue().register(id)
}

/// Takes an opinion down, and the task that it becomes.
pub(crate) fn give(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let told = |name: &str| ask.form.get(name).to_owned();
    let (words, owner, due) = (told("text"), told("owner"), told("due"));
    let today = ask.workspace.today();
    if words.is_empty() || owner.is_empty() || told("meeting").is_empty() {
        return Err(Problem::unusable("opinion.unusable"));
    }
    if words.chars().count() > LONGEST {
        return Err(Problem::unusable("submission.long").with("most", LONGEST));
    }
    let (day, meeting) = (today.to_string(), told("meeting"));
    let code = post(ask, "opinion.given", |reading| {
        let code = next_code(ask, reading)?;
        let task = [
            ("code", code.as_str()),
            ("text", &words),
            ("kind", "milestone"),
            ("origin", "opinion"),
            ("owner", &owner),
            ("raised", &day),
            ("due", &due),
            ("stage", "open"),
        ];
        let opinion = [
            ("code", code.as_str()),
            ("meeting", &meeting),
            ("text", &words),
            ("received", &day),
            ("due", &due),
            ("owner", &owner),
            ("task", &code),
        ];
        let sheets = vec![sheet(ask, TASK, &task), sheet(ask, OPINION, &opinion)];
        Ok((code, sheets))
    })?;
    ask.note("opinion.deed-give", &code)?;
    Ok(reply::see("/tasks?done=opinion"))
}

/// A code that no opinion and no task has.
fn next_code(ask: &Ask<'_>, reading: Reading<'_>) -> Result<String, Unposted> {
    let begin = ask.workspace.catalogue().say("opinion.code", "zh");
    for number in 1..=i32::MAX {
        let code = format!("{begin}{number}");
        if !reading.has(OPINION, &code)? && !reading.has(TASK, &code)? {
            return Ok(code);
        }
    }
    Err(Problem::broken(&"no code is free").into())
}

/// Takes the reply of a department down. Fails where the opinion is another's, or replied to.
pub(crate) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let seen = crate::seen::watched(ask)?;
    let code = ask.path.get("code");
    let mut opinions = items(&seen, "opinions").iter();
    let opinion = opinions.find(|opinion| text(opinion, "code") == code);
    let opinion = opinion.ok_or_else(Problem::nowhere)?;
    if !ask.may(Right::Reply, Some(submissions::of(text(opinion, "owner")))) {
        return Err(Problem::nowhere());
    }
    let (words, status) = (ask.form.get("text"), ask.form.get("status"));
    if words.is_empty() || !states(ask).iter().any(|(id, _)| *id == status) {
        return Err(Problem::unusable("opinion.no-reply"));
    }
    if words.chars().count() > LONGEST {
        return Err(Problem::unusable("submission.long").with("most", LONGEST));
    }
    let day = ask.workspace.today().to_string();
    let yes = ask.workspace.catalogue().say("opinion.yes", "zh");
    let reply = [
        ("opinion", code),
        ("text", words),
        (STATUS, status),
        ("day", &day),
        ("public", yes),
    ];
    post(ask, "opinion.given-reply", |reading| {
        // Whoever replied, perhaps since the page was asked for.
        if reading.has(REPLY, code)? {
            return Err(Problem::new(StatusCode::CONFLICT, "opinion.replied").into());
        }
        Ok(((), vec![sheet(ask, REPLY, &reply)]))
    })?;
    ask.note("opinion.deed-reply", code)?;
    Ok(reply::see("/tasks?done=reply"))
}

/// Why nothing was posted.
enum Unposted {
    Problem(Box<Problem>),
    Post(PostError),
}

impl From<LedgerError> for Unposted {
    fn from(error: LedgerError) -> Self {
        Self::Post(error.into())
    }
}

impl From<Problem> for Unposted {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// Posts in one change, for the reason of that wording, the sheets that `rows` makes of what stands in the ledger right before it.
fn post<'c, T>(
    ask: &Ask<'c>,
    reason: &str,
    rows: impl FnOnce(Reading<'_>) -> Result<(T, Vec<Option<PosterSheet<'c>>>), Unposted>,
) -> Result<T, Problem> {
    let act = ask.workspace.act(ActKind::Enter, &ask.who()?.account.name);
    // What stands in the ledger is in one language, whoever looks at the page.
    let act = act.because(ask.workspace.catalogue().say(reason, "zh"));
    let done = ask.workspace.write_together(|ledger| {
        ledger.attempt(&act, |change| {
            let (made, sheets) = rows(change.reading())?;
            let sheets: Vec<PosterSheet<'_>> = sheets.into_iter().flatten().collect();
            let posted = ask.workspace.poster().post(change, &Posting::of(&sheets));
            posted.map_err(Unposted::Post).map(|_| made)
        })
    })?;
    match done {
        Ok((_, made)) => Ok(made),
        Err(Unposted::Problem(problem)) => Err(*problem),
        Err(Unposted::Post(PostError::Ledger(error))) => Err(error.into()),
        Err(Unposted::Post(PostError::Refused(_))) => Err(Problem::unusable("opinion.unusable")),
        Err(Unposted::Post(PostError::Unchanged(_) | PostError::OtherYears(_))) => {
            Err(Problem::new(StatusCode::CONFLICT, "opinion.unchanged"))
        }
    }
}

/// A row of a register, as a sheet of it is posted.
fn sheet<'c>(ask: &Ask<'c>, id: &str, fields: &[(&str, &str)]) -> Option<PosterSheet<'c>> {
    let kind = kind(ask, id)?;
    ask.workspace.poster().sheet(&grid(kind, fields), Some(kind))
}

/// A sheet of one row: the names of its fields, and what stands in them; codes by their names.
fn grid(kind: &RegisterType, told: &[(&str, &str)]) -> Grid {
    let mut head = Vec::new();
    let mut row = Vec::new();
    for (id, value) in told {
        let Some(field) = kind.fields.iter().find(|field| field.id == *id) else {
            continue;
        };
        let code = field.codes.iter().find(|code| code.id == *value);
        head.push(field.zh.clone());
        row.push(code.map_or_else(|| (*value).into(), |code| code.zh.clone()));
    }
    Grid {
        rows: vec![head, row],
        ..Grid::of_csv(&kind.id, "")
    }
}
