//! Word documents, built here part by part.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test that cannot build its document has failed"
)]

use juyan_catalogue::Catalogue;
use juyan_document::BlockKind::{self, Furniture, Heading, Paragraph, Title};
use juyan_document::{Document, ReadError, docx, read};
use std::io::Write;
use zip::write::SimpleFileOptions;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, text) in parts {
        writer.start_file(*path, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn word(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let part = |name: &str, inner: &str| {
        format!(r#"<?xml version="1.0"?><w:{name} {NAMESPACES}>{inner}</w:{name}>"#)
    };
    let pointer = |id: &str, kind: &str, target: &str| {
        format!(r#"<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let pointers = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    zipped(&[
        (
            "_rels/.rels",
            &pointers(&pointer("rId1", "officeDocument", "word/document.xml")),
        ),
        (
            "word/document.xml",
            &part("document", &format!("<w:body>{body}</w:body>")),
        ),
        (
            "word/_rels/document.xml.rels",
            &pointers(
                &(pointer("rId1", "styles", "styles.xml") + &pointer("rId2", "numbering", "numbering.xml")),
            ),
        ),
        ("word/styles.xml", &part("styles", styles)),
        ("word/numbering.xml", &part("numbering", numbering)),
    ])
}

/// A document with further parts, by the last step of their type: `footnotes`, `header`.
fn with_parts(body: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let part = |name: &str, inner: &str| {
        format!(r#"<?xml version="1.0"?><w:{name} {NAMESPACES}>{inner}</w:{name}>"#)
    };
    let pointer = |id: usize, kind: &str, target: &str| {
        format!(r#"<Relationship Id="rId{id}" Type="{OFFICE}/{kind}" Target="{target}"/>"#)
    };
    let pointers = |inner: &str| format!("<Relationships>{inner}</Relationships>");
    let mut parts = vec![
        (
            "_rels/.rels".to_owned(),
            pointers(&pointer(1, "officeDocument", "word/document.xml")),
        ),
        (
            "word/document.xml".to_owned(),
            part("document", &format!("<w:body>{body}</w:body>")),
        ),
    ];
    let mut inner = String::new();
    for (number, (kind, content)) in further.iter().enumerate() {
        let root = match *kind {
            "header" => "hdr",
            "footer" => "ftr",
            other => other,
        };
        inner.push_str(&pointer(number, kind, &format!("{kind}{number}.xml")));
        parts.push((format!("word/{kind}{number}.xml"), part(root, content)));
    }
    parts.push(("word/_rels/document.xml.rels".to_owned(), pointers(&inner)));
    let parts: Vec<(&str, &str)> = parts
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    zipped(&parts)
}

#[test]
fn notes_stand_behind_the_paragraph_that_cites_them() {
    let cites = |text: &str, kind: &str, id: u8| {
        format!(r#"<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:{kind}Reference w:id="{id}"/></w:r></w:p>"#)
    };
    let note = |kind: &str, id: u8, text: &str| {
        format!(
            r#"<w:{kind} w:id="{id}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>"#
        )
    };
    let cell = |inner: &str| format!("<w:tr><w:tc>{inner}</w:tc><w:tc>{}</w:tc></w:tr>", p("7"));
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        cell(&p("名称")),
        cell(&cites("收入", "endnote", 2))
    );
    let body = cites("一", "footnote", 1) + &p("二") + &table + &cites("三", "footnote", 1);
    let feet = r#"<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"#
        .to_owned()
        + &note("footnote", 1, "注一3%") + &note("footnote", 9, "没有人引");
    let bytes = with_parts(
        &body,
        &[("footnotes", &feet), ("endnotes", &note("endnote", 2, "注二"))],
    );
    let read = read(&bytes, "a.docx", &Catalogue::default()).unwrap();
    assert_eq!(read.text, "一\n注一3%\n二\n名称\t7\n收入\t7\n注二\n三\n");
    assert_eq!(read.blocks[1].kind, Paragraph);
}

#[test]
fn headers_and_footers_are_furniture_at_the_end() {
    let heads = [
        ("header", p("云川县发展和改革局")),
        ("header", p("云川县发展和改革局")),
        ("footer", p("— 7 —")),
        ("footer", p("第7页")),
    ];
    let heads: Vec<(&str, &str)> = heads.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
    let read = read(
        &with_parts(&p("正文8个。"), &heads),
        "a.docx",
        &Catalogue::default(),
    )
    .unwrap();
    assert_eq!(read.text, "正文8个。\n云川县发展和改革局\n第7页\n");
    assert!(read.blocks.iter().skip(1).all(|block| block.kind == Furniture));
}

fn document(body: &str) -> Document {
    read(&word(body, "", ""), "a.docx", &Catalogue::default()).unwrap()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_runs_references_and_signs() {
    let read = document(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>产值</w:t></w:r><w:r><w:t xml:space=\"preserve\">7.9亿元 &amp; &#22686;</w:t><w:tab/><w:t>x</w:t></w:r></w:p>\
         <w:p/><w:p><w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r></w:p>",
    );
    assert_eq!(read.text, "产值7.9亿元 & 增\tx\n上\n下\n");
    assert_eq!(read.blocks.len(), 3);
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    let read = document(
        "<w:p><w:r><w:t>产值</w:t></w:r><w:ins w:id=\"1\"><w:r><w:t>8.1</w:t></w:r></w:ins><w:del w:id=\"2\"><w:r><w:delText>7.9</w:delText></w:r></w:del><w:r><w:t>亿元</w:t></w:r></w:p>\
         <w:p><w:pPr><w:rPr><w:del w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>\
         <w:p><w:moveFrom w:id=\"4\"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>留下</w:t></w:r></w:p>",
    );
    assert_eq!(read.text, "产值8.1亿元\n前半后半\n留下\n");
}

#[test]
fn headings_titles_and_automatic_numbers() {
    let style = |id: &str, name: &str, inner: &str| {
        format!(r#"<w:style w:styleId="{id}"><w:name w:val="{name}"/>{inner}</w:style>"#)
    };
    let styles = style("a", "Title", "")
        + &style(
            "1",
            "heading 1",
            r#"<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>"#,
        )
        + &style(
            "2",
            "小节",
            r#"<w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr>"#,
        )
        + &style("t", "toc 1", "");
    let level = |n: u8, format: &str, text: &str| {
        format!(r#"<w:lvl w:ilvl="{n}"><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#)
    };
    let numbering = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}{}{}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "chineseCountingThousand", "%1、"),
        level(1, "chineseCountingThousand", "（%2）"),
        level(2, "decimal", "%3."),
    );
    let headed = |id: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{id}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let listed = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>2024年完成</w:t></w:r></w:p>"#;
    let body = headed("a", "计划报告")
        + &headed("t", "综合\t3")
        + &headed("1", "综合")
        + &headed("2", "工业")
        + listed
        + &headed("1", "投资");
    let read = read(&word(&body, &styles, &numbering), "", &Catalogue::default()).unwrap();
    assert_eq!(
        read.text,
        "计划报告\n综合\t3\n一、综合\n（一）工业\n1. 2024年完成\n二、投资\n"
    );
    let kinds: Vec<BlockKind> = read.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [Title, Furniture, Heading(1), Heading(2), Paragraph, Heading(1)]
    );
}

#[test]
fn tables_with_merged_cells() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = p("单位：万元")
        + "<w:tbl>"
        + &row(&[
            cell(r#"<w:vMerge w:val="restart"/>"#, "指标"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "完成"),
        ])
        + &row(&[cell("<w:vMerge/>", ""), cell("", "2023年"), cell("", "2024年")])
        + &row(&[cell("", "收入"), cell("", "1.3"), cell("", "1.4")])
        + "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>"
        + &cell("", "删去")
        + &cell("", "9")
        + "</w:tr></w:tbl>";
    let read = document(&body);
    let table = &read.tables[0];
    let cells: Vec<_> = table
        .cells
        .iter()
        .map(|c| (c.span.of(&read.text), c.row, c.column, c.rows, c.columns))
        .collect();
    assert_eq!(cells[0], ("指标", 0, 0, 2, 1));
    assert_eq!(cells[1], ("完成", 0, 1, 1, 2));
    assert_eq!(cells[3], ("2024年", 1, 2, 1, 1));
    assert_eq!(cells[6], ("1.4", 2, 2, 1, 1));
    assert_eq!(
        (cells.len(), table.heading_rows, table.heading_columns),
        (7, 2, 1)
    );
}

#[test]
fn text_boxes_formulas_and_frames() {
    let boxed = format!(
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice><w:txbxContent>{}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>继续</w:t></w:r><m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath></w:p>",
        p("框内"),
        p("框内")
    );
    let frame = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p("甲"), p("乙"));
    let read = document(&(boxed + &frame));
    assert_eq!(read.text, "正文继续x=3\n框内\n甲\n乙\n");
    assert!(read.tables.is_empty());
}

#[test]
fn pieces_lead_back_into_the_file() {
    let bytes = word(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲&lt;乙</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>左\t内</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "",
        "",
    );
    let (document, anchors) = docx::anchored(&bytes).unwrap();
    assert_eq!(document.text, "甲<乙\n左 内\t9\n");
    let raw: Vec<&str> = anchors
        .pieces
        .iter()
        .map(|piece| &anchors.part[piece.xml.clone()])
        .collect();
    assert_eq!(raw, ["甲", "&lt;", "乙", "左\t内", "9"]);
    let first = &anchors.runs[anchors.pieces[0].run];
    assert_eq!(&anchors.part[first.properties.clone()], "<w:rPr><w:b/></w:rPr>");
    assert!(
        anchors.part[first.xml.clone()].starts_with("<w:r>")
            && anchors.part[first.xml.clone()].ends_with("</w:r>")
    );
    for piece in &anchors.pieces {
        assert_eq!(&anchors.part[piece.tag.clone()], "<w:t>");
    }
    assert_eq!(
        anchors.pieces[1].place(anchors.pieces[1].text.end),
        Some(anchors.pieces[1].xml.end)
    );
}

#[test]
fn what_is_no_word_document_says_why() {
    let refused = |bytes: &[u8]| read(bytes, "a.docx", &Catalogue::default()).unwrap_err();
    let whole = word(&p("正文"), "", "");
    assert_eq!(refused(&whole[..whole.len() / 2]), ReadError::BrokenZip);
    assert_eq!(
        refused(&zipped(&[("xl/workbook.xml", "<workbook/>")])),
        ReadError::Workbook
    );
    assert_eq!(
        refused(&zipped(&[("ppt/presentation.xml", "<presentation/>")])),
        ReadError::Unsupported
    );
    assert_eq!(
        refused(&zipped(&[("word/styles.xml", "<w:styles/>")])),
        ReadError::BrokenDocx
    );
    assert_eq!(
        refused(&zipped(&[(
            "word/document.xml",
            "<w:document><w:body></w:document>"
        )])),
        ReadError::BrokenDocx
    );
    assert_eq!(refused(&word("<w:p/>", "", "")), ReadError::Empty);
    assert_eq!(
        refused(&word(&"<w:sdt>".repeat(100_000), "", "")),
        ReadError::TooDeep
    );
}

#[test]
fn a_bomb_is_not_unpacked() {
    let blank = " ".repeat(70 << 20);
    let bytes = zipped(&[("word/document.xml", &blank)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(
        read(&bytes, "a.docx", &Catalogue::default()).unwrap_err(),
        ReadError::ZipBomb
    );
}

#[test]
fn a_byte_order_mark_shifts_no_place() {
    let part = "\u{feff}<?xml version=\"1.0\"?><w:document><w:body><w:p><w:r><w:t>产值9亿元</w:t></w:r></w:p></w:body></w:document>";
    let (document, anchors) = docx::anchored(&zipped(&[("word/document.xml", part)])).unwrap();
    assert_eq!(document.text, "产值9亿元\n");
    assert_eq!(&anchors.part[anchors.pieces[0].xml.clone()], "产值9亿元");
}
