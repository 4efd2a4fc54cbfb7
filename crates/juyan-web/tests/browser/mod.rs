//! A browser for tests: it keeps its cookies, and asks in process.
#![allow(dead_code, reason = "each test uses its own part")]

use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::request::Builder;
use axum::http::{HeaderMap, Request, StatusCode, header};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Ledger, Paper};
use juyan_web::{Accounts, NewAccount, Role, Workspace, router};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "a long password";

/// What a field of a form behind `behind` has; the first of that name.
pub(crate) fn hidden<'t>(page: &'t str, behind: &str, name: &str) -> &'t str {
    let page = page.split_once(behind).unwrap().1;
    let mark = format!("name=\"{name}\" value=\"");
    page.split_once(&mark).unwrap().1.split('"').next().unwrap()
}

/// The password or token that a page tells this once.
pub(crate) fn secret(page: &str) -> String {
    let told = page.split_once("<code>").unwrap().1;
    told.split('<').next().unwrap().to_owned()
}

/// A paper that says nothing but `text`.
pub(crate) fn paper(text: &str) -> Paper {
    Paper {
        name: "report.txt".into(),
        format: "txt".into(),
        title: None,
        region: None,
        period: None,
        text: text.into(),
    }
}

/// A workspace with an account for each role, called as the role is.
pub(crate) struct House {
    pub(crate) router: Router,
    pub(crate) workspace: Arc<Workspace>,
    pub(crate) ledger: PathBuf,
    runtime: Runtime,
    _folder: TempDir,
}

/// What came back.
pub(crate) struct Seen {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl House {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("banner.juyan");
        Ledger::create(
            &ledger,
            "152923",
            &Act::new(ActKind::Init, "clerk", Timestamp::now()),
        )
        .unwrap();
        Self::over(folder, ledger, |workspace| workspace)
    }

    pub(crate) fn over(folder: TempDir, ledger: PathBuf, set: impl Fn(Workspace) -> Workspace) -> Self {
        let accounts = Accounts::in_memory().unwrap();
        for role in Role::ALL {
            let new = NewAccount {
                name: role.name(),
                shown: role.name(),
                department: "旗农牧局",
                role,
            };
            accounts.add(&new, PASSWORD).unwrap();
        }
        let workspace = Arc::new(set(Workspace::new(&ledger, accounts).unwrap()));
        Self {
            router: router(&workspace),
            workspace,
            ledger,
            runtime: Runtime::new().unwrap(),
            _folder: folder,
        }
    }

    pub(crate) fn ask(&self, request: Request<Body>) -> Seen {
        self.runtime.block_on(async {
            let reply = self.router.clone().oneshot(request).await.unwrap();
            let (parts, mut body) = reply.into_parts();
            let kind = parts.headers.get(header::CONTENT_TYPE);
            // What never ends is left after its first words.
            let bytes = if kind.is_some_and(|kind| kind == "text/event-stream") {
                told(&mut body).await
            } else {
                to_bytes(body, usize::MAX).await.unwrap()
            };
            Seen {
                status: parts.status,
                headers: parts.headers,
                text: String::from_utf8_lossy(&bytes).into_owned(),
                bytes: bytes.into(),
            }
        })
    }

    /// What is told on a line that never ends: first, and within a second of `work`.
    pub(crate) fn hear(&self, browser: &Browser<'_>, work: impl FnOnce()) -> (String, String) {
        let request = browser
            .request("GET", "/events", &[])
            .body(Body::empty())
            .unwrap();
        self.runtime.block_on(async {
            let mut body = self.router.clone().oneshot(request).await.unwrap().into_body();
            let text = |bytes: Bytes| String::from_utf8_lossy(&bytes).into_owned();
            let first = text(told(&mut body).await);
            work();
            let then = tokio::time::timeout(Duration::from_secs(1), told(&mut body)).await;
            (first, then.map(text).unwrap_or_default())
        })
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn browser(&self) -> Browser<'_> {
        Browser {
            house: self,
            cookies: BTreeMap::new(),
            csrf: String::new(),
        }
    }

    /// A browser in which the account of a role is signed in.
    pub(crate) fn as_a(&self, role: Role) -> Browser<'_> {
        let mut browser = self.browser();
        let seen = browser.post("/login", &[("name", role.name()), ("password", PASSWORD)]);
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
        let page = browser.get("/account").text;
        let token = page.split("name=\"csrf\" value=\"").nth(1).unwrap();
        browser.csrf = token.split('"').next().unwrap().into();
        browser
    }
}

/// The next words on a line.
async fn told(body: &mut Body) -> Bytes {
    let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await;
    frame.unwrap().unwrap().into_data().unwrap_or_default()
}

pub(crate) struct Browser<'h> {
    house: &'h House,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) csrf: String,
}

impl Browser<'_> {
    pub(crate) fn get(&mut self, path: &str) -> Seen {
        self.ask("GET", path, &[], &[])
    }

    /// Sends a form, with what it has to bring back.
    pub(crate) fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Seen {
        let csrf = self.csrf.clone();
        let own = [("csrf", csrf.as_str())];
        self.ask("POST", path, &[form, &own].concat(), &[])
    }

    pub(crate) fn ask(
        &mut self,
        method: &str,
        path: &str,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Seen {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        self.sent(method, path, headers, Body::from(body))
    }

    /// Sends a form with files: the field, the file's name, its bytes.
    pub(crate) fn bring(&mut self, path: &str, form: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Seen {
        let mut body = Vec::new();
        let csrf = self.csrf.clone();
        for (name, value) in form.iter().chain(&[("csrf", csrf.as_str())]) {
            let part =
                format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.bytes());
        }
        for (field, name, bytes) in files {
            let head = format!(
                "--edge\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n"
            );
            body.extend(head.bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--edge--\r\n");
        let kind = [("content-type", "multipart/form-data; boundary=edge")];
        self.sent("POST", path, &kind, Body::from(body))
    }

    fn sent(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: Body) -> Seen {
        let request = self.request(method, path, headers);
        let seen = self.house.ask(request.body(body).unwrap());
        for cookie in seen.headers.get_all(header::SET_COOKIE) {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        seen
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "juyan.test")
            .header(header::COOKIE, cookies.join("; "));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request
    }
}

impl Seen {
    /// Whether who asked was let in; who was let in and may not change what is another department's was.
    pub(crate) fn is_let_in(&self) -> bool {
        let place = self
            .headers
            .get(header::LOCATION)
            .and_then(|place| place.to_str().ok());
        let is_anothers = self.status == StatusCode::FORBIDDEN && self.text.contains("您只能查看");
        let sent_away = place.is_some_and(|place| place.starts_with("/login?"));
        is_anothers
            || !sent_away && self.status != StatusCode::UNAUTHORIZED && self.status != StatusCode::FORBIDDEN
    }
}
