//! Comments in the user's own document: marks spliced into its document part, all else left as it is.

use super::comments::{Placed, extend, first_free_id, part};
use super::field::Fields;
use super::link::{add_pointer, add_type, free_name};
use super::write::{CONTENT, DECLARATION, add};
use super::{Comment, DocxError};
use juyan_document::docx::{Anchors, Package, Piece, Run, anchored, relationships_path};
use juyan_document::{Document, ReadError};
use juyan_model::Span;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::ops::Range;
use zip::{ZipArchive, ZipWriter};

pub(super) const TYPES: &str = "[Content_Types].xml";
pub(super) const PRESERVE: &str = " xml:space=\"preserve\"";

/// Puts `comments` into the Word document `original`, from which `document` was read.
///
/// Each place of a comment becomes one Word comment. A place that has no text of its own in the file (an automatic
/// number, a text box) gets its comment at the nearest text before it, and one in a field's result around the field. Fails where the original cannot be read, or is
/// not what `document` was read from.
pub fn annotate(original: &[u8], document: &Document, comments: &[Comment]) -> Result<Vec<u8>, DocxError> {
    let (read, anchors) = anchored(original)?;
    if read.text != document.text {
        return Err(DocxError::Changed);
    }
    let mut package = Package::open(original)?;
    let pointers = package.relationships()?;
    let known = pointers
        .into_iter()
        .find(|one| one.kind == "comments")
        .map(|one| one.target);
    let old = known.as_deref().map_or(Ok(None), |path| package.part(path))?;
    let first = first_free_id(old.as_deref().unwrap_or_default());

    let mut splices = Splices::default();
    let mut placed = Vec::new();
    for (comment, (span, words)) in comments
        .iter()
        .flat_map(|comment| comment.placed().map(move |placed| (comment, placed)))
    {
        let id = first.saturating_add(u32::try_from(placed.len()).unwrap_or(u32::MAX));
        let (start, end) = place(&anchors, span).ok_or(DocxError::NoPlace)?;
        splices.mark(start, Mark::Start(id));
        splices.mark(end, Mark::End(id));
        placed.push(Placed {
            id,
            author: &comment.author,
            text: words,
        });
    }

    let mut changed = BTreeMap::new();
    if !placed.is_empty() {
        changed.insert(anchors.path.clone(), splices.apply(&anchors));
        changed.extend(comment_parts(&mut package, known, old, &placed)?);
    }
    repack(original, changed)
}

/// The parts that hold the comments or point at them.
fn comment_parts(
    package: &mut Package,
    known: Option<String>,
    old: Option<String>,
    placed: &[Placed],
) -> Result<Vec<(String, String)>, DocxError> {
    let broken = || DocxError::Read(ReadError::BrokenDocx);
    if let (Some(path), Some(old)) = (known, old) {
        return Ok(vec![(path, extend(&old, placed).ok_or_else(broken)?)]);
    }
    let names = package.names();
    let folder = package
        .main()
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let candidates = ["comments.xml".to_owned()]
        .into_iter()
        .chain((2..100).map(|n| format!("comments{n}.xml")));
    let free = candidates
        .into_iter()
        .find(|name| !names.contains(&format!("{folder}{name}")))
        .ok_or_else(broken)?;
    let pointers_path = relationships_path(package.main());
    let none = || {
        format!(
            "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>"
        )
    };
    let pointers = package.part(&pointers_path)?.unwrap_or_else(none);
    let types = package.part(TYPES)?.ok_or_else(broken)?;
    let path = format!("{folder}{free}");
    let name = free_name(&pointers, "rIdRemarks");
    Ok(vec![
        (
            TYPES.to_owned(),
            add_type(&types, &path, &format!("{CONTENT}.comments+xml")).ok_or_else(broken)?,
        ),
        (
            pointers_path,
            add_pointer(&pointers, "comments", (&name, &free)).ok_or_else(broken)?,
        ),
        (path, part(placed)),
    ])
}

/// The archive with the changed parts; the others keep their packed bytes.
pub(super) fn repack(original: &[u8], mut changed: BTreeMap<String, String>) -> Result<Vec<u8>, DocxError> {
    let mut from = ZipArchive::new(Cursor::new(original))?;
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..from.len() {
        let file = from.by_index_raw(number)?;
        match changed.remove(file.name()) {
            Some(text) => {
                let name = file.name().to_owned();
                drop(file);
                add(&mut to, &name, &text)?;
            }
            None => to.raw_copy_file(file)?,
        }
    }
    for (path, text) in changed {
        add(&mut to, &path, &text)?;
    }
    Ok(to.finish()?.into_inner())
}

/// A place in the document part: in a piece of text, so many bytes from the beginning of the part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place<'a> {
    piece: &'a Piece,
    at: usize,
}

/// Where a comment on `span` begins and ends.
fn place(anchors: &Anchors, span: Span) -> Option<(Place<'_>, Place<'_>)> {
    let usable = |piece: &&Piece| anchors.runs.get(piece.run).is_some_and(|run| !run.boxed);
    let from = anchors
        .pieces
        .partition_point(|piece| piece.text.end <= span.start);
    let inside = |piece: &&Piece| piece.text.start < span.end && !span.is_empty();
    let mut covered = anchors.pieces.iter().skip(from).take_while(inside).filter(usable);
    if let Some(first) = covered.next() {
        let last = covered.last().unwrap_or(first);
        let within =
            |piece: &Piece, at: usize| piece.place(at).filter(|at| anchors.part.is_char_boundary(*at));
        let start = within(first, span.start.max(first.text.start)).unwrap_or(first.xml.start);
        let end = within(last, span.end.min(last.text.end)).unwrap_or(last.xml.end);
        return Some((
            Place {
                piece: first,
                at: start,
            },
            Place { piece: last, at: end },
        ));
    }
    let before = anchors.pieces.iter().take(from).rev().find(usable);
    let nearest = before.or_else(|| anchors.pieces.iter().skip(from).find(usable))?;
    Some((
        Place {
            piece: nearest,
            at: nearest.xml.start,
        },
        Place {
            piece: nearest,
            at: nearest.xml.end,
        },
    ))
}

