//! Claims without a number: what did not happen (未发生重特大火灾), a class (优于Ⅲ类), a milestone (达到预期序时进度).

use crate::clause::Clause;
use crate::phrase;
use crate::scan::{Item, Scan, Sense};
use juyan_catalogue::{Catalogue, Class, Classes, NumeralSign};
use juyan_model::{Period, Span, Statement, StatementKind};

/// What statements are read with.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a, 's> {
    pub(crate) text: &'a str,
    pub(crate) scan: &'s Scan<'a>,
    pub(crate) catalogue: &'a Catalogue,
    /// The time of the report or section.
    pub(crate) period: Option<Period>,
}

/// The words that make a statement.
pub(crate) const TELLING: Classes =
    Classes::of(&[Class::NotHappened, Class::Above, Class::Below, Class::OnSchedule]);

/// Adds the statements of one clause.
pub(crate) fn read(words: Words<'_, '_>, clause: &Clause<'_>, found: &mut Vec<Statement>) {
    if !clause.says(TELLING) {
        return;
    }
    for (at, item) in clause
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.any(TELLING))
    {
        let told = if item.is(Class::NotHappened) {
            words.event(clause, at, item)
        } else if item.any(Classes::of(&[Class::Above, Class::Below])) {
            words.class(clause, at, item)
        } else if item.is(Class::OnSchedule) {
            Some((
                StatementKind::OnSchedule,
                item.span,
                words.before(clause, item.span.start),
            ))
        } else {
            None
        };
        if let Some((kind, span, subject)) = told {
            found.push(Statement {
                span,
                subject,
                kind,
                period: words.period,
            });
        }
    }
}

/// Kind, words and subject of a statement.
type Told = (StatementKind, Span, Option<Span>);

impl Words<'_, '_> {
    fn before(self, clause: &Clause<'_>, end: usize) -> Option<Span> {
        let start = clause.span.start;
        let end = phrase::nominal_end(self.text, clause.items, start, end, self.scan);
        phrase::before(self.text, clause.items, start, end, self.scan)
    }

    /// What did not happen comes after the verb.
    fn event(self, clause: &Clause<'_>, at: usize, item: &Item<'_>) -> Option<Told> {
        let behind = clause.items.get(at + 1..)?;
        let event = phrase::after(self.text, behind, item.span.end, clause.span.end, self.scan)?;
        Some((StatementKind::NoneHappened, item.span.cover(event), Some(event)))
    }

    /// 优于国家地表水Ⅲ类标准: the class is a Roman numeral behind the word that compares.
    fn class(self, clause: &Clause<'_>, at: usize, item: &Item<'_>) -> Option<Told> {
        let roman = clause.items.get(at + 1..)?.iter().find_map(|later| {
            let draft = self.scan.drafts.get(later.number()?)?;
            let first = draft.span.of(self.text).chars().next()?;
            let sign = self.catalogue.numerals.sign(first);
            let named = draft.sense == Sense::Name && matches!(sign, Some(NumeralSign::Roman(_)));
            named.then_some(draft.span)
        })?;
        Some((
            StatementKind::Class,
            item.span.cover(roman),
            self.before(clause, item.span.start),
        ))
    }
}
