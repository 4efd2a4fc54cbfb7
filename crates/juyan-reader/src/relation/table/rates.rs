//! Columns that are reckoned from others: growth and change between two columns of levels, progress over a plan, shares of
//! the total, quotients.
//!
//! Which columns are meant follows from their times and modes; among those the one pair is meant that most rows agree with.
//! A rate may be told on another basis than the printed levels, so that a lone row which disagrees only raises a question.

use super::super::Found;
use super::super::fit;
use super::super::scene::Fact;
use super::grid::{Grid, Line};
use crate::sheet::column::Column;
use crate::sheet::label::Grade;
use juyan_model::{Base, ClaimKind, ClaimOrigin, MemberRole, Mode, Role};

/// Finds what the columns of rates claim.
pub(super) fn find(grid: &Grid<'_, '_>, found: &mut Found<'_>) {
    let levels = grid.levels();
    for (at, column) in grid.columns.iter().enumerate() {
        let rate = Rate {
            grid,
            at,
            column,
            levels: &levels,
        };
        match column.role {
            Some(Role::Growth) => rate.between(ClaimKind::Growth, found),
            Some(Role::Change) => rate.between(ClaimKind::Change, found),
            Some(Role::Progress) => rate.against_plan(found),
            Some(Role::Share) => rate.of_total(found),
            _ if column.quotient => rate.quotient(found),
            _ => {}
        }
    }
}

struct Rate<'r, 'g, 'a> {
    grid: &'r Grid<'g, 'a>,
    at: usize,
    column: &'g Column,
    levels: &'r [usize],
}

/// One row of a hypothesis: rate, level above the line, level below it, and whether they agree.
struct Tested<'g, 'a> {
    rate: &'g Fact<'a>,
    above: &'g Fact<'a>,
    below: &'g Fact<'a>,
    agrees: bool,
}

