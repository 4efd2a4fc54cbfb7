//! A chart as a drawing that needs nothing around it: it looks the same in a page and on paper, and tells colours apart in grey.

use super::canvas::{Look, Track, along, at, bar, opened, whole};
use super::{Chart, Kind};
use crate::html::Escaped;
use juyan::model::{Decimal, Rational, rational};
use juyan::vocabulary::Catalogue;
use juyan_monitor::{months_gone, rounded};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// How wide a drawing is: in points, as the type area of a paper.
pub(crate) const WIDE: u32 = 442;
/// The size of words, and how far apart their lines stand.
const SIZE: u32 = 12;
const LINE: u32 = 26;
/// Names that are wider stand above what they name.
const GUTTER: u32 = 150;

const LOOK: Look<'static> = Look {
    track: "fill=\"#dfe5ec\"",
    done: "fill=\"#5b8fb9\"",
    full: "stroke=\"#7a8794\"",
    now: "stroke=\"#b3261e\" stroke-width=\"1.5\" stroke-dasharray=\"3 2\"",
};

/// The drawing, and how high it is.
pub(crate) fn drawn(chart: &Chart, catalogue: &Catalogue) -> (String, u32) {
    match chart.kind {
        Kind::Progress => progress(chart, catalogue),
        Kind::Series => series(chart),
        Kind::Composition => composition(chart),
    }
}

/// Words at a place: its end or middle where `anchor` says so.
fn words(svg: &mut String, (x, y): (&str, u32), anchor: &str, told: &str) {
    let _ = write!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{SIZE}\" fill=\"currentColor\" text-anchor=\"{anchor}\">{}</text>",
        Escaped(told)
    );
}

/// How wide words are, at least.
fn width(told: &str) -> u32 {
    u32::try_from(told.width()).unwrap_or(u32::MAX / SIZE) * SIZE / 2
}

/// A value as the table prints it.
fn told(value: Decimal, unit: &str) -> String {
    format!("{}{unit}", value.normalize())
}

fn progress(chart: &Chart, catalogue: &Catalogue) -> (String, u32) {
    /// Right of the bars stand the numbers.
    const NUMBER: u32 = 64;
    /// More than half as much again is drawn as that.
    const MOST: i128 = 150;
    let longest = chart
        .known()
        .map(|(name, _)| width(name))
        .max()
        .unwrap_or_default();
    let is_above = longest > GUTTER;
    let (left, step) = if is_above {
        (2, LINE + 18)
    } else {
        (longest + 10, LINE)
    };
    let room = WIDE - left - NUMBER;
    let high = chart
        .known()
        .map(|(_, value)| rational(value))
        .max()
        .unwrap_or_else(Rational::zero);
    let high = high.max(Rational::whole(100)).min(Rational::whole(MOST));
    let full = whole(room) * Rational::whole(100) / high;
    let full = full.floor().to_integer().to_string().parse().unwrap_or(room);
    let time = months_gone(chart.until) * Rational::whole(100) / Rational::whole(12);
    let marks = u32::try_from(chart.known().count()).unwrap_or_default();
    let height = 22 + marks * step + 4;
    let mut svg = opened("chart", WIDE, height, &chart.title);
    let note = catalogue
        .say("chart.time", "zh")
        .replace("{percent}", &rounded(&time, 1, true));
    let place = whole(left) + &time * &whole(full) / Rational::whole(100);
    let (anchor, shift) = if time > Rational::whole(50) {
        ("end", 4)
    } else {
        ("start", -4)
    };
    words(
        &mut svg,
        (&at(&(place + Rational::whole(shift))), 14),
        anchor,
        &note,
    );
    for (number, (name, value)) in (0_u32..).zip(chart.known()) {
        let mut y = 26 + number * step;
        if is_above {
            words(&mut svg, ("2", y + 10), "start", name);
            y += 16;
        } else {
            words(&mut svg, (&longest.to_string(), y + 11), "end", name);
        }
        let track = Track {
            x: left,
            y,
            full,
            most: room,
            tall: 14,
        };
        let value_at = rational(value);
        bar(&mut svg, track, &value_at, &time, LOOK);
        let end = whole(left) + along(&value_at, full, room).max(whole(full));
        words(
            &mut svg,
            (&at(&(end + Rational::whole(6))), y + 11),
            "start",
            &told(value, &chart.unit),
        );
    }
    (svg + "</svg>", height)
}

