//! A report with its figures marked and the findings beside; what is allowed, and what is taken away.

use super::check::{chosen, session, unread};
use super::frame;
use crate::ask::Ask;
use crate::brought::{Allowed, Paper};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::token;
use axum::http::StatusCode;
use juyan::document::{Document, Format};
use juyan::model::Finding;
use juyan::{Checked, Context, Options};
use juyan_print::docx::{self, Comment};
use juyan_print::html::{Served, write_served};
use maud::{Markup, html};

/// The most letters of a reason.
const LONGEST: usize = 500;

/// The paper that is asked for; those of others are as little there as those that were forgotten.
fn asked(ask: &Ask<'_>) -> Result<Paper, Problem> {
    let (session, now) = (session(ask)?, ask.workspace.seconds());
    let paper = ask
        .workspace
        .brought()
        .get(&session, ask.path.get("name"), now)
        .cloned();
    paper.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "web.check-forgotten"))
}

fn context<'a>(ask: &Ask<'a>, paper: &'a Paper) -> Context<'a> {
    Context {
        name: &paper.name,
        ..ask.context()
    }
}

/// A paper that was checked.
struct Looked<'a> {
    /// With the findings that nobody allowed.
    checked: Checked<'a>,
    /// What each of those is known by.
    marks: Vec<String>,
    /// Those that somebody did.
    allowed: Vec<(Finding, Allowed)>,
}

fn read(ask: &Ask<'_>, paper: &Paper) -> Result<Document, Problem> {
    let read = juyan::document::read(&paper.bytes, &paper.name, ask.workspace.catalogue());
    read.map_err(|error| unread(ask, &paper.name, error))
}

fn look<'a>(ask: &Ask<'_>, paper: &Paper, document: &'a Document) -> Looked<'a> {
    let (catalogue, options) = (ask.workspace.catalogue(), Options::default());
    let mut checked = if paper.beside.is_empty() {
        juyan::check(document, catalogue, &options)
    } else {
        let keys = |facts: &[_]| vec![None; facts.len()];
        juyan::check_against(document, catalogue, &options, &paper.before, keys)
    };
    let marks = marks(&checked);
    let (mut open, mut open_marks, mut allowed) = (Vec::new(), Vec::new(), Vec::new());
    for (finding, mark) in std::mem::take(&mut checked.findings).into_iter().zip(marks) {
        if let Some(one) = paper.allowed.iter().find(|one| one.mark == mark) {
            allowed.push((finding, one.clone()));
        } else {
            open.push(finding);
            open_marks.push(mark);
        }
    }
    checked.findings = open;
    Looked {
        checked,
        marks: open_marks,
        allowed,
    }
}

/// What findings are known by, in a mended paper too: the rule, the words, the sum, and the paragraph that the first of the words
/// stand in. Whoever changes the paragraph is asked again. Where one paragraph has two alike, they are counted.
fn marks(checked: &Checked<'_>) -> Vec<String> {
    let document = checked.document;
    let mut marks: Vec<String> = Vec::new();
    for finding in &checked.findings {
        let words = finding.spans.iter().map(|span| span.of(&document.text));
        let start = finding.spans.first().map_or(0, |span| span.start);
        let at = document.blocks.partition_point(|block| block.span.end <= start);
        let paragraph = document
            .blocks
            .get(at)
            .map_or("", |block| block.span.of(&document.text));
        let parts = [finding.rule.as_str(), &finding.arithmetic, paragraph];
        let all: Vec<&str> = parts.into_iter().chain(words).collect();
        let digest = token::digest(all.join("\0"));
        let same = marks.iter().filter(|mark| mark.starts_with(&digest)).count();
        marks.push(format!("{digest}-{same}"));
    }
    marks
}

/// The report, its figures marked, the findings beside.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let paper = asked(ask)?;
    let document = read(ask, &paper)?;
    let looked = look(ask, &paper, &document);
    let within: Vec<String> = looked
        .marks
        .iter()
        .map(|mark| allowing(ask, &paper, mark).into_string())
        .collect();
    let served = Served {
        head: &head().into_string(),
        above: &above(ask, &paper).into_string(),
        within: &within,
        below: &below(ask, &paper, &looked.allowed).into_string(),
    };
    let mut page = Vec::new();
    write_served(&mut page, &looked.checked, context(ask, &paper), served)
        .map_err(|error| Problem::broken(&error))?;
    Ok(reply::typed(StatusCode::OK, "text/html; charset=utf-8", page))
}

fn head() -> Markup {
    html! {
        link rel="icon" href="/assets/mark.svg" type="image/svg+xml";
        link rel="stylesheet" href="/assets/marked.css";
        link rel="stylesheet" href="/assets/check.css";
        script src="/assets/marked.js" defer {}
        script src="/assets/bring.js" defer {}
    }
}

