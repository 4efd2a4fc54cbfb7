//! Which rows of a table stand below which, by numbering, by how far they are set in, and by 其中.

use super::grid::{Grid, Line};
use crate::sheet::label::Grade;

/// A row's place among the others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// How deep it lies: rows stand below the nearest row before them that is less deep.
    pub(super) depth: usize,
    /// Whether it may as well be one more of the parts that 其中 opened before it.
    pub(super) soft: bool,
}

/// Rows of one kind of numbering lie so much deeper than those around it.
const STEP: usize = 16;

/// The places of all lines.
pub(super) fn places(grid: &Grid<'_, '_>) -> Vec<Place> {
    let mut indents: Vec<usize> = grid.lines.iter().map(|line| line.label.indent).collect();
    indents.sort_unstable();
    indents.dedup();
    let mut state = State {
        indents,
        styles: Vec::new(),
        numbered: None,
        parent: 0,
        among: None,
    };
    grid.lines.iter().map(|line| state.place(line)).collect()
}

struct State {
    /// The ways in which rows are set in, the least first.
    indents: Vec<usize>,
    /// The kinds of numbering in the order in which they appear.
    styles: Vec<u8>,
    /// The depth of the last numbered row of the group.
    numbered: Option<usize>,
    /// The depth of the last row that is not said to be part of another.
    parent: usize,
    /// How far the last row of 其中 is set in.
    among: Option<usize>,
}

impl State {
    fn place(&mut self, line: &Line<'_, '_>) -> Place {
        let label = line.label;
        if label.grade != Grade::Part {
            self.numbered = None;
            self.among = None;
            self.parent = 0;
            return Place {
                depth: 0,
                soft: false,
            };
        }
        if let Some(code) = label.code.filter(|_| !label.among) {
            self.parent = code;
            self.among = None;
            return Place {
                depth: code,
                soft: false,
            };
        }
        let steps = self
            .indents
            .iter()
            .position(|indent| *indent == label.indent)
            .unwrap_or(0)
            .min(STEP / 2);
        if let Some(style) = label.numbering.filter(|_| !label.among) {
            let nth = self.styles.iter().position(|known| *known == style);
            let nth = nth.unwrap_or_else(|| {
                self.styles.push(style);
                self.styles.len() - 1
            });
            let depth = nth * STEP;
            self.numbered = Some(depth);
            self.parent = depth;
            self.among = None;
            return Place { depth, soft: false };
        }
        if label.among {
            self.among = Some(label.indent);
            return Place {
                depth: self.parent + STEP / 2 + 1,
                soft: false,
            };
        }
        let depth = self.numbered.map_or(0, |depth| depth + 1) + steps;
        if let Some(indent) = self.among {
            if label.indent > indent {
                return Place {
                    depth: self.parent + STEP / 2 + 1,
                    soft: false,
                };
            }
            if label.indent == indent {
                return Place { depth, soft: true };
            }
        }
        self.among = None;
        self.parent = depth;
        Place { depth, soft: false }
    }
}
