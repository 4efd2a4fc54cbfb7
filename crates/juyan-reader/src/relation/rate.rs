//! Named rates and what they are the rate of: 34家，已复工26家，复工率76%.

use super::Found;
use super::dealt;
use super::fit;
use super::named;
use super::pairs::Pairs;
use super::progress;
use super::scene::{Fact, Scene};
use super::share;
use super::subject::{plain, shared};
use super::whole::at_one_time;
use juyan_catalogue::{Class, Classes, IdentityKind};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Decimal, MemberRole, Role, Span};

/// Finds the counts or amounts behind each named rate.
pub(super) fn find(scene: &Scene<'_>, pairs: &Pairs, found: &mut Found<'_>) {
    for rate in scene.facts.iter().filter(|fact| is_rate(fact)) {
        if found.explains(rate.id) || pairs.is_left(rate) {
            continue;
        }
        let is_dealt = dealt::is_dealt(scene, rate);
        if is_dealt && dealt::find(scene, rate, found).is_some() {
            continue;
        }
        if let Some((part, whole)) = by_name(scene, rate, found) {
            found.ratio(ClaimOrigin::Implied, rate, part, whole);
            continue;
        }
        match stem(scene, rate.subject).and_then(|stem| {
            operands(
                Sought {
                    scene,
                    rate,
                    stem,
                    timeless: is_timeless(scene, pairs, rate),
                },
                found,
            )
        }) {
            Some((part, whole)) if is_told_already(rate, part, whole, found) => {}
            // 分别为72.7%、72.0%: of several that are dealt out at once each is of things of its own.
            Some((part, whole)) if is_dealt && fit::ratio(rate, part, whole) != Some(true) => {}
            // 超额完成18项，完成11项，完成率90.6%: the rate is of both.
            Some((part, whole)) if is_one_of_several(scene, rate, part, whole) => {}
            Some((part, whole)) if progress::is_in_list(scene, rate, part, whole) => {}
            Some((part, whole)) => {
                let other = told_of(scene, part, whole, found).or_else(|| reached(scene, whole, found));
                match other {
                    None => found.ratio(ClaimOrigin::Implied, rate, part, whole),
                    Some(other) => of_either(rate, part, [other, whole], found),
                }
            }
            None => match by_clause(scene, rate).or_else(|| by_deed(scene, rate)) {
                Some((part, whole)) if is_one_of_several(scene, rate, part, whole) => {}
                Some((part, whole)) => found.ratio(ClaimOrigin::Implied, rate, part, whole),
                None if is_dealt => {}
                None => counted(scene, rate, found),
            },
        }
    }
}

/// The two numbers before the rate in its sentence that the catalogue says it is the quotient of: 受理164件，审结159件，结案率97%.
fn by_name<'s, 'a>(
    scene: &'s Scene<'a>,
    rate: &Fact<'_>,
    found: &Found<'_>,
) -> Option<(&'s Fact<'a>, &'s Fact<'a>)> {
    let mut rates = scene.catalogue.rates.iter();
    let known = rates.find(|known| known.is_called(rate.subject))?;
    named::operands(scene, known, rate, found).filter(|(part, whole)| whole.value() >= part.value())
}

/// Whether a claim is of a rate that is by the trade's custom of something that reports seldom tell beside it, and does not come
/// out: 出栏率 of what there was when the year began.
pub(super) fn is_of_untold(scene: &Scene<'_>, claim: &Claim) -> bool {
    let fact = |role| scene.fact(claim.one(role)?);
    let members = || {
        let part = fact(MemberRole::Numerator)?;
        Some((fact(MemberRole::Ratio)?, part, fact(MemberRole::Denominator)?))
    };
    let Some((rate, part, whole)) = members().filter(|_| claim.kind == ClaimKind::Ratio) else {
        return false;
    };
    let clause = rate.clause.of(scene.text);
    let mut names = scene.catalogue.list("rates.of-untold").iter();
    names.any(|name| rate.subject.ends_with(name.as_str()) || clause.ends_with(name.as_str()))
        && fit::ratio(rate, part, whole) != Some(true)
}

fn is_rate(fact: &Fact<'_>) -> bool {
    matches!(fact.figure.role, Role::Level | Role::Progress | Role::Share)
        && fact.value().is_some()
        && fact.unit().ends_with(['%', '％'])
}

