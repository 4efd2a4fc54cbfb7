//! 溯源: a key, what stands under it, how it is reckoned, where it comes from, who brought it, when and why.

use super::overview::mark;
use super::{chart, frame, overview};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply, escaped};
use crate::rule::{Right, Thing};
use axum::http::StatusCode;
use juyan_desk::{chosen, shown, tree, wire};
use juyan_ledger::{Change, Kept, Known, Ledger, Standing};
use juyan_model::{Key, Secrecy, Source};
use juyan_posting::Poster;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// What stands under the key that is asked for; the keys that begin so where there are several.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let words = ask.query.get("key");
    let ledger = ask.workspace.ledger()?;
    let mut facts = chosen::facts(&ledger, Some(words).filter(|words| !words.is_empty()), Known::Now)?;
    facts.retain(|kept| may_see(ask, kept));
    let keys: BTreeSet<&Key> = facts.iter().map(|kept| &kept.fact.key).collect();
    match (keys.len(), keys.first()) {
        (0, _) | (_, None) => Err(Problem::new(StatusCode::NOT_FOUND, "web.no-fact").with("key", words)),
        (1, Some(key)) => one(ask, &ledger, key, &facts),
        _ => several(ask, &ledger, words, &facts),
    }
}

/// Whether who asks may see a fact.
pub(crate) fn may_see(ask: &Ask<'_>, kept: &Kept) -> bool {
    ask.may(Right::Look, Some(thing(kept)))
}

/// A fact as rules see it.
pub(crate) fn thing(kept: &Kept) -> Thing<'_> {
    Thing {
        department: &kept.fact.department,
        secrecy: if kept.is_public() {
            Secrecy::Public
        } else {
            Secrecy::Internal
        },
    }
}

fn several(ask: &Ask<'_>, ledger: &Ledger, words: &str, facts: &[Kept]) -> Result<Reply, Problem> {
    let body = html! {
        h1.code { (words) }
        p.lead { (ask.context().fill("web.several-keys", &[("count", &facts.len())])) }
        (series(ask, ledger, facts)?)
        (super::indicators::table(ask, ledger, facts)?)
    };
    Ok(reply::page(frame::whole(ask, words, &body)))
}

/// What it came to, where all of it is of one series.
fn series(ask: &Ask<'_>, ledger: &Ledger, facts: &[Kept]) -> Result<Markup, Problem> {
    let series: BTreeSet<String> = facts.iter().map(|kept| kept.fact.key.beginning()).collect();
    match facts.first().filter(|_| series.len() == 1) {
        Some(kept) => chart::series(ask, ledger, &kept.fact.key),
        None => Ok(html! {}),
    }
}

fn one(ask: &Ask<'_>, ledger: &Ledger, key: &Key, facts: &[Kept]) -> Result<Reply, Problem> {
    let changes: BTreeMap<i64, Change> = ledger
        .changes()?
        .into_iter()
        .map(|change| (change.seq, change))
        .collect();
    let name = shown::called(key, ask.context());
    let poster = ask.workspace.poster();
    let mut cards = Vec::new();
    for kept in facts {
        cards.push(card(ask, ledger, kept, (&changes, poster))?);
    }
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        (frame::done(ask))
        h1 { (name) }
        p.lead.code { (key) }
        (super::answer::forms(ask, ledger, key, facts)?)
        @for card in &cards { (card) }
        (chart::series(ask, ledger, key)?)
        (history(ask, ledger, key, &changes)?)
    };
    Ok(reply::page(frame::whole(ask, &name, &body)))
}

