//! What is told once of several things that each have it: 第二批、第三批各800万元 is 800万元 twice, 三个镇各建2座 is 2座 three times.

use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::Span;

/// The parts of `total`, those that several things have each as often as there are such things; none where their number is not told and
/// what is printed does not add up.
pub(super) fn laid_out<'p, 'a>(
    scene: &Scene<'_>,
    total: &Fact<'_>,
    parts: &[&'p Fact<'a>],
) -> Option<Vec<&'p Fact<'a>>> {
    let times: Vec<Option<usize>> = parts.iter().map(|part| times(scene, part)).collect();
    if times.iter().all(|times| *times == Some(1)) || fit::sum(total, parts) == Some(Fit::Whole) {
        return Some(parts.to_vec());
    }
    let mut all = Vec::new();
    for (part, times) in parts.iter().zip(times) {
        all.extend(std::iter::repeat_n(*part, times?));
    }
    Some(all)
}

/// How many things have what `part` tells; none where 各 says that there are several and nothing says how many.
fn times(scene: &Scene<'_>, part: &Fact<'_>) -> Option<usize> {
    let apiece = scene.catalogue.list("parts.apiece");
    let words = scene.words_in(part.lead);
    let said = |word: &&crate::Token<'_>| apiece.iter().any(|apiece| apiece == word.span.of(scene.text));
    // 各季度发电量分别为12.6亿千瓦时: each has its own.
    let near = |word: &&crate::Token<'_>| {
        let behind = Span::new(word.span.end, part.start());
        behind.of(scene.text).chars().count() <= VERB
    };
    let Some(word) = words.iter().rfind(said).filter(near) else {
        return Some(1);
    };
    let before = Span::new(part.lead.start, word.span.start).of(scene.text);
    if let Some(counted) = counted(scene, part, before) {
        return Some(counted);
    }
    let clause = before.rsplit(['，', ',', '；', ';', '：', '。']).next()?;
    let clause = Span::new(word.span.start - clause.len(), word.span.start);
    let words = crate::tokens(scene.text, clause, scene.catalogue);
    let names = words.iter().filter(|word| word.is(Class::And)).count() + 1;
    (2..=MOST).contains(&names).then_some(names)
}

/// The count that stands right before, with nothing but what is counted behind it: 三个镇各建2座, 东、西两区各投入1.2亿元.
fn counted(scene: &Scene<'_>, part: &Fact<'_>, before: &str) -> Option<usize> {
    let count = scene.before(part.index).next()?;
    let near = before.chars().count() <= NOUN && before.chars().all(char::is_alphabetic);
    let value = count
        .value()
        .filter(|_| near && count.sentence == part.sentence && scene.counts(count))?;
    let value = value.to_string().parse().ok()?;
    (2..=MOST).contains(&value).then_some(value)
}

/// How many characters stand between 各 and the amount at most: 新增投入.
const VERB: usize = 4;

/// How many characters what is counted has at most: 苏木乡镇.
const NOUN: usize = 4;

/// More things than these are not written out.
const MOST: usize = 24;
