//! Bytes as the parts of a Word document, and as the archive itself.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    juyan_fuzz::read(&[b"PK\x03\x04", bytes].concat(), "a.docx");
    if let Some(word) = juyan_fuzz::word(bytes) {
        juyan_fuzz::read(&word, "a.docx");
    }
});
