//! The findings beside the report, and the pages of their rules.

use super::escape::Escaped;
use super::{class, markdown, severities};
use crate::member::member_id;
use crate::place;
use crate::text::{nothing_found, severity_id};
use juyan::model::Finding;
use juyan::{Checked, Context};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Writes the list, with what stands `within` the box of each finding. Fails where `out` does.
pub(super) fn write(
    out: &mut impl Write,
    checked: &Checked<'_>,
    context: Context<'_>,
    within: &[String],
) -> io::Result<()> {
    if checked.findings.is_empty() {
        return writeln!(
            out,
            "<p class=\"clean\">{}</p>",
            Escaped(context.say(nothing_found(checked)))
        );
    }
    filter(out, checked, context)?;
    lines(out, context)?;
    for (position, finding) in checked.findings.iter().enumerate() {
        card(out, checked, context, position + 1, finding)?;
        writeln!(
            out,
            "{}</section>",
            within.get(position).map_or("", String::as_str)
        )?;
    }
    writeln!(
        out,
        "<p class=\"legend\">{}</p>",
        Escaped(context.say("html.keys"))
    )
}

/// What the lines under figures mean.
fn lines(out: &mut impl Write, context: Context<'_>) -> io::Result<()> {
    let kinds = [
        ("f", "html.figures"),
        ("f fact", "html.facts"),
        ("f fact proved", "verdict.proved"),
    ];
    write!(out, "<p class=\"legend\">")?;
    for (class, name) in kinds {
        write!(
            out,
            "<span><span class=\"{class}\">{}</span></span>",
            Escaped(context.say(name))
        )?;
    }
    writeln!(out, "</p>")
}

/// Buttons that hide and show the findings of a severity.
fn filter(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    write!(out, "<div class=\"filter\" role=\"group\">")?;
    for (severity, name) in severities(context) {
        let count = checked
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count();
        if count > 0 {
            let class = class(severity);
            write!(
                out,
                "<button class=\"{class}\" data-severity=\"{class}\" aria-pressed=\"true\">{} {count}</button>",
                Escaped(name),
            )?;
        }
    }
    writeln!(out, "</div>")
}

/// The box of a finding, which is left open.
fn card(
    out: &mut impl Write,
    checked: &Checked<'_>,
    context: Context<'_>,
    number: usize,
    finding: &Finding,
) -> io::Result<()> {
    let told = context.tell(finding);
    write!(
        out,
        "<section class=\"finding {class}\" id=\"d{number}\" tabindex=\"0\"><div class=\"kind\"><span>{severity} · {rule}</span>\
         <button data-rule=\"{rule}\">{page}</button></div><h3>{message}</h3>",
        class = class(finding.severity),
        severity = Escaped(context.say(severity_id(finding.severity))),
        rule = Escaped(&finding.rule),
        page = Escaped(context.say("html.page")),
        message = Escaped(&told.message),
    )?;
    if !finding.arithmetic.is_empty() && !told.message.contains(&finding.arithmetic) {
        write!(out, "<div class=\"sum\">{}</div>", Escaped(&finding.arithmetic))?;
    }
    if !told.help.is_empty() {
        write!(out, "<p>{}</p>", Escaped(&told.help))?;
    }
    ends(out, checked, context, finding)
}

/// A link to every place that takes part.
fn ends(
    out: &mut impl Write,
    checked: &Checked<'_>,
    context: Context<'_>,
    finding: &Finding,
) -> io::Result<()> {
    write!(out, "<nav class=\"ends\">")?;
    for span in &finding.spans {
        let place = place::told(checked.document, *span, "html.paragraph", context);
        let role = member_id(checked, finding, *span).map_or("", |id| context.say(id));
        write!(
            out,
            "<a href=\"#s{}\">{}<small>{} {}</small></a>",
            span.start,
            Escaped(span.of(&checked.document.text)),
            Escaped(role),
            Escaped(&place),
        )?;
    }
    write!(out, "</nav>")
}

/// The pages of the rules that are named.
pub(super) fn pages(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let named: BTreeSet<&str> = checked
        .findings
        .iter()
        .map(|finding| finding.rule.as_str())
        .collect();
    for rule in named.iter().filter_map(|code| context.catalogue.rules.get(*code)) {
        write!(
            out,
            "<dialog id=\"rule-{}\"><form method=\"dialog\"><button aria-label=\"{}\">×</button></form>",
            Escaped(&rule.code),
            Escaped(context.say("html.close")),
        )?;
        markdown::write(out, &context.page(rule))?;
        writeln!(out, "</dialog>")?;
    }
    Ok(())
}
