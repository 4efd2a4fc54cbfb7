//! Tables whose cells are ruled: what stands between the same lines is one cell, however many lines its words take.

use super::line::{Glyph, lines};
use super::page::join;
use super::rows::TableCell;

/// A straight line along the page's edges, in points; upwards is more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) foot: f32,
    pub(super) top: f32,
}

/// A rule is no thicker than this.
const THICK: f32 = 3.0;
/// Rules that are this near to each other meet.
const NEAR: f32 = 2.5;
/// A table has no more rules than this in one direction.
const MOST: usize = 2000;

impl Rule {
    /// The rule that fills the box from one corner to the other; none where it is neither flat nor upright.
    pub(super) fn of_box((x, y): (f32, f32), (other_x, other_y): (f32, f32)) -> Option<Self> {
        let rule = Self {
            left: x.min(other_x),
            right: x.max(other_x),
            foot: y.min(other_y),
            top: y.max(other_y),
        };
        (rule.is_flat() != rule.is_upright()).then_some(rule)
    }

    fn is_flat(&self) -> bool {
        self.top - self.foot <= THICK && self.right - self.left > THICK
    }

    fn is_upright(&self) -> bool {
        self.right - self.left <= THICK && self.top - self.foot > THICK
    }

    fn across(&self) -> f32 {
        f32::midpoint(self.left, self.right)
    }

    fn up(&self) -> f32 {
        f32::midpoint(self.foot, self.top)
    }

    fn meets(&self, other: &Self) -> bool {
        self.left <= other.right + NEAR
            && other.left <= self.right + NEAR
            && self.foot <= other.top + NEAR
            && other.foot <= self.top + NEAR
    }
}

/// A ruled table of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruled {
    pub(super) top: f32,
    pub(super) rows: Vec<Vec<TableCell>>,
}

/// The ruled tables of a page, from top to bottom, and the glyphs that stand in none.
pub(super) fn tables(rules: &[Rule], glyphs: &[Glyph]) -> (Vec<Ruled>, Vec<Glyph>) {
    let mut rest = glyphs.to_vec();
    let mut tables = Vec::new();
    if rules.len() <= MOST {
        for group in groups(rules) {
            let Some(grid) = Grid::of(&group) else { continue };
            let (inside, outside): (Vec<Glyph>, Vec<Glyph>) =
                rest.iter().copied().partition(|glyph| grid.holds(glyph));
            if let Some(rows) = grid.rows(&inside) {
                tables.push(Ruled {
                    top: grid.top(),
                    rows,
                });
                rest = outside;
            }
        }
    }
    tables.sort_by(|a, b| b.top.total_cmp(&a.top));
    (tables, rest)
}

/// Rules that meet, one with the other or by way of others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut left: Vec<Rule> = rules.to_vec();
    let mut groups = Vec::new();
    while let Some(first) = left.pop() {
        let mut group = vec![first];
        let mut at = 0;
        while let Some(rule) = group.get(at).copied() {
            let (meeting, apart) = left.iter().copied().partition(|other| rule.meets(other));
            group.extend::<Vec<Rule>>(meeting);
            left = apart;
            at += 1;
        }
        groups.push(group);
    }
    groups
}

/// Values that lie near to each other are one.
fn distinct(mut values: Vec<f32>) -> Vec<f32> {
    values.sort_by(f32::total_cmp);
    values.dedup_by(|next, kept| *next - *kept <= NEAR);
    values
}

/// Where the rules of a table part the page.
#[derive(Debug)]
struct Grid<'a> {
    rules: &'a [Rule],
    /// From left to right.
    columns: Vec<f32>,
    /// From top to bottom.
    rows: Vec<f32>,
}

impl<'a> Grid<'a> {
    /// The grid of rules that meet; none where they part no table.
    fn of(rules: &'a [Rule]) -> Option<Self> {
        let flat = || rules.iter().filter(|rule| rule.is_flat());
        let upright = || rules.iter().filter(|rule| rule.is_upright());
        // Some tables are open at their sides.
        let ends = flat().flat_map(|rule| [rule.left, rule.right]);
        let edges = [ends.clone().reduce(f32::min), ends.reduce(f32::max)];
        let across = upright().map(Rule::across).chain(edges.into_iter().flatten());
        let columns = distinct(across.collect());
        let mut rows = distinct(flat().map(Rule::up).collect());
        rows.reverse();
        let is_table = columns.len() > 2 && rows.len() > 2 && columns.len() * rows.len() < MOST * 10;
        is_table.then_some(Self { rules, columns, rows })
    }

