//! The stretches of a block that figures and findings mark.
//!
//! Spans of findings may overlap each other and figures; the block is cut wherever one begins or ends, so that marks
//! never nest.

use juyan::Checked;
use juyan::model::{Severity, Span};
use std::collections::BTreeMap;

/// A stretch that is marked alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) span: Span,
    /// The figure here, by position.
    pub(super) figure: Option<usize>,
    /// The findings here, numbered from 1.
    pub(super) findings: Vec<usize>,
    /// The gravest of them.
    pub(super) severity: Option<Severity>,
    /// Where the first finding's end, or the figure, begins.
    pub(super) origin: usize,
}

/// All marks of a document, ready to be cut by block.
#[derive(Debug)]
pub(super) struct Marks<'a> {
    checked: &'a Checked<'a>,
    /// Spans of findings by where they begin, with their numbers.
    spans: BTreeMap<usize, Vec<(Span, usize)>>,
    /// The longest of these spans.
    longest: usize,
}

impl<'a> Marks<'a> {
    pub(super) fn new(checked: &'a Checked<'a>) -> Self {
        let mut spans: BTreeMap<usize, Vec<(Span, usize)>> = BTreeMap::new();
        let mut longest = 0;
        for (position, finding) in checked.findings.iter().enumerate() {
            for span in &finding.spans {
                spans.entry(span.start).or_default().push((*span, position + 1));
                longest = longest.max(span.len());
            }
        }
        Self {
            checked,
            spans,
            longest,
        }
    }

    /// The pieces of `block` in order; they cover it without gaps.
    pub(super) fn pieces(&self, block: Span) -> Vec<Piece> {
        let figures = self.figures(block);
        let findings = self.findings(block);
        let mut cuts = vec![block.start, block.end];
        for span in figures
            .iter()
            .map(|(span, _)| span)
            .chain(findings.iter().map(|(span, _)| span))
        {
            cuts.extend([
                span.start.clamp(block.start, block.end),
                span.end.clamp(block.start, block.end),
            ]);
        }
        cuts.sort_unstable();
        cuts.dedup();
        let (mut coming_figures, mut coming) = (figures.iter().peekable(), findings.iter().peekable());
        let mut open: Vec<(Span, usize)> = Vec::new();
        let stretches = cuts.iter().zip(cuts.iter().skip(1));
        stretches
            .map(|(start, end)| {
                let span = Span::new(*start, *end);
                open.retain(|(open, _)| open.end > *start);
                open.extend(std::iter::from_fn(|| {
                    coming.next_if(|(span, _)| span.start <= *start)
                }));
                while coming_figures
                    .next_if(|(figure, _)| figure.end <= *start)
                    .is_some()
                {}
                let figure = coming_figures.peek().filter(|(figure, _)| figure.contains(span));
                self.piece(span, figure.copied().copied(), &open)
            })
            .collect()
    }

    fn piece(&self, span: Span, figure: Option<(Span, usize)>, open: &[(Span, usize)]) -> Piece {
        let mut findings: Vec<usize> = open.iter().map(|(_, number)| *number).collect();
        findings.sort_unstable();
        findings.dedup();
        let graves = findings
            .iter()
            .filter_map(|number| self.checked.findings.get(number - 1));
        let origin = open
            .first()
            .copied()
            .or(figure)
            .map_or(span.start, |(span, _)| span.start);
        Piece {
            span,
            figure: figure.map(|(_, position)| position),
            severity: graves.map(|finding| finding.severity).max(),
            findings,
            origin,
        }
    }

    /// The figures that begin in `block`.
    fn figures(&self, block: Span) -> Vec<(Span, usize)> {
        let figures = &self.checked.reading.figures;
        let first = figures.partition_point(|figure| figure.span.start < block.start);
        let here = figures.iter().enumerate().skip(first);
        here.take_while(|(_, figure)| figure.span.start < block.end)
            .map(|(position, figure)| (figure.span, position))
            .collect()
    }

    /// The spans of findings that overlap `block`, by where they begin.
    fn findings(&self, block: Span) -> Vec<(Span, usize)> {
        let from = block.start.saturating_sub(self.longest);
        let near = self.spans.range(from..block.end).flat_map(|(_, spans)| spans);
        near.filter(|(span, _)| span.overlaps(block)).copied().collect()
    }
}
