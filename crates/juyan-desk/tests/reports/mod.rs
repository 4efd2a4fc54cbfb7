//! Reports beside the workspace, lifted out of what they state themselves, and facts of the next period that are drawn for them.
#![allow(dead_code, reason = "each file of tests takes what it needs")]

use juyan::document::Document;
use juyan::model::{
    ClaimKind, Decimal, Fact, Figure, FigureId, Key, Period, Printed, Role, Rounding, Source, Value, Worth,
};
use juyan::reader::Reading;
use juyan::{Context, Language, Options};
use juyan_desk::writing::paper::Paper;
use juyan_ledger::{Act, ActKind, Ledger};
use juyan_writer::{Came, Held, Lifted, Name, Registers, Report, Voice, What};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) fn voice() -> Voice<'static> {
    Voice {
        catalogue: juyan::catalogue(),
        rounding: Rounding::HalfUp,
    }
}

pub(crate) fn context() -> Context<'static> {
    Context {
        catalogue: juyan::catalogue(),
        language: Language::Zh,
        name: "report.txt",
    }
}

/// A ledger that holds nothing.
pub(crate) fn memory(region: &str) -> Ledger {
    let act = Act {
        kind: ActKind::Init,
        at: "2026-01-01T00:00:00Z".parse().unwrap(),
        person: "甲".into(),
        reason: "试".into(),
    };
    Ledger::in_memory(region, &act).unwrap()
}

/// A report that was.
pub(crate) struct Old {
    pub(crate) name: String,
    pub(crate) document: Document,
    pub(crate) reading: Reading,
    pub(crate) period: Period,
    pub(crate) home: String,
    pub(crate) stated: Vec<Fact>,
}

impl Old {
    fn of(name: String, bytes: &[u8]) -> Self {
        let catalogue = juyan::catalogue();
        let document = juyan::document::read(bytes, "report.txt", catalogue).unwrap();
        let mut reading = juyan::reader::read(&document, catalogue);
        let home = reading.region.get_or_insert_with(|| "152923".into()).to_string();
        // What is of no time is written for any.
        let period = reading.period.unwrap_or_else(|| Period::year(2024).unwrap());
        let stated = juyan::facts(&document, &reading, "0", catalogue).facts;
        Self {
            name,
            document,
            reading,
            period,
            home,
            stated,
        }
    }

    /// Nobody looks at these while working.
    pub(crate) fn is_hidden(&self) -> bool {
        ["real-06", "real-07", "real-08", "real-09", "real-10"].contains(&self.name.as_str())
    }

    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            document: &self.document,
            reading: &self.reading,
            period: self.period,
            home: &self.home,
        }
    }

    pub(crate) fn paper(&self) -> Paper {
        Paper::of_text(&self.document.text, context())
    }

    pub(crate) fn lifted(&self) -> Lifted {
        let report = self.report();
        let keys: BTreeMap<FigureId, Key> =
            juyan_writer::keys(report, juyan::catalogue(), &|_| None).collect();
        let ledger = juyan_writer::Ledger {
            held: &Held::new(self.stated.iter().cloned()),
            registers: &Registers::default(),
        };
        juyan_writer::lift(report, &|id| keys.get(&id).cloned(), ledger, voice())
    }
}

/// The annotated reports, and every eighth text of the corpus.
pub(crate) fn all() -> Vec<Old> {
    let Some(shared) = xtask::shared() else {
        eprintln!("NOT WRITTEN: ../shared is not beside the workspace");
        return Vec::new();
    };
    let mut reports = Vec::new();
    for (folder, every) in [("gold", 1), ("corpus", 8)] {
        let entries = std::fs::read_dir(shared.join(folder)).unwrap();
        let mut texts: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        texts.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        texts.sort();
        for path in texts.iter().step_by(every) {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            reports.push(Old::of(name, &std::fs::read(path).unwrap()));
        }
    }
    reports
}

/// Numbers that follow from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, name: &str) -> Self {
        Self(name.bytes().fold(seed | 1, |seed, byte| {
            seed.wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte)
        }))
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }
}

/// What the report states, a period later: amounts that have to do with each other are all ten times what they were, or stay; a growth that
/// nothing else in the report follows from is any. So what held holds.
pub(crate) fn drawn(old: &Old, period: Period, seed: u64) -> Vec<Fact> {
    let mut dice = Dice::new(seed, &old.name);
    let bonds = Bonds::of(old);
    // Where the words count years, the template moves what the key alone would not.
    let lifted = old.lifted();
    let moved: BTreeMap<&Key, Key> = lifted
        .bound
        .iter()
        .filter_map(|bound| match &bound.binding.what {
            What::Fact(name) => Some((&bound.key, name.at(period, &old.home)?)),
            _ => None,
        })
        .collect();
    let mut factors: BTreeMap<usize, Decimal> = BTreeMap::new();
    let mut growths: BTreeMap<Key, Decimal> = BTreeMap::new();
    let mut facts = Vec::new();
    for fact in &old.stated {
        let Source::Document { span, .. } = &fact.source else {
            continue;
        };
        let id = old
            .reading
            .figures
            .iter()
            .position(|figure| figure.span == *span)
            .unwrap();
        let figure = &old.reading.figures[id];
        let Some(key) = moved
            .get(&fact.key)
            .cloned()
            .or_else(|| Name::of(&fact.key, old.period, &old.home).at(period, &old.home))
        else {
            continue;
        };
        let mut next = Fact {
            key: key.clone(),
            source: Source::Entry,
            ..fact.clone()
        };
        if key == fact.key {
            // What is of another time stays as it was.
        } else if is_amount(figure) {
            let factor = *factors.entry(bonds.of_figure(id)).or_insert_with(|| {
                let grows = dice.below(3) > 0 && !bonds.is_fixed(id);
                if grows { Decimal::TEN } else { Decimal::ONE }
            });
            scale(&mut next, factor);
        } else if figure.role == Role::Growth && !bonds.is_bound(id) {
            const GROWTHS: [&str; 8] = ["-12.3", "-3.1", "-0.4", "0", "0.7", "3", "6.2", "15.8"];
            let any = GROWTHS[usize::try_from(dice.below(8)).unwrap()].parse().unwrap();
            let growth = *growths.entry(key).or_insert(any);
            if let (Worth::Number(Value::One(value)), Some(printed)) = (&mut next.worth, &mut next.printed) {
                *value = growth;
                *printed = Printed {
                    digits: growth.abs(),
                    scale: Decimal::ONE,
                    exact: false,
                };
            }
        }
        facts.push(next);
    }
    facts
}

