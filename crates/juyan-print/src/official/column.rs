//! How wide the columns of a table are: no narrower than what may not be broken, else as what stands in them asks for.

use super::line::{self, CELL};
use super::paper;
use juyan::vocabulary::Catalogue;
use juyan_document::{Document, Table};

/// Beside the words a cell has this much room, in quarters of a cell.
const PADDING: usize = CELL;
/// Words of a cell that are no longer than this, in quarters, go into one line where that leaves room for the others.
const SHORT: usize = 6 * CELL;
/// A column asks for no more than this, in quarters: longer words go over several lines.
const WIDEST: usize = 24 * CELL;

/// The widths of the columns in units of which the table has `whole`; and whether what may not be broken fits where a line has
/// `cells` cells.
pub(super) fn widths(
    table: &Table,
    document: &Document,
    catalogue: &Catalogue,
    (whole, cells): (usize, usize),
) -> (Vec<usize>, bool) {
    let columns = paper::columns(table);
    let mut unbroken = vec![PADDING + CELL; columns];
    let (mut short, mut wanted) = (unbroken.clone(), unbroken.clone());
    for cell in table.cells.iter().filter(|cell| cell.columns == 1) {
        let words = paper::cell(cell.span, document);
        let pieces = line::pieces(words, catalogue).into_iter();
        let widths = pieces.map(|piece| line::width(piece.of(words).trim_end()));
        let (longest, whole) = (widths.max().unwrap_or(0), line::width(words));
        raise(&mut unbroken, cell.column, longest + PADDING);
        let in_a_line = if whole <= SHORT { whole } else { longest };
        raise(&mut short, cell.column, in_a_line + PADDING);
        let most = whole.min(WIDEST.max(longest));
        raise(&mut wanted, cell.column, most + PADDING);
    }
    let room = cells * CELL;
    let least = if short.iter().sum::<usize>() <= room {
        short
    } else {
        unbroken
    };
    let (needed, asked): (usize, usize) = (least.iter().sum(), wanted.iter().sum());
    let shares: Vec<usize> = if asked <= room || needed >= room {
        let shares = if needed >= room { &least } else { &wanted };
        shares.clone()
    } else {
        // What is left beyond the least goes to the columns that ask for more.
        let (left, more) = (room - needed, asked - needed);
        let both = least.iter().zip(&wanted);
        both.map(|(least, wanted)| least + (wanted - least) * left / more)
            .collect()
    };
    let sum: usize = shares.iter().sum::<usize>().max(1);
    let mut done = 0;
    let mut before = 0;
    let widths = shares.into_iter().map(|share| {
        done += share;
        let upto = done * whole / sum;
        let width = upto - before;
        before = upto;
        width
    });
    (widths.collect(), needed <= room)
}

fn raise(widths: &mut [usize], column: usize, width: usize) {
    if let Some(known) = widths.get_mut(column) {
        *known = (*known).max(width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_room_that_they_need() {
        let text = "指标 | 完成 |\n城乡居民人均可支配收入与上年同期相比的增长速度一览 | 1234567.89万元 |\n甲 | 1 |\n";
        let document = juyan_document::from_text(text);
        let (widths, fits) = widths(&document.tables[0], &document, juyan::catalogue(), (1000, 20));
        assert!(fits);
        assert_eq!(widths.iter().sum::<usize>(), 1000);
        let needed = line::width("1234567.89万元") + PADDING;
        assert!(widths[1] >= needed * 1000 / (20 * CELL), "{widths:?}");
    }

    #[test]
    fn short_words_are_not_broken_where_there_is_room() {
        let text = "指标 | 单位 | 完成 |\n城乡居民人均可支配收入与上年同期相比的增长速度一览 | 亿元 | 12.3 |\n甲 | 千瓦时 | 1 |\n";
        let document = juyan_document::from_text(text);
        let (widths, fits) = widths(&document.tables[0], &document, juyan::catalogue(), (1000, 20));
        assert!(fits);
        let needed = line::width("千瓦时") + PADDING;
        assert!(widths[1] >= needed * 1000 / (20 * CELL), "{widths:?}");
    }
}
