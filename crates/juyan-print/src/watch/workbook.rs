//! The same as a workbook for Excel and WPS: targets, tasks, reminders, each a sheet that filters and prints.

use super::{Sheet, in_unit, tasks};
use juyan::model::Rational;
use juyan::vocabulary::Colour;
use juyan_monitor::rounded;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be put together: {0}")]
pub struct SheetError(#[from] XlsxError);

/// What stands in a cell.
enum Cell {
    Words(String),
    Number(String),
    Light(Colour, String),
}

/// Writes the workbook. Fails only where it cannot be put together.
pub fn workbook(sheet: &Sheet<'_>) -> Result<Vec<u8>, SheetError> {
    let mut book = Workbook::new();
    // The same input gives the same bytes: the book bears the day that was asked for, not that of its making.
    let day = sheet.watch.day;
    let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
    let made = ExcelDateTime::from_ymd(day.year().unsigned_abs(), month, of_month)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    targets(book.add_worksheet(), sheet)?;
    work(book.add_worksheet(), sheet)?;
    if !sheet.watch.is_public {
        reminders(book.add_worksheet(), sheet)?;
    }
    Ok(book.save_to_buffer()?)
}

fn targets(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let headings = [
        ("watch.light", 6),
        ("watch.target", 24),
        ("watch.kind", 8),
        ("watch.planned", 11),
        ("watch.actual", 11),
        ("watch.unit", 8),
        ("watch.progress", 9),
        ("watch.behind", 9),
        ("watch.times", 8),
        ("watch.year-end", 18),
        ("watch.trial-column", 26),
        ("watch.owner", 20),
        ("watch.why", 48),
        ("watch.from", 36),
        ("watch.rival-column", 36),
        ("watch.overwritten-column", 36),
        ("watch.likely-column", 36),
    ];
    let rows = sheet.by_gravity().into_iter().map(|item| {
        let unit = &item.target.amount;
        let measure = |name: &str| {
            let value = item.measures.get(name);
            Cell::Number(value.map(|value| rounded(value, 2, true)).unwrap_or_default())
        };
        let value = |value: &Rational| Cell::Number(in_unit(unit, value));
        let actual = item.actual.as_ref().map(|actual| &actual.value);
        vec![
            Cell::Light(item.light.colour, sheet.light(item).to_owned()),
            Cell::Words(sheet.name(item)),
            Cell::Words(sheet.course(item.target.course).to_owned()),
            if item.hides_target {
                Cell::Words(sheet.planned(item))
            } else {
                value(&unit.value)
            },
            actual.map_or_else(|| Cell::Words(String::new()), value),
            Cell::Words(unit.told_in.to_string()),
            measure("progress"),
            Cell::Number(Sheet::behind(item)),
            Cell::Words(Sheet::times(item)),
            Cell::Words(sheet.forecast(item)),
            Cell::Words(sheet.trials(item)),
            Cell::Words(item.target.owner.to_string()),
            Cell::Words(sheet.why(item)),
            Cell::Words(sheet.source(item)),
            Cell::Words(sheet.rivals(item)),
            Cell::Words(sheet.overwritings(item).join("\n")),
            Cell::Words(sheet.questions(item).join("\n")),
        ]
    });
    filled(page, sheet, "watch.sheet-targets", &headings, rows.collect())
}

fn work(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let headings = [
        ("watch.light", 6),
        ("tasks.code", 9),
        ("tasks.text", 44),
        ("watch.owner", 22),
        ("tasks.due", 12),
        ("tasks.state", 18),
        ("tasks.shown", 52),
    ];
    let rows = tasks::in_order(sheet).into_iter().map(|state| {
        vec![
            Cell::Light(state.light.colour, sheet.colour(state.light.colour).to_owned()),
            Cell::Words(state.task.code.to_string()),
            Cell::Words(state.task.text.to_string()),
            Cell::Words(state.task.owner.to_string()),
            Cell::Words(state.task.due.to_string()),
            Cell::Words(sheet.due(state)),
            Cell::Words(tasks::shown(sheet, state)),
        ]
    });
    filled(page, sheet, "watch.sheet-tasks", &headings, rows.collect())
}

fn reminders(page: &mut Worksheet, sheet: &Sheet<'_>) -> Result<(), XlsxError> {
    let headings = [("watch.owner", 24), ("watch.asked", 90)];
    let rows = sheet.watch.reminders.iter().flat_map(|reminder| {
        let asked = sheet.asked(reminder, true).into_iter();
        asked.map(|asked| vec![Cell::Words(reminder.owner.to_string()), Cell::Words(asked)])
    });
    filled(page, sheet, "watch.sheet-reminders", &headings, rows.collect())
}

/// The rows below a title, the day and the headings; the head of the chain below them.
fn filled(
    page: &mut Worksheet,
    sheet: &Sheet<'_>,
    name: &str,
    headings: &[(&str, u16)],
    rows: Vec<Vec<Cell>>,
) -> Result<(), XlsxError> {
    const FIRST: u32 = 3;
    page.set_name(sheet.context.say(name))?;
    let title = Format::new().set_bold().set_font_size(14);
    page.write_string_with_format(0, 0, sheet.title(), &title)?;
    page.write_string(1, 0, sheet.lead())?;
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(Color::RGB(0x00ee_f1f4))
        .set_border(FormatBorder::Thin);
    for (column, (id, width)) in (0_u16..).zip(headings) {
        page.write_string_with_format(2, column, sheet.context.say(id), &heading)?;
        page.set_column_width(column, *width)?;
    }
    let mut at = FIRST;
    for row in rows {
        for (column, cell) in (0_u16..).zip(row) {
            write(page, (at, column), cell)?;
        }
        at += 1;
    }
    let last = u16::try_from(headings.len()).unwrap_or(1).saturating_sub(1);
    page.autofilter(2, 0, at.saturating_sub(1).max(FIRST), last)?;
    page.set_freeze_panes(FIRST, 0)?;
    page.write_string(at + 1, 0, sheet.chain())?;
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    page.set_repeat_rows(2, 2)?;
    Ok(())
}

fn write(page: &mut Worksheet, (row, column): (u32, u16), cell: Cell) -> Result<(), XlsxError> {
    let plain = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    match cell {
        Cell::Words(words) => page.write_string_with_format(row, column, words, &plain)?,
        Cell::Light(colour, words) => {
            let fill = match colour {
                Colour::None => plain,
                Colour::Green => plain.set_background_color(Color::RGB(0x00cf_e8da)),
                Colour::Yellow => plain.set_background_color(Color::RGB(0x00ff_e8a8)),
                Colour::Red => plain.set_background_color(Color::RGB(0x00f3_b6b6)),
            };
            page.write_string_with_format(row, column, words, &fill)?
        }
        // A workbook holds binary numbers; what is exact stands in the ledger.
        Cell::Number(number) => match number.parse::<f64>() {
            Ok(value) => page.write_number_with_format(row, column, value, &plain)?,
            Err(_) => page.write_string_with_format(row, column, number, &plain)?,
        },
    };
    Ok(())
}
