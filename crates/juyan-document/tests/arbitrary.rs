//! Whatever the bytes, reading ends, does not panic, and what comes out holds together.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its catalogue has failed"
)]

mod invariants;

use juyan_catalogue::{Catalogue, Source};
use juyan_document::{ReadError, frame, read};
use proptest::prelude::*;
use std::io::Write;
use std::path::Path;
use std::sync::OnceLock;

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
        let source = |path: &str| Source {
            path: path.to_owned(),
            text: std::fs::read_to_string(root.join(path)).unwrap(),
        };
        Catalogue::load(&[source("numerals.toml"), source("words/header.toml")])
            .unwrap()
            .0
    })
}

fn reads(bytes: &[u8], name: &str) -> Result<usize, ReadError> {
    let document = read(bytes, name, catalogue())?;
    invariants::check(&document);
    assert_eq!(
        frame(document.clone(), catalogue()),
        document,
        "framing again changes something"
    );
    Ok(document.blocks.len())
}

/// Bits of reports, headers, tables and pages, in any order.
fn soup() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "索引号",
        "发布机构",
        "首页",
        "来源",
        "单位",
        "表1",
        "报告",
        "全旗完成投资",
        "7.9亿元",
        "33%",
        "：",
        ":",
        " > ",
        "|",
        " | ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "　　",
        "。",
        "，",
        "〔2024〕5号",
        "2024-09-24",
        "打印",
        "（",
        "）",
        "一、",
        "1",
        "2024年",
        "——",
        "\u{a0}",
        "---",
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td colspan=2>",
        "<td rowspan=3>",
        "<th>",
        "</table>",
        "<div class=nav>",
        "<div>",
        "</div>",
        "<a href=x>",
        "</a>",
        "<h1>",
        "</h1>",
        "<br>",
        "<span style='display:none'>",
        "</span>",
        "<li>",
        "<dt>",
        "<caption>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "&nbsp;",
        "&#8203;",
        "<",
        "\u{0}",
    ]);
    prop::collection::vec(bits, 0..120).prop_map(|bits| bits.concat())
}

/// Bits of a Word document's text part.
fn word_soup() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "<w:r><w:t>7.9亿元</w:t></w:r>",
        "<w:r><w:t>&amp;</w:t><w:tab/><w:t> 33%</w:t></w:r>",
        "<w:r><w:br/></w:r>",
        "<w:del><w:r><w:t>x</w:t></w:r></w:del>",
        "<w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:trPr><w:del/></w:trPr>",
        "<w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>",
        "<w:tcPr><w:gridSpan w:val=\"3\"/><w:vMerge/></w:tcPr>",
        "<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>",
        "单位：万元",
        "<w:t>无</w:t>",
    ]);
    let names = prop::sample::select(vec![
        "w:p",
        "w:p",
        "w:tbl",
        "w:tr",
        "w:tr",
        "w:tc",
        "w:tc",
        "w:ins",
        "w:sdt",
        "w:txbxContent",
        "w:r",
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(6, 80, 6, move |inner| {
        (names.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, inner)| format!("<{name}>{}</{name}>", inner.concat()))
    })
}

fn zipped(part: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer
        .start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .unwrap();
    writer.write_all(part.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,3}\\.(txt|html|docx|pdf)") {
        let _ = reads(&bytes, &name);
    }

    #[test]
    fn any_bytes_behind_a_mark(bytes in prop::collection::vec(any::<u8>(), 0..300), mark in 0_usize..5) {
        let marks: [&[u8]; 5] = [b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xfe", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"];
        let _ = reads(&[marks[mark], &bytes].concat(), "a");
    }

    #[test]
    fn any_text(text in soup()) {
        let _ = reads(text.as_bytes(), "a.txt");
        let _ = reads(format!("<html>{text}").as_bytes(), "a.html");
    }

    #[test]
    fn any_word_part(part in word_soup()) {
        let _ = reads(&zipped(&format!("<w:document>{part}</w:document>")), "a.docx");
    }
}

#[test]
fn a_hundred_megabytes_of_digits_are_refused() {
    assert_eq!(reads(&vec![b'7'; 100 << 20], "a.txt"), Err(ReadError::TooLarge));
}

#[test]
fn a_long_line_of_anything_is_read() {
    for bit in [
        "7",
        "索引号：",
        "|",
        "7\t",
        "a | ",
        "一\n",
        "表1\n|a|1|\n",
        "：",
        "首页 > ",
    ] {
        assert!(
            reads(bit.repeat(300_000 / bit.len()).as_bytes(), "a.txt").is_ok(),
            "{bit:?}"
        );
    }
}
