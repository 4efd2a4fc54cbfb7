//! Which paragraphs of a text without headings tell what is wanted: a plan's text given alone. 今年要… and 力争 are read where they
//! stand; here whole paragraphs are judged whose clauses mostly open with what is to be done (加快, 支持, 完善) and tell of nothing that
//! was reached. Between them and what was done stands what the words leave open.

use crate::date::{self, TimeContext};
use crate::outline::{self, Outline};
use crate::sheet::word;
use juyan_catalogue::{Catalogue, Class, Classes};
use juyan_document::{Block, BlockKind, Document};

/// What a paragraph tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    Wanted,
    Done,
    Open,
}

/// Longer texts have headings.
const LONGEST: usize = 1 << 18;

/// For each block of `document` whether it tells what is wanted; nothing where headings say so, or no paragraph does.
pub(crate) fn wanted(document: &Document, outline: &Outline, catalogue: &Catalogue) -> Vec<bool> {
    const HEADINGS: Classes = Classes::of(&[Class::PlanHeading, Class::ReviewHeading]);
    let text = document.text.as_str();
    let title = outline.title;
    let body = title.map_or(0, |title| title.end);
    let heads = |block: &Block| {
        let words = block.span.of(text);
        block.span.start >= body
            && outline::is_heading(words, block.kind)
            && catalogue.lexicon.contains(words, HEADINGS)
    };
    // 2027年工作总结: the title says that all of it is done.
    let reviews =
        title.is_some_and(|title| outline::has_class(title.of(text), Class::ReviewHeading, catalogue));
    if text.len() > LONGEST || reviews || document.blocks.iter().any(heads) {
        return Vec::new();
    }
    let told: Vec<Told> = document
        .blocks
        .iter()
        .map(|block| match block.kind {
            // A heading with commas is one in a file and a paragraph in a text: both are judged by their words.
            BlockKind::Paragraph | BlockKind::Heading(_) => match told(block.span.of(text), catalogue) {
                Told::Wanted if looks_back(block.span.of(text), outline, catalogue) => Told::Done,
                told => told,
            },
            _ => Told::Open,
        })
        .collect();
    // 推进, 落实 and 开展 open what was done too: something must say for sure that this is a plan.
    if !told.contains(&Told::Wanted) || tally(text.get(body..).unwrap_or_default(), catalogue).sure == 0 {
        return Vec::new();
    }
    // What is left open goes on with what was told before it, and at the beginning with what comes.
    let mut now = told.iter().copied().find(|told| *told != Told::Open);
    told.into_iter()
        .map(|told| {
            now = Some(told).filter(|told| *told != Told::Open).or(now);
            now == Some(Told::Wanted)
        })
        .collect()
}

/// 2025年是收官之年。一年来，我们坚持…，推动…: a paragraph that opens with the time on which the report is known to look back tells
/// nothing of what is wanted, whatever its verbs.
fn looks_back(paragraph: &str, outline: &Outline, catalogue: &Catalogue) -> bool {
    let Some(period) = outline.period.filter(|_| !outline.guessed && !outline.planned) else {
        return false;
    };
    let opening = paragraph.trim_start();
    let time = date::date(opening, 0, catalogue);
    let context = TimeContext {
        year: outline.year.or(Some(period.to.year())),
        ..TimeContext::default()
    };
    let time = time.and_then(|time| date::resolve(&time, &context));
    time.is_some_and(|time| period.from <= time.from && time.to <= period.to)
}

fn told(paragraph: &str, catalogue: &Catalogue) -> Told {
    let clauses = paragraph
        .split(['，', '。', '；', '、', '：', '（', '）', ',', ';'])
        .filter(|clause| !clause.trim().is_empty());
    let opens = catalogue.list("wishes.opens");
    let (mut all, mut wishes) = (0_usize, 0_usize);
    for clause in clauses {
        all = all.saturating_add(1);
        let clause = clause.trim_start();
        wishes = wishes.saturating_add(usize::from(
            opens.iter().any(|word| clause.starts_with(word.as_str())),
        ));
    }
    let Tally { sure, done } = tally(paragraph, catalogue);
    let weight = wishes.saturating_add(sure.saturating_mul(2));
    let mostly = weight.saturating_mul(5) > all.saturating_mul(2);
    if wishes >= 2 && mostly && done.saturating_mul(4) <= weight {
        Told::Wanted
    } else if done >= wishes.max(2) {
        Told::Done
    } else {
        Told::Open
    }
}

/// How many words of a text leave no doubt that something is wanted, and how many tell that something was reached.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    sure: usize,
    done: usize,
}

/// Counts the words of `text`, the longest at each place and none within another: 达到 is one, and 即将 no 将.
fn tally(text: &str, catalogue: &Catalogue) -> Tally {
    let longest = |rest: &str, id| word::longest(rest, catalogue.list(id)).unwrap_or(0);
    let mut tally = Tally::default();
    let mut past = 0;
    for (at, _) in text.char_indices() {
        let rest = text.get(at..).filter(|_| at >= past).unwrap_or_default();
        let (sure, done) = (longest(rest, "wishes.sure"), longest(rest, "wishes.done"));
        let beside = longest(rest, "wishes.beside");
        if beside <= sure.max(done) {
            tally.sure = tally.sure.saturating_add(usize::from(sure > 0));
            tally.done = tally.done.saturating_add(usize::from(done > 0));
        }
        past = past.max(at.saturating_add(beside.max(sure).max(done)));
    }
    tally
}
