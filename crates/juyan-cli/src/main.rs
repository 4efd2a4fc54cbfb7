//! The command `juyan`: files in, findings out. Everything it knows is in the crates below; this one opens files,
//! prints, and sets the exit status.

mod args;
mod check;
mod explain;
mod input;
mod output;
mod problem;
mod progress;
mod read;
mod run;
mod target;
mod vocabulary;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Explain(args) => explain::run(&args),
    }
}
