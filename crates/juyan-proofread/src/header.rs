//! The publication header's fields as words and days.

use crate::evidence::Evidence;
use juyan_document::{Field, FieldKind};
use juyan_model::Date;

impl<'a> Evidence<'a> {
    /// The first field of `kind` that says something, with what it says.
    pub(crate) fn field(&self, kind: FieldKind) -> Option<(&'a Field, &'a str)> {
        let mut fields = self.document.header.iter().filter(|field| field.kind == kind);
        fields.find_map(|field| {
            Some((field, field.value.of(self.text()).trim())).filter(|(_, value)| !value.is_empty())
        })
    }

    /// The day that a field of the header names.
    pub(crate) fn day(&self, kind: FieldKind) -> Option<(&'a Field, Date)> {
        let (field, value) = self.field(kind)?;
        Some((field, header_day(value)?))
    }

    /// Whether the document bears a publication header, and not just a line that looks like a field.
    pub(crate) fn has_header(&self) -> bool {
        const TELLING: [FieldKind; 5] = [
            FieldKind::IndexNumber,
            FieldKind::Issuer,
            FieldKind::Openness,
            FieldKind::Category,
            FieldKind::Formed,
        ];
        TELLING
            .iter()
            .filter(|kind| {
                self.document
                    .header
                    .iter()
                    .any(|field| field.kind == **kind && !field.name.is_empty())
            })
            .count()
            >= 3
    }
}

/// The day that the value of a header's field begins with: 2024-09-24, 2024年9月24日, 20240924.
///
/// ```
/// let day = juyan_proofread::header_day("2024年9月24日 10:32").unwrap();
/// assert_eq!(day.to_string(), "2024-09-24");
/// ```
pub fn header_day(value: &str) -> Option<Date> {
    let mut groups = value
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| !group.is_empty());
    let first = groups.next()?;
    if let (8, Some(year), Some(month), Some(day)) =
        (first.len(), first.get(..4), first.get(4..6), first.get(6..))
    {
        return Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    }
    let (month, day) = (groups.next()?, groups.next()?);
    Date::new(
        first.parse().ok().filter(|year| *year > 1900)?,
        month.parse().ok()?,
        day.parse().ok()?,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_printed() {
        for text in ["2024-09-24", "2024年9月24日", "20240924", "2024/9/24 10:32"] {
            assert_eq!(
                header_day(text).map(|day| day.to_string()).as_deref(),
                Some("2024-09-24"),
                "{text}"
            );
        }
        assert_eq!(header_day("2024年9月"), None);
    }
}
