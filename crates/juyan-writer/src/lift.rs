//! A report to a template: each figure's words become a binding, if the ledger gives the same words back.

use crate::claim::{self, Claim, Support};
use crate::count;
use crate::derive::format;
use crate::format::{Format, Pattern, Piece, Style};
use crate::held::{Held, Silence};
use crate::name::Name;
use crate::say::Voice;
use crate::seek::{Registers, Sought};
use crate::stamp;
use crate::template::{Binding, Template, What};
use crate::when::When;
use juyan::document::Document;
use juyan::model::{Figure, FigureId, Key, Measure, Period, Role, Span, Term, Versus};
use juyan::reader::Reading;
use juyan::vocabulary::Catalogue;

/// Whose report of which time is lifted.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// Its text and blocks.
    pub document: &'a Document,
    /// What was understood of it.
    pub reading: &'a Reading,
    /// The time that it reports on.
    pub period: Period,
    /// The region of the ledger.
    pub home: &'a str,
}

/// A template, and what became of each figure.
#[derive(Debug, Clone, Default)]
pub struct Lifted {
    /// The template.
    pub template: Template,
    /// The words that each of its bindings took the place of, in their order.
    pub places: Vec<Span>,
    /// Figures that are bound, in text order.
    pub bound: Vec<Bound>,
    /// Figures that state a fact and are not bound.
    pub left: Vec<Left>,
    /// Claims without a number, in text order.
    pub claims: Vec<Claimed>,
    /// The days and numbers that the paper bears, in text order.
    pub stamps: Vec<Span>,
    /// Numbers that count years, which move with the report, in text order.
    pub counts: Vec<Span>,
    /// Years that move with the report.
    pub years: Vec<FigureId>,
    /// Numbers in names, and times that are told otherwise than by a year alone: they stay as they are.
    pub kept: Vec<FigureId>,
}

/// A figure that is bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// The figure.
    pub figure: FigureId,
    /// The words that the binding took the place of: the figure, and the verb before it where it has one.
    pub span: Span,
    /// What it is bound to.
    pub key: Key,
    /// The binding.
    pub binding: Binding,
}

impl Bound {
    /// Whether it is bound to an indicator, not to the text's own words.
    pub const fn is_indicator(&self) -> bool {
        matches!(self.key.indicator, Term::Id(_))
    }
}

/// A claim without a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claimed {
    /// Its words.
    pub span: Span,
    /// What it says.
    pub claim: Claim,
    /// The facts told around it; where they hold it up it is bound.
    pub support: Support,
}

/// A figure that states a fact and stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The figure.
    pub figure: FigureId,
    /// Its key, where it has one.
    pub key: Option<Key>,
    /// Why.
    pub reason: Reason,
}

/// Why a figure was not bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The text does not tell what it is of.
    Unnamed,
    /// Its number is none that could be printed again: a fraction, a proportion.
    Form,
    /// Nothing is said under its key.
    Silent(Silence),
    /// What stands under its key is printed otherwise.
    Otherwise(String),
    /// It shares its words with the figure before it.
    Shared,
}

impl Reason {
    /// Its name, by which messages say it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unnamed => "unnamed",
            Self::Form => "form",
            Self::Silent(Silence::Absent) => "absent",
            Self::Silent(Silence::Clash) => "clash",
            Self::Silent(Silence::Unsaid(_) | Silence::Unsupported(_)) => "unsaid",
            Self::Otherwise(_) => "otherwise",
            Self::Shared => "shared",
        }
    }
}

/// The key of every figure that has one, where somebody bound its own words by what `renamed` says.
pub fn keys<'a>(
    report: Report<'a>,
    catalogue: &'a Catalogue,
    renamed: &'a dyn Fn(&Key) -> Option<Key>,
) -> impl Iterator<Item = (FigureId, Key)> + 'a {
    (0..report.reading.figures.len()).filter_map(move |position| {
        let id = FigureId(position);
        let key = juyan::reader::key(report.reading, id, &report.document.text, catalogue)?;
        Some((id, renamed(&key).unwrap_or(key)))
    })
}

