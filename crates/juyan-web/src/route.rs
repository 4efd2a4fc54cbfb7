//! Every way into the workspace: one table.

use crate::ask::Ask;
use crate::page;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::rule::Right;
use crate::sent::{A_FORM, FILES};

/// How one asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// To see something; changes nothing.
    Get,
    /// To change something.
    Post,
}

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Anybody,
    /// Who is signed in and has this right.
    With(Right),
}

/// A way in.
#[derive(Clone, Copy)]
pub struct Route {
    /// How one asks.
    pub method: Method,
    /// The path; `{name}` is a part that is filled in.
    pub path: &'static str,
    /// Who may come in.
    pub access: Access,
    /// What it does: the wording that says so.
    pub says: &'static str,
    /// What may stand behind the `?`, with the wording that says what it is.
    pub takes: &'static [(&'static str, &'static str)],
    /// In which forms programs are answered.
    pub gives: &'static [&'static str],
    /// The most that a request may bring, in bytes.
    pub most: usize,
    pub(crate) answer: fn(&Ask<'_>) -> Result<Reply, Problem>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {} {:?}", self.method, self.path, self.access)
    }
}

impl Route {
    /// Whether programs ask here: what is wrong is told to them as a problem document, not as a page.
    pub fn is_for_programs(&self) -> bool {
        self.path.starts_with("/api/")
    }
}

