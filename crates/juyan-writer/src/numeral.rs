//! Digits as they are written: 1,100.9, 二十四, 贰拾肆.
//!
//! The signs are the catalogue's (`catalogue/words/saying.toml`), and each is one that the reader reads with the value that it
//! has here; a test says so.

use crate::format::{Pattern, Style};
use juyan::vocabulary::Catalogue;
use num_bigint::BigUint;
use num_traits::Zero;
use smol_str::SmolStr;

/// Writes the number of so many units of its last decimal: 1629 with two decimals is 16.29. None where the style has no word for it.
pub(crate) fn written(
    units: &BigUint,
    decimals: u32,
    pattern: Pattern,
    catalogue: &Catalogue,
) -> Option<String> {
    match pattern.style {
        Style::Arabic => Some(figures(units, decimals, pattern.grouped)),
        Style::Wide => wide(&figures(units, decimals, pattern.grouped), ".", catalogue),
        Style::Full => wide(&figures(units, decimals, pattern.grouped), FULL_POINT, catalogue),
        Style::Han | Style::Liang | Style::Bare | Style::Formal if decimals > 0 => None,
        Style::Han => words(units, catalogue, "saying.han"),
        Style::Liang => liang(&words(units, catalogue, "saying.han")?, catalogue),
        Style::Bare => {
            let counted = liang(&words(units, catalogue, "saying.han")?, catalogue)?;
            bare(&counted, catalogue)
        }
        Style::Formal => words(units, catalogue, "saying.formal"),
    }
}

/// The point between digits of full width.
pub(crate) const FULL_POINT: &str = "\u{ff0e}";

