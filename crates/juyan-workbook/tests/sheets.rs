//! Workbooks as departments send them, and forms that come back.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

use juyan_catalogue::Catalogue;
use juyan_document::ReadError;
use juyan_register::{Grid, Registers, Sheet, check_rows, form, read_sheet, recognise};
use juyan_workbook::{BookError, write};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use std::io::{Cursor, Read, Write};

/// A sheet with a caption, a unit, headings of two merged rows, a subtotal, a total and a note.
fn departments(sheet: &mut Worksheet) {
    let plain = Format::new();
    sheet.set_name("工作表1").unwrap();
    sheet.merge_range(0, 0, 0, 9, "盟级重点项目", &plain).unwrap();
    sheet.write(1, 8, "单位：亿元").unwrap();
    for (column, heading) in [
        (0, "序号"),
        (1, "项目代码"),
        (2, "项目名称"),
        (3, "级别"),
        (4, "建设性质"),
        (8, "进展阶段"),
        (9, "开工日期"),
    ] {
        sheet.merge_range(2, column, 3, column, heading, &plain).unwrap();
    }
    sheet.merge_range(2, 5, 2, 7, "投资", &plain).unwrap();
    for (column, heading) in [(5, "总投资"), (6, "年度计划投资"), (7, "本年完成投资")] {
        sheet.write(3, column, heading).unwrap();
    }
    let two = Format::new().set_num_format("0.00");
    let day = Format::new().set_num_format("yyyy/m/d");
    for (row, code, name) in [(4, "A1", "水渠"), (5, "A2", "货场")] {
        sheet.write(row, 0, row - 3).unwrap();
        sheet.write(row, 1, code).unwrap();
        sheet.write(row, 2, name).unwrap();
        sheet.write(row, 3, "盟级").unwrap();
        sheet.write(row, 4, "新建").unwrap();
        sheet.write_with_format(row, 5, 1.5, &two).unwrap();
        // Typed as text, in full-width digits.
        sheet.write(row, 6, "０.５").unwrap();
        sheet.write(row, 7, 0.25).unwrap();
        sheet.write(row, 8, "已开工").unwrap();
        let date = rust_xlsxwriter::ExcelDateTime::parse_from_str("2024-03-18").unwrap();
        sheet.write_with_format(row, 9, &date, &day).unwrap();
    }
    for (row, word) in [(6, "新建小计"), (7, "合计")] {
        sheet.merge_range(row, 0, row, 2, word, &plain).unwrap();
        sheet.write(row, 5, 3.0).unwrap();
        sheet.write(row, 6, 1.0).unwrap();
    }
    sheet.write(9, 0, "注：数据截至6月末").unwrap();
}

