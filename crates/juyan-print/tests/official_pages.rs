//! Where the glyphs of an official paper come to lie, as `LibreOffice` sets the Word file, measured with `mutool`.
//!
//! The fonts are those in the folder that `JUYAN_FONTS` names.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::float_arithmetic,
    reason = "tests fail loudly and say what they skip; a page is measured in points"
)]

mod glyphs;

use glyphs::{AREA, Glyph, MM, NEAR, is_han, lines, text};
use juyan_document::from_text;
use juyan_print::official::{Office, docx};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// So many rows has the table of the paper below its headings.
const ROWS: usize = 40;

/// What is missing on this machine to measure with; nothing where all is there. With any fonts lines come to lie anywhere.
fn missing() -> Option<&'static str> {
    let fonts = std::env::var_os("JUYAN_FONTS").is_none();
    let mut programs = ["soffice", "mutool"].into_iter();
    let program = programs.find(|program| Command::new(program).arg("-v").output().is_err());
    program.or(fonts.then_some("what JUYAN_FONTS names"))
}

/// Fonts for fontconfig: each face's own, or what stands in for it.
fn font_rules(folder: &Path) -> PathBuf {
    let mut rules = "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig>\
                     <include ignore_missing=\"yes\">/etc/fonts/fonts.conf</include>"
        .to_owned();
    if let Some(fonts) = std::env::var_os("JUYAN_FONTS") {
        let _ = write!(rules, "<dir>{}</dir>", Path::new(&fonts).display());
    }
    for face in ["title", "body", "section", "part", "folio", "figures"] {
        let list = |kind: &str| juyan::catalogue().list(&format!("official.{kind}.{face}"));
        let mut families = String::new();
        for name in list("stand-ins") {
            let _ = write!(families, "<family>{name}</family>");
        }
        let name = &list("fonts")[0];
        let _ = write!(
            rules,
            "<alias binding=\"strong\"><family>{name}</family><prefer><family>{name}</family>{families}</prefer></alias>"
        );
    }
    let path = folder.join("fonts.conf");
    std::fs::write(&path, rules + "</fontconfig>").unwrap();
    path
}

/// The paper as `LibreOffice` prints it.
fn printed(bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("official");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("paper.docx");
    std::fs::write(&file, bytes).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let mut command = Command::new("soffice");
    command.env("FONTCONFIG_FILE", font_rules(&folder));
    command
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(&folder)
        .arg(&file);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    folder.join("paper.pdf")
}

/// The example twice over, with paragraphs of nothing but Han characters and a table of several pages between: fifteen pages and more.
fn paper() -> Vec<u8> {
    let report = include_str!("../../../examples/ejin/report.txt");
    let (told, planned) = report.split_once("二、下半年").unwrap();
    let mut text = told.to_owned();
    for _ in 0..3 {
        let _ = write!(text, "　　{}\n\n", "草场湖面驼队林带苇荡沙丘".repeat(40));
    }
    text += "表1 主要指标\n单位：亿元\n指标 | 年度计划 | 上半年完成 |\n";
    for number in 1..=ROWS {
        let words = "草场湖面驼队林带苇荡沙丘".repeat(number % 4);
        let _ = writeln!(text, "第{number}项{words} | {number}.5 | {number}.2 |");
    }
    let behind = planned.split_once('\n').map_or(planned, |(_, behind)| behind);
    let (_, again) = told.split_once("一、").unwrap();
    let _ = write!(text, "\n二、上年情况\n{again}\n三、下半年{planned}\n{behind}");
    let document = juyan_document::frame(from_text(&text), juyan::catalogue());
    let office = Office {
        issuer: Some("额济纳旗发展和改革委员会".to_owned()),
        date: Some("2024-07-30".parse().unwrap()),
        copies: vec!["旗委办公室".to_owned()],
        ..Office::default()
    };
    docx(&document, &[], &office, juyan::catalogue()).unwrap()
}

#[test]
fn the_page_has_22_lines_of_28_characters() {
    if let Some(program) = missing() {
        eprintln!("{program} is not there; the official layout was not measured");
        return;
    }
    let pages = glyphs::glyphs(&printed(&paper()));
    assert!(pages.len() >= 15, "{} pages", pages.len());
    let body: Vec<Vec<Vec<Glyph>>> = pages.iter().map(|page| lines(page)).collect();
    on_lines(&body);
    for (number, lines) in body.iter().enumerate().skip(1).take(pages.len() - 3) {
        if lines.iter().flatten().all(of_text) {
            assert_eq!(lines.len(), 22, "lines of page {}", number + 1);
        }
    }
    full_lines(&body.concat());
    unbroken_numbers(&body.concat());
    faces(&body.concat());
    rows(&body);
    folios(&pages);
    imprint(&pages);
}

/// Each row stands in the table, which has its headings on each of its pages and on none alone.
fn rows(pages: &[Vec<Vec<Glyph>>]) {
    let told = |page: &Vec<Vec<Glyph>>| page.iter().map(|line| text(line)).collect::<Vec<_>>().join("\n");
    let told: Vec<String> = pages.iter().map(told).collect();
    let all = told.concat();
    for number in 1..=ROWS {
        assert!(
            all.contains(&format!("{number}.5{number}.2")),
            "row {number} is not there"
        );
    }
    for page in told {
        let has_rows = (1..=ROWS).any(|number| page.contains(&format!("第{number}项")));
        assert_eq!(has_rows, page.contains("指标年度计划上半年完成"), "{page}");
    }
}

