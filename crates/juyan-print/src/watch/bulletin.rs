//! The bulletin of a month 通报 as a Word document of one page: how the plan stands, what is behind, who is asked for what
//! 催报.

use super::answers::answers;
use super::{Sheet, percent, told};
use crate::docx::{DocxError, escape, pack};
use juyan::vocabulary::Colour;
use juyan_monitor::{Item, month_ends};
use std::fmt::{Display, Write};
use unicode_width::UnicodeWidthStr;

/// Writes the bulletin. Fails only where the archive cannot be put together.
pub fn bulletin(sheet: &Sheet<'_>) -> Result<Vec<u8>, DocxError> {
    let unnamed: Vec<String> = sheet.watch.unnamed().map(|item| sheet.name(item)).collect();
    let unnamed = Some(unnamed.join(sheet.say("watch.comma"))).filter(|names| !names.is_empty());
    let unnamed = unnamed.map(|names| sheet.context.fill("bulletin.unnamed", &[("names", &names)]));
    let behind: Vec<&Item> = sheet.by_gravity().into_iter().filter(|item| item.lags).collect();
    let asked = asked(sheet);
    let answers = to_answer(sheet);
    let overall = overall(sheet);
    let texts = [
        overall.as_str(),
        sheet.say("bulletin.ask"),
        sheet.say("bulletin.answer"),
    ];
    let texts = texts.into_iter().chain(unnamed.as_deref()).map(str::to_owned);
    let texts = texts.chain(
        asked
            .iter()
            .chain(&answers)
            .map(|(owner, asked)| format!("{owner}{asked}")),
    );
    let rows = rows(sheet, &behind);
    let size = Size::that_fits(&texts.collect::<Vec<_>>(), &rows);

    let mut body = String::new();
    paragraph(&mut body, "Title", &[(false, &title(sheet))]);
    paragraph(&mut body, "Centred", &[(false, &sheet.lead())]);
    paragraph(&mut body, "Text", &[(false, &overall)]);
    if let Some(words) = &unnamed {
        paragraph(&mut body, "Text", &[(true, words)]);
    }
    let mut headings = ["bulletin.first", "bulletin.second", "bulletin.third"].into_iter();
    let mut heading = |body: &mut String, id| {
        let number = headings
            .next()
            .map(|number| sheet.say(number))
            .unwrap_or_default();
        paragraph(
            body,
            "Heading1",
            &[(false, &format!("{number}{}", sheet.say(id)))],
        );
    };
    if !behind.is_empty() {
        heading(&mut body, "bulletin.behind");
        table(&mut body, &rows);
    }
    if !sheet.watch.is_public {
        heading(&mut body, "bulletin.reminders");
        if asked.is_empty() {
            paragraph(&mut body, "Text", &[(false, sheet.say("watch.no-reminders"))]);
        } else {
            to_each(&mut body, sheet.say("bulletin.ask"), &asked);
        }
    }
    if !answers.is_empty() {
        heading(&mut body, "bulletin.to-answer");
        to_each(&mut body, sheet.say("bulletin.answer"), &answers);
    }
    signed_by(&mut body, sheet);
    let chain: [(&str, &dyn Display); 2] = [("head", &sheet.head), ("changes", &sheet.changes)];
    paragraph(
        &mut body,
        "Note",
        &[(false, &sheet.context.fill("bulletin.chain", &chain))],
    );
    body.push_str(SECTION);
    pack(&body, &styles(size), None)
}

/// Who has to answer something before figures are relied on, and what.
fn to_answer(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let answers = answers(sheet).into_iter();
    answers
        .map(|(owner, asked)| line(sheet, &owner, &asked))
        .collect()
}

/// Who is addressed, and all that is said to them.
fn line(sheet: &Sheet<'_>, owner: &str, said: &[String]) -> (String, String) {
    let said = said.join(sheet.say("watch.semicolon"));
    (
        format!("{owner}{}", sheet.say("watch.colon")),
        format!("{said}{}", sheet.say("watch.stop")),
    )
}

