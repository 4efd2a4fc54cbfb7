//! The report's text as it was published, every figure a link to its fact.

use super::Shown;
use super::tasks;
use crate::drawn::Drawn;
use crate::row::Row;
use juyan_model::Span;
use juyan_print::chart::Chart;
use juyan_print::html::{Article, Figure, Link};

/// The blocks of the report but its title and header, which the page has above.
pub(super) fn paper(shown: &Shown<'_>) -> String {
    let release = shown.release;
    let places = release.rows.iter().flat_map(|row| {
        let places = row.places.iter().enumerate();
        places.map(|(nth, span)| figure(*span, row, nth, shown))
    });
    let mut figures: Vec<Figure<'_>> = places.collect();
    figures.sort_unstable_by_key(|figure| figure.span);
    let charts: Vec<Chart> = release.charts.iter().map(Drawn::chart).collect();
    let article = Article {
        text: shown.text,
        blocks: &release.shape.blocks,
        tables: &release.shape.tables,
        title: release.shape.title,
        is_headed: true,
        figures: &figures,
        period: release.period,
        marks: &tasks::marks(shown),
        charts: &charts,
        catalogue: shown.context.catalogue,
        table: shown.context.say("html.table"),
    };
    article.html()
}

/// The figure at the place `nth` of a row, from 0; the second place of a row is called its place 2.
fn figure<'a>(span: Span, row: &'a Row, nth: usize, shown: &Shown<'_>) -> Figure<'a> {
    let number = row.number;
    Figure {
        span,
        key: row.key.as_str().into(),
        value: row.value.to_string().into(),
        value_to: row.value_to.map(|value| value.to_string().into()),
        unit: row.unit.as_str().into(),
        period: row.period,
        limit: row.limit,
        mode: row.mode,
        link: Some(Link {
            id: tasks::figure(number, nth),
            to: format!("f/{number}.html"),
            was: shown.since.changed.contains_key(&number),
        }),
    }
}
