//! A rate of things that are counted, of which one count or none is printed: is there a whole number that gives it?
//!
//! 73.82% of 1,677 can only be 1,238; nothing of 32 is 98%.

use crate::build::Build;
use crate::power;
use crate::term::Term;
use juyan_catalogue::IdentityKind;
use juyan_model::{Claim, Interval, MemberRole, Power, Premise, Printed, Rational, Rounding};
use num_bigint::BigInt;

/// What the search for a count came to.
#[derive(Debug, Clone)]
pub(crate) struct Counted {
    /// The modes under which there is a count.
    pub(crate) roundings: Vec<Rounding>,
    /// The counts that give the rate under the first of these modes.
    pub(crate) counts: Option<(BigInt, BigInt)>,
    /// What the proof is worth.
    pub(crate) power: Option<Power>,
    /// The fraction of the smallest denominator that explains the rate, where no count is printed.
    pub(crate) fraction: Option<(u64, u64)>,
    /// The days of the period, where the rate is a share of them.
    pub(crate) days: Option<i32>,
}

/// Searches for the absent count of `claim`; else why it cannot be searched for.
pub(crate) fn search(build: Build<'_>, claim: &Claim) -> Result<Counted, Premise> {
    let rate = build.term(claim.one(MemberRole::Ratio).ok_or(Premise::FigureAbsent)?)?;
    let printed = rate.printed().ok_or(Premise::DigitsUnknown)?;
    if !rate.is_ratio() {
        return Err(Premise::UnitsDiffer);
    }
    let below = claim
        .one(MemberRole::Denominator)
        .map(|id| build.term(id))
        .transpose()?;
    let above = claim
        .one(MemberRole::Numerator)
        .map(|id| build.term(id))
        .transpose()?;
    let truth = rate.interval(Rounding::HalfUp);
    if truth.low.is_none() || truth.high.is_none() {
        return Err(Premise::DigitsUnknown);
    }
    // Of nothing, or of what comes to nothing, any rate may be told.
    if [&below, &above]
        .into_iter()
        .flatten()
        .any(|count| count.nominal.is_zero())
    {
        return Err(Premise::DivisorZero);
    }
    match (&below, &above) {
        (None, None) => of_days(build, &rate, printed).map_or_else(|| of_nothing(&rate, printed), Ok),
        (Some(count), _) | (None, Some(count)) if !count.is_exact() => Err(Premise::DigitsUnknown),
        (Some(count), _) => Ok(given_denominator(&rate, printed, &count.nominal)),
        (None, Some(count)) => Ok(given_numerator(&rate, &count.nominal)),
    }
}

fn given_denominator(rate: &Term<'_>, printed: Printed, denominator: &Rational) -> Counted {
    let by_mode = |mode| whole_numbers(&rate.interval(mode).scaled(denominator));
    let power = power::of_counts(&denominator.to_integer(), printed);
    counted(by_mode, power)
}

/// A share of the days of its period, where the catalogue says so. Days without valid measurement do not count, so that
/// it need not come out; then nothing is said.
fn of_days(build: Build<'_>, rate: &Term<'_>, printed: Printed) -> Option<Counted> {
    let (_, figure) = rate.figure?;
    let indicator = figure.indicator.as_deref()?;
    let identities = build.catalogue.identities.iter();
    identities
        .filter(|identity| identity.kind == IdentityKind::Days)
        .find(|identity| identity.total == indicator)?;
    let days = figure.period.filter(|period| !period.is_instant())?.days();
    let counted = given_denominator(rate, printed, &Rational::whole(days.into()));
    let rounded = counted
        .roundings
        .first()
        .is_some_and(|mode| *mode != Rounding::Truncation);
    (rounded && !rate.is_loose()).then_some(Counted {
        days: Some(days),
        ..counted
    })
}

fn given_numerator(rate: &Term<'_>, numerator: &Rational) -> Counted {
    let by_mode = |mode| whole_numbers(&Interval::exactly(numerator.clone()).over(&rate.interval(mode))?);
    counted(by_mode, None)
}

