//! Units that headings, captions and cells state for numbers that stand elsewhere.

use crate::quantity::quantity;
use crate::role::{Measure, measure};
use juyan_catalogue::{Catalogue, UnitClass};
use juyan_model::Decimal;
use smol_str::SmolStr;

/// A unit with its scale: 万元 is ten thousand 元.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stated {
    pub(crate) unit: SmolStr,
    pub(crate) scale: Decimal,
}

impl Stated {
    /// A percentage.
    pub(crate) fn percent() -> Self {
        Self {
            unit: SmolStr::new_static("%"),
            scale: Decimal::ONE,
        }
    }

    /// How it speaks.
    pub(crate) fn measure(&self, catalogue: &Catalogue) -> Measure {
        measure(Some(&self.unit), catalogue)
    }

    /// Whether it is a percentage or the like.
    pub(crate) fn is_ratio(&self, catalogue: &Catalogue) -> bool {
        self.measure(catalogue).is_ratio()
    }
}

/// The unit that `text` is as a whole.
pub(crate) fn whole(text: &str, catalogue: &Catalogue) -> Option<Stated> {
    let name = text
        .trim()
        .trim_start_matches(['±', '+', '-', '＋', '－', '/', '／'])
        .trim();
    let dated = name.starts_with(|c: char| c.is_numeric());
    if name.is_empty() || dated || name.chars().nth(LONGEST).is_some() {
        return None;
    }
    let probe = ["1", name].concat();
    let found = quantity(&probe, 0, catalogue).filter(|found| found.span.end == probe.len())?;
    Some(Stated {
        unit: found.unit?,
        scale: found.printed.map_or(Decimal::ONE, |printed| printed.scale),
    })
}

/// No unit is longer, in characters.
const LONGEST: usize = 14;

/// The units that `text` lists: 亿元、%.
fn listed(text: &str, catalogue: &Catalogue) -> Vec<Stated> {
    if let Some(one) = whole(text, catalogue) {
        return vec![one];
    }
    let parts = text.split(['、', '，', ',', '；', ';', '/', '／', ' ', '　']);
    let parts: Vec<Option<Stated>> = parts
        .filter(|part| !part.trim().is_empty())
        .map(|part| whole(part, catalogue))
        .collect();
    parts.into_iter().collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The units that a heading or a caption states: alone, in brackets, behind a colon, or at its end.
pub(crate) fn stated(text: &str, catalogue: &Catalogue) -> Vec<Stated> {
    // A heading 年 or 月 is over times.
    let timed = |unit: &Stated| {
        let record = catalogue.unit(&unit.unit);
        record.is_some_and(|record| record.class == UnitClass::Time)
    };
    match whole(text, catalogue).filter(|unit| !timed(unit)) {
        Some(unit) => vec![unit],
        None => behind(text, catalogue),
    }
}

/// The units that are stated behind a name: in brackets, behind a colon, or at its end.
pub(crate) fn behind(text: &str, catalogue: &Catalogue) -> Vec<Stated> {
    let open = ['（', '(', '：', ':', '［', '['];
    let close = ['）', ')', '］', ']'];
    let mut rest = text;
    while let Some(at) = rest.rfind(open) {
        let mark = rest.get(at..).and_then(|tail| tail.chars().next());
        let body = rest
            .get(at + mark.map_or(1, char::len_utf8)..)
            .unwrap_or_default();
        let body = body.split(close).next().unwrap_or_default();
        let units = listed(body.trim(), catalogue);
        if !units.is_empty() {
            return units;
        }
        rest = rest.get(..at).unwrap_or_default();
    }
    at_end(text, catalogue).into_iter().collect()
}

/// The sign with which a heading ends: 占预算%.
fn at_end(text: &str, catalogue: &Catalogue) -> Option<Stated> {
    let last = text.trim_end().chars().next_back()?;
    let sign = matches!(last, '%' | '％' | '‰');
    let unit = sign.then(|| whole(&last.to_string(), catalogue)).flatten();
    unit.or_else(|| whole(text.trim_end().rsplit(char::is_whitespace).next()?, catalogue))
}
