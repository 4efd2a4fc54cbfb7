//! A head noun that the members of an enumeration share.

use super::{CLOSING, has_letters};
use crate::clause::is_fact;
use crate::scan::{Item, Scan, Thing};
use juyan_catalogue::{Class, Classes};

/// Whether the nouns that `list`, beginning with a comma of enumeration, goes on with share a head noun with the one before:
/// 22个基础设施、经济发展和社会事业项目.
pub(super) fn shares_head(text: &str, list: &[&Item<'_>], scan: &Scan<'_>) -> bool {
    const STOPS: Classes = CLOSING.union(Classes::of(&[Class::Lead, Class::Act, Class::Of]));
    let (Some(comma), Some(next)) = (list.first(), list.get(1)) else {
        return false;
    };
    // 5个企业、项目: a head noun by itself is another thing.
    let bare = next.is(Class::HeadNoun) && !has_letters(text, comma.span.end, next.span.start);
    let stops = |item: &Item<'_>| match item.thing {
        Thing::Word(entry) => {
            entry.classes.any(STOPS) && entry.indicators.is_empty() && !entry.classes.has(Class::Noun)
        }
        Thing::Number(_) => is_fact(item, scan),
        Thing::Time(_) => true,
        Thing::Mark(mark) => mark != '、',
    };
    let mut rest = list.iter().skip(1);
    !bare
        && rest
            .find(|item| item.is(Class::HeadNoun) || stops(item))
            .is_some_and(|item| !stops(item))
}
