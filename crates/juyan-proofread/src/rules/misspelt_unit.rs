//! J0724: a unit that does not exist, behind a number: 平方千千米, 公倾.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let wrong: Vec<SmolStr> = evidence
        .pairs("units.misspelt")
        .map(|(wrong, _)| SmolStr::new(wrong))
        .collect();
    let mut found = Vec::new();
    for (span, word) in evidence
        .document
        .blocks
        .iter()
        .flat_map(|block| seek::all(text, block.span, &wrong))
    {
        if seek::within(text, span, evidence.list("units.misspelt-honest")) {
            continue;
        }
        let numeral = |character: char| {
            character.is_ascii_digit() || evidence.catalogue.numerals.sign(character).is_some()
        };
        if text
            .get(..span.start)
            .is_some_and(|before| before.trim_end().ends_with(numeral))
        {
            let right = evidence
                .pairs("units.misspelt")
                .find(|(wrong, _)| *wrong == word)
                .map_or("", |(_, right)| right);
            found.push(
                Finding::new("J0724", Severity::Error, vec![span])
                    .with("word", word)
                    .with("right", right),
            );
        }
    }
    found
}
