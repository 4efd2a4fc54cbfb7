//! Which way a value goes: down where the words say so, and up where a fall has narrowed.

use super::Paragraph;
use crate::role::Said;
use juyan_model::{FigureId, Value};

impl Paragraph<'_, '_> {
    /// The value, turned where what narrowed is said to be no rise and fell: 下降9.1%，收窄1.3个百分点.
    pub(super) fn turned(&self, value: Value, said: &Said, of: Option<FigureId>) -> Value {
        let rate = of
            .filter(|_| said.bare_narrow)
            .and_then(|of| self.facts.figures.get(of.0));
        if rate.and_then(|rate| rate.value).is_some_and(is_fall) {
            opposite(value)
        } else {
            value
        }
    }
}

fn is_fall(value: Value) -> bool {
    value.single().is_some_and(|value| value.is_sign_negative())
}

fn opposite(value: Value) -> Value {
    match value {
        Value::One(value) => Value::One(-value),
        Value::Range(low, high) => Value::Range(-low, -high),
    }
}

pub(super) fn negative(value: Value) -> Value {
    match value {
        Value::One(value) => Value::One(-value.abs()),
        Value::Range(low, high) => Value::Range(-low, -high),
    }
}
