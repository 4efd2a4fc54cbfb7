//! The official paper as PDF: where each character comes to lie, and that it reads as what was written.
//!
//! The fonts are those in the folder that `JUYAN_FONTS` names; `mutool` tells where glyphs are.
#![cfg(feature = "pdf")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "tests fail loudly and say what they skip; a page is measured in points"
)]

mod glyphs;

use glyphs::{AREA, Glyph, MM, NEAR, lines, text};
use juyan::model::Span;
use juyan_document::{Document, ReadError};
use juyan_print::chart::{Chart, Kind, Mark};
use juyan_print::official::{Fonts, Office, Paper, PdfError, StandIn, pdf};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The distance of two lines, and the width of a character with the space behind it.
const PITCH: f64 = 225.0 * MM / 22.0;
const CELL: f64 = 156.0 * MM / 28.0;
/// The size of running text.
const BODY: f64 = 16.0;

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let within = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.flat_map(within).collect()
}

/// The fonts in the folder that `JUYAN_FONTS` names; those whose file's name begins with one of `only`.
fn fonts(only: &[&str]) -> Option<Fonts> {
    let Some(folder) = std::env::var_os("JUYAN_FONTS") else {
        eprintln!("JUYAN_FONTS names no folder; the PDF was not looked at");
        return None;
    };
    let mut fonts = Fonts::default();
    for file in files(Path::new(&folder)) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if only.iter().any(|only| name.starts_with(only)) {
            fonts.add(std::fs::read(file).unwrap());
        }
    }
    Some(fonts)
}

fn read(text: &str) -> Document {
    juyan_document::read(text.as_bytes(), "report.txt", juyan::catalogue()).unwrap()
}

fn office() -> Office {
    Office {
        number: Some("额发改发〔2024〕18号".to_owned()),
        issuer: Some("额济纳旗发展和改革委员会".to_owned()),
        date: Some("2024-07-30".parse().unwrap()),
        attachments: vec!["主要指标完成情况表".to_owned(), "重点项目进展表".to_owned()],
        copies: vec!["旗委办公室".to_owned()],
        printer: Some("额济纳旗发展和改革委员会办公室".to_owned()),
        printed_on: Some("2024-07-31".parse().unwrap()),
    }
}

fn written(document: &Document, office: &Office, fonts: &Fonts) -> Paper {
    pdf(document, &[], office, juyan::catalogue(), fonts).unwrap()
}

/// The glyphs of each page; nothing where `mutool` is not there to tell them.
fn measured(paper: &Paper, name: &str) -> Option<Vec<Vec<Glyph>>> {
    if Command::new("mutool").arg("-v").output().is_err() {
        eprintln!("mutool is not installed; the PDF was not measured");
        return None;
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, &paper.pdf).unwrap();
    Some(glyphs::glyphs(&path))
}

const EJIN: &str = include_str!("../../../examples/ejin/report.txt");

/// The example twice over, with text between that is hard to break: marks, long numbers, Latin words.
fn long_report() -> String {
    let (title, report) = EJIN.split_once("一、").unwrap();
    let mut text = format!("{title}一、{report}\n");
    for length in 0..60 {
        let lead = "草场湖面驼队林带"
            .chars()
            .cycle()
            .take(length % 29)
            .collect::<String>();
        let _ = writeln!(
            text,
            "　　{lead}完成12345.67万元，增长63%~68%（其中：2024年1—6月增长-0.6%），“十四五”规划——PM2.5年均浓度、AQI等指标。"
        );
    }
    let _ = write!(text, "一、{report}");
    text
}

#[test]
fn every_character_stands_on_the_grid() {
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let paper = written(&read(&long_report()), &office(), &fonts);
    let Some(pages) = measured(&paper, "long.pdf") else {
        return;
    };
    assert!(pages.len() >= 15, "{} pages", pages.len());
    assert_eq!(paper.pages, pages.len());
    let body: Vec<Vec<Vec<Glyph>>> = pages.iter().map(|page| lines(page)).collect();
    for (number, lines) in body.iter().enumerate() {
        for line in lines {
            in_place(line, number + 1);
        }
    }
    full_pages(&body);
    let all = body.concat();
    marks_where_they_belong(&all);
    unbroken(&all);
    faces(&all);
    folios(&pages);
}

