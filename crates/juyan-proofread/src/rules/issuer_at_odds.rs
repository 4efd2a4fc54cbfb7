//! J0734: an issuer of another region than the title's, or under a short name.

use crate::evidence::Evidence;
use crate::seek;
use juyan_document::FieldKind;
use juyan_model::{Finding, Severity, Span};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some((field, issuer)) = evidence.field(FieldKind::Issuer) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let titled = evidence
        .title()
        .and_then(|title| Some((title, evidence.region_in(title)?)));
    let named = evidence.region_in(field.value);
    if let (Some((title, own)), Some(other)) = (titled, named)
        && !own.is_within(&other.code)
        && !other.is_within(&own.code)
    {
        let place = title
            .of(evidence.text())
            .find(own.name.as_str())
            .map_or(title, |at| {
                Span::new(title.start + at, title.start + at + own.name.len())
            });
        found.push(
            Finding::new("J0734", Severity::Warning, vec![place, field.value])
                .with("issuer", issuer)
                .with_wording("reason", "proofread.issuer-region"),
        );
    }
    let short = evidence
        .list("header.short-issuers")
        .iter()
        .filter(|word| issuer.ends_with(word.as_str()))
        .max_by_key(|word| word.len());
    if let Some(word) = short {
        let end = seek::trimmed(evidence.text(), field.value).end;
        found.push(
            Finding::new(
                "J0734",
                Severity::Question,
                vec![Span::new(end - word.len(), end)],
            )
            .with("issuer", issuer)
            .with_wording("reason", "proofread.issuer-short"),
        );
    }
    found
}
