//! What is public, for everybody: the site that `juyan site` writes, handed out.

use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::token;
use axum::http::StatusCode;
use std::path::Path;

/// The way to the first page of the site.
#[allow(clippy::unnecessary_wraps, reason = "every way in answers alike")]
pub(crate) fn lead(_: &Ask<'_>) -> Result<Reply, Problem> {
    Ok(reply::see("/public/index.html"))
}

/// A file of the site.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let path = ask.path.get("name");
    let file = ask.workspace.site().file(ask.workspace, path)?;
    let file = file.ok_or_else(Problem::nowhere)?;
    let kind = kind(path);
    let body = if kind.starts_with("text/html") {
        let page = String::from_utf8_lossy(&file);
        juyan_publish::served(&page, "/assets/site.css", "/assets/search.js").into()
    } else {
        file
    };
    let tag = token::digest(&body);
    reply::unless_known(ask, tag.get(..16).unwrap_or(&tag), || {
        Ok(reply::typed(StatusCode::OK, kind, body))
    })
}

/// The media type of the file at `path`.
fn kind(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("json") => "application/json",
        Some("csv") => "text/csv; charset=utf-8",
        Some("xlsx") => reply::WORKBOOK,
        Some("parquet") => "application/vnd.apache.parquet",
        _ => "application/octet-stream",
    }
}
