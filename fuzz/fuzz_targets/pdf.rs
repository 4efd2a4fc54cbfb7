//! Bytes as a PDF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::pdf(bytes));
