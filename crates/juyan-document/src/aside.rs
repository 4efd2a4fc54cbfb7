//! Lines that stood around a report where it was published, and have no place on its paper: those of the publication header and of the
//! footer. A file that this house writes keeps them beside its text, each with the place where it stood.

use crate::BlockKind;
use std::collections::VecDeque;

/// More such lines no report has.
const MOST: usize = 96;

/// A line around a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// How many parts of the report stand before it, the lines of a title being one; none where all do.
    pub after: Option<usize>,
    /// What it says.
    pub line: String,
}

/// Lines on their way back to their places.
#[derive(Debug, Default)]
pub(crate) struct Asides {
    lines: VecDeque<Aside>,
    parts: usize,
    in_title: bool,
}

impl Asides {
    pub(crate) fn new(lines: impl IntoIterator<Item = Aside>) -> Self {
        let flat = |aside: Aside| Aside {
            line: aside.line.split(['\r', '\n']).collect::<Vec<_>>().join(" "),
            ..aside
        };
        let mut lines: Vec<Aside> = lines.into_iter().take(MOST).map(flat).collect();
        lines.retain(|aside| !aside.line.trim().is_empty());
        // None is behind all others.
        lines.sort_by_key(|aside| (aside.after.is_none(), aside.after));
        Self {
            lines: lines.into(),
            ..Self::default()
        }
    }

    /// The lines that stand before the next part of the report, which is of this kind.
    pub(crate) fn before(&mut self, kind: BlockKind) -> Vec<String> {
        let goes_on = self.in_title && kind == BlockKind::Title;
        self.in_title = kind == BlockKind::Title;
        if goes_on {
            return Vec::new();
        }
        let due = self
            .lines
            .iter()
            .take_while(|aside| aside.after.is_some_and(|after| after <= self.parts));
        let count = due.count();
        self.parts += 1;
        self.lines.drain(..count).map(|aside| aside.line).collect()
    }

    /// The lines that stand behind all of it.
    pub(crate) fn rest(&mut self) -> Vec<String> {
        self.lines.drain(..).map(|aside| aside.line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_to_their_places() {
        let line = |after: Option<usize>, line: &str| Aside {
            after,
            line: line.to_owned(),
        };
        let mut asides = Asides::new([
            line(None, "编辑\n甲"),
            line(Some(1), "日期"),
            line(Some(0), "索引号"),
            line(Some(7), "乙"),
        ]);
        assert_eq!(asides.before(BlockKind::Title), ["索引号"]);
        assert_eq!(asides.before(BlockKind::Title), [""; 0]);
        assert_eq!(asides.before(BlockKind::Paragraph), ["日期"]);
        assert_eq!(asides.before(BlockKind::Paragraph), [""; 0]);
        assert_eq!(asides.rest(), ["乙", "编辑 甲"]);
    }
}
