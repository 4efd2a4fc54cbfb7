//! Rows that add up others: 小计, 合计, 总计, below or above their parts; rows over the rows that stand below them; 其中.

use super::super::Found;
use super::super::fit::{self, Fit};
use super::super::scene::Fact;
use super::grid::{Grid, Line};
use super::outline::{self, Place};
use super::subset;
use crate::sheet::cell::Gap;
use crate::sheet::label::Grade;
use crate::sheet::mean;
use juyan_model::{ClaimKind, ClaimOrigin, Decimal};

/// Of longer lists no rows are taken for parts of others.
const LONGEST: usize = 40;
/// So many rows back a total may reach over totals before it.
const FAR: usize = 200;
/// So many ways to read a list are tried.
const READINGS: usize = 40;

/// Finds what the rows of a side add up to.
pub(super) fn find(grid: &Grid<'_, '_>, found: &mut Found<'_>) {
    let levels = grid.amounts();
    if levels.is_empty() {
        return;
    }
    let places = outline::places(grid);
    let totals = Totals {
        grid,
        places: &places,
        levels,
    };
    let valued: Vec<usize> = (0..grid.lines.len())
        .filter(|at| grid.lines.get(*at).is_some_and(Line::has_level))
        .collect();
    // Without headings it may be the end of a table that was cut.
    let headless = grid.columns.iter().all(|column| column.heads.is_empty());
    let graded = |at: Option<&usize>| {
        at.and_then(|at| grid.lines.get(*at))
            .is_some_and(|line| line.label.grade != Grade::Part)
    };
    match (graded(valued.first()), graded(valued.last())) {
        (true, false) if headless => {}
        (true, false) => totals.leading(found),
        (first, _) => totals.trailing(first || headless, found),
    }
    totals.parents(found);
    totals.among(found);
}

struct Totals<'t, 'g, 'a> {
    grid: &'t Grid<'g, 'a>,
    places: &'t [Place],
    levels: Vec<usize>,
}

/// How a total stands to its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Behind them: all of them stand there.
    Behind,
    /// Before them: maybe some of them stand there.
    Before,
    /// Nobody can tell; only what works out is claimed.
    Unclear,
}

