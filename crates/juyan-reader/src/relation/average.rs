//! An average beside its total and the number it is divided by: 人均X, X, 人口. Which population is meant is seldom said, so
//! these are only possible claims. What is averaged by the day is divided by the days of the total's period.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::{plain, shared};
use super::whole::at_one_time;
use juyan_catalogue::{Class, Classes, Family, Unit, UnitClass, names_either};
use juyan_model::{ClaimKind, ClaimOrigin, Decimal, MemberRole, Period, Rational, Span, rational};

/// Finds the total and the count of each average of its paragraph.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    for average in scene.facts.iter().filter(|fact| fact.is_level()) {
        let Some(hit) = scene
            .catalogue
            .lexicon
            .longest_if(average.subject, Class::PerHead)
        else {
            beside(scene, average, found);
            continue;
        };
        let name = plain(average.subject.get(hit.len..).unwrap_or_default());
        let near = || {
            scene
                .before(average.index)
                .take_while(|fact| fact.paragraph == average.paragraph && fact.scope == average.scope)
        };
        let total = near().find(|fact| {
            fact.is_level()
                && fact.unit() == average.unit()
                && at_one_time(fact, average)
                && plain(fact.subject) == name
        });
        let head = average.subject.chars().next().unwrap_or_default();
        let count = near().find(|fact: &&Fact<'_>| {
            fact.is_level() && fact.unit().chars().eq([head]) && at_one_time(fact, average)
        });
        if let (false, Some(total), Some(count)) = (name.is_empty(), total, count) {
            let members = [
                (MemberRole::Ratio, average),
                (MemberRole::Numerator, total),
                (MemberRole::Denominator, count),
            ];
            found.add(ClaimKind::Average, ClaimOrigin::Possible, &members);
        } else {
            beside(scene, average, found);
        }
    }
}

fn beside(scene: &Scene<'_>, average: &Fact<'_>, found: &mut Found<'_>) {
    let each = divisor(scene, average);
    if in_sentence(scene, average, each, found).is_none()
        && let Some(each) = each
    {
        by_day(scene, average, each, found);
    }
}

/// 全年处理污水109.8万立方米，日均3000立方米: the amount just before, of a period that is told there. Whether every day of it
/// counts is not told, nor how roughly the average was reckoned; so where it comes out as far as its last figure that is no
/// nought, nothing is asked.
fn by_day(scene: &Scene<'_>, average: &Fact<'_>, each: &str, found: &mut Found<'_>) -> Option<()> {
    let total = scene
        .before(average.index)
        .next()
        .filter(|_| is_days(scene, each))?;
    let here = total.sentence == average.sentence && total.bracket == average.bracket;
    let lead = scene.said_before(total);
    // 日均处理3000立方米: the verb alone is said again.
    let verb = own_name(scene, average);
    if !(verb.is_empty() || verb.chars().count() == VERB && total.clause.of(scene.text).contains(verb)) {
        return None;
    }
    let mut periods = scene.catalogue.list("average.periods").iter();
    let told = periods.any(|period| lead.contains(period.as_str()));
    // “五一”假期5天接待游客12.5万人次，日均2.5万人次.
    let counted = scene
        .before(total.index)
        .next()
        .filter(|days| days.sentence == total.sentence && days.is_level() && is_days(scene, days.unit()));
    if let Some(days) = counted {
        let members = [
            (MemberRole::Ratio, average),
            (MemberRole::Numerator, total),
            (MemberRole::Denominator, days),
        ];
        found.add(ClaimKind::Average, ClaimOrigin::Possible, &members);
        return Some(());
    }
    let period = total.figure.period.filter(|period| !period.is_instant())?;
    // 2024年接待: the year before is that of the average behind as well.
    let year = format!(
        "{}{}",
        period.to.year(),
        scene.catalogue.list("date.year").first()?
    );
    let dated = Period::year(period.to.year()) == Some(period) && lead.contains(&year);
    let timed = dated || told && average.figure.period == Some(period);
    let whole = here && timed && total.adds_to(average);
    if whole && !comes_out(total, average, period.days())? {
        let members = [(MemberRole::Ratio, average), (MemberRole::Numerator, total)];
        found.add(ClaimKind::Average, ClaimOrigin::Possible, &members);
    }
    Some(())
}

