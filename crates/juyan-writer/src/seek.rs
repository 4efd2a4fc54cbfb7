//! What a figure is of, by its value: the fact of a register that is printed as the figure is, and whose name stands in the
//! sentence. A text names in passing what a register names by rule: 26家已复工 are the monitored enterprises that work again.

use crate::format::Format;
use crate::say::Voice;
use juyan::model::{Fact, Figure, Key, Measure, Period, Role, Source, Span, Term, Value, Worth, rational};
use juyan::vocabulary::Catalogue;
use std::collections::BTreeSet;

/// Facts that follow from registers or were entered, each with the words that name it.
#[derive(Debug, Default)]
pub struct Registers {
    known: Vec<Known>,
    keys: BTreeSet<Key>,
}

#[derive(Debug)]
struct Known {
    fact: Fact,
    /// Names of what is measured.
    names: Vec<String>,
    /// Of each dimension the words that say its term.
    terms: Vec<Vec<String>>,
}

/// A fact is sought for a figure only among those of its time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sought<'a> {
    pub(crate) figure: &'a Figure,
    pub(crate) text: &'a str,
    pub(crate) report: Period,
}

impl Registers {
    /// Those of `facts` that no paper told.
    pub fn new(facts: impl IntoIterator<Item = Fact>, catalogue: &Catalogue) -> Self {
        let told = |fact: &Fact| matches!(fact.source, Source::Document { .. });
        let known = facts.into_iter().filter(|fact| !told(fact)).map(|fact| Known {
            names: names_of_fact(&fact, catalogue),
            terms: fact
                .key
                .dimensions
                .iter()
                .map(|(dimension, term)| said(dimension, term, catalogue))
                .collect(),
            fact,
        });
        let known: Vec<Known> = known.collect();
        Self {
            keys: known.iter().map(|known| known.fact.key.clone()).collect(),
            known,
        }
    }

    /// Whether a register vouches for `key`.
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.keys.contains(key)
    }

    /// The one fact that the figure can be, said in one of `drafts` as the text says it.
    pub(crate) fn seek(
        &self,
        sought: Sought<'_>,
        drafts: &[(Span, Format)],
        voice: Voice<'_>,
    ) -> Option<&Key> {
        let needed = needed(sought.figure);
        let measured: Vec<_> = drafts.iter().map(|(_, format)| voice.measured(format)).collect();
        let around = Around::of(sought);
        let mut found: Vec<(u32, &Known)> = self
            .known
            .iter()
            .filter(|known| sought.may_be(&known.fact) && is_near(&known.fact, sought.figure))
            .map(|known| (known.likeness(&around, sought.figure), known))
            .filter(|(likeness, _)| *likeness >= needed)
            .filter(|(_, known)| {
                drafts.iter().zip(&measured).any(|((span, format), measured)| {
                    let words = voice.say_measured(&known.fact, format, measured);
                    words.is_ok_and(|words| words == span.of(sought.text))
                })
            })
            .collect();
        found
            .sort_by_key(|(likeness, known)| (std::cmp::Reverse(*likeness), known.fact.key.dimensions.len()));
        let (best, known) = found.first()?;
        let rival = found.iter().find(|(_, other)| other.fact.key != known.fact.key);
        let is_clear = rival.is_none_or(|(likeness, other)| {
            *best > *likeness + MARGIN || is_of(&known.fact.key, &other.fact.key)
        });
        is_clear.then_some(&known.fact.key)
    }
}

/// Whether a fact may be printed as the figure is: nearly all are told apart so, and no name of theirs is looked at.
fn is_near(fact: &Fact, figure: &Figure) -> bool {
    let (Worth::Number(Value::One(value)), Some(Value::One(told)), Some(printed)) =
        (&fact.worth, figure.value, figure.printed)
    else {
        return true;
    };
    if fact.unit != figure.unit {
        return true;
    }
    let last = printed.last_digit();
    (rational(*value) - rational(told)).abs() <= last
}

/// In hundredths: so much better than all others the best has to be.
const MARGIN: u32 = 8;

/// In hundredths: how much of its name has to stand in the text. Of a number with many digits the value says the most.
fn needed(figure: &Figure) -> u32 {
    let digits = figure.printed.map_or(1, |printed| {
        printed
            .digits
            .normalize()
            .mantissa()
            .unsigned_abs()
            .to_string()
            .len()
    });
    match digits {
        0 | 1 => 60,
        2 => 50,
        3 => 40,
        _ => 25,
    }
}

/// Whether `other` is `key` told more closely.
fn is_of(key: &Key, other: &Key) -> bool {
    key.indicator == other.indicator
        && key.measures == other.measures
        && key
            .dimensions
            .iter()
            .all(|(name, term)| other.dimensions.get(name) == Some(term))
}

impl Sought<'_> {
    /// Whether time and measure of a fact are those of the figure.
    fn may_be(&self, fact: &Fact) -> bool {
        let own = self.figure.period;
        let year = Period::year(self.report.to.year());
        let times = [
            own,
            own.map(Period::end),
            Some(self.report),
            Some(self.report.end()),
            year,
            None,
        ];
        let is_like = |measure: Option<&Measure>| match self.figure.role {
            Role::Growth => matches!(measure, Some(Measure::Growth(_))),
            Role::Change => !matches!(measure, Some(Measure::Growth(_) | Measure::Rank(_))),
            Role::Rank => matches!(measure, Some(Measure::Rank(_))),
            _ => !matches!(
                measure,
                Some(Measure::Growth(_) | Measure::Change(_) | Measure::Rank(_))
            ),
        };
        times.contains(&fact.key.period) && is_like(fact.key.measures.last())
    }
}

