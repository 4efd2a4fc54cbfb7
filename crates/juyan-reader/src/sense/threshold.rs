//! Amounts that name a class of things by what they pass: 亿元以上项目, 产值超亿元的企业.

use super::{ends_with_class, is_class, opens_with, starts_with_class};
use crate::phrase::is_letter;
use crate::quantity::{Form, Quantity, quantity};
use crate::scan::is_mark;
use juyan_catalogue::{Catalogue, Class, Classes, Family, NumeralSign, UnitClass};
use juyan_model::{Approx, Decimal, Span, Value};

/// The dimension of units of age.
const AGE: &str = "age";

/// Whether a quantity of `block` names a class of things.
pub(super) fn names_category(text: &str, quantity: &Quantity, block: Span, catalogue: &Catalogue) -> bool {
    let after = [Class::OverAfter, Class::UnderAfter];
    let body = quantity.span.of(text);
    let before = text.get(block.start..quantity.span.start).unwrap_or_default();
    let rest = text.get(quantity.span.end..block.end).unwrap_or_default();
    // Most quantities are exact, and end in no such word.
    let trailing =
        quantity.approx.is_some() && after.iter().any(|class| ends_with_class(body, *class, catalogue));
    let next = rest.trim_start().chars().next();
    // 500万元—1亿元项目 is a class of projects, （亿元以上） another.
    let currency = quantity.class == Some(UnitClass::Currency);
    let graded = currency && quantity.form == Form::Range && next.is_some_and(char::is_alphanumeric);
    let bracketed = trailing && matches!(next, Some('）' | ')')) && before.ends_with(['（', '(']);
    // 超百亿县 leaves the unit out.
    let amount = currency || quantity.unit.is_none();
    // 0-17岁、18-34岁、60岁及以上人口: an age from … to … is a class of people.
    let aged = quantity.form == Form::Range
        && next.is_some_and(|next| next == '、' || next.is_alphanumeric())
        && quantity
            .unit
            .as_deref()
            .and_then(|unit| catalogue.unit(unit))
            .is_some_and(|unit| unit.dimension == AGE);
    if graded
        || bracketed
        || aged
        || currency && names_scale(quantity, body, rest, catalogue)
        || amount && passed_by_things(quantity, before, rest, catalogue)
    {
        return true;
    }
    if !trailing || quantity.class == Some(UnitClass::Ratio) {
        return false;
    }
    let qualifies = starts_with_class(rest, Class::Of, catalogue);
    // 存栏50头以上养殖户: what they hold.
    let held = opens_with(rest, Class::Folk, catalogue);
    let counts = !qualifies
        && !held
        && !counted_again(text, quantity.span.end, rest, catalogue)
        && counts_things(quantity, catalogue);
    !counts
        && next.is_some_and(|c| !is_mark(c) && c.is_alphanumeric())
        && !opens_with(rest, Class::Link, catalogue)
        && (!starts_with_class(rest, Class::And, catalogue) || is_joined(rest, catalogue))
        && !starts_with_class(rest, Class::All, catalogue)
}

/// 亿元项目, 百亿元产业集群: a scale without a number before things that are classed by it.
fn names_scale(quantity: &Quantity, body: &str, rest: &str, catalogue: &Catalogue) -> bool {
    let scale = |sign: char| {
        let digit = |sign| matches!(sign, NumeralSign::Arabic(_) | NumeralSign::Digit(_));
        catalogue.numerals.sign(sign).is_some_and(|sign| !digit(sign))
    };
    let bare = quantity.form == Form::Plain && body.starts_with(scale);
    let mut words = catalogue.lexicon.words(rest);
    bare && words.any(|hit| {
        hit.entry
            .classes
            .any(Classes::of(&[Class::Graded, Class::HeadNoun]))
    })
}

/// 5万只以上养殖小区4个: the things behind the threshold have a number of their own.
fn counted_again(text: &str, start: usize, rest: &str, catalogue: &Catalogue) -> bool {
    /// Longest name of such things, in characters.
    const LONGEST: usize = 10;
    let digit = |(_, c): &(usize, char)| c.is_ascii_digit();
    let next = rest.char_indices().take(LONGEST + 1).find(digit);
    let behind = next.filter(|(at, _)| *at > 0).and_then(|(at, _)| {
        let name = rest.get(..at)?;
        let joins = [Class::And, Class::Verb, Class::Lead];
        let named = name.chars().all(is_letter)
            && !joins.iter().any(|class| ends_with_class(name, *class, catalogue));
        named.then(|| quantity(text, start + at, catalogue)).flatten()
    });
    behind.is_some_and(|behind| behind.class == Some(UnitClass::Counter))
}

