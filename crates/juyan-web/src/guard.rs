//! The one place where it is decided who comes in: every route of the table goes through here, and there is no other way to a page.

use crate::ask::{Ask, Fields, LANGUAGE};
use crate::headers;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::route::{Access, Method, ROUTES, Route};
use crate::token;
use crate::workspace::Workspace;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::middleware::map_response;
use axum::routing::{MethodFilter, on};
use juyan::{Context, Language};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// The most that a request may bring, in bytes.
const MOST: usize = 1 << 20;

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
    let (nowhere, no_method) = (Arc::clone(workspace), Arc::clone(workspace));
    router
        .fallback(async move || bare(&nowhere, &Problem::nowhere()))
        .method_not_allowed_fallback(async move || {
            bare(
                &no_method,
                &Problem::new(StatusCode::METHOD_NOT_ALLOWED, "web.method"),
            )
        })
        .layer(map_response(headers::add))
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
    body: Bytes,
    address: Option<IpAddr>,
}

async fn answer(workspace: Arc<Workspace>, route: &'static Route, path: Fields, request: Request) -> Reply {
    let (parts, body) = request.into_parts();
    let from = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let address = from.map(|from| from.0.ip());
    let Ok(body) = axum::body::to_bytes(body, MOST).await else {
        return bare(
            &workspace,
            &Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "web.large"),
        );
    };
    let came = Came {
        parts,
        path,
        body,
        address,
    };
    let own = Arc::clone(&workspace);
    // Files and passwords make threads wait; those that listen must not.
    let answered = tokio::task::spawn_blocking(move || decided(&own, route, came)).await;
    answered.unwrap_or_else(|error| {
        workspace.complain(&error);
        bare(&workspace, &Problem::broken(&error))
    })
}

/// The answer to who may ask, and a refusal to others.
fn decided(workspace: &Workspace, route: &'static Route, came: Came) -> Reply {
    let mut ask = Ask::of(workspace, route, &came.parts, came.path, came.address);
    let answered = admitted(&mut ask, &came.body).and_then(|()| (route.answer)(&ask));
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
fn admitted(ask: &mut Ask<'_>, body: &Bytes) -> Result<(), Problem> {
    if let Some(token) = &ask.token {
        ask.signed = ask.workspace.accounts().signed(token, ask.workspace.seconds())?;
    }
    if ask.route.method == Method::Post {
        ask.form = Fields::read(body);
        same_site(ask)?;
    }
    let Access::With(right) = ask.route.access else {
        return Ok(());
    };
    let signed = ask.who()?;
    if ask.route.method == Method::Post {
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