    fn top(&self) -> f32 {
        self.rows.first().copied().unwrap_or_default()
    }

    /// The slot in which a point lies.
    fn slot(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let row = self.rows.iter().rposition(|edge| *edge > y)?;
        let column = self.columns.iter().rposition(|edge| *edge <= x)?;
        (row + 1 < self.rows.len() && column + 1 < self.columns.len()).then_some((row, column))
    }

    fn slot_of(&self, glyph: &Glyph) -> Option<(usize, usize)> {
        self.slot(
            f32::midpoint(glyph.left, glyph.right),
            glyph.base + 0.3 * glyph.size,
        )
    }

    fn holds(&self, glyph: &Glyph) -> bool {
        self.slot_of(glyph).is_some()
    }

    /// The middle between two edges.
    fn middle(edges: &[f32], at: usize) -> f32 {
        let edge = |at: usize| edges.get(at).copied().unwrap_or_default();
        f32::midpoint(edge(at), edge(at + 1))
    }

    /// Whether a rule stands on the right of a slot.
    fn is_walled(&self, (row, column): (usize, usize)) -> bool {
        let edge = self.columns.get(column + 1).copied().unwrap_or_default();
        let y = Self::middle(&self.rows, row);
        let walls = |rule: &Rule| {
            rule.is_upright() && (rule.across() - edge).abs() <= NEAR && rule.foot <= y && y <= rule.top
        };
        self.rules.iter().any(walls)
    }

    /// Whether a rule lies below a slot.
    fn is_floored(&self, (row, column): (usize, usize)) -> bool {
        let edge = self.rows.get(row + 1).copied().unwrap_or_default();
        let x = Self::middle(&self.columns, column);
        let floors = |rule: &Rule| {
            rule.is_flat() && (rule.up() - edge).abs() <= NEAR && rule.left <= x && x <= rule.right
        };
        self.rules.iter().any(floors)
    }

    /// The cells with their words; none where most of them are empty, as in a drawing.
    fn rows(&self, glyphs: &[Glyph]) -> Option<Vec<Vec<TableCell>>> {
        let (height, width) = (self.rows.len() - 1, self.columns.len() - 1);
        let mut taken = vec![false; height * width];
        let mut rows = vec![Vec::new(); height];
        let (mut all, mut filled) = (0, 0);
        for (row, cells) in rows.iter_mut().enumerate() {
            for column in 0..width {
                if taken.get(row * width + column) != Some(&false) {
                    continue;
                }
                let (down, across) = self.reach((row, column), &taken);
                let places =
                    (row..row + down).flat_map(|row| (column..column + across).map(move |c| (row, c)));
                for (row, column) in places {
                    if let Some(slot) = taken.get_mut(row * width + column) {
                        *slot = true;
                    }
                }
                let inside = |glyph: &&Glyph| {
                    self.slot_of(glyph).is_some_and(|(r, c)| {
                        (row..row + down).contains(&r) && (column..column + across).contains(&c)
                    })
                };
                let words: Vec<Glyph> = glyphs.iter().filter(inside).copied().collect();
                let lines = lines(&words);
                let words = lines.iter().map(super::line::Line::text);
                let text = words.reduce(|text, next| join(&text, &next)).unwrap_or_default();
                all += 1;
                filled += usize::from(!text.is_empty());
                cells.push(TableCell {
                    column,
                    columns: across,
                    rows: down,
                    text,
                });
            }
        }
        (filled > 1 && filled * 3 > all).then_some(rows)
    }

