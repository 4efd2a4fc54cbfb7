//! The standard output and the standard error.

#![allow(
    clippy::print_stderr,
    reason = "the one place of the program that speaks to its user"
)]

use crate::reason;
use crate::run::UNUSABLE;
use anstream::{AutoStream, ColorChoice};
use juyan::Context;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// One complaint, on the standard error; about the command as a whole where `about` is empty.
pub(crate) fn complain(about: &str, problem: &str) {
    let colon = if about.is_empty() { "" } else { ": " };
    complain_at_length(&format!("juyan: {about}{colon}{problem}\n"));
}

/// Words of several lines on the standard error.
pub(crate) fn complain_at_length(words: &str) {
    // That nobody listens is no reason to stop.
    let _ = io::stderr().lock().write_all(words.as_bytes());
}

/// Writes to the standard output. Fails where nobody listens any more, and where there is no room.
pub(crate) fn print(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush())
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
