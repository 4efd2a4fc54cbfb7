//! What the monitor sees, as pages show it: what it prints for programs, made once for a state of the ledger, a day and a rule set.

use crate::ask::Ask;
use crate::page::overview::{items, text};
use crate::problem::Problem;
use crate::recent::Recent;
use crate::rule::{Right, Thing};
use juyan::vocabulary::{Catalogue, Lights};
use juyan::{Context, Language};
use juyan_desk::held::{Held, Seen};
use juyan_ledger::{Known, Ledger, LedgerError, RowsAsked};
use juyan_model::{Date, Secrecy};
use juyan_print::watch as print;
use serde_json::Value;
use std::sync::{Arc, Mutex, PoisonError};

/// What was asked for before.
#[derive(Debug, Default)]
pub(crate) struct Ready {
    held: Mutex<Option<Arc<Held>>>,
    sheets: Recent<Asked, Value>,
    rows: Recent<Looked, Vec<i64>>,
}

/// What makes the rows of a register those that they are: the state of the rows, and what was asked for.
type Looked = ((i64, i64), String);

/// What makes a sheet what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    changes: i64,
    day: Date,
    rules: String,
    language: Language,
    public: bool,
}

impl Ready {
    /// What `ledger` holds of the plan now.
    pub(crate) fn held(&self, ledger: &Ledger, catalogue: &Catalogue) -> Result<Arc<Held>, LedgerError> {
        let changes = ledger.head()?.map_or(0, |head| head.seq);
        let mut kept = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = kept.as_ref().filter(|held| held.changes == changes) {
            return Ok(Arc::clone(held));
        }
        let held = Arc::new(Held::of_plan(ledger, Known::Now, catalogue)?);
        *kept = Some(Arc::clone(&held));
        Ok(held)
    }

    /// The places of the rows that are asked for; asked of the ledger once for a state of its rows.
    pub(crate) fn rows(&self, ledger: &Ledger, asked: &RowsAsked<'_>) -> Result<Arc<Vec<i64>>, LedgerError> {
        let looked: Looked = (ledger.rows_version()?, format!("{asked:?}"));
        let is_all = asked.words.is_empty() && asked.order.is_none();
        let is_older = |own: &Looked| own.1 == looked.1 && own.0.1 == looked.0.1 && own.0.0 < looked.0.0;
        self.rows.get_or_make(looked.clone(), || {
            match self.rows.find(|own| is_all && is_older(own)) {
                Some((own, places)) => ledger.rows_since(asked, &places, own.0.0),
                None => ledger.rows(asked),
            }
        })
    }
}

/// The day that is looked at. Fails where what was written is none.
pub(crate) fn day(ask: &Ask<'_>) -> Result<Date, Problem> {
    let words = ask.query.get("day");
    if words.is_empty() {
        return Ok(ask.workspace.today());
    }
    let wrong = || Problem::unusable("ledger.day").with("day", words);
    words.parse().map_err(|_| wrong())
}

/// The rule set that is judged by. Fails where there is none of that name.
pub(crate) fn lights(ask: &Ask<'_>) -> Result<&'static Lights, Problem> {
    let words = Some(ask.query.get("rules")).filter(|words| !words.is_empty());
    let unknown = || Problem::unusable("web.no-rules").with("name", words.unwrap_or_default());
    ask.workspace.catalogue().lights(words).ok_or_else(unknown)
}

/// What of the plan who asks may see: all of it, or what is public and what is of their own department.
pub(crate) fn watched(ask: &Ask<'_>) -> Result<Arc<Value>, Problem> {
    let nobodys = Thing {
        department: "",
        secrecy: Secrecy::Internal,
    };
    if ask.may(Right::Look, Some(nobodys)) {
        return sheet(ask, false);
    }
    let public = sheet(ask, true)?;
    let mut told = (*public).clone();
    let all = sheet(ask, false)?;
    for list in ["targets", "tasks"] {
        let own: Vec<Value> = items(&all, list)
            .iter()
            .filter_map(|item| {
                let thing = Thing {
                    department: text(item, "owner"),
                    secrecy: Secrecy::Internal,
                };
                if ask.may(Right::Look, Some(thing)) {
                    return Some(item);
                }
                let mut public = items(&public, list).iter();
                public.find(|public| text(public, "code") == text(item, "code"))
            })
            .cloned()
            .collect();
        if let Some(sheet) = told.as_object_mut() {
            sheet.insert(list.to_owned(), Value::Array(own));
        }
    }
    Ok(Arc::new(told))
}

fn sheet(ask: &Ask<'_>, public: bool) -> Result<Arc<Value>, Problem> {
    let (day, lights) = (day(ask)?, lights(ask)?);
    let ledger = ask.workspace.ledger()?;
    let held = ask.workspace.held(&ledger)?;
    let asked = Asked {
        changes: held.changes,
        day,
        rules: lights.id.to_string(),
        language: ask.language,
        public,
    };
    let make = || made(&held, &ledger, (day, lights), public, ask.context());
    ask.workspace.ready().sheets.get_or_make(asked, make)
}

fn made(
    held: &Held,
    ledger: &Ledger,
    (day, lights): (Date, &Lights),
    public: bool,
    context: Context<'_>,
) -> Result<Value, Problem> {
    let mut seen = Seen::of((ledger, held), context.catalogue, lights, day)?;
    if public {
        seen.leave_out_what_is_not_public();
    }
    let printed = seen.print((ledger, held), lights, context, |sheet| {
        let mut out = Vec::new();
        print::json(&mut out, sheet).map(|()| out)
    })?;
    let bytes = printed.map_err(|error| Problem::broken(&error))?;
    serde_json::from_slice(&bytes).map_err(|error| Problem::broken(&error))
}
