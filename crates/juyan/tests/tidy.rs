//! The house in order: what the lints cannot see. Each test lists every place that is out of order.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Crates in which nothing reaches the outside world.
const PURE: &str = "juyan-model juyan-catalogue juyan-document juyan-reader juyan-prove juyan-register juyan-monitor juyan-proofread";

const LONGEST_FILE: usize = 600;

/// What lies at the root; whatever else is kept there was left by mistake.
const ROOT: &str = ".cargo .ci .gitignore ARCHITECTURE.md CONTRIBUTING.md Cargo.lock Cargo.toml LICENSE-APACHE LICENSE-MIT \
    NOTICE README.md README.zh-CN.md benches catalogue clippy.toml crates docs examples fuzz rustfmt.toml spec xtask";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files below `folder` whose names end in `ending`, with their paths from the root; build results left out.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            if path.is_dir() {
                if !name.ends_with("target") && !name.starts_with(".git") {
                    folders.push(path);
                }
            } else if name.ends_with(ending) {
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn sources() -> Vec<(String, String)> {
    let all = files("crates", ".rs");
    all.into_iter()
        .filter(|(name, _)| name.contains("/src/") && !name.ends_with("/tests.rs"))
        .collect()
}

/// The file before its tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// The code with comments blanked out; lines stay where they are.
fn without_comments(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, kept) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), false)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |at| at + 2), false)
        } else if rest.starts_with("r\"") || rest.starts_with("r#") {
            let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
            let close = format!("\"{}", "#".repeat(hashes));
            let body = rest.get(hashes + 2..).and_then(|body| body.find(&close));
            (body.map_or(1, |at| hashes + 2 + at + close.len()), true)
        } else if first == '"' {
            (string(rest), true)
        } else if first == '\'' {
            (letter(rest), true)
        } else {
            (first.len_utf8(), true)
        };
        let (piece, after) = rest.split_at(length);
        if kept {
            out += piece;
        } else {
            out.extend(piece.chars().filter(|c| *c == '\n'));
        }
        rest = after;
    }
    out
}

/// The length of the string literal at the start.
fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of the character literal at the start, or of the quote alone where it begins a lifetime.
fn letter(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next(), chars.next()) {
        (Some((_, '\\')), _, Some((at, _))) => text[at..].find('\'').map_or(1, |more| at + more + 1),
        (Some(_), Some((at, '\'')), _) => at + 1,
        _ => 1,
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn in_order(out_of_order: &[String]) {
    assert!(
        out_of_order.is_empty(),
        "{} out of order:\n{}",
        out_of_order.len(),
        out_of_order.join("\n")
    );
}

/// `name:line: text` for every line of code in which `wrong` finds something.
fn lines_where(sources: &[(String, String)], wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (name, text) in sources {
        let code = without_comments(without_tests(text));
        let lines = code.lines().enumerate().filter(|(_, line)| wrong(line));
        found.extend(lines.map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim())));
    }
    found
}

#[test]
fn comments_are_told_from_code() {
    let code = "a /* 甲 */ \"// 乙 \\\" 丙\" '丁' r#\"戊\"# // 己\nb<'c>";
    assert_eq!(
        without_comments(code),
        "a  \"// 乙 \\\" 丙\" '丁' r#\"戊\"# \nb<'c>"
    );
}

/// A line with its escapes of characters decoded: what hides behind `\u{4e00}` is Han too.
fn decoded(line: &str) -> String {
    let mut pieces = line.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once('}').unwrap_or(("", piece));
        let character = u32::from_str_radix(&code.replace('_', ""), 16);
        out.extend(character.ok().and_then(char::from_u32));
        out += rest;
    }
    out
}

