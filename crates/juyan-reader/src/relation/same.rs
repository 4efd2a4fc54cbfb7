//! The same figure told twice: one subject, measure, period, mode and area, in two sentences.
//!
//! Where the values agree the text implies it. Where they differ it may be meant: names are often reused for other
//! things, so such a claim is only possible, and only made where the name is a known indicator's or the place says so.

use super::Found;
use super::fit;
use super::scene::{Fact, REACH, Scene, Scope};
use super::subject::{holds, plain};
use juyan_catalogue::{Class, UnitClass};
use juyan_document::BlockKind;
use juyan_model::{Accrual, Base, ClaimKind, ClaimOrigin, Date, MemberRole, Mode, Role, Span};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Finds figures that are told twice.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let mut groups: Vec<Group<'_, '_>> = Vec::new();
    let mut places: FxHashMap<Key<'_>, usize> = FxHashMap::default();
    let told = || scene.facts.iter().filter(|fact| fact.value().is_some());
    for fact in told().filter(|fact| fact.figure.role != Role::Rank) {
        let (owner, subject) = owner(fact);
        let name = Name::of(scene, subject);
        if name.words.chars().count() < 2 || (fact.unit().is_empty() && fact.figure.role == Role::Level) {
            continue;
        }
        if scene.is_title(fact) {
            retold(scene, fact, &name, found);
        }
        if name.known || (name.words.chars().count() >= 4 && fact.figure.period.is_some()) {
            let key = key(fact, owner, &name, scene.counts(fact) && fact.is_level());
            let place = *places.entry(key).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Group::default());
            }
            if let Some(group) = groups.get_mut(place) {
                group.known = name.known;
                group.facts.push(fact);
            }
        }
    }
    let rows = rows(scene);
    for group in &groups {
        told_twice(scene, group, &rows, found);
    }
    let prose: Vec<&Fact<'_>> = told()
        .filter(|fact| rows.get(fact.index) == Some(&false))
        .collect();
    for cell in told().filter(|fact| rows.get(fact.index) == Some(&true)) {
        in_table(&prose, cell, found);
    }
    let mut done: Vec<&Fact<'_>> = Vec::new();
    for fact in told().filter(|fact| fact.is_level()) {
        put_to_use(scene, fact, found);
        if scene.counts(fact) && is_done(scene, fact) {
            taken_up(&done, fact, found);
            done.push(fact);
        }
    }
}

/// Figures of one name, measure and time.
#[derive(Debug, Default)]
struct Group<'s, 'a> {
    facts: Vec<&'s Fact<'a>>,
    /// Whether the name is a known indicator's.
    known: bool,
}

/// The words of a subject that tell what is measured.
#[derive(Debug)]
struct Name<'a> {
    words: Cow<'a, str>,
    /// Whether they are a known indicator's official name.
    known: bool,
}

impl<'a> Name<'a> {
    /// The subject; where it is an indicator's name with a little behind it (预算收入决算额), the official name.
    fn of(scene: &Scene<'a>, subject: &'a str) -> Self {
        let words = plain(subject);
        // （不含…，下同）的预算收入: what is left of an attribute.
        let of = scene
            .catalogue
            .lexicon
            .longest_if(&words, Class::Of)
            .map_or(0, |hit| hit.len);
        let subject = words.get(of..).unwrap_or_default();
        let longest = scene.catalogue.lexicon.names(subject).last();
        let official = longest.and_then(|hit| {
            let rest = subject.get(hit.len..)?.chars().count();
            let position = *hit.entry.indicators.first()?;
            let indicator = scene.catalogue.indicators.get(usize::try_from(position).ok()?)?;
            (rest <= TAIL).then_some(indicator.name.as_str())
        });
        // 续建项目 and 新建项目 are both names of the projects, but not of the same ones.
        let apart = holds(subject, Class::PartState, scene.catalogue)
            && official.is_some_and(|name| !holds(name, Class::PartState, scene.catalogue));
        let own = || match &words {
            Cow::Borrowed(words) => Cow::Borrowed(words.get(of..).unwrap_or_default()),
            Cow::Owned(_) => Cow::Owned(subject.to_owned()),
        };
        Self {
            known: official.is_some(),
            words: official.filter(|_| !apart).map_or_else(own, Cow::Borrowed),
        }
    }
}

/// Whose a fact is, and its subject without saying so.
fn owner<'a>(fact: &Fact<'a>) -> (&'a str, &'a str) {
    match fact.scope {
        Scope::Own(word) => (word, fact.subject.strip_prefix(word).unwrap_or(fact.subject)),
        Scope::Whole => ("", fact.subject),
        Scope::Nation => ("/", fact.subject),
    }
}