/// 培育100家以上特色企业 counts them; 5000人以上的乡镇 and 50户以上自然村 are classed by what they hold.
fn counts_things(quantity: &Quantity, catalogue: &Catalogue) -> bool {
    let unit = quantity.unit.as_deref().and_then(|unit| catalogue.unit(unit));
    let holds = [Family::Person, Family::Visit, Family::Household, Family::Grade];
    unit.is_some_and(|unit| unit.class == UnitClass::Counter && !holds.contains(&unit.family()))
}

/// 千亿县, 超百亿镇: so many of them there are not; the scale is what they come to.
pub(super) fn names_size(quantity: &Quantity, catalogue: &Catalogue) -> bool {
    let heads = quantity
        .unit
        .as_deref()
        .is_some_and(|unit| is_class(unit, Class::ClassHead, catalogue));
    let many = quantity
        .value
        .and_then(Value::single)
        .is_some_and(|value| value >= Decimal::from(HUGE));
    heads && many
}

/// 五里村, 三家村: a numeral with a measure in the name of a place.
pub(super) fn names_place(quantity: &Quantity, rest: &str, catalogue: &Catalogue) -> bool {
    let body = quantity
        .unit
        .as_deref()
        .and_then(|unit| catalogue.unit(unit))
        .is_some_and(|unit| unit.family() == Family::Body);
    let measured = matches!(quantity.class, Some(UnitClass::Measure | UnitClass::Currency));
    (body || measured) && opens_with(rest, Class::PlaceTail, catalogue)
}

/// There are fewer counties and towns than this.
const HUGE: u32 = 100_000_000;

/// Whether another threshold of the same list follows: 5000万元以上和企业投资亿元以上的项目.
fn is_joined(rest: &str, catalogue: &Catalogue) -> bool {
    const REACH: usize = 12;
    let mut places = rest
        .char_indices()
        .take(REACH)
        .map(|(at, _)| rest.get(at..).unwrap_or_default());
    places
        .find(|tail| starts_with_class(tail, Class::OverAfter, catalogue))
        .and_then(|tail| tail.chars().nth(2))
        .is_some_and(|next| !is_mark(next) && next.is_alphanumeric())
}

/// How far from the amount the things and their number stand, in characters.
const NEAR: usize = 14;

/// 产值超亿元的企业达到20家, 形成10个营收超千亿元的集群: an amount that is passed by things which are counted.
fn passed_by_things(quantity: &Quantity, before: &str, rest: &str, catalogue: &Catalogue) -> bool {
    let passed = matches!(quantity.approx, Some(Approx::Over | Approx::Under));
    if !passed || !rest.starts_with(is_letter) {
        return false;
    }
    // 投资超千万的5家: what is counted was named before.
    let of = catalogue
        .lexicon
        .words(rest)
        .find(|hit| hit.entry.classes.has(Class::Of));
    if of
        .and_then(|of| rest.get(of.len..))
        .is_some_and(|tail| is_told(tail, catalogue))
    {
        return true;
    }
    let places = rest
        .char_indices()
        .take(NEAR)
        .take_while(|(_, sign)| !is_mark(*sign));
    let tails = places.filter_map(|(at, _)| rest.get(at..));
    let mut behind = tails.filter_map(|tail| {
        let words = catalogue.lexicon.words(tail);
        let thing = words.filter(|hit| hit.entry.classes.has(Class::Graded)).last()?;
        tail.get(thing.len..)
    });
    let counted = counted_before(before, catalogue);
    behind.any(|tail| counted || is_told(tail, catalogue))
}

/// Whether a number begins here.
fn is_counted(text: &str, catalogue: &Catalogue) -> bool {
    text.starts_with(|sign| catalogue.numerals.sign(sign).is_some())
}

/// Whether a number or a verb before one begins here.
fn is_told(text: &str, catalogue: &Catalogue) -> bool {
    let verbs = Classes::of(&[Class::Link, Class::Reach, Class::Rise, Class::Newly]);
    is_counted(text, catalogue) || catalogue.lexicon.begins(text, verbs)
}

/// Whether a count of things stands shortly before, in the same clause.
fn counted_before(text: &str, catalogue: &Catalogue) -> bool {
    let near = text
        .char_indices()
        .rev()
        .take(NEAR)
        .take_while(|(_, sign)| !is_mark(*sign));
    near.filter(|(_, sign)| catalogue.numerals.sign(*sign).is_some())
        .filter_map(|(at, sign)| text.get(at + sign.len_utf8()..))
        .any(|tail| {
            let mut units = catalogue.lexicon.words(tail).filter_map(|hit| hit.entry.unit);
            units.any(|unit| {
                let unit = usize::try_from(unit).ok().and_then(|at| catalogue.units.get(at));
                unit.is_some_and(|unit| unit.class == UnitClass::Counter)
            })
        })
}
