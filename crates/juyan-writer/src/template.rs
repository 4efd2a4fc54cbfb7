//! A report with bindings in the place of its figures.
//!
//! ```text
//! template = [ "{of " period "}" line-break ] (words | binding)*
//!                                                           \ before { } and \ makes words of them
//! binding  = "{" name "|" format "}"           {gdp.growth@:P|[增长]#.#%}
//! name     = a key whose region may be left out and whose period may be seen from the report's    see `name`
//!          | ":" when                          the year of a period: {:Y|#年}
//!          | ":" count                         a number that counts years: {:Y since 1949|#周年}     see `count`
//!          | "=" stamp                         formed, published, index, number, heard or visits: {=formed|2024-09-24}
//!          | "?" claim                         words that stand on facts: {?better|持续向好}
//! ```

use crate::chart::Chart;
use crate::claim::{Claim, claims, witnesses};
use crate::count::Count;
use crate::format::{Format, FormatError};
use crate::name::Name;
use crate::reckon::operands;
use crate::stamp::Stamp;
use crate::when::When;
use juyan::model::{Key, KeyError, Period, PeriodName, Span};
use juyan::vocabulary::Catalogue;
use std::collections::BTreeSet;
use std::fmt::{self, Write};
use std::str::FromStr;

/// A report with bindings in the place of its figures.
///
/// ```
/// use juyan_writer::{Part, Template};
/// let template: Template = "全旗生产总值{gdp@:P|#.##亿元}。".parse().unwrap();
/// assert!(matches!(&template.parts[1], Part::Binding(binding) if binding.format.to_string() == "#.##亿元"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// The time of the report whose words it has; none where it does not say so.
    pub period: Option<Period>,
    /// Words and bindings in their order.
    pub parts: Vec<Part>,
    /// How many lines stand before them: that of the time.
    pub(crate) head: usize,
    /// What is drawn of them.
    pub(crate) charts: Vec<Chart>,
    /// Where rows repeat, the line that each of its lines was told in, from 1.
    pub(crate) origins: Vec<usize>,
    /// Line and character of each binding, from 1, where it was read from a text.
    pub(crate) places: Vec<(usize, usize)>,
}

/// A stretch of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Words that stay.
    Words(String),
    /// What is printed anew in every report.
    Binding(Binding),
}

/// What is printed, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// What is printed.
    pub what: What,
    /// How it is said.
    pub format: Format,
}

/// What a binding prints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A fact.
    Fact(Name),
    /// The year of a period.
    Year(When),
    /// A number that counts years.
    Count(Count),
    /// Words of a row that repeats, its name or its unit; its format is empty.
    Words(String),
    /// A day or a number that the paper bears.
    Stamp(Stamp),
    /// Words without a number, where facts speak for them.
    Claim(Claim),
}

/// Where a text is no template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TemplateError {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
    /// What is wrong there.
    pub flaw: Flaw,
}

/// What is wrong with a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A `{` that no `}` closes.
    Unclosed,
    /// A `}` that closes nothing.
    Stray,
    /// A binding without `|` and format.
    NoFormat,
    /// Its key is none.
    Key(KeyError),
    /// Its period is none.
    Period,
    /// Its claim is none.
    Claim,
    /// Its stamp is none.
    Stamp,
    /// Its format is none.
    Format(FormatError),
    /// Rows that repeat and have no end.
    NoEnd,
    /// Rows over what is no indicator and no register of the catalogue.
    NoRows,
    /// A chart of what is no indicator of the catalogue.
    NoIndicator,
    /// A chart of no kind that there is, or of nothing.
    Chart,
    /// What should be the first and the last year of a chart.
    ChartYears,
    /// A chart whose values have no unit that is known, or not all the same.
    ChartUnit,
}

impl Template {
    /// A text in which bindings take the place of stretches, which do not overlap and come in their order.
    pub fn of(text: &str, bindings: impl IntoIterator<Item = (Span, Binding)>) -> Self {
        let mut template = Self::default();
        let mut at = 0;
        for (span, binding) in bindings {
            template.say(Span::new(at, span.start).of(text));
            template.parts.push(Part::Binding(binding));
            at = span.end;
        }
        template.say(text.get(at..).unwrap_or_default());
        template
    }

