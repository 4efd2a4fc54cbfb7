//! The one place where it is decided who comes in: every route of the table goes through here, and there is no other way to a page.

use crate::ask::{Ask, Fields, LANGUAGE};
use crate::headers;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::route::{Access, EVENTS, Method, ROUTES, Route};
use crate::sent::{self, A_FORM, Sent};
use crate::token;
use crate::workspace::Workspace;
use axum::Router;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::map_response;
use axum::routing::{MethodFilter, on};
use juyan::{Context, Language};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// So long a request may take to come in.
const LONGEST: Duration = Duration::from_mins(1);

/// Answers requests on a workspace.
pub fn router(workspace: &Arc<Workspace>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let method = match route.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
        };
        let workspace = Arc::clone(workspace);
        let answer = move |path: RawPathParams, request: Request| {
            let path = path
                .iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect();
            answer(Arc::clone(&workspace), route, Fields(path), request)
        };
        router = router.route(route.path, on(method, answer));
    }
    let secure = workspace.is_secure();
    let (nowhere, no_method) = (Arc::clone(workspace), Arc::clone(workspace));
    router
        .fallback(async move || bare(&nowhere, &Problem::nowhere()))
        .method_not_allowed_fallback(async move || {
            bare(
                &no_method,
                &Problem::new(StatusCode::METHOD_NOT_ALLOWED, "web.method"),
            )
        })
        .layer(map_response(move |reply: Reply| {
            std::future::ready(headers::add(reply, secure))
        }))
}

fn bare(workspace: &Workspace, problem: &Problem) -> Reply {
    problem.bare(Context {
        name: workspace.name(),
        catalogue: workspace.catalogue(),
        language: Language::Zh,
    })
}

/// A request that came in whole.
struct Came {
    parts: Parts,
    path: Fields,
    sent: Result<Sent, Problem>,
    address: Option<IpAddr>,
}

async fn answer(workspace: Arc<Workspace>, route: &'static Route, path: Fields, request: Request) -> Reply {
    let (parts, body) = request.into_parts();
    let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let address = from.map(|from| from.0.ip());
    let with_files = route.most > A_FORM && may_bring(&workspace, route, &parts).await;
    let most = if with_files { route.most } else { A_FORM };
    let _room = if with_files {
        workspace.room().acquire().await.ok()
    } else {
        None
    };
    let sent = timeout(LONGEST, sent::read(&parts.headers, body, most)).await;
    let sent = sent.unwrap_or_else(|_| Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "web.slow")));
    let came = Came {
        parts,
        path,
        sent,
        address,
    };
    // Who changes something waits for the disk and for others who do, and does not stand in line for that.
    let _turn = match route.method {
        Method::Get => workspace.turns().acquire().await.ok(),
        Method::Post => None,
    };
    let own = Arc::clone(&workspace);
    // Files and passwords make threads wait; those that listen must not.
    let answered = tokio::task::spawn_blocking(move || decided(&own, route, came)).await;
    answered.unwrap_or_else(|error| {
        workspace.complain(&error);
        bare(&workspace, &Problem::broken(&error))
    })
}

/// Whether who asks may come in, before it is known what he brings: from others nothing large is taken.
async fn may_bring(workspace: &Arc<Workspace>, route: &'static Route, parts: &Parts) -> bool {
    let Access::With(right) = route.access else {
        return false;
    };
    let (workspace, parts) = (Arc::clone(workspace), parts.clone());
    let known = tokio::task::spawn_blocking(move || {
        let mut ask = Ask::of(&workspace, route, &parts, Fields::default(), None);
        recognised(&mut ask).is_ok() && ask.may(right, None)
    });
    known.await.unwrap_or(false)
}

/// The answer to who may ask, and a refusal to others.
fn decided(workspace: &Workspace, route: &'static Route, came: Came) -> Reply {
    let mut ask = Ask::of(workspace, route, &came.parts, came.path, came.address);
    let answered = admitted(&mut ask, came.sent).and_then(|()| (route.answer)(&ask));
    let reply = answered.unwrap_or_else(|problem| {
        if let Some(cause) = &problem.cause {
            workspace.complain(&cause);
        }
        let wants_page = route.method == Method::Get && !route.is_for_programs();
        if problem.status == StatusCode::UNAUTHORIZED && wants_page {
            return reply::see(&format!("/login?to={}", reply::escaped(&ask.target)));
        }
        problem.told(&ask)
    });
    match ask.query.get("lang") {
        "" => reply,
        _ => reply::keep(
            reply,
            LANGUAGE,
            ask.language.code(),
            Some(YEAR),
            workspace.is_secure(),
        ),
    }
}

