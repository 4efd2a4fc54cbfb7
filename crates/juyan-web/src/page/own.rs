//! One's own account.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use maud::html;
use serde::Serialize;

/// Who one is, and a form for another password.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let account = &ask.who()?.account;
    let role = format!("role.{}", account.role.name());
    let does = format!("role.{}-does", account.role.name());
    let body = html! {
        (frame::done(ask))
        h1 { (account.shown) }
        dl.pairs {
            dt { (ask.say("web.name")) } dd { (account.name) }
            dt { (ask.say("web.role")) } dd { (ask.context().fill(&role, &[])) " · " (ask.context().fill(&does, &[])) }
            dt { (ask.say("web.department")) } dd { (account.department) }
        }
        form.card method="post" action="/account" {
            h2 { (ask.say("web.change-password")) }
            (frame::csrf(ask))
            (frame::field("old", ask.say("web.old-password"), "password", "current-password"))
            (frame::field("new", ask.say("web.new-password"), "password", "new-password"))
            button { (ask.say("web.change-password")) }
        }
    };
    Ok(reply::page(frame::whole(ask, &account.shown, &body)))
}

/// Changes the password, and ends all sessions.
pub(crate) fn change(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let name = &ask.who()?.account.name;
    let accounts = ask.workspace.accounts();
    if accounts.opened(name, ask.form.get("old"))?.is_none() {
        return Err(Problem::unusable("web.wrong-old-password"));
    }
    accounts.set_password(name, ask.form.get("new"))?;
    ask.note("web.deed-password", name)?;
    Ok(reply::see("/login"))
}

#[derive(Serialize)]
struct Me<'a> {
    name: &'a str,
    shown: &'a str,
    department: &'a str,
    role: &'static str,
    rights: Vec<String>,
}

/// The same for programs.
pub(crate) fn told(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let account = &ask.who()?.account;
    let rights = Right::ALL.into_iter().filter(|right| ask.may(*right, None));
    Ok(reply::json(&Me {
        name: &account.name,
        shown: &account.shown,
        department: &account.department,
        role: account.role.name(),
        rights: rights.map(|right| format!("{right:?}").to_lowercase()).collect(),
    }))
}