    /// The keys that a report of this period and region prints, and those that what is not told would follow from; without those that
    /// are outside the calendar.
    pub fn keys(&self, report: Period, home: &str, catalogue: &Catalogue) -> BTreeSet<Key> {
        let printed = self.bindings().filter_map(|binding| match &binding.what {
            What::Fact(name) => name.at(report, home),
            What::Year(_) | What::Count(_) | What::Claim(_) | What::Words(_) | What::Stamp(_) => None,
        });
        let has_claims = self.parts.iter().any(|part| match part {
            Part::Words(words) => !claims(words, &[], catalogue).is_empty(),
            Part::Binding(binding) => matches!(binding.what, What::Claim(_)),
        });
        let asked = printed.flat_map(|key| {
            let others: Vec<Key> = witnesses(&key).skip(1).filter(|_| has_claims).collect();
            std::iter::once(key).chain(others)
        });
        asked
            .flat_map(|key| {
                let operands = operands(&key, catalogue);
                std::iter::once(key).chain(operands.into_iter().flatten())
            })
            .collect()
    }

    /// The line and the character of a binding in the text that the template was read from, from 1; none where it was read from none.
    pub fn place(&self, binding: usize) -> Option<(usize, usize)> {
        let (line, column) = self.places.get(binding).copied()?;
        Some((
            self.origins.get(line.checked_sub(1)?).copied().unwrap_or(line),
            column,
        ))
    }

    /// Its bindings.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.parts.iter().filter_map(|part| match part {
            Part::Binding(binding) => Some(binding),
            Part::Words(_) => None,
        })
    }

    /// Adds words; those that stand side by side are one part.
    pub(crate) fn say(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Words(last)) => last.push_str(words),
            _ => self.parts.push(Part::Words(words.to_owned())),
        }
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(period) = self.period {
            writeln!(f, "{OF}{}}}", PeriodName(period))?;
        }
        for part in &self.parts {
            match part {
                Part::Words(words) => {
                    for character in words.chars() {
                        if matches!(character, '{' | '}' | '\\') {
                            f.write_char('\\')?;
                        }
                        f.write_char(character)?;
                    }
                }
                Part::Binding(binding) => write!(f, "{{{binding}}}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Fact(name) => write!(f, "{name}|{}", self.format),
            What::Year(when) => write!(f, ":{when}|{}", self.format),
            What::Count(count) => write!(f, ":{count}|{}", self.format),
            What::Words(words) => f.write_str(words),
            What::Claim(claim) => write!(f, "?{}|{}", claim.name(), self.format),
            What::Stamp(stamp) => write!(f, "={}|{}", stamp.name(), self.format),
        }
    }
}

impl FromStr for Template {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let (period, mut at) = head(text)?;
        let mut template = Self {
            period,
            head: text.get(..at).unwrap_or_default().matches('\n').count(),
            ..Self::default()
        };
        let mut words = String::new();
        while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let behind = at + character.len_utf8();
            at = match character {
                '\\' => {
                    let word = text.get(behind..).and_then(|rest| rest.chars().next());
                    words.extend(word);
                    behind + word.map_or(0, char::len_utf8)
                }
                '{' => {
                    let end = end_of_binding(text, behind).ok_or_else(|| error(text, at, Flaw::Unclosed))?;
                    let inside = text.get(behind..end).unwrap_or_default();
                    let binding = inside
                        .parse()
                        .map_err(|flaw: BindingError| error(text, behind + flaw.at, flaw.flaw))?;
                    template.say(&std::mem::take(&mut words));
                    template.parts.push(Part::Binding(binding));
                    let place = error(text, behind, Flaw::Unclosed);
                    template.places.push((place.line, place.column));
                    end + 1
                }
                '}' => return Err(error(text, at, Flaw::Stray)),
                word => {
                    words.push(word);
                    behind
                }
            };
        }
        template.say(&words);
        Ok(template)
    }
}

/// Begins the line that says of which time the words of a template are: `{of 2024H1}`.
const OF: &str = "{of ";

/// The time that the first line says, and where the template begins behind it.
fn head(text: &str) -> Result<(Option<Period>, usize), TemplateError> {
    let Some((name, rest)) = text.strip_prefix(OF).and_then(|rest| rest.split_once('}')) else {
        return Ok((None, 0));
    };
    let period = PeriodName::parse(name.trim()).ok_or_else(|| error(text, OF.len(), Flaw::Period))?;
    let behind = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix('\n'))
        .unwrap_or(rest);
    Ok((Some(period.0), text.len() - behind.len()))
}

