//! A report's text as elements of a page, each figure with the fact behind it: what `write` makes and what is published alike.
//!
//! Which page it stands in, and what a figure links to, is the caller's; every figure says key, value, unit and time in the same
//! attributes, so that a program reads the one page as the other.

use super::Escaped;
use crate::chart::{Chart, svg};
use crate::official::heading_level;
use juyan::model::{Fact, Limit, Mode, Period, PeriodName, Span, Value, Worth};
use juyan::vocabulary::Catalogue;
use juyan_document::{Block, BlockKind, Cell, Table};
use std::borrow::Cow;
use std::fmt::{self, Write};

/// What ends a sentence.
const STOP: char = '\u{3002}';
/// No heading is longer, in characters.
const LONGEST_HEADING: usize = 40;
/// The levels that headings below a title have.
const LEVELS: (u8, u8) = (2, 5);

/// A report's text, and what is known of its figures.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// The text that all spans are of.
    pub text: &'a str,
    /// Its blocks in text order.
    pub blocks: &'a [Block],
    /// Its tables in text order.
    pub tables: &'a [Table],
    /// Where its title stands, where no block says so.
    pub title: Option<Span>,
    /// Whether the page tells title and publication header itself, so that they are left out here.
    pub is_headed: bool,
    /// Its figures, in text order and apart.
    pub figures: &'a [Figure<'a>],
    /// The time that the page says of all of it, so that figures of that time do not.
    pub period: Option<Period>,
    /// Sentences without a figure that something on the page leads to, in text order: where they begin, and what they are called.
    pub marks: &'a [(usize, String)],
    /// What is drawn, each above its table.
    pub charts: &'a [Chart],
    /// The words of headings and charts.
    pub catalogue: &'a Catalogue,
    /// What a table without a caption is called, for those who cannot see it.
    pub table: &'a str,
}

/// A figure of the text, and what its fact says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure<'a> {
    /// Where it stands.
    pub span: Span,
    /// The fact's key.
    pub key: Cow<'a, str>,
    /// The value in the base unit, exact; a class by its name.
    pub value: Cow<'a, str>,
    /// The upper end of a range.
    pub value_to: Option<Cow<'a, str>>,
    /// The base unit; empty where it has none.
    pub unit: Cow<'a, str>,
    /// When.
    pub period: Option<Period>,
    /// Which way it is loose.
    pub limit: Option<Limit>,
    /// Whether it is done, wanted, possible or foreseen.
    pub mode: Mode,
    /// What it leads to, where there is a page of its fact.
    pub link: Option<Link>,
}

/// Where a figure leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What it is called in the page.
    pub id: String,
    /// The address.
    pub to: String,
    /// Whether the figure does not hold any more.
    pub was: bool,
}

impl<'a> Figure<'a> {
    /// The figure at `span` that says `fact`, and leads nowhere.
    pub fn of(fact: &'a Fact, span: Span) -> Self {
        let (value, value_to) = match &fact.worth {
            Worth::Number(Value::One(value)) => (value.to_string().into(), None),
            Worth::Number(Value::Range(from, to)) => (from.to_string().into(), Some(to.to_string().into())),
            Worth::Class(class) => (class.as_str().into(), None),
        };
        Self {
            span,
            key: fact.key.to_string().into(),
            value,
            value_to,
            unit: fact.unit.as_deref().unwrap_or_default().into(),
            period: fact.key.period,
            limit: fact.limit,
            mode: fact.key.mode,
            link: None,
        }
    }

