//! Charts of a report: what was done of the plan, a value year by year, the parts of a whole. The numbers come from the table that
//! stands beside each chart, exact as it prints them; as vectors in pages and PDF, as charts that can be edited in Word files.

pub(crate) mod canvas;
pub(crate) mod office;
pub(crate) mod svg;

use juyan::model::{Date, Decimal, Span};

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
    /// Its marks whose values are known.
    pub(crate) fn known(&self) -> impl Iterator<Item = (&str, Decimal)> {
        self.marks
            .iter()
            .filter_map(|mark| Some((mark.name.as_str(), mark.value?)))
    }

    /// The chart whose table has a cell in `span`.
    pub(crate) fn within(charts: &[Self], table: impl Fn(Span) -> bool) -> Option<&Self> {
        charts
            .iter()
            .find(|chart| table(chart.span) && chart.known().next().is_some())
    }
}
