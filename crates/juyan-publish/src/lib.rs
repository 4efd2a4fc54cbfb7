//! A report becomes public: its header is complete, its number is its own, nothing stands against it; then it is a page whose
//! every figure leads to its fact, and beside it the same values as open data.
//!
//! What is published is a [`Release`]: made once, kept in the ledger, and all that pages and data are made of, so that a release
//! looks the same whenever its site is built again. What changed since is put beside it ([`Since`]), never into it.
//!
//! The crate opens no file and asks for no clock: papers, ledgers and days come in, files go out as bytes under their names.

mod answer;
mod deadline;
mod drawn;
mod gate;
mod header;
mod index_number;
mod iso;
mod known;
mod listed;
mod naming;
mod open;
#[allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "pieces that read as the page does are worth a copy"
)]
mod page;
mod release;
mod row;
mod since;
mod site;

pub use answer::{Answer, Answered, AnsweredPart, Answering, By, answers, told_problems};
pub use deadline::{Deadline, Meeting};
pub use drawn::{Drawn, Shows};
pub use gate::{Follows, Gate, Origin, Outdated, Stop, one_person};
pub use header::{Header, HeaderField, stands};
pub use index_number::IndexNumber;
pub use listed::Listed;
pub use naming::{measure as measure_of, name as name_of, scale_word, worth as worth_of};
pub use open::{DataError, open_data};
pub use page::{SEARCH, STYLE, header_rows, served};
pub use release::{KeptRelease, Release, Shape, Wanted, kept};
pub use row::{Basis, Row};
pub use since::{Opinion, Past, Since};
pub use site::{
    Options, SITE_FILES, SiteError, files_of, folder_of, release_files, release_page, site_files,
};
