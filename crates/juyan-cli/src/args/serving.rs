//! What can be said of the workspace in the browser.

use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The ledger
    #[arg(
        value_name = "LEDGER",
        required_unless_present = "example",
        conflicts_with = "example"
    )]
    pub(crate) ledger: Option<PathBuf>,
    /// Where browsers find it; this machine alone unless told
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8152")]
    pub(crate) bind: SocketAddr,
    /// Encrypts what goes over the network: the certificate that the program shows (PEM), those that vouch for it behind it
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub(crate) tls_cert: Option<PathBuf>,
    /// The key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub(crate) tls_key: Option<PathBuf>,
    /// The day that is looked at; today unless told
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// The example of a banner's half-year, gone when it ends
    #[arg(long = "example", id = "example")]
    pub(crate) example: bool,
}
