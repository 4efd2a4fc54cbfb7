//! A draft: its passages as they are written from the ledger, what is found beside them, who countersigned what, how far the whole is.

use super::report_text::{listed, notes, words};
use super::reports::{WHOLE, asked, kept};
use super::{frame, report_deed};
use crate::ask::{Ask, Fields};
use crate::composed::{Composed, office};
use crate::drafted::progress::{Countersign, Stands, countersigns, of_whole};
use crate::drafted::{Deed, Draft, DraftError, Drafts, Kind, Passage};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::{Right, Thing};
use crate::token::digest;
use juyan_ledger::{Consent, Consented};
use juyan_model::{PeriodName, Secrecy};
use maud::{Markup, html};
use std::sync::Arc;

/// A draft with all that is known of it.
pub(crate) struct Opened {
    pub(crate) drafts: Drafts,
    pub(crate) draft: Draft,
    pub(crate) passages: Vec<Passage>,
    pub(crate) deeds: Vec<Deed>,
    /// What the office adds, as it was typed.
    pub(crate) fields: Fields,
    pub(crate) composed: Arc<Composed>,
    /// Who consented to this very text, as the ledger keeps it.
    pub(crate) consents: Vec<Consented>,
}

impl Opened {
    /// The draft that the address names. Fails where who asks may not use `right` on the whole of it.
    pub(crate) fn of(ask: &Ask<'_>, right: Right) -> Result<Self, Problem> {
        if !ask.may(right, Some(WHOLE)) {
            return Err(Problem::nowhere());
        }
        let drafts = kept(ask)?;
        let draft = asked(ask, &drafts)?;
        Self::with(ask, drafts, draft)
    }

    pub(crate) fn with(ask: &Ask<'_>, drafts: Drafts, draft: Draft) -> Result<Self, Problem> {
        let passages = drafts.passages(draft.number)?;
        let fields = Fields::read(drafts.imprint(draft.number)?.0.as_bytes());
        let composed = Composed::of(ask, &draft, &passages, &office(&fields))?;
        Ok(Self {
            deeds: drafts.deeds(draft.number)?,
            consents: ask.workspace.ledger()?.consents(&composed.digest)?,
            drafts,
            draft,
            passages,
            fields,
            composed,
        })
    }

    /// Where a passage with this number stands among them.
    pub(crate) fn place(&self, number: i64) -> Option<usize> {
        self.passages.iter().position(|passage| passage.number == number)
    }

    /// The digest of what came of a passage.
    pub(crate) fn digest_of(&self, number: i64) -> Option<String> {
        Some(digest(self.composed.of_passage(self.place(number)?)))
    }

    pub(crate) fn countersigns(&self) -> Vec<Countersign<'_>> {
        countersigns(&self.deeds, |number| self.digest_of(number))
    }

    pub(crate) fn offered(&self) -> Stands<'_> {
        of_whole(&self.deeds, Kind::Offer, &self.composed.digest)
    }

    /// Where a consent stands: the ledger tells which text has it, the deeds which had it before.
    pub(crate) fn consented(&self, consent: Consent) -> Consenting<'_> {
        if let Some(given) = self.consents.iter().find(|given| given.consent == consent) {
            return Consenting::Given(given);
        }
        let kind = kind_of(consent);
        match self.deeds.iter().rev().find(|deed| deed.kind == kind) {
            Some(deed) => Consenting::Void(deed),
            None => Consenting::Not,
        }
    }
}

/// Where a consent stands.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Consenting<'o> {
    Not,
    Given(&'o Consented),
    /// It was given to a text that is another now.
    Void(&'o Deed),
}

/// The deed that gives a consent.
pub(crate) const fn kind_of(consent: Consent) -> Kind {
    match consent {
        Consent::Review => Kind::Review,
        Consent::SignOff => Kind::SignOff,
    }
}

/// What a right is used on: a passage, of which a department is asked.
pub(crate) const fn of(department: &str) -> Thing<'_> {
    Thing {
        department,
        secrecy: Secrecy::Internal,
    }
}

/// The row of a draft in the list; none where who asks may see nothing of it.
pub(super) fn row(ask: &Ask<'_>, drafts: &Drafts, draft: &Draft) -> Result<Option<Markup>, Problem> {
    let sees = ask.may(Right::Drafts, Some(WHOLE));
    let deeds = match drafts.deeds(draft.number) {
        // The others are shown as ever.
        Err(DraftError::Altered(number)) => {
            let told = ask.context().fill("report.altered", &[("number", &number)]);
            let row = html! { tr { td.number { (number) } th scope="row" { (draft.name) } td colspan="3" { p.wrong { (told) } } } };
            return Ok(sees.then_some(row));
        }
        deeds => deeds?,
    };
    let all = countersigns(&deeds, |_| Some(String::new()));
    if !sees
        && !all
            .iter()
            .any(|one| ask.may(Right::Countersign, Some(of(one.department))))
    {
        return Ok(None);
    }
    let last = deeds.last();
    Ok(Some(html! { tr {
        td.number { (draft.number) }
        th scope="row" { a href={ "/reports/" (draft.number) } { (draft.name) } }
        td { (PeriodName(draft.period)) }
        td { @if let Some(last) = last { (ask.say(last.kind.says())) small.block { (last.person) " " (ask.workspace.told(last.at)) } } @else { (ask.say("report.drafting")) } }
        td { (draft.person) small.block { (ask.workspace.told(draft.at)) } }
    } }))
}

