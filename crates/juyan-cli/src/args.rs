//! What can be said on the command line; the help that users see is in the catalogue, see `help`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use juyan::Language;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads government reports, proves every figure, and says what is wrong.
#[derive(Debug, Parser)]
#[command(name = "juyan", version, propagate_version = true)]
pub(crate) struct Cli {
    /// Language of what is said
    #[arg(long, global = true, value_enum, default_value_t = Tongue::Zh)]
    pub(crate) lang: Tongue,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prove the figures of reports and say what is wrong
    Check(Check),
    /// Write down every figure of reports and how it was read
    Read(Read),
    /// List the rules, or show the page of one
    Explain(Explain),
}

/// What both commands that read files take.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Reports (txt, html, docx, pdf); `-` is the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder of your own vocabulary, laid over the built-in one
    #[arg(long, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
    /// How many files to work on at once; as many as the machine has cores unless told
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    /// Where the output goes: a file for one report, a folder for several
    #[arg(short, long, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
    /// List every claim with its proof, not only what is wrong (text only)
    #[arg(long)]
    pub(crate) proofs: bool,
    /// A rule that is not applied, by code or name; may be given several times
    #[arg(long, value_name = "RULE")]
    pub(crate) allow: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ReadFormat::Json)]
    pub(crate) format: ReadFormat,
    /// Folder that the output goes to
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule, by code (J0301) or name (sum-differs-from-parts)
    pub(crate) rule: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Sarif,
    Html,
    Docx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    Json,
    Csv,
    Gold,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Tongue {
    Zh,
    En,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Zh => Self::Zh,
            Tongue::En => Self::En,
        }
    }
}
