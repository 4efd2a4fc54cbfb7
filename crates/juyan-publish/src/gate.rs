//! What stands against a publication. All of it is said at once, and where anything is, nothing is published.

use crate::header::{Flaw, Header, HeaderField};
use crate::known::{self, Facts};
use crate::naming;
use crate::row::{Basis, Openness, Row};
use juyan::document::Document;
use juyan::reader::Reading;
use juyan::vocabulary::Disclosure;
use juyan::{Context, Stated};
use juyan_ledger::{Consent, Consented, Kept, Ledger, LedgerError};
use juyan_model::{Fact, FigureId, Key, Printed, Secrecy, Source, Span, Value, Worth};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A report that wants to become public, and what it is held against.
#[derive(Debug, Clone, Copy)]
pub struct Gate<'a> {
    /// The report.
    pub report: &'a Document,
    /// What was read in it.
    pub reading: &'a Reading,
    /// What it states; the sources name the report by its digest.
    pub stated: &'a Stated,
    /// The SM3 of its text.
    pub digest: &'a str,
    /// Header fields that the report leaves out, a line each.
    pub beside: &'a [Document],
    /// The figures that are known to have been written from facts, by where they stand.
    pub written: &'a BTreeMap<Span, Origin>,
    /// Who knows what was told before what it follows from changed.
    pub follows: &'a dyn Follows,
    /// The rules of the region.
    pub rules: &'a Disclosure,
    /// The words.
    pub context: Context<'a>,
}

/// From which fact a figure was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// Its key.
    pub key: Key,
    /// The fact, where it follows from others.
    pub reckoned: Option<Fact>,
    /// The keys of those.
    pub from: Vec<Key>,
}

/// Who knows which figures do not follow any more from what the ledger has come to say.
pub trait Follows: fmt::Debug {
    /// Those of the `figures` of a report, by key and place, that the ledger says too, and told before what they follow from changed.
    fn outdated(&self, ledger: &Ledger, figures: &[(Key, Span)]) -> Result<Vec<Outdated>, LedgerError>;
}

/// A figure that was told before what it follows from changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Outdated {
    /// Where it stands.
    pub span: Span,
    /// Its key.
    pub key: Key,
    /// What has changed since.
    pub because: Vec<Key>,
    /// What it would be now, where that follows.
    pub now: Option<Fact>,
}

/// Something that stands against a publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    id: &'static str,
    slots: Vec<(&'static str, String)>,
}

impl Stop {
    pub(crate) fn new(id: &'static str, slots: Vec<(&'static str, String)>) -> Self {
        Self { id, slots }
    }

    /// The wording that says it: `publish.stop.unsigned`.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// What it is and what to do.
    pub fn told(&self, context: Context<'_>) -> String {
        self.told_as(self.id, context)
    }

    /// The same by another wording with its slots: for who has other means to do something about it.
    pub fn told_as(&self, id: &str, context: Context<'_>) -> String {
        let mut slots: Vec<(&str, &dyn fmt::Display)> = Vec::new();
        for (name, value) in &self.slots {
            slots.push((name, value));
        }
        context.fill(id, &slots)
    }
}

/// What stands against `person` giving `consent`, where only the same person gave the other one: who reviews does not sign off,
/// unless the region's rules let them.
pub fn one_person(given: &[Consented], consent: Consent, person: &str, rules: &Disclosure) -> Option<Stop> {
    if !rules.separate_persons {
        return None;
    }
    let name = |person: &str| person.split_whitespace().collect::<String>();
    let mut others = given.iter().filter(|given| given.consent != consent).peekable();
    others.peek()?;
    others
        .all(|other| name(&other.change.person) == name(person))
        .then(|| {
            let basis = rules.separate_persons_basis.clone();
            Stop::new(
                "publish.stop.one-person",
                vec![("person", person.to_owned()), ("basis", basis)],
            )
        })
}

/// What may pass.
#[derive(Debug)]
pub(crate) struct Passed {
    pub(crate) header: Header,
    pub(crate) rows: Vec<Row>,
}