impl<'g, 'a> Totals<'_, 'g, 'a> {
    fn line(&self, at: usize) -> Option<&Line<'g, 'a>> {
        self.grid.lines.get(at)
    }

    fn grade(&self, at: usize) -> Grade {
        self.line(at).map_or(Grade::Part, |line| line.label.grade)
    }

    fn depth(&self, at: usize) -> usize {
        self.places.get(at).map_or(0, |place| place.depth)
    }

    fn has_level(&self, at: usize) -> bool {
        self.line(at).is_some_and(Line::has_level)
    }

    /// Totals that stand behind their parts.
    fn trailing(&self, odd: bool, found: &mut Found<'_>) {
        let order = if odd { Order::Unclear } else { Order::Behind };
        // What is not added up yet, and where the last group began.
        let mut open: Vec<usize> = Vec::new();
        let mut group = 0;
        for at in 0..self.grid.lines.len() {
            if !self.has_level(at) {
                group = open.len();
                open.push(at);
                continue;
            }
            if self.grade(at) == Grade::Part {
                open.push(at);
                continue;
            }
            let from = |grade: Grade| {
                let last = open.iter().rposition(|item| self.grade(*item) >= grade);
                last.map_or(0, |last| last + 1)
            };
            let own = from(self.grade(at));
            let mut starts = vec![own];
            if self.grade(at) == Grade::Subtotal {
                starts.extend([from(Grade::Subtotal).max(group), from(Grade::Subtotal)]);
            } else {
                starts.push(open.len().saturating_sub(FAR).min(own));
            }
            let mut readings = Vec::new();
            for start in &starts {
                self.readings(open.get(*start..).unwrap_or_default(), &mut readings);
            }
            let far = open.len().saturating_sub(FAR);
            let totals: Vec<usize> = open
                .iter()
                .skip(far)
                .copied()
                .filter(|item| self.grade(*item) == Grade::Total)
                .collect();
            if totals.len() > 1 {
                add(&mut readings, totals);
            }
            let chosen = self.choose(at, readings);
            if let Some(chosen) = &chosen {
                self.claim(at, chosen, order, found);
            }
            let first = chosen
                .filter(|chosen| chosen.fits > 0)
                .and_then(|chosen| open.iter().position(|item| chosen.parts.first() == Some(item)));
            open.truncate(first.unwrap_or(own).min(open.len()));
            open.push(at);
            group = open.len();
        }
    }

    /// Totals that stand before their parts.
    fn leading(&self, found: &mut Found<'_>) {
        let count = self.grid.lines.len();
        for at in (0..count).filter(|at| self.has_level(*at) && self.grade(*at) != Grade::Part) {
            let end = (at + 1..count)
                .find(|next| self.grade(*next) >= self.grade(at))
                .unwrap_or(count);
            if self.line(at + 1).is_some_and(|line| line.label.among) {
                continue;
            }
            let below: Vec<usize> = (at + 1..end).collect();
            let first = below.iter().position(|item| self.grade(*item) == Grade::Subtotal);
            let mut readings = Vec::new();
            if let Some(first) = first {
                let mut parts = self.tops(below.get(..first).unwrap_or_default(), &|_| false);
                let subtotals = below
                    .iter()
                    .copied()
                    .filter(|item| self.grade(*item) == Grade::Subtotal && self.has_level(*item));
                parts.extend(subtotals);
                add(&mut readings, parts);
            } else {
                self.readings(&below, &mut readings);
            }
            if let Some(chosen) = self.choose(at, readings) {
                self.claim(at, &chosen, Order::Before, found);
            }
        }
    }

    /// The ways to read which of `items` are parts: the names' own order first.
    fn readings(&self, items: &[usize], readings: &mut Vec<Vec<usize>>) {
        let soft = |at: usize| self.places.get(at).is_some_and(|place| place.soft);
        add(readings, self.tops(items, &|_| false));
        // What follows 其中 without being set apart is among it, up to some row.
        let runs = items
            .iter()
            .enumerate()
            .filter(|(nth, at)| {
                soft(**at) && (*nth == 0 || items.get(nth - 1).is_none_or(|before| !soft(*before)))
            })
            .count();
        if runs == 1 {
            let first = items.iter().position(|at| soft(*at)).unwrap_or(0);
            for (end, at) in items.iter().enumerate().skip(first).take(READINGS / 4) {
                if !soft(*at) {
                    break;
                }
                let under = items.get(first..=end).unwrap_or_default().to_vec();
                add(readings, self.tops(items, &|at| under.contains(&at)));
            }
        } else if runs > 1 {
            add(readings, self.tops(items, &soft));
        }
        // Rows without numbers behind the last numbered one may stand beside it.
        let numbered = |at: &usize| {
            self.line(*at)
                .is_some_and(|line| line.label.numbering.is_some() && !line.label.among)
        };
        if let Some(last) = items.iter().rposition(numbered) {
            let tail = items.get(last + 1..).unwrap_or_default();
            for skip in 0..tail.len().min(READINGS / 4) {
                let mut parts = self.tops(items.get(..=last + skip).unwrap_or_default(), &|_| false);
                parts.extend(self.tops(tail.get(skip..).unwrap_or_default(), &|_| false));
                add(readings, parts);
            }
        }
        let plain =
            |at: &&usize| self.has_level(**at) && self.line(**at).is_some_and(|line| !line.label.among);
        add(readings, items.iter().filter(plain).copied().collect());
    }

    /// The rows of `items` that stand below no other row with numbers; those that `under` names do stand below one.
    fn tops(&self, items: &[usize], under: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut tops = Vec::new();
        // The depths of the rows above, and whether one of them has numbers.
        let mut above: Vec<(usize, bool)> = Vec::new();
        for at in items.iter().copied() {
            let graded = self.grade(at) != Grade::Part;
            let depth = self.depth(at);
            while above.last().is_some_and(|(last, _)| *last >= depth) {
                above.pop();
            }
            let among = self.line(at).is_some_and(|line| line.label.among);
            let below = among || above.last().is_some_and(|(_, valued)| *valued);
            let valued = self.has_level(at);
            if valued && (graded || !below && !under(at)) {
                tops.push(at);
            }
            // Groups that are added up by a row of their own have nothing below that row.
            if !graded && !under(at) {
                above.push((depth, below || valued));
            }
        }
        tops
    }

    /// The reading that most columns agree with, the first of them. Where none does, rows that are parts of others may have
    /// lost what set them in.
    fn choose(&self, total: usize, mut readings: Vec<Vec<usize>>) -> Option<Chosen> {
        readings.truncate(READINGS);
        let adjusts = |at: &usize| self.line(*at).is_none_or(|line| line.label.adjusts);
        readings.retain(|parts| !parts.is_empty() && !parts.iter().any(adjusts));
        let alone = readings.len() == 1;
        let best = |readings: Vec<Vec<usize>>| {
            let mut best: Option<Chosen> = None;
            for parts in readings {
                let fits = self.agreeing(total, &parts);
                if best.as_ref().is_none_or(|best| fits > best.fits) {
                    best = Some(Chosen { parts, fits, alone });
                }
            }
            best
        };
        let flat = readings.iter().max_by_key(|parts| parts.len()).cloned()?;
        let chosen = best(readings)?;
        if chosen.fits > 0 {
            return Some(chosen);
        }
        let hidden = best(self.hidden(total, &flat));
        Some(hidden.filter(|hidden| hidden.fits > 0).unwrap_or(chosen))
    }

    /// In how many columns the parts come to the total.
    fn agreeing(&self, total: usize, parts: &[usize]) -> usize {
        let columns = self.levels.iter();
        columns
            .filter(|column| matches!(self.fit(total, parts, **column), Some((Fit::Whole, _))))
            .count()
    }

    /// What is left of the rows when some are taken for parts of those before them, so that a column works out.
    fn hidden(&self, total: usize, parts: &[usize]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        for column in &self.levels {
            let Some((whole, facts, _)) = self.members(total, parts, *column) else {
                continue;
            };
            let values: Option<Vec<Decimal>> = facts.iter().map(|fact| fact.value()).collect();
            let values = values.filter(|values| !values.iter().any(Decimal::is_sign_negative));
            let Some((values, target)) = values.zip(whole.value()) else {
                continue;
            };
            let sum = values
                .iter()
                .try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
            let excess = sum.and_then(|sum| sum.checked_sub(target));
            let Some(excess) = excess.filter(|excess| excess.is_sign_positive() && facts.len() <= LONGEST)
            else {
                continue;
            };
            let named: Vec<usize> = parts
                .iter()
                .copied()
                .filter(|at| self.line(*at).is_some_and(|line| line.level(*column).is_some()))
                .collect();
            for taken in subset::of(&values, excess) {
                if !are_parts(&values, &taken) {
                    continue;
                }
                let gone: Vec<usize> = taken.iter().filter_map(|nth| named.get(*nth).copied()).collect();
                let left: Vec<usize> = parts.iter().copied().filter(|at| !gone.contains(at)).collect();
                add(&mut found, left);
            }
        }
        found.truncate(READINGS);
        found
    }

    /// How the parts stand to the total in a column, and whether blanks are among them; none where nothing can be said.
    fn fit(&self, total: usize, parts: &[usize], column: usize) -> Option<(Fit, bool)> {
        let (whole, facts, blank) = self.members(total, parts, column)?;
        Some((fit::sum(whole, &facts)?, blank))
    }

    /// Total and parts in a column.
    fn members(
        &self,
        total: usize,
        parts: &[usize],
        column: usize,
    ) -> Option<(&'g Fact<'a>, Vec<&'g Fact<'a>>, bool)> {
        let line = self.line(total)?;
        let whole = line.level(column)?;
        if self.grid.is_mean(line) || mean::is_unit_of_mean(whole.unit(), self.grid.scene.catalogue) {
            return None;
        }
        let mut facts = Vec::new();
        let mut blank = false;
        for at in parts {
            let line = self.line(*at)?;
            match line.fact(column) {
                Some(part) if part.is_like(whole) => facts.push(part),
                Some(_) => return None,
                None if line.gap(column) == Some(Gap::Untold) => return None,
                None => blank |= line.gap(column) == Some(Gap::Blank),
            }
        }
        (!facts.is_empty()).then_some((whole, facts, blank))
    }

    /// What a total claims under the chosen reading, column by column.
    fn claim(&self, total: usize, chosen: &Chosen, order: Order, found: &mut Found<'_>) {
        let tested = self
            .levels
            .iter()
            .filter(|column| self.fit(total, &chosen.parts, **column).is_some())
            .count();
        for column in &self.levels {
            let Some((whole, parts, blank)) = self.members(total, &chosen.parts, *column) else {
                continue;
            };
            let Some(fit) = fit::sum(whole, &parts) else {
                continue;
            };
            let sure = Sure {
                agreed: chosen.fits > 0,
                alone: chosen.alone,
                tested,
                single: parts.len() == 1,
            };
            match sure.origin(fit, order, blank) {
                Some(Meant::All(origin)) => found.sum(ClaimKind::Sum, origin, whole, &parts),
                Some(Meant::Some) => found.sum(ClaimKind::SumPartial, ClaimOrigin::Implied, whole, &parts),
                None => {}
            }
        }
    }

    /// Rows over the rows that stand below them, where these make them up.
    fn parents(&self, found: &mut Found<'_>) {
        for at in
            (0..self.grid.lines.len()).filter(|at| self.has_level(*at) && self.grade(*at) == Grade::Part)
        {
            let mut parts = self.children(at, false);
            if parts.is_empty() {
                parts = self.numbered_below(at);
            }
            if parts.len() < 2 {
                continue;
            }
            let fits: Vec<Fit> = self
                .levels
                .iter()
                .filter_map(|column| Some(self.fit(at, &parts, *column)?.0))
                .collect();
            let whole = fits.iter().filter(|fit| **fit == Fit::Whole).count();
            if whole == 0 || whole * 2 < fits.len() {
                continue;
            }
            for column in &self.levels {
                let Some((whole, facts, blank)) = self.members(at, &parts, *column) else {
                    continue;
                };
                let works = !blank || fit::sum(whole, &facts) == Some(Fit::Whole);
                if works && facts.len() > 1 {
                    found.sum(ClaimKind::Sum, ClaimOrigin::Implied, whole, &facts);
                }
            }
        }
    }

    /// The numbered rows behind a row without a number, which may name what they make up: 收入, 一、税收收入, 二、非税收入.
    fn numbered_below(&self, at: usize) -> Vec<usize> {
        let style = |at: usize| self.line(at).and_then(|line| line.label.numbering);
        let Some(own) = style(at + 1).filter(|_| style(at).is_none()) else {
            return Vec::new();
        };
        let depth = self.depth(at + 1);
        let behind = (at + 1..self.grid.lines.len())
            .take_while(|next| self.grade(*next) == Grade::Part && self.depth(*next) >= depth);
        let parts: Vec<usize> = behind.filter(|next| style(*next) == Some(own)).collect();
        let unlike = |at: &usize| {
            self.line(*at)
                .is_none_or(|line| line.label.adjusts || !line.has_level())
        };
        if parts.iter().any(unlike) {
            Vec::new()
        } else {
            parts
        }
    }

    /// The rows right below a row: those that 其中 opens, or the others.
    fn children(&self, at: usize, among: bool) -> Vec<usize> {
        let mut children = Vec::new();
        let mut least: Option<usize> = None;
        for next in at + 1..self.grid.lines.len() {
            let Some(line) = self.line(next) else { break };
            if line.label.grade != Grade::Part || self.depth(next) <= self.depth(at) {
                break;
            }
            if among && !line.label.among {
                break;
            }
            if !among && line.label.among {
                return Vec::new();
            }
            let depth = self.depth(next);
            if least.is_none_or(|least| depth <= least) {
                least = Some(depth);
                if line.label.adjusts || !line.has_level() {
                    return Vec::new();
                }
                children.push(next);
            }
        }
        children
    }

    /// What 其中 opens is never more than the row above it; where the names are those of all its parts, it is all of it.
    fn among(&self, found: &mut Found<'_>) {
        for at in (0..self.grid.lines.len())
            .filter(|at| self.has_level(*at) && self.line(*at).is_some_and(|line| !line.label.among))
        {
            let marked = self.children_among(at);
            if marked.is_empty() {
                continue;
            }
            if let Some(parts) = self.told(at) {
                for column in &self.levels {
                    if let Some((whole, facts, false)) = self.members(at, &parts, *column) {
                        found.sum(ClaimKind::Sum, ClaimOrigin::Stated, whole, &facts);
                    }
                }
                continue;
            }
            for column in &self.levels {
                let Some((whole, facts, _)) = self.members(at, &marked, *column) else {
                    continue;
                };
                // Parts may overlap (民生支出 and 教育支出): each of them is part of the whole, all together need not be.
                if fit::sum(whole, &facts) == Some(Fit::More) {
                    for fact in facts {
                        found.sum(ClaimKind::SumPartial, ClaimOrigin::Stated, whole, &[fact]);
                    }
                } else {
                    found.sum(ClaimKind::SumPartial, ClaimOrigin::Stated, whole, &facts);
                }
            }
        }
    }

    /// The rows of 其中 right behind a row; total rows have them too.
    fn children_among(&self, at: usize) -> Vec<usize> {
        (at + 1..self.grid.lines.len())
            .take_while(|next| self.line(*next).is_some_and(|line| line.label.among))
            .filter(|next| self.has_level(*next))
            .collect()
    }

    /// The rows behind a row, the first of them opened by 其中, whose names are those of all parts of a whole.
    fn told(&self, at: usize) -> Option<Vec<usize>> {
        let next = self.line(at + 1).filter(|line| line.label.among)?;
        next.has_level().then_some(())?;
        let open: Vec<usize> = (at + 1..self.grid.lines.len())
            .take(4)
            .take_while(|next| {
                *next == at + 1
                    || self.line(*next).is_some_and(|line| line.label.among)
                    || self.places.get(*next).is_some_and(|place| place.soft)
            })
            .collect();
        (2..=open.len()).find_map(|end| {
            let parts = open.get(..end)?;
            let names: Vec<&str> = parts
                .iter()
                .filter_map(|at| Some(self.grid.name(self.line(*at)?)))
                .collect();
            let told = self
                .grid
                .scene
                .catalogue
                .partitions
                .iter()
                .any(|partition| partition.is_told_by(&names));
            told.then(|| parts.to_vec())
        })
    }
}

