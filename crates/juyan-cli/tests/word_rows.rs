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
