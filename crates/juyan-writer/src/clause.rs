//! Which words go with a figure that cannot be said: its clause, and those that speak on of the same.

use crate::write::{BLANK, Mark};
use juyan::model::{Key, Span};

pub(crate) const COMMA: char = '\u{ff0c}';
const LIST_COMMA: char = '\u{3001}';

/// Words that are left out of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) span: Span,
    /// What stands in their place.
    pub(crate) instead: &'static str,
}

impl Cut {
    /// Whether a binding with these words is cut.
    pub(crate) fn holds(&self, span: Span) -> bool {
        self.span.start <= span.start && span.end <= self.span.end
    }
}

/// Whether a sentence, or a part of one that stands for itself, ends with `character`.
pub(crate) const fn is_stop(character: char) -> bool {
    matches!(character, '\u{3002}' | '\u{ff1b}' | '\u{ff1a}' | '\n' | ';')
}

/// A stretch between two signs, and the signs.
#[derive(Debug, Clone, Copy)]
struct Clause {
    span: Span,
    /// Before it; none at the beginning of the text.
    before: Option<char>,
    /// Behind it; none at the end.
    behind: Option<char>,
}

/// What is cut out of `text` because of `marks` that said nothing, in text order and apart from each other.
pub(crate) fn cuts(text: &str, marks: &[Mark<'_>]) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.outcome.is_err()) {
        if cuts.iter().any(|cut| cut.holds(mark.span)) {
            continue;
        }
        let cut = cut(text, mark, marks);
        // What goes with an earlier figure and with this one is cut once.
        while cuts
            .last()
            .is_some_and(|last| cut.span.start < last.span.end && last.span.start >= cut.span.start)
        {
            cuts.pop();
        }
        match cuts.last_mut().filter(|last| cut.span.start < last.span.end) {
            Some(last) => last.span = last.span.cover(cut.span),
            None => cuts.push(cut),
        }
    }
    cuts
}

fn cut(text: &str, mark: &Mark<'_>, marks: &[Mark<'_>]) -> Cut {
    if is_in_table(text, mark.span.start) {
        return Cut {
            span: mark.span,
            instead: BLANK,
        };
    }
    let has_other = |span: Span| {
        marks
            .iter()
            .any(|other| other.span != mark.span && other.outcome.is_ok() && span.contains(other.span))
    };
    let whole = clause(text, mark.span, is_boundary);
    let item = clause(text, mark.span, |character| {
        is_boundary(character) || character == LIST_COMMA
    });
    // One of several values of a list goes alone; words that only stand between signs do not.
    let clause = if has_other(whole.span) && !has_other(item.span) {
        item
    } else {
        whole
    };
    let end = end_of_dependents(text, clause, mark, marks);
    without(
        text,
        Clause {
            span: Span::new(clause.span.start, end),
            behind: sign_at(text, end),
            ..clause
        },
    )
}

const fn is_boundary(character: char) -> bool {
    is_stop(character) || matches!(character, COMMA | ',' | '\u{ff08}' | '\u{ff09}')
}

/// The clause around `span`.
fn clause(text: &str, span: Span, ends: impl Fn(char) -> bool) -> Clause {
    let head = text.get(..span.start).unwrap_or_default();
    let tail = text.get(span.end..).unwrap_or_default();
    let before = head.char_indices().rev().find(|(_, character)| ends(*character));
    let behind = tail.char_indices().find(|(_, character)| ends(*character));
    Clause {
        span: Span::new(
            before.map_or(0, |(at, character)| at + character.len_utf8()),
            behind.map_or(text.len(), |(at, _)| span.end + at),
        ),
        before: before.map(|(_, character)| character),
        behind: behind.map(|(_, character)| character),
    }
}

fn sign_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Where the clauses end that speak on of what the first clause of a sentence named: a growth without its level hangs in the air.
fn end_of_dependents(text: &str, first: Clause, mark: &Mark<'_>, marks: &[Mark<'_>]) -> usize {
    let mut end = first.span.end;
    let Some(key) = mark.key.as_ref().filter(|key| key.measures.is_empty()) else {
        return end;
    };
    if first.before.is_some_and(|sign| !is_stop(sign)) {
        return end;
    }
    while sign_at(text, end).is_some_and(|sign| sign == COMMA || sign == ',') {
        let start = end + sign_at(text, end).map_or(0, char::len_utf8);
        let next = clause(text, Span::new(start, start), is_boundary);
        let mut own = marks
            .iter()
            .filter(|mark| next.span.contains(mark.span) && mark.key.is_some())
            .peekable();
        let is_dependent = own.peek().is_some() && own.all(|other| speaks_on(other.key.as_ref(), key));
        if !is_dependent {
            break;
        }
        end = next.span.end;
    }
    end
}

