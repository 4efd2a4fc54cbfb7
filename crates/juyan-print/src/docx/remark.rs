//! Findings as the remarks that a drafter reads in the margin.

use super::Comment;
use crate::text::severity_id;
use juyan::{Checked, Context};

/// One comment a finding, at its first figure: what is wrong, the sum, what to do, and the other figures that take part. At
/// these stands only where it is said.
pub fn comments(checked: &Checked<'_>, context: Context<'_>) -> Vec<Comment> {
    let text = &checked.document.text;
    let findings = checked.findings.iter();
    findings
        .map(|finding| {
            let told = context.tell(finding);
            let severity = context.say(severity_id(finding.severity));
            let mut lines = vec![format!("{severity} {}：{}", finding.rule, told.message)];
            if !finding.arithmetic.is_empty() && !told.message.contains(&finding.arithmetic) {
                lines.push(context.fill("docx.arithmetic", &[("words", &finding.arithmetic)]));
            }
            if !told.help.is_empty() {
                lines.push(context.fill("docx.help", &[("words", &told.help)]));
            }
            let first = finding.spans.first().map_or("", |span| span.of(text));
            let elsewhere = context.fill(
                "docx.elsewhere",
                &[
                    ("severity", &severity),
                    ("rule", &finding.rule),
                    ("words", &first),
                ],
            );
            if finding.spans.len() > 1 {
                let places: Vec<&str> = finding.spans.iter().map(|span| span.of(text)).collect();
                let joined = places.join(context.say("text.joint"));
                lines.push(context.fill("docx.places", &[("words", &joined)]));
            }
            Comment {
                spans: finding.spans.clone(),
                author: context.say("docx.author").to_owned(),
                text: lines.join("\n"),
                elsewhere: Some(elsewhere),
            }
        })
        .collect()
}
