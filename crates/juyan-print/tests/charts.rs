//! Charts of a report: in a page, and in a Word file.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail loudly"
)]

use juyan::model::Span;
use juyan::{Context, Language};
use juyan_document::docx::Package;
use juyan_document::{Document, from_text};
use juyan_print::chart::{Chart, Kind, Mark};
use juyan_print::official::{Office, docx};
use juyan_print::report_page;

const REPORT: &str = "某旗2025年上半年主要指标\n\n进度\n指标\t单位\t完成\t年计划\t占年计划（%）\n甲<乙\t人\t134\t240\t55.83\n\
                      丙\t万吨\t12.84\t25\t—\n丁\t万吨\t30\t25\t120\n\n完。\n";

fn report() -> Document {
    juyan_document::frame(from_text(REPORT), juyan::catalogue())
}

fn mark(name: &str, value: &str) -> Mark {
    Mark {
        name: name.to_owned(),
        value: value.parse().ok(),
    }
}

fn chart(kind: Kind, marks: &[(&str, &str)]) -> Chart {
    let (from, to) = (REPORT.find("甲<").unwrap(), REPORT.find("\n\n完").unwrap());
    Chart {
        kind,
        title: "图：甲<乙".to_owned(),
        unit: "%".to_owned(),
        span: Span::new(from, to),
        until: "2025-06-30".parse().unwrap(),
        marks: marks.iter().map(|(name, value)| mark(name, value)).collect(),
    }
}

fn progress() -> Chart {
    chart(Kind::Progress, &[("甲<乙", "55.83"), ("丙", "—"), ("丁", "120")])
}

fn page(chart: Chart) -> String {
    let context = Context {
        catalogue: juyan::catalogue(),
        language: Language::Zh,
        name: "",
    };
    report_page(&report(), &[], &[chart], context)
}

/// The numbers of an attribute, in the order in which they stand.
fn numbers<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    let found = page
        .match_indices(before)
        .map(|(at, _)| &page[at + before.len()..]);
    found.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn progress_is_as_long_as_it_is_much() {
    let page = page(progress());
    let before_table = page.split_once("<div class=\"wide\"").unwrap().0;
    assert!(before_table.ends_with("</svg></figure>\n"), "{before_table}");
    assert!(page.contains("role=\"img\" aria-label=\"图：甲&lt;乙\"><title>图：甲&lt;乙</title>"));
    // Names take 30 points and 10 beside them, numbers 64: 338 of 442 are 120%, so that 100% are 281.
    let done = numbers(&page, "<rect fill=\"#5b8fb9\" x=\"40\" y=\"");
    assert_eq!(done.len(), 2, "what is not known has no bar");
    let widths = numbers(&page, "width=\"");
    for width in ["281", "156.9", "337.2"] {
        assert!(widths.contains(&width), "{width} in {widths:?}");
    }
    assert!(page.contains("时间进度 50%") && page.contains(">55.83%<") && page.contains(">120%<"));
    // Half of the year: half of 281 from 40 on.
    assert_eq!(
        numbers(&page, "stroke-dasharray=\"3 2\" x1=\""),
        ["180.5", "180.5"]
    );
}

#[test]
fn a_fall_hangs_below_the_line() {
    let page = page(chart(
        Kind::Series,
        &[("2023年", "7.5"), ("2024年", "—"), ("2025年", "-2.5")],
    ));
    // 110 points are ten percent, and the line is at 22 + 82.5.
    let bars: Vec<(&str, &str)> = numbers(&page, "<rect fill=\"#5b8fb9\" x=\"")
        .into_iter()
        .map(|x| {
            let rest = &page[page.find(&format!("#5b8fb9\" x=\"{x}\"")).unwrap()..];
            (numbers(rest, "y=\"")[0], numbers(rest, " height=\"")[0])
        })
        .collect();
    assert_eq!(bars, [("22", "82.5"), ("104.5", "27.5")]);
    assert!(page.contains(">7.5</text>") && page.contains(">-2.5</text>") && page.contains(">2024年</text>"));
}

#[test]
fn parts_fill_the_whole() {
    let page = page(chart(
        Kind::Composition,
        &[("新建", "13"), ("续建", "8"), ("停建", "—")],
    ));
    let svg = &page[page.find("<svg").unwrap()..page.find("</svg>").unwrap()];
    // 442 ÷ 21 × 13 and × 8.
    let widths = numbers(svg, "width=\"");
    assert!(
        widths.contains(&"273.6") && widths.contains(&"168.4"),
        "{widths:?}"
    );
    assert!(svg.contains(">新建 13%</text>") && !svg.contains("停建"));
    // A part and its mark in the legend have one colour, and the next part another.
    let fills = numbers(svg, "rect fill=\"");
    assert!(
        fills.len() == 4 && fills[0] == fills[1] && fills[2] == fills[3] && fills[0] != fills[2],
        "{fills:?}"
    );
}

#[test]
fn nothing_known_draws_nothing() {
    assert!(!page(chart(Kind::Series, &[("2023年", "—")])).contains("<svg"));
    let zero = page(chart(Kind::Composition, &[("新建", "0")]));
    assert!(zero.contains("新建 0%"));
}

#[test]
fn a_word_file_has_the_chart_with_its_values() {
    let parts = [
        progress(),
        chart(Kind::Composition, &[("新建", "13"), ("续建", "8")]),
    ];
    for (position, one) in parts.into_iter().enumerate() {
        let bytes = docx(&report(), &[one], &Office::default(), juyan::catalogue()).unwrap();
        let mut package = Package::open(&bytes).unwrap();
        let mut part = |path: &str| package.part(path).unwrap().unwrap();
        let drawn = part("word/chart1.xml");
        let values = [
            "<c:v>55.83</c:v></c:pt><c:pt idx=\"2\"><c:v>120</c:v>",
            "<c:v>新建 13%</c:v>",
        ];
        assert!(drawn.contains(values[position]), "{drawn}");
        assert!(part("word/document.xml").contains("descr=\"图：甲&lt;乙\""));
        assert!(part("word/_rels/document.xml.rels").contains("relationships/chart\" Target=\"chart1.xml\""));
        assert!(part("[Content_Types].xml").contains("drawingml.chart+xml"));
        // The text is what it is without the chart.
        let plain = docx(&report(), &[], &Office::default(), juyan::catalogue()).unwrap();
        let read = |bytes: &[u8]| {
            juyan_document::read(bytes, "a.docx", juyan::catalogue())
                .unwrap()
                .text
        };
        assert_eq!(read(&bytes), read(&plain));
    }
}