/// What a report is lifted with.
#[derive(Debug, Clone, Copy)]
pub struct Ledger<'a> {
    /// What stands under the keys of the report's figures.
    pub held: &'a Held,
    /// What registers say of its time.
    pub registers: &'a Registers,
}

/// Lifts `report` into a template. `key` names each figure's fact.
pub fn lift(
    report: Report<'_>,
    key: &dyn Fn(FigureId) -> Option<Key>,
    ledger: Ledger<'_>,
    voice: Voice<'_>,
) -> Lifted {
    let text = report.document.text.as_str();
    let mut lifted = Lifted::default();
    let mut bindings: Vec<(Span, Binding)> = Vec::new();
    let mut at = 0;
    for (position, figure) in report.reading.figures.iter().enumerate() {
        let id = FigureId(position);
        if figure.span.start < at {
            if figure.is_fact() {
                lifted.left.push(Left {
                    figure: id,
                    key: key(id),
                    reason: Reason::Shared,
                });
            }
            continue;
        }
        let bound = if figure.is_fact() {
            match bind(report, (figure, key(id)), ledger, voice, at) {
                Ok((span, key, mut binding)) => {
                    if let What::Fact(name) = &mut binding.what
                        && let Some(when) = counted_years(figure, &key, report, voice.catalogue)
                    {
                        *name = name.clone().when(when);
                    }
                    lifted.bound.push(Bound {
                        figure: id,
                        span,
                        key,
                        binding: binding.clone(),
                    });
                    Some((span, binding))
                }
                Err(reason) => {
                    lifted.left.push(Left {
                        figure: id,
                        key: key(id),
                        reason,
                    });
                    None
                }
            }
        } else if let Some(bound) = year(figure, report, voice.catalogue) {
            lifted.years.push(id);
            Some(bound)
        } else {
            if figure.role != Role::Heading {
                lifted.kept.push(id);
            }
            None
        };
        if let Some((span, binding)) = bound {
            at = span.end;
            bindings.push((span, binding));
        }
    }
    lifted.stamp_and_count(report, &mut bindings, voice);
    lifted.claims = claims(report, &lifted.bound, ledger.held, voice);
    bindings.extend(lifted.claims.iter().filter_map(|claimed| claimed.binding(text)));
    bindings.sort_by_key(|(span, _)| span.start);
    lifted.places = bindings.iter().map(|(span, _)| *span).collect();
    lifted.template = Template {
        period: Some(report.period),
        head: 1,
        ..Template::of(text, bindings)
    };
    lifted
}

impl Lifted {
    /// Adds to the `bindings` of a report those of its stamps and of the numbers that count years.
    fn stamp_and_count(&mut self, report: Report<'_>, bindings: &mut Vec<(Span, Binding)>, voice: Voice<'_>) {
        let text = report.document.text.as_str();
        for (span, stamp) in stamp::stamps(report.document, report.period, voice) {
            if !bindings.iter().any(|(other, _)| other.overlaps(span)) {
                self.stamps.push(span);
                bindings.push((span, worded(What::Stamp(stamp), span.of(text))));
            }
        }
        for (span, binding) in count::counts(report, voice) {
            if !bindings.iter().any(|(other, _)| other.overlaps(span)) {
                self.counts.push(span);
                bindings.push((span, binding));
            }
        }
        let moves = |id: &FigureId| {
            let figure = report.reading.figures.get(id.0);
            let mut moving = self.stamps.iter().chain(&self.counts);
            figure.is_some_and(|figure| moving.any(|span| span.overlaps(figure.span)))
        };
        self.kept.retain(|id| !moves(id));
    }
}

