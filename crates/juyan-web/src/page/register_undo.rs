//! An entry or an import into a register is taken back: first what that comes to is shown.

use super::{frame, register_change, source};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::StatusCode;
use juyan::vocabulary::RegisterType;
use juyan_desk::shown;
use juyan_ledger::{ActKind, Kept, Ledger, LedgerError};
use juyan_posting::Turned;
use maud::{Markup, html};

/// What taking it back comes to.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = register_change::editable(ask)?;
    let change = change(ask, kind, ask.query.get("change"))?;
    let act = ask.workspace.act(ActKind::Undo, &ask.who()?.account.name);
    let turned = ask
        .workspace
        .poster()
        .rehearse_undo(ask.workspace.path(), change, &act);
    let turned = turned.map_err(|error| not_undone(error, change))?;
    let ledger = ask.workspace.ledger()?;
    let may_see = |turned: &&Turned| {
        turned
            .was
            .iter()
            .chain(&turned.is)
            .all(|kept| source::may_see(ask, kept))
    };
    let seen: Vec<&Turned> = turned.iter().filter(may_see).collect();
    let hidden = turned.len() - seen.len();
    let mut lines = Vec::new();
    for turned in seen {
        lines.push(line(ask, &ledger, turned)?);
    }
    let body = html! {
        h1 { a href={ "/registers/" (kind.id) } { (ask.context().either(&kind.zh, &kind.en)) } }
        section.comes-to {
            h2 { (ask.context().fill("web.undo-comes-to", &[("change", &change)])) }
            @if turned.is_empty() { p.soft { (ask.say("web.no-fact-moves")) } }
            ul.plain { @for line in &lines { (line) } }
            @if hidden > 0 { p.soft { (ask.context().fill("web.facts-hidden", &[("count", &hidden)])) } }
            form.row method="post" {
                (frame::csrf(ask))
                input type="hidden" name="change" value=(change);
                label { span { (ask.say("web.why")) " *" } input name="reason" required maxlength="400"; }
                p { button { (ask.say("web.undo-do")) } }
            }
        }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.undo-do"), &body)))
}

fn line(ask: &Ask<'_>, ledger: &Ledger, turned: &Turned) -> Result<Markup, Problem> {
    let say = |facts: &[Kept]| -> Result<String, Problem> {
        let mut values = Vec::new();
        for kept in facts {
            values.push(shown::Row::of(kept, ledger)?.value);
        }
        values.dedup();
        Ok(if values.is_empty() {
            ask.say("import.nothing").to_owned()
        } else {
            values.join(ask.say("watch.comma"))
        })
    };
    let (was, is) = (say(&turned.was)?, say(&turned.is)?);
    Ok(html! { li {
        b { (shown::called(&turned.key, ask.context())) } " " del { (was) } " → " ins { (is) } small.code { " " (turned.key) }
        @if turned.lapsed { p.soft { (ask.say("import.lapsed")) } }
    } })
}

/// Takes it back.
pub(crate) fn undo(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let kind = register_change::editable(ask)?;
    let change = change(ask, kind, ask.form.get("change"))?;
    let reason = ask.form.get("reason");
    if reason.is_empty() {
        return Err(Problem::unusable("web.no-reason"));
    }
    let act = ask
        .workspace
        .act(ActKind::Undo, &ask.who()?.account.name)
        .because(reason);
    let poster = ask.workspace.poster();
    let done = ask.workspace.write(|ledger| poster.undo(ledger, change, &act))?;
    done.map_err(|error| not_undone(error, change))?;
    ask.note("web.deed-row", &format!("{} {change}", kind.id))?;
    Ok(reply::see(&format!("/registers/{}?done=saved", kind.id)))
}

fn not_undone(error: LedgerError, change: i64) -> Problem {
    match error {
        LedgerError::NoChange(_)
        | LedgerError::NotUndone(_)
        | LedgerError::Reversed(..)
        | LedgerError::BuiltUpon { .. } => {
            Problem::new(StatusCode::CONFLICT, "web.undo-not").with("change", change)
        }
        other => other.into(),
    }
}

/// The change of that number, where all that it wrote to registers is of this one.
fn change(ask: &Ask<'_>, kind: &RegisterType, words: &str) -> Result<i64, Problem> {
    let not = || Problem::new(StatusCode::CONFLICT, "web.undo-not").with("change", words);
    let change: i64 = words.parse().map_err(|_| not())?;
    let ledger = ask.workspace.ledger()?;
    let told = ledger.change_of(change)?.ok_or_else(not)?;
    let is_entry = matches!(told.kind, ActKind::Enter | ActKind::Import);
    let registers = ledger.registers_of(change)?;
    if is_entry && registers.len() == 1 && registers.contains(&kind.id) {
        Ok(change)
    } else {
        Err(not())
    }
}
