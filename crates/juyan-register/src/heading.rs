//! Headings of columns to fields: by name or alias, with the unit that stands in brackets behind it.

use juyan_catalogue::{Catalogue, Field, RegisterType, folded};
use smol_str::SmolStr;

/// The field that a heading means, and the unit that it states.
pub(crate) fn field<'c>(
    heading: &str,
    register: &'c RegisterType,
    catalogue: &Catalogue,
) -> Option<(&'c Field, Option<SmolStr>)> {
    let plain = folded(heading);
    let named = |name: &str| {
        let is_it = |field: &&Field| field.headings().any(|known| folded(known) == name);
        register.fields.iter().find(is_it)
    };
    if let Some(field) = named(&plain) {
        return Some((field, None));
    }
    let (name, inside) = bracketed(&plain)?;
    let field = named(name)?;
    Some((field, unit(inside, catalogue)))
}

/// What stands before the last bracket, and what in it.
fn bracketed(plain: &str) -> Option<(&str, &str)> {
    plain.strip_suffix('）')?.rsplit_once('（')
}

/// The unit that words in brackets or behind a caption's word for it name: 万元, 单位：万元.
pub(crate) fn unit(words: &str, catalogue: &Catalogue) -> Option<SmolStr> {
    const COLONS: [char; 2] = ['：', ':'];
    let behind = words.rsplit_once(COLONS).map_or(words, |(_, behind)| behind);
    let is_unit = catalogue.scaled_unit(behind).is_some();
    is_unit.then(|| behind.into())
}
