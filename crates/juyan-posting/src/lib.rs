//! Posting 过账: sheets of registers into a ledger, and the facts that follow from its records.
//!
//! It joins `juyan-register`, which knows no database, and `juyan-ledger`, which knows no register: a sheet is checked
//! against the records that the ledger holds, what differs is written in one change, and in the same change the facts that
//! follow from it are reckoned anew, those and no others. It opens no file and knows no register or formula by name.
//!
//! ```
//! use juyan_ledger::{Act, ActKind, Known, Ledger};
//! use juyan_model::PeriodName;
//! use juyan_posting::{Poster, Posting, PostError};
//! use juyan_register::Grid;
//!
//! let catalogue = juyan::catalogue();
//! let poster = Poster::new(catalogue);
//! let act = Act::new(ActKind::Import, "clerk", "2024-07-12T09:00:00+08:00".parse().unwrap());
//! let mut ledger = Ledger::in_memory("152923", &act).unwrap();
//! let grid = Grid::of_csv("口岸日报.csv", "日期,过货量（吨）\n2024-05-08,65900\n2024-05-09,70100\n");
//! let sheets = [poster.sheet(&grid, None).unwrap()];
//! let periods = vec![PeriodName::parse("2024H1").unwrap().0];
//! let posting = Posting { periods, ..Posting::of(&sheets) };
//! let (_, posted) = ledger.attempt(&act, |change| poster.post(change, &posting)).unwrap();
//! assert_eq!(posted.sheets[0].rows.len(), 2);
//! assert!(posted.moved.iter().any(|moved| moved.key.to_string() == "port_freight@152923:2024H1"));
//! // The same sheet once more changes nothing.
//! let again = ledger.attempt(&act, |change| poster.post(change, &posting));
//! assert!(matches!(again, Err(PostError::Unchanged(_))));
//! ```

mod difference;
mod follow;
mod lineage;
mod neighbour;
mod post;
mod poster;
mod prospect;
mod spelling;
mod standings;
mod steps;
mod undo;

pub use difference::{CellChange, RowChange, RowKind};
pub use follow::{Moved, Unfounded};
pub use lineage::{Lineage, Origins};
pub use post::{PostError, Posted, PostedSheet, Posting};
pub use poster::{Poster, PosterSheet};
pub use steps::Steps;
pub use undo::Turned;
