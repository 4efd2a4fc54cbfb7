//! Records of registers are checked against their types, and facts follow from them by formulas that are data, each with
//! the rows and cells it came from.
//!
//! Types and formulas come from the catalogue; no register is known by name here. It opens no file, knows no database and
//! no clock: records come in as [`Registers`], the period and the region as arguments.
//!
//! - [`read_sheet`] tells headings, records, totals and notes of a sheet apart;
//! - [`Check`] types what stands in cells and complains about what is wrong ([`Complaint`]);
//! - [`form`] is a register as a sheet to be filled, which [`read_sheet`] reads back;
//! - [`Formulas`] works formulas out, with lineage ([`Derived`]), or keeps them open for changes ([`Standing`]).

#![deny(clippy::float_arithmetic, clippy::disallowed_types)]

mod cell;
mod check;
mod complaint;
mod coverage;
mod csv;
mod day;
mod derived;
mod evenness;
mod form;
mod formulas;
mod grid;
mod heading;
mod kept;
mod line;
mod overtaken;
mod part;
mod place;
mod registers;
mod rises;
mod row;
mod sample;
mod scale;
mod seen;
mod sheet;
mod standing;
mod tally;
mod thousands;
mod to_come;
mod total;
mod twin;
mod unit;

pub use cell::shown;
pub use check::{Check, CheckedRow, Entered, EnteredRow, check_rows, code, typed_rows};
pub use complaint::{Complaint, Text};
pub use coverage::Dating;
pub use csv::unclosed;
pub use day::{NoSuchDay, Unnamed, day_named, day_of, no_such_day};
pub use derived::{Derived, Operand, Step, Taken, printed};
pub use evenness::{CoverUnit, Uneven};
pub use form::{Form, FormColumn, form};
pub use formulas::Formulas;
pub use grid::{Grid, Merge};
pub use heading::Column;
pub use line::{dated_code, day_in_code};
pub use overtaken::outlasting;
pub use place::{Place, address};
pub use registers::Registers;
pub use sample::{record, unproved};
pub use sheet::{Sheet, likely, read_sheet, recognise};
pub use standing::{Short, Standing};
pub use total::{Total, TotalKind};
