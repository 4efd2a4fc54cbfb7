//! What is wrong: a problem document (RFC 9457) for programs, a page for people, the same sentence in both.

use crate::accounts::AccountError;
use crate::ask::Ask;
use crate::page::frame;
use crate::reply::{self, Reply};
use axum::http::{HeaderValue, StatusCode, header};
use juyan::{Context, Language};
use juyan_ledger::LedgerError;
use maud::html;
use serde::Serialize;

/// Why a request is not done.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    /// The wording that says why, and what to do.
    pub(crate) id: &'static str,
    /// What fills its slots.
    pub(crate) slots: Vec<(&'static str, String)>,
    /// What is behind it, for the terminal of who runs the program; nobody else is told.
    pub(crate) cause: Option<String>,
    /// Seconds after which one may try again.
    pub(crate) wait: Option<i64>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, id: &'static str) -> Self {
        Self {
            status,
            id,
            slots: Vec::new(),
            cause: None,
            wait: None,
        }
    }

    pub(crate) fn with(mut self, slot: &'static str, value: impl std::fmt::Display) -> Self {
        self.slots.push((slot, value.to_string()));
        self
    }

    pub(crate) fn signed_out() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "web.signed-out")
    }

    pub(crate) fn nowhere() -> Self {
        Self::new(StatusCode::NOT_FOUND, "web.nowhere")
    }

    pub(crate) fn unusable(id: &'static str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, id)
    }

    pub(crate) fn broken(cause: &dyn std::fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, "web.broken")
        }
    }

    /// What is wrong and what to do.
    pub(crate) fn detail(&self, context: Context<'_>) -> String {
        let mut slots: Vec<(&str, &dyn std::fmt::Display)> = Vec::new();
        for (slot, words) in &self.slots {
            slots.push((slot, words));
        }
        context.fill(self.id, &slots)
    }

    /// What it is called, of its status.
    fn title(&self) -> &'static str {
        match self.status.as_u16() {
            401 => "web.title-signed-out",
            403 => "web.title-forbidden",
            404 => "web.title-nowhere",
            405 => "web.title-method",
            409 | 412 | 428 => "web.title-conflict",
            413 => "web.title-large",
            429 => "web.title-often",
            400..=499 => "web.title-unusable",
            _ => "web.title-broken",
        }
    }

    /// As it is told to who asked.
    pub(crate) fn told(&self, ask: &Ask<'_>) -> Reply {
        let detail = self.detail(ask.context());
        let title = ask.say(self.title());
        let mut reply = if ask.route.is_for_programs() {
            document(self.status, title, &detail, ask.language)
        } else {
            let body = html! { section.problem { h1 { (title) } p { (detail) } p { a href="/" { (ask.say("web.go-home")) } } } };
            let mut reply = reply::page(frame::whole(ask, title, &body));
            *reply.status_mut() = self.status;
            reply
        };
        if let Some(wait) = self.wait {
            reply
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        reply
    }

    fn of_ledger(error: &LedgerError) -> Self {
        match error {
            LedgerError::Busy => Self::new(StatusCode::SERVICE_UNAVAILABLE, "ledger.busy"),
            LedgerError::ReadOnly => Self::new(StatusCode::SERVICE_UNAVAILABLE, "ledger.read-only"),
            LedgerError::Corrupt(_) => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "ledger.corrupt"),
            LedgerError::Newer { .. } => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "ledger.newer"),
            LedgerError::Together(error) => Self::of_ledger(error),
            other => Self::broken(other),
        }
    }

    /// As it is told where it is not known who asks, nor for what.
    pub(crate) fn bare(&self, context: Context<'_>) -> Reply {
        document(
            self.status,
            context.say(self.title()),
            &self.detail(context),
            context.language,
        )
    }
}

#[derive(Serialize)]
struct Document<'a> {
    r#type: &'static str,
    title: &'a str,
    status: u16,
    detail: &'a str,
}

fn document(status: StatusCode, title: &str, detail: &str, language: Language) -> Reply {
    let document = Document {
        r#type: "about:blank",
        title,
        status: status.as_u16(),
        detail,
    };
    let bytes = serde_json::to_vec(&document).unwrap_or_default();
    let mut reply = reply::typed(status, "application/problem+json", bytes);
    let language = HeaderValue::from_static(language.code());
    reply.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    reply
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        Self::of_ledger(&error)
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        match error {
            AccountError::Taken(name) => {
                Self::new(StatusCode::CONFLICT, "web.account-taken").with("name", name)
            }
            AccountError::Unknown(name) => Self::unusable("web.account-unknown").with("name", name),
            AccountError::LastAdministrator => Self::new(StatusCode::CONFLICT, "web.account-last"),
            AccountError::BadName => Self::unusable("web.account-name"),
            AccountError::ShortPassword => Self::unusable("web.account-short"),
            other => Self::broken(&other),
        }
    }
}
