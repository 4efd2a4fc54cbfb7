//! J0215: a fraction of a person or a house: 参保16.83人, where 万 was left out. Means are no counts: 每千人拥有4.5人.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Decimal, Figure, Finding, Role, Severity, Span, Value};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for block in evidence.prose() {
        for figure in evidence
            .figures(block)
            .iter()
            .filter(|figure| is_cut(evidence, figure))
        {
            let near = text.ceil_char_boundary(figure.span.start.saturating_sub(NEAR));
            let sentence = Span::new(figure.sentence.start.max(near), figure.span.start);
            let behind = seek::after(text, figure.span.end);
            let is_mean = seek::any(text, sentence, evidence.list("counts.means")) || behind == Some('/');
            if !is_mean {
                found.push(
                    Finding::new("J0215", Severity::Warning, vec![figure.span])
                        .with("said", figure.span.of(text)),
                );
            }
        }
    }
    found
}

/// Within how many bytes before a count it is said to be a mean, and behind it in which unit it is: a hundred characters.
const NEAR: usize = 300;

/// Whether a figure counts what cannot be cut, and has a fraction.
fn is_cut(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let listed = |list: &str, unit: &str| evidence.list(list).iter().any(|word| word == unit);
    let many = figure
        .value
        .and_then(Value::single)
        .is_some_and(|value| value > Decimal::TEN);
    let whole = |unit: &str| {
        listed("counts.whole", unit)
            || many && listed("counts.whole-if-many", unit) && !is_other_unit(evidence, figure)
    };
    let told = figure
        .printed
        .is_some_and(|printed| printed.scale == Decimal::ONE && !printed.digits.is_integer());
    let amount = matches!(figure.role, Role::Level | Role::Change);
    amount && told && figure.unit.as_deref().is_some_and(whole)
}

/// Whether the sentence goes on so that the unit is another than the one that is printed: 12.7个、3.1个百分点.
fn is_other_unit(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let far = evidence.text().floor_char_boundary(figure.span.end + NEAR);
    let end = far.min(figure.sentence.end).max(figure.span.end);
    let behind = Span::new(figure.span.end, end);
    let rest = behind.of(evidence.text());
    let dealt = seek::any(evidence.text(), behind, evidence.list("points.units"));
    let mut others = evidence.list("counts.other-units").iter();
    dealt || others.any(|word| rest.starts_with(word.as_str()))
}
