//! Bytes as a Word document.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| juyan_fuzz::docx(bytes));
