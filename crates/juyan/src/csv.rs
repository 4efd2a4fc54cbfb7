//! A reading as a table: a row a figure, for spreadsheets and data frames.
//!
//! Fields are those of [`crate::wire`]; a range and a period take two columns. Spans are offsets in Unicode scalar values.

use crate::figure::{Day, Plain};
use crate::{Checked, Context, Offsets, name};
use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Figure, FigureId};
use juyan_reader::Reading;
use std::fmt::Display;
use std::io::{self, Write};

/// What a file begins with so that spreadsheets of Chinese systems do not take it for GBK.
pub const MARK: &str = "\u{feff}";
/// The names of the columns of figures, a line.
pub const COLUMNS: &str = "file,id,start,end,text,role,value,value_to,unit,approx,subject,subject_start,subject_end,mode,\
                           period_from,period_to,of,base,accrual,indicator,candidates,key\r\n";
/// The names of the columns of findings, a line.
pub const FINDINGS: &str = "file,rule,name,severity,line,start,end,figures,message,arithmetic,help\r\n";

/// Writes a line of column names and a line for every figure, as RFC 4180 has them. Fails where `out` does.
///
/// ```
/// let document = juyan::document::from_text("全县粮食产量12万吨。");
/// let reading = juyan::reader::read(&document, juyan::catalogue());
/// let mut table = Vec::new();
/// juyan::csv::write(&mut table, &document, &reading, "report.txt", juyan::catalogue())?;
/// let row = String::from_utf8(table).unwrap().lines().nth(1).unwrap().to_owned();
/// assert!(row.starts_with("report.txt,1,6,10,12万吨,level,120000,,吨,"));
/// # std::io::Result::Ok(())
/// ```
pub fn write(
    out: &mut impl Write,
    document: &Document,
    reading: &Reading,
    file: &str,
    catalogue: &Catalogue,
) -> io::Result<()> {
    out.write_all(COLUMNS.as_bytes())?;
    write_rows(out, document, reading, file, catalogue)
}

/// Writes what [`write()`] does without the line of column names, for a table of several reports. Fails where `out` does.
pub fn write_rows(
    out: &mut impl Write,
    document: &Document,
    reading: &Reading,
    file: &str,
    catalogue: &Catalogue,
) -> io::Result<()> {
    let offsets = Offsets::of(document);
    for (position, figure) in reading.figures.iter().enumerate() {
        let cells = cells(position, figure, &document.text, &offsets);
        cell(out, file)?;
        let key = juyan_reader::key(reading, FigureId(position), &document.text, catalogue);
        for words in cells.into_iter().chain([shown(key)]) {
            out.write_all(b",")?;
            cell(out, &words)?;
        }
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

/// Writes a line for every finding, without the line of column names, which is [`FINDINGS`]: `line` and the offsets `start` and
/// `end` say where the first figure that takes part stands in the document's text, `figures` are all of them. Fails where `out`
/// does.
///
/// ```
/// let catalogue = juyan::catalogue();
/// let document = juyan::document::from_text("某县计划\n实施重点项目19项，其中新建项目11项、续建项目7项。");
/// let checked = juyan::check(&document, catalogue, &juyan::Options::default());
/// let context = juyan::Context { name: "report.txt", catalogue, language: juyan::Language::En };
/// let mut table = Vec::new();
/// juyan::csv::write_findings(&mut table, &checked, context)?;
/// let row = String::from_utf8(table).unwrap();
/// assert!(row.starts_with("report.txt,J0301,sum-differs-from-parts,error,2,11,14,\"19项, 11项, 7项\","));
/// # std::io::Result::Ok(())
/// ```
pub fn write_findings(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let text = &checked.document.text;
    let offsets = Offsets::of(checked.document);
    let (mut line, mut counted) = (1, 0);
    for finding in &checked.findings {
        let told = context.tell(finding);
        let first = finding.spans.first().copied().unwrap_or_default();
        let [start, end] = offsets.span(first);
        line += breaks(text.get(counted..first.start).unwrap_or_default());
        counted = counted.max(first.start);
        let figures: Vec<&str> = finding.spans.iter().map(|span| span.of(text)).collect();
        cell(out, context.name)?;
        for words in [
            finding.rule.as_str(),
            told.name,
            &name(&finding.severity),
            &line.to_string(),
            &start.to_string(),
            &end.to_string(),
            &figures.join(context.say("text.joint")),
            &told.message,
            &finding.arithmetic,
            &told.help,
        ] {
            out.write_all(b",")?;
            cell(out, words)?;
        }
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

/// How many lines end in `text`; a carriage return and a line feed end one.
fn breaks(text: &str) -> usize {
    let alone = |(at, sign): (usize, char)| match sign {
        '\n' => true,
        '\r' => !text.get(at + 1..).unwrap_or_default().starts_with('\n'),
        _ => false,
    };
    text.char_indices().filter(|found| alone(*found)).count()
}

/// The cells of a row between the file's name and the key.
fn cells(position: usize, figure: &Figure, text: &str, offsets: &Offsets<'_>) -> [String; 20] {
    let [start, end] = offsets.span(figure.span);
    let ends = figure.value.map(|value| Plain::new(value, figure).ends());
    let subject = figure.subject.map(|subject| offsets.span(subject));
    [
        (position + 1).to_string(),
        start.to_string(),
        end.to_string(),
        figure.span.of(text).to_owned(),
        name(&figure.role),
        shown(ends.map(|(from, _)| from)),
        shown(ends.and_then(|(_, to)| to)),
        shown(figure.unit.as_ref()),
        figure.approx.map_or_else(String::new, |approx| name(&approx)),
        figure
            .subject
            .map_or_else(String::new, |subject| subject.of(text).to_owned()),
        shown(subject.map(|[start, _]| start)),
        shown(subject.map(|[_, end]| end)),
        if figure.is_fact() {
            name(&figure.mode)
        } else {
            String::new()
        },
        shown(figure.period.map(|period| Day(period.from))),
        shown(figure.period.map(|period| Day(period.to))),
        shown(figure.of.map(|of| of.0 + 1)),
        figure.base.map_or_else(String::new, |base| name(&base)),
        if figure.is_fact() {
            name(&figure.accrual)
        } else {
            String::new()
        },
        shown(figure.indicator.as_ref()),
        figure.candidates.join(" "),
    ]
}

fn shown(value: Option<impl Display>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// A cell, in quotes where it must be.
fn cell(out: &mut impl Write, words: &str) -> io::Result<()> {
    if words.contains([',', '"', '\n', '\r']) {
        write!(out, "\"{}\"", words.replace('"', "\"\""))
    } else {
        out.write_all(words.as_bytes())
    }
}
