//! Fields of a document part: stretches whose text is what an instruction came to (`REF`, `DOCPROPERTY`, `= B2*100`).
//!
//! No comment begins or ends inside one: `LibreOffice` would take what the comment says for the field's text. Links are
//! fields too, but all programs read them as text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::ops::Range;

/// The instruction of a link.
const LINK: &str = "HYPERLINK";

/// The fields of a part, in text order, the outer one where they are nested. Those that reach over several paragraphs,
/// as a table of contents does, are left out, not those in them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    places: Vec<Range<usize>>,
}

impl Fields {
    /// The fields of `part`; those before the place where it cannot be read any further.
    pub(super) fn of(part: &str) -> Self {
        let mut walk = Walk::default();
        let mut reader = Reader::from_str(part);
        let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        loop {
            let start = place(&reader);
            let Ok(event) = reader.read_event() else { break };
            let at = start..place(&reader);
            match event {
                Event::Eof => break,
                Event::Start(tag) => walk.start(&tag, at.start),
                Event::Empty(tag) if tag.local_name().as_ref() == b"fldChar" => walk.turn(&tag),
                Event::Text(words) if walk.in_instruction => walk.instruct(&String::from_utf8_lossy(&words)),
                Event::End(tag) => walk.end(tag.local_name().as_ref(), at.end),
                _ => {}
            }
        }
        let mut places = walk.found;
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        let mut outer: Vec<Range<usize>> = Vec::new();
        for place in places {
            if outer.last().is_none_or(|last| last.end <= place.start) {
                outer.push(place);
            }
        }
        Self { places: outer }
    }

    /// The field that `at` stands inside of.
    pub(super) fn around(&self, at: usize) -> Option<&Range<usize>> {
        let next = self.places.partition_point(|place| place.end <= at);
        self.places.get(next).filter(|place| place.start < at)
    }
}

/// A field that is open.
#[derive(Debug)]
struct Open {
    start: usize,
    /// The paragraph that it began in.
    paragraph: usize,
    instruction: String,
}

/// A run that is open, and the fields that end in it.
#[derive(Debug, Default)]
struct Run {
    start: usize,
    ended: Vec<Open>,
}

#[derive(Debug, Default)]
struct Walk {
    /// Paragraphs that are open, innermost last; they are numbered as they begin.
    paragraphs: Vec<usize>,
    begun: usize,
    runs: Vec<Run>,
    /// Fields of runs, and fields that are one element.
    open: Vec<Open>,
    simple: Vec<Open>,
    in_instruction: bool,
    found: Vec<Range<usize>>,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>, start: usize) {
        match tag.local_name().as_ref() {
            b"p" => {
                self.begun += 1;
                self.paragraphs.push(self.begun);
            }
            b"r" => self.runs.push(Run {
                start,
                ended: Vec::new(),
            }),
            b"fldChar" => self.turn(tag),
            b"instrText" => self.in_instruction = true,
            b"fldSimple" => {
                let opened = self.opened(start, attribute(tag, b"instr"));
                self.simple.push(opened);
            }
            _ => {}
        }
    }

    fn opened(&self, start: usize, instruction: String) -> Open {
        Open {
            start,
            paragraph: self.paragraph(),
            instruction,
        }
    }

    fn paragraph(&self) -> usize {
        self.paragraphs.last().copied().unwrap_or_default()
    }

    /// A field of runs begins, comes to its result, or ends.
    fn turn(&mut self, tag: &BytesStart<'_>) {
        let Some(start) = self.runs.last().map(|run| run.start) else {
            return;
        };
        match attribute(tag, b"fldCharType").as_str() {
            "begin" => {
                let opened = self.opened(start, String::new());
                self.open.push(opened);
            }
            "end" => {
                if let (Some(field), Some(run)) = (self.open.pop(), self.runs.last_mut()) {
                    run.ended.push(field);
                }
            }
            _ => {}
        }
    }

    fn instruct(&mut self, words: &str) {
        if let Some(field) = self.open.last_mut() {
            field.instruction.push_str(words);
        }
    }

    fn end(&mut self, name: &[u8], end: usize) {
        match name {
            b"p" => drop(self.paragraphs.pop()),
            b"instrText" => self.in_instruction = false,
            b"r" => {
                for field in self.runs.pop().unwrap_or_default().ended {
                    self.close(&field, end);
                }
            }
            b"fldSimple" => {
                if let Some(field) = self.simple.pop() {
                    self.close(&field, end);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, field: &Open, end: usize) {
        let is_link = field.instruction.trim_start().starts_with(LINK);
        if field.paragraph == self.paragraph() && !is_link {
            self.found.push(field.start..end);
        }
    }
}

/// The value of an attribute as it stands; empty where it has none.
fn attribute(tag: &BytesStart<'_>, name: &[u8]) -> String {
    let mut attributes = tag.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    let found = attributes.find(|one| one.key.local_name().as_ref() == name);
    found.map_or_else(String::new, |one| {
        String::from_utf8_lossy(&one.value).into_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(kind: &str) -> String {
        format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>")
    }

    fn field(instruction: &str, result: &str) -> String {
        let (begin, separate, end) = (sign("begin"), sign("separate"), sign("end"));
        format!("{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{result}{end}")
    }

    fn found(part: &str) -> Vec<&str> {
        let places = Fields::of(part).places;
        let words = places
            .into_iter()
            .map(|place| part.get(place).unwrap_or_default());
        words.collect()
    }

    #[test]
    fn the_outer_field_counts() {
        let result = "<w:r><w:t>25</w:t></w:r>";
        let inner = field(" REF a ", result);
        let outer = field(" = 1 + 2 ", &inner);
        assert_eq!(found(&format!("<w:p>甲{outer}乙{inner}</w:p>")), [&outer, &inner]);
        let simple = format!("<w:fldSimple w:instr=\" PAGE \">{inner}</w:fldSimple>");
        assert_eq!(found(&format!("<w:p>{simple}</w:p>")), [&simple]);
        assert_eq!(
            Fields::of(&format!("<w:p>{inner}</w:p>")).around(4),
            None,
            "before its first run"
        );
    }

    #[test]
    fn a_link_is_text_and_a_list_of_paragraphs_is_no_word() {
        let inner = field(" PAGEREF a ", "<w:r><w:t>3</w:t></w:r>");
        let link = field(" HYPERLINK \"x\" ", &inner);
        assert_eq!(found(&format!("<w:p>{link}</w:p>")), [&inner]);
        let contents = field(" TOC ", &format!("{inner}</w:p><w:p>"));
        assert_eq!(found(&format!("<w:p>{contents}</w:p>")), [&inner]);
    }

    #[test]
    fn what_is_broken_is_no_field() {
        let part = format!("<w:p>{}{}</w:p>", sign("end"), sign("begin"));
        assert!(found(&part).is_empty());
        assert!(found("<w:p><w:fldChar w:fldCharType=\"begin\"/><w:r").is_empty());
    }
}
