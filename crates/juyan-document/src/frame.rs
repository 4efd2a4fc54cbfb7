//! What stands around a report's text: publication header, breadcrumb, footer, title, captions.
//!
//! Needs the catalogue's words and nothing else. It reads no figure, and it never takes a sentence for furniture.

use crate::bar::is_bar;
use crate::field::{classes, fields, is_step, way};
use crate::grid::trimmed;
use crate::{Block, BlockKind, Document, Field, FieldKind, Table};
use juyan_catalogue::{Catalogue, Class, NumeralSign};
use juyan_model::Span;

/// A block longer than this, in characters, that holds no fields is the body.
const SHORT: usize = 60;
/// How many blocks the header may have.
const HEAD: usize = 40;
/// How many blocks the footer may have.
const FOOT: usize = 15;
/// No title is longer, in characters.
const LONGEST_TITLE: usize = 70;
/// No caption is longer, in characters.
const LONGEST_CAPTION: usize = 60;

/// Marks header, breadcrumb, footer, title and captions of a document that [`crate::from_text`] made.
///
/// [`crate::read`] has done so already; doing it again changes nothing.
#[must_use]
pub fn frame(mut document: Document, catalogue: &Catalogue) -> Document {
    let mut framer = Framer {
        text: &document.text,
        catalogue,
        header: Vec::new(),
    };
    let head = framer.head(&mut document.blocks);
    framer.foot(document.blocks.get_mut(head..).unwrap_or_default());
    framer.title(&mut document.blocks);
    framer.captions(&mut document.blocks, &mut document.tables);
    document.header = framer.header;
    drop_header_tables(&mut document);
    document
}

struct Framer<'a> {
    text: &'a str,
    catalogue: &'a Catalogue,
    header: Vec<Field>,
}

