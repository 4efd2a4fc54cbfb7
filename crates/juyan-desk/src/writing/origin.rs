//! From which facts a report was written: its template is written once more, and the figures of the two are matched. Who went on editing
//! the report keeps the facts of what was left as it was.

use super::moment::Moment;
use super::paper::Paper;
use super::source::{Source, Unopened};
use juyan::Context;
use juyan::document::Document;
use juyan::model::{Key, Rounding, Span};
use juyan::reader::Reading;
use juyan_ledger::Ledger;
use juyan_writer::{Report, Voice, diff};
use std::collections::BTreeMap;

/// The keys of the figures of `report` that `template`, a file that is called as `context` says, writes from the ledger, by where they
/// stand. Fails where the template cannot be read.
pub fn origin(
    template: &[u8],
    (document, reading): (&Document, &Reading),
    ledger: &Ledger,
    context: Context<'_>,
) -> Result<BTreeMap<Span, Key>, Unopened> {
    let Some(period) = reading.period else {
        return Ok(BTreeMap::new());
    };
    let home = ledger.region()?;
    let moment = Moment::now(ledger, context.catalogue)?;
    let source = Source::open(template, (&moment, period), context)?;
    let keys = source.template.keys(period, &home, context.catalogue);
    let held = moment.held(&keys)?;
    let report = Report {
        document,
        reading,
        period,
        home: &home,
    };
    let mut found = BTreeMap::new();
    // However the office rounds, what the ledger holds is asked for once more before anything is published.
    for rounding in Rounding::ALL {
        let voice = Voice {
            catalogue: context.catalogue,
            rounding,
        };
        let written = source.template.write(&held, period, &home, voice);
        let paper = Paper::of_text(&written.text, context);
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
                found.entry(there).or_insert_with(|| said.key.clone());
            }
        }
    }
    Ok(found)
}
