//! The commands that write reports: lift, write, diff.

mod diff;
mod held;
mod lift;
pub(crate) mod near;
mod origin;
mod paper;
#[cfg(feature = "pdf-out")]
mod pdf;
mod place;
mod proof;
mod register_rows;
mod source;
mod substitute;
mod unbound;
mod write;

pub(crate) use diff::diff;
pub(crate) use lift::lift;
pub(crate) use origin::origin;
pub(crate) use write::write;
