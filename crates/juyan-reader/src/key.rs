//! Facts under their keys.

use crate::Reading;
use crate::area::{is_nation, leading_region};
use crate::bind::REGION;
use crate::phrase::is_letter;
use juyan_catalogue::{Catalogue, Class};
use juyan_model::{Base, Figure, FigureId, Key, Measure, Role, Span, Term, Versus};
use smol_str::SmolStr;

/// The key of a fact: its indicator, or its own words until it is bound. None where it names nothing, or where the
/// region that it is told of is not known.
pub fn key(reading: &Reading, id: FigureId, text: &str, catalogue: &Catalogue) -> Option<Key> {
    let figure = reading.figures.get(id.0).filter(|figure| figure.is_fact())?;
    let subject = figure.subject?;
    let indicator = match &figure.indicator {
        Some(id) => Term::Id(id.clone()),
        None => Term::Words(own_words(subject.of(text))?),
    };
    let mut dimensions = figure.dimensions.clone();
    let region = match dimensions.remove(&REGION) {
        Some(Term::Id(code)) => code,
        _ => region(subject, reading, text, catalogue)?,
    };
    Some(catalogue.canonical(Key {
        indicator,
        dimensions,
        measures: measures(figure, &reading.figures),
        region,
        period: figure.period,
        accrual: figure.accrual,
        since: None,
        mode: figure.mode,
    }))
}

/// `subject` without spaces and breaks of lines.
fn own_words(subject: &str) -> Option<SmolStr> {
    // Nearly all subjects are letters alone.
    if !subject.is_empty() && subject.chars().all(is_letter) {
        return Some(SmolStr::new(subject));
    }
    let words: SmolStr = subject
        .chars()
        .filter(|character| !character.is_whitespace())
        .collect();
    (!words.is_empty()).then_some(words)
}

/// The measure of `figure`, behind those of what it speaks of: the change of a growth, the rank of a growth.
fn measures(figure: &Figure, figures: &[Figure]) -> Vec<Measure> {
    let own = match figure.role {
        Role::Growth => Measure::Growth(versus(figure.base)),
        Role::Change => Measure::Change(versus(figure.base)),
        Role::Progress => Measure::Progress(None),
        Role::Share => Measure::Share(None),
        Role::Rank => Measure::Rank(None),
        Role::Level | Role::Period | Role::Name | Role::Heading => return Vec::new(),
    };
    let of = figure.of.and_then(|of| figures.get(of.0));
    let mut measures = of
        .filter(|of| of.indicator == figure.indicator && of.of != figure.of)
        .map(|of| match of.role {
            Role::Growth => vec![Measure::Growth(versus(of.base))],
            Role::Progress => vec![Measure::Progress(None)],
            Role::Share => vec![Measure::Share(None)],
            _ => Vec::new(),
        })
        .unwrap_or_default();
    measures.push(own);
    measures
}

/// What a growth or change compares with. A base that the text does not tell is none of those that keys name.
const fn versus(base: Option<Base>) -> Versus {
    match base {
        Some(Base::Yoy) => Versus::Yoy,
        Some(Base::Mom) => Versus::Mom,
        Some(Base::Ytd) => Versus::Ytd,
        Some(Base::Plan) => Versus::Plan,
        Some(Base::Other) | None => Versus::Other,
    }
}

/// The region whose name the subject begins with, the nation where 全国 opens or precedes the subject; else the report's own.
fn region(subject: Span, reading: &Reading, text: &str, catalogue: &Catalogue) -> Option<SmolStr> {
    let words = subject.of(text);
    let opens = catalogue.lexicon.words(words).last();
    if opens.is_some_and(|hit| is_nation(hit.entry)) || follows_nation(subject, text, catalogue) {
        return Some(SmolStr::new_static("000000"));
    }
    let named = leading_region(words, catalogue).filter(|(len, _)| *len < words.len());
    named
        .map(|(_, region)| region.code.clone())
        .or_else(|| reading.region.clone())
}

/// Whether a word for the nation stands right before `subject`.
fn follows_nation(subject: Span, text: &str, catalogue: &Catalogue) -> bool {
    const LONGEST: usize = 4;
    let before = text.get(..subject.start).unwrap_or_default();
    let mut endings = catalogue.lexicon.endings(before, Class::ScopeNation, LONGEST);
    endings.any(is_nation)
}
