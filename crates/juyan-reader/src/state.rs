//! Whether a fact is a state at a time or accrues over it: by its name, its verb, its unit.

use crate::bind::agrees;
use crate::clause::is_fact;
use crate::mode::capacity;
use crate::phrase;
use crate::role::{Measure, measure};
use crate::scan::{Item, Thing};
use crate::time::Place;
use crate::token::{self, Token};
use juyan_catalogue::{Class, Classes, Family, Kind, TimeWord};
use juyan_model::{Figure, Mode, Role, Span};
use std::cell::LazyCell;

/// The verb that governs what begins at `edge`; a list goes on under the verb of its first member.
fn verb_before<'c>(place: Place<'_, 'c>, edge: usize) -> Option<&'c Item<'c>> {
    let items = place.clause.items;
    let mut end = edge;
    for item in items.iter().rev().filter(|item| item.span.end <= edge) {
        if phrase::has_letters(place.text, item.span.end, end) {
            return None;
        }
        if item.mark() == Some('、') || item.is(Class::And) {
            let mut before = items.iter().rev().filter(|verb| verb.span.end <= item.span.start);
            // 建设社区50个、床位3000张
            let opens = || {
                // ④建设服务点500个、床位2000张
                let first = items.iter().find(|word| word.mark().is_none());
                first.filter(|act| act.is(Class::Act) && act.span.end <= item.span.start)
            };
            return before.find(|verb| verb.is(Class::Verb)).or_else(opens);
        }
        if item.number().is_some() {
            end = item.span.start;
            continue;
        }
        if item.any(Classes::of(&[Class::Verb, Class::Flow, Class::Act])) || !item.is(Class::Lead) {
            return Some(item);
        }
        end = item.span.start;
    }
    None
}

/// 已开工, 未开工: how many are so by now; 非法 and 未成年人 deny nothing.
fn begun(place: Place<'_, '_>, word: &Token<'_>) -> bool {
    let name = word.span.of(place.text);
    let lexicon = &place.catalogue.lexicon;
    // 非直供电小区 are what they are, whatever was done with them.
    let deeds = Classes::of(&[
        Class::Verb,
        Class::Act,
        Class::Event,
        Class::PartState,
        Class::Stock,
        Class::Lead,
    ]);
    let denies = || {
        let behind = place.text.get(word.span.start..).unwrap_or_default();
        let denial = lexicon.longest_of(behind, Class::Negation);
        denial.is_some_and(|denial| {
            behind
                .get(denial.len..)
                .is_some_and(|deed| lexicon.begins(deed, deeds))
        })
    };
    lexicon.begins(name, Class::Done)
        || !word.is(Class::Noun) && lexicon.begins(name, Class::Negation) && denies()
}

/// 开工28个，开工率58%: how many have begun by the time of their rate.
fn is_rated(place: Place<'_, '_>, figure: &Figure, word: &Token<'_>) -> bool {
    // 开工 of 开工建设
    let name = word.span.of(place.text);
    let state = place.catalogue.lexicon.longest_of(name, Class::PartState);
    let Some(state) = state.and_then(|state| name.get(..state.len)) else {
        return false;
    };
    let behind = Span::new(figure.span.end, figure.sentence.end.max(figure.span.end)).of(place.text);
    let rest = behind.get(..behind.floor_char_boundary(RATED)).unwrap_or(behind);
    let mut again = rest.match_indices(state);
    again.any(|(at, _)| {
        let name = rest.get(at..).unwrap_or_default();
        let rate = place.catalogue.lexicon.longest_of(name, Class::CountedRate);
        rate.is_some_and(|rate| rate.len > state.len())
    })
}

/// How far behind a count, in bytes, its rate is looked for.
const RATED: usize = 90;

