//! What can be said on the command line; the help that users see is in the catalogue, see `help`.

mod doing;
mod publishing;
#[cfg(feature = "web")]
mod serving;

pub(crate) use doing::Doing;
pub(crate) use publishing::{Consent, Publish, Sign, Site};
#[cfg(feature = "web")]
pub(crate) use serving::Serve;

use clap::{Args, Parser, Subcommand, ValueEnum};
use juyan::Language;
use juyan::model::Rounding;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads government reports, proves every figure, and says what is wrong.
#[derive(Debug, Parser)]
#[command(name = "juyan", version, propagate_version = true)]
pub(crate) struct Cli {
    /// Language of what is said
    #[arg(long, global = true, value_enum, default_value_t = Tongue::Zh)]
    pub(crate) lang: Tongue,
    /// Folder of your own vocabulary, laid over the built-in one
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) catalogue: Option<PathBuf>,
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
    /// Begin a ledger
    Init(Init),
    /// Take the facts of reports down in a ledger
    Record(Record),
    /// Bring a table of a register into a ledger
    Import(Import),
    /// Write the form of a register, with what the ledger holds
    Workbook(Workbook),
    /// Take a table of facts down in a ledger
    Enter(Enter),
    /// Show the facts of a ledger
    Facts(Facts),
    /// Show all that was ever known under a key
    History(OfKey),
    /// Show where what stands under a key came from
    Why(Why),
    /// Say what of the plan is behind, by how much, and who answers for it
    Watch(Watch),
    /// List the tasks of a ledger
    Tasks(Tasks),
    /// Answer for two facts of one key that differ
    Answer(Answer),
    /// Say under which key a fact belongs
    Bind(Bind),
    /// Say that a fact does not stand
    Withdraw(Withdraw),
    /// Say that a fact that is not public was released
    Release(Release),
    /// Say that a report was reviewed for secrets, or signed off
    Sign(Sign),
    /// Publish a report: whether it may be, its pages, its open data
    Publish(Publish),
    /// Write the whole site from a ledger
    Site(Site),
    /// Open a ledger to people in their browsers
    #[cfg(feature = "web")]
    Serve(Serve),
    /// List the changes of a ledger
    Changes(Changes),
    /// Take a change of a ledger back
    Undo(Undo),
    /// Look whether a ledger is what it was
    Verify(Verify),
    /// Copy a ledger
    Backup(Backup),
    /// Make a template of a report, its figures bound to the facts of a ledger
    Lift(Lift),
    /// Write the report of a period from a template and a ledger
    Write(Write),
    /// Say which figures of two reports differ
    Diff(Diff),
}

#[derive(Debug, Args)]
pub(crate) struct Lift {
    /// The report (txt, html, docx)
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// The ledger whose facts the figures are bound to
    #[arg(long, value_name = "LEDGER", required = true)]
    pub(crate) ledger: PathBuf,
    /// The period that the report is of; what its title tells unless told
    #[arg(id = "lifted_period", long = "period", value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    /// How numbers were rounded
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) rounding: Option<RoundingMode>,
    /// Form of what is said of the figures
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    /// The template
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Write {
    /// The template
    #[arg(value_name = "TEMPLATE")]
    pub(crate) template: PathBuf,
    /// The ledger whose facts are written
    #[arg(long, value_name = "LEDGER", required = true)]
    pub(crate) ledger: PathBuf,
    /// The period of the report: 2025H1
    #[arg(
        id = "written_period",
        long = "period",
        value_name = "PERIOD",
        required = true
    )]
    pub(crate) period: String,
    /// The report; its ending says in which form: docx, pdf, html, md, txt
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Folder with fonts for pdf, besides those of the machine
    #[arg(long, value_name = "DIR")]
    pub(crate) fonts: Option<PathBuf>,
    /// An older report; what differs is told
    #[arg(long, value_name = "REPORT")]
    pub(crate) compare: Option<PathBuf>,
    /// How numbers are rounded; half up unless told
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) rounding: Option<RoundingMode>,
    #[command(flatten)]
    pub(crate) office: OfficeArgs,
}

