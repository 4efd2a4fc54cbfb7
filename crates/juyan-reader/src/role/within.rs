//! Within how many years something grew.

use super::Lead;
use crate::scan::Sense;
use juyan_catalogue::{Class, Classes, TimeWord};
use juyan_model::Value;

impl Lead<'_, '_> {
    /// 五年增长44.8%: the last word moves, and how long it took stands right before it.
    pub(super) fn within_years(&self) -> bool {
        let [.., years, moves] = self.items else {
            return false;
        };
        let sense = |number: usize| self.scan.drafts.get(number).map(|draft| &draft.sense);
        let expr = match years.number().and_then(sense) {
            Some(Sense::Date(expr)) => expr,
            Some(Sense::Quantity(_) | Sense::Rank(_) | Sense::Name | Sense::Heading) | None => return false,
        };
        let (Some(Value::One(_)), Some(unit)) = expr.duration() else {
            return false;
        };
        let year = self.catalogue.lexicon.get(&unit).and_then(|entry| entry.time) == Some(TimeWord::YearMark);
        year && self.measure.is_ratio()
            && moves.any(Classes::of(&[Class::Rise, Class::Fall]))
            && years.span.end == moves.span.start
            && moves.span.end == self.end
    }
}
