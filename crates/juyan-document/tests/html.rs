//! Three pages in the manner of government portals (all names and figures are made up), and pages that are hostile.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its catalogue has failed"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_document::{BlockKind, Document, FieldKind, ReadError, read};
use std::path::Path;

fn catalogue() -> Catalogue {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let source = |path: &str| Source {
        path: path.to_owned(),
        text: std::fs::read_to_string(root.join(path)).unwrap(),
    };
    Catalogue::load(&[source("numerals.toml"), source("words/header.toml")])
        .unwrap()
        .0
}

fn page(bytes: &[u8]) -> Document {
    read(bytes, "page.html", &catalogue()).unwrap()
}

fn title(document: &Document) -> &str {
    document.title().map_or("", |title| title.of(&document.text))
}

fn field(document: &Document, kind: FieldKind) -> &str {
    document
        .field(kind)
        .map_or("none", |field| field.value.of(&document.text))
}

#[test]
fn a_page_of_divisions() {
    let document = page(include_bytes!("pages/divisions.html"));
    assert_eq!(
        document.text,
        "您当前的位置：首页 > 政府信息公开 > 统计数据\n\
         索 引 号：\t011223344/2024-00187\t组配分类：\t统计信息\n\
         发布机构：\t云川县统计局\t成文日期：\t2024-07-25\n\
         公开方式：\t主动公开\t发文字号：\t\n\
         云川县2024年上半年国民经济运行情况\n\
         发布时间：2024-07-26 09:10 来源：县统计局 浏览次数：356 字号：[大 中 小]\n\
         上半年，全县实现地区生产总值48.6亿元，同比增长5.2%。其中，第一产业增加值6.1亿元，第二产业增加值21.3亿元，第三产业增加值21.2亿元。\n\
         一、工业\n\
         规模以上工业增加值同比增长7.4%，工业用电量达到3.2亿千瓦时，新投产企业\u{a0}9\u{a0}家。灌溉面积1.2万m2。\n\
         表1\u{a0}\u{a0}主要指标\n单位：亿元、%\n\
         指标\t上半年\n总量\t增速\n地区生产总值\t48.6\t5.2\n固定资产投资\t17.9\t-1.3\n社会消费品零售总额\t4.0\n\
         注：本表增速按可比价格计算。\n责任编辑：李某\n"
    );
    assert_eq!(title(&document), "云川县2024年上半年国民经济运行情况");
    assert_eq!(
        field(&document, FieldKind::Position),
        "首页 > 政府信息公开 > 统计数据"
    );
    assert_eq!(field(&document, FieldKind::IndexNumber), "011223344/2024-00187");
    assert_eq!(field(&document, FieldKind::Issuer), "云川县统计局");
    assert_eq!(field(&document, FieldKind::Openness), "主动公开");
    assert_eq!(field(&document, FieldKind::DocumentNumber), "");
    assert_eq!(field(&document, FieldKind::Formed), "2024-07-25");
    assert_eq!(field(&document, FieldKind::Editor), "李某");
    assert!(
        document
            .blocks
            .iter()
            .any(|block| block.kind == BlockKind::Heading(3))
    );
}

#[test]
fn merged_cells_keep_their_places() {
    let document = page(include_bytes!("pages/divisions.html"));
    let [table] = document.tables.as_slice() else {
        panic!("one table: {:?}", document.tables)
    };
    let cell = |text: &str| {
        table
            .cells
            .iter()
            .find(|cell| cell.span.of(&document.text) == text)
            .unwrap()
    };
    let place = |text: &str| {
        (
            cell(text).row,
            cell(text).column,
            cell(text).rows,
            cell(text).columns,
        )
    };
    assert_eq!(place("指标"), (0, 0, 2, 1));
    assert_eq!(place("上半年"), (0, 1, 1, 2));
    assert_eq!(place("增速"), (1, 2, 1, 1));
    assert_eq!(place("17.9"), (3, 1, 2, 1));
    assert_eq!(place("4.0"), (4, 2, 1, 1));
    assert_eq!((table.heading_rows, table.heading_columns), (2, 1));
    assert_eq!(
        table.caption.unwrap().of(&document.text),
        "表1\u{a0}\u{a0}主要指标\n单位：亿元、%"
    );
}

