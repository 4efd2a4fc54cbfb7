//! What a file's own tags tell: which marked words of its pages are one paragraph or one cell of a table, in the order of reading.

use pdf_oxide::PdfDocument;
use pdf_oxide::object::Object;
use std::collections::{HashMap, HashSet};

/// A tree of more nodes than this is none of a report.
const MOST_NODES: usize = 4_000_000;
/// No report's elements stand deeper in each other.
const DEEPEST: usize = 512;
/// A name stands for another that stands for another, and no further.
const MOST_ROLES: usize = 8;
/// No cell spans more rows or columns.
const WIDEST: usize = 1024;

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A paragraph, or an item of a list.
    Paragraph,
    /// A heading, from 1 (outermost).
    Heading(u8),
    /// What the file calls its title.
    Title,
    /// What a table or a picture is called.
    Caption,
    /// A cell.
    Cell(Place),
    /// Words of a drawing, which has words of its own for who does not see it.
    Drawing,
}

/// Where a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) table: usize,
    pub(super) row: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Whether it heads others.
    pub(super) heads: bool,
}

/// The tags of a file.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// In the order of reading.
    pub(super) parts: Vec<Part>,
    /// The part to which the words belong that bear a mark on a page.
    marks: HashMap<(usize, u32), usize>,
}

impl Tags {
    /// Those of the file; none where it has none, or is not what it says.
    pub(super) fn of(document: &PdfDocument) -> Option<Self> {
        let catalog = document.catalog().ok()?;
        let root = entry(document, &catalog, "StructTreeRoot")?;
        let mut reader = Reader {
            document,
            pages: pages(document, &catalog),
            roles: roles(document, &root),
            seen: HashSet::new(),
            nodes: 0,
            tags: Self::default(),
            tables: Vec::new(),
        };
        reader.read(&root)?;
        (!reader.tags.marks.is_empty()).then_some(reader.tags)
    }

    #[cfg(test)]
    pub(super) fn told(parts: Vec<Part>, marks: impl IntoIterator<Item = ((usize, u32), usize)>) -> Self {
        Self {
            parts,
            marks: marks.into_iter().collect(),
        }
    }

    /// The part to which the words belong that bear the mark on the page.
    pub(super) fn part(&self, page: usize, mark: u32) -> Option<usize> {
        self.marks.get(&(page, mark)).copied()
    }
}

/// What a dictionary has under a name.
fn entry(document: &PdfDocument, object: &Object, name: &str) -> Option<Object> {
    let told = object.as_dict()?.get(name)?;
    document.resolve_object(told).ok().filter(|told| !told.is_null())
}

/// The pages in their order, by the numbers of their objects.
fn pages(document: &PdfDocument, catalog: &Object) -> HashMap<u32, usize> {
    let mut pages = HashMap::new();
    let mut seen = HashSet::new();
    let mut open: Vec<Object> = catalog
        .as_dict()
        .and_then(|catalog| catalog.get("Pages"))
        .cloned()
        .into_iter()
        .collect();
    while let Some(node) = open.pop() {
        let number = node.as_reference().map(|reference| reference.id);
        if number.is_some_and(|number| !seen.insert(number)) || seen.len() > MOST_NODES {
            continue;
        }
        let Ok(node) = document.resolve_object(&node) else {
            continue;
        };
        let told = node.as_dict().and_then(|node| node.get("Kids"));
        let reference = told.and_then(Object::as_reference);
        if reference.is_some_and(|reference| !seen.insert(reference.id)) {
            continue;
        }
        if let Some(kids) = entry(document, &node, "Kids") {
            open.extend(kids.as_array().into_iter().flatten().rev().cloned());
        } else {
            let at = pages.len();
            pages.extend(number.map(|number| (number, at)));
        }
    }
    pages
}

/// The names that stand for others.
fn roles(document: &PdfDocument, root: &Object) -> HashMap<String, String> {
    let told = entry(document, root, "RoleMap");
    let told = told.as_ref().and_then(Object::as_dict);
    let pairs = told.into_iter().flatten();
    pairs
        .filter_map(|(name, other)| Some((name.clone(), other.as_name()?.to_owned())))
        .collect()
}