    /// The same, that outlives its fact.
    pub fn owned(self) -> Figure<'static> {
        let own = |words: Cow<'a, str>| Cow::Owned(words.into_owned());
        Figure {
            key: own(self.key),
            value: own(self.value),
            value_to: self.value_to.map(own),
            unit: own(self.unit),
            span: self.span,
            period: self.period,
            limit: self.limit,
            mode: self.mode,
            link: self.link,
        }
    }

    /// Writes it into a page that says `of` which time all of it is.
    fn write(&self, page: &mut String, words: &str, of: Option<Period>) -> fmt::Result {
        let name = if let Some(Link { id, to, was }) = &self.link {
            let class = if *was { " class=\"was\"" } else { "" };
            write!(page, "<a{class} id=\"{id}\" href=\"{to}\"")?;
            "a"
        } else {
            write!(page, "<data value=\"{}\"", Escaped(&self.value))?;
            "data"
        };
        write!(
            page,
            " data-key=\"{}\" data-value=\"{}\"",
            Escaped(&self.key),
            Escaped(&self.value)
        )?;
        if let Some(to) = &self.value_to {
            write!(page, " data-value-to=\"{}\"", Escaped(to))?;
        }
        if !self.unit.is_empty() {
            write!(page, " data-unit=\"{}\"", Escaped(&self.unit))?;
        }
        match self.period.filter(|_| self.period != of) {
            Some(period) => write!(page, " data-period=\"{}\"", PeriodName(period))?,
            // It has none, whatever the page says of the others.
            None if self.period != of => page.push_str(" data-period=\"\""),
            None => {}
        }
        if let Some(limit) = self.limit {
            write!(page, " data-limit=\"{}\"", limit.name())?;
        }
        if self.mode != Mode::Actual {
            write!(page, " data-mode=\"{}\"", self.mode.name())?;
        }
        write!(page, ">{}</{name}>", Escaped(words))
    }
}

