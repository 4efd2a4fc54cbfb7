//! The rules, one a file. A rule looks at all the evidence and says what it finds; it knows nothing of the others.

mod doubled_punctuation;
mod doubled_word;
mod half_width_punctuation;
mod misspelt_unit;
mod mixed_unit_names;
mod no_such_date;
mod numbering_skips;
mod paragraph_unfinished;
mod per_head_missing;
mod points_for_percent;
mod quoted_and_unquoted;
mod repeated_sentence;
mod sign_against_verb;
mod space_inside_quantity;
mod unmatched_bracket;
mod unofficial_name;
mod unsupported_claim;

use crate::evidence::Evidence;
use juyan_model::Finding;

/// A rule as a function.
type Rule = fn(Evidence<'_>) -> Vec<Finding>;

/// All rules, by code.
pub(crate) const ALL: &[Rule] = &[
    no_such_date::find,
    doubled_word::find,
    space_inside_quantity::find,
    quoted_and_unquoted::find,
    mixed_unit_names::find,
    per_head_missing::find,
    unofficial_name::find,
    numbering_skips::find,
    half_width_punctuation::find,
    points_for_percent::find,
    sign_against_verb::find,
    unsupported_claim::find,
    doubled_punctuation::find,
    unmatched_bracket::find,
    paragraph_unfinished::find,
    repeated_sentence::find,
    misspelt_unit::find,
];