/// A line of running text stands on one of 22 lines; what has a cell begins where that does; nothing is outside.
fn in_place(line: &[Glyph], page: usize) {
    for glyph in line {
        let told = || format!("{glyph:?} on page {page} in {}", text(line));
        assert!(glyph.x > AREA[0] - NEAR, "{}", told());
        assert!(glyph.x + glyph.width < AREA[2] + NEAR, "{}", told());
        if (glyph.size - BODY).abs() > 0.1 {
            continue;
        }
        // A glyph reaches 0.88 of its size above the line that it stands on, and is in the middle of its share of the page.
        let above = (PITCH - BODY) / 2.0 + 0.88 * BODY;
        near_multiple(glyph.y - AREA[1] - above, PITCH, told);
        // The issuer is centred on the day.
        if glyphs::is_wide(glyph) && !text(line).ends_with("委员会") {
            near_multiple(glyph.x - AREA[0], CELL, told);
        }
    }
}

fn near_multiple(distance: f64, of: f64, told: impl Fn() -> String) {
    let beyond = distance - (distance / of).round() * of;
    assert!(beyond.abs() < NEAR, "{} mm off: {}", beyond / MM, told());
}

/// Every page but the last has 22 lines, or one less where a heading goes on to the next; a title's lines count as two thirds more.
fn full_pages(pages: &[Vec<Vec<Glyph>>]) {
    for (number, lines) in pages.iter().enumerate().take(pages.len() - 1) {
        let last = lines.last().unwrap()[0].y;
        let slot = ((last - AREA[1]) / PITCH).ceil() as usize;
        let next = text(&pages[number + 1][0]);
        let heading_next = next.starts_with("一、") || next.starts_with("二、");
        assert!(
            slot == 22 || (slot == 21 && heading_next),
            "page {}: {slot}",
            number + 1
        );
        if number > 0 && slot == 22 {
            assert_eq!(lines.len(), 22, "page {}", number + 1);
        }
    }
}

fn marks_where_they_belong(lines: &[Vec<Glyph>]) {
    for line in lines {
        let words = text(line);
        assert!(
            !words.starts_with([
                '，', '。', '、', '；', '：', '）', '”', '》', '〕', '%', '～', '~'
            ]),
            "{words}"
        );
        assert!(!words.ends_with(['（', '“', '《', '〔']), "{words}");
    }
}

/// No number goes on in the next line, and none is parted from its unit.
fn unbroken(lines: &[Vec<Glyph>]) {
    let all: Vec<String> = lines.iter().map(|line| text(line)).collect();
    for number in [
        "12345.67万元",
        "63%~68%",
        "2024年",
        "1—6月",
        "-0.6%",
        "PM2.5",
        "16.29亿元",
    ] {
        assert!(all.iter().any(|line| line.contains(number)), "{number}");
    }
    for two in all.windows(2) {
        let broken = two[0].ends_with(|c: char| c.is_ascii_digit() || ".~-".contains(c))
            && two[1].starts_with(|c: char| c.is_ascii_digit() || ".%万亿元".contains(c));
        assert!(!broken, "{} / {}", two[0], two[1]);
    }
}

/// Title, headings and text each have their own font, for which those of Debian stand in.
fn faces(lines: &[Vec<Glyph>]) {
    let fonts = |start: &str| -> Vec<String> {
        let line = lines.iter().find(|line| text(line).starts_with(start)).unwrap();
        let han = line.iter().filter(|glyph| glyphs::is_wide(glyph));
        let mut fonts: Vec<String> = han
            .map(|glyph| glyph.font.split('-').take(2).collect::<Vec<_>>().join("-"))
            .collect();
        fonts.dedup();
        fonts
    };
    assert_eq!(fonts("国民经济和社会发展"), ["FandolSong-Bold"]);
    assert_eq!(fonts("一、"), ["FandolHei-Regular"]);
    assert_eq!(fonts("（一）"), ["FandolKai-Regular", "FandolFang-Regular"]);
    assert_eq!(fonts("今年以来"), ["FandolFang-Regular"]);
    let title = lines
        .iter()
        .find(|line| text(line).starts_with("额济纳旗2024年上半年"))
        .unwrap();
    assert!(title.iter().all(|glyph| (glyph.size - 22.0).abs() < 0.1));
    let middle = f64::midpoint(
        title[0].x,
        title.last().map_or(0.0, |glyph| glyph.x + glyph.width),
    );
    assert!((middle - f64::midpoint(AREA[0], AREA[2])).abs() < NEAR);
}

