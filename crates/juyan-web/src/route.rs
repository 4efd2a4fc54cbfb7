//! Every way into the workspace: one table.

use crate::ask::Ask;
use crate::page;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::rule::Right;

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
        answer,
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
    get("/api/v1/me", With(Right::Own), "web.route-me", page::own::told),
];
