//! The fields of a line of a publication header: `name: value name: value`. Which words are field names is the
//! catalogue's business.

use crate::bar::is_stroke;
use crate::frame::is_date;
use crate::grid::trimmed;
use crate::{Field, FieldKind};
use juyan_catalogue::{Catalogue, Class, Classes};
use juyan_model::Span;

/// No line of a header is longer, in characters.
const LONGEST_LINE: usize = 600;
/// No field's name is longer, in characters.
const LONGEST_NAME: usize = 14;
/// Before the first name of a line may stand this many characters: the name of the page's box.
const LONGEST_LEAD: usize = 10;

const KINDS: [(Class, FieldKind); 14] = [
    (Class::FieldIndexNumber, FieldKind::IndexNumber),
    (Class::FieldIssuer, FieldKind::Issuer),
    (Class::FieldOpenness, FieldKind::Openness),
    (Class::FieldCategory, FieldKind::Category),
    (Class::FieldDocumentNumber, FieldKind::DocumentNumber),
    (Class::FieldFormed, FieldKind::Formed),
    (Class::FieldPublished, FieldKind::Published),
    (Class::FieldValidity, FieldKind::Validity),
    (Class::FieldTitle, FieldKind::Title),
    (Class::FieldKeywords, FieldKind::Keywords),
    (Class::FieldSource, FieldKind::Source),
    (Class::FieldEditor, FieldKind::Editor),
    (Class::FieldPosition, FieldKind::Position),
    (Class::FieldOther, FieldKind::Other),
];

/// The kind of field that `word`, spaces left out, names.
pub(crate) fn kind(word: &str, catalogue: &Catalogue) -> Option<FieldKind> {
    let classes = classes(word, catalogue);
    KINDS
        .iter()
        .find(|(class, _)| classes.has(*class))
        .map(|(_, kind)| *kind)
}

/// What exactly `word` does.
pub(crate) fn classes(word: &str, catalogue: &Catalogue) -> Classes {
    catalogue
        .lexicon
        .get(word)
        .map(|entry| entry.classes)
        .unwrap_or_default()
}

/// Whether the character stands between the steps of a breadcrumb.
pub(crate) fn is_step(c: char) -> bool {
    matches!(c, '>' | '＞' | '›' | '»' | '→' | '≫')
}

fn parts(c: char) -> bool {
    matches!(c, ':' | '：' | '\t' | '∶') || is_step(c)
}

/// The fields of one line; none where the line is a sentence.
pub(crate) fn fields(line: Span, text: &str, catalogue: &Catalogue) -> Vec<Field> {
    let words = line.of(text);
    if words.chars().nth(LONGEST_LINE).is_some() {
        return Vec::new();
    }
    let mut fields: Vec<Field> = Vec::new();
    let mut free = line.start;
    for (at, separator) in words.char_indices().filter(|(_, c)| parts(*c)) {
        let before = Span::new(free, line.start + at);
        let Some((name, kind)) = name(before, text, catalogue) else {
            continue;
        };
        // Only a breadcrumb is opened by its steps.
        if is_step(separator) && (kind != FieldKind::Position || !fields.is_empty()) {
            continue;
        }
        let lead = Span::new(line.start, name.start);
        if fields.is_empty() && lead.of(text).chars().count() > LONGEST_LEAD {
            let Some(day) = day(lead, text) else { continue };
            fields.push(day);
        }
        close(fields.last_mut(), name.start, text);
        let first = if is_step(separator) {
            name.start
        } else {
            line.start + at + separator.len_utf8()
        };
        fields.push(Field {
            kind,
            name,
            value: Span::new(first, line.end),
        });
        free = line.start + at + separator.len_utf8();
    }
    close(fields.last_mut(), line.end, text);
    for field in fields
        .iter_mut()
        .filter(|field| field.kind == FieldKind::Position)
    {
        field.value = way(field.value, text);
    }
    if fields.iter().any(|field| field.value.of(text).contains('。')) {
        Vec::new()
    } else {
        fields
    }
}

/// The day before the first name of a line, `2025-08-20 10:12 | 来源：…`, which goes without a name of its own.
fn day(lead: Span, text: &str) -> Option<Field> {
    let bare = lead
        .of(text)
        .trim_end_matches(|c: char| c.is_whitespace() || is_stroke(c));
    let value = trimmed(Span::new(lead.start, lead.start + bare.len()), text);
    is_date(value.of(text)).then_some(Field {
        kind: FieldKind::Published,
        name: Span::new(value.start, value.start),
        value,
    })
}

/// Ends a field's value where the next name begins, or what is parted from it by a stroke.
fn close(field: Option<&mut Field>, end: usize, text: &str) {
    let Some(field) = field else { return };
    let value = trimmed(Span::new(field.value.start, end), text);
    let own = value
        .of(text)
        .find(is_stroke)
        .filter(|_| field.kind != FieldKind::Position);
    let value = Span::new(value.start, own.map_or(value.end, |length| value.start + length));
    let words = value.of(text);
    let kept = words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '【' | '[' | '·'));
    field.value = Span::new(value.start, value.start + kept.len());
}

/// A breadcrumb without what stands on its line behind the last step: the day, how many visited the site.
pub(crate) fn way(value: Span, text: &str) -> Span {
    let words = value.of(text);
    let Some(step) = words.rfind(is_step) else {
        return value;
    };
    let last = words.get(step..).unwrap_or_default();
    let name = last.trim_start_matches(|c: char| is_step(c) || c.is_whitespace());
    let before = words.len() - name.len();
    let length = name.find(char::is_whitespace).unwrap_or(name.len());
    Span::new(value.start, value.start + before + length)
}

/// The longest field name at the end of `before`; spaces inside it do not count.
fn name(before: Span, text: &str, catalogue: &Catalogue) -> Option<(Span, FieldKind)> {
    let words = before.of(text);
    let mut reversed: Vec<char> = Vec::new();
    let mut found = None;
    for (at, c) in words.char_indices().rev() {
        if !c.is_whitespace() {
            if reversed.len() == LONGEST_NAME || parts(c) {
                break;
            }
            reversed.push(c);
            let previous = words.get(..at).unwrap_or_default().chars().next_back();
            if previous.is_none_or(opens) {
                let word: String = reversed.iter().rev().collect();
                found = kind(&word, catalogue)
                    .map(|kind| (before.start + at, kind))
                    .or(found);
            }
        }
    }
    let (start, kind) = found?;
    Some((trimmed(Span::new(start, before.end), text), kind))
}

/// Whether a field's name may begin after this character.
fn opens(c: char) -> bool {
    c.is_whitespace()
        || parts(c)
        || matches!(
            c,
            '【' | '[' | '（' | '(' | '|' | '·' | '●' | '•' | '］' | ']' | '】'
        )
}