/// The words around a figure: its clause with the one before it, and its sentence.
struct Around {
    near: Pairs,
    far: Pairs,
}

impl Around {
    fn of(sought: Sought<'_>) -> Self {
        let Sought { figure, text, .. } = sought;
        let before = Span::new(figure.sentence.start, figure.span.start).of(text);
        let is_comma = |character: char| matches!(character, ',' | '\u{ff0c}' | ';' | '\u{ff1b}');
        let start = before.rmatch_indices(is_comma).nth(1).map_or(0, |(at, _)| at);
        let behind = Span::new(figure.span.end, figure.sentence.end).of(text);
        let end = behind.find(is_comma).unwrap_or(behind.len());
        let clause = Span::new(figure.sentence.start + start, figure.span.end + end);
        Self {
            near: Pairs::of(clause.of(text)),
            far: Pairs::of(figure.sentence.of(text)),
        }
    }

    /// How much of `words` stands around the figure, in hundredths; what stands only in other clauses counts three quarters.
    fn share(&self, words: &str) -> u32 {
        self.near.share(words).max(self.far.share(words) * 3 / 4)
    }
}

/// The pairs of neighbouring letters in some words, without spaces, signs and digits.
pub(crate) struct Pairs(BTreeSet<[char; 2]>);

impl Pairs {
    pub(crate) fn of(words: &str) -> Self {
        Self(pairs(words).collect())
    }

    /// How much of `words` is in them, in hundredths.
    pub(crate) fn share(&self, words: &str) -> u32 {
        let (mut all, mut known) = (0_u32, 0_u32);
        for pair in pairs(words) {
            all += 1;
            known += u32::from(self.0.contains(&pair));
        }
        known * 100 / all.max(1)
    }
}

/// How many different pairs of neighbouring letters two stretches of words have in common.
pub(crate) fn common_pairs(one: &str, other: &str) -> usize {
    Pairs::of(one).0.intersection(&Pairs::of(other).0).count()
}

fn pairs(words: &str) -> impl Iterator<Item = [char; 2]> + '_ {
    let letters = words.chars().filter(|character| character.is_alphabetic());
    letters.clone().zip(letters.skip(1)).map(|(one, two)| [one, two])
}

impl Known {
    /// How much of its name stands around the figure, in hundredths: longer names weigh more.
    fn likeness(&self, around: &Around, figure: &Figure) -> u32 {
        let best = |words: &[String]| {
            let shares = words
                .iter()
                .map(|words| (around.share(words), words.chars().count()));
            shares.max().unwrap_or_default()
        };
        let parts: Vec<(u32, usize)> = std::iter::once(best(&self.names))
            .chain(self.terms.iter().map(|term| best(term)))
            .collect();
        let letters: usize = parts.iter().map(|(_, letters)| letters).sum();
        let weighed: usize = parts
            .iter()
            .map(|(share, letters)| usize::try_from(*share).unwrap_or(0) * letters)
            .sum();
        let share = u32::try_from(weighed / letters.max(1)).unwrap_or(0);
        let is_of_other_mode = self.fact.key.mode != figure.mode;
        let is_range = matches!(figure.value, Some(Value::Range(..)));
        share
            .saturating_sub(if is_of_other_mode { 10 } else { 0 })
            .saturating_sub(if is_range { 100 } else { 0 })
    }
}

/// The names of what a key is of.
pub(crate) fn names(key: &Key, catalogue: &Catalogue) -> Vec<String> {
    match &key.indicator {
        Term::Words(words) => vec![words.to_string()],
        Term::Id(id) => {
            let indicator = catalogue.indicator(id);
            let all = indicator
                .into_iter()
                .flat_map(|indicator| std::iter::once(&indicator.name).chain(&indicator.aliases));
            all.map(ToString::to_string).collect()
        }
    }
}

/// Those of a fact, with what its formula is called.
fn names_of_fact(fact: &Fact, catalogue: &Catalogue) -> Vec<String> {
    let mut names = names(&fact.key, catalogue);
    if let Source::Formula { formula, .. } = &fact.source {
        names.extend(catalogue.formula(formula).map(|formula| formula.zh.to_string()));
    }
    names
}

/// The words that say a dimension's term: its own, or those of the catalogue for its code.
fn said(dimension: &str, term: &Term, catalogue: &Catalogue) -> Vec<String> {
    let code = match term {
        Term::Words(words) => return vec![words.to_string()],
        Term::Id(code) => code,
    };
    let dimensions = catalogue.dimensions.iter().filter(|known| known.id == dimension);
    let words = dimensions
        .filter_map(|known| known.codes.get(code))
        .flatten()
        .map(ToString::to_string);
    let fields = catalogue.registers.iter().flat_map(|register| &register.fields);
    let choices = fields
        .flat_map(|field| &field.codes)
        .filter(|choice| choice.id == *code);
    words.chain(choices.map(|choice| choice.zh.to_string())).collect()
}
