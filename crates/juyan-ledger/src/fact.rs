//! Facts as rows.

use crate::error::{LedgerError, Result};
use crate::legible::{Fault, Illegible};
use crate::texts::{Texts, day, decimal};
use crate::writing::{Table, Writing, maybe, number, text};
use juyan_model::{Decimal, Fact, Key, Limit, Prices, Printed, Secrecy, Source, Span, Value, Worth};
use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde_json as json;
use smol_str::SmolStr;
use std::io::Write as _;
use std::ops::Range;

/// A fact and what the ledger knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its place among all facts: what names this very fact, when several stand under a key.
    pub seq: i64,
    /// The change that brought it.
    pub change: i64,
    /// The fact, under the key that it is bound to.
    pub fact: Fact,
    /// The key that it came with, where it was bound to another.
    pub came_as: Option<Key>,
    /// The fact that it corrects.
    pub revises: Option<i64>,
    /// Whether it is not public by itself and was released.
    pub released: bool,
    /// What became of it.
    pub standing: Standing,
}

/// What became of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It stands.
    Stands,
    /// A later fact corrects it, since this change.
    Revised(i64),
    /// The change that brought it was taken back, by this change.
    TakenBack(i64),
}

impl Writing<'_> {
    /// Adds a fact, as the correction of `revises` where that is one. Gives its place.
    ///
    /// The document of its source must be kept before (see [`Writing::paper`]).
    pub fn fact(&mut self, fact: &Fact, revises: Option<i64>) -> Result<i64> {
        revises.map_or(Ok(()), |revised| self.holds_fact(revised))?;
        let (document, spans) = match &fact.source {
            Source::Document {
                document,
                span,
                sentence,
            } => {
                let row = self.document(document)?;
                let row = row.ok_or_else(|| LedgerError::NoDocument(document.to_string()))?;
                (Some(row), Some((*span, *sentence)))
            }
            _ => (None, None),
        };
        let mut texts = std::mem::take(&mut self.texts);
        texts.clear();
        let worth = Amounts::of(fact, &mut texts);
        let key = texts.write(|text| _ = write!(text, "{}", fact.key));
        let days = fact.key.period.map(|period| {
            let mut write = |date| texts.write(|text| day(date, text));
            (write(period.from), write(period.to))
        });
        let origin = match &fact.source {
            Source::Document { .. } => None,
            other => Some(texts.write(|text| _ = json::to_writer(text, other))),
        };
        let place = |at: Option<usize>| number(at.and_then(|at| i64::try_from(at).ok()));
        let made = |place: Option<&Range<usize>>| texts.column(place);
        let inserted = self.insert(
            Table::Fact,
            &[
                made(Some(&key)),
                text(&fact.key.region),
                made(days.as_ref().map(|days| &days.0)),
                made(days.as_ref().map(|days| &days.1)),
                made(worth.value.as_ref()),
                made(worth.value_to.as_ref()),
                maybe(worth.class),
                maybe(fact.unit.as_deref()),
                made(worth.digits.as_ref()),
                made(worth.scale.as_ref()),
                number(fact.printed.map(|printed| i64::from(printed.exact))),
                maybe(fact.limit.map(limit_name)),
                maybe(fact.prices.map(prices_name)),
                text(&fact.note),
                text(&fact.department),
                text(secrecy_name(fact.secrecy)),
                number(document),
                place(spans.map(|(span, _)| span.start)),
                place(spans.map(|(span, _)| span.end)),
                place(spans.map(|(_, sentence)| sentence.start)),
                place(spans.map(|(_, sentence)| sentence.end)),
                made(origin.as_ref()),
                number(revises),
            ],
        );
        self.texts = texts;
        inserted
    }

    /// Gives the fact `fact` another key: that of the catalogue for own words, or one with a dimension. Facts whose keys stand on what
    /// was said of it go with it.
    pub fn bind(&mut self, fact: i64, key: &Key) -> Result<i64> {
        let bound = self.bound(fact, key)?;
        self.bind_followers(fact, key)?;
        Ok(bound)
    }

    /// Gives `fact` a key since `earlier`, which is told in the same words, has it.
    pub(crate) fn bind_like(&mut self, fact: i64, key: &Key, earlier: i64) -> Result<i64> {
        self.answer(fact, earlier, "same-words")?;
        self.bound(fact, key)
    }

    fn bound(&mut self, fact: i64, key: &Key) -> Result<i64> {
        self.holds_fact(fact)?;
        self.insert(Table::Binding, &[ValueRef::Integer(fact), text(&key.to_string())])
    }

    /// Keeps the answer that `other` corrects `fact`, both under one key.
    pub fn is_revised_by(&mut self, fact: i64, other: i64) -> Result<i64> {
        self.answer(fact, other, "revision")
    }

    /// Keeps the answer that both facts stand, though they are under one key and differ.
    pub fn both_stand(&mut self, fact: i64, other: i64) -> Result<i64> {
        self.answer(fact, other, "both")
    }

    /// Keeps that `fact` does not follow any more from what it followed from, and nothing takes its place.
    pub fn withdraw(&mut self, fact: i64) -> Result<i64> {
        self.answer(fact, fact, "withdrawn")
    }

    fn answer(&mut self, fact: i64, other: i64, answer: &str) -> Result<i64> {
        self.holds_fact(fact)?;
        self.holds_fact(other)?;
        let row = [ValueRef::Integer(fact), ValueRef::Integer(other), text(answer)];
        self.insert(Table::Answer, &row)
    }

    /// Keeps that a fact that is not public was released, and on what ground.
    pub fn release(&mut self, fact: i64, ground: &str) -> Result<i64> {
        self.holds_fact(fact)?;
        self.insert(Table::Release, &[ValueRef::Integer(fact), text(ground)])
    }

    /// Fails where there is no such fact to say something of.
    fn holds_fact(&self, fact: i64) -> Result<()> {
        let mut query = self.db.prepare_cached("SELECT 1 FROM fact WHERE seq = ?1")?;
        if query.exists([fact])? {
            Ok(())
        } else {
            Err(LedgerError::NoFact(fact))
        }
    }
}

