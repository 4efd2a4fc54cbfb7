//! The vocabulary: numerals, units, indicators, words, regions, types of registers, formulas, rules of lights, rules and messages, loaded
//! once and checked.
//!
//! The files in `catalogue/` are read by this crate and by nothing else: at build time into one compact image
//! ([`Catalogue::to_image`], see the crate `juyan`), and at run time when `--catalogue DIR` lays a province's own
//! words on top. Texts come in as [`Source`]s; only [`Source::below`] opens files.

#![deny(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types
)]

mod aggregate;
mod builder;
mod canonical;
mod catalogue;
mod check;
mod check_bands;
mod check_formula;
mod check_lights;
mod check_plan;
mod check_register;
mod condition;
mod department;
mod dimension;
mod disclosure;
mod error;
mod expression;
mod family;
mod file;
mod finder;
mod fold;
mod folder;
mod formula;
mod identity;
mod indicator;
mod key_unit;
mod lexicon;
mod lights;
mod list;
mod named_result;
mod numbers;
mod numeral;
mod partition;
mod pattern;
mod prices;
mod region;
mod register;
mod rule;
mod sample;
mod secrecy;
mod source;
mod time;
mod unit;
mod verdict;
mod word;
mod wording;
mod written;

pub use aggregate::Aggregate;
pub use catalogue::Catalogue;
pub use condition::{ANSWERS, Condition, PERIOD_DAYS, Stretch, Test};
pub use department::{Department, departments};
pub use dimension::{CodeWord, Dimension, Dimensions};
pub use disclosure::{Disclosure, Holidays};
pub use error::{CatalogueError, Said};
pub use expression::{Expression, Operator, Reckoning};
pub use family::{Family, names_either};
pub use fold::folded;
pub use folder::Unread;
pub use formula::{FactTime, Formula, Part, WorkedExample};
pub use identity::{Identity, IdentityKind};
pub use indicator::{Adds, Cadence, Direction, GrowthBasis, Indicator, Kind};
pub use key_unit::Misfit;
pub use lexicon::{Beginnings, Entry, Hit, Lexicon, Stem, Words};
pub use lights::{Band, Bound, Colour, Course, LightRule, Lights, MEASURES};
pub use list::LISTS;
pub use named_result::NamedResult;
pub use numbers::Numbers;
pub use numeral::{Hotlines, NumeralSign, Numerals};
pub use partition::Partition;
pub use pattern::{Pattern, Slot};
pub use region::{Region, RegionLevel};
pub use register::{Choice, Cumulates, Field, FieldKind, RegisterType, RowRule, Step};
pub use rule::{Message, Rule};
pub use sample::{Example, Proves, Sample};
pub use source::Source;
pub use time::TimeWord;
pub use unit::{Factor, Unit, UnitClass};
pub use verdict::Named;
pub use word::{Class, Classes};
pub use wording::Wording;
pub use written::Written;
