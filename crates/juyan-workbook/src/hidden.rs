//! Which rows and columns of an `.xlsx` are hidden: people who hide them forget them, and programs read them all the same. Only that is
//! looked for; what is damaged has none.

use crate::book::{COLUMNS, UNPACKED};
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::ops::Range;
use zip::ZipArchive;

/// What of a sheet is hidden, counted from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    pub(crate) rows: BTreeSet<usize>,
    pub(crate) columns: BTreeSet<usize>,
}

/// What is hidden of each sheet, by the sheet's name.
pub(crate) fn of(bytes: &[u8]) -> BTreeMap<String, Hidden> {
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
        let xml = part(&mut packed, &path);
        let hidden = Hidden {
            rows: elements(&xml, "row", row).into_iter().collect(),
            columns: elements(&xml, "col", columns).into_iter().flatten().collect(),
        };
        (name, hidden)
    });
    sheets.collect()
}

/// The row, where it is hidden.
fn row(row: &BytesStart<'_>) -> Option<usize> {
    let number: usize = attribute(row, "r").filter(|_| is_hidden(row))?.parse().ok()?;
    number.checked_sub(1)
}

/// The columns that one element speaks of, where they are hidden. A file may say so of all to the right of the table.
fn columns(columns: &BytesStart<'_>) -> Option<Range<usize>> {
    let number = |name: &str| attribute(columns, name)?.parse::<usize>().ok();
    let (first, last) = (number("min")?.checked_sub(1)?, number("max")?);
    is_hidden(columns).then_some(first..last.min(COLUMNS))
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    matches!(attribute(element, "hidden").as_deref(), Some("1" | "true"))
}

/// A part of the file, its name spelled with signs of any case and either slash; empty where it is not there.
fn part(packed: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let is_it = |name: &&str| name.replace('\\', "/").eq_ignore_ascii_case(path);
    let Some(name) = packed.file_names().find(is_it).map(str::to_owned) else {
        return bytes;
    };
    if let Ok(file) = packed.by_name(&name) {
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
