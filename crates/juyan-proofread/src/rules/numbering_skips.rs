//! J0710: headings or list items whose numbers skip or repeat: 一是…三是.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::NumeralSign;
use juyan_model::{Finding, Severity, Span};

/// The styles of numbering, each with the marks around the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// 一、
    Section,
    /// （一）
    Part,
    /// 1. and 1、
    Point,
    /// （1）
    Item,
}

const STYLES: [Style; 4] = [Style::Section, Style::Part, Style::Point, Style::Item];

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let mut found = headings(evidence);
    for block in evidence.prose() {
        found.extend(inline(evidence, block));
        found.extend(marked(evidence, block));
    }
    found
}

/// ①…②…, （1）…（2）…, （一）…（二）… and 1、…2、… in one block: each behind a mark that ends what was told before, so that no reference to a note is meant.
fn marked(evidence: Evidence<'_>, block: Span) -> Vec<Finding> {
    let text = evidence.text();
    let body = block.of(text);
    let mut last: [Option<(u32, Span)>; MARKS] = [None; MARKS];
    let mut found = Vec::new();
    let mut before = '。';
    for (at, sign) in body.char_indices() {
        let opens = matches!(before, '：' | '；' | '。' | '，' | '\n' | ':' | ';');
        before = if sign == ' ' { before } else { sign };
        let Some((mark, number, len)) = (if opens {
            item(evidence, body.get(at..).unwrap_or_default())
        } else {
            None
        }) else {
            continue;
        };
        let span = Span::new(block.start + at, block.start + at + len);
        let Some(slot) = last.get_mut(mark) else {
            continue;
        };
        // （三）项任务: a list of these begins with its first.
        if slot.is_none() && mark >= SURE && number != 1 {
            continue;
        }
        if let Some((before, place)) = *slot
            && number != 1
            && number != before + 1
        {
            found.push(finding(place, span, before, text));
        }
        *slot = Some((number, span));
    }
    found
}

/// How many kinds of marks there are for items inside a block.
const MARKS: usize = 4;

/// From which of them on a mark alone may as well refer to an item elsewhere.
const SURE: usize = 2;

/// The kind of the mark of an item with which `text` begins (a ring, brackets round figures or words, a figure and its mark), its
/// number, and how long it is.
fn item(evidence: Evidence<'_>, text: &str) -> Option<(usize, u32, usize)> {
    let sign = text.chars().next()?;
    if matches!(sign, '①'..='⑳') {
        return Some((0, u32::from(sign) - u32::from('①') + 1, sign.len_utf8()));
    }
    let rest = text.strip_prefix(['（', '(']);
    let numbered = rest.unwrap_or(text);
    let (end, close) = numbered
        .char_indices()
        .take(DIGITS + 1)
        .find(|(_, sign)| !is_numeral(evidence, *sign))?;
    let number = value(evidence, numbered.get(..end)?)?;
    let figures = numbered.starts_with(|sign: char| sign.is_ascii_digit());
    if figures && end >= DIGITS {
        return None;
    }
    let mark = match (rest.is_some(), figures, close) {
        (true, true, '）' | ')') => 1,
        (true, false, '）' | ')') => 2,
        (false, true, '、' | '.' | '．') => 3,
        _ => return None,
    };
    let len = (text.len() - numbered.len()) + end + close.len_utf8();
    // 12，1、2季度, 3、四月份 and 参见：（一），（四）: of figures and references no list is made, only of words.
    let is_word = |sign: char| seek::is_han(sign) && !is_numeral(evidence, sign);
    let words = text.get(len..)?.trim_start().starts_with(is_word);
    (mark < SURE || words).then_some((mark, number, len))
}

/// How many characters the number of an item has at most in words; in figures one less.
const DIGITS: usize = 3;

/// Numbers at the start of blocks. A heading of an outer style begins the inner ones anew.
fn headings(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut last: [Option<(u32, Span)>; 4] = [None; 4];
    let mut found = Vec::new();
    for block in evidence.prose() {
        let Some((style, number, span, sure)) = heading(evidence, seek::trimmed(text, block)) else {
            continue;
        };
        let place = STYLES.iter().position(|known| *known == style).unwrap_or(0);
        let follows = last
            .get(place)
            .is_some_and(|slot| slot.is_some_and(|(before, _)| before + 1 == number));
        if !sure && !follows {
            continue;
        }
        for inner in last.iter_mut().skip(place + 1) {
            *inner = None;
        }
        let Some(slot) = last.get_mut(place) else { continue };
        if let Some((before, at)) = *slot
            && number != 1
            && number != before + 1
        {
            found.push(finding(at, span, before, text));
        }
        *slot = Some((number, span));
    }
    found
}

