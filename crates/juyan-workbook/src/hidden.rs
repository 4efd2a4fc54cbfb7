//! Which rows of an `.xlsx` are hidden: people who hide rows forget them, and programs read them all the same. Only that is
//! looked for; what is damaged has none.

use crate::book::UNPACKED;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The hidden rows of each sheet, counted from 0, by the sheet's name.
pub(crate) fn rows(bytes: &[u8]) -> BTreeMap<String, BTreeSet<usize>> {
    let Ok(mut packed) = ZipArchive::new(Cursor::new(bytes)) else {
        return BTreeMap::new();
    };
    let targets = elements(
        &part(&mut packed, "xl/_rels/workbook.xml.rels"),
        "Relationship",
        |relation| Some((attribute(relation, "Id")?, attribute(relation, "Target")?)),
    );
    let targets: BTreeMap<String, String> = targets.into_iter().collect();
    let sheets = elements(&part(&mut packed, "xl/workbook.xml"), "sheet", |sheet| {
        let target = targets.get(&attribute(sheet, "id")?)?;
        let path = match target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => format!("xl/{target}"),
        };
        Some((attribute(sheet, "name")?, path))
    });
    let sheets = sheets.into_iter().map(|(name, path)| {
        let hidden = elements(&part(&mut packed, &path), "row", |row| {
            let is_hidden = matches!(attribute(row, "hidden")?.as_str(), "1" | "true");
            let number: usize = attribute(row, "r")?.parse().ok()?;
            number.checked_sub(1).filter(|_| is_hidden)
        });
        (name, hidden.into_iter().collect())
    });
    sheets.collect()
}

/// A part of the file; empty where it is not there.
fn part(packed: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(file) = packed.by_name(path) {
        // What could be unpacked is looked at, and not more than a workbook may hold, whatever size the archive says.
        let _ = file.take(UNPACKED).read_to_end(&mut bytes);
    }
    bytes
}

/// What `of` gives of each element of this name, until the part ends or is none.
fn elements<T>(xml: &[u8], name: &str, mut of: impl FnMut(&BytesStart<'_>) -> Option<T>) -> Vec<T> {
    let mut reader = Reader::from_reader(xml);
    let mut found = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if element.local_name().as_ref() == name.as_bytes() {
                    found.extend(of(&element));
                }
            }
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

/// An attribute by its name without a prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
    let raw = std::str::from_utf8(&found.value).ok()?;
    unescape(raw).ok().map(Cow::into_owned)
}
