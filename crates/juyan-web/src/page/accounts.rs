//! Who may sign in: the list, new ones, closing them.

use super::frame;
use crate::accounts::{Account, NewAccount, bearer};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Role;
use maud::{Markup, html};

/// The accounts, and a form for a new one.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    list(ask, None)
}

/// The same, with a password or a token that is told this once.
fn list(ask: &Ask<'_>, told: Option<(&str, &str, &str)>) -> Result<Reply, Problem> {
    let accounts = ask.workspace.accounts().all()?;
    let body = html! {
        (frame::done(ask))
        @if let Some((says, name, secret)) = told {
            p.done role="status" { (ask.context().fill(says, &[("name", &name)])) " " code { (secret) } }
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
        (tokens(ask, &accounts)?)
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.accounts"), &body)))
}

/// How many days a token may last, to choose from.
const DAYS: [i64; 3] = [30, 90, bearer::LONGEST];

/// The tokens of programs, and a form for a new one.
fn tokens(ask: &Ask<'_>, accounts: &[Account]) -> Result<Markup, Problem> {
    let bearers = ask.workspace.accounts().bearers()?;
    let now = ask.workspace.seconds();
    Ok(html! {
        h2 { (ask.say("web.tokens")) }
        p.soft { (ask.say("web.tokens-about")) }
        @if !bearers.is_empty() {
            div.wide { table {
                thead { tr { @for head in ["web.token-name", "web.name", "web.token-ends", "web.actions"] { th scope="col" { (ask.say(head)) } } } }
                tbody { @for one in &bearers { tr.closed[one.ends <= now] {
                    th scope="row" { (one.name) } td { (one.account) } td { (ask.workspace.told(one.ends)) }
                    td { form.row method="post" action="/admin/tokens/end" { (frame::csrf(ask)) input type="hidden" name="number" value=(one.number); button.plain { (ask.say("web.token-end")) } } }
                } } }
            } }
        }
        form.card method="post" action="/admin/tokens" {
            h2 { (ask.say("web.new-token")) }
            (frame::csrf(ask))
            (frame::field("name", ask.say("web.token-name"), "text", "off"))
            label { span { (ask.say("web.token-as")) } select name="account" { @for one in accounts.iter().filter(|one| !one.is_closed) { option value=(one.name) { (one.name) " · " (role(ask, one.role)) } } } }
            label { span { (ask.say("web.token-days")) } select name="days" { @for days in DAYS { option value=(days) { (days) } } } }
            button { (ask.say("web.new-token-do")) }
        }
    })
}

/// The most letters of what a token is for.
const LONGEST: usize = 64;

/// Makes a token, and tells it this once.
pub(crate) fn grant(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let (name, of) = (ask.form.get("name"), ask.form.get("account"));
    let days = ask.form.get("days").parse().unwrap_or_default();
    if name.is_empty() || name.chars().count() > LONGEST || !(1..=bearer::LONGEST).contains(&days) {
        return Err(Problem::unusable("web.token-wrong").with("most", bearer::LONGEST));
    }
    let accounts = ask.workspace.accounts();
    let token = accounts.grant(of, name, (ask.workspace.seconds(), days))?;
    ask.note("web.deed-token", &format!("{of} {name}"))?;
    list(ask, Some(("web.told-token", name, &token)))
}

/// Ends a token.
pub(crate) fn revoke(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let number = ask.form.get("number");
    let one = number.parse().map_err(|_| Problem::nowhere())?;
    ask.workspace.accounts().revoke(one)?;
    ask.note("web.deed-token-end", number)?;
    Ok(reply::see("/admin?done=kept"))
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
    list(ask, Some(("web.told-password", new.name, &password)))
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
    list(ask, Some(("web.told-password", name, &password)))
}
