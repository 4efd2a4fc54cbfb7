//! J0713: the verb says which way, and the number says it again with a sign: 下降-0.6%, 增长-2%.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for block in evidence.prose() {
        for (list, severity) in [("sign.falls", Severity::Error), ("sign.rises", Severity::Warning)] {
            for (verb, _) in seek::all(text, block, evidence.list(list)) {
                // 自然增长-320人: the verb ends a name, and the sign alone says which way.
                if seek::within(text, verb, evidence.list("sign.names")) {
                    continue;
                }
                if let Some(number) = negative(text, Span::new(verb.end, block.end)) {
                    let said = verb.cover(number);
                    // 增长-2% is a fall, whichever verb is chosen for it.
                    let fall = evidence
                        .list("sign.falls")
                        .first()
                        .filter(|_| severity == Severity::Warning);
                    let fall = fall.map_or(verb.of(text), |fall| fall.as_str());
                    let amount = number.of(text).trim_start_matches(MINUS);
                    found.push(
                        Finding::new("J0713", severity, vec![said])
                            .with("said", said.of(text))
                            .with("right", format!("{fall}{amount}")),
                    );
                }
            }
        }
    }
    found
}

/// The signs of a number below zero.
const MINUS: [char; 4] = ['-', '－', '−', '﹣'];

/// A number with a minus right at the start of `span`.
fn negative(text: &str, span: Span) -> Option<Span> {
    let body = span.of(text);
    let rest = body.strip_prefix(MINUS)?;
    let length = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let behind = rest.get(length..)?;
    let end = body.len() - behind.len();
    let percent = behind
        .chars()
        .next()
        .filter(|c| matches!(c, '%' | '％' | '‰'))
        .map_or(0, char::len_utf8);
    (length > 0).then(|| Span::new(span.start, span.start + end + percent))
}
