//! What the monitor sees, for programs.

use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::seen;

/// What of the plan who asks may see, in the form `juyan-watch/1`.
pub(crate) fn told(ask: &Ask<'_>) -> Result<Reply, Problem> {
    Ok(reply::json(&*seen::watched(ask)?))
}
