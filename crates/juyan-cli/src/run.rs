//! Many files at once, results in the order of the arguments.

use crate::args::Inputs;
use crate::input::Input;
use crate::output;
use crate::problem::Problem;
use crate::progress::Progress;
use crate::target::Target;
use juyan::vocabulary::Catalogue;
use juyan::{Context, Language};
use rayon::prelude::*;
use std::io;
use std::process::ExitCode;

/// The most threads that are started, whatever is asked for.
const MOST_THREADS: usize = 64;

/// Files that are worked on before anything is printed; bounds what is held in memory.
const BATCH: usize = 64;
/// The exit status where something could not be read or the arguments are unusable.
pub(crate) const UNUSABLE: u8 = 2;

/// What came of one file.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// What goes to the standard output.
    pub(crate) printed: Printed,
    /// Whether an error was found in it.
    pub(crate) has_errors: bool,
}

/// What of a result goes to the standard output.
#[derive(Debug)]
pub(crate) enum Printed {
    /// All of it, when its turn comes.
    Kept(Vec<u8>),
    /// Nothing more, for it was written while it was made, or could not be.
    Gone(io::Result<()>),
}

impl Default for Printed {
    fn default() -> Self {
        Self::Gone(Ok(()))
    }
}

/// A run over files: with which words, and where to.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    args: &'a Inputs,
    language: Language,
    /// The vocabulary.
    pub(crate) catalogue: &'static Catalogue,
    /// Where results go.
    pub(crate) target: Target,
}

impl<'a> Run<'a> {
    /// Prepares a run; tells what is wrong with the arguments.
    pub(crate) fn new(
        args: &'a Inputs,
        language: Language,
        target: Result<Target, Problem>,
    ) -> Result<Self, ExitCode> {
        let catalogue = juyan::catalogue();
        let target = target.map_err(|problem| {
            output::complain(
                "-o",
                &problem.told(Context {
                    name: "-o",
                    catalogue,
                    language,
                }),
            );
            ExitCode::from(UNUSABLE)
        })?;
        let run = Self {
            args,
            language,
            catalogue,
            target,
        };
        let streams = args.files.iter().filter(|path| path.as_os_str() == "-").count();
        if streams > 1 {
            let context = run.context("-");
            output::complain(context.name, context.say("usage.stdin-twice"));
            return Err(ExitCode::from(UNUSABLE));
        }
        Ok(run)
    }

    /// How to speak of the file `name`.
    pub(crate) fn context<'n>(&'n self, name: &'n str) -> Context<'n> {
        Context {
            name,
            catalogue: self.catalogue,
            language: self.language,
        }
    }

    /// Does `work` for every input, the results of which have these extensions, and gives what comes of it to `print` in
    /// order, until nobody listens. The exit status says the worst that happened.
    pub(crate) fn all(
        &self,
        extensions: &[&str],
        work: impl Fn(&Input) -> Result<Done, Problem> + Sync,
        print: impl Fn(&[u8]) -> io::Result<()>,
    ) -> ExitCode {
        if let Some(jobs) = self.args.jobs {
            // A thread without a file only waits, and thousands of them keep the one that works from its turn.
            let threads = jobs.get().min(self.args.files.len().max(1)).min(MOST_THREADS);
            // Fails only where the pool already exists, and then there is one to work with.
            let _ = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build_global();
        }
        let missing = self.target.missing_folder();
        let inputs: Vec<Input> = self.args.files.iter().map(|path| Input::new(path)).collect();
        let clashes = self.target.clashes(&inputs, extensions);
        let progress = Progress::over(&inputs);
        let one = |(position, input): (usize, &Input)| {
            let done = match clashes.get(&position) {
                Some(clash) => Err(Problem::Clashing(clash.clone())),
                None => guarded(|| work(input)),
            };
            progress.step(input);
            done
        };
        let (mut status, mut written) = (0, 0_usize);
        let positions: Vec<(usize, &Input)> = inputs.iter().enumerate().collect();
        for batch in positions.chunks(BATCH) {
            let done: Vec<_> = match batch {
                [only] => vec![one(*only)],
                many => many.par_iter().map(|input| one(*input)).collect(),
            };
            for ((_, input), done) in batch.iter().zip(done) {
                status = status.max(self.tell(input, &done));
                written += usize::from(done.is_ok());
                let printed = match done.map(|done| done.printed).unwrap_or_default() {
                    Printed::Kept(bytes) => progress.aside(|| print(&bytes)),
                    Printed::Gone(printed) => printed,
                };
                if let Err(error) = printed {
                    let lost = output::is_lost(&error, self.context(""));
                    return ExitCode::from(if lost { UNUSABLE } else { status });
                }
            }
        }
        // A slip in a path makes a folder where nobody will look; so it is told.
        if let Some(folder) = missing.filter(|folder| folder.is_dir()) {
            let name = folder.display().to_string();
            output::complain(&name, &self.context(&name).fill("file.new-folder", &[]));
        }
        if let Target::Folder(folder) = &self.target
            && output::is_watched()
        {
            let name = folder.display().to_string();
            output::complain(
                &name,
                &self.context(&name).fill("file.written", &[("count", &written)]),
            );
        }
        ExitCode::from(status)
    }

    /// Whether there is one file alone, whose result may be printed while it is made: none has to wait for another.
    pub(crate) fn is_alone(&self) -> bool {
        self.args.files.len() == 1
    }

    /// Complains about what could not be done; the exit status for it.
    fn tell(&self, input: &Input, done: &Result<Done, Problem>) -> u8 {
        match done {
            Ok(done) => u8::from(done.has_errors),
            Err(problem) => {
                let name = input.name();
                output::complain(&name, &problem.told(self.context(&name)));
                UNUSABLE
            }
        }
    }
}

/// Does `work`; a mistake of ours costs one file, not the others.
fn guarded(work: impl FnOnce() -> Result<Done, Problem>) -> Result<Done, Problem> {
    let quiet = std::panic::AssertUnwindSafe(work);
    std::panic::catch_unwind(quiet).unwrap_or(Err(Problem::OurMistake))
}
