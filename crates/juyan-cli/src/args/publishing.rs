//! What can be said of publishing.

use super::Doing;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Sign {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The report
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// What is said of it
    #[arg(long = "as", value_name = "CONSENT", value_enum)]
    pub(crate) consent: Consent,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Consent {
    Review,
    SignOff,
}

#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The report
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,
    /// The folder of the site
    #[arg(short = 'o', long = "output", value_name = "SITE")]
    pub(crate) site: PathBuf,
    /// The template that the report was written from: its figures are the facts that the template names
    #[arg(id = "origin", long = "template", value_name = "TEMPLATE")]
    pub(crate) template: Option<PathBuf>,
    /// Fields of the header that the report leaves out, one a line
    #[arg(long, value_name = "FILE")]
    pub(crate) header: Option<PathBuf>,
    /// The code of the organ, for the first index number
    #[arg(long, value_name = "CODE")]
    pub(crate) organ: Option<String>,
    /// The day on which it is published; today unless told
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<String>,
    /// The day on which the congress meets to hear it
    #[arg(long, value_name = "DATE")]
    pub(crate) meeting: Option<String>,
    /// The day on which it was sent to the congress
    #[arg(long, value_name = "DATE", requires = "meeting")]
    pub(crate) sent: Option<String>,
    /// Put the mark before CSV by which Excel knows its encoding
    #[arg(long)]
    pub(crate) bom: bool,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct Site {
    /// The ledger
    #[arg(value_name = "LEDGER")]
    pub(crate) ledger: PathBuf,
    /// The folder of the site
    #[arg(id = "site", short = 'o', long = "output", value_name = "SITE")]
    pub(crate) output: PathBuf,
    /// Put the mark before CSV by which Excel knows its encoding
    #[arg(long)]
    pub(crate) bom: bool,
}
