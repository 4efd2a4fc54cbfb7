//! The catalogue's own sentences: each record is read as it says it is.
//!
//! What is read wrong today stands in `spec/catalogue-fixme.txt` and has to be wrong, so that the list can only shrink:
//! an entry whose sentence comes to be read right fails the test until it is taken out.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

use juyan::model::{Figure, Role, Value};
use juyan::reader::Reading;
use juyan::vocabulary::{Catalogue, Class, Example, Source};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn collect(root: &Path, folder: &Path, sources: &mut Vec<Source>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, sources);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "toml" || kind == "tsv")
        {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            sources.push(Source {
                path: name,
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

fn load() -> (Catalogue, Vec<Example>) {
    let folder = root().join("catalogue");
    let mut sources = Vec::new();
    collect(&folder, &folder, &mut sources);
    Catalogue::load(&sources).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn read(text: &str, catalogue: &Catalogue) -> Reading {
    juyan::reader::read(&juyan::document::from_text(text), catalogue)
}

/// What was understood, for the list of failures.
fn understood(reading: &Reading, text: &str) -> String {
    let one = |figure: &Figure| {
        let subject = figure.subject.map_or("", |subject| subject.of(text));
        let indicator = figure.indicator.as_deref().unwrap_or("none");
        let unit = figure.unit.as_deref().unwrap_or_default();
        format!(
            "{} {:?} unit {unit:?} of {subject:?} is {indicator}",
            figure.span.of(text),
            figure.role
        )
    };
    reading.figures.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn indicators(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for indicator in &catalogue.indicators {
        let reading = read(&indicator.example, catalogue);
        let found = reading
            .figures
            .iter()
            .any(|figure| figure.indicator.as_ref() == Some(&indicator.id));
        if !found {
            let name = format!("indicator {}", indicator.id);
            wrong.push((
                name,
                format!(
                    "{} -> {}",
                    indicator.example,
                    understood(&reading, &indicator.example)
                ),
            ));
        }
    }
    wrong
}

fn units(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for unit in &catalogue.units {
        let reading = read(&unit.example, catalogue);
        let found = reading.figures.iter().any(|figure| {
            let read = figure.unit.as_deref().and_then(|name| catalogue.unit(name));
            // A scale in the unit's name is read into the number: 万元/亩.
            let ends = figure.span.of(&unit.example).ends_with(unit.name.as_str());
            // Some counters make names of their numbers: 5000吨级, 500强.
            let makes_names = catalogue
                .lexicon
                .get(&unit.name)
                .is_some_and(|entry| entry.classes.has(Class::NameUnit));
            let named = figure.role == Role::Name && makes_names && ends;
            named || (read.is_some() && ends) || read.is_some_and(|read| read.name == unit.name)
        });
        if !found {
            let name = format!("unit {}", unit.name);
            wrong.push((
                name,
                format!("{} -> {}", unit.example, understood(&reading, &unit.example)),
            ));
        }
    }
    wrong
}

fn plain(value: Value) -> String {
    match value {
        Value::One(value) => value.normalize().to_string(),
        Value::Range(low, high) => format!("{}..{}", low.normalize(), high.normalize()),
    }
}

/// What the example asks and the figure is not, as `field: asked, got`.
fn differences(example: &Example, figure: &Figure) -> Vec<String> {
    let word = |name: Option<String>| name.unwrap_or_default().to_lowercase();
    let period = figure
        .period
        .map(|period| format!("{}..{}", period.from, period.to))
        .unwrap_or_default();
    let pairs = [
        ("role", &example.role, word(Some(format!("{:?}", figure.role)))),
        (
            "value",
            &example.value,
            figure.value.map(plain).unwrap_or_default(),
        ),
        (
            "unit",
            &example.unit,
            figure.unit.as_deref().unwrap_or_default().to_owned(),
        ),
        (
            "base",
            &example.base,
            word(figure.base.map(|base| format!("{base:?}"))),
        ),
        (
            "subject",
            &example.subject,
            figure
                .subject
                .map_or("", |subject| subject.of(&example.text))
                .to_owned(),
        ),
        (
            "approx",
            &example.approx,
            word(figure.approx.map(|approx| format!("{approx:?}"))),
        ),
        ("mode", &example.mode, word(Some(format!("{:?}", figure.mode)))),
        ("period", &example.period, period),
    ];
    let different = pairs
        .into_iter()
        .filter(|(_, asked, got)| !asked.is_empty() && *asked != got);
    different
        .map(|(field, asked, got)| format!("{field}: {asked}, got {got}"))
        .collect()
}

fn words(examples: &[Example], catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut wrong = Vec::new();
    for example in examples {
        let (words, count) = example.figure.split_once('@').unwrap_or((&example.figure, "1"));
        let nth: usize = count.parse().unwrap();
        let place = example.text.match_indices(words).nth(nth - 1).map(|(at, _)| at);
        let reading = read(&example.text, catalogue);
        let figure = reading
            .figures
            .iter()
            .find(|figure| Some(figure.span.start) == place);
        let problem = match figure {
            None => vec![format!(
                "no figure {}; {}",
                example.figure,
                understood(&reading, &example.text)
            )],
            Some(figure) => differences(example, figure),
        };
        if !problem.is_empty() {
            wrong.push((format!("words {}", example.text), problem.join("; ")));
        }
    }
    wrong
}

#[test]
fn every_record_is_read_as_it_says() {
    let (catalogue, examples) = load();
    let mut wrong = indicators(&catalogue);
    wrong.extend(units(&catalogue));
    wrong.extend(words(&examples, &catalogue));
    let list = std::fs::read_to_string(root().join("spec/catalogue-fixme.txt")).unwrap_or_default();
    let known: BTreeSet<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let names: BTreeSet<&str> = wrong.iter().map(|(name, _)| name.as_str()).collect();
    let new: Vec<String> = wrong
        .iter()
        .filter(|(name, _)| !known.contains(name.as_str()))
        .map(|(name, got)| format!("{name}: {got}"))
        .collect();
    let mended: Vec<&&str> = known.iter().filter(|name| !names.contains(**name)).collect();
    assert!(
        new.is_empty(),
        "{} records are read wrong:\n{}",
        new.len(),
        new.join("\n")
    );
    assert!(
        mended.is_empty(),
        "take these out of spec/catalogue-fixme.txt, they are read right: {mended:?}"
    );
}

/// 人 and 人次 count different things; 个 and 项 count what 座 and 家 count.
#[test]
fn counters_meet_within_their_family() {
    let unit = |name: &str| juyan::catalogue().unit(name).unwrap();
    let counts_like = |one: &str, other: &str| {
        assert_eq!(
            unit(one).counts_like(unit(other)),
            unit(other).counts_like(unit(one))
        );
        unit(one).counts_like(unit(other))
    };
    for (one, other) in [
        ("人", "名"),
        ("家", "户"),
        ("个", "座"),
        ("项", "家"),
        ("件", "个"),
        ("头", "只"),
    ] {
        assert!(counts_like(one, other), "{one} and {other}");
    }
    for (one, other) in [
        ("人", "人次"),
        ("人", "项"),
        ("人", "户"),
        ("家", "家次"),
        ("分（得分）", "个"),
        ("座", "条"),
    ] {
        assert!(!counts_like(one, other), "{one} and {other}");
    }
}
