//! One member of an equation: its true values under a rounding mode, in base units.

use crate::unit::{Kind, Measure};
use juyan_catalogue::Catalogue;
use juyan_model::{Approx, Figure, FigureId, Interval, Mode, Printed, Rational, Rounding, Value, rational};

/// A figure that takes part in an equation, or a constant such as 100%.
#[derive(Debug, Clone)]
pub(crate) struct Term<'a> {
    /// The figure; none for a constant.
    pub(crate) figure: Option<(FigureId, &'a Figure)>,
    /// What it is measured in.
    pub(crate) measure: Measure<'a>,
    /// The printed value in base units.
    pub(crate) nominal: Rational,
    printed: Option<Printed>,
}

impl<'a> Term<'a> {
    /// The figure `id` as a term; none where it is no number.
    pub(crate) fn new(id: FigureId, figures: &'a [Figure], catalogue: &'a Catalogue) -> Option<Self> {
        let figure = figures.get(id.0)?;
        let measure = Measure::of(figure.unit.as_deref(), catalogue);
        let nominal = match figure.value? {
            Value::One(value) => rational(value),
            Value::Range(low, high) => (rational(low) + rational(high)) / Rational::whole(2),
        };
        let known = matches!(figure.value, Some(Value::Range(..))) || figure.printed.is_some();
        let nominal = nominal * &measure.factor;
        known.then_some(Self {
            figure: Some((id, figure)),
            measure,
            nominal,
            printed: figure.printed,
        })
    }

    /// A number that nobody printed.
    pub(crate) fn constant(value: Rational, measure: Measure<'a>) -> Self {
        Self {
            figure: None,
            measure,
            nominal: value,
            printed: None,
        }
    }

    /// Whether the printed number is the true one.
    pub(crate) fn is_exact(&self) -> bool {
        match self.figure {
            None => true,
            Some((_, figure)) => {
                figure.approx.is_none() && self.printed.is_some_and(|printed| printed.is_exact())
            }
        }
    }

    /// Whether the words around the figure make it loose, or it is a range.
    pub(crate) fn is_loose(&self) -> bool {
        self.figure.is_some_and(|(_, figure)| {
            figure.approx.is_some()
                || figure.mode == Mode::Forecast
                || matches!(figure.value, Some(Value::Range(..)))
        })
    }

    /// How it was printed.
    pub(crate) const fn printed(&self) -> Option<Printed> {
        self.printed
    }

    /// The true values that it may stand for.
    pub(crate) fn interval(&self, rounding: Rounding) -> Interval {
        let Some((_, figure)) = self.figure else {
            return Interval::exactly(self.nominal.clone());
        };
        let interval = match (figure.value, self.printed) {
            (Some(Value::Range(low, high)), _) => Interval::closed(rational(low), rational(high)),
            (Some(Value::One(value)), Some(printed)) => {
                loosened(printed.interval(value, rounding), printed, figure.approx)
            }
            _ => Interval::unbounded(),
        };
        interval.scaled(&self.measure.factor)
    }

    /// The values that any rounding mode allows.
    pub(crate) fn widest(&self) -> Interval {
        self.interval(Rounding::HalfEven)
            .cover(&self.interval(Rounding::HalfUp))
            .cover(&self.interval(Rounding::Truncation))
    }

    /// Makes it ten to the `power` times what is printed.
    pub(crate) fn rescale(&mut self, power: i8) {
        let times = Rational::whole(10_i128.checked_pow(u32::from(power.unsigned_abs())).unwrap_or(1));
        let factor = if power < 0 { times.recip() } else { times };
        self.nominal = &self.nominal * &factor;
        self.measure.factor = &self.measure.factor * &factor;
    }

    /// Whether it is a percentage or the like.
    pub(crate) fn is_ratio(&self) -> bool {
        self.measure.kind == Kind::Ratio
    }
}

/// What the words around the number make of its interval. 余, 以上 and 不足, 以内 leave one side open. 约 says that the
/// writer chose a round number: the truth lies within one unit of the last digit that is not zero, either way.
fn loosened(mut interval: Interval, printed: Printed, approx: Option<Approx>) -> Interval {
    let negative = interval
        .high
        .as_ref()
        .is_some_and(|(high, _)| high.is_negative() || high.is_zero())
        && interval.low.as_ref().is_some_and(|(low, _)| low.is_negative());
    match approx {
        None => {}
        Some(Approx::About) => {
            let unit = printed.last_significant_digit();
            let around = Interval::closed(-&unit, unit);
            interval = interval.plus(&around);
        }
        Some(Approx::Over) if negative => interval.low = None,
        Some(Approx::Under) if negative => interval.high = None,
        Some(Approx::Over) => interval.high = None,
        Some(Approx::Under) => interval.low = None,
    }
    interval
}