/// Facts, and when each of them came.
pub(crate) type Corrected = (Vec<Fact>, Vec<(Key, Came)>);

/// What the report states, `key` corrected since: a number that is printed otherwise. None where it has none.
pub(crate) fn corrected(old: &Old, key: &Key) -> Option<Corrected> {
    let mut facts = old.stated.clone();
    for fact in facts.iter_mut().filter(|fact| fact.key == *key) {
        let (Worth::Number(Value::One(value)), Some(printed)) = (&mut fact.worth, &mut fact.printed) else {
            return None;
        };
        // One more in the last place.
        let one = Decimal::try_new(1, printed.digits.scale()).unwrap();
        printed.digits += one;
        *value = printed.digits
            * printed.scale
            * if value.is_sign_negative() {
                Decimal::NEGATIVE_ONE
            } else {
                Decimal::ONE
            };
    }
    let came = old.stated.iter().map(|fact| {
        let is_revised = fact.key == *key;
        let change = if is_revised { 2 } else { 1 };
        (fact.key.clone(), Came { change, is_revised })
    });
    let came = came.collect();
    Some((facts, came))
}

fn scale(fact: &mut Fact, factor: Decimal) {
    let Worth::Number(value) = fact.worth else { return };
    fact.worth = Worth::Number(match value {
        Value::One(one) => Value::One(one * factor),
        Value::Range(from, to) => Value::Range(from * factor, to * factor),
    });
    if let Some(printed) = &mut fact.printed {
        if printed.exact {
            printed.digits *= factor;
        } else {
            printed.scale *= factor;
        }
    }
}

/// Whether a figure is an amount or a count, or what was added to one.
fn is_amount(figure: &Figure) -> bool {
    let unit = figure.unit.as_deref().unwrap_or_default();
    let is_rate = unit.contains(['%', '\u{2030}'])
        || unit.contains("百分点")
        || unit.contains('倍')
        || unit.contains('番');
    matches!(figure.role, Role::Level | Role::Change) && !is_rate
}

/// Which figures of a report have to do with each other.
struct Bonds {
    parents: Vec<usize>,
    bound: BTreeSet<usize>,
    fixed: BTreeSet<usize>,
    /// What is told of a time that does not move with the report.
    still: BTreeSet<usize>,
}

impl Bonds {
    fn of(old: &Old) -> Self {
        let checked = juyan::check(&old.document, juyan::catalogue(), &Options::default());
        let figures = &checked.reading.figures;
        let mut bonds = Self {
            parents: (0..figures.len()).collect(),
            bound: BTreeSet::new(),
            fixed: BTreeSet::new(),
            still: BTreeSet::new(),
        };
        let mut by_key: BTreeMap<&Key, usize> = BTreeMap::new();
        for fact in &old.stated {
            let Source::Document { span, .. } = &fact.source else {
                continue;
            };
            let id = figures.iter().position(|figure| figure.span == *span).unwrap();
            let name = Name::of(&fact.key, old.period, &old.home);
            if old
                .period
                .shifted(1)
                .and_then(|next| name.at(next, &old.home))
                .as_ref()
                == Some(&fact.key)
            {
                bonds.still.insert(id);
            }
            let first = *by_key.entry(&fact.key).or_insert(id);
            bonds.join(first, id);
        }
        for claim in &checked.reading.claims {
            let members: Vec<usize> = claim.members.iter().map(|member| member.figure.0).collect();
            bonds.bound.extend(&members);
            let amounts: Vec<usize> = members
                .iter()
                .copied()
                .filter(|id| is_amount(&figures[*id]))
                .collect();
            let Some(first) = amounts.first() else { continue };
            for other in &amounts {
                bonds.join(*first, *other);
            }
            let is_of_one_unit = amounts.iter().all(|id| figures[*id].unit == figures[*first].unit);
            let is_of_words = !claim.told.is_empty();
            let is_of_other_time = |id: &usize| bonds.still.contains(id);
            let divides = matches!(
                claim.kind,
                ClaimKind::Average
                    | ClaimKind::Multiple
                    | ClaimKind::Enumeration
                    | ClaimKind::EnumerationPartial
                    | ClaimKind::Dealt
                    | ClaimKind::Calendar
            );
            if divides || is_of_words || !is_of_one_unit || amounts.iter().any(is_of_other_time) {
                bonds.fixed.insert(*first);
            }
        }
        bonds
    }

    fn of_figure(&self, id: usize) -> usize {
        let parent = self.parents[id];
        if parent == id { id } else { self.of_figure(parent) }
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of_figure(one), self.of_figure(other));
        self.parents[other] = one;
    }

    /// Whether its amount and those that it has to do with cannot grow together.
    fn is_fixed(&self, id: usize) -> bool {
        let of = self.of_figure(id);
        self.fixed.iter().any(|fixed| self.of_figure(*fixed) == of)
    }

    fn is_bound(&self, id: usize) -> bool {
        self.bound.contains(&id)
    }
}
