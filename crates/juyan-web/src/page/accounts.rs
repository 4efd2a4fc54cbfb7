//! Who may sign in: the list, new ones, closing them.

use super::frame;
use crate::accounts::NewAccount;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Role;
use maud::{Markup, html};

/// The accounts, and a form for a new one.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    list(ask, None)
}

/// The same, with a password that is told this once.
fn list(ask: &Ask<'_>, told: Option<(&str, &str)>) -> Result<Reply, Problem> {
    let accounts = ask.workspace.accounts().all()?;
    let body = html! {
        (frame::done(ask))
        @if let Some((name, password)) = told {
            p.done role="status" { (ask.context().fill("web.told-password", &[("name", &name)])) " " code { (password) } }
        }
        h1 { (ask.say("web.accounts")) }
        div.wide { table {
            thead { tr {
                @for head in ["web.name", "web.shown", "web.department", "web.role", "web.state", "web.actions"] {
                    th scope="col" { (ask.say(head)) }
                }
            } }
            tbody { @for account in &accounts {
                tr.closed[account.is_closed] {
                    th scope="row" { (account.name) }
                    td { (account.shown) }
                    td { (account.department) }
                    td { (role(ask, account.role)) }
                    td { (ask.say(if account.is_closed { "web.closed" } else { "web.open" })) }
                    td { (actions(ask, &account.name, account.is_closed)) }
                }
            } }
        } }
        form.card method="post" action="/admin/accounts" {
            h2 { (ask.say("web.new-account")) }
            (frame::csrf(ask))
            (frame::field("name", ask.say("web.name"), "text", "off"))
            (frame::field("shown", ask.say("web.shown"), "text", "off"))
            label { span { (ask.say("web.department")) } input name="department" autocomplete="off"; }
            label { span { (ask.say("web.role")) } select name="role" {
                @for one in Role::ALL { option value=(one.name()) { (role(ask, one)) } }
            } }
            button { (ask.say("web.add-account")) }
        }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.accounts"), &body)))
}

fn role(ask: &Ask<'_>, role: Role) -> String {
    ask.context().fill(&format!("role.{}", role.name()), &[])
}

fn actions(ask: &Ask<'_>, name: &str, is_closed: bool) -> Markup {
    html! {
        form.row method="post" action="/admin/close" {
            (frame::csrf(ask))
            input type="hidden" name="name" value=(name);
            input type="hidden" name="closed" value=(if is_closed { "0" } else { "1" });
            button.plain { (ask.say(if is_closed { "web.reopen" } else { "web.close" })) }
        }
        form.row method="post" action="/admin/password" {
            (frame::csrf(ask))
            input type="hidden" name="name" value=(name);
            button.plain { (ask.say("web.reset-password")) }
        }
    }
}

/// Adds an account, and tells its password.
pub(crate) fn add(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let role = Role::named(ask.form.get("role")).ok_or_else(|| Problem::unusable("web.account-role"))?;
    let new = NewAccount {
        name: ask.form.get("name"),
        shown: ask.form.get("shown"),
        department: ask.form.get("department"),
        role,
    };
    let password = ask.workspace.accounts().add_with_any_password(&new)?;
    ask.note("web.deed-added", new.name)?;
    list(ask, Some((new.name, &password)))
}

/// Closes an account, or opens it again.
pub(crate) fn close(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let (name, closed) = (ask.form.get("name"), ask.form.get("closed") == "1");
    ask.workspace.accounts().set_closed(name, closed)?;
    let (deed, done) = if closed {
        ("web.deed-closed", "/admin?done=closed")
    } else {
        ("web.deed-opened", "/admin?done=opened")
    };
    ask.note(deed, name)?;
    Ok(reply::see(done))
}

/// Gives an account a password that nobody chose, and tells it.
pub(crate) fn reset(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let name = ask.form.get("name");
    let password = crate::token::password().map_err(|error| Problem::broken(&error))?;
    ask.workspace.accounts().set_password(name, &password)?;
    ask.note("web.deed-password", name)?;
    list(ask, Some((name, &password)))
}