impl Gate<'_> {
    /// The header and rows of what may become public, or all that stands against it.
    pub(crate) fn pass(&self, ledger: &Ledger) -> Result<Result<Passed, Vec<Stop>>, LedgerError> {
        let mut stops = Vec::new();
        let header = self.header(&ledger.region()?, &mut stops);
        self.consents(&ledger.consents(self.digest)?, &mut stops);
        let rows = self.rows(ledger, &mut stops)?;
        Ok(if stops.is_empty() {
            Ok(Passed { header, rows })
        } else {
            Err(stops)
        })
    }

    fn header(&self, region: &str, stops: &mut Vec<Stop>) -> Header {
        let context = self.context;
        let title = self.reading.title.or_else(|| self.report.title());
        let title: String = title
            .map(|span| span.of(&self.report.text).split_whitespace().collect())
            .unwrap_or_default();
        let (header, mut flaws) = Header::gather(self.report, self.beside, &title, context.catalogue);
        flaws.extend(header.flaws(region, self.rules, context.catalogue));
        for (field, flaw) in flaws {
            let name = context.fill(&format!("publish.field.{}", field.name()), &[]);
            let said = header.get(field).to_owned();
            stops.push(match flaw {
                Flaw::Missing if field == HeaderField::Title => {
                    Stop::new("publish.stop.no-title", Vec::new())
                }
                Flaw::Missing => Stop::new("publish.stop.missing", vec![("field", name)]),
                Flaw::Differ(inside, outside) => Stop::new(
                    "publish.stop.header-differs",
                    vec![("field", name), ("inside", inside), ("outside", outside)],
                ),
                Flaw::Wrong(id, slot) => {
                    let must = context.fill(id, &[("what", &slot)]);
                    Stop::new(
                        "publish.stop.field",
                        vec![("field", name), ("value", said), ("must", must)],
                    )
                }
            });
        }
        if self.reading.region.as_deref() != Some(region) {
            let named = |code: &str| {
                let known = context.catalogue.region_of(code);
                known.map_or_else(|| code.to_owned(), |known| known.name.to_string())
            };
            let other = self.reading.region.as_deref().map(named).unwrap_or_default();
            stops.push(Stop::new(
                "publish.stop.region",
                vec![("other", other), ("own", named(region))],
            ));
        }
        if self.reading.period.is_none() {
            stops.push(Stop::new("publish.stop.period", Vec::new()));
        }
        header
    }

    fn consents(&self, given: &[Consented], stops: &mut Vec<Stop>) {
        for consent in Consent::ALL {
            if !given.iter().any(|given| given.consent == consent) {
                let name = self
                    .context
                    .fill(&format!("publish.consent.{}", consent.name()), &[]);
                let slots = vec![("consent", name), ("as", consent.name().to_owned())];
                stops.push(Stop::new("publish.stop.unsigned", slots));
            }
        }
        let signed = given.iter().filter(|given| given.consent == Consent::SignOff);
        let alone: Vec<Stop> = signed
            .map(|signed| one_person(given, signed.consent, &signed.change.person, self.rules))
            .collect::<Option<_>>()
            .unwrap_or_default();
        stops.extend(alone.into_iter().next());
    }

    fn rows(&self, ledger: &Ledger, stops: &mut Vec<Stop>) -> Result<Vec<Row>, LedgerError> {
        for figure in &self.stated.unnamed {
            stops.push(self.unnamed(*figure));
        }
        let remembered = ledger.remembered()?.keys(&self.stated.facts, &self.report.text);
        let stated = self.stated.facts.iter().map(|fact| &fact.key);
        let origins = self.written.values();
        let origins = origins.flat_map(|origin| origin.from.iter().chain([&origin.key]));
        let asked = stated.chain(remembered.iter().flatten()).chain(origins);
        let facts = known::asked(ledger, self.digest, asked.cloned().collect())?;
        let known = Facts::of(&facts, self.digest, ledger)?;
        let mut rows: Vec<Row> = Vec::new();
        let mut asked = BTreeSet::new();
        for (fact, remembered) in self.stated.facts.iter().zip(&remembered) {
            if let Some(row) = self.row((fact, remembered.as_ref()), &known, &mut asked, stops) {
                add(&mut rows, row);
            }
        }
        self.outdated(&rows, ledger, stops)?;
        Ok(rows)
    }

    /// What the report says and the ledger too, though what it follows from has changed since.
    fn outdated(&self, rows: &[Row], ledger: &Ledger, stops: &mut Vec<Stop>) -> Result<(), LedgerError> {
        // What was reckoned a moment ago follows.
        let told = rows.iter().filter(|row| row.fact != Row::NOT_KEPT);
        let told = told.filter_map(|row| Some((row.key.parse::<Key>().ok()?, row)));
        let figures: Vec<(Key, Span)> = told
            .flat_map(|(key, row)| row.places.iter().map(move |span| (key.clone(), *span)))
            .collect();
        let mut asked = BTreeSet::new();
        for outdated in self.follows.outdated(ledger, &figures)? {
            if asked.insert(outdated.key.clone()) {
                stops.push(self.stale(&outdated));
            }
        }
        Ok(())
    }

    fn stale(&self, outdated: &Outdated) -> Stop {
        let comma = self.context.say("publish.comma");
        let because: Vec<String> = outdated.because.iter().map(ToString::to_string).collect();
        let printed = outdated.span.of(&self.report.text).split_whitespace().collect();
        let mut slots = vec![
            ("printed", printed),
            ("key", outdated.key.to_string()),
            ("because", because.join(comma)),
        ];
        let Some(now) = &outdated.now else {
            return Stop::new("publish.stop.stale-open", slots);
        };
        slots.push(("now", naming::worth(now, self.context.catalogue)));
        Stop::new("publish.stop.stale", slots)
    }

    /// The row of a fact that the report states; else what stands against it is said, once for each key.
    fn row(
        &self,
        (stated, remembered): (&Fact, Option<&Key>),
        known: &Facts<'_>,
        asked: &mut BTreeSet<Key>,
        stops: &mut Vec<Stop>,
    ) -> Option<Row> {
        let (span, sentence) = place(stated)?;
        let origin = self.written.get(&span);
        let told = [origin.map(|origin| &origin.key), Some(&stated.key), remembered];
        let is_written = |key: &Key| origin.is_some_and(|origin| origin.key == *key);
        let agrees = |key: &Key, kept: &Kept| {
            kept.fact.agrees(stated) || is_written(key) && counts_as(&kept.fact, stated)
        };
        let key = known.key_of(stated, (&told, &agrees), span);
        let printed: String = span.of(&self.report.text).split_whitespace().collect();
        let (stands, said) = (key.to_string(), printed.clone());
        let about = || vec![("key", stands.clone()), ("printed", said.clone())];
        if known.is_open(key) {
            if asked.insert(key.clone()) {
                stops.push(Stop::new("publish.stop.open", about()));
            }
            return None;
        }
        let under = known.under(key);
        let agreeing: Vec<&Kept> = under.iter().copied().filter(|kept| agrees(key, kept)).collect();
        let Some(first) = agreeing.first() else {
            if let Some(follows) = origin.filter(|origin| origin.tells(stated)) {
                return self.following(stated, (follows, (span, sentence)), known, (asked, stops));
            }
            let mut told: Vec<String> = under
                .iter()
                .map(|kept| naming::worth(&kept.fact, self.context.catalogue))
                .collect();
            told.dedup();
            stops.push(if told.is_empty() {
                Stop::new("publish.stop.unknown", about())
            } else {
                let known = ("known", told.join(self.context.say("publish.comma")));
                Stop::new(
                    "publish.stop.differs",
                    about().into_iter().chain([known]).collect(),
                )
            });
            return None;
        };
        let is_open = |kept: &&&Kept| kept.fact.secrecy == Secrecy::Public || kept.released;
        let closed: Vec<&&Kept> = agreeing.iter().filter(|kept| !is_open(kept)).collect();
        let is_released = agreeing.iter().any(|kept| kept.released);
        if let Some(kept) = closed.first().filter(|_| !is_released) {
            if asked.insert(key.clone()) {
                let fact = ("fact", kept.seq.to_string());
                stops.push(Stop::new(
                    "publish.stop.closed",
                    about().into_iter().chain([fact]).collect(),
                ));
            }
            return None;
        }
        let best = agreeing
            .iter()
            .min_by_key(|kept| (self.basis(kept), kept.seq))
            .unwrap_or(first);
        let ground = Ground {
            fact: &best.fact,
            basis: self.basis(best),
            openness: Openness::of(&agreeing.iter().map(|kept| &kept.fact).collect::<Vec<_>>()),
            seq: best.seq,
        };
        self.row_of(stated, key, (span, sentence), &ground)
    }

    /// The row of a figure that follows from facts though the ledger does not tell it yet. It is public where it is by its nature, or
    /// what it follows from was released.
    fn following(
        &self,
        stated: &Fact,
        (origin, place): (&Origin, (Span, Span)),
        known: &Facts<'_>,
        (asked, stops): (&mut BTreeSet<Key>, &mut Vec<Stop>),
    ) -> Option<Row> {
        let fact = origin.reckoned.as_ref()?;
        let key = &origin.key;
        let under = || {
            let keys = std::iter::once(key).chain(&origin.from);
            keys.flat_map(|key| known.under(key))
        };
        let is_closed = [fact, stated].iter().any(|fact| fact.secrecy != Secrecy::Public);
        if is_closed && !under().any(|kept| kept.released) {
            if asked.insert(key.clone()) {
                let seq = under().find(|kept| kept.fact.secrecy != Secrecy::Public);
                let printed: String = place.0.of(&self.report.text).split_whitespace().collect();
                let slots = vec![
                    ("key", key.to_string()),
                    ("printed", printed),
                    ("fact", seq.map(|kept| kept.seq.to_string()).unwrap_or_default()),
                ];
                stops.push(Stop::new("publish.stop.closed", slots));
            }
            return None;
        }
        let ground = Ground {
            fact,
            basis: Basis::Reckoned,
            openness: Openness::of(&[fact, stated]),
            seq: Row::NOT_KEPT,
        };
        self.row_of(stated, key, place, &ground)
    }

    fn row_of(
        &self,
        stated: &Fact,
        key: &Key,
        (span, sentence): (Span, Span),
        ground: &Ground<'_>,
    ) -> Option<Row> {
        let context = self.context;
        let (value, value_to) = match stated.worth {
            Worth::Number(Value::One(value)) => (value, None),
            Worth::Number(Value::Range(from, to)) => (from, Some(to)),
            Worth::Class(_) => return None,
        };
        let measures: Vec<String> = key.measures.iter().map(ToString::to_string).collect();
        let (juyan_model::Term::Id(indicator) | juyan_model::Term::Words(indicator)) = &key.indicator;
        let region = context.catalogue.region_of(&key.region);
        Some(Row {
            number: 0,
            key: key.to_string(),
            indicator: indicator.to_string(),
            name: naming::name(key, context),
            parts: naming::parts(key, context.catalogue),
            measure: if measures.is_empty() {
                "level".to_owned()
            } else {
                measures.join(".")
            },
            measure_name: naming::measure(key, context),
            region: key.region.to_string(),
            region_name: region.map_or_else(|| key.region.to_string(), |region| region.name.to_string()),
            period: key.period,
            time: key
                .period
                .map(|period| naming::time(period, context))
                .unwrap_or_default(),
            accrual: key.accrual,
            mode: key.mode,
            value,
            value_to,
            unit: stated.unit.as_deref().unwrap_or_default().to_owned(),
            printed: span.of(&self.report.text).split_whitespace().collect(),
            limit: stated.limit,
            note: ground.fact.note.to_string(),
            department: context.catalogue.department(&ground.fact.department, &key.region),
            basis: ground.basis,
            openness: ground.openness,
            fact: ground.seq,
            sentence,
            places: vec![span],
        })
    }

    fn basis(&self, kept: &Kept) -> Basis {
        match &kept.fact.source {
            source if source.is_reckoned() => Basis::Reckoned,
            Source::Formula { .. } => Basis::Register,
            Source::Document { document, .. } if document == self.digest => Basis::Report,
            Source::Document { .. } | Source::Cell { .. } | Source::Entry => Basis::Ledger,
        }
    }

    fn unnamed(&self, figure: FigureId) -> Stop {
        let figure = self.reading.figures.get(figure.0);
        let words = |span: Option<Span>| -> String {
            span.map(|span| span.of(&self.report.text).split_whitespace().collect())
                .unwrap_or_default()
        };
        let printed = words(figure.map(|figure| figure.span));
        let sentence = words(figure.map(|figure| figure.sentence));
        Stop::new(
            "publish.stop.unbound",
            vec![("printed", printed), ("sentence", sentence)],
        )
    }
}