/// What the name itself says: its last word is of a state, of a flow, or of an indicator that is one.
fn named_state(place: Place<'_, '_>, figure: &Figure, subject: Span, words: &[Token<'_>]) -> Option<bool> {
    let last = words.last().filter(|word| word.span.end == subject.end);
    if last.is_some_and(|word| word.is(Class::PartState) && word.is(Class::Stock)) {
        return Some(true);
    }
    if let Some(word) = last {
        let kinds = word
            .entry
            .indicators
            .iter()
            .filter_map(|at| place.catalogue.indicators.get(usize::try_from(*at).ok()?))
            // 服务业8户 counts enterprises, whatever the value added of services is.
            .filter(|indicator| agrees(indicator, figure, place.catalogue));
        for indicator in kinds {
            match indicator.kind {
                Kind::Stock => return Some(true),
                Kind::Flow | Kind::Index => return Some(false),
                Kind::Ratio => {}
            }
        }
    }
    token::ending(
        place.text,
        subject,
        Classes::of(&[Class::Stock, Class::Flow]),
        place.catalogue,
    )
    .map(|entry| entry.classes.has(Class::Stock))
    .or_else(|| {
        // 年销售收入超亿元的企业: what qualifies the noun does not say whether it is a state.
        let qualified = words.iter().rposition(|word| word.is(Class::Of));
        // 340家产值超亿元企业: enterprises are there, whatever they are known by.
        let flows = !bodies(place, figure);
        words
            .iter()
            .skip(qualified.map_or(0, |of| of + 1))
            .rev()
            .find(|word| word.is(Class::Stock) || flows && word.is(Class::Flow))
            .map(|word| word.is(Class::Stock))
    })
}

/// Whether a counted thing is what its clause speaks of (39个部门…, 重点监测的30种…), and not what was done (发布31款…).
fn leads(place: Place<'_, '_>, figure: Span) -> bool {
    let mut edge = figure.start;
    for item in place
        .clause
        .items
        .iter()
        .rev()
        .filter(|item| item.span.end <= figure.start)
    {
        // 全年12个重点项目…: a stretch of time that is named is theirs.
        if phrase::has_letters(place.text, item.span.end, edge) || matches!(item.thing, Thing::Time(_)) {
            return false;
        }
        if item.is(Class::Of) {
            let there = place
                .clause
                .before(item.span.start)
                .is_some_and(|word| word.is(Class::Stock));
            return there || !acts_on(place, item.span.start);
        }
        if item.is(Class::Stock) {
            return true;
        }
        // 启动建设30个综合体
        if item.any(Classes::of(&[Class::Verb, Class::Lead, Class::To, Class::Event]))
            && !item.is(Class::Area)
        {
            return false;
        }
        edge = item.span.start;
    }
    !phrase::has_letters(place.text, place.clause.span.start, edge)
}

/// Whether a deed opens the clause, so that what stands behind 的 is its object: 办好群众需要的10件实事.
fn acts_on(place: Place<'_, '_>, until: usize) -> bool {
    let items = place.clause.items.iter();
    let mut before = items.take_while(|item| item.span.end <= until);
    let light = |item: &Item<'_>| item.is(Class::Lead) && !item.any(Classes::of(&[Class::Verb, Class::Act]));
    let opens = before
        .by_ref()
        .find(|item| !light(item) && !item.any(Classes::of(&[Class::Area, Class::Bridge])));
    opens.is_some_and(|item| item.any(Classes::of(&[Class::Verb, Class::Act])) && !item.is(Class::StockVerb))
}

/// Whether things that open a clause are what something else is told of in it: 211个重点项目完成投资超800亿元.
fn holds(place: Place<'_, '_>, figure: Span) -> bool {
    let opens = !phrase::has_letters(place.text, place.clause.span.start, figure.start);
    let mut behind = place
        .clause
        .items
        .iter()
        .filter(|item| item.span.start >= figure.end);
    opens && behind.any(|item| is_fact(item, place.scan))
}

/// Whether the word right before a number says how many there are: 已有, 现有.
fn said_to_be(place: Place<'_, '_>, figure: Span) -> bool {
    place.clause.before(figure.start).is_some_and(|item| {
        item.is(Class::StockVerb)
            && item.any(Classes::of(&[Class::Lead, Class::Verb]))
            && !item.is(Class::InAll)
            && !phrase::has_letters(place.text, item.span.end, figure.start)
    })
}

/// Whether the word right before a thing or its number says that it is there: 共有, 有.
fn is_there(place: Place<'_, '_>, figure: &Figure, subject: Span) -> bool {
    let before = |at: usize| place.clause.before(at).filter(|item| item.span.end == at);
    let there = |item: &Item<'_>| item.is(Class::SomeOf) && item.is(Class::Link);
    // 净增有实绩外贸企业167家: 有 belongs to the name.
    let alone = |item: &Item<'_>| {
        let leads = before(item.span.start).is_some_and(|area| area.is(Class::Area));
        leads || item.span.start == place.clause.span.start
    };
    let has = before(subject.start)
        .is_some_and(|item| there(item) && alone(item) || item.is(Class::StockVerb) && item.is(Class::InAll));
    // 产量增长的有16种: how many did so over the time.
    let of = |item: &Item<'_>| before(item.span.start).is_some_and(|of| of.is(Class::Of));
    let are = before(figure.span.start).is_some_and(|item| there(item) && !of(item));
    has || are
}

