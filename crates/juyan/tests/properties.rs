//! What holds of every text: spans, locality, order. Examples are in `spec/`; these are laws.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

use juyan::document::Document;
use juyan::model::{Figure, Span};
use juyan::reader::Reading;
use juyan::vocabulary::{Catalogue, Source};
use proptest::prelude::*;
use std::path::Path;

fn document(text: &str) -> Document {
    juyan::document::read(text.as_bytes(), "text.txt", juyan::catalogue())
        .unwrap_or_else(|_| juyan::document::from_text(text))
}

fn read(text: &str) -> (Document, Reading) {
    let document = document(text);
    let reading = juyan::reader::read(&document, juyan::catalogue());
    (document, reading)
}

/// Pieces that reports are made of, so that drawn texts reach the grammar and not only its edge.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "地区生产总值",
        "完成投资",
        "其中",
        "分别",
        "同比增长",
        "下降",
        "占",
        "的",
        "由",
        "提高到",
        "达到",
        "居全省第",
        "第",
        "三次产业比",
        "新建",
        "续建",
        "截至",
        "6月末",
        "2024年",
        "上半年",
        "亿元",
        "万亩",
        "%",
        "个百分点",
        "项",
        "家",
        "：",
        "，",
        "。",
        "；",
        "（",
        "）",
        "、",
        "\n",
        "一、",
        "（二）",
        "力争",
        "没有发生",
        "近",
        "余",
        "以上",
        "左右",
        "十八号",
        "两",
        "百",
        "万",
        "亿",
        "点",
        "-",
        "—",
        "|",
        "\t",
        "７",
        "０",
        ".",
        "∶",
        "成",
        "倍",
        "番",
        "二〇二四年",
        "2024年，",
        "全年",
        "日均",
        "户均",
        "亿亿亿",
        "立方米",
        "㎡",
        "𠀀",
        "e\u{301}",
        "\u{feff}",
        "\r\n",
        " ",
    ]);
    let piece = prop_oneof![6 => words.prop_map(str::to_owned), 3 => number(), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Numbers as reports print them, and now and then with as many decimals as a decimal can hold.
fn number() -> impl Strategy<Value = String> {
    let usual = (0_u32..100_000, 0_usize..4).prop_map(|(number, decimals)| match decimals {
        0 => number.to_string(),
        _ => format!("{}.{}", number / 100, number % 100),
    });
    let long = (0_u8..10, 0_usize..=28, 0_u8..10).prop_map(|(whole, decimals, digit)| {
        format!("{whole}.{}{digit}", "0".repeat(decimals.saturating_sub(1)))
    });
    prop_oneof![4 => usual, 1 => long]
}

/// A whole and its parts with this many decimals each, which all rules of sums look at.
fn parted() -> impl Strategy<Value = String> {
    (number(), number(), number(), 0_usize..=28).prop_map(|(whole, first, second, decimals)| {
        let zeros = "0".repeat(decimals);
        format!("全市投资{whole}{zeros}万元，其中：工业{first}{zeros}万元，农业{second}{zeros}亿元，占{second}{zeros}%。")
    })
}

fn fits(text: &str, span: Span) -> bool {
    span.start < span.end && text.get(span.start..span.end).is_some()
}

/// Few cases here; `PROPTEST_CASES=20000 cargo test -p juyan --test properties` looks longer.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(400),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn figures_are_in_the_text_in_order_and_apart(text in pieces()) {
        let (document, reading) = read(&text);
        for figure in &reading.figures {
            prop_assert!(fits(&document.text, figure.span), "{:?}", figure.span);
            prop_assert!(figure.subject.is_none_or(|subject| fits(&document.text, subject)), "{:?}", figure.subject);
            prop_assert!(figure.of.is_none_or(|of| of.0 < reading.figures.len()));
        }
        for pair in reading.figures.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?} and {:?}", pair[0].span, pair[1].span);
        }
    }

    #[test]
    fn findings_mark_words_of_the_text(text in pieces()) {
        let document = document(&text);
        let checked = juyan::check(&document, juyan::catalogue(), &juyan::Options::default());
        for finding in &checked.findings {
            prop_assert!(!finding.spans.is_empty());
            prop_assert!(finding.spans.iter().all(|span| fits(&document.text, *span)), "{finding:?}");
            prop_assert!(finding.spans.is_sorted());
        }
        for (claim, _) in checked.judged() {
            prop_assert!(claim.members.iter().all(|member| member.figure.0 < checked.reading.figures.len()));
        }
    }

    #[test]
    fn numbers_of_any_length_are_judged(text in parted()) {
        let document = document(&text);
        let checked = juyan::check(&document, juyan::catalogue(), &juyan::Options::default());
        prop_assert!(checked.reading.figures.iter().all(|figure| fits(&document.text, figure.span)));
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        let (document, reading) = read(&text);
        prop_assert!(reading.figures.iter().all(|figure| fits(&document.text, figure.span)));
    }
}

