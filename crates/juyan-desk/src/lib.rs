//! What is asked of a ledger, once for the command and for the pages: what it holds, which facts are meant, how they are shown,
//! where they come from, what of the plan is to be seen on a day; what a department is to report, and what is said of what it does;
//! how a report is written from it.
//!
//! But for consents and releases, with what these are reckoned from, which are given one way, it changes nothing; it prints nothing, and knows neither arguments nor requests.

pub mod answers;
pub mod chosen;
pub mod consent;
pub mod entered;
pub mod form;
pub mod held;
pub mod release;
pub mod report;
pub mod shown;
pub mod tree;
pub mod wire;
pub mod writing;
