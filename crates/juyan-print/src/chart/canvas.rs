//! What all drawings are made of: places in exact fractions, told with one digit, and the bar of what was done.

use crate::html::Escaped;
use juyan::model::Rational;
use juyan_monitor::rounded;

/// The beginning of a drawing, with what it is called where it cannot be seen.
pub(crate) fn opened(class: &str, width: u32, height: u32, label: &str) -> String {
    format!(
        "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{0}\"><title>{0}</title>",
        Escaped(label)
    )
}

/// A coordinate with one digit.
pub(crate) fn at(value: &Rational) -> String {
    rounded(value, 1, true)
}

pub(crate) fn whole(value: u32) -> Rational {
    Rational::whole(value.into())
}

/// `percent` of a bar that is `width` wide at 100%, kept within what is drawn.
pub(crate) fn along(percent: &Rational, width: u32, most: u32) -> Rational {
    let place = percent * &whole(width) / Rational::whole(100);
    place.max(Rational::zero()).min(whole(most))
}

/// Where a bar of progress stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Track {
    /// Its upper left corner.
    pub(crate) x: u32,
    pub(crate) y: u32,
    /// How wide 100% are, and the most that is drawn.
    pub(crate) full: u32,
    pub(crate) most: u32,
    pub(crate) tall: u32,
}

/// How the parts of a bar look, as attributes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look<'a> {
    pub(crate) track: &'a str,
    pub(crate) done: &'a str,
    pub(crate) full: &'a str,
    pub(crate) now: &'a str,
}

/// Done of the target as a bar, the whole of it as a track behind, the time that is gone as a line across.
pub(crate) fn bar(svg: &mut String, track: Track, done: &Rational, time: &Rational, look: Look<'_>) {
    let Track {
        x,
        y,
        full,
        most,
        tall,
    } = track;
    let rect = |look: &str, wide: &str| {
        format!("<rect {look} x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{tall}\" rx=\"2\"/>")
    };
    let line = |look: &str, place: &str, beyond: u32| {
        let (top, bottom) = (y.saturating_sub(beyond), y + tall + beyond);
        format!("<line {look} x1=\"{place}\" y1=\"{top}\" x2=\"{place}\" y2=\"{bottom}\"/>")
    };
    *svg += &rect(look.track, &full.to_string());
    *svg += &rect(look.done, &at(&along(done, full, most)));
    *svg += &line(look.full, &(x + full).to_string(), 2);
    *svg += &line(look.now, &at(&(whole(x) + along(time, full, most))), 3);
}
