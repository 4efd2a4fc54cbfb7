//! Charts of a report: what was done of the plan, a value year by year, the parts of a whole. The numbers come from the table that
//! stands beside each chart, exact as it prints them; as vectors in pages and PDF, as charts that can be edited in Word files.

pub(crate) mod canvas;
pub(crate) mod office;
pub(crate) mod svg;

use juyan::document::Table;
use juyan::model::{Date, Decimal, Span};

/// The colours of parts side by side, in hexadecimal: from dark to light and back, so that neighbours differ in grey as well.
const FILLS: [&str; 8] = [
    "1f4e79", "9dc3e6", "2e75b6", "c9d6e2", "44709d", "dbe9f6", "16365c", "7fb0dc",
];
/// The colour of what stands alone.
const PLAIN: &str = "5b8fb9";

/// The colour of the part at `position`.
fn fill(position: usize) -> &'static str {
    FILLS.get(position % FILLS.len()).copied().unwrap_or(PLAIN)
}

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What was done of the plan, each in percent.
    Progress,
    /// One value year by year.
    Series,
    /// The parts of a whole.
    Composition,
}

/// A chart of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub kind: Kind,
    /// What it is called where it cannot be seen.
    pub title: String,
    /// The unit of its values.
    pub unit: String,
    /// Where in the report's text the rows of its table stand.
    pub span: Span,
    /// The last day of what it tells; of progress the time that is gone by then is drawn as well.
    pub until: Date,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// One mark of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is of: an indicator, a year.
    pub name: String,
    /// Its value; none where it is not known.
    pub value: Option<Decimal>,
}

impl Chart {
    /// Whether anything of it is known.
    pub fn is_known(&self) -> bool {
        self.known().next().is_some()
    }

    /// Its marks whose values are known.
    pub(crate) fn known(&self) -> impl Iterator<Item = (&str, Decimal)> {
        self.marks
            .iter()
            .filter_map(|mark| Some((mark.name.as_str(), mark.value?)))
    }

    /// The chart that stands above `table`: its rows are the table's, and something of it is known.
    pub(crate) fn above<'a>(charts: &'a [Self], table: &Table) -> Option<&'a Self> {
        let is_of = |chart: &Self| table.cells.iter().any(|cell| chart.span.contains(cell.span));
        charts.iter().find(|chart| is_of(chart) && chart.is_known())
    }
}