/// A reading with the number of columns that agree with it.
struct Chosen {
    parts: Vec<usize>,
    fits: usize,
    /// Whether there is no other reading.
    alone: bool,
}

/// What is known of a reading.
#[derive(Clone, Copy)]
struct Sure {
    /// Whether another column agrees with it.
    agreed: bool,
    /// Whether there is no other.
    alone: bool,
    /// In how many columns it was looked at.
    tested: usize,
    /// Whether the total has one part only.
    single: bool,
}

/// What a total says of its parts.
enum Meant {
    /// It is all of them.
    All(ClaimOrigin),
    /// They are no more than it.
    Some,
}

impl Sure {
    /// What a total claims whose parts come to it, or to more or less than it.
    fn origin(self, fit: Fit, order: Order, blank: bool) -> Option<Meant> {
        if fit == Fit::Whole {
            return Some(Meant::All(ClaimOrigin::Stated));
        }
        if order == Order::Unclear || self.single {
            return None;
        }
        // What is left blank may be something.
        if blank && fit != Fit::More {
            return self.agreed.then_some(Meant::Some);
        }
        if self.agreed {
            return Some(Meant::All(ClaimOrigin::Stated));
        }
        // Where no column works out, the list need not be what is added up.
        let lone = self.tested == 1 && self.alone;
        let told = match (order, fit) {
            (Order::Behind, _) if lone => ClaimOrigin::Stated,
            (Order::Behind, Fit::Nearly | Fit::More) if self.tested <= 2 => ClaimOrigin::Implied,
            (Order::Before, Fit::More) if lone => ClaimOrigin::Implied,
            (Order::Before, _) if lone => ClaimOrigin::Possible,
            (Order::Behind, _) if self.tested <= 2 => ClaimOrigin::Possible,
            _ => return None,
        };
        Some(Meant::All(told))
    }
}

/// Whether the rows at `taken` can be parts of those before them: together they are no more than these.
fn are_parts(values: &[Decimal], taken: &[usize]) -> bool {
    let mut room = Decimal::ZERO;
    values.iter().enumerate().all(|(at, value)| {
        if !taken.contains(&at) {
            room = *value;
            return true;
        }
        room = room.saturating_sub(*value);
        !room.is_sign_negative()
    })
}

/// Adds a reading that is not there yet.
fn add(readings: &mut Vec<Vec<usize>>, parts: Vec<usize>) {
    if !parts.is_empty() && !readings.contains(&parts) {
        readings.push(parts);
    }
}
