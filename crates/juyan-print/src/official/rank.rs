//! The rank of a heading, told by its number: 一、 before （一）, and that before 1. and （1）.

use juyan::vocabulary::{NumeralSign, Numerals};

/// How far inside a heading stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// 一、
    Section,
    /// （一）
    Part,
    /// 1. and 1、
    Point,
    /// （1）
    Item,
}

impl Rank {
    /// From 1, the outermost.
    pub(super) const fn level(self) -> u8 {
        match self {
            Self::Section => 1,
            Self::Part => 2,
            Self::Point => 3,
            Self::Item => 4,
        }
    }

    /// The rank of a heading that a file says is of `level`.
    pub(super) const fn of_level(level: u8) -> Self {
        match level {
            0 | 1 => Self::Section,
            2 => Self::Part,
            3 => Self::Point,
            _ => Self::Item,
        }
    }
}

/// The rank that the number at the start of `words` tells; none where there is no such number.
pub(super) fn told(words: &str, numerals: &Numerals) -> Option<Rank> {
    let inner = words.strip_prefix(['（', '(']);
    let rest = inner.unwrap_or(words);
    let figure = |c: &char| numerals.is_figure(*c);
    let han = |c: &char| {
        matches!(
            numerals.sign(*c),
            Some(NumeralSign::Digit(_) | NumeralSign::Small(1))
        )
    };
    let length = |is: &dyn Fn(&char) -> bool| rest.chars().take_while(is).map(char::len_utf8).sum::<usize>();
    let (by_figures, by_han) = (length(&figure), length(&han));
    let mut after = rest.get(by_figures.max(by_han)..)?.chars();
    let mark = after.next()?;
    let part_of_number = after.next().is_some_and(|c| numerals.is_figure(c));
    match (inner.is_some(), by_figures > 0, by_han > 0, mark) {
        (false, false, true, '、') => Some(Rank::Section),
        (true, false, true, '）' | ')') => Some(Rank::Part),
        (false, true, false, '、' | '.' | '．') if !part_of_number => Some(Rank::Point),
        (true, true, false, '）' | ')') => Some(Rank::Item),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tell_ranks() {
        let numerals = &juyan::catalogue().numerals;
        let cases = [
            ("一、计划执行情况", Some(Rank::Section)),
            ("十二、其他", Some(Rank::Section)),
            ("（三）工业", Some(Rank::Part)),
            ("(十一)工业", Some(Rank::Part)),
            ("1.粮食", Some(Rank::Point)),
            ("12．粮食", Some(Rank::Point)),
            ("（2）粮食", Some(Rank::Item)),
            ("2.5万吨粮食", None),
            ("一是粮食", None),
            ("粮食", None),
            ("（", None),
            ("", None),
        ];
        for (words, rank) in cases {
            assert_eq!(told(words, numerals), rank, "{words}");
        }
    }
}
