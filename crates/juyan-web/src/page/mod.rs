//! The pages.

pub(crate) mod accounts;
pub(crate) mod asset;
pub(crate) mod frame;
pub(crate) mod home;
pub(crate) mod log;
pub(crate) mod login;
pub(crate) mod own;
pub(crate) mod verify;