/// A figure without its place in the list and in the text.
fn told(text: &str, figure: &Figure) -> String {
    let subject = figure.subject.map(|subject| subject.of(text));
    format!(
        "{} {:?} {:?} {:?} {subject:?} {:?} {:?} {:?} {:?} {:?}",
        figure.span.of(text),
        figure.role,
        figure.value,
        figure.unit,
        figure.base,
        figure.approx,
        figure.mode,
        figure.period,
        figure.indicator,
    )
}

fn all_told(text: &str) -> Vec<String> {
    let (document, reading) = read(text);
    reading
        .figures
        .iter()
        .map(|figure| told(&document.text, figure))
        .collect()
}

const TITLE: &str = "某县2024年上半年国民经济和社会发展计划执行情况\n\n一、上半年计划执行情况\n";

const PARAGRAPHS: [&str; 6] = [
    "地区生产总值86.4亿元，同比增长3.1%；社会消费品零售总额20.5亿元，同比下降1.2%。",
    "实施重点项目18项，其中新建11项、续建7项；已开工17项，开复工进度94.4%。",
    "发电量、上网电量同比分别增长19.83%和15.93%。城镇化率由58.1%提高到60.4%。",
    "截至6月末，各项贷款余额98亿元，较年初增加6.2亿元。城镇登记失业率控制在4.5%以内。",
    "三次产业结构为12.3:45.6:42.1。即办件占比达73.82%，居全市第2位。",
    "神舟十八号发射顺利，治本攻坚三年行动深入开展，全县没有发生重特大火灾。",
];

#[test]
fn an_unrelated_paragraph_changes_no_fact() {
    for paragraph in PARAGRAPHS {
        let alone = all_told(&format!("{TITLE}{paragraph}\n"));
        for other in PARAGRAPHS.iter().filter(|other| **other != paragraph) {
            let (before, after) = (
                format!("{TITLE}{other}\n{paragraph}\n"),
                format!("{TITLE}{paragraph}\n{other}\n"),
            );
            let together = all_told(&before);
            let tail = &together[together.len() - (alone.len() - heads())..];
            assert_eq!(tail, &alone[heads()..], "after: {other}");
            assert_eq!(all_told(&after)[..alone.len()], alone, "before: {other}");
        }
    }
}

/// Figures of the title and the heading.
fn heads() -> usize {
    all_told(TITLE).len()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(&root)
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            match path.extension().and_then(|kind| kind.to_str()) {
                None => folders.push(path),
                Some("toml" | "tsv") => sources.push(Source {
                    path: name,
                    text: std::fs::read_to_string(path).unwrap(),
                }),
                Some(_) => {}
            }
        }
    }
    sources
}

#[test]
fn the_order_of_catalogue_files_changes_nothing() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt"))
            .unwrap();
    let read_with = |sources: &[Source]| {
        let (catalogue, _): (Catalogue, _) = Catalogue::load(sources).unwrap();
        let document = juyan::document::read(text.as_bytes(), "report.txt", &catalogue).unwrap();
        let checked = juyan::check(&document, &catalogue, &juyan::Options::default());
        (checked.reading.clone(), checked.findings.clone())
    };
    let mut sources = sources();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let first = read_with(&sources);
    sources.reverse();
    let reversed = read_with(&sources);
    assert_eq!(first.0.figures, reversed.0.figures);
    assert_eq!(first, reversed);
    let half = sources.len() / 2;
    sources.rotate_left(half);
    assert_eq!(first, read_with(&sources));
}

#[test]
fn twenty_eight_decimals_are_judged() {
    let text = "全市投资2.0000000000000000000000000000万元，其中：工业1.0000000000000000000000000000万元";
    let document = document(text);
    let checked = juyan::check(&document, juyan::catalogue(), &juyan::Options::default());
    assert_eq!(checked.reading.figures.len(), 2);
}

#[test]
fn the_largest_numbers_are_judged() {
    for (total, each) in [
        ("7万亿亿亿", "5万亿亿亿"),
        ("9亿", "1万亿亿亿"),
        ("1万亿亿亿", "3"),
    ] {
        let text = format!(
            "2024年，全年处理污水{total}立方米，日均{each}立方米，户均{each}立方米，比上年增长{total}立方米。"
        );
        juyan::check(&document(&text), juyan::catalogue(), &juyan::Options::default());
    }
}

#[test]
fn the_same_text_is_read_the_same() {
    let text = PARAGRAPHS.join("\n");
    assert_eq!(read(&text).1, read(&text).1);
}
