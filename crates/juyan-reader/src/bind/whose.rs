//! Of what thing a figure's own words speak: 教育支出 of 教育支出执行进度, nothing at all of 总体进度.
//!
//! A progress or growth that is told beside a level is mostly of that; not where its own words name another thing. This only
//! says whether they do; nothing is bound here.

use juyan_catalogue::{Class, Classes, Lexicon};

/// Words before a thing that do not say which it is: those that leave a name what it is, and what leads to a number.
const BEFORE: Classes = super::name::BEFORE
    .with(Class::Link)
    .with(Class::Reach)
    .with(Class::To);
/// Words behind a thing that only say what is told of it: how far it is, how much there is of it.
const BEHIND: Classes = Classes::of(&[
    Class::ProgressNoun,
    Class::PlanWhole,
    Class::Plan,
    Class::MeasureTail,
    Class::Attributive,
    Class::Link,
    Class::Reach,
    Class::To,
    Class::Done,
    Class::Of,
    Class::Verb,
]);
/// A word behind a thing has so many characters at most.
const LONGEST: usize = 8;

/// Whether `words` name a thing of which `others` say nothing.
pub(super) fn names_another(words: &str, others: &str, lexicon: &Lexicon) -> bool {
    let thing = thing(words, lexicon);
    let letters: Vec<char> = thing.chars().filter(|letter| letter.is_alphabetic()).collect();
    let is_shared = |pair: &[char]| others.contains(&pair.iter().collect::<String>());
    letters.len() > 1 && !letters.windows(2).any(is_shared)
}

/// What is done with a thing, which is no thing itself: 完成 of 完成投资.
const DEEDS: Classes = Classes::of(&[
    Class::Verb,
    Class::Lead,
    Class::Link,
    Class::Reach,
    Class::Attributive,
    Class::Done,
    Class::Newly,
    Class::Flow,
    Class::Act,
    Class::Qualifier,
]);

/// Whether a name begins with a thing of any kind: 项目实施进度.
pub(super) fn is_generic(name: &str, lexicon: &Lexicon) -> bool {
    let is_thing = |classes: Classes| classes.has(Class::MeasureTail) && !classes.any(DEEDS);
    let mut words = lexicon.words(name);
    words.any(|hit| hit.len < name.len() && is_thing(hit.entry.classes))
}

/// What of a subject says what thing it is; empty where it says only what is told of one.
pub(super) fn thing<'w>(words: &'w str, lexicon: &Lexicon) -> &'w str {
    let mut rest = words;
    while let Some(tail) = lexicon
        .places(rest, BEHIND)
        .find(|tail| tail.chars().count() <= LONGEST && lexicon.is(tail, BEHIND))
    {
        rest = rest.strip_suffix(tail).unwrap_or_default();
    }
    while let Some(hit) = lexicon
        .words(rest)
        .filter(|hit| hit.entry.classes.any(BEFORE) || !hit.entry.regions.is_empty())
        .last()
    {
        rest = rest.get(hit.len..).unwrap_or_default();
    }
    rest
}