impl Framer<'_> {
    /// Marks the header; says how many blocks it has.
    fn head(&mut self, blocks: &mut [Block]) -> usize {
        for (number, block) in blocks.iter_mut().enumerate().take(HEAD) {
            if !self.mark(block, true) && self.is_body(block) {
                return number;
            }
        }
        blocks.len().min(HEAD)
    }

    fn foot(&mut self, blocks: &mut [Block]) {
        let first = self.header.len();
        for block in blocks.iter_mut().rev().take(FOOT) {
            if !self.mark(block, false) && self.is_body(block) {
                break;
            }
        }
        // Found from the end; kept in text order.
        if let Some(foot) = self.header.get_mut(first..) {
            foot.sort_by_key(|field| field.value);
        }
    }

    fn is_body(&self, block: &Block) -> bool {
        block.kind != BlockKind::Furniture && block.span.of(self.text).chars().nth(SHORT).is_some()
    }

    /// Marks one block as furniture if it is; says whether.
    fn mark(&mut self, block: &mut Block, head: bool) -> bool {
        if matches!(block.kind, BlockKind::Title | BlockKind::Caption) {
            return false;
        }
        let found = fields(block.span, self.text, self.catalogue);
        let furniture = if !found.is_empty() {
            self.header.extend(found);
            true
        } else if let (true, Some(field)) = (head, self.alone(block.span)) {
            self.header.push(field);
            true
        } else {
            (head && self.goes_on(block.span)) || self.is_tools(block.span) || self.is_bar(block)
        };
        if furniture {
            block.kind = BlockKind::Furniture;
        }
        furniture
    }

    /// The next line of a breadcrumb: `> 公开 > 规划计划`.
    fn goes_on(&mut self, line: Span) -> bool {
        let line = trimmed(line, self.text);
        if !line.of(self.text).starts_with(is_step) {
            return false;
        }
        if let Some(position) = self
            .header
            .last_mut()
            .filter(|field| field.kind == FieldKind::Position)
        {
            position.value = way(position.value.cover(line), self.text);
        }
        true
    }

    /// A document number or a date that stands on a line of its own, without a name.
    fn alone(&self, line: Span) -> Option<Field> {
        let value = trimmed(line, self.text);
        let words = value.of(self.text);
        let kind = if is_document_number(words) {
            FieldKind::DocumentNumber
        } else if is_date(words) {
            FieldKind::Published
        } else {
            return None;
        };
        Some(Field {
            kind,
            name: Span::new(value.start, value.start),
            value,
        })
    }

    /// A line of the page's buttons and nothing else: `【打印】【关闭】`.
    fn is_tools(&self, line: Span) -> bool {
        let words = line.of(self.text);
        if words.chars().nth(SHORT).is_some() {
            return false;
        }
        let between = |c: char| c.is_whitespace() || c.is_ascii_digit() || "【】[]()（）|·/：:　".contains(c);
        let mut tools = words.split(between).filter(|word| !word.is_empty()).peekable();
        tools.peek().is_some() && tools.all(|word| classes(word, self.catalogue).has(Class::SiteTool))
    }

    /// A bar of the site's own words; a row of a table is none.
    fn is_bar(&self, block: &Block) -> bool {
        block.kind != BlockKind::Row && is_bar(block.span.of(self.text), self.catalogue)
    }

    fn title(&self, blocks: &mut [Block]) {
        if blocks.iter().any(|block| block.kind == BlockKind::Title) {
            return;
        }
        let Some(first) = self.first_title_line(blocks) else {
            return;
        };
        if !self.ends_title(blocks.get(first)) && self.is_named_otherwise(blocks.get(first)) {
            return;
        }
        let open = !self.ends_title(blocks.get(first)) || self.joins(blocks.get(first + 1));
        let lines = if open {
            1 + self.more_title(blocks, first + 1)
        } else {
            1
        };
        if first + lines >= blocks.len() {
            return;
        }
        for block in blocks.iter_mut().skip(first).take(lines) {
            block.kind = BlockKind::Title;
            block.span = trimmed(block.span, self.text);
        }
    }

    /// Whether the publication header gives a title of which the line is no part: who reports, below a page's own heading.
    fn is_named_otherwise(&self, block: Option<&Block>) -> bool {
        let closed = |words: &str| -> String { words.chars().filter(|c| !c.is_whitespace()).collect() };
        let line = closed(block.map_or("", |block| block.span.of(self.text)));
        let mut titles = self.header.iter().filter(|field| field.kind == FieldKind::Title);
        let told = titles.next().map(|field| closed(field.value.of(self.text)));
        told.is_some_and(|told| !told.is_empty() && !told.contains(&line) && !line.contains(&told))
    }

    /// The first line that is not furniture, if it can be a title; a subtitle before it is passed over.
    fn first_title_line(&self, blocks: &[Block]) -> Option<usize> {
        for (number, block) in blocks.iter().enumerate().take(HEAD) {
            let words = block.span.of(self.text).trim();
            if block.kind == BlockKind::Furniture || is_aside(words) {
                continue;
            }
            return (block.kind != BlockKind::Row && self.is_title(words)).then_some(number);
        }
        None
    }

    fn is_title(&self, words: &str) -> bool {
        let length = words.chars().count();
        let sentence = words.ends_with([
            '。', '；', ';', '，', ',', '：', ':', '！', '!', '？', '?', '.', '、',
        ]);
        (4..=LONGEST_TITLE).contains(&length)
            && !sentence
            && !words.contains('。')
            && !self.is_numbered(words)
    }

    /// Whether the line opens with a heading's number: `一、`, `（二）`, `3.`.
    fn is_numbered(&self, words: &str) -> bool {
        let ordinal = self
            .catalogue
            .lexicon
            .words(words)
            .find(|hit| hit.entry.classes.has(Class::Ordinal));
        let inner = match ordinal {
            Some(hit) => words.get(hit.len..).unwrap_or_default(),
            None => words.trim_start_matches(['（', '(']),
        };
        let opened = inner.len() < words.len();
        let numeral = |c: &char| {
            let sign = self.catalogue.numerals.sign(*c);
            matches!(
                sign,
                Some(
                    NumeralSign::Arabic(_)
                        | NumeralSign::Digit(_)
                        | NumeralSign::Small(_)
                        | NumeralSign::Tens(_)
                )
            )
        };
        let length: usize = inner.chars().take_while(numeral).map(char::len_utf8).sum();
        let after = inner.get(length..).unwrap_or_default();
        length > 0 && (after.starts_with(['、', '.', '．']) || opened && after.starts_with(['）', ')']))
    }

    fn ends_title(&self, block: Option<&Block>) -> bool {
        ends_title(block.map_or("", |block| block.span.of(self.text)), self.catalogue)
    }

    /// Whether the line goes on with what the line before began: `与2026年计划草案的报告`.
    fn joins(&self, block: Option<&Block>) -> bool {
        let words = block.map_or("", |block| block.span.of(self.text)).trim();
        self.catalogue
            .lexicon
            .words(words)
            .any(|hit| hit.entry.classes.has(Class::And))
    }

    /// How many of the next two lines finish a title that the line before left open.
    fn more_title(&self, blocks: &[Block], from: usize) -> usize {
        let follows = |block: &&Block| {
            let words = block.span.of(self.text).trim();
            let kind = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
            kind && self.is_title(words) && !is_aside(words)
        };
        let next: Vec<&Block> = blocks.iter().skip(from).take(2).take_while(follows).collect();
        next.iter()
            .position(|block| self.ends_title(Some(block)))
            .map_or(0, |last| last + 1)
    }

    fn captions(&self, blocks: &mut [Block], tables: &mut [Table]) {
        for table in tables {
            let Some(first) = table.cells.first().map(|cell| cell.span) else {
                continue;
            };
            let row = blocks.partition_point(|block| block.span.end < first.start);
            let mut above = row;
            let mut unit = false;
            while let Some(block) = above.checked_sub(1).and_then(|number| blocks.get_mut(number)) {
                let words = trimmed(block.span, self.text);
                let is_unit = self.is_unit(words);
                if row - above == 2 || !(is_unit && !unit || self.is_caption(block, words, unit)) {
                    break;
                }
                unit |= is_unit;
                block.kind = BlockKind::Caption;
                table.caption = Some(table.caption.map_or(words, |caption| caption.cover(words)));
                above -= 1;
            }
            if table.caption.is_none() {
                table.caption = self.caption_inside(table);
            }
        }
    }

    /// A first row that is one cell with the unit of the whole table.
    fn caption_inside(&self, table: &Table) -> Option<Span> {
        let mut filled = table
            .cells
            .iter()
            .filter(|cell| cell.row == 0 && !cell.span.is_empty());
        let cell = filled.next()?;
        (filled.next().is_none() && self.is_unit(cell.span)).then_some(cell.span)
    }

    fn is_caption(&self, block: &Block, words: Span, unit: bool) -> bool {
        if block.kind == BlockKind::Caption {
            return true;
        }
        let words = words.of(self.text);
        if block.kind != BlockKind::Paragraph || !(2..=LONGEST_CAPTION).contains(&words.chars().count()) {
            return false;
        }
        let sentence = words.ends_with(['。', '；', '：', ':', '，']) || words.contains('。');
        let hit = self
            .catalogue
            .lexicon
            .words(words)
            .filter(|hit| hit.entry.classes.has(Class::CaptionStart))
            .last();
        let after = hit
            .and_then(|hit| words.get(hit.len..))
            .and_then(|rest| rest.trim_start().chars().next());
        let named =
            after.is_some_and(|c| self.catalogue.numerals.sign(c).is_some() || matches!(c, ':' | '：'));
        !sentence && (named || self.ends_in_units(words) || unit && !self.is_numbered(words))
    }

    /// Whether the line ends with units in brackets: `一季度和上半年对比（亿元、%）`.
    fn ends_in_units(&self, words: &str) -> bool {
        let body = words.strip_suffix(['）', ')']);
        let Some((_, body)) = body.and_then(|body| body.rsplit_once(['（', '('])) else {
            return false;
        };
        let is_unit = |part: &str| {
            let scale = |c: char| self.catalogue.numerals.sign(c).is_some();
            self.catalogue
                .unit(part.trim().trim_start_matches(scale))
                .is_some()
        };
        body.split(['、', '，', ',', '/', '／']).all(is_unit)
    }

    /// Whether the short line states a unit: `单位：万元`.
    fn is_unit(&self, line: Span) -> bool {
        let words = line.of(self.text);
        if words.chars().nth(LONGEST_CAPTION).is_some() || words.contains('。') {
            return false;
        }
        words.char_indices().any(|(at, _)| {
            let rest = words.get(at..).unwrap_or_default();
            let names = self
                .catalogue
                .lexicon
                .words(rest)
                .filter(|hit| hit.entry.classes.has(Class::CaptionUnit));
            names
                .last()
                .and_then(|hit| rest.get(hit.len..))
                .is_some_and(|rest| rest.trim_start().starts_with([':', '：']))
        })
    }
}

