//! Additions told in words: 加上A、B后，总计T; A、B，合计T.

use super::Found;
use super::fit::{self, Fit};
use super::scene::{Fact, REACH, Scene};
use juyan_catalogue::{Class, UnitClass};
use juyan_model::{ClaimKind, ClaimOrigin, Span};

/// Finds both forms.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for word in scene.words() {
        if word.is(Class::Plus) && scene.opens_clause(word.span.start) {
            plus(scene, word.span, found);
        } else if word.is(Class::InAll) {
            in_all(scene, word.span, found);
        } else if word.is(Class::Cumulative) {
            over_years(scene, word.span, found);
        }
    }
}

/// 加上A、B、C后，T: what was told before, A, B and C make T.
fn plus(scene: &Scene<'_>, word: Span, found: &mut Found<'_>) -> Option<()> {
    let span = Span::new(word.end, scene.stops.sentence_end(word.end));
    let bracket = scene.stops.bracket(word.start);
    let levels: Vec<&Fact<'_>> = scene
        .facts_in(span)
        .iter()
        .take(REACH)
        .filter(|fact| fact.is_level() && fact.bracket == bracket)
        .collect();
    let at = levels.iter().skip(1).position(|fact| closes(scene, fact))? + 1;
    let (told, total) = (levels.get(..at)?, *levels.get(at)?);
    // 加上转移性收入38亿元，其中：A、B，收入合计43亿元: A and B are in the 38 already.
    let within = |part: &&&Fact<'_>| {
        let whole = found.whole_of(part.id);
        whole.is_some_and(|(_, whole)| told.iter().any(|other| other.id == whole))
    };
    let added: Vec<&Fact<'_>> = told.iter().filter(|part| !within(part)).copied().collect();
    if !added.iter().all(|part| part.is_like(total)) {
        return None;
    }
    let mut sums = bases(scene, word, total, found).into_iter().map(|mut base| {
        base.extend(added.iter().copied());
        base
    });
    let first = sums.next()?;
    let fits = |all: &Vec<&Fact<'_>>| fit::sum(total, all) == Some(Fit::Whole);
    let others: Vec<Vec<&Fact<'_>>> = sums.collect();
    let readings = 1 + others.len();
    let parts = if fits(&first) {
        first
    } else {
        others.into_iter().find(fits).unwrap_or(first)
    };
    found.among(readings, |found| {
        found.sum(ClaimKind::Sum, ClaimOrigin::Stated, total, &parts);
    });
    Some(())
}

/// What the addition may begin with, the likeliest first: all that the sentence told before 加上 and that is no part of
/// something else, or one of these, or what 其中 told of them (总收入41亿元，其中地方收入27亿元；加上补助12亿元，收入合计39亿元); else the
/// main level of the sentence before.
fn bases<'s, 'a>(
    scene: &'s Scene<'a>,
    word: Span,
    total: &Fact<'_>,
    found: &Found<'_>,
) -> Vec<Vec<&'s Fact<'a>>> {
    let bracket = scene.stops.bracket(word.start);
    let index = scene.facts.partition_point(|fact| fact.start() < word.start);
    let may = |fact: &&'s Fact<'a>| {
        fact.is_like(total) && fact.bracket == bracket && found.whole_of(fact.id).is_none()
    };
    let Some(nearest) = scene.before(index).find(may) else {
        return Vec::new();
    };
    let here = scene.stops.segment(word.start);
    let mut told: Vec<&Fact<'a>> = scene
        .before(index)
        .take_while(|fact| {
            fact.sentence == nearest.sentence && (nearest.segment != here || fact.segment == here)
        })
        .filter(may)
        .collect();
    told.reverse();
    let single = told.iter().map(|fact| vec![*fact]);
    if nearest.sentence == scene.stops.sentence(word.start) {
        let among = scene
            .before(index)
            .take_while(|fact| fact.sentence == nearest.sentence);
        let among = among.filter(|fact| fact.is_like(total) && fact.bracket == bracket && !may(fact));
        let among = among.map(|fact| vec![fact]);
        std::iter::once(told.clone()).chain(single).chain(among).collect()
    } else {
        single.collect()
    }
}

/// Whether the words before `fact` say that the addition is over: 后, 总计.
fn closes(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    scene
        .words_in(fact.lead)
        .iter()
        .any(|word| word.is(Class::After) || word.is(Class::InAll))
        || fact.names(Class::IncomeTotal)
        || fact.names(Class::OutlayTotal)
}

/// 分别为86亿元、94亿元、98亿元，三年累计278亿元: as many years as amounts were dealt out right before.
fn over_years(scene: &Scene<'_>, word: Span, found: &mut Found<'_>) -> Option<()> {
    let total = scene
        .facts_in(Span::new(word.end, scene.stops.segment_end(word.end)))
        .first()
        .filter(|total| {
            total.is_level() && total.lead.start < word.start && total.start() <= word.end + NEAR
        })?;
    let led = Span::new(total.lead.start, word.start).of(scene.text);
    let years = led.strip_prefix(['，', ','])?;
    let number = crate::numeral_unspaced(years, &scene.catalogue.numerals)?;
    let mark = years.get(number.len..)?;
    let counted = usize::try_from(number.value?.trunc().mantissa()).ok()?;
    let mut marks = scene.catalogue.list("date.year").iter();
    if !marks.any(|year| year == mark) || counted < 2 {
        return None;
    }
    let last = scene
        .before(total.index)
        .next()
        .filter(|last| last.is_like(total))?;
    let others = scene
        .before(last.index)
        .take_while(|fact| fact.is_like(last) && scene.is_listed(fact, last));
    let mut told: Vec<&Fact<'_>> = std::iter::once(last).chain(others).collect();
    told.reverse();
    if told.len() == counted {
        found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, &told);
    }
    Some(())
}

