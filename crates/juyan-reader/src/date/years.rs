//! Years: named, from one to another, of a five-year plan, and in number (二十年).

use super::place::Reader;
use super::{DateKind, Edge, Moment, Part, Year};
use crate::numeral::is_space;
use crate::quantity::{Form, word_before};
use juyan_catalogue::{Catalogue, Class, Classes, NumeralSign, TimeWord, UnitClass};
use juyan_model::Value;

/// Years outside these are no years of a report.
pub(super) const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// The year in which what is numbered begins, of plans and congresses that follow one another every few years: the list `id` says
/// in which year that of number nought would have begun, and how many years lie between two.
pub(crate) fn first_of(number: i32, id: &str, catalogue: &Catalogue) -> Option<i32> {
    let mut said = catalogue.list(id).iter().map(|word| word.parse::<i32>());
    let (nought, years) = (said.next()?.ok()?, said.next()?.ok()?);
    number.checked_mul(years)?.checked_add(nought)
}

impl Reader<'_> {
    /// The years of a five-year plan: 十三五 in quotes or before 时期.
    pub(super) fn plan(&mut self) -> Option<DateKind> {
        let run: Vec<NumeralSign> = self
            .rest()
            .chars()
            .take(4)
            .map_while(|c| self.catalogue.numerals.sign(c))
            .collect();
        let number = match run.as_slice() {
            [
                NumeralSign::Small(1),
                NumeralSign::Digit(ones),
                NumeralSign::Digit(5),
            ] => 10 + i16::from(*ones),
            [NumeralSign::Small(1), NumeralSign::Digit(5)] => 10,
            [NumeralSign::Digit(ones @ 6..=9), NumeralSign::Digit(5)] => i16::from(*ones),
            _ => return None,
        };
        let opened = self.before().ends_with(['“', '"', '「', '『']);
        self.at += self
            .rest()
            .chars()
            .take(run.len())
            .map(char::len_utf8)
            .sum::<usize>();
        self.has_numeral = true;
        let quoted = opened && self.rest().starts_with(['”', '"', '」', '』']);
        let mut behind = *self;
        if quoted {
            behind.sign(&['”', '"', '」', '』']);
        }
        let named = behind.is(TimeWord::Plan).is_some();
        let edge = behind.edge();
        if !quoted && !named && edge == Edge::All {
            return None;
        }
        if edge != Edge::All {
            *self = behind;
        }
        let first = i16::try_from(first_of(i32::from(number), "plan-years", self.catalogue)?).ok()?;
        let year = |year| Moment {
            year: Year::Given(year),
            part: Part::Whole,
            edge: Edge::All,
        };
        Some(match edge {
            Edge::All => DateKind::Between(year(first), year(first + 4)),
            Edge::End => DateKind::Moment(Moment {
                edge,
                ..year(first + 4)
            }),
            Edge::Begin | Edge::Since => DateKind::Moment(Moment { edge, ..year(first) }),
        })
    }

    /// 2011-2015年.
    pub(super) fn years(&mut self) -> Option<DateKind> {
        let first = self.year_number()?;
        self.spaces();
        self.join()?;
        self.spaces();
        let last = self.year_number()?;
        self.spaces();
        self.is(TimeWord::YearMark)?;
        let year = |year| Moment {
            year: Year::Given(year),
            part: Part::Whole,
            edge: Edge::All,
        };
        (first < last).then(|| DateKind::Between(year(first), year(last)))
    }

    fn year_number(&mut self) -> Option<i16> {
        let number = self
            .number()
            .filter(|number| number.digits == 4 && YEARS.contains(&number.value))?;
        i16::try_from(number.value).ok()
    }

    /// Years without 年: `2021-2025`, `2012–13`, 从2005.
    pub(super) fn bare_years(&mut self) -> Option<DateKind> {
        let begins = *self;
        let follows_from = || {
            word_before(begins.before().trim_end_matches(is_space), begins.catalogue)
                .is_some_and(|(_, entry)| entry.classes.has(Class::From))
        };
        let first = self.year_number()?;
        let year = |year| Moment {
            year: Year::Given(year),
            part: Part::Whole,
            edge: Edge::All,
        };
        let last = self.attempt(|reader| {
            reader.sign(&['-', '－', '—', '–', '~', '～'])?;
            let last = reader.figures(4)?;
            let next = i64::from(first) + 1;
            match last.digits {
                4 if YEARS.contains(&last.value) && last.value > i64::from(first) => {
                    i16::try_from(last.value).ok()
                }
                2 if last.value == next.rem_euclid(100) => i16::try_from(next).ok(),
                _ => None,
            }
        });
        let joined = |c: char| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '－' | '—' | '–' | '/' | '.' | '．' | '%' | '％')
        };
        if self.rest().starts_with(joined) || begins.before().ends_with(['-', '－', '—', '–', '/']) {
            return None;
        }
        if let Some(last) = last {
            self.attempt(|reader| reader.is(TimeWord::YearMark));
            return Some(DateKind::Between(year(first), year(last)));
        }
        let counts = || begins.quantity().is_some_and(|found| found.unit.is_some());
        (follows_from() && !counts()).then(|| DateKind::Moment(year(first)))
    }

    /// 2024年, 去年.
    pub(super) fn year(&mut self) -> Option<Year> {
        if let Some(TimeWord::Year(years)) = self.word(|word| matches!(word, TimeWord::Year(_))) {
            return Some(Year::Relative(years));
        }
        if self.is(TimeWord::YearBefore).is_some() {
            return Some(Year::Before);
        }
        let year = self.year_number()?;
        self.spaces();
        // 年底 is one word: it is left for the part of the year.
        if !matches!(self.peek(), Some((_, TimeWord::YearEnd | TimeWord::YearBegin))) {
            self.is(TimeWord::YearMark)?;
        }
        Some(Year::Given(year))
    }

    /// 第一年.
    pub(super) fn ordinal_year(&mut self) -> Option<DateKind> {
        let hit = self
            .catalogue
            .lexicon
            .words(self.rest())
            .find(|hit| hit.entry.classes.has(Class::Ordinal))?;
        self.at += hit.len;
        self.number()?;
        self.is(TimeWord::YearMark)?;
        Some(DateKind::Ordinal)
    }

    /// 二十年, 三至五年, 75周年: years in number. Behind a verb of change they are its amount (提前一年), and shorter
    /// times are amounts too.
    pub(super) fn duration(&mut self) -> Option<DateKind> {
        const CHANGES: Classes = Classes::of(&[Class::Rise, Class::Fall]);
        let found = self
            .quantity()
            .filter(|found| found.class == Some(UnitClass::Time))?;
        let unit = found.unit.clone()?;
        let word = self.catalogue.lexicon.get(&unit)?.time?;
        let changes =
            word_before(self.before(), self.catalogue).is_some_and(|(_, entry)| entry.classes.any(CHANGES));
        let counts = matches!(word, TimeWord::YearMark | TimeWord::YearCount) && !found.ordinal;
        let whole = match found.value? {
            Value::One(value) => value.is_integer(),
            Value::Range(low, high) => low.is_integer() && high.is_integer(),
        };
        if changes
            || !counts
            || !whole
            || !matches!(found.form, Form::Plain | Form::Range)
            || found.span.start != self.at
        {
            return None;
        }
        self.at = found.span.end;
        self.has_numeral = true;
        Some(DateKind::Duration(found.value?, unit))
    }
}
