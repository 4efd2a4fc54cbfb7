//! J0702: the reporting region's name with its end cut off, 额历史文化 for 额济纳历史文化, or with a character lost, 额济旗.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::Region;
use juyan_model::{Finding, Severity, Span};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(region) = evidence.region() else {
        return Vec::new();
    };
    let stem: Vec<char> = region.short_name.chars().collect();
    // Two characters cut to one are the usual short name: 全崇, 崇礼.
    let ([first, second, ..], true) = (stem.as_slice(), stem.len() > 2) else {
        return Vec::new();
    };
    let text = evidence.text();
    let mut found = lost(evidence, region, &stem);
    for block in evidence.prose() {
        for (at, mark) in block
            .of(text)
            .char_indices()
            .filter(|(_, character)| character == first)
        {
            let span = Span::new(block.start + at, block.start + at + mark.len_utf8());
            let cut = seek::after(text, span.end) != Some(*second) && is_place(evidence, span);
            if cut {
                found.push(
                    Finding::new("J0702", Severity::Warning, vec![span])
                        .with("cut", span.of(text))
                        .with("name", region.short_name.as_str()),
                );
            }
        }
    }
    found
}

/// 额济旗: the full name without one character of its stem behind the first, where that names no other place.
fn lost(evidence: Evidence<'_>, region: &Region, stem: &[char]) -> Vec<Finding> {
    let text = evidence.text();
    let end = region
        .name
        .strip_prefix(region.short_name.as_str())
        .unwrap_or_default();
    let ends = evidence.list("regions.cut-ends").iter().any(|word| word == end);
    let mut directions = evidence.list("regions.directions").iter();
    if !ends || directions.any(|word| region.short_name.ends_with(word.as_str())) {
        return Vec::new();
    }
    let without = (1..stem.len()).map(|at| {
        let left = stem.iter().enumerate().filter(|(place, _)| *place != at);
        let left: String = left.map(|(_, sign)| *sign).collect();
        SmolStr::new(left + end)
    });
    let names: Vec<SmolStr> = without
        .filter(|name| evidence.catalogue.regions_named(name).next().is_none())
        .collect();
    let places = evidence.prose().flat_map(|block| seek::all(text, block, &names));
    places
        .filter(|(span, _)| stands_alone(evidence, *span))
        .map(|(span, cut)| {
            Finding::new("J0702", Severity::Warning, vec![span])
                .with("cut", cut)
                .with("name", region.name.as_str())
        })
        .collect()
}

/// Whether no longer word seems to hold what stands at `span`.
fn stands_alone(evidence: Evidence<'_>, span: Span) -> bool {
    let text = evidence.text();
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let ends = |list: &str| {
        evidence
            .list(list)
            .iter()
            .any(|word| before.ends_with(word.as_str()))
    };
    let mut others = evidence.list("regions.cut-behind").iter();
    (!before.ends_with(seek::is_han) || ends("places.before") || ends("regions.improving"))
        && !others.any(|word| behind.starts_with(word.as_str()))
}

/// Whether a place's name would stand here: 挖掘…历史.
fn is_place(evidence: Evidence<'_>, span: Span) -> bool {
    let text = evidence.text();
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    let begins = evidence
        .list("places.before")
        .iter()
        .any(|word| before.ends_with(word.as_str()));
    begins
        && evidence
            .list("places.behind")
            .iter()
            .any(|word| behind.starts_with(word.as_str()))
}