/// The name of a rate without the word that makes it one: 复工 of 复工率.
fn stem<'a>(scene: &Scene<'_>, subject: &'a str) -> Option<&'a str> {
    let subject = until_from(scene, subject);
    let ends = subject.char_indices().rev().take(SUFFIX).map(|(at, _)| at);
    let mut stems = ends.filter(|at| {
        let suffix = subject.get(*at..).unwrap_or_default();
        scene.catalogue.lexicon.is(suffix, Class::RateSuffix)
    });
    subject.get(..stems.next()?).filter(|stem| !stem.is_empty())
}

/// The subject without what it came from, where that was read into it: 城镇化率由上年末的.
fn until_from<'a>(scene: &Scene<'_>, subject: &'a str) -> &'a str {
    let mut places = subject.char_indices().map(|(at, _)| at).skip(1);
    let from = places.find(|at| {
        let mut words = scene
            .catalogue
            .lexicon
            .words(subject.get(*at..).unwrap_or_default());
        words.next().is_some_and(|hit| hit.entry.classes.has(Class::From))
    });
    subject.get(..from.unwrap_or(subject.len())).unwrap_or(subject)
}

/// How many characters the end of a rate's name may have.
const SUFFIX: usize = 2;

/// A rate and what its parts are looked for by.
#[derive(Clone, Copy)]
struct Sought<'s, 'a> {
    scene: &'s Scene<'a>,
    rate: &'s Fact<'a>,
    /// The rate's name without the word that makes it one.
    stem: &'s str,
    /// Whether its own time is not told.
    timeless: bool,
}

/// Whether a rate that something went to bears the time of what it came from, and so none of its own.
fn is_timeless(scene: &Scene<'_>, pairs: &Pairs, rate: &Fact<'_>) -> bool {
    pairs
        .origin(scene, rate.id)
        .is_some_and(|before| before.figure.period == rate.figure.period)
}

/// The level in the rate's sentence whose name the rate takes up, and its whole.
fn operands<'s, 'a>(sought: Sought<'s, 'a>, found: &Found<'_>) -> Option<(&'s Fact<'a>, &'s Fact<'a>)> {
    let Sought {
        scene,
        rate,
        stem,
        timeless,
    } = sought;
    let last: String = stem
        .chars()
        .skip(stem.chars().count().saturating_sub(3))
        .collect();
    let near = scene
        .before(rate.index)
        .take_while(|fact| fact.sentence == rate.sentence && fact.paragraph == rate.paragraph);
    let named = near.filter(|fact| {
        fact.is_level()
            && (timeless || at_one_time(fact, rate))
            && shared(&last, fact.subject) >= 2
            && !is_ongoing(scene, fact)
            && !is_taken_off(scene, stem, fact)
            && negated(scene, stem) == negated(scene, fact.subject)
    });
    let mut best: Option<&Fact<'a>> = None;
    for fact in named {
        if best.is_none_or(|best| shared(stem, fact.subject) > shared(stem, best.subject)) {
            best = Some(fact);
        }
    }
    let part = best?;
    if let Some((_, whole)) = found.whole_of(part.id) {
        let whole = scene.fact(whole)?;
        let meant = shared(&last, whole.subject) < 2 && !is_of_another(scene, rate, whole);
        return meant.then_some((part, whole));
    }
    // What a known indicator is the rate of is not what happens to stand beside it: 失业率.
    let known = scene
        .catalogue
        .lexicon
        .get(rate.subject)
        .is_some_and(|entry| !entry.indicators.is_empty());
    // 开工40个，开工率: what bears the rate's own name and no other is what was done.
    let done = is_done(scene, part) || part.subject == stem;
    if known && !done {
        return None;
    }
    let back = if scene.counts(part) { COUNTED } else { 1 };
    let before = || {
        scene
            .before(part.index)
            .take_while(|fact| fact.sentence + back >= part.sentence && fact.paragraph == part.paragraph)
    };
    // 整治任务1260亩，已整治1134亩，整治率90%: what the task was called by the same verb is told by the numbers.
    let whole = before()
        .take_while(|fact| fact.sentence == part.sentence)
        .find(|fact| fact.is_level() && fact.is_like(part) && fit::ratio(rate, part, fact) == Some(true))
        .or_else(|| {
            before().find(|fact| {
                let free = found.whole_of(fact.id).is_none() && fact.bracket == part.bracket;
                let holds = fact.sentence == part.sentence || may_hold(fact, part);
                // 总产值86.4亿元；建筑业增加值6.2亿元，增值率24.1%: an amount in a part of the sentence of its own is of something else.
                let together = scene.counts(part) || fact.segment == part.segment;
                free && holds
                    && together
                    && fact.is_level()
                    && fact.unit() == part.unit()
                    && shared(&last, fact.subject) < 2
            })
        })?;
    // 新开工30个，续建32个，开工50个: what is less than was done is not the whole of it.
    if part.subject == stem && whole.value() < part.value() {
        return None;
    }
    let own_name = part.subject == rate.subject || !(adjoins(scene, whole, part, found) || done);
    (!own_name).then_some((part, whole))
}

