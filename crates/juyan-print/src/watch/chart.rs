//! Charts as SVG that stands in the page: bars of progress against time, gaps, strips of months, the course of a year with
//! what it may come to. Places are reckoned in exact fractions and told with one digit.

use super::{Sheet, month, percent};
use crate::chart::canvas::{self, Look, Track, along, at, opened, whole};
use juyan::model::Rational;
use juyan::vocabulary::Colour;
use juyan_monitor::{Item, Month, months_gone, rounded};
use std::fmt::Write;

/// The class of a colour in the style.
pub(super) const fn class(colour: Colour) -> &'static str {
    colour.name()
}

/// A sign for a colour, so that it is told without colours too.
pub(super) const fn sign(colour: Colour) -> &'static str {
    match colour {
        Colour::None => "○",
        Colour::Green => "●",
        Colour::Yellow => "▲",
        Colour::Red => "■",
    }
}

/// Done of the target as a bar, the time that is gone as a line across it, the forecast as a mark with its band below.
pub(super) fn bar(sheet: &Sheet<'_>, item: &Item) -> String {
    const FULL: u32 = 200;
    const MOST: u32 = 228;
    let Some(progress) = item.measures.get("progress") else {
        return String::new();
    };
    let time = item.measures.get("time").unwrap_or(&sheet.watch.time);
    let label = format!("{} {}", sheet.name(item), sheet.why(item));
    let mut svg = opened("bar", 230, 22, &label);
    let track = Track {
        x: 0,
        y: 4,
        full: FULL,
        most: MOST,
        tall: 11,
    };
    let look = Look {
        track: "class=\"track\"",
        done: &format!("class=\"{}\"", class(item.light.colour)),
        full: "class=\"full\"",
        now: "class=\"now\"",
    };
    canvas::bar(&mut svg, track, progress, time, look);
    if let Some(forecast) = &item.forecast {
        let place = |value: &Rational| Some(along(&share(item, value)?, FULL, MOST - 3));
        let band = forecast
            .band
            .as_ref()
            .and_then(|(low, high)| Some((place(low)?, place(high)?)));
        if let Some((low, high)) = band {
            let _ = write!(
                svg,
                "<line class=\"band\" x1=\"{}\" y1=\"19.5\" x2=\"{}\" y2=\"19.5\"/>",
                at(&low),
                at(&high)
            );
        }
        if let Some(value) = place(&forecast.value) {
            let (left, right) = (&value - &Rational::whole(3), &value + &Rational::whole(3));
            let _ = write!(
                svg,
                "<path class=\"foreseen\" d=\"M{0} 16.5L{1} 19.5L{0} 22L{2} 19.5Z\"/>",
                at(&value),
                at(&right),
                at(&left)
            );
        }
    }
    svg + "</svg>"
}

/// By how much a growth or level lies off its target: to the left what is missing, to the right what is more. More than
/// the scale shows ends in an arrow.
pub(super) fn gap(sheet: &Sheet<'_>, item: &Item) -> String {
    const MIDDLE: u32 = 115;
    const A_POINT: u32 = 18;
    const MOST: u32 = 90;
    let Some(gap) = item.measures.get("gap") else {
        return String::new();
    };
    let Some(gap) = gap.checked_div(&item.target.amount.scale) else {
        return String::new();
    };
    let length = gap.abs() * whole(A_POINT);
    let is_long = length > whole(MOST);
    let length = length.min(whole(MOST));
    let is_short_of = gap.is_positive();
    let from = if is_short_of {
        whole(MIDDLE) - &length
    } else {
        whole(MIDDLE)
    };
    let tip = if is_short_of {
        from.clone()
    } else {
        whole(MIDDLE) + &length
    };
    let mut svg = opened(
        "bar",
        230,
        18,
        &format!("{} {}", sheet.name(item), sheet.why(item)),
    );
    let _ = write!(
        svg,
        "<line class=\"track-line\" x1=\"{}\" y1=\"9\" x2=\"{}\" y2=\"9\"/>\
         <rect class=\"{}\" x=\"{}\" y=\"4\" width=\"{}\" height=\"10\" rx=\"1\"/>\
         <line class=\"now\" x1=\"{MIDDLE}\" y1=\"1\" x2=\"{MIDDLE}\" y2=\"17\"/>",
        MIDDLE - MOST,
        MIDDLE + MOST,
        class(item.light.colour),
        at(&from),
        at(&length),
    );
    if is_long {
        let point = if is_short_of { -5 } else { 5 };
        let _ = write!(
            svg,
            "<path class=\"{}\" d=\"M{1} 2L{2} 9L{1} 16Z\"/>",
            class(item.light.colour),
            at(&tip),
            at(&(&tip + &Rational::whole(point))),
        );
    }
    let (place, anchor) = if is_short_of {
        (MIDDLE + 5, "start")
    } else {
        (MIDDLE - 5, "end")
    };
    let _ = write!(
        svg,
        "<text class=\"small\" x=\"{place}\" y=\"13\" text-anchor=\"{anchor}\">{}</text>",
        rounded(&gap, 1, false)
    );
    svg + "</svg>"
}

