//! Things told behind their number: 抓好三件大事：一是…二是…三是…, and 以下八个方面的工作： before so many headings.

use super::number::{Counter, Number};
use super::{Words, counted, told};
use juyan_catalogue::NumeralSign;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, MemberRole, Span};

/// How far behind a number its colon may stand, in characters.
const NEAR: usize = 24;

/// How many paragraphs the items of one list may take.
const FARTHEST: usize = 2000;

/// Fewer items than this are no list.
const FEWEST: usize = 2;

/// The claim of the items that follow the sentence of `number`.
pub(super) fn claim(words: Words<'_>, block: Span, number: Number) -> Option<Claim> {
    let rest = Span::new(number.end, block.end).of(words.text);
    let colon = rest
        .char_indices()
        .take(NEAR)
        .find(|(_, sign)| STOPS.contains(sign));
    let is_colon = colon.is_some_and(|(_, sign)| matches!(sign, '：' | ':'));
    let behind = number.end + colon.map_or(rest.len(), |(at, sign)| at + sign.len_utf8());
    let closes = Span::new(behind, block.end).of(words.text).trim().is_empty();
    let ahead = || {
        let sentence = Span::new(block.start, number.span.start).of(words.text);
        let sentence = sentence.rsplit(['。', '！', '；']).next().unwrap_or_default();
        words
            .catalogue
            .list("list-ahead")
            .iter()
            .any(|word| sentence.ends_with(word.as_str()))
    };
    let items = if !closes && is_colon {
        in_sentence(words, Span::new(behind, block.end))
    } else if (closes && (is_colon || ahead())) || is_last_sentence(words, block, number) {
        below(words, block.end)
    } else {
        Vec::new()
    };
    if items.len() < FEWEST {
        return None;
    }
    let total = told(MemberRole::Total, number.span, number.value, number.digits);
    let holds = usize::try_from(number.value) == Ok(items.len());
    let origin = if holds {
        ClaimOrigin::Implied
    } else {
        ClaimOrigin::Possible
    };
    Some(words.claim(ClaimKind::Enumeration, origin, total, counted(&items)))
}

/// Whether the paragraph ends with the sentence of `number`: 办好十件民生实事，确保如期完成。 before ten numbered paragraphs.
fn is_last_sentence(words: Words<'_>, block: Span, number: Number) -> bool {
    let rest = Span::new(number.end, block.end).of(words.text).trim_end();
    if number.counter != Counter::Sure || words.begins(rest, "list-headed").is_none() {
        return false;
    }
    let ends = rest
        .char_indices()
        .find(|(_, sign)| matches!(sign, '。' | '！' | '；'));
    ends.is_none_or(|(at, sign)| at + sign.len_utf8() == rest.len())
}

const STOPS: [char; 7] = ['：', ':', '。', '，', '；', '！', '、'];

/// 一是…二是…三是…: the marks in their order, to the end of the paragraph.
fn in_sentence(words: Words<'_>, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut before = ' ';
    for (at, sign) in span.of(words.text).char_indices() {
        let opens = at == 0 || matches!(before, '。' | '；' | '，' | '：' | ' ' | ';');
        before = sign;
        if !opens || words.catalogue.numerals.sign(sign).is_none() {
            if found.is_empty() {
                break;
            }
            continue;
        }
        let Some((value, end)) = mark(words, span.start + at) else {
            if found.is_empty() {
                break;
            }
            continue;
        };
        if value == found.len() + 1 {
            found.push(Span::new(span.start + at, end));
        } else if found.is_empty() || value == 1 {
            break;
        }
    }
    found
}

/// 三是: what it numbers and where it ends.
fn mark(words: Words<'_>, at: usize) -> Option<(usize, usize)> {
    let text = words.text.get(at..)?;
    if let Some(found) = point(text) {
        return Some((found.0, at + found.1));
    }
    let numeral = crate::numeral_unspaced(text, &words.catalogue.numerals)?;
    let rest = text.get(numeral.len..)?;
    let word = words.begins(rest, "item-marks")?;
    let value = numeral.value?;
    let value = usize::try_from(value.trunc().mantissa()).ok()?;
    Some((value, at + numeral.len + word.len()))
}