/// Whether `part` is not so much larger that `whole` of a sentence before cannot be what it is some of, be it told wrongly:
/// 就业困难人员203人。参保16.83万人，参保率98.7%.
fn may_hold(whole: &Fact<'_>, part: &Fact<'_>) -> bool {
    let ten_times = whole.value().and_then(|whole| whole.checked_mul(Decimal::TEN));
    ten_times >= part.value()
}

/// Whether what a clause ends with is denied there: 不合格 is no 合格.
fn is_denied(scene: &Scene<'_>, said: &str, stem: &str) -> bool {
    let before = said.strip_suffix(stem).unwrap_or_default();
    let last = before.char_indices().next_back();
    last.is_some_and(|(at, _)| before.get(at..).is_some_and(|word| negated(scene, word)))
}

/// Whether a name begins with a negation: what is 不合格 is no part of a 合格率.
fn negated(scene: &Scene<'_>, name: &str) -> bool {
    scene.catalogue.lexicon.begins(name, Class::Negation)
}

/// Whether what was reckoned before is the quotient of the same two numbers, so that another rate that does not come out is
/// of something else: 办结率99.6%，提前办结率87.3%.
fn is_told_already(rate: &Fact<'_>, part: &Fact<'_>, whole: &Fact<'_>, found: &Found<'_>) -> bool {
    let mut ratios = found
        .claims
        .iter()
        .rev()
        .take(RECENT)
        .filter(|claim| claim.kind == ClaimKind::Ratio);
    fit::ratio(rate, part, whole) != Some(true)
        && ratios.any(|claim| {
            claim.one(MemberRole::Numerator) == Some(part.id)
                && claim.one(MemberRole::Denominator) == Some(whole.id)
        })
}

/// How many claims back the rate before may have been found.
const RECENT: usize = 4;

/// The level before the rate whose clause ends with what the rate is called, and the one right before it: 办理13258件，按时办结13125件，
/// 按时办结率99.0%; 92个计划开工项目已开工51个，开工率55.4%. Names are cut where words of time or manner stand in them.
fn by_clause<'s, 'a>(scene: &'s Scene<'a>, rate: &Fact<'_>) -> Option<(&'s Fact<'a>, &'s Fact<'a>)> {
    let name = rate.figure.subject.filter(|name| name.end <= rate.start())?;
    // 35项指标完成率: the things that it is the rate of are counted in its own clause.
    rate.lead
        .of(scene.text)
        .contains(['，', ',', '；', ';'])
        .then_some(())?;
    let clause = rate.clause;
    let stem = stem(
        scene,
        Span::new(clause.start.min(name.start), name.end).of(scene.text),
    )?;
    let mut near = scene
        .before(rate.index)
        .take_while(|fact| fact.sentence == rate.sentence && fact.bracket == rate.bracket);
    let part = near.find(|fact| {
        let said = fact.clause.of(scene.text);
        let is_done = !is_ongoing(scene, fact) && !is_denied(scene, said, stem);
        fact.is_level() && said.ends_with(stem) && is_done && !is_taken_off(scene, stem, fact)
    })?;
    let whole = scene.before(part.index).find(|fact| fact.is_level())?;
    let said = whole.clause.of(scene.text);
    let fits = whole.is_like(part) && whole.value() >= part.value() && !said.ends_with(stem);
    (fits && whole.sentence == part.sentence && whole.bracket == part.bracket && stem.chars().count() >= 2)
        .then_some((part, whole))
}

/// The count of a clause whose thing did what the rate is called by, and the count of all of them right before it:
/// 63个新开工项目共有47个项目实现开工，开工率74.6%.
fn by_deed<'s, 'a>(scene: &'s Scene<'a>, rate: &Fact<'_>) -> Option<(&'s Fact<'a>, &'s Fact<'a>)> {
    let stem = stem(scene, rate.subject).filter(|stem| stem.chars().count() >= 2)?;
    let mut before = scene
        .before(rate.index)
        .take_while(|fact| fact.sentence == rate.sentence && fact.bracket == rate.bracket);
    let (part, whole) = (before.next()?, before.next()?);
    let told = Span::new(part.end(), rate.clause.start.max(part.end())).of(scene.text);
    let mut clauses = told.split(['，', ',']);
    let did = clauses.next().is_some_and(|deed| deed.ends_with(stem)) && clauses.all(str::is_empty);
    let counted = scene.counts(part) && part.is_level() && whole.is_level() && whole.is_like(part);
    let together = !part.lead.of(scene.text).contains(['，', ',', '、']) && whole.value() >= part.value();
    (did && counted && together).then_some((part, whole))
}