/// In what a node stands.
#[derive(Debug, Clone, Copy, Default)]
struct Within {
    page: Option<usize>,
    part: Option<usize>,
    table: Option<usize>,
}

/// What an element is by its name.
#[derive(Debug, Clone, Copy)]
enum Role {
    /// It parts others; words of its own are a paragraph.
    Group,
    /// Its words are those of what it stands in.
    Inline,
    /// It means nothing by itself, so nobody knows whether it is a line's piece or a box among boxes.
    Meaningless,
    Part(Part),
    Table,
    Row,
    /// A cell, or one that heads others.
    Cell(bool),
    Drawing,
}

impl Role {
    fn of(name: &str) -> Self {
        match name {
            "P" | "LI" | "TOCI" | "Note" | "FENote" | "BibEntry" => Self::Part(Part::Paragraph),
            "H" | "H1" => Self::Part(Part::Heading(1)),
            "H2" => Self::Part(Part::Heading(2)),
            "H3" => Self::Part(Part::Heading(3)),
            "H4" | "H5" | "H6" => Self::Part(Part::Heading(4)),
            "Title" => Self::Part(Part::Title),
            "Caption" => Self::Part(Part::Caption),
            "Table" => Self::Table,
            "TR" => Self::Row,
            "TH" => Self::Cell(true),
            "TD" => Self::Cell(false),
            "Figure" | "Formula" => Self::Drawing,
            "Document" | "DocumentFragment" | "Part" | "Art" | "Sect" | "Div" | "Aside" | "BlockQuote"
            | "L" | "TOC" | "Index" | "THead" | "TBody" | "TFoot" => Self::Group,
            "NonStruct" | "Private" => Self::Meaningless,
            _ => Self::Inline,
        }
    }
}

/// An element that is being read.
#[derive(Debug)]
struct Open {
    /// What is in it and not read, the last first.
    kids: Vec<Object>,
    within: Within,
    /// The paragraph of the words that stand in it by themselves.
    loose: Option<usize>,
    /// Whether that goes on behind it.
    is_inline: bool,
}

struct Reader<'a> {
    document: &'a PdfDocument,
    pages: HashMap<u32, usize>,
    roles: HashMap<String, String>,
    /// The objects that were read.
    seen: HashSet<u32>,
    /// How many nodes were put on the way, read or not.
    nodes: usize,
    tags: Tags,
    /// How many rows each table has.
    tables: Vec<usize>,
}

