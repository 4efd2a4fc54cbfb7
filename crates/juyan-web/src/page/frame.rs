//! What all pages have around them: where one is, where one may go, who one is.

use crate::ask::Ask;
use crate::reply::escaped;
use crate::route::{Access, Method, ROUTES};
use crate::rule::Right;
use maud::{DOCTYPE, Markup, html};

/// The pages that the bar leads to, in their order, each with its name; those that one may not open are left out.
const BAR: &[(&str, &str)] = &[
    ("/", "web.overview"),
    ("/indicators", "web.indicators"),
    ("/tasks", "web.tasks"),
    ("/registers", "web.registers"),
    ("/submissions", "web.submissions"),
    ("/review", "web.review"),
    ("/check", "web.check"),
    ("/reports", "web.reports"),
    ("/release", "web.release"),
    ("/admin", "web.accounts"),
    ("/log", "web.log"),
    ("/verify", "web.verify"),
];

/// A whole page.
pub(crate) fn whole(ask: &Ask<'_>, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ask.language.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (ask.workspace.region()) " · " (ask.say("web.product")) }
                link rel="stylesheet" href="/assets/juyan.css";
                link rel="icon" href="/assets/mark.svg" type="image/svg+xml";
            }
            body data-head=[head(ask)] data-live=[(ask.route.path == "/").then_some("parts")]
                data-changed=(ask.say("web.live-changed")) data-kept=(ask.say("web.live-kept")) data-again=(ask.say("web.live-again")) {
                a.skip href="#main" { (ask.say("web.skip")) }
                header.top {
                    a.brand href="/" { (ask.say("web.product")) span { (ask.workspace.region()) } }
                    @if ask.signed.is_some() { (bar(ask)) }
                    div.who { (language(ask)) (who(ask)) }
                }
                main #main { (body) }
                footer { (ask.say("web.foot")) }
                @if ask.signed.is_some() { script src="/assets/live.js" defer {} }
            }
        }
    }
}

/// The last change of the ledger that the page knows, for those who are signed in.
fn head(ask: &Ask<'_>) -> Option<i64> {
    ask.signed.as_ref()?;
    Some(ask.workspace.ledger().ok()?.head().ok()??.seq)
}

fn bar(ask: &Ask<'_>) -> Markup {
    html! {
        nav aria-label=(ask.say("web.bar")) {
            @for (path, name) in BAR.iter().filter(|(path, _)| opens(ask, path)) {
                a href=(path) aria-current=[(ask.route.path == *path).then_some("page")] { (ask.say(name)) }
            }
        }
    }
}

/// Whether who asks finds something at a place of the bar.
fn opens(ask: &Ask<'_>, path: &str) -> bool {
    if path == "/" {
        return ask.may(Right::Look, None);
    }
    ROUTES.iter().any(|route| match route.access {
        Access::With(right) => route.method == Method::Get && route.path == path && ask.may(right, None),
        Access::Anybody => false,
    })
}

/// The first page of the bar that who asks may open; one's own account where there is none.
pub(crate) fn first_of_bar(ask: &Ask<'_>) -> &'static str {
    let mut places = BAR.iter().map(|(path, _)| *path);
    places.find(|path| opens(ask, path)).unwrap_or("/account")
}

/// The way to the other language, on the same page.
fn language(ask: &Ask<'_>) -> Markup {
    let other = match ask.language {
        juyan::Language::Zh => "en",
        juyan::Language::En => "zh",
    };
    let path = ask.target.split('?').next().unwrap_or("/");
    let rest = ask.query.0.iter().filter(|(name, _)| name != "lang");
    let rest: Vec<String> = rest
        .map(|(name, value)| format!("&{}={}", escaped(name), escaped(value)))
        .collect();
    html! { a.language href={ (path) "?lang=" (other) (rest.concat()) } lang=(other) { (ask.say("web.other-language")) } }
}

fn who(ask: &Ask<'_>) -> Markup {
    let Some(signed) = &ask.signed else {
        return html! {};
    };
    let role = format!("role.{}", signed.account.role.name());
    html! {
        a href="/account" { (signed.account.shown) small { (ask.context().fill(&role, &[])) } }
        form method="post" action="/logout" {
            (csrf(ask))
            button.plain { (ask.say("web.sign-out")) }
        }
    }
}

/// What a form has to bring back.
pub(crate) fn csrf(ask: &Ask<'_>) -> Markup {
    let own = ask.signed.as_ref().map_or("", |signed| signed.csrf.as_str());
    html! { input type="hidden" name="csrf" value=(own); }
}

/// A field of a form with its name.
pub(crate) fn field(name: &str, label: &str, kind: &str, complete: &str) -> Markup {
    html! {
        label { span { (label) } input name=(name) type=(kind) required autocomplete=(complete); }
    }
}

/// What was done, at the top of the page to which one comes behind it.
pub(crate) fn done(ask: &Ask<'_>) -> Markup {
    let told = match ask.query.get("done") {
        "opinion" => "opinion.done",
        "reply" => "opinion.done-reply",
        "submitted" => "submission.done-submitted",
        "drafted" => "submission.done-drafted",
        "returned" => "submission.done-returned",
        "locked" => "submission.done-locked",
        "added" => "web.done-added",
        "closed" => "web.done-closed",
        "opened" => "web.done-opened",
        "password" => "web.done-password",
        "saved" => "web.done-saved",
        "kept" => "report.done-kept",
        "published" => "release.done",
        _ => return html! {},
    };
    html! { p.done role="status" { (ask.say(told)) } }
}

/// The ways to the other pages of a list.
pub(crate) fn pages(ask: &Ask<'_>, page: usize, count: usize, to: impl Fn(usize) -> String) -> Markup {
    html! {
        @if count > 1 {
            p.pages {
                @if page > 1 { a href=(to((page - 1).min(count))) rel="prev" { (ask.say("web.before")) } }
                span { (page) " / " (count) }
                @if page < count { a href=(to(page + 1)) rel="next" { (ask.say("web.next")) } }
            }
        }
    }
}
