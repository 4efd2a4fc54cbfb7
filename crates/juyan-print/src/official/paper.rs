//! A document as the parts of an official paper, in the order in which they stand on it.
//!
//! What a part looks like is not asked here; only where its words come from, and what belongs together.

use super::line::{self, CELL};
use super::rank::{self, Rank};
use super::{Office, title};
use crate::chart::Chart;
use juyan::vocabulary::{Catalogue, Class};
use juyan_document::{Block, BlockKind, Cell, Document, FieldKind, Table};
use juyan_model::Span;
use std::borrow::Cow;
use std::ops::Range;

/// How many characters of the title's size a line holds.
pub(super) const TITLE_CELLS: usize = 20;
/// How many characters of running text a line has.
pub(super) const LINE: usize = 28;
/// A line that may be a heading of its own is no longer, in cells: two lines.
const LONGEST_HEADING: usize = 54;
/// The name of an issuer and a day are no longer, in cells.
const LONGEST_SIGNED: usize = 28;
/// The day stands this many cells from the right edge; the issuer is centred on it.
const DAY_FROM_RIGHT: usize = 4;

/// A part of the paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// 发文字号, over a red line.
    Number(Cow<'a, str>),
    /// The title's lines.
    Title(Vec<&'a str>),
    /// Who spoke where, under the title.
    Aside(&'a str),
    /// A line with nothing on it.
    Blank,
    /// 主送机关: from the left edge on.
    Addressee(&'a str),
    /// Running text or a heading.
    Text(Text<'a>),
    /// What a table is called.
    Caption(&'a str),
    /// The unit of a table's figures, on the right above it.
    Unit(&'a str),
    /// What is drawn of the table behind it.
    Chart(&'a Chart),
    /// A table.
    Table(&'a Table),
    /// An entry of the 附件说明.
    Attachment(Attachment<'a>),
    /// 署名 or 成文日期.
    Signed(Signed<'a>),
    /// 版记, at the foot of the last page.
    Imprint(Imprint),
}

/// A paragraph; a heading may run into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text<'a> {
    /// The rank of the heading with which it begins.
    pub(super) rank: Option<Rank>,
    /// The heading.
    pub(super) head: &'a str,
    /// What goes on behind it; empty where the heading stands alone.
    pub(super) rest: &'a str,
}

/// An entry of the 附件说明.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attachment<'a> {
    /// 附件： at the first, empty at the others.
    pub(super) label: &'a str,
    /// `1.` where there are several.
    pub(super) number: String,
    pub(super) name: &'a str,
}

/// A line of the signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Signed<'a> {
    pub(super) words: Cow<'a, str>,
    /// Whether it is the day.
    pub(super) is_day: bool,
    /// How far from the right edge it ends, in quarters of a cell.
    pub(super) from_right: usize,
}

/// 版记.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Imprint {
    /// 抄送, whole; empty where nobody gets a copy.
    pub(super) copies: String,
    /// Who printed it, and on which day; both empty where only copies are told.
    pub(super) printer: String,
    pub(super) printed: String,
}

/// The paper's parts.
pub(super) fn parts<'a>(
    document: &'a Document,
    charts: &'a [Chart],
    office: &'a Office,
    catalogue: &'a Catalogue,
) -> Vec<Part<'a>> {
    let mut paper = Paper {
        document,
        charts,
        office,
        catalogue,
        parts: Vec::new(),
    };
    let blocks: Vec<&Block> = document
        .blocks
        .iter()
        .filter(|block| block.kind != BlockKind::Furniture || is_last_day(block, document))
        .collect();
    let signed = paper.signature(&blocks);
    let body = blocks.get(..signed.start).unwrap_or_default();
    paper.number();
    let opened = paper.opening(body);
    paper.body(body.get(opened..).unwrap_or_default());
    paper.attachments();
    paper.sign(blocks.get(signed).unwrap_or_default());
    paper.imprint();
    paper.parts
}

struct Paper<'a> {
    document: &'a Document,
    charts: &'a [Chart],
    office: &'a Office,
    catalogue: &'a Catalogue,
    parts: Vec<Part<'a>>,
}

impl<'a> Paper<'a> {
    fn words(&self, block: &Block) -> &'a str {
        block.span.of(&self.document.text).trim()
    }

    fn say(&self, id: &'a str) -> &'a str {
        self.catalogue.say(id, "zh")
    }

    /// The number that the office gives or, without one, the publication header.
    fn number(&mut self) {
        let field = self.document.field(FieldKind::DocumentNumber);
        let told = field.map(|field| field.value.of(&self.document.text).trim());
        let number = self.office.number.as_deref().or(told).unwrap_or_default();
        if !number.is_empty() {
            self.parts.push(Part::Number(number.into()));
            self.parts.extend([Part::Blank, Part::Blank]);
        }
    }

    /// Title, who spoke where, and whom it is for; says how many blocks these are.
    fn opening(&mut self, blocks: &[&Block]) -> usize {
        let titles = blocks
            .iter()
            .take_while(|block| block.kind == BlockKind::Title)
            .count();
        let (mut lines, mut told) = (Vec::new(), Vec::new());
        for words in blocks.iter().take(titles).map(|block| self.words(block)) {
            let (title, aside) = parted(words).unwrap_or((words, ""));
            lines.extend(title::lines(title, self.catalogue, TITLE_CELLS));
            told.extend(Some(aside).filter(|aside| !aside.is_empty()));
        }
        if lines.is_empty() {
            return 0;
        }
        self.parts.push(Part::Title(lines));
        self.parts.extend(told.into_iter().map(Part::Aside));
        let rest = blocks.iter().skip(titles).map(|block| self.words(block));
        let asides: Vec<&str> = rest.take_while(|words| is_aside(words)).collect();
        let mut opened = titles + asides.len();
        self.parts.extend(asides.into_iter().map(Part::Aside));
        self.parts.push(Part::Blank);
        let next = blocks
            .get(opened)
            .filter(|block| block.kind == BlockKind::Paragraph);
        if let Some(words) = next
            .map(|block| self.words(block))
            .filter(|words| is_addressed(words))
        {
            self.parts.push(Part::Addressee(words));
            opened += 1;
        }
        opened
    }

    fn body(&mut self, blocks: &[&Block]) {
        let document = self.document;
        let mut tables = document.tables.iter().peekable();
        let mut done = 0;
        let mut listed = false;
        for block in blocks {
            if block.span.start < done {
                continue;
            }
            let words = self.words(block);
            let within = |table: &&Table| table.cells.iter().any(|cell| block.span.contains(cell.span));
            if block.kind == BlockKind::Row
                && let Some(table) = tables.next_if(within)
            {
                done = table.end();
                self.parts
                    .extend(Chart::above(self.charts, table).map(Part::Chart));
                self.parts.push(Part::Table(table));
            } else if !words.is_empty() {
                listed = self.attached(words, listed);
                if !listed {
                    let part = self.part(block, words);
                    self.parts.push(part);
                }
            }
        }
    }

    fn part(&self, block: &Block, words: &'a str) -> Part<'a> {
        if block.kind == BlockKind::Caption {
            let unit = self.catalogue.lexicon.begins(words, Class::CaptionUnit);
            return if unit {
                Part::Unit(words)
            } else {
                Part::Caption(words)
            };
        }
        let told = rank::told(words, &self.catalogue.numerals);
        let rank = match block.kind {
            BlockKind::Heading(level) => told.or(Some(Rank::of_level(level))),
            _ => told,
        };
        let end = words.find('。').map_or(words.len(), |at| at + '。'.len_utf8());
        let (head, rest) = words.split_at_checked(end).unwrap_or((words, ""));
        let is_short =
            line::width(head) <= LONGEST_HEADING * CELL || matches!(block.kind, BlockKind::Heading(_));
        let is_inner = told.is_some_and(|rank| rank >= Rank::Point);
        let is_head = is_short && !(rest.is_empty() && is_sentence(head, is_inner));
        Part::Text(Text {
            rank: rank.filter(|_| is_head),
            head,
            rest,
        })
    }

    /// Takes what the document itself says of attachments, where the office says nothing: 附件：1.…, and the numbers behind it.
    fn attached(&mut self, words: &'a str, listed: bool) -> bool {
        let label = self.say("official.attachment");
        let name = words.strip_prefix(label);
        let goes_on = listed && rank::told(words, &self.catalogue.numerals) == Some(Rank::Point);
        let Some(name) = name.or(Some(words).filter(|_| goes_on)) else {
            return false;
        };
        if self.office.attachments.is_empty() {
            let first = name.len() < words.len();
            if first {
                self.parts.push(Part::Blank);
            }
            self.parts.push(Part::Attachment(Attachment {
                label: if first { label } else { "" },
                number: String::new(),
                name,
            }));
        }
        true
    }

    /// What the office says of attachments.
    fn attachments(&mut self) {
        let names = &self.office.attachments;
        if names.is_empty() {
            return;
        }
        self.parts.push(Part::Blank);
        for (at, name) in names.iter().enumerate() {
            let number = if names.len() > 1 {
                let number = (at + 1).to_string();
                filled(self.say("official.attachment-number"), "number", &number)
            } else {
                String::new()
            };
            self.parts.push(Part::Attachment(Attachment {
                label: if at == 0 {
                    self.say("official.attachment")
                } else {
                    ""
                },
                number,
                name,
            }));
        }
    }

    /// Which blocks at the end are the document's own signature: an issuer and a day, or a day alone.
    fn signature(&self, blocks: &[&Block]) -> Range<usize> {
        let end = blocks.len();
        let short = |block: &&&Block| {
            let plain = matches!(block.kind, BlockKind::Paragraph | BlockKind::Furniture);
            plain && line::width(self.words(block)) <= LONGEST_SIGNED * CELL
        };
        let last = blocks.last().filter(short);
        if !last.is_some_and(|block| self.is_day(self.words(block))) {
            return end..end;
        }
        let before = end.checked_sub(2).and_then(|at| blocks.get(at)).filter(short);
        let issuer = before.map(|block| self.words(block)).filter(|words| {
            rank::told(words, &self.catalogue.numerals).is_none()
                && !words.ends_with(['。', '；', '：', '，', '、'])
                && !words.starts_with(self.say("official.attachment"))
        });
        end - 1 - usize::from(issuer.is_some())..end
    }

    /// A whole day and nothing else: 2024年7月30日.
    fn is_day(&self, words: &str) -> bool {
        let starts = words
            .chars()
            .next()
            .and_then(|c| self.catalogue.numerals.sign(c))
            .is_some();
        let list = |id: &str| self.catalogue.list(id);
        let year = list("date.year").iter().any(|word| words.contains(word.as_str()));
        let day = list("date.day").iter().any(|word| words.ends_with(word.as_str()));
        starts && year && day && words.chars().count() <= 12
    }

    /// Issuer and day; what the office says goes before what the document says.
    fn sign(&mut self, blocks: &[&Block]) {
        let mut own = blocks.iter().rev().map(|block| self.words(block));
        let (own_day, own_issuer) = (own.next(), own.next());
        let day = self
            .office
            .date
            .map(|day| juyan_monitor::day(day, self.catalogue, "zh"));
        let day = day.map(Cow::Owned).or(own_day.map(Cow::Borrowed));
        let issuer = self.office.issuer.as_deref().or(own_issuer);
        if day.is_none() && issuer.is_none() {
            return;
        }
        let width = |words: Option<&str>| words.map_or(0, line::width);
        let (of_day, of_issuer) = (width(day.as_deref()), width(issuer));
        let centre = (DAY_FROM_RIGHT * CELL + of_day / 2).max(of_issuer / 2);
        self.parts.push(Part::Blank);
        if let Some(issuer) = issuer {
            self.parts.push(Part::Signed(Signed {
                words: issuer.into(),
                is_day: false,
                from_right: centre - of_issuer / 2,
            }));
        }
        if let Some(words) = day {
            self.parts.push(Part::Signed(Signed {
                words,
                is_day: true,
                from_right: centre - of_day / 2,
            }));
        }
    }

    fn imprint(&mut self) {
        let names = self.office.copies.join(self.say("official.comma"));
        let copies = if names.is_empty() {
            names
        } else {
            filled(self.say("official.copies"), "names", &names)
        };
        let day = self
            .office
            .printed_on
            .map(|day| juyan_monitor::day(day, self.catalogue, "zh"));
        let imprint = Imprint {
            copies,
            printer: self.office.printer.clone().unwrap_or_default(),
            printed: day.map_or_else(String::new, |day| {
                filled(self.say("official.printed"), "day", &day)
            }),
        };
        if imprint != Imprint::default() {
            self.parts.push(Part::Imprint(imprint));
        }
    }
}

/// The parts that stay on the page of what is behind them: a signature never stands without words of the text above it.
pub(super) fn kept(parts: &[Part]) -> Range<usize> {
    let signed = parts.iter().rposition(|part| matches!(part, Part::Signed(_)));
    let text = parts.iter().rposition(|part| matches!(part, Part::Text(_)));
    match (text, signed) {
        (Some(text), Some(signed)) if text < signed => text..signed,
        _ => 0..0,
    }
}

/// A title that goes on in its line with who spoke where, behind a dash: the two apart.
pub(super) fn parted(title: &str) -> Option<(&str, &str)> {
    const DASH: &str = "\u{2014}\u{2014}";
    let at = title.find(DASH).filter(|at| *at > 0)?;
    let (before, aside) = title.split_at_checked(at)?;
    aside
        .contains(|sign: char| sign.is_ascii_digit())
        .then_some((before.trim_end(), aside))
}

/// Whether it is a line that no mark ends, as the name of a table or of a chart is, and one stands behind it.
pub(super) fn names_what_is_behind(part: &Part, behind: Option<&Part>) -> bool {
    let ends = |text: &Text| {
        [text.head, text.rest]
            .concat()
            .ends_with(['。', '；', '，', '、'])
    };
    let is_name = matches!(part, Part::Text(text) if line::width(text.head) <= LINE * CELL && !ends(text));
    let is_table = matches!(
        behind,
        Some(Part::Chart(_) | Part::Table(_) | Part::Unit(_) | Part::Caption(_))
    );
    is_name && is_table
}

/// Whether the block is a day that stands alone at the very end; in a short document it looks like a part of the header.
pub(super) fn is_last_day(block: &Block, document: &Document) -> bool {
    let last = document.blocks.last() == Some(block);
    let mut fields = document.header.iter();
    last && fields.any(|field| {
        field.kind == FieldKind::Published && field.name.is_empty() && block.span.contains(field.value)
    })
}

fn filled(template: &str, slot: &str, value: &str) -> String {
    template.replace(&format!("{{{slot}}}"), value)
}

/// A line in brackets or behind a dash: who spoke where.
fn is_aside(words: &str) -> bool {
    let bracketed = words.starts_with(['（', '(']) && words.ends_with(['）', ')']);
    bracketed || words.starts_with('—')
}

/// Whether words that stand alone are a sentence and no heading: an item of a list (1.新建2个。), or several clauses.
fn is_sentence(words: &str, is_inner: bool) -> bool {
    words.ends_with(['。', '；']) && (is_inner || words.contains(['，', ',']))
}

/// Whom the paper is for: a short line that ends in a colon.
fn is_addressed(words: &str) -> bool {
    words.ends_with(['：', ':']) && !words.contains('。') && line::width(words) <= LONGEST_HEADING * CELL
}

/// How many columns the table has.
pub(super) fn columns(table: &Table) -> usize {
    let ends = table.cells.iter().map(|cell| cell.column + cell.columns);
    ends.max().unwrap_or(1)
}

/// How many rows the table has.
pub(super) fn rows(table: &Table) -> usize {
    let ends = table.cells.iter().map(|cell| cell.row + cell.rows);
    ends.max().unwrap_or(0)
}

/// How the words of a cell stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// In the middle, as headings do.
    Heading,
    /// On the right, as what begins with a figure does.
    Figure,
    /// On the left.
    Words,
}

/// How `words` stand in a cell of the table.
pub(super) fn stand(table: &Table, cell: &Cell, words: &str, catalogue: &Catalogue) -> Stand {
    let sign = |c: &char| "-－+＋±".contains(*c);
    let first = words.chars().find(|c| !sign(c));
    if cell.row < table.heading_rows {
        Stand::Heading
    } else if first.is_some_and(|c| catalogue.numerals.is_figure(c)) && cell.column >= table.heading_columns {
        Stand::Figure
    } else {
        Stand::Words
    }
}

/// The words of a cell.
pub(super) fn cell(span: Span, document: &Document) -> &str {
    span.of(&document.text).trim()
}
