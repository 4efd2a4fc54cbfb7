//! What tells facts of one indicator apart: the words of the subject beside the indicator's name, as dimensions.
//!
//! 盟级重点项目 is 重点项目 of the league's level; 苜蓿 as a part of the sown area is that part. Words that no dimension of
//! the catalogue has are kept as they are, under the dimension `part`.

use crate::area::leading_region;
use juyan_catalogue::{Catalogue, Class, Classes, Indicator};
use juyan_model::Term;
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// What tells a fact apart, by the name of the dimension.
pub(super) type Dimensions = BTreeMap<SmolStr, Term>;

/// The dimension of words that no dimension of the catalogue has.
pub(super) const PART: SmolStr = SmolStr::new_static("part");

/// The dimension of a row that is a region; the key of a fact has the region in a place of its own.
pub(crate) const REGION: SmolStr = SmolStr::new_static("region");

/// The dimension of what state something is in.
pub(super) const STAGE: &str = "stage";

/// Words that say nothing of which it is: areas, times, verbs, 的.
const SILENT: Classes = Classes::of(&[
    Class::Area,
    Class::Lead,
    Class::Cumulative,
    Class::Current,
    Class::Done,
    Class::Of,
    Class::Verb,
    Class::Yoy,
]);

/// What stands before the name of the indicator at `number` in `subject`; none where the words hold no such name.
pub(super) fn before_name(subject: &str, number: u32, catalogue: &Catalogue) -> Option<Dimensions> {
    let (at, _) = subject.char_indices().find(|(at, _)| {
        let rest = subject.get(*at..).unwrap_or_default();
        catalogue
            .lexicon
            .words(rest)
            .any(|hit| hit.entry.indicators.contains(&number))
    })?;
    subject.get(..at).map(|before| of_words(before, catalogue))
}

/// What the words of a name say of which part is meant: 锁阳 of 锁阳种植面积, where the indicator is of all such plants.
pub(super) fn kind(subject: &str, indicator: &Indicator) -> Dimensions {
    let mut kinds = indicator.kinds.iter();
    let said = kinds.find(|kind| subject.contains(kind.as_str()) && !indicator.name.contains(kind.as_str()));
    said.map(|kind| (PART, Term::Words(kind.clone())))
        .into_iter()
        .collect()
}

/// The deed with which `words` tell a thing, where its indicator is called by another one: 发放 for 调运抗旱救灾饲草料.
pub(super) fn deed(words: &str, indicator: &Indicator) -> Dimensions {
    let told = || indicator.told.iter().filter_map(|told| told.split_once('|'));
    let called = told().any(|(verb, _)| indicator.name.starts_with(verb));
    let mut deeds =
        told().filter(|(verb, object)| words.strip_suffix(object).is_some_and(|it| it.ends_with(verb)));
    let deed = deeds
        .next()
        .filter(|(verb, _)| called && !indicator.name.starts_with(verb));
    deed.map(|(verb, _)| (PART, Term::Words(verb.into())))
        .into_iter()
        .collect()
}

/// Whether a name begins with a thing that has an indicator of its own under that very name: 盟级重点项目 of 盟级重点项目完成投资 is
/// what the catalogue calls 重点项目 too, and tells nothing apart.
pub(super) fn is_known_thing(subject: &str, indicator: &Indicator, catalogue: &Catalogue) -> bool {
    let things = catalogue
        .lexicon
        .names(subject)
        .filter(|hit| hit.len < subject.len());
    things
        .flat_map(|hit| hit.entry.indicators.iter().map(move |number| (hit.len, *number)))
        .any(|(len, number)| {
            let thing = usize::try_from(number)
                .ok()
                .and_then(|at| catalogue.indicators.get(at));
            let rest = subject.get(len..).unwrap_or_default();
            thing.is_some_and(|thing| indicator.name.strip_prefix(thing.name.as_str()) == Some(rest))
        })
}

/// Without what the indicator's name begins with itself: 重点项目 of 重点项目累计完成投资, for the investment in 重点项目; 城镇 of
/// 城镇累计新增就业.
pub(super) fn not_restated(
    mut dimensions: Dimensions,
    indicator: &Indicator,
    catalogue: &Catalogue,
) -> Dimensions {
    let begins = |word: &SmolStr| indicator.name.starts_with(word.as_str());
    dimensions.retain(|name, term| match term {
        Term::Words(words) => *name != PART || !begins(words),
        Term::Id(code) => {
            let dimension = catalogue.dimensions.iter().find(|known| known.id == *name);
            let mut words = dimension
                .and_then(|known| known.codes.get(code))
                .into_iter()
                .flatten();
            !words.any(begins)
        }
    });
    dimensions
}

