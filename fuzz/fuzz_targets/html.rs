//! Bytes as a web page.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let catalogue = juyan::catalogue();
    let Ok(document) = juyan::document::read(bytes, "fuzz.html", catalogue) else { return };
    assert!(document.blocks.iter().all(|block| document.text.get(block.span.start..block.span.end).is_some()));
    juyan::reader::read(&document, catalogue);
});
