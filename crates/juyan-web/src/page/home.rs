//! The first page: the plan, for who may look at it; else what one is there for.

use super::{frame, overview};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;

/// The overview, or the first page of the bar that one may open.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    if ask.may(Right::Look, None) {
        return overview::show(ask);
    }
    Ok(reply::see(frame::first_of_bar(ask)))
}
