//! Lines around a report among a Word file's own properties.

use super::body::resolve;
use super::xml::attribute;
use crate::{Aside, ReadError};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The properties that hold such lines are named so; behind it stands the place, and which of all lines it is.
const NAME: &str = "juyan.line.";
/// The place behind all of the report.
const END: &str = "end";

/// What the property is called that holds the line `number` of all of them.
pub fn aside_name(after: Option<usize>, number: usize) -> String {
    let place = after.map_or_else(|| END.to_owned(), |after| after.to_string());
    format!("{NAME}{place}.{number}")
}

/// The lines in a part of properties. Properties of other names are somebody else's.
pub(super) fn asides(part: &str) -> Result<Vec<Aside>, ReadError> {
    let mut reader = Reader::from_str(part);
    let mut asides = Vec::new();
    let mut open: Option<(String, String)> = None;
    loop {
        match reader.read_event().map_err(|_| ReadError::BrokenDocx)? {
            Event::Eof => return Ok(asides),
            Event::Start(tag) if tag.local_name().as_ref() == b"property" => {
                open = attribute(&tag, "name").map(|name| (name, String::new()));
            }
            Event::Text(text) => {
                if let Some((_, line)) = &mut open {
                    line.push_str(&String::from_utf8_lossy(&text));
                }
            }
            Event::GeneralRef(reference) => {
                if let Some((_, line)) = &mut open {
                    line.push_str(&resolve(&reference));
                }
            }
            Event::End(tag) if tag.local_name().as_ref() == b"property" => {
                asides.extend(open.take().and_then(|(name, line)| aside(&name, line)));
            }
            _ => {}
        }
    }
}

fn aside(name: &str, line: String) -> Option<Aside> {
    let (place, number) = name.strip_prefix(NAME)?.split_once('.')?;
    number.parse::<usize>().ok()?;
    let after = match place {
        END => None,
        place => Some(place.parse().ok()?),
    };
    Some(Aside { after, line })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_from_the_properties_of_others() {
        let part = "<Properties xmlns:vt=\"v\"><property name=\"juyan.line.0.1\"><vt:lpwstr>索引号: 1&amp;2</vt:lpwstr></property>\
                    <property name=\"公司\"><vt:lpwstr>甲</vt:lpwstr></property>\
                    <property name=\"juyan.line.end.1\"><vt:lpwstr>编辑</vt:lpwstr></property>\
                    <property name=\"juyan.line.x.1\"><vt:lpwstr>丙</vt:lpwstr></property></Properties>";
        let told: Vec<(Option<usize>, String)> = asides(part)
            .unwrap()
            .into_iter()
            .map(|aside| (aside.after, aside.line))
            .collect();
        assert_eq!(
            told,
            [(Some(0), "索引号: 1&2".to_owned()), (None, "编辑".to_owned())]
        );
        assert_eq!(aside_name(Some(0), 1), "juyan.line.0.1");
        assert_eq!(aside_name(None, 1), "juyan.line.end.1");
        assert!(asides("<Properties><property").is_err());
    }
}
