//! As many values as things: 甲、乙两项分别增长5%、6%.
//!
//! A value that is left out is noticed, a wrong digit is not: such a proof has no power (docs/decisions/0007), and is made for
//! what it finds. Only how many there are is asked, never which is whose; that is `paragraph`'s. Nothing is said where the things are not
//! listed in the clause, or one value holds for all.

use super::list::{clause, items, joints};
use super::{Words, counted, told};
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Member, MemberRole, Span};

/// Where words that deal values out stand, in text order.
pub(super) fn places(words: Words<'_>) -> Vec<Span> {
    let mut places: Vec<Span> = words.places("deal", Span::new(0, words.text.len())).collect();
    places.sort_by_key(|place| place.start);
    places
}

/// Between the two things of a name (城镇和农村居民) a joint may stand or not; more than these are not looked through.
const MOST_JOINTS: usize = 2;

/// The claim of the word at `place`, which stands in `block`.
pub(super) fn claim(words: Words<'_>, block: Span, place: Span) -> Option<Claim> {
    if place.start < block.start {
        return None;
    }
    let before = Span::new(block.start, place.start).of(words.text);
    let body = clause(before)?;
    let start = place.start - body.len();
    let names = Span::new(start, place.start);
    let facts = words.figures_in(names).any(|(_, figure)| figure.is_fact());
    let things = items(body, start)?;
    let joints = joints(words, "list-joiners", names);
    if facts
        || things.len() + joints.len() < 2
        || joints.len() > MOST_JOINTS
        || things.iter().any(|one| one.is_empty())
    {
        return None;
    }
    let values = values(words, Span::new(place.end, block.end));
    let count = i32::try_from(values.len())
        .ok()
        .filter(|count| (2..=9).contains(count))?;
    let least = things.len();
    let holds = (least..=least + joints.len()).contains(&values.len());
    let origin = if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    let mut numbers = vec![told(MemberRole::Total, place, count, 0)];
    numbers.extend(counted(&things));
    numbers.extend(joints.iter().map(|span| told(MemberRole::Figure, *span, 1, 0)));
    Some(Claim {
        kind: ClaimKind::Dealt,
        members: values
            .iter()
            .map(|(id, _)| Member {
                role: MemberRole::Figure,
                figure: *id,
            })
            .collect(),
        origin,
        told: numbers,
        tried: 1,
    })
}

/// The values told one after the other behind the word: with nothing but a mark, a joint and maybe a verb between them.
fn values(words: Words<'_>, rest: Span) -> Vec<(FigureId, &Figure)> {
    let mut found: Vec<(FigureId, &Figure)> = Vec::new();
    let mut from = rest.start;
    for (id, figure) in words.figures_in(rest) {
        let between = Span::new(from, figure.span.start).of(words.text);
        let goes_on = if found.is_empty() {
            !between.contains(STOPS)
        } else {
            let mark = between.starts_with('、') || words.begins(between, "list-joiners").is_some();
            mark && !between.contains(STOPS) && between.chars().count() <= VERB
        };
        if !goes_on {
            break;
        }
        if figure.is_fact() {
            found.push((id, figure));
        } else if !found.is_empty() {
            break;
        }
        from = figure.span.end;
    }
    found
}

/// A value is no longer told with the others behind one of these.
const STOPS: [char; 8] = ['，', '。', '；', '：', '！', '\n', '（', '('];

/// How many characters a mark and a verb of its own may take before a value: 、下降.
const VERB: usize = 4;
