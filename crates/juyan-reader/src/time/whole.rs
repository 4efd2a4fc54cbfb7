//! Parts of a whole are so when the whole is.

use super::{Clock, Place};
use crate::scan::Item;
use crate::token;
use juyan_catalogue::{Class, Classes};
use juyan_model::{Figure, Period, Role};

/// How many figures before a part its whole is looked for.
const NEAR: usize = 8;

impl Clock {
    /// When the whole was so of which a figure is a part: 总人口5975人（其中东镇3106人，西镇2869人）. What was done in the time
    /// has a time of its own: 企业30家，其中新增5家.
    pub(super) fn whole_of(
        &mut self,
        place: Place<'_, '_>,
        before: &[Figure],
        figure: &Figure,
    ) -> Option<Period> {
        let clause = place.clause;
        let here = (clause.sentence, clause.nested);
        // 31个未开工项目中，省级6个、市级7个
        let words = clause.span.of(place.text);
        let mut ends = place.catalogue.list("scope.ends").iter();
        let counted = clause.items.last().is_some_and(|item| item.number().is_some());
        let opens = !counted && ends.any(|end| words.ends_with(end.as_str()));
        if opens || clause.items.iter().any(|item| item.is(Class::Among)) {
            self.parts = Some(here);
        }
        let deeds = Classes::of(&[Class::Verb, Class::Act, Class::Flow, Class::Newly, Class::Event]);
        let done = clause.items.iter().any(|item| item.any(deeds));
        if self.parts != Some(here) || figure.role != Role::Level || done {
            return None;
        }
        let same = |whole: &&Figure| {
            whole.sentence == figure.sentence && whole.role == Role::Level && whole.unit == figure.unit
        };
        let whole = before.iter().rev().take(NEAR).find(same)?.period?;
        let own = figure.period?;
        // 新增企业12家，其中工业5家: those that are new, and not all that there are.
        let all_new = !whole.is_instant() && own.is_instant() && !is_state(place, figure);
        (own.to == whole.to && (whole.is_instant() || all_new)).then_some(whole)
    }
}

/// 2024年，全市安排项目40项，新建项目22项，续建项目18项: parts that are told apart by their state are of the year that their whole is of.
pub(super) fn year_of(
    place: Place<'_, '_>,
    (before, told): (&[Figure], &[Option<Period>]),
    figure: &Figure,
) -> Option<Period> {
    let subject = figure.subject?;
    let own = figure.period?;
    // 新建11项、续建7项 in one clause: the second goes on with the first.
    let whole = before.last().filter(|_| told.is_empty());
    let whole = whole.filter(|whole| {
        whole.sentence == figure.sentence && whole.role == Role::Level && whole.unit == figure.unit
    });
    let year = whole.map_or_else(|| told.last().copied().flatten(), |whole| whole.period)?;
    let within = Period::year(year.from.year()) == Some(year) && year.from <= own.from && own.to < year.to;
    if figure.role != Role::Level || !within {
        return None;
    }
    let state = token::words(place.text, subject, place.catalogue).next()?;
    let deeds = Classes::of(&[Class::Event, Class::Stock, Class::Done]);
    let parted = state.is(Class::PartState) && state.span.start == subject.start;
    (parted && !state.any(deeds)).then_some(year)
}

/// Whether what is planned is planned for the whole year: 年度投资任务, 低于年度增长6%目标.
pub(super) fn is_annual(place: Place<'_, '_>, figure: &Figure) -> bool {
    let lexicon = &place.catalogue.lexicon;
    let names = |item: &Item<'_>| lexicon.begins(item.span.of(place.text), Class::Annual);
    let before = place.clause.items.iter().rev();
    let mut near = before
        .skip_while(|item| item.span.end > figure.span.start)
        .take(2);
    let grows = figure.role == Role::Growth && near.any(names);
    grows
        || figure
            .subject
            .is_some_and(|subject| lexicon.contains(subject.of(place.text), Class::Annual))
}

/// Whether the name of a part says itself that it is told of a moment: 在建, 已开工, 未入库.
fn is_state(place: Place<'_, '_>, figure: &Figure) -> bool {
    const STATES: Classes = Classes::of(&[Class::Stock, Class::PartState, Class::Done, Class::Negation]);
    let Some(subject) = figure.subject else {
        return true;
    };
    let mut words = token::words(place.text, subject, place.catalogue);
    words.any(|word| {
        word.any(STATES)
            || place.catalogue.lexicon.begins(
                word.span.of(place.text),
                Classes::of(&[Class::Done, Class::Negation]),
            )
    })
}
