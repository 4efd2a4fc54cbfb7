//! The bulletin of a month 通报 as a Word document of one page: how the plan stands, what is behind, who is asked for what
//! 催报.

use super::{Sheet, percent, told};
use crate::docx::{DocxError, escape, pack};
use juyan_monitor::Item;
use std::fmt::Write;

/// Writes the bulletin. Fails only where the archive cannot be put together.
pub fn bulletin(sheet: &Sheet<'_>) -> Result<Vec<u8>, DocxError> {
    let mut body = String::new();
    paragraph(&mut body, "Title", &[(false, &title(sheet))]);
    paragraph(&mut body, "Centred", &[(false, &sheet.lead())]);
    paragraph(&mut body, "Text", &[(false, &overall(sheet))]);
    let unnamed: Vec<String> = sheet.watch.unnamed().map(|item| sheet.name(item)).collect();
    if !unnamed.is_empty() {
        let names = unnamed.join(sheet.say("watch.comma"));
        let words = sheet.context.fill("bulletin.unnamed", &[("names", &names)]);
        paragraph(&mut body, "Text", &[(true, &words)]);
    }
    let behind: Vec<&Item> = sheet.by_gravity().into_iter().filter(|item| item.lags).collect();
    if !behind.is_empty() {
        paragraph(&mut body, "Heading1", &[(false, sheet.say("bulletin.behind"))]);
        table(&mut body, sheet, &behind);
    }
    reminders(&mut body, sheet);
    paragraph(&mut body, "Note", &[(false, &sheet.chain())]);
    body.push_str(SECTION);
    pack(&body, &styles(), None)
}

fn title(sheet: &Sheet<'_>) -> String {
    sheet.context.fill(
        "bulletin.title",
        &[
            ("region", &sheet.region),
            ("year", &sheet.watch.day.year()),
            ("month", &sheet.watch.day.month()),
        ],
    )
}

fn overall(sheet: &Sheet<'_>) -> String {
    let counts = sheet.watch.counts();
    sheet.context.fill(
        "bulletin.overall",
        &[
            ("day", &sheet.watch.day),
            ("time", &percent(&sheet.watch.time)),
            ("targets", &sheet.watch.items.len()),
            ("green", &counts.green),
            ("yellow", &counts.yellow),
            ("red", &counts.red),
            ("none", &counts.none),
            ("silent", &counts.silent),
            ("tasks", &sheet.watch.tasks.len()),
            ("done", &counts.done),
            ("overdue", &counts.overdue),
            ("soon", &counts.soon),
        ],
    )
}

/// Text in runs, bold where it is said so.
fn paragraph(body: &mut String, style: &str, runs: &[(bool, &str)]) {
    // Writing to a string does not fail.
    let _ = write!(body, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    for (bold, words) in runs {
        let weight = if *bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        let _ = write!(
            body,
            "<w:r>{weight}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
            escape(words)
        );
    }
    body.push_str("</w:p>");
}

/// Widths of the columns in twips, together the type area.
const COLUMNS: [u32; 6] = [620, 2250, 1240, 1240, 1015, 2480];

fn table(body: &mut String, sheet: &Sheet<'_>, items: &[&Item]) {
    let edges = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|edge| format!("<w:{edge} w:val=\"single\" w:sz=\"4\" w:color=\"666666\"/>"))
        .concat();
    let grid = COLUMNS
        .map(|width| format!("<w:gridCol w:w=\"{width}\"/>"))
        .concat();
    let _ = write!(
        body,
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         </w:tblPr><w:tblGrid>{grid}</w:tblGrid>",
        COLUMNS.iter().sum::<u32>()
    );
    let heading = [
        "watch.light",
        "watch.target",
        "watch.planned",
        "watch.actual",
        "watch.behind",
        "watch.owner",
    ];
    row(body, &heading.map(|id| sheet.say(id).to_owned()), true);
    for item in items {
        let actual = item.actual.as_ref().map(told).unwrap_or_default();
        let cells = [
            sheet.colour(item.light.colour).to_owned(),
            sheet.name(item),
            sheet.planned(item),
            actual,
            Sheet::behind(item),
            item.target.owner.to_string(),
        ];
        row(body, &cells, false);
    }
    body.push_str("</w:tbl>");
}

fn row(body: &mut String, cells: &[String; 6], is_heading: bool) {
    body.push_str(if is_heading {
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
    } else {
        "<w:tr>"
    });
    for (cell, width) in cells.iter().zip(COLUMNS) {
        let shade = if is_heading {
            "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEF1F4\"/>"
        } else {
            ""
        };
        let _ = write!(
            body,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{shade}<w:vAlign w:val=\"center\"/></w:tcPr>"
        );
        paragraph(body, "Cell", &[(is_heading, cell)]);
        body.push_str("</w:tc>");
    }
    body.push_str("</w:tr>");
}

fn reminders(body: &mut String, sheet: &Sheet<'_>) {
    paragraph(body, "Heading1", &[(false, sheet.say("bulletin.reminders"))]);
    if sheet.watch.reminders.is_empty() {
        paragraph(body, "Text", &[(false, sheet.say("watch.no-reminders"))]);
        return;
    }
    paragraph(body, "Text", &[(false, sheet.say("bulletin.ask"))]);
    for reminder in &sheet.watch.reminders {
        let owner = format!("{}{}", reminder.owner, sheet.say("watch.colon"));
        let asked = sheet.asked(reminder, true).join(sheet.say("watch.semicolon"));
        let asked = format!("{asked}{}", sheet.say("watch.stop"));
        paragraph(body, "Text", &[(true, &owner), (false, &asked)]);
    }
}

/// A4 with the margins of official documents.
const SECTION: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1474\" w:bottom=\"1020\" \
     w:left=\"1587\" w:header=\"851\" w:footer=\"850\" w:gutter=\"0\"/></w:sectPr>";

fn styles() -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"Normal\"/>\
             <w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
    };
    let lines = |twips: u32| format!("<w:spacing w:line=\"{twips}\" w:lineRule=\"exact\"/>");
    [
        style(
            "Title",
            "Title",
            "<w:spacing w:after=\"60\"/><w:jc w:val=\"center\"/>",
            "<w:rFonts w:eastAsia=\"FZXiaoBiaoSong-B05S\"/><w:color w:val=\"C00000\"/><w:sz w:val=\"40\"/>",
        ),
        style(
            "Centred",
            "Subtitle",
            "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"4\" w:color=\"C00000\"/></w:pBdr>\
             <w:spacing w:after=\"140\"/><w:jc w:val=\"center\"/>",
            "<w:sz w:val=\"21\"/>",
        ),
        style(
            "Heading1",
            "heading 1",
            "<w:keepNext/><w:spacing w:before=\"100\" w:after=\"60\"/><w:outlineLvl w:val=\"0\"/>",
            "<w:rFonts w:eastAsia=\"SimHei\"/><w:sz w:val=\"26\"/>",
        ),
        style(
            "Text",
            "Body text",
            &format!(
                "{}<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/><w:jc w:val=\"both\"/>",
                lines(370)
            ),
            "<w:sz w:val=\"24\"/>",
        ),
        style("Cell", "Table text", &lines(300), "<w:sz w:val=\"20\"/>"),
        style(
            "Note",
            "Note",
            "<w:spacing w:before=\"120\"/>",
            "<w:color w:val=\"666666\"/><w:sz w:val=\"16\"/>",
        ),
    ]
    .concat()
}
