//! Templates as files: text with bindings in braces, or a Word file whose content controls are the bindings.

use super::moment::Moment;
use super::near;
use super::rows::Rows;
use super::told::{no_comments, unread};
use juyan::Context;
use juyan::document::{BlockKind, Charset, Document, Format};
use juyan::model::{Key, Period, Span, Term};
use juyan::vocabulary::Catalogue;
use juyan_ledger::LedgerError;
use juyan_print::chart::Chart;
use juyan_print::docx::{Control, DocxError, Fill};
use juyan_writer::{Binding, BindingError, Flaw, Template, TemplateError, What, Written};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

/// Why a file is no template.
#[derive(Debug)]
pub enum Unopened {
    /// The ledger did not tell what its rows repeat over.
    Ledger(LedgerError),
    /// It is none; where, why and what to do.
    Flawed(String),
}

impl From<LedgerError> for Unopened {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<String> for Unopened {
    fn from(told: String) -> Self {
        Self::Flawed(told)
    }
}

/// A template, and the Word file that it is where it is one.
#[derive(Debug, Default)]
pub struct Source {
    /// The template.
    pub template: Template,
    /// The Word file.
    pub word: Option<Word>,
    /// How the characters of its file are written.
    pub charset: Charset,
    /// The registers whose rows are none of the report's period, for people.
    pub rows: String,
}

/// A Word file as a template: which of its controls are bindings.
#[derive(Debug)]
pub struct Word {
    bytes: Vec<u8>,
    is_ours: Vec<bool>,
    /// The file's text.
    text: String,
    /// Where in it the bindings stand.
    places: Vec<Span>,
    /// The charts that are asked for, each with the binding that stands for it.
    charts: Vec<(usize, Template)>,
    /// How many tracked changes it has, which are read as accepted.
    pub revisions: usize,
    /// The lines of its headers and footers.
    pub edges: Vec<String>,
}

impl Source {
    /// The template in a file that is called as `context` says, whose ids the catalogue knows. Fails where it is none, or the ledger
    /// cannot be read.
    pub fn open(
        bytes: &[u8],
        (moment, period): (&Moment<'_>, Period),
        context: Context<'_>,
    ) -> Result<Self, Unopened> {
        let rows = Rows {
            moment,
            period,
            told: RefCell::default(),
        };
        let moment = &rows;
        let format = juyan::document::format(bytes, context.name);
        let mut source = if format.is_ok_and(|format| format == Format::Docx) {
            Self::word(bytes, moment, context)?
        } else {
            Self::text(bytes, moment, context)?
        };
        source.rows = rows.told.into_inner().into_iter().collect();
        let unknown = source.unknown(context);
        if !unknown.is_empty() {
            return Err(unknown.join("\n").into());
        }
        Ok(source)
    }

    /// The keys that the report of this period prints or draws, and those that what is not told would follow from.
    pub fn keys(&self, period: Period, home: &str, catalogue: &Catalogue) -> BTreeSet<Key> {
        let mut keys = self.template.keys(period, home, catalogue);
        for (_, chart) in self.charts() {
            keys.extend(chart.keys(period, home, catalogue));
        }
        keys
    }

    /// The line of a Word file's text that the binding of a chart stands in, from 1.
    pub fn line(&self, binding: usize) -> usize {
        let word = self.word.as_ref();
        let at = word.and_then(|word| Some((word, word.places.get(binding)?)));
        at.map_or(1, |(word, at)| super::place::line(&word.text, at.start))
    }

    /// The charts of a Word file, each as the template of its table.
    pub fn charts(&self) -> &[(usize, Template)] {
        self.word.as_ref().map_or(&[], |word| &word.charts)
    }

    /// What is said of bindings to indicators that the catalogue does not know: where they stand, and what is spelt alike.
    fn unknown(&self, context: Context<'_>) -> Vec<String> {
        let mut told = Vec::new();
        for (at, binding) in self.template.bindings().enumerate() {
            let What::Fact(name) = &binding.what else { continue };
            let Term::Id(id) = name.indicator() else { continue };
            if context.catalogue.indicator(id).is_some() {
                continue;
            }
            let near = near::indicators(id, context);
            let near = if near.is_empty() {
                context.say("write.unknown-own").to_owned()
            } else {
                context.fill("write.unknown-near", &[("near", &near.join("\u{3001}"))])
            };
            let words: [(&str, &dyn Display); 4] = [
                ("place", &self.place(at, context)),
                ("id", id),
                ("binding", binding),
                ("near", &near),
            ];
            told.push(context.fill("write.unknown", &words));
        }
        told
    }

    /// Where a binding stands: line and character of a text, the words around a control.
    fn place(&self, binding: usize, context: Context<'_>) -> String {
        if let Some((line, column)) = self.template.place(binding) {
            return context.fill("template.place", &[("line", &line), ("column", &column)]);
        }
        let word = self.word.as_ref();
        let around = word.and_then(|word| Some(paragraph(&word.text, *word.places.get(binding)?)));
        context.fill("template.place-word", &[("words", &around.unwrap_or_default())])
    }

    fn text(bytes: &[u8], moment: &Rows<'_>, context: Context<'_>) -> Result<Self, Unopened> {
        let text = juyan::document::decoded(bytes).map_err(|error| unread(error, context))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let records = moment.records(juyan_writer::registers_of(text), context)?;
        let template = Template::with_rows(text, &records, context.catalogue);
        let template = template.map_err(|error| flawed(&error, context))?;
        Ok(Self {
            template,
            word: None,
            charset: Charset::of(bytes).unwrap_or_default(),
            rows: String::new(),
        })
    }

    /// The controls whose tag is a binding, those in rows that repeat once for each row; others are not ours and stay as they are.
    fn word(bytes: &[u8], moment: &Rows<'_>, context: Context<'_>) -> Result<Self, Unopened> {
        let bad = |error: DocxError| no_comments(&error, context);
        let (pattern, controls) = juyan_print::docx::controls(bytes).map_err(bad)?;
        let all = repeated((&pattern.text, &controls), moment, context)?;
        let bytes = juyan_print::docx::repeat(bytes, |items| all.get(items).map(juyan_writer::Rows::len))
            .map_err(bad)?;
        let (document, controls) = juyan_print::docx::controls(&bytes).map_err(bad)?;
        let mut bindings = Vec::new();
        let mut is_ours = Vec::new();
        let mut charts = Vec::new();
        for control in controls {
            if let Some(chart) = chart(&control.tag, context.catalogue) {
                let around = paragraph(&document.text, control.span);
                let chart = chart.map_err(|error| flawed_tag((&control.tag, &around), error, context))?;
                charts.push((bindings.len(), chart));
                bindings.push((control.span, nothing()));
                is_ours.push(true);
                continue;
            }
            let rows = control
                .row
                .as_ref()
                .and_then(|row| Some((all.get(&row.items)?, row.at)));
            let binding = match rows {
                Some((rows, at)) => rows.binding(at, &control.tag),
                None => control.tag.parse::<Binding>(),
            };
            match binding {
                Ok(binding) => {
                    bindings.push((control.span, binding));
                    is_ours.push(true);
                }
                Err(error) if looks_bound(&control.tag) => {
                    let around = paragraph(&document.text, control.span);
                    return Err(flawed_tag((&control.tag, &around), error, context).into());
                }
                Err(_) => is_ours.push(false),
            }
        }
        let mut neighbours = bindings.iter().zip(bindings.iter().skip(1));
        if let Some(((_, one), (_, other))) = neighbours.find(|((one, _), (other, _))| one.end > other.start)
        {
            let told = context.fill("template.nested", &[("one", one), ("other", other)]);
            return Err(told.into());
        }
        let places = bindings.iter().map(|(place, _)| *place).collect();
        let template = Template::of(&document.text, bindings);
        Ok(Self {
            template,
            word: Some(Word {
                is_ours,
                places,
                charts,
                edges: edges(&document),
                revisions: juyan_print::docx::revisions(&bytes).unwrap_or_default(),
                text: document.text,
                bytes,
            }),
            charset: Charset::default(),
            rows: String::new(),
        })
    }
}

/// The chart that a control asks for, as the template of its table; none where the tag asks for none.
fn chart(tag: &str, catalogue: &Catalogue) -> Option<Result<Template, BindingError>> {
    (tag == "chart" || tag.starts_with("chart ")).then(|| {
        let asked = format!("{{{tag}}}\n");
        let chart = Template::with_rows(&asked, &BTreeMap::new(), catalogue);
        chart.map_err(|error| {
            // The tag stands behind the brace.
            let before = asked.chars().take(error.column.saturating_sub(1));
            let at: usize = before.map(char::len_utf8).sum();
            BindingError {
                at: at.saturating_sub(1),
                flaw: error.flaw,
            }
        })
    })
}

/// A binding that says nothing.
fn nothing() -> Binding {
    Binding {
        what: What::Words(String::new()),
        format: juyan_writer::Format::default(),
    }
}

/// The lines of the headers and footers of a Word file that have a year.
pub fn edges(document: &Document) -> Vec<String> {
    let blocks = document.blocks.iter();
    let lines = blocks
        .filter(|block| document.format == Format::Docx && block.kind == BlockKind::Furniture)
        .map(|block| block.span.of(&document.text).trim());
    lines
        .filter(|line| !years(line).is_empty())
        .map(str::to_owned)
        .collect()
}

/// The years that a line names with four digits.
pub fn years(line: &str) -> Vec<i16> {
    /// What four digits are years of reports.
    const YEARS: std::ops::Range<i16> = 1949..2100;
    let runs = line
        .split(|sign: char| !sign.is_ascii_digit())
        .filter(|run| run.len() == 4);
    runs.filter_map(|run| run.parse().ok())
        .filter(|year| YEARS.contains(year))
        .collect()
}

/// What the rows of a Word file repeat over.
fn repeated(
    (text, controls): (&str, &[Control]),
    moment: &Rows<'_>,
    context: Context<'_>,
) -> Result<BTreeMap<String, juyan_writer::Rows>, Unopened> {
    let patterns = controls.iter().filter(|control| control.tag.starts_with("each "));
    let items = patterns.filter_map(|control| Some((control, control.row.as_ref()?.items.as_str())));
    let mut all = BTreeMap::new();
    for (control, items) in items {
        let registers = items.trim().strip_prefix('@').map(|id| id.trim().to_owned());
        let records = moment.records(registers.into_iter().collect(), context)?;
        let flaw = BindingError {
            at: 0,
            flaw: Flaw::NoRows,
        };
        let rows = juyan_writer::Rows::over(items, &records, context.catalogue);
        let rows = rows.ok_or_else(|| {
            flawed_tag(
                (&control.tag, paragraph(text, control.span).as_str()),
                flaw,
                context,
            )
        })?;
        all.insert(items.to_owned(), rows);
    }
    Ok(all)
}

/// Whether a tag was meant as a binding, though it is none.
fn looks_bound(tag: &str) -> bool {
    tag.contains('|') && (tag.contains('@') || tag.starts_with([':', '?', '=']))
}

impl Word {
    /// The file with what was written in its controls, and what was drawn. Fails where it cannot be put together.
    pub fn filled(
        &self,
        written: &Written,
        drawn: &[Chart],
        catalogue: &Catalogue,
    ) -> Result<Vec<u8>, DocxError> {
        let words = written
            .fills
            .iter()
            .map(|words| words.clone().map_or(Fill::Gone, Fill::Words));
        let mut said: Vec<Fill> = words.collect();
        for ((at, _), chart) in self.charts.iter().zip(drawn) {
            if let Some(fill) = said.get_mut(*at) {
                let unknown = || Fill::Words(juyan_writer::BLANK.to_owned());
                *fill = Fill::drawn(chart, catalogue).unwrap_or_else(unknown);
            }
        }
        let mut said = said.into_iter();
        let ours = self.is_ours.iter();
        let fills: Vec<Fill> = ours
            .map(|is_ours| {
                let next = is_ours.then(|| said.next().unwrap_or(Fill::Gone));
                next.unwrap_or(Fill::Kept)
            })
            .collect();
        let removed: Vec<Span> = written
            .removed
            .iter()
            .flat_map(|span| self.around_controls(*span))
            .collect();
        juyan_print::docx::fill(&self.bytes, &fills, &removed)
    }

