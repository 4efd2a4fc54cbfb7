//! The rules, one a file. A rule looks at all the evidence and says what it finds; it knows nothing of the others.

mod sum_differs_from_parts;

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::Finding;

/// A rule as a function.
type Rule = fn(&Evidence<'_>, Say) -> Vec<Finding>;

/// All rules, by code.
pub(crate) const ALL: &[Rule] = &[sum_differs_from_parts::find];
