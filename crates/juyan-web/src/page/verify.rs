//! Whether the ledger is what it was; a copy to take away.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use maud::html;

/// Looks the ledger through.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let mut verified = ledger.verify(None)?;
    verified.flaws.extend(ledger.ahead_of(ask.workspace.clock_day())?);
    let is_sound = verified.flaws.is_empty();
    let body = html! {
        h1 { (ask.say("web.verify")) }
        @if is_sound {
            p.done { (ask.context().fill("web.sound", &[("changes", &verified.changes)])) }
            dl.pairs { dt { (ask.say("web.chain-head")) } dd.code { (verified.head) } }
        } @else {
            p.wrong role="alert" { (ask.context().fill("web.unsound", &[("count", &verified.flaws.len())])) }
        }
        @if ask.may(Right::Backup, None) {
            form.card method="post" action="/backup" {
                h2 { (ask.say("web.backup")) }
                p { (ask.say("web.backup-about")) }
                (frame::csrf(ask))
                button { (ask.say("web.backup")) }
            }
        }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.verify"), &body)))
}

/// A copy of the ledger, whole though others may be writing to it.
pub(crate) fn backup(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let broken = |error: std::io::Error| Problem::broken(&error);
    let place = std::env::temp_dir().join(format!(
        "juyan-{}.juyan",
        crate::token::random(16).map_err(|error| Problem::broken(&error))?
    ));
    let copied = ask.workspace.ledger()?.backup(&place);
    let bytes = copied
        .map_err(Problem::from)
        .and_then(|()| std::fs::read(&place).map_err(broken));
    // What cannot be taken away is taken away by the system in time.
    let _ = std::fs::remove_file(&place);
    let bytes = bytes?;
    ask.note("web.deed-backup", "")?;
    let name = format!("backup-{}.juyan", ask.workspace.clock_day());
    Ok(reply::file("application/vnd.sqlite3", bytes, &name))
}
