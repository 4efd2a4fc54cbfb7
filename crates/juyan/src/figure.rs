//! A figure as JSON: the fields of hand annotation, and more where more is asked.

use crate::Offsets;
use crate::json::{any, displayed, field, number, option, plain, span, string};
use juyan_catalogue::{Catalogue, Indicator};
use juyan_model::{Accrual, Approx, Base, Date, Decimal, Figure, Key, Mode, Period, Role, Value};
use serde::ser::{Serialize, SerializeTuple, Serializer};
use smol_str::SmolStr;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// One figure of a document. Ids count from 1.
#[derive(Debug)]
pub(crate) struct FigureRecord<'a> {
    id: usize,
    span: [usize; 2],
    text: &'a str,
    role: Role,
    value: Option<Plain>,
    unit: Option<&'a str>,
    approx: Option<Approx>,
    subject: Option<[usize; 2]>,
    mode: Option<Mode>,
    period: Option<Days>,
    of: Option<usize>,
    base: Option<Base>,
    indicator: Option<&'a str>,
    key: Option<Key>,
    accrual: Option<Accrual>,
    candidates: &'a [SmolStr],
}

impl<'a> FigureRecord<'a> {
    /// The figure at `position` of the list, with all that is known of it.
    pub(crate) fn new(position: usize, figure: &'a Figure, text: &'a str, offsets: &Offsets<'_>) -> Self {
        Self {
            id: position + 1,
            span: offsets.span(figure.span),
            text: figure.span.of(text),
            role: figure.role,
            value: figure.value.map(|value| Plain::new(value, figure)),
            unit: figure.unit.as_deref(),
            approx: figure.approx,
            subject: figure.subject.map(|subject| offsets.span(subject)),
            mode: figure.is_fact().then_some(figure.mode),
            period: figure.period.map(Days),
            of: figure.of.map(|of| of.0 + 1),
            base: figure.base,
            indicator: figure.indicator.as_deref(),
            key: None,
            accrual: (figure.accrual != Accrual::Period).then_some(figure.accrual),
            candidates: &figure.candidates,
        }
    }

    /// The same with the name of the fact.
    pub(crate) fn keyed(mut self, key: Option<Key>) -> Self {
        self.key = key;
        self
    }

    /// The same with the fields of hand annotation only, which knows no forecast: what is foreseen at the period's end
    /// counts as done, and some indicators by other ids than the catalogue's.
    pub(crate) fn annotated(mut self, catalogue: &'a Catalogue) -> Self {
        self.indicator = self
            .indicator
            .and_then(|id| catalogue.indicator(id).map_or(Some(id), Indicator::annotated_id));
        self.accrual = None;
        self.candidates = &[];
        if self.mode == Some(Mode::Forecast) {
            self.mode = Some(Mode::Actual);
        }
        self
    }

    /// Appends the figure as an object. Fields that only some figures have (`key`, `accrual`, `candidates`) are left out where
    /// there is nothing to say. Fails where JSON cannot say a word of the model.
    pub(crate) fn write(&self, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend_from_slice(b"{\"id\":");
        number(out, self.id)?;
        field!(out, "span", span(out, self.span));
        field!(out, "text", string(out, self.text));
        field!(out, "role", plain(out, self.role.name()));
        field!(out, "value", option(out, self.value, Plain::write));
        field!(out, "unit", option(out, self.unit, string));
        field!(out, "approx", option(out, self.approx.as_ref(), any));
        field!(out, "subject", option(out, self.subject, span));
        field!(out, "mode", option(out, self.mode.map(Mode::name), plain));
        field!(out, "period", option(out, self.period, Days::write));
        field!(out, "of", option(out, self.of, number));
        field!(out, "base", option(out, self.base.as_ref(), any));
        field!(out, "indicator", option(out, self.indicator, string));
        if let Some(key) = &self.key {
            field!(out, "key", displayed(out, key));
        }
        if let Some(accrual) = &self.accrual {
            field!(out, "accrual", any(out, accrual));
        }
        if !self.candidates.is_empty() {
            field!(out, "candidates", any(out, self.candidates));
        }
        out.write_all(b"}")
    }
}

/// A value as decimal strings in the base unit; decimals stay as printed where no scale word moved them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain(Value);

impl Plain {
    /// The value as `figure` says it.
    pub(crate) fn new(value: Value, figure: &Figure) -> Self {
        let is_unscaled = figure
            .printed
            .is_some_and(|printed| printed.scale == Decimal::ONE);
        Self(match value {
            Value::One(one) if is_unscaled => Value::One(one),
            Value::One(one) => Value::One(one.normalize()),
            Value::Range(from, to) => Value::Range(from.normalize(), to.normalize()),
        })
    }

