//! Records of which one comes for every day or month: their codes are a line and a day.

use crate::check::CODE_JOINT;
use juyan_catalogue::{Field, FieldKind, RegisterType};
use juyan_model::Date;

/// The day that is part of the codes of a register; none where none is.
pub fn day_in_code(register: &RegisterType) -> Option<&Field> {
    let mut fields = register.code.iter().filter_map(|field| register.field(field));
    fields.find(|field| field.kind == FieldKind::Date)
}

/// A code parted into its line and its day; none where it has none. A day in the midst of other fields is not looked for, since
/// names may hold what joins them.
///
/// ```
/// # use juyan_catalogue::{Catalogue, Source};
/// use juyan_register::dated_code;
/// # let text = "[[register]]\nid = \"output\"\nzh = \"产量\"\nen = \"Output\"\ncode = [\"maker\", \"month\"]\nexample = { \"企业\" = \"甲\", \"月份\" = \"2024-05-31\" }\n\
/// #   [[register.field]]\nid = \"maker\"\nzh = \"企业\"\nkind = \"text\"\nrequired = true\n\
/// #   [[register.field]]\nid = \"month\"\nzh = \"月份\"\nkind = \"date\"\nseries = \"month\"\nrequired = true\n";
/// # let source = Source { path: "a.toml".to_owned(), text: text.to_owned() };
/// # let catalogue = Catalogue::load(&[source]).unwrap().0;
/// let register = catalogue.register("output").unwrap();
/// let (line, day) = dated_code(register, "电厂/一期/2024-05-31").unwrap();
/// assert_eq!((line, day.to_string().as_str()), ("电厂/一期", "2024-05-31"));
/// ```
pub fn dated_code<'c>(register: &RegisterType, code: &'c str) -> Option<(&'c str, Date)> {
    let day = day_in_code(register)?;
    let (line, text) = match register.code.as_slice() {
        [_] => ("", code),
        [.., last] if *last == day.id => code.rsplit_once(CODE_JOINT)?,
        [first, ..] if *first == day.id => code.split_once(CODE_JOINT).map(|(day, line)| (line, day))?,
        _ => return None,
    };
    Some((line, text.parse().ok()?))
}
