//! What is added and what it comes to in all: 新增X 5家，总数达20家; 补水120万立方米、累计补水量350万立方米.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::plain;
use super::whole::at_one_time;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, Period, Span};

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for fact in scene.facts.iter().filter(|fact| fact.is_level()) {
        if let Some(part) = cumulative(scene, fact).and_then(|word| within(scene, fact, word)) {
            let origin = if is_net(scene, part, fact) {
                ClaimOrigin::Possible
            } else {
                ClaimOrigin::Implied
            };
            if origin == ClaimOrigin::Implied || part.value() <= fact.value() {
                found.sum(ClaimKind::SumPartial, origin, fact, &[part]);
            }
        }
    }
    let mut read = 0;
    for word in scene.words().iter().filter(|word| word.is(Class::TotalNoun)) {
        if word.span.start >= read {
            read = totals(scene, word.span, found).unwrap_or(read);
        }
    }
}

/// Whether what is told may be lost again, and so be less in the end: 当月新增贷款1.2亿元，累计新增0.8亿元. What was given out is not.
fn is_net(scene: &Scene<'_>, part: &Fact<'_>, total: &Fact<'_>) -> bool {
    let mut net = scene.catalogue.list("flows.net").iter();
    let named = net.any(|word| total.subject.contains(word.as_str()) || part.subject.contains(word.as_str()));
    let own = || part.subject == total.subject && part.clause.of(scene.text).ends_with(part.subject);
    named && (scene.says(part.lead, Class::Newly) || own())
}

/// The word before `fact` that says since when it runs, be it part of a longer one: 累计, 累计达到, 累计完成.
fn cumulative(scene: &Scene<'_>, fact: &Fact<'_>) -> Option<Span> {
    let lead = fact.lead.of(scene.text);
    let words = scene.catalogue.list("cumulative.words").iter();
    let places = words.filter_map(|word| Some((lead.rfind(word.as_str())?, word.len())));
    let (at, len) = places.max()?;
    let start = fact.lead.start + at;
    let told = scene.words_in(Span::new(start, start + 1)).first();
    let end = told
        .filter(|word| word.is(Class::Cumulative))
        .map_or(start + len, |word| word.span.end);
    Some(Span::new(start, end))
}

/// The level just before `total` that the words behind 累计 take up: by its name, by its verb, or, where they are no more than
/// a verb of reaching, by nothing.
fn within<'s, 'a>(scene: &'s Scene<'a>, total: &Fact<'a>, word: Span) -> Option<&'s Fact<'a>> {
    let part = scene
        .before(total.index)
        .take_while(|fact| fact.segment == total.segment)
        .find(|fact| fact.is_level())?;
    let said = Span::new(part.lead.start, part.start());
    let rest = Span::new(word.end, total.start()).of(scene.text);
    let takes_up = repeats_name(scene, rest, part)
        || repeats_verb(scene, rest, said)
        || goes_on(scene, rest, part, total);
    let runs = cumulative(scene, part).is_some();
    let fits = part.adds_to(total) && at_one_time(part, total) && !runs;
    (fits && takes_up).then_some(part)
}

/// 补水120万立方米、累计补水量350万立方米; with a verb before it the name has to be all of the part's own: 完成投资9.4亿元，累计完成投资15.6亿元.
fn repeats_name(scene: &Scene<'_>, rest: &str, part: &Fact<'_>) -> bool {
    let verbs = || scene.catalogue.list("cumulative.verbs").iter();
    let bare = |name: &str| {
        let verbs = verbs().filter_map(|verb| name.strip_prefix(verb.as_str()));
        verbs.min_by_key(|rest| rest.len()).map(str::to_owned)
    };
    if let Some(name) = bare(rest) {
        let own = bare(part.subject).unwrap_or_else(|| part.subject.to_owned());
        return !name.is_empty() && name == own;
    }
    let name: String = rest.chars().take(2).collect();
    name.chars().all(char::is_alphabetic) && name.chars().count() == 2 && part.subject.contains(&name)
}

/// 发放贷款3260万元，历年累计发放2.87亿元: the verb alone stands between, and before the part.
fn repeats_verb(scene: &Scene<'_>, rest: &str, said: Span) -> bool {
    let verb = reaching(scene, rest).map_or(rest, |reaching| rest.strip_suffix(reaching).unwrap_or(rest));
    verb.chars().count() == 2 && verb.chars().all(char::is_alphabetic) && said.of(scene.text).contains(verb)
}

/// 6月当月完成5830万元，累计完成2.96亿元: what is told of a month or a quarter is told on.
fn goes_on(scene: &Scene<'_>, rest: &str, part: &Fact<'_>, total: &Fact<'_>) -> bool {
    let quarter = |period: Period| !period.is_instant() && period.days() <= QUARTER;
    let said = part.clause.of(scene.text);
    let mut own = scene.catalogue.list("months.own").iter();
    let short = part.figure.period.is_some_and(quarter) || own.any(|word| said.contains(word.as_str()));
    let bare = rest.is_empty() || reaching(scene, rest).is_some_and(|word| word == rest);
    short && bare && !part.subject.is_empty() && part.subject == total.subject
}

/// The verb of reaching with which `rest` ends.
fn reaching<'a>(scene: &Scene<'a>, rest: &str) -> Option<&'a str> {
    let verbs = scene.catalogue.list("cumulative.verbs").iter();
    let verbs = verbs.map(smol_str::SmolStr::as_str);
    verbs
        .filter(|verb| rest.ends_with(verb))
        .max_by_key(|verb| verb.len())
}

/// How many days a quarter has at most.
const QUARTER: i32 = 92;

/// 新增…，总数达…: each total, in order, with the new things of its kind. Gives where the totals end.
fn totals(scene: &Scene<'_>, word: Span, found: &mut Found<'_>) -> Option<usize> {
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
