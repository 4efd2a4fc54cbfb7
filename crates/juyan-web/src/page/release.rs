//! What was released, with what its header says and whether it was in time.

use super::frame;
use crate::ask::Ask;
use crate::problem::Problem;
use crate::reply::{self, Reply};
use juyan_publish::{KeptRelease, folder_of};
use maud::{Markup, html};

/// The releases, the newest first.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let (mut kept, unreadable) = juyan_publish::kept(ask.workspace.ledger()?.publications()?);
    kept.reverse();
    let body = html! {
        h1 { (ask.say("web.release")) }
        p { a href="/public" { (ask.say("web.release-public")) } }
        @for change in unreadable {
            p.wrong role="alert" { (ask.context().fill("publish.unreadable", &[("change", &change)])) }
        }
        @if kept.is_empty() { p { (ask.say("web.release-none")) } }
        @for one in &kept { (told(ask, one)) }
    };
    Ok(reply::page(frame::whole(ask, ask.say("web.release"), &body)))
}

fn told(ask: &Ask<'_>, kept: &KeptRelease) -> Markup {
    let release = &kept.release;
    html! {
        section {
            h2 { @if kept.taken_back.is_none() {
                a href={ "/public/" (folder_of(&release.index)) "/index.html" } { (release.title()) }
            } @else { (release.title()) } }
            @if let Some(change) = kept.taken_back {
                p.wrong { (ask.context().fill("web.release-taken-back", &[("change", &change)])) }
            }
            @if !release.correction.is_empty() {
                p.done { (ask.context().fill("web.release-correction", &[("reason", &release.correction)])) }
            }
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
