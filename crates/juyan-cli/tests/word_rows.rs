//! Rows that repeat in a Word file: the row that stands there is the pattern, in its own formatting.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests fail loudly and say what they skip"
)]

mod desk;

use desk::{err, juyan};
use juyan::model::Span;
use juyan_print::docx::{Wanted, bind};
use juyan_print::official::{Office, docx};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const PAPER: &str = "附表\n\n主要指标完成情况\n指标\t单位\t上年同期\t完成\n名\t计量\t7777\t8888\n\n完。\n";

/// A Word file with a control in the place of each of these words.
fn template(text: &str, controls: &[(&str, &str)]) -> Vec<u8> {
    let paper = juyan::document::frame(juyan::document::from_text(text), juyan::catalogue());
    let file = docx(&paper, &[], &Office::default(), juyan::catalogue()).unwrap();
    let document = juyan::document::read(&file, "a.docx", juyan::catalogue()).unwrap();
    let wanted: Vec<Wanted> = controls
        .iter()
        .map(|(words, tag)| {
            let at = document.text.find(words).unwrap();
            Wanted {
                span: Span::new(at, at + words.len()),
                tag: (*tag).to_owned(),
                title: (*tag).to_owned(),
                shown: "…".to_owned(),
            }
        })
        .collect();
    let (bound, left) = bind(&file, &document, &wanted).unwrap();
    assert_eq!(left, [0_usize; 0]);
    bound
}

fn table_template() -> Vec<u8> {
    let controls = [
        ("名", "each gdp retail rev_general"),
        ("计量", "unit"),
        ("7777", ".@:P-1y|#.##<{unit}>"),
        ("8888", ".@:P|#.##<{unit}>"),
    ];
    template(PAPER, &controls)
}

fn text(folder: &Path, name: &str) -> String {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    juyan::document::read(&bytes, name, juyan::catalogue())
        .unwrap()
        .text
}

fn body(folder: &Path, name: &str) -> String {
    let bytes = std::fs::read(folder.join(name)).unwrap();
    let mut package = juyan::document::docx::Package::open(&bytes).unwrap();
    package.part("word/document.xml").unwrap().unwrap()
}

/// A ledger with the example and the half-year after.
fn ledger(test: &str) -> std::path::PathBuf {
    let folder = desk::folder(test);
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/facts-2025h1.csv");
    std::fs::copy(example, folder.join("facts.csv")).unwrap();
    for command in [
        "init 旗.juyan --region 152923 --example",
        "enter 旗.juyan facts.csv",
    ] {
        let output = juyan(&folder, command);
        assert!(output.status.success(), "{command}: {}", err(&output));
    }
    folder
}

fn write(folder: &Path, template: &str, period: &str, to: &str) {
    let command = format!("write {template} --ledger 旗.juyan --period {period} -o {to}");
    let output = juyan(folder, &command);
    assert!(output.status.success(), "{command}: {}", err(&output));
}

const NEXT: &str = "附表\n主要指标完成情况\n指标\t单位\t上年同期\t完成\n地区生产总值\t亿元\t16.29\t17.13\n社会消费品零售总额\t亿元\t4.3\t4.41\n\
                    一般公共预算收入\t亿元\t1.33\t1.41\n完。\n";

#[test]
fn a_row_repeats_in_its_own_formatting() {
    let folder = ledger("word-rows");
    std::fs::write(folder.join("表.docx"), table_template()).unwrap();
    write(&folder, "表.docx", "2025H1", "新.docx");
    assert_eq!(text(&folder, "新.docx"), NEXT);
    let body = body(&folder, "新.docx");
    let rows: Vec<&str> = body.split("<w:tr>").skip(2).collect();
    assert_eq!(rows.len(), 3);
    for row in &rows {
        assert_eq!(row.matches("<w:pStyle w:val=\"Table").count(), 4, "{row}");
        assert_eq!(row.matches("<w:cantSplit/>").count(), 1);
    }
    let ids: Vec<&str> = body
        .split("<w:id w:val=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(ids.len(), 12);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 12, "{ids:?}");
    // What was written is a template again, and has no more rows than there are indicators.
    write(&folder, "新.docx", "2025H1", "再.docx");
    assert_eq!(text(&folder, "再.docx"), NEXT);
    write(&folder, "新.docx", "2024H1", "旧.docx");
    let old = text(&folder, "旧.docx");
    assert!(
        old.contains("地区生产总值\t亿元\t") && old.contains("\t16.29\n") && !old.contains("17.13"),
        "{old}"
    );
}

#[test]
fn a_row_repeats_after_libreoffice_saved_it() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("LibreOffice is not installed; rows were not opened in it");
        return;
    }
    let folder = ledger("word-rows-saved");
    std::fs::write(folder.join("表.docx"), table_template()).unwrap();
    write(&folder, "表.docx", "2025H1", "新.docx");
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    for name in ["表.docx", "新.docx"] {
        let mut command = Command::new("soffice");
        command.args([
            &profile,
            "--headless",
            "--convert-to",
            "docx:Office Open XML Text",
            "--outdir",
        ]);
        let output = command
            .arg(folder.join("out"))
            .arg(folder.join(name))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        std::fs::copy(folder.join("out").join(name), folder.join("存.docx")).unwrap();
        write(&folder, "存.docx", "2025H1", "又.docx");
        assert_eq!(text(&folder, "又.docx"), NEXT, "{name}");
    }
}