/// Where a fact's numbers stand as text.
struct Amounts<'f> {
    value: Option<Range<usize>>,
    value_to: Option<Range<usize>>,
    class: Option<&'f str>,
    digits: Option<Range<usize>>,
    scale: Option<Range<usize>>,
}

/// What a fact comes to as one text, as `words-of-fact.sql` has it.
pub(crate) fn written(fact: &Fact) -> String {
    match &fact.worth {
        Worth::Number(Value::One(value)) => format!("{value}//"),
        Worth::Number(Value::Range(from, to)) => format!("{from}/{to}/"),
        Worth::Class(class) => format!("//{class}"),
    }
}

impl<'f> Amounts<'f> {
    fn of(fact: &'f Fact, texts: &mut Texts) -> Self {
        let mut write = |number: Decimal| texts.write(|text| decimal(number, text));
        let (value, value_to, class) = match &fact.worth {
            Worth::Number(Value::One(value)) => (Some(write(*value)), None, None),
            Worth::Number(Value::Range(from, to)) => (Some(write(*from)), Some(write(*to)), None),
            Worth::Class(class) => (None, None, Some(class.as_str())),
        };
        Self {
            value,
            value_to,
            class,
            digits: fact.printed.map(|printed| write(printed.digits)),
            scale: fact.printed.map(|printed| write(printed.scale)),
        }
    }
}

impl Kept {
    /// The fact of a row of `facts.sql`.
    pub(crate) fn from_row(row: &Row<'_>) -> Result<Self> {
        let seq = row.get(0)?;
        let columns = Columns { row, seq };
        let came = columns.text(KEY)?.unwrap_or_default();
        let bound = columns.text(BOUND_KEY)?;
        let key = |text: &str, column| {
            let read = text.parse::<Key>();
            read.map_err(|_| Fault::Key.of("fact", seq, column, text))
        };
        let fact = Fact {
            key: bound.map_or_else(|| key(came, "key"), |bound| key(bound, "bound_key"))?,
            worth: columns.worth()?,
            unit: columns.words((6, "unit"))?,
            printed: columns.printed()?,
            limit: columns.named((10, "bound"), &LIMITS)?,
            prices: columns.named((11, "prices"), &PRICES)?,
            note: columns.words((12, "note"))?.unwrap_or_default(),
            department: columns.words((13, "department"))?.unwrap_or_default(),
            secrecy: columns
                .named(SECRECY_OF, &SECRECY)?
                .ok_or_else(|| columns.fault(Fault::Missing, SECRECY_OF))?,
            source: columns.source()?,
        };
        Ok(Self {
            seq,
            change: row.get(1)?,
            fact,
            came_as: bound.is_some().then(|| key(came, "key")).transpose()?,
            revises: row.get(21)?,
            released: row.get(23)?,
            standing: Standing::Stands,
        })
    }

    /// Whether everybody may see it.
    pub fn is_public(&self) -> bool {
        self.fact.secrecy == Secrecy::Public || self.released
    }
}

/// A column of a row of `facts.sql`: where it stands there, and its name in the table.
type Column = (usize, &'static str);

const KEY: Column = (2, "key");
const VALUE: Column = (3, "value");
const VALUE_TO: Column = (4, "value_to");
const CLASS: Column = (5, "class");
const DIGITS: Column = (7, "digits");
const SCALE: Column = (8, "scale");
const SECRECY_OF: Column = (14, "secrecy");
const DOCUMENT: Column = (15, "document");
const SPAN_START: Column = (16, "span_start");
const SPAN_END: Column = (17, "span_end");
const SENTENCE_START: Column = (18, "sentence_start");
const SENTENCE_END: Column = (19, "sentence_end");
const ORIGIN: Column = (20, "origin");
const BOUND_KEY: Column = (22, "key");

/// Where the figure and the sentence begin and end that a fact stands in.
pub(crate) const SPANS: [[&str; 2]; 2] = [[SPAN_START.1, SPAN_END.1], [SENTENCE_START.1, SENTENCE_END.1]];

/// The columns of a row of `facts.sql`. What cannot be read is told and never passed over.
struct Columns<'r> {
    row: &'r Row<'r>,
    seq: i64,
}