/// One of the facts that stand under the key.
fn card(
    ask: &Ask<'_>,
    ledger: &Ledger,
    kept: &Kept,
    (changes, poster): (&BTreeMap<i64, Change>, &Poster<'_>),
) -> Result<Markup, Problem> {
    let row = shown::Row::of(kept, ledger)?;
    let wire = serde_json::to_value(wire::of(kept, ledger, ask.context())?).unwrap_or_default();
    let told = |name: &str| overview::text(&wire, name).to_owned();
    let exact = format!("{}{}", told("value"), told("unit"));
    let (note, kind) = (told("note"), format!("web.source-{}", told("source_kind")));
    Ok(html! {
        section.fact {
            p.value { (row.value) (mark(ask, &told("openness"))) }
            dl.pairs {
                @if !told("value").is_empty() { dt { (ask.say("web.exact")) } dd { (exact) } }
                @if !note.is_empty() { dt { (ask.say("web.covers")) } dd { (note) } }
                @if !kept.fact.department.is_empty() { dt { (ask.say("web.department")) } dd { (ask.context().catalogue.department(&kept.fact.department, &kept.fact.key.region)) } }
                dt { (ask.say("web.source")) } dd { (ask.context().fill(&kind, &[])) " " (row.source) (sentence(ask, ledger, kept)?) }
                @if let Some(came) = &kept.came_as { dt { (ask.say("web.came-as")) } dd.code { (came) } }
                @if let Some(change) = changes.get(&kept.change) { dt { (ask.say("web.brought")) } dd { (brought(ask, change)) } }
            }
            (formula(ask, ledger, kept, poster)?)
        }
    })
}

/// The sentence that tells it, the figure marked; nothing where the same sentence tells what who asks may not see.
pub(super) fn sentence(ask: &Ask<'_>, ledger: &Ledger, kept: &Kept) -> Result<Markup, Problem> {
    let Source::Document {
        document,
        span,
        sentence,
    } = &kept.fact.source
    else {
        return Ok(html! {});
    };
    let Some(paper) = ledger.paper(document)? else {
        return Ok(html! {});
    };
    let facts = ledger.facts_of_paper(document, Known::Now)?;
    let mut hidden = facts.iter().filter(|other| !may_see(ask, other));
    let tells = |other: &Kept| match &other.fact.source {
        Source::Document {
            document: paper,
            span,
            ..
        } => paper == document && sentence.contains(*span),
        _ => false,
    };
    if hidden.any(tells) {
        return Ok(html! { p.soft { (ask.say("web.sentence-hidden")) } });
    }
    let before = juyan_model::Span::new(sentence.start, span.start).of(&paper.text);
    let after = juyan_model::Span::new(span.end, sentence.end).of(&paper.text);
    Ok(html! { blockquote { (before) mark { (span.of(&paper.text)) } (after) } })
}

/// How it is reckoned: down to rows and cells where who asks may see these.
fn formula(ask: &Ask<'_>, ledger: &Ledger, kept: &Kept, poster: &Poster<'_>) -> Result<Markup, Problem> {
    if !matches!(kept.fact.source, Source::Formula { .. }) {
        return Ok(html! {});
    }
    let rows = Thing {
        department: &kept.fact.department,
        secrecy: Secrecy::Internal,
    };
    if !ask.may(Right::Registers, Some(rows)) {
        return Ok(html! { p.soft { (ask.say("web.rows-hidden")) } });
    }
    let more = (ask.query.get("all") != "1").then_some("web.more-rows");
    let tree = tree::of(kept, ledger, poster, more, ask.context())?;
    let key = kept.fact.key.to_string();
    Ok(html! {
        pre.tree { (tree) }
        @if more.is_some() { p { a href={ "/source?all=1&key=" (escaped(&key)) } { (ask.say("web.all-rows")) } } }
    })
}

/// Who brought it, when, why, and where it stands in the chain.
fn brought(ask: &Ask<'_>, change: &Change) -> Markup {
    let at = change.minute();
    let act = ask
        .context()
        .fill(&format!("changes.{}", change.kind.name()), &[]);
    html! {
        (at) " " (change.person) " " (act) " " (change.reason)
        small.block { (ask.context().fill("web.link-of-chain", &[("change", &change.seq)])) " " span.code { (change.hash) } }
    }
}

/// All that was ever known under the key.
fn history(
    ask: &Ask<'_>,
    ledger: &Ledger,
    key: &Key,
    changes: &BTreeMap<i64, Change>,
) -> Result<Markup, Problem> {
    let mut rows = Vec::new();
    for kept in ledger.history(key)?.iter().filter(|kept| may_see(ask, kept)) {
        let value = shown::Row::of(kept, ledger)?.value;
        let standing = match kept.standing {
            Standing::Stands => ask.say("ledger.stands").to_owned(),
            Standing::Revised(by) => ask.context().fill("ledger.revised-by", &[("change", &by)]),
            Standing::TakenBack(by) => ask.context().fill("ledger.taken-back-by", &[("change", &by)]),
        };
        rows.push((value, changes.get(&kept.change), standing));
    }
    Ok(html! {
        h2 { (ask.say("web.history")) }
        div.wide { table {
            thead { tr { @for head in ["web.value", "web.state", "web.brought"] { th scope="col" { (ask.say(head)) } } } }
            tbody { @for (value, change, standing) in &rows { tr {
                td { (value) } td { (standing) } td { @if let Some(change) = change { (brought(ask, change)) } }
            } } }
        } }
    })
}
