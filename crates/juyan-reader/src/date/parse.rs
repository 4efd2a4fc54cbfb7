//! The grammar of times.

use super::{DateExpr, DateKind, Edge, Moment, Part, Year};
use crate::numeral::{Style, is_space, numeral_unspaced};
use crate::quantity::{Form, quantity, word_before};
use juyan_catalogue::{Catalogue, Class, Classes, NumeralSign, TimeWord, UnitClass};
use juyan_model::{Date, Decimal, Value};

/// Years outside these are no years of a report.
const YEARS: std::ops::RangeInclusive<i64> = 1900..=2100;

/// A place in the text, which only goes on where something was read.
#[derive(Clone, Copy)]
struct Reader<'a> {
    text: &'a str,
    at: usize,
    catalogue: &'a Catalogue,
    has_numeral: bool,
}

/// A whole number without scale.
#[derive(Clone, Copy)]
struct Number {
    value: i64,
    digits: usize,
}

/// The time that begins at `at`.
pub(super) fn expression(text: &str, at: usize, catalogue: &Catalogue) -> Option<DateExpr> {
    let first = text.get(at..)?.chars().next()?;
    let reader = Reader {
        text,
        at,
        catalogue,
        has_numeral: false,
    };
    let begins_number = match catalogue.numerals.sign(first) {
        Some(NumeralSign::Arabic(_)) => {
            if reader.is_inside() {
                return None;
            }
            true
        }
        Some(NumeralSign::Digit(_) | NumeralSign::Small(_) | NumeralSign::Tens(_)) => true,
        Some(_) => return None,
        None => false,
    };
    let mut after = reader;
    let kind = if begins_number {
        after.numbered()?
    } else {
        after.worded()?
    };
    Some(DateExpr {
        len: after.at - at,
        has_numeral: after.has_numeral,
        kind,
    })
}

