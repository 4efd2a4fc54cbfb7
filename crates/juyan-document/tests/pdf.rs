//! PDF by Typst and by `LibreOffice`. The files are made of the sources beside them with
//! `typst compile report.typ typst.pdf` and
//! `soffice --headless --infilter="HTML (StarWriter)" --convert-to pdf report.html`, or `tables.html` (fonts: Noto Serif and Sans CJK SC).
#![cfg(feature = "pdf")]
#![allow(clippy::unwrap_used, reason = "tests fail loudly")]

mod invariants;

use juyan_catalogue::Catalogue;
use juyan_document::{BlockKind, Document, ReadError, read};

fn pdf(bytes: &[u8]) -> Result<Document, ReadError> {
    read(bytes, "a.pdf", &Catalogue::default())
}

#[test]
fn a_report_by_typst() {
    let document = pdf(include_bytes!("pdf/typst.pdf")).unwrap();
    let lines: Vec<&str> = document.text.lines().collect();
    assert_eq!(lines[0], "云川县2024年上半年国民经济和社会发展计划执行情况的报告");
    assert_eq!(
        lines[2],
        "受县人民政府委托，现将2024年上半年国民经济和社会发展计划执行情况报告如下，请予审议，并请各位列席人员提出意见。"
    );
    assert!(lines[4].ends_with("开工率89.5%，累计完成投资7.9亿元。"));
    assert_eq!(
        lines[5..9],
        [
            "表1主要指标",
            "单位：亿元",
            "指标\t2023年上半年\t2024年上半年",
            "地区生产总值\t45.9\t48.6"
        ]
    );
    assert!(lines[11].starts_with("一是部分") && lines[11].ends_with("回落0.6个百分点。"));
    assert_eq!(lines[12], "三、下半年工作安排");
    assert_eq!(lines.len(), 15, "{}", document.text);
    assert_eq!(document.blocks[0].kind, BlockKind::Title);
    let table = &document.tables[0];
    assert_eq!(
        (table.cells.len(), table.heading_rows, table.heading_columns),
        (9, 1, 1)
    );
}

#[test]
fn a_report_by_libreoffice() {
    let document = pdf(include_bytes!("pdf/libreoffice.pdf")).unwrap();
    let lines: Vec<&str> = document.text.lines().collect();
    assert_eq!(lines.len(), 4, "{}", document.text);
    assert_eq!(lines[0], "东岭区一季度经济运行简况");
    assert!(lines[1].ends_with("其中第二产业增加值12.9亿元，增长6.3%，拉动全区经济增长2.5个百分点。"));
    assert_eq!(lines[2], "一般公共预算收入1.86亿元，增长3.7%；支出4.02亿元。");
    assert!(lines[3].ends_with("零就业家庭保持动态清零。"));
}

/// Narrow cells, a number that goes to the next line whole, digits that the file puts down one by one.
#[test]
fn narrow_cells_and_numbers_at_line_ends() {
    let document = pdf(include_bytes!("pdf/tables.pdf")).unwrap();
    let lines: Vec<&str> = document.text.lines().collect();
    assert!(lines[1].ends_with("产业结构比为14.2∶45.3∶40.5，GDP总量突破60亿元大关。"));
    assert_eq!(
        lines[2..],
        [
            "地区\t重点项目完成投资\t占全区比重\t一般公共预算收入\t同比增长\t位次",
            "东街道\t12.7\t30.9\t6.3\t4.1\t1",
            "河湾镇\t18.5\t45.0\t21.6\t5左右\t2",
            "青石乡\t9.9\t24.1\t9.8\t—\t—",
            "注：位次按增速排列。"
        ]
    );
}

/// A damaged file, found by the fuzzer: its signs stand on each other, and some are nearest to one column.
#[test]
fn what_stands_in_one_column_is_one_cell() {
    let document = pdf(include_bytes!("pdf/columns.pdf")).unwrap();
    assert!(!document.tables.is_empty());
    invariants::check(&document);
}

#[test]
fn what_cannot_be_read_says_why() {
    assert_eq!(
        pdf(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n").unwrap_err(),
        ReadError::BrokenPdf
    );
    let whole = include_bytes!("pdf/typst.pdf");
    assert_eq!(pdf(&whole[..whole.len() / 3]).unwrap_err(), ReadError::BrokenPdf);
    let nested = ["%PDF-1.7\n1 0 obj\n", &"[".repeat(1 << 20), "\nendobj\n%%EOF"].concat();
    assert_eq!(pdf(nested.as_bytes()).unwrap_err(), ReadError::TooDeep);
    assert_eq!(pdf(include_bytes!("pdf/scan.pdf")).unwrap_err(), ReadError::Scan);
    assert_eq!(
        pdf(include_bytes!("pdf/encrypted.pdf")).unwrap_err(),
        ReadError::Encrypted
    );
}
