//! Content controls: places of a Word document that keep what they are for in their tag, so that what stands in them can be written
//! anew while all else stays.
//!
//! [`bind`] makes controls of stretches of text, [`controls`] finds them, [`fill`] writes into them. What stood in a control is never
//! read. `LibreOffice` up to 7.4 loses tags and copies controls of plain text, so that the tag stands a second time as the name of a
//! placeholder that no glossary has, which is kept, and controls are of rich text. Only the document part changes; the other parts keep their packed bytes. Tags longer than the 64 characters that Word's own
//! window takes are written as they are; Word could not be tried.

use super::DocxError;
use super::drawing::Drawings;
use super::edit::{Edits, covered, within};
use super::rows::{Row, rows_of};
use super::splice::{PRESERVE, prefix, repack};
use super::write::escape;
use crate::chart::{Chart, svg};
use juyan::vocabulary::Catalogue;
use juyan_document::docx::{Anchors, anchored};
use juyan_document::{Document, ReadError};
use juyan_model::Span;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A control that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The words that it takes the place of.
    pub span: Span,
    /// What it is for.
    pub tag: String,
    /// What the user is told that it is for.
    pub title: String,
    /// What stands in it until it is filled.
    pub shown: String,
}

/// A control of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// What it is for.
    pub tag: String,
    /// What stands in it, as a span of the document's text.
    pub span: Span,
    /// The row that repeats, where it stands in one.
    pub row: Option<Row>,
}

/// Makes controls of stretches of `document`, which was read from `original`; gives the file, and the positions of those that could
/// not be made: in a text box, or inside another control.
///
/// Fails where the original cannot be read, or is not what `document` was read from.
pub fn bind(
    original: &[u8],
    document: &Document,
    wanted: &[Wanted],
) -> Result<(Vec<u8>, Vec<usize>), DocxError> {
    let (read, anchors) = anchored(original)?;
    if read.text != document.text {
        return Err(DocxError::Changed);
    }
    let taken = found(&anchors.part)?;
    let mut number = first_free_id(&anchors.part);
    let mut edits = Edits::default();
    let mut left = Vec::new();
    for (position, one) in wanted.iter().enumerate() {
        match control(&anchors, &taken, one, number) {
            Some((place, xml)) => {
                number = number.saturating_add(1);
                edits.remove(&anchors, one.span);
                edits.replace(place..place, xml);
            }
            None => left.push(position),
        }
    }
    keep_spaces(&anchors, wanted, &mut edits);
    let changed = BTreeMap::from([(anchors.path.clone(), edits.apply(&anchors.part))]);
    Ok((repack(original, changed)?, left))
}

/// Where a control begins, and its XML, which parts the run that it stands in.
fn control(anchors: &Anchors, taken: &[Found], wanted: &Wanted, number: u32) -> Option<(usize, String)> {
    let mut pieces = covered(anchors, wanted.span);
    let first = pieces.next()?;
    let is_free = |at: usize| !taken.iter().any(|found| found.whole.contains(&at));
    let places = std::iter::once(first).chain(pieces);
    let mut runs = places.map(|piece| {
        anchors
            .runs
            .get(piece.run)
            .filter(|run| !run.boxed && is_free(run.xml.start))
    });
    let run = runs.next()??;
    if runs.any(|run| run.is_none()) {
        return None;
    }
    let place = within(first, wanted.span)?.start;
    let w = prefix(&anchors.part, run);
    let whole = anchors.part.get(run.xml.clone())?;
    let open = whole.split_inclusive('>').next()?;
    let formatting = anchors.part.get(run.properties.clone()).unwrap_or_default();
    let (tag, title) = (escape(&wanted.tag), escape(&wanted.title));
    let shown = escape(&wanted.shown);
    let xml = format!(
        "</{w}t></{w}r><{w}sdt><{w}sdtPr><{w}alias {w}val=\"{title}\"/><{w}tag {w}val=\"{tag}\"/><{w}id {w}val=\"{number}\"/>\
         <{w}placeholder><{w}docPart {w}val=\"{tag}\"/></{w}placeholder></{w}sdtPr><{w}sdtContent><{w}r>{formatting}<{w}t{PRESERVE}>{shown}</{w}t></{w}r></{w}sdtContent></{w}sdt>\
         {open}{formatting}<{w}t{PRESERVE}>"
    );
    Some((place, xml))
}

