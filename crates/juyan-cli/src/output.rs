//! The standard output and the standard error.

#![allow(
    clippy::print_stderr,
    reason = "the one place of the program that speaks to its user"
)]

use anstream::{AutoStream, ColorChoice};
use std::io::{self, IsTerminal, Write};

/// One complaint, on the standard error; about the command as a whole where `about` is empty.
pub(crate) fn complain(about: &str, problem: &str) {
    let colon = if about.is_empty() { "" } else { ": " };
    eprintln!("juyan: {about}{colon}{problem}");
}

/// Words of several lines on the standard error.
pub(crate) fn complain_at_length(words: &str) {
    eprint!("{words}");
}

/// Writes to the standard output; whether anybody still listens.
pub(crate) fn print(bytes: &[u8]) -> bool {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).is_ok()
}

/// Writes coloured words to the standard output, without the colours where it shows none; whether anybody still listens.
pub(crate) fn print_words(bytes: &[u8]) -> bool {
    let mut out = AutoStream::auto(io::stdout().lock());
    out.write_all(bytes).and_then(|()| out.flush()).is_ok()
}

/// Whether the standard output shows colours.
pub(crate) fn shows_colours() -> bool {
    AutoStream::choice(&io::stdout()) != ColorChoice::Never
}

/// Whether the standard output is a terminal, where a Word document would only be noise.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The width of the terminal, 80 columns where there is none.
pub(crate) fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}
