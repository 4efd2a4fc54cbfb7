//! Bytes as a web page.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::html(bytes));
