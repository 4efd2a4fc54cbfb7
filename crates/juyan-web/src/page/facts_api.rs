//! Facts for programs: a line of JSON each, or CSV; all of a large ledger part by part, as they are taken.

use super::source::{may_see, thing};
use crate::accounts::Account;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::{self, Right};
use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, Response, header};
use juyan::vocabulary::Catalogue;
use juyan::{Context, Language};
use juyan_desk::{chosen, wire};
use juyan_ledger::{Kept, Known, Ledger, LedgerError};
use std::io;
use tokio::sync::mpsc;

/// So many facts are held at once where all are asked for.
const PART: usize = 1000;

/// A form in which facts are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Lines,
    Csv,
}

impl Format {
    /// What is asked for. Fails where facts are not told so.
    fn of(ask: &Ask<'_>) -> Result<Self, Problem> {
        match ask.query.get("format") {
            "" | "ndjson" => Ok(Self::Lines),
            "csv" => Ok(Self::Csv),
            other => Err(Problem::unusable("web.no-format").with("format", other)),
        }
    }

    const fn kind(self) -> &'static str {
        match self {
            Self::Lines => "application/x-ndjson",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }

    fn told(
        self,
        facts: &[Kept],
        is_first: bool,
        (ledger, context): (&Ledger, Context<'_>),
    ) -> Result<String, LedgerError> {
        match self {
            Self::Lines => wire::json(facts, ledger, context),
            Self::Csv if is_first => wire::csv(facts, ledger, context),
            Self::Csv => wire::more_csv(facts, ledger, context),
        }
    }
}

/// The facts under a key, or under keys that begin so, in the order of keys; without one all facts, in the order in which they came.
pub(crate) fn told(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let ledger = ask.workspace.ledger()?;
    let head = ledger.head()?;
    let account = &ask.who()?.account;
    let language = ask.language.code();
    let seen_by = format!(
        "{} {language} {:?} {} {}",
        head.as_ref().map_or("", |head| head.hash.as_str()),
        account.role,
        account.department,
        ask.target
    );
    let tag = crate::token::digest(&seen_by);
    reply::unless_known(ask, tag.get(..24).unwrap_or(&tag), || {
        let format = Format::of(ask)?;
        let body = match Some(ask.query.get("key")).filter(|words| !words.is_empty()) {
            Some(words) => {
                let mut facts = chosen::facts(&ledger, Some(words), Known::Now)?;
                facts.retain(|kept| may_see(ask, kept));
                Body::from(format.told(&facts, true, (&ledger, ask.context()))?)
            }
            None => all(Parts {
                ledger: Ledger::open_to_read(ask.workspace.path())?,
                known: Known::After(head.map_or(0, |head| head.seq)),
                account: account.clone(),
                name: ask.workspace.name().to_owned(),
                catalogue: ask.workspace.catalogue(),
                language: ask.language,
                format,
                after: Some(0),
                is_first: true,
            })?,
        };
        let mut reply = Response::new(body);
        reply
            .headers_mut()
            .insert(header::CONTENT_TYPE, HeaderValue::from_static(format.kind()));
        Ok(reply)
    })
}

/// All facts as they are told part by part: those of one state of the ledger, whatever is written meanwhile.
struct Parts {
    /// Its own: what a thread that makes pages has in memory of the ledger stays what pages need, and it is one of them that reads all.
    ledger: Ledger,
    known: Known,
    /// Who asks.
    account: Account,
    name: String,
    catalogue: &'static Catalogue,
    language: Language,
    format: Format,
    /// The last fact that was looked at; none once all were.
    after: Option<i64>,
    /// Whether nothing was told yet: the line of headings is.
    is_first: bool,
}

impl Parts {
    /// The next part; none behind the last.
    fn next(&mut self) -> Result<Option<String>, LedgerError> {
        let Some(after) = self.after else {
            return Ok(None);
        };
        let mut facts = self.ledger.facts_behind(after, PART, self.known)?;
        let last = facts.last().map(|kept| kept.seq);
        self.after = last.filter(|_| facts.len() == PART);
        let (role, department) = (self.account.role, &*self.account.department);
        facts.retain(|kept| rule::may((role, department), Right::Look, Some(thing(kept))));
        let context = Context {
            name: &self.name,
            catalogue: self.catalogue,
            language: self.language,
        };
        let told = self.format.told(&facts, self.is_first, (&self.ledger, context))?;
        self.is_first &= told.is_empty();
        Ok(Some(told))
    }
}

/// The first part, and where there are more these one after another, each made once the one before it was taken. Whoever reads slowly
/// keeps no thread, and no more than two parts in memory.
fn all(mut parts: Parts) -> Result<Body, LedgerError> {
    let first = parts.next()?.unwrap_or_default();
    if parts.after.is_none() {
        return Ok(Body::from(first));
    }
    let (tell, told) = mpsc::channel::<io::Result<Bytes>>(1);
    tokio::spawn(async move {
        let mut part = Ok(Some(first));
        while let Ok(Some(text)) = part {
            if tell.send(Ok(Bytes::from(text))).await.is_err() {
                return;
            }
            let next = tokio::task::spawn_blocking(move || {
                let next = parts.next();
                (parts, next.map_err(io::Error::other))
            });
            match next.await {
                Ok((own, next)) => (parts, part) = (own, next),
                Err(error) => {
                    let _ = tell.send(Err(io::Error::other(error))).await;
                    return;
                }
            }
        }
        if let Err(error) = part {
            // Who listens is gone already where this fails.
            let _ = tell.send(Err(error)).await;
        }
    });
    Ok(reply::streamed(told))
}
