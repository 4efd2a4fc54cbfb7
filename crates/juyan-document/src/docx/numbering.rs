//! Automatic numbering: the numbers that Word shows but does not keep in the text.

use super::xml::{attribute, is_on, number};
use crate::ReadError;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// A list has nine levels.
const LEVELS: usize = 9;

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
    style: Option<String>,
    legal: bool,
    /// The number of levels after whose change this one begins again; 0 for never.
    restart: Option<usize>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            format: "decimal".to_owned(),
            text: String::new(),
            style: None,
            legal: false,
            restart: None,
        }
    }
}

#[derive(Debug, Clone, Default)]
struct List {
    scheme: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
    begun: bool,
}

/// The numbering schemes and how far each list has come.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbering {
    schemes: BTreeMap<u32, BTreeMap<usize, Level>>,
    lists: BTreeMap<u32, List>,
    counts: BTreeMap<u32, [Option<u32>; LEVELS]>,
}

/// Where the parser stands in the numbering part.
#[derive(Debug, Default)]
struct Place {
    scheme: Option<u32>,
    list: Option<u32>,
    level: usize,
}

impl Numbering {
    pub(super) fn read(text: &str) -> Result<Self, ReadError> {
        let mut reader = Reader::from_str(text);
        let mut numbering = Self::default();
        let mut place = Place::default();
        loop {
            match reader.read_event().map_err(|_| ReadError::BrokenDocx)? {
                Event::Eof => return Ok(numbering),
                Event::Start(element) | Event::Empty(element) => numbering.take(&element, &mut place),
                Event::End(element) => match element.local_name().as_ref() {
                    b"abstractNum" => place.scheme = None,
                    b"num" => place.list = None,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn take(&mut self, element: &BytesStart, place: &mut Place) {
        let id = |name: &str| attribute(element, name).and_then(|value| value.parse().ok());
        match element.local_name().as_ref() {
            b"abstractNum" => place.scheme = id("abstractNumId"),
            b"num" => {
                place.list = id("numId");
                self.lists.extend(place.list.map(|list| (list, List::default())));
            }
            b"abstractNumId" => {
                if let Some(list) = place.list.and_then(|list| self.lists.get_mut(&list)) {
                    list.scheme = number(element).unwrap_or_default();
                }
            }
            b"lvl" | b"lvlOverride" => {
                place.level = attribute(element, "ilvl")
                    .and_then(|value| value.parse().ok())
                    .unwrap_or(0);
            }
            b"startOverride" => {
                if let Some(list) = place.list.and_then(|list| self.lists.get_mut(&list)) {
                    list.starts.insert(place.level, number(element).unwrap_or(1));
                }
            }
            name => {
                let levels = match (
                    place.scheme,
                    place.list.and_then(|list| self.lists.get_mut(&list)),
                ) {
                    (Some(scheme), _) => self.schemes.entry(scheme).or_default(),
                    (None, Some(list)) => &mut list.levels,
                    (None, None) => return,
                };
                set(levels, place.level, name, element);
            }
        }
    }

    /// The number of the next paragraph of `list` at `level`, or at the level that belongs to `style`.
    pub(super) fn next(&mut self, list: u32, level: Option<usize>, style: Option<&str>) -> Option<String> {
        let definition = self.lists.get_mut(&list)?;
        let scheme = self.schemes.get(&definition.scheme)?;
        let by_style = || {
            let mut levels: Vec<_> = scheme
                .iter()
                .filter(|(_, level)| level.style.as_deref() == style)
                .collect();
            levels.sort_by_key(|(number, _)| **number);
            levels.first().map(|(number, _)| **number)
        };
        let level = level
            .or_else(|| style.and_then(|_| by_style()))
            .unwrap_or(0)
            .min(LEVELS - 1);
        let levels = |number: usize| definition.levels.get(&number).or_else(|| scheme.get(&number));
        let counts = self.counts.entry(definition.scheme).or_default();
        if !definition.begun {
            for (number, start) in &definition.starts {
                if let Some(slot) = counts.get_mut(*number) {
                    *slot = start.checked_sub(1);
                }
            }
        }
        advance(counts, level, levels);
        let label = levels(level).map(|shape| label(shape, counts, levels));
        definition.begun = true;
        label
    }
}

fn set(levels: &mut BTreeMap<usize, Level>, level: usize, name: &[u8], element: &BytesStart) {
    let known = matches!(
        name,
        b"start" | b"numFmt" | b"lvlText" | b"pStyle" | b"isLgl" | b"lvlRestart"
    );
    if !known || level >= LEVELS {
        return;
    }
    let level = levels.entry(level).or_default();
    match name {
        b"start" => level.start = number(element).unwrap_or(1),
        b"numFmt" => level.format = attribute(element, "val").unwrap_or_default(),
        b"lvlText" => level.text = attribute(element, "val").unwrap_or_default(),
        b"pStyle" => level.style = attribute(element, "val"),
        b"isLgl" => level.legal = is_on(element),
        _ => level.restart = number(element),
    }
}

/// Counts one on at `level`; the levels above it begin if they have not, those below begin again.
fn advance<'a>(
    counts: &mut [Option<u32>; LEVELS],
    level: usize,
    levels: impl Fn(usize) -> Option<&'a Level>,
) {
    let start = |number: usize| levels(number).map_or(1, |level| level.start);
    for (number, slot) in counts.iter_mut().enumerate() {
        let keeps = levels(number)
            .and_then(|level| level.restart)
            .is_some_and(|after| after == 0 || after <= level);
        if number < level {
            *slot = slot.or(Some(start(number)));
        } else if number == level {
            *slot = Some(slot.map_or(start(number), |count| count.saturating_add(1)));
        } else if !keeps {
            *slot = None;
        }
    }
}

/// The level's pattern with the counts put in; what follows it is a space where it ends in a letter or a full stop.
fn label<'a>(
    shape: &Level,
    counts: &[Option<u32>; LEVELS],
    levels: impl Fn(usize) -> Option<&'a Level>,
) -> String {
    if matches!(shape.format.as_str(), "bullet" | "none") {
        return String::new();
    }
    let mut label = String::new();
    let mut pattern = shape.text.chars().peekable();
    while let Some(c) = pattern.next() {
        let place = pattern
            .peek()
            .and_then(|digit| digit.to_digit(10))
            .filter(|_| c == '%');
        let Some(place) = place.and_then(|place| usize::try_from(place).ok()?.checked_sub(1)) else {
            label.push(c);
            continue;
        };
        pattern.next();
        let count = counts.get(place).copied().flatten();
        let format = levels(place)
            .filter(|_| !shape.legal)
            .map_or("decimal", |level| level.format.as_str());
        label.extend(count.map(|count| numeral(count, format)));
    }
    if label.ends_with(|c: char| c.is_ascii()) && !label.ends_with([')', ']', ' ']) {
        label.push(' ');
    }
    label
}

// The characters that ECMA-376 part 1, 17.18.59 (ST_NumberFormat) fixes for its formats. They belong to the file
// format, not to the vocabulary of reports; the house's tests know them as the exception that they are.
const COUNTING: &str = "〇一二三四五六七八九";
const COUNTING_UNITS: &str = "十百千";
const COUNTING_ZERO: char = '零';
const LEGAL: &str = "零壹贰叁肆伍陆柒捌玖";
const LEGAL_UNITS: &str = "拾佰仟";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";

/// A number in one of Word's formats; decimal where the format is not known or has no such number.
fn numeral(number: u32, format: &str) -> String {
    let shifted = |first: char, count: u32| {
        let code = u32::from(first) + number - 1;
        (1..=count)
            .contains(&number)
            .then(|| char::from_u32(code))
            .flatten()
            .map(String::from)
    };
    let nth = |signs: &str| {
        let place = usize::try_from(number)
            .ok()
            .and_then(|number| number.checked_sub(1));
        place.and_then(|place| signs.chars().nth(place)).map(String::from)
    };
    let special = match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting" => counted(number, COUNTING, COUNTING_UNITS, COUNTING_ZERO),
        "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => {
            counted(number, LEGAL, LEGAL_UNITS, COUNTING_ZERO)
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => {
            let digits = number.to_string();
            Some(
                digits
                    .chars()
                    .filter_map(|digit| sign(COUNTING, digit.to_digit(10)?))
                    .collect(),
            )
        }
        "ideographTraditional" => nth(STEMS),
        "ideographZodiac" => nth(BRANCHES),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => shifted('①', 20),
        "decimalEnclosedParen" => shifted('⑴', 20),
        "decimalEnclosedFullstop" => shifted('⒈', 20),
        "ideographEnclosedCircle" => shifted('㊀', 10),
        "decimalFullWidth" | "decimalFullWidth2" => {
            let wide = |digit: char| char::from_u32(u32::from(digit) - u32::from('0') + u32::from('０'));
            Some(number.to_string().chars().filter_map(wide).collect())
        }
        "decimalZero" => Some(format!("{number:02}")),
        "upperRoman" => Some(roman(number)),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "upperLetter" => letters(number, 'A'),
        "lowerLetter" => letters(number, 'a'),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

fn sign(signs: &str, digit: u32) -> Option<char> {
    signs.chars().nth(usize::try_from(digit).ok()?)
}

/// Counts with ten, hundred and thousand, as far as headings go.
fn counted(number: u32, digits: &str, units: &str, zero: char) -> Option<String> {
    if !(1..10_000).contains(&number) {
        return None;
    }
    let mut out = String::new();
    let mut gap = false;
    for power in (0..4_u32).rev() {
        let digit = number / 10_u32.pow(power) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(zero);
        }
        gap = false;
        // Eleven is ten and one, not one ten and one.
        if !(digit == 1 && power == 1 && out.is_empty()) {
            out.extend(sign(digits, digit));
        }
        out.extend(power.checked_sub(1).and_then(|power| sign(units, power)));
    }
    Some(out)
}

fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 5000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}

/// A to Z, then AA to ZZ.
fn letters(number: u32, first: char) -> Option<String> {
    let place = number.checked_sub(1)?;
    let letter = char::from_u32(u32::from(first) + place % 26)?;
    let times = usize::try_from(place / 26 + 1).ok().filter(|times| *times < 30)?;
    Some(std::iter::repeat_n(letter, times).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_of_word() {
        let cases = [
            (1, "chineseCounting", "一"),
            (10, "chineseCounting", "十"),
            (11, "chineseCountingThousand", "十一"),
            (20, "chineseCountingThousand", "二十"),
            (101, "chineseCountingThousand", "一百零一"),
            (110, "chineseCountingThousand", "一百一十"),
            (3, "chineseLegalSimplified", "叁"),
            (10, "ideographDigital", "一〇"),
            (2, "ideographTraditional", "乙"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "decimalEnclosedCircle", "21"),
            (12, "decimalFullWidth", "１２"),
            (4, "lowerRoman", "iv"),
            (27, "upperLetter", "AA"),
            (7, "decimal", "7"),
            (u32::MAX, "upperLetter", "4294967295"),
        ];
        for (number, format, expected) in cases {
            assert_eq!(numeral(number, format), expected, "{number} {format}");
        }
    }

    #[test]
    fn levels_count_within_those_above() {
        let level = |number: usize, format: &str, text: &str| {
            format!(
                r#"<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
            )
        };
        let text = format!(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="4">{}{}{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="4"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
            </w:numbering>"#,
            level(0, "chineseCounting", "%1、"),
            level(1, "chineseCounting", "（%2）"),
            level(2, "decimal", "%3."),
        );
        let mut numbering = Numbering::read(&text).unwrap();
        let mut next = |list, level| numbering.next(list, Some(level), None).unwrap();
        assert_eq!(
            [next(1, 0), next(1, 1), next(1, 1), next(1, 2)],
            ["一、", "（一）", "（二）", "1. "]
        );
        assert_eq!([next(1, 0), next(1, 1)], ["二、", "（一）"]);
        assert_eq!([next(2, 0), next(2, 0)], ["一、", "二、"]);
        assert_eq!(numbering.next(9, None, None), None);
    }
}
