//! Charts in the controls of somebody's Word file: each a part of its own, which the next writing finds again and draws anew.

use super::DocxError;
use super::link::{add_pointer, add_type};
use super::splice::TYPES;
use super::write::{DECLARATION, DRAWN};
use crate::chart::{Chart, office, svg};
use juyan_document::ReadError;
use juyan_document::docx::{Package, relationships_path};

/// So much higher is a chart than its drawing in a page, in points: the drawing of a Word file has room of its own around it.
pub(crate) const LOOSE: u32 = 24;
/// The numbers of what is drawn begin behind those of all that stands in a file already.
const FIRST: usize = 90_000;

/// The charts that are put into a file.
#[derive(Debug, Default)]
pub(super) struct Drawings {
    parts: Vec<String>,
}

impl Drawings {
    /// Takes the next chart; gives the run that shows it, for elements with this prefix.
    pub(super) fn take(&mut self, chart: &Chart, prefix: &str, high: u32) -> String {
        self.parts.push(office::part(chart));
        let number = self.parts.len();
        let place = office::Place {
            number: FIRST + number,
            part: &name(number),
            prefix,
        };
        office::place(chart, place, (svg::WIDE, high + LOOSE))
    }

    /// The parts that are new or changed, each with its path.
    pub(super) fn parts(self, original: &[u8]) -> Result<Vec<(String, String)>, DocxError> {
        if self.parts.is_empty() {
            return Ok(Vec::new());
        }
        let broken = || DocxError::Read(ReadError::BrokenDocx);
        let mut package = Package::open(original)?;
        let folder = package
            .main()
            .rsplit_once('/')
            .map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let pointers_path = relationships_path(package.main());
        let mut pointers = package.part(&pointers_path)?.ok_or_else(broken)?;
        let mut types = package.part(TYPES)?.ok_or_else(broken)?;
        let mut changed = Vec::new();
        for (number, content) in (1..).zip(self.parts) {
            let (name, target) = (name(number), format!("charts/juyan{number}.xml"));
            let path = format!("{folder}{target}");
            if !pointers.contains(&format!("\"{name}\"")) {
                pointers = add_pointer(&pointers, "chart", (&name, &target)).ok_or_else(broken)?;
            }
            if !types.contains(&format!("\"/{path}\"")) {
                types = add_type(&types, &path, &format!("{DRAWN}.chart+xml")).ok_or_else(broken)?;
            }
            let spaces = office::SPACES;
            changed.push((
                path,
                format!("{DECLARATION}<c:chartSpace {spaces}>{content}</c:chartSpace>"),
            ));
        }
        changed.extend([(pointers_path, pointers), (TYPES.to_owned(), types)]);
        Ok(changed)
    }
}

/// By which name the document points at a chart; it is the same in every writing.
fn name(number: usize) -> String {
    format!("rIdJuyanChart{number}")
}
