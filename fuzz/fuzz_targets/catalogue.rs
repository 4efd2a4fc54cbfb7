//! Text as a file of the catalogue.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::catalogue(bytes));