#[test]
fn a_page_of_layout_tables_in_gbk() {
    let (bytes, _, _) = encoding_rs::GBK.encode(include_str!("pages/layout.html"));
    let document = page(&bytes);
    assert_eq!(
        document.text,
        "当前位置：首页 >> 政务公开 >> 政府文件\n关于2010年财政预算执行情况的报告\n作者：区财政局　时间：2011-1-20　点击数：\n\
         各位代表：\n受区人民政府委托，现将2010年财政预算执行情况报告如下，请予审议。\n\
         全区地方财政收入完成8.72亿元，为预算的103.6%，比上年增长18.4%。财政支出完成11.5亿元，完成预算的97.1%。\n\
         一、收入情况\n税收收入6.9亿元，非税收入1.82亿元。其中增值税1.4亿元，营业税2.3亿元。\n\
         上级补助2.6亿元，调入资金0.3亿元\n二、支出情况\n教育支出2.1亿元，增长9.8%；农林水支出1.3亿元。\n"
    );
    assert_eq!(title(&document), "关于2010年财政预算执行情况的报告");
    assert_eq!(field(&document, FieldKind::Published), "2011-1-20");
    assert!(document.tables.is_empty());
}

#[test]
fn a_page_of_labels() {
    let document = page(include_bytes!("pages/labels.html"));
    assert_eq!(title(&document), "白杨市国民经济和社会发展\n计划执行情况的报告");
    assert_eq!(field(&document, FieldKind::IndexNumber), "BY012-0301-2024-0006");
    assert_eq!(field(&document, FieldKind::DocumentNumber), "白发改〔2024〕15号");
    assert_eq!(field(&document, FieldKind::Source), "市发展改革委");
    let table = &document.tables[0];
    assert_eq!(
        table.caption.unwrap().of(&document.text),
        "附表：重点项目（单位：亿元）"
    );
    assert!(
        document
            .text
            .contains("其中工业投资增长12%，新开工项目37个。\n续建项目21个")
    );
    assert!(!document.text.contains("7654321") && !document.text.contains("网站首页"));
}

#[test]
fn hostile_pages_end_soon() {
    let refused = |page: String| {
        read(page.as_bytes(), "a.html", &Catalogue::default()).map(|document| document.text.len())
    };
    assert_eq!(
        refused(format!("<html>{}", "<div>".repeat(100_000))),
        Err(ReadError::TooDeep)
    );
    assert_eq!(
        refused(format!("<html>{}", "<p>1</p>".repeat(1_000_000))),
        Err(ReadError::TooLarge)
    );
    assert_eq!(refused("<html><script>1".to_owned()), Err(ReadError::Empty));
    assert!(refused(format!("<html><p>一{}", "<font a=1><b>".repeat(100_000))).is_ok());
    assert!(refused(format!("<html><p>一<a {}>", "x y=\"1\" ".repeat(100_000))).is_ok());
    assert!(refused(format!("<html><p>一{}", "</div></section>".repeat(100_000))).is_ok());
    assert!(refused(format!("<html><p>一{}", "<a x='<!--\"".repeat(100_000))).is_ok());
    assert!(refused(format!("<html>{}", "<table><tr><td>一".repeat(100))).is_ok());
}

#[test]
fn a_row_without_cells_keeps_its_words() {
    let document = page("<html>索引号<tr>发布机构\u{a0}".as_bytes());
    assert_eq!(document.text, "索引号\n发布机构\n");
}

#[test]
fn a_page_that_a_script_would_show_is_read() {
    let document =
        page("<html hidden><body style='display: none'><p>产值9亿元。</p><p hidden>草稿</p>".as_bytes());
    assert_eq!(document.text, "产值9亿元。\n");
}

