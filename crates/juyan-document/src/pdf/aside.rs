//! Lines around a report that is on the pages: a file of this house keeps them as its subject.

use crate::Aside;
use pdf_oxide::PdfDocument;

/// Who writes such files.
const CREATOR: &str = "Juyan";

/// The lines of a file; a subject that somebody else gave is about the file, and no line of the report.
pub(super) fn asides(document: &PdfDocument) -> Vec<Aside> {
    let told = |name: &str| {
        let about = document.trailer().as_dict()?.get("Info")?;
        let about = document.resolve_object(about).ok()?;
        let told = document.resolve_object(about.as_dict()?.get(name)?).ok()?;
        Some(text(told.as_string()?))
    };
    if told("Creator").is_none_or(|creator| creator != CREATOR) {
        return Vec::new();
    }
    read(&told("Subject").unwrap_or_default())
}

/// A line each. Those of one place stand below its number in brackets, those behind all of the report below an empty pair; without
/// either they are before it.
fn read(told: &str) -> Vec<Aside> {
    let mut after = Some(0);
    let mut asides = Vec::new();
    for line in told.lines().filter(|line| !line.trim().is_empty()) {
        let place = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        match place.map(|place| (place, place.parse::<usize>())) {
            Some((_, Ok(place))) => after = Some(place),
            Some(("", _)) => after = None,
            _ => asides.push(Aside {
                after,
                line: line.to_owned(),
            }),
        }
    }
    asides
}

/// A text of the file: in UTF-16 where a mark says so.
fn text(bytes: &[u8]) -> String {
    let Some(wide) = bytes.strip_prefix(b"\xfe\xff") else {
        return String::from_utf8_lossy(bytes).into_owned();
    };
    let units = wide.chunks_exact(2).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    String::from_utf16_lossy(&units.collect::<Vec<u16>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_in_their_places() {
        let told: Vec<(Option<usize>, String)> = read("索引号: 1\n[1]\n成文时间: 2024-09-24\n[]\n编辑: 甲")
            .into_iter()
            .map(|aside| (aside.after, aside.line))
            .collect();
        let line = |after, line: &str| (after, line.to_owned());
        assert_eq!(
            told,
            [
                line(Some(0), "索引号: 1"),
                line(Some(1), "成文时间: 2024-09-24"),
                line(None, "编辑: 甲")
            ]
        );
        assert_eq!(text(b"\xfe\xff\x65\xd7"), "旗");
        assert_eq!(text(b"Juyan"), "Juyan");
    }
}