#[test]
fn escapes_are_decoded() {
    assert_eq!(decoded(r#"let a = "\u{4e00}b\u{20}";"#), "let a = \"一b \";");
}

/// Han that is no word of reports: the file, all of its characters, and why it is there.
const HAN_OF_FORMATS: [(&str, &str, &str); 2] = [
    (
        "crates/juyan-document/src/docx/numbering.rs",
        "〇一二三四五六七八九十百千零壹贰叁肆伍陆柒捌玖拾佰仟甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥",
        "numerals that ECMA-376 fixes for Word's formats of numbering",
    ),
    (
        "crates/juyan-proofread/src/seek.rs",
        "一\u{9fff}㐀\u{4dbf}〇",
        "the bounds of the script",
    ),
];

#[test]
fn words_are_in_the_catalogue() {
    let mut sources = sources();
    for (name, allowed, _) in HAN_OF_FORMATS {
        let (_, text) = sources.iter_mut().find(|(other, _)| other == name).unwrap();
        let code: String = text.split_inclusive('\n').map(decoded).collect();
        assert!(
            allowed.chars().all(|c| code.contains(c)),
            "{name} needs no exception any more for {allowed}"
        );
        *text = code.replace(|c| allowed.contains(c), "");
    }
    in_order(&lines_where(&sources, |line| decoded(line).chars().any(is_han)));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut wrong = Vec::new();
    for (name, text) in ["crates", "xtask", "fuzz"]
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
    {
        let lines = without_tests(&text).lines().count();
        if lines > LONGEST_FILE {
            wrong.push(format!("{name}: {lines} lines, {LONGEST_FILE} allowed"));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{name}: does not open with what it does (//!)"));
        }
    }
    in_order(&wrong);
}

/// The words of a name: `FileManager` and `file_manager` are `file` and `manager`.
fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in name.chars() {
        if !letter.is_alphanumeric() || letter.is_uppercase() {
            words.push(String::new());
        }
        words
            .last_mut()
            .unwrap()
            .extend(letter.to_lowercase().filter(|c| c.is_alphanumeric()));
    }
    words.retain(|word| !word.is_empty());
    words
}

/// What a line of code gives a name to: a type, a function, a module.
fn named(line: &str) -> Option<&str> {
    let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    let kinds = ["fn", "struct", "enum", "trait", "mod", "type"];
    words.by_ref().find(|word| kinds.contains(word))?;
    words.next()
}

#[test]
fn names_say_something() {
    let banned = [
        "util",
        "utils",
        "helper",
        "helpers",
        "manager",
        "service",
        "handler",
        "processor",
        "misc",
    ];
    let says_nothing = |name: &str| words_of(name).iter().any(|word| banned.contains(&word.as_str()));
    assert!(says_nothing("FileManager") && says_nothing("src/util/mod") && !says_nothing("commonly"));
    let all = [
        files("crates", ".rs"),
        files("xtask", ".rs"),
        files("fuzz", ".rs"),
    ]
    .concat();
    let mut wrong: Vec<String> = all
        .iter()
        .map(|(name, _)| name.trim_end_matches(".rs").to_owned())
        // A divisor may be common; a file that is called so holds anything.
        .filter(|name| says_nothing(name) || name.ends_with("/common"))
        .collect();
    wrong.extend(lines_where(&all, |line| named(line).is_some_and(says_nothing)));
    in_order(&wrong);
}

/// The one file of a pure crate that opens files: a catalogue's folder is read alike by the build, the command and every test.
const DOOR: &str = "crates/juyan-catalogue/src/folder.rs";

#[test]
fn pure_crates_reach_nothing_outside() {
    let pure = |name: &str| {
        let mut crates = PURE.split_whitespace();
        name != DOOR && crates.any(|pure| name.starts_with(&format!("crates/{pure}/")))
    };
    let sources: Vec<_> = sources().into_iter().filter(|(name, _)| pure(name)).collect();
    let outside = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
    ];
    in_order(&lines_where(&sources, |line| {
        outside.iter().any(|word| line.contains(word))
    }));
}

/// Results of a run that lay beside the sources have been kept once, by the hundred.
#[test]
fn nothing_is_left_at_the_root() {
    let mut list = std::process::Command::new("git");
    let kept = list.args(["ls-files", "-z"]).current_dir(root()).output();
    // A copy without its history has no list of what is kept.
    let Some(kept) = kept.ok().filter(|kept| kept.status.success()) else {
        return;
    };
    let kept = String::from_utf8(kept.stdout).unwrap();
    let tops: BTreeSet<&str> = kept
        .split('\0')
        .filter_map(|path| path.split('/').next())
        .collect();
    let strange = tops.into_iter().filter(|top| !top.is_empty());
    let strange = strange.filter(|top| !ROOT.split_whitespace().any(|known| known == *top));
    in_order(&strange.map(str::to_owned).collect::<Vec<_>>());
}

#[test]
fn one_module_knows_the_operating_system() {
    let apart = ["std::os::", "cfg(unix)", "cfg(windows)", "target_os", "libc::"];
    let lines = lines_where(&sources(), |line| apart.iter().any(|word| line.contains(word)));
    let mut modules: Vec<&str> = lines.iter().filter_map(|line| line.split(':').next()).collect();
    modules.dedup();
    assert!(
        modules.len() <= 1,
        "put these into one module:\n{}",
        lines.join("\n")
    );
}

#[test]
fn what_is_open_has_a_case() {
    let open = ["TODO", "FIXME", "XXX", "HACK"];
    let wrong = sources().into_iter().flat_map(|(name, text)| {
        let lines = text.lines().enumerate().filter(|(_, line)| {
            let fixme_without_case = line.contains("fixme") && !line.contains("spec/");
            open.iter().any(|word| line.contains(word)) || fixme_without_case
        });
        lines
            .map(|(at, line)| format!("{name}:{}: {}", at + 1, line.trim()))
            .collect::<Vec<_>>()
    });
    in_order(&wrong.collect::<Vec<_>>());
}

#[test]
fn the_architecture_names_every_crate() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: Vec<&str> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### `")?.split('`').next())
        .collect();
    let mut there: Vec<String> = files("crates", "Cargo.toml")
        .into_iter()
        .map(|(name, _)| name.trim_end_matches("/Cargo.toml").to_owned())
        .collect();
    let mut wrong: Vec<String> = named
        .iter()
        .filter(|name| !root().join(name).is_dir())
        .map(|name| format!("{name} is not there"))
        .collect();
    there.retain(|name| !named.contains(&name.as_str()));
    wrong.extend(
        there
            .into_iter()
            .map(|name| format!("{name} has no heading in ARCHITECTURE.md")),
    );
    in_order(&wrong);
}

