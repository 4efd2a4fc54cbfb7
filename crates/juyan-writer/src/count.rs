//! Numbers that count years: 新中国成立75周年, the 第四年 of a five-year plan. Where a report's own words prove one, it moves with the report.
//!
//! ```text
//! count = when " since " year              how many years have passed: {:Y since 1949|#周年}
//!       | when " of " year ".." year       which of these years it is: {:Y of 2021..2025|第[han]#年}
//! ```

use crate::format::{Format, Pattern, Piece, Style};
use crate::lift::Report;
use crate::numeral;
use crate::say::Voice;
use crate::template::{Binding, What};
use crate::when::{NoPeriod, When};
use juyan::model::{Claim, ClaimKind, MemberRole, Period, Span, Told};
use juyan::vocabulary::Catalogue;
use std::fmt;
use std::str::FromStr;

/// A number that counts years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// The year that it is told of.
    when: When,
    counted: Counted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// The years that have passed since one.
    Since(i16),
    /// The place among years, first and last.
    Of(i16, i16),
}

impl Count {
    /// The number in the report of the period `report`; none where there is none, as in the year behind a plan.
    pub fn at(self, report: Period) -> Option<i16> {
        let year = self.when.at(report)?.to.year();
        match self.counted {
            Counted::Since(first) => year.checked_sub(first).filter(|passed| *passed > 0),
            Counted::Of(first, last) => {
                let years = year.checked_sub(first)?.checked_add(1);
                years.filter(|_| (first..=last).contains(&year))
            }
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.counted {
            Counted::Since(first) => write!(f, "{} since {first}", self.when),
            Counted::Of(first, last) => write!(f, "{} of {first}..{last}", self.when),
        }
    }
}

impl FromStr for Count {
    type Err = NoPeriod;

    fn from_str(text: &str) -> Result<Self, NoPeriod> {
        let year = |text: &str| text.parse::<i16>().map_err(|_| NoPeriod);
        if let Some((when, first)) = text.split_once(" since ") {
            let counted = Counted::Since(year(first)?);
            return Ok(Self {
                when: when.parse()?,
                counted,
            });
        }
        let (when, years) = text.split_once(" of ").ok_or(NoPeriod)?;
        let (first, last) = years.split_once("..").ok_or(NoPeriod)?;
        let (first, last) = (year(first)?, year(last)?);
        if first > last {
            return Err(NoPeriod);
        }
        Ok(Self {
            when: when.parse()?,
            counted: Counted::Of(first, last),
        })
    }
}

/// The numbers of a report that count years up to its own or one next to it, in text order. What is claimed of them has to hold.
pub(crate) fn counts(report: Report<'_>, voice: Voice<'_>) -> Vec<(Span, Binding)> {
    let claims = report.reading.claims.iter();
    let claims = claims.filter(|claim| claim.kind == ClaimKind::Calendar);
    let mut found: Vec<(Span, Binding)> = claims.filter_map(|claim| bound(claim, report, voice)).collect();
    found.sort_by_key(|(span, _)| span.start);
    found.dedup_by_key(|(span, _)| *span);
    found
}

fn bound(claim: &Claim, report: Report<'_>, voice: Voice<'_>) -> Option<(Span, Binding)> {
    let mut parts = claim.told.iter().filter(|told| told.role == MemberRole::Part);
    let (first, number) = (parts.next()?, parts.next()?);
    let words = number.span.of(&report.document.text);
    let counted = counted(first, words, voice.catalogue)?;
    let year = i16::try_from(first.value.checked_add(number.value)?).ok()?;
    let said = claim.told.iter().find(|told| told.role == MemberRole::Total)?;
    // 庆祝新中国成立75周年 of no year that is named looks back on one of the last.
    let looks_back = claim.told.iter().any(|told| told.role == MemberRole::Figure);
    if !looks_back && said.value != i32::from(year) {
        return None;
    }
    let own = Period::year(report.period.to.year())?;
    let when = When::of(Period::year(year)?, own);
    if matches!(when, When::Fixed(_)) {
        return None;
    }
    // A year is told as one, also in the report of a year.
    let when: When = when.to_string().replace('P', "Y").parse().ok()?;
    let count = Count { when, counted };
    let format = format(words, count.at(report.period)?, voice)?;
    let what = What::Count(count);
    Some((number.span, Binding { what, format }))
}

/// What `words` count, from the year that is told to be the first; none where they are no number of the kind.
fn counted(first: &Told, words: &str, catalogue: &Catalogue) -> Option<Counted> {
    let year = i16::try_from(first.value).ok()?;
    let ends = |list: &str| {
        let mut endings = catalogue.list(list).iter();
        endings.any(|ending| words.ends_with(ending.as_str()))
    };
    if ends("anniversary") {
        return Some(Counted::Since(year));
    }
    let [opens, closes] = catalogue.list("plan-nth-year") else {
        return None;
    };
    let is_place = words.starts_with(opens.as_str()) && words.ends_with(closes.as_str());
    is_place.then_some(Counted::Of(year, year.checked_add(YEARS - 1)?))
}

/// A plan has so many.
const YEARS: i16 = 5;

/// The format in which `number` gives `words` back.
fn format(words: &str, number: i16, voice: Voice<'_>) -> Option<Format> {
    const STYLES: [Style; 3] = [Style::Arabic, Style::Han, Style::Wide];
    STYLES.into_iter().find_map(|style| {
        let pattern = Pattern {
            style,
            ..Pattern::default()
        };
        let printed = numeral::written(&u16::try_from(number).ok()?.into(), 0, pattern, voice.catalogue)?;
        let (before, behind) = words.split_once(&printed)?;
        let stretches = [before, behind].map(|words| Piece::Words(words.into()));
        let [before, behind] = stretches;
        let pieces = [before, Piece::Number(pattern), behind].into_iter();
        let pieces = pieces.filter(|piece| !matches!(piece, Piece::Words(words) if words.is_empty()));
        Some(Format {
            pieces: pieces.collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan::model::PeriodName;

    #[test]
    fn what_is_told_is_read_again() {
        for told in [
            "Y since 1949",
            "Y-1y since 1921",
            "Y of 2021..2025",
            "Y+1y of 2026..2030",
        ] {
            assert_eq!(told.parse::<Count>().unwrap().to_string(), told);
        }
        for told in [
            "Y",
            "Y since",
            "Y since x",
            "Y of 2021",
            "Y of 2025..2021",
            "Z since 1949",
        ] {
            assert_eq!(told.parse::<Count>(), Err(NoPeriod), "{told}");
        }
    }

    #[test]
    fn years_are_counted_from_the_report_and_none_behind_the_last() {
        let at = |told: &str, report: &str| {
            let count: Count = told.parse().unwrap();
            count.at(PeriodName::parse(report).unwrap().0)
        };
        assert_eq!(at("Y since 1949", "2024H1"), Some(75));
        assert_eq!(at("Y+1y since 1949", "2024"), Some(76));
        assert_eq!(at("Y of 2021..2025", "2025H1"), Some(5));
        assert_eq!(at("Y of 2021..2025", "2026"), None);
        assert_eq!(at("Y of 2021..2025", "2020"), None);
        assert_eq!(at("Y since 2024", "2024"), None);
    }
}
