//! A report against what was known before it.

use crate::{Checked, Options, check, check::is_allowed};
use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Fact, Key, Mode, Source, Span, Term};
use juyan_prove::{Before, Prior, Promise, Report, Stated};
use juyan_reader::Reading;
use std::collections::BTreeMap;

/// Names no document; within one report nothing else is asked of the source.
const THIS: &str = "";

/// Checks `document` as [`check`] does, and holds its facts against `before`. `keys` gives each fact the key that somebody said its
/// words mean, where somebody did.
///
/// ```
/// use juyan::{Before, Options, document::from_text};
/// let catalogue = juyan::catalogue();
/// let title = |text: &str| from_text(&format!("额济纳旗{text}"));
/// let older = title("2024年上半年计划执行情况\n\n上半年一般公共预算收入1.33亿元。");
/// let before = juyan::known(&older, "上半年报告", catalogue);
/// let report = title("2024年1-8月计划执行情况\n\n1-8月一般公共预算收入1.21亿元。");
/// let none = |facts: &[_]| vec![None; facts.len()];
/// let checked = juyan::check_against(&report, catalogue, &Options::default(), &before, none);
/// assert_eq!(checked.findings[0].rule, "J0502");
/// ```
pub fn check_against<'a>(
    document: &'a Document,
    catalogue: &Catalogue,
    options: &Options,
    before: &Before,
    keys: impl FnOnce(&[Fact]) -> Vec<Option<Key>>,
) -> Checked<'a> {
    let mut checked = check(document, catalogue, options);
    let mut stated = stated(document, &checked.reading, catalogue);
    let facts: Vec<Fact> = stated.iter().map(|told| told.fact.clone()).collect();
    for (told, key) in stated.iter_mut().zip(keys(&facts)) {
        told.fact.key = key.unwrap_or_else(|| told.fact.key.clone());
    }
    let report = Report {
        stated: &stated,
        period: checked.reading.period,
        title: checked.reading.title.or_else(|| document.title()),
        catalogue,
    };
    let found = juyan_prove::against(report, before).into_iter();
    checked
        .findings
        .extend(found.filter(|finding| !is_allowed(&finding.rule, catalogue, options)));
    checked
        .findings
        .sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| a.rule.cmp(&b.rule)));
    checked
}

/// What a paper that is called `name` lets be known: its facts, and of its plans what is to be done.
pub fn known(document: &Document, name: &str, catalogue: &Catalogue) -> Before {
    let reading = juyan_reader::read(document, catalogue);
    let stated = stated(document, &reading, catalogue);
    Before {
        promises: promises(&stated, name, catalogue),
        priors: stated
            .iter()
            .map(|told| Prior {
                fact: told.fact.clone(),
                said: told.said.clone(),
                from: name.to_owned(),
                of: reading.period,
            })
            .collect(),
    }
}

/// What the paper says is to be done, where it tells one thing only under a key: of 重点项目105个, 46个 and 28个 nobody knows which
/// shall be answered.
fn promises(stated: &[Stated], name: &str, catalogue: &Catalogue) -> Vec<Promise> {
    let mut by_key: BTreeMap<&Key, Vec<&Fact>> = BTreeMap::new();
    for told in stated {
        by_key.entry(&told.fact.key).or_default().push(&told.fact);
    }
    let is_one = |told: &&Stated| {
        let same = by_key.get(&told.fact.key).into_iter().flatten();
        same.into_iter().all(|other| other.agrees(&told.fact))
    };
    let promises = stated.iter().filter(is_one);
    promises
        .filter_map(|told| promise(told, name, catalogue))
        .collect()
}

fn promise(told: &Stated, name: &str, catalogue: &Catalogue) -> Option<Promise> {
    let key = &told.fact.key;
    let Term::Id(id) = &key.indicator else { return None };
    let indicator = catalogue.indicator(id)?;
    let due = key.period.filter(|_| key.mode == Mode::Plan)?.to;
    Some(Promise {
        key: key.clone(),
        said: format!("{}{}", indicator.name, told.said),
        from: name.to_owned(),
        due,
    })
}

fn stated(document: &Document, reading: &Reading, catalogue: &Catalogue) -> Vec<Stated> {
    let facts = crate::facts(document, reading, THIS, catalogue).facts;
    facts
        .into_iter()
        .map(|fact| {
            let (span, sentence) = places(&fact);
            Stated {
                said: span.of(&document.text).to_owned(),
                gives_notice: gives_notice(sentence.of(&document.text), catalogue),
                fact,
            }
        })
        .collect()
}

fn places(fact: &Fact) -> (Span, Span) {
    match fact.source {
        Source::Document { span, sentence, .. } => (span, sentence),
        Source::Cell { .. } | Source::Formula { .. } | Source::Entry => (Span::new(0, 0), Span::new(0, 0)),
    }
}

/// Whether a sentence says that a figure of it was revised.
fn gives_notice(sentence: &str, catalogue: &Catalogue) -> bool {
    let words = catalogue.list("notice.revised");
    words.iter().any(|word| sentence.contains(word.as_str()))
}