impl<'g, 'a> Rate<'_, 'g, 'a> {
    /// The columns that the rate may speak of: under the same outer heading where that holds two, else all.
    fn near(&self) -> Vec<usize> {
        let first = |column: &Column| {
            (column.heads.len() > 1)
                .then(|| column.heads.first().cloned())
                .flatten()
        };
        let own = first(self.column);
        let kin: Vec<usize> = self
            .levels
            .iter()
            .copied()
            .filter(|at| own.is_some() && self.grid.columns.get(*at).and_then(|column| first(column)) == own)
            .collect();
        if kin.len() > 1 { kin } else { self.levels.to_vec() }
    }

    /// The rows of the pair of columns `above` and `below`.
    fn rows(&self, kind: ClaimKind, (above, below): (usize, usize)) -> Vec<Tested<'g, 'a>> {
        let test = |line: &Line<'g, 'a>| {
            let rate = line.fact(self.at)?;
            let (above, below) = (line.level(above)?, line.level(below)?);
            tested(kind, rate, above, below)
        };
        self.grid.lines.iter().filter_map(test).collect()
    }

    /// Growth or change from one column of levels to a later one.
    fn between(&self, kind: ClaimKind, found: &mut Found<'_>) {
        // 年均增长 is of several years.
        if matches!(self.column.base, Some(Base::Mom | Base::Other)) {
            return;
        }
        let near = self.near();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        // A growth of a year that its heading names is that of the levels of that year.
        let named = self
            .grid
            .lines
            .iter()
            .find_map(|line| line.fact(self.at)?.figure.period);
        let year = named
            .filter(|_| !self.column.dates.is_empty())
            .map(|period| period.to.year());
        let of_year = |at: &usize| {
            let own = self
                .grid
                .setting(*at)
                .and_then(|(period, _)| Some(period?.to.year()));
            year.is_none() || own == year
        };
        for above in near.iter().copied().filter(of_year) {
            for below in near.iter().copied().filter(|below| *below != above) {
                if self.follows(above, below, near.len() == 2) {
                    pairs.push((above, below));
                }
            }
        }
        // What is done is compared rather than what is planned, unless the heading says so.
        let wanted = self.column.mode == Some(Mode::Plan);
        let planned = |at: usize| self.grid.setting(at).is_some_and(|(_, mode)| mode == Mode::Plan);
        pairs.sort_by_key(|(above, below)| (planned(*above) != wanted, planned(*below)));
        let exact = kind == ClaimKind::Change;
        self.claim(kind, &pairs, exact, found);
    }

    /// Whether the levels of `above` can be compared with those of `below`, which are of an earlier time.
    fn follows(&self, above: usize, below: usize, lone: bool) -> bool {
        let Some(((now, mode), (before, other))) = self.grid.setting(above).zip(self.grid.setting(below))
        else {
            return false;
        };
        if self.column.base == Some(Base::Plan) {
            return mode != Mode::Plan
                && other == Mode::Plan
                && now.map(|it| it.to.year()) == before.map(|it| it.to.year());
        }
        match now.zip(before) {
            Some((now, before)) if now.to > before.to => {
                let year = before.shifted(1).is_some_and(|later| later.to == now.to);
                let begun = self.column.base == Some(Base::Ytd);
                (year || begun) && (other != Mode::Plan || mode == Mode::Plan)
            }
            Some((now, before)) => lone && now == before && mode == other,
            None => lone,
        }
    }

    /// What is done of a plan of the same year.
    fn against_plan(&self, found: &mut Found<'_>) {
        let near = self.near();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for above in near.iter().copied() {
            for below in near.iter().copied() {
                let settings = self.grid.setting(above).zip(self.grid.setting(below));
                let Some(((done, mode), (plan, other))) = settings else {
                    continue;
                };
                let year = done.map(|it| it.to.year()) == plan.map(|it| it.to.year());
                if mode != Mode::Plan && other == Mode::Plan && year {
                    pairs.push((above, below));
                }
            }
        }
        self.claim(ClaimKind::Progress, &pairs, true, found);
    }

    /// The quotient of two columns that the heading names: 为上年决算数的%.
    fn quotient(&self, found: &mut Found<'_>) {
        let near = self.near();
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for above in near.iter().copied() {
            pairs.extend(
                near.iter()
                    .copied()
                    .filter(|below| *below != above)
                    .map(|below| (above, below)),
            );
        }
        self.claim(ClaimKind::Ratio, &pairs, false, found);
    }

    /// Claims the pair of columns that most rows agree with. `exact` says that nothing but these columns can be meant.
    fn claim(&self, kind: ClaimKind, pairs: &[(usize, usize)], exact: bool, found: &mut Found<'_>) {
        let mut best: Option<(usize, Vec<Tested<'g, 'a>>)> = None;
        for pair in pairs {
            let rows = self.rows(kind, *pair);
            let agreed = rows.iter().filter(|row| row.agrees).count();
            if !rows.is_empty() && best.as_ref().is_none_or(|(most, _)| agreed > *most) {
                best = Some((agreed, rows));
            }
        }
        let Some((agreed, rows)) = best else { return };
        let alone = pairs.len() == 1 && exact;
        for row in &rows {
            if let Some(origin) = self.origin(row.agrees, agreed, rows.len(), alone) {
                add(kind, origin, row, found);
            }
        }
    }

    /// Shares of the total of the side, in the column of levels that most rows agree with.
    fn of_total(&self, found: &mut Found<'_>) {
        let totals = self
            .grid
            .lines
            .iter()
            .filter(|line| line.label.grade == Grade::Total && line.has_level());
        let totals: Vec<&Line<'g, 'a>> = totals.collect();
        let [total] = totals.as_slice() else { return };
        let mut best: Option<(usize, Vec<Tested<'g, 'a>>)> = None;
        for level in self.near() {
            let Some(whole) = total.level(level) else { continue };
            let test = |line: &Line<'g, 'a>| {
                if line.label.grade != Grade::Part {
                    return None;
                }
                tested(ClaimKind::Ratio, line.fact(self.at)?, line.level(level)?, whole)
            };
            let rows: Vec<Tested<'g, 'a>> = self.grid.lines.iter().filter_map(test).collect();
            let agreed = rows.iter().filter(|row| row.agrees).count();
            if best.as_ref().is_none_or(|(most, _)| agreed > *most) {
                best = Some((agreed, rows));
            }
        }
        let Some((agreed, rows)) = best else { return };
        for row in &rows {
            if let Some(origin) = self.origin(row.agrees, agreed, rows.len(), false) {
                add(ClaimKind::Ratio, origin, row, found);
            }
        }
    }

    /// How surely a row is meant to work out, of `rows` of which `agreed` do.
    fn origin(&self, fits: bool, agreed: usize, rows: usize, alone: bool) -> Option<ClaimOrigin> {
        if fits {
            return Some(ClaimOrigin::Stated);
        }
        let others = rows - 1;
        if self.column.comparable {
            return None;
        }
        if agreed >= 2 && agreed * 3 >= others * 2 {
            let plain = self.column.role != Some(Role::Growth);
            return Some(if plain {
                ClaimOrigin::Stated
            } else {
                ClaimOrigin::Implied
            });
        }
        if agreed >= 1 && agreed * 2 >= others {
            return Some(ClaimOrigin::Implied);
        }
        (others == 0 && alone).then_some(ClaimOrigin::Possible)
    }
}

/// The three figures of a row under a hypothesis; none where they cannot be reckoned with.
fn tested<'g, 'a>(
    kind: ClaimKind,
    rate: &'g Fact<'a>,
    above: &'g Fact<'a>,
    below: &'g Fact<'a>,
) -> Option<Tested<'g, 'a>> {
    let ratio = rate.unit().ends_with(['%', '％', '‰']);
    let agrees = match kind {
        _ if above.unit() != below.unit() => None,
        ClaimKind::Growth if ratio && rate.figure.role == Role::Growth => fit::growth(rate, above, below),
        ClaimKind::Change if rate.unit() == above.unit() => fit::difference(rate, above, below),
        ClaimKind::Progress | ClaimKind::Ratio if ratio => fit::ratio(rate, above, below),
        _ => None,
    }?;
    Some(Tested {
        rate,
        above,
        below,
        agrees,
    })
}

fn add(kind: ClaimKind, origin: ClaimOrigin, row: &Tested<'_, '_>, found: &mut Found<'_>) {
    let roles = if kind == ClaimKind::Change {
        [MemberRole::Result, MemberRole::Minuend, MemberRole::Subtrahend]
    } else {
        [MemberRole::Ratio, MemberRole::Numerator, MemberRole::Denominator]
    };
    let [result, above, below] = roles;
    found.add(
        kind,
        origin,
        &[(result, row.rate), (above, row.above), (below, row.below)],
    );
}