/// How many words behind the thing what happened to it is told: 173名个人和6个团队入选.
const NEAR: usize = 6;

/// Whether something happened to what is counted: 4条高速公路建成通车.
fn happens(place: Place<'_, '_>, subject: Span) -> bool {
    place
        .clause
        .items
        .iter()
        .filter(|item| item.span.start >= subject.end)
        .take(NEAR)
        .take_while(|item| !matches!(item.mark(), Some('，' | ',' | '。' | '；' | '：')))
        .any(|item| item.is(Class::Event))
}

/// Whether what is counted is said not to have done something: 5个项目尚未开工.
fn lacks(place: Place<'_, '_>, subject: Span) -> bool {
    let behind = place.text.get(subject.end..place.clause.span.end);
    let mut words = place.catalogue.lexicon.words(behind.unwrap_or_default());
    words.any(|hit| hit.entry.classes.has(Class::Negation))
}

/// Whether a word tells what was done to the thing before it, and not how many there are by now.
fn done(item: &Item<'_>) -> bool {
    let stands = Classes::of(&[
        Class::StockVerb,
        Class::Link,
        Class::To,
        Class::Cumulative,
        Class::Done,
    ]);
    item.is(Class::Verb) && !item.any(stands)
}

/// Whether what happened to those counted is told right behind their number: 210户拿到房产证.
fn befell(place: Place<'_, '_>, figure: Span) -> bool {
    let behind = place
        .clause
        .items
        .iter()
        .find(|item| item.span.start >= figure.end);
    behind.is_some_and(|item| {
        item.is(Class::Event)
            && item.is(Class::Predicate)
            && !phrase::has_letters(place.text, figure.end, item.span.start)
    })
}

/// Whether a fact is a state at a time.
pub(crate) fn is_state(place: Place<'_, '_>, figure: &Figure, usual_change: bool) -> bool {
    if usual_change {
        return false;
    }
    let Some(subject) = figure.subject else {
        return false;
    };
    let subject = with_head(place, subject);
    let follows = subject.start >= figure.span.end;
    let items = &place.clause.items;
    let between = |item: &&Item<'_>| {
        item.span.start >= subject.end.min(figure.span.start) && item.span.end <= figure.span.start
    };
    // 居民消费价格涨幅控制在3%以内: how much something grew is of a time, wherever it was held.
    let grew = figure.role == Role::Growth;
    if !grew && items.iter().filter(between).any(|item| item.is(Class::Stock)) {
        return !(is_of_year(place)
            && named_state(place, figure, subject, &tokens_of(place, subject)) == Some(false));
    }
    let measured = measure(figure.unit.as_deref(), place.catalogue);
    let numbers = || numbers(place, subject);
    let counted = measured == Measure::Count || measured == Measure::Bare && numbers();
    if is_running_count(place, figure, counted) {
        return true;
    }
    // What most figures are is told without a look into their names.
    let words = LazyCell::new(|| tokens_of(place, subject));
    let first = || words.first().filter(|word| word.span.start == subject.start);
    let goes_on = |word: &Token<'_>| !follows && word.is(Class::PartState) && word.is(Class::Stock);
    let is_begun = || first().is_some_and(|word| begun(place, word) || goes_on(word));
    let helped = || follows && verb_before(place, figure.span.start).is_some_and(|verb| verb.is(Class::Act));
    if counted && (is_begun() && !helped() || words.iter().any(|word| is_rated(place, figure, word))) {
        return true;
    }
    let named = LazyCell::new(|| named_state(place, figure, subject, &words));
    // 试点扩大到11个: what has come to be is so, whatever was done for it.
    let come = |item: &Item<'_>| item.is(Class::To) && item.any(Classes::of(&[Class::Rise, Class::Fall]));
    let counts = counted && figure.role == Role::Level && !follows;
    if counts && items.iter().filter(between).any(come) && *named != Some(false) {
        return true;
    }
    let edge = if follows { figure.span.start } else { subject.start };
    let verb = verb_before(place, edge);
    let acts = Classes::of(&[Class::Verb, Class::Flow, Class::Act]);
    let acted = verb.is_some_and(|verb| verb.any(acts) && !verb.is(Class::StockVerb));
    // 有38个项目未入库: what has not happened is so at the end.
    if follows && lacks(place, subject) || acted && !counted && is_ceiling(place, figure, subject) {
        return true;
    }
    // 参加失业保险的人数为3.2万人: a verb that belongs to the name of those who are counted.
    let joined = Classes::of(&[Class::Link, Class::Deal]);
    let is_joined = items.iter().filter(between).any(|item| item.any(joined)) || numbers();
    let attributes = || is_joined && *named == Some(true);
    // 新增运营里程43公里、总里程达到879公里: the deed before the comma is of the first only.
    let before = place.clause.before(subject.start);
    let apart = || before.is_some_and(|item| item.mark() == Some('、'));
    // 实现步道总里程达4200公里: what is there has come to so much, whatever leads to it.
    let reaches = || items.iter().filter(between).any(|item| item.is(Class::StockVerb));
    if acted && !measured.is_ratio() && !((counted || apart() || reaches()) && attributes()) {
        return false;
    }
    // 共有劳动力7400人, 种子植物有426种
    if !follows && counted && !visits(place, figure) && is_there(place, figure, subject) {
        return true;
    }
    // 已有1456户农户纳入管网: how many there are by now.
    if follows && counted && said_to_be(place, figure.span) {
        return true;
    }
    // 养老站点建成11处, 210户拿到房产证: what was done or happened, whatever the thing.
    if !measured.is_ratio() && (items.iter().filter(between).any(done) || befell(place, figure.span)) {
        return false;
    }
    // 8家重点实验室落户我县: what happened is no state, though laboratories are counted as one.
    if follows && happens(place, subject) {
        return false;
    }
    if let Some(state) = *named {
        return state || follows && counted && holds(place, figure.span);
    }
    if items.iter().filter(between).any(|item| {
        item.is(Class::StockVerb)
            && !visits(place, figure)
            && (counted || !items.iter().any(|item| item.is(Class::From)))
    }) && !follows
        && (counted || items.iter().filter(between).any(|item| item.is(Class::To)))
    {
        return true;
    }
    unnamed_state(place, figure, subject, verb)
}

