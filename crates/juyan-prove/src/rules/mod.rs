//! The rules, one a file. A rule looks at all the evidence and says what it finds; it knows nothing of the others.

mod average_contradicts_operands;
mod change_contradicts_levels;
mod composition_not_hundred;
mod contradicts_definition;
mod cumulative_below_current;
mod dealt_values_miscounted;
mod difference_contradicts_operands;
mod growth_contradicts_levels;
mod growth_contradicts_parts;
mod list_miscounted;
mod loosely_rounded;
mod no_such_count;
mod off_by_power_of_ten;
mod output_exceeds_input;
mod part_exceeds_whole;
mod percent_for_points;
mod possible_double_statement;
mod progress_contradicts_plan;
mod ratio_contradicts_operands;
mod same_told_twice_differs;
mod scope_mismatch;
mod speaks_of_another_figure;
mod sum_differs_from_parts;
mod truncated_not_rounded;
mod verb_contradicts_levels;
mod year_does_not_come_out;

use crate::evidence::Evidence;
use crate::say::Say;
use juyan_model::Finding;

/// A rule as a function.
type Rule = fn(&Evidence<'_>, Say) -> Vec<Finding>;

/// All rules, by code.
pub(crate) const ALL: &[Rule] = &[
    off_by_power_of_ten::find,
    cumulative_below_current::find,
    sum_differs_from_parts::find,
    part_exceeds_whole::find,
    ratio_contradicts_operands::find,
    difference_contradicts_operands::find,
    composition_not_hundred::find,
    growth_contradicts_levels::find,
    change_contradicts_levels::find,
    average_contradicts_operands::find,
    no_such_count::find,
    truncated_not_rounded::find,
    output_exceeds_input::find,
    contradicts_definition::find,
    speaks_of_another_figure::find,
    loosely_rounded::find,
    growth_contradicts_parts::find,
    list_miscounted::find,
    year_does_not_come_out::find,
    verb_contradicts_levels::find,
    dealt_values_miscounted::find,
    same_told_twice_differs::find,
    possible_double_statement::find,
    scope_mismatch::find,
    progress_contradicts_plan::find,
    percent_for_points::find,
];
