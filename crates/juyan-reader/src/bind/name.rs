//! The indicators that a noun phrase names, and how sure that is.
//!
//! A name counts most where it is all the phrase (less areas, times and nouns such as 总量), then where it ends the
//! phrase, for the end is the head of a Chinese noun phrase. A name elsewhere only makes a candidate.

use super::around::{end_of, follow, lead, list_behind, without_brackets};
use crate::phrase::is_letter;
use juyan_catalogue::{Beginnings, Catalogue, Class, Classes, Entry, UnitClass, folded};
use juyan_model::{Figure, Span};

/// How sure a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Sure {
    /// No name.
    #[default]
    No,
    /// It stands somewhere in the words.
    Inside,
    /// The words end with it.
    Tail,
    /// It is all of the words.
    Exact,
}

/// What words name.
#[derive(Debug, Clone, Default)]
pub(super) struct Naming {
    pub(super) sure: Sure,
    /// Positions in the catalogue, best first.
    pub(super) indicators: Vec<u32>,
}

/// Words before a name that leave it what it is.
pub(super) const BEFORE: Classes = Classes::of(&[
    Class::Area,
    Class::Lead,
    Class::ScopeNation,
    Class::ScopeOwn,
    Class::Cumulative,
    Class::Current,
    Class::Done,
    Class::Of,
    Class::Attributive,
    Class::Verb,
]);
/// Words behind a name that leave it what it is.
const BEHIND: Classes = Classes::of(&[
    Class::MeasureTail,
    Class::Link,
    Class::Reach,
    Class::To,
    Class::Plan,
    Class::Average,
    Class::Done,
    Class::Foreseen,
    Class::Of,
    Class::From,
    Class::YearEnd,
    Class::Ytd,
    Class::Yoy,
    Class::Mom,
    Class::Current,
    Class::Cumulative,
]);
/// Words that turn the name behind them into another.
const TURNING: Classes = Classes::of(&[Class::PerHead, Class::Negation]);
/// A name of so many characters can have attributes before it that nobody listed.
const SPECIFIC: usize = 4;

/// Where a figure stands among those told of the same words: the second of two in 收入、支出分别为3亿元、4亿元.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    pub(super) nth: usize,
    pub(super) of: usize,
    /// Whether one value may be told of several things at once, as a rate or a growth may, but an amount may not.
    pub(super) shared: bool,
}

/// Finds what `subject` names; `accepts` says whether an indicator agrees with the figure at `figure`.
pub(super) fn naming(
    text: &str,
    (subject, figure): (Span, &Figure),
    turn: Turn,
    catalogue: &Catalogue,
    accepts: &dyn Fn(u32) -> bool,
) -> Naming {
    let words = folded(end_of(subject.of(text)));
    let lead = folded(lead(text, subject, figure.span));
    let names = Names {
        catalogue,
        accepts,
        beginnings: catalogue.lexicon.beginnings(&words),
    };
    let bare = without_brackets(&words);
    let words = words.trim_end_matches(|last: char| !is_letter(last) && last != '）');
    let members = names.members(&bare);
    if members.len() > 1 {
        return names.enumerated(&lead, &bare, &members, turn);
    }
    let unit = figure.unit.as_deref().unwrap_or_default();
    names.single((&lead, words, unit), text, subject).in_turn(turn)
}