/// Links to files, and paths in backticks that begin with a folder of the root.
fn paths(page: &str, text: &str) -> Vec<PathBuf> {
    let folder = root().join(page).parent().unwrap().to_owned();
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = links
        .filter(|link| !link.contains("://"))
        .map(|link| link.split('#').next().unwrap_or_default());
    let mut found: Vec<PathBuf> = files
        .filter(|link| !link.is_empty())
        .map(|link| folder.join(link))
        .collect();
    let folders = [
        "catalogue/",
        "crates/",
        "docs/",
        "examples/",
        "fuzz/",
        "spec/",
        "xtask/",
        ".ci/",
    ];
    for quoted in text.split('`').skip(1).step_by(2) {
        let is_path = folders.iter().any(|folder| quoted.starts_with(folder));
        let is_pattern = quoted.contains(['*', '<', ' ', '{']) || quoted.contains("NNNN");
        if is_path && !is_pattern {
            found.push(root().join(quoted));
        }
    }
    found
}

#[test]
fn every_path_in_the_documents_is_there() {
    let mut wrong = Vec::new();
    let pages = files(".", ".md")
        .into_iter()
        .map(|(name, text)| (name.trim_start_matches("./").to_owned(), text));
    for (name, text) in pages.filter(|(name, _)| !name.starts_with("spec/")) {
        let missing = paths(&name, &text).into_iter().filter(|path| !path.exists());
        wrong.extend(missing.map(|path| {
            format!(
                "{name}: {} is not there",
                path.strip_prefix(root()).unwrap_or(&path).display()
            )
        }));
    }
    in_order(&wrong);
}

