//! The official layout of a report: what stands in the file, and where its glyphs come to lie.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "tests fail loudly and say what they skip"
)]

use juyan_document::docx::Package;
use juyan_document::{Document, FieldKind, from_text};
use juyan_print::official::{Office, docx};

fn ejin() -> Document {
    let report = include_bytes!("../../../examples/ejin/report.txt");
    juyan_document::read(report, "report.txt", juyan::catalogue()).unwrap()
}

fn office() -> Office {
    Office {
        number: Some("额发改发〔2024〕18号".to_owned()),
        issuer: Some("额济纳旗发展和改革委员会".to_owned()),
        date: Some("2024-07-30".parse().unwrap()),
        attachments: vec!["主要指标完成情况表".to_owned(), "重点项目进展表".to_owned()],
        copies: vec!["旗委办公室".to_owned(), "旗人大常委会办公室".to_owned()],
        printer: Some("额济纳旗发展和改革委员会办公室".to_owned()),
        printed_on: Some("2024-07-31".parse().unwrap()),
    }
}

/// A report of our own with everything that a paper may have.
const REPORT: &str = "某旗2024年上半年国民经济和社会发展计划执行情况的报告
（2024年7月30日在某旗人民代表大会常务委员会会议上）
各位委员：
　　受旗人民政府委托，现报告如下。
一、计划执行情况
（一）产业稳步发展。粮食产量1.2万吨，增长3.5%。
1.工业
（1）能源。发电量5.1亿千瓦时。
表1 主要指标
单位：亿元
指标 | 计划 | 完成 |
收入 | 1.2 | 1.33 |
支出 | | 6.1 |
　　以上报告，请予审议。
附件：1.主要指标完成情况表
2.重点项目进展表
某旗发展和改革委员会
2024年7月30日
";

fn report() -> Document {
    juyan_document::read(REPORT.as_bytes(), "report.txt", juyan::catalogue()).unwrap()
}

fn written(document: &Document, office: &Office) -> Vec<u8> {
    docx(document, &[], office, juyan::catalogue()).unwrap()
}

fn part(bytes: &[u8], path: &str) -> String {
    Package::open(bytes).unwrap().part(path).unwrap().unwrap()
}

/// Style and text of each paragraph; in brackets what a run has of its own.
fn paragraphs(bytes: &[u8]) -> Vec<String> {
    let body = part(bytes, "word/document.xml");
    let value = |xml: &str, name: &str| {
        let (_, rest) = xml.split_once(&format!("<w:{name} w:val=\""))?;
        Some(rest.split('"').next().unwrap().to_owned())
    };
    let paragraphs = body.split("<w:p>").skip(1).map(|paragraph| {
        let runs = paragraph.split("<w:r>").skip(1).map(|run| {
            let text: String = run
                .split("<w:t ")
                .skip(1)
                .map(|text| {
                    let (_, text) = text.split_once('>').unwrap();
                    text.split('<').next().unwrap()
                })
                .collect();
            let text = if run.contains("<w:br/>") {
                "/".to_owned()
            } else {
                text
            };
            value(run, "rStyle").map_or(text.clone(), |style| format!("[{style} {text}]"))
        });
        let style = value(paragraph, "pStyle").unwrap_or_default();
        format!("{style} {}", runs.collect::<String>())
    });
    paragraphs.collect()
}

#[test]
fn each_part_has_the_style_that_its_number_and_place_tell() {
    assert_eq!(
        paragraphs(&written(&report(), &Office::default())),
        [
            "Title 某旗2024年上半年/国民经济和社会发展计划执行情况的报告",
            "Subtitle （2024年7月30日在某旗人民代表大会常务委员会会议上）",
            "Normal ",
            "Salutation 各位委员：",
            "BodyTextFirstIndent 受旗人民政府委托，现报告如下。",
            "Heading1 一、计划执行情况",
            "BodyTextFirstIndent [Heading2Char （一）产业稳步发展。]粮食产量1.2万吨，增长3.5%。",
            "Heading3 1.工业",
            "BodyTextFirstIndent （1）能源。发电量5.1亿千瓦时。",
            "Caption 表1 主要指标",
            "TableUnit 单位：亿元",
            "TableHeading 指标",
            "TableHeading 计划",
            "TableHeading 完成",
            "TableText 收入",
            "TableFigure 1.2",
            "TableFigure 1.33",
            "TableText 支出",
            "TableText ",
            "TableFigure 6.1",
            "BodyTextFirstIndent 以上报告，请予审议。",
            "Normal ",
            "Attachment 附件：1.主要指标完成情况表",
            "Attachment 2.重点项目进展表",
            "Normal ",
            "Signature 某旗发展和改革委员会",
            "Date 2024年7月30日",
        ]
    );
}