fn finding(before: Span, span: Span, number: u32, text: &str) -> Finding {
    Finding::new("J0710", Severity::Warning, vec![before, span])
        .with("before", before.of(text))
        .with("found", span.of(text))
        .with("wanted", (number + 1).to_string())
}

/// The numbering at the start of a block, and whether it can be nothing else: 2.5 may be a number.
fn heading(evidence: Evidence<'_>, block: Span) -> Option<(Style, u32, Span, bool)> {
    let body = block.of(evidence.text());
    let (open, rest) = match body.strip_prefix(['（', '(']) {
        Some(rest) => (true, rest),
        None => (false, body),
    };
    let length = rest
        .find(|c: char| !is_numeral(evidence, c))
        .filter(|length| *length > 0)?;
    let numeral = rest.get(..length)?;
    let han = numeral.starts_with(seek::is_han);
    let mark = rest.get(length..)?.chars().next()?;
    let style = match (open, han, mark) {
        (false, true, '、') => Style::Section,
        (true, true, '）' | ')') => Style::Part,
        (false, false, '、' | '．' | '.') => Style::Point,
        (true, false, '）' | ')') => Style::Item,
        _ => return None,
    };
    let end = block.start + (body.len() - rest.len()) + length + mark.len_utf8();
    let sure = style != Style::Point
        || !rest
            .get(length + mark.len_utf8()..)?
            .starts_with(|c: char| c.is_ascii_digit());
    Some((
        style,
        value(evidence, numeral)?,
        Span::new(block.start, end),
        sure,
    ))
}

fn is_numeral(evidence: Evidence<'_>, character: char) -> bool {
    let sign = evidence.catalogue.numerals.sign(character);
    character.is_ascii_digit()
        || (seek::is_han(character) && matches!(sign, Some(NumeralSign::Digit(_) | NumeralSign::Small(1))))
}

/// The number that a numeral below a hundred names.
fn value(evidence: Evidence<'_>, numeral: &str) -> Option<u32> {
    if numeral.starts_with(|c: char| c.is_ascii_digit()) {
        return numeral.parse().ok().filter(|number| *number < 100);
    }
    let sign = |c: char| evidence.catalogue.numerals.sign(c);
    let digit = |c: char| match sign(c) {
        Some(NumeralSign::Digit(digit)) => Some(u32::from(digit)),
        _ => None,
    };
    let is_ten = |c: &char| sign(*c) == Some(NumeralSign::Small(1));
    let signs: Vec<char> = numeral.chars().collect();
    match signs.as_slice() {
        [ten] if is_ten(ten) => Some(10),
        [one] => digit(*one),
        [ten, one] if is_ten(ten) => Some(10 + digit(*one)?),
        [tens, ten] if is_ten(ten) => Some(10 * digit(*tens)?),
        [tens, ten, one] if is_ten(ten) => Some(10 * digit(*tens)? + digit(*one)?),
        _ => None,
    }
}

/// 一是…二是… in one block; 一是 and 一要 are two lists.
fn inline(evidence: Evidence<'_>, block: Span) -> Vec<Finding> {
    let text = evidence.text();
    let mut last: Vec<(String, u32, Span)> = Vec::new();
    let mut found = Vec::new();
    for (span, word) in seek::all(text, block, evidence.list("numbering.items")) {
        let starts = seek::before(text, span.start)
            .is_none_or(|c| !seek::is_han(c) && !c.is_alphanumeric() && c != '、' && c != '“');
        let numeral: String = word.chars().filter(|c| is_numeral(evidence, *c)).collect();
        let family: String = word.chars().filter(|c| !is_numeral(evidence, *c)).collect();
        let Some(number) = value(evidence, &numeral).filter(|_| starts) else {
            continue;
        };
        let before = last
            .iter()
            .position(|(known, ..)| *known == family)
            .map(|at| last.swap_remove(at));
        if let Some((_, before, at)) = before
            && number != 1
            && number != before + 1
        {
            found.push(finding(at, span, before, text));
        }
        last.push((family, number, span));
    }
    found
}