/// The draft: all of it, or for a department the passages that it is asked about.
pub(crate) fn show(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let drafts = kept(ask)?;
    let draft = asked(ask, &drafts)?;
    let opened = Opened::with(ask, drafts, draft)?;
    let sees = ask.may(Right::Drafts, Some(WHOLE));
    let all = opened.countersigns();
    let is_mine = |one: &&Countersign<'_>| ask.may(Right::Countersign, Some(of(one.department)));
    let mine: Vec<i64> = all.iter().filter(is_mine).map(|one| one.passage).collect();
    if !sees && mine.is_empty() {
        return Err(Problem::nowhere());
    }
    let body = html! {
        link rel="stylesheet" href="/assets/report.css";
        div.head { h1 { (opened.draft.name) } p.lead { (PeriodName(opened.draft.period)) " · " (ask.context().fill("report.numbered", &[("number", &opened.draft.number)])) } }
        (frame::done(ask))
        @if sees {
            (steps(ask, &opened, &all))
            (report_deed::forms(ask, &opened, &all)?)
            (tools(ask, &opened))
        } @else { p.lead { (ask.say("report.own-passages")) } }
        (passages(ask, &opened, &all, |number| sees || mine.contains(&number)))
        @if sees { (history(ask, &opened)) }
    };
    Ok(reply::page(frame::whole(ask, &opened.draft.name, &body)))
}

/// The ways to preview, comparison and files.
fn tools(ask: &Ask<'_>, opened: &Opened) -> Markup {
    let place = format!("/reports/{}", opened.draft.number);
    let files = super::report_file::forms(ask);
    html! {
        p.tools {
            a href={ (place) "/paper" } { (ask.say("report.paper")) }
            a href={ (place) "/compare" } { (ask.say("report.compare")) }
            @for (name, says) in files { a href={ (place) "/file/" (name) } { (ask.say(says)) } }
        }
        @if ask.may(Right::Draft, Some(WHOLE)) { (imprint(ask, opened)) }
    }
}

/// What the office adds.
fn imprint(ask: &Ask<'_>, opened: &Opened) -> Markup {
    let value = |name: &str| opened.fields.get(name).to_owned();
    html! {
        details.edit { summary { (ask.say("report.imprint")) }
            form.row method="post" action={ "/reports/" (opened.draft.number) "/imprint" } {
                (frame::csrf(ask))
                div.fields {
                    label { span { (ask.say("report.date")) } input type="date" name="date" value=(value("date")); }
                    @for (name, says) in [("number", "report.office-number"), ("issuer", "report.issuer"), ("printer", "report.printer")] {
                        label { span { (ask.say(says)) } input name=(name) value=(value(name)) autocomplete="off"; }
                    }
                    label { span { (ask.say("report.printed")) } input type="date" name="printed" value=(value("printed")); }
                    @for (name, says) in [("attachments", "report.attachments"), ("copies", "report.copies")] {
                        label { span { (ask.say(says)) } textarea name=(name) rows="2" { (value(name)) } }
                    }
                }
                button { (ask.say("report.save")) } " " small { (ask.say("report.imprint-about")) }
            }
        }
    }
}

/// How far the whole is.
fn steps(ask: &Ask<'_>, opened: &Opened, all: &[Countersign<'_>]) -> Markup {
    let done = all.iter().filter(|one| one.stands.is_done()).count();
    let counted: [(&str, &dyn std::fmt::Display); 2] = [("done", &done), ("all", &all.len())];
    html! {
        ol.steps aria-label=(ask.say("report.steps")) {
            li.ok { b { (ask.say("report.step-draft")) } small { (opened.draft.person) " " (ask.workspace.told(opened.draft.at)) } }
            li class=(if done == all.len() { "ok" } else { "open" }) { b { (ask.say("report.step-countersign")) }
                small { @if all.is_empty() { (ask.say("report.nobody-asked")) } @else { (ask.context().fill("report.countersigned", &counted)) } } }
            (step(ask, "report.step-offer", opened.offered()))
            (consent(ask, "report.step-review", opened.consented(Consent::Review)))
            (consent(ask, "report.step-sign-off", opened.consented(Consent::SignOff)))
        }
    }
}

