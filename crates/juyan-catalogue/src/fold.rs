//! Names without what does not matter to them: spaces, quotation marks, half-width brackets.
//!
//! Both the names of indicators and the words of a text go through here before they are compared.

/// `name` in its plain form.
///
/// ```
/// assert_eq!(juyan_catalogue::folded("“四上” 企业(户)"), "四上企业（户）");
/// ```
pub fn folded(name: &str) -> String {
    let plain = |character: char| match character {
        '“' | '”' | '"' | '‘' | '’' | '\'' => None,
        '(' => Some('（'),
        ')' => Some('）'),
        '％' => Some('%'),
        _ if character.is_whitespace() => None,
        _ => Some(character),
    };
    name.chars().filter_map(plain).collect()
}
