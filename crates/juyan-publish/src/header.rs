//! What stands around a publication: the fields of its header and footer, and what they must hold.

use juyan::document::{Document, FieldKind};
use juyan::proofread::header_day;
use juyan::vocabulary::{Catalogue, Disclosure};
use juyan_model::Date;
use serde::{Deserialize, Serialize};

/// A field of the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HeaderField {
    /// 当前位置: the column that it is filed under.
    Position,
    /// 索引号.
    Index,
    /// 发布机构.
    Issuer,
    /// 公开方式.
    Openness,
    /// 组配分类.
    Category,
    /// 发文字号.
    DocumentNumber,
    /// 成文时间.
    Formed,
    /// 公文时效.
    Validity,
    /// The title of the report.
    Title,
    /// 信息来源.
    Source,
    /// 编辑.
    Editor,
}

impl HeaderField {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::Position,
        Self::Index,
        Self::Issuer,
        Self::Openness,
        Self::Category,
        Self::DocumentNumber,
        Self::Formed,
        Self::Validity,
        Self::Title,
        Self::Source,
        Self::Editor,
    ];

    /// Its name in the catalogue's wordings: `publish.field.issuer`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Index => "index",
            Self::Issuer => "issuer",
            Self::Openness => "openness",
            Self::Category => "category",
            Self::DocumentNumber => "document-number",
            Self::Formed => "formed",
            Self::Validity => "validity",
            Self::Title => "title",
            Self::Source => "source",
            Self::Editor => "editor",
        }
    }

    const fn of(kind: FieldKind) -> Option<Self> {
        Some(match kind {
            FieldKind::Position => Self::Position,
            FieldKind::IndexNumber => Self::Index,
            FieldKind::Issuer => Self::Issuer,
            FieldKind::Openness => Self::Openness,
            FieldKind::Category => Self::Category,
            FieldKind::DocumentNumber => Self::DocumentNumber,
            FieldKind::Formed => Self::Formed,
            FieldKind::Validity => Self::Validity,
            FieldKind::Source => Self::Source,
            FieldKind::Editor => Self::Editor,
            FieldKind::Title | FieldKind::Published | FieldKind::Keywords | FieldKind::Other => return None,
        })
    }

    /// Whether a publication without it is none. The index number is given where it is not there.
    const fn is_required(self) -> bool {
        !matches!(
            self,
            Self::Index | Self::DocumentNumber | Self::Validity | Self::Editor
        )
    }
}

/// The header's fields as they are published; empty ones stay visible.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    fields: Vec<(String, String)>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// It is empty.
    Missing,
    /// Report and header file say different things.
    Differ(String, String),
    /// It is not of its form, or not what it must be; a wording says what it must be, with this in its slot.
    Wrong(&'static str, String),
}

impl Header {
    /// The fields that stand in `report`, and in `beside` those that it leaves out; with all flaws.
    pub(crate) fn gather(
        report: &Document,
        beside: &[Document],
        title: &str,
        catalogue: &Catalogue,
    ) -> (Self, Vec<(HeaderField, Flaw)>) {
        let mut header = Self::default();
        let mut flaws = Vec::new();
        for field in HeaderField::ALL {
            let inside = said(report, field, catalogue);
            let outside = beside
                .iter()
                .map(|line| said(line, field, catalogue))
                .find(|said| !said.is_empty());
            let outside = outside.unwrap_or_default();
            let value = match field {
                HeaderField::Title => title.to_owned(),
                _ if inside.is_empty() => outside,
                _ => {
                    if !outside.is_empty() && outside != inside {
                        flaws.push((field, Flaw::Differ(inside.clone(), outside)));
                    }
                    inside
                }
            };
            header.set(field, value);
        }
        (header, flaws)
    }

    /// What `field` says; nothing where it is empty.
    pub fn get(&self, field: HeaderField) -> &str {
        let found = self.fields.iter().find(|(name, _)| name == field.name());
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, field: HeaderField, value: String) {
        match self.fields.iter_mut().find(|(name, _)| name == field.name()) {
            Some((_, there)) => *there = value,
            None => self.fields.push((field.name().to_owned(), value)),
        }
    }

    /// The day on which the paper was formed.
    pub fn formed(&self) -> Option<Date> {
        header_day(self.get(HeaderField::Formed))
    }

    /// The steps from the home page to the column that it is filed under.
    pub fn steps(&self) -> Vec<&str> {
        steps(self.get(HeaderField::Position))
    }

