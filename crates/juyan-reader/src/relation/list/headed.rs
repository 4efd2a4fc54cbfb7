//! Lists that a sentence opens with a name of its own and a colon: 一般公共预算支出31.5亿元，增长3%。主要支出项目是：教育支出5.8亿元，…；其他各项支出
//! 11.2亿元. Their whole stands in the sentence before, under a name that ends as theirs do.

use super::{List, Opener, levels, names_rest};
use crate::relation::fit::{self, Fit};
use crate::relation::scene::{Fact, Scene};
use crate::relation::subject::same_head;
use juyan_model::Span;

/// The list whose first amount is `first`, where its last names the rest or all of them come out.
pub(super) fn headed<'a>(scene: &Scene<'a>, first: &Fact<'a>) -> Option<List<'a>> {
    let start = scene.stops.numbered(first.sentence).start;
    if first.lead.start > start || first.bracket.is_some() || first.subject.is_empty() {
        return None;
    }
    let lead = Span::new(start, first.start()).of(scene.text);
    let (heading, name) = lead.split_once(['：', ':'])?;
    let bare = heading.chars().count() <= HEADING && !heading.contains('\n');
    if !bare || name.contains(['：', ':', '，']) {
        return None;
    }
    let host = scene
        .before(first.index)
        .take_while(|fact| fact.sentence + 1 >= first.sentence && fact.paragraph == first.paragraph)
        .find(|fact| {
            fact.adds_to(first) && fact.bracket.is_none() && same_head(fact.subject, first.subject)
        })?;
    let span = Span::new(first.start(), scene.stops.sentence_end(first.start()));
    let behind = levels(scene, span, None).filter(|fact| fact.adds_to(first));
    let parts: Vec<Fact<'a>> = behind.collect();
    let alike = parts.iter().all(|part| same_head(part.subject, first.subject));
    let all: Vec<&Fact<'_>> = parts.iter().collect();
    let rest = parts.last().is_some_and(|last| names_rest(scene, last.subject));
    let whole = rest || fit::sum(host, &all) == Some(Fit::Whole);
    (alike && whole && parts.len() >= FEWEST).then_some(List {
        opener: Opener::Facet,
        at: start,
        parts,
        host: Some(*host),
        more: Vec::new(),
    })
}

/// How many characters a heading has at most: 主要支出项目执行情况是.
const HEADING: usize = 24;

/// Fewer amounts than this are no list.
const FEWEST: usize = 3;