/// Twelve months as squares in the colours of their lights.
pub(super) fn strip(sheet: &Sheet<'_>, months: &[Month]) -> String {
    let label: Vec<String> = months
        .iter()
        .map(|month| format!("{} {}", self::month(month.end), sheet.colour(month.colour)))
        .collect();
    let mut svg = opened("strip", 122, 13, &label.join(sheet.say("watch.comma")));
    for number in 1_i8..=12 {
        let month = months.iter().find(|month| month.end.month() == number);
        let x = i32::from(number - 1) * 10 + 1;
        let colour = month.map_or("ahead", |month| class(month.colour));
        let _ = write!(
            svg,
            "<rect class=\"{colour}\" x=\"{x}\" y=\"2\" width=\"9\" height=\"9\" rx=\"1.5\"/>"
        );
    }
    svg + "</svg>"
}

/// The course of a year: done by month in % of the target, the even pace, and from the last reading on what may come.
pub(super) fn course(sheet: &Sheet<'_>, item: &Item) -> String {
    const WIDTH: u32 = 330;
    const HEIGHT: u32 = 150;
    const LEFT: u32 = 30;
    const BOTTOM: u32 = 130;
    const TALL: u32 = 115;
    let points = points(item);
    let (top, step) = scale(item, &points);
    let x = |month: &Rational| whole(LEFT) + month * &whole(24);
    let y = |percent: &Rational| {
        let place = whole(BOTTOM) - percent * &whole(TALL) / whole(top);
        // What fell below nought lies on the axis; its number tells how far.
        at(&place.min(whole(BOTTOM)))
    };
    let mut svg = opened(
        "course",
        WIDTH,
        HEIGHT,
        &format!("{} {}", sheet.name(item), sheet.why(item)),
    );
    for percent in (0..=top).step_by(step) {
        let place = y(&whole(percent));
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" y1=\"{place}\" x2=\"318\" y2=\"{place}\"/>\
             <text class=\"small\" x=\"26\" y=\"{place}\" dy=\"3\" text-anchor=\"end\">{percent}%</text>",
        );
    }
    let full = y(&whole(100));
    let _ = write!(
        svg,
        "<line class=\"full\" x1=\"{LEFT}\" y1=\"{full}\" x2=\"318\" y2=\"{full}\"/>"
    );
    for number in 1_u32..=12 {
        let _ = write!(
            svg,
            "<text class=\"small\" x=\"{}\" y=\"143\" text-anchor=\"middle\">{number}</text>",
            at(&x(&whole(number)))
        );
    }
    let end = x(&whole(12));
    let _ = write!(
        svg,
        "<line class=\"even\" x1=\"{LEFT}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>",
        y(&Rational::zero()),
        at(&end),
        y(&whole(100))
    );
    let path: Vec<String> = std::iter::once((Rational::zero(), Rational::zero()))
        .chain(points.iter().cloned())
        .map(|(month, percent)| format!("{},{}", at(&x(&month)), y(&percent)))
        .collect();
    if let Some((month, percent)) = points.last() {
        // Early in the year the words would lie over those of the axis.
        let is_early = *month < whole(3);
        svg += &fan(item, (&at(&x(month)), &y(percent)), &at(&end), &y);
        let _ = write!(
            svg,
            "<polyline class=\"done {0}\" points=\"{1}\"/><circle class=\"{0}\" cx=\"{2}\" cy=\"{3}\" r=\"3.5\"/>\
             <text class=\"told\" x=\"{2}\" y=\"{3}\" dx=\"{5}\" dy=\"-7\" text-anchor=\"{6}\">{4}</text>",
            class(item.light.colour),
            path.join(" "),
            at(&x(month)),
            y(percent),
            self::percent(percent),
            if is_early { 6 } else { -4 },
            if is_early { "start" } else { "end" },
        );
    }
    svg + "</svg>"
}