/// What is known to be wrong is told to who reads the front page, and what is mended is no longer told.
#[test]
fn the_readme_points_at_every_case_that_fails_and_at_no_other() {
    let is_open = |text: &str| {
        text.lines()
            .any(|line| line.starts_with("## ") && line.ends_with("fixme"))
    };
    let open: Vec<String> = files("spec", ".md")
        .into_iter()
        .filter(|(_, text)| is_open(text))
        .map(|(name, _)| name)
        .collect();
    let mut wrong = Vec::new();
    for (page, heading) in [
        ("README.md", "## What does not hold yet"),
        ("README.zh-CN.md", "## 还做不到的"),
    ] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let section = text.split(heading).nth(1).unwrap_or_default();
        let section = section.split("\n## ").next().unwrap_or_default();
        let named: Vec<&str> = section
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|path| Path::new(path).extension().is_some_and(|it| it == "md"))
            .collect();
        let untold = open.iter().filter(|name| !named.contains(&name.as_str()));
        wrong.extend(untold.map(|name| format!("{page}: {name} has a fixme that is not told")));
        let mended = named.iter().filter(|name| !open.iter().any(|open| open == *name));
        wrong.extend(mended.map(|name| format!("{page}: {name} has no fixme")));
    }
    in_order(&wrong);
}

#[test]
fn the_readme_is_short_and_runs_what_is_there() {
    for page in ["README.md", "README.zh-CN.md"] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        assert!(text.lines().count() < 120, "{page} is long");
        let example = "check examples/ejin/report.txt";
        assert!(text.contains(example), "{page} does not begin with the example");
        let script = std::fs::read_to_string(root().join(".ci/run")).unwrap();
        let command = "cargo test --workspace";
        assert!(
            text.contains(command) && script.lines().any(|line| line == command),
            "{page} and .ci/run test differently"
        );
    }
}

/// A list that no code looks into proves nothing, and one that no file has finds nothing.
#[test]
fn lists_are_had_and_looked_into() {
    let sources: String = files("crates", ".rs")
        .into_iter()
        .filter(|(name, _)| name.contains("/src/") && !name.ends_with("juyan-catalogue/src/list.rs"))
        .map(|(_, text)| text)
        .collect();
    let bad: Vec<&str> = juyan::vocabulary::LISTS
        .iter()
        .copied()
        .filter(|id| !sources.contains(&format!("\"{id}\"")) || juyan::catalogue().list(id).is_empty())
        .collect();
    assert!(bad.is_empty(), "no list, or not looked into: {bad:?}");
}

/// A word stands once for what it does: where a group gives it what another gives it too, taking it out of one changes nothing.
#[test]
fn a_word_is_given_nothing_twice() {
    let mut given: BTreeMap<String, Vec<(String, BTreeSet<String>)>> = BTreeMap::new();
    let mut twice = Vec::new();
    for (path, text) in files("catalogue/words", ".toml") {
        let table: toml::Table = text.parse().unwrap();
        for group in records(&table, "group") {
            let classes: BTreeSet<String> = strings(&group["classes"]).collect();
            for word in strings(&group["words"]) {
                let before = given.entry(word.clone()).or_default();
                let mut others = before.iter();
                let same = others.find(|(_, other)| other.is_subset(&classes) || classes.is_subset(other));
                twice.extend(same.map(|(other, _)| format!("{word}: {other} and {path}")));
                before.push((path.clone(), classes.clone()));
            }
        }
        for list in records(&table, "list") {
            let mut seen = BTreeSet::new();
            let again = strings(&list["words"]).filter(|word| !seen.insert(word.clone()));
            twice.extend(again.map(|word| format!("{word}: {} in {path}", list["id"])));
        }
    }
    assert!(given.len() > 1000, "the words were not found");
    in_order(&twice);
}

fn records<'t>(table: &'t toml::Table, kind: &str) -> impl Iterator<Item = &'t toml::Value> {
    table
        .get(kind)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
}

fn strings(list: &toml::Value) -> impl Iterator<Item = String> {
    let words = list.as_array().unwrap().iter();
    words.map(|word| word.as_str().unwrap().to_owned())
}
