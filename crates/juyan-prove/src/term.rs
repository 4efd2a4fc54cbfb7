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
    /// Whether it was told in doublings; its value is the ratio that they come to.
    doubled: bool,
}

impl<'a> Term<'a> {
    /// The figure `id` as a term; none where it is no number.
    pub(crate) fn new(id: FigureId, figures: &'a [Figure], catalogue: &'a Catalogue) -> Option<Self> {
        let figure = figures.get(id.0)?;
        let measure = Measure::of(figure.unit.as_deref(), catalogue);
        if measure.kind == Kind::Doublings {
            return Self::doublings(id, figure);
        }
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
            doubled: false,
        })
    }

    /// So many doublings as the ratio that they come to; none where it is no small whole number of them.
    fn doublings(id: FigureId, figure: &'a Figure) -> Option<Self> {
        let count = figure.value?.single()?;
        let count = Some(count)
            .filter(|count| count.fract().is_zero())
            .and_then(|count| u32::try_from(count.normalize().mantissa()).ok())
            .filter(|count| *count <= MOST_DOUBLINGS)?;
        let measure = Measure {
            kind: Kind::Ratio,
            factor: Rational::one(),
        };
        Some(Self {
            figure: Some((id, figure)),
            measure,
            nominal: Rational::whole(2_i128.pow(count)),
            printed: figure.printed,
            doubled: true,
        })
    }

    /// Whether it was told in doublings.
    pub(crate) const fn is_doubling(&self) -> bool {
        self.doubled
    }

    /// From `ratio` until the next doubling is reached; above or around it where the words leave it open.
    fn until_doubled(&self, approx: Option<Approx>) -> Interval {
        let ratio = &self.nominal;
        let two = Rational::whole(2);
        let low = match approx {
            Some(Approx::About | Approx::Under) => ratio / &two,
            Some(Approx::Over) | None => ratio.clone(),
        };
        let high = (approx != Some(Approx::Over)).then(|| (ratio * &two, false));
        Interval {
            low: Some((low, true)),
            high,
        }
    }

    /// A number that nobody printed.
    pub(crate) fn constant(value: Rational, measure: Measure<'a>) -> Self {
        Self {
            figure: None,
            measure,
            nominal: value,
            printed: None,
            doubled: false,
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
        if self.doubled {
            return self.until_doubled(figure.approx);
        }
        let interval = match (figure.value, self.printed) {
            (Some(Value::Range(low, high)), _) => Interval::closed(rational(low), rational(high)),
            (Some(Value::One(value)), Some(printed)) => {
                // 近3倍 tells no more than its digit does: a whole one more or less would be another story.
                let approx = figure
                    .approx
                    .filter(|approx| *approx != Approx::About || !self.is_times());
                loosened(printed.interval(value, rounding), printed, approx)
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

    /// Takes a count for rounded at its last printed digit, as an average is: 每平方公里649人.
    pub(crate) fn round(&mut self) {
        if let Some(printed) = &mut self.printed {
            printed.exact = false;
        }
    }

    /// Makes it ten to the `power` times what is printed.
    pub(crate) fn rescale(&mut self, power: i8) {
        let times = Rational::whole(10_i128.checked_pow(u32::from(power.unsigned_abs())).unwrap_or(1));
        let factor = if power < 0 { times.recip() } else { times };
        self.nominal = &self.nominal * &factor;
        self.measure.factor = &self.measure.factor * &factor;
    }

    /// Whether it is told in times or doublings, 倍 and 番.
    pub(crate) fn is_times(&self) -> bool {
        self.is_ratio() && self.measure.factor == Rational::one()
    }

    /// Whether it is a percentage or the like.
    pub(crate) fn is_ratio(&self) -> bool {
        self.measure.kind == Kind::Ratio
    }
}

/// The true values that a printed figure is taken to stand for, as it is told: in its own unit, 余 and 不足 open to one side.
/// None where it was not rounded: counts, ranges, doublings, and what has no value.
pub fn truth(figure: &Figure, rounding: Rounding, catalogue: &Catalogue) -> Option<Interval> {
    figure.value?.single()?;
    let term = Term::new(FigureId(0), std::slice::from_ref(figure), catalogue)?;
    let rounded = !term.is_exact() && !term.is_doubling();
    rounded.then(|| term.interval(rounding).scaled(&term.measure.factor.recip()))
}

/// How many units of the last digit that is not zero 约 and 左右 reach to either side. Who says 约3000 chose a round number
/// beside the true one; the next round number would have been 4000 or 2000. It is what the word is taken to mean, not a
/// tolerance: figures without such a word get none (docs/decisions/0008).
const ROUNDLY: i128 = 1;

/// More doublings than this no report speaks of.
const MOST_DOUBLINGS: u32 = 20;

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
            let reach = printed.last_significant_digit() * Rational::whole(ROUNDLY);
            let around = Interval::closed(-&reach, reach);
            interval = interval.plus(&around);
        }
        Some(Approx::Over) if negative => interval.low = None,
        Some(Approx::Under) if negative => interval.high = None,
        Some(Approx::Over) => interval.high = None,
        Some(Approx::Under) => interval.low = None,
    }
    interval
}
