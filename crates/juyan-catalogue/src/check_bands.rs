//! Whether the bands of a rule can decide: a band that is never come to, a rule that knows one colour alone, more that is worse and has
//! the better colour, a share written as a part of one. Bands are tried on measures around every number that their conditions name.

use crate::{Band, Colour, Condition, Expression, LightRule, Named, Stretch, Written};
use juyan_model::{Rational, rational};
use rust_decimal::Decimal;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};

/// A band, by its place, and what is wrong with it: the wording and its slots.
pub(crate) type Flaw = (usize, &'static str, Vec<(&'static str, String)>);

/// So many pictures of a target are tried; a rule that asks for more measures at once is left alone.
const PICTURES: usize = 1_000;

/// Measures of which more is worse.
const WORSE: [&str; 7] = ["behind", "short", "gap", "miss", "off", "away", "late"];

/// Measures that are told in percent or in points, of which a part of one is next to nothing.
const IN_PERCENT: [&str; 6] = ["progress", "time", "behind", "short", "miss", "away"];

/// Measures that are never below nought, and at most how much they are where there is a most.
const NEVER_BELOW_NOUGHT: [(&str, Option<i128>); 5] = [
    ("time", Some(100)),
    ("month", Some(12)),
    ("done", Some(1)),
    ("off", None),
    ("away", None),
];

/// Measures that a target may lack: nothing is a share of nought, and only what was reached on a known day was late.
const MAY_BE_MISSING: [&str; 6] = ["late", "progress", "behind", "short", "miss", "away"];

/// What is wrong with the bands of a rule.
pub(crate) fn flaws(rule: &LightRule) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = shares(rule);
    let wordless = rule
        .bands
        .iter()
        .enumerate()
        .filter(|(_, band)| band.zh.trim().is_empty());
    flaws.extend(wordless.map(|(place, _)| (place, "rules.no-words", Vec::new())));
    let Some((last, before)) = rule.bands.split_last() else {
        return flaws;
    };
    if let Some(open) = before.iter().position(|band| band.only.is_empty()) {
        let behind = (rule.bands.len() - open - 1).to_string();
        flaws.push((open, "rules.open-band", vec![("count", behind)]));
        return flaws;
    }
    if !last.only.is_empty() {
        return flaws;
    }
    let colours: BTreeSet<Colour> = rule.bands.iter().map(|band| band.colour).collect();
    if colours.len() == 1 && last.colour != Colour::None {
        let place = rule.bands.len() - 1;
        flaws.push((
            place,
            "rules.one-colour",
            vec![("colour", last.colour.name().to_owned())],
        ));
        return flaws;
    }
    if let Some(pictures) = pictures(rule) {
        flaws.extend(never(rule, &pictures));
        flaws.extend(upside_down(rule, &pictures));
    }
    flaws
}

/// Bands that no target comes to: because none is as they say, or because those before them take all that are.
fn never(rule: &LightRule, pictures: &[Picture]) -> Vec<Flaw> {
    let reached: BTreeSet<usize> = pictures.iter().filter_map(|picture| picture.band(rule)).collect();
    let missed = rule.bands.iter().enumerate();
    let missed = missed.filter(|(place, _)| !reached.contains(place));
    let told = missed.map(|(place, band)| {
        let is_met = pictures.iter().any(|picture| picture.meets(band));
        match (band.only.as_slice(), is_met) {
            ([], _) => (place, "rules.never-last", Vec::new()),
            (_, true) => (place, "rules.never", vec![("where", conditions(band))]),
            (_, false) => (place, "rules.nothing-so", vec![("where", conditions(band))]),
        }
    });
    told.collect()
}

fn conditions(band: &Band) -> String {
    let texts: Vec<&str> = band.only.iter().map(Written::text).collect();
    texts.join(", ")
}

/// The first band that is better than another one though a measure of which more is worse is more. Asked only where all bands name one
/// measure: of several, one follows from the other, and pictures show what never comes together.
fn upside_down(rule: &LightRule, pictures: &[Picture]) -> Option<Flaw> {
    let most = pictures.iter().map(|picture| picture.measures.len()).max();
    if most != Some(1) {
        return None;
    }
    for (at, one) in pictures.iter().enumerate() {
        let Some(better) = one.band(rule) else { continue };
        for other in pictures.iter().skip(at + 1) {
            let Some((name, one_is_worse)) = one.differs_in_one_that_is_worse(other) else {
                continue;
            };
            let Some(place) = other.band(rule) else { continue };
            let colour = |place: usize| rule.bands.get(place).map_or(Colour::None, |band| band.colour);
            let (worse, milder) = if one_is_worse {
                (better, place)
            } else {
                (place, better)
            };
            let (of_worse, of_milder) = (colour(worse), colour(milder));
            if of_worse != Colour::None && of_milder != Colour::None && of_worse < of_milder {
                let slots = vec![("name", name.to_owned()), ("colour", of_worse.name().to_owned())];
                return Some((worse, "rules.upside-down", slots));
            }
        }
    }
    None
}

