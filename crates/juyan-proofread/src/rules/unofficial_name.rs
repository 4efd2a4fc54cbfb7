//! J0709: an indicator under a name that statistics does not know: 社会固定资产投资.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Finding, Severity};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let names: Vec<SmolStr> = evidence
        .pairs("names.unofficial")
        .map(|(name, _)| SmolStr::new(name))
        .collect();
    let honest = evidence.list("names.unofficial-honest");
    let mut found = Vec::new();
    for (span, name) in evidence.prose().flat_map(|block| seek::all(text, block, &names)) {
        if seek::within(text, span, honest) {
            continue;
        }
        let official = evidence
            .pairs("names.unofficial")
            .find(|(known, _)| *known == name)
            .map_or("", |(_, official)| official);
        found.push(
            Finding::new("J0709", Severity::Warning, vec![span])
                .with("name", name)
                .with("official", official),
        );
    }
    found
}
