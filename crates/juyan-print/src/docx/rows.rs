//! Rows of a Word file that repeat: a table's row, or where there is no table a paragraph, with a control whose tag says over what;
//! and several of them together, up to the one with a control `end`.
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
/// Stands in the last of several rows that repeat together.
const END: &str = "end";

/// The rows that a control stands in, which repeat together; one where nothing says where they end.
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
/// Fails where the file cannot be read, and where rows that repeat are not parted from others: one in another, or an end without a
/// beginning, or in another table than it.
pub fn repeat(original: &[u8], count: impl Fn(&str) -> Option<usize>) -> Result<Vec<u8>, DocxError> {
    let (_, anchors) = anchored(original)?;
    let part = anchors.part.as_str();
    let controls = found(part)?;
    if !controls.iter().any(|control| control.tag.starts_with(EACH)) {
        return Ok(original.to_vec());
    }
    let mut edits = Edits::default();
    let mut id = first_free_id(part);
    for (tag, rows) in groups(part, &controls)? {
        if tag == AGAIN {
            edits.replace(rows, String::new());
        } else if let Some(many) = tag.strip_prefix(EACH).and_then(&count) {
            let pattern = part.get(rows.clone()).unwrap_or_default();
            let copies = (1..many).map(|_| copy(pattern, tag, &mut id));
            edits.replace(rows.end..rows.end, copies.collect());
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
    let mut known: Vec<(Range<usize>, Row)> = Vec::new();
    for (tag, place) in groups(part, controls)? {
        let row = match (tag.strip_prefix(EACH), known.last()) {
            (Some(items), _) => Row {
                items: items.to_owned(),
                at: 0,
            },
            (None, Some((_, last))) => Row {
                items: last.items.clone(),
                at: last.at + 1,
            },
            (None, None) => continue,
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

/// The rows that repeat, in their order, each with the tag that it begins with.
fn groups<'a>(part: &str, controls: &'a [Found]) -> Result<Vec<(&'a str, Range<usize>)>, DocxError> {
    let elements = elements(part)?;
    let mut marks: Vec<&Found> = controls
        .iter()
        .filter(|control| control.tag.starts_with(EACH) || control.tag == AGAIN || control.tag == END)
        .collect();
    marks.sort_by_key(|control| control.whole.start);
    let mut groups: Vec<(&str, Range<usize>)> = Vec::new();
    let mut marks = marks.into_iter().peekable();
    while let Some(mark) = marks.next() {
        let tangled = || DocxError::Rows(mark.tag.clone());
        let row = row_of(mark, &elements)
            .filter(|_| mark.tag != END)
            .ok_or_else(tangled)?;
        let last = marks.next_if(|next| next.tag == END);
        let end = last
            .map_or(Some(row.clone()), |last| row_of(last, &elements))
            .ok_or_else(tangled)?;
        let rows = row.start..end.end.max(row.end);
        let is_apart = groups.last().is_none_or(|(_, before)| before.end <= rows.start);
        if !is_apart || !is_whole(part.get(rows.clone()).unwrap_or_default()) {
            return Err(tangled());
        }
        groups.push((mark.tag.as_str(), rows));
    }
    Ok(groups)
}

/// Whether all that a stretch of a part opens it closes, and nothing else.
fn is_whole(stretch: &str) -> bool {
    let mut reader = Reader::from_str(stretch);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_i32;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return depth == 0,
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) if depth == 0 => return false,
            Ok(Event::End(_)) => depth -= 1,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
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
