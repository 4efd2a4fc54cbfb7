//! What a request brings along: the fields of a form and the files with it, as much as is taken and no more.

use crate::ask::Fields;
use crate::problem::Problem;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};
use multer::Multipart;
use std::future::poll_fn;
use std::pin::Pin;

/// The most that a form without files may bring, in bytes.
pub(crate) const A_FORM: usize = 1 << 20;

/// The most that a form with files may bring, in bytes; some thousand times a report.
pub(crate) const FILES: usize = 32 << 20;

/// So much of what is too large is let go by before the answer: a browser that is cut off in the middle shows none.
const LET_GO: usize = 4 * FILES;

/// The most parts that a form with files has.
const PARTS: usize = 64;

/// A file that was sent.
#[derive(Debug, Clone)]
pub(crate) struct File {
    /// The field that it came in.
    pub(crate) field: String,
    /// What it was called there: told to people, and never a path of ours.
    pub(crate) name: String,
    pub(crate) bytes: Bytes,
}

/// What came.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    pub(crate) form: Fields,
    pub(crate) files: Vec<File>,
}

/// Reads all of `body`, `most` bytes of it at most.
pub(crate) async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<Sent, Problem> {
    let bytes = whole(body, most).await?;
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    match kind.and_then(|kind| multer::parse_boundary(kind).ok()) {
        Some(boundary) => parts(bytes, boundary).await,
        None => Ok(Sent {
            form: Fields::read(&bytes),
            files: Vec::new(),
        }),
    }
}

async fn whole(mut body: Body, most: usize) -> Result<Bytes, Problem> {
    let mut taken = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Problem::unusable("web.broken-off"))?;
        let Ok(some) = frame.into_data() else { continue };
        length = length.saturating_add(some.len());
        if length <= most {
            taken.extend_from_slice(&some);
        } else if length <= LET_GO {
            taken = Vec::new();
        } else {
            break;
        }
    }
    if length <= most {
        return Ok(taken.into());
    }
    let (id, most) = if most == FILES {
        ("web.large-files", most >> 20)
    } else {
        ("web.large", most >> 10)
    };
    Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, id).with("most", most))
}

/// The parts of a form with files.
async fn parts(bytes: Bytes, boundary: String) -> Result<Sent, Problem> {
    let broken = |_| Problem::unusable("web.broken-off");
    let mut sent = Sent::default();
    let mut parts = Multipart::new(Body::from(bytes).into_data_stream(), boundary);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        if sent.form.0.len() + sent.files.len() == PARTS {
            return Err(Problem::unusable("web.many-files").with("most", PARTS));
        }
        let field = part.name().unwrap_or_default().to_owned();
        let Some(name) = part.file_name().map(plain) else {
            sent.form.0.push((field, part.text().await.map_err(broken)?));
            continue;
        };
        let bytes = part.bytes().await.map_err(broken)?;
        // Browsers send a file without a name or a byte where none was chosen.
        if !(name.is_empty() && bytes.is_empty()) {
            // Of its own: else the smallest keeps all that came with it.
            let bytes = Bytes::copy_from_slice(&bytes);
            sent.files.push(File { field, name, bytes });
        }
    }
    Ok(sent)
}

/// The last part of a name, without what commands terminals, and no longer than file systems have them.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = last.chars().filter(|c| !c.is_control());
    shown.take(LONGEST_NAME).collect::<String>().trim().to_owned()
}

const LONGEST_NAME: usize = 120;

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_name_is_no_path() {
        assert_eq!(plain("../../etc/报告.docx"), "报告.docx");
        assert_eq!(plain(r"C:\公文\报告.docx"), "报告.docx");
        assert_eq!(plain("a\r\nSet-Cookie: b\0.txt"), "aSet-Cookie: b.txt");
        assert_eq!(plain("x/"), "");
        assert_eq!(plain(&"长".repeat(500)).chars().count(), 120);
    }
}
