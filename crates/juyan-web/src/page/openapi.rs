//! The interface for programs, described by `OpenAPI`: made of the same table of which the router is.

use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::route::{Access, Method, ROUTES, Route};
use serde_json::{Map, Value, json};

/// The description.
#[allow(clippy::unnecessary_wraps, reason = "every way in answers alike")]
pub(crate) fn told(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut paths = Map::new();
    for route in ROUTES.iter().filter(|route| route.is_for_programs()) {
        let path = paths.entry(route.path).or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(method(route).to_owned(), operation(ask, route));
        }
    }
    Ok(reply::json(&json!({
        "openapi": "3.1.0",
        "info": {
            "title": ask.say("web.api-title"),
            "version": env!("CARGO_PKG_VERSION"),
            "description": ask.say("web.api-about"),
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" },
        },
        "paths": paths,
        "components": {
            "securitySchemes": {
                "session": { "type": "apiKey", "in": "cookie", "name": crate::ask::TOKEN },
                "token": { "type": "http", "scheme": "bearer" },
            },
            "schemas": { "Problem": problem() },
        },
    })))
}

const fn method(route: &Route) -> &'static str {
    match route.method {
        Method::Get => "get",
        Method::Post => "post",
    }
}

/// What programs call it.
fn named(route: &Route) -> String {
    let name = route.path.trim_start_matches("/api/v1/").replace(['/', '.'], "-");
    let name = name.replace(['{', '}'], "");
    match route.method {
        Method::Get => name,
        Method::Post => format!("post-{name}"),
    }
}

fn operation(ask: &Ask<'_>, route: &Route) -> Value {
    let parts = route.path.split('/');
    let parts = parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let parts = parts
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let takes = route.takes.iter().map(|(name, says)| {
        let schema = match *name {
            "day" => json!({ "type": "string", "format": "date" }),
            _ => json!({ "type": "string" }),
        };
        json!({ "name": name, "in": "query", "required": false, "description": ask.say(says), "schema": schema })
    });
    let content: Map<String, Value> = route
        .gives
        .iter()
        .map(|kind| ((*kind).to_owned(), json!({})))
        .collect();
    let wrong = json!({
        "description": ask.say("web.api-problem"),
        "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } },
    });
    let security = match route.access {
        Access::Anybody => json!([]),
        Access::With(_) => json!([{ "session": [] }, { "token": [] }]),
    };
    json!({
        "operationId": named(route),
        "summary": ask.say(route.says),
        "parameters": parts.chain(takes).collect::<Vec<Value>>(),
        "security": security,
        "responses": { "200": { "description": ask.say(route.says), "content": content }, "default": wrong },
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string" },
        },
    })
}