/// What stands between a verb and the object that it is told with: 外来 of 接诊外来患者.
pub(super) fn before_object(subject: &str, indicator: &Indicator, catalogue: &Catalogue) -> Dimensions {
    let told = indicator.told.iter().filter_map(|told| {
        let (verb, object) = told.split_once('|')?;
        let before = subject.strip_suffix(object)?;
        let between = before.rsplit_once(verb).map_or(before, |(_, between)| between);
        Some((object.len(), between))
    });
    // 化解政府隐性债务 is told with all of 政府隐性债务, not with an attribute of 隐性债务.
    let attribute = told.max_by_key(|(object, _)| *object);
    attribute
        .map(|(_, between)| between)
        .map(|words| of_words(words, catalogue))
        .unwrap_or_default()
}

/// Of what the row with this name tells where the heading of the column names the indicator: a region, or a part.
pub(crate) fn of_row(name: &str, catalogue: &Catalogue) -> Dimensions {
    let region = leading_region(name, catalogue).filter(|(len, _)| *len == name.len());
    match region {
        Some((_, region)) => [(REGION, Term::Id(region.code.clone()))].into_iter().collect(),
        None => of_words(name, catalogue),
    }
}

/// What `words`, which name no indicator, say of which it is.
pub(super) fn of_words(words: &str, catalogue: &Catalogue) -> Dimensions {
    let mut dimensions = Dimensions::new();
    let mut own = String::new();
    let mut rest = words;
    while let Some(character) = rest.chars().next() {
        if let Some(said) = catalogue.codes.begins(rest) {
            dimensions.insert(said.dimension.clone(), Term::Id(said.code.clone()));
            rest = rest.get(said.word.len()..).unwrap_or_default();
            continue;
        }
        let silent = own.is_empty().then(|| silent(rest, catalogue)).flatten();
        let len = silent.unwrap_or_else(|| {
            own.extend((!character.is_whitespace()).then_some(character));
            character.len_utf8()
        });
        rest = rest.get(len..).unwrap_or_default();
    }
    let own = plan_stripped(of_stripped(&own, catalogue), catalogue);
    // 年度计划 of 年度计划完成投资 says that it is planned, and not of what.
    let mut opens = catalogue.lexicon.words(own);
    let is_plan =
        opens.any(|hit| hit.entry.classes.has(Class::PlanWhole) && hit.entry.classes.has(Class::Plan));
    if own.chars().any(char::is_alphanumeric) && !is_plan {
        dimensions.insert(PART, Term::Words(own.into()));
    }
    dimensions
}

/// Length of the silent word or the region with which `words` begin.
fn silent(words: &str, catalogue: &Catalogue) -> Option<usize> {
    let word = catalogue
        .lexicon
        .words(words)
        .filter(|hit| hit.entry.classes.any(SILENT))
        .last();
    let region = || leading_region(words, catalogue).map(|(len, _)| len);
    word.map(|hit| hit.len).or_else(region)
}

/// `words` without what says at their end that it is planned: 重点项目 of 重点项目计划 before 完成投资.
fn plan_stripped<'w>(words: &'w str, catalogue: &Catalogue) -> &'w str {
    let is_plan = |words: &str| {
        let entry = catalogue.lexicon.get(words);
        entry.is_some_and(|entry| entry.classes.has(Class::PlanWhole) && entry.classes.has(Class::Plan))
    };
    let parted = words
        .char_indices()
        .filter_map(|(at, _)| words.split_at_checked(at));
    let mut planned = parted.filter(|(_, end)| is_plan(end));
    planned.next().map_or(words, |(before, _)| before)
}

/// `words` without 的 at their end.
fn of_stripped<'w>(words: &'w str, catalogue: &Catalogue) -> &'w str {
    let last = words.char_indices().next_back().map_or(0, |(at, _)| at);
    let of = words
        .get(last..)
        .and_then(|last| catalogue.lexicon.get(last))
        .is_some_and(|entry| entry.classes.has(Class::Of));
    if of {
        words.get(..last).unwrap_or_default()
    } else {
        words
    }
}
