//! Publication headers, titles, footers and captions, with the words of the real catalogue.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its catalogue has failed"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_document::{BlockKind, Document, FieldKind, frame, from_text};
use std::path::Path;

fn catalogue() -> Catalogue {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    let words = std::fs::read_dir(root.join("words"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let paths = words.chain([root.join("numerals.toml")]);
    let source = |path: std::path::PathBuf| Source {
        text: std::fs::read_to_string(&path).unwrap(),
        path: path.to_string_lossy().into_owned(),
    };
    Catalogue::load(&paths.map(source).collect::<Vec<_>>()).unwrap().0
}

fn framed(text: &str) -> Document {
    frame(from_text(text), &catalogue())
}

fn fields(document: &Document) -> Vec<(FieldKind, &str, &str)> {
    let words = |field: &juyan_document::Field| {
        (
            field.kind,
            field.name.of(&document.text),
            field.value.of(&document.text),
        )
    };
    document.header.iter().map(words).collect()
}

fn title(document: &Document) -> &str {
    document.title().map_or("", |title| title.of(&document.text))
}

#[test]
fn a_published_page_as_text() {
    let document = framed(
        "您当前的位置:首页\n\u{a0}> 信息公开 > 规划计划\n索引号: 152900/2024-01 发布机构: 某旗人民政府办公室\n\
         公开方式: 主动公开 组配分类: 规划计划\n发文字号: 成文时间: 2024-09-24\n公文时效:\n\n\
         某旗2024年上半年计划执行情况\n\n一、上半年情况\n\n全旗生产总值16.29亿元，同比增长2.7%。\n\n编辑:\n信息来源:某旗人民政府办公室",
    );
    assert_eq!(
        fields(&document),
        [
            (
                FieldKind::Position,
                "您当前的位置",
                "首页\n\u{a0}> 信息公开 > 规划计划"
            ),
            (FieldKind::IndexNumber, "索引号", "152900/2024-01"),
            (FieldKind::Issuer, "发布机构", "某旗人民政府办公室"),
            (FieldKind::Openness, "公开方式", "主动公开"),
            (FieldKind::Category, "组配分类", "规划计划"),
            (FieldKind::DocumentNumber, "发文字号", ""),
            (FieldKind::Formed, "成文时间", "2024-09-24"),
            (FieldKind::Validity, "公文时效", ""),
            (FieldKind::Editor, "编辑", ""),
            (FieldKind::Source, "信息来源", "某旗人民政府办公室"),
        ]
    );
    assert_eq!(title(&document), "某旗2024年上半年计划执行情况");
    assert_eq!(
        document
            .blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Furniture)
            .count(),
        8
    );
}

#[test]
fn spaced_names_tabs_and_times_in_values() {
    let spaced = framed(
        "索 引 号:whq/2023-1  主题分类:统计  发文机关:旗统计局\n文 号:  公开日期:2023-12-12\n今年，全旗稳增长。",
    );
    let kinds: Vec<_> = spaced.header.iter().map(|field| field.kind).collect();
    assert_eq!(
        kinds,
        [
            FieldKind::IndexNumber,
            FieldKind::Category,
            FieldKind::Issuer,
            FieldKind::DocumentNumber,
            FieldKind::Published
        ]
    );
    let tabs =
        framed("索引号：\t1/2024\t发布机构\t旗政府办\n标题：\t通知\t发布日期\t2024年9月4日\n正文在此。");
    assert_eq!(fields(&tabs)[1], (FieldKind::Issuer, "发布机构", "旗政府办"));
    assert!(tabs.tables.is_empty());
    let timed =
        framed("某市前三季度经济简析\n日期:2022-04-18 09:30 来源:市统计局\n前三季度GDP为1512.6亿元。");
    assert_eq!(fields(&timed)[0].2, "2022-04-18 09:30");
    assert_eq!(title(&timed), "某市前三季度经济简析");
}

#[test]
fn titles_and_what_only_looks_like_one() {
    let cases = [
        (
            "某人大常发〔2017〕27号\n对上半年计划执行情况的审议意见\n（2017年9月1日通过）\n会议听取了报告。",
            "对上半年计划执行情况的审议意见",
        ),
        (
            "关于某市2025年计划执行情况\n与2026年计划草案的报告\n——在某市人民代表大会上\n各位代表：",
            "关于某市2025年计划执行情况\n与2026年计划草案的报告",
        ),
        (
            "政 府 工 作 报 告\n——2016年2月19日\n各位代表：",
            "政 府 工 作 报 告",
        ),
        (
            "2015年，全县坚守两条底线，经济平稳增长。\n一、经济总量\n全县产值9亿元。",
            "",
        ),
        ("全县粮食产量12万吨", ""),
        ("一、综合\n全县产值9亿元。", ""),
        ("各位代表：\n现在报告工作。", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(title(&framed(text)), expected, "{text}");
    }
}

#[test]
fn a_sentence_is_no_furniture() {
    let text = "我们认真落实各项政策。来源：税收增长。\n时间：全年产值达到9亿元。\n全旗大于>小于。";
    assert!(framed(text).header.is_empty());
}

#[test]
fn captions_hold_the_unit() {
    let document = framed(
        "某县统计公报\n正文一句。\n表1 主要指标\n单位：万元\n指标\t2023年\t2024年\n收入\t3.1\t3.2\n支出\t5.5\t6.1\n完。",
    );
    let caption = document.tables[0].caption.unwrap();
    assert_eq!(caption.of(&document.text), "表1 主要指标\n单位：万元");
    let plain = framed("某县统计公报\n主要指标如下：\n指标\t2023年\t2024年\n收入\t3.1\t3.2\n完。");
    assert_eq!(plain.tables[0].caption, None);
}

#[test]
fn framing_twice_changes_nothing() {
    let once = framed("首页 > 公开\n索引号: 1 发布机构: 某局\n某局总结\n正文。\n编辑: 甲");
    assert_eq!(frame(once.clone(), &catalogue()), once);
}