#[test]
fn rows_come_from_registers_and_paragraphs_repeat_too() {
    let folder = ledger("word-rows-register");
    let paper = "项目\n\n一、清单\n\n项目甲：阶段甲。\n\n完。\n";
    let file = template(paper, &[("项目甲", "each @key_project"), ("阶段甲", "stage")]);
    std::fs::write(folder.join("单.docx"), file).unwrap();
    write(&folder, "单.docx", "2024H1", "新.docx");
    std::fs::write(
        folder.join("单.md"),
        "{each @key_project}\n{name}：{stage}。\n{end}\n",
    )
    .unwrap();
    write(&folder, "单.md", "2024H1", "新.txt");
    let told = text(&folder, "新.docx");
    let wanted = std::fs::read_to_string(folder.join("新.txt")).unwrap();
    assert!(wanted.lines().count() > 3 && told.contains(&wanted), "{told}");
}

#[test]
fn what_no_rows_are_of_is_told() {
    let folder = ledger("word-rows-flaw");
    let controls = [("名", "each gdp gpd"), ("8888", ".@:P|#")];
    std::fs::write(folder.join("表.docx"), template(PAPER, &controls)).unwrap();
    let output = juyan(
        &folder,
        "write 表.docx --ledger 旗.juyan --period 2025H1 -o 新.docx",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("each gdp gpd"), "{}", err(&output));
    assert!(!folder.join("新.docx").exists());
    // A flaw within a row is told with what the row makes of its tag.
    let controls = [("名", "each gdp"), ("8888", ".growht@:P|#")];
    std::fs::write(folder.join("表.docx"), template(PAPER, &controls)).unwrap();
    let output = juyan(
        &folder,
        "write 表.docx --ledger 旗.juyan --period 2025H1 -o 新.docx",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains(".growht@:P|#"), "{}", err(&output));
}

const SEVERAL: &str =
    "附表\n\n主要指标完成情况\n指标\t数值\n名\t计量\n完成\t8888\n上年同期\t7777尾\n\n完。\n";

#[test]
fn several_rows_repeat_together() {
    let folder = ledger("word-rows-several");
    let controls = [
        ("名", "each gdp retail"),
        ("计量", "unit"),
        ("8888", ".@:P|#.##<{unit}>"),
        ("7777", ".@:P-1y|#.##<{unit}>"),
        ("尾", "end"),
    ];
    std::fs::write(folder.join("表.docx"), template(SEVERAL, &controls)).unwrap();
    let wanted = |now: [&str; 2], then: [&str; 2]| {
        let row =
            |name: &str, now: &str, then: &str| format!("{name}\t亿元\n完成\t{now}\n上年同期\t{then}\n");
        let rows = row("地区生产总值", now[0], then[0]) + &row("社会消费品零售总额", now[1], then[1]);
        format!("附表\n主要指标完成情况\n指标\t数值\n{rows}完。\n")
    };
    write(&folder, "表.docx", "2025H1", "新.docx");
    let next = wanted(["17.13", "4.41"], ["16.29", "4.3"]);
    assert_eq!(text(&folder, "新.docx"), next);
    // What was written is a template again: its copies go, and as many come as there are.
    write(&folder, "新.docx", "2025H1", "再.docx");
    assert_eq!(text(&folder, "再.docx"), next);
}

#[test]
fn paragraphs_and_tables_repeat_together() {
    let folder = ledger("word-rows-mixed");
    let paper = "附表\n\n正文。\n\n名如下。\n\n指标\t完成\n数\t8888\n\n尾。\n\n完。\n";
    let controls = [
        ("名", "each gdp retail"),
        ("8888", ".@:P|#.##<{unit}>"),
        ("尾", "end"),
    ];
    std::fs::write(folder.join("表.docx"), template(paper, &controls)).unwrap();
    write(&folder, "表.docx", "2025H1", "新.docx");
    let told = text(&folder, "新.docx");
    let both = "地区生产总值如下。\n指标\t完成\n数\t17.13\n。\n社会消费品零售总额如下。\n指标\t完成\n数\t4.41\n。\n完。\n";
    assert!(told.ends_with(both), "{told}");
}