#[test]
fn the_sites_frame_is_left_out_behind_a_breadcrumb() {
    let page = page(
        "<body><div class=\"nav\"><a href=\"/\">首页</a> &gt; <a href=\"/z\">政务公开</a> &gt; 财政信息 \
         <span>今天是2025年12月3日 访问量 123456</span></div>\
         <h1>云川县2025年上半年财政预算执行情况</h1>\
         <p>上半年，全县一般公共预算收入完成6.2亿元，占年初预算的52.4%。</p></body>"
            .as_bytes(),
    );
    assert_eq!(field(&page, FieldKind::Position), "首页 > 政务公开 > 财政信息");
    assert!(
        page.text.starts_with("首页 > 政务公开 > 财政信息\n"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("123456"));
}

/// A site's bars within the block of the report: what names neither source nor day goes, what does is no figure.
#[test]
fn the_bars_of_a_site_are_no_text() {
    let report =
        "<p>上半年，全县实现地区生产总值48.6亿元，同比增长5.2%；固定资产投资17.9亿元，同比下降1.3%。</p>";
    let bar = "首页 | 今天是2025年8月20日 星期三 天气：晴 33℃ 浏览次数：1234次";
    let meta = "2025-08-20 10:12 | 来源：县发改局 | 阅读 1234 次 | 【字体：大 中 小】";
    let title = "云川县2025年上半年计划执行情况的报告";
    let html = format!(
        "<body><div>{bar}</div><h1>{title}</h1><div>{meta}</div>{report}<div>上一篇 | 下一篇 | 打印 | 关闭</div></body>"
    );
    let document = page(html.as_bytes());
    assert!(
        !document.text.contains("今天是") && !document.text.contains("下一篇"),
        "{}",
        document.text
    );
    assert_eq!(field(&document, FieldKind::Published), "2025-08-20 10:12");
    assert_eq!(field(&document, FieldKind::Source), "县发改局");
    let kind = |words: &str| {
        let mut blocks = document.blocks.iter();
        let block = blocks.find(|block| block.span.of(&document.text).contains(words));
        block.map(|block| block.kind)
    };
    assert_eq!(kind("阅读"), Some(BlockKind::Furniture));
    assert_eq!(kind("48.6"), Some(BlockKind::Paragraph));
}

/// A field 名称 of the publication header repeats the heading, is all there is of it, or stands in lists and lines.
#[test]
fn a_header_field_with_the_title_does_not_take_its_place() {
    const TITLE: &str = "云川县2024年上半年计划执行情况的报告";
    let cells = format!(
        "<table><tr><td>索引号：</td><td>011223344/2024</td></tr><tr><td>名称：</td><td>{TITLE}</td><td>文号：</td><td>无</td></tr></table>"
    );
    let items = format!("<ul><li>索引号：011223344/2024</li><li>名　　称：{TITLE}</li></ul>");
    let lines = format!("<p>索引号</p><p>011223344/2024</p><p>名称</p><p>{TITLE}</p>");
    let heading = format!("<h1>{TITLE}</h1>");
    let speaker = "<p>县发展和改革局局长　陈某</p>";
    let report =
        "<p>上半年，全县实现地区生产总值48.6亿元，同比增长5.2%；固定资产投资17.9亿元，同比下降1.3%。</p>"
            .repeat(4);
    for fields in ["", &cells, &items, &lines] {
        for heading in ["", &heading] {
            for speaker in ["", speaker] {
                if fields.is_empty() && heading.is_empty() {
                    continue;
                }
                let html = format!(
                    "<title>{TITLE}_云川县人民政府</title><div>{fields}</div>{heading}<p>发布时间：2024-07-26</p><div>{speaker}{report}</div>"
                );
                let document = page(html.as_bytes());
                assert_eq!(title(&document), TITLE, "{html}");
                let told = usize::from(!fields.is_empty()) + usize::from(!heading.is_empty());
                assert_eq!(
                    document.text.matches(TITLE).count(),
                    told,
                    "{html}\n{}",
                    document.text
                );
                assert_eq!(document.text.contains("陈某"), !speaker.is_empty());
            }
        }
    }
}