/// Everything that must be equal: name, role and unit, and when and how it was so.
type Key<'a> = (
    Cow<'a, str>,
    Role,
    &'a str,
    (Option<(i16, i16)>, Option<Date>),
    (Mode, Option<Base>, Accrual),
);

/// The key of a fact that is `owner`'s and bears `name`.
fn key<'a>(fact: &Fact<'a>, owner: &str, name: &Name<'a>, counted: bool) -> Key<'a> {
    let figure = fact.figure;
    // A count of what began in one year is one whether it is told up to September or for the year.
    let end = figure.period.filter(|_| !counted).map(|period| period.to);
    let from = figure.period.map(|period| {
        (
            period.from.year(),
            if counted { 1 } else { period.from.day_of_year() },
        )
    });
    let unit = figure.unit.as_deref().unwrap_or_default();
    let manner = (figure.mode, figure.base, figure.accrual);
    let words = if owner.is_empty() {
        name.words.clone()
    } else {
        Cow::Owned([owner, &name.words].concat())
    };
    (words, figure.role, unit, (from, end), manner)
}

/// What the title tells, told again under the same name in the first paragraphs.
fn retold<'a>(scene: &Scene<'a>, title: &Fact<'a>, name: &Name<'a>, found: &mut Found<'_>) {
    let again = scene.after(title.index).find(|fact| {
        let alike = fact.unit() == title.unit() && fact.sentence != title.sentence && fact.value().is_some();
        let own = owner(fact);
        // A title is too terse for its figure's role: 把生产总值增速目标定为6.5%.
        let terse = fact.is_rate() && own.1.chars().count() >= 4 && title.subject.contains(own.1);
        let named = || fact.figure.role == title.figure.role && Name::of(scene, own.1).words == name.words;
        alike && own.0 == owner(title).0 && (terse || named())
    });
    if let Some(fact) = again {
        let origin = if equal(title, fact) {
            ClaimOrigin::Implied
        } else {
            ClaimOrigin::Possible
        };
        same(&[title, fact], origin, found);
    }
}

/// How many characters may stand behind an indicator's name: 决算额.
const TAIL: usize = 3;

/// Figures under one key: those of one value are the same; a known indicator with two values is asked about.
fn told_twice(scene: &Scene<'_>, group: &Group<'_, '_>, rows: &[bool], found: &mut Found<'_>) {
    let mut classes: Vec<Vec<&Fact<'_>>> = Vec::new();
    for fact in group.facts.iter().copied().take(GROUP) {
        let home = classes.iter_mut().find(|class| {
            class
                .first()
                .is_some_and(|first| equal(first, fact) && !says_little(first, fact))
        });
        match home {
            Some(class) if class.last().is_some_and(|last| last.sentence == fact.sentence) => {}
            Some(class) => class.push(fact),
            None => classes.push(vec![fact]),
        }
    }
    for class in &classes {
        same(class, ClaimOrigin::Implied, found);
    }
    if let [one, other] = classes.as_slice() {
        let (Some(one), Some(other)) = (one.first(), other.first()) else {
            return;
        };
        // 90万人 and 86万人以上 are what was done and what was wanted.
        let alike = one.figure.approx == other.figure.approx && fit::is_near(one, other);
        let row = |fact: &Fact<'_>| rows.get(fact.index) == Some(&true);
        // Two tables, or two rows of one, tell of parts of the area or of other things that bear the name.
        let apart = row(one) && row(other)
            || [one, other]
                .into_iter()
                .any(|fact| row(fact) && is_own(scene, fact));
        // 2家重点实验室 names a kind and not a set: other two or three may be meant elsewhere.
        let kinds = [one, other].iter().any(|fact| is_kind(fact))
            || of_two_wholes(scene, found, one, other)
            || of_two_sets(scene, one, other)
            || of_two_levels(scene, one, other);
        // Within one paragraph the second may be of something that the words between them told; a slip of the hand is not.
        let again = one.paragraph != other.paragraph
            || one.sentence != other.sentence
                && (are_swapped(one, other) || grow_alike(scene, one, other))
                && !is_on_another_basis(scene, other);
        if group.known && alike && !apart && !kinds && !equal(one, other) && again {
            same(&[one, other], ClaimOrigin::Possible, found);
        }
    }
}

