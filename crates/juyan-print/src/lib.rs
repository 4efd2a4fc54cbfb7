//! What was found, for people and other programs: text for a terminal, a page for a browser, SARIF for editors, Word
//! comments in the report itself; and what the monitor sees; and a report as an official paper.
//!
//! Prints what `juyan` found and nothing else: it opens no file, knows no terminal, and proves nothing.

mod amount;
pub mod chart;
pub mod docx;
mod excerpt;
pub mod html;
mod member;
pub mod official;
mod place;
mod proof;
mod report;
pub mod sarif;
pub mod text;
pub mod watch;

pub use report::report_page;