/// Whether a unit is that of days.
fn is_days(scene: &Scene<'_>, unit: &str) -> bool {
    let unit = scene.catalogue.unit(unit);
    unit.is_some_and(|unit| {
        unit.class == UnitClass::Time && unit.factor.is_some_and(|factor| factor.numerator == DAY)
    })
}

/// How many characters a verb has.
const VERB: usize = 2;

/// The seconds of a day, which is what units of time are told in.
const DAY: u64 = 86_400;

/// Whether `total` ÷ `days` is `average` to its last figure that is no nought.
fn comes_out(total: &Fact<'_>, average: &Fact<'_>, days: i32) -> Option<bool> {
    let step = average.figure.printed?.last_significant_digit();
    let reckoned = rational(total.value()?).checked_div(&Rational::whole(days.into()))?;
    Some((reckoned - rational(average.value()?)).abs() <= step)
}

/// 农户1.2万户，发放补贴3600万元，户均3000元: the only count in the sentence's unit, and the nearest amount that can be
/// divided by it.
fn in_sentence<'a>(
    scene: &Scene<'a>,
    average: &Fact<'a>,
    each: Option<&'a str>,
    found: &mut Found<'_>,
) -> Option<()> {
    let (each, name) = divided(scene, average, each)?;
    // 月人均500元 is divided by twelve besides.
    let clause = average.clause.of(scene.text);
    let mut times = scene.catalogue.list("average.times").iter();
    if times.any(|word| clause.contains(word.as_str())) {
        return None;
    }
    let here = |fact: &&Fact<'_>| fact.sentence == average.sentence;
    let before = || scene.before(average.index).take_while(here);
    let behind = scene.after(average.index).take_while(here);
    let near = before()
        .chain(behind)
        .filter(|fact| fact.is_level() && fact.bracket == average.bracket && fact.scope == average.scope);
    let counted = |fact: &&Fact<'_>| fact.is_level() && is_counted_in(scene, fact, each);
    let told: Vec<&Fact<'a>> = before().filter(counted).take(2).collect();
    // 税收9.36亿元，亩均30万元，占地3120亩: what it is divided by may be told last.
    let last = || {
        scene
            .after(average.index)
            .take_while(here)
            .filter(|fact| counted(fact) && is_unit_of(scene, fact, each))
            .take(2)
    };
    let mut counts = if told.is_empty() { last().collect() } else { told }.into_iter();
    let mut visits = before().filter(|fact| fact.is_level() && is_visit(scene, fact, each));
    let mut visited = || visits.next().filter(|_| visits.next().is_none());
    let count = match (counts.next(), counts.next()) {
        // 在校学生932人；发放补助71人次、10.65万元，人均1500元: the visits beside the average are nearer.
        (Some(count), None) if count.segment != average.segment => {
            let nearer = visited().filter(|visit| visit.segment == average.segment);
            nearer.unwrap_or(count)
        }
        (Some(count), None) => count,
        (None, _) => visited()?,
        _ => return None,
    };
    let mut totals = near.filter(|fact| {
        let own = divisor(scene, fact).is_some();
        let told = !own && !is_counted_in(scene, fact, each) && one_kind(scene, fact, average);
        told && at_one_time(fact, average) && !is_extreme(scene, fact)
    });
    let total = totals.next().filter(|_| totals.next().is_none())?;
    // 推广良种4.35万亩，全县产量3.26万吨: who is named anew between the two has another count.
    if count.index < total.index && scene.says(total.lead, Class::Area) {
        return None;
    }
    // 户均增收3000元 is no share of what was invested; 户均5万元 can be of nothing else.
    let members = [
        (MemberRole::Ratio, average),
        (MemberRole::Numerator, total),
        (MemberRole::Denominator, count),
    ];
    let mut places = [count.index, total.index, average.index];
    places.sort_unstable();
    let in_a_row = places
        .windows(2)
        .all(|pair| matches!(pair, [one, other] if one + 1 == *other));
    let origin = match &*plain(name) {
        // Who came twice is counted once by some, so that each had more than that, but not less.
        "" if !is_counted_in(scene, count, each) && !is_below(average, total, count) => ClaimOrigin::Possible,
        // 214个村: some of them may be meant, where more is told between.
        "" if !(in_a_row || is_unit_of(scene, count, each)) => ClaimOrigin::Possible,
        "" => ClaimOrigin::Implied,
        // 播种面积4.35万亩，产量3.26万吨，亩产749公斤: three in a row are of one crop.
        name if plain(total.subject).contains(name) => {
            if is_counted_in(scene, count, each) && in_a_row && yielded(scene, average).is_some() {
                ClaimOrigin::Implied
            } else {
                ClaimOrigin::Possible
            }
        }
        // 5天接待游客12.5万人次，日均接待2.5万人次; 24个项目总投资96亿元，平均每个项目投资4亿元: the name is told in other words.
        name if in_a_row && shared(name, total.clause.of(scene.text)) >= SAME => ClaimOrigin::Possible,
        _ => return None,
    };
    found.add(ClaimKind::Average, origin, &members);
    Some(())
}

