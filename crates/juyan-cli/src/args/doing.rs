//! Who changes a ledger, and why.

use crate::person;
use clap::Args;

/// Who changes a ledger, and why.
#[derive(Debug, Args)]
pub(crate) struct Doing {
    /// Who does it; the name that one is logged in with unless told
    #[arg(long, value_name = "NAME", value_parser = person::named)]
    #[arg(default_value = person::logged_in(), hide_default_value = true)]
    pub(crate) person: String,
    /// Why it is done
    #[arg(long, value_name = "WORDS", default_value = "")]
    pub(crate) reason: String,
}
