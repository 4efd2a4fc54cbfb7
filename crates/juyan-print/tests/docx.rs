//! Word comments, read back from the file, and from what `LibreOffice` makes of it where it is installed.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "tests fail loudly and say what they skip"
)]

use juyan_document::docx::{Package, anchored};
use juyan_document::{Document, from_text};
use juyan_model::Span;
use juyan_print::docx::{Comment, DocxError, annotate, plain};
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const POINTS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A report of ours with formatting inside a figure, a list, tracked changes, a comment and a table.
const BODY: &str = r#"<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>某旗计划执行情况</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t>工业</w:t></w:r></w:p>
<w:p><w:r w:rsidR="00A2"><w:rPr><w:sz w:val="32"/></w:rPr><w:t>全旗完成投资7.</w:t></w:r><w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>9亿元 &amp; 增长33%，</w:t></w:r><w:ins w:id="90" w:author="甲" w:date="2024-01-01T00:00:00Z"><w:r><w:t>开工17项</w:t></w:r></w:ins><w:del w:id="91" w:author="甲" w:date="2024-01-01T00:00:00Z"><w:r><w:delText>开工16项</w:delText></w:r></w:del><w:commentRangeStart w:id="3"/><w:r><w:t>。</w:t></w:r><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r></w:p>
<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>指标</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>完成</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>收入</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1.33</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>完。</w:t></w:r></w:p>"#;

fn point(id: &str, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="{id}" Type="{POINTS}/{kind}" Target="{target}"/>"#)
}

fn points(inner: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
    )
}

