//! Which of some numbers come to a sum: the rows of a table that would have to be parts of others for its total to hold.

use juyan_model::Decimal;

/// So many steps are taken before it is given up.
const STEPS: usize = 20_000;
/// So many answers are enough.
const ANSWERS: usize = 8;

/// The sets of positions whose values come to `sum`, but for one in ten thousand of it. The first value, which has none
/// before it, is in no set. The values are not negative.
pub(super) fn of(values: &[Decimal], sum: Decimal) -> Vec<Vec<usize>> {
    let slack = sum.checked_div(Decimal::from(10_000)).unwrap_or_default();
    let mut search = Search {
        values,
        slack,
        steps: STEPS,
        taken: Vec::new(),
        found: Vec::new(),
    };
    search.from(1, sum);
    search.found
}

struct Search<'v> {
    values: &'v [Decimal],
    slack: Decimal,
    steps: usize,
    taken: Vec<usize>,
    found: Vec<Vec<usize>>,
}

impl Search<'_> {
    /// Takes values from position `at` on until `left` is made up.
    fn from(&mut self, at: usize, left: Decimal) {
        if !self.taken.is_empty() && left.abs() <= self.slack {
            self.found.push(self.taken.clone());
            return;
        }
        for next in at..self.values.len() {
            if self.steps == 0 || self.found.len() >= ANSWERS {
                return;
            }
            self.steps -= 1;
            let Some(value) = self.values.get(next).filter(|value| !value.is_zero()) else {
                continue;
            };
            let rest = left.checked_sub(*value);
            if let Some(rest) = rest.filter(|rest| *rest >= -self.slack) {
                self.taken.push(next);
                self.from(next + 1, rest);
                self.taken.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_rows_before_them_are_found() {
        let values = [100, 60, 40, 30].map(Decimal::from);
        assert_eq!(of(&values, Decimal::from(100)), [vec![1, 2]]);
        assert!(of(&values, Decimal::from(7)).is_empty());
    }

    #[test]
    fn long_lists_are_given_up() {
        let values: Vec<Decimal> = (1..40).map(|n| Decimal::from(n * 2)).collect();
        assert!(of(&values, Decimal::from(7_001)).is_empty());
    }
}
