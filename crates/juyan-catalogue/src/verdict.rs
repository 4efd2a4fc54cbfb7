//! Conditions and expressions held against something that has values by name: a row of a register, the measures of a target.

use crate::{Condition, Expression, Operator, Stretch, Test};
use juyan_model::{Rational, rational};
use smol_str::SmolStr;

/// What the names in conditions and expressions stand for.
pub trait Named {
    /// The number that a name stands for, of a day its number; none where nothing stands there.
    fn number(&self, name: &str) -> Option<Rational>;

    /// What is compared with words, codes and answers: of a name that holds such, what it holds, none where it is empty. None
    /// at all of a name that holds numbers or days.
    fn word(&self, name: &str) -> Option<Option<SmolStr>>;

    /// Whether something stands there.
    fn has(&self, name: &str) -> bool;

    /// Whether the day that a name holds lies within a stretch; none where it holds none.
    fn within(&self, name: &str, stretch: Stretch) -> Option<bool>;
}

impl Condition {
    /// Whether it holds; none where something that it asks for is empty.
    pub fn verdict(&self, names: &impl Named) -> Option<bool> {
        match self {
            Self::Has(name) => Some(names.has(name)),
            Self::Lacks(name) => Some(!names.has(name)),
            Self::Within(name, stretch) => names.within(name, *stretch),
            Self::Compare { left, test, right } => compared(left, *test, right, names),
        }
    }
}

impl Expression {
    /// What it comes to; none where something is empty or a quotient does not exist.
    pub fn value(&self, names: &impl Named) -> Option<Rational> {
        match self {
            Self::Number(number) => Some(rational(*number)),
            Self::Name(name) => names.number(name),
            Self::Words(_) => None,
            Self::Reckoned(both) => {
                let (left, right) = (both.left.value(names)?, both.right.value(names)?);
                both.operator.of(&left, &right)
            }
        }
    }
}

impl Operator {
    /// Two values taken together; none where they are divided by nothing.
    pub fn of(self, left: &Rational, right: &Rational) -> Option<Rational> {
        match self {
            Self::Add => Some(left + right),
            Self::Subtract => Some(left - right),
            Self::Multiply => Some(left * right),
            Self::Divide => left.checked_div(right),
        }
    }
}

impl Test {
    /// Whether two values that lie to each other in `order` meet it.
    const fn is_met(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Is => order.is_eq(),
            Self::IsNot => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

/// One of several sides is enough; what is none of them has to be none of all.
fn compared(left: &Expression, test: Test, right: &[Expression], names: &impl Named) -> Option<bool> {
    if let Expression::Name(name) = left
        && let Some(word) = names.word(name)
    {
        let word = word?;
        let is_one = right.iter().any(|side| said(side) == Some(word.as_str()));
        return Some(is_one == (test == Test::Is));
    }
    let left = left.value(names)?;
    let sides: Option<Vec<Rational>> = right.iter().map(|side| side.value(names)).collect();
    let meets = |side: &Rational| test.is_met(left.cmp(side));
    let sides = sides?;
    Some(if test == Test::IsNot {
        sides.iter().all(meets)
    } else {
        sides.iter().any(meets)
    })
}

fn said(side: &Expression) -> Option<&str> {
    match side {
        Expression::Name(word) | Expression::Words(word) => Some(word),
        Expression::Number(_) | Expression::Reckoned(_) => None,
    }
}
