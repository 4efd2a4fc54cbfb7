//! Compositions over things that are told elsewhere: each part of 三次产业比 speaks of its sector's level, and a change
//! of a sector's share of its part.
//!
//! Which indicators a composition is made of is the catalogue's knowledge: identities of the kind `composition`.

use crate::role::{Measure, measure};
use crate::token::{Token, tokens};
use juyan_catalogue::{Catalogue, Class, Classes, Identity, IdentityKind};
use juyan_model::{Base, Claim, ClaimKind, ClaimOrigin, Figure, FigureId, MemberRole, Period, Role, Span};
use rustc_hash::FxHashMap;

/// Parts of a whole are of the whole's time where the text gives them none: 新建11项 of the 18项 of the year.
pub(crate) fn share_times(
    figures: &mut [Figure],
    claims: &[Claim],
    report: Option<Period>,
    (text, catalogue): (&str, &Catalogue),
) {
    let Some(report) = report else { return };
    let usual =
        |period: Option<Period>| period.is_some_and(|period| period == report || period == report.end());
    let sums = claims
        .iter()
        .filter(|claim| matches!(claim.kind, ClaimKind::Sum | ClaimKind::SumPartial));
    for claim in sums {
        let Some(total) = claim
            .one(MemberRole::Total)
            .and_then(|total| figures.get(total.0))
        else {
            continue;
        };
        let (Some(whole), sentence, place) = (total.period, total.sentence, total.span.start) else {
            continue;
        };
        // 增加到2025年的31.99亿元，五年累计125.2亿元: what stands before the total of years is of one of them.
        // 当年结余3亿元，上年结转15亿元，滚存结余18亿元: and what they come to at the end makes no state of those.
        // 本月新开工5个，年内累计开工41个: nor is what the month brought of the year so far.
        let years = whole.spans_years() || whole.is_instant() || whole.from < report.from;
        let parts: Vec<FigureId> = claim.of(MemberRole::Part).collect();
        let told = |part: &FigureId| {
            figures.get(part.0).is_some_and(|part| {
                let named = years && part.span.start < place;
                part.sentence.start >= sentence.start && usual(part.period) && !named
            })
        };
        let still = |part: &FigureId| {
            let part = figures.get(part.0);
            part.is_some_and(|part| !happens(text, Span::new(place, part.span.start), part, catalogue))
        };
        if whole == report
            || claim.kind == ClaimKind::SumPartial && whole.is_instant() && !parts.iter().all(still)
            || !parts.iter().all(told)
        {
            continue;
        }
        // Shares of the parts stand in their sentences: the rest of the report need not be looked at.
        let first = parts.iter().map(|part| part.0).min().unwrap_or(0);
        let end = parts
            .iter()
            .filter_map(|part| figures.get(part.0))
            .map(|part| part.sentence.end)
            .max();
        let near = figures
            .iter_mut()
            .skip(first)
            .take(parts.len().saturating_add(NEAR))
            .take_while(|figure| Some(figure.span.start) < end);
        for figure in near.filter(|figure| usual(figure.period)) {
            if figure.of.is_some_and(|of| parts.contains(&of)) {
                figure.period = Some(whole);
            }
        }
        for part in parts {
            if let Some(part) = figures.get_mut(part.0) {
                part.period = Some(whole);
            }
        }
    }
}

/// Whether what is told of a part between its whole and its number came about over a time, though the whole is a state: of
/// 贷款余额98亿元 those 新发放 are of the months, those 涉农 are of the day.
fn happens(text: &str, between: Span, part: &Figure, catalogue: &Catalogue) -> bool {
    const OVER_TIME: Classes = Classes::of(&[
        Class::Newly,
        Class::Verb,
        Class::Flow,
        Class::Event,
        Class::Rise,
        Class::Fall,
        Class::Cumulative,
    ]);
    let lead = Span::new(between.start.max(part.sentence.start), between.end);
    let words = tokens(text, lead, catalogue);
    // 发放贷款 is one word that begins with what is done.
    let begins = |word: &Token<'_>| {
        let mut parts = catalogue.lexicon.words(word.span.of(text));
        parts.any(|part| part.entry.classes.any(OVER_TIME))
    };
    let acts = |word: &Token<'_>| word.entry.verb > 0 || begins(word);
    !words.iter().any(|word| word.is(Class::Among)) || words.iter().any(acts)
}

/// A progress with a name of its own speaks of what its claim reckons it from: 已完成13项，剩余1项，完成率92.9%.
pub(crate) fn tie_progress(figures: &mut [Figure], claims: &[Claim]) {
    let sure = |claim: &&Claim| claim.kind == ClaimKind::Ratio && claim.origin < ClaimOrigin::Possible;
    for claim in claims.iter().filter(sure) {
        let (Some(ratio), Some(done)) = (claim.one(MemberRole::Ratio), claim.one(MemberRole::Numerator))
        else {
            continue;
        };
        if let Some(figure) = figures
            .get_mut(ratio.0)
            .filter(|figure| figure.role == Role::Progress)
        {
            figure.of = Some(done);
        }
    }
}

/// How many figures of a sentence are looked at for what speaks of the same; a sentence that is a book has more.
const NEAR: usize = 256;

