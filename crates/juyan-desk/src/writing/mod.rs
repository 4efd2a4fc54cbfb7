//! Reports are written: a template and a ledger become the report of a period, proved, with all that is to be said of it; once for
//! the command and for the pages.

pub mod difference;
pub mod follows;
pub mod form;
pub mod insert;
pub mod lifted;
pub mod moment;
pub mod near;
pub mod origin;
pub mod paper;
pub mod place;
pub mod proof;
pub mod rows;
pub mod source;
pub mod told;
pub mod unbound;
