//! The document part, walked once: what is open stands on a stack, what is closed is delivered to what encloses it.

use super::grid::{Grid, GridCell, GridRow};
use super::notes::{Kind, Notes};
use super::numbering::Numbering;
use super::styles::{Part, Properties, Styles};
use super::words::{Piece, Run, Words};
use super::xml::{attribute, is_on, number};
use crate::aside::{Aside, Asides};
use crate::{Block, BlockKind, Document, Format, ReadError, text};
use juyan_model::Span;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::ops::Range;

/// Deeper than this no document is nested.
const DEEPEST: usize = 400;

#[derive(Debug, Default)]
struct Paragraph {
    words: Words,
    properties: Properties,
    /// Whether a tracked change joins it with the next.
    joined: bool,
    /// What stands in its text boxes.
    boxes: Vec<Item>,
}

#[derive(Debug)]
enum Item {
    Paragraph(Box<Paragraph>),
    Table(Grid),
}

/// What is open.
#[derive(Debug)]
enum Open {
    Paragraph(Box<Paragraph>),
    Table(Grid),
    Row(GridRow),
    Cell(GridCell),
    TextBox(Vec<Item>),
}

/// The properties that are open: of what the elements now read speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Paragraph,
    Run(usize),
    Row,
    Cell,
}

pub(super) struct Body<'a> {
    reader: Reader<&'a [u8]>,
    styles: Styles,
    numbering: Numbering,
    /// The prefix of `WordprocessingML` in this file; formulas have the same names under another.
    prefix: Option<Vec<u8>>,
    open: Vec<Open>,
    runs: Vec<Run>,
    open_runs: Vec<usize>,
    hidden: bool,
    properties: Option<Of>,
    /// The start tag of the text that is open, and whether it is Word's own.
    tag: Option<(Range<usize>, bool)>,
    /// Words of a paragraph whose end a tracked change took away.
    carried: Words,
    notes: Notes,
    /// Notes that what is open cites: they stand behind it, as texts of their own.
    cited: Vec<String>,
    /// In a part of notes: the number of the one that is open, and where in the text each ends.
    note: Option<String>,
    note_ends: Vec<(String, usize)>,
    /// What stands around the report.
    asides: Asides,
    document: Document,
    words: Words,
}

impl<'a> Body<'a> {
    /// The document that the part holds, with the notes that it cites behind the paragraphs that cite them, and the lines around
    /// it, which stand elsewhere in the file.
    pub(super) fn read(
        part: &'a str,
        (styles, numbering, notes): (Styles, Numbering, Notes),
        asides: Vec<Aside>,
    ) -> Result<(Document, Vec<Piece>, Vec<Run>), ReadError> {
        let mut body = Self::new(part, styles, numbering, notes);
        body.asides = Asides::new(asides);
        body.walk()?;
        let rest = body.asides.rest();
        body.beside(rest);
        body.document.text = body.words.text;
        Ok((body.document, body.words.pieces, body.runs))
    }

    /// The text of a part of notes, and the number of each with where it ends.
    pub(super) fn notes(part: &'a str) -> Result<(String, Vec<(String, usize)>), ReadError> {
        let mut body = Self::new(part, Styles::default(), Numbering::default(), Notes::default());
        body.walk()?;
        Ok((body.words.text, body.note_ends))
    }

