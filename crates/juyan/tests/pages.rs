//! Every rule has a page, and the page's examples: the wrong text gives that finding, the right one does not.
#![allow(clippy::unwrap_used, reason = "a page that cannot be read fails the test")]

mod examples;

use examples::quoted;
use std::{fs, path::Path};

/// The page's sections, in their order.
const SECTIONS: [&str; 5] = [
    "## 说明",
    "## 为什么重要",
    "## 错误示例",
    "## 正确示例",
    "## 何时可以不改",
];

/// The rules that a text is found to break; above a rule stands an earlier paper that it is held against.
fn rules(text: &str) -> Vec<String> {
    let catalogue = juyan::catalogue();
    let read = |text: &str| juyan::document::read(text.as_bytes(), "page.txt", catalogue).unwrap();
    let (before, text) = match text.split_once("\n---\n") {
        Some((earlier, text)) => (juyan::known(&read(earlier), "earlier.txt", catalogue), text),
        None => (juyan::Before::default(), text),
    };
    let document = read(text);
    let checked = juyan::check_against(
        &document,
        catalogue,
        &juyan::Options::default(),
        &before,
        |facts| vec![None; facts.len()],
    );
    checked
        .findings
        .iter()
        .map(|finding| finding.rule.to_string())
        .collect()
}

#[test]
fn every_rule_has_a_page_whose_examples_hold() {
    let mut wrong = Vec::new();
    for rule in juyan::catalogue().rules.values() {
        let missing: Vec<_> = SECTIONS
            .iter()
            .filter(|section| !rule.page.contains(**section))
            .collect();
        if !missing.is_empty() {
            wrong.push(format!("{}: its page lacks {missing:?}", rule.code));
            continue;
        }
        let bad = quoted(&rule.page, "## 错误示例");
        let good = quoted(&rule.page, "## 正确示例");
        if bad.is_empty() || good.is_empty() {
            wrong.push(format!("{}: an example of each kind is wanted", rule.code));
        }
        let gives = |text: &&String| rules(text).iter().any(|code| *code == rule.code);
        let silent = bad
            .iter()
            .filter(|text| !gives(text))
            .map(|text| format!("{}: the wrong text gives {:?}: {text}", rule.code, rules(text)));
        wrong.extend(silent);
        wrong.extend(
            good.iter()
                .filter(gives)
                .map(|text| format!("{}: is found in the right text {text}", rule.code)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_is_a_rules() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/findings");
    for entry in fs::read_dir(pages).unwrap() {
        let path = entry.unwrap().path();
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(
            juyan::catalogue().rules.contains_key(code.as_str()),
            "{code} is no rule"
        );
    }
}

#[test]
fn every_rule_says_the_same_in_both_languages() {
    let slots = |text: &str| {
        let mut slots: Vec<String> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(slot, _)| slot.to_owned())
            .collect();
        slots.sort();
        slots.dedup();
        slots
    };
    for rule in juyan::catalogue().rules.values() {
        let [zh, en] = ["zh", "en"].map(|language| {
            rule.texts
                .get(language)
                .unwrap_or_else(|| panic!("{}: {language}", rule.code))
        });
        assert_eq!(slots(&zh.message), slots(&en.message), "{}", rule.code);
    }
}