/// Whether a count is of what is not done yet, and so is not what a rate is the rate of: 已整改142个，正在整改44个，整改率76.3%.
fn is_ongoing(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let clause = fact.clause.of(scene.text);
    let own = clause.rsplit('、').next().unwrap_or(clause);
    let mut words = scene.catalogue.list("states.ongoing").iter();
    words.any(|word| own.contains(word.as_str()) || fact.subject.contains(word.as_str()))
}

/// Whether an amount is what was taken off what the rate is of: 处置不良贷款1.27亿元，不良贷款率降至1.86%.
fn is_taken_off(scene: &Scene<'_>, stem: &str, fact: &Fact<'_>) -> bool {
    let clause = fact.clause.of(scene.text);
    let own = clause.rsplit('、').next().unwrap_or(clause);
    let mut words = scene.catalogue.list("rates.taken-off").iter();
    words.any(|word| own.contains(word.as_str()) && !stem.contains(word.as_str()))
}

/// Whether a known rate is by its definition of another indicator than `whole` is: 城镇化率 is of 常住人口 and not of 户籍人口.
fn is_of_another(scene: &Scene<'_>, rate: &Fact<'_>, whole: &Fact<'_>) -> bool {
    let id = |subject: &str| {
        let entry = scene.catalogue.lexicon.get(&plain(subject))?;
        let known = usize::try_from(*entry.indicators.first()?).ok()?;
        scene
            .catalogue
            .indicators
            .get(known)
            .map(|indicator| indicator.id.clone())
    };
    let (Some(rate), Some(whole)) = (id(rate.subject), id(whole.subject)) else {
        return false;
    };
    let mut ratios = scene
        .catalogue
        .identities
        .iter()
        .filter(|identity| identity.kind == IdentityKind::Ratio && identity.total == rate)
        .peekable();
    ratios.peek().is_some() && !ratios.any(|ratio| ratio.parts.last() == Some(&whole))
}

/// The thing of a list that stands right before `part`, which may be of that as well: 45个，其中新建30个，开工22个.
fn told_of<'s, 'a>(
    scene: &'s Scene<'a>,
    part: &Fact<'a>,
    whole: &Fact<'a>,
    found: &Found<'_>,
) -> Option<&'s Fact<'a>> {
    let listed = scene.before(part.index).next()?;
    let some = |fact: &Fact<'a>| {
        let held = found.whole_of(fact.id);
        held.is_some_and(|(claim, _)| claim.kind == ClaimKind::SumPartial)
    };
    let meant = listed.index > whole.index && listed.is_like(part) && some(listed) && !some(part);
    let holds = listed.value() >= part.value();
    (meant && holds && listed.sentence == part.sentence && listed.bracket == part.bracket).then_some(listed)
}

/// What `whole` is the numerator of by a rate of its own, which what was done of it may be some of as well: 165个，开工151个，开工率91.5%；竣工43个，
/// 竣工率26.1%.
fn reached<'s, 'a>(scene: &'s Scene<'a>, whole: &Fact<'a>, found: &Found<'_>) -> Option<&'s Fact<'a>> {
    let mut ratios =
        found.claims.iter().rev().take(RECENT).filter(|claim| {
            claim.kind == ClaimKind::Ratio && claim.one(MemberRole::Numerator) == Some(whole.id)
        });
    scene.fact(ratios.find_map(|claim| claim.one(MemberRole::Denominator))?)
}

/// Whether another count of the sentence bears the rate's name as `part` does, and the rate is not that of `part` alone.
fn is_one_of_several(scene: &Scene<'_>, rate: &Fact<'_>, part: &Fact<'_>, whole: &Fact<'_>) -> bool {
    let Some(stem) = stem(scene, rate.subject) else {
        return false;
    };
    let near = scene
        .before(rate.index)
        .take_while(|fact| fact.sentence == rate.sentence && fact.index > whole.index);
    let others = near.filter(|fact| fact.index != part.index && fact.unit() == part.unit());
    let mut named = others.filter(|fact| {
        let clause = fact.clause.of(scene.text);
        clause.ends_with(stem) && !is_ongoing(scene, fact) && !is_denied(scene, clause, stem)
    });
    named.next().is_some() && fit::ratio(rate, part, whole) != Some(true)
}