/// Words that name a base of comparison; a time inside them is none.
const BASES: Classes = Classes::of(&[Class::Yoy, Class::Mom, Class::Ytd, Class::YearEnd, Class::VsPlan]);

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    /// Whether digits, letters or a point stand right before, so that the number here is a part of something.
    fn is_inside(&self) -> bool {
        let last = self.before().chars().next_back();
        last.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '．' | '/') || self.catalogue.numerals.is_figure(c)
        })
    }

    /// What begins with a numeral.
    fn numbered(&mut self) -> Option<DateKind> {
        if let Some(kind) = self.attempt(Self::calendar_day) {
            return Some(kind);
        }
        if let Some(kind) = self.attempt(Self::plan) {
            return Some(kind);
        }
        if let Some(kind) = self.attempt(Self::clock) {
            return Some(kind);
        }
        if let Some(kind) = self.attempt(Self::span) {
            return Some(kind);
        }
        self.attempt(Self::bare_years)
            .or_else(|| self.attempt(Self::duration))
    }

    /// What begins with a word; not where a longer word that is none covers it, nor where a word of the same length does
    /// more (年初以来 is a base of comparison).
    fn worded(&mut self) -> Option<DateKind> {
        let start = *self;
        let (mut longest, mut is_base, mut any) = (0, false, false);
        for hit in self.catalogue.lexicon.words(self.rest()) {
            (longest, is_base) = (hit.len, hit.entry.classes.any(BASES));
            any |= hit.entry.time.is_some() || hit.entry.classes.has(Class::Ordinal);
        }
        if !any {
            return None;
        }
        if let Some(kind) = self.attempt(Self::ordinal_year) {
            return Some(kind);
        }
        let kind = self.attempt(Self::span)?;
        let len = self.at - start.at;
        if len > longest || (len == longest && !is_base) {
            Some(kind)
        } else {
            None
        }
    }

    /// Reads `what`; goes nowhere where it is not there.
    fn attempt<T>(&mut self, what: impl Fn(&mut Self) -> Option<T>) -> Option<T> {
        let mut there = *self;
        let found = what(&mut there)?;
        *self = there;
        Some(found)
    }

    fn spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    /// A whole number in figures or characters, of at most four digits.
    fn number(&mut self) -> Option<Number> {
        let first = self.rest().chars().next()?;
        self.catalogue.numerals.sign(first)?;
        let found = numeral_unspaced(self.rest(), &self.catalogue.numerals)?;
        if found.style == Style::Roman
            || found.style == Style::Mixed
            || found.scale != Decimal::ONE
            || found.digits.scale() != 0
        {
            return None;
        }
        let words = self.rest().get(..found.len)?;
        let digits = words.chars().count();
        let value = i64::try_from(found.value?.mantissa()).ok()?;
        let grouped = words.contains(|c| matches!(c, ',' | '，') || is_space(c));
        if grouped || found.lower.is_some() || digits > 4 {
            return None;
        }
        self.at += found.len;
        self.has_numeral = true;
        Some(Number { value, digits })
    }

    /// One or two digits, for the parts of a date in figures.
    fn figures(&mut self, most: usize) -> Option<Number> {
        let mut value = 0_i64;
        let mut digits = 0;
        let mut here = *self;
        while let Some(NumeralSign::Arabic(digit)) = here
            .rest()
            .chars()
            .next()
            .and_then(|c| here.catalogue.numerals.sign(c))
        {
            value = value.checked_mul(10)?.checked_add(i64::from(digit))?;
            digits += 1;
            here.at += here.rest().chars().next().map_or(0, char::len_utf8);
            if digits > most {
                return None;
            }
        }
        if digits == 0 {
            return None;
        }
        here.has_numeral = true;
        *self = here;
        Some(Number { value, digits })
    }

    fn sign(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.rest().chars().next().filter(|c| signs.contains(c))?;
        self.at += sign.len_utf8();
        Some(sign)
    }

    /// The time word here, where no longer word that is none covers it.
    fn peek(&self) -> Option<(usize, TimeWord)> {
        let (mut longest, mut found) = (0, None);
        for hit in self.catalogue.lexicon.words(self.rest()) {
            longest = hit.len;
            if let Some(word) = hit.entry.time {
                found = Some((hit.len, word));
            }
        }
        found.filter(|(len, word)| {
            *len == longest
                || matches!(
                    word,
                    TimeWord::Year(_)
                        | TimeWord::YearMark
                        | TimeWord::YearEnd
                        | TimeWord::YearBegin
                        | TimeWord::MonthMark
                        | TimeWord::DayMark
                )
        })
    }

    fn word(&mut self, wanted: impl Fn(TimeWord) -> bool) -> Option<TimeWord> {
        let (len, word) = self.peek().filter(|(_, word)| wanted(*word))?;
        self.at += len;
        Some(word)
    }

    fn is(&mut self, wanted: TimeWord) -> Option<()> {
        self.word(|word| word == wanted).map(|_| ())
    }

    /// A dash or 至 between the ends of a range.
    fn join(&mut self) -> Option<()> {
        if let Some(dash) = self.sign(&['-', '－', '—', '–', '~', '～', '〜', '―']) {
            self.sign(&[dash]);
            return Some(());
        }
        let hit = self
            .catalogue
            .lexicon
            .words(self.rest())
            .filter(|hit| hit.entry.classes.has(Class::Through))
            .last()?;
        self.at += hit.len;
        Some(())
    }

    /// `2024-06-30`, with the time of day where it follows.
    fn calendar_day(&mut self) -> Option<DateKind> {
        let year = self
            .figures(4)
            .filter(|number| number.digits == 4 && YEARS.contains(&number.value))?;
        let separator = self.sign(&['-', '/', '.', '－', '．'])?;
        let month = self.figures(2)?;
        self.sign(&[separator])?;
        let day = self.figures(2)?;
        let joins = |c: char| c == separator || c.is_ascii_alphanumeric();
        if self.rest().starts_with(joins) {
            return None;
        }
        self.attempt(|reader| {
            reader.spaces();
            reader.time_of_day()
        });
        Some(day_of(Year::Given(i16::try_from(year.value).ok()?), month, day))
    }

    /// `14:45`, `12:56:59`.
    fn time_of_day(&mut self) -> Option<()> {
        let hour = self.figures(2)?;
        self.sign(&[':', '：'])?;
        let minute = self.figures(2).filter(|minute| minute.digits == 2)?;
        self.attempt(|reader| {
            reader.sign(&[':', '：'])?;
            reader.figures(2)
        });
        (hour.value < 25 && minute.value < 60).then_some(())
    }

    /// A time of day by itself: 9时, 14时30分, 14:45.
    fn clock(&mut self) -> Option<DateKind> {
        let colon = self.attempt(|reader| {
            let start = *reader;
            let hour = { *reader }.figures(2)?;
            reader.time_of_day()?;
            (hour.digits == 2
                && !start.before().ends_with([':', '：', '∶'])
                && !reader.rest().starts_with([':', '：']))
            .then_some(())
        });
        if colon.is_some() {
            return Some(DateKind::Clock);
        }
        // In figures only: 一时 is no hour.
        self.figures(2).filter(|hour| hour.value < 25)?;
        self.is(TimeWord::HourMark)?;
        self.attempt(|reader| {
            reader.number()?;
            reader.is(TimeWord::MinuteMark)
        });
        Some(DateKind::Clock)
    }

    /// The years of a five-year plan: 十三五 in quotes or before 时期.
    fn plan(&mut self) -> Option<DateKind> {
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
        let first = 1951_i16.checked_add(number.checked_mul(5)?)?;
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

    /// 末, 初, 以来 behind a stretch.
    fn edge(&mut self) -> Edge {
        let word = self.word(|word| {
            matches!(
                word,
                TimeWord::End | TimeWord::Begin | TimeWord::Since | TimeWord::YearEnd | TimeWord::YearBegin
            )
        });
        let edge = match word {
            Some(TimeWord::End | TimeWord::YearEnd) => Edge::End,
            Some(TimeWord::Begin | TimeWord::YearBegin) => Edge::Begin,
            Some(TimeWord::Since) => Edge::Since,
            _ => Edge::All,
        };
        if edge == Edge::Begin && self.is(TimeWord::Since).is_some() {
            Edge::Since
        } else {
            edge
        }
    }

    /// A moment, or one to another.
    fn span(&mut self) -> Option<DateKind> {
        if let Some(kind) = self.attempt(Self::years) {
            return Some(kind);
        }
        let first = self.moment(Year::Context)?;
        let DateKind::Moment(from) = first else {
            return Some(first);
        };
        let last = self.attempt(|reader| {
            reader.spaces();
            reader.join()?;
            reader.spaces();
            match reader.moment(from.year)? {
                DateKind::Moment(to) if in_order(from, to) => Some(to),
                _ => None,
            }
        });
        Some(last.map_or(first, |to| DateKind::Between(from, to)))
    }

    /// 2011-2015年.
    fn years(&mut self) -> Option<DateKind> {
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
    fn bare_years(&mut self) -> Option<DateKind> {
        let follows_from = word_before(self.before().trim_end_matches(is_space), self.catalogue)
            .is_some_and(|(_, entry)| entry.classes.has(Class::From));
        let begins = *self;
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
            return Some(DateKind::Between(year(first), year(last)));
        }
        let counts = quantity(self.text, begins.at, self.catalogue).is_some_and(|found| found.unit.is_some());
        (follows_from && !counts).then(|| DateKind::Moment(year(first)))
    }

    /// One stretch or moment; `year` where it names none itself.
    fn moment(&mut self, year: Year) -> Option<DateKind> {
        let named = self.attempt(Self::year);
        let whose = named.unwrap_or(year);
        let mut here = *self;
        if named.is_some() {
            here.spaces();
        }
        let part = here.part(whose);
        match part {
            Some(DateKind::Moment(mut moment)) => {
                *self = here;
                if moment.edge == Edge::All {
                    moment.edge = self.edge();
                } else if moment.edge == Edge::Begin && self.is(TimeWord::Since).is_some() {
                    moment.edge = Edge::Since;
                }
                Some(DateKind::Moment(moment))
            }
            Some(other) => {
                *self = here;
                Some(other)
            }
            None => {
                named?;
                let edge = self.edge();
                Some(DateKind::Moment(Moment {
                    year: whose,
                    part: Part::Whole,
                    edge,
                }))
            }
        }
    }

    /// 2024年, 去年.
    fn year(&mut self) -> Option<Year> {
        if let Some(TimeWord::Year(years)) = self.word(|word| matches!(word, TimeWord::Year(_))) {
            return Some(Year::Relative(years));
        }
        let year = self.year_number()?;
        self.spaces();
        // 年底 is one word: it is left for the part of the year.
        if !matches!(self.peek(), Some((_, TimeWord::YearEnd | TimeWord::YearBegin))) {
            self.is(TimeWord::YearMark)?;
        }
        Some(Year::Given(year))
    }

    /// The part of a year.
    fn part(&mut self, year: Year) -> Option<DateKind> {
        let moment = |part, edge| Some(DateKind::Moment(Moment { year, part, edge }));
        match self.peek() {
            Some((len, word)) => {
                let (part, edge) = match word {
                    TimeWord::Whole => (Part::Whole, Edge::All),
                    TimeWord::Half(1) => (Part::Months(1, 6), Edge::All),
                    TimeWord::Half(_) => (Part::Months(7, 12), Edge::All),
                    TimeWord::SamePeriod if year != Year::Context => (Part::Same, Edge::All),
                    TimeWord::YearEnd => (Part::Whole, Edge::End),
                    TimeWord::YearBegin => (Part::Whole, Edge::Begin),
                    TimeWord::Month(months) => (Part::Month(months), Edge::All),
                    TimeWord::First => {
                        self.at += len;
                        return self
                            .first_months()
                            .and_then(|last| moment(Part::Months(1, last), Edge::All));
                    }
                    _ => return None,
                };
                self.at += len;
                moment(part, edge)
            }
            None => self.numbered_part(year),
        }
    }

    /// Three quarters of 前三季度, eight months of 前8个月; in months.
    fn first_months(&mut self) -> Option<i8> {
        let number = self.number()?;
        self.spaces();
        let word = self.word(|_| true)?;
        let last = i8::try_from(number.value).ok()?;
        match word {
            TimeWord::QuarterMark | TimeWord::QuarterCount if (1..=4).contains(&last) => Some(last * 3),
            TimeWord::MonthMark | TimeWord::MonthCount if (1..=12).contains(&last) => Some(last),
            _ => None,
        }
    }

    /// 6月, 1—6月, 一季度, 10月25日.
    fn numbered_part(&mut self, year: Year) -> Option<DateKind> {
        if let Some(hit) = self
            .catalogue
            .lexicon
            .words(self.rest())
            .find(|hit| hit.entry.classes.has(Class::Ordinal))
        {
            self.at += hit.len;
            let quarter = self.number()?;
            self.is(TimeWord::QuarterMark)?;
            return months_of(year, quarter, quarter, 3);
        }
        let first = self.number().filter(|number| number.digits <= 2)?;
        let marks = |word| matches!(word, TimeWord::MonthMark | TimeWord::QuarterMark);
        let last = self.attempt(|reader| {
            reader.attempt(|reader| reader.is(TimeWord::MonthMark));
            reader.spaces();
            reader.join()?;
            reader.spaces();
            let last = reader.number().filter(|number| number.digits <= 2)?;
            reader.spaces();
            Some((last, reader.word(marks)?))
        });
        if let Some((last, mark)) = last {
            return months_of(
                year,
                first,
                last,
                if mark == TimeWord::QuarterMark { 3 } else { 1 },
            );
        }
        self.spaces();
        match self.word(marks)? {
            TimeWord::QuarterMark => months_of(year, first, first, 3),
            _ => self.within_month(year, first),
        }
    }

    /// What follows the name of a month: a day, days, a third of it, or nothing.
    fn within_month(&mut self, year: Year, month: Number) -> Option<DateKind> {
        let days = self.attempt(|reader| {
            reader.spaces();
            let first = reader.number()?;
            let last = reader.attempt(|reader| {
                reader.attempt(|reader| reader.is(TimeWord::DayMark));
                reader.join()?;
                let last = reader.number()?;
                reader.is(TimeWord::DayMark)?;
                Some(last)
            });
            if last.is_none() {
                reader.spaces();
                reader.is(TimeWord::DayMark)?;
            }
            Some((first, last.unwrap_or(first)))
        });
        if let Some((first, last)) = days {
            let (Some(from), DateKind::Moment(to)) = (day_number(first), day_of(year, month, last)) else {
                return Some(DateKind::Impossible);
            };
            let Part::Days(month, _, last) = to.part else {
                return None;
            };
            let part = Part::Days(month, from.min(last), last);
            return Some(DateKind::Moment(Moment { part, ..to }));
        }
        let number = i8::try_from(month.value).ok()?;
        if let Some(TimeWord::Third(third)) = self.word(|word| matches!(word, TimeWord::Third(_))) {
            let part = Part::Third(number, third);
            return Some(DateKind::Moment(Moment {
                year,
                part,
                edge: Edge::All,
            }));
        }
        months_of(year, month, month, 1)
    }

    /// 第一年.
    fn ordinal_year(&mut self) -> Option<DateKind> {
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
    fn duration(&mut self) -> Option<DateKind> {
        const CHANGES: Classes = Classes::of(&[Class::Rise, Class::Fall]);
        let found = quantity(self.text, self.at, self.catalogue)
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

/// Whether one moment can begin what the other ends, as far as they show.
fn in_order(from: Moment, to: Moment) -> bool {
    match (from.year, to.year) {
        (Year::Given(from), Year::Given(to)) if from != to => from < to,
        _ => match (from.part, to.part) {
            (Part::Months(from, _), Part::Months(to, _)) => from < to,
            (Part::Days(from, from_day, _), Part::Days(to, to_day, _)) => (from, from_day) < (to, to_day),
            (Part::Whole, Part::Whole) => false,
            _ => true,
        },
    }
}

fn day_number(number: Number) -> Option<i8> {
    i8::try_from(number.value)
        .ok()
        .filter(|day| (1..=31).contains(day))
}

/// A day, if the calendar has it; of an unknown year the longest February counts.
fn day_of(year: Year, month: Number, day: Number) -> DateKind {
    const LEAP: i16 = 2024;
    let calendar = match year {
        Year::Given(year) => year,
        Year::Relative(_) | Year::Context => LEAP,
    };
    let found = i8::try_from(month.value).ok().zip(day_number(day));
    match found.filter(|(month, day)| Date::new(calendar, *month, *day).is_ok()) {
        Some((month, day)) => DateKind::Moment(Moment {
            year,
            part: Part::Days(month, day, day),
            edge: Edge::All,
        }),
        None => DateKind::Impossible,
    }
}

/// Whole months or quarters of `length` months each.
fn months_of(year: Year, first: Number, last: Number, length: i8) -> Option<DateKind> {
    let (first, last) = (i8::try_from(first.value).ok()?, i8::try_from(last.value).ok()?);
    let most = 12 / length;
    if first > last {
        return None;
    }
    if first < 1 || last > most {
        return (year != Year::Context && length == 1).then_some(DateKind::Impossible);
    }
    let part = Part::Months((first - 1) * length + 1, last * length);
    Some(DateKind::Moment(Moment {
        year,
        part,
        edge: Edge::All,
    }))
}
