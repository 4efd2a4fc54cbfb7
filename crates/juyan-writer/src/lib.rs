//! Lift and write: a report becomes a template whose figures are bindings to facts, and a template becomes the next report.
//!
//! The report's words stay, its numbers come from the ledger; what cannot be said truly is left out and told. This crate opens no
//! file and no ledger: facts come in as [`Held`], texts go out with the place of every fact in them.
//!
//! ```
//! use juyan::model::{Fact, PeriodName, Rounding, Source, Value, Worth};
//! use juyan_writer::{Held, Template, Voice};
//!
//! let template: Template = "新增就业{job_new@:P|#人}。".parse().unwrap();
//! let period = PeriodName::parse("2025H1").unwrap().0;
//! let key = template.keys(period, "152923", juyan::catalogue()).pop_first().unwrap();
//! let held = Held::new([Fact::new(key, Worth::Number(Value::One(133.into())), Source::Entry)]);
//! let voice = Voice { catalogue: juyan::catalogue(), rounding: Rounding::HalfUp };
//! assert_eq!(template.write(&held, period, "152923", voice).text, "新增就业133人。");
//! ```

mod chart;
mod claim;
mod clause;
mod count;
mod derive;
mod diff;
mod format;
mod held;
mod lead;
mod lift;
mod likeness;
mod listed;
mod name;
mod numeral;
mod pair;
mod reckon;
mod rows;
mod say;
mod seek;
mod stale;
mod stamp;
mod template;
mod when;
mod write;

pub use chart::{ChartKind, Charted, Point};
pub use claim::{Claim, Support};
pub use count::Count;
pub use diff::{Change, Diff, diff};
pub use format::{Format, FormatError, Pattern, Piece, Style, Told, Wrong};
pub use held::{Held, Silence};
pub use lift::{Bound, Claimed, Ledger, Left, Lifted, Reason, Report, is_of_other_base, keys, lift};
pub use name::Name;
pub use reckon::operands;
pub use rows::{Records, Rows, registers_of};
pub use say::{Unsaid, Voice};
pub use seek::Registers;
pub use stale::{Came, Stale, follows_from};
pub use stamp::Stamp;
pub use template::{Binding, BindingError, Flaw, Part, Template, TemplateError, What};
pub use when::{NoPeriod, When};
pub use write::{BLANK, LeftOut, Said, Written};
