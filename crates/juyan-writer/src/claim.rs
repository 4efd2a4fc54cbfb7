//! Claims without a number, and what they stand on: 持续向好 takes two facts at least that changed for the better, and more of them
//! than of those that changed for the worse.

use crate::held::Held;
use crate::say::Voice;
use crate::seek::{common_pairs, names};
use crate::write::Written;
use juyan::model::{Accrual, Fact, Key, Measure, Mode, Rational, Span, Term, Value, Versus, Worth, rational};
use juyan::vocabulary::{Catalogue, Class, Direction};
use smol_str::SmolStr;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What a claim without a number says.
///
/// Which words say it stands in the catalogue's lists `saying.claim-…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// It changed for the better: 持续向好.
    Better,
    /// It rose: 稳中有升.
    Rise,
    /// It fell: 稳中有降.
    Fall,
    /// It did not change for the worse: 保持平稳.
    Steady,
    /// As much of the year's plan is done as of the year is over: 达到序时进度.
    Pace,
    /// It came to twice as much or more: 翻番.
    Double,
}

/// How many facts speak for a claim and against it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Support {
    /// For it.
    pub pro: usize,
    /// Against it.
    pub against: usize,
}

impl Support {
    /// So many facts a claim takes.
    const LEAST: usize = 2;

    /// Whether enough is said to judge the claim by.
    const fn is_enough(self) -> bool {
        self.pro + self.against >= Self::LEAST
    }

    /// Whether the claim stands.
    pub const fn holds(self) -> bool {
        self.pro >= Self::LEAST && self.pro > self.against
    }
}

/// Their names in templates, and the lists of the words that say them.
const NAMES: [(&str, &str, Claim); 6] = [
    ("better", "saying.claim-better", Claim::Better),
    ("rise", "saying.claim-rise", Claim::Rise),
    ("fall", "saying.claim-fall", Claim::Fall),
    ("steady", "saying.claim-steady", Claim::Steady),
    ("pace", "saying.claim-pace", Claim::Pace),
    ("double", "saying.claim-double", Claim::Double),
];

impl Claim {
    /// Its name in templates.
    pub fn name(self) -> &'static str {
        let named = NAMES.iter().find(|(.., claim)| *claim == self);
        named.map_or("", |(name, ..)| name)
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        let named = NAMES.iter().find(|(other, ..)| *other == name);
        named.map(|(.., claim)| *claim)
    }

    /// What a fact says of it; none where it says nothing.
    fn judged(self, fact: &Fact, catalogue: &Catalogue) -> Option<bool> {
        let Worth::Number(Value::One(value)) = fact.worth else {
            return None;
        };
        let key = &fact.key;
        if let Self::Pace = self {
            let over = Rational::fraction(i128::from(key.period?.to.month()) * 100, 12);
            let is_progress = matches!(key.measures.as_slice(), [Measure::Progress(None)]);
            return (is_progress && fact.unit.as_deref() == Some("%")).then(|| rational(value) >= over);
        }
        if !matches!(key.measures.last(), Some(Measure::Growth(_) | Measure::Change(_))) {
            return None;
        }
        let (rises, falls) = (
            value.is_sign_positive() && !value.is_zero(),
            value.is_sign_negative() && !value.is_zero(),
        );
        let falls_well = is_better_low(key, catalogue);
        let is_better = if falls_well { falls } else { rises };
        Some(match self {
            Self::Better => is_better,
            Self::Rise => rises,
            Self::Fall => falls,
            Self::Steady => is_better || !(rises || falls),
            Self::Double => {
                let is_told_in_percent = fact.unit.as_deref() == Some("%");
                return is_told_in_percent.then(|| rational(value) >= Rational::whole(100));
            }
            Self::Pace => return None,
        })
    }
}

/// Whether less of an indicator is better.
fn is_better_low(key: &Key, catalogue: &Catalogue) -> bool {
    let Term::Id(id) = &key.indicator else {
        return false;
    };
    let indicator = catalogue.indicator(id);
    indicator.is_some_and(|indicator| indicator.direction == Direction::Down)
}

/// The keys whose facts may speak for a claim beside one that is printed: of a level its growth and its progress.
pub(crate) fn witnesses(key: &Key) -> impl Iterator<Item = Key> + use<'_> {
    let of_level = [Measure::Growth(Versus::Yoy), Measure::Progress(None)];
    let is_level = key.measures.is_empty() && key.mode == Mode::Actual && key.accrual == Accrual::Period;
    let measured = of_level.into_iter().filter(move |_| is_level).map(|measure| Key {
        measures: vec![measure],
        ..key.clone()
    });
    std::iter::once(key.clone()).chain(measured)
}

/// What a draft says where: the place and the key of each fact in it, in text order.
pub(crate) type Places<'a> = [(Span, &'a Key)];