/// 1. or 1、 with which `text` begins: what it numbers and how long it is. 1.5 is no item.
fn point(text: &str) -> Option<(usize, usize)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = text
        .get(..digits)
        .filter(|number| (1..=2).contains(&number.len()))?;
    let mut rest = text.get(digits..)?.chars();
    let mark = rest.next().filter(|mark| matches!(mark, '.' | '．' | '、'))?;
    let next = rest.next()?;
    let item = !next.is_ascii_digit() && !next.is_whitespace();
    item.then_some((number.parse().ok()?, digits + mark.len_utf8()))
}

/// How the paragraphs of a list begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    /// ——.
    Dash,
    /// （一）, with the number.
    Round(usize),
    /// 一、.
    Chinese(usize),
    /// 1. or 1、.
    Arabic(usize),
    /// 一是.
    Mark(usize),
}

impl Head {
    const fn number(self) -> usize {
        match self {
            Self::Dash => 0,
            Self::Round(number) | Self::Chinese(number) | Self::Arabic(number) | Self::Mark(number) => number,
        }
    }

    /// Lower kinds stand inside higher ones.
    const fn level(self) -> u8 {
        match self {
            Self::Chinese(_) => 0,
            Self::Round(_) => 1,
            Self::Arabic(_) => 2,
            Self::Mark(_) | Self::Dash => 3,
        }
    }
}

/// The heads of the list that begins at the first paragraph behind `end`.
fn below(words: Words<'_>, end: usize) -> Vec<Span> {
    let blocks = &words.document.blocks;
    let from = blocks.partition_point(|block| block.span.start < end);
    let mut found: Vec<Span> = Vec::new();
    let mut kind: Option<Head> = None;
    for block in blocks
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take(FARTHEST)
        .map(|block| block.span)
    {
        if block.of(words.text).trim().is_empty() {
            continue;
        }
        let head = head(words, block);
        match (kind, head) {
            (None, Some((head, span))) if head.number() <= 1 => {
                kind = Some(head);
                found.push(span);
            }
            (Some(Head::Dash), Some((Head::Dash, span))) => found.push(span),
            (None | Some(Head::Dash), _) => return found,
            (Some(first), Some((head, span))) if head.level() == first.level() => {
                if head.number() != found.len() + 1 {
                    return found;
                }
                found.push(span);
            }
            (Some(first), Some((head, _))) if head.level() < first.level() => return found,
            (Some(_), _) => {}
        }
    }
    found
}

/// How a paragraph begins, and where that stands.
fn head(words: Words<'_>, block: Span) -> Option<(Head, Span)> {
    let text = block.of(words.text);
    let start = block.start + (text.len() - text.trim_start().len());
    let text = text.trim_start();
    if text.starts_with("——") {
        return Some((Head::Dash, Span::new(start, start + "——".len())));
    }
    let inner = text.trim_start_matches(['（', '(']);
    let opened = text.len() - inner.len();
    let numeral = crate::numeral_unspaced(inner, &words.catalogue.numerals)?;
    let chinese = !matches!(
        words.catalogue.numerals.sign(inner.chars().next()?)?,
        NumeralSign::Arabic(_)
    );
    let value = usize::try_from(numeral.value?.trunc().mantissa()).ok()?;
    let rest = inner.get(numeral.len..)?;
    let next = rest.chars().next()?;
    let head = match (opened > 0, chinese, next) {
        (true, true, '）' | ')') => Head::Round(value),
        (false, true, '、' | '．' | '.') => Head::Chinese(value),
        (false, false, '、' | '．' | '.') => Head::Arabic(value),
        (false, true, _) if words.begins(rest, "item-marks").is_some() => Head::Mark(value),
        _ => return None,
    };
    Some((
        head,
        Span::new(start, start + opened + numeral.len + next.len_utf8()),
    ))
}
