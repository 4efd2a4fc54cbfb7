//! J0731: a field that a publication header must have is blank or not there.

use crate::evidence::Evidence;
use juyan_document::FieldKind;
use juyan_model::{Finding, Severity};

/// What must be filled in; 发文字号 and 公文时效 may stay blank.
const REQUIRED: [(FieldKind, &str); 5] = [
    (FieldKind::IndexNumber, "header.index-number"),
    (FieldKind::Issuer, "header.issuer"),
    (FieldKind::Openness, "header.openness"),
    (FieldKind::Category, "header.category"),
    (FieldKind::Formed, "header.formed"),
];

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    if !evidence.has_header() {
        return Vec::new();
    }
    REQUIRED
        .iter()
        .filter_map(|(kind, name)| missing(evidence, *kind, name))
        .collect()
}

fn missing(evidence: Evidence<'_>, kind: FieldKind, name: &str) -> Option<Finding> {
    if evidence.field(kind).is_some()
        || (kind == FieldKind::Formed && evidence.field(FieldKind::Published).is_some())
    {
        return None;
    }
    let name = evidence.list(name).first().map_or("", |name| name.as_str());
    let blank = evidence
        .document
        .field(kind)
        .filter(|field| !field.name.is_empty());
    match blank {
        Some(field) => Some(
            Finding::new("J0731", Severity::Warning, vec![field.name])
                .with("field", field.name.of(evidence.text())),
        ),
        // Sites differ in what they show: only the three that identify a document are asked for.
        None if matches!(kind, FieldKind::Openness | FieldKind::Category) => None,
        None => {
            let first = evidence
                .document
                .header
                .iter()
                .find(|field| !field.name.is_empty())?;
            Some(Finding::new("J0731", Severity::Question, vec![first.name]).with("field", name))
        }
    }
}
