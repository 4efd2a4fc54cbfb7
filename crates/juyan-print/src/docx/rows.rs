//! Rows of a Word file that repeat: a table's row, or where there is no table a paragraph, with a control whose tag says over what.
//!
//! The row with `each …` is the pattern and the first of them; those behind it are copies, told by a control `again` in the place of
//! that tag, so that the file can be written anew: old copies go, new ones come. All else in a copy is as it is in the pattern.

use super::DocxError;
use super::control::{Found, first_free_id, found};
use super::edit::Edits;
use super::splice::repack;
use juyan_document::ReadError;
use juyan_document::docx::anchored;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// The tag of a pattern begins so; over what it repeats stands behind it.
const EACH: &str = "each ";
/// Marks a copy.
const AGAIN: &str = "again";

/// The row that a control stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Over what it repeats, as the pattern's tag says it.
    pub items: String,
    /// Its place among them, from 0.
    pub at: usize,
}

/// Makes as many rows of each pattern as `count` says of what it repeats over; none where that is not known, which leaves the pattern
/// alone. Where there is nothing to repeat over, the pattern stays, to be filled with what says so.
///
/// Fails where the file cannot be read.
pub fn repeat(original: &[u8], count: impl Fn(&str) -> Option<usize>) -> Result<Vec<u8>, DocxError> {
    let (_, anchors) = anchored(original)?;
    let part = anchors.part.as_str();
    let controls = found(part)?;
    if !controls.iter().any(|control| control.tag.starts_with(EACH)) {
        return Ok(original.to_vec());
    }
    let elements = elements(part)?;
    let mut edits = Edits::default();
    let mut id = first_free_id(part);
    for control in &controls {
        let Some(row) = row_of(control, &elements) else {
            continue;
        };
        if control.tag == AGAIN {
            edits.replace(row, String::new());
        } else if let Some(many) = control.tag.strip_prefix(EACH).and_then(&count) {
            let pattern = part.get(row.clone()).unwrap_or_default();
            let copies = (1..many).map(|_| copy(pattern, &control.tag, &mut id));
            edits.replace(row.end..row.end, copies.collect());
        }
    }
    let changed = BTreeMap::from([(anchors.path.clone(), edits.apply(part))]);
    repack(original, changed)
}

/// The row of each of `controls`, in their order; none of those that stand in no row that repeats.
pub(super) fn rows_of(part: &str, controls: &[Found]) -> Result<Vec<Option<Row>>, DocxError> {
    if !controls.iter().any(|control| control.tag.starts_with(EACH)) {
        return Ok(vec![None; controls.len()]);
    }
    let elements = elements(part)?;
    let mut known: Vec<(Range<usize>, Row)> = Vec::new();
    let mut heads: Vec<&Found> = controls.iter().collect();
    heads.sort_by_key(|control| control.whole.start);
    for control in heads {
        let Some(place) = row_of(control, &elements) else {
            continue;
        };
        let row = if let Some(items) = control.tag.strip_prefix(EACH) {
            let items = items.to_owned();
            Row { items, at: 0 }
        } else if let Some((_, last)) = known.last().filter(|_| control.tag == AGAIN) {
            let items = last.items.clone();
            Row {
                items,
                at: last.at + 1,
            }
        } else {
            continue;
        };
        known.push((place, row));
    }
    let row = |control: &Found| {
        let holds =
            |place: &Range<usize>| place.start <= control.whole.start && control.whole.end <= place.end;
        known
            .iter()
            .find(|(place, _)| holds(place))
            .map(|(_, row)| row.clone())
    };
    Ok(controls.iter().map(row).collect())
}

/// An element that may repeat.
struct Element {
    is_row: bool,
    place: Range<usize>,
}

/// The innermost row of a table that the control stands in; else its paragraph.
fn row_of(control: &Found, elements: &[Element]) -> Option<Range<usize>> {
    let holds = |place: &Range<usize>| place.start <= control.whole.start && control.whole.end <= place.end;
    let around = || elements.iter().filter(|element| holds(&element.place));
    let innermost = |is_row: bool| {
        let found = around().filter(|element| element.is_row == is_row);
        found.min_by_key(|element| element.place.len())
    };
    innermost(true)
        .or_else(|| innermost(false))
        .map(|element| element.place.clone())
}

/// The rows of tables and the paragraphs of a part.
fn elements(part: &str) -> Result<Vec<Element>, DocxError> {
    let broken = || DocxError::Read(ReadError::BrokenDocx);
    let mut reader = Reader::from_str(part);
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    let mut open: Vec<(bool, usize)> = Vec::new();
    let mut elements = Vec::new();
    loop {
        let start = place(&reader);
        match reader.read_event().map_err(|_| broken())? {
            Event::Eof => return Ok(elements),
            Event::Start(tag) => match tag.local_name().as_ref() {
                b"tr" => open.push((true, start)),
                b"p" => open.push((false, start)),
                _ => {}
            },
            Event::End(tag) if matches!(tag.local_name().as_ref(), b"tr" | b"p") => {
                let (is_row, start) = open.pop().ok_or_else(broken)?;
                let place = start..place(&reader);
                elements.push(Element { is_row, place });
            }
            _ => {}
        }
    }
}

/// A copy of the pattern: its mark says that it is one, and no number of a control or of a paragraph stands twice.
fn copy(pattern: &str, tag: &str, id: &mut u32) -> String {
    let marked = pattern.replace(&format!("\"{tag}\""), &format!("\"{AGAIN}\""));
    let mut out = String::with_capacity(marked.len());
    for piece in marked.split_inclusive('>') {
        if piece.contains(":id ") && piece.contains("val=\"") && piece.ends_with("/>") {
            let (before, _) = piece.split_once("val=\"").unwrap_or((piece, ""));
            out.push_str(before);
            let _ = write!(out, "val=\"{id}\"/>");
            *id = id.saturating_add(1);
        } else {
            out.push_str(&without(&without(piece, "paraId"), "textId"));
        }
    }
    out
}

/// An element without the attribute of Word's own that numbers it.
fn without(element: &str, name: &str) -> String {
    let whole = || {
        let at = element.find(&format!(":{name}=\""))?;
        let from = element.get(..at)?.rfind(' ')?;
        let value = at + name.len() + 3;
        let to = value + element.get(value..)?.find('"')? + 1;
        Some(format!("{}{}", element.get(..from)?, element.get(to..)?))
    };
    whole().unwrap_or_else(|| element.to_owned())
}