/// 下达债务限额78亿元: a ceiling holds, whatever is done with it.
fn is_ceiling(place: Place<'_, '_>, figure: &Figure, subject: Span) -> bool {
    let end = token::ending(place.text, subject, Classes::of(&[Class::Stock]), place.catalogue);
    figure.role == Role::Level && end.is_some_and(|entry| entry.classes.has(Class::PlanWhole))
}

/// Whether a clause says that it tells of the whole year: 全年原煤产量稳定在3.4亿吨.
fn is_of_year(place: Place<'_, '_>) -> bool {
    let whole = |item: &Item<'_>| {
        let entry = place.catalogue.lexicon.get(item.span.of(place.text));
        matches!(item.thing, Thing::Time(_)) && entry.is_some_and(|entry| entry.time == Some(TimeWord::Whole))
    };
    place.clause.items.iter().any(whole)
}

fn tokens_of<'a>(place: Place<'a, '_>, subject: Span) -> Vec<Token<'a>> {
    token::tokens(place.text, subject, place.catalogue)
}

/// Whether a name says that it is a number of people or households.
fn numbers(place: Place<'_, '_>, subject: Span) -> bool {
    let mut words = place.catalogue.list("state.numbers").iter();
    words.any(|word| subject.of(place.text).ends_with(word.as_str()))
}

/// Whether neither its name nor a verb says if a level is a state or accrues.
pub(crate) fn is_open(place: Place<'_, '_>, figure: &Figure) -> bool {
    let Some(subject) = figure.subject.filter(|subject| subject.end <= figure.span.start) else {
        return false;
    };
    let words = token::tokens(place.text, subject, place.catalogue);
    let acts = Classes::of(&[Class::Verb, Class::Flow, Class::Act, Class::Rise]);
    let acted = |item: &&Item<'_>| item.any(acts) && !item.is(Class::StockVerb);
    figure.role == Role::Level
        && named_state(place, figure, subject, &words).is_none()
        && !place
            .clause
            .items
            .iter()
            .filter(|item| item.span.end <= figure.span.start)
            .any(|item| acted(&item))
}

