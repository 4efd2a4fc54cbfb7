//! A draft written: its template and the ledger become the report, proved, and what came of each passage. Written as `juyan write` does
//! it; nothing is reckoned here.

use crate::ask::{Ask, Fields};
use crate::drafted::{Draft, Passage};
use crate::problem::Problem;
use crate::token::digest;
use juyan_desk::report::Report;
use juyan_desk::writing::form::charts;
use juyan_desk::writing::moment::Moment;
use juyan_desk::writing::proof::{self, Place, Proof};
use juyan_desk::writing::source::{Source, Unopened};
use juyan_model::{Rounding, Span};
use juyan_print::chart::Chart;
use juyan_print::official::Office;
use juyan_writer::{Held, Voice};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// As what a draft is read: a text with bindings.
const FILE: &str = "report.md";

/// A draft that was written.
#[derive(Debug)]
pub(crate) struct Composed {
    pub(crate) source: Source,
    pub(crate) held: Held,
    pub(crate) proof: Proof,
    pub(crate) charts: Vec<Chart>,
    /// The code of the region.
    pub(crate) home: String,
    /// The lines of the template that each passage is, from 1, and where what came of them stands in what was written.
    pub(crate) places: Vec<(std::ops::Range<usize>, Span)>,
    /// SM3 of what was written.
    pub(crate) digest: String,
}

/// What makes a written draft what it is: the ledger, and all that stands in the draft.
type Asked = (i64, String);

/// So many drafts are kept as they were written last.
const READY: usize = 8;

/// Drafts that were written before.
#[derive(Debug, Default)]
pub(crate) struct Written(Mutex<VecDeque<(Asked, Arc<Composed>)>>);

impl Composed {
    /// Writes a draft; what was written of the same words and the same ledger is not written again.
    pub(crate) fn of(
        ask: &Ask<'_>,
        draft: &Draft,
        passages: &[Passage],
        office: &Office,
    ) -> Result<Arc<Self>, Problem> {
        let ledger = ask.workspace.ledger()?;
        let head = ledger.head()?.map_or(0, |head| head.seq);
        let words = passages.iter().map(|passage| passage.text.as_str());
        let told = format!(
            "{:?}\0{:?}\0{:?}\0{:?}",
            draft.period, draft.told, office.date, office.number
        );
        let parts: Vec<&str> = std::iter::once(told.as_str()).chain(words).collect();
        let asked = (head, digest(parts.join("\0")));
        let ready = || {
            let kept = &ask.workspace.written().0;
            kept.lock().unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((_, composed)) = ready().iter().find(|(own, _)| *own == asked) {
            return Ok(Arc::clone(composed));
        }
        let composed = Arc::new(Self::written(ask, draft, passages, office)?);
        let mut kept = ready();
        kept.push_front((asked, Arc::clone(&composed)));
        kept.truncate(READY);
        Ok(composed)
    }

    fn written(ask: &Ask<'_>, draft: &Draft, passages: &[Passage], office: &Office) -> Result<Self, Problem> {
        let (ledger, catalogue) = (ask.workspace.ledger()?, ask.workspace.catalogue());
        let home = ledger.region()?.to_string();
        let moment = Moment::now(&ledger, catalogue)?;
        let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
        let context = juyan::Context {
            name: FILE,
            ..ask.context()
        };
        let words = texts.join("\n");
        // No file is empty, a draft may be.
        let mut source = if words.trim().is_empty() {
            Source::default()
        } else {
            Source::open(words.as_bytes(), (&moment, draft.period), context)?
        };
        source.template.period = draft.told;
        let voice = Voice {
            catalogue,
            rounding: Rounding::HalfUp,
        };
        let keys = source.keys(draft.period, &home, catalogue);
        let held = moment.held_since(&keys, voice)?;
        let mut held = held.issued(office.date, office.number.clone());
        let at = Place {
            period: draft.period,
            home: &home,
        };
        let mut proof = proof::proved(&source.template, &mut held, at, (voice, context));
        Ok(Self {
            charts: charts(&mut proof.written, (&source, &held), at, voice),
            places: places(&texts, &proof),
            digest: digest(&proof.written.text),
            source,
            held,
            proof,
            home,
        })
    }

    /// The text.
    pub(crate) fn text(&self) -> &str {
        &self.proof.written.text
    }

    /// What came of a passage.
    pub(crate) fn of_passage(&self, at: usize) -> &str {
        let place = self.places.get(at);
        place.map_or("", |(_, span)| span.of(self.text()))
    }

    /// The same as a ledger takes it in, under a name.
    pub(crate) fn report(&self, name: &str, ask: &Ask<'_>) -> Report {
        let context = juyan::Context {
            name,
            ..ask.context()
        };
        Report::of_text(self.text(), &self.home, context)
    }
}

/// The lines of each passage, and where what came of them stands.
fn places(texts: &[&str], proof: &Proof) -> Vec<(std::ops::Range<usize>, Span)> {
    let (text, lines) = (&proof.written.text, &proof.written.lines);
    let (mut next, mut from, mut end) = (1, 0, 0);
    let mut places = Vec::with_capacity(texts.len());
    for words in texts {
        let first = next;
        next += words.split('\n').count();
        let count = lines
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|(line, _)| *line < next)
            .count();
        let own = lines.get(from..from + count).unwrap_or_default();
        from += count;
        let start = own.first().map_or(end, |(_, span)| span.start);
        end = own.last().map_or(start, |(_, span)| span.end);
        let whole = Span::new(start, end);
        let kept = whole.of(text).trim_end_matches(['\n', '\r']).len();
        places.push((first..next, Span::new(start, start + kept)));
    }
    places
}

/// What the office adds to the paper, as the form that keeps it names it.
pub(crate) fn office(fields: &Fields) -> Office {
    let told = |name: &str| {
        Some(fields.get(name))
            .filter(|told| !told.is_empty())
            .map(str::to_owned)
    };
    let lines = |name: &str| {
        let lines = fields.get(name).lines().map(str::trim);
        lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    Office {
        number: told("number"),
        issuer: told("issuer"),
        date: told("date").and_then(|day| day.parse().ok()),
        attachments: lines("attachments"),
        copies: lines("copies"),
        printer: told("printer"),
        printed_on: told("printed").and_then(|day| day.parse().ok()),
    }
}

/// Whether a text can be a passage: a template by itself. Fails with what is wrong in it, and where.
pub(crate) fn fits(ask: &Ask<'_>, draft: &Draft, text: &str) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Ok(());
    }
    let ledger = ask.workspace.ledger()?;
    let moment = Moment::now(&ledger, ask.workspace.catalogue())?;
    let context = juyan::Context {
        name: FILE,
        ..ask.context()
    };
    Source::open(text.as_bytes(), (&moment, draft.period), context)?;
    Ok(())
}

impl From<Unopened> for Problem {
    fn from(unopened: Unopened) -> Self {
        match unopened {
            Unopened::Ledger(error) => error.into(),
            Unopened::Flawed(told) => Self::unusable("report.flawed").with("told", told),
        }
    }
}
