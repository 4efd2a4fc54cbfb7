//! The pages.

pub(crate) mod accounts;
pub(crate) mod asset;
pub(crate) mod frame;
pub(crate) mod home;
pub(crate) mod indicators;
pub(crate) mod log;
pub(crate) mod login;
pub(crate) mod openapi;
pub(crate) mod overview;
pub(crate) mod own;
pub(crate) mod registers;
pub(crate) mod source;
pub(crate) mod tasks;
pub(crate) mod verify;
pub(crate) mod watched;
