//! What is added and what it comes to in all: 新增X 5家，总数达20家; 补水2771万立方米、累计补水量6730万立方米.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::plain;
use super::whole::at_one_time;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, Span};

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found) {
    for fact in scene.facts.iter().filter(|fact| fact.is_level()) {
        let cumulative = scene
            .words_in(fact.lead)
            .iter()
            .rfind(|word| word.is(Class::Cumulative))
            .map(|word| word.span);
        if let Some(part) = cumulative.and_then(|word| within(scene, fact, word)) {
            found.sum(ClaimKind::SumPartial, ClaimOrigin::Implied, fact, &[part]);
        }
    }
    let mut read = 0;
    for word in scene.words().iter().filter(|word| word.is(Class::TotalNoun)) {
        if word.span.start >= read {
            read = totals(scene, word.span, found).unwrap_or(read);
        }
    }
}

/// The level just before `total` whose name the words behind 累计 take up.
fn within<'s, 'a>(scene: &'s Scene<'a>, total: &Fact<'a>, word: Span) -> Option<&'s Fact<'a>> {
    let name: String = Span::new(word.end, total.start())
        .of(scene.text)
        .chars()
        .take(2)
        .collect();
    let part = scene
        .before(total.index)
        .find(|fact| fact.is_level() && fact.segment == total.segment)?;
    let said = Span::new(part.lead.start, part.start());
    let takes_up =
        name.chars().all(char::is_alphabetic) && name.chars().count() == 2 && part.subject.contains(&name);
    let fits = part.adds_to(total) && at_one_time(part, total) && !scene.says(said, Class::Cumulative);
    (fits && takes_up).then_some(part)
}

/// 新增…，总数达…: each total, in order, with the new things of its kind. Gives where the totals end.
fn totals(scene: &Scene<'_>, word: Span, found: &mut Found) -> Option<usize> {
    let end = scene.stops.segment_end(word.end);
    let first = scene.facts_in(Span::new(word.end, end)).first()?;
    let whole: Vec<&Fact<'_>> = run(scene, first).collect();
    let sentence = first.sentence;
    let before: Vec<&Fact<'_>> = scene
        .before(first.index)
        .take_while(|fact| fact.sentence == sentence)
        .filter(|fact| fact.is_level())
        .collect();
    let fresh: Vec<&Fact<'_>> = before.into_iter().take(whole.len()).collect();
    let newly = fresh
        .last()
        .is_some_and(|fact| scene.says(Span::new(fact.lead.start, fact.end()), Class::Newly));
    if newly && fresh.len() == whole.len() {
        for (part, total) in fresh.iter().rev().zip(&whole) {
            let named =
                whole.len() > 1 || plain(part.subject) == plain(total.subject) || bare(scene, word, total);
            if named && part.adds_to(total) {
                found.sum(ClaimKind::SumPartial, ClaimOrigin::Implied, total, &[part]);
            }
        }
    }
    whole.last().map(|fact| fact.end())
}

/// Whether the whole has no name of its own: 总数 opens its clause.
fn bare(scene: &Scene<'_>, word: Span, total: &Fact<'_>) -> bool {
    scene.opens_clause(word.start) && total.start() <= word.end + SHORT
}

/// How many bytes may stand between 总数 and its figure: four characters.
const SHORT: usize = 12;

/// `first` and the levels that are joined to it by a comma of enumeration.
fn run<'s, 'a>(scene: &'s Scene<'a>, first: &'s Fact<'a>) -> impl Iterator<Item = &'s Fact<'a>> {
    let rest = scene
        .after(first.index)
        .take_while(|fact| fact.is_level() && matches!(fact.lead.of(scene.text).trim(), "、"));
    std::iter::once(first).filter(|fact| fact.is_level()).chain(rest)
}