/// Columns on a line at zero, each with its value at its end.
fn series(chart: &Chart) -> (String, u32) {
    const TALL: u32 = 110;
    const TOP: u32 = 22;
    let known: Vec<(&str, Decimal)> = chart.known().collect();
    let count = u32::try_from(chart.marks.len()).unwrap_or(1).max(1);
    let values = || known.iter().map(|(_, value)| rational(*value));
    let high = values()
        .max()
        .unwrap_or_else(Rational::zero)
        .max(Rational::zero());
    let low = values()
        .min()
        .unwrap_or_else(Rational::zero)
        .min(Rational::zero());
    let below = if low.is_negative() { 16 } else { 0 };
    let scale = whole(TALL)
        .checked_div(&(&high - &low))
        .unwrap_or_else(Rational::zero);
    let zero = whole(TOP) + &high * &scale;
    let height = TOP + TALL + below + 24;
    let mut svg = opened("chart", WIDE, height, &chart.title);
    words(&mut svg, ("0", 12), "start", &chart.unit);
    let step = WIDE / count;
    let wide = (step * 3 / 5).min(48);
    for (number, mark) in (0_u32..).zip(&chart.marks) {
        let left = number * step + (step - wide) / 2;
        let middle = (number * step + step / 2).to_string();
        // Of many years those that would lie over each other go without words.
        let every = (width(&mark.name) + 6).div_ceil(step).max(1);
        if number % every == 0 {
            words(&mut svg, (&middle, height - 6), "middle", &mark.name);
        }
        let Some(value) = mark.value else { continue };
        let length = rational(value) * &scale;
        let top = if length.is_negative() {
            zero.clone()
        } else {
            &zero - &length
        };
        let _ = write!(
            svg,
            "<rect {} x=\"{left}\" y=\"{}\" width=\"{wide}\" height=\"{}\"/>",
            LOOK.done,
            at(&top),
            at(&length.abs())
        );
        if width(&told(value, "")) < step + 6 {
            let place = if length.is_negative() {
                &zero - &length + Rational::whole(12)
            } else {
                top - Rational::whole(4)
            };
            let place = place.floor().to_integer().to_string().parse().unwrap_or(TOP);
            words(&mut svg, (&middle, place), "middle", &told(value, ""));
        }
    }
    let _ = write!(
        svg,
        "<line stroke=\"#7a8794\" x1=\"0\" y1=\"{0}\" x2=\"{WIDE}\" y2=\"{0}\"/>",
        at(&zero)
    );
    (svg + "</svg>", height)
}

/// One bar of all parts, and below it what each is.
fn composition(chart: &Chart) -> (String, u32) {
    const TALL: u32 = 28;
    const PLACES: u32 = 2;
    let parts: Vec<(&str, Decimal)> = chart.known().collect();
    let is_part = |value: &Rational| !value.is_negative();
    let all: Rational = parts
        .iter()
        .map(|(_, value)| rational(*value))
        .filter(is_part)
        .sum();
    let widest = parts
        .iter()
        .map(|(name, value)| width(name) + width(&told(*value, &chart.unit)) + 28)
        .max();
    let places = if widest.unwrap_or_default() > WIDE / PLACES {
        1
    } else {
        PLACES
    };
    let count = u32::try_from(parts.len()).unwrap_or_default();
    let height = TALL + 10 + count.div_ceil(places) * 20 + 4;
    let mut svg = opened("chart", WIDE, height, &chart.title);
    let mut from = Rational::zero();
    for ((number, (name, value)), fill) in (0_u32..).zip(&parts).zip((0..).map(super::fill)) {
        let share = rational(*value).max(Rational::zero()) * whole(WIDE);
        if let Some(wide) = share.checked_div(&all) {
            let _ = write!(
                svg,
                "<rect fill=\"#{fill}\" stroke=\"#ffffff\" x=\"{}\" y=\"0\" width=\"{}\" height=\"{TALL}\"/>",
                at(&from),
                at(&wide)
            );
            from = from + wide;
        }
        let (x, y) = (
            number % places * (WIDE / places),
            TALL + 12 + number / places * 20,
        );
        let _ = write!(
            svg,
            "<rect fill=\"#{fill}\" x=\"{x}\" y=\"{y}\" width=\"12\" height=\"12\"/>"
        );
        let label = format!("{name} {}", told(*value, &chart.unit));
        words(&mut svg, (&(x + 18).to_string(), y + 11), "start", &label);
    }
    (svg + "</svg>", height)
}

/// The same as a file of its own, whose words are in the first of `fonts` that has them.
#[cfg(feature = "pdf")]
pub(crate) fn alone(svg: &str, fonts: &str) -> String {
    svg.replacen(
        "<svg ",
        &format!("<svg xmlns=\"http://www.w3.org/2000/svg\" font-family=\"{fonts}\" "),
        1,
    )
}