/// The byte of the brace that closes the binding whose inside begins at `at`; braces of dimensions, in own words and behind a
/// backslash do not.
fn end_of_binding(text: &str, at: usize) -> Option<usize> {
    let (mut depth, mut is_quoted, mut is_escaped, mut is_format) = (0_usize, false, false, false);
    for (offset, character) in text.get(at..)?.char_indices() {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' if !is_format => is_quoted = !is_quoted,
            '\n' => return None,
            _ if is_quoted => {}
            '|' => is_format = true,
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at + offset),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Where a text is no binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BindingError {
    /// The byte, from 0.
    pub at: usize,
    /// What is wrong there.
    pub flaw: Flaw,
}

impl FromStr for Binding {
    type Err = BindingError;

    /// A binding without its braces, as the tag of a content control has it.
    fn from_str(text: &str) -> Result<Self, BindingError> {
        let flaw = |at: usize, flaw: Flaw| BindingError { at, flaw };
        let bar = bar(text).ok_or(flaw(text.len(), Flaw::NoFormat))?;
        let (name, format) = (
            text.get(..bar).unwrap_or_default(),
            text.get(bar + 1..).unwrap_or_default(),
        );
        let byte =
            |words: &str, at: usize| words.char_indices().nth(at).map_or(words.len(), |(byte, _)| byte);
        let what = if let Some(when) = name.strip_prefix(':') {
            let year = when.parse().map(What::Year);
            let told = year.or_else(|_| when.parse().map(What::Count));
            told.map_err(|_| flaw(1, Flaw::Period))?
        } else if let Some(claim) = name.strip_prefix('?') {
            What::Claim(Claim::named(claim).ok_or(flaw(1, Flaw::Claim))?)
        } else if let Some(stamp) = name.strip_prefix('=') {
            What::Stamp(Stamp::named(stamp).ok_or(flaw(1, Flaw::Stamp))?)
        } else {
            let key = name.parse();
            What::Fact(key.map_err(|error: KeyError| flaw(byte(name, error.at), Flaw::Key(error)))?)
        };
        let read = match what {
            What::Claim(_) | What::Stamp(_) => Format::words(format),
            What::Fact(_) | What::Year(_) | What::Count(_) | What::Words(_) => format.parse(),
        };
        let format =
            read.map_err(|error: FormatError| flaw(bar + 1 + byte(format, error.at), Flaw::Format(error)))?;
        Ok(Self { what, format })
    }
}

/// The byte of the bar between name and format; one in own words is no such.
fn bar(text: &str) -> Option<usize> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    text.char_indices().find_map(|(at, character)| {
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '|' if !is_quoted => return Some(at),
            _ => {}
        }
        None
    })
}

fn error(text: &str, at: usize, flaw: Flaw) -> TemplateError {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    TemplateError {
        line: before.matches('\n').count() + 1,
        column: line.chars().count() + 1,
        flaw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_read_again() {
        for told in [
            "",
            "没有数字",
            "{:Y since 1949|#周年}，{:Y of 2021..2025|第[han]#年}",
            "{of 2024H1}\n甲{=formed|2024-09-24}，{=published|2024年9月24日}。",
            "{gdp@:P|#.##亿元}",
            "\\{\\}\\\\",
            "经济{?better|持续向好}，\\{{?pace|双\\[过半}",
            "{desert{part=\"西|部}\"}@:P|#万亩}和{:Y-1y|#年}{\"头(只)\"@:P.end|#万头\\(只\\)\\}}\n",
        ] {
            assert_eq!(told.parse::<Template>().unwrap().to_string(), told);
        }
    }

    #[test]
    fn an_error_points_at_its_character() {
        let error = |told: &str| {
            let error = told.parse::<Template>().unwrap_err();
            (error.line, error.column)
        };
        assert_eq!(error("甲\n乙{gdp@:P|#"), (2, 2));
        assert_eq!(error("甲}"), (1, 2));
        assert_eq!(error("甲{gdp@:P}"), (1, 9));
        assert_eq!(error("甲{gdp@:Q|#}"), (1, 8));
        assert_eq!(error("{\"甲乙\"@:P|#[}"), (1, 11));
        assert_eq!(error("{:X|#年}"), (1, 3));
        assert_eq!(error("甲{?good|好}"), (1, 4));
        assert_eq!(error("甲{=signed|2024-09-24}"), (1, 4));
        assert_eq!(error("{of 2024X}\n甲"), (1, 5));
        assert_eq!(error("{of 2024H1}\n甲}"), (2, 2));
        assert_eq!(error("甲{?rise|增#}"), (1, 10));
    }
}