/// Months that are gone and what was done by then, in %, up to the last reading.
fn points(item: &Item) -> Vec<(Rational, Rational)> {
    let months = item.months.iter();
    let mut points: Vec<(Rational, Rational)> = months
        .filter_map(|month| Some((months_gone(month.end), month.stood.clone()?)))
        .collect();
    let last = item.reading.as_ref().map(|reading| months_gone(reading.day));
    let now = last.zip(item.measures.get("progress").cloned());
    if let Some((day, progress)) = now {
        points.retain(|(month, _)| *month < day);
        points.push((day, progress));
    }
    points
}

/// The percentage at the upper edge of a course and that between two lines of its grid: room for all that is drawn, and for the
/// number over the highest point.
fn scale(item: &Item, points: &[(Rational, Rational)]) -> (u32, usize) {
    const LEAST: u32 = 120;
    const LINES: u32 = 6;
    /// What is done beyond this is told by its number alone.
    const MOST: u32 = 1_000_000;
    let foreseen = item.forecast.iter().flat_map(|forecast| {
        let band = forecast.band.iter().flat_map(|(low, high)| [low, high]);
        band.chain([&forecast.value])
            .filter_map(|value| share(item, value))
    });
    let done = points.iter().map(|(_, percent)| percent.clone());
    let highest = done.chain(foreseen).max().unwrap_or_else(Rational::zero);
    let wanted = (highest * Rational::fraction(LEAST.into(), 100))
        .ceil()
        .to_integer();
    let top = u32::try_from(wanted).unwrap_or_default().clamp(LEAST, MOST);
    let mut step = 25;
    while top / step > LINES {
        step *= 2;
    }
    (top, usize::try_from(step).unwrap_or(usize::MAX))
}

/// How much of its target `value` is, in %.
fn share(item: &Item, value: &Rational) -> Option<Rational> {
    let share = value.checked_div(&item.target.amount.value)?;
    Some(share * Rational::whole(100))
}

/// From the last reading to the lowest and the highest that the year may come to.
fn fan(item: &Item, from: (&str, &str), end: &str, y: &impl Fn(&Rational) -> String) -> String {
    let Some(forecast) = &item.forecast else {
        return String::new();
    };
    let share = |value: &Rational| share(item, value);
    let mut svg = String::new();
    let band = forecast
        .band
        .as_ref()
        .and_then(|(low, high)| Some((share(low)?, share(high)?)));
    if let Some((low, high)) = band {
        let _ = write!(
            svg,
            "<path class=\"fan\" d=\"M{} {}L{end} {}L{end} {}Z\"/>",
            from.0,
            from.1,
            y(&high),
            y(&low)
        );
    }
    if let Some(value) = share(&forecast.value) {
        let _ = write!(
            svg,
            "<line class=\"ahead-line\" x1=\"{}\" y1=\"{}\" x2=\"{end}\" y2=\"{2}\"/>\
             <text class=\"foreseen-text\" x=\"{end}\" y=\"{2}\" dx=\"-2\" dy=\"14\" text-anchor=\"end\">{3}</text>",
            from.0,
            from.1,
            y(&value),
            percent(&value)
        );
    }
    svg
}