    /// How many rows and columns the cell takes whose first slot this is.
    fn reach(&self, (row, column): (usize, usize), taken: &[bool]) -> (usize, usize) {
        let (height, width) = (self.rows.len() - 1, self.columns.len() - 1);
        let is_free = |row: usize, column: usize| taken.get(row * width + column) == Some(&false);
        let mut across = 1;
        while column + across < width
            && is_free(row, column + across)
            && !self.is_walled((row, column + across - 1))
        {
            across += 1;
        }
        let mut down = 1;
        while row + down < height
            && (column..column + across)
                .all(|column| is_free(row + down, column) && !self.is_floored((row + down - 1, column)))
        {
            down += 1;
        }
        (down, across)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(left: f32, right: f32, up: f32) -> Rule {
        Rule::of_box((left, up), (right, up)).unwrap()
    }

    fn upright(across: f32, foot: f32, top: f32) -> Rule {
        Rule::of_box((across, foot), (across, top)).unwrap()
    }

    fn words(text: &str, left: f32, base: f32) -> Vec<Glyph> {
        let mut at = left;
        let place = |sign: char| {
            at += 10.0;
            Glyph {
                sign,
                left: at - 10.0,
                right: at,
                base,
                size: 10.0,
            }
        };
        text.chars().map(place).collect()
    }

    fn told(tables: &[Ruled]) -> Vec<Vec<String>> {
        let cell = |cell: &TableCell| format!("{}+{}x{} {}", cell.column, cell.columns, cell.rows, cell.text);
        let rows = tables.iter().flat_map(|table| &table.rows);
        rows.map(|row| row.iter().map(cell).collect()).collect()
    }

    #[test]
    fn words_of_several_lines_are_one_cell() {
        let rules = [
            flat(0.0, 200.0, 100.0),
            flat(0.0, 200.0, 80.0),
            flat(0.0, 200.0, 40.0),
            upright(0.0, 40.0, 100.0),
            upright(100.0, 40.0, 100.0),
            upright(200.0, 40.0, 100.0),
        ];
        let mut page = words("指标", 5.0, 86.0);
        page.extend(words("完成", 105.0, 86.0));
        page.extend(words("可支配", 5.0, 66.0));
        page.extend(words("收入", 5.0, 46.0));
        page.extend(words("26701", 105.0, 56.0));
        page.extend(words("表外", 5.0, 20.0));
        let (tables, rest) = tables(&rules, &page);
        assert_eq!(
            told(&tables),
            [["0+1x1 指标", "1+1x1 完成"], ["0+1x1 可支配收入", "1+1x1 26701"]]
        );
        assert_eq!(rest.len(), 2);
    }

    /// Above, one cell over two; on the left, one beside two; open at the sides.
    #[test]
    fn cells_reach_as_far_as_no_rule_parts_them() {
        let rules = [
            flat(0.0, 300.0, 100.0),
            flat(100.0, 300.0, 80.0),
            flat(100.0, 300.0, 60.0),
            flat(0.0, 300.0, 40.0),
            upright(100.0, 40.0, 100.0),
            upright(200.0, 40.0, 80.0),
        ];
        let mut page = words("收入", 5.0, 66.0);
        page.extend(words("完成情况", 105.0, 86.0));
        for (text, left, base) in [
            ("计划", 105.0, 66.0),
            ("完成", 205.0, 66.0),
            ("12", 105.0, 46.0),
            ("13", 205.0, 46.0),
        ] {
            page.extend(words(text, left, base));
        }
        let (tables, _) = tables(&rules, &page);
        let rows: Vec<Vec<String>> = vec![
            vec!["0+1x3 收入".to_owned(), "1+2x1 完成情况".to_owned()],
            vec!["1+1x1 计划".to_owned(), "2+1x1 完成".to_owned()],
            vec!["1+1x1 12".to_owned(), "2+1x1 13".to_owned()],
        ];
        assert_eq!(told(&tables), rows);
    }

    #[test]
    fn drawings_and_frames_are_no_tables() {
        let page = words("图上的字", 5.0, 50.0);
        let lines: Vec<Rule> = (0..6_u8)
            .flat_map(|n| {
                [
                    flat(0.0, 100.0, f32::from(n) * 20.0),
                    upright(f32::from(n) * 20.0, 0.0, 100.0),
                ]
            })
            .collect();
        let frame = [
            flat(0.0, 100.0, 0.0),
            flat(0.0, 100.0, 90.0),
            upright(0.0, 0.0, 90.0),
            upright(100.0, 0.0, 90.0),
        ];
        for rules in [&lines[..], &frame[..], &[]] {
            let (tables, rest) = tables(rules, &page);
            assert!(tables.is_empty());
            assert_eq!(rest.len(), page.len());
        }
        assert_eq!(Rule::of_box((0.0, 0.0), (50.0, 50.0)), None);
    }
}
