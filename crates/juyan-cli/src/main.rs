//! The command `juyan`: files in, findings out. Everything it knows is in the crates below; this one opens files,
//! prints, and sets the exit status.

mod args;
mod check;
mod day;
mod explain;
mod help;
mod input;
mod ledger;
mod output;
mod person;
mod problem;
mod progress;
mod read;
mod reason;
mod run;
mod target;
mod usage;
mod vocabulary;
mod writing;

use args::{Cli, Command};
use clap::FromArgMatches;
use juyan::Context;
use std::ffi::OsString;
use std::process::ExitCode;

/// Reading makes many short lists; this allocator takes a tenth off the time of the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let mut given: Vec<OsString> = wild::args_os().collect();
    help::as_flag(&mut given);
    let arguments: Vec<String> = given
        .iter()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let catalogue = juyan::catalogue();
    let language = help::language(&arguments);
    let matches = help::command(language, catalogue).try_get_matches_from(given);
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            let context = Context {
                name: "",
                catalogue,
                language,
            };
            return usage::told(&error, help::asked(&arguments).as_deref(), context);
        }
    };
    let language = cli.lang.into();
    match vocabulary::load(cli.catalogue.as_deref(), language) {
        Ok(Some(own)) => _ = juyan::lay_over(own),
        Ok(None) => {}
        Err(status) => return status,
    }
    match cli.command {
        Command::Check(args) => check::run(&args, language),
        Command::Read(args) => read::run(&args, language),
        Command::Explain(args) => explain::run(&args, language),
        Command::Init(args) => ledger::init(&args, language),
        Command::Record(args) => ledger::record(&args, language),
        Command::Import(args) => ledger::import(&args, language),
        Command::Workbook(args) => ledger::workbook(&args, language),
        Command::Enter(args) => ledger::enter(&args, language),
        Command::Facts(args) => ledger::facts(&args, language),
        Command::History(args) => ledger::history(&args, language),
        Command::Why(args) => ledger::why(&args, language),
        Command::Watch(args) => ledger::watch(&args, language),
        Command::Tasks(args) => ledger::tasks(&args, language),
        Command::Answer(args) => ledger::answer(&args, language),
        Command::Bind(args) => ledger::bind(&args, language),
        Command::Withdraw(args) => ledger::withdraw(&args, language),
        Command::Release(args) => ledger::release(&args, language),
        Command::Sign(args) => ledger::sign(&args, language),
        Command::Publish(args) => ledger::publish(&args, language),
        Command::Site(args) => ledger::site(&args, language),
        #[cfg(feature = "web")]
        Command::Serve(args) => ledger::serve(&args, language),
        Command::Changes(args) => ledger::changes(&args, language),
        Command::Undo(args) => ledger::undo(&args, language),
        Command::Verify(args) => ledger::verify(&args, language),
        Command::Backup(args) => ledger::backup(&args, language),
        Command::Lift(args) => writing::lift(&args, language),
        Command::Write(args) => writing::write(&args, language),
        Command::Diff(args) => writing::diff(&args, language),
    }
}
