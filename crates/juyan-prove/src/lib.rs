//! Claims to verdicts, facts to findings. It has never seen a sentence.
//!
//! What comes in are figures and the claims between them, wherever they were read: a report, a table, a form. A printed
//! figure and a rounding mode give the interval of true values; every check is exact interval arithmetic on those, on
//! fractions, and one claim assumes one mode for all its members. There is no tolerance constant.
//!
//! - [`unstated`] adds the claims that hold by definition or can be examined without being made;
//! - [`judge`] gives each claim its verdict, what it hangs on, and what its proof is worth;
//! - [`truth`] tells the values that a figure was taken to stand for;
//! - [`findings`] says what is wrong: one file a rule in `rules/`;
//! - [`against()`] holds the facts of a report against what was known before it: one file a rule in `against/`.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types
)]

mod against;
mod apportioned;
mod build;
mod count;
mod definition;
mod equation;
mod evidence;
mod judge;
mod mean;
mod power;
mod premise;
mod rules;
mod say;
mod sibling;
mod term;
mod ties;
mod told;
mod unit;
mod unstated;

pub use against::{Before, Prior, Promise, Report, Stated, against};
pub use evidence::{Evidence, findings};
pub use judge::judge;
pub use term::truth;
pub use unstated::unstated;