    /// The single value or the first of a range, and the last of a range.
    pub(crate) fn ends(self) -> (Decimal, Option<Decimal>) {
        match self.0 {
            Value::One(one) => (one, None),
            Value::Range(from, to) => (from, Some(to)),
        }
    }
}

impl Plain {
    /// Appends the value as a string, a range as two.
    fn write(out: &mut Vec<u8>, value: Self) -> io::Result<()> {
        match value.ends() {
            (one, None) => decimal(out, one),
            (from, Some(to)) => {
                out.push(b'[');
                decimal(out, from)?;
                out.push(b',');
                decimal(out, to)?;
                out.write_all(b"]")
            }
        }
    }
}

/// Appends a number as a string.
fn decimal(out: &mut Vec<u8>, value: Decimal) -> io::Result<()> {
    // Most values are whole and small, and are written several times as fast without the formatting machinery.
    match i64::try_from(value.mantissa()) {
        Ok(whole) if value.scale() == 0 => plain(out, itoa::Buffer::new().format(whole)),
        _ => write!(out, "\"{value}\""),
    }
}

/// A period as its first and last day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days(pub(crate) Period);

impl Serialize for Days {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut days = serializer.serialize_tuple(2)?;
        for day in [self.0.from, self.0.to] {
            days.serialize_element(&Day(day).to_string())?;
        }
        days.end()
    }
}

impl Days {
    /// Appends both days.
    fn write(out: &mut Vec<u8>, days: Self) -> io::Result<()> {
        let (from, to) = (Day(days.0.from).letters(), Day(days.0.to).letters());
        for (before, day, behind) in [("[\"", from, "\","), ("\"", to, "\"]")] {
            out.extend_from_slice(before.as_bytes());
            out.extend_from_slice(&day);
            out.write_all(behind.as_bytes())?;
        }
        Ok(())
    }
}

/// `2024-06-30`; quicker than the calendar's own printing, which minds years of more than four digits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day(pub(crate) Date);

impl Day {
    /// The letters of the date; its year has four digits, for reports know no others.
    fn letters(self) -> [u8; 10] {
        let pair = |number: i16| {
            let number = u8::try_from(number.rem_euclid(100)).unwrap_or_default();
            [b'0' + number / 10, b'0' + number % 10]
        };
        let (year, month, day) = (self.0.year(), self.0.month().into(), self.0.day().into());
        let [century, year, month, day] = [year / 100, year, month, day].map(pair);
        [
            century[0], century[1], year[0], year[1], b'-', month[0], month[1], b'-', day[0], day[1],
        ]
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.letters()
            .iter()
            .try_for_each(|letter| f.write_char(char::from(*letter)))
    }
}

/// The name that JSON has for a word of the model: `sum-partial`; empty for what is no single word there.
///
/// ```
/// assert_eq!(juyan::name(&juyan::model::Role::Level), "level");
/// ```
pub fn name(word: &impl Serialize) -> String {
    let json = serde_json::to_value(word).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_model_are_named_as_they_are_written() {
        use Role::{Change, Growth, Heading, Level, Name, Period, Progress, Rank, Share};
        for role in [
            Level, Growth, Change, Progress, Share, Rank, Period, Name, Heading,
        ] {
            assert_eq!(role.name(), name(&role));
        }
        for mode in [Mode::Actual, Mode::Plan, Mode::Capacity, Mode::Forecast] {
            assert_eq!(mode.name(), name(&mode));
        }
    }

    #[test]
    fn dates_and_values_are_written_as_they_read() {
        let written = |value: &str| {
            let mut out = Vec::new();
            decimal(&mut out, value.parse().unwrap()).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written("21.90"), "\"21.90\"");
        assert_eq!(written("-3"), "\"-3\"");
        assert_eq!(
            written("79228162514264337593543950335"),
            "\"79228162514264337593543950335\""
        );
        let mut days = Vec::new();
        let half = Days(Period::new(
            Date::constant(2024, 1, 1),
            Date::constant(2024, 6, 30),
        ));
        Days::write(&mut days, half).unwrap();
        assert_eq!(days, b"[\"2024-01-01\",\"2024-06-30\"]");
        assert_eq!(serde_json::to_vec(&half).unwrap(), days);
        assert_eq!(Day(Date::constant(987, 1, 9)).to_string(), "0987-01-09");
    }
}
