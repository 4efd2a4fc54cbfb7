//! How far a long run is, on the standard error of a terminal.

use crate::input::Input;
use indicatif::{ProgressBar, ProgressStyle};

/// So many files are long enough to wonder.
const MANY: usize = 16;
/// So many bytes are.
const LARGE: u64 = 8 << 20;

/// So many steps through rows are.
const STEPS: usize = 30_000;

/// A bar that counts bytes or rows; hidden where nobody would see it.
#[derive(Debug)]
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar for a long run over `inputs`, nothing for a short one.
    pub(crate) fn over(inputs: &[Input]) -> Self {
        let all: u64 = inputs.iter().map(Input::length).sum();
        let bar = if inputs.len() < MANY && all < LARGE {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(all)
        };
        let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {bytes}/{total_bytes} {wide_msg}");
        Self {
            bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
        }
    }

    /// A bar for so many steps, nothing for few.
    pub(crate) fn through(steps: usize) -> Self {
        let bar = if steps < STEPS {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(u64::try_from(steps).unwrap_or(u64::MAX))
        };
        let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {elapsed}");
        Self {
            bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
        }
    }

    /// One step is done.
    pub(crate) fn tick(&self) {
        self.bar.inc(1);
    }

    /// `input` is done.
    pub(crate) fn step(&self, input: &Input) {
        if !self.bar.is_hidden() {
            self.bar.set_message(input.stem());
            self.bar.inc(input.length());
        }
    }

    /// Does `work`, which prints, with the bar out of its way.
    pub(crate) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        if self.bar.is_hidden() {
            work()
        } else {
            self.bar.suspend(work)
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
