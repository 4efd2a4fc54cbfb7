//! The numbers of headings and list items: 一、 （二） 3. 一是; a number in them counts nothing.

use super::starts_with_class;
use crate::date::{self, DateKind, Moment, Year};
use crate::phrase::is_letter;
use crate::scan::{Sense, is_mark};
use juyan_catalogue::{Catalogue, Class, NumeralSign};
use juyan_model::Span;

/// Longest heading numeral, in characters.
const HEADING_NUMERAL: usize = 3;

/// Length of the numbering with which a block begins: 一、 (一) 1. （1）.
pub(crate) fn block_heading(text: &str, catalogue: &Catalogue) -> Option<usize> {
    let open = text
        .chars()
        .next()
        .filter(|c| matches!(c, '（' | '('))
        .map_or(0, char::len_utf8);
    let body = text.get(open..)?;
    let mut len = 0;
    let mut digits = 0;
    for character in body.chars() {
        let sign = catalogue.numerals.sign(character);
        let numeral = matches!(
            sign,
            Some(
                NumeralSign::Arabic(_)
                    | NumeralSign::Digit(_)
                    | NumeralSign::Small(1)
                    | NumeralSign::Roman(_)
            )
        );
        if !numeral {
            break;
        }
        len += character.len_utf8();
        digits += 1;
    }
    if digits == 0 || digits > HEADING_NUMERAL {
        return None;
    }
    let close = body.get(len..)?.chars().next()?;
    let tail = body.get(len + close.len_utf8()..).unwrap_or_default();
    let closed = if open > 0 {
        matches!(close, '）' | ')')
    } else {
        // 二、2013年 is a heading, 一、二 and 1.5 are not.
        let arabic = |text: &str| text.starts_with(|c: char| is_arabic(c, catalogue));
        let apart = close == '、' && arabic(tail) && !arabic(body);
        matches!(close, '、' | '.' | '．' | '）')
            && (apart
                || !goes_on(tail, catalogue)
                || !ascends(body, tail, catalogue)
                || arabic(body) && opens_year(tail, catalogue))
    };
    closed.then_some(open + len + close.len_utf8())
}

/// Whether a text opens with a year of the calendar: 1.2025年 is no number of years.
fn opens_year(text: &str, catalogue: &Catalogue) -> bool {
    let Some(date) = date::date(text, 0, catalogue) else {
        return false;
    };
    let given = |moment: Moment| matches!(moment.year, Year::Given(_));
    let is_year = match date.kind {
        DateKind::Moment(moment) | DateKind::Between(moment, _) => given(moment),
        DateKind::Duration(..) | DateKind::Ordinal | DateKind::Clock | DateKind::Impossible => false,
    };
    let told = text.get(..date.len).unwrap_or_default();
    is_year && !told.ends_with(|c: char| is_arabic(c, catalogue))
}

/// Whether a text goes on with a number; 多 behind a point does not (1．多措并举), nor a word in which the sign counts nothing
/// (一、一般公共预算).
fn goes_on(text: &str, catalogue: &Catalogue) -> bool {
    let sign = text
        .chars()
        .next()
        .and_then(|first| catalogue.numerals.sign(first));
    // 一、十五届人民政府工作回顾 is a heading, 一、二季度 is none.
    sign.is_some_and(|sign| !matches!(sign, NumeralSign::Rough | NumeralSign::Small(_)))
        && !starts_with_class(text, Class::NoNumber, catalogue)
}

/// Whether the digit with which `tail` goes on may be listed behind the one with which `body` begins: 一、二季度, but not 一、一年接着一年干
/// or 二、一张蓝图绘到底.
fn ascends(body: &str, tail: &str, catalogue: &Catalogue) -> bool {
    let digit = |text: &str| match catalogue.numerals.sign(text.chars().next()?) {
        Some(NumeralSign::Digit(digit)) => Some(digit),
        _ => None,
    };
    digit(body).zip(digit(tail)).is_none_or(|(one, next)| one < next)
}

pub(super) fn is_arabic(character: char, catalogue: &Catalogue) -> bool {
    matches!(catalogue.numerals.sign(character), Some(NumeralSign::Arabic(_)))
}

/// 一是 and 一要 after a mark.
pub(super) fn list_item(rest: &str, before: &str, at: usize, catalogue: &Catalogue) -> Option<(Span, Sense)> {
    if !before.trim_end().chars().next_back().is_none_or(is_mark) {
        return None;
    }
    let mut characters = rest.chars();
    let numeral = characters.next().filter(|c| {
        matches!(
            catalogue.numerals.sign(*c),
            Some(NumeralSign::Digit(_) | NumeralSign::Small(1))
        )
    })?;
    let second = characters.next()?;
    let len = if matches!(catalogue.numerals.sign(second), Some(NumeralSign::Digit(_))) {
        numeral.len_utf8() + second.len_utf8()
    } else {
        numeral.len_utf8()
    };
    let tail = rest.get(len..)?;
    let word = catalogue.lexicon.longest_of(tail, Class::ListItem)?;
    Some((Span::new(at, at + len + word.len), Sense::Heading))
}

/// The number of a list item inside a block, after a mark: （1）, 1.加快前期, 1、抓收入.
pub(super) fn inline_heading(
    text: &str,
    at: usize,
    block: Span,
    catalogue: &Catalogue,
) -> Option<(Span, Sense)> {
    let before = text.get(block.start..at)?;
    let Some(open) = before.chars().next_back().filter(|c| matches!(c, '（' | '(')) else {
        return bare_heading(text, at, block, catalogue);
    };
    let outer = before.get(..before.len() - open.len_utf8())?;
    if !opens_item(outer) {
        return None;
    }
    let start = at - open.len_utf8();
    let len = block_heading(text.get(start..block.end)?, catalogue)?;
    Some((Span::new(at, start + len), Sense::Heading))
}

/// The number of a list item without brackets, words behind it.
fn bare_heading(text: &str, at: usize, block: Span, catalogue: &Catalogue) -> Option<(Span, Sense)> {
    if !opens_item(text.get(block.start..at)?) {
        return None;
    }
    let rest = text.get(at..block.end)?;
    let len = block_heading(rest, catalogue)?;
    let tail = rest.get(len..)?.trim_start();
    let told = tail.starts_with(|c: char| is_letter(c) || matches!(c, '“' | '《'));
    told.then_some((Span::new(at, at + len), Sense::Heading))
}

/// Whether a list item may begin behind a text: at its head, behind a sentence or behind what announces the list.
fn opens_item(before: &str) -> bool {
    let last = before.trim_end().chars().next_back();
    last.is_none_or(|c| matches!(c, '。' | '；' | ';' | '：' | ':'))
}