/// What a row stands on.
struct Ground<'a> {
    fact: &'a Fact,
    basis: Basis,
    openness: Openness,
    /// The number of the fact in the ledger.
    seq: i64,
}

impl Origin {
    /// Whether it is what a report states, and the ledger has to be told so.
    fn tells(&self, stated: &Fact) -> bool {
        let reckoned = self.reckoned.as_ref();
        reckoned.is_some_and(|fact| fact.agrees(stated) || counts_as(fact, stated))
    }
}

/// Whether a fact is what a report states but for the word that counts it: of 两处停车场 a template may say 两个停车场.
fn counts_as(fact: &Fact, stated: &Fact) -> bool {
    let is_count = [fact, stated]
        .iter()
        .all(|fact| fact.printed.as_ref().is_some_and(Printed::is_exact));
    let counted = Fact {
        unit: fact.unit.clone(),
        ..stated.clone()
    };
    is_count && fact.agrees(&counted)
}

/// Adds a row, or the place of one that is there already.
fn add(rows: &mut Vec<Row>, mut row: Row) {
    let is_same = |other: &&mut Row| {
        (&other.key, other.value, other.value_to, &other.unit, other.limit)
            == (&row.key, row.value, row.value_to, &row.unit, row.limit)
    };
    if let Some(there) = rows.iter_mut().find(is_same) {
        there.places.append(&mut row.places);
    } else {
        row.number = rows.len() + 1;
        rows.push(row);
    }
}

/// Where a figure of a paper stands, and its sentence.
const fn place(fact: &Fact) -> Option<(Span, Span)> {
    match &fact.source {
        Source::Document { span, sentence, .. } => Some((*span, *sentence)),
        _ => None,
    }
}
