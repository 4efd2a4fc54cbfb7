//! J0713: the verb says which way, and the number says it again with a sign: 下降-0.6%, 增长-2%, 增长了负2.3%.

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
                if let Some((number, amount)) = negative(evidence, Span::new(verb.end, block.end)) {
                    let said = verb.cover(number);
                    let fall = match severity {
                        Severity::Warning => falls_instead(evidence, verb.of(text)),
                        _ => verb.of(text),
                    };
                    let right = format!("{fall}{}", amount.of(text));
                    found.push(
                        Finding::new("J0713", severity, vec![said])
                            .with("said", said.of(text))
                            .with("right", right),
                    );
                }
            }
        }
    }
    found
}

/// The signs of a number below zero.
const MINUS: [char; 4] = ['-', '－', '−', '﹣'];

/// The verb that says what `rise` with a minus means: 增长-2% is a fall, whichever verb is chosen for it; 增收-2亿元 is 减收.
fn falls_instead<'a>(evidence: Evidence<'a>, rise: &'a str) -> &'a str {
    let mut opposites = evidence.pairs("sign.opposites");
    let opposite = opposites.find_map(|(known, fall)| (known == rise).then_some(fall));
    let usual = evidence.list("sign.falls").first();
    opposite.unwrap_or_else(|| usual.map_or(rise, |fall| fall.as_str()))
}

/// A number with a minus, as a sign or in words, right at the start of `span`; and the number without it.
fn negative(evidence: Evidence<'_>, span: Span) -> Option<(Span, Span)> {
    let body = span.of(evidence.text());
    let mut words = evidence.list("sign.minus").iter();
    let rest = body
        .strip_prefix(MINUS)
        .or_else(|| words.find_map(|word| body.strip_prefix(word.as_str())))?;
    let length = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let behind = rest.get(length..)?;
    let end = span.start + (body.len() - behind.len());
    let percent = behind
        .chars()
        .next()
        .filter(|c| matches!(c, '%' | '％' | '‰'))
        .map_or(0, char::len_utf8);
    let start = span.start + (body.len() - rest.len());
    (length > 0).then(|| {
        (
            Span::new(span.start, end + percent),
            Span::new(start, end + percent),
        )
    })
}