/// Whether a fact is another measure of what `key` names.
fn speaks_on(other: Option<&Key>, key: &Key) -> bool {
    other.is_some_and(|other| {
        !other.measures.is_empty() && other.indicator == key.indicator && other.dimensions == key.dimensions
    })
}

/// A clause with the sign that goes with it.
fn without(text: &str, clause: Clause) -> Cut {
    let Clause { span, before, behind } = clause;
    let joins = |sign: Option<char>| matches!(sign, Some(COMMA | ',' | LIST_COMMA));
    let long = |sign: Option<char>| sign.map_or(0, char::len_utf8);
    let is_bracketed = before == Some('\u{ff08}') && behind == Some('\u{ff09}');
    let span = if is_bracketed {
        Span::new(span.start - long(before), span.end + long(behind))
    } else if joins(before) {
        Span::new(span.start - long(before), span.end)
    } else if joins(behind) || is_whole_sentence(before, behind) {
        Span::new(span.start, span.end + long(behind))
    } else {
        span
    };
    debug_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
    Cut { span, instead: "" }
}

/// Whether nothing else stands before the sign that ends a sentence; what a colon announces is not alone.
const fn is_whole_sentence(before: Option<char>, behind: Option<char>) -> bool {
    matches!(behind, Some('\u{3002}' | '\u{ff1b}' | ';')) && !matches!(before, Some('\u{ff1a}'))
}

/// Whether the line of a place is a row of cells.
fn is_in_table(text: &str, at: usize) -> bool {
    let start = text
        .get(..at)
        .and_then(|head| head.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    line.contains('\t') || line.trim_start().starts_with('|')
}

#[cfg(test)]
mod tests {
    use crate::{Held, Template, Voice};
    use juyan::model::{Fact, PeriodName, Rounding, Source, Value, Worth};

    /// What is left of a template when only `key_project` (18) and `job_new` (121) are known.
    fn left(template: &str) -> String {
        let template: Template = template.parse().unwrap();
        let fact = |key: &str, value: i64| {
            Fact::new(
                key.parse().unwrap(),
                Worth::Number(Value::One(value.into())),
                Source::Entry,
            )
        };
        let held = Held::new([
            fact("key_project@152923:2025", 18),
            fact("job_new@152923:2025H1", 121),
        ]);
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        template
            .write(&held, PeriodName::parse("2025H1").unwrap().0, "152923", voice)
            .text
    }

    #[test]
    fn a_clause_goes_with_its_figure() {
        for (template, text) in [
            (
                "一、总体。粮食{grain@:P|#吨}，就业{job_new@:P|#人}。",
                "一、总体。就业121人。",
            ),
            (
                "就业{job_new@:P|#人}，粮食{grain@:P|#吨}。好。",
                "就业121人。好。",
            ),
            ("粮食{grain@:P|#吨}。就业{job_new@:P|#人}。", "就业121人。"),
            (
                "粮食{grain@:P|#吨}，同比{grain.growth@:P|[增长]#%}，就业{job_new@:P|#人}。",
                "就业121人。",
            ),
            ("项目{key_project@:Y|#个}（粮食{grain@:P|#吨}）。", "项目18个。"),
            (
                "就业{job_new@:P|#人}、粮食{grain@:P|#吨}、项目{key_project@:Y|#个}。",
                "就业121人、项目18个。",
            ),
            (
                "城乡、各类粮食{grain@:P|#吨}，就业{job_new@:P|#人}。",
                "就业121人。",
            ),
            ("就业\t{job_new@:P|#}\t{grain@:P|#}\n", "就业\t121\t—\n"),
            ("粮食{grain@:P|#吨}", ""),
        ] {
            assert_eq!(left(template), text, "{template}");
        }
    }
}
