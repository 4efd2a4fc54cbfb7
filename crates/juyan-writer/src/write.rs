//! A template to a report: every binding says its fact, and what cannot be said is left out and told.

use crate::chart::{Chart, Charted};
use crate::claim::{self, Claim, Support};
use crate::clause;
use crate::format::{Format, Piece};
use crate::held::{Held, Silence};
use crate::listed::Listed;
use crate::numeral;
use crate::say::Voice;
use crate::stamp::Times;
use crate::template::{Part, Template, What};
use juyan::model::{Fact, Key, Period, Span};
use std::borrow::Cow;

/// A report that was written.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// Its text.
    pub text: String,
    /// What was said of which fact, in text order.
    pub said: Vec<Said>,
    /// The years and numbers of years that moved with the report and its stamps, in text order.
    pub years: Vec<Span>,
    /// Names, units and fields of rows that repeat, in text order.
    pub words: Vec<Span>,
    /// The claims without a number that stand on facts, in text order.
    pub claims: Vec<Span>,
    /// What was left out, in the order of the template.
    pub unsaid: Vec<LeftOut>,
    /// What each binding says, in their order; none where nothing stands in its place. For templates that are filled where they are.
    pub fills: Vec<Option<String>>,
    /// What is left out of the template's words, as spans of all of them side by side.
    pub removed: Vec<Span>,
    /// The charts, each with the place of its table.
    pub charts: Vec<Charted>,
    /// For each line of the template with its rows repeated: the line that it was told in, from 1, and where what came of it stands.
    pub lines: Vec<(usize, Span)>,
}

/// Words that a binding said.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Where they stand in the report.
    pub span: Span,
    /// The key.
    pub key: Key,
    /// The fact.
    pub fact: Fact,
}

/// A binding that said nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The line of the template, from 1.
    pub line: usize,
    /// The key; none where its period is outside the calendar.
    pub key: Option<Key>,
    /// Why.
    pub silence: Silence,
    /// The words that were left out with it, what would have been said shown as `…`.
    pub words: String,
    /// The keys of what is known and was left out with it.
    pub with: Vec<Key>,
}

/// Stands for what was not said, in the words that are told of it and in the cells of tables.
pub const BLANK: &str = "\u{2014}";
const ELLIPSIS: &str = "\u{2026}";

/// A binding in the draft: where its words stand and what it said.
#[derive(Debug)]
pub(crate) struct Mark<'a> {
    pub(crate) span: Span,
    pub(crate) key: Option<Key>,
    /// What it claims, where it has no number.
    pub(crate) claim: Option<Claim>,
    /// Whether it is a year, a number of years or a stamp.
    pub(crate) is_dated: bool,
    pub(crate) outcome: Result<Option<Cow<'a, Fact>>, Silence>,
}

impl Template {
    /// Writes the report of the period `report` for the region `home` out of what is `held`.
    ///
    /// ```
    /// use juyan::model::{Fact, PeriodName, Rounding, Source, Value, Worth};
    /// use juyan_writer::{Held, Template, Voice};
    /// let template: Template = "{:Y|#年}，新增就业{job_new@:P|#人}，登记失业率{unemp_reg@:P.end|#.##%}。".parse().unwrap();
    /// let key = "job_new@152923:2025H1".parse().unwrap();
    /// let jobs = Fact::new(key, Worth::Number(Value::One(133.into())), Source::Entry);
    /// let voice = Voice { catalogue: juyan::catalogue(), rounding: Rounding::HalfUp };
    /// let report = PeriodName::parse("2025H1").unwrap().0;
    /// let written = template.write(&Held::new([jobs]), report, "152923", voice);
    /// assert_eq!(written.text, "2025年，新增就业133人。");
    /// assert_eq!(written.unsaid[0].words, "登记失业率…");
    /// ```
    pub fn write(&self, held: &Held, report: Period, home: &str, voice: Voice<'_>) -> Written {
        let mut text = String::new();
        let mut marks: Vec<Mark<'_>> = Vec::new();
        let mut lines = Vec::new();
        let mut line = self.head + 1;
        let mut listed = Listed::default();
        let mut starts = vec![0];
        for part in &self.parts {
            match part {
                Part::Words(words) => {
                    starts.extend(words.match_indices('\n').map(|(at, _)| text.len() + at + 1));
                    text.push_str(words);
                    listed.pass(words, voice);
                    line += words.matches('\n').count();
                }
                Part::Binding(binding) => {
                    let start = text.len();
                    let say = |format: &Format| {
                        said(&binding.what, format, (held, voice), (report, self.period, home))
                    };
                    let (key, said) = say(&binding.format);
                    let named = (key.as_ref(), &binding.format);
                    let said = listed.say(named, said, voice, |format| say(format).1);
                    let outcome = said.map(|(words, fact)| {
                        text.push_str(&words);
                        fact
                    });
                    marks.push(Mark {
                        span: Span::new(start, text.len()),
                        key,
                        claim: match binding.what {
                            What::Claim(claim) => Some(claim),
                            What::Fact(_)
                            | What::Year(_)
                            | What::Count(_)
                            | What::Words(_)
                            | What::Stamp(_) => None,
                        },
                        is_dated: matches!(binding.what, What::Year(_) | What::Count(_) | What::Stamp(_)),
                        outcome,
                    });
                    lines.push(self.origins.get(line - 1).copied().unwrap_or(line));
                }
            }
        }
        weigh(&text, &mut marks, held, voice);
        let cuts = clause::cuts(&text, &marks, voice.catalogue);
        let mut written = finished(&text, marks, &lines, &cuts, &self.charts);
        starts.push(text.len());
        written.lines = kept(&starts, &cuts)
            .into_iter()
            .enumerate()
            .map(|(at, span)| (at + self.head, span))
            .map(|(at, span)| (self.origins.get(at).copied().unwrap_or(at + 1), span))
            .collect();
        written
    }
}