/// The page number stands one character from the outer edge, its dashes 7 mm below the type area.
fn folios(pages: &[Vec<Glyph>]) {
    for (number, page) in pages.iter().enumerate() {
        let mut folio: Vec<&Glyph> = page.iter().filter(|glyph| glyph.y > AREA[3] + NEAR).collect();
        folio.sort_by(|a, b| a.x.total_cmp(&b.x));
        let words: String = folio.iter().map(|glyph| glyph.character).collect();
        assert_eq!(words, format!("—{}—", number + 1));
        let (first, last) = (folio[0], folio[folio.len() - 1]);
        assert!((first.size - 14.0).abs() < 0.1, "{first:?}");
        // A dash lies about three eighths of its size above the line that it stands on.
        let below = first.y - 0.375 * first.size - AREA[3];
        assert!((below - 7.0 * MM).abs() < NEAR, "{}", below / MM);
        let outer = if number % 2 == 0 {
            last.x + last.width + last.size - AREA[2]
        } else {
            first.x - first.size - AREA[0]
        };
        assert!(outer.abs() < NEAR, "page {}: {outer}", number + 1);
    }
}

/// Tables of two sizes, between text that stands on the grid again behind them.
const TABLES: &str = "某旗2024年上半年计划执行情况的报告
一、计划执行情况
　　粮食产量1.2万吨，增长3.5%。
表1 主要指标
单位：亿元
指标 | 计划 | 完成 |
收入 | 1.2 | 1.33 |
支出 | | 6.1 |
　　工业增加值3.1亿元。
指标名称 | 单位 | 上年实际 | 年度计划 | 上半年完成 | 同比增长 | 占年计划的比重 |
城镇常住居民人均可支配收入 | 元 | 53210.5 | 56000.0 | 26701.2 | 2.9% | 47.7% |
农村牧区常住居民人均可支配收入（含转移净收入和财产净收入） | 元 | 26110.5 | 28000.0 | 13320.9 | -5.4% | 47.6% |
　　以上报告，请予审议。
某旗发展和改革委员会
2024年7月30日
";

#[test]
fn tables_stay_within_the_type_area() {
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let paper = written(&read(TABLES), &Office::default(), &fonts);
    let Some(pages) = measured(&paper, "tables.pdf") else {
        return;
    };
    let all: Vec<Vec<Glyph>> = pages.iter().flat_map(|page| lines(page)).collect();
    for line in &all {
        in_place(line, 1);
    }
    let size = |words: &str| {
        let line = all.iter().find(|line| text(line).contains(words)).unwrap();
        line[0].size
    };
    for (words, wanted) in [("1.33", 12.0), ("53210.5", 10.5), ("表1", 14.0), ("单位：", 12.0)] {
        assert!((size(words) - wanted).abs() < 0.1, "{words} in {}", size(words));
    }
}

