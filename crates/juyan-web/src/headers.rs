//! What every answer tells the browser: run no script but ours, show nothing of ours within others, keep nothing.

use axum::http::{HeaderName, HeaderValue, Response, header};

/// Nothing comes from elsewhere, no script or style stands in a page, nobody frames it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Adds them. What may be kept says so itself; everything else is not kept, for the next who sits here may be somebody else.
///
/// Who came over TLS once comes no other way for a day: over a plain line another could answer in our name. No longer, for this is told of
/// all that stands under the name of the machine, and cannot be taken back from those who heard it.
pub(crate) fn add<B>(mut reply: Response<B>, secure: bool) -> Response<B> {
    let headers = reply.headers_mut();
    if secure {
        let always = HeaderValue::from_static("max-age=86400");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, always);
    }
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    reply
}
