//! J0716: a fall told in whole times, 降低3倍, or by more than 100%: what falls by once its value is gone.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::UnitClass;
use juyan_model::{Decimal, Figure, Finding, Role, Severity, Span, Value};

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    evidence
        .reading
        .figures
        .iter()
        .filter(|figure| figure.role == Role::Growth)
        .filter(|figure| {
            is_in_times(evidence, figure) && falls_by_all(figure) || is_beyond_all(evidence, figure)
        })
        .map(|figure| {
            Finding::new("J0716", Severity::Question, vec![figure.span]).with("said", figure.span.of(text))
        })
        .collect()
}

fn is_in_times(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let unit = figure
        .unit
        .as_deref()
        .and_then(|unit| evidence.catalogue.unit(unit));
    unit.is_some_and(|unit| unit.class == UnitClass::Ratio && unit.is_one())
}

fn falls_by_all(figure: &Figure) -> bool {
    least(figure).is_some_and(|least| least <= Decimal::NEGATIVE_ONE)
}

/// The value, of two the one that is nearer to none at all.
fn least(figure: &Figure) -> Option<Decimal> {
    let Some(Value::One(least) | Value::Range(_, least)) = figure.value else {
        return None;
    };
    Some(least)
}

/// 下降105% of what cannot come out below nought.
fn is_beyond_all(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let percent = figure
        .unit
        .as_deref()
        .is_some_and(|unit| unit.ends_with(['%', '％']));
    let beyond =
        least(figure).is_some_and(|fall| fall.is_sign_negative() && fall.abs() > Decimal::ONE_HUNDRED);
    let near = evidence
        .text()
        .ceil_char_boundary(figure.span.start.saturating_sub(NEAR));
    let said = Span::new(figure.sentence.start.max(near), figure.span.start);
    percent && beyond && !seek::any(evidence.text(), said, evidence.list("falls.below-nought"))
}

/// Within how many bytes before a fall it is said what falls: a hundred characters.
const NEAR: usize = 300;
