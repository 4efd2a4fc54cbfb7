//! One side of a table as facts: a line a row, a place a column.

use super::super::scene::{Fact, Scene};
use crate::sheet::cell::{self, Gap};
use crate::sheet::column::Column;
use crate::sheet::label::Label;
use crate::sheet::mean;
use crate::sheet::{Row, Sheet};
use juyan_model::{Mode, Period, Role, Span};

/// More columns are not compared with one another.
const WIDEST: usize = 24;

/// A row with a name.
pub(super) struct Line<'g, 'a> {
    pub(super) label: &'g Label,
    /// For each column the fact that stands there, or why there is none.
    pub(super) cells: Vec<Result<&'g Fact<'a>, Gap>>,
}

impl<'g, 'a> Line<'g, 'a> {
    /// The level in a column.
    pub(super) fn level(&self, column: usize) -> Option<&'g Fact<'a>> {
        self.fact(column).filter(|fact| fact.is_level())
    }

    /// The fact in a column.
    pub(super) fn fact(&self, column: usize) -> Option<&'g Fact<'a>> {
        self.cells.get(column)?.ok()
    }

    /// Why a column is empty.
    pub(super) fn gap(&self, column: usize) -> Option<Gap> {
        self.cells.get(column)?.as_ref().err().copied()
    }

    /// Whether any column holds a level.
    pub(super) fn has_level(&self) -> bool {
        (0..self.cells.len()).any(|column| self.level(column).is_some())
    }
}

/// One side of a table.
pub(super) struct Grid<'g, 'a> {
    pub(super) scene: &'g Scene<'a>,
    /// The columns of numbers.
    pub(super) columns: Vec<&'g Column>,
    /// The rows with a name on this side.
    pub(super) lines: Vec<Line<'g, 'a>>,
    /// Whether all of it are means or rates, which never add up.
    mean: bool,
}

impl<'g, 'a> Grid<'g, 'a> {
    pub(super) fn new(scene: &'g Scene<'a>, sheet: &'g Sheet, side: usize) -> Self {
        let places: Vec<usize> = (0..sheet.columns.len())
            .filter(|at| {
                sheet.columns.get(*at).is_some_and(|column| {
                    column.side == side && column.kind == crate::sheet::column::Kind::Values
                })
            })
            .take(WIDEST)
            .collect();
        let columns = places.iter().filter_map(|at| sheet.columns.get(*at)).collect();
        let line = |row: &'g Row| {
            let label = row.labels.get(side)?.as_ref()?;
            let cells = places.iter().map(|place| {
                let cell = row.cells.iter().find(|(at, _)| at == place);
                let Some((_, span)) = cell else {
                    return Err(Gap::Blank);
                };
                fact(scene, *span, sheet.falling)
            });
            Some(Line {
                label,
                cells: cells.collect(),
            })
        };
        Self {
            scene,
            columns,
            lines: sheet.rows.iter().filter_map(line).collect(),
            mean: sheet.mean,
        }
    }

    /// The columns of levels, by position.
    pub(super) fn levels(&self) -> Vec<usize> {
        let levels = self.columns.iter().enumerate();
        levels
            .filter(|(at, column)| {
                column.is_level() && self.lines.iter().any(|line| line.level(*at).is_some())
            })
            .map(|(at, _)| at)
            .collect()
    }

    /// The columns of levels that can add up: no means, rates, prices or indices.
    pub(super) fn amounts(&self) -> Vec<usize> {
        let mut levels = self.levels();
        let catalogue = self.scene.catalogue;
        let is_mean = |at: &usize| {
            self.columns
                .get(*at)
                .is_none_or(|column| column.is_mean(catalogue))
        };
        levels.retain(|at| !self.mean && !is_mean(at));
        levels
    }

    /// Whether the name of a line says that its numbers are means or rates: 人均可支配收入.
    pub(super) fn is_mean(&self, line: &Line<'_, '_>) -> bool {
        mean::is_mean(self.name(line), self.scene.catalogue)
    }

    /// When and how the levels of a column are, by the first of them.
    pub(super) fn setting(&self, column: usize) -> Option<(Option<Period>, Mode)> {
        let first = self.lines.iter().find_map(|line| line.level(column))?;
        Some((first.figure.period, first.figure.mode))
    }

    /// The name of a line, as words.
    pub(super) fn name(&self, line: &Line<'_, '_>) -> &'a str {
        line.label.name.of(self.scene.text)
    }
}

/// The fact in the cell at `span`; one whose sign can be read in two ways is as good as untold.
fn fact<'g, 'a>(scene: &'g Scene<'a>, span: Span, falling: bool) -> Result<&'g Fact<'a>, Gap> {
    let words = span.of(scene.text);
    let found = scene
        .facts_in(Span::new(span.start, span.end.max(span.start)))
        .first()
        .filter(|fact| fact.end() <= span.end && fact.figure.role != Role::Rank && fact.value().is_some());
    let Some(found) = found else {
        return Err(cell::gap(words));
    };
    if cell::is_doubtful(words, falling) {
        Err(Gap::Untold)
    } else {
        Ok(found)
    }
}
