//! A page as nested blocks and the lines of text in them. Formatting elements are seen through.

use super::token::{Token, Tokens, attribute};
use crate::ReadError;
use html_escape::decode_html_entities;
use std::ops::Range;

/// Deeper than this no honest page is nested.
const DEEPEST: usize = 400;
/// More blocks than this no page with a report has.
const MOST_BLOCKS: usize = 300_000;
/// No cell is wider or higher.
const WIDEST: usize = 1000;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Block,
    Paragraph,
    Item,
    Heading(u8),
    Table,
    Row,
    Cell {
        heading: bool,
    },
    Caption,
    /// `thead`.
    TableHead,
}

/// One block.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: usize,
    pub(super) children: Vec<usize>,
    /// The lines in it and in all below it.
    pub(super) lines: Range<usize>,
    /// Whether it, or a block around it, says that it is the site's frame.
    pub(super) furniture: bool,
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// One line of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// The wide spaces with which it is set in; they are no part of `text`.
    pub(super) indent: String,
    /// How many of its characters are links.
    pub(super) linked: usize,
    /// The innermost block around it.
    pub(super) node: usize,
}

/// A page.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The first is the root; a block comes before those in it.
    pub(super) nodes: Vec<Node>,
    pub(super) lines: Vec<Line>,
    /// What the page gives as its title, best first.
    pub(super) titles: Vec<String>,
}

/// What stands between the last character and the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Break,
}

struct Builder<'a> {
    page: Page,
    /// Open blocks with their names, outermost first.
    open: Vec<(&'a str, usize)>,
    line: Line,
    gap: Gap,
    linked: bool,
    /// The element that is left out, and how many of its name are open.
    skipped: Option<(&'a str, usize)>,
}

impl Page {
    pub(super) fn read(source: &str) -> Result<Self, ReadError> {
        let root = Node {
            kind: Kind::Block,
            parent: 0,
            children: Vec::new(),
            lines: 0..0,
            furniture: false,
            columns: 1,
            rows: 1,
        };
        let page = Self {
            nodes: vec![root],
            lines: Vec::new(),
            titles: Vec::new(),
        };
        let mut builder = Builder {
            page,
            open: vec![("", 0)],
            line: Line::default(),
            gap: Gap::None,
            linked: false,
            skipped: None,
        };
        for token in Tokens::new(source) {
            builder.token(token)?;
        }
        builder.finish();
        Ok(builder.page)
    }

    /// The blocks around `node`, itself first, up to the root.
    pub(super) fn around(&self, node: usize) -> impl Iterator<Item = (usize, &Node)> {
        let mut next = Some(node);
        std::iter::from_fn(move || {
            let at = next?;
            let node = self.nodes.get(at)?;
            next = (at != 0).then_some(node.parent);
            Some((at, node))
        })
    }
}

/// What an element of this name is; nothing for one that only formats.
fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "p" => Kind::Paragraph,
        "li" | "dt" | "dd" => Kind::Item,
        "table" => Kind::Table,
        "tr" => Kind::Row,
        "td" => Kind::Cell { heading: false },
        "th" => Kind::Cell { heading: true },
        "caption" | "figcaption" => Kind::Caption,
        "thead" => Kind::TableHead,
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "div" | "section" | "article" | "main" | "nav" | "header" | "footer" | "aside" | "form"
        | "fieldset" | "blockquote" | "pre" | "center" | "ul" | "ol" | "dl" | "tbody" | "tfoot"
        | "address" | "figure" | "details" | "summary" | "body" => Kind::Block,
        _ => return None,
    })
}

fn is_skipped(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "select"
            | "button"
            | "svg"
            | "iframe"
            | "object"
            | "textarea"
            | "xmp"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "input"
            | "meta"
            | "link"
            | "col"
            | "base"
            | "area"
            | "embed"
            | "param"
            | "source"
            | "wbr"
    )
}

fn is_hidden(attributes: &str) -> bool {
    let style = attribute(attributes, "style").unwrap_or_default();
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.contains("display:none") || attribute(attributes, "hidden").is_some()
}

/// Whether an element calls itself the site's frame, by its kind, class or id.
fn is_furniture(name: &str, attributes: &str) -> bool {
    const WORDS: [&str; 9] = [
        "nav",
        "menu",
        "foot",
        "copyright",
        "share",
        "sidebar",
        "related",
        "friend",
        "toolbar",
    ];
    let names = ["class", "id"].map(|name| {
        attribute(attributes, name)
            .unwrap_or_default()
            .to_ascii_lowercase()
    });
    let mut words = names
        .iter()
        .flat_map(|names| names.split(|c: char| !c.is_ascii_alphanumeric()));
    matches!(name, "nav" | "footer" | "aside")
        || words.any(|word| WORDS.iter().any(|known| word.starts_with(known)))
}

impl<'a> Builder<'a> {
    fn token(&mut self, token: Token<'a>) -> Result<(), ReadError> {
        if let Some((name, depth)) = self.skipped {
            let same = |other: &str| other.eq_ignore_ascii_case(name);
            self.skipped = match token {
                Token::Start { name: other, .. } if same(other) => Some((name, depth + 1)),
                Token::End { name: other } if same(other) => (depth > 1).then_some((name, depth - 1)),
                _ => self.skipped,
            };
            return Ok(());
        }
        match token {
            Token::Text(text) => self.text(&decode_html_entities(text)),
            Token::Start { name, attributes } => self.start(name, attributes)?,
            Token::End { name } => self.end(&name.to_ascii_lowercase()),
        }
        Ok(())
    }