/// Where the lines that begin at `starts` of the draft, the last of them its end, stand once it was cut.
fn kept(starts: &[usize], cuts: &[clause::Cut]) -> Vec<Span> {
    let mut cuts = cuts.iter().peekable();
    let (mut removed, mut added) = (0, 0);
    let mut edges = Vec::with_capacity(starts.len());
    for start in starts {
        while let Some(cut) = cuts.next_if(|cut| cut.span.end <= *start) {
            removed += cut.span.len();
            added += cut.instead.len();
        }
        // A line that begins within what was cut begins behind it.
        let within = cuts.peek().filter(|cut| cut.span.start < *start);
        edges.push(within.map_or(start + added - removed, |cut| {
            cut.span.start + added - removed + cut.instead.len()
        }));
    }
    let behind = edges.iter().skip(1);
    edges
        .iter()
        .zip(behind)
        .map(|(start, end)| Span::new(*start, *end))
        .collect()
}

/// Silences the claims that too few facts speak for.
fn weigh(text: &str, marks: &mut [Mark<'_>], held: &Held, voice: Voice<'_>) {
    let told = marks.iter().filter(|mark| mark.outcome.is_ok());
    let places: Vec<(Span, &Key)> = told
        .filter_map(|mark| Some((mark.span, mark.key.as_ref()?)))
        .collect();
    let claims = marks.iter().enumerate();
    let supports: Vec<(usize, Support)> = claims
        .filter_map(|(position, mark)| {
            let support = claim::support(mark.claim?, (text, mark.span), &places, held, voice);
            (!support.holds()).then_some((position, support))
        })
        .collect();
    for (position, support) in supports {
        if let Some(mark) = marks.get_mut(position) {
            mark.outcome = Err(Silence::Unsupported(support));
        }
    }
}

/// What a binding says, and the fact that it says; a year is none.
pub(crate) type Spoken<'h> = Result<(String, Option<Cow<'h, Fact>>), Silence>;

/// What a binding says, and of which key.
fn said<'h>(
    what: &What,
    format: &Format,
    (held, voice): (&'h Held, Voice<'_>),
    (report, template, home): (Period, Option<Period>, &str),
) -> (Option<Key>, Spoken<'h>) {
    let name = match what {
        What::Fact(name) => name,
        What::Words(words) => return (None, Ok((words.clone(), None))),
        What::Stamp(stamp) => {
            let times = Times { report, template };
            let words = stamp.said(&wordy(format), times, held.given(), voice);
            return (None, Ok((words, None)));
        }
        What::Claim(_) => {
            let words = wordy(format);
            return (None, Ok((words, None)));
        }
        What::Year(when) => {
            let year = when.at(report).map(|period| period.from.year());
            return (None, counted(format, year, voice));
        }
        What::Count(count) => return (None, counted(format, count.at(report), voice)),
    };
    let Some(key) = name.at(report, home) else {
        return (None, Err(Silence::Absent));
    };
    let said = held.say(&key, format, voice);
    (Some(key), said.map(|(words, fact)| (words, Some(fact))))
}

/// The words of a format that has no number.
fn wordy(format: &Format) -> String {
    let words = format.pieces.iter().map(|piece| match piece {
        Piece::Words(words) => words.as_str(),
        Piece::Near(_) | Piece::Verb(_) | Piece::Unsaid(_) | Piece::Number(_) => "",
    });
    words.collect()
}

/// A year, or a number of years, in the words of its binding.
fn counted<'h>(format: &Format, number: Option<i16>, voice: Voice<'_>) -> Spoken<'h> {
    let words = number.and_then(|number| year_in(format, number, voice));
    words.map(|words| (words, None)).ok_or(Silence::Absent)
}

fn year_in(format: &Format, year: i16, voice: Voice<'_>) -> Option<String> {
    let year = u16::try_from(year).ok()?.into();
    let said = format.pieces.iter().map(|piece| match piece {
        Piece::Words(words) | Piece::Near(words) | Piece::Verb(words) => Some(words.to_string()),
        Piece::Unsaid(_) => Some(String::new()),
        Piece::Number(pattern) => numeral::written(&year, 0, *pattern, voice.catalogue),
    });
    said.collect()
}

