//! The first page.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use maud::html;

/// Whose ledger it is, and how far it has come.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let head = ask.workspace.ledger()?.head()?;
    let body = html! {
        h1 { (ask.workspace.region()) }
        @if let Some(head) = head {
            dl.pairs {
                dt { (ask.say("web.changes")) } dd { (head.seq) }
                dt { (ask.say("web.chain-head")) } dd.code { (head.hash) }
            }
        }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.home"), &body)))
}
