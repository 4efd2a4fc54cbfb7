//! Wrong catalogues, each laid over the built-in one, and what is said of them.
//!
//! `BLESS=1 cargo test -p juyan-catalogue --test errors` writes the messages anew; read the difference.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot read its material has failed"
)]

use juyan_catalogue::{Catalogue, Lights, Source};
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn base() -> Vec<Source> {
    Source::below(&root().join("catalogue")).unwrap()
}

#[test]
fn wrong_catalogues_are_told_what_is_wrong() {
    let folder = root().join("spec/catalogue-errors");
    let base = base();
    let wrong = Source::below(&folder).unwrap();
    assert!(wrong.len() >= 15, "only {} wrong catalogues", wrong.len());
    let mut different = Vec::new();
    for source in wrong {
        let path = source.path.clone();
        let errors = Catalogue::layered(&[&base, &[source]]).expect_err(&path);
        let lines: Vec<String> = errors.iter().map(ToString::to_string).collect();
        let told = lines.join("\n") + "\n";
        let page = folder.join(&path).with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&page, &told).unwrap();
        }
        if std::fs::read_to_string(&page).unwrap_or_default() != told {
            different.push(format!("{path} is told:\n{told}"));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// What could be taken for a fault and is none passes.
#[test]
fn sound_rules_of_lights_pass() {
    let sound = Source::below(&root().join("spec/catalogue-sound")).unwrap();
    assert!(sound.len() >= 3, "only {} sound rule files", sound.len());
    for source in sound {
        let read = Lights::read(&source);
        assert!(read.is_ok(), "{}: {:?}", source.path, read.err());
    }
}

/// Who writes a rule file of his own is told the line, in his language.
#[test]
fn faults_of_a_rule_file_name_their_line() {
    let folder = root().join("spec/catalogue-errors");
    let wrong = Source::below(&folder).unwrap().into_iter();
    let mut asked = 0;
    for source in wrong.filter(|source| source.path.starts_with("lights-")) {
        for error in Lights::read(&source).expect_err(&source.path) {
            let line: usize = error.place.strip_prefix("line ").unwrap().parse().unwrap();
            let text = source.text.lines().nth(line - 1).unwrap();
            assert!(text.starts_with("[[lights"), "{error}: {text}");
            assert!(error.said.is_some(), "{error}");
            asked += 1;
        }
    }
    assert!(asked >= 10, "only {asked}");
}

#[test]
fn order_of_files_does_not_matter() {
    let mut sources = base();
    let forward = Catalogue::load(&sources).unwrap().0;
    sources.reverse();
    assert_eq!(forward, Catalogue::load(&sources).unwrap().0);
}

#[test]
fn image_gives_the_catalogue_back() {
    let catalogue = Catalogue::load(&base()).unwrap().0;
    assert_eq!(
        Catalogue::from_image(&catalogue.to_image().unwrap()).unwrap(),
        catalogue
    );
}

#[test]
fn regions_are_told_apart_by_what_they_lie_in() {
    let catalogue = Catalogue::load(&base()).unwrap().0;
    let code = |name: &str, within: Option<&str>| {
        catalogue
            .region(name, within)
            .map(|region| region.code.to_string())
    };
    assert_eq!(code("额济纳旗", None).as_deref(), Some("152923"));
    assert_eq!(code("额济纳", None).as_deref(), Some("152923"));
    assert_eq!(code("鼓楼区", None), None);
    assert_eq!(code("鼓楼区", Some("320100")).as_deref(), Some("320106"));
    assert_eq!(code("鼓楼区", Some("350000")).as_deref(), Some("350102"));
    assert_eq!(code("吉林省", None).as_deref(), Some("220000"));
    assert_eq!(code("吉林市", None).as_deref(), Some("220200"));
    assert_eq!(code("乌有县", None), None);
}

#[test]
fn a_code_gives_the_name_in_force() {
    let catalogue = Catalogue::load(&base()).unwrap().0;
    let name = |code: &str| catalogue.region_of(code).map(|region| region.name.as_str());
    assert_eq!(name("511421"), Some("仁寿县"));
    assert_eq!(name("511423"), Some("洪雅县"));
    for region in catalogue.regions.iter().filter(|region| region.in_force) {
        assert_eq!(name(&region.code), Some(region.name.as_str()));
    }
}

/// A record that is replaced is gone with all its names, and one that is added is found.
#[test]
fn overlay_adds_and_replaces() {
    let own = "[[indicator]]\nid = \"oil\"\nname = \"油田产量\"\nunit = \"吨\"\nkind = \"flow\"\nadds = \"sum\"\n\
        growth_basis = \"na\"\ndirection = \"up\"\nexample = \"油田产量3万吨。\"\nreplaces = true\n\
        [[unit]]\nname = \"驮\"\nclass = \"counter\"\ndimension = \"load\"\nexample = \"运来盐砖30驮。\"\n";
    let own = [Source {
        path: "own.toml".to_owned(),
        text: own.to_owned(),
    }];
    let base = base();
    let catalogue = Catalogue::layered(&[&base, &own]).unwrap().0;
    let names = |word: &str| {
        catalogue
            .lexicon
            .get(word)
            .map_or(0, |entry| entry.indicators.len())
    };
    assert_eq!(catalogue.indicator("oil").unwrap().name, "油田产量");
    assert_eq!((names("油田产量"), names("原油产量")), (1, 0));
    assert_eq!(catalogue.unit("驮").unwrap().dimension, "load");
}

/// A file cut off anywhere, or with a character doubled, is refused or read, but never stops the program.
#[test]
fn broken_files_are_refused_in_peace() {
    let folder = root().join("spec/catalogue-errors");
    for source in Source::below(&folder).unwrap() {
        for (at, character) in source.text.char_indices() {
            let (before, after) = source.text.split_at(at);
            for text in [before.to_owned(), format!("{before}{character}{after}")] {
                let path = source.path.clone();
                if let Ok((catalogue, _)) = Catalogue::load(&[Source { path, text }]) {
                    assert!(catalogue.to_image().is_ok());
                }
            }
        }
    }
}
