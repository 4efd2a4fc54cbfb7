//! Bytes as a text file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::read(bytes));
