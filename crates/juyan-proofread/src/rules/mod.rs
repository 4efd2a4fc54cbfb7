//! The rules, one a file. A rule looks at all the evidence and says what it finds; it knows nothing of the others.

mod cumulative_without_start;
mod document_number_form;
mod document_number_year;
mod doubled_punctuation;
mod doubled_word;
mod earlier_year;
mod fall_in_times;
mod foreign_region;
mod formed_before_period_end;
mod fraction_of_a_count;
mod growth_without_base;
mod half_width_punctuation;
mod header_field_missing;
mod header_title_at_odds;
mod heading_runs_on;
mod index_number_form;
mod issuer_at_odds;
mod misspelt_unit;
mod mixed_unit_names;
mod name_variants;
mod no_such_date;
mod number_lost;
mod numbering_skips;
mod outside_period;
mod paragraph_unfinished;
mod per_head_missing;
mod points_for_percent;
mod quoted_and_unquoted;
mod region_name_cut;
mod repeated_sentence;
mod share_above_hundred;
mod sign_against_verb;
mod space_inside_quantity;
mod stale_year;
mod unit_missing;
mod unmatched_bracket;
mod unofficial_name;
mod unsupported_claim;
mod years_miscounted;

use crate::evidence::Evidence;
use juyan_model::Finding;

/// A rule as a function.
type Rule = fn(Evidence<'_>) -> Vec<Finding>;

/// All rules, by code.
pub(crate) const ALL: &[Rule] = &[
    no_such_date::find,
    outside_period::find,
    stale_year::find,
    earlier_year::find,
    cumulative_without_start::find,
    fraction_of_a_count::find,
    share_above_hundred::find,
    years_miscounted::find,
    doubled_word::find,
    region_name_cut::find,
    heading_runs_on::find,
    space_inside_quantity::find,
    quoted_and_unquoted::find,
    name_variants::find,
    mixed_unit_names::find,
    per_head_missing::find,
    unofficial_name::find,
    numbering_skips::find,
    half_width_punctuation::find,
    points_for_percent::find,
    sign_against_verb::find,
    unsupported_claim::find,
    fall_in_times::find,
    foreign_region::find,
    doubled_punctuation::find,
    unmatched_bracket::find,
    paragraph_unfinished::find,
    repeated_sentence::find,
    misspelt_unit::find,
    unit_missing::find,
    growth_without_base::find,
    number_lost::find,
    header_field_missing::find,
    index_number_form::find,
    document_number_form::find,
    issuer_at_odds::find,
    formed_before_period_end::find,
    document_number_year::find,
    header_title_at_odds::find,
];
