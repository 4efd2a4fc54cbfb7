//! What was released, with what its header says and whether it was in time.

use super::frame;
use super::reports::{WHOLE, kept as drafts};
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use juyan_model::PeriodName;
use juyan_publish::{KeptRelease, folder_of};
use maud::{Markup, html};

/// The releases, the newest first.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let (mut kept, unreadable) = juyan_publish::kept(ask.workspace.ledger()?.publications()?);
    kept.reverse();
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        h1 { (ask.say("web.release")) }
        (frame::done(ask))
        p { a href="/public" { (ask.say("web.release-public")) } }
        (ready(ask)?)
        @for change in unreadable {
            p.wrong role="alert" { (ask.context().fill("publish.unreadable", &[("change", &change)])) }
        }
        @if kept.is_empty() { p { (ask.say("web.release-none")) } }
        @for one in &kept { (told(ask, one)) }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.release"), &body)))
}

/// The drafts that may go on to be public, for who publishes.
fn ready(ask: &Ask<'_>) -> Result<Markup, Problem> {
    if !ask.may(Right::Publish, Some(WHOLE)) {
        return Ok(html! {});
    }
    let drafts = drafts(ask)?.all()?;
    Ok(html! {
        @if !drafts.is_empty() {
            h2 { (ask.say("release.drafts")) }
            ul.list { @for draft in &drafts { li {
                span { (draft.name) small.block { (PeriodName(draft.period)) } }
                span { a href={ "/release/new?draft=" (draft.number) } { (ask.say("release.new")) } }
            } } }
        }
    })
}

fn told(ask: &Ask<'_>, kept: &KeptRelease) -> Markup {
    let release = &kept.release;
    html! {
        section id=(folder_of(&release.index)) {
            h2 { @if kept.taken_back.is_none() {
                a href={ "/public/" (folder_of(&release.index)) "/index.html" } { (release.title()) }
            } @else { (release.title()) } }
            @if let Some(change) = kept.taken_back {
                p.wrong { (ask.context().fill("web.release-taken-back", &[("change", &change)])) }
            }
            @if !release.correction.is_empty() {
                p.done { (ask.context().fill("web.release-correction", &[("reason", &release.correction)])) }
            }
            (super::release_form::clocks(ask, release))
            dl.pairs {
                @for (name, value) in juyan_publish::header_rows(release, ask.context()) {
                    @if !value.is_empty() { dt { (name) } dd { (value) } }
                }
                dt { (ask.say("web.release-figures")) } dd { (release.rows.len()) }
                dt { (ask.say("web.release-change")) } dd { (kept.change.seq) " · " (kept.change.person) }
                dt { (ask.say("web.chain-head")) } dd.code { (release.head) }
            }
        }
    }
}