/// Twenty columns of numbers, none of which is broken; a cell that is longer than a page, of which nothing is lost.
#[test]
fn tables_of_any_size_are_whole() {
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let row = |lead: &str, cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (1..20).map(cell).collect();
        format!("{lead} | {} |\n", cells.join(" | "))
    };
    let mut text = "某旗计划执行情况的报告\n　　各项指标如下。\n".to_owned();
    text += &row("指标", &|month| format!("{month}月"));
    for line in 0..30 {
        text += &row("产量", &|month| format!("{}.5", 100 * line + month));
    }
    let long: Vec<String> = (0..900).map(|number| format!("第{number}项说明，")).collect();
    let long = long.concat();
    let _ = write!(
        text,
        "　　说明如下。\n项目 | 说明 | 完成 |\n驼队 | {long} | 1.5 |\n苇荡 | 无 | 2.5 |\n"
    );
    let paper = written(&read(&text), &Office::default(), &fonts);
    let Some(pages) = measured(&paper, "wide.pdf") else {
        return;
    };
    let all: Vec<Vec<Glyph>> = pages.iter().flat_map(|page| lines(page)).collect();
    for (number, line) in all.iter().enumerate() {
        in_place(line, number);
    }
    let words: String = all.iter().map(|line| glyphs::text(line)).collect();
    for number in ["2919.5", "105.5", "第0项说明", "第899项", "2.5"] {
        assert!(words.contains(number), "{number}");
    }
}

/// What stands in the file reads as what was written: the same figures, the same facts.
#[test]
fn the_paper_reads_as_the_report_did() {
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let catalogue = juyan::catalogue();
    for (name, text) in [("example", EJIN), ("tables", TABLES)] {
        let before = read(text);
        let paper = written(&before, &Office::default(), &fonts);
        let after = match juyan_document::read(&paper.pdf, "report.pdf", catalogue) {
            Err(ReadError::PdfNotBuilt) => {
                eprintln!("built without `juyan-document/pdf`; the PDF was not read back");
                return;
            }
            after => after.unwrap(),
        };
        let told = |document: &Document| {
            let reading = juyan::reader::read(document, catalogue);
            let figures = reading.figures.iter().filter(|figure| figure.value.is_some());
            let figures: Vec<String> = figures
                .map(|figure| {
                    // Whether there is a space before a unit, no page tells.
                    let words = figure.span.of(&document.text).replace(' ', "");
                    format!("{words} {:?} {:?}", figure.value, figure.unit)
                })
                .collect();
            let facts = juyan::facts(document, &reading, "", catalogue).facts.into_iter();
            let facts: Vec<String> = facts
                .map(|fact| format!("{} {:?}", fact.key, fact.worth))
                .collect();
            (figures, facts)
        };
        let ((figures, facts), (figures_after, facts_after)) = (told(&before), told(&after));
        assert!(figures.len() > 5);
        assert_eq!(figures, figures_after, "{name}\n{}", after.text);
        assert_eq!(facts, facts_after, "{name}");
    }
}

#[test]
fn what_stands_in_is_told() {
    let Some(fonts) = fonts(&["FandolFang", "FandolHei"]) else {
        return;
    };
    let paper = written(&read(TABLES), &Office::default(), &fonts);
    let used = |wanted: &str, used: &str| {
        let stand_in = StandIn {
            wanted: wanted.to_owned(),
            used: used.to_owned(),
        };
        assert!(paper.stand_ins.contains(&stand_in), "{:?}", paper.stand_ins);
    };
    used("仿宋_GB2312", "FandolFang R");
    used("黑体", "FandolHei");
    // Neither its own font nor one that the catalogue names is there.
    used("方正小标宋简体", "FandolFang R");
}

#[test]
fn fonts_that_do_not_suffice_are_told() {
    let nothing = pdf(
        &read(TABLES),
        &[],
        &Office::default(),
        juyan::catalogue(),
        &Fonts::default(),
    );
    assert_eq!(nothing, Err(PdfError::NoFont));
    let mut fonts_without = Fonts::default();
    assert_eq!(fonts_without.add(b"no font".to_vec()), 0);
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let document = read("某旗报告\n　　驼队\u{1f42a}三头，\u{e000}。\n");
    let missing = pdf(&document, &[], &Office::default(), juyan::catalogue(), &fonts);
    assert_eq!(missing, Err(PdfError::NoGlyph("\u{e000}\u{1f42a}".to_owned())));
}

