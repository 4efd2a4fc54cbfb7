//! Comments at any place of any Word document: the text stays what it was.
#![no_main]

use juyan::document::docx::anchored;
use juyan::model::Span;
use juyan_print::docx::{Comment, annotate};

libfuzzer_sys::fuzz_target!(|input: (u8, u8, &[u8])| {
    let (start, length, parts) = input;
    let Some(word) = juyan_fuzz::word(parts) else {
        return;
    };
    let Ok((document, _)) = anchored(&word) else {
        return;
    };
    let start = usize::from(start);
    let span = Span::new(start, start + usize::from(length));
    let comment = Comment {
        spans: vec![span, span],
        author: "a".to_owned(),
        text: "b\nc".to_owned(),
        elsewhere: Some("d".to_owned()),
    };
    if let Ok(written) = annotate(&word, &document, &[comment]) {
        let (again, _) = anchored(&written).expect("what was written can be read");
        assert_eq!(again.text, document.text);
    }
});
