//! Which figures of two reports differ: those that say the same of their own time, whatever their wording.

use crate::lift::{Report, keys};
use crate::name::Name;
use crate::pair::{Side, pairs};
use juyan::model::{Decimal, Figure, FigureId, Value};
use juyan::vocabulary::Catalogue;
use std::collections::BTreeSet;

/// How a new report differs from an old one, figure by figure.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diff {
    /// Figures of both that differ, in the order of the new report.
    pub changed: Vec<Change>,
    /// Figures of both that are equal.
    pub equal: Vec<(FigureId, FigureId)>,
    /// What the old report told and the new one does not.
    pub gone: Vec<FigureId>,
    /// What only the new report tells.
    pub fresh: Vec<FigureId>,
}

/// A figure that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What it is of.
    pub name: Name,
    /// The figure of the old report.
    pub old: FigureId,
    /// The figure of the new report.
    pub new: FigureId,
    /// Whether the sentences that tell it are alike; else it was told elsewhere, or otherwise.
    pub in_like_sentences: bool,
    /// The new value less the old one, in the base unit; none of ranges, and where the units differ.
    pub by: Option<Decimal>,
    /// That of the old value, in percent to one decimal; none where there is no such, and of what is told in percent itself.
    pub percent: Option<Decimal>,
}

/// Compares two reports. Each is read at its own time: the growth of one half year answers that of another.
///
/// ```
/// use juyan::document::from_text;
/// use juyan_writer::{Report, diff};
/// let catalogue = juyan::catalogue();
/// let texts = ["额济纳旗2024年上半年计划执行情况\n\n新增就业121人。", "额济纳旗2025年上半年计划执行情况\n\n新增就业133人。"];
/// let documents = texts.map(from_text);
/// let readings = documents.each_ref().map(|document| juyan::reader::read(document, catalogue));
/// let report = |at: usize| Report {
///     document: &documents[at],
///     reading: &readings[at],
///     period: readings[at].period.unwrap(),
///     home: "152923",
/// };
/// let found = diff(report(0), report(1), catalogue);
/// assert_eq!(found.changed[0].name.to_string(), "job_new@:P");
/// assert_eq!(found.changed[0].by, Some(12.into()));
/// ```
pub fn diff(old: Report<'_>, new: Report<'_>, catalogue: &Catalogue) -> Diff {
    let [before, after] = [old, new].map(|report| Side::of(report, names(report, catalogue)));
    let mut found = Diff::default();
    let mut gone: BTreeSet<FigureId> = before.ids().collect();
    let mut fresh: BTreeSet<FigureId> = after.ids().collect();
    for pair in pairs(&before, &after) {
        let (one, other) = (pair.old, pair.new);
        gone.remove(&one);
        fresh.remove(&other);
        let figures = old
            .reading
            .figures
            .get(one.0)
            .zip(new.reading.figures.get(other.0));
        let Some((was, is)) = figures else { continue };
        // 300 and 300余 are not one.
        if (was.value, &was.unit, was.approx) == (is.value, &is.unit, is.approx) {
            found.equal.push((one, other));
            continue;
        }
        let by = difference(was, is);
        found.changed.push(Change {
            name: pair.name,
            in_like_sentences: pair.in_like_sentences,
            old: one,
            new: other,
            percent: by.and_then(|by| percent(by, was)),
            by,
        });
    }
    found.gone = gone.into_iter().collect();
    found.fresh = fresh.into_iter().collect();
    found
}

fn names<'a>(report: Report<'a>, catalogue: &'a Catalogue) -> impl Iterator<Item = (FigureId, Name)> + 'a {
    let keys = keys(report, catalogue, &|_| None);
    keys.map(move |(id, key)| (id, Name::of(&key, report.period, report.home)))
}

fn difference(old: &Figure, new: &Figure) -> Option<Decimal> {
    let single = |figure: &Figure| figure.value.and_then(Value::single);
    let (before, after) = single(old).zip(single(new)).filter(|_| old.unit == new.unit)?;
    after.checked_sub(before).map(|by| by.normalize())
}

fn percent(by: Decimal, old: &Figure) -> Option<Decimal> {
    let before = old.value.and_then(Value::single)?;
    let is_share = old
        .unit
        .as_deref()
        .is_some_and(|unit| unit.contains(['%', '\u{2030}', '\u{ff05}']));
    let ratio = by.checked_mul(100.into())?.checked_div(before.abs())?;
    (!is_share && old.role == juyan::model::Role::Level).then(|| ratio.round_dp(1))
}