/// What the facts told around `at` say of `claim`: those of its sentence; else those of its paragraph, or below a heading of the
/// paragraph that follows, that are of what it speaks of. The nearest of these that has enough to say decides.
pub(crate) fn support(
    claim: Claim,
    (text, at): (&str, Span),
    places: &Places<'_>,
    held: &Held,
    voice: Voice<'_>,
) -> Support {
    let [sentence, others @ ..] = stretches(text, at);
    let within = |stretch: Option<Span>| {
        let told = places
            .iter()
            .filter(move |(place, _)| stretch.is_some_and(|stretch| stretch.contains(*place)));
        told.map(|(_, key)| *key).collect::<Vec<&Key>>()
    };
    let mut support = weighed(claim, &within(sentence), held, voice);
    let clause = clause_at(text, at);
    let subject =
        [Span::new(clause.start, at.start), Span::new(at.end, clause.end)].map(|span| span.of(text));
    for stretch in others {
        if support.is_enough() {
            break;
        }
        let keys = of_subject(&subject, within(stretch), voice.catalogue);
        support = weighed(claim, &keys, held, voice);
    }
    support
}

/// Those of `keys` whose names have most in common with what a claim speaks of; all of them where it speaks of the whole (经济运行).
fn of_subject<'k>(subject: &[&str; 2], keys: Vec<&'k Key>, catalogue: &Catalogue) -> Vec<&'k Key> {
    let whole = catalogue.list("saying.claim-of-all");
    // What it says of everything likens it to nothing: 工业 of 工业经济.
    let own = subject.map(|words| {
        whole
            .iter()
            .fold(words.to_owned(), |words, all| words.replace(all.as_str(), " "))
    });
    let likeness = |key: &Key| {
        let names = names(key, catalogue);
        let pairs = names
            .iter()
            .flat_map(|name| own.iter().map(move |words| common_pairs(words, name)));
        pairs.max().unwrap_or_default()
    };
    let alike: Vec<(usize, &Key)> = keys.iter().map(|key| (likeness(key), *key)).collect();
    let most = alike.iter().map(|(pairs, _)| *pairs).max().unwrap_or_default();
    let is_of_all = || {
        whole
            .iter()
            .any(|word| subject.iter().any(|words| words.contains(word.as_str())))
    };
    match most {
        0 if is_of_all() => keys,
        0 => Vec::new(),
        _ => alike
            .into_iter()
            .filter(|(pairs, _)| *pairs == most)
            .map(|(_, key)| key)
            .collect(),
    }
}

fn weighed(claim: Claim, keys: &[&Key], held: &Held, voice: Voice<'_>) -> Support {
    let keys: BTreeSet<Key> = keys
        .iter()
        .filter(|key| key.mode == Mode::Actual)
        .flat_map(|key| witnesses(key))
        .collect();
    let facts = keys.iter().filter_map(|key| Some((key, held.known(key, voice)?)));
    let mut support = Support::default();
    for (key, fact) in facts {
        let fact: Cow<'_, Fact> = fact;
        let Some(speaks) = claim.judged(&fact, voice.catalogue) else {
            continue;
        };
        // That something doubled is known by its growth and its level, be they told or the growth that of two levels.
        let has_level = || {
            let level = Key {
                measures: Vec::new(),
                ..key.clone()
            };
            held.known(&level, voice).is_some()
        };
        let facts = if claim == Claim::Double && has_level() {
            2
        } else {
            1
        };
        support.pro += if speaks { facts } else { 0 };
        support.against += if speaks { 0 } else { facts };
    }
    support
}

/// The sentence and the paragraph that `at` stands in, and the paragraph below where that one is a heading.
fn stretches(text: &str, at: Span) -> [Option<Span>; 3] {
    let line = line_at(text, at.start);
    let ends = |character: char| matches!(character, '\u{3002}' | '\u{ff01}' | '\u{ff1f}');
    let start = Span::new(line.start, at.start).of(text).rfind(ends);
    let end = Span::new(at.end, line.end).of(text).find(ends);
    let sentence = Span::new(
        start.map_or(line.start, |offset| line.start + offset),
        end.map_or(line.end, |offset| at.end + offset),
    );
    let is_heading = !line.of(text).contains(ends);
    let below = Span::new(line.end, text.len()).of(text);
    let next = below.find(|character: char| !character.is_whitespace());
    let next = next
        .filter(|_| is_heading)
        .map(|offset| line_at(text, line.end + offset));
    [Some(sentence), Some(line), next]
}

fn line_at(text: &str, at: usize) -> Span {
    let start = text.get(..at).and_then(|head| head.rfind('\n'));
    let end = text.get(at..).and_then(|tail| tail.find('\n'));
    Span::new(
        start.map_or(0, |newline| newline + 1),
        end.map_or(text.len(), |newline| at + newline),
    )
}