/// Whether two neighbouring digits of one value are swapped in the other: 31.46 and 31.64.
fn are_swapped(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let digits = |fact: &Fact<'_>| {
        fact.figure
            .printed
            .map(|printed| printed.digits.to_string().into_bytes())
    };
    let (Some(one), Some(other)) = (digits(one), digits(other)) else {
        return false;
    };
    let differ: Vec<usize> = (0..one.len())
        .filter(|at| one.get(*at) != other.get(*at))
        .collect();
    let [first, second] = differ[..] else {
        return false;
    };
    let swapped = one.get(first) == other.get(second) && one.get(second) == other.get(first);
    one.len() == other.len() && second == first + 1 && swapped
}

/// Whether the words before a figure say that it is told on another basis than before: 按同口径, 剔除一次性因素后.
fn is_on_another_basis(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let before = Span::new(scene.stops.sentence_start(fact.start()), fact.start()).of(scene.text);
    let mut words = scene.catalogue.list("told.on-another-basis").iter();
    words.any(|word| before.contains(word.as_str()))
}

/// Whether the growth of both is told and the same.
fn grow_alike(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let growth = |fact: &Fact<'_>| {
        let mut behind = scene
            .after(fact.index)
            .take_while(|behind| behind.sentence == fact.sentence);
        let growth =
            behind.find(|behind| behind.figure.role == Role::Growth && behind.figure.of == Some(fact.id))?;
        Some((growth.value()?, growth.figure.base))
    };
    growth(one).is_some_and(|grown| growth(other) == Some(grown))
}

/// Whether two values agree only because one is told with a single digit: 7.5亿元 and 8亿元 need not be one.
fn says_little(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let single = |fact: &Fact<'_>| {
        let digits = fact.figure.printed.map(|printed| printed.digits.normalize());
        digits.is_some_and(|digits| digits.mantissa().abs() < 10)
    };
    one.value() != other.value() && (single(one) || single(other))
}

/// Whether `fact` stands in a table whose caption names a government's own level: 县本级收入.
fn is_own(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let tables = &scene.document.tables;
    let start = |table: &juyan_document::Table| table.cells.first().map_or(0, |cell| cell.span.start);
    let before = tables.partition_point(|table| start(table) <= fact.start());
    let caption = before.checked_sub(1).and_then(|index| tables.get(index)?.caption);
    caption.is_some_and(|span| holds(span.of(scene.text), Class::ScopeOwn, scene.catalogue))
}

/// Whether both say something of levels that are told and differ: growth of visitors in a year, and in a week of it.
fn of_two_levels(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let levels = scene.level_of(one).zip(scene.level_of(other));
    levels.is_some_and(|(one, other)| {
        one.unit() == other.unit() && !equal(one, other) && !fit::is_near(one, other)
    })
}

/// Whether both are parts, of wholes that differ.
fn of_two_wholes(scene: &Scene<'_>, found: &Found<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    // A growth is told of the part that its level is.
    let part = |fact: &Fact<'_>| scene.level_of(fact).map_or(fact.id, |level| level.id);
    let whole = |fact: &Fact<'_>| scene.fact(found.whole_of(part(fact))?.1);
    let lost = |fact: &Fact<'_>| scene.says(fact.lead, Class::Among);
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one.value() != other.value(),
        (Some(_), None) => lost(other),
        (None, Some(_)) => lost(one),
        (None, None) => false,
    }
}

/// Whether both say of what cost or share things are that were counted before them, and these are not the same things: 72个项目，总投资186亿元 in one
/// place, 80个项目，总投资213亿元 in the other.
fn of_two_sets(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let says = |fact: &Fact<'_>, class: Class| {
        let mut ends = scene.catalogue.lexicon.endings(fact.subject, class, ENDS);
        ends.next().is_some()
    };
    let is_said_of_things = |fact: &Fact<'_>| says(fact, Class::Attribute) || says(fact, Class::CountedRate);
    // 应开工项目38个，…开工率81.6%; 中央资金2.16亿元，开工率100%: money may tell the things as well.
    let set = |fact: &Fact<'_>| {
        let here = |other: &&Fact<'_>| other.sentence == fact.sentence && other.is_level();
        let mut before = scene
            .before(fact.index)
            .take_while(|other| other.sentence == fact.sentence);
        let counted = before.find(|count| count.is_level() && scene.counts(count));
        counted
            .or_else(|| scene.before(fact.index).find(here))
            .map(|set| (set.value(), set.unit().to_owned()))
    };
    let sets = set(one).zip(set(other));
    is_said_of_things(one) && is_said_of_things(other) && sets.is_some_and(|(one, other)| one != other)
}

/// How many characters the name of what is said of things has at most.
const ENDS: usize = 8;

/// Whether the figure counts what stands behind it, so that its words name a kind of things.
fn is_kind(fact: &Fact<'_>) -> bool {
    let exact = fact.figure.printed.is_some_and(|printed| printed.exact);
    exact
        && fact
            .figure
            .subject
            .is_some_and(|subject| subject.start >= fact.end())
}

