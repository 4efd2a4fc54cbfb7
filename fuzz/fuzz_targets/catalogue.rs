//! Text as a file of the catalogue: the first line is its path, the rest its text. What loads reads a sentence.
#![no_main]

use juyan::vocabulary::{Catalogue, Source};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (path, text) = text.split_once('\n').unwrap_or(("words/own.toml", text));
    let source = Source {
        path: path.to_owned(),
        text: text.to_owned(),
    };
    if let Ok((catalogue, _)) = Catalogue::load(&[source]) {
        juyan::reader::read(
            &juyan::document::from_text("完成投资7.9亿元，同比增长8%。"),
            &catalogue,
        );
    }
});
