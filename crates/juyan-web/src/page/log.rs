//! Who did what: with accounts, and to the ledger.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use maud::html;

/// So many deeds are shown.
const MOST: usize = 200;

/// What was done last.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let deeds = ask.workspace.accounts().deeds(MOST)?;
    let mut changes = ask.workspace.ledger()?.changes()?;
    changes.reverse();
    changes.truncate(MOST);
    let body = html! {
        h1 { (ask.say("web.log")) }
        h2 { (ask.say("web.log-ledger")) }
        div.wide { table {
            thead { tr { @for head in ["web.number", "web.when", "web.name", "web.what", "web.why", "web.hash"] {
                th scope="col" { (ask.say(head)) }
            } } }
            tbody { @for change in &changes { tr {
                th scope="row" { (change.seq) }
                td.code { (change.minute()) }
                td { (change.person) }
                td { (ask.context().fill(&format!("changes.{}", change.kind.name()), &[])) }
                td { (change.reason) }
                td.code { (change.hash.get(..12).unwrap_or(&change.hash)) }
            } } }
        } }
        h2 { (ask.say("web.log-accounts")) }
        div.wide { table {
            thead { tr { @for head in ["web.when", "web.name", "web.what", "web.of"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for deed in &deeds { tr {
                td.code { (ask.workspace.told(deed.at)) }
                td { (deed.account) }
                td { (ask.context().fill(&deed.what, &[])) }
                td { (deed.of) }
            } } }
        } }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.log"), &body)))
}