/// The imprint's one line is the last of the type area, and its words begin a character from the edge.
fn imprint(pages: &[Vec<Glyph>]) {
    const LINE: f64 = 24.0;
    let last = pages.last().unwrap();
    let first = last.iter().find(|glyph| glyph.character == '抄').unwrap();
    assert!(
        first.y < AREA[3] + NEAR && first.y > AREA[3] - LINE - NEAR,
        "the imprint stands at {} of {}",
        first.y,
        AREA[3]
    );
    assert!((first.x - AREA[0] - first.size).abs() < NEAR, "{first:?}");
}

/// Whether a glyph is of running text.
fn of_text(glyph: &Glyph) -> bool {
    (glyph.size - 16.0).abs() < 0.1
}

/// Every line of text on every page, behind a table as well, is in its place: they are 225 mm ÷ 22 apart, and fill the type area. Where
/// within its share of the page a line stands, one of Han characters alone says; digits of another font lift a line a little.
fn on_lines(pages: &[Vec<Vec<Glyph>>]) {
    let pitch = 225.0 * MM / 22.0;
    let all: Vec<Vec<Glyph>> = pages.concat();
    let pure = all
        .iter()
        .find(|line| line.len() == 28 && line.iter().all(|glyph| is_han(glyph) && of_text(glyph)));
    let share = (pure.unwrap()[0].y - AREA[1]).rem_euclid(pitch);
    for (number, page) in pages.iter().enumerate() {
        for line in page.iter().filter(|line| line.iter().any(of_text)) {
            let glyph = line.iter().find(|glyph| of_text(glyph)).unwrap();
            let down = glyph.y - AREA[1] - share;
            let beyond = down - (down / pitch).round() * pitch;
            assert!(
                beyond.abs() < NEAR,
                "{} mm off on page {}: {}",
                beyond / MM,
                number + 1,
                text(line)
            );
            // A glyph reaches about seven eighths of its size above the line and an eighth below it.
            let is_inside = glyph.y - 0.875 * glyph.size > AREA[1] - NEAR
                && glyph.y + 0.125 * glyph.size < AREA[3] + NEAR;
            assert!(
                is_inside && line[0].x > AREA[0] - NEAR,
                "{glyph:?} on page {}",
                number + 1
            );
        }
    }
}

/// A line of nothing but Han characters has 28, from edge to edge.
fn full_lines(lines: &[Vec<Glyph>]) {
    let pure: Vec<&Vec<Glyph>> = lines
        .iter()
        .filter(|line| line.iter().all(is_han) && (line[0].x - AREA[0]).abs() < NEAR && line.len() > 20)
        .collect();
    assert!(pure.len() > 40, "{} lines of Han alone", pure.len());
    let cell = 156.0 * MM / 28.0;
    for line in pure {
        assert_eq!(line.len(), 28, "{}", text(line));
        for (number, glyph) in line.iter().enumerate() {
            let wanted = AREA[0] + cell * f64::from(u32::try_from(number).unwrap());
            assert!(
                (glyph.x - wanted).abs() < NEAR,
                "{} of {}: {} for {wanted}",
                number + 1,
                text(line),
                glyph.x
            );
        }
    }
}

/// No figure goes on in the next line.
fn unbroken_numbers(lines: &[Vec<Glyph>]) {
    for two in lines.windows(2) {
        let (before, behind) = (text(&two[0]), text(&two[1]));
        let broken = before.ends_with(|c: char| c.is_ascii_digit() || c == '.')
            && behind.starts_with(|c: char| c.is_ascii_digit() || ".%".contains(c));
        assert!(!broken, "{before} / {behind}");
    }
}

/// Title, headings and text each have their own font, for which those of Debian stand in.
fn faces(lines: &[Vec<Glyph>]) {
    let fonts = |start: &str| -> Vec<&str> {
        let line = lines.iter().find(|line| text(line).starts_with(start)).unwrap();
        let mut fonts: Vec<&str> = line
            .iter()
            .filter(|glyph| is_han(glyph))
            .map(|glyph| glyph.font.as_str())
            .collect();
        fonts.dedup();
        fonts
    };
    assert_eq!(fonts("国民经济和社会发展"), ["FandolSong-Regular"]);
    assert_eq!(fonts("一、"), ["FandolHei-Regular"]);
    assert_eq!(fonts("（一）"), ["FandolKai-Regular", "FandolFang-Regular"]);
    assert_eq!(fonts("今年以来"), ["FandolFang-Regular"]);
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
        let dash = first.y - 0.375 * first.size;
        assert!(
            (dash - AREA[3] - 7.0 * MM).abs() < 2.0 * NEAR,
            "{}",
            (dash - AREA[3]) / MM
        );
        let outer = if number % 2 == 0 {
            last.x + 2.0 * last.size - AREA[2]
        } else {
            first.x - first.size - AREA[0]
        };
        assert!(outer.abs() < NEAR, "page {}: {outer}", number + 1);
    }
}
