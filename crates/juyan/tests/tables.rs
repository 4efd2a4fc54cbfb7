//! The tables of `spec/check/tables.md` between tabs, as web pages and as Word files say what they say between pipes.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

use juyan::document::{Document, read};
use juyan::model::Span;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

const WORD: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;
const POINTER: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The quoted texts whose tables stand between pipes.
fn cases() -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec/check/tables.md");
    let text = std::fs::read_to_string(path).unwrap();
    let mut cases: Vec<Vec<String>> = Vec::new();
    for line in text.lines() {
        if line.starts_with("## ") {
            cases.push(Vec::new());
        } else if let (Some(quote), Some(case)) = (line.strip_prefix('>'), cases.last_mut()) {
            case.push(quote.strip_prefix(' ').unwrap_or(quote).to_owned());
        }
    }
    cases.retain(|case| case.iter().any(|line| line.contains(" | ")));
    cases
}

/// The cells of a line of a table.
fn cells(line: &str) -> Option<Vec<&str>> {
    let body = line.trim_end().strip_suffix('|')?;
    Some(body.split('|').map(str::trim).collect())
}

/// The lines with each run of rows put between `open` and `close`, each row made by `row`, other lines by `line`.
fn written(
    case: &[String],
    (open, close): (&str, &str),
    row: impl Fn(&[&str]) -> String,
    line: impl Fn(&str) -> String,
) -> String {
    let mut out = String::new();
    let mut inside = false;
    for words in case {
        let cells = cells(words);
        if cells.is_some() != inside {
            out += if inside { close } else { open };
            inside = !inside;
        }
        out += &cells.map_or_else(|| line(words), |cells| row(&cells));
    }
    if inside {
        out += close;
    }
    out
}

fn tabbed(case: &[String]) -> Vec<u8> {
    let text = written(
        case,
        ("", ""),
        |cells| cells.join("\t") + "\n",
        |line| format!("{line}\n"),
    );
    text.into_bytes()
}

fn page(case: &[String]) -> Vec<u8> {
    let row = |cells: &[&str]| format!("<tr><td>{}</td></tr>", cells.join("</td><td>"));
    let line = |line: &str| format!("<p>{line}</p>");
    let body = written(case, ("<table>", "</table>"), row, line);
    format!("<html><body><article>{body}</article></body></html>").into_bytes()
}

fn word(case: &[String]) -> Vec<u8> {
    let line = |line: &str| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>");
    let row = |cells: &[&str]| {
        let mut out = "<w:tr>".to_owned();
        for cell in cells {
            write!(out, "<w:tc>{}</w:tc>", line(cell)).unwrap();
        }
        out + "</w:tr>"
    };
    let body = written(case, ("<w:tbl>", "</w:tbl>"), row, line);
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in [("_rels/.rels", POINTER), ("word/document.xml", document.as_str())] {
        writer
            .start_file(path, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// What is said of the document's arithmetic, and which claims are made of which words.
fn said(document: &Document) -> Vec<String> {
    let checked = juyan::check(document, juyan::catalogue(), &juyan::Options::default());
    let words = |spans: &[Span]| {
        let words: Vec<&str> = spans.iter().map(|span| span.of(&document.text)).collect();
        words.join(" ")
    };
    let mut said: Vec<String> = checked
        .findings
        .iter()
        .filter(|finding| finding.rule.starts_with("J03") || finding.rule.starts_with("J06"))
        .map(|finding| {
            format!(
                "{:?} {} {}",
                finding.severity,
                finding.rule,
                words(&finding.spans)
            )
        })
        .collect();
    for (claim, judgement) in checked.judged() {
        let spans: Vec<Span> = claim
            .members
            .iter()
            .map(|member| checked.reading.figures[member.figure.0].span)
            .collect();
        said.push(format!(
            "{:?} {:?} {}",
            judgement.verdict,
            claim.kind,
            words(&spans)
        ));
    }
    said.sort();
    said
}

#[test]
fn a_table_says_the_same_in_every_format() {
    let cases = cases();
    assert!(cases.len() > 15, "{} cases", cases.len());
    for case in cases {
        let open = |bytes: &[u8], name: &str| read(bytes, name, juyan::catalogue()).unwrap();
        let plain = said(&open(case.join("\n").as_bytes(), "a.txt"));
        let others = [
            ("a.txt", tabbed(&case)),
            ("a.html", page(&case)),
            ("a.docx", word(&case)),
        ];
        for (name, bytes) in others {
            assert_eq!(said(&open(&bytes, name)), plain, "{name}: {}", case.join("\n"));
        }
    }
}
