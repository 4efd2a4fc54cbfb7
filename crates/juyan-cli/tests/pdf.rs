//! `juyan write` to PDF: what a program with it writes, and what one without it says.
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test stops where it stands, and says what it skips"
)]

mod desk;

use desk::{err, juyan};
use std::path::PathBuf;

/// A report with all that goes into a paper, and with no figure.
const PAPER: &str = "额济纳旗2025年上半年计划执行情况的报告\n\n一、主要情况\n\n　　经济运行平稳。\n\n额济纳旗发展和改革委员会\n2025年7月30日\n";
const WRITE: &str = "write 模板.md --ledger 旗.juyan --period 2025H1 -o 报告.pdf";

/// A folder with a ledger and the report as a template.
fn desk_with_paper(test: &str) -> PathBuf {
    let folder = desk::folder(test);
    let begun = juyan(&folder, "init 旗.juyan --region 152923");
    assert!(begun.status.success(), "{}", err(&begun));
    std::fs::write(folder.join("模板.md"), PAPER).unwrap();
    folder
}

#[test]
#[cfg(not(feature = "pdf-out"))]
fn a_program_without_pdf_says_how_to_get_it() {
    let folder = desk_with_paper("write-no-pdf");
    let output = juyan(&folder, WRITE);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--features pdf-out"), "{}", err(&output));
    assert!(!folder.join("报告.pdf").exists());
}

#[test]
#[cfg(feature = "pdf-out")]
fn a_report_is_written_as_pdf() {
    let folder = desk_with_paper("write-pdf");
    let output = juyan(&folder, &format!("{WRITE} --fonts 没有这个文件夹"));
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("没有这个文件夹"), "{}", err(&output));
    assert!(!folder.join("报告.pdf").exists());
    if std::env::var_os("JUYAN_FONTS").is_none() {
        eprintln!("JUYAN_FONTS names no folder; no PDF was written");
        return;
    }
    let output = juyan(&folder, WRITE);
    assert!(output.status.success(), "{}", err(&output));
    assert!(
        err(&output).contains("没有字体“仿宋_GB2312”，以“FandolFang R”代替"),
        "{}",
        err(&output)
    );
    assert!(
        std::fs::read(folder.join("报告.pdf"))
            .unwrap()
            .starts_with(b"%PDF-1.7")
    );
    std::fs::write(folder.join("模板.md"), PAPER.replace("平稳", "\u{e000}")).unwrap();
    let output = juyan(&folder, WRITE);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains('\u{e000}'), "{}", err(&output));
}