/// How many characters of an average's name are told of its total too, where both are of one thing.
const SAME: usize = 2;

/// Whether an average is less than half of what its amounts come to: no way of counting explains that.
fn is_below(average: &Fact<'_>, total: &Fact<'_>, count: &Fact<'_>) -> bool {
    let low = || {
        let reckoned = total.value()?.checked_div(count.value()?)?;
        Some(average.value()?.checked_mul(Decimal::TWO)? < reckoned)
    };
    low().unwrap_or_default() && total.unit() == average.unit()
}

/// Whether an amount is that of the one which has most or least: 村均23.7万元，最高的46.2万元.
fn is_extreme(scene: &Scene<'_>, fact: &Fact<'_>) -> bool {
    let clause = fact.clause.of(scene.text);
    let mut words = scene.catalogue.list("average.extremes").iter();
    words.any(|word| clause.contains(word.as_str()))
}

/// Whether `fact` counts in `each`, leaves open whether it does, or counts things of that name: 214个村 and 每村.
fn is_counted_in(scene: &Scene<'_>, fact: &Fact<'_>, each: &str) -> bool {
    let behind = scene.text.get(fact.end()..).unwrap_or_default();
    let named = fact.subject.ends_with(each) || behind.starts_with(each);
    is_unit_of(scene, fact, each) || scene.counts(fact) && named
}

/// Whether `fact` counts in `each`, or both are words for people: 8.2万名 and 人均.
fn is_unit_of(scene: &Scene<'_>, fact: &Fact<'_>, each: &str) -> bool {
    let people = |unit: &str| {
        let unit = scene.catalogue.unit(unit);
        unit.is_some_and(|unit| unit.family() == Family::Person && unit.is_one())
    };
    fact.unit() == each || names_either(fact.unit(), each) || people(fact.unit()) && people(each)
}

/// Whether `fact` counts the visits of those by whom is divided: 人次 for 人均.
fn is_visit(scene: &Scene<'_>, fact: &Fact<'_>, each: &str) -> bool {
    let family = |unit: &str| scene.catalogue.unit(unit).map(Unit::family);
    family(fact.unit()) == Some(Family::Visit) && family(each) == Some(Family::Person)
}

/// What an average is called besides what it divides by: 产值 of 亩均产值, 产量 of 亩产, nothing of 户均 and 平均每平方米.
fn own_name<'a>(scene: &Scene<'a>, average: &Fact<'a>) -> &'a str {
    let hit = scene
        .catalogue
        .lexicon
        .longest_if(average.subject, Class::PerHead);
    let rest = hit.map_or("", |hit| average.subject.get(hit.len..).unwrap_or_default());
    yielded(scene, average).unwrap_or(rest)
}

/// What is averaged, where the word for the average says it: 产量 of 亩产.
fn yielded<'a>(scene: &Scene<'a>, average: &Fact<'_>) -> Option<&'a str> {
    let names = scene.catalogue.list("average.nouns").iter();
    let mut pairs = names.filter_map(|entry| entry.split_once('='));
    pairs
        .find(|(word, _)| *word == average.subject)
        .map(|(_, noun)| noun)
}