impl Names<'_> {
    /// What an enumeration names: all of it, what it are examples of, or the member whose turn it is.
    fn enumerated(&self, lead: &str, words: &str, members: &[&str], turn: Turn) -> Naming {
        let whole = self.phrase(lead, words);
        let exact = whole.sure == Sure::Exact;
        // 企业职工和农民工的职业技能培训: what is joined belongs to the name that ends it.
        let attributes = turn.of == 1
            && !words.contains('、')
            && whole.sure == Sure::Tail
            && members
                .split_last()
                .is_some_and(|(_, rest)| rest.iter().all(|it| self.inside(it).sure == Sure::No));
        if exact || attributes {
            return whole.in_turn(turn);
        }
        if let Some(head) = self.behind_examples(words) {
            return self.phrase("", head);
        }
        let member = if turn.of == members.len() {
            members.get(turn.nth)
        } else {
            members.first()
        };
        let dealt = turn.of == members.len() || (turn.shared && turn.of == 1);
        let Some(member) = member.filter(|_| dealt) else {
            return Naming::default();
        };
        let own = self.phrase("", member);
        let list = words.strip_prefix(member).filter(|_| own.sure < Sure::Tail);
        list.and_then(|list| self.shared_head(member, list))
            .unwrap_or(own)
    }

    /// What stands behind 等: 各类民政资金 of 低保、救助、补贴等各类民政资金.
    fn behind_examples<'w>(&self, words: &'w str) -> Option<&'w str> {
        let mut found = None;
        for (at, _) in words.char_indices() {
            let rest = words.get(at..)?;
            let hit = self.catalogue.lexicon.longest_of(rest, Class::EtCetera);
            found = hit
                .and_then(|hit| rest.get(hit.len..))
                .filter(|rest| !rest.is_empty())
                .or(found);
        }
        found
    }

    /// What one thing's words name.
    fn single(&self, (lead, words, unit): (&str, &str, &str), text: &str, subject: Span) -> Naming {
        let follow = folded(follow(text, subject));
        if let Some(told) = self.told(&follow) {
            return told;
        }
        // Of `X占Y的比重` only X counts.
        let own = if self.get(words).is_empty() {
            self.before_share(words)
        } else {
            words
        };
        let mut best = self.phrase(lead, own);
        // Then without what stands in brackets, without regions, and without what only joins.
        let shorter: [&dyn Fn() -> Option<String>; 3] = [
            &|| own.contains('（').then(|| without_brackets(own).into_owned()),
            &|| self.without_regions(own),
            &|| self.without_joints(own),
        ];
        for form in shorter {
            if best.sure == Sure::Exact {
                return best;
            }
            let found = form().map(|words| self.phrase(lead, &words)).unwrap_or_default();
            if found.sure > best.sure {
                best = found;
            }
        }
        if let Some(found) = self.without_deed(own).filter(|_| best.sure < Sure::Exact) {
            return found;
        }
        if best.sure >= Sure::Tail {
            return best;
        }
        let wider = self
            .over_deed(lead, words)
            .or_else(|| self.longer(words, &follow))
            .or_else(|| self.framed(lead, words))
            .or_else(|| self.verb_behind(words, &follow))
            .or_else(|| self.nominal(lead, words))
            .or_else(|| self.completed(words, unit))
            .or_else(|| {
                let list = folded(list_behind(text, subject));
                self.joins(&list)
                    .then(|| self.shared_head(words, &list))
                    .flatten()
            });
        wider.unwrap_or_else(|| {
            if best.sure == Sure::No {
                self.inside(own)
            } else {
                best
            }
        })
    }
}

impl Naming {
    /// Where one name means several indicators (城乡居民收入) and as many figures are told of it, each takes its own.
    fn in_turn(mut self, turn: Turn) -> Self {
        if turn.of == self.indicators.len() && turn.nth < turn.of {
            self.indicators.rotate_left(turn.nth);
        }
        self
    }
}

pub(super) struct Names<'a> {
    pub(super) catalogue: &'a Catalogue,
    accepts: &'a dyn Fn(u32) -> bool,
    /// What begins in the subject, which all that is looked up are parts of.
    beginnings: Beginnings,
}

