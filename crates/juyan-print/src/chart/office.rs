//! A chart as a part of a Word file: one that Word, WPS and `LibreOffice` draw, and in which people change colours and kind.

use super::{Chart, Kind, PLAIN};
use crate::docx::{POINTS, escape};
use std::fmt::Write;

/// The names of what stands in the part; its root declares them.
pub(crate) const SPACES: &str = "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
                                 xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

/// What stands in the part.
pub(crate) fn part(chart: &Chart) -> String {
    let (direction, grouping, overlap) = match chart.kind {
        Kind::Progress => ("bar", "clustered", ""),
        Kind::Series => ("col", "clustered", ""),
        Kind::Composition => ("bar", "percentStacked", "<c:overlap val=\"100\"/>"),
    };
    let is_parted = chart.kind == Kind::Composition;
    let series = if is_parted { parts(chart) } else { one(chart) };
    // The first row of the table is the uppermost bar.
    let order = if chart.kind == Kind::Progress {
        "maxMin"
    } else {
        "minMax"
    };
    let legend = if is_parted {
        "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>"
    } else {
        ""
    };
    let least = if chart.kind == Kind::Progress {
        "<c:min val=\"0\"/>"
    } else {
        ""
    };
    format!(
        "<c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/><c:barChart><c:barDir val=\"{direction}\"/>\
         <c:grouping val=\"{grouping}\"/><c:varyColors val=\"0\"/>{series}<c:gapWidth val=\"60\"/>{overlap}<c:axId val=\"1\"/>\
         <c:axId val=\"2\"/></c:barChart><c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"{order}\"/></c:scaling>\
         <c:delete val=\"{}\"/><c:axPos val=\"l\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>\
         <c:crossAx val=\"2\"/></c:catAx><c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/>{least}</c:scaling>\
         <c:delete val=\"1\"/><c:axPos val=\"b\"/><c:crossAx val=\"1\"/></c:valAx></c:plotArea>{legend}<c:plotVisOnly val=\"1\"/>\
         <c:dispBlanksAs val=\"gap\"/></c:chart><c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"1050\"/></a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>",
        u8::from(is_parted),
    )
}

/// All marks as one series.
fn one(chart: &Chart) -> String {
    let count = chart.marks.len();
    let (mut names, mut values) = (String::new(), String::new());
    for (at, mark) in chart.marks.iter().enumerate() {
        let _ = write!(
            names,
            "<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>",
            escape(&mark.name)
        );
        if let Some(value) = mark.value {
            let _ = write!(
                values,
                "<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>",
                value.normalize()
            );
        }
    }
    let unit = escape(&chart.unit);
    let labels = format!(
        "<c:numFmt formatCode=\"General&quot;{unit}&quot;\" sourceLinked=\"0\"/>{}",
        shown(1)
    );
    series((0, &chart.unit, PLAIN), &labels, count, (&names, &values))
}

/// Each mark as a series of its own, which the legend names with its value.
fn parts(chart: &Chart) -> String {
    let known = chart.known().enumerate();
    let one = known.map(|(at, (name, value))| {
        let value = value.normalize().to_string();
        let name = format!("{name} {value}{}", chart.unit);
        let point = |words: &str| format!("<c:pt idx=\"0\"><c:v>{}</c:v></c:pt>", escape(words));
        series(
            (at, &name, super::fill(at)),
            &shown(0),
            1,
            (&point(&chart.title), &point(&value)),
        )
    });
    one.collect()
}

/// Whether the values are told beside their bars; nothing else is.
fn shown(values: u8) -> String {
    format!(
        "<c:showLegendKey val=\"0\"/><c:showVal val=\"{values}\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/>\
         <c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>"
    )
}

fn series(
    (at, name, fill): (usize, &str, &str),
    labels: &str,
    count: usize,
    (names, values): (&str, &str),
) -> String {
    format!(
        "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache><c:ptCount val=\"1\"/>\
         <c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx><c:spPr><a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill>\
         </c:spPr><c:invertIfNegative val=\"0\"/><c:dLbls>{labels}</c:dLbls><c:cat><c:strRef><c:f>Sheet1!$A$2</c:f>\
         <c:strCache><c:ptCount val=\"{count}\"/>{names}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>Sheet1!$B$2</c:f><c:numCache>\
         <c:formatCode>General</c:formatCode><c:ptCount val=\"{count}\"/>{values}</c:numCache></c:numRef></c:val></c:ser>",
        escape(name)
    )
}

/// Where a chart stands in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    /// Its number among all that is drawn in the file.
    pub(crate) number: usize,
    /// By which name the document points at its part.
    pub(crate) part: &'a str,
    /// The prefix of the document's elements, with its colon.
    pub(crate) prefix: &'a str,
}

/// A run that shows the chart, in points as wide and high.
pub(crate) fn place(chart: &Chart, place: Place<'_>, (wide, high): (u32, u32)) -> String {
    /// A point in the units of drawings.
    const POINT: u32 = 12_700;
    let Place { number, part, prefix } = place;
    format!(
        "<{prefix}r><{prefix}drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" distT=\"0\" \
         distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{}\" cy=\"{}\"/><wp:docPr id=\"{number}\" name=\"chart{number}\" descr=\"{}\"/>\
         <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData \
         uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart xmlns:r=\"{POINTS}\" \
         xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"{part}\"/></a:graphicData></a:graphic></wp:inline>\
         </{prefix}drawing></{prefix}r>",
        wide * POINT,
        high * POINT,
        escape(&chart.title)
    )
}