/// A rate of one of two wholes: of that which works out; where neither does, who knows.
fn of_either(rate: &Fact<'_>, part: &Fact<'_>, wholes: [&Fact<'_>; 2], found: &mut Found<'_>) {
    let fits = |whole: &&&Fact<'_>| fit::ratio(rate, part, whole) == Some(true);
    let [nearest, _] = wholes;
    let (origin, whole) = match wholes.iter().find(fits) {
        Some(whole) => (ClaimOrigin::Implied, *whole),
        None => (ClaimOrigin::Possible, nearest),
    };
    found.among(wholes.len(), |found| found.ratio(origin, rate, part, whole));
}

/// Whether nothing but what is said of `whole` stands between it and `part`.
fn adjoins(scene: &Scene<'_>, whole: &Fact<'_>, part: &Fact<'_>, found: &Found<'_>) -> bool {
    let mut between = scene
        .before(part.index)
        .take_while(|fact| fact.index > whole.index);
    between.all(|fact| {
        let of = fact.figure.of.unwrap_or(fact.id);
        of == whole.id || found.whole_of(of).is_some_and(|(_, held)| held == whole.id)
    })
}

/// Whether the part is named by what was done to it alone, 已开工, so that its noun stands before.
fn is_done(scene: &Scene<'_>, part: &Fact<'_>) -> bool {
    const DONE: Classes = Classes::of(&[Class::Done, Class::Negation]);
    part.subject.chars().count() <= 5 && scene.catalogue.lexicon.begins(part.subject, DONE)
}

/// How many sentences back the number of things may stand.
const COUNTED: usize = 3;

/// A rate of counted things whose number alone is told: is there a whole number that gives it?
fn counted(scene: &Scene<'_>, rate: &Fact<'_>, found: &mut Found<'_>) {
    let said = rate.subject.char_indices().rev().take(8).any(|(at, _)| {
        let end = rate.subject.get(at..).unwrap_or_default();
        scene.catalogue.lexicon.is(end, Class::CountedRate)
    });
    let shares = rate.figure.role == Role::Share
        && rate.figure.of.is_none()
        && scene.says(rate.lead, Class::ShareNoun);
    // 60%以上 is given by many numbers; what it was raised to is a share of what there is, not of what was just done.
    // 较上半年的2.31%下降: nor is what it is compared with.
    let compared = scene.says(rate.clause, Class::Than);
    let loose = rate.figure.approx.is_some() || moves(scene, rate) || compared;
    if !(said || shares) || loose || share::names_whole(scene, rate) {
        return;
    }
    let mut near = scene
        .before(rate.index)
        .take_while(|fact| fact.sentence == rate.sentence);
    // 注册率91.2%（62个），开工率63.2%: what stands in brackets is of the rate before them.
    if let Some(count) = near
        .find(|fact| fact.is_level() && fact.bracket == rate.bracket)
        .filter(|fact| scene.counts(fact) && fact.figure.approx.is_none() && leads_to(scene, fact, rate))
        .filter(|fact| !has_own_noun(scene, rate) || opens_name(fact, rate))
        .filter(|fact| !is_done_part(scene, fact, rate) && !is_measured(scene, fact, rate))
    {
        // 56个，其中新建31个、续建25个，开复工率92.9%: the rate is of all of them. Behind some of the parts nobody knows.
        let count = match found.whole_of(count.id) {
            Some((claim, whole)) if claim.kind == ClaimKind::Sum => scene.fact(whole).unwrap_or(count),
            Some(_) => return,
            // 102项工程中，已完工58项、在建39项、未动工5项，开工率95.1%: what is told of some speaks of them all no more.
            // Ⅱ类8个、Ⅲ类3个、Ⅳ类1个，达标率91.7%: nor of the last of a list.
            None if is_some_of_counted(scene, count) || ends_list(scene, count) => return,
            None => count,
        };
        found.add(
            ClaimKind::CountRate,
            ClaimOrigin::Possible,
            &[(MemberRole::Ratio, rate), (MemberRole::Denominator, count)],
        );
    }
}

/// Whether a count is of some of what was counted before it in its sentence: 102项工程中，…未动工5项.
fn is_some_of_counted(scene: &Scene<'_>, count: &Fact<'_>) -> bool {
    let mut before = scene
        .before(count.index)
        .take_while(|fact| fact.sentence == count.sentence);
    before.any(|fact| fact.is_like(count) && scene.opens_among(fact))
}

/// Whether a count is the last of several that are told one after the other.
fn ends_list(scene: &Scene<'_>, count: &Fact<'_>) -> bool {
    let lead = count.lead.of(scene.text).trim_start();
    let joined = lead.starts_with('、') || scene.catalogue.lexicon.begins(lead, Class::And);
    let before = scene.before(count.index).next();
    joined && before.is_some_and(|other| other.is_like(count) && other.end() == count.lead.start)
}

/// Whether what is counted is measured at again and again, so that a rate is one of what was measured: 监测点位15个，昼间达标率96.7%.
fn is_measured(scene: &Scene<'_>, count: &Fact<'_>, rate: &Fact<'_>) -> bool {
    let clause = count.clause.of(scene.text);
    let mut words = scene.catalogue.list("rates.measured").iter();
    words.any(|word| {
        let counted = clause.contains(word.as_str()) || count.subject.contains(word.as_str());
        counted && !rate.subject.contains(word.as_str())
    })
}

/// Whether a count bears the rate's own name, so that the rate is not of these: 已开工51个，开工率82.3%.
fn is_done_part(scene: &Scene<'_>, count: &Fact<'_>, rate: &Fact<'_>) -> bool {
    stem(scene, rate.subject).is_some_and(|stem| {
        let clause = count.clause.of(scene.text);
        // 已开工51个, 已开工建设81个: the word for done stands right before the rate's name.
        let done = |(at, _): (usize, &str)| {
            let before = clause
                .get(..at)
                .and_then(|before| before.char_indices().next_back());
            let from = before.and_then(|(from, _)| clause.get(from..));
            from.is_some_and(|from| scene.catalogue.lexicon.begins(from, Class::Done))
        };
        clause.rmatch_indices(stem).take(2).any(done)
            || bears_denial(scene, clause, stem)
            || negated(scene, stem) != negated(scene, count.subject)
            || count.subject == stem
            || is_done(scene, count) && count.subject.ends_with(stem)
    })
}

/// Whether what ends the rate's name is denied there and before a count, so that it is what was found: 检出不合格样品37批次，不合格率2.00%.
fn bears_denial(scene: &Scene<'_>, clause: &str, stem: &str) -> bool {
    let start = stem.char_indices().rev().nth(2).map(|(at, _)| at);
    start
        .and_then(|at| stem.get(at..))
        .is_some_and(|end| negated(scene, end) && clause.contains(end))
}

/// Whether a rate is told as what something was raised or fell to.
fn moves(scene: &Scene<'_>, rate: &Fact<'_>) -> bool {
    const MOVES: Classes = Classes::of(&[Class::To, Class::From]);
    scene
        .words_in(rate.lead)
        .iter()
        .rev()
        .take(2)
        .any(|word| word.any(MOVES) && word.any(Classes::of(&[Class::Rise, Class::Fall, Class::From])))
}

/// Whether a rate says itself what it is the rate of, and so not of what was counted before: 规上制造企业智能应用场景覆盖率.
fn has_own_noun(scene: &Scene<'_>, rate: &Fact<'_>) -> bool {
    let name = plain(rate.subject);
    let stem = stem(scene, &name).unwrap_or(&name);
    stem.chars().count() > NOUN
}

/// Whether what is counted opens the rate's own name: 310条河流优良水体比例.
fn opens_name(count: &Fact<'_>, rate: &Fact<'_>) -> bool {
    rate.figure
        .subject
        .is_some_and(|subject| subject.start == count.end())
}

/// How many characters the name of a rate may have that leaves open of what it is: 全程网办.
const NOUN: usize = 6;

/// Whether nothing but other rates stands between a count and the rate, so that it speaks of the things counted.
fn leads_to(scene: &Scene<'_>, count: &Fact<'_>, rate: &Fact<'_>) -> bool {
    let between = Span::new(count.end(), rate.start());
    let text = between.of(scene.text);
    if text.contains(['；', ';']) {
        return false;
    }
    let commas: Vec<usize> = text
        .match_indices(['，', ','])
        .map(|(at, _)| between.start + at)
        .collect();
    commas.windows(2).all(|pair| match pair {
        [from, to] => !scene.facts_in(Span::new(*from, *to)).is_empty(),
        _ => true,
    })
}