fn figures(units: &BigUint, decimals: u32, grouped: bool) -> String {
    let places = usize::try_from(decimals).unwrap_or(usize::MAX);
    let digits = format!(
        "{units:0>width$}",
        units = units.to_string(),
        width = places.saturating_add(1)
    );
    let (whole, part) = digits.split_at(digits.len().saturating_sub(places));
    let mut written = String::with_capacity(digits.len() + 8);
    for (at, digit) in whole.char_indices() {
        if grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if !part.is_empty() {
        written.push('.');
        written.push_str(part);
    }
    written
}

fn wide(figures: &str, point: &'static str, catalogue: &Catalogue) -> Option<String> {
    let digits = catalogue.list("saying.wide");
    figures
        .chars()
        .map(|figure| match figure.to_digit(10) {
            Some(digit) => sign(digits, digit).map(SmolStr::as_str),
            None if figure == '.' => Some(point),
            None => Some(","),
        })
        .collect()
}

fn sign(signs: &[SmolStr], digit: u32) -> Option<&SmolStr> {
    signs.get(usize::try_from(digit).ok()?)
}

/// More than 9999亿 is written with figures.
const LONGEST: usize = 12;

/// 一万五千亿: groups of four digits, each with the word for its place.
fn words(units: &BigUint, catalogue: &Catalogue, style: &str) -> Option<String> {
    let digits = catalogue.list(match style {
        "saying.formal" => "saying.formal.digits",
        _ => "saying.han.digits",
    });
    let powers = catalogue.list(match style {
        "saying.formal" => "saying.formal.powers",
        _ => "saying.han.powers",
    });
    // Tens, hundreds, thousands; then 万 and 亿.
    let [ten, hundred, thousand, myriad, yi] = powers else {
        return None;
    };
    if units.is_zero() {
        return digits.first().map(ToString::to_string);
    }
    let figures: Vec<u32> = units
        .to_string()
        .chars()
        .filter_map(|figure| figure.to_digit(10))
        .collect();
    if figures.len() > LONGEST {
        return None;
    }
    let zero = digits.first()?;
    let mut written = String::new();
    let mut gap = false;
    for (at, digit) in figures.iter().enumerate() {
        let place = figures.len() - 1 - at;
        let power = match place % 4 {
            1 => ten,
            2 => hundred,
            3 => thousand,
            _ => &SmolStr::default(),
        };
        if *digit == 0 {
            gap = true;
        } else {
            if std::mem::take(&mut gap) && !written.is_empty() {
                written.push_str(zero);
            }
            // 十二, not 一十二, where a number begins so.
            let is_bare = *digit == 1 && place % 4 == 1 && at == 0 && style == "saying.han";
            if !is_bare {
                written.push_str(sign(digits, *digit)?);
            }
            written.push_str(power);
        }
        let group = figures
            .get(at.saturating_sub(3 - place % 4)..=at)
            .unwrap_or_default();
        let group = group.get(group.len().saturating_sub(4)..).unwrap_or_default();
        let has_any = figures.len() - place <= 4 || group.iter().any(|digit| *digit != 0);
        if place == 8 {
            written.push_str(yi);
            gap = false;
        } else if place == 4 && has_any {
            written.push_str(myriad);
            gap = false;
        }
    }
    Some(written)
}

/// 两 for 二 where it counts: alone, and before hundreds and more.
fn liang(words: &str, catalogue: &Catalogue) -> Option<String> {
    let two = catalogue.list("saying.han.digits").get(2)?;
    let pair = catalogue.list("saying.liang").first()?;
    let ten = catalogue.list("saying.han.powers").first()?;
    let rest = words
        .strip_prefix(two.as_str())
        .filter(|rest| !rest.starts_with(ten.as_str()));
    Some(rest.map_or_else(|| words.to_owned(), |rest| format!("{pair}{rest}")))
}

/// 千 for 一千, 百万 for 一百万: where a round number begins with its power.
fn bare(words: &str, catalogue: &Catalogue) -> Option<String> {
    let one = catalogue.list("saying.han.digits").get(1)?;
    let powers = catalogue.list("saying.han.powers");
    let rest = words
        .strip_prefix(one.as_str())
        .filter(|rest| powers.iter().any(|power| rest.starts_with(power.as_str())));
    Some(rest.unwrap_or(words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pattern(style: Style) -> Pattern {
        Pattern {
            style,
            ..Pattern::default()
        }
    }

    fn write(units: u64, style: Style) -> String {
        written(&units.into(), 0, pattern(style), juyan::catalogue()).unwrap()
    }

    #[test]
    fn numbers_are_written_as_they_are_said() {
        for (units, words) in [
            (0, "零"),
            (2, "二"),
            (10, "十"),
            (12, "十二"),
            (20, "二十"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1_005, "一千零五"),
            (10_000, "一万"),
            (10_500, "一万零五百"),
            (100_500, "十万零五百"),
            (1_500_000_000_000 / 10, "一千五百亿"),
            (100_000_001, "一亿零一"),
        ] {
            assert_eq!(write(units, Style::Han), words, "{units}");
        }
        assert_eq!(write(2, Style::Liang), "两");
        assert_eq!(write(200, Style::Liang), "两百");
        assert_eq!(write(20, Style::Liang), "二十");
        assert_eq!(write(24, Style::Formal), "贰拾肆");
        assert_eq!(write(12, Style::Formal), "壹拾贰");
        assert_eq!(write(24, Style::Wide), "２４");
    }

    #[test]
    fn groups_and_decimals_are_parted() {
        assert_eq!(figures(&1_234_567_u32.into(), 2, true), "12,345.67");
        assert_eq!(figures(&5_u32.into(), 2, false), "0.05");
        assert_eq!(figures(&0_u32.into(), 1, false), "0.0");
    }

    proptest! {
        /// Whatever is written is read again as what it was.
        #[test]
        fn what_is_written_is_read(units in 1_u64..1_000_000_000_000, style in 0_usize..5) {
            let style = [Style::Arabic, Style::Wide, Style::Han, Style::Liang, Style::Formal][style];
            let catalogue = juyan::catalogue();
            if let Some(words) = written(&units.into(), 0, pattern(style), catalogue) {
                let read = juyan::reader::numeral(&words, &catalogue.numerals).unwrap();
                prop_assert_eq!(read.len, words.len(), "{}", words);
                prop_assert_eq!(read.value, Some(units.into()), "{}", words);
            }
        }
    }
}
