//! What goes back: pages, other places, data.

use crate::ask::Ask;
use crate::problem::Problem;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderValue, Response, StatusCode, header};
use http_body::Frame;
use maud::Markup;
use serde::Serialize;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc::Receiver;

/// An answer.
pub(crate) type Reply = Response<Body>;

/// A page.
pub(crate) fn page(markup: Markup) -> Reply {
    typed(StatusCode::OK, "text/html; charset=utf-8", markup.into_string())
}

/// Data, as JSON.
pub(crate) fn json(value: &impl Serialize) -> Reply {
    let bytes = serde_json::to_vec(value).unwrap_or_default();
    typed(StatusCode::OK, "application/json", bytes)
}

/// Bytes of a kind.
pub(crate) fn typed(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Reply {
    let mut reply = Response::new(body.into());
    *reply.status_mut() = status;
    reply
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    reply
}

/// The media type of a Word file, and of a workbook.
pub(crate) const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(crate) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file of a kind, to be kept under `name`.
pub(crate) fn file(kind: &'static str, bytes: Vec<u8>, name: &str) -> Reply {
    let mut reply = typed(StatusCode::OK, kind, bytes);
    // As headers bear a name (RFC 8187): as forms write it, but for blanks.
    let name = escaped(name).replace('+', "%20").replace('*', "%2A");
    if let Ok(told) = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}")) {
        reply.headers_mut().insert(header::CONTENT_DISPOSITION, told);
    }
    reply
}

/// Go and see there; what was sent is not sent again.
pub(crate) fn see(place: &str) -> Reply {
    let mut reply = Response::new(Body::empty());
    *reply.status_mut() = StatusCode::SEE_OTHER;
    let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
    reply.headers_mut().insert(header::LOCATION, place);
    reply
}

/// The same, and the browser keeps `value` as the cookie `name` for so many seconds; none where it forgets it when it closes.
pub(crate) fn keep(mut reply: Reply, name: &str, value: &str, seconds: Option<i64>, secure: bool) -> Reply {
    let age = seconds
        .map(|seconds| format!("; Max-Age={seconds}"))
        .unwrap_or_default();
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        reply.headers_mut().append(header::SET_COOKIE, cookie);
    }
    reply
}

/// An answer that stays the same as long as the ledger does: who has it already is told so and not sent it again.
pub(crate) fn unless_known(
    ask: &Ask<'_>,
    tag: &str,
    make: impl FnOnce() -> Result<Reply, Problem>,
) -> Result<Reply, Problem> {
    let tag = format!("\"{tag}\"");
    let known = ask
        .headers
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let is_known = known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == tag)
    });
    let mut reply = if is_known {
        let mut reply = Response::new(Body::empty());
        *reply.status_mut() = StatusCode::NOT_MODIFIED;
        reply
    } else {
        make()?
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        reply.headers_mut().insert(header::ETAG, tag);
    }
    let asked = HeaderValue::from_static("private, no-cache");
    reply.headers_mut().insert(header::CACHE_CONTROL, asked);
    Ok(reply)
}

/// A text as a part of an address.
pub(crate) fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// What is told, as it comes. An error ends it before its end, which whoever listens can see.
pub(crate) fn streamed(told: Receiver<io::Result<Bytes>>) -> Body {
    Body::new(Stream(told))
}

struct Stream(Receiver<io::Result<Bytes>>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0
            .poll_recv(context)
            .map(|told| told.map(|bytes| bytes.map(Frame::data)))
    }
}