/// The claims without a number, weighed by the facts that are bound around them.
fn claims(report: Report<'_>, bound: &[Bound], held: &Held, voice: Voice<'_>) -> Vec<Claimed> {
    let text = report.document.text.as_str();
    let mut figures: Vec<Span> = bound.iter().map(|bound| bound.span).collect();
    let told = report.reading.figures.iter().filter(|figure| figure.is_fact());
    figures.extend(told.map(|figure| figure.span));
    figures.sort_unstable();
    let places: Vec<(Span, &Key)> = bound.iter().map(|bound| (bound.span, &bound.key)).collect();
    let found = claim::claims(text, &figures, voice.catalogue).into_iter();
    found
        .map(|(span, claim)| Claimed {
            span,
            claim,
            support: claim::support(claim, (text, span), &places, held, voice),
        })
        .collect()
}

/// A binding that has words and no number.
fn worded(what: What, words: &str) -> Binding {
    let pieces = vec![Piece::Words(words.into())];
    Binding {
        what,
        format: Format { pieces },
    }
}

impl Claimed {
    /// Its binding, where facts hold it up.
    fn binding(self, text: &str) -> Option<(Span, Binding)> {
        let binding = worded(What::Claim(self.claim), self.span.of(text));
        self.support.holds().then_some((self.span, binding))
    }
}

/// The binding of a figure, and the words that it takes the place of. Nothing before `from` may be taken.
///
/// What a register says goes before what the text alone tells: where it is sure which of its facts the figure is, that is bound.
fn bind(
    report: Report<'_>,
    (figure, key): (&Figure, Option<Key>),
    ledger: Ledger<'_>,
    voice: Voice<'_>,
    from: usize,
) -> Result<(Span, Key, Binding), Reason> {
    let text = report.document.text.as_str();
    let mut cells = report.document.tables.iter().flat_map(|table| &table.cells);
    let is_cell = cells.any(|cell| cell.span.contains(figure.span));
    let drafts = format(figure, text, (from, is_cell), voice);
    if drafts.is_empty() {
        return Err(Reason::Form);
    }
    let bound = |(key, span, format): (&Key, Span, Format)| {
        let name = Name::of(key, report.period, report.home);
        (
            span,
            key.clone(),
            Binding {
                what: What::Fact(name),
                format,
            },
        )
    };
    let told = match &key {
        Some(key) => {
            said_again(key, text, &drafts, ledger.held, voice).map(|(span, format)| (key, span, format))
        }
        None => Err(Reason::Unnamed),
    };
    if told.is_ok() && key.as_ref().is_some_and(|key| ledger.registers.has(key)) {
        return told.map(bound);
    }
    let sought = Sought {
        figure,
        text,
        report: report.period,
    };
    let Some(key) = ledger.registers.seek(sought, &drafts, voice) else {
        return told.map(bound);
    };
    match said_again(key, text, &drafts, ledger.held, voice) {
        Ok((span, format)) => Ok(bound((key, span, format))),
        Err(_) => told.map(bound),
    }
}

/// Whether a growth or change compares with a base that its key does not name: 两年平均增长. The next one may compare with another.
pub fn is_of_other_base(key: &Key) -> bool {
    let is_other = |measure: &Measure| {
        matches!(
            measure,
            Measure::Growth(Versus::Other) | Measure::Change(Versus::Other)
        )
    };
    key.measures.iter().any(is_other)
}

/// When a figure of several years is told of, where its sentence counts them and names none: 连续四年 moves with the report.
fn counted_years(figure: &Figure, key: &Key, report: Report<'_>, catalogue: &Catalogue) -> Option<When> {
    let period = key.period.filter(|period| period.spans_years())?;
    let [year, ..] = catalogue.list("saying.day") else {
        return None;
    };
    let is_count = |other: &&Figure| {
        let words = other.span.of(&report.document.text);
        let is_told = other.role == Role::Period && other.period.is_none() && words.ends_with(year.as_str());
        is_told && figure.sentence.contains(other.span) && !names_year(words)
    };
    report.reading.figures.iter().find(is_count)?;
    When::moving(period, report.period)
}

