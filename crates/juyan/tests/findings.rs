//! Every rule's page through the whole pipeline: the wrong examples give that rule, the right ones do not.
#![allow(clippy::unwrap_used, reason = "a test that cannot read its files fails")]

use std::path::{Path, PathBuf};

/// Pages whose wrong example does not give their rule yet: fixme. An entry that comes right has to be taken out.
const FIXME: &[&str] = &[];

fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/findings");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let pages = paths.into_iter().filter(|path| path.file_stem().unwrap().to_string_lossy().starts_with('J'));
    pages.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The quotations under the heading `heading`, each a document of its own.
fn examples(page: &str, heading: &str) -> Vec<String> {
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in section.lines().skip(1) {
        let Some(quoted) = line.strip_prefix('>') else {
            open = false;
            continue;
        };
        let quoted = quoted.strip_prefix(' ').unwrap_or(quoted);
        match found.last_mut().filter(|_| open) {
            Some(last) => last.push_str(&format!("\n{quoted}")),
            None => found.push(quoted.to_owned()),
        }
        open = true;
    }
    found
}

fn rules(text: &str) -> Vec<String> {
    let catalogue = juyan::catalogue();
    let document = juyan::document::read(text.as_bytes(), "example.txt", catalogue).unwrap();
    let checked = juyan::check(&document, catalogue, &juyan::Options::default());
    checked.findings.iter().map(|finding| finding.rule.to_string()).collect()
}

#[test]
fn every_page_is_right_about_its_examples() {
    let mut wrong = Vec::new();
    for (code, page) in pages() {
        let (bad, good) = (examples(&page, "错误示例"), examples(&page, "正确示例"));
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{code}: wants an example of both kinds"));
        }
        let silent: Vec<&String> = bad.iter().filter(|text| !rules(text).contains(&code)).collect();
        if FIXME.contains(&code.as_str()) {
            if silent.is_empty() {
                wrong.push(format!("{code}: take it out of FIXME, it is found"));
            }
            continue;
        }
        for text in silent {
            wrong.push(format!("{code} is not found in: {text} (found {:?})", rules(text)));
        }
        for text in good.iter().filter(|text| rules(text).contains(&code)) {
            wrong.push(format!("{code} is found in: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_page() {
    let codes: Vec<String> = pages().into_iter().map(|(code, _)| code).collect();
    for rule in juyan::catalogue().rules.keys() {
        assert!(codes.iter().any(|code| code == rule), "docs/findings/{rule}.md is missing");
    }
}