/// What is left before and behind a control may end with a space that counts.
fn keep_spaces(anchors: &Anchors, wanted: &[Wanted], edits: &mut Edits) {
    let mut tags: Vec<Range<usize>> = Vec::new();
    for piece in wanted.iter().flat_map(|one| covered(anchors, one.span)) {
        let tag = anchors.part.get(piece.tag.clone()).unwrap_or_default();
        if !tag.contains("xml:space") && !tags.contains(&piece.tag) {
            tags.push(piece.tag.clone());
        }
    }
    for tag in tags {
        let end = tag.end.saturating_sub(1);
        edits.replace(end..end, PRESERVE.to_owned());
    }
}

/// A number that no control of the part has.
pub(super) fn first_free_id(part: &str) -> u32 {
    let numbers = part.split("id ").skip(1).filter_map(|rest| {
        let value = rest.split_once("val=")?.1.get(1..)?;
        value.split(['"', '\'']).next()?.parse::<u32>().ok()
    });
    let most = numbers.filter(|number| *number < u32::MAX / 4).max();
    most.map_or(1, |most| most.saturating_add(1))
}

/// The controls of a Word document that have a tag, in the order of the text, with the text.
///
/// Fails where the file cannot be read.
pub fn controls(original: &[u8]) -> Result<(Document, Vec<Control>), DocxError> {
    let (document, anchors) = anchored(original)?;
    let mut found = found(&anchors.part)?;
    found.retain(Found::stands);
    let rows = rows_of(&anchors.part, &found)?;
    let mut controls: Vec<Control> = found
        .iter()
        .zip(rows)
        .map(|(found, row)| Control {
            tag: found.tag.clone(),
            span: span_of(&anchors, found),
            row,
        })
        .collect();
    controls.sort_by_key(|control| control.span);
    Ok((document, controls))
}

/// How many tracked changes the text of a Word document has: stretches that were put in, taken out or moved and nobody has accepted.
///
/// Fails where the file cannot be read.
pub fn revisions(original: &[u8]) -> Result<usize, DocxError> {
    let (_, anchors) = anchored(original)?;
    let mut reader = Reader::from_str(&anchors.part);
    let mut count = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(count),
            Ok(Event::Start(tag) | Event::Empty(tag))
                if matches!(
                    tag.local_name().as_ref(),
                    b"ins" | b"del" | b"moveFrom" | b"moveTo"
                ) =>
            {
                count += 1;
            }
            Ok(_) => {}
            Err(_) => return Err(DocxError::Read(ReadError::BrokenDocx)),
        }
    }
}

/// What becomes of a control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// It stays as it is.
    Kept,
    /// It says this.
    Words(String),
    /// It shows this chart, so many points high.
    Drawn {
        /// The chart.
        chart: Box<Chart>,
        /// Its height.
        high: u32,
    },
    /// It says nothing, and is a control no more: filled again, it would print its number where the sentence around it is gone.
    Gone,
}

impl Fill {
    /// The chart, as high as it needs to be; none where nothing of it is known.
    pub fn drawn(chart: &Chart, catalogue: &Catalogue) -> Option<Self> {
        chart.is_known().then_some(())?;
        let (_, high) = svg::drawn(chart, catalogue);
        Some(Self::Drawn {
            chart: Box::new(chart.clone()),
            high,
        })
    }
}

/// Writes into the controls of a Word document, in the order in which [`controls`] gives them, what each says. The words of `removed`
/// are taken out of the text.
///
/// Fails where the file cannot be read.
pub fn fill(original: &[u8], fills: &[Fill], removed: &[Span]) -> Result<Vec<u8>, DocxError> {
    let (_, anchors) = anchored(original)?;
    let mut found = found(&anchors.part)?;
    found.retain(Found::stands);
    found.sort_by_key(|found| span_of(&anchors, found));
    let mut edits = Edits::default();
    let mut drawings = Drawings::default();
    for (found, fill) in found.iter().zip(fills) {
        match fill {
            Fill::Kept => {}
            Fill::Words(words) => found.fill(&anchors.part, words, &mut edits),
            Fill::Drawn { chart, high } => {
                let run = drawings.take(chart, &found.prefix, *high);
                found.draw(&anchors.part, run, &mut edits);
            }
            Fill::Gone => found.unwrap(&anchors.part, &mut edits),
        }
    }
    for span in removed {
        edits.remove(&anchors, *span);
    }
    let mut changed = BTreeMap::from_iter(drawings.parts(original)?);
    changed.insert(anchors.path.clone(), edits.apply(&anchors.part));
    repack(original, changed)
}