fn counted(by_mode: impl Fn(Rounding) -> Option<(BigInt, BigInt)>, power: Option<Power>) -> Counted {
    let found: Vec<_> = Rounding::ALL
        .into_iter()
        .filter_map(|mode| Some((mode, by_mode(mode)?)))
        .collect();
    let counts = found.first().map(|(_, counts)| counts.clone());
    Counted {
        roundings: found.into_iter().map(|(mode, _)| mode).collect(),
        counts,
        power,
        fraction: None,
        days: None,
    }
}

/// The first and last whole number of an interval; none where there is none, or no end.
fn whole_numbers(interval: &Interval) -> Option<(BigInt, BigInt)> {
    let (low, low_closed) = interval.low.as_ref()?;
    let (high, high_closed) = interval.high.as_ref()?;
    let mut first = low.ceil().to_integer();
    let mut last = high.floor().to_integer();
    if low.is_integer() && !low_closed {
        first += BigInt::from(1);
    }
    if high.is_integer() && !high_closed {
        last -= BigInt::from(1);
    }
    (first <= last).then_some((first.max(BigInt::ZERO), last))
}

/// How many times the denominator of the best rounded fraction must be that of the best cut-off one. Fractions up to a
/// denominator are about as many as its square, so that ten means a hundred times likelier: one honest rate in a hundred
/// would be asked about were the two alike, and what is asked is a question.
const LIKELIER: u64 = 10;

/// A rate of which neither count is printed. Every percentage is some fraction; only where cutting off gives one that is
/// at least a hundred times likelier than the best rounded one is something to be said. There are about as many fractions
/// as the square of the denominator up to which one looks, so that is a tenth of the denominator.
fn of_nothing(rate: &Term<'_>, printed: Printed) -> Result<Counted, Premise> {
    let share =
        rate.measure.factor < Rational::one() && rate.nominal.is_positive() && rate.nominal < Rational::one();
    if !share || printed.digits.scale() == 0 || rate.is_loose() {
        return Err(Premise::FigureAbsent);
    }
    let rounded = simplest(&rate.interval(Rounding::HalfEven)).ok_or(Premise::DigitsUnknown)?;
    let cut = simplest(&rate.interval(Rounding::Truncation)).ok_or(Premise::DigitsUnknown)?;
    if rounded.1 < cut.1.saturating_mul(LIKELIER) {
        return Err(Premise::FigureAbsent);
    }
    Ok(Counted {
        roundings: vec![Rounding::Truncation],
        counts: None,
        power: None,
        fraction: Some(cut),
        days: None,
    })
}

/// The fraction with the smallest denominator in an interval of positive numbers, by the continued fractions of its ends.
fn simplest(interval: &Interval) -> Option<(u64, u64)> {
    let (low, low_closed) = interval.low.as_ref()?;
    let (high, high_closed) = interval.high.as_ref()?;
    let fraction = between((low, *low_closed), (high, *high_closed))?;
    let (above, below) = fraction.lowest_terms();
    Some((u64::try_from(above).ok()?, u64::try_from(below).ok()?))
}

fn between(low: (&Rational, bool), high: (&Rational, bool)) -> Option<Rational> {
    let whole = low.0.ceil();
    let first = if low.0.is_integer() && !low.1 {
        &whole + Rational::one()
    } else {
        whole
    };
    if &first < high.0 || (high.1 && &first == high.0) {
        return Some(first);
    }
    let floor = low.0.floor();
    let (low_rest, high_rest) = (low.0 - &floor, high.0 - &floor);
    if high_rest <= low_rest {
        return None;
    }
    if low_rest.is_zero() {
        // The interval is open at a whole number and ends before the next: 1 ÷ n comes as near as is wanted.
        let n = high_rest.recip().floor() + Rational::one();
        return Some(floor + n.recip());
    }
    let inverse = between((&high_rest.recip(), high.1), (&low_rest.recip(), low.1))?;
    Some(floor + inverse.recip())
}
