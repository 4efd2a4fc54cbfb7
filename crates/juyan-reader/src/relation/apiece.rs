//! What is told once of several things that each have it: 第二批、第三批各800万元 is 800万元 twice, 三个镇各建2座 is 2座 three times.

use super::fit::{self, Fit};
use super::scene::{Fact, Scene};
use juyan_catalogue::Class;
use juyan_model::Span;

/// The parts of `total`, those that several things have each as often as there are such things; none where their number is not told for
/// sure and what is printed does not add up.
pub(super) fn laid_out<'p, 'a>(
    scene: &Scene<'_>,
    total: &Fact<'_>,
    parts: &[&'p Fact<'a>],
) -> Option<Vec<&'p Fact<'a>>> {
    let times: Vec<Times> = parts.iter().map(|part| times(scene, part)).collect();
    if times.iter().all(|times| *times == Times::ONCE) {
        return Some(parts.to_vec());
    }
    let laid = |of: fn(Times) -> usize| {
        let all = parts.iter().zip(&times);
        all.flat_map(|(part, times)| std::iter::repeat_n(*part, of(*times)))
            .collect::<Vec<_>>()
    };
    let (fewest, most) = (laid(|times| times.fewest), laid(|times| times.most));
    if fewest.len() == most.len() {
        return Some(most);
    }
    let mut likely = [most, fewest]
        .into_iter()
        .filter(|laid| laid.len() >= parts.len());
    likely.find(|laid| fit::sum(total, laid) == Some(Fit::Whole))
}

/// How many things have what a part tells, as the words may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Times {
    fewest: usize,
    most: usize,
}

impl Times {
    const ONCE: Self = Self::told(1);

    const fn told(times: usize) -> Self {
        Self {
            fewest: times,
            most: times,
        }
    }
}

fn times(scene: &Scene<'_>, part: &Fact<'_>) -> Times {
    let apiece = scene.catalogue.list("parts.apiece");
    let words = scene.words_in(part.lead);
    let said = |word: &&crate::Token<'_>| apiece.iter().any(|apiece| apiece == word.span.of(scene.text));
    // 各季度发电量分别为12.6亿千瓦时: each has its own.
    let near = |word: &&crate::Token<'_>| {
        let behind = Span::new(word.span.end, part.start());
        behind.of(scene.text).chars().count() <= VERB
    };
    let Some(word) = words.iter().rfind(said).filter(near) else {
        return Times::ONCE;
    };
    let before = Span::new(part.lead.start, word.span.start).of(scene.text);
    if let Some(counted) = counted(scene, part, before) {
        return Times::told(counted);
    }
    let clause = before
        .rsplit(['，', ',', '；', ';', '：', '。'])
        .next()
        .unwrap_or_default();
    let clause = Span::new(word.span.start - clause.len(), word.span.start);
    // 文化和旅游 is one name: what other words join may be.
    let joints = |word: &crate::Token<'_>| word.is(Class::And);
    let all = crate::tokens(scene.text, clause, scene.catalogue)
        .iter()
        .filter(|word| joints(word))
        .count()
        + 1;
    let listed = clause.of(scene.text).matches('、').count() + 1;
    // 各乡镇各投入5万元: how many these are is told nowhere.
    let is_open = all == 1 || all > MOST;
    Times {
        fewest: if is_open { 0 } else { listed },
        most: if is_open { 1 } else { all },
    }
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
