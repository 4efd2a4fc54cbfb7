//! What was said of words holds for later papers, unless the words stood for two things.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod scene;

use juyan_ledger::{ActKind, Known, Ledger, Paper};
use juyan_model::{Fact, Key, Source, Span};
use scene::{act, fact, ledger};

/// Records a paper that tells `figures` of `year`, each as a key, the words before the number, and the number. Gives their places, and
/// how many were bound as before.
fn record(ledger: &mut Ledger, year: u16, figures: &[(&str, &str, &str)]) -> (Vec<i64>, usize) {
    let mut text = format!("{year}年。");
    let mut facts = Vec::new();
    let places: Vec<(Span, Span)> = figures
        .iter()
        .map(|(_, words, value)| {
            let begin = text.len();
            text.extend([words, value, "吨"]);
            let span = Span::new(begin + words.len(), text.len());
            text += "。";
            (span, Span::new(begin, text.len()))
        })
        .collect();
    let paper = Paper {
        name: format!("{year}.txt"),
        format: "txt".into(),
        title: None,
        region: Some("152923".into()),
        period: None,
        text,
    };
    for ((key, _, value), (span, sentence)) in figures.iter().zip(places) {
        facts.push(Fact {
            source: Source::Document {
                document: paper.digest(),
                span,
                sentence,
            },
            ..fact(&format!("{key}@152923:{year}"), value)
        });
    }
    let when = format!("{}-01-20T08:00:00+08:00", year + 1);
    let kept = ledger.change(&act(ActKind::Record, &when), |change| {
        change.paper(&paper)?;
        let facts: Result<Vec<i64>, _> = facts.iter().map(|fact| change.fact(fact, None)).collect();
        let facts = facts?;
        let bound = change.bind_as_before(&facts)?;
        Ok((facts, bound))
    });
    kept.unwrap().1
}

fn bind(ledger: &mut Ledger, fact: i64, key: &str, year: u16) {
    let when = format!("{}-02-01T08:00:00+08:00", year + 1);
    let key: Key = key.parse().unwrap();
    ledger
        .change(&act(ActKind::Bind, &when), |change| change.bind(fact, &key))
        .unwrap();
}

fn key_of(ledger: &Ledger, fact: i64) -> String {
    ledger.fact(fact).unwrap().fact.key.to_string()
}

#[test]
fn words_that_stood_for_two_things_say_nothing() {
    let mut ledger = ledger("2022-01-01T08:00:00+08:00");
    let two = [
        ("port_freight", "货运量", "1175"),
        ("port_freight", "货运量", "1200"),
    ];
    let (first, _) = record(&mut ledger, 2022, &two);
    bind(&mut ledger, first[0], "port_freight{site=ceke}@152923:2022", 2022);
    let (later, bound) = record(&mut ledger, 2023, &[("port_freight", "货运量", "1300")]);
    assert_eq!(
        (key_of(&ledger, later[0]).as_str(), bound),
        ("port_freight@152923:2023", 0)
    );
    // Once both are of one thing the words say which.
    bind(&mut ledger, first[1], "port_freight{site=ceke}@152923:2022", 2023);
    let (last, bound) = record(&mut ledger, 2024, &[("port_freight", "货运量", "1400")]);
    assert_eq!(key_of(&ledger, last[0]), "port_freight{site=ceke}@152923:2024");
    assert_eq!(bound, 1);
}

/// 三个小区164户, and projects of two kinds: what is told in one word of two things is nobody's.
#[test]
fn one_word_of_two_things_is_nobodys() {
    let mut ledger = ledger("2022-01-01T08:00:00+08:00");
    let (first, _) = record(&mut ledger, 2022, &[("\"项目\"", "项目", "6")]);
    bind(&mut ledger, first[0], "minority_projects@152923:2022", 2022);
    let two = [("\"项目\"", "项目", "7"), ("\"项目\"", "供热项目", "3")];
    assert_eq!(record(&mut ledger, 2023, &two).1, 0);
    // The same told twice is one.
    let twice = [("\"项目\"", "项目", "8"), ("\"项目\"", "安排项目", "8")];
    assert_eq!(record(&mut ledger, 2024, &twice).1, 2);
}

#[test]
fn other_words_of_the_same_key_are_not_meant() {
    let mut ledger = ledger("2022-01-01T08:00:00+08:00");
    let (first, _) = record(&mut ledger, 2022, &[("port_freight", "货运量", "1175")]);
    bind(&mut ledger, first[0], "port_freight{site=ceke}@152923:2022", 2022);
    let two = [
        ("port_freight", "累计过货量", "1300"),
        ("coal_sale", "货运量", "7"),
    ];
    let (later, bound) = record(&mut ledger, 2023, &two);
    assert_eq!(bound, 0);
    assert_eq!(key_of(&ledger, later[0]), "port_freight@152923:2023");
}

/// What was known before the answer was taken back stays so.
#[test]
fn an_answer_that_is_taken_back_frees_what_stood_on_it() {
    let mut ledger = ledger("2022-01-01T08:00:00+08:00");
    let (first, _) = record(&mut ledger, 2022, &[("\"过货\"", "过货", "1175")]);
    bind(&mut ledger, first[0], "port_freight@152923:2022", 2022);
    let answer = ledger.head().unwrap().unwrap().seq;
    let (later, _) = record(&mut ledger, 2023, &[("\"过货\"", "过货", "1300")]);
    let recorded = ledger.head().unwrap().unwrap().seq;
    let given = ledger.same_words().unwrap();
    assert_eq!(
        (given[0].fact, given[0].answer, given[0].change),
        (later[0], answer, recorded)
    );
    assert_eq!(key_of(&ledger, later[0]), "port_freight@152923:2023");
    ledger
        .undo(answer, &act(ActKind::Undo, "2024-03-01T08:00:00+08:00"))
        .unwrap();
    assert_eq!(key_of(&ledger, later[0]), "\"过货\"@152923:2023");
    assert_eq!(key_of(&ledger, first[0]), "\"过货\"@152923:2022");
    let key: Key = "port_freight@152923:2023".parse().unwrap();
    assert!(ledger.facts_under(&key, Known::Now).unwrap().is_empty());
    assert_eq!(ledger.facts_under(&key, Known::After(recorded)).unwrap().len(), 1);
    assert!(ledger.verify(None).unwrap().flaws.is_empty());
}