    /// What is missing, and what is not as it must be.
    pub(crate) fn flaws(
        &self,
        region: &str,
        rules: &Disclosure,
        catalogue: &Catalogue,
    ) -> Vec<(HeaderField, Flaw)> {
        let mut flaws: Vec<(HeaderField, Flaw)> = HeaderField::ALL
            .into_iter()
            .filter(|field| field.is_required() && self.get(*field).is_empty())
            .map(|field| (field, Flaw::Missing))
            .collect();
        let mut wrong = |field: HeaderField, holds: bool, id: &'static str, slot: String| {
            if !self.get(field).is_empty() && !holds {
                flaws.push((field, Flaw::Wrong(id, slot)));
            }
        };
        wrong(
            HeaderField::Formed,
            self.formed().is_some(),
            "publish.must.day",
            String::new(),
        );
        let leaf = self.steps().last().copied().unwrap_or_default().to_owned();
        wrong(
            HeaderField::Category,
            leaf == self.get(HeaderField::Category),
            "publish.must.leaf",
            leaf,
        );
        let openness = rules
            .openness
            .iter()
            .any(|word| word == self.get(HeaderField::Openness));
        wrong(
            HeaderField::Openness,
            openness,
            "publish.must.open",
            rules.openness.join(" "),
        );
        let issuer = self.get(HeaderField::Issuer);
        let names = full_names(region, catalogue);
        let is_full = names.is_empty() || names.iter().any(|name| issuer.starts_with(name));
        wrong(
            HeaderField::Issuer,
            is_full,
            "publish.must.full-name",
            names.join(" "),
        );
        let number = self.get(HeaderField::DocumentNumber);
        wrong(
            HeaderField::DocumentNumber,
            is_document_number(number),
            "publish.must.number",
            String::new(),
        );
        wrong(
            HeaderField::Source,
            self.get(HeaderField::Source) == issuer,
            "publish.must.issuer",
            issuer.to_owned(),
        );
        flaws
    }
}

/// What a paper's header says of the fields of a kind that `is_meant`, the first that says anything; what asks to be filled in says nothing.
///
/// ```
/// use juyan::document::FieldKind;
/// let catalogue = juyan::catalogue();
/// let told = |text: &str| {
///     let document = juyan::document::read(text.as_bytes(), "report.txt", catalogue).unwrap();
///     juyan_publish::stands(&document, |kind| kind == FieldKind::IndexNumber, catalogue).to_owned()
/// };
/// assert_eq!(told("索引号: 152900/2025-00017 公开方式: 主动公开\n\n好。"), "152900/2025-00017");
/// assert_eq!(told("索引号: 〔待填〕 公开方式: 主动公开\n\n好。"), "");
/// ```
pub fn stands<'d>(
    document: &'d Document,
    is_meant: impl Fn(FieldKind) -> bool,
    catalogue: &Catalogue,
) -> &'d str {
    let blanks = catalogue.list("saying.blank");
    let mut said = document
        .header
        .iter()
        .filter(|field| is_meant(field.kind))
        .map(|field| field.value.of(&document.text).trim());
    let says = |words: &&str| !words.is_empty() && !blanks.iter().any(|blank| blank == words);
    said.find(says).unwrap_or_default()
}

fn said(document: &Document, field: HeaderField, catalogue: &Catalogue) -> String {
    let words = stands(document, |kind| HeaderField::of(kind) == Some(field), catalogue);
    if field == HeaderField::Position {
        steps(words).join(" > ")
    } else {
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn steps(position: &str) -> Vec<&str> {
    let parted = position.split([
        '>', '\u{ff1e}', '\u{203a}', '\u{bb}', '\u{2192}', '\u{226b}', '\n',
    ]);
    parted.map(str::trim).filter(|step| !step.is_empty()).collect()
}

/// The full names of the region and of those above it: an office's legal name begins with one.
fn full_names(region: &str, catalogue: &Catalogue) -> Vec<String> {
    let mut names = Vec::new();
    let mut code = region.to_owned();
    while let Some(region) = catalogue.region_of(&code) {
        names.push(region.name.to_string());
        code = region.parent.to_string();
    }
    names
}

/// 机关代字〔2024〕5号: letters, a year in tortoise-shell brackets, a number, a last character.
fn is_document_number(text: &str) -> bool {
    let Some((organ, rest)) = text.split_once('\u{3014}') else {
        return false;
    };
    let Some((year, number)) = rest.split_once('\u{3015}') else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut letters = number.chars();
    let last = letters.next_back();
    !organ.is_empty() && year.len() == 4 && digits(year) && digits(letters.as_str()) && last.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_documents_are_of_their_form() {
        assert!(is_document_number("额政办发〔2024〕15号"));
        for wrong in [
            "额政办发[2024]15号",
            "额政办发〔24〕15号",
            "〔2024〕15号",
            "额政办发〔2024〕号",
        ] {
            assert!(!is_document_number(wrong), "{wrong}");
        }
    }
}