/// A mark of a comment. Ends go before beginnings, so that comments side by side do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    End(u32),
    Start(u32),
}

impl Mark {
    /// Where it stands that it may not stand inside `field`.
    fn edge(self, field: &Range<usize>) -> usize {
        match self {
            Self::Start(_) => field.start,
            Self::End(_) => field.end,
        }
    }

    fn xml(self, w: &str) -> String {
        match self {
            Self::Start(id) => format!("<{w}commentRangeStart {w}id=\"{id}\"/>"),
            Self::End(id) => {
                format!(
                    "<{w}commentRangeEnd {w}id=\"{id}\"/><{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>"
                )
            }
        }
    }
}

/// What is spliced in, by place in the part.
#[derive(Debug, Default)]
struct Splices<'a> {
    /// Marks inside text, which part a run in two.
    inside: BTreeMap<usize, (Option<&'a Piece>, Vec<Mark>)>,
}

impl<'a> Splices<'a> {
    fn mark(&mut self, place: Place<'a>, mark: Mark) {
        let entry = self.inside.entry(place.at).or_default();
        entry.0 = Some(place.piece);
        entry.1.push(mark);
    }

    /// The document part with all marks in it.
    fn apply(self, anchors: &Anchors) -> String {
        // By place: what stands there. Two marks may move to the same edge of a run.
        let mut inserts: BTreeMap<usize, Insert> = BTreeMap::new();
        let fields = Fields::of(&anchors.part);
        for (at, (piece, marks)) in self.inside {
            let Some((piece, run)) = piece.and_then(|piece| Some((piece, anchors.runs.get(piece.run)?)))
            else {
                continue;
            };
            if let Some(field) = fields.around(at) {
                for mark in marks {
                    let edge = mark.edge(field);
                    inserts.entry(edge).or_default().marks.push((mark, piece.run));
                }
                continue;
            }
            let marks = marks.iter().map(|mark| (*mark, piece.run));
            if let Some(edge) = edge(&anchors.part, piece, run, at) {
                inserts.entry(edge).or_default().marks.extend(marks);
                continue;
            }
            let tag = anchors.part.get(piece.tag.clone()).unwrap_or_default();
            if !tag.contains("xml:space") {
                inserts
                    .entry(piece.tag.end.saturating_sub(1))
                    .or_default()
                    .preserve = true;
            }
            let insert = inserts.entry(at).or_default();
            insert.marks.extend(marks);
            insert.parts = Some(piece.run);
        }
        let mut out = String::with_capacity(anchors.part.len() + inserts.len() * 200);
        let mut done = 0;
        for (at, insert) in inserts {
            out.push_str(anchors.part.get(done..at).unwrap_or_default());
            out.push_str(&insert.xml(anchors));
            done = at;
        }
        out.push_str(anchors.part.get(done..).unwrap_or_default());
        out
    }
}

/// What is put in at one place.
#[derive(Debug, Default)]
struct Insert {
    /// Whether a start tag is told here to keep its spaces.
    preserve: bool,
    /// The run that is parted here.
    parts: Option<usize>,
    marks: Vec<(Mark, usize)>,
}

impl Insert {
    fn xml(mut self, anchors: &Anchors) -> String {
        if self.preserve {
            return PRESERVE.to_owned();
        }
        self.marks.sort_unstable();
        let prefix_of = |run: usize| {
            anchors
                .runs
                .get(run)
                .map_or("w:", |run| prefix(&anchors.part, run))
        };
        let marks: String = self
            .marks
            .iter()
            .map(|(mark, run)| mark.xml(prefix_of(*run)))
            .collect();
        let Some(run) = self.parts.and_then(|run| anchors.runs.get(run)) else {
            return marks;
        };
        let w = prefix(&anchors.part, run);
        let whole = anchors.part.get(run.xml.clone()).unwrap_or_default();
        let open = whole.split_inclusive('>').next().unwrap_or_default();
        let formatting = anchors.part.get(run.properties.clone()).unwrap_or_default();
        format!("</{w}t></{w}r>{marks}{open}{formatting}<{w}t{PRESERVE}>")
    }
}

/// The prefix of the run's element, with its colon.
pub(super) fn prefix<'a>(part: &'a str, run: &Run) -> &'a str {
    let name = part.get(run.xml.start + 1..).unwrap_or_default();
    name.find('r').and_then(|end| name.get(..end)).unwrap_or_default()
}

/// The edge of the run that a place in its text stands at, so that the run need not be parted.
fn edge(part: &str, piece: &Piece, run: &Run, at: usize) -> Option<usize> {
    let open = part
        .get(run.xml.start..)?
        .find('>')
        .map(|end| run.xml.start + end + 1)?;
    let body = open.max(run.properties.end);
    if at == piece.tag.end && part.get(body..piece.tag.start)?.trim().is_empty() {
        return Some(run.xml.start);
    }
    let after = part.get(at..run.xml.end)?;
    let closing = format!("</{}", prefix(part, run));
    let rest = after
        .strip_prefix(&closing)?
        .strip_prefix('t')?
        .trim_start()
        .strip_prefix('>')?;
    let rest = rest.trim_start().strip_prefix(&closing)?.strip_prefix('r')?;
    (rest.trim() == ">").then_some(run.xml.end)
}
