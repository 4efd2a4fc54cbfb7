//! Signing in and out.

use super::frame;
use crate::ask::{Ask, TOKEN};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::StatusCode;
use maud::html;

/// The form.
#[allow(clippy::unnecessary_wraps, reason = "every way in answers alike")]
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    Ok(reply::page(form(ask, None)))
}

fn form(ask: &Ask<'_>, wrong: Option<&str>) -> maud::Markup {
    let to = [ask.form.get("to"), ask.query.get("to")]
        .into_iter()
        .find(|to| !to.is_empty());
    let body = html! {
        form.card method="post" action="/login" {
            h1 { (ask.say("web.sign-in")) }
            p { (ask.workspace.region()) }
            @if let Some(wrong) = wrong { p.wrong role="alert" { (wrong) } }
            input type="hidden" name="to" value=(to.unwrap_or("/"));
            (frame::field("name", ask.say("web.name"), "text", "username"))
            (frame::field("password", ask.say("web.password"), "password", "current-password"))
            button { (ask.say("web.sign-in")) }
        }
    };
    frame::whole(ask, ask.say("web.sign-in"), &body)
}

/// Signs in; says that name or password is wrong, and not which.
pub(crate) fn sign_in(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let (name, now) = (ask.form.get("name"), ask.workspace.seconds());
    let wait = ask.workspace.attempts().wait(name, ask.address, now);
    if let Some(wait) = wait {
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "web.too-often").with("seconds", wait);
        return Err(Problem {
            wait: Some(wait),
            ..problem
        });
    }
    // Counted before it is tried: of many at once no more are let through than one behind the other.
    ask.workspace.attempts().fail(name, ask.address, now);
    let accounts = ask.workspace.accounts();
    let Some(account) = accounts.opened(name, ask.form.get("password"))? else {
        accounts.note(name, "web.deed-refused", &from(ask), now)?;
        let mut reply = reply::page(form(ask, Some(ask.say("web.wrong-password"))));
        *reply.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(reply);
    };
    ask.workspace.attempts().forgive(name, ask.address);
    if let Some(token) = &ask.token {
        accounts.end(token)?;
    }
    let token = accounts.begin(&account.name, now)?;
    accounts.note(&account.name, "web.deed-in", &from(ask), now)?;
    let to = ask.form.get("to");
    let reply = reply::see(if is_own(to) { to } else { "/" });
    Ok(reply::keep(reply, TOKEN, &token, None, ask.workspace.is_secure()))
}

/// Ends the session.
pub(crate) fn sign_out(ask: &Ask<'_>) -> Result<Reply, Problem> {
    if let Some(token) = &ask.token {
        ask.workspace.accounts().end(token)?;
        ask.workspace.brought().forget(&crate::token::digest(token));
    }
    ask.note("web.deed-out", "")?;
    Ok(reply::keep(
        reply::see("/login"),
        TOKEN,
        "",
        Some(0),
        ask.workspace.is_secure(),
    ))
}

fn from(ask: &Ask<'_>) -> String {
    ask.address.map(|address| address.to_string()).unwrap_or_default()
}

/// Whether a place is one of ours: nobody is led elsewhere by a link to this page.
fn is_own(place: &str) -> bool {
    let is_plain = |c: char| !c.is_control() && c != '\\';
    place.starts_with('/') && !place.starts_with("//") && place.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn nobody_is_led_elsewhere() {
        assert!(is_own("/tasks?day=2024-06-30"));
        for place in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "",
            "/a\r\nb",
        ] {
            assert!(!is_own(place), "{place}");
        }
    }
}