    /// White space is one space, and none where a line of Han characters was broken.
    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|(name, _)| *name == "title") {
            self.page.titles.push(text.split_whitespace().collect());
            self.open.pop();
            return;
        }
        for c in text.chars() {
            if c.is_ascii_whitespace() {
                self.gap = if c == '\n' || c == '\r' || self.gap == Gap::Break {
                    Gap::Break
                } else {
                    Gap::Space
                };
                continue;
            }
            let last = self.line.text.chars().next_back();
            let space = match self.gap {
                Gap::None => false,
                Gap::Space => true,
                Gap::Break => c.is_ascii() || last.is_some_and(|last| last.is_ascii()),
            };
            if space && last.is_some() {
                self.line.text.push(' ');
            }
            self.gap = Gap::None;
            self.line.text.push(c);
            self.line.linked += usize::from(self.linked);
        }
    }

    fn flush(&mut self) {
        self.gap = Gap::None;
        let mut line = std::mem::take(&mut self.line);
        let words = line.text.trim();
        if words.is_empty() {
            return;
        }
        let words = words.to_owned();
        let set_in = line.text.len() - line.text.trim_start().len();
        line.text
            .get(..set_in)
            .unwrap_or_default()
            .clone_into(&mut line.indent);
        line.text = words;
        line.node = self.open.last().map_or(0, |(_, node)| *node);
        self.page.lines.push(line);
    }

    fn start(&mut self, name: &'a str, attributes: &'a str) -> Result<(), ReadError> {
        let lower = name.to_ascii_lowercase();
        match lower.as_str() {
            "br" | "hr" => self.flush(),
            "meta" => self.meta(attributes),
            "title" if !attributes.ends_with('/') => self.open.push(("title", 0)),
            "a" => self.linked = attribute(attributes, "href").is_some(),
            lower if is_skipped(lower) => self.skipped = Some((name, 1)),
            lower => {
                let kind = kind(lower);
                // Some sites hide the whole page until a script has run.
                let page = matches!(lower, "html" | "body");
                if !page && !is_void(lower) && is_hidden(attributes) {
                    self.skipped = Some((name, 1));
                } else if let Some(kind) = kind {
                    self.open(name, kind, attributes)?;
                }
            }
        }
        Ok(())
    }

    fn meta(&mut self, attributes: &str) {
        let name = attribute(attributes, "name").unwrap_or_default();
        if name.eq_ignore_ascii_case("ArticleTitle") {
            let title: String = attribute(attributes, "content")
                .unwrap_or_default()
                .split_whitespace()
                .collect();
            self.page.titles.insert(0, title);
        }
    }

    fn open(&mut self, name: &'a str, kind: Kind, attributes: &str) -> Result<(), ReadError> {
        self.flush();
        self.imply_ends(kind);
        if self.open.len() > DEEPEST {
            return Err(ReadError::TooDeep);
        }
        if self.page.nodes.len() > MOST_BLOCKS {
            return Err(ReadError::TooLarge);
        }
        let parent = self.open.last().map_or(0, |(_, node)| *node);
        let span = |name: &str| {
            attribute(attributes, name)
                .and_then(|value| value.trim().parse().ok())
                .unwrap_or(1)
        };
        let above = self.page.nodes.get(parent).is_some_and(|node| node.furniture);
        let here = self.page.lines.len();
        let number = self.page.nodes.len();
        self.page.nodes.push(Node {
            kind,
            parent,
            children: Vec::new(),
            lines: here..here,
            furniture: above || is_furniture(&name.to_ascii_lowercase(), attributes),
            columns: span("colspan").clamp(1, WIDEST),
            rows: span("rowspan").clamp(1, WIDEST),
        });
        if let Some(parent) = self.page.nodes.get_mut(parent) {
            parent.children.push(number);
        }
        self.open.push((name, number));
        Ok(())
    }

    /// Closes what the start of a block ends without saying so.
    fn imply_ends(&mut self, kind: Kind) {
        if matches!(kind, Kind::Cell { .. } | Kind::Row | Kind::Item | Kind::Paragraph) {
            self.linked = false;
        }
        let top = |builder: &Self| {
            builder
                .open
                .last()
                .and_then(|(_, node)| builder.page.nodes.get(*node))
                .map(|node| node.kind)
        };
        if top(self) == Some(Kind::Paragraph) {
            self.pop();
        }
        let same = |other: Kind| match kind {
            Kind::Item => other == Kind::Item,
            Kind::Cell { .. } => matches!(other, Kind::Cell { .. }),
            Kind::Row => matches!(other, Kind::Cell { .. } | Kind::Row),
            _ => false,
        };
        while top(self).is_some_and(same) {
            self.pop();
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a" => self.linked = false,
            "p" | "br" => self.flush(),
            _ => {}
        }
        if kind(name).is_none() || name == "body" {
            return;
        }
        let of_table = matches!(name, "table" | "tr" | "td" | "th" | "thead" | "tbody" | "tfoot");
        for (depth, (open, node)) in self.open.iter().enumerate().rev() {
            if open.eq_ignore_ascii_case(name) {
                while self.open.len() > depth {
                    self.pop();
                }
                return;
            }
            // A stray end tag inside a cell ends nothing outside it.
            let cell = self
                .page
                .nodes
                .get(*node)
                .is_some_and(|node| matches!(node.kind, Kind::Cell { .. } | Kind::Table));
            if cell && !of_table {
                return;
            }
        }
    }

    fn pop(&mut self) {
        self.flush();
        let end = self.page.lines.len();
        if let Some(node) = self
            .open
            .pop()
            .and_then(|(_, node)| self.page.nodes.get_mut(node))
        {
            node.lines.end = end;
        }
    }

    fn finish(&mut self) {
        while !self.open.is_empty() {
            self.pop();
        }
    }
}