fn kind(name: &str, kind: &str) -> String {
    format!(r#"<Override PartName="/word/{name}.xml" ContentType="{CONTENT}.{kind}+xml"/>"#)
}

fn xml(name: &str, inner: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{W}">{inner}</w:{name}>"#)
}

fn package(body: &str, with_comments: bool) -> Vec<u8> {
    let mut kinds =
        kind("document", "document.main") + &kind("styles", "styles") + &kind("numbering", "numbering");
    let mut pointers = point("rId1", "styles", "styles.xml") + &point("rId2", "numbering", "numbering.xml");
    if with_comments {
        kinds += &kind("comments", "comments");
        pointers += &point("rId3", "comments", "comments.xml");
    }
    let types = format!(
        r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>{kinds}</Types>"#
    );
    let level = r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>"#;
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#
    );
    let styles = r#"<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>"#;
    let comment =
        r#"<w:comment w:id="3" w:author="乙"><w:p><w:r><w:t>原有批注</w:t></w:r></w:p></w:comment>"#;
    let mut parts = vec![
        ("[Content_Types].xml", types),
        (
            "_rels/.rels",
            points(&point("rId1", "officeDocument", "word/document.xml")),
        ),
        (
            "word/document.xml",
            xml("document", &format!("<w:body>{body}</w:body>")),
        ),
        ("word/_rels/document.xml.rels", points(&pointers)),
        ("word/styles.xml", xml("styles", styles)),
        ("word/numbering.xml", xml("numbering", &numbering)),
        ("word/media/seal.bin", "\u{0}\u{1}seal".to_owned()),
    ];
    if with_comments {
        parts.push(("word/comments.xml", xml("comments", comment)));
    }
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in parts {
        writer.start_file(path, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn comment(document: &Document, words: &[&str], text: &str) -> Comment {
    let span = |words: &&str| {
        let start = document.text.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    Comment {
        spans: words.iter().map(span).collect(),
        author: "聚衍".to_owned(),
        text: text.to_owned(),
        elsewhere: None,
    }
}

fn part(bytes: &[u8], path: &str) -> String {
    Package::open(bytes).unwrap().part(path).unwrap().unwrap()
}

/// The text between the marks of comment `id`, tags left out.
fn marked(bytes: &[u8], id: u32) -> String {
    let part = part(bytes, "word/document.xml");
    let (_, rest) = part
        .split_once(&format!("<w:commentRangeStart w:id=\"{id}\"/>"))
        .unwrap();
    let (inner, _) = rest
        .split_once(&format!("<w:commentRangeEnd w:id=\"{id}\"/>"))
        .unwrap();
    inner
        .split('<')
        .filter_map(|piece| piece.split_once('>').map(|(_, text)| text))
        .collect()
}

#[test]
fn comments_stand_at_the_figures() {
    let original = package(BODY, true);
    let (document, _) = anchored(&original).unwrap();
    let comments = [
        comment(&document, &["7.9亿元", "33%"], "7.9 ÷ 23.75 = 33%\n请核对"),
        comment(&document, &["17项"], "a < b & c"),
        comment(&document, &["1.33"], "表内"),
        comment(&document, &["亿元 & 增长"], "跨越引用"),
        comment(&document, &["一、"], "编号"),
    ];
    let written = annotate(&original, &document, &comments).unwrap();
    let (read, _) = anchored(&written).unwrap();
    assert_eq!(read.text, document.text);
    let marks: Vec<String> = (4..10).map(|id| marked(&written, id)).collect();
    assert_eq!(
        marks,
        [
            "7.9亿元",
            "33%",
            "17项",
            "1.33",
            "亿元 &amp; 增长",
            "某旗计划执行情况"
        ]
    );
    let text = part(&written, "word/comments.xml");
    assert!(
        text.contains("原有批注") && text.contains("a &lt; b &amp; c") && text.matches("请核对").count() == 2
    );
}

#[test]
fn nothing_else_changes() {
    let original = package(BODY, true);
    let (document, _) = anchored(&original).unwrap();
    let written = annotate(&original, &document, &[comment(&document, &["9亿"], "一")]).unwrap();
    let others = [
        "[Content_Types].xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/media/seal.bin",
    ];
    for path in others.into_iter().chain(["word/_rels/document.xml.rels"]) {
        assert_eq!(part(&written, path), part(&original, path), "{path}");
    }
    let before = part(&original, "word/document.xml");
    let after = part(&written, "word/document.xml");
    // The run that is parted keeps its formatting on both sides.
    let bold = "<w:r><w:rPr><w:b/><w:sz w:val=\"32\"/></w:rPr>";
    let old = format!("{bold}<w:t>9亿元 &amp; 增长33%，</w:t></w:r>");
    let new = format!(
        "<w:commentRangeStart w:id=\"4\"/>{bold}<w:t xml:space=\"preserve\">9亿</w:t></w:r>\
         <w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r>\
         {bold}<w:t xml:space=\"preserve\">元 &amp; 增长33%，</w:t></w:r>"
    );
    assert_eq!(after, before.replace(&old, &new));
    let untouched = annotate(&original, &document, &[]).unwrap();
    assert_eq!(part(&untouched, "word/document.xml"), before);
}

#[test]
fn a_document_without_comments_gets_the_part() {
    let original = package("<w:p><w:r><w:t>产值9亿元</w:t></w:r></w:p>", false);
    let (document, _) = anchored(&original).unwrap();
    let written = annotate(&original, &document, &[comment(&document, &["9亿元"], "一")]).unwrap();
    assert_eq!(marked(&written, 0), "9亿元");
    assert!(part(&written, "[Content_Types].xml").contains("/word/comments.xml"));
    assert!(part(&written, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
}

#[test]
fn another_document_is_refused() {
    let original = package(BODY, true);
    assert_eq!(
        annotate(&original, &from_text("别的文字"), &[]),
        Err(DocxError::Changed)
    );
}

#[test]
fn odd_spans_lose_no_text() {
    let original = package(BODY, true);
    let (document, _) = anchored(&original).unwrap();
    let length = document.text.len();
    let words = |text: &str| text.split_whitespace().collect::<String>();
    for (start, end) in [
        (0, 0),
        (1, 2),
        (5, 4),
        (length, length + 9),
        (0, length),
        (40, 41),
    ] {
        let text = String::new();
        let comments = [Comment {
            spans: vec![Span::new(start, end)],
            author: "甲".to_owned(),
            text,
            elsewhere: None,
        }];
        let written = annotate(&original, &document, &comments).unwrap();
        assert_eq!(
            anchored(&written).unwrap().0.text,
            document.text,
            "{start}..{end}"
        );
        let made = plain(&document, &comments).unwrap();
        assert_eq!(
            words(&anchored(&made).unwrap().0.text),
            words(&document.text),
            "{start}..{end}"
        );
    }
}

fn table_document() -> Document {
    from_text(
        "某旗计划执行情况\n　　全旗完成投资7.9亿元，增长33%。\n指标 | 计划 | 完成 |\n收入 | 1.2亿元 | 1.33亿元 |\n支出 | | 6.1亿元 |\n完。",
    )
}

#[test]
fn a_plain_document_of_any_text() {
    let document = table_document();
    let overlapping = comment(&document, &["完成投资7.9亿元，"], "交叠");
    let comments = [comment(&document, &["7.9亿元", "1.33亿元"], "两处"), overlapping];
    let written = plain(&document, &comments).unwrap();
    let (read, _) = anchored(&written).unwrap();
    assert_eq!(
        read.text,
        "某旗计划执行情况\n全旗完成投资7.9亿元，增长33%。\n指标\t计划\t完成\n收入\t1.2亿元\t1.33亿元\n支出\t\t6.1亿元\n完。\n"
    );
    assert_eq!(read.tables[0].cells.len(), 9);
    assert_eq!(
        [0, 1, 2].map(|id| marked(&written, id)),
        ["7.9亿元", "1.33亿元", "完成投资7.9亿元，"]
    );
    assert_eq!(plain(&document, &comments).unwrap(), written);
}

/// Opens a document in `LibreOffice` and saves it again; nothing where it is not installed.
fn resaved(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut programs = ["soffice", "libreoffice"].into_iter();
    let found = programs.find(|program| Command::new(program).arg("--version").output().is_ok());
    let Some(program) = found else {
        eprintln!("LibreOffice is not installed; {name} was not opened in it");
        return None;
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(folder.join("out")).unwrap();
    let file = folder.join("in.docx");
    std::fs::write(&file, bytes).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let mut command = Command::new(program);
    command.args([
        &profile,
        "--headless",
        "--convert-to",
        "docx:Office Open XML Text",
        "--outdir",
    ]);
    let output = command.arg(folder.join("out")).arg(&file).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(std::fs::read(folder.join("out/in.docx")).unwrap())
}

#[test]
fn comments_survive_libreoffice() {
    let original = package(BODY, true);
    let (document, _) = anchored(&original).unwrap();
    let comments = [
        comment(&document, &["7.9亿元", "33%"], "请核对"),
        comment(&document, &["1.33"], "表内一处"),
    ];
    let annotated = annotate(&original, &document, &comments).unwrap();
    if let Some(saved) = resaved(&annotated, "annotated") {
        let text = part(&saved, "word/comments.xml");
        assert_eq!(text.matches("<w:comment ").count(), 4, "{text}");
        assert_eq!(
            (text.matches("请核对").count(), text.matches("表内一处").count()),
            (2, 1)
        );
        assert!(text.contains("原有批注") && text.contains("w:author=\"聚衍\""));
        let marks: Vec<String> = (0..4).map(|id| marked(&saved, id)).collect();
        for words in ["7.9亿元", "33%", "1.33"] {
            assert!(marks.iter().any(|mark| mark == words), "{words} in {marks:?}");
        }
        let body = part(&saved, "word/document.xml");
        assert!(body.contains("<w:ins ") && body.contains("<w:del ") && body.contains("<w:numId "));
        assert_eq!(anchored(&saved).unwrap().0.text, document.text);
    }
}

/// A paragraph with figures in fields: of one run each, in another field, of one element, in a link.
fn body_with_fields() -> String {
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    let text = |words: &str| run(&format!("<w:t>{words}</w:t>"));
    let sign = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let field = |instruction: &str, result: &str| {
        let instruction = run(&format!(
            "<w:instrText xml:space=\"preserve\"> {instruction} </w:instrText>"
        ));
        sign("begin") + &instruction + &sign("separate") + result + &sign("end")
    };
    let simple = format!(
        "<w:fldSimple w:instr=\" QUOTE 7 \">{}</w:fldSimple>",
        text("7.5亿元")
    );
    let inner = field("QUOTE 4", &text("4.5万亩"));
    format!(
        "<w:p>{}{}{}{}{}{simple}{}{}{}</w:p>",
        text("工业用电12.6万千瓦时，占全社会用电"),
        field("= 25.2", &text("25.2万千瓦时")),
        text("的55%；种植"),
        field("QUOTE 5", &(inner + &text("（上年5万亩）"))),
        text("；投资"),
        text("；见"),
        field("HYPERLINK \"http://example.invalid/\"", &text("全文第3页")),
        text("。"),
    )
}

#[test]
fn a_comment_stands_around_a_field() {
    let original = package(&body_with_fields(), false);
    let (document, _) = anchored(&original).unwrap();
    let words = ["12.6万千瓦时", "25.2万千瓦时", "4.5万亩", "7.5亿元", "3页"];
    let written = annotate(&original, &document, &[comment(&document, &words, "一")]).unwrap();
    assert_eq!(anchored(&written).unwrap().0.text, document.text);
    let marks: Vec<String> = (0..5).map(|id| marked(&written, id)).collect();
    let expected = [
        "12.6万千瓦时",
        " = 25.2 25.2万千瓦时",
        " QUOTE 5  QUOTE 4 4.5万亩（上年5万亩）",
        "7.5亿元",
        "3页",
    ];
    assert_eq!(marks, expected, "the field's instruction and all that it came to");
    assert!(part(&written, "word/document.xml").contains("<w:commentRangeStart w:id=\"3\"/><w:fldSimple"));
    if let Some(saved) = resaved(&written, "fields") {
        let text = anchored(&saved).unwrap().0.text;
        assert_eq!(text, document.text, "no comment is read as text");
        assert_eq!(
            part(&saved, "word/comments.xml").matches("<w:comment ").count(),
            5
        );
    }
}

#[test]
fn a_plain_document_survives_libreoffice() {
    let document = table_document();
    let made = plain(&document, &[comment(&document, &["7.9亿元", "1.33亿元"], "两处")]).unwrap();
    if let Some(saved) = resaved(&made, "plain") {
        assert_eq!(part(&saved, "word/comments.xml").matches("两处").count(), 2);
        assert_eq!(anchored(&saved).unwrap().0.text, anchored(&made).unwrap().0.text);
        assert_eq!([0, 1].map(|id| marked(&saved, id)), ["7.9亿元", "1.33亿元"]);
    }
}
