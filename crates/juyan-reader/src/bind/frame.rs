//! A verb and its object in whatever order a sentence has them: 煤炭累计销售 for 销售煤炭, 防治林业有害生物 for
//! 林业有害生物防治面积, 育苗 for 育苗面积.
//!
//! The catalogue has each indicator once, told with its verb or named as a noun; the order is grammar.

use super::name::{Names, Naming, Sure};
use juyan_catalogue::{Class, Classes, Entry};

/// Words that do something to what they stand beside.
const ACTIONS: Classes = Classes::of(&[
    Class::Verb,
    Class::Lead,
    Class::Flow,
    Class::Act,
    Class::Qualifier,
]);
/// What stands between a thing and what is measured of it, and says that it came about: 累计, 完成, 实现.
const DEEDS: Classes = Classes::of(&[Class::Flow, Class::Done, Class::Cumulative, Class::Lead]);
/// How many characters a verb has at most.
const VERB: usize = 4;

impl Names<'_> {
    /// What an object with its verb behind it tells: 煤炭累计销售, and 煤炭 before 累计销售; a noun that says how much of it there was may
    /// stand behind both, 口岸过货量.
    pub(super) fn verb_behind(&self, words: &str, follow: &str) -> Option<Naming> {
        let unsaid = self.catalogue.list("names.unsaid").iter();
        let bare = unsaid.filter_map(|noun| words.strip_suffix(noun.as_str()));
        let mut all = std::iter::once((words, follow)).chain(bare.map(|bare| (bare, "")));
        all.find_map(|(words, follow)| self.with_verb_behind(words, follow))
    }

    fn with_verb_behind(&self, words: &str, follow: &str) -> Option<Naming> {
        let inside = words
            .char_indices()
            .rev()
            .take(VERB)
            .filter(|(at, _)| *at > 0)
            .filter_map(|(at, _)| Some((words.get(..at)?, words.get(at..)?)));
        let behind = self
            .catalogue
            .lexicon
            .words(follow)
            .filter_map(|hit| Some((words, follow.get(..hit.len)?)));
        inside
            .chain(behind)
            .filter(|(_, verb)| self.class(verb, ACTIONS))
            .find_map(|(object, verb)| self.object(verb, object))
    }

    /// What `verb` tells of the end or all of `object`, less areas before it and adverbs behind it.
    fn object(&self, verb: &str, object: &str) -> Option<Naming> {
        let stem = self.catalogue.lexicon.stem(verb)?;
        let ends = self.ends(object);
        self.starts(object)
            .flat_map(|start| ends.iter().map(move |end| (start, *end)))
            .find_map(|(start, end)| {
                let entry = stem.get(object.get(start..end)?)?;
                self.told_with(entry, verb)
            })
    }

    fn told_with(&self, entry: &Entry, verb: &str) -> Option<Naming> {
        let indicators = self.agreeing(entry);
        (usize::from(entry.verb) == verb.len() && !indicators.is_empty()).then_some(Naming {
            sure: Sure::Tail,
            indicators,
        })
    }

    /// A noun made of a verb and its object, from a sentence that has them as such: 林业有害生物防治面积 of
    /// 防治林业有害生物. The verb stands at the end of `lead`, or begins `words`.
    pub(super) fn nominal(&self, lead: &str, words: &str) -> Option<Naming> {
        let before = lead
            .char_indices()
            .rev()
            .take(VERB)
            .filter_map(|(at, _)| Some((lead.get(at..)?, words)));
        let inside = words
            .char_indices()
            .skip(2)
            .take(VERB)
            .filter_map(|(at, _)| Some((words.get(..at)?, words.get(at..)?)));
        before
            .chain(inside)
            .filter(|(verb, object)| {
                verb.chars().count() > 1 && !object.is_empty() && self.class(verb, ACTIONS)
            })
            .find_map(|(verb, object)| {
                let noun = format!("{object}{verb}");
                self.completed(&noun, "").or_else(|| self.named_tail(&noun))
            })
    }

    /// What is named where the deed between a thing and what came of it is left out: 房地产开发投资 of 房地产开发完成投资.
    pub(super) fn without_deed(&self, words: &str) -> Option<Naming> {
        let mut deeds = self.catalogue.list("names.deeds").iter();
        deeds.find_map(|deed| {
            let (thing, noun) = words.split_once(deed.as_str())?;
            let told = !thing.is_empty() && !noun.is_empty();
            told.then(|| self.named_tail(&[thing, noun].concat())).flatten()
        })
    }

    fn named_tail(&self, noun: &str) -> Option<Naming> {
        let indicators = self.get(noun);
        (!indicators.is_empty()).then_some(Naming {
            sure: Sure::Tail,
            indicators,
        })
    }

    /// A name with a deed between its thing and what is measured of it: 规上工业企业营业收入 of 规上工业企业累计实现营业收入.
    pub(super) fn over_deed(&self, lead: &str, words: &str) -> Option<Naming> {
        let lexicon = &self.catalogue.lexicon;
        let mut thing = lead;
        while lexicon.may_end(thing, DEEDS) {
            let mut tails = lexicon.places(thing, DEEDS);
            let deed = tails.find(|tail| self.class(tail, DEEDS));
            let Some(before) = deed.and_then(|deed| thing.strip_suffix(deed)) else {
                break;
            };
            thing = before;
        }
        let ends = || self.ends(words);
        (thing.len() < lead.len()).then(|| self.crossing(thing, words, &ends()))?
    }

    /// A name whose last noun the unit says already: 育苗 of 育苗面积, told in 亩; 诊疗 of 诊疗人次. Only what is done has
    /// such a name; a thing may be counted in many ways.
    pub(super) fn completed(&self, words: &str, unit: &str) -> Option<Naming> {
        let does = words
            .char_indices()
            .rev()
            .take(VERB)
            .any(|(at, _)| self.class(words.get(at..).unwrap_or_default(), ACTIONS));
        if !does {
            return None;
        }
        let unsaid = || self.catalogue.list("names.unsaid").iter();
        let tails = || {
            let tails = unsaid().map(smol_str::SmolStr::as_str).chain([unit]);
            tails.filter(|tail| !tail.is_empty())
        };
        self.starts(words).find_map(|start| {
            let stem = self.catalogue.lexicon.stem(words.get(start..)?)?;
            tails().find_map(|tail| {
                let indicators = self.agreeing(stem.get(tail)?);
                (!indicators.is_empty()).then_some(Naming {
                    sure: Sure::Tail,
                    indicators,
                })
            })
        })
    }
}
