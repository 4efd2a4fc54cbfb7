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

/// The example, with paragraphs of nothing but Han characters among them.
fn paper() -> Vec<u8> {
    let report = include_str!("../../../examples/ejin/report.txt");
    let (told, planned) = report.split_once("二、下半年").unwrap();
    let mut text = told.to_owned();
    for _ in 0..3 {
        let _ = write!(text, "　　{}\n\n", "草场湖面驼队林带苇荡沙丘".repeat(40));
    }
    let _ = write!(text, "二、下半年{planned}");
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
    assert!(pages.len() >= 7, "{} pages", pages.len());
    let body: Vec<Vec<Vec<Glyph>>> = pages.iter().map(|page| lines(page)).collect();
    for (number, lines) in body.iter().enumerate().skip(1).take(pages.len() - 3) {
        assert_eq!(lines.len(), 22, "lines of page {}", number + 1);
        in_the_area(lines);
    }
    full_lines(&body.concat());
    unbroken_numbers(&body.concat());
    faces(&body.concat());
    folios(&pages);
    imprint(&pages);
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

/// The lines are 225 mm ÷ 22 apart, and fill the type area from its top to its foot.
fn in_the_area(lines: &[Vec<Glyph>]) {
    let pitch = 225.0 * MM / 22.0;
    let first = lines[0][0].y;
    for (number, line) in lines.iter().enumerate() {
        let wanted = first + pitch * f64::from(u32::try_from(number).unwrap());
        assert!(
            (line[0].y - wanted).abs() < NEAR,
            "line {} at {} for {wanted}",
            number + 1,
            line[0].y
        );
        assert!(line[0].x > AREA[0] - NEAR, "{:?}", line[0]);
    }
    // A glyph reaches about seven eighths of its size above the line and an eighth below it.
    let (first, last) = (&lines[0][0], &lines[21][0]);
    assert!(first.y - 0.875 * first.size > AREA[1] - NEAR && last.y + 0.125 * last.size < AREA[3] + NEAR);
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
