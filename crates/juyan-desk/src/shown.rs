//! Facts as they are shown: in the words of their source where it has words.

use juyan::Context;
use juyan::model::{Expected, Fact, Key, KeyError, Limit, Source, Span, Term, Value, Worth};
use juyan_ledger::{Kept, Ledger, LedgerError};
use juyan_monitor::{Amount, rounded};
use juyan_publish::worth_of;
use juyan_register::{Place, no_such_day};
use smol_str::SmolStr;

/// A fact as a row of a table.
#[derive(Debug)]
pub struct Row {
    /// The value as printed, else in the base unit.
    pub value: String,
    /// Where it came from, in one line.
    pub source: String,
}

impl Row {
    /// The row of `kept`.
    pub fn of(kept: &Kept, ledger: &Ledger) -> Result<Self, LedgerError> {
        let plain = plain(&kept.fact.worth, kept.fact.unit.as_deref().unwrap_or_default());
        Ok(match &kept.fact.source {
            Source::Document { document, span, .. } => {
                let paper = ledger.paper(document)?;
                let printed = paper.as_ref().map(|paper| span.of(&paper.text).to_owned());
                Self {
                    value: printed
                        .filter(|printed| !printed.is_empty())
                        .map_or(plain, |printed| signed(printed, &kept.fact)),
                    source: paper.map(|paper| paper.name.clone()).unwrap_or_default(),
                }
            }
            Source::Cell {
                workbook,
                sheet,
                cell,
            } => Self {
                value: entered(&kept.fact),
                source: Place {
                    file: workbook.clone(),
                    sheet: sheet.clone(),
                    cell: cell.clone(),
                }
                .to_string(),
            },
            Source::Formula { formula, .. } => Self {
                value: said(&kept.fact),
                source: formula.to_string(),
            },
            Source::Entry => Self {
                value: entered(&kept.fact),
                source: String::new(),
            },
        })
    }
}

/// What a text prints of a fact, with the sign that its words give: of 下降0.6% the number alone does not tell.
fn signed(printed: String, fact: &Fact) -> String {
    let is_signed = printed.starts_with(['-', '\u{2212}', '\u{ff0d}']);
    if is_less(fact) && !is_signed {
        format!("-{printed}")
    } else {
        printed
    }
}

/// What somebody entered, with the digits and the scale word that he wrote, and how it is loose.
fn entered(fact: &Fact) -> String {
    let first = |list: &str| juyan::catalogue().list(list).first().map_or("", SmolStr::as_str);
    let loose = match fact.limit {
        Some(Limit::About) => "≈",
        Some(Limit::Over) => "≥",
        Some(Limit::Under) => "≤",
        Some(Limit::Better) => first("enter.better"),
        Some(Limit::Steady) => first("enter.steady"),
        None => "",
    };
    format!("{loose}{}", worth_of(fact, juyan::catalogue()))
}

fn is_less(fact: &Fact) -> bool {
    matches!(fact.worth, Worth::Number(Value::One(value)) if value.is_sign_negative())
}

/// The value of a fact as it is printed, where a formula says in which unit; else in the base unit.
pub fn said(fact: &Fact) -> String {
    let plain = || plain(&fact.worth, fact.unit.as_deref().unwrap_or_default());
    let (Source::Formula { formula, .. }, Some(printed)) = (&fact.source, fact.printed) else {
        return plain();
    };
    let Some(formula) = juyan::catalogue().formula(formula) else {
        return plain();
    };
    format!("{}{}", printed.said(is_less(fact), formula.trim), formula.unit)
}

/// What a fact came to before and what it comes to, as they are printed; with more digits where print shows no difference.
pub fn from_to(was: &Fact, is: &Fact) -> (String, String) {
    /// Digits behind the point that tell most apart, and as many as numbers have.
    const CLOSER: std::ops::RangeInclusive<u32> = 6..=28;
    let printed = (said(was), said(is));
    if printed.0 != printed.1 {
        return printed;
    }
    let closer = |fact: &Fact, digits: u32| match &fact.worth {
        Worth::Number(Value::One(value)) => {
            let value = Worth::Number(Value::One(value.round_dp(digits)));
            plain(&value, fact.unit.as_deref().unwrap_or_default())
        }
        _ => said(fact),
    };
    let mut pairs = CLOSER.map(|digits| (closer(was, digits), closer(is, digits)));
    pairs.find(|(was, is)| was != is).unwrap_or(printed)
}

/// What a plan wants, in the unit that it is written in.
pub fn amount(amount: &Amount) -> String {
    format!("{}{}", rounded(&amount.told(), 2, true), amount.told_in)
}

/// The value with its unit.
pub fn plain(worth: &Worth, unit: &str) -> String {
    match worth {
        Worth::Number(Value::One(value)) => format!("{}{unit}", value.normalize()),
        Worth::Number(Value::Range(from, to)) => format!("{}–{}{unit}", from.normalize(), to.normalize()),
        Worth::Class(class) => format!("{class}{unit}"),
    }
}

/// The key that `text` spells, as facts have it; else what is wrong, with a caret under the character.
pub fn key(text: &str, context: Context<'_>) -> Result<Key, String> {
    let key = text.parse().map(|key| context.catalogue.canonical(key));
    key.map_err(|error: KeyError| {
        let time = text.rsplit(':').next().unwrap_or_default();
        let day = no_such_day(time, context.catalogue).filter(|_| {
            matches!(
                error.expected,
                Expected::Period | Expected::Day | Expected::Reference
            )
        });
        let wanted = match day {
            Some(day) => day.told(context.catalogue, context.language.code()),
            None => context.fill(&format!("key.{}", error.expected.name()), &[]),
        };
        let before: String = text.chars().take(error.at).collect();
        let lead = under(&before);
        context.fill(
            "ledger.key",
            &[
                ("key", &text),
                ("caret", &format!("{lead}^")),
                ("reason", &wanted),
            ],
        )
    })
}

/// The name of what a key is of, as it stands behind the key; empty where the key has it in its own words.
pub fn named(key: &Key, context: Context<'_>) -> String {
    match &key.indicator {
        Term::Id(_) => context.fill("ledger.named", &[("name", &called(key, context))]),
        Term::Words(_) => String::new(),
    }
}

/// What a key is of: the name of its indicator, or its own words.
pub fn called(key: &Key, context: Context<'_>) -> String {
    match &key.indicator {
        Term::Id(id) => {
            let indicator = context.catalogue.indicator(id);
            indicator.map_or(id, |indicator| &indicator.name).to_string()
        }
        Term::Words(words) => words.to_string(),
    }
}

/// Blank as wide as `text`, to put a caret behind.
pub fn under(text: &str) -> String {
    text.chars().map(blank).collect()
}

/// As many columns of blank as `character` takes.
fn blank(character: char) -> &'static str {
    if character.is_ascii() { " " } else { "\u{3000}" }
}

/// The sentence of a fact with the figure between marks.
pub fn quoted(text: &str, sentence: Span, span: Span) -> String {
    let before = Span::new(sentence.start, span.start).of(text);
    let after = Span::new(span.end, sentence.end).of(text);
    let flat = |words: &str| words.split_whitespace().collect::<String>();
    format!("{}【{}】{}", flat(before), span.of(text), flat(after))
}
