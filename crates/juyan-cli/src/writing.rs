//! The commands that write reports: lift, write, diff.

mod diff;
mod lift;
mod opened;
mod origin;
#[cfg(feature = "pdf-out")]
mod pdf;
mod substitute;
mod write;

pub(crate) use diff::diff;
pub(crate) use lift::lift;
pub(crate) use origin::origin;
pub(crate) use write::write;