impl<'r> Columns<'r> {
    fn fault(&self, fault: Fault, (at, name): Column) -> Illegible {
        let holds = self.row.get_ref(at).ok();
        let holds = match holds {
            Some(ValueRef::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            Some(ValueRef::Integer(number)) => number.to_string(),
            _ => String::new(),
        };
        fault.of("fact", self.seq, name, &holds)
    }

    /// The text of a column, as it stands in the file.
    fn text(&self, (at, _): Column) -> Result<Option<&'r str>> {
        let text = self.row.get_ref(at)?.as_str_or_null();
        Ok(text.map_err(rusqlite::Error::from)?)
    }

    fn words(&self, column: Column) -> Result<Option<SmolStr>> {
        Ok(self.text(column)?.map(SmolStr::from))
    }

    fn decimal(&self, column: Column) -> Result<Option<Decimal>> {
        let number = self.text(column)?.map(str::parse);
        Ok(number
            .transpose()
            .map_err(|_| self.fault(Fault::Number, column))?)
    }

    fn worth(&self) -> Result<Worth> {
        let number = match (self.decimal(VALUE)?, self.decimal(VALUE_TO)?) {
            (Some(from), Some(to)) => Some(Value::Range(from, to)),
            (Some(value), None) => Some(Value::One(value)),
            (None, Some(_)) => return Err(self.fault(Fault::Missing, VALUE).into()),
            (None, None) => None,
        };
        match (number, self.words(CLASS)?) {
            (Some(number), None) => Ok(Worth::Number(number)),
            (None, Some(class)) => Ok(Worth::Class(class)),
            (Some(_), Some(_)) => Err(self.fault(Fault::Surplus, CLASS).into()),
            (None, None) => Err(self.fault(Fault::Missing, VALUE).into()),
        }
    }

    fn printed(&self) -> Result<Option<Printed>> {
        let exact: Option<bool> = self.row.get(9)?;
        match (self.decimal(DIGITS)?, self.decimal(SCALE)?) {
            (Some(digits), Some(scale)) => Ok(Some(Printed {
                digits,
                scale,
                exact: exact.unwrap_or_default(),
            })),
            (None, None) => Ok(None),
            (Some(_), None) => Err(self.fault(Fault::Missing, SCALE).into()),
            (None, Some(_)) => Err(self.fault(Fault::Missing, DIGITS).into()),
        }
    }

    fn source(&self) -> Result<Source> {
        let origin = self.text(ORIGIN)?;
        let Some(document) = self.words(DOCUMENT)? else {
            let read = origin.and_then(|origin| json::from_str(origin).ok());
            return match read {
                // A document is named in a column of its own, so that it is there.
                None | Some(Source::Document { .. }) => Err(self.fault(Fault::Origin, ORIGIN).into()),
                Some(source) => Ok(source),
            };
        };
        if origin.is_some() {
            return Err(self.fault(Fault::Surplus, ORIGIN).into());
        }
        let span = |start, end| Ok::<_, LedgerError>(Span::new(self.place(start)?, self.place(end)?));
        Ok(Source::Document {
            document,
            span: span(SPAN_START, SPAN_END)?,
            sentence: span(SENTENCE_START, SENTENCE_END)?,
        })
    }

    fn place(&self, column: Column) -> Result<usize> {
        let at: Option<i64> = self.row.get(column.0)?;
        let at = at.ok_or_else(|| self.fault(Fault::Missing, column))?;
        Ok(usize::try_from(at).map_err(|_| self.fault(Fault::Place, column))?)
    }

    /// What the name in a column stands for.
    fn named<T: Copy>(&self, column: Column, names: &[(T, &str)]) -> Result<Option<T>> {
        let Some(stored) = self.text(column)? else {
            return Ok(None);
        };
        let meant = names.iter().find(|(_, name)| *name == stored);
        Ok(Some(meant.ok_or_else(|| self.fault(Fault::Word, column))?.0))
    }
}

const LIMITS: [(Limit, &str); 5] = [
    (Limit::About, "about"),
    (Limit::Over, "over"),
    (Limit::Under, "under"),
    (Limit::Better, "better"),
    (Limit::Steady, "steady"),
];

const PRICES: [(Prices, &str); 3] = [
    (Prices::Current, "current"),
    (Prices::Constant, "constant"),
    (Prices::Comparable, "comparable"),
];

const SECRECY: [(Secrecy, &str); 2] = [(Secrecy::Public, "public"), (Secrecy::Internal, "internal")];

fn name_of<T: PartialEq + Copy>(value: T, names: &[(T, &'static str)]) -> &'static str {
    names
        .iter()
        .find(|(known, _)| *known == value)
        .map_or("", |(_, name)| name)
}

fn limit_name(limit: Limit) -> &'static str {
    name_of(limit, &LIMITS)
}

fn prices_name(prices: Prices) -> &'static str {
    name_of(prices, &PRICES)
}

fn secrecy_name(secrecy: Secrecy) -> &'static str {
    name_of(secrecy, &SECRECY)
}
