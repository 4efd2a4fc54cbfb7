//! Findings as one page for a browser: the report with every figure marked, the findings beside it.
//!
//! And a report's own text as elements of any page ([`Article`]).
//!
//! The page is whole in itself: style, script and data stand in it and no request leaves it. It can be read and its ends
//! followed without the script.

mod article;
mod escape;
mod list;
mod markdown;
mod marks;
mod paper;
mod told;

use crate::place;
use crate::text::severity_id;
pub(crate) use article::open_cell;
pub use article::{Article, Figure, Link};
pub use escape::Escaped;
use juyan::model::Severity;
use juyan::{Checked, Context};
use std::io::{self, Write};

/// The style of the page, for who hands it out as a file of its own.
pub const STYLE: &str = include_str!("../../assets/page.css");
/// The script of the page, likewise.
pub const SCRIPT: &str = include_str!("../../assets/page.js");
/// Nothing is fetched, and only what stands in the page is run.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/// What a page that a server hands out has instead of what stands in one that is whole in itself. Words are markup already.
#[derive(Debug, Clone, Copy)]
pub struct Served<'a> {
    /// What stands in the head behind the title: links to [`STYLE`], [`SCRIPT`] and others.
    pub head: &'a str,
    /// What stands above everything.
    pub above: &'a str,
    /// What stands in the box of each finding, in the order of the findings.
    pub within: &'a [String],
    /// What stands below the findings.
    pub below: &'a str,
}

/// Writes the page, whole in itself. Fails where `out` does.
pub fn write(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let own = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<link rel=\"icon\" href=\"data:,\">\n<style>\n{STYLE}</style>"
    );
    let nothing = Served {
        head: &own,
        above: "",
        within: &[],
        below: "",
    };
    body(out, checked, context, nothing)?;
    write!(out, "<script>\n{SCRIPT}</script>\n</body>\n</html>")
}

/// Writes the page for a server that hands out style and script as files, so that no browser needs to run what stands in a page.
/// Fails where `out` does.
pub fn write_served(
    out: &mut impl Write,
    checked: &Checked<'_>,
    context: Context<'_>,
    served: Served<'_>,
) -> io::Result<()> {
    body(out, checked, context, served)?;
    write!(out, "</body>\n</html>")
}

fn body(
    out: &mut impl Write,
    checked: &Checked<'_>,
    context: Context<'_>,
    served: Served<'_>,
) -> io::Result<()> {
    let title = title(checked, context);
    write!(
        out,
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n{head}\n</head>\n<body>\n{above}",
        language = context.language.code(),
        title = Escaped(&title),
        head = served.head,
        above = served.above,
    )?;
    top(out, &title, checked, context)?;
    writeln!(out, "<main class=\"desk\">\n<article class=\"paper\">")?;
    paper::write(out, checked)?;
    writeln!(
        out,
        "</article>\n<aside class=\"side\" aria-label=\"{}\">",
        context.say("html.findings")
    )?;
    list::write(out, checked, context, served.within)?;
    writeln!(
        out,
        "{}</aside>\n</main>\n<div class=\"card\" role=\"status\" hidden></div>",
        served.below
    )?;
    list::pages(out, checked, context)?;
    write!(out, "<script type=\"application/json\" id=\"told\">")?;
    told::write(out, checked, context)?;
    writeln!(out, "</script>")
}

/// The report's title, else its file's name.
fn title(checked: &Checked<'_>, context: Context<'_>) -> String {
    let span = checked.reading.title.or_else(|| checked.document.title());
    let told: Option<String> =
        span.map(|span| span.of(&checked.document.text).lines().map(str::trim).collect());
    told.filter(|title| !title.is_empty())
        .unwrap_or_else(|| context.name.to_owned())
}

/// The bar with the title and the counts.
fn top(out: &mut impl Write, title: &str, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let coverage = checked.coverage();
    write!(
        out,
        "<header class=\"top\"><h1>{}<small>{}</small></h1><p class=\"counts\">",
        Escaped(title),
        Escaped(context.name),
    )?;
    let share = place::percent(coverage.facts_in_claims, coverage.facts);
    let counts: [(&str, &str, &dyn std::fmt::Display); 6] = [
        ("html.figures", "", &coverage.figures),
        ("html.facts", "", &coverage.facts),
        ("html.in-claims", "", &share),
        ("verdict.proved", "is-proved", &coverage.proved),
        ("verdict.refuted", "is-refuted", &coverage.refuted),
        ("verdict.undecided", "", &coverage.undecided),
    ];
    for (name, class, count) in counts {
        write!(
            out,
            "<span class=\"{class}\"><b>{count}</b> {}</span>",
            Escaped(context.say(name))
        )?;
    }
    writeln!(out, "</p></header>")
}

/// The class of a severity in a style.
pub const fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Question => "question",
        Severity::Note => "note",
    }
}

/// The severities with their names, gravest first.
fn severities(context: Context<'_>) -> [(Severity, &str); 4] {
    [
        Severity::Error,
        Severity::Warning,
        Severity::Question,
        Severity::Note,
    ]
    .map(|severity| (severity, context.say(severity_id(severity))))
}

#[cfg(test)]
mod tests;