#[test]
fn what_the_office_says_goes_before_what_the_document_says() {
    let bytes = written(&report(), &office());
    let all = paragraphs(&bytes);
    assert_eq!(
        all[..4],
        [
            "Number 额发改发〔2024〕18号",
            "Normal ",
            "Normal ",
            all[3].as_str()
        ]
    );
    let behind: Vec<&str> = all
        .iter()
        .skip_while(|words| !words.contains("请予审议"))
        .skip(1)
        .map(String::as_str)
        .collect();
    assert_eq!(
        behind,
        [
            "Normal ",
            "Attachment 附件：1.主要指标完成情况表",
            "Attachment 2.重点项目进展表",
            "Normal ",
            "Signature 额济纳旗发展和改革委员会",
            "Date 2024年7月30日",
            // The box of the imprint hangs on this one.
            "Normal ",
            "Imprint 抄送：旗委办公室，旗人大常委会办公室。",
            "Imprint 额济纳旗发展和改革委员会办公室2024年7月31日印发",
            "Normal ",
        ]
    );
}

/// The issuer, 12 characters, is centred on the day, 7.5 cells as counted, which ends four cells from the edge.
#[test]
fn the_issuer_is_centred_on_the_day() {
    let bytes = written(&report(), &office());
    let body = part(&bytes, "word/document.xml");
    let right = |words: &str| {
        let before = body.split(words).next().unwrap();
        let (_, indent) = before.rsplit_once("w:right=\"").unwrap();
        indent.split('"').next().unwrap().parse::<usize>().unwrap()
    };
    let cell = 315;
    assert_eq!(
        right(">2024年7月30日</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Normal"),
        4 * cell
    );
    let wide = juyan_width("2024年7月30日");
    assert_eq!(
        right(">额济纳旗发展和改革委员会</w:t>"),
        4 * cell + wide * cell / 8 - 6 * cell
    );
}

/// Quarters of a cell: a Han character has four, a digit two, and a run of digits whole cells.
fn juyan_width(words: &str) -> usize {
    words
        .split(|c: char| !c.is_ascii_digit())
        .map(|run| (run.len() * 2).next_multiple_of(4))
        .sum::<usize>()
        + 4 * words.chars().filter(|c| !c.is_ascii_digit()).count()
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(written(&report(), &office()), written(&report(), &office()));
}

#[test]
fn every_font_is_named_for_han_and_for_latin() {
    let styles = part(&written(&report(), &office()), "word/styles.xml");
    assert!(styles.contains(
        "<w:rFonts w:ascii=\"Times New Roman\" w:eastAsia=\"仿宋_GB2312\" w:hAnsi=\"Times New Roman\" w:cs=\"Times New Roman\"/>"
    ));
    for (id, face) in [
        ("Title", "方正小标宋简体"),
        ("Heading1", "黑体"),
        ("Heading2", "楷体_GB2312"),
        ("Footer", "宋体"),
    ] {
        let (_, style) = styles.split_once(&format!("w:styleId=\"{id}\"")).unwrap();
        let style = style.split("</w:style>").next().unwrap();
        assert!(style.contains(&format!("w:eastAsia=\"{face}\"")), "{id}: {style}");
    }
    assert!(!styles.contains("<w:b/>"));
}

/// A website's header is not printed; it goes with the file.
#[test]
fn the_paper_reads_as_the_report_did() {
    let catalogue = juyan::catalogue();
    for before in [ejin(), report()] {
        let bytes = written(&before, &Office::default());
        let after = juyan_document::read(&bytes, "report.docx", catalogue).unwrap();
        let told = |document: &Document| {
            let reading = juyan::reader::read(document, catalogue);
            let figures: Vec<String> = reading
                .figures
                .iter()
                .filter(|figure| figure.value.is_some())
                .map(|figure| {
                    format!(
                        "{} {:?} {:?}",
                        figure.span.of(&document.text),
                        figure.value,
                        figure.unit
                    )
                })
                .collect();
            let facts = juyan::facts(document, &reading, "", catalogue).facts.into_iter();
            (
                figures,
                facts
                    .map(|fact| format!("{} {:?}", fact.key, fact.worth))
                    .collect::<Vec<_>>(),
            )
        };
        let ((figures, facts), (figures_after, facts_after)) = (told(&before), told(&after));
        assert!(figures.len() > 5);
        assert_eq!(figures, figures_after);
        assert_eq!(facts, facts_after);
        // What no paper prints goes with the file.
        let body = part(&bytes, "word/document.xml");
        assert!(!body.contains("152900000000033"));
        let beside = before.text.contains("152900000000033");
        assert_eq!(after.text.contains("152900000000033"), beside);
    }
}

#[test]
fn the_number_of_the_publication_header_is_printed() {
    let document = juyan_document::read(
        "某发改发〔2024〕3号\n某旗计划执行情况的报告\n　　粮食产量1.2万吨。".as_bytes(),
        "a.txt",
        juyan::catalogue(),
    )
    .unwrap();
    assert!(document.field(FieldKind::DocumentNumber).is_some());
    let all = paragraphs(&written(&document, &Office::default()));
    assert_eq!(all[0], "Number 某发改发〔2024〕3号");
}

#[test]
fn any_text_is_a_paper() {
    for text in ["", "\n", "甲", "2024年7月30日", "附件：", "| |\n", "a\tb\u{1}<&>"] {
        let document = from_text(text);
        written(&document, &Office::default());
        written(&document, &office());
    }
}