/// The claims of a text whose clauses have none of `figures`, which are in text order; where a number is told the number is the proof.
pub(crate) fn claims(text: &str, figures: &[Span], catalogue: &Catalogue) -> Vec<(Span, Claim)> {
    let mut found: Vec<(Span, Claim)> = Vec::new();
    for (_, list, claim) in NAMES {
        for word in catalogue.list(list) {
            let places = text.match_indices(word.as_str());
            found.extend(places.map(|(at, _)| (Span::new(at, at + word.len()), claim)));
        }
    }
    found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut end = 0;
    found.retain(|(span, _)| {
        let is_apart = span.start >= end;
        if is_apart {
            end = span.end;
        }
        is_apart
    });
    found.retain(|(span, _)| {
        let clause = clause_at(text, *span);
        let from = figures.partition_point(|figure| figure.end <= clause.start);
        let has_figure = figures.get(from).is_some_and(|figure| figure.overlaps(clause));
        !has_figure && !is_denied(text, span.start, catalogue)
    });
    found
}

impl Written {
    /// The claims of a report that are bound to nothing and that too few facts speak for: each with those that do, or none where it says
    /// of one figure that it stayed as it was or doubled. `figures` are the places of all figures, in text order.
    pub fn loose_claims(
        &self,
        figures: &[Span],
        held: &Held,
        voice: Voice<'_>,
    ) -> Vec<(Span, Option<Support>)> {
        let text = self.text.as_str();
        let places: Vec<(Span, &Key)> = self.said.iter().map(|said| (said.span, &said.key)).collect();
        let weighed = claims(text, figures, voice.catalogue)
            .into_iter()
            .map(|(span, claim)| (span, support(claim, (text, span), &places, held, voice)));
        let mut loose: Vec<(Span, Option<Support>)> = weighed
            .filter(|(_, support)| !support.holds())
            .map(|(span, support)| (span, Some(support)))
            .collect();
        let of_one = voice.catalogue.list("saying.flat").iter().map(SmolStr::as_str);
        for word in of_one.chain(voice.doublings().map(|(word, _)| word)) {
            let spans = text
                .match_indices(word)
                .map(|(at, _)| Span::new(at, at + word.len()));
            loose.extend(spans.map(|span| (span, None)));
        }
        let is_told = |span: Span, places: &[Span]| {
            let from = places.partition_point(|place| place.end <= span.start);
            places.get(from).is_some_and(|place| place.overlaps(span))
        };
        let said: Vec<Span> = self.said.iter().map(|said| said.span).collect();
        let told = [said.as_slice(), self.claims.as_slice(), figures];
        loose.retain(|(span, _)| told.iter().all(|places| !is_told(*span, places)));
        loose.sort_by_key(|(span, _)| *span);
        loose
    }
}

/// What stands between signs around `at`.
fn clause_at(text: &str, at: Span) -> Span {
    let is_sign = |character: char| {
        matches!(
            character,
            '\u{ff0c}'
                | ','
                | '\u{3002}'
                | '\u{ff1b}'
                | ';'
                | '\u{ff1a}'
                | ':'
                | '\n'
                | '\t'
                | '\u{ff08}'
                | '\u{ff09}'
        )
    };
    let before = text.get(..at.start).unwrap_or_default();
    let start = before
        .char_indices()
        .rfind(|(_, sign)| is_sign(*sign))
        .map_or(0, |(offset, sign)| offset + sign.len_utf8());
    let end = text.get(at.end..).and_then(|behind| behind.find(is_sign));
    Span::new(start, end.map_or(text.len(), |offset| at.end + offset))
}

