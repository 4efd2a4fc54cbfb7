//! Bytes as a text file: decoded, read, proved, told. Spans are in the text, on characters, in order and apart.
#![no_main]

use juyan::{Context, Language, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let catalogue = juyan::catalogue();
    let Ok(document) = juyan::document::read(bytes, "fuzz.txt", catalogue) else {
        return;
    };
    let checked = juyan::check(&document, catalogue, &Options::default());
    let mut end = 0;
    for figure in &checked.reading.figures {
        assert!(figure.span.start >= end && figure.span.start < figure.span.end);
        assert!(document.text.get(figure.span.start..figure.span.end).is_some());
        end = figure.span.end;
    }
    for span in checked.findings.iter().flat_map(|finding| &finding.spans) {
        assert!(document.text.get(span.start..span.end).is_some());
    }
    let context = Context {
        name: "fuzz.txt",
        catalogue,
        language: Language::Zh,
    };
    juyan::wire::write_check(&mut std::io::sink(), &checked, context).expect("a sink takes everything");
});
