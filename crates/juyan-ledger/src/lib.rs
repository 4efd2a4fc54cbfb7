//! The ledger: what is known, since when, from whom, in one `SQLite` file that is only ever added to.
//!
//! Two times are kept apart: when something was so (the period of a fact's key, the day from which a field holds) and when it
//! was known (the change that brought it). Reading as of a [`Known`] moment gives the same answer for ever.
//! Every change is a link of a chain of SM3 hashes; who holds an earlier head of the chain can tell a rewritten file.
//!
//! The crate knows the words of `juyan-model` and no others: it reads no report, validates no record and evaluates no
//! formula. It asks for no clock either: the time of a change comes in as an argument.
//!
//! ```
//! use juyan_ledger::{Act, ActKind, Known, Ledger};
//! use juyan_model::{Fact, Key, Secrecy, Source, Value, Worth};
//!
//! let at = "2024-07-12T09:00:00+08:00".parse().unwrap();
//! let mut ledger = Ledger::in_memory("152923", &Act::new(ActKind::Init, "clerk", at)).unwrap();
//! let key: Key = "grain@152923:2024H1".parse().unwrap();
//! let fact = Fact {
//!     key: key.clone(),
//!     worth: Worth::Number(Value::One("120000".parse().unwrap())),
//!     unit: Some("吨".into()),
//!     printed: None,
//!     limit: None,
//!     prices: None,
//!     note: "".into(),
//!     department: "".into(),
//!     secrecy: Secrecy::Public,
//!     source: Source::Entry,
//! };
//! ledger.change(&Act::new(ActKind::Enter, "clerk", at), |change| change.fact(&fact, None)).unwrap();
//! assert_eq!(ledger.facts_under(&key, Known::Now).unwrap().len(), 1);
//! ```

mod act;
mod backup;
mod beginning;
mod chain;
mod document;
mod error;
mod fact;
#[cfg(test)]
mod forged;
mod ledger;
mod legible;
mod printed;
mod publication;
mod read;
mod reading;
mod record;
mod rows;
mod same_words;
mod schema;
mod settings;
mod tally;
mod texts;
mod verify;
mod writing;

pub use act::{Act, ActKind, Change};
pub use beginning::Beginning;
pub use document::Paper;
pub use error::LedgerError;
pub use fact::{Kept, Standing};
pub use ledger::Ledger;
pub use legible::{Fault, Illegible};
pub use publication::{Consent, Consented, Publication};
pub use read::{Clash, Differ, Known, Place};
pub use reading::{Followed, Reading};
pub use record::{FieldChange, KeptField};
pub use rows::{RowOrder, RowsAsked};
pub use same_words::{Remembered, SameWords};
pub use settings::vouched_on;
pub use tally::{Ready, Tally};
pub use verify::{Flaw, Verified};
pub use writing::Writing;