fn step(ask: &Ask<'_>, says: &str, stands: Stands<'_>) -> Markup {
    let (class, about) = match stands {
        Stands::Not => ("open", ask.say("report.not-yet").to_owned()),
        Stands::Done(deed) => ("ok", by(ask, deed)),
        Stands::Void(deed) => ("void", voided(ask, deed)),
        Stands::Refused(deed) => ("void", returned(ask, deed)),
    };
    html! { li class=(class) { b { (ask.say(says)) } small { (about) } } }
}

fn consent(ask: &Ask<'_>, says: &str, consenting: Consenting<'_>) -> Markup {
    let (class, about) = match consenting {
        Consenting::Not => ("open", ask.say("report.not-yet").to_owned()),
        Consenting::Given(given) => ("ok", format!("{} {}", given.change.person, given.change.minute())),
        Consenting::Void(deed) => ("void", voided(ask, deed)),
    };
    html! { li class=(class) { b { (ask.say(says)) } small { (about) } } }
}

fn by(ask: &Ask<'_>, deed: &Deed) -> String {
    format!("{} {}", deed.person, ask.workspace.told(deed.at))
}

fn voided(ask: &Ask<'_>, deed: &Deed) -> String {
    ask.context().fill("report.void", &[("by", &by(ask, deed))])
}

fn returned(ask: &Ask<'_>, deed: &Deed) -> String {
    let told: [(&str, &dyn std::fmt::Display); 2] = [("by", &by(ask, deed)), ("reason", &deed.reason)];
    ask.context().fill("report.returned", &told)
}

fn passages(
    ask: &Ask<'_>,
    opened: &Opened,
    all: &[Countersign<'_>],
    is_seen: impl Fn(i64) -> bool,
) -> Markup {
    let notes = notes(ask, &opened.composed);
    let writes = ask.may(Right::Draft, Some(WHOLE));
    let rows = opened.passages.iter().zip(&notes).enumerate();
    html! {
        @if writes { (report_deed::departments(ask)) }
        div.sheet {
            @for (at, (passage, notes)) in rows.filter(|(_, (passage, _))| is_seen(passage.number)) {
                @let span = opened.composed.places.get(at).map(|place| place.1).unwrap_or_default();
                section.passage id={ "p" (passage.number) } {
                    div.words { @if span.is_empty() { p.soft { (ask.say("report.silent")) } } @else { (words(ask, &opened.composed, span)) } }
                    aside {
                        (listed(ask, notes))
                        (report_deed::beside(ask, opened, passage, all))
                        @if writes { p.edits { a href={ "/reports/" (opened.draft.number) "/passages/" (passage.number) } aria-label=(ask.context().fill("report.edit-one", &[("number", &(at + 1))])) { (ask.say("report.edit")) } } }
                    }
                }
            }
        }
        @if writes { p { a href={ "/reports/" (opened.draft.number) "/passages/0" } { (ask.say("report.add")) } } }
    }
}

/// All that was done with it.
fn history(ask: &Ask<'_>, opened: &Opened) -> Markup {
    html! {
        @if !opened.deeds.is_empty() {
            h2 { (ask.say("submission.history")) }
            ul.list { @for deed in opened.deeds.iter().rev() { li {
                span { (ask.say(deed.kind.says())) " " (deed.person) @if !deed.department.is_empty() { " · " (deed.department) }
                    @if !deed.reason.is_empty() { small.block { (deed.reason) } } }
                span.soft { (ask.workspace.told(deed.at)) }
            } } }
            p.soft { (ask.say("report.chain")) " " span.code { (opened.deeds.last().map_or("", |deed| deed.hash.get(..12).unwrap_or_default())) } }
        }
    }
}

/// Saves what the office adds.
pub(crate) fn print(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut opened = Opened::of(ask, Right::Draft)?;
    let mut told = form_urlencoded::Serializer::new(String::new());
    for name in [
        "date",
        "number",
        "issuer",
        "printer",
        "printed",
        "attachments",
        "copies",
    ] {
        let value = ask.form.typed(name);
        if value.chars().count() > LONGEST {
            return Err(Problem::unusable("submission.long").with("most", LONGEST));
        }
        let is_day = matches!(name, "date" | "printed") && !value.trim().is_empty();
        if is_day && value.trim().parse::<juyan_model::Date>().is_err() {
            return Err(Problem::unusable("ledger.day").with("day", value));
        }
        told.append_pair(name, value.trim());
    }
    let number = opened.draft.number;
    opened
        .drafts
        .print(number, &told.finish(), super::submissions::who(ask)?)?;
    Ok(reply::see(&format!("/reports/{number}?done=kept")))
}

/// The most letters of what the office adds in one field.
const LONGEST: usize = 2000;
