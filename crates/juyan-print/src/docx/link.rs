//! A new part of somebody's Word file: what kind it is, and what points at it.

use super::write::POINTS;

/// The content types with one for the new part at `path`; none where `types` are damaged.
pub(super) fn add_type(types: &str, path: &str, content: &str) -> Option<String> {
    before_end(types, |prefix| {
        format!("<{prefix}Override PartName=\"/{path}\" ContentType=\"{content}\"/>")
    })
}

/// The relationships with one to the new part, whose target is seen from the document's folder; and its name.
pub(super) fn add_pointer(pointers: &str, kind: &str, (name, target): (&str, &str)) -> Option<String> {
    before_end(pointers, |prefix| {
        format!("<{prefix}Relationship Id=\"{name}\" Type=\"{POINTS}/{kind}\" Target=\"{target}\"/>")
    })
}

/// The first name that begins so and that no relationship has.
pub(super) fn free_name(pointers: &str, begins: &str) -> String {
    let mut names = (1_u32..).map(|number| format!("{begins}{number}"));
    let free = names.find(|name| !pointers.contains(&format!("\"{name}\"")));
    free.unwrap_or_default()
}

/// Puts an element before the root's end tag; it is made for the prefix that the root has.
fn before_end(part: &str, element: impl Fn(&str) -> String) -> Option<String> {
    let end = part.trim_end().rfind('<')?;
    let last = part.get(end..)?;
    if let Some(name) = last.strip_prefix("</") {
        let prefix = name
            .split_once(':')
            .map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
        return Some(format!("{}{}{last}", part.get(..end)?, element(&prefix)));
    }
    let open = last.trim_end().strip_suffix("/>")?;
    let name = open.get(1..)?.split_whitespace().next()?;
    Some(format!("{}{open}>{}</{name}>", part.get(..end)?, element("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_and_types_are_added() {
        let known = "<Relationships><Relationship Id=\"rIdRemarks1\"/></Relationships>";
        let name = free_name(known, "rIdRemarks");
        let pointers = add_pointer(known, "comments", (&name, "c.xml")).unwrap();
        assert!(
            pointers.contains("Id=\"rIdRemarks2\"")
                && pointers.ends_with("Target=\"c.xml\"/></Relationships>")
        );
        assert!(
            add_type("<Types/>", "word/c.xml", "a/b+xml")
                .unwrap()
                .starts_with("<Types><Override PartName=\"/word/c.xml\" ContentType=\"a/b+xml\"")
        );
    }
}