/// The unit by which an average divides, and what else it is called: 户 of 户均, 公里 of 每公里造价, 平方米 of a price in 元/平方米.
fn divided<'a>(scene: &Scene<'a>, average: &Fact<'a>, each: Option<&'a str>) -> Option<(&'a str, &'a str)> {
    if let Some(each) = each {
        return Some((each, own_name(scene, average)));
    }
    let is_price = |name: &str| {
        scene
            .catalogue
            .list("average.prices")
            .iter()
            .any(|word| name.ends_with(word.as_str()))
    };
    if let Some((_, below)) = average
        .figure
        .unit
        .as_deref()
        .and_then(|unit| unit.split_once('/'))
    {
        return is_price(average.subject).then_some((below, ""));
    }
    let clause = average.clause.of(scene.text);
    let mut rests = scene.catalogue.lexicon.places(clause, Class::Each);
    rests.find_map(|rest| {
        let hit = scene.catalogue.lexicon.longest_if(rest, Class::Each)?;
        let (word, behind) = rest.split_at_checked(hit.len)?;
        // 每个项目投资: the word has the unit already.
        let own = word.char_indices().skip(1).find_map(|(at, _)| word.get(at..));
        let own = own.filter(|own| scene.catalogue.unit(own).is_some());
        let (each, name) = if let Some(own) = own {
            (own, behind)
        } else {
            let words = scene.catalogue.lexicon.words(behind);
            let unit = words.filter(|hit| hit.entry.unit.is_some()).last()?;
            behind.split_at_checked(unit.len)?
        };
        let bare = scene
            .catalogue
            .list("average.bare")
            .iter()
            .any(|word| word == name);
        let one = !bare && name.chars().count() <= NAME && name.chars().all(char::is_alphabetic);
        (bare || one).then_some((each, if bare { "" } else { name }))
    })
}

/// How many characters the name of an average may have behind 每 and its unit.
const NAME: usize = 5;

/// The unit by which an average divides: 户 of 户均, 座 of 每座.
fn divisor<'a>(scene: &Scene<'a>, average: &Fact<'a>) -> Option<&'a str> {
    const AVERAGES: Classes = Classes::of(&[Class::PerHead, Class::Each]);
    let words = Span::new(average.lead.start, average.start()).of(scene.text);
    let clause = words.rsplit(['，', ',', '、', '；', ';', '：', '。']).next()?;
    let mut rests = scene.catalogue.lexicon.places(clause, AVERAGES);
    rests.find_map(|rest| {
        let hit = scene.catalogue.lexicon.longest_if(rest, AVERAGES)?;
        if hit.entry.classes.has(Class::PerHead) {
            // 户均, 平均亩产: the first character that is a unit.
            let word = rest.get(..hit.len)?;
            let mut signs = word
                .char_indices()
                .filter_map(|(at, sign)| word.get(at..at + sign.len_utf8()));
            let unit = signs.find(|sign| scene.catalogue.unit(sign).is_some());
            // 村均: the things themselves.
            return unit.or_else(|| word.get(..word.chars().next()?.len_utf8()));
        }
        // 每座200万元, 每村52万元: only the unit or the noun stands between 每 and the amount.
        let behind = rest.get(hit.len..)?.trim();
        let is_noun = (1..=NOUN).contains(&behind.chars().count()) && behind.chars().all(char::is_alphabetic);
        (is_noun || scene.catalogue.unit(behind).is_some()).then_some(behind)
    })
}

/// How many characters what is counted has behind 每 at most: 学校.
const NOUN: usize = 2;

/// Whether both measure one kind of thing: money and money, mass and mass.
fn one_kind(scene: &Scene<'_>, one: &Fact<'_>, other: &Fact<'_>) -> bool {
    let kind = |fact: &Fact<'_>| {
        // A price in 元/平方米 is money.
        let printed = fact
            .unit()
            .split_once('/')
            .map_or(fact.unit(), |(above, _)| above);
        let unit = scene.catalogue.unit(printed)?;
        Some((unit.class, unit.dimension.clone()))
    };
    kind(one).is_some() && kind(one) == kind(other)
}