fn book(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

/// The sheets that are seen.
fn read(bytes: &[u8], name: &str, catalogue: &Catalogue) -> Result<Vec<Grid>, BookError> {
    juyan_workbook::read(bytes, name, catalogue).map(|book| book.sheets)
}

fn projects(bytes: &[u8]) -> Sheet {
    let catalogue = juyan::catalogue();
    let grids = read(bytes, "盟级重点项目.xlsx", catalogue).unwrap();
    let register = recognise(&grids[0], catalogue).unwrap();
    assert_eq!(register.id, "key_project");
    read_sheet(&grids[0], register, catalogue)
}

#[test]
fn a_departments_sheet_is_read() {
    let sheet = projects(&book(departments));
    assert_eq!(
        (sheet.rows.len(), sheet.totals.len(), sheet.notes.len()),
        (2, 2, 1)
    );
    assert!(sheet.complaints.is_empty(), "{:?}", sheet.complaints);
    let catalogue = juyan::catalogue();
    let register = catalogue.register("key_project").unwrap();
    let checked = check_rows(register, &sheet.rows, &Registers::default(), catalogue);
    assert!(
        checked.iter().all(juyan_register::CheckedRow::is_right),
        "{checked:?}"
    );
    let shown = |field: &str| format!("{:?}", checked[0].cells[field]);
    assert_eq!(shown("total"), "Number(15000)");
    assert_eq!(shown("plan"), "Number(5000)");
    assert_eq!(shown("started"), "Day(2024-03-18)");
}

#[test]
fn a_wrong_cell_is_told_by_its_address_and_a_wrong_total_too() {
    let bytes = book(|sheet| {
        departments(sheet);
        sheet.write(5, 3, "县里的").unwrap();
        sheet.write(7, 5, 4.0).unwrap();
    });
    let sheet = projects(&bytes);
    let catalogue = juyan::catalogue();
    assert_eq!(sheet.complaints[0].at.to_string(), "盟级重点项目.xlsx 工作表1!F8");
    let register = catalogue.register("key_project").unwrap();
    let checked = check_rows(register, &sheet.rows, &Registers::default(), catalogue);
    assert_eq!(
        checked[1].complaints[0].at.to_string(),
        "盟级重点项目.xlsx 工作表1!D6"
    );
}

#[test]
fn a_percentage_is_what_its_cell_shows() {
    let bytes = book(|sheet| {
        let percent = Format::new().set_num_format("0.0%");
        sheet.write(0, 0, "优良率").unwrap();
        sheet.write_with_format(1, 0, 0.819, &percent).unwrap();
        sheet.write(2, 0, true).unwrap();
    });
    let grids = read(&bytes, "a.xlsx", juyan::catalogue()).unwrap();
    assert_eq!(
        (grids[0].rows[1][0].as_str(), grids[0].rows[2][0].as_str()),
        ("81.9%", "TRUE")
    );
}

/// Made by another program, from `tests/data/progress.xml` by `progress.py`.
#[test]
fn an_older_workbook_is_what_its_cells_show() {
    let bytes = include_bytes!("data/progress.xls");
    let book = juyan_workbook::read(bytes, "progress.xls", juyan::catalogue()).unwrap();
    assert_eq!(book.hidden, ["词表"]);
    let [grid] = book.sheets.as_slice() else {
        unreachable!("one sheet is seen")
    };
    assert_eq!(grid.sheet, "进度");
    assert_eq!(grid.rows[2], ["水渠", "2024-06-30", "16.30", "33%", "94.4%"]);
    assert_eq!(grid.rows[3], ["货场", "2024-06-30", "1175", "100%", "81.50%"]);
    assert_eq!((grid.merges[0].left, grid.merges[0].right), (0, 4));
}

/// Cut anywhere, it is told to be no workbook, or read as far as it goes.
#[test]
fn an_older_workbook_that_is_cut_does_no_harm() {
    let bytes = include_bytes!("data/progress.xls");
    for end in (0..bytes.len()).step_by(97) {
        let _ = juyan_workbook::read(&bytes[..end], "a.xls", juyan::catalogue());
    }
}

#[test]
fn hidden_sheets_are_named() {
    let mut book = Workbook::new();
    departments(book.add_worksheet());
    book.add_worksheet().set_name("词表").unwrap().set_hidden(true);
    book.worksheet_from_name("词表")
        .unwrap()
        .write(0, 0, "盟级")
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let book = juyan_workbook::read(&bytes, "a.xlsx", juyan::catalogue()).unwrap();
    assert_eq!((book.sheets.len(), book.hidden), (1, vec!["词表".into()]));
}

/// Who hides rows forgets them: they are read, and that is said.
#[test]
fn hidden_rows_are_told() {
    let bytes = book(|sheet| {
        departments(sheet);
        sheet.set_row_hidden(5).unwrap();
    });
    let sheet = projects(&bytes);
    let told = sheet
        .complaints
        .iter()
        .find(|told| told.id() == "sheet.hidden-rows")
        .unwrap();
    assert!(told.mild && told.at.cell == "A6", "{}", told.at);
    assert!(told.said(juyan::catalogue(), "zh").contains("有1行是隐藏的"));
}

/// So are columns, those that mean something here.
#[test]
fn hidden_columns_are_told() {
    let bytes = book(|sheet| {
        departments(sheet);
        sheet.set_column_hidden(3).unwrap();
        sheet.set_column_range_hidden(20, 16_383).unwrap();
    });
    let sheet = projects(&bytes);
    let mut told = sheet.complaints.iter();
    let told = told.find(|told| told.id() == "sheet.hidden-columns").unwrap();
    assert!(told.mild, "{}", told.at);
    let words = told.said(juyan::catalogue(), "zh");
    assert!(words.contains("等1列是隐藏的"), "{words}");
}

/// As a program writes it that does not reckon; one that came to no words is empty and right.
#[test]
fn a_formula_that_was_never_reckoned_is_told_by_its_cell() {
    let bytes = book(|sheet| {
        departments(sheet);
        sheet
            .write_formula(4, 7, Formula::new("=F5*0.2").set_result("空"))
            .unwrap();
        sheet
            .write_formula(5, 7, Formula::new("=IF(F6>9,1,\"\")").set_result(""))
            .unwrap();
    });
    let bytes = without(&bytes, "<v>空</v>", " t=\"str\"");
    let sheet = projects(&bytes);
    let told: Vec<String> = sheet
        .complaints
        .iter()
        .map(|complaint| format!("{} {}", complaint.id(), complaint.at))
        .collect();
    assert_eq!(told, ["sheet.unreckoned 盟级重点项目.xlsx 工作表1!H5"]);
    assert!(!sheet.complaints[0].mild);
}

/// The workbook with the cell that holds `value` holding none, and without its `kind`.
fn without(bytes: &[u8], value: &str, kind: &str) -> Vec<u8> {
    let mut packed = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in 0..packed.len() {
        let mut file = packed.by_index(part).unwrap();
        let name = file.name().to_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content).unwrap();
            let at = text.find(value).unwrap();
            let cell = text[..at].rfind("<c ").unwrap();
            let changed = text[cell..at].replace(kind, "");
            content = [&text[..cell], &changed, &text[at + value.len()..]]
                .concat()
                .into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Some programs spell the names of parts with other signs.
#[test]
fn parts_of_a_workbook_may_be_spelled_otherwise() {
    let catalogue = juyan::catalogue();
    let plain = book(|sheet| {
        departments(sheet);
        sheet.set_row_hidden(1).unwrap();
    });
    let wanted = read(&plain, "a.xlsx", catalogue).unwrap();
    for spelled in ["XL/Workbook.xml", "xl\\workbook.xml"] {
        let mut packed = zip::ZipArchive::new(Cursor::new(&plain)).unwrap();
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for part in 0..packed.len() {
            let mut file = packed.by_index(part).unwrap();
            let name = file.name().replace("xl/workbook.xml", spelled);
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            out.start_file(name, zip::write::SimpleFileOptions::default())
                .unwrap();
            out.write_all(&content).unwrap();
        }
        let bytes = out.finish().unwrap().into_inner();
        assert_eq!(read(&bytes, "a.xlsx", catalogue), Ok(wanted.clone()), "{spelled}");
    }
}

#[test]
fn what_lies_beyond_what_is_read_is_told() {
    let bytes = book(|sheet| {
        departments(sheet);
        sheet.write(200_000, 1, "A3").unwrap();
    });
    let sheet = projects(&bytes);
    assert_eq!(sheet.complaints[0].id(), "sheet.beyond");
    assert_eq!(
        sheet.complaints[0].at.to_string(),
        "盟级重点项目.xlsx 工作表1!B200001"
    );
}

#[test]
fn a_form_that_was_written_is_read_back_as_it_was() {
    let catalogue = juyan::catalogue();
    let sheet = projects(&book(departments));
    let register = catalogue.register("key_project").unwrap();
    let checked = check_rows(register, &sheet.rows, &Registers::default(), catalogue);
    let records: Vec<_> = checked
        .iter()
        .map(|row| row.record("key_project", None))
        .collect();
    let form = form(register, records.iter(), "2024-06-30".parse().unwrap(), catalogue);
    let bytes = write(&form).unwrap();
    let grids = read(&bytes, "重点项目.xlsx", catalogue).unwrap();
    assert_eq!(recognise(&grids[0], catalogue).unwrap().id, "key_project");
    let back = read_sheet(&grids[0], register, catalogue);
    let again = check_rows(register, &back.rows, &Registers::default(), catalogue);
    let cells =
        |rows: &[juyan_register::CheckedRow]| rows.iter().map(|row| row.cells.clone()).collect::<Vec<_>>();
    assert_eq!(cells(&again), cells(&checked));
}

#[test]
fn every_register_has_a_form() {
    let catalogue = juyan::catalogue();
    for register in &catalogue.registers {
        let form = form(
            register,
            std::iter::empty(),
            "2024-06-30".parse().unwrap(),
            catalogue,
        );
        let grids = read(&write(&form).unwrap(), "a.xlsx", catalogue).unwrap();
        assert_eq!(
            recognise(&grids[0], catalogue).map(|found| &found.id),
            Some(&register.id)
        );
    }
}

#[test]
fn what_is_no_workbook_is_told() {
    let catalogue = juyan::catalogue();
    let whole = book(departments);
    let told = |bytes: &[u8], name: &str| read(bytes, name, catalogue).unwrap_err();
    assert_eq!(told(b"", "a.xlsx"), BookError::Empty);
    assert_eq!(told(&whole[..whole.len() / 2], "a.xlsx"), BookError::Broken);
    assert_eq!(told(b"PK\x03\x04 and nothing more", "a.xlsx"), BookError::Broken);
    assert_eq!(
        told(b"PK\x03\x04 word/document.xml", "a.xlsx"),
        BookError::NoTable
    );
    assert_eq!(told(b"%PDF-1.7", "a.xlsx"), BookError::NoTable);
    assert_eq!(
        told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls"),
        BookError::Broken
    );
    let wide: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let locked = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 600], &wide].concat();
    assert_eq!(told(&locked, "a.xlsx"), BookError::Text(ReadError::Encrypted));
    assert_eq!(told(&book(|_| {}), "a.xlsx"), BookError::Empty);
}

/// Many programs write a web page and call it a workbook.
#[test]
fn a_page_that_calls_itself_a_workbook_is_read() {
    let row = |day: u8| format!("<tr><td>2024-05-0{day}</td><td>65,90{day}</td></tr>");
    let rows = (1..=5).map(row).collect::<Vec<_>>().concat();
    let page = format!(
        "<html><body><table border=1><tr><th>日期</th><th>过货量（吨）</th></tr>{rows}</table></body></html>"
    );
    let grids = read(page.as_bytes(), "日报.xls", juyan::catalogue()).unwrap();
    assert_eq!(grids[0].rows[1], ["2024-05-01", "65,901"]);
    assert_eq!(recognise(&grids[0], juyan::catalogue()).unwrap().id, "port_day");
}