/// What is compared with the beginning of the year is a state: 出口企业超2300家，较年初净增85家.
pub(crate) fn settle_states(figures: &mut [Figure]) {
    for at in 0..figures.len() {
        let Some(figure) = figures.get(at) else { continue };
        if figure.base != Some(Base::Ytd) {
            continue;
        }
        let of = figure.of;
        // 增速比年初提升4.3个百分点: how much something grew is of a time, whatever it is set against.
        let rate = of
            .and_then(|of| figures.get(of.0))
            .is_some_and(|of| of.role == Role::Growth);
        if rate {
            continue;
        }
        for id in of.into_iter().chain([FigureId(at)]) {
            if let Some(figure) = figures.get_mut(id.0) {
                figure.period = figure.period.map(Period::end);
            }
        }
    }
}

/// 经济总量翻一番 opens a sentence; the next one gives the level, under another name of the same indicator.
pub(crate) fn tie_doublings(figures: &mut [Figure], catalogue: &Catalogue) {
    for at in 0..figures.len() {
        let Some(figure) = figures.get(at) else { continue };
        let open = figure.of.is_none() && figure.indicator.is_some();
        if !open || measure(figure.unit.as_deref(), catalogue) != Measure::Doubling {
            continue;
        }
        let next = |later: &usize| {
            figures
                .get(*later)
                .is_some_and(|later| later.sentence.start <= figure.sentence.end)
        };
        let level = (at + 1..figures.len()).take(NEAR).take_while(next).find(|later| {
            figures.get(*later).is_some_and(|later| {
                later.role == Role::Level
                    && later.sentence.start == figure.sentence.end
                    && later.indicator == figure.indicator
            })
        });
        let Some(level) = level else { continue };
        let period = figures.get(level).and_then(|level| level.period);
        if let Some(figure) = figures.get_mut(at) {
            figure.of = Some(FigureId(level));
            figure.period = period;
        }
    }
}

/// Ties the parts of compositions to the levels of what they are parts of; runs after binding.
pub(crate) fn tie(figures: &mut [Figure], catalogue: &Catalogue) {
    for identity in catalogue
        .identities
        .iter()
        .filter(|identity| identity.kind == IdentityKind::Composition)
    {
        let mut part = 0;
        let mut levels = Levels::default();
        for at in 0..figures.len() {
            let Some(figure) = figures.get(at) else { continue };
            levels.add(figure, FigureId(at), identity);
            if figure.role == Role::Share
                && figure.indicator.as_deref() == Some(identity.total.as_str())
                && figure.unit.is_none()
            {
                let of = figure
                    .period
                    .and_then(|period| levels.0.get(&(part, period)).copied());
                if let Some(figure) = figures.get_mut(at) {
                    figure.of = of;
                }
                part = (part + 1) % identity.parts.len().max(1);
            } else {
                part = 0;
                change(figures, at, identity);
            }
        }
    }
}

/// The last level told of each part of a composition, by the part's position and the time.
#[derive(Debug, Default)]
struct Levels(FxHashMap<(usize, Period), FigureId>);

impl Levels {
    /// Takes in a figure, if it is the level of a part of `identity`.
    fn add(&mut self, figure: &Figure, id: FigureId, identity: &Identity) {
        let (Role::Level, Some(indicator), Some(period)) =
            (figure.role, figure.indicator.as_deref(), figure.period)
        else {
            return;
        };
        for (part, name) in identity.parts.iter().enumerate() {
            if name == indicator {
                self.0.insert((part, period), id);
            }
        }
    }
}

/// 第一产业比重提高3.82个百分点 moves the first part of the composition told last.
fn change(figures: &mut [Figure], at: usize, identity: &Identity) {
    let Some(figure) = figures.get(at) else { return };
    if figure.role != Role::Change || figure.of.is_some() {
        return;
    }
    let Some(nth) = figure
        .indicator
        .as_deref()
        .and_then(|id| identity.parts.iter().position(|part| part == id))
    else {
        return;
    };
    let inside = |before: &usize| {
        figures
            .get(*before)
            .is_some_and(|part| part.span.start >= figure.sentence.start)
    };
    let mut parts: Vec<usize> = (0..at)
        .rev()
        .take(NEAR)
        .take_while(inside)
        .filter(|before| {
            figures.get(*before).is_some_and(|part| {
                part.role == Role::Share
                    && part.indicator.as_deref() == Some(identity.total.as_str())
                    && part.sentence == figure.sentence
            })
        })
        .collect();
    parts.reverse();
    let count = identity.parts.len();
    let Some(last) = parts
        .len()
        .checked_sub(count)
        .and_then(|first| parts.get(first + nth))
        .copied()
    else {
        return;
    };
    let moved = parts.len() > count;
    let period = figures.get(last).and_then(|part| part.period);
    let before = parts
        .get(nth)
        .and_then(|first| figures.get(*first))
        .and_then(|part| part.period);
    if let Some(figure) = figures.get_mut(at) {
        figure.of = Some(FigureId(last));
        figure.period = period;
        if moved
            && figure.base == Some(Base::Other)
            && before.is_some()
            && before == period.and_then(|period| period.shifted(-1))
        {
            figure.base = Some(Base::Yoy);
        }
    }
}
