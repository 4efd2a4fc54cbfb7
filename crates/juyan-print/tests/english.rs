//! Asked for English, every output is English: Han stands there only where the report or a name is quoted.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

#[path = "../../juyan/tests/examples/mod.rs"]
mod examples;

use examples::quoted;
use juyan::{Checked, Context, Language, Options, wire};
use juyan_print::text::Style;
use juyan_print::{docx, html, sarif, text};

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

/// Runs of Han in `words` that are neither of the report nor between quotation marks.
fn chinese(words: &str, report: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut run = String::new();
    for c in words.chars().chain([' ']) {
        if is_han(c) {
            run.push(c);
            continue;
        }
        if !run.is_empty() && depth == 0 && !report.contains(&run) {
            found.push(run.clone());
        }
        run.clear();
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

/// Everything that is printed of a check, by format.
fn outputs(checked: &Checked<'_>, context: Context<'_>) -> Vec<(&'static str, String)> {
    let mut out: [Vec<u8>; 4] = Default::default();
    let [words, json, page, log] = &mut out;
    let style = Style {
        proofs: true,
        ..Style::default()
    };
    text::write(words, checked, context, style).unwrap();
    wire::write_check(json, checked, context).unwrap();
    html::write(page, checked, context).unwrap();
    sarif::write(log, checked, context).unwrap();
    let comments = docx::comments(checked, context).into_iter();
    let comments: Vec<String> = comments.map(|comment| comment.text + &comment.author).collect();
    let names = ["text", "json", "html", "sarif"];
    names
        .into_iter()
        .zip(out.map(|bytes| String::from_utf8(bytes).unwrap()))
        .chain([("docx", comments.join("\n"))])
        .collect()
}

#[test]
fn english_output_holds_no_chinese_but_the_reports() {
    let catalogue = juyan::catalogue();
    let context = Context {
        name: "report.txt",
        catalogue,
        language: Language::En,
    };
    let mut wrong = Vec::new();
    for rule in catalogue.rules.values() {
        for example in quoted(&rule.page, "## 错误示例") {
            let document = juyan::document::from_text(&example);
            let checked = juyan::check(&document, catalogue, &Options::default());
            for (format, words) in outputs(&checked, context) {
                let found = chinese(&words, &document.text);
                if !found.is_empty() {
                    wrong.push(format!("{} {format}: {}", rule.code, found.join(" ")));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} say Chinese:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
