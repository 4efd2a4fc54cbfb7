//! Where something stands, as a reader would look for it.

use juyan::Context;
use juyan::document::{Cell, Document};
use juyan::model::Span;

/// The most characters that are looked through for the end of a sentence.
const LONGEST_SENTENCE: usize = 600;

/// The paragraph that `span` begins in, counted from 1 over all lines of the document that hold something.
fn paragraph(document: &Document, span: Span) -> usize {
    document
        .blocks
        .partition_point(|block| block.span.start <= span.start)
        .max(1)
}

/// Where `span` begins, in words: the table, row and column, else the paragraph, which `paragraph_id` says.
pub(crate) fn told(document: &Document, span: Span, paragraph_id: &str, context: Context<'_>) -> String {
    if let Some((table, cell)) = cell(document, span) {
        let (row, column) = (cell.row + 1, cell.column + 1);
        return context.fill(
            "place.cell",
            &[("table", &table), ("row", &row), ("column", &column)],
        );
    }
    context.fill(paragraph_id, &[("paragraph", &paragraph(document, span))])
}

/// The cell that `span` begins in, with the number of its table, counted from 1.
fn cell(document: &Document, span: Span) -> Option<(usize, Cell)> {
    let starts = |cell: &Cell| cell.span.start <= span.start;
    let number = document
        .tables
        .partition_point(|table| table.cells.first().is_some_and(starts));
    let cells = &document.tables.get(number.checked_sub(1)?)?.cells;
    let cell = cells.get(cells.partition_point(starts).checked_sub(1)?)?;
    (span.start < cell.span.end).then_some((number, *cell))
}

/// The sentence around `span`, without white space at its ends.
pub(crate) fn sentence(text: &str, span: Span) -> Span {
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .take(LONGEST_SENTENCE)
        .take_while(|(_, c)| !ends(*c))
        .last()
        .map_or(span.start, |(at, _)| at);
    let closed = span.of(text).ends_with(ends);
    let mut end = span.end;
    for (at, c) in after
        .char_indices()
        .take(LONGEST_SENTENCE)
        .take_while(|_| !closed)
    {
        if is_break(c) {
            break;
        }
        end = span.end + at + c.len_utf8();
        if ends(c) {
            break;
        }
    }
    let lead = text.get(start..span.start).unwrap_or_default();
    Span::new(start + (lead.len() - lead.trim_start().len()), end)
}

/// `part` of `whole` with one decimal.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    let tenths = (part * 1000 + whole / 2).checked_div(whole).unwrap_or_default();
    format!("{}.{}%", tenths / 10, tenths % 10)
}

const fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

const fn ends(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | ';') || is_break(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_keeps_its_stop_and_loses_the_indent() {
        let text = "前一句。\n　　全年完成7亿元；再完成8亿元。尾";
        let at = text.find('7').unwrap();
        assert_eq!(sentence(text, Span::new(at, at + 1)).of(text), "全年完成7亿元；");
        let at = text.find('8').unwrap();
        assert_eq!(sentence(text, Span::new(at, at + 1)).of(text), "再完成8亿元。");
    }

    #[test]
    fn a_line_break_ends_a_sentence() {
        let text = "一\r\n二三\r\n四";
        let at = text.find('二').unwrap();
        assert_eq!(sentence(text, Span::new(at, at + 3)).of(text), "二三");
    }

    #[test]
    fn a_cell_is_found_by_its_row_and_column() {
        let document =
            juyan::document::from_text("地区\t产量（万吨）\t增长（%）\n甲镇\t18.9\t5\n乙镇\t7.2\t4\n");
        let context = Context {
            name: "",
            catalogue: juyan::catalogue(),
            language: juyan::Language::Zh,
        };
        let at = document.text.find("7.2").unwrap();
        let place = told(&document, Span::new(at, at + 3), "html.paragraph", context);
        assert_eq!(place, "表1第3行第2列");
    }

    #[test]
    fn the_paragraph_counts_lines_that_hold_something() {
        let document = juyan::document::from_text("标题\n\n第一段7个。\n第二段8个。");
        let at = document.text.find('8').unwrap();
        assert_eq!(paragraph(&document, Span::new(at, at + 1)), 3);
    }
}