const YEAR: i64 = 365 * 24 * 60 * 60;

/// Finds out who asks; fails where they may not.
fn admitted(ask: &mut Ask<'_>, sent: Result<Sent, Problem>) -> Result<(), Problem> {
    recognised(ask)?;
    if ask.route.method == Method::Post {
        if !ask.is_program {
            same_site(ask)?;
        }
        if ask.route.access != Access::Anybody {
            ask.who()?;
        }
        let sent = sent?;
        (ask.form, ask.files) = (sent.form, sent.files);
    }
    let Access::With(right) = ask.route.access else {
        return Ok(());
    };
    let signed = ask.who()?;
    // A browser sends no token of a program by itself: no other site can have it sent.
    if ask.route.method == Method::Post && !ask.is_program {
        let own = ask
            .headers
            .get("x-csrf-token")
            .and_then(|value| value.to_str().ok());
        if !token::same(&signed.csrf, own.unwrap_or(ask.form.get("csrf"))) {
            return Err(Problem::new(StatusCode::FORBIDDEN, "web.stale-form"));
        }
    }
    if ask.may(right, None) {
        return Ok(());
    }
    let role = format!("role.{}", signed.account.role.name());
    let role = ask.context().fill(&role, &[]);
    Err(Problem::new(StatusCode::FORBIDDEN, "web.forbidden").with("role", role))
}

/// Finds out who asks.
fn recognised(ask: &mut Ask<'_>) -> Result<(), Problem> {
    if let Some(token) = bearer(ask) {
        (ask.token, ask.is_program) = (None, true);
        let accounts = ask.workspace.accounts();
        ask.signed = accounts.asks_as(&token, ask.workspace.seconds())?;
        return Ok(());
    }
    if let Some(token) = &ask.token {
        // A page that listens does so by itself: it does not show that anybody is still there.
        let is_used = ask.route.path != EVENTS;
        let accounts = ask.workspace.accounts();
        ask.signed = accounts.signed(token, ask.workspace.seconds(), is_used)?;
    }
    Ok(())
}

/// The token that a program asks with; pages are not for programs.
fn bearer(ask: &Ask<'_>) -> Option<String> {
    let told = ask.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, token) = told.split_once(' ')?;
    let is_bearer = kind.eq_ignore_ascii_case("bearer") && ask.route.is_for_programs();
    is_bearer.then(|| token.trim().to_owned())
}

/// Fails where another site's page sent what came.
fn same_site(ask: &Ask<'_>) -> Result<(), Problem> {
    let told = |name: &str| ask.headers.get(name).and_then(|value| value.to_str().ok());
    let from_elsewhere = told("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let host = told(header::HOST.as_str()).unwrap_or_default();
    let origin = told(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    let other_origin = origin.is_some_and(|(_, origin)| origin != host);
    if from_elsewhere || other_origin {
        return Err(Problem::new(StatusCode::FORBIDDEN, "web.other-site"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::Accounts;
    use axum::body::Body;
    use jiff::Timestamp;
    use juyan_ledger::{Act, ActKind, Ledger};
    use tower::ServiceExt;

    #[test]
    fn who_looks_stands_in_line_and_who_changes_something_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.juyan");
        let act = Act::new(ActKind::Init, "clerk", Timestamp::now());
        Ledger::create(&path, "152923", &act).unwrap();
        let workspace = Workspace::new(&path, Accounts::in_memory().unwrap()).unwrap();
        let workspace = Arc::new(workspace);
        let router = router(&workspace);
        let ask = |method: &str| {
            let request = Request::builder().method(method).uri("/login");
            router.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let all = u32::try_from(workspace.turns().available_permits()).unwrap();
            let others = workspace.turns().acquire_many(all).await.unwrap();
            let waits = timeout(Duration::from_millis(300), ask("GET")).await;
            assert!(waits.is_err(), "it is answered out of turn");
            ask("POST").await.unwrap();
            drop(others);
            assert_eq!(ask("GET").await.unwrap().status(), StatusCode::OK);
        });
    }
}
