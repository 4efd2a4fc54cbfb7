//! What is drawn of a report that was published: each above the table that it was made of.

use juyan::document::{Document, Table};
use juyan_model::{Date, Decimal, Span};
use juyan_print::chart::{Chart, Kind, Mark};
use serde::{Deserialize, Serialize};

/// A chart of a release, as its record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// What it shows.
    pub shows: Shows,
    /// What it is called where it cannot be seen.
    pub title: String,
    /// The unit of its values.
    pub unit: String,
    /// Where the rows of its table stand.
    pub span: Span,
    /// The last day of what it tells.
    #[serde(with = "crate::iso")]
    pub until: Date,
    /// What it is of, each with its value where that is known.
    pub marks: Vec<(String, Option<Decimal>)>,
}

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// What was done of the plan.
    Progress,
    /// One value year by year.
    Series,
    /// The parts of a whole.
    Composition,
}

impl Drawn {
    /// `chart`, which was made of a table of the text `written`, where `report` has the very same rows; none where somebody has changed
    /// them since, for it would show what the report does not say.
    pub fn of(chart: &Chart, written: &str, report: &Document) -> Option<Self> {
        let rows = chart.span.of(written).lines();
        let rows: Vec<Vec<&str>> = rows.map(|row| row.split('\t').map(str::trim).collect()).collect();
        let mut tables = report.tables.iter();
        let span = tables.find_map(|table| place(&rows, table, &report.text))?;
        Some(Self {
            shows: match chart.kind {
                Kind::Progress => Shows::Progress,
                Kind::Series => Shows::Series,
                Kind::Composition => Shows::Composition,
            },
            title: chart.title.clone(),
            unit: chart.unit.clone(),
            span,
            until: chart.until,
            marks: chart
                .marks
                .iter()
                .map(|mark| (mark.name.clone(), mark.value))
                .collect(),
        })
    }

    /// As it is drawn.
    pub(crate) fn chart(&self) -> Chart {
        let marks = self.marks.iter().map(|(name, value)| Mark {
            name: name.clone(),
            value: *value,
        });
        Chart {
            kind: match self.shows {
                Shows::Progress => Kind::Progress,
                Shows::Series => Kind::Series,
                Shows::Composition => Kind::Composition,
            },
            title: self.title.clone(),
            unit: self.unit.clone(),
            span: self.span,
            until: self.until,
            marks: marks.collect(),
        }
    }
}

/// Where `rows` stand in a table, one below the other.
fn place(rows: &[Vec<&str>], table: &Table, text: &str) -> Option<Span> {
    let of_row = |row: usize| table.cells.iter().filter(move |cell| cell.row == row);
    let last = table.cells.last()?.row;
    let is_here = |first: &usize| {
        rows.iter().enumerate().all(|(at, wanted)| {
            let told = of_row(first + at).map(|cell| cell.span.of(text).trim());
            told.eq(wanted.iter().copied())
        })
    };
    let first = (0..=last).find(is_here).filter(|_| !rows.is_empty())?;
    let cells = (first..first + rows.len()).flat_map(of_row);
    cells.map(|cell| cell.span).reduce(Span::cover)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "某旗2025年上半年主要指标图示\n\n重点项目\n构成\t数值（项）\n新建\t13\n续建\t8\n";

    fn chart() -> Chart {
        let start = WRITTEN.find("新建").unwrap();
        Chart {
            kind: Kind::Composition,
            title: "构成图".into(),
            unit: "项".into(),
            span: Span::new(start, WRITTEN.len() - 1),
            until: Date::new(2025, 6, 30).unwrap(),
            marks: Vec::new(),
        }
    }

    #[test]
    fn a_chart_finds_its_table_where_nobody_changed_it() {
        let found = |report: &str| {
            let document =
                juyan::document::read(report.as_bytes(), "report.txt", juyan::catalogue()).unwrap();
            let drawn = Drawn::of(&chart(), WRITTEN, &document)?;
            Some(drawn.span.of(&document.text).to_owned())
        };
        assert_eq!(found(WRITTEN).as_deref(), Some("新建\t13\n续建\t8"));
        let more = WRITTEN.replace("重点项目\n", "总的看，经济运行平稳，重点项目如下。\n\n重点项目\n");
        assert_eq!(found(&more).as_deref(), Some("新建\t13\n续建\t8"));
        assert_eq!(found(&WRITTEN.replace("13", "14")), None);
        assert_eq!(found("某旗2025年上半年主要指标图示\n\n好。\n"), None);
    }
}