/// Shares that are written as parts of one: half is 50, not 0.5.
fn shares(rule: &LightRule) -> Vec<Flaw> {
    let bands = rule.bands.iter().enumerate();
    let conditions = bands.flat_map(|(place, band)| band.only.iter().map(move |only| (place, only)));
    let told = conditions.filter_map(|(place, written)| {
        let (name, number) = simple(written).into_iter().find(|(name, number)| {
            let is_part = !number.is_zero() && number.abs() < Decimal::ONE;
            is_part && IN_PERCENT.contains(name)
        })?;
        let percent = number.checked_mul(Decimal::ONE_HUNDRED)?;
        let slots = vec![
            ("where", written.text().to_owned()),
            ("name", name.to_owned()),
            ("number", number.normalize().to_string()),
            ("percent", percent.normalize().to_string()),
        ];
        Some((place, "rules.part-of-one", slots))
    });
    told.collect()
}

/// The numbers with which a condition compares a measure; empty where it compares anything else.
fn simple(condition: &Condition) -> Vec<(&str, Decimal)> {
    let Condition::Compare { left, right, .. } = condition else {
        return Vec::new();
    };
    let mut pairs = Vec::new();
    for side in right {
        match (left, side) {
            (Expression::Name(name), Expression::Number(number))
            | (Expression::Number(number), Expression::Name(name)) => pairs.push((name.as_str(), *number)),
            _ => return Vec::new(),
        }
    }
    pairs
}

/// Measures that a target may have.
#[derive(Debug, Clone, Default)]
struct Picture {
    measures: BTreeMap<SmolStr, Rational>,
}

impl Picture {
    fn band(&self, rule: &LightRule) -> Option<usize> {
        rule.bands.iter().position(|band| self.meets(band))
    }

    fn meets(&self, band: &Band) -> bool {
        band.only.iter().all(|only| only.verdict(self) == Some(true))
    }

    /// The measure in which alone two differ, where more of it is worse, and whether the first has more. None where one lacks a measure
    /// that the other has.
    fn differs_in_one_that_is_worse(&self, other: &Self) -> Option<(&str, bool)> {
        if !self.measures.keys().eq(other.measures.keys()) {
            return None;
        }
        let pairs = self.measures.iter().zip(other.measures.values());
        let mut differing = pairs.filter(|((_, own), others)| own != others);
        let ((name, own), others) = differing.next()?;
        (differing.next().is_none() && WORSE.contains(&name.as_str())).then(|| (name.as_str(), own > others))
    }
}

impl Named for Picture {
    fn number(&self, name: &str) -> Option<Rational> {
        self.measures.get(name).cloned()
    }

    fn word(&self, _: &str) -> Option<Option<SmolStr>> {
        None
    }

    fn has(&self, name: &str) -> bool {
        self.measures.contains_key(name)
    }

    fn within(&self, _: &str, _: Stretch) -> Option<bool> {
        None
    }
}

/// One picture for each way in which the measures can lie to the numbers that conditions name, or be missing; none where a condition
/// compares anything else, or there are too many ways.
fn pictures(rule: &LightRule) -> Option<Vec<Picture>> {
    let mut numbers: BTreeMap<&str, BTreeSet<Decimal>> = BTreeMap::new();
    for written in rule.bands.iter().flat_map(|band| &band.only) {
        let pairs = simple(written);
        if pairs.is_empty() {
            return None;
        }
        for (name, number) in pairs {
            numbers.entry(name).or_default().insert(number);
        }
    }
    let mut pictures = vec![Picture::default()];
    for (name, numbers) in numbers {
        let values = values(name, numbers);
        let missing = MAY_BE_MISSING.contains(&name).then_some(None);
        let values: Vec<Option<Rational>> = values.into_iter().map(Some).chain(missing).collect();
        if pictures.len().saturating_mul(values.len()) > PICTURES {
            return None;
        }
        let with = |picture: &Picture, value: &Option<Rational>| {
            let mut picture = picture.clone();
            let value = value.clone().map(|value| (name.into(), value));
            picture.measures.extend(value);
            picture
        };
        let all = pictures.iter();
        pictures = all
            .flat_map(|picture| values.iter().map(|value| with(picture, value)))
            .collect();
    }
    Some(pictures)
}

/// What a measure can be on either side of `numbers`, in rising order.
fn values(name: &str, mut numbers: BTreeSet<Decimal>) -> Vec<Rational> {
    let bounds = NEVER_BELOW_NOUGHT.iter().find(|(bounded, _)| *bounded == name);
    let Some((_, most)) = bounds else {
        return around(&numbers.into_iter().map(rational).collect::<Vec<_>>());
    };
    numbers.insert(Decimal::ZERO);
    let mut values = around(&numbers.into_iter().map(rational).collect::<Vec<_>>());
    let (least, most) = (Rational::whole(0), most.map(Rational::whole));
    values.retain(|value| *value >= least && most.as_ref().is_none_or(|most| value <= most));
    values
}

/// The numbers, something between each two, and something on either side; in rising order.
fn around(numbers: &[Rational]) -> Vec<Rational> {
    let one = Rational::one();
    let mut values: Vec<Rational> = numbers.first().map(|first| first - &one).into_iter().collect();
    for (at, number) in numbers.iter().enumerate() {
        values.push(number.clone());
        values.push(match numbers.get(at + 1) {
            Some(next) => (number + next) * Rational::fraction(1, 2),
            None => number + &one,
        });
    }
    values
}