/// A、B，合计T: the levels before in the same sentence make T.
fn in_all(scene: &Scene<'_>, word: Span, found: &mut Found<'_>) -> Option<()> {
    let total = scene
        .facts_in(Span::new(word.end, scene.stops.sentence_end(word.end)))
        .first()?;
    let tight = total.is_level() && total.lead.start <= word.start && total.start() <= word.end + NEAR;
    // 扣除0.6亿元后，合计17.9亿元: what was taken off is not added.
    let before = Span::new(scene.stops.sentence_start(word.start), word.start);
    if !tight || scene.says(before, Class::Plus) || scene.says(before, Class::Deduct) {
        return None;
    }
    // 第二批项目8个开工6个: what is told of the 8 in the same breath is some of them.
    let of_other = |fact: &Fact<'_>| {
        let before = scene.before(fact.index).next();
        let lead = fact.lead.of(scene.text);
        let joined = scene.catalogue.lexicon.begins(lead, Class::And);
        let breath = !joined && !lead.contains(|sign: char| !sign.is_alphanumeric());
        breath && before.is_some_and(|other| other.is_like(fact) && other.end() == fact.lead.start)
    };
    let free = |fact: &&Fact<'_>| {
        let whole = fact.is_like(total) && fact.bracket == total.bracket && !of_other(fact);
        whole && found.whole_of(fact.id).is_none()
    };
    let near = scene
        .before(total.index)
        .take_while(|fact| fact.paragraph == total.paragraph);
    let mut told: Vec<&Fact<'_>> = near.filter(free).take(LONGEST).collect();
    if told.first().is_none_or(|last| last.sentence != total.sentence) && total.bracket.is_none() {
        let bracketed = in_brackets(scene, total);
        if bracketed.len() > 1 {
            told = bracketed;
        }
    }
    told.reverse();
    let here = told.iter().filter(|fact| fact.sentence == total.sentence).count();
    let tail = |count: usize| told.get(told.len() - count..).unwrap_or_default();
    let fits = |count: &usize| fit::sum(total, tail(*count)) == Some(Fit::Whole);
    // Sentences before belong to it only where three and more amounts come out exactly.
    let mut readings = std::iter::once(here)
        .filter(|count| *count >= 2)
        .chain(2..=here)
        .chain(3..=told.len());
    let fitting = readings.find(fits);
    // 分别为92亿元、104亿元、106亿元，全年合计302亿元: what is dealt out right before is what comes to it.
    let dealt = tail(here)
        .iter()
        .skip(1)
        .all(|fact| fact.lead.of(scene.text).trim() == "、");
    let led = Span::new(total.lead.start, word.start).of(scene.text);
    let led = led
        .strip_prefix(['，', ','])
        .is_some_and(|led| led.chars().count() <= LED);
    let alone = here >= 2 && (scene.opens_clause(word.start) || dealt && led && here >= 3);
    let number = counted(scene, word, total);
    // 产值1.94亿元…；产值3.86亿元…；产值2.15亿元。三项合计产值7.95亿元: so many of that name were told just before.
    let namesakes = told
        .iter()
        .rev()
        .take_while(|fact| !total.subject.is_empty() && fact.subject.ends_with(total.subject));
    let named = number.filter(|count| here == 0 && *count == namesakes.count() && *count >= 2);
    let counted = number.filter(|count| (2..=here).contains(count)).or(named);
    let count = fitting.or(counted).or(alone.then_some(here))?;
    // Two and more of this sentence, three and more with those before it.
    let readings = here.max(told.len()).saturating_sub(1);
    found.among(readings, |found| {
        found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, tail(count));
    });
    Some(())
}

/// The amounts that stand each in brackets of its own behind a name, the nearest first: 病毒性肝炎（352例）、肺结核（187例），合计539例.
fn in_brackets<'s, 'a>(scene: &'s Scene<'a>, total: &Fact<'a>) -> Vec<&'s Fact<'a>> {
    let mut told: Vec<&Fact<'a>> = Vec::new();
    let near = scene
        .before(total.index)
        .take_while(|fact| fact.sentence == total.sentence);
    for fact in near.take(LONGEST) {
        let own = fact.bracket.is_some() && told.last().is_none_or(|last| last.bracket != fact.bracket);
        let joined = told.last().is_none_or(|last| {
            let between = scene.between(fact, last);
            between.starts_with(['）', ')']) && between.contains('、')
        });
        if !(own && joined && fact.is_like(total)) {
            break;
        }
        told.push(fact);
    }
    told
}

/// How many amounts are told to be added: 三 of 三项合计, which counts nothing else.
fn counted(scene: &Scene<'_>, word: Span, total: &Fact<'_>) -> Option<usize> {
    let led = Span::new(total.lead.start, word.start).of(scene.text);
    let led = led.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let told = crate::numeral_unspaced(led, &scene.catalogue.numerals).filter(|number| {
        let unit = led.get(number.len..).and_then(|unit| scene.catalogue.unit(unit));
        unit.is_some_and(|unit| unit.class == UnitClass::Counter)
    });
    if let Some(value) = told.and_then(|number| number.value) {
        return usize::try_from(value.trunc().mantissa()).ok();
    }
    let number = scene.before(total.index).next()?;
    let tells = number.end() == word.start && number.is_level() && scene.counts(number);
    let value = number.value().filter(|_| tells)?.trunc();
    usize::try_from(value.mantissa()).ok()
}

/// How many characters may stand before 合计 in its clause: 全年.
const LED: usize = 4;

/// How many amounts before 合计 are tried.
const LONGEST: usize = 24;

/// How many bytes may stand between 合计 and its figure: two characters.
const NEAR: usize = 6;
