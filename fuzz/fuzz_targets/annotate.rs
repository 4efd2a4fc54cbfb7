//! Comments at any place of any Word document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::annotate(bytes));