/// Whether the line ends, but for a bracket, in a word that ends titles: `…执行情况的报告（草案）`.
pub(crate) fn ends_title(line: &str, catalogue: &Catalogue) -> bool {
    let words: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let words = match words.rfind(['（', '(']) {
        Some(at) if words.ends_with(['）', ')']) => words.get(..at).unwrap_or_default(),
        _ => words.as_str(),
    };
    let last = words
        .char_indices()
        .rev()
        .take(4)
        .filter_map(|(at, _)| words.get(at..));
    last.into_iter()
        .any(|word| classes(word, catalogue).has(Class::TitleEnd))
}

/// A line in brackets or behind a dash: who spoke where, not what is titled.
fn is_aside(words: &str) -> bool {
    let bracketed = words.starts_with(['（', '(']) && words.ends_with(['）', ')']);
    bracketed || words.starts_with(['—', '-', '–', '―'])
}

/// `机关代字〔2024〕12号`, on a line of its own.
fn is_document_number(words: &str) -> bool {
    let Some((before, rest)) = words.split_once(['〔', '［', '[']) else {
        return false;
    };
    let Some((year, number)) = rest.split_once(['〕', '］', ']']) else {
        return false;
    };
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let short = before.chars().count() <= 20 && number.chars().count() <= 8;
    short
        && !before.is_empty()
        && digits > 0
        && year.len() == 4
        && year.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole date with or without a time and nothing else: `2025年04月24日`, `2021-10-29 14:45`.
pub(crate) fn is_date(words: &str) -> bool {
    let mut numbers = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let year = numbers.next().is_some_and(|year| year.len() == 4);
    let rest: Vec<&str> = numbers.collect();
    let between = words
        .chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .count();
    year && (2..=5).contains(&rest.len()) && rest.iter().all(|part| part.len() <= 2) && between <= 6
}

/// A table all of whose rows turned out to be fields of the header is none.
fn drop_header_tables(document: &mut Document) {
    let blocks = &document.blocks;
    document.tables.retain(|table| {
        let Some(first) = table.cells.first() else {
            return false;
        };
        let row = blocks.partition_point(|block| block.span.end < first.span.start);
        blocks
            .get(row)
            .is_none_or(|block| block.kind != BlockKind::Furniture)
    });
}
