//! Positions told without 第, and what only looks like one.

use super::{CLAUSE, contains_class, ends_with_class, is_class, last_bytes, starts_with_class};
use crate::phrase::is_letter;
use crate::quantity::Quantity;
use crate::scan::is_mark;
use juyan_catalogue::{Catalogue, Class, Classes};

/// 排名53位, 居全国前3位: a position without 第.
pub(super) fn is_position(quantity: &Quantity, before: &str, rest: &str, catalogue: &Catalogue) -> bool {
    let counts = quantity
        .unit
        .as_deref()
        .is_some_and(|unit| is_class(unit, Class::RankUnit, catalogue));
    let ends = |class| ends_with_class(before, class, catalogue);
    if quantity.unit.is_none() && quantity.approx.is_none() && ends(Class::Top) {
        return is_among_first(before, rest, catalogue);
    }
    if !counts || quantity.approx.is_some() {
        return false;
    }
    let left = last_bytes(before, CLAUSE);
    let clause = left.rsplit(is_mark).next().unwrap_or_default();
    let placed = ends(Class::RankVerb) && !ends(Class::To)
        || ends(Class::Top) && contains_class(clause, Class::RankVerb, catalogue);
    let ends_here = !rest.starts_with(is_letter);
    // 排名由41位上升到37位: from one position to another.
    let goes = Classes::of(&[Class::Rise, Class::Fall, Class::To]);
    let moved = contains_class(clause, Class::RankVerb, catalogue)
        && (ends(Class::From) && catalogue.lexicon.begins(rest, goes) || ends(Class::To) && ends_here);
    moved || placed && ends_here
}

/// 进入全国前十: a position among the first of a scope, with nothing behind it.
fn is_among_first(before: &str, rest: &str, catalogue: &Catalogue) -> bool {
    let among = before
        .char_indices()
        .next_back()
        .and_then(|(at, _)| before.get(..at));
    let scoped = among.is_some_and(|among| {
        [Class::ScopeNation, Class::Area]
            .iter()
            .any(|class| ends_with_class(among, *class, catalogue))
    });
    let left = last_bytes(before, CLAUSE);
    let clause = left.rsplit(is_mark).next().unwrap_or_default();
    !rest.starts_with(is_letter) && (scoped || contains_class(clause, Class::RankVerb, catalogue))
}

/// 排名前10的行业: which of them are meant.
pub(super) fn is_top(quantity: &Quantity, before: &str, rest: &str, catalogue: &Catalogue) -> bool {
    let clause = || {
        let left = last_bytes(before, CLAUSE);
        left.rsplit(is_mark).next().unwrap_or_default()
    };
    let of = starts_with_class(rest, Class::Of, catalogue);
    let ends = |class| ends_with_class(before, class, catalogue);
    // 居前三位的是甲县，后三位的是乙县: how many of them are named next.
    let counts = quantity
        .unit
        .as_deref()
        .is_some_and(|unit| is_class(unit, Class::RankUnit, catalogue));
    if counts && of && (ends(Class::Top) || ends(Class::After)) {
        return true;
    }
    quantity.unit.is_none() && ends(Class::Top) && of && contains_class(clause(), Class::RankVerb, catalogue)
}