    fn new(part: &'a str, styles: Styles, numbering: Numbering, notes: Notes) -> Self {
        let document = Document {
            text: String::new(),
            blocks: Vec::new(),
            tables: Vec::new(),
            header: Vec::new(),
            format: Format::Docx,
            joins: Vec::new(),
        };
        Self {
            reader: Reader::from_str(part),
            styles,
            numbering,
            prefix: None,
            open: Vec::new(),
            runs: Vec::new(),
            open_runs: Vec::new(),
            hidden: false,
            properties: None,
            tag: None,
            carried: Words::default(),
            notes,
            cited: Vec::new(),
            note: None,
            note_ends: Vec::new(),
            asides: Asides::default(),
            document,
            words: Words::default(),
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn walk(&mut self) -> Result<(), ReadError> {
        let mut depth = 0_usize;
        loop {
            let start = self.position();
            let event = self.reader.read_event().map_err(|_| ReadError::BrokenDocx)?;
            let at = start..self.position();
            match event {
                Event::Eof => return Ok(()),
                Event::Start(element) => {
                    if self.is_skipped(&element) {
                        self.reader
                            .read_to_end(element.name())
                            .map_err(|_| ReadError::BrokenDocx)?;
                        continue;
                    }
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(ReadError::TooDeep);
                    }
                    self.start(&element, at);
                    self.leaf(&element);
                }
                Event::Empty(element) if self.is_skipped(&element) => {}
                Event::Empty(element) => self.leaf(&element),
                Event::End(element) => {
                    depth = depth.saturating_sub(1);
                    self.end(element.local_name().as_ref(), at.end);
                }
                Event::Text(words) => self.text(&words, at),
                Event::CData(words) => self.text(&words, at),
                Event::GeneralRef(reference) => {
                    let character = resolve(&reference);
                    self.text(character.as_bytes(), at);
                }
                _ => {}
            }
        }
    }

    /// Whether the element, with all in it, is no part of the text: what a tracked change took away, the reading aid
    /// above a character, the older twin of a drawing, what properties were before.
    fn is_skipped(&mut self, element: &BytesStart) -> bool {
        match element.local_name().as_ref() {
            b"del" | b"moveFrom" => {
                self.delete();
                true
            }
            b"Fallback" | b"rt" | b"sectPr" | b"rPrChange" | b"pPrChange" | b"tblPrChange"
            | b"trPrChange" | b"tcPrChange" | b"instrText" | b"delText" | b"tblPr" | b"tblGrid" => true,
            _ => false,
        }
    }

    /// A deletion among properties takes away a paragraph's end or a row.
    fn delete(&mut self) {
        match (self.properties, self.open.last_mut()) {
            (Some(Of::Paragraph), Some(Open::Paragraph(paragraph))) => paragraph.joined = true,
            (Some(Of::Row), Some(Open::Row(row))) => row.deleted = true,
            _ => {}
        }
    }

    fn is_word(&self, element: &BytesStart) -> bool {
        element.name().prefix().map(|prefix| prefix.as_ref().to_vec()) == self.prefix
    }

    fn start(&mut self, element: &BytesStart, at: Range<usize>) {
        match element.local_name().as_ref() {
            b"document" | b"footnotes" | b"endnotes" | b"hdr" | b"ftr" => {
                self.prefix = element.name().prefix().map(|prefix| prefix.as_ref().to_vec());
            }
            b"footnote" | b"endnote" => self.note = attribute(element, "id"),
            b"p" if self.is_word(element) => self.open.push(Open::Paragraph(Box::default())),
            b"tbl" => self.open.push(Open::Table(Grid::default())),
            b"tr" => self.open.push(Open::Row(GridRow::default())),
            b"tc" => self.open.push(Open::Cell(GridCell::default())),
            b"txbxContent" => self.open.push(Open::TextBox(Vec::new())),
            b"pPr" if self.properties.is_none() => self.properties = Some(Of::Paragraph),
            b"trPr" if self.properties.is_none() => self.properties = Some(Of::Row),
            b"tcPr" if self.properties.is_none() => self.properties = Some(Of::Cell),
            b"rPr" if self.properties.is_none() => {
                let Some(run) = self.open_runs.last().copied() else {
                    return;
                };
                self.properties = Some(Of::Run(run));
                if let Some(run) = self.runs.get_mut(run) {
                    run.properties = at.start..at.start;
                }
            }
            b"r" if self.is_word(element) => {
                let boxed = self.open.iter().any(|open| matches!(open, Open::TextBox(_)));
                self.open_runs.push(self.runs.len());
                self.hidden = false;
                self.runs.push(Run {
                    properties: at.end..at.end,
                    xml: at,
                    boxed,
                });
            }
            b"t" if !self.open_runs.is_empty() || !self.is_word(element) => {
                self.tag = Some((at, self.is_word(element)));
            }
            _ => {}
        }
    }

    /// Elements that say something by standing there.
    fn leaf(&mut self, element: &BytesStart) {
        let name = element.local_name();
        let name = name.as_ref();
        if !self.hidden {
            self.cite(name, element);
        }
        match (self.properties, self.open.last_mut()) {
            (Some(Of::Paragraph), Some(Open::Paragraph(paragraph))) => paragraph.properties.take(element),
            (Some(Of::Row), Some(Open::Row(row))) => match name {
                b"gridBefore" => row.before = number(element).unwrap_or(0),
                b"tblHeader" => row.heading = is_on(element),
                _ => {}
            },
            (Some(Of::Cell), Some(Open::Cell(cell))) => match name {
                b"gridSpan" => cell.columns = number(element).unwrap_or(1),
                b"vMerge" => {
                    cell.continues = attribute(element, "val").is_none_or(|value| value != "restart");
                }
                _ => {}
            },
            (Some(Of::Run(_)), _) => self.hidden |= name == b"vanish" && is_on(element),
            (None, Some(Open::Paragraph(paragraph))) if !self.open_runs.is_empty() && !self.hidden => {
                let sign = match name {
                    b"tab" | b"ptab" => "\t",
                    b"br" | b"cr" => "\n",
                    b"noBreakHyphen" => "-",
                    _ => return,
                };
                paragraph.words.push(sign, None);
            }
            _ => {}
        }
    }

    /// Remembers a note that is cited here.
    fn cite(&mut self, name: &[u8], element: &BytesStart) {
        let kind = match name {
            b"footnoteReference" => Kind::Foot,
            b"endnoteReference" => Kind::End,
            _ => return,
        };
        let id = attribute(element, "id").unwrap_or_default();
        self.cited.extend(self.notes.take(kind, id));
    }

    fn text(&mut self, raw: &[u8], at: Range<usize>) {
        let (Some((tag, own)), Some(Open::Paragraph(paragraph))) = (&self.tag, self.open.last_mut()) else {
            return;
        };
        let Ok(words) = std::str::from_utf8(raw) else {
            return;
        };
        if self.hidden || words.is_empty() {
            return;
        }
        let run = self.open_runs.last().copied().filter(|_| *own);
        paragraph.words.push(words, run.map(|run| (at, tag.clone(), run)));
    }

    fn end(&mut self, name: &[u8], at: usize) {
        match name {
            b"t" => self.tag = None,
            b"r" => {
                let run = self.open_runs.pop().and_then(|run| self.runs.get_mut(run));
                if let Some(run) = run {
                    run.xml.end = at;
                }
                self.hidden = false;
            }
            b"rPr" => {
                if let Some(Of::Run(run)) = self.properties.take_if(|of| matches!(of, Of::Run(_)))
                    && let Some(run) = self.runs.get_mut(run)
                {
                    run.properties.end = at;
                }
            }
            b"pPr" => drop(self.properties.take_if(|of| *of == Of::Paragraph)),
            b"trPr" => drop(self.properties.take_if(|of| *of == Of::Row)),
            b"tcPr" => drop(self.properties.take_if(|of| *of == Of::Cell)),
            b"footnote" | b"endnote" => {
                let id = self.note.take().unwrap_or_default();
                self.note_ends.push((id, self.words.text.len()));
            }
            b"p" | b"tbl" | b"tr" | b"tc" | b"txbxContent" => self.close(name),
            _ => {}
        }
    }

    /// Closes the innermost open thing if it is what `name` closes.
    fn close(&mut self, name: &[u8]) {
        let matches = match self.open.last() {
            Some(Open::Paragraph(_)) => name == b"p",
            Some(Open::Table(_)) => name == b"tbl",
            Some(Open::Row(_)) => name == b"tr",
            Some(Open::Cell(_)) => name == b"tc",
            Some(Open::TextBox(_)) => name == b"txbxContent",
            None => false,
        };
        let Some(closed) = self.open.pop_if(|_| matches) else {
            return;
        };
        match (closed, self.open.last_mut()) {
            (Open::Paragraph(paragraph), _) => self.finish(*paragraph),
            (Open::Table(grid), _) => self.deliver(Item::Table(grid)),
            (Open::Row(row), Some(Open::Table(grid))) => grid.rows.push(row),
            (Open::Cell(cell), Some(Open::Row(row))) => row.cells.push(cell),
            (Open::TextBox(items), Some(Open::Paragraph(paragraph))) => paragraph.boxes.extend(items),
            _ => {}
        }
    }

    /// Numbers a paragraph and delivers it, unless its end was taken away.
    fn finish(&mut self, mut paragraph: Paragraph) {
        let mut words = std::mem::take(&mut self.carried);
        words.append(std::mem::take(&mut paragraph.words));
        if paragraph.joined {
            self.carried = words;
            return;
        }
        if let Some((list, level, style)) = self.styles.list(&paragraph.properties)
            && let Some(label) = self.numbering.next(list, level, style)
            && !words.text.trim().is_empty()
        {
            paragraph.words.push(&label, None);
        }
        paragraph.words.append(words);
        let boxes = std::mem::take(&mut paragraph.boxes);
        self.deliver(Item::Paragraph(Box::new(paragraph)));
        for item in boxes {
            self.deliver(item);
        }
    }

    /// Hands what is finished to the cell or text box around it, or writes it.
    fn deliver(&mut self, item: Item) {
        match (self.open.last_mut(), item) {
            (Some(Open::Cell(cell)), Item::Paragraph(paragraph)) => cell.paragraphs.push(paragraph.words),
            (Some(Open::Cell(cell)), Item::Table(grid)) => {
                let cells = grid
                    .rows
                    .into_iter()
                    .filter(|row| !row.deleted)
                    .flat_map(|row| row.cells);
                cell.paragraphs.extend(cells.flat_map(|cell| cell.paragraphs));
            }
            (Some(Open::TextBox(items)), item) => items.push(item),
            (_, item) => {
                self.place(item);
                for text in std::mem::take(&mut self.cited) {
                    let words = Words {
                        text,
                        ..Words::default()
                    };
                    self.write(Paragraph {
                        words,
                        ..Paragraph::default()
                    });
                }
            }
        }
    }

    /// Writes what no cell and no text box holds.
    fn place(&mut self, item: Item) {
        match item {
            Item::Paragraph(paragraph) => self.write(*paragraph),
            Item::Table(grid) if grid.is_frame() => {
                let cells = grid
                    .rows
                    .into_iter()
                    .filter(|row| !row.deleted)
                    .flat_map(|row| row.cells);
                for words in cells.flat_map(|cell| cell.paragraphs) {
                    self.write(Paragraph {
                        words,
                        ..Paragraph::default()
                    });
                }
            }
            Item::Table(grid) => grid.write(&mut self.document, &mut self.words),
        }
    }

    fn write(&mut self, paragraph: Paragraph) {
        let kind = match self.styles.part(&paragraph.properties) {
            Part::Title => BlockKind::Title,
            Part::Heading(level) => BlockKind::Heading(level),
            Part::Caption => BlockKind::Caption,
            Part::Contents => BlockKind::Furniture,
            Part::Text => BlockKind::Paragraph,
        };
        if paragraph.words.text.trim().is_empty() {
            return;
        }
        let before = self.asides.before(kind);
        self.beside(before);
        let start = self.words.text.len();
        let lines: Vec<Span> = text::lines(&paragraph.words.text)
            .filter(|line| !line.of(&paragraph.words.text).trim().is_empty())
            .map(|line| Span::new(line.start + start, line.end + start))
            .collect();
        self.words.append(paragraph.words);
        self.words.push("\n", None);
        self.document
            .blocks
            .extend(lines.into_iter().map(|span| Block { span, kind }));
    }
}

impl Body<'_> {
    /// Writes lines that stand around the report.
    fn beside(&mut self, lines: Vec<String>) {
        for line in lines {
            let start = self.words.text.len();
            self.words.push(&line, None);
            self.document.blocks.push(Block {
                span: Span::new(start, self.words.text.len()),
                kind: BlockKind::Furniture,
            });
            self.words.push("\n", None);
        }
    }
}

/// The character that a reference stands for; nothing where it is not known.
pub(super) fn resolve(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = std::str::from_utf8(reference).ok();
    name.and_then(resolve_predefined_entity)
        .unwrap_or_default()
        .to_owned()
}