#[test]
fn files_are_for_the_archive_and_always_the_same() {
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let paper = written(&read(TABLES), &Office::default(), &fonts);
    let has = |words: &str| {
        paper
            .pdf
            .windows(words.len())
            .any(|window| window == words.as_bytes())
    };
    assert!(paper.is_archival);
    assert!(has("<pdfaid:part>2</pdfaid:part>") && has("<pdfaid:conformance>B</pdfaid:conformance>"));
    assert!(has("2024-07-30"));
    assert_eq!(paper, written(&read(TABLES), &Office::default(), &fonts));
    assert!(breaks_nothing(
        &written(&read(EJIN), &office(), &fonts),
        "archival.pdf"
    ));
    // A file that is not for the archive is known as such.
    let undated = written(&read("某旗报告\n　　驼队三头。\n"), &Office::default(), &fonts);
    assert!(!undated.is_archival && (no_judge() || !breaks_nothing(&undated, "undated.pdf")));
}

/// Python with the packages of `.ci/packages`, or whatever the machine has.
fn python() -> Command {
    Command::new(std::env::var("JUYAN_PYTHON").unwrap_or_else(|_| "python3".to_owned()))
}

/// Whether there is nothing here that knows what a file for the archive is.
fn no_judge() -> bool {
    let told = python().args(["-c", "import pikepdf, fontTools"]).output();
    !told.is_ok_and(|told| told.status.success())
}

/// Whether a program that did not write the file finds nothing in it that PDF/A-2b forbids; so it is where there is none.
fn breaks_nothing(paper: &Paper, name: &str) -> bool {
    if no_judge() {
        eprintln!("pikepdf and fontTools are not installed; {name} was not held against PDF/A");
        return true;
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, &paper.pdf).unwrap();
    let judge = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/archive.py");
    let told = python().arg(judge).arg(&path).output().unwrap();
    eprintln!("{name}: {}", String::from_utf8_lossy(&told.stdout));
    told.status.success()
}

#[test]
fn any_text_is_a_paper() {
    let Some(fonts) = fonts(&["FandolFang"]) else {
        return;
    };
    let table = "| | |\n|甲|";
    for text in [
        "",
        "\n",
        "甲",
        "附件：",
        "| |\n",
        "a\tb\u{1}<&>#[$*_`",
        table,
        "（",
        "一、",
    ] {
        let document = juyan_document::from_text(text);
        assert!(!written(&document, &Office::default(), &fonts).is_archival);
        written(&document, &office(), &fonts);
    }
}

/// Drawings are vectors with words in the paper's own fonts, and what stands behind them is on the grid again.
#[test]
fn a_chart_stands_above_its_table() {
    let Some(fonts) = fonts(&["Fandol"]) else { return };
    let rows = "甲\t51\n乙\t120\n";
    let report = format!(
        "某旗2025年上半年主要指标\n\n计划完成进度\n指标\t占年计划（%）\n{rows}\n{}\n",
        "草场湖面驼队林带".repeat(9)
    );
    let from = report.find(rows).unwrap();
    let mark = |name: &str, value: i64| Mark {
        name: name.to_owned(),
        value: Some(value.into()),
    };
    let chart = Chart {
        kind: Kind::Progress,
        title: "进度图".to_owned(),
        unit: "%".to_owned(),
        span: Span::new(from, from + rows.len() - 1),
        until: "2025-06-30".parse().unwrap(),
        marks: vec![mark("甲", 51), mark("乙", 120)],
    };
    let document = juyan_document::frame(juyan_document::from_text(&report), juyan::catalogue());
    let paper = pdf(&document, &[chart], &office(), juyan::catalogue(), &fonts).unwrap();
    assert!(paper.is_archival);
    // A picture made of points would be an image in the file.
    assert!(!paper.pdf.windows(14).any(|bytes| bytes == b"/Subtype/Image"));
    let Some(pages) = measured(&paper, "chart.pdf") else {
        return;
    };
    let told: String = pages.iter().flatten().map(|glyph| glyph.character).collect();
    assert!(
        told.contains("时间进度50%") || told.contains("时间进度 50%"),
        "{told}"
    );
    let body = lines(&pages[0]);
    let behind: Vec<_> = body
        .iter()
        .filter(|line| text(line).contains("草场湖面"))
        .collect();
    assert!(!behind.is_empty());
    for line in behind {
        in_place(line, 1);
    }
}
