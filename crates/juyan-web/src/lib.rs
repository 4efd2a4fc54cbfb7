//! The workspace in the browser: one ledger, its accounts, its pages and its interface for programs.
//!
//! A [`Workspace`] is a ledger with who may open it; [`router`] answers requests on it and can be asked in process;
//! [`serve`] listens. Every way in stands in one table, [`ROUTES`], with the right that it takes; who has which right stands in
//! another, [`RULES`]. What neither table allows is refused. No page computes: pages show what the crates below say.

mod accounts;
mod ask;
mod attempts;
mod books;
mod brought;
mod changes;
mod composed;
mod drafted;
mod guard;
mod headers;
mod page;
mod problem;
mod public;
mod recent;
mod reply;
mod route;
mod rule;
mod seen;
mod sent;
mod serve;
mod submitted;
mod tls;
mod together;
mod token;
mod work;
mod workspace;
mod writer;

pub use accounts::{Account, AccountError, Accounts, NewAccount};
pub use guard::router;
pub use route::{Access, Method, ROUTES, Route};
pub use rule::{Grant, RULES, Reach, Right, Role, Thing, may};
pub use serve::serve;
pub use tls::{Tls, TlsError};
pub use workspace::{Clock, Setter, Workspace};