fn above(ask: &Ask<'_>, paper: &Paper) -> Markup {
    let place = format!("/check/{}", paper.id);
    html! {
        div.own.shop {
            a href="/check" { "← " (ask.say("web.check")) }
            @if !paper.beside.is_empty() {
                span { (ask.context().fill("web.check-held", &[("names", &paper.beside.join(ask.say("text.joint")))])) }
            }
            a.take href={ (place) "/report.docx" } { (ask.say("web.check-take")) }
            details {
                summary { (ask.say("web.check-again")) }
                form.bring method="post" action="/check" enctype="multipart/form-data" data-most=(crate::sent::FILES)
                    data-large=(ask.context().fill("web.large-files", &[("most", &(crate::sent::FILES >> 20))])) {
                    (frame::csrf(ask))
                    input type="hidden" name="again" value=(paper.id);
                    p { (ask.say("web.check-again-about")) }
                    (chosen(ask))
                    p.wrong role="alert" hidden {}
                    button { (ask.say("web.check-do")) }
                }
            }
        }
    }
}

/// How a finding is let stand.
fn allowing(ask: &Ask<'_>, paper: &Paper, mark: &str) -> Markup {
    html! {
        details.own {
            summary { (ask.say("web.check-allow")) }
            form method="post" action={ "/check/" (paper.id) "/allow" } {
                (frame::csrf(ask))
                input type="hidden" name="mark" value=(mark);
                label { span { (ask.say("web.check-reason")) } input name="reason" required maxlength=(LONGEST) autocomplete="off"; }
                button { (ask.say("web.check-allow-do")) }
            }
        }
    }
}

/// What was let stand, and how it is taken back.
fn below(ask: &Ask<'_>, paper: &Paper, allowed: &[(Finding, Allowed)]) -> Markup {
    html! {
        @if !allowed.is_empty() {
            section.own.let {
                h2 { (ask.say("web.check-allowed")) " " (allowed.len()) }
                ul { @for (finding, one) in allowed { li {
                    b { (finding.rule) } " " (context(ask, paper).tell(finding).message)
                    p { (ask.context().fill("web.check-because", &[("reason", &one.reason)])) }
                    form method="post" action={ "/check/" (paper.id) "/allow" } {
                        (frame::csrf(ask))
                        input type="hidden" name="mark" value=(one.mark);
                        input type="hidden" name="back" value="1";
                        button { (ask.say("web.check-back")) }
                    }
                } } }
            }
        }
    }
}

/// Lets a finding stand, or takes that back.
pub(crate) fn allow(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let paper = asked(ask)?;
    let (mark, reason) = (ask.form.get("mark"), ask.form.get("reason"));
    let back = ask.form.get("back") == "1";
    if !back {
        if reason.is_empty() || reason.chars().count() > LONGEST {
            return Err(Problem::unusable("web.check-needs-reason").with("most", LONGEST));
        }
        let document = read(ask, &paper)?;
        if !look(ask, &paper, &document).marks.iter().any(|own| own == mark) {
            return Err(Problem::new(StatusCode::CONFLICT, "web.check-no-finding"));
        }
    }
    let mut brought = ask.workspace.brought();
    let kept = brought.get(&paper.session, &paper.id, ask.workspace.seconds());
    let kept = kept.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "web.check-forgotten"))?;
    kept.allowed.retain(|one| one.mark != mark);
    if !back {
        kept.allowed.push(Allowed {
            mark: mark.to_owned(),
            reason: reason.to_owned(),
        });
    }
    Ok(reply::see(&format!("/check/{}", paper.id)))
}

/// The Word file with the findings as comments; what was let stand is a comment too, with the reason.
pub(crate) fn take(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let paper = asked(ask)?;
    let document = read(ask, &paper)?;
    let looked = look(ask, &paper, &document);
    let own = context(ask, &paper);
    let mut comments = docx::comments(&looked.checked, own);
    let author = &ask.who()?.account.shown;
    comments.extend(looked.allowed.iter().map(|(finding, one)| Comment {
        spans: finding.spans.iter().take(1).copied().collect(),
        author: author.clone(),
        text: format!(
            "{}\n{}",
            own.fill("web.check-because", &[("reason", &one.reason)]),
            own.tell(finding).message
        ),
        elsewhere: None,
    }));
    let written = match document.format {
        Format::Docx => docx::annotate(&paper.bytes, &document, &comments),
        Format::Txt | Format::Html | Format::Pdf => docx::plain(&document, &comments),
    };
    let bytes = written.map_err(|error| Problem {
        cause: Some(error.to_string()),
        ..Problem::unusable("web.check-no-word")
    })?;
    let stem = paper
        .name
        .rsplit_once('.')
        .map_or(paper.name.as_str(), |(stem, _)| stem);
    let name = own.fill("web.check-file", &[("name", &stem)]);
    Ok(reply::file(reply::WORD, bytes, &name))
}
