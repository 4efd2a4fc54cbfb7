//! The standard output and the standard error.

#![allow(
    clippy::print_stderr,
    reason = "the one place of the program that speaks to its user"
)]

use crate::reason;
use crate::run::UNUSABLE;
use anstream::{AutoStream, ColorChoice};
use juyan::Context;
use juyan_print::text::wrapped;
use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

/// One complaint, on the standard error; about the command as a whole where `about` is empty.
pub(crate) fn complain(about: &str, problem: &str) {
    let colon = if about.is_empty() { "" } else { ": " };
    complain_at_length(&format!("juyan: {about}{colon}{problem}\n"));
}

/// Words of several lines on the standard error, as wide as the terminal; where they go into a file, each line stays whole.
pub(crate) fn complain_at_length(words: &str) {
    let words = if is_watched() {
        Cow::Owned(in_width(words, width()))
    } else {
        Cow::Borrowed(words)
    };
    // That nobody listens is no reason to stop.
    let _ = io::stderr().lock().write_all(words.as_bytes());
}

/// `text` with each line that is wider than `width` columns in several, the further ones under what the first begins with. A line
/// with carets under it stays as it is.
pub(crate) fn in_width(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let body = line.trim_start_matches([' ', '│', '├']);
        let lead = line.strip_suffix(body).unwrap_or_default();
        let is_pointed_at = lines.peek().is_some_and(|next| next.trim() == "^");
        let room = width.saturating_sub(lead.width() + HANGING);
        if line.width() <= width || is_pointed_at || room < NARROWEST {
            out += line;
            out.push('\n');
            continue;
        }
        let hanging = lead.replace('├', "│") + &" ".repeat(HANGING);
        for (at, piece) in broken(body, room).iter().enumerate() {
            out += if at == 0 { lead } else { &hanging };
            out += piece;
            out.push('\n');
        }
    }
    if !text.ends_with('\n') {
        out.truncate(out.trim_end_matches('\n').len());
    }
    out
}

/// `body` in lines of at most `room` columns. What stands in columns, two blanks apart, is broken between them where that will do.
fn broken(body: &str, room: usize) -> Vec<String> {
    const APART: &str = "  ";
    let mut lines: Vec<String> = Vec::new();
    for column in body.split(APART) {
        match lines.last_mut() {
            Some(line) if line.width() + APART.len() + column.width() <= room => {
                *line += APART;
                *line += column;
            }
            _ => lines.extend(wrapped(column, room)),
        }
    }
    lines
}

/// How far further lines stand behind the first.
const HANGING: usize = 2;

/// Narrower than this nothing is broken.
const NARROWEST: usize = 20;

/// Writes to the standard output. Fails where nobody listens any more, and where there is no room.
pub(crate) fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Prints stretches of one table, the line of its columns' names before the first.
pub(crate) fn table(columns: &str) -> impl Fn(&[u8]) -> io::Result<()> {
    let began = Cell::new(false);
    move |rows| {
        if !began.replace(true) {
            print(columns.as_bytes())?;
        }
        print(rows)
    }
}

/// Writes to the standard output while `write` makes what is written, so that a large result is never held as a whole. Fails as
/// [`print()`] does.
pub(crate) fn stream(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(STRETCH, io::stdout().lock());
    write(&mut out).and_then(|()| out.flush())
}

/// So many bytes are handed on at a time.
const STRETCH: usize = 1 << 16;

/// Writes coloured words to the standard output, without the colours where it shows none. Fails as [`print()`] does.
pub(crate) fn print_words(bytes: &[u8]) -> io::Result<()> {
    let mut out = AutoStream::auto(io::stdout().lock());
    out.write_all(bytes).and_then(|()| out.flush())
}

/// Writes a result to the standard output; the exit status for it.
pub(crate) fn show(bytes: &[u8], context: Context<'_>) -> ExitCode {
    match print(bytes) {
        Err(error) if is_lost(&error, context) => ExitCode::from(UNUSABLE),
        Ok(()) | Err(_) => ExitCode::SUCCESS,
    }
}

/// Tells why printing failed, unless it is that nobody listens any more, which is no fault; whether it is one.
pub(crate) fn is_lost(error: &io::Error, context: Context<'_>) -> bool {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return false;
    }
    let reason = reason::told(error, context);
    complain("", &context.fill("file.unprinted", &[("reason", &reason)]));
    true
}

/// Whether the standard output shows colours.
pub(crate) fn shows_colours() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether the standard output is a terminal, where a Word document would only be noise.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Whether somebody reads the standard error while it is written.
pub(crate) fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// The width of the terminal, 80 columns where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use super::in_width;

    #[test]
    fn a_line_wider_than_the_terminal_goes_on_under_itself() {
        let tree = "  ├ 项目=额济纳旗达来呼布镇供水管网改造[A2]  投资=68979万元\n短\n";
        assert_eq!(
            in_width(tree, 40),
            "  ├ 项目=额济纳旗达来呼布镇供水管网改\n  │   造[A2]  投资=68979万元\n短\n"
        );
        assert_eq!(
            in_width("  │   期末=2024-06-30  现价数=12994万元  ← a.csv\n", 40),
            "  │   期末=2024-06-30\n  │     现价数=12994万元  ← a.csv\n"
        );
        assert_eq!(in_width("abc", 40), "abc");
        assert_eq!(in_width(tree, 80), tree, "what has room stays");
        let pointed = "这一行后面有一个尖号指着其中的一个字所以不能断开\n  ^\n";
        assert_eq!(in_width(pointed, 30), pointed);
    }
}