/// Whether words have the four digits of a year.
fn names_year(words: &str) -> bool {
    let mut digits = 0;
    words.chars().any(|sign| {
        digits = if is_digit(sign) { digits + 1 } else { 0 };
        digits == 4
    })
}

/// Whether a character is a digit, of whatever width.
const fn is_digit(sign: char) -> bool {
    sign.is_ascii_digit() || matches!(sign, '\u{ff10}'..='\u{ff19}')
}

/// A digit as a program counts with it.
fn narrow(sign: char) -> char {
    const WIDTH: u32 = 0xff10 - 0x30;
    if sign.is_ascii_digit() || !is_digit(sign) {
        return sign;
    }
    u32::from(sign)
        .checked_sub(WIDTH)
        .and_then(char::from_u32)
        .unwrap_or(sign)
}

/// The first of `drafts` in which what stands under `key` gives the words of the text back.
fn said_again(
    key: &Key,
    text: &str,
    drafts: &[(Span, Format)],
    held: &Held,
    voice: Voice<'_>,
) -> Result<(Span, Format), Reason> {
    let mut reason = Reason::Form;
    for (position, (span, format)) in drafts.iter().enumerate() {
        match held.say(key, format, voice) {
            Ok((words, _)) if words == span.of(text) => return Ok((*span, format.clone())),
            // The first draft is the plainest: why that one fails is told.
            Ok((words, _)) if position == 0 => reason = Reason::Otherwise(words),
            Err(silence) if position == 0 => reason = Reason::Silent(silence),
            Ok(_) | Err(_) => {}
        }
    }
    Err(reason)
}

/// The binding of a time that begins with its year: 2024年上半年, 2024年1-11月, 2024年6月末 of the report's own year, or the one before or
/// after. A day on which something happened, a month in the middle of a year, and a past year that names what it was of (入选2023年度优秀案例)
/// stay.
fn year(figure: &Figure, report: Report<'_>, catalogue: &Catalogue) -> Option<(Span, Binding)> {
    let period = figure.period.filter(|_| figure.role == Role::Period)?;
    let words = figure.span.of(&report.document.text);
    let end = words.find(|sign| !is_digit(sign)).unwrap_or(words.len());
    let (printed, rest) = words.split_at_checked(end)?;
    let style = if printed.is_ascii() {
        Style::Arabic
    } else {
        Style::Wide
    };
    let number: String = printed.chars().map(narrow).collect();
    let narrowed: String = rest.chars().map(narrow).collect();
    let told = rest;
    let rest = narrowed.as_str();
    let is_one_year = !period.spans_years()
        && !rest
            .as_bytes()
            .windows(4)
            .any(|four| four.iter().all(u8::is_ascii_digit));
    let moves = if period.is_instant() {
        period.to == period.to.last_of_month()
            && rest
                .split(|sign: char| !sign.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .count()
                < 2
    } else {
        period.from.month() == 1 && period.from.day() == 1
            || !rest.contains(|sign: char| sign.is_ascii_digit())
    };
    let year = number
        .parse()
        .ok()
        .filter(|year| number.len() == 4 && is_one_year && moves && *year == period.from.year())?;
    let is_named = catalogue
        .list("saying.year-named")
        .iter()
        .any(|word| word == rest);
    if is_named && year < report.period.to.year() {
        return None;
    }
    let when = When::of(Period::year(year)?, Period::year(report.period.to.year())?);
    if matches!(when, When::Fixed(_)) {
        return None;
    }
    // A year is told as one, also in the report of a year.
    let when: When = when.to_string().replace('P', "Y").parse().ok()?;
    let format = Format {
        pieces: vec![
            Piece::Number(Pattern {
                style,
                ..Pattern::default()
            }),
            Piece::Words(told.into()),
        ],
    };
    Some((
        figure.span,
        Binding {
            what: What::Year(when),
            format,
        },
    ))
}
