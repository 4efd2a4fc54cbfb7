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

use juyan::vocabulary::{Catalogue, Sample, Source};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn load() -> (Catalogue, Vec<Sample>) {
    Catalogue::load(&Source::below(&root().join("catalogue")).unwrap())
        .unwrap_or_else(|errors| panic!("{errors:#?}"))
}

#[test]
fn every_record_is_read_as_it_says() {
    let (catalogue, samples) = load();
    let wrong = juyan::misread(&catalogue, &samples);
    let list = std::fs::read_to_string(root().join("spec/catalogue-fixme.txt")).unwrap_or_default();
    let known: BTreeSet<&str> = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let names: BTreeSet<&str> = wrong.iter().map(|error| error.place.as_str()).collect();
    let new: Vec<String> = wrong
        .iter()
        .filter(|error| !known.contains(error.place.as_str()))
        .map(ToString::to_string)
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

/// A province's own record is held to its own example, before anything is read with it.
#[test]
fn own_records_are_read_as_they_say() {
    let own = |text: &str| {
        let source = Source {
            path: "own.toml".to_owned(),
            text: text.to_owned(),
        };
        let places = |errors: Vec<juyan::vocabulary::CatalogueError>| -> Vec<String> {
            errors.into_iter().map(|error| error.place).collect()
        };
        juyan::catalogue_with(&[source]).map(drop).map_err(places)
    };
    let unit = |example: &str| {
        format!(
            "[[unit]]\nname = \"驮\"\nclass = \"counter\"\ndimension = \"load\"\nexample = \"{example}\"\n"
        )
    };
    assert_eq!(own(&unit("驼队运来盐砖30驮。")), Ok(()));
    assert_eq!(own(&unit("驼队运来盐砖30车。")), Err(vec!["unit 驮".to_owned()]));
    let group = |value: &str| {
        format!(
            "[[group]]\nclasses = [\"rise\"]\nwords = [\"蹿升\"]\n[[group.reads]]\ntext = \"原煤产量蹿升12%。\"\n\
             figure = \"12%\"\nrole = \"growth\"\nvalue = \"{value}\"\n"
        )
    };
    assert_eq!(own(&group("12")), Ok(()));
    assert_eq!(own(&group("13")), Err(vec!["words 原煤产量蹿升12%。".to_owned()]));
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
