//! A document, or a check's result on it, as files for people: Word comments.
//!
//! Reads no text and judges nothing: what is said comes in as words with the spans that they are about.

pub mod docx;
