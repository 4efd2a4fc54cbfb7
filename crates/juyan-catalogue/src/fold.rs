//! Names without what does not matter to them: spaces, quotation marks, half-width brackets.
//!
//! Both the names of indicators and the words of a text go through here before they are compared.

use std::borrow::Cow;

/// The half-width sign of a full-width one.
fn narrow(character: char) -> Option<char> {
    const SHIFT: u32 = 0xfee0;
    u32::from(character).checked_sub(SHIFT).and_then(char::from_u32)
}

/// `name` in its plain form.
///
/// ```
/// assert_eq!(juyan_catalogue::folded("“四上” 企业(户)"), "四上企业（户）");
/// assert_eq!(juyan_catalogue::folded("R＆D经费"), "R&D经费");
/// ```
pub fn folded(name: &str) -> Cow<'_, str> {
    let plain = |character: char| match character {
        '“' | '”' | '"' | '‘' | '’' | '\'' => None,
        '(' => Some('（'),
        ')' => Some('）'),
        // Letters, digits and marks of full width.
        '\u{ff01}'..='\u{ff5e}' if !matches!(character, '（' | '）') => narrow(character),
        _ if character.is_whitespace() => None,
        _ => Some(character),
    };
    // Nearly all names are of ideographs, which stay what they are.
    if name
        .chars()
        .all(|character| IDEOGRAPHS.contains(&u32::from(character)))
    {
        return Cow::Borrowed(name);
    }
    let mut folded = String::with_capacity(name.len());
    folded.extend(name.chars().filter_map(plain));
    Cow::Owned(folded)
}

/// The ideographs of the basic plane.
const IDEOGRAPHS: std::ops::RangeInclusive<u32> = 0x4e00..=0x9fff;