/// A member of a list over which values are dealt out, with those behind it, whose head is its own too: 0-17岁、60岁及以上人口分别为.
fn with_head(place: Place<'_, '_>, subject: Span) -> Span {
    let items = &place.clause.items;
    let mut behind = items.iter().filter(|item| item.span.start >= subject.end);
    let goes_on = behind.next().is_some_and(|next| {
        next.span.start == subject.end && (next.mark() == Some('、') || next.is(Class::And))
    });
    let deal = behind
        .take_while(|item| !matches!(item.mark(), Some('，' | ',' | '。' | '；' | '：')))
        .find(|item| item.is(Class::Deal))
        .filter(|_| goes_on);
    deal.map_or(subject, |deal| Span::new(subject.start, deal.span.start))
}

/// 新增4部、累计达到22部: how many there have come to be by the end.
fn is_running_count(place: Place<'_, '_>, figure: &Figure, counted: bool) -> bool {
    let things = figure
        .unit
        .as_deref()
        .and_then(|unit| place.catalogue.unit(unit))
        .is_some_and(|unit| !matches!(unit.family(), Family::Person | Family::Visit | Family::Occasion));
    let reached = Classes::of(&[Class::Link, Class::Deal, Class::To, Class::Bridge]);
    let items = place.clause.items.iter();
    // What a row of numbers is told by stands before its first.
    let mut said = items
        .rev()
        .filter(|item| item.span.end <= figure.span.start)
        .skip_while(|item| item.number().is_some() || item.mark() == Some('、') || item.is(Class::And))
        .take(NEAR);
    let last = said.next();
    let is_running = |item: &Item<'_>| item.is(Class::Cumulative);
    let told = last
        .is_some_and(|item| item.any(reached) && (is_running(item) || said.next().is_some_and(is_running)));
    counted && things && told
}

/// Whether enterprises, households or offices are counted, which are there and do not happen.
fn bodies(place: Place<'_, '_>, figure: &Figure) -> bool {
    let unit = figure.unit.as_deref().and_then(|unit| place.catalogue.unit(unit));
    unit.is_some_and(|unit| matches!(unit.family(), Family::Body | Family::Household))
}

/// Whether it is counted how often something came or took place.
fn visits(place: Place<'_, '_>, figure: &Figure) -> bool {
    let unit = figure.unit.as_deref().and_then(|unit| place.catalogue.unit(unit));
    unit.is_some_and(|unit| matches!(unit.family(), Family::Visit | Family::Event | Family::Occasion))
}

/// Whether what is counted is a place or a house that is there, by its counter (5所) or its name (文化站13个).
fn stands(place: Place<'_, '_>, figure: &Figure, subject: Span) -> bool {
    let unit = figure.unit.as_deref().and_then(|unit| place.catalogue.unit(unit));
    let name = subject.of(place.text).trim_end_matches(['）', ')']);
    let list = |id: &str| place.catalogue.list(id).iter();
    match unit.map(juyan_catalogue::Unit::family) {
        Some(Family::Thing) => unit.is_some_and(|unit| list("state.counters").any(|word| *word == unit.name)),
        Some(Family::General) => list("state.institutions").any(|word| name.ends_with(word.as_str())),
        _ => false,
    }
}

/// What the unit, the verb and the place of what is counted say, where its name says nothing.
fn unnamed_state(place: Place<'_, '_>, figure: &Figure, subject: Span, verb: Option<&Item<'_>>) -> bool {
    let follows = subject.start >= figure.span.end;
    let acted = verb.is_some_and(|verb| {
        verb.any(Classes::of(&[Class::Verb, Class::Lead, Class::Rise])) && !verb.is(Class::StockVerb)
    });
    // 脱贫324户, 供热改造7638户: what was done with households or happened to them.
    let deeds = Classes::of(&[Class::Act, Class::Event, Class::Verb]);
    let come = |item: &Item<'_>| item.is(Class::To) && item.span.start >= subject.end;
    let done = token::ending(place.text, subject, deeds, place.catalogue).is_some()
        && !place.clause.items.iter().any(come);
    if (bodies(place, figure) || stands(place, figure, subject)) && !follows && !acted && !done {
        return true;
    }
    // 港口通过能力达12亿吨: what could be is so at a time.
    if !follows && !acted && capacity::is_told(place.text, figure, place.catalogue) {
        return true;
    }
    if follows {
        // 建设1个中心，5个重点学科: what is wanted is still to be done, wherever its verb stands.
        return figure.mode != Mode::Plan && leads(place, figure.span);
    }
    place
        .clause
        .items
        .iter()
        .any(|item| item.span.end <= subject.start && item.is(Class::Stock))
}
