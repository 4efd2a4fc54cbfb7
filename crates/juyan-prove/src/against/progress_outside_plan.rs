//! J0603: a progress that no plan near the approved one gives: what was done over the share that it is said to be.
//!
//! 2428万元 that are 98.5% of the plan need a plan from 2463.7 to 2466.2万元. Where only the rounding of what was done could
//! help, it is asked; beyond that it is most likely wrong.

use super::truths::truth;
use super::{Case, Prior, Stated, about};
use juyan_model::{
    Decimal, Fact, Finding, Interval, Key, Measure, Mode, Period, Rational, Rounding, Severity, Value, Worth,
    rational,
};
use num_bigint::BigInt;

pub(super) fn find(case: &Case<'_>) -> Vec<Finding> {
    let told = case.stated.values().filter(|told| {
        let key = &told.fact.key;
        key.mode == Mode::Actual && matches!(key.measures.as_slice(), [Measure::Progress(_)])
    });
    told.filter_map(|progress| judged(case, progress)).collect()
}

fn judged(case: &Case<'_>, progress: &Stated) -> Option<Finding> {
    let level = Key {
        measures: Vec::new(),
        ..progress.fact.key.clone()
    };
    let plan = Key {
        period: level.period.and_then(|period| Period::year(period.to.year())),
        mode: Mode::Plan,
        ..level.clone()
    };
    let done = case.stated.get(&level)?;
    let known: Vec<&Prior> = case
        .known(&plan)
        .filter(|prior| prior.fact.unit == done.fact.unit)
        .collect();
    let rounded = plans(&done.fact, &progress.fact, false)?;
    if known.is_empty() || known.iter().any(|prior| meets(&rounded, prior) == Some(true)) {
        return None;
    }
    let loose = plans(&done.fact, &progress.fact, true)?;
    let saved = known.iter().any(|prior| meets(&loose, prior) != Some(false));
    let severity = if saved {
        Severity::Question
    } else {
        Severity::Warning
    };
    let (low, high) = (
        told(&rounded, &done.fact, true)?,
        told(&rounded, &done.fact, false)?,
    );
    let mut finding = about("J0603", severity, progress, known.last()?)
        .with("done", done.said.as_str())
        .with("low", low.clone())
        .with("high", format!("{high}{}", unit(&done.said)));
    finding.spans.extend(super::span(done));
    finding.spans.sort_unstable();
    finding.arithmetic = format!(
        "{} ÷ {} = {low}–{high}{}",
        done.said,
        progress.said,
        unit(&done.said)
    );
    Some(finding)
}

/// What stands behind the digits of a printed figure: its scale and unit.
fn unit(said: &str) -> &str {
    said.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' '))
}

/// The plans that the two give, halves up; what was done is taken as it is told, or as it may have been rounded.
fn plans(done: &Fact, progress: &Fact, rounded: bool) -> Option<Interval> {
    let share = truth(progress, Rounding::HalfUp)?.scaled(&Rational::fraction(1, 100));
    let done = if rounded {
        truth(done, Rounding::HalfUp)?
    } else {
        Interval::exactly(value(done)?)
    };
    done.over(&share)
}

fn meets(plans: &Interval, prior: &Prior) -> Option<bool> {
    let plan = truth(&prior.fact, Rounding::HalfUp)?;
    Some(plans.meets(&plan))
}

fn value(fact: &Fact) -> Option<Rational> {
    match fact.worth {
        Worth::Number(Value::One(value)) => Some(rational(value)),
        Worth::Number(Value::Range(..)) | Worth::Class(_) => None,
    }
}

/// An end of the plans in the scale in which what was done is told, with one digit more than that has.
fn told(plans: &Interval, done: &Fact, low: bool) -> Option<String> {
    let end = if low {
        plans.low.as_ref()
    } else {
        plans.high.as_ref()
    };
    let printed = done.printed?;
    let digits = printed.digits.scale() + 1;
    let places = Rational::from_integer(BigInt::from(10).pow(digits));
    let shown = end?.0.checked_div(&rational(printed.scale))? * places;
    let shown = shown.round().to_integer();
    let shown = Decimal::try_from_i128_with_scale(i128::try_from(shown).ok()?, digits).ok()?;
    Some(shown.normalize().to_string())
}