const fn get(
    path: &'static str,
    access: Access,
    says: &'static str,
    answer: fn(&Ask<'_>) -> Result<Reply, Problem>,
) -> Route {
    Route {
        method: Method::Get,
        path,
        access,
        says,
        takes: &[],
        gives: &[],
        most: A_FORM,
        answer,
    }
}

const fn post(
    path: &'static str,
    access: Access,
    says: &'static str,
    answer: fn(&Ask<'_>) -> Result<Reply, Problem>,
) -> Route {
    Route {
        method: Method::Post,
        path,
        access,
        says,
        takes: &[],
        gives: &[],
        most: A_FORM,
        answer,
    }
}

impl Route {
    /// The same, for programs: what it takes, in which forms it answers.
    const fn told(
        self,
        takes: &'static [(&'static str, &'static str)],
        gives: &'static [&'static str],
    ) -> Self {
        Self { takes, gives, ..self }
    }
}

/// Where pages hear of changes.
pub(crate) const EVENTS: &str = "/events";

const DAY: (&str, &str) = ("day", "web.takes-day");
const RULES: (&str, &str) = ("rules", "web.takes-rules");
const KEY: (&str, &str) = ("key", "web.takes-key");
const FORMAT: (&str, &str) = ("format", "web.takes-format");
const WORDS: (&str, &str) = ("q", "web.takes-words");
const SORT: (&str, &str) = ("sort", "web.takes-sort");
const PAGE: (&str, &str) = ("page", "web.takes-page");
const JSON: &[&str] = &["application/json"];

/// As [`post`], with files.
const fn bring(
    path: &'static str,
    access: Access,
    says: &'static str,
    answer: fn(&Ask<'_>) -> Result<Reply, Problem>,
) -> Route {
    Route {
        most: FILES,
        ..post(path, access, says, answer)
    }
}

use Access::{Anybody, With};

/// All ways in. What does not stand here is not there.
pub const ROUTES: &[Route] = &[
    get("/assets/{name}", Anybody, "web.route-asset", page::asset::show),
    get("/login", Anybody, "web.route-login", page::login::show),
    post("/login", Anybody, "web.route-login", page::login::sign_in),
    post(
        "/logout",
        With(Right::Own),
        "web.route-logout",
        page::login::sign_out,
    ),
    get("/account", With(Right::Own), "web.route-account", page::own::show),
    post(
        "/account",
        With(Right::Own),
        "web.route-account",
        page::own::change,
    ),
    get("/", With(Right::Own), "web.route-home", page::home::show),
    get(EVENTS, With(Right::Own), "web.route-events", page::events::listen),
    get("/check", With(Right::Check), "web.route-check", page::check::show),
    bring(
        "/check",
        With(Right::Check),
        "web.route-bring",
        page::check::bring,
    ),
    get(
        "/check/{name}",
        With(Right::Check),
        "web.route-marked",
        page::marked::show,
    ),
    post(
        "/check/{name}/allow",
        With(Right::Check),
        "web.route-allow",
        page::marked::allow,
    ),
    get(
        "/check/{name}/report.docx",
        With(Right::Check),
        "web.route-take",
        page::marked::take,
    ),
    get(
        "/reports",
        With(Right::Drafts),
        "web.route-reports",
        page::reports::show,
    ),
    bring(
        "/reports",
        With(Right::Draft),
        "web.route-begin-report",
        page::reports::begin,
    ),
    get(
        "/reports/{number}",
        With(Right::Drafts),
        "web.route-report",
        page::report::show,
    ),
    post(
        "/reports/{number}/imprint",
        With(Right::Draft),
        "web.route-imprint",
        page::report::print,
    ),
    get(
        "/reports/{number}/passages/{passage}",
        With(Right::Draft),
        "web.route-passage",
        page::report_passage::show,
    ),
    post(
        "/reports/{number}/passages/{passage}",
        With(Right::Draft),
        "web.route-passage",
        page::report_passage::write,
    ),
    post(
        "/reports/{number}/passages/{passage}/look",
        With(Right::Draft),
        "web.route-look-passage",
        page::report_passage::look,
    ),
    get(
        "/reports/{number}/paper",
        With(Right::Drafts),
        "web.route-paper",
        page::report_file::paper,
    ),
    get(
        "/reports/{number}/compare",
        With(Right::Drafts),
        "web.route-compare",
        page::report_file::compare,
    ),
    get(
        "/reports/{number}/file/{file}",
        With(Right::Drafts),
        "web.route-report-file",
        page::report_file::take,
    ),
    post(
        "/reports/{number}/ask",
        With(Right::Draft),
        "web.route-ask",
        page::report_deed::request,
    ),
    post(
        "/reports/{number}/countersign",
        With(Right::Countersign),
        "web.route-countersign",
        page::report_deed::countersign,
    ),
    post(
        "/reports/{number}/deed",
        With(Right::Drafts),
        "web.route-deed",
        page::report_deed::decide,
    ),
    get(
        "/release",
        With(Right::Look),
        "web.route-release",
        page::release::show,
    ),
    get(
        "/release/new",
        With(Right::Publish),
        "web.route-new-release",
        page::release_form::show,
    ),
    post(
        "/release/new",
        With(Right::Publish),
        "web.route-publish",
        page::release_form::publish,
    ),
    get("/public", Anybody, "web.route-public", page::public::lead),
    get("/public/", Anybody, "web.route-public", page::public::lead),
    get("/public/{*name}", Anybody, "web.route-public", page::public::show),
    get(
        "/admin",
        With(Right::Accounts),
        "web.route-accounts",
        page::accounts::show,
    ),
    post(
        "/admin/accounts",
        With(Right::Accounts),
        "web.route-add",
        page::accounts::add,
    ),
    post(
        "/admin/close",
        With(Right::Accounts),
        "web.route-close",
        page::accounts::close,
    ),
    post(
        "/admin/password",
        With(Right::Accounts),
        "web.route-reset",
        page::accounts::reset,
    ),
    post(
        "/admin/tokens",
        With(Right::Accounts),
        "web.route-token",
        page::accounts::grant,
    ),
    post(
        "/admin/tokens/end",
        With(Right::Accounts),
        "web.route-token-end",
        page::accounts::revoke,
    ),
    get("/log", With(Right::Log), "web.route-log", page::log::show),
    get(
        "/verify",
        With(Right::Verify),
        "web.route-verify",
        page::verify::show,
    ),
    post(
        "/backup",
        With(Right::Backup),
        "web.route-backup",
        page::verify::backup,
    ),
    get(
        "/indicators",
        With(Right::Look),
        "web.route-indicators",
        page::indicators::show,
    ),
    get(
        "/source",
        With(Right::Look),
        "web.route-source",
        page::source::show,
    ),
    post(
        "/source/answer",
        With(Right::Answer),
        "web.route-answer",
        page::answer::answer,
    ),
    post(
        "/source/open",
        With(Right::Publish),
        "web.route-open",
        page::answer::open,
    ),
    get("/tasks", With(Right::Look), "web.route-tasks", page::tasks::show),
    get(
        "/registers",
        With(Right::Registers),
        "web.route-registers",
        page::registers::all,
    ),
    get(
        "/registers/{register}",
        With(Right::Registers),
        "web.route-register",
        page::registers::rows,
    ),
    get(
        "/registers/{register}/{code}",
        With(Right::Registers),
        "web.route-row",
        page::register_row::show,
    ),
    post(
        "/registers/{register}/{code}",
        With(Right::Edit),
        "web.route-edit-row",
        page::register_change::change,
    ),
    get(
        "/add/{register}",
        With(Right::Edit),
        "web.route-add-row",
        page::register_change::new,
    ),
    post(
        "/add/{register}",
        With(Right::Edit),
        "web.route-add-row",
        page::register_change::add,
    ),
    get(
        "/workbook/{register}",
        With(Right::Registers),
        "web.route-workbook",
        page::register_book::take,
    ),
    get(
        "/bring/{register}",
        With(Right::Edit),
        "web.route-bring-book",
        page::register_book::show,
    ),
    bring(
        "/bring/{register}",
        With(Right::Edit),
        "web.route-bring-book",
        page::register_book::bring,
    ),
    post(
        "/bring/{register}/keep",
        With(Right::Edit),
        "web.route-keep-book",
        page::register_book::keep,
    ),
    get(
        "/undo/{register}",
        With(Right::Edit),
        "web.route-undo",
        page::register_undo::show,
    ),
    post(
        "/undo/{register}",
        With(Right::Edit),
        "web.route-undo",
        page::register_undo::undo,
    ),
    post(
        "/opinions",
        With(Right::Opine),
        "web.route-opine",
        page::opinions::give,
    ),
    post(
        "/opinions/{code}/reply",
        With(Right::Reply),
        "web.route-reply",
        page::opinions::answer,
    ),
    get(
        "/submissions",
        With(Right::Submissions),
        "web.route-submissions",
        page::submissions::show,
    ),
    post(
        "/submissions",
        With(Right::Report),
        "web.route-begin",
        page::submissions::begin,
    ),
    get(
        "/submissions/{number}",
        With(Right::Submissions),
        "web.route-submission",
        page::submission::show,
    ),
    post(
        "/submissions/{number}",
        With(Right::Report),
        "web.route-submit",
        page::submission::submit,
    ),
    post(
        "/submissions/{number}/cell",
        With(Right::Report),
        "web.route-cell",
        page::submission::cell,
    ),
    get(
        "/review",
        With(Right::Review),
        "web.route-review",
        page::review::show,
    ),
    get(
        "/review/bulletin.docx",
        With(Right::Review),
        "web.route-bulletin",
        page::review::bulletin,
    ),
    post(
        "/review/{number}/return",
        With(Right::Review),
        "web.route-return",
        page::review::send_back,
    ),
    post(
        "/review/{number}/approve",
        With(Right::Review),
        "web.route-approve",
        page::review::approve,
    ),
    get(
        "/api/v1/openapi.json",
        Anybody,
        "web.route-openapi",
        page::openapi::told,
    )
    .told(&[], JSON),
    get("/api/v1/me", With(Right::Own), "web.route-me", page::own::told).told(&[], JSON),
    get(
        "/api/v1/facts",
        With(Right::Look),
        "web.route-facts",
        page::facts_api::told,
    )
    .told(&[KEY, FORMAT], &["application/x-ndjson", "text/csv"]),
    get(
        "/api/v1/registers",
        With(Right::Registers),
        "web.route-registers",
        page::register_api::all,
    )
    .told(&[], JSON),
    get(
        "/api/v1/registers/{register}/rows",
        With(Right::Registers),
        "web.route-register",
        page::register_api::rows,
    )
    .told(
        &[WORDS, SORT, PAGE, DAY, FORMAT],
        &["application/x-ndjson", "text/csv"],
    ),
    get(
        "/api/v1/registers/{register}/rows/{code}",
        With(Right::Registers),
        "web.route-row",
        page::register_api::row,
    )
    .told(&[DAY], JSON),
    post(
        "/api/v1/registers/{register}/rows/{code}",
        With(Right::Edit),
        "web.route-edit-row",
        page::register_api::change,
    )
    .told(&[], JSON),
    get(
        "/api/v1/watch",
        With(Right::Look),
        "web.route-watch",
        page::watched::told,
    )
    .told(&[DAY, RULES], JSON),
];
