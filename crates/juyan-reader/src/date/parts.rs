//! Parts of years: halves, quarters, months, days, and their ends; one, or from one to another.

use super::figures::{day_number, day_of};
use super::place::{Number, Reader};
use super::{DateKind, Edge, Moment, Part, Year};
use juyan_catalogue::{Class, TimeWord};

/// The first month, which has a name of its own: 元月.
const JANUARY: Number = Number { value: 1, digits: 1 };

impl Reader<'_> {
    /// 末, 初, 以来 behind a stretch.
    pub(super) fn edge(&mut self) -> Edge {
        if self.begins_plan() {
            return Edge::All;
        }
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
    pub(super) fn span(&mut self) -> Option<DateKind> {
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

    /// The part of a year.
    fn part(&mut self, year: Year) -> Option<DateKind> {
        let moment = |part, edge| Some(DateKind::Moment(Moment { year, part, edge }));
        match self.peek() {
            Some((len, word)) => {
                let (part, edge) = match word {
                    TimeWord::Whole => (Part::Whole, Edge::All),
                    TimeWord::FirstMonths(last) => (Part::Months(1, last), Edge::All),
                    TimeWord::Half(1) => (Part::Months(1, 6), Edge::All),
                    TimeWord::Half(_) => (Part::Months(7, 12), Edge::All),
                    TimeWord::SamePeriod if year != Year::Context => (Part::Same, Edge::All),
                    TimeWord::YearEnd => (Part::Whole, Edge::End),
                    TimeWord::YearBegin if self.begins_plan() => return None,
                    TimeWord::YearBegin => (Part::Whole, Edge::Begin),
                    TimeWord::Month(months) => (Part::Month(months), Edge::All),
                    TimeWord::January => {
                        self.at += len;
                        return self.within_month(year, JANUARY);
                    }
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
        // 1至本月
        let until = self.attempt(|reader| {
            reader.spaces();
            reader.join()?;
            match reader.word(|word| matches!(word, TimeWord::Month(_)))? {
                TimeWord::Month(months) => Some(months),
                _ => None,
            }
        });
        if let Some(months) = until {
            return up_to_month(year, first, months);
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

/// From the month `first` to the one that lies `months` behind the report's last.
fn up_to_month(year: Year, first: Number, months: i8) -> Option<DateKind> {
    let moment = |part| Moment {
        year,
        part,
        edge: Edge::All,
    };
    let first = i8::try_from(first.value)
        .ok()
        .filter(|month| (1..=12).contains(month))?;
    Some(DateKind::Between(
        moment(Part::Months(first, first)),
        moment(Part::Month(months)),
    ))
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