/// What was done; with the day of the year that it is of, where that is not the end of the months that the bulletin is about.
fn actual(sheet: &Sheet<'_>, item: &Item) -> String {
    let actual = item.actual.as_ref().map(told).unwrap_or_default();
    let day = item.reading.as_ref().map(|reading| reading.day);
    match day.filter(|day| Some(*day) != month_ends(sheet.watch.day).last().copied()) {
        Some(day) => {
            let told: [(&str, &dyn Display); 3] =
                [("actual", &actual), ("month", &day.month()), ("day", &day.day())];
            sheet.context.fill("bulletin.of-day", &told)
        }
        None => actual,
    }
}

/// What is of the months that are over.
fn title(sheet: &Sheet<'_>) -> String {
    let day = sheet.watch.day;
    let over = day.month() - i8::from(day != day.last_of_month());
    let (id, month) = if over <= 1 {
        ("bulletin.title-january", 1)
    } else {
        ("bulletin.title", over)
    };
    sheet.context.fill(
        id,
        &[
            ("region", &sheet.region),
            ("year", &day.year()),
            ("month", &month),
        ],
    )
}

/// Who sends it: the department that keeps the targets; the day is left to be filled in.
fn signed_by(body: &mut String, sheet: &Sheet<'_>) {
    let keeper = sheet.context.catalogue.register("target");
    let Some(department) = keeper
        .map(|register| &register.dept)
        .filter(|dept| !dept.is_empty())
    else {
        return;
    };
    let issuer = sheet.context.fill(
        "bulletin.issuer",
        &[("region", &sheet.region), ("department", department)],
    );
    paragraph(body, "Signed", &[(false, &issuer)]);
    let year = sheet.watch.day.year();
    paragraph(
        body,
        "Signed",
        &[(false, &sheet.context.fill("bulletin.issued", &[("year", &year)]))],
    );
}