/// How many figures of one name are compared.
const GROUP: usize = 16;

fn same(facts: &[&Fact<'_>], origin: ClaimOrigin, found: &mut Found<'_>) {
    if facts.len() >= 2 {
        let members: Vec<(MemberRole, &Fact<'_>)> =
            facts.iter().map(|fact| (MemberRole::Figure, *fact)).collect();
        found.add(ClaimKind::Same, origin, &members);
    }
}

/// Whether both print one value, as far as their digits tell.
fn equal(one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let alike = one.figure.approx == other.figure.approx;
    one.value() == other.value() || (alike && (fit::rounds_to(one, other) || fit::rounds_to(other, one)))
}

/// A cell of a table and the figure of the running text before it that its row's name ends with.
fn in_table(prose: &[&Fact<'_>], cell: &Fact<'_>, found: &mut Found<'_>) {
    let before = prose.partition_point(|fact| fact.index < cell.index);
    let near = prose
        .get(before.saturating_sub(REACH)..before)
        .unwrap_or_default();
    let twin = near.iter().rev().find(|fact| {
        let short = fact.subject.chars().count() >= 2
            && cell.subject != fact.subject
            && cell.subject.ends_with(fact.subject);
        short && measure(fact) == measure(cell) && fact.figure.period == cell.figure.period
    });
    if let Some(fact) = twin {
        let origin = if equal(fact, cell) {
            ClaimOrigin::Implied
        } else {
            ClaimOrigin::Possible
        };
        same(&[fact, cell], origin, found);
    }
}

/// What must be equal besides name and period.
fn measure<'a>(fact: &'a Fact<'_>) -> (Role, &'a str, Option<Base>, Mode) {
    (fact.figure.role, fact.unit(), fact.figure.base, fact.figure.mode)
}

/// For each fact whether it stands in a table, or in a line of cells. Each block is looked at once.
fn rows(scene: &Scene<'_>) -> Vec<bool> {
    let blocks = &scene.document.blocks;
    let mut known = (usize::MAX, false);
    let is_row = |fact: &Fact<'_>| {
        let before = blocks.partition_point(|block| block.span.start <= fact.start());
        if known.0 != before {
            let block = before.checked_sub(1).and_then(|index| blocks.get(index));
            let is_row = |block: &juyan_document::Block| {
                block.kind == BlockKind::Row || block.span.of(scene.text).contains('|')
            };
            known = (before, block.is_some_and(is_row));
        }
        known.1
    };
    scene.facts.iter().map(is_row).collect()
}

/// Whether a count is named by what was done: 已开工.
fn is_done(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    scene.catalogue.lexicon.begins(fact.subject, Class::Done)
}

/// 已开工17项 and, in another section, 17个已开工项目: a count of what is done, taken up again with its noun.
fn taken_up(done: &[&Fact<'_>], later: &Fact<'_>, found: &mut Found<'_>) {
    let earlier = done.iter().rev().take(REACH).find(|fact| {
        let named = fact.subject.chars().count() >= 3
            && later.subject != fact.subject
            && later.subject.starts_with(fact.subject);
        named && fact.paragraph != later.paragraph
    });
    if let Some(earlier) = earlier {
        let origin = if equal(earlier, later) {
            ClaimOrigin::Implied
        } else {
            ClaimOrigin::Possible
        };
        same(&[earlier, later], origin, found);
    }
}

fn is_money(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    scene
        .catalogue
        .unit(fact.unit())
        .is_some_and(|unit| unit.class == UnitClass::Currency)
}

/// 将超收收入4.07亿元补充预算稳定调节基金: an amount and what it is put to, told before under that name.
fn put_to_use(scene: &Scene<'_>, later: &Fact<'_>, found: &mut Found<'_>) {
    let tail = scene.text.get(later.end()..).unwrap_or_default();
    // A name has six characters at least, so that its first bytes tell nearly all apart.
    let Some(first) = tail.as_bytes().first_chunk::<6>() else {
        return;
    };
    let earlier = scene.before(later.index).find(|fact| {
        let named = fact.subject.as_bytes().first_chunk::<6>() == Some(first)
            && tail.starts_with(fact.subject)
            && fact.subject.chars().count() >= 6
            && is_money(scene, fact);
        named
            && fact.is_like(later)
            && fact.sentence != later.sentence
            && fact.figure.period == later.figure.period
    });
    if let Some(earlier) = earlier {
        let origin = if equal(earlier, later) {
            ClaimOrigin::Implied
        } else {
            ClaimOrigin::Possible
        };
        same(&[earlier, later], origin, found);
    }
}
