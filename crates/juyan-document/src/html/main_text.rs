//! Which part of a page is the report: the deepest block that holds nearly all running text.

use super::page::{Kind, Line, Page};
use super::sheet;
use std::ops::Range;

/// How much of the page's running text the report's block holds at least, in percent.
const NEARLY_ALL: usize = 75;
/// The lines of the report.
pub(super) fn main_lines(page: &Page) -> Range<usize> {
    let mut sums = Vec::with_capacity(page.lines.len() + 1);
    let mut sum = 0_usize;
    sums.push(sum);
    for line in &page.lines {
        sum += weight(page, line);
        sums.push(sum);
    }
    let of = |lines: &Range<usize>| {
        let at = |place: usize| sums.get(place).copied().unwrap_or(sum);
        at(lines.end).saturating_sub(at(lines.start))
    };
    let mut node = 0;
    loop {
        let Some(block) = page.nodes.get(node) else {
            return 0..page.lines.len();
        };
        let heavy = |child: &&usize| {
            let lines = page.nodes.get(**child).map(|child| child.lines.clone());
            lines.is_some_and(|lines| of(&lines) * 100 >= sum * NEARLY_ALL)
        };
        match block.children.iter().find(heavy) {
            // A report that is one table is the table, not its longest cell; one that is a long paragraph and short lines is all of
            // these, not the paragraph.
            Some(child) if sum > 0 && sheet::rows(page, *child).is_none() && !is_line(page, *child) => {
                node = *child;
            }
            _ => return block.lines.clone(),
        }
    }
}

/// Whether a block is a paragraph, item or heading of one line.
fn is_line(page: &Page, node: usize) -> bool {
    let is_words = |kind| matches!(kind, Kind::Paragraph | Kind::Item | Kind::Heading(_));
    let node = page.nodes.get(node);
    node.is_some_and(|node| is_words(node.kind) && node.lines.len() <= 1)
}

/// How much running text a line is: its characters that are no links, a fifth where it is no sentence.
fn weight(page: &Page, line: &Line) -> usize {
    if page.nodes.get(line.node).is_some_and(|node| node.furniture) {
        return 0;
    }
    let own = line.text.chars().count().saturating_sub(line.linked);
    if line.text.contains(['。', '；', '，']) {
        own * 5
    } else {
        own
    }
}

/// Whether the line is nothing but links.
pub(super) fn is_links(line: &Line) -> bool {
    let characters = line.text.chars().filter(|c| !c.is_whitespace()).count();
    line.linked * 10 > characters * 8
}