fn overall(sheet: &Sheet<'_>) -> String {
    let counts = sheet.watch.counts();
    let items = sheet.watch.items.iter();
    let unjudged = items
        .filter(|item| item.light.colour == Colour::None && item.silence.is_none())
        .count();
    sheet.context.fill(
        "bulletin.overall",
        &[
            ("day", &sheet.day(sheet.watch.day)),
            ("time", &percent(&sheet.watch.time)),
            ("targets", &sheet.watch.items.len()),
            ("green", &counts.green),
            ("yellow", &counts.yellow),
            ("red", &counts.red),
            ("unjudged", &unjudged),
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
const COLUMNS: [u32; 6] = [560, 2500, 1380, 1380, 1085, 1940];

/// The rows of the table, the first of them its heading.
fn rows(sheet: &Sheet<'_>, items: &[&Item]) -> Vec<[String; 6]> {
    let heading = [
        "watch.light",
        "watch.target",
        "watch.planned",
        "watch.actual",
        "bulletin.gap",
        "watch.owner",
    ];
    let heading = heading.map(|id| sheet.say(id).to_owned());
    let rows = items.iter().map(|item| {
        [
            sheet.light(item).to_owned(),
            sheet.name(item),
            sheet.planned(item),
            actual(sheet, item),
            gap(item),
            item.target.owner.to_string(),
        ]
    });
    std::iter::once(heading).chain(rows).collect()
}

fn table(body: &mut String, rows: &[[String; 6]]) {
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
    for (at, cells) in rows.iter().enumerate() {
        row(body, cells, at == 0);
    }
    body.push_str("</w:tbl>");
}

/// By how much it is behind: in points, of levels that are no rates in their unit.
fn gap(item: &Item) -> String {
    let unit = &item.target.amount.told_in;
    let is_points = item.measures.get("behind").is_some() || unit == "%";
    let unit = if is_points { "" } else { unit.as_str() };
    format!("{}{unit}", Sheet::behind(item))
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

/// Who is asked, and for what.
fn asked(sheet: &Sheet<'_>) -> Vec<(String, String)> {
    let reminders = sheet.watch.reminders.iter();
    let told = reminders.map(|reminder| {
        let owner = sheet.named_owner(&reminder.owner);
        line(sheet, &owner, &sheet.asked_by_day(reminder))
    });
    told.collect()
}

/// What all are asked, then each.
fn to_each(body: &mut String, all: &str, asked: &[(String, String)]) {
    paragraph(body, "Text", &[(false, all)]);
    for (owner, asked) in asked {
        paragraph(body, "Text", &[(true, owner), (false, asked)]);
    }
}

/// How large text is set, so that all of it stands on one page.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// Of letters, in half points.
    letters: u32,
    /// From line to line, in twips.
    line: u32,
    /// Of a row of the table, in twips.
    row: u32,
}

impl Size {
    /// From the usual one, 小四, down.
    const ALL: [Self; 5] = [
        Self {
            letters: 24,
            line: 370,
            row: 320,
        },
        Self {
            letters: 22,
            line: 330,
            row: 300,
        },
        Self {
            letters: 20,
            line: 300,
            row: 280,
        },
        Self {
            letters: 18,
            line: 270,
            row: 260,
        },
        Self {
            letters: 16,
            line: 240,
            row: 240,
        },
    ];

    /// What the page has for text and table, in twips: all but title, lead, headings, signature and note.
    const ROOM: u32 = 10_200;

    /// The largest in which these texts and rows stand on a page; the smallest where none does.
    fn that_fits(texts: &[String], rows: &[[String; 6]]) -> Self {
        let [.., smallest] = Self::ALL;
        let fits = |size: &&Self| size.height(texts, rows) <= Self::ROOM;
        Self::ALL.iter().find(fits).copied().unwrap_or(smallest)
    }

    fn height(self, texts: &[String], rows: &[[String; 6]]) -> u32 {
        let text = texts.iter().map(|text| {
            let room = COLUMNS.iter().sum();
            lines(text.width() + 4, room, self.letters).saturating_mul(self.line)
        });
        let rows = rows.iter().map(|cells| {
            let cells = cells.iter().zip(COLUMNS);
            let tallest = cells
                .map(|(cell, width)| lines(cell.width(), width - PADDING, self.cell()))
                .max();
            tallest.unwrap_or(1).saturating_mul(self.row)
        });
        text.chain(rows).fold(0, u32::saturating_add)
    }

    /// How large letters of the table are, in half points.
    fn cell(self) -> u32 {
        self.letters.min(20)
    }
}

/// What a cell keeps free at its sides, in twips.
const PADDING: u32 = 216;

/// How many lines of so many twips take text of so many columns; one of these is half of a Han character.
fn lines(columns: usize, room: u32, letters: u32) -> u32 {
    let in_line = usize::try_from(room / (letters * 5)).unwrap_or(1).max(1);
    u32::try_from(columns.div_ceil(in_line))
        .unwrap_or(u32::MAX)
        .max(1)
}

/// A4 with the margins of official documents.
const SECTION: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1304\" w:right=\"1474\" w:bottom=\"1020\" \
     w:left=\"1587\" w:header=\"851\" w:footer=\"850\" w:gutter=\"0\"/></w:sectPr>";

fn styles(size: Size) -> String {
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
                lines(size.line)
            ),
            &format!("<w:sz w:val=\"{}\"/>", size.letters),
        ),
        style(
            "Cell",
            "Table text",
            &lines(size.row),
            &format!("<w:sz w:val=\"{}\"/>", size.cell()),
        ),
        style(
            "Signed",
            "Signature",
            &format!(
                "{}<w:ind w:rightChars=\"200\" w:right=\"480\"/><w:jc w:val=\"right\"/>",
                lines(size.line)
            ),
            &format!("<w:sz w:val=\"{}\"/>", size.letters),
        ),
        style(
            "Note",
            "Note",
            "<w:spacing w:before=\"120\"/>",
            "<w:color w:val=\"666666\"/><w:sz w:val=\"16\"/>",
        ),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_more_there_is_to_say_the_smaller_it_is_set() {
        let asked = |count: usize| {
            vec![
                "发展和改革委员会：补报截至2024年9月30日的地区生产总值。".repeat(3);
                count
            ]
        };
        let row = |name: &str| [name; 6].map(str::to_owned);
        let letters = |count: usize| Size::that_fits(&asked(count), &vec![row("国内"); 6]).letters;
        assert_eq!(letters(4), 24);
        assert!(letters(10) < 24 && letters(10) > letters(16));
        assert_eq!(letters(500), 16);
        // What wraps within its cell makes a row taller.
        let tall = Size::that_fits(&asked(6), &vec![row("截至9月30日城镇居民人均可支配收入"); 6]);
        assert!(tall.letters < letters(6));
    }
}