    /// Where a stretch of the template's words, side by side, stands in the file's text: between the controls.
    fn around_controls(&self, words: Span) -> Vec<Span> {
        let mut stretches = Vec::new();
        // So many bytes of controls stand before.
        let mut inside = 0;
        let mut start = words.start;
        for place in &self.places {
            let at = place.start - inside;
            if at >= words.end {
                break;
            }
            if at > start {
                stretches.push(Span::new(start + inside, place.start));
                start = at;
            }
            inside += place.len();
        }
        stretches.push(Span::new(start + inside, words.end + inside));
        stretches.retain(|span| !span.is_empty());
        stretches
    }
}

/// The paragraph that a control stands in, its beginning where it is long.
fn paragraph(text: &str, at: Span) -> String {
    const LONGEST: usize = 24;
    let start = text
        .get(..at.start)
        .and_then(|head| head.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next());
    let line = line.unwrap_or_default().trim();
    let shown: String = line.chars().take(LONGEST).collect();
    if shown.len() < line.len() {
        shown + "\u{2026}"
    } else {
        shown
    }
}

/// What is wrong with the tag of a control.
fn flawed_tag((tag, around): (&str, &str), error: BindingError, context: Context<'_>) -> String {
    let column = tag.get(..error.at).unwrap_or_default().chars().count() + 1;
    let why = why(error.flaw, context);
    context.fill(
        "template.flaw-tag",
        &[
            ("tag", &tag),
            ("column", &column),
            ("words", &around),
            ("why", &why),
        ],
    )
}

/// What is wrong with a template, and where.
fn flawed(error: &TemplateError, context: Context<'_>) -> String {
    let why = why(error.flaw, context);
    context.fill(
        "template.flaw",
        &[("line", &error.line), ("column", &error.column), ("why", &why)],
    )
}

fn why(flaw: Flaw, context: Context<'_>) -> String {
    match flaw {
        Flaw::Unclosed => context.fill("template.unclosed", &[]),
        Flaw::Stray => context.fill("template.stray", &[]),
        Flaw::NoFormat => context.fill("template.no-format", &[]),
        Flaw::Stamp => context.fill("template.stamp", &[]),
        Flaw::Claim => context.fill("template.claim", &[]),
        Flaw::Period => context.fill("template.period", &[]),
        Flaw::Key(error) => context.fill(&format!("key.{}", error.expected.name()), &[]),
        Flaw::NoEnd => context.fill("template.no-end", &[]),
        Flaw::NoRows => context.fill("template.no-rows", &[]),
        Flaw::NoIndicator => context.fill("template.no-indicator", &[]),
        Flaw::Chart => context.fill("template.chart", &[]),
        Flaw::ChartYears => context.fill("template.chart-years", &[]),
        Flaw::ChartUnit => context.fill("template.chart-unit", &[]),
        Flaw::Format(error) => context.fill(&format!("template.format.{}", error.wrong.name()), &[]),
    }
}
