//! From which facts a report was written: its template is written once more, as `write` writes it, and the figures of the two are matched.
//! Who went on editing the report keeps the facts of what was left as it was.

use super::form::charts;
use super::moment::Moment;
use super::proof::{self, Place};
use super::source::{Source, Unopened};
use juyan::Context;
use juyan::document::Document;
use juyan::model::{Rounding, Span};
use juyan::reader::Reading;
use juyan::vocabulary::Catalogue;
use juyan_ledger::Ledger;
use juyan_print::chart::Chart;
use juyan_publish::{Drawn, Origin};
use juyan_writer::{Held, Report, Said, Voice, Written, diff, operands};
use std::collections::BTreeMap;

/// What of a report came from a template.
#[derive(Debug, Default)]
pub struct Origins {
    /// From which facts its figures are, by where they stand.
    pub figures: BTreeMap<Span, Origin>,
    /// What is drawn of it.
    pub charts: Vec<Drawn>,
    /// What the template draws and the report has no such table for, by their titles.
    pub undrawn: Vec<String>,
}

/// What of `report` came from `template`, a file that is called as `context` says, as it writes from the ledger. Fails where the template
/// cannot be read.
pub fn origin(
    template: &[u8],
    (document, reading): (&Document, &Reading),
    ledger: &Ledger,
    context: Context<'_>,
) -> Result<Origins, Unopened> {
    let Some(period) = reading.period else {
        return Ok(Origins::default());
    };
    let home = ledger.region()?;
    let moment = Moment::now(ledger, context.catalogue)?;
    let source = Source::open(template, (&moment, period), context)?;
    let keys = source.template.keys(period, &home, context.catalogue);
    let report = Report {
        document,
        reading,
        period,
        home: &home,
    };
    let at = Place { period, home: &home };
    let mut found = Origins::default();
    // However the office rounds, what the ledger holds is asked for once more before anything is published.
    for rounding in Rounding::ALL {
        let voice = Voice {
            catalogue: context.catalogue,
            rounding,
        };
        let mut held = moment.held_since(&keys, voice)?;
        let mut proof = proof::proved(&source.template, &mut held, at, (voice, context));
        let charts = charts(&mut proof.written, (&source, &held), at, voice);
        let (written, paper) = (&proof.written, &proof.paper);
        found.draw(&charts, &written.text, document);
        let again = Report {
            document: &paper.document,
            reading: &paper.reading,
            ..report
        };
        for (one, other) in diff(again, report, context.catalogue).equal {
            let spans = paper.reading.figures.get(one.0).zip(reading.figures.get(other.0));
            let Some((printed, there)) = spans.map(|(one, other)| (one.span, other.span)) else {
                continue;
            };
            let said = written.said.iter().find(|said| said.span.overlaps(printed));
            if let Some(said) = said {
                found
                    .figures
                    .entry(there)
                    .or_insert_with(|| of(said, &held, context.catalogue));
            }
        }
    }
    Ok(found)
}

impl Origins {
    /// Adds those of `charts`, made of tables of the text `written`, whose tables the report has.
    fn draw(&mut self, charts: &[Chart], written: &str, report: &Document) {
        self.undrawn.clear();
        for chart in charts.iter().filter(|chart| chart.is_known()) {
            let drawn = Drawn::of(chart, written, report);
            let is_there = |title: &str| self.charts.iter().any(|other| other.title == title);
            match drawn {
                Some(drawn) if !self.charts.iter().any(|other| other.span == drawn.span) => {
                    self.charts.push(drawn);
                }
                Some(_) => {}
                None if is_there(&chart.title) => {}
                None => self.undrawn.push(chart.title.clone()),
            }
        }
    }
}

/// What is drawn of a text that was `written` a moment ago and read as it is.
pub fn charts_of(charts: &[Chart], written: &Written, report: &Document) -> Vec<Drawn> {
    let mut origins = Origins::default();
    origins.draw(charts, &written.text, report);
    origins.charts
}

/// From which facts the figures of a text are that was `written` a moment ago and read as it is.
pub fn of_written(
    written: &Written,
    reading: &Reading,
    held: &Held,
    catalogue: &Catalogue,
) -> BTreeMap<Span, Origin> {
    let printed = reading.figures.iter().filter_map(|figure| {
        let said = written.said.iter().find(|said| said.span.overlaps(figure.span))?;
        Some((figure.span, of(said, held, catalogue)))
    });
    printed.collect()
}

fn of(said: &Said, held: &Held, catalogue: &Catalogue) -> Origin {
    let is_reckoned = said.fact.source.is_reckoned();
    let because = held.stale(&said.key).map(|stale| stale.because.clone());
    Origin {
        key: said.key.clone(),
        reckoned: is_reckoned.then(|| said.fact.clone()),
        from: because
            .or_else(|| operands(&said.key, catalogue).map(Vec::from))
            .unwrap_or_default(),
    }
}