impl Article<'_> {
    /// The elements.
    ///
    /// ```
    /// use juyan::model::Span;
    /// use juyan_print::html::{Article, Figure};
    /// let catalogue = juyan::catalogue();
    /// let document = juyan::document::from_text("新增就业133人。");
    /// let figures = [Figure {
    ///     span: Span::new(12, 18),
    ///     key: "job_new@152923:2025H1".into(),
    ///     value: "133".into(),
    ///     value_to: None,
    ///     unit: "人".into(),
    ///     period: None,
    ///     limit: None,
    ///     mode: juyan::model::Mode::Actual,
    ///     link: None,
    /// }];
    /// let article = Article {
    ///     text: &document.text,
    ///     blocks: &document.blocks,
    ///     tables: &document.tables,
    ///     title: None,
    ///     is_headed: false,
    ///     figures: &figures,
    ///     period: None,
    ///     marks: &[],
    ///     charts: &[],
    ///     catalogue,
    ///     table: "表格",
    /// };
    /// let told = "<p>新增就业<data value=\"133\" data-key=\"job_new@152923:2025H1\" data-value=\"133\" data-unit=\"人\">133人</data>。</p>\n";
    /// assert_eq!(article.html(), told);
    /// ```
    pub fn html(&self) -> String {
        // A figure's attributes are longer than most of what stands around it.
        let mut page = String::with_capacity(self.text.len() * 2 + self.figures.len() * 160);
        // Writing to a string does not fail.
        let _ = self.write(&mut page);
        page
    }

    fn write(&self, page: &mut String) -> fmt::Result {
        let mut tables = self.tables.iter().peekable();
        let mut done_to = 0;
        for block in self.blocks {
            if block.span.start < done_to || self.is_told_elsewhere(block) {
                continue;
            }
            while tables.next_if(|table| table.end() <= block.span.start).is_some() {}
            match tables.peek().filter(|_| block.kind == BlockKind::Row) {
                Some(table) => {
                    self.table(page, table)?;
                    done_to = table.end().max(block.span.end);
                }
                None => self.block(page, *block)?,
            }
        }
        Ok(())
    }

    fn is_told_elsewhere(&self, block: &Block) -> bool {
        let is_frame = matches!(block.kind, BlockKind::Title | BlockKind::Furniture);
        self.is_headed && (is_frame || self.title.is_some_and(|title| title.contains(block.span)))
    }

    fn block(&self, page: &mut String, block: Block) -> fmt::Result {
        let said = block.span.of(self.text).trim();
        if said.is_empty() {
            return Ok(());
        }
        let level = |level: u8| (level + 1).clamp(LEVELS.0, LEVELS.1);
        match block.kind {
            BlockKind::Title => self.element(page, "h1", block.span),
            BlockKind::Heading(own) => self.element(page, &format!("h{}", level(own)), block.span),
            BlockKind::Furniture => self.classed(page, "frame", block.span),
            BlockKind::Caption => self.classed(page, "caption", block.span),
            BlockKind::Row => self.element(page, "p", block.span),
            BlockKind::Paragraph => match heading_level(said, self.catalogue) {
                Some(own) => self.numbered(page, block.span, level(own)),
                None => self.element(page, "p", block.span),
            },
        }
    }

    fn element(&self, page: &mut String, name: &str, span: Span) -> fmt::Result {
        write!(page, "<{name}>")?;
        self.words(page, span)?;
        writeln!(page, "</{name}>")
    }

    fn classed(&self, page: &mut String, class: &str, span: Span) -> fmt::Result {
        write!(page, "<p class=\"{class}\">")?;
        self.words(page, span)?;
        page.write_str("</p>\n")
    }

    /// A paragraph that begins with a heading's number: a heading where it is no sentence, else its first sentence stands out.
    fn numbered(&self, page: &mut String, span: Span, level: u8) -> fmt::Result {
        let said = span.of(self.text);
        let is_short = |words: &str| words.trim().chars().count() <= LONGEST_HEADING;
        let end = said.find(STOP).map(|at| span.start + at + STOP.len_utf8());
        match end {
            None if is_short(said) => self.element(page, &format!("h{level}"), span),
            Some(end) if is_short(Span::new(span.start, end).of(self.text)) => {
                page.push_str("<p><b>");
                self.words(page, Span::new(span.start, end))?;
                page.push_str("</b>");
                self.words(page, Span::new(end, span.end))?;
                page.write_str("</p>\n")
            }
            _ => self.element(page, "p", span),
        }
    }

    /// A table that scrolls where it is wider than the page, with what is drawn of it above.
    fn table(&self, page: &mut String, table: &Table) -> fmt::Result {
        if let Some(chart) = Chart::above(self.charts, table) {
            writeln!(page, "<figure>{}</figure>", svg::drawn(chart, self.catalogue).0)?;
        }
        let caption = table.caption.map(|span| span.of(self.text));
        let label = caption
            .filter(|caption| !caption.is_empty())
            .unwrap_or(self.table);
        write!(
            page,
            "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{}\"><table>",
            Escaped(label)
        )?;
        let mut row = None;
        for cell in &table.cells {
            if row != Some(cell.row) {
                page.push_str(if row.is_some() { "</tr>\n<tr>" } else { "<tr>" });
                row = Some(cell.row);
            }
            self.cell(page, table, cell)?;
        }
        page.push_str(if row.is_some() { "</tr>" } else { "" });
        page.write_str("</table></div>\n")
    }

    fn cell(&self, page: &mut String, table: &Table, cell: &Cell) -> fmt::Result {
        let name = open_cell(page, table, cell)?;
        self.words(page, cell.span)?;
        write!(page, "</{name}>")
    }

    /// The words of `span` with the figures that stand whole in it.
    fn words(&self, page: &mut String, span: Span) -> fmt::Result {
        let from = self
            .figures
            .partition_point(|figure| figure.span.start < span.start);
        let figures = self.figures.iter().skip(from);
        let mut at = span.start;
        for figure in figures.take_while(|figure| figure.span.end <= span.end) {
            if figure.span.start < at {
                continue;
            }
            self.plain(page, Span::new(at, figure.span.start))?;
            figure.write(page, figure.span.of(self.text), self.period)?;
            at = figure.span.end;
        }
        self.plain(page, Span::new(at, span.end))
    }

    /// Words without figures, with the places in them that something leads to.
    fn plain(&self, page: &mut String, span: Span) -> fmt::Result {
        let from = self.marks.partition_point(|(start, _)| *start < span.start);
        let mut at = span.start;
        for (start, name) in self
            .marks
            .iter()
            .skip(from)
            .take_while(|(start, _)| *start < span.end)
        {
            write!(
                page,
                "{}<span id=\"{name}\"></span>",
                Escaped(Span::new(at, *start).of(self.text))
            )?;
            at = *start;
        }
        write!(page, "{}", Escaped(Span::new(at, span.end).of(self.text)))
    }
}

/// Opens a cell as what it is and as wide and high as it is; gives the element's name.
pub(crate) fn open_cell(page: &mut String, table: &Table, cell: &Cell) -> Result<&'static str, fmt::Error> {
    let (name, scope) = match (cell.row < table.heading_rows, cell.column < table.heading_columns) {
        (true, _) => ("th", " scope=\"col\""),
        (_, true) => ("th", " scope=\"row\""),
        _ => ("td", ""),
    };
    write!(page, "<{name}{scope}")?;
    for (attribute, reach) in [("colspan", cell.columns), ("rowspan", cell.rows)] {
        if reach > 1 {
            write!(page, " {attribute}=\"{reach}\"")?;
        }
    }
    page.push('>');
    Ok(name)
}
