//! Many files at once, results in the order of the arguments.

use crate::args::Inputs;
use crate::input::Input;
use crate::output;
use rayon::prelude::*;
use std::process::ExitCode;

/// Files that are worked on before anything is printed; bounds what is held in memory.
const BATCH: usize = 64;

/// What came of one file.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What goes to the standard output.
    pub(crate) printed: Vec<u8>,
    /// Why it could not be done.
    pub(crate) problem: Option<String>,
    /// Whether an error was found in it.
    pub(crate) has_errors: bool,
}

impl Done {
    /// A file that could not be done.
    pub(crate) fn failed(problem: impl ToString) -> Self {
        Self { problem: Some(problem.to_string()), ..Self::default() }
    }
}

/// Does `work` for every input and prints what comes of it in order. The exit status says the worst that happened.
pub(crate) fn all(inputs: &Inputs, work: impl Fn(&Input) -> Done + Sync) -> ExitCode {
    if let Some(jobs) = inputs.jobs {
        // Fails only where the pool already exists, and then there is one to work with.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    }
    let files: Vec<Input> = inputs.files.iter().map(|path| Input::new(path)).collect();
    let mut status = 0;
    for batch in files.chunks(BATCH) {
        let done: Vec<Done> = match batch {
            [only] => vec![work(only)],
            many => many.par_iter().map(&work).collect(),
        };
        for (input, done) in batch.iter().zip(done) {
            if let Some(problem) = &done.problem {
                output::complain(&input.name(), problem);
                status = 2;
            }
            if done.has_errors {
                status = status.max(1);
            }
            if !output::print(&done.printed) {
                return ExitCode::from(status);
            }
        }
    }
    ExitCode::from(status)
}
