//! What somebody says of facts: which of several under one key stands, and that one may become public.

use super::frame;
use super::reports::WHOLE;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::rule::Right;
use axum::http::StatusCode;
use juyan_desk::shown;
use juyan_ledger::{ActKind, Kept, Known, Ledger};
use juyan_model::{Fact, Key};
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The most letters of a reason.
const LONGEST: usize = 500;

/// The forms that who asks may use on what stands under a key.
pub(super) fn forms(ask: &Ask<'_>, ledger: &Ledger, key: &Key, facts: &[Kept]) -> Result<Markup, Problem> {
    let differ = |one: &Fact, other: &Fact| juyan::differ(one, other, ask.workspace.catalogue());
    let clash = ledger.clash_where(key, Known::Now, &differ)?;
    let mut told = Vec::new();
    for kept in clash.iter().flat_map(|clash| &clash.facts) {
        told.push((kept.seq, shown::Row::of(kept, ledger)?));
    }
    let closed: Vec<&Kept> = facts.iter().filter(|kept| !kept.is_public()).collect();
    Ok(html! {
        @if !told.is_empty() {
            section.comes-to {
                p { b { (ask.say("answer.asked")) } }
                @if ask.may(Right::Answer, Some(WHOLE)) {
                    form method="post" action="/source/answer" {
                        (frame::csrf(ask))
                        input type="hidden" name="key" value=(key);
                        @for (seq, _) in &told { input type="hidden" name="seen" value=(seq); }
                        @for (seq, row) in &told { p { label { input type="radio" name="stands" value=(seq) required; " " (ask.context().fill("answer.stands", &[("value", &row.value), ("source", &row.source)])) } } }
                        p { label { input type="radio" name="stands" value="all" required; " " (ask.say("answer.all")) } }
                        label.whole { span { (ask.say("answer.why")) } input name="reason" required maxlength=(LONGEST) autocomplete="off"; }
                        button { (ask.say("answer.do")) }
                    }
                }
            }
        }
        @if ask.may(Right::Publish, Some(WHOLE)) && !closed.is_empty() {
            @for kept in closed { form.card.row method="post" action="/source/open" {
                (frame::csrf(ask))
                input type="hidden" name="key" value=(key);
                input type="hidden" name="fact" value=(kept.seq);
                label.whole { span { (ask.say("answer.ground")) } input name="ground" required maxlength=(LONGEST) autocomplete="off"; }
                button { (ask.say("answer.open")) }
            } }
        }
    })
}

fn key(ask: &Ask<'_>) -> Result<Key, Problem> {
    let words = ask.form.get("key");
    let key = shown::key(words, ask.context());
    key.map_err(|_| Problem::new(StatusCode::NOT_FOUND, "web.no-fact").with("key", words))
}

fn words<'a>(ask: &'a Ask<'_>, name: &str) -> Result<&'a str, Problem> {
    let words = ask.form.get(name);
    if words.is_empty() || words.chars().count() > LONGEST {
        return Err(Problem::unusable("web.check-needs-reason").with("most", LONGEST));
    }
    Ok(words)
}

/// Leads back to the facts under a key.
fn kept(key: &Key) -> Reply {
    reply::see(&format!("/source?done=kept&key={}", escaped(&key.to_string())))
}

/// Keeps which of the facts under a key stands, or that all do. Fails where they are others than those that were looked at.
pub(crate) fn answer(ask: &Ask<'_>) -> Result<Reply, Problem> {
    if !ask.may(Right::Answer, Some(WHOLE)) {
        return Err(Problem::nowhere());
    }
    let (key, reason) = (key(ask)?, words(ask, "reason")?);
    let act = ask.workspace.act(ActKind::Answer, &ask.who()?.account.name);
    let act = act.because(reason);
    let (stands, poster) = (ask.form.get("stands"), ask.workspace.poster());
    let differ = |one: &Fact, other: &Fact| juyan::differ(one, other, ask.workspace.catalogue());
    let seen = ask.form.0.iter().filter(|(name, _)| name == "seen");
    let seen: BTreeSet<String> = seen.map(|(_, number)| number.clone()).collect();
    let done = ask.workspace.write(|ledger| {
        let clash = ledger.clash_where(&key, Known::Now, &differ)?;
        let facts: Vec<i64> = clash
            .iter()
            .flat_map(|clash| clash.facts.iter().map(|kept| kept.seq))
            .collect();
        let chosen = facts.iter().copied().find(|seq| seq.to_string() == stands);
        let is_seen = seen == facts.iter().map(i64::to_string).collect();
        if facts.is_empty() || !is_seen || chosen.is_none() && stands != "all" {
            return Ok(Err(Problem::new(StatusCode::CONFLICT, "answer.moved")));
        }
        let (change, _) = ledger.change(&act, |change| {
            for (at, fact) in facts.iter().enumerate() {
                match chosen {
                    Some(chosen) if chosen != *fact => {
                        change.is_revised_by(*fact, chosen)?;
                    }
                    Some(_) => {}
                    None => {
                        for other in facts.iter().skip(at + 1) {
                            change.both_stand(*fact, *other)?;
                        }
                    }
                }
            }
            poster.follow(change)
        })?;
        Ok::<_, juyan_ledger::LedgerError>(Ok(change))
    })??;
    done?;
    Ok(kept(&key))
}

/// Keeps on what ground a fact may become public.
pub(crate) fn open(ask: &Ask<'_>) -> Result<Reply, Problem> {
    if !ask.may(Right::Publish, Some(WHOLE)) {
        return Err(Problem::nowhere());
    }
    let (key, ground) = (key(ask)?, words(ask, "ground")?);
    let act = ask.workspace.act(ActKind::Release, &ask.who()?.account.name);
    let (number, poster) = (ask.form.get("fact"), ask.workspace.poster());
    let done = ask.workspace.write(|ledger| {
        let under = ledger.facts_under(&key, Known::Now)?;
        let fact = under
            .iter()
            .find(|kept| kept.seq.to_string() == number && !kept.is_public());
        let Some(fact) = fact.map(|kept| kept.seq) else {
            return Ok(Err(Problem::new(StatusCode::CONFLICT, "answer.moved")));
        };
        let (change, _) = ledger.change(&act, |change| {
            change.release(fact, ground)?;
            poster.follow(change)
        })?;
        Ok::<_, juyan_ledger::LedgerError>(Ok(change))
    })??;
    done?;
    Ok(kept(&key))
}
