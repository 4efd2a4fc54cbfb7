//! What a number, interval, unit, period, key, fact, claim and finding is.
//!
//! This crate holds the words that every other crate speaks. It reads no text, knows no vocabulary, and does no
//! input or output: a [`Figure`] is here, how one is found in a sentence is the reader's business.
//!
//! Spans are byte ranges into a document's text; they become character offsets only at the rim (`juyan::wire`).

#![deny(
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::disallowed_types
)]

mod claim;
mod fact;
mod figure;
mod finding;
mod interval;
mod key;
mod number;
mod period;
mod rational;
mod record;
mod region;
mod rounding;
mod span;
mod vouched;

pub use claim::{
    Claim, ClaimKind, ClaimOrigin, Judgement, Member, MemberRole, Power, Premise, Told, Verdict,
};
pub use fact::{Fact, Limit, Prices, Secrecy, Source, Worth};
pub use figure::{Accrual, Approx, Base, Figure, FigureId, Mode, Role, Statement, StatementKind};
pub use finding::{Argument, Finding, Severity};
pub use key::{Expected, Key, KeyError, Measure, PeriodName, Term, Versus};
pub use number::{Decimal, Interval, Printed, Rounding, Value, rational};
pub use period::{Date, Period};
pub use rational::Rational;
pub use record::{Cell, Dated, Record};
pub use region::region_stem;
pub use span::Span;
pub use vouched::{Brought, Vouched};
