//! What a record says on a day: its values in base units, whether conditions hold for it. It takes nothing together.

use juyan_catalogue::{Catalogue, Condition, Expression, FieldKind, Named, RegisterType, Stretch};
use juyan_model::{Cell, Date, Period, Rational, Record, rational};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A type of register with what its numbers are multiplied by to be in base units.
#[derive(Debug)]
pub(crate) struct Columns<'c> {
    pub(crate) register: &'c RegisterType,
    scales: BTreeMap<&'c str, Rational>,
}

/// A record as it was on the last day of a period.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) columns: &'a Columns<'a>,
    pub(crate) record: &'a Record,
    pub(crate) period: Period,
}

impl<'c> Columns<'c> {
    pub(crate) fn new(register: &'c RegisterType, catalogue: &Catalogue) -> Self {
        let scaled = register.fields.iter().filter_map(|field| {
            let (scale, _) = catalogue.scaled_unit(&field.unit)?;
            Some((field.id.as_str(), rational(scale)))
        });
        Self {
            register,
            scales: scaled.collect(),
        }
    }
}

impl<'a> Row<'a> {
    /// Whether the record was there.
    pub(crate) fn is_there(&self) -> bool {
        self.record.is_there(self.period.to)
    }

    /// What a field held.
    pub(crate) fn cell(&self, field: &str) -> Option<&'a Cell> {
        self.record.on(field, self.period.to)
    }

    /// The day that a field held.
    pub(crate) fn day(&self, field: &str) -> Option<Date> {
        match self.cell(field)? {
            Cell::Day(day) => Some(*day),
            Cell::Text(_) | Cell::Number(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_) => None,
        }
    }

    /// The word that a field held, as keys have it.
    pub(crate) fn word(&self, field: &str) -> Option<SmolStr> {
        match self.cell(field)? {
            Cell::Text(word) | Cell::Code(word) | Cell::Link(word) => Some(word.clone()),
            Cell::Number(number) => Some(number.normalize().to_string().into()),
            Cell::Day(day) => Some(day.to_string().into()),
            Cell::Flag(flag) => Some(if *flag { "yes" } else { "no" }.into()),
        }
    }

    /// What an expression comes to; none where a field is empty or a quotient does not exist.
    pub(crate) fn value(&self, expression: &Expression) -> Option<Rational> {
        expression.value(self)
    }

    /// The value of a field, or of a day of the period.
    fn named(&self, name: &str) -> Option<Rational> {
        match self.cell(name) {
            Some(Cell::Number(number)) => {
                let number = rational(*number);
                let scale = self.columns.scales.get(name);
                Some(scale.map_or_else(|| number.clone(), |scale| &number * scale))
            }
            Some(Cell::Day(day)) => Some(numbered(*day)),
            Some(Cell::Text(_) | Cell::Code(_) | Cell::Flag(_) | Cell::Link(_)) => None,
            None => self.day_of_period(name).map(numbered),
        }
    }

    fn day_of_period(&self, name: &str) -> Option<Date> {
        let Period { from, to } = self.period;
        match name {
            "start" => Some(from),
            "end" => Some(to),
            "year_start" => Date::new(to.year(), 1, 1).ok(),
            "year_end" => Date::new(to.year(), 12, 31).ok(),
            _ => None,
        }
    }

    /// Whether a condition holds. One about a field that is empty does not.
    pub(crate) fn holds(&self, condition: &Condition) -> bool {
        self.verdict(condition) == Some(true)
    }

    /// Whether a condition holds; none where a field that it asks for is empty.
    pub(crate) fn verdict(&self, condition: &Condition) -> Option<bool> {
        condition.verdict(self)
    }
}

impl Named for Row<'_> {
    fn number(&self, name: &str) -> Option<Rational> {
        self.named(name)
    }

    fn word(&self, name: &str) -> Option<Option<SmolStr>> {
        let field = self.columns.register.field(name)?;
        is_word(field.kind).then(|| Row::word(self, name))
    }

    fn has(&self, name: &str) -> bool {
        self.cell(name).is_some()
    }

    fn within(&self, name: &str, stretch: Stretch) -> Option<bool> {
        let day = self.day(name)?;
        Some(match stretch {
            Stretch::Period => self.period.from <= day && day <= self.period.to,
            Stretch::Year => day.year() == self.period.to.year(),
        })
    }
}

const fn is_word(kind: FieldKind) -> bool {
    match kind {
        FieldKind::Text | FieldKind::Code | FieldKind::Flag | FieldKind::Link => true,
        FieldKind::Number | FieldKind::Date => false,
    }
}

/// Days are reckoned with as their distance from this one.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day as a number, so that days can be compared and their distance be reckoned.
pub(crate) fn numbered(day: Date) -> Rational {
    Rational::whole(i128::from(Period::new(EPOCH, day).days()) - 1)
}
