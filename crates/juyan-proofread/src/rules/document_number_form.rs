//! J0733: a document number that is not 机关代字〔年〕号: [2024], 第5号, 05号.

use crate::evidence::Evidence;
use juyan_document::FieldKind;
use juyan_model::{Finding, Severity};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some((field, number)) = evidence.field(FieldKind::DocumentNumber) else {
        return Vec::new();
    };
    if !number.contains(|c: char| c.is_ascii_digit()) || is_formed(evidence, number) {
        return Vec::new();
    }
    vec![Finding::new("J0733", Severity::Warning, vec![field.value]).with("number", number)]
}

/// 额政发〔2024〕5号: no 第 and no leading nought, by GB/T 9704-2012.
fn is_formed(evidence: Evidence<'_>, number: &str) -> bool {
    let Some((agency, rest)) = number.split_once('〔') else {
        return false;
    };
    let Some((year, rest)) = rest.split_once('〕') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let serial = evidence
        .list("header.number-end")
        .iter()
        .find_map(|end| rest.strip_suffix(end.as_str()));
    !agency.is_empty()
        && year.len() == 4
        && digits(year)
        && serial.is_some_and(|serial| digits(serial) && !serial.starts_with('0'))
}