impl Reader<'_> {
    /// Goes through the tree; nothing where there is no end to it.
    fn read(&mut self, root: &Object) -> Option<()> {
        let mut open = vec![Open {
            kids: self.kids(root),
            within: Within::default(),
            loose: None,
            is_inline: false,
        }];
        while let Some(last) = open.last_mut() {
            let Some(kid) = last.kids.pop() else {
                let closed = open.pop().filter(|closed| closed.is_inline);
                if let (Some(closed), Some(outer)) = (closed, open.last_mut()) {
                    outer.loose = closed.loose;
                }
                continue;
            };
            let inner = self.node(&kid, last);
            open.extend(inner);
            if self.nodes > MOST_NODES || open.len() > DEEPEST {
                return None;
            }
        }
        Some(())
    }

    /// What is in an element, the last first; nothing where it stands elsewhere already, for a tree has no rings.
    fn kids(&mut self, element: &Object) -> Vec<Object> {
        let told = element.as_dict().and_then(|element| element.get("K"));
        let reference = told.and_then(Object::as_reference);
        if reference.is_some_and(|reference| !self.seen.insert(reference.id)) {
            return Vec::new();
        }
        let kids = match entry(self.document, element, "K") {
            Some(Object::Array(kids)) => kids.into_iter().rev().collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        self.nodes += kids.len();
        kids
    }

    /// Reads one that stands in `open`; an element is given back to be read in its turn.
    fn node(&mut self, node: &Object, open: &mut Open) -> Option<Open> {
        if let Some(reference) = node.as_reference()
            && !self.seen.insert(reference.id)
        {
            return None;
        }
        let node = self.document.resolve_object(node).ok()?;
        if let Some(mark) = node.as_integer() {
            self.mark(mark, open.within.page, open);
            return None;
        }
        let told = node.as_dict()?;
        let page = told.get("Pg").and_then(Object::as_reference);
        let page = page.map_or(open.within.page, |page| self.pages.get(&page.id).copied());
        // Words of a drawing that is used more than once bear marks of their own count.
        if let Some(mark) = told.get("MCID").and_then(Object::as_integer) {
            if !told.contains_key("Stm") {
                self.mark(mark, page, open);
            }
            return None;
        }
        let role = self.role(told.get("S")?.as_name()?);
        let within = Within { page, ..open.within };
        let within = self.element(&node, role, within);
        let stands_alone =
            within.part != open.within.part || matches!(role, Role::Group | Role::Table | Role::Meaningless);
        open.loose = open.loose.filter(|_| !stands_alone);
        Some(Open {
            kids: self.kids(&node),
            within,
            loose: within.part.is_none().then_some(open.loose).flatten(),
            is_inline: matches!(role, Role::Inline),
        })
    }

    fn mark(&mut self, mark: i64, page: Option<usize>, open: &mut Open) {
        let (Some(page), Ok(mark)) = (page, u32::try_from(mark)) else {
            return;
        };
        let part = open.within.part.or(open.loose);
        let part = part.unwrap_or_else(|| self.push(Part::Paragraph));
        if open.within.part.is_none() {
            open.loose = Some(part);
        }
        self.tags.marks.entry((page, mark)).or_insert(part);
    }

    fn push(&mut self, part: Part) -> usize {
        self.tags.parts.push(part);
        self.tags.parts.len() - 1
    }

    /// What a name stands for.
    fn role(&self, name: &str) -> Role {
        let mut name = name;
        for _ in 0..MOST_ROLES {
            match self.roles.get(name) {
                Some(other) if other != name => name = other,
                _ => break,
            }
        }
        Role::of(name)
    }

    /// In what the kids of an element stand that itself stands `within`.
    fn element(&mut self, element: &Object, role: Role, within: Within) -> Within {
        // All that is in a cell is the cell's, and all that is in a drawing is its own.
        let is_closed = within
            .part
            .is_some_and(|part| matches!(self.tags.parts.get(part), Some(Part::Cell(_) | Part::Drawing)));
        if is_closed {
            return within;
        }
        let mut within = within;
        match role {
            Role::Inline | Role::Meaningless => {}
            Role::Group => within.part = None,
            Role::Part(part) => within.part = Some(self.push(part)),
            Role::Table => {
                self.tables.push(0);
                within.table = Some(self.tables.len() - 1);
                within.part = None;
            }
            Role::Row => {
                if let Some(rows) = within.table.and_then(|table| self.tables.get_mut(table)) {
                    *rows += 1;
                }
                within.part = None;
            }
            Role::Cell(heads) => {
                let part = self.place(element, heads, within.table);
                within.part = Some(self.push(part));
            }
            Role::Drawing => {
                // Without words of its own a drawing may be a box that somebody wrote in.
                if entry(self.document, element, "Alt").is_some() {
                    within.part = Some(self.push(Part::Drawing));
                }
            }
        }
        within
    }

    /// The cell that an element is; a paragraph where it stands in no row.
    fn place(&self, element: &Object, heads: bool, table: Option<usize>) -> Part {
        let rows = table.and_then(|table| self.tables.get(table));
        let row = rows.and_then(|rows| rows.checked_sub(1));
        let (Some(table), Some(row)) = (table, row) else {
            return Part::Paragraph;
        };
        Part::Cell(Place {
            table,
            row,
            columns: self.attribute(element, "ColSpan"),
            rows: self.attribute(element, "RowSpan"),
            heads,
        })
    }

    /// How many rows or columns a cell takes.
    fn attribute(&self, element: &Object, name: &str) -> usize {
        let told = entry(self.document, element, "A");
        let all = match told {
            Some(Object::Array(all)) => all,
            one => one.into_iter().collect(),
        };
        let found = all.iter().find_map(|attributes| {
            let attributes = self.document.resolve_object(attributes).ok()?;
            entry(self.document, &attributes, name)?.as_integer()
        });
        let found = found.and_then(|count| usize::try_from(count).ok());
        found.unwrap_or(1).clamp(1, WIDEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    /// The tags of a file with a page (object 3) and these objects from 5 on, the first of which is the root of the tree.
    fn tags(objects: &[&str]) -> Option<Tags> {
        let first = [
            "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            "null",
        ];
        let (mut file, mut places) = (String::from("%PDF-1.7\n"), String::new());
        for (at, object) in first.iter().chain(objects).enumerate() {
            let _ = writeln!(places, "{:010} 00000 n ", file.len());
            let _ = writeln!(file, "{} 0 obj\n{object}\nendobj", at + 1);
        }
        let (start, size) = (file.len(), first.len() + objects.len() + 1);
        let _ = write!(file, "xref\n0 {size}\n0000000000 65535 f \n{places}");
        let _ = writeln!(
            file,
            "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
        );
        Tags::of(&PdfDocument::from_bytes(file.into_bytes()).unwrap())
    }

    /// The part of each of the first marks.
    fn marked(tags: &Tags, marks: u32) -> Vec<Option<usize>> {
        (0..marks).map(|mark| tags.part(0, mark)).collect()
    }

    #[test]
    fn a_ring_is_gone_through_once() {
        let one = "<</S/Span/Pg 3 0 R/K 6 0 R>>".repeat(1000);
        let ring = format!("[ 0 {one} <</S/P/Pg 3 0 R/K 1>> ]");
        let tags = tags(&["<</Type/StructTreeRoot/K 6 0 R>>", &ring]).unwrap();
        assert_eq!(marked(&tags, 2), [None, Some(0)]);
    }

    #[test]
    fn what_is_too_deep_is_not_believed() {
        let chain = |length: usize| {
            let mut objects = vec!["<</Type/StructTreeRoot/K 6 0 R>>".to_owned()];
            objects.extend((0..length).map(|at| format!("<</S/Sect/Pg 3 0 R/K[{} 0 R]>>", at + 7)));
            objects.push("<</S/P/Pg 3 0 R/K 0>>".to_owned());
            tags(&objects.iter().map(String::as_str).collect::<Vec<_>>())
        };
        assert!(chain(9).is_some());
        assert!(chain(DEEPEST).is_none());
    }

    /// The parts and the first marks of a file whose tree has these kids, on its page.
    fn read(kids: &str, marks: u32) -> (Vec<Part>, Vec<Option<usize>>) {
        let root = "<</Type/StructTreeRoot/K 6 0 R/RoleMap<</Satz/P>>>>";
        let tags = tags(&[root, &format!("<</S/Document/Pg 3 0 R/K[{kids}]>>")]).unwrap();
        let marked = marked(&tags, marks);
        (tags.parts, marked)
    }

    #[test]
    fn what_means_nothing_leaves_its_words_to_what_it_stands_in() {
        let kids =
            "<</S/H1/K[<</S/NonStruct/K 0>>]>> <</S/Satz/K[<</S/NonStruct/K 1>> <</S/NonStruct/K 2>>]>>";
        let wanted = vec![Some(0), Some(1), Some(1)];
        assert_eq!(read(kids, 3), (vec![Part::Heading(1), Part::Paragraph], wanted));
        // By themselves they are paragraphs of their own.
        let kids = "<</S/NonStruct/K 0>> <</S/NonStruct/K 1>>";
        assert_eq!(read(kids, 2).1, [Some(0), Some(1)]);
    }

    #[test]
    fn pieces_of_a_line_in_no_paragraph_are_one() {
        let kids = "<</S/Sect/K[<</S/Span/K 0>> <</S/Span/K 1>> 2 <</S/P/K 3>> <</S/Span/K 4>>]>>";
        assert_eq!(read(kids, 5).1, [Some(0), Some(0), Some(0), Some(1), Some(2)]);
    }
}