/// A control in the part.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) tag: String,
    /// All of it.
    pub(super) whole: Range<usize>,
    /// Between the tags of its content; the element itself where it has no end tag, nothing where there is none.
    content: Range<usize>,
    /// Whether its content has no end tag.
    is_bare: bool,
    /// Whether it stands in a paragraph.
    is_inline: bool,
    /// Whether a tracked change takes it out.
    is_deleted: bool,
    /// The elements of text in it.
    texts: Vec<Range<usize>>,
    /// Its runs.
    runs: Vec<Range<usize>>,
    /// The end of its first paragraph, where it has any.
    paragraph: Option<usize>,
    /// Says that what stands in it is only a hint.
    hint: Option<Range<usize>>,
    /// The prefix of its elements, with the colon.
    prefix: String,
}

impl Found {
    /// Whether it is a control with a tag that stands in the text: tracked changes are read as accepted.
    fn stands(&self) -> bool {
        !self.tag.is_empty() && !self.is_deleted
    }

    /// Puts `words` into its first text, and empties the others.
    fn fill(&self, part: &str, words: &str, edits: &mut Edits) {
        let w = &self.prefix;
        let text = format!("<{w}t{PRESERVE}>{}</{w}t>", escape(words));
        if let Some((first, others)) = self.texts.split_first() {
            edits.replace(first.clone(), text);
            for other in others {
                edits.replace(other.clone(), format!("<{w}t/>"));
            }
        } else {
            self.put(part, format!("<{w}r>{text}</{w}r>"), edits);
        }
        self.tell_filled(part, edits);
    }

    /// Puts `run` in the place of its first run, and takes the others out.
    fn draw(&self, part: &str, run: String, edits: &mut Edits) {
        if let Some((first, others)) = self.runs.split_first() {
            edits.replace(first.clone(), run);
            for other in others {
                edits.replace(other.clone(), String::new());
            }
        } else {
            self.put(part, run, edits);
        }
        self.tell_filled(part, edits);
    }

    /// Puts `run` into it where no run is.
    fn put(&self, part: &str, run: String, edits: &mut Edits) {
        let w = &self.prefix;
        if let Some(at) = self.paragraph {
            edits.replace(at..at, run);
            return;
        }
        let words = if self.is_inline {
            run
        } else {
            format!("<{w}p>{run}</{w}p>")
        };
        if self.content.is_empty() && self.content.start == 0 {
            // Before its end tag.
            let whole = part.get(self.whole.clone()).unwrap_or_default();
            let at = self.whole.start + whole.rfind('<').unwrap_or(whole.len());
            edits.replace(at..at, format!("<{w}sdtContent>{words}</{w}sdtContent>"));
        } else if self.is_bare {
            edits.replace(
                self.content.clone(),
                format!("<{w}sdtContent>{words}</{w}sdtContent>"),
            );
        } else {
            edits.replace(self.content.end..self.content.end, words);
        }
    }

    /// What stands in it is no hint any more.
    fn tell_filled(&self, part: &str, edits: &mut Edits) {
        if let Some(hint) = self.hint.clone().filter(|hint| part.get(hint.clone()).is_some()) {
            edits.replace(hint, String::new());
        }
    }

    /// Empties its texts, and takes the control from around them.
    fn unwrap(&self, part: &str, edits: &mut Edits) {
        if self.is_bare || self.content.start == 0 {
            // A cell or a body has a paragraph at least.
            let instead = if self.is_inline {
                String::new()
            } else {
                format!("<{}p/>", self.prefix)
            };
            edits.replace(self.whole.clone(), instead);
            return;
        }
        for text in &self.texts {
            edits.replace(text.clone(), format!("<{}t/>", self.prefix));
        }
        let is_drawn = |run: &&Range<usize>| {
            let run = part.get((*run).clone()).unwrap_or_default();
            run.contains(&format!("<{}drawing", self.prefix))
        };
        for run in self.runs.iter().filter(is_drawn) {
            edits.replace(run.clone(), String::new());
        }
        edits.replace(self.whole.start..self.content.start, String::new());
        edits.replace(self.content.end..self.whole.end, String::new());
    }
}

/// The words that stand in a control; where none do, the place where they would.
fn span_of(anchors: &Anchors, found: &Found) -> Span {
    let inside = |at: usize| found.content.start <= at && at < found.content.end;
    let mut pieces = anchors.pieces.iter().filter(|piece| inside(piece.xml.start));
    if let Some(first) = pieces.next() {
        let last = pieces.next_back().unwrap_or(first);
        return Span::new(first.text.start, last.text.end);
    }
    let from = anchors
        .pieces
        .partition_point(|piece| piece.xml.start < found.whole.start);
    let before = from.checked_sub(1).and_then(|at| anchors.pieces.get(at));
    let between = before.and_then(|piece| anchors.part.get(piece.xml.end..found.whole.start));
    let ends = format!("</{}p>", found.prefix);
    let at = match (before, between) {
        (Some(piece), Some(between)) if !between.contains(&ends) => piece.text.end,
        _ => anchors.pieces.get(from).map_or_else(
            || before.map_or(0, |piece| piece.text.end),
            |piece| piece.text.start,
        ),
    };
    Span::new(at, at)
}

