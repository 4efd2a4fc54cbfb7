//! A report that was written, in the form in which it leaves.

use super::paper::Paper;
use super::proof::Place;
use super::source::Source;
use juyan::Context;
use juyan::model::Period;
use juyan_print::chart::{Chart, Kind, Mark};
use juyan_print::docx::DocxError;
use juyan_print::html::Figure;
use juyan_print::official::{self, Office};
use juyan_writer::{ChartKind, Held, Voice, Written};

/// In which form a report leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text, in the characters of the template's file.
    Text,
    /// The Word file that the template is, filled; else the paper that an office sends out.
    Docx,
    /// A page for a browser.
    Html,
}

impl Form {
    /// The form that the ending of a name asks for.
    pub fn of(ending: &str) -> Option<Self> {
        match ending {
            "txt" | "md" => Some(Self::Text),
            "docx" => Some(Self::Docx),
            "html" | "htm" => Some(Self::Html),
            _ => None,
        }
    }

    /// The report in this form. Fails where the Word file cannot be put together.
    pub fn bytes(
        self,
        (written, paper, charts): (&Written, &Paper, &[Chart]),
        source: &Source,
        office: &Office,
        context: Context<'_>,
    ) -> Result<Vec<u8>, DocxError> {
        match self {
            Self::Text => {
                let bytes = source.charset.encoded(&written.text);
                // Every charset that Chinese text is read in has all its characters.
                Ok(bytes.unwrap_or_else(|| written.text.clone().into_bytes()))
            }
            Self::Docx => match &source.word {
                Some(word) => word.filled(written, charts, context.catalogue),
                None => official::docx(&paper.document, charts, office, context.catalogue),
            },
            Self::Html => {
                let figures = written.said.iter().map(|said| Figure {
                    key: said.key.to_string().into(),
                    ..Figure::of(&said.fact, said.span)
                });
                let figures: Vec<Figure<'_>> = figures.collect();
                Ok(juyan_print::report_page(&paper.document, &figures, charts, context).into_bytes())
            }
        }
    }
}

/// The charts of a report, those in the controls of a Word file among them; what is not known of these is told with the rest.
pub fn charts(
    written: &mut Written,
    (source, held): (&Source, &Held),
    at: Place<'_>,
    voice: Voice<'_>,
) -> Vec<Chart> {
    let mut all = drawn(written, at.period);
    for (binding, table) in source.charts() {
        let mut beside = table.write(held, at.period, at.home, voice);
        for left in &mut beside.unsaid {
            left.line = source.line(*binding);
        }
        all.extend(drawn(&beside, at.period));
        written.unsaid.append(&mut beside.unsaid);
    }
    all
}

/// The charts of a report of this period.
fn drawn(written: &Written, period: Period) -> Vec<Chart> {
    let charts = written.charts.iter().map(|drawn| Chart {
        kind: match drawn.kind {
            ChartKind::Progress => Kind::Progress,
            ChartKind::Series => Kind::Series,
            ChartKind::Composition => Kind::Composition,
        },
        title: drawn.title.clone(),
        unit: drawn.unit.clone(),
        span: drawn.span,
        until: period.to,
        marks: drawn
            .points
            .iter()
            .map(|point| Mark {
                name: point.name.clone(),
                value: point.value,
            })
            .collect(),
    });
    charts.collect()
}
