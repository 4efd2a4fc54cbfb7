//! From which facts a report was written: its template is written once more, and the figures of the two are matched. Who went on editing
//! the report keeps the facts of what was left as it was.

use super::held::Moment;
use super::paper::Paper;
use super::source::Source;
use crate::input::Input;
use crate::ledger::Desk;
use juyan::document::Document;
use juyan::model::{Key, Rounding, Span};
use juyan::reader::Reading;
use juyan_ledger::Ledger;
use juyan_writer::{Report, Voice, diff};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

/// The keys of the figures of `report` that `template` writes from the ledger, by where they stand. Fails, having said why, where the
/// template cannot be read.
pub(crate) fn origin(
    template: &Path,
    (document, reading): (&Document, &Reading),
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<BTreeMap<Span, Key>, ExitCode> {
    let Some(period) = reading.period else {
        return Ok(BTreeMap::new());
    };
    let input = Input::new(template);
    let name = input.name();
    let file = Desk::new(&name, desk.language());
    let context = file.context();
    let lost = |error| desk.complain(&error);
    let home = ledger.region().map_err(lost)?;
    let moment = Moment::now(ledger, context.catalogue).map_err(lost)?;
    let source = Source::open(&input, (&moment, period), context).map_err(|problem| file.refuse(&problem))?;
    let keys = source.template.keys(period, &home, context.catalogue);
    let held = moment.held(&keys).map_err(lost)?;
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