/// Whether a word right before `at` denies what follows: 未达到序时进度.
fn is_denied(text: &str, at: usize, catalogue: &Catalogue) -> bool {
    const LONGEST: usize = 3;
    let before = text.get(..at).unwrap_or_default();
    let starts = before.char_indices().rev().take(LONGEST);
    starts
        .filter_map(|(start, _)| before.get(start..))
        .any(|word| catalogue.lexicon.is(word, Class::Negation))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Template;
    use juyan::model::{PeriodName, Rounding, Source};

    fn fact(key: &str, value: &str) -> Fact {
        Fact {
            unit: Some("%".into()),
            ..Fact::new(
                key.parse().unwrap(),
                Worth::Number(Value::One(value.parse().unwrap())),
                Source::Entry,
            )
        }
    }

    fn written(template: &str, facts: &[(&str, &str)]) -> String {
        let held = Held::new(facts.iter().map(|(key, value)| fact(key, value)));
        let template: Template = template.parse().unwrap();
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        let report = PeriodName::parse("2025H1").unwrap().0;
        template.write(&held, report, "152923", voice).text
    }

    const RETAIL: &str = "retail.growth@152923:2025H1";
    const GDP: &str = "gdp.growth@152923:2025H1";
    const BOTH: &str = "甲。经济{?rise|稳步增长}，社零总额{retail.growth@:P|[增长]#.#%}，全旗生产总值{gdp.growth@:P|[增长]#.#%}。乙。";

    #[test]
    fn a_claim_stands_on_two_facts_and_more_than_speak_against_it() {
        for (pro, against, holds) in [
            (1, 0, false),
            (2, 0, true),
            (2, 1, true),
            (2, 2, false),
            (0, 3, false),
        ] {
            assert_eq!(Support { pro, against }.holds(), holds, "{pro} to {against}");
        }
    }

    #[test]
    fn a_claim_stands_on_two_facts() {
        let two = [(RETAIL, "2"), (GDP, "3.1")];
        assert_eq!(
            written(BOTH, &two),
            "甲。经济稳步增长，社零总额增长2%，全旗生产总值增长3.1%。乙。"
        );
        let one = [(RETAIL, "-2"), (GDP, "3.1")];
        assert_eq!(
            written(BOTH, &one),
            "甲。社零总额下降2%，全旗生产总值增长3.1%。乙。"
        );
        assert_eq!(written(BOTH, &[(GDP, "3.1")]), "甲。全旗生产总值增长3.1%。乙。");
    }

    #[test]
    fn a_heading_stands_on_what_is_below() {
        let heading = "（一）经济{?better|稳中向好}\n\n消费{retail.growth@:P|[增长]#.#%}，全旗总值{gdp.growth@:P|[增长]#.#%}。\n";
        let up = written(heading, &[(RETAIL, "2"), (GDP, "3.1")]);
        assert!(up.starts_with("（一）经济稳中向好\n"), "{up}");
        let down = written(heading, &[(RETAIL, "-2"), (GDP, "-3.1")]);
        assert!(!down.contains("稳中向好"), "{down}");
    }

    #[test]
    fn what_doubled_stands_on_its_growth_and_its_level() {
        let told = "甲。收入翻番，城镇居民收入{income_urban@:P|#%}。乙。";
        let template = told.replace("翻番", "{?double|翻番}");
        let (level, growth) = (
            ("income_urban@152923:2025H1", "5"),
            "income_urban.growth@152923:2025H1",
        );
        assert_eq!(
            written(&template, &[level, (growth, "103")]),
            told.replace("{income_urban@:P|#%}", "5%")
        );
        for facts in [&[level, (growth, "98")][..], &[level]] {
            assert_eq!(written(&template, facts), "甲。城镇居民收入5%。乙。");
        }
        // Without its level the growth alone is one fact.
        let template = "甲。收入{?double|翻番}，城镇居民收入增长{income_urban.growth@:P|#%}。乙。";
        for (facts, text) in [
            (&[(growth, "103")][..], "甲。城镇居民收入增长103%。乙。"),
            (
                &[level, (growth, "103")],
                "甲。收入翻番，城镇居民收入增长103%。乙。",
            ),
        ] {
            assert_eq!(written(template, facts), text);
        }
    }

    #[test]
    fn less_of_what_is_better_low_is_better() {
        let judged =
            |claim: Claim, key: &str, value: &str| claim.judged(&fact(key, value), juyan::catalogue());
        let unemployed = "unemp_reg.change@152923:2025-06-30";
        assert_eq!(judged(Claim::Better, unemployed, "-0.1"), Some(true));
        assert_eq!(judged(Claim::Rise, unemployed, "-0.1"), Some(false));
        assert_eq!(judged(Claim::Steady, unemployed, "0"), Some(true));
        assert_eq!(judged(Claim::Steady, unemployed, "0.1"), Some(false));
        // Half of the year is over.
        let progress = "key_project_invest.progress@152923:2025H1";
        assert_eq!(judged(Claim::Pace, progress, "50"), Some(true));
        assert_eq!(judged(Claim::Pace, progress, "49.9"), Some(false));
        assert_eq!(judged(Claim::Pace, RETAIL, "80"), None);
    }

    #[test]
    fn what_has_a_number_or_is_denied_is_no_claim_without_one() {
        let words = |text: &str, figures: &[Span]| {
            let found = claims(text, figures, juyan::catalogue());
            found
                .iter()
                .map(|(span, _)| span.of(text).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            words("经济运行平稳，消费平稳增长。", &[]),
            ["运行平稳", "平稳增长"]
        );
        let text = "消费稳步增长5%，项目达到序时进度，园区未达到序时进度。";
        let five = text.find("5%").unwrap();
        assert_eq!(words(text, &[Span::new(five, five + 2)]), ["达到序时进度"]);
    }
}
