//! J0715: words that belong to another region's report: 全县 in a banner's, another county before an own indicator.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::{Region, RegionLevel};
use juyan_model::{Finding, Severity, Span};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(own) = evidence.region().filter(|region| region.level == RegionLevel::County) else { return Vec::new() };
    let words: Vec<SmolStr> = evidence.pairs("regions.own-words").filter(|(suffix, _)| own.name.ends_with(suffix)).map(|(_, word)| SmolStr::new(word)).collect();
    let mut found = Vec::new();
    for block in evidence.prose() {
        found.extend(wrong_words(evidence, block, &words, own));
        found.extend(others(evidence, block, own));
    }
    found
}

fn finding(evidence: Evidence<'_>, span: Span, own: &Region) -> Finding {
    Finding::new("J0715", Severity::Warning, vec![span]).with("said", span.of(evidence.text())).with("region", own.name.as_str())
}

/// 全县, 我县 where a banner reports.
fn wrong_words(evidence: Evidence<'_>, block: Span, words: &[SmolStr], own: &Region) -> Vec<Finding> {
    let text = evidence.text();
    let honest = evidence.list("regions.own-words-honest");
    let places = seek::all(text, block, words).into_iter().map(|(span, _)| span);
    places.filter(|span| !seek::within(text, *span, honest)).map(|span| finding(evidence, span, own)).collect()
}

/// A clause that begins with another county's name and an indicator's.
fn others(evidence: Evidence<'_>, block: Span, own: &Region) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for clause in seek::clauses(text, block) {
        let tokens = juyan_reader::tokens(text, clause, evidence.catalogue);
        let Some((first, rest)) = tokens.split_first() else { continue };
        let name = first.span.of(text);
        let other = evidence.catalogue.region(name, None).filter(|other| other.name == name && other.level == RegionLevel::County && other.code != own.code);
        let leads = first.span.start == clause.start + (clause.of(text).len() - clause.of(text).trim_start().len());
        let indicator = rest.first().is_some_and(|next| next.span.start == first.span.end && !next.entry.indicators.is_empty());
        if other.is_some() && leads && indicator {
            found.push(finding(evidence, first.span, own));
        }
    }
    found
}
