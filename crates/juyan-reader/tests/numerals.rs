//! Numerals: cases by hand, and what is printed in any style is read back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that stops here has failed and says where"
)]

mod vocabulary;

use juyan_reader::numeral;
use proptest::prelude::*;
use vocabulary::catalogue;

/// What `text` begins with: the numeral's words, its value, its scale.
fn read(text: &str) -> Option<(String, String, String)> {
    let found = numeral(text, &catalogue().numerals)?;
    let value = found
        .value
        .map_or_else(|| "-".to_owned(), |value| value.normalize().to_string());
    Some((text[..found.len].to_owned(), value, found.scale.to_string()))
}

#[test]
fn reads_what_stands_in_reports() {
    let cases = [
        ("一万五千亿元", "一万五千亿", "1500000000000", "100000000000"),
        ("二十万亿元", "二十万亿", "20000000000000", "1000000000000"),
        ("三十万多亿元", "三十万多亿", "30000000000000", "1000000000000"),
        ("1,100.9亿元", "1,100.9亿", "110090000000", "100000000"),
        ("100000万美元", "100000万", "1000000000", "10000"),
        ("47.264287亿元", "47.264287亿", "4726428700", "100000000"),
        ("816 000人", "816 000", "816000", "1"),
        ("816 00人", "816", "816", "1"),
        ("1649. 39亿元", "1649. 39亿", "164939000000", "100000000"),
        ("17 .2%", "17 .2", "17.2", "1"),
        ("7500 亩", "7500", "7500", "1"),
        ("1104.49 亿元", "1104.49 亿", "110449000000", "100000000"),
        ("2万千瓦", "2万", "20000", "10000"),
        ("3千克", "3", "3", "1"),
        ("3千万千瓦", "3千万", "30000000", "10000000"),
        ("67.1百分点", "67.1", "67.1", "1"),
        ("20MW", "20", "20", "1"),
        ("两万五", "两万五", "25000", "1000"),
        ("二百五", "二百五", "250", "1"),
        ("一百零五项", "一百零五", "105", "1"),
        ("廿三", "廿三", "23", "1"),
        ("二〇二四年", "二〇二四", "2024", "1"),
        ("三点一四", "三点一四", "3.14", "1"),
        ("三点五亿", "三点五亿", "350000000", "100000000"),
        ("壹佰贰拾叁", "壹佰贰拾叁", "123", "1"),
        ("2亿3千万", "2亿3千万", "230000000", "10000000"),
        ("1亿2000万元", "1亿2000万", "120000000", "10000"),
        ("10多亿元", "10多亿", "1000000000", "100000000"),
        ("3000余万元", "3000余万", "30000000", "10000"),
        ("3万多亿元", "3万多亿", "3000000000000", "1000000000000"),
        ("3千多万人", "3千多万", "30000000", "10000000"),
        ("1亿3千多万", "1亿3千多万", "130000000", "10000000"),
        ("3000余吨", "3000", "3000", "1"),
        ("二十多万人", "二十多万", "200000", "10000"),
        ("万亿元", "万亿", "1000000000000", "1000000000000"),
        ("千万吨", "千万", "10000000", "10000000"),
        ("十万", "十万", "100000", "10000"),
        (
            "１０．２万亿元",
            "１０．２万亿",
            "10200000000000",
            "1000000000000",
        ),
        ("5，300家", "5，300", "5300", "1"),
        ("增长".trim_start_matches("增长"), "", "", ""),
        ("12.3，456家", "12.3", "12.3", "1"),
        ("2023，100家", "2023", "2023", "1"),
        ("两三千人", "两三千", "3000", "1000"),
        ("十七八个", "十七八", "18", "1"),
        ("1.2.3", "1.2.3", "-", "1"),
        ("Ⅲ类", "Ⅲ", "3", "1"),
        ("三千五千", "三千", "3000", "1000"),
        ("零点五", "零点五", "0.5", "1"),
        ("零", "零", "0", "1"),
        ("五千瓦", "五", "5", "1"),
    ];
    for (text, words, value, scale) in cases {
        let wanted = (!words.is_empty()).then(|| (words.to_owned(), value.to_owned(), scale.to_owned()));
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn keeps_printed_decimals() {
    let found = numeral("16.30亿元", &catalogue().numerals).unwrap();
    assert_eq!(found.digits.to_string(), "16.30");
}

#[test]
fn refuses_what_is_no_number() {
    for text in [
        "",
        "增长",
        "千瓦时",
        "百分之五十",
        ".5",
        "，",
        "多",
        "点",
        "abc",
        "（",
        "余",
    ] {
        assert_eq!(numeral(text, &catalogue().numerals), None, "{text}");
    }
}

#[test]
fn too_many_digits_have_no_value() {
    let long = "7".repeat(10_000);
    let found = numeral(&long, &catalogue().numerals).unwrap();
    assert_eq!((found.len, found.value), (10_000, None));
    assert!(numeral(&"亿".repeat(1000), &catalogue().numerals).is_some());
    assert!(
        numeral(&"九".repeat(1000), &catalogue().numerals)
            .unwrap()
            .value
            .is_none()
    );
}

#[test]
fn all_spread_ends_are_given() {
    let lower = |text: &str| {
        numeral(text, &catalogue().numerals)
            .unwrap()
            .lower
            .unwrap()
            .to_string()
    };
    assert_eq!(
        [
            lower("两三千人"),
            lower("三四个"),
            lower("三五百"),
            lower("十七八个")
        ],
        ["2000", "3", "300", "17"]
    );
}

/// The benchmark of 10,000 numerals, where its file has been made: `numerals.py gen target/numerals.tsv`.
#[test]
fn reads_the_benchmark() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/numerals.tsv");
    let Ok(rows) = std::fs::read_to_string(&path) else {
        println!("no {}: not measured", path.display());
        return;
    };
    let mut wrong = Vec::new();
    for row in rows.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let found = numeral(cells[0], &catalogue().numerals);
        let value: juyan_model::Decimal = cells[1].parse().unwrap();
        if found.is_none_or(|found| found.len != cells[0].len() || found.value != Some(value)) {
            wrong.push(format!("{row}: {found:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(10)]
    );
}

/// Writes `number` by places with the given digits and places.
fn by_places(number: u64, digits: &str, places: [&str; 3]) -> String {
    let digits: Vec<char> = digits.chars().collect();
    let mut text = String::new();
    for (unit, word) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let section = number / unit % if unit == 100_000_000 { 10_000_000 } else { 10_000 };
        if section == 0 {
            continue;
        }
        let mut gap = !text.is_empty() && section < 1000;
        let mut begun = false;
        for (power, place) in [(1000, places[2]), (100, places[1]), (10, places[0]), (1, "")] {
            let digit = usize::try_from(section / power % 10).unwrap();
            if digit == 0 {
                gap |= begun;
                continue;
            }
            if gap {
                text.push(digits[0]);
            }
            (gap, begun) = (false, true);
            text.push(digits[digit]);
            text.push_str(place);
        }
        text.push_str(word);
    }
    if text.is_empty() {
        digits[0].to_string()
    } else {
        text
    }
}

fn grouped(number: u64, separator: char) -> String {
    let plain = number.to_string();
    let mut text = String::new();
    for (place, digit) in plain.chars().enumerate() {
        if place > 0 && (plain.len() - place).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

fn value(text: &str) -> (usize, Option<juyan_model::Decimal>) {
    numeral(text, &catalogue().numerals).map_or((0, None), |found| (found.len, found.value))
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    #[test]
    fn reads_back_characters(number in 0_u64..999_999_999_999) {
        for (digits, places) in [("零一二三四五六七八九", ["十", "百", "千"]), ("零壹贰叁肆伍陆柒捌玖", ["拾", "佰", "仟"])] {
            let text = by_places(number, digits, places);
            prop_assert_eq!(value(&text), (text.len(), Some(number.into())), "{}", text);
        }
    }

    #[test]
    fn reads_back_figures(number in 0_u64..999_999_999_999, decimals in 0_u32..6, comma in any::<bool>()) {
        let decimal = juyan_model::Decimal::try_from_i128_with_scale(number.into(), decimals).unwrap();
        let text = if decimals == 0 && comma { grouped(number, ',') } else { decimal.to_string() };
        prop_assert_eq!(value(&text), (text.len(), Some(decimal)), "{}", text);
        let wide: String = text.chars().map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) - u32::from('0') + u32::from('０')).unwrap(),
            '.' => '．',
            _ => '，',
        }).collect();
        prop_assert_eq!(value(&wide), (wide.len(), Some(decimal)), "{}", wide);
    }

    #[test]
    fn reads_back_mixed(number in 1_u64..99_999_999, decimals in 0_u32..4, scale in 0_usize..5, rough in any::<bool>()) {
        let (word, worth) = [("万", 10_000_u64), ("百万", 1_000_000), ("千万", 10_000_000), ("亿", 100_000_000), ("万亿", 1_000_000_000_000)][scale];
        let decimal = juyan_model::Decimal::try_from_i128_with_scale(number.into(), decimals).unwrap();
        let text = format!("{decimal}{}{word}", if rough { "余" } else { "" });
        let found = numeral(&text, &catalogue().numerals).unwrap();
        prop_assert_eq!(found.len, text.len(), "{}", text);
        prop_assert_eq!(found.digits, decimal);
        prop_assert_eq!(found.value, decimal.checked_mul(worth.into()));
        prop_assert_eq!(found.rough, rough);
    }

    #[test]
    fn never_panics(text in "[0-9０-９.．,， 零一二三五十百千万亿点廿多余几两壹拾ⅠⅢ千瓦]{0,40}") {
        let mut at = 0;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let len = numeral(rest, &catalogue().numerals).map_or(0, |found| found.len);
            prop_assert!(rest.is_char_boundary(len));
            at += len.max(rest.chars().next().map_or(1, char::len_utf8));
        }
    }
}
