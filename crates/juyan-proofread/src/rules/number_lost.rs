//! J0727: a clause that ends where its number should stand: 完成税收3.2亿元，增幅。

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Figure, Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for sentence in evidence.prose().flat_map(|block| seek::sentences(text, block)) {
        // At a comma the words may be meant with what follows; only the last clause is over.
        let Some(clause) = seek::clauses(text, sentence).last().copied() else {
            continue;
        };
        let said = clause.of(text).trim();
        let words = said.trim_end_matches(['。', '；', ';']);
        let lost = words.len() < said.len() && evidence.list("numbers.lost").iter().any(|word| word == words);
        // 内容包括总量，增幅。 is a list of names; a report on figures has one before.
        let before = Span::new(sentence.start, clause.start);
        if lost && evidence.figures(before).iter().any(Figure::is_fact) {
            let start = seek::trimmed(text, clause).start;
            let span = Span::new(start, start + words.len());
            let severity = if is_verb(evidence, words) {
                Severity::Question
            } else {
                Severity::Warning
            };
            found.push(Finding::new("J0727", severity, vec![span]).with("said", words));
        }
    }
    found
}

/// Whether the words end in a verb, with which a trend may be told without a number: 同比增长.
fn is_verb(evidence: Evidence<'_>, words: &str) -> bool {
    let ends = |list: &str| {
        evidence
            .list(list)
            .iter()
            .any(|verb| words.ends_with(verb.as_str()))
    };
    ends("sign.falls") || ends("sign.rises")
}
