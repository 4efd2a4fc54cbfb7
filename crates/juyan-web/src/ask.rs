//! A request as pages see it: who asks, in which language, with what.

use crate::accounts::Signed;
use crate::problem::Problem;
use crate::route::Route;
use crate::rule::{self, Right, Thing};
use crate::sent::File;
use crate::workspace::Workspace;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use juyan::{Context, Language};
use std::net::IpAddr;

/// A request.
#[derive(Debug)]
pub(crate) struct Ask<'w> {
    pub(crate) workspace: &'w Workspace,
    pub(crate) route: &'static Route,
    /// Who is signed in.
    pub(crate) signed: Option<Signed>,
    /// What the browser keeps.
    pub(crate) token: Option<String>,
    /// Whether a program asks, with a token of its own.
    pub(crate) is_program: bool,
    pub(crate) language: Language,
    /// Whose machine it is.
    pub(crate) address: Option<IpAddr>,
    /// The address that was asked for, with what stands behind the `?`.
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) path: Fields,
    pub(crate) query: Fields,
    pub(crate) form: Fields,
    /// What came with the form.
    pub(crate) files: Vec<File>,
}

/// Names with their values, in the order in which they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

impl Fields {
    /// Those that stand in `words`, as forms and addresses write them.
    pub(crate) fn read(words: &[u8]) -> Self {
        Self(form_urlencoded::parse(words).into_owned().collect())
    }

    /// The value of `name` as it was typed, a line a line; empty where there is none.
    pub(crate) fn typed(&self, name: &str) -> String {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map_or_else(String::new, |(_, value)| value.replace("\r\n", "\n"))
    }

    /// The value of `name`, without blanks around it; empty where there is none.
    pub(crate) fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.trim())
    }
}

impl<'w> Ask<'w> {
    /// The request of `parts`, of which nothing is known yet but how it was put.
    pub(crate) fn of(
        workspace: &'w Workspace,
        route: &'static Route,
        parts: &Parts,
        path: Fields,
        address: Option<IpAddr>,
    ) -> Self {
        let query = Fields::read(parts.uri.query().unwrap_or_default().as_bytes());
        let token = cookie(&parts.headers, TOKEN);
        let told = Some(query.get("lang"))
            .filter(|told| !told.is_empty())
            .map(str::to_owned);
        let language = match told.or_else(|| cookie(&parts.headers, LANGUAGE)).as_deref() {
            Some("en") => Language::En,
            _ => Language::Zh,
        };
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        Self {
            workspace,
            route,
            signed: None,
            token,
            is_program: false,
            language,
            address,
            target: target.to_owned(),
            headers: parts.headers.clone(),
            path,
            query,
            form: Fields::default(),
            files: Vec::new(),
        }
    }

    pub(crate) fn context(&self) -> Context<'w> {
        Context {
            name: self.workspace.name(),
            catalogue: self.workspace.catalogue(),
            language: self.language,
        }
    }

    /// Says `id`.
    pub(crate) fn say<'s>(&self, id: &'s str) -> &'s str
    where
        'w: 's,
    {
        self.context().say(id)
    }

    /// Who asks. Fails where nobody is signed in, which the table of routes does not let come so far.
    pub(crate) fn who(&self) -> Result<&Signed, Problem> {
        self.signed.as_ref().ok_or_else(Problem::signed_out)
    }

    /// Whether who asks has a right, on `thing` where it is used on one.
    pub(crate) fn may(&self, right: Right, thing: Option<Thing<'_>>) -> bool {
        self.signed.as_ref().is_some_and(|signed| {
            let account = &signed.account;
            rule::may((account.role, &account.department), right, thing)
        })
    }

    /// Keeps that who asks did something.
    pub(crate) fn note(&self, what: &str, of: &str) -> Result<(), Problem> {
        let who = self
            .signed
            .as_ref()
            .map_or("", |signed| signed.account.name.as_str());
        let accounts = self.workspace.accounts();
        Ok(accounts.note(who, what, of, self.workspace.seconds())?)
    }
}

/// The cookie of a session.
pub(crate) const TOKEN: &str = "juyan-session";

/// The cookie of the language.
pub(crate) const LANGUAGE: &str = "juyan-language";

/// The value of a cookie.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).into_iter();
    let pairs = all
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    let mut own = pairs.filter_map(|pair| pair.trim().split_once('='));
    own.find(|(own, _)| *own == name)
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_told_apart_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::COOKIE,
            "x-juyan-session=1; juyan-session=2; juyan-session=3"
                .parse()
                .unwrap(),
        );
        assert_eq!(cookie(&headers, TOKEN).as_deref(), Some("2"));
        assert_eq!(cookie(&headers, LANGUAGE), None);
    }
}