/// What the office adds to its paper (docx and pdf).
#[derive(Debug, Args)]
pub(crate) struct OfficeArgs {
    /// The number of the paper, above its title
    #[arg(long, value_name = "WORDS")]
    pub(crate) number: Option<String>,
    /// Who issues it
    #[arg(long, value_name = "WORDS")]
    pub(crate) issuer: Option<String>,
    /// The day of the paper: 2025-07-28
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,
    /// The name of what is attached; may be given several times
    #[arg(long, value_name = "WORDS")]
    pub(crate) attachment: Vec<String>,
    /// Who gets a copy; may be given several times
    #[arg(long, value_name = "WORDS")]
    pub(crate) copy: Vec<String>,
    /// Who prints it
    #[arg(long, value_name = "WORDS")]
    pub(crate) printer: Option<String>,
    /// The day on which it is printed
    #[arg(long, value_name = "DATE")]
    pub(crate) printed_on: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The older report
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The newer report
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RoundingMode {
    HalfUp,
    HalfEven,
    Truncation,
}

impl From<RoundingMode> for Rounding {
    fn from(mode: RoundingMode) -> Self {
        match mode {
            RoundingMode::HalfUp => Self::HalfUp,
            RoundingMode::HalfEven => Self::HalfEven,
            RoundingMode::Truncation => Self::Truncation,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The code of the region whose ledger it is
    #[arg(long, value_name = "CODE")]
    pub(crate) region: String,
    /// Fill it with the example of a banner's half-year
    #[arg(long)]
    pub(crate) example: bool,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Record {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// Reports (txt, html, docx, pdf); `-` is the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The table
    #[arg(value_name = "TABLE")]
    pub(crate) table: PathBuf,
    /// The register; told by the headings unless named
    #[arg(long, value_name = "REGISTER")]
    pub(crate) register: Option<String>,
    /// Show what would change and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// The day from which what the table says is so; a correction unless told
    #[arg(long = "as-of", value_name = "DATE")]
    pub(crate) since: Option<String>,
    /// Records that the table does not have are as they were
    #[arg(long)]
    pub(crate) rest_unchanged: bool,
    /// A period that facts are reckoned for from now on; may be given several times
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Vec<String>,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Enter {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The table: csv, xlsx or xls, with the headings key and value
    #[arg(value_name = "TABLE")]
    pub(crate) table: PathBuf,
    /// Take down too what was entered before with the same words: it was looked up and still is so
    #[arg(long)]
    pub(crate) again: bool,
    /// Show whether it can be taken down and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Workbook {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The register
    #[arg(long, value_name = "REGISTER", required = true)]
    pub(crate) register: Option<String>,
    /// The workbook
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Facts {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// A key, or what keys begin with: gdp, gdp.growth, gdp@152923
    #[arg(value_name = "KEY")]
    pub(crate) key: Option<String>,
    /// Only what was so by this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Only what was known on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = FactsFormat::Table)]
    pub(crate) format: FactsFormat,
    /// The file that they go to
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The day that is looked at; today unless told
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Only what was known on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known: Option<String>,
    /// Only what everybody may see
    #[arg(long)]
    pub(crate) public: bool,
    /// A rule set of lights, by its name or as a file
    #[arg(long, value_name = "NAME|FILE")]
    pub(crate) rules: Option<String>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = WatchFormat::Table)]
    pub(crate) format: WatchFormat,
    /// The file that it goes to
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WatchFormat {
    Table,
    Html,
    Json,
    Csv,
    Xlsx,
    Docx,
}

#[derive(Debug, Args)]
pub(crate) struct Tasks {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The day that is looked at; today unless told
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Only what was known on this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct OfKey {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The key: gdp@152923:2024H1
    #[arg(value_name = "KEY")]
    pub(crate) key: String,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    #[command(flatten)]
    pub(crate) of: OfKey,
    /// Show all rows, not the first ones only
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Answer {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The number of the fact that came first
    #[arg(value_name = "FACT")]
    pub(crate) fact: i64,
    /// The number of the other
    #[arg(value_name = "OTHER")]
    pub(crate) other: i64,
    /// Both stand
    #[arg(long, group = "answer")]
    pub(crate) both: bool,
    /// The other corrects the first
    #[arg(long, group = "answer")]
    pub(crate) revised: bool,
    /// The other is told apart by this key
    #[arg(long, group = "answer", value_name = "KEY")]
    pub(crate) key: Option<String>,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Bind {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The number of the fact
    #[arg(value_name = "FACT")]
    pub(crate) fact: i64,
    /// The key that it belongs under
    #[arg(
        value_name = "KEY",
        required_unless_present = "as_is",
        conflicts_with = "as_is"
    )]
    pub(crate) key: Option<String>,
    /// It belongs under the key that it has
    #[arg(long)]
    pub(crate) as_is: bool,
    /// The paper was misread: the fact is of the region and the time of the key
    #[arg(long, conflicts_with = "as_is")]
    pub(crate) misread: bool,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Withdraw {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The number of the fact
    #[arg(value_name = "FACT")]
    pub(crate) fact: i64,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Release {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The number of the fact
    #[arg(value_name = "FACT")]
    pub(crate) fact: i64,
    /// On what ground: the act that released it
    #[arg(long, value_name = "WORDS")]
    pub(crate) ground: String,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Undo {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The number of the change
    #[arg(value_name = "CHANGE")]
    pub(crate) change: i64,
    /// Show what would change and change nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// A head of the chain that was printed before
    #[arg(long, value_name = "HASH")]
    pub(crate) head: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The copy
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FactsFormat {
    Table,
    Csv,
    Json,
}

/// What both commands that read files take.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Reports (txt, html, docx, pdf); `-` is the standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
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
    /// A ledger that reports are held against: earlier facts, registers, the plan
    #[arg(long, value_name = "LEDGER")]
    pub(crate) ledger: Option<PathBuf>,
    /// Earlier reports and plans that reports are held against
    #[arg(long, value_name = "OLDER_OR_PLAN", num_args = 1..)]
    pub(crate) with: Vec<PathBuf>,
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
    Csv,
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