/// The draft without what is cut out of it.
fn finished(
    text: &str,
    marks: Vec<Mark<'_>>,
    lines: &[usize],
    cuts: &[clause::Cut],
    charts: &[Chart],
) -> Written {
    let mut written = Written::default();
    // What was cut before each cut, and what stands instead.
    let mut gone = vec![(0, 0)];
    let mut at = 0;
    for cut in cuts {
        written.text.push_str(Span::new(at, cut.span.start).of(text));
        written.text.push_str(cut.instead);
        at = cut.span.end;
        let (removed, added) = gone.last().copied().unwrap_or_default();
        gone.push((removed + cut.span.len(), added + cut.instead.len()));
    }
    written.text.push_str(text.get(at..).unwrap_or_default());
    let cut_of = |span: Span| {
        let from = cuts.partition_point(|cut| cut.span.end < span.start);
        cuts.iter()
            .skip(from)
            .take_while(|cut| cut.span.start <= span.start)
            .find(|cut| cut.holds(span))
    };
    let moved = |span: Span| {
        let before = cuts.partition_point(|cut| cut.span.end <= span.start);
        let (removed, added) = gone.get(before).copied().unwrap_or_default();
        let start = span.start + added - removed;
        Span::new(start, start + span.len())
    };
    let told: Vec<(Span, bool)> = marks
        .iter()
        .map(|mark| (mark.span, mark.outcome.is_err() && mark.span.is_empty()))
        .collect();
    written.removed = removed(cuts, &told);
    let known: Vec<(Span, Key)> = marks
        .iter()
        .filter(|mark| matches!(mark.outcome, Ok(Some(_))))
        .filter_map(|mark| Some((mark.span, mark.key.clone()?)))
        .collect();
    if !charts.is_empty() {
        let places: Vec<Span> = told.iter().map(|(span, _)| moved(*span)).collect();
        let drawn = charts
            .iter()
            .filter_map(|chart| chart.drawn(&written.text, &places));
        written.charts = drawn.collect();
    }
    for (mark, line) in marks.into_iter().zip(lines) {
        let cut = cut_of(mark.span);
        let fill = match cut {
            Some(cut) => Some(cut.instead).filter(|instead| !instead.is_empty()),
            None => Some(mark.span.of(text)).filter(|_| mark.outcome.is_ok()),
        };
        written.fills.push(fill.map(str::to_owned));
        match (mark.outcome, mark.key) {
            (Ok(Some(fact)), Some(key)) if cut.is_none() => written.said.push(Said {
                span: moved(mark.span),
                key,
                fact: fact.into_owned(),
            }),
            (Ok(None), None) if cut.is_none() && mark.claim.is_some() => {
                written.claims.push(moved(mark.span));
            }
            (Ok(None), None) if cut.is_none() => {
                let places = if mark.is_dated {
                    &mut written.years
                } else {
                    &mut written.words
                };
                places.push(moved(mark.span));
            }
            (Err(silence), key) => written.unsaid.push(LeftOut {
                line: *line,
                key,
                silence,
                words: cut.map_or_else(String::new, |cut| cut.words(text, &told)),
                with: cut.map_or_else(Vec::new, |cut| cut.known(&known)),
            }),
            (Ok(_), _) => {}
        }
    }
    written
}

/// What is cut out of the template's words, as spans of all of them side by side.
fn removed(cuts: &[clause::Cut], marks: &[(Span, bool)]) -> Vec<Span> {
    let mut removed = Vec::new();
    // So many bytes were said before.
    let (mut said, mut next) = (0, 0);
    let mut words_before = |at: usize| {
        while let Some((mark, _)) = marks.get(next).filter(|(mark, _)| mark.end <= at) {
            said += mark.len();
            next += 1;
        }
        at - said
    };
    for cut in cuts {
        let span = Span::new(words_before(cut.span.start), words_before(cut.span.end));
        removed.extend((!span.is_empty()).then_some(span));
    }
    removed
}

impl clause::Cut {
    /// The keys of what is known and cut with the rest.
    fn known(&self, known: &[(Span, Key)]) -> Vec<Key> {
        let from = known.partition_point(|(span, _)| span.start < self.span.start);
        let within = known.iter().skip(from).take_while(|(span, _)| self.holds(*span));
        within.map(|(_, key)| key.clone()).collect()
    }

    /// The words that are cut, with a sign for what was not said.
    fn words(&self, text: &str, marks: &[(Span, bool)]) -> String {
        let mut words = String::new();
        let mut at = self.span.start;
        let from = marks.partition_point(|(span, _)| span.start < self.span.start);
        for (span, is_silent) in marks
            .iter()
            .skip(from)
            .take_while(|(span, _)| span.start <= self.span.end)
        {
            if *is_silent && self.holds(*span) {
                words.push_str(Span::new(at, span.start).of(text));
                words.push_str(ELLIPSIS);
                at = span.end;
            }
        }
        words.push_str(Span::new(at, self.span.end).of(text));
        words
            .trim_matches(|character| clause::is_stop(character) || matches!(character, clause::COMMA | ','))
            .trim()
            .to_owned()
    }
}
