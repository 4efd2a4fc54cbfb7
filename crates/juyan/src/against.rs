//! A report against what was known before it.

use crate::{Checked, Options, check, check::is_allowed};
use juyan_catalogue::{Catalogue, UnitClass};
use juyan_document::Document;
use juyan_model::{Fact, Figure, Key, Mode, Source, Span, Term};
use juyan_prove::{Before, Prior, Promise, Report, Stated};
use juyan_reader::Reading;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

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
    let named = named(&document.text, &checked.reading.figures, &stated, catalogue);
    let report = Report {
        stated: &stated,
        named: &named,
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
                sentence: {
                    let (span, sentence) = places(&told.fact);
                    told_up_to(&document.text, sentence, span)
                },
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

/// So many letters of a sentence are told at least, where it has them before the figure.
const ENOUGH: usize = 12;

/// The figure with the clauses of its sentence right before it: enough to know it again.
///
/// ```
/// use juyan::model::Span;
/// let text = "Trade went well, freight came to 12 t, up by 66%.";
/// assert_eq!(juyan::told_up_to(text, Span::new(0, text.len()), Span::new(33, 37)), "freightcameto12t");
/// ```
pub fn told_up_to(text: &str, sentence: Span, span: Span) -> String {
    let whole = Span::new(sentence.start, span.end).of(text);
    let letters: Vec<char> = whole.split_whitespace().flat_map(str::chars).collect();
    let is_end = |at: &usize| {
        let is_comma = letters.get(*at).is_some_and(|letter| BETWEEN.contains(*letter));
        is_comma && letters.len() - at > ENOUGH
    };
    let begin = (0..letters.len()).rev().find(is_end).map_or(0, |at| at + 1);
    letters.into_iter().skip(begin).collect()
}

const BETWEEN: &str = ",;:\u{ff0c}\u{ff1b}\u{ff1a}";
const ENDS: &str = "\u{3002}\u{ff1b};\n";

/// The indicators that the text names before a number of the same sentence that may be theirs, in any of their names. Where that is
/// their plan it is left out: a target says nothing of what was done.
fn named(text: &str, figures: &[Figure], stated: &[Stated], catalogue: &Catalogue) -> BTreeSet<SmolStr> {
    let plans: Vec<(&Term, Span)> = stated
        .iter()
        .filter(|told| told.fact.key.mode == Mode::Plan)
        .map(|told| (&told.fact.key.indicator, places(&told.fact).1))
        .collect();
    let is_planned = |id: &SmolStr, name: Span| {
        let is_it = |term: &Term| matches!(term, Term::Id(own) if own == id);
        let mut plans = plans.iter();
        plans.any(|(term, span)| is_it(term) && span.start <= name.start && name.start < span.end)
    };
    let mut named = BTreeSet::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(hit) = catalogue.lexicon.names(rest).last() else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let name = Span::new(at, at + hit.len);
        let told = told_behind(name, text, figures);
        let ids = hit.entry.indicators.iter().filter_map(|position| {
            let position = usize::try_from(*position).ok()?;
            Some(&catalogue.indicators.get(position)?.id)
        });
        let may_be_told = |id: &SmolStr| told.iter().any(|figure| may_tell(figure, id, name, catalogue));
        named.extend(ids.filter(|id| may_be_told(id) && !is_planned(id, name)).cloned());
        at = name.end;
    }
    named
}

/// The figures behind a name, to the end of its sentence, that state facts.
fn told_behind<'f>(name: Span, text: &str, figures: &'f [Figure]) -> Vec<&'f Figure> {
    let rest = text.get(name.end..).unwrap_or_default();
    let end = name.end + rest.find(|letter| ENDS.contains(letter)).unwrap_or(rest.len());
    let behind = figures.partition_point(|figure| figure.span.start < name.end);
    let figures = figures.get(behind..).unwrap_or_default().iter();
    let figures = figures.take_while(|figure| figure.span.start < end);
    figures.filter(|figure| figure.is_fact()).collect()
}

/// Whether a figure behind the `name` of an indicator may tell that one: not where it has words of its own and is bound to another
/// indicator by them, or is told in what cannot be a unit of this one.
fn may_tell(figure: &Figure, id: &SmolStr, name: Span, catalogue: &Catalogue) -> bool {
    let has_own_words = figure
        .subject
        .is_some_and(|subject| subject.end <= name.start || name.end <= subject.start);
    let is_anothers = figure.indicator.as_ref().is_some_and(|other| other != id);
    !has_own_words || !(is_anothers || is_told_otherwise(figure, id, catalogue))
}

/// Whether the indicator is not told in units like that of the figure, neither itself nor its growth, progress or share.
fn is_told_otherwise(figure: &Figure, id: &SmolStr, catalogue: &Catalogue) -> bool {
    let Some(name) = figure.unit.as_deref() else {
        return false;
    };
    let (Some(unit), Some(indicator)) = (catalogue.unit(name), catalogue.indicator(id)) else {
        return false;
    };
    let usual = catalogue.base_unit(&indicator.unit);
    unit.class != UnitClass::Ratio && usual.is_some_and(|usual| !unit.measures_like(usual))
}

/// Whether a sentence says that a figure of it was revised.
fn gives_notice(sentence: &str, catalogue: &Catalogue) -> bool {
    let words = catalogue.list("notice.revised");
    words.iter().any(|word| sentence.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_quoted_with_the_clauses_before_it() {
        let clauses = |text: &str, figure: &str| {
            let start = text.find(figure).unwrap_or_default();
            let span = Span::new(start, start + figure.len());
            told_up_to(text, Span::new(0, text.len()), span)
        };
        let text = "截至6月末，口岸通关顺畅，累计过货量1200万吨，增长66%。";
        assert_eq!(clauses(text, "1200万吨"), "口岸通关顺畅，累计过货量1200万吨");
        assert_eq!(clauses(text, "66%"), "累计过货量1200万吨，增长66%");
        assert_eq!(clauses("过货量\n1200吨", "1200吨"), "过货量1200吨");
    }
}
