//! Attributes and switches of `WordprocessingML` elements.

use quick_xml::escape::unescape;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// The value of the attribute with this local name, references resolved.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).flatten();
    let found = attributes
        .into_iter()
        .find(|one| one.key.local_name().as_ref() == name.as_bytes())?;
    let raw = std::str::from_utf8(&found.value).ok()?;
    unescape(raw).ok().map(Cow::into_owned)
}

/// The attribute `val`, as a number where it is one.
pub(super) fn number<T: std::str::FromStr>(element: &BytesStart) -> Option<T> {
    attribute(element, "val")?.trim().parse().ok()
}

/// Whether a switch such as `<w:vanish/>` is on: it is, unless it says otherwise.
pub(super) fn is_on(element: &BytesStart) -> bool {
    attribute(element, "val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
}