/// The controls of a part, with and without a tag, in the order in which they begin.
pub(super) fn found(part: &str) -> Result<Vec<Found>, DocxError> {
    let broken = || DocxError::Read(ReadError::BrokenDocx);
    let mut reader = Reader::from_str(part);
    let mut open: Vec<Found> = Vec::new();
    let mut closed: Vec<Found> = Vec::new();
    let (mut text_start, mut deletions) = (None, 0_usize);
    let (mut paragraphs, mut runs): (usize, Vec<(usize, bool)>) = (0, Vec::new());
    loop {
        let start = position(&reader);
        let event = reader.read_event().map_err(|_| broken())?;
        let end = position(&reader);
        match event {
            Event::Eof => break,
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"sdt" => open.push(Found {
                    whole: start..end,
                    prefix: prefix_of(&tag),
                    is_inline: paragraphs > 0,
                    is_deleted: deletions > 0,
                    ..Found::default()
                }),
                b"p" => paragraphs += 1,
                b"del" | b"moveFrom" => deletions += 1,
                b"r" => runs.push((start, runs.is_empty())),
                b"sdtContent" => {
                    if let Some(last) = open.last_mut() {
                        last.content = end..end;
                    }
                }
                b"t" => text_start = Some(start),
                b"tag" | b"docPart" => tell(&mut open, &tag),
                _ => {}
            },
            Event::Empty(tag) => match tag.local_name().as_ref() {
                b"tag" | b"docPart" => tell(&mut open, &tag),
                b"t" => note_text(&mut open, start..end),
                b"sdtContent" => {
                    if let Some(last) = open.last_mut() {
                        (last.content, last.is_bare) = (start..end, true);
                    }
                }
                b"showingPlcHdr" => {
                    if let Some(last) = open.last_mut() {
                        last.hint = Some(start..end);
                    }
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                b"del" | b"moveFrom" => deletions = deletions.saturating_sub(1),
                b"t" => note_text(&mut open, text_start.take().unwrap_or(start)..end),
                b"r" => {
                    // What stands in a drawing of a run goes with it.
                    if let Some((start, true)) = runs.pop() {
                        note_run(&mut open, start..end);
                    }
                }
                b"p" => {
                    paragraphs = paragraphs.saturating_sub(1);
                    let last = open.last_mut().filter(|last| last.content.start > 0);
                    if let Some(last) = last.filter(|last| last.paragraph.is_none()) {
                        last.paragraph = Some(start);
                    }
                }
                b"sdtContent" => {
                    if let Some(last) = open.last_mut() {
                        last.content.end = start;
                    }
                }
                b"sdt" => {
                    let mut done = open.pop().ok_or_else(broken)?;
                    done.whole.end = end;
                    closed.push(done);
                }
                _ => {}
            },
            _ => {}
        }
    }
    closed.sort_by_key(|found| found.whole.start);
    Ok(closed)
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn prefix_of(tag: &BytesStart<'_>) -> String {
    let prefix = tag
        .name()
        .prefix()
        .map(|prefix| String::from_utf8_lossy(prefix.as_ref()).into_owned());
    prefix.map_or_else(String::new, |prefix| prefix + ":")
}

/// Notes what the innermost control is for: its tag, else the name of its placeholder.
fn tell(open: &mut [Found], tag: &BytesStart<'_>) {
    let is_tag = tag.local_name().as_ref() == b"tag";
    let Some(last) = open.last_mut().filter(|last| is_tag || last.tag.is_empty()) else {
        return;
    };
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let value = attributes.find(|one| one.key.local_name().as_ref() == b"val");
    let value = value.and_then(|value| String::from_utf8(value.value.into_owned()).ok());
    let value = value.and_then(|value| quick_xml::escape::unescape(&value).ok().map(Cow::into_owned));
    last.tag = value.unwrap_or_default();
}

/// Notes a run for the controls that it stands in.
fn note_run(open: &mut [Found], range: Range<usize>) {
    let around = |control: &&mut Found| control.content.start > 0 && control.content.start <= range.start;
    for control in open.iter_mut().filter(around) {
        control.runs.push(range.clone());
    }
}

/// Notes an element of text for the controls whose content it is in: what is filled takes the place of what stands in controls in it.
fn note_text(open: &mut [Found], range: Range<usize>) {
    for control in open.iter_mut().filter(|control| control.content.start > 0) {
        control.texts.push(range.clone());
    }
}