impl Names<'_> {
    /// The indicators that exactly `words` name and that agree.
    pub(super) fn get(&self, words: &str) -> Vec<u32> {
        self.catalogue
            .lexicon
            .get(words)
            .map(|entry| self.agreeing(entry))
            .unwrap_or_default()
    }

    /// The indicators of a word that agree with the figure.
    pub(super) fn agreeing(&self, entry: &Entry) -> Vec<u32> {
        entry
            .indicators
            .iter()
            .copied()
            .filter(|number| (self.accepts)(*number))
            .collect()
    }

    /// The longest name that begins with `words` and ends at one of `ends`, counted from their beginning.
    fn ending(&self, words: &str, ends: impl Fn(usize) -> bool) -> Option<(usize, Vec<u32>)> {
        let hits = self.catalogue.lexicon.names(words).filter(|hit| ends(hit.len));
        hits.map(|hit| (hit.len, self.agreeing(hit.entry)))
            .filter(|(_, indicators)| !indicators.is_empty())
            .last()
    }

    pub(super) fn class(&self, words: &str, classes: Classes) -> bool {
        self.catalogue.lexicon.is(words, classes)
    }

    /// What stands before 占.
    fn before_share<'w>(&self, words: &'w str) -> &'w str {
        if !self.beginnings.classes.has(Class::ShareOf) {
            return words;
        }
        let cut = words.char_indices().skip(1).find(|(at, _)| {
            // Even where a longer word begins with it by chance: 占地区.
            let rest = words.get(*at..).unwrap_or_default();
            let lexicon = &self.catalogue.lexicon;
            lexicon.begins(rest, Class::ShareOf) && lexicon.longest_if(rest, Class::ShareNoun).is_none()
        });
        cut.and_then(|(at, _)| words.get(..at)).unwrap_or(words)
    }

    /// The members of an enumeration; one where it is none. What joins inside a name (批发和零售业) does not divide it.
    fn members<'w>(&self, words: &'w str) -> Vec<&'w str> {
        if !self.beginnings.classes.has(Class::And) && !words.contains('、') {
            return vec![words];
        }
        let (mut members, mut from, mut at) = (Vec::new(), 0, 0);
        while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
            let lexicon = &self.catalogue.lexicon;
            let joiner = lexicon
                .longest_if(rest, Class::And)
                .filter(|hit| hit.entry.indicators.is_empty());
            let joins = rest.starts_with('、') || joiner.is_some();
            let named = lexicon.names(rest).last();
            let step = named.or(joiner).map(|hit| hit.len);
            if joins && from < at {
                members.extend(words.get(from..at));
            }
            at += step.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
            if joins {
                from = at;
            }
        }
        members.extend(words.get(from..).filter(|rest| !rest.is_empty()));
        members
    }

    /// The phrase without the regions in it; none where there are none.
    fn without_regions(&self, words: &str) -> Option<String> {
        let area = Classes::of(&[Class::Area, Class::ScopeNation, Class::ScopeOwn]);
        if !self.beginnings.regions && !self.beginnings.classes.any(area) {
            return None;
        }
        self.without(
            words,
            |first| first.regions || first.classes.any(area),
            |entry| !entry.regions.is_empty() || entry.classes.any(area),
        )
    }

    /// The phrase without 的 and 累计; none where there are none.
    fn without_joints(&self, words: &str) -> Option<String> {
        let joints = Classes::of(&[Class::Of, Class::Cumulative]);
        if !self.beginnings.classes.any(joints) {
            return None;
        }
        self.without(
            words,
            |first| first.classes.any(joints),
            |entry| entry.classes.any(joints),
        )
    }

    /// The phrase without the words that `drops` says, as far as they are no indicators; none where there are none. `may` says
    /// by its first character whether a word may be one.
    fn without(
        &self,
        words: &str,
        may: impl Fn(Beginnings) -> bool,
        drops: impl Fn(&Entry) -> bool,
    ) -> Option<String> {
        let dropped = |at: usize| {
            let lexicon = &self.catalogue.lexicon;
            let rest = words.get(at..).filter(|rest| may(lexicon.beginning(rest)))?;
            let hit = lexicon
                .longest(rest)
                .filter(|hit| hit.entry.indicators.is_empty())?;
            if drops(hit.entry) {
                return Some(hit.len);
            }
            // 累计 of 累计新增, which is a word of its own; a single character is part of it.
            let is_word = |len: usize| rest.get(..len).is_some_and(|word| word.chars().nth(1).is_some());
            let shorter = lexicon.words(rest).map(|hit| (hit.len, hit.entry));
            let shorter = shorter.filter(|(len, entry)| drops(entry) && is_word(*len));
            shorter.last().map(|(len, _)| len)
        };
        let mut kept = String::new();
        let mut from = 0;
        for (at, _) in words.char_indices() {
            // What a dropped word holds is gone with it.
            if at >= from
                && let Some(len) = dropped(at)
            {
                kept.push_str(words.get(from..at).unwrap_or_default());
                from = at + len;
            }
        }
        if from == 0 {
            return None;
        }
        kept.push_str(words.get(from..).unwrap_or_default());
        (!kept.is_empty()).then_some(kept)
    }

    fn phrase(&self, lead: &str, words: &str) -> Naming {
        let ends = self.ends(words);
        if self.is_other(words, &ends) {
            return Naming::default();
        }
        if let Some(found) = self.crossing(lead, words, &ends) {
            return found;
        }
        for start in self.starts(words) {
            for end in &ends {
                let indicators = words
                    .get(start..*end)
                    .map(|words| self.get(words))
                    .unwrap_or_default();
                if !indicators.is_empty() {
                    return Naming {
                        sure: Sure::Exact,
                        indicators,
                    };
                }
            }
        }
        self.tail(words, &ends).unwrap_or_default()
    }

    /// Whether words are the name of another thing, wherever they begin and end: 全市主要经济指标增速 is no growth of 经济.
    fn is_other(&self, words: &str, ends: &[usize]) -> bool {
        self.beginnings.classes.has(Class::OtherThing)
            && self.starts(words).any(|start| {
                let mut names = ends.iter().filter_map(|end| words.get(start..*end));
                names.any(|name| self.class(name, Class::OtherThing.into()))
            })
    }

    /// A name that begins before the subject and ends with it.
    pub(super) fn crossing(&self, lead: &str, words: &str, ends: &[usize]) -> Option<Naming> {
        if !self.catalogue.lexicon.beginnings(lead).names {
            return None;
        }
        lead.char_indices().find_map(|(at, _)| {
            let stem = self.catalogue.lexicon.stem(lead.get(at..)?)?;
            let hits = stem.words(words).filter(|hit| ends.contains(&hit.len));
            let named = hits.map(|hit| self.agreeing(hit.entry));
            let indicators = named.filter(|indicators| !indicators.is_empty()).last()?;
            Some(Naming {
                sure: Sure::Exact,
                indicators,
            })
        })
    }

    /// What the verb behind the subject and its object tell: 拉动经济增长 of 工业拉动经济增长.
    fn told(&self, follow: &str) -> Option<Naming> {
        let hit = self.catalogue.lexicon.longest(follow)?;
        let indicators = self.agreeing(hit.entry);
        (hit.entry.verb > 0 && !indicators.is_empty()).then_some(Naming {
            sure: Sure::Exact,
            indicators,
        })
    }

    /// A name that begins with the subject and ends behind it.
    fn longer(&self, words: &str, follow: &str) -> Option<Naming> {
        self.starts(words).find_map(|start| {
            let stem = self.catalogue.lexicon.stem(words.get(start..)?)?;
            let indicators = self.agreeing(stem.words(follow).last()?.entry);
            (!indicators.is_empty()).then_some(Naming {
                sure: Sure::Exact,
                indicators,
            })
        })
    }

    /// Whether words go on with an enumeration.
    fn joins(&self, words: &str) -> bool {
        words.starts_with('、')
            || self
                .catalogue
                .lexicon
                .longest(words)
                .is_some_and(|hit| hit.entry.classes.has(Class::And))
    }

    /// A name whose head stands behind the other members of an enumeration: 城镇 in 城镇、农村居民人均可支配收入.
    fn shared_head(&self, words: &str, list: &str) -> Option<Naming> {
        let stem = self.catalogue.lexicon.stem(words)?;
        list.char_indices().skip(1).find_map(|(start, first)| {
            let heads = stem.words(list.get(start..)?);
            let heads = heads.filter(|head| head.len > first.len_utf8());
            let named = heads.map(|head| self.agreeing(head.entry));
            let indicators = named.filter(|indicators| !indicators.is_empty()).last()?;
            Some(Naming {
                sure: Sure::Tail,
                indicators,
            })
        })
    }

    /// A name whose verb and noun stand apart: 引进卫生领域人才 for 引进人才.
    fn framed(&self, lead: &str, words: &str) -> Option<Naming> {
        let verbs = lead
            .char_indices()
            .rev()
            .take(4)
            .filter_map(|(at, _)| lead.get(at..))
            .filter(|verb| self.class(verb, Classes::of(&[Class::Verb, Class::Lead])));
        let stems = verbs.filter_map(|verb| self.catalogue.lexicon.stem(verb));
        stems
            .flat_map(|stem| words.char_indices().map(move |(at, _)| (stem, at)))
            .find_map(|(stem, at)| {
                let entry = stem.get(words.get(at..)?)?;
                let mut indicators = self.agreeing(entry);
                // What stands between verb and noun leaves a thing what it is, but not money (完成水利投资).
                indicators.retain(|number| !self.is_money(*number));
                // 新建项目 says too little to be told from the words between.
                let state = entry.classes.has(Class::PartState);
                (!indicators.is_empty() && !state).then_some(Naming {
                    sure: Sure::Tail,
                    indicators,
                })
            })
    }

    fn is_money(&self, number: u32) -> bool {
        let indicator = usize::try_from(number)
            .ok()
            .and_then(|at| self.catalogue.indicators.get(at));
        let unit = indicator.and_then(|indicator| self.catalogue.base_unit(&indicator.unit));
        unit.is_some_and(|unit| unit.class == UnitClass::Currency)
    }

    /// Where the phrase may end: at its end, and before nouns that say nothing of their own (总量, 任务).
    pub(super) fn ends(&self, words: &str) -> Vec<usize> {
        let lexicon = &self.catalogue.lexicon;
        let mut ends = vec![words.len()];
        let mut rest = words;
        while lexicon.may_end(rest, BEHIND) {
            let mut tails = lexicon.places(rest, BEHIND);
            let tail = tails.find(|tail| tail.len() < rest.len() && self.class(tail, BEHIND));
            let Some(before) = tail.and_then(|tail| rest.strip_suffix(tail)) else {
                break;
            };
            rest = before;
            ends.push(rest.len());
        }
        ends
    }

    /// Where the phrase may begin: at its beginning, and behind areas, times and verbs.
    pub(super) fn starts(&self, words: &str) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(0), move |start| {
            let rest = words.get(*start..).filter(|rest| !rest.is_empty())?;
            let first = self.catalogue.lexicon.beginning(rest);
            if !first.regions && !first.classes.any(BEFORE) {
                return None;
            }
            let strip = self.catalogue.lexicon.words(rest).filter(|hit| {
                hit.len < rest.len() && (hit.entry.classes.any(BEFORE) || !hit.entry.regions.is_empty())
            });
            strip.last().map(|hit| *start + hit.len)
        })
    }

    /// The longest name that ends the phrase and is specific enough to have attributes.
    fn tail(&self, words: &str, ends: &[usize]) -> Option<Naming> {
        words.char_indices().skip(1).find_map(|(at, _)| {
            let (len, indicators) = self.ending(words.get(at..)?, |len| ends.contains(&(at + len)))?;
            let end = at + len;
            let name = words.get(at..end)?;
            let long = name.chars().count() >= SPECIFIC
                || name.is_ascii()
                || self.class(name, Classes::of(&[Class::Attribute]));
            let bare = self.class(name, Classes::of(&[Class::BareName]));
            let specific =
                long && !bare && !self.turned(words.get(..at)?) && !self.other(words.get(..end)?, at);
            let sure = if specific { Sure::Tail } else { Sure::Inside };
            Some(Naming { sure, indicators })
        })
    }

    /// Whether the name at `at` is only the end of the name of another thing: 存贷款余额 for 贷款余额.
    fn other(&self, words: &str, at: usize) -> bool {
        let things = self.catalogue.lexicon.places(words, Class::OtherThing);
        let mut before = things.take_while(|thing| words.len() - thing.len() < at);
        before.any(|thing| self.class(thing, Class::OtherThing.into()))
    }

    /// Whether what stands before a name makes another of it: 人均, 非.
    fn turned(&self, before: &str) -> bool {
        let mut tails = self.catalogue.lexicon.places(before, TURNING);
        tails.any(|tail| self.class(tail, TURNING))
    }

    /// Any name in the phrase.
    fn inside(&self, words: &str) -> Naming {
        let mut indicators = Vec::new();
        for (at, _) in words.char_indices() {
            let rest = words.get(at..).unwrap_or_default();
            for hit in self.catalogue.lexicon.names(rest) {
                let found = hit
                    .entry
                    .indicators
                    .iter()
                    .copied()
                    .filter(|number| (self.accepts)(*number));
                for number in found {
                    if !indicators.contains(&number) {
                        indicators.push(number);
                    }
                }
            }
        }
        indicators.truncate(4);
        Naming {
            sure: if indicators.is_empty() {
                Sure::No
            } else {
                Sure::Inside
            },
            indicators,
        }
    }
}
