//! Amounts of numbered paragraphs under one total: 统筹安排98.3亿元，重点安排以下支出： 1.支持消费。安排2亿元。… 2.支持创新。安排12.6亿元。…

use super::Found;
use super::scene::{Fact, Scene};
use crate::sense::block_heading;
use juyan_document::Block;
use juyan_model::{ClaimKind, ClaimOrigin};

/// Finds the amounts of each run of numbered paragraphs that a total with a colon announces.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let blocks = &scene.document.blocks;
    for (at, block) in blocks.iter().enumerate() {
        let text = block.span.of(scene.text).trim_end();
        if !text.ends_with([':', '：']) {
            continue;
        }
        let Some(total) = scene.facts_in(block.span).last().filter(|fact| fact.is_level()) else {
            continue;
        };
        let items = blocks.iter().skip(at + 1).take(MOST);
        let parts: Vec<&Fact<'_>> = items
            .take_while(|block| is_numbered(scene, block))
            .map_while(|block| amount(scene, block, total))
            .collect();
        if parts.len() >= 3 {
            found.sum(ClaimKind::Sum, ClaimOrigin::Implied, total, &parts);
        }
    }
}

/// How many numbered paragraphs are looked at.
const MOST: usize = 40;

fn is_numbered(scene: &Scene<'_>, block: &Block) -> bool {
    block_heading(block.span.of(scene.text).trim_start(), scene.catalogue).is_some()
}

/// The amount of a numbered paragraph: told in a short sentence of its own.
fn amount<'s, 'a>(scene: &'s Scene<'a>, block: &Block, total: &Fact<'_>) -> Option<&'s Fact<'a>> {
    let first = scene
        .facts_in(block.span)
        .iter()
        .find(|fact| fact.is_level() && !fact.unit().is_empty())?;
    let start = scene.stops.sentence_start(first.start()).max(block.span.start);
    let end = scene.stops.sentence_end(first.start()).min(block.span.end);
    let short = scene.text.get(start..end)?.chars().count() <= SENTENCE;
    (short && first.is_like(total) && first.bracket.is_none()).then_some(first)
}

/// How many characters the sentence of an amount has at most: 安排12.6亿元。
const SENTENCE: usize = 14;