#[test]
fn rows_that_are_not_parted_are_told() {
    let folder = ledger("word-rows-tangled");
    let two = "附表\n\n正文。\n\n指标\t完成\n名\t8888\n\n另文。\n\n指标\t完成\n数\t尾\n\n完。\n";
    for controls in [
        // The end stands in another table, without a beginning, or within rows that go on.
        vec![("名", "each gdp"), ("8888", ".@:P|#.##<亿元>"), ("尾", "end")],
        vec![("名", "end"), ("8888", "each gdp")],
        vec![("名", "each gdp"), ("8888", "each retail")],
    ] {
        std::fs::write(folder.join("表.docx"), template(two, &controls)).unwrap();
        let output = juyan(
            &folder,
            "write 表.docx --ledger 旗.juyan --period 2025H1 -o 新.docx",
        );
        assert_eq!(output.status.code(), Some(2), "{}", err(&output));
        let told = err(&output);
        assert!(told.contains("分不开") && told.lines().count() == 1, "{told}");
        assert!(!folder.join("新.docx").exists());
    }
}

#[test]
fn charts_stand_in_controls() {
    let folder = ledger("word-charts");
    let paper = "附图\n\n进度如下。\n\n图一\n\n历年如下。\n\n图二\n\n构成如下。\n\n图三\n\n产值9999。\n";
    let controls = [
        ("图一", "chart progress port_freight job_new"),
        ("图二", "chart series gdp.growth P-1y..P"),
        (
            "图三",
            "chart composition key_project{stage=new} key_project{stage=continued}",
        ),
        ("9999", "gdp@:P|#.##亿元"),
    ];
    std::fs::write(folder.join("图.docx"), template(paper, &controls)).unwrap();
    let parts = |name: &str| {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        let mut package = juyan::document::docx::Package::open(&bytes).unwrap();
        let charts = package
            .names()
            .into_iter()
            .filter(|name| name.contains("charts/juyan"));
        let charts: Vec<String> = charts.collect();
        let drawn: Vec<String> = charts
            .iter()
            .map(|name| package.part(name).unwrap().unwrap())
            .collect();
        let pointers = package.part("word/_rels/document.xml.rels").unwrap().unwrap();
        let types = package.part("[Content_Types].xml").unwrap().unwrap();
        (charts, drawn, pointers, types)
    };
    for (from, to) in [("图.docx", "新.docx"), ("新.docx", "再.docx")] {
        write(&folder, from, "2025H1", to);
        let (names, drawn, pointers, types) = parts(to);
        assert_eq!(names.len(), 3, "{names:?}");
        assert!(drawn[0].contains("barDir val=\"bar\"") && drawn[0].contains("新增就业"));
        assert!(drawn[1].contains("<c:v>2.7</c:v>"), "{}", drawn[1]);
        assert!(drawn[2].contains("percentStacked"));
        assert_eq!(pointers.matches("charts/juyan").count(), 3);
        assert_eq!(types.matches("drawingml.chart+xml").count(), 3);
        let body = body(&folder, to);
        assert_eq!(body.matches("<w:drawing>").count(), 3);
        assert!(body.contains("17.13亿元") && !body.contains("图一"));
    }
    // A tag that asks for no chart there is, and what is not known.
    std::fs::write(
        folder.join("图.docx"),
        template(paper, &[("图一", "chart progres gdp")]),
    )
    .unwrap();
    let output = juyan(
        &folder,
        "write 图.docx --ledger 旗.juyan --period 2025H1 -o 无.docx",
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("chart progres gdp"), "{}", err(&output));
    let controls = [
        ("图一", "chart series trade_total 2011..2012"),
        ("9999", "gdp@:P|#.##亿元"),
    ];
    std::fs::write(folder.join("图.docx"), template(paper, &controls)).unwrap();
    let output = juyan(
        &folder,
        "write 图.docx --ledger 旗.juyan --period 2025H1 -o 无.docx",
    );
    assert!(output.status.success(), "{}", err(&output));
    assert!(
        err(&output).contains("trade_total@152923:2011"),
        "{}",
        err(&output)
    );
    assert!(
        text(&folder, "无.docx").contains("\n—\n"),
        "{}",
        text(&folder, "无.docx")
    );
}
