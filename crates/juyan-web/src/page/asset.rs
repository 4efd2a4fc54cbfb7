//! The style sheet and the other files that pages are made with; they are part of the program.

use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use axum::http::{HeaderValue, StatusCode, header};

const FILES: &[(&str, &str, &str)] = &[
    (
        "juyan.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/juyan.css"),
    ),
    (
        "check.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/check.css"),
    ),
    (
        "bring.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/bring.js"),
    ),
    (
        "live.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/live.js"),
    ),
    (
        "charts.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/charts.js"),
    ),
    // Made by `npm run make` in `charts`; its licences stand there.
    (
        "echarts.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/echarts.js"),
    ),
    ("marked.css", "text/css; charset=utf-8", juyan_print::html::STYLE),
    (
        "marked.js",
        "text/javascript; charset=utf-8",
        juyan_print::html::SCRIPT,
    ),
    ("site.css", "text/css; charset=utf-8", juyan_publish::STYLE),
    (
        "search.js",
        "text/javascript; charset=utf-8",
        juyan_publish::SEARCH,
    ),
    (
        "submission.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/submission.js"),
    ),
    (
        "submission.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/submission.css"),
    ),
    (
        "report.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/report.css"),
    ),
    (
        "sheet.css",
        "text/css; charset=utf-8",
        include_str!("../../assets/sheet.css"),
    ),
    (
        "report.js",
        "text/javascript; charset=utf-8",
        include_str!("../../assets/report.js"),
    ),
    ("mark.svg", "image/svg+xml", include_str!("../../assets/mark.svg")),
];

/// The file of that name.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let name = ask.path.get("name");
    let file = FILES.iter().find(|(own, _, _)| *own == name);
    let (_, kind, text) = file.ok_or_else(Problem::nowhere)?;
    let tag = crate::token::digest(text);
    let mut reply = reply::unless_known(ask, tag.get(..16).unwrap_or(&tag), || {
        Ok(reply::typed(StatusCode::OK, kind, *text))
    })?;
    let kept = HeaderValue::from_static("public, max-age=300");
    reply.headers_mut().insert(header::CACHE_CONTROL, kept);
    Ok(reply)
}
