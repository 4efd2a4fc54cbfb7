//! A line on which a page hears that the ledger changed.

use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::StatusCode;

/// The line.
pub(crate) fn listen(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let line = ask.workspace.changes().listen(ask.workspace.path());
    let line = line.ok_or_else(|| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "web.many-listen"))?;
    Ok(reply::typed(StatusCode::OK, "text/event-stream", line))
}
