//! What is done with a draft: departments are asked and countersign, the whole is handed up, reviewed for secrets, signed, or returned.
//! Each is a form that bears the digest of the text that was looked at; of another text nothing is signed.

use super::frame;
use super::report::{Consenting, Opened, kind_of, of};
use super::reports::{WHOLE, asked, kept};
use super::submissions::who;
use crate::ask::Ask;
use crate::drafted::progress::{Countersign, Stands};
use crate::drafted::{Doing, Kind, Passage};
use crate::problem::Problem;
use crate::reply::{self, Reply};
use crate::rule::Right;
use axum::http::StatusCode;
use juyan_desk::{consent, form};
use juyan_ledger::{ActKind, Consent, Kept, Known};
use juyan_model::Secrecy;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The most letters of a reason.
const LONGEST: usize = 500;

/// The departments that may be asked, for the fields that name one.
pub(super) fn departments(ask: &Ask<'_>) -> Markup {
    html! { datalist #departments { @for one in known(ask).unwrap_or_default() { option value=(one) {} } } }
}

/// The departments that answer for the plan, and those of accounts.
fn known(ask: &Ask<'_>) -> Result<BTreeSet<String>, Problem> {
    let ledger = ask.workspace.ledger()?;
    let held = ask.workspace.held(&ledger)?;
    let mut known = form::owners(&held, ask.workspace.catalogue(), ask.workspace.today());
    let accounts = ask.workspace.accounts().all()?.into_iter();
    known.extend(
        accounts
            .map(|account| account.department)
            .filter(|one| !one.is_empty()),
    );
    Ok(known)
}

/// What departments were asked about a passage, what they said, and the ways to ask and to answer.
pub(super) fn beside(ask: &Ask<'_>, opened: &Opened, passage: &Passage, all: &[Countersign<'_>]) -> Markup {
    let own: Vec<&Countersign<'_>> = all.iter().filter(|one| one.passage == passage.number).collect();
    let asks = ask.may(Right::Draft, Some(WHOLE));
    let place = format!("/reports/{}", opened.draft.number);
    html! {
        @for one in &own { div.countersign {
            (stands(ask, one))
            @if ask.may(Right::Countersign, Some(of(one.department))) && !one.stands.is_done() {
                form method="post" action={ (place) "/countersign" } {
                    (frame::csrf(ask)) (seen(opened.digest_of(passage.number)))
                    input type="hidden" name="passage" value=(passage.number);
                    input name="reason" maxlength=(LONGEST) autocomplete="off" aria-label=(ask.say("report.remark")) placeholder=(ask.say("report.remark"));
                    button name="deed" value="agree" { (ask.say("report.agree")) }
                    button.plain name="deed" value="object" { (ask.say("report.object")) }
                }
            }
            @if asks && matches!(one.stands, Stands::Not) {
                form.row method="post" action={ (place) "/ask" } {
                    (frame::csrf(ask))
                    input type="hidden" name="passage" value=(passage.number);
                    input type="hidden" name="department" value=(one.department);
                    button.plain name="deed" value="spare" { (ask.say("report.spare")) }
                }
            }
        } }
        @if asks {
            details.asks { summary { (ask.say("report.ask")) }
                form method="post" action={ (place) "/ask" } {
                    (frame::csrf(ask))
                    input type="hidden" name="passage" value=(passage.number);
                    input name="department" list="departments" required autocomplete="off" maxlength="60" aria-label=(ask.say("web.department"));
                    button name="deed" value="ask" { (ask.say("report.ask-do")) }
                }
            }
        }
    }
}

fn stands(ask: &Ask<'_>, one: &Countersign<'_>) -> Markup {
    let told = |id: &str, person: &str, at: i64| {
        let slots: [(&str, &dyn std::fmt::Display); 3] = [
            ("department", &one.department),
            ("person", &person),
            ("at", &ask.workspace.told(at)),
        ];
        ask.context().fill(id, &slots)
    };
    let (class, says, reason) = match one.stands {
        Stands::Not => ("open", told("report.asked", "", 0), ""),
        Stands::Done(deed) => (
            "ok",
            told("report.agreed", &deed.person, deed.at),
            deed.reason.as_str(),
        ),
        Stands::Void(deed) => ("void", told("report.agreed-before", &deed.person, deed.at), ""),
        Stands::Refused(deed) => (
            "void",
            told("report.objected", &deed.person, deed.at),
            deed.reason.as_str(),
        ),
    };
    html! { p class={ "stands " (class) } { (says) @if !reason.is_empty() { small.block { (reason) } } } }
}

fn seen(digest: Option<String>) -> Markup {
    html! { input type="hidden" name="seen" value=(digest.unwrap_or_default()); }
}

/// The forms for the whole, of which who asks sees those that are his to use now.
pub(super) fn forms(ask: &Ask<'_>, opened: &Opened, all: &[Countersign<'_>]) -> Result<Markup, Problem> {
    let place = format!("/reports/{}", opened.draft.number);
    let offered = opened.offered();
    let is_given = |consent| matches!(opened.consented(consent), Consenting::Given(_));
    let offers = ask.may(Right::Draft, Some(WHOLE)) && !offered.is_done();
    let reviews = ask.may(Right::Secrecy, Some(WHOLE)) && offered.is_done() && !is_given(Consent::Review);
    let signs = ask.may(Right::SignOff, Some(WHOLE))
        && offered.is_done()
        && is_given(Consent::Review)
        && !is_given(Consent::SignOff);
    let is_ready = all.iter().all(|one| one.stands.is_done());
    let all_given = Consent::ALL.into_iter().all(is_given);
    Ok(html! {
        @if reviews { (closed(ask, opened)?) }
        @if offers || reviews || signs {
            form.deeds.whole method="post" action={ (place) "/deed" } {
                (frame::csrf(ask)) (seen(Some(opened.composed.digest.clone())))
                @if offers {
                    button name="deed" value="offer" disabled[!is_ready] { (ask.say("report.offer")) }
                    @if !is_ready { small { (ask.say("report.first-countersign")) } }
                }
                @if reviews || signs { input name="reason" maxlength=(LONGEST) autocomplete="off" aria-label=(ask.say("report.remark")) placeholder=(ask.say("report.remark")); }
                @if reviews { button name="deed" value="review" { (ask.say("report.review")) } }
                @if signs { button name="deed" value="sign-off" { (ask.say("report.sign-off")) } }
                @if reviews || signs { button.plain name="deed" value="return" { (ask.say("report.return")) } }
            }
        }
        @if all_given && ask.may(Right::Publish, None) { p { a.next href={ "/release/new?draft=" (opened.draft.number) } { (ask.say("report.to-release")) } } }
    })
}

/// The figures in the text whose facts are not public and were not released: what whoever reviews has to look at.
fn closed(ask: &Ask<'_>, opened: &Opened) -> Result<Markup, Problem> {
    let ledger = ask.workspace.ledger()?;
    let mut closed = Vec::new();
    for said in &opened.composed.proof.written.said {
        if said.fact.secrecy != Secrecy::Public {
            let under = ledger.facts_under(&said.key, Known::Now)?;
            closed.extend((!under.iter().any(Kept::is_public)).then_some(said));
        }
    }
    Ok(html! {
        section.review {
            h2 { (ask.say("report.review-head")) }
            @if closed.is_empty() { p { (ask.say("report.review-none")) } } @else {
                p { (ask.context().fill("report.review-closed", &[("count", &closed.len())])) }
                ul { @for said in closed { li { a href={ "/source?key=" (reply::escaped(&said.key.to_string())) } { (said.span.of(opened.composed.text())) } " " span.code { (said.key) } } } }
            }
        }
    })
}

/// Asks a department to countersign a passage, or no more.
pub(crate) fn request(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let mut opened = Opened::of(ask, Right::Draft)?;
    let passage = passage(ask, &opened)?;
    let department = ask.form.get("department");
    if department.is_empty() || department.chars().count() > 60 {
        return Err(Problem::unusable("report.no-department"));
    }
    let kind = match ask.form.get("deed") {
        "spare" => Kind::Spare,
        _ => Kind::Ask,
    };
    // What a department said meanwhile is not taken from it.
    let answered = |one: &Countersign<'_>| {
        (one.passage, one.department) == (passage, department) && !matches!(one.stands, Stands::Not)
    };
    if kind == Kind::Spare && opened.countersigns().iter().any(answered) {
        return Err(Problem::new(StatusCode::CONFLICT, "report.changed"));
    }
    let doing = Doing {
        kind,
        passage: Some(passage),
        department,
        digest: "",
        reason: "",
    };
    let number = opened.draft.number;
    opened.drafts.keep(number, doing, who(ask)?)?;
    Ok(reply::see(&format!("/reports/{number}#p{passage}")))
}

/// The passage that a form names, of this draft.
fn passage(ask: &Ask<'_>, opened: &Opened) -> Result<i64, Problem> {
    let number = ask.form.get("passage").parse().map_err(|_| Problem::nowhere())?;
    opened.place(number).map(|_| number).ok_or_else(Problem::nowhere)
}

/// A department answers for a passage that it is asked about.
pub(crate) fn countersign(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let department = ask.who()?.account.department.clone();
    if !ask.may(Right::Countersign, Some(of(&department))) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "submission.no-department"));
    }
    let drafts = kept(ask)?;
    let draft = asked(ask, &drafts)?;
    let mut opened = Opened::with(ask, drafts, draft)?;
    let passage = passage(ask, &opened)?;
    let is_asked = |one: &Countersign<'_>| one.passage == passage && one.department == department;
    if !opened.countersigns().iter().any(is_asked) {
        return Err(Problem::nowhere());
    }
    let digest = opened.digest_of(passage).unwrap_or_default();
    same(ask, &digest)?;
    let (kind, reason) = (ask.form.get("deed"), reason(ask)?);
    let kind = match kind {
        "agree" => Kind::Agree,
        "object" if reason.is_empty() => return Err(Problem::unusable("report.why")),
        "object" => Kind::Object,
        _ => return Err(Problem::nowhere()),
    };
    let doing = Doing {
        kind,
        passage: Some(passage),
        department: &department,
        digest: &digest,
        reason,
    };
    let number = opened.draft.number;
    opened.drafts.keep(number, doing, who(ask)?)?;
    ask.note(kind.says(), &number.to_string())?;
    Ok(reply::see(&format!("/reports/{number}?done=kept#p{passage}")))
}

/// Fails where the text that was looked at is not the one that stands.
fn same(ask: &Ask<'_>, digest: &str) -> Result<(), Problem> {
    if ask.form.get("seen") == digest {
        return Ok(());
    }
    Err(Problem::new(StatusCode::CONFLICT, "report.changed"))
}

fn reason<'a>(ask: &'a Ask<'_>) -> Result<&'a str, Problem> {
    let reason = ask.form.get("reason");
    if reason.chars().count() > LONGEST {
        return Err(Problem::unusable("submission.long").with("most", LONGEST));
    }
    Ok(reason)
}

/// Hands the whole up, returns it, or gives a consent to it.
pub(crate) fn decide(ask: &Ask<'_>) -> Result<Reply, Problem> {
    let opened = Opened::of(ask, Right::Drafts)?;
    same(ask, &opened.composed.digest)?;
    let (kind, right) = match ask.form.get("deed") {
        "offer" => (Kind::Offer, Right::Draft),
        "review" => (Kind::Review, Right::Secrecy),
        "sign-off" => (Kind::SignOff, Right::SignOff),
        "return" if ask.may(Right::SignOff, Some(WHOLE)) => (Kind::Return, Right::SignOff),
        "return" => (Kind::Return, Right::Secrecy),
        _ => return Err(Problem::nowhere()),
    };
    if !ask.may(right, Some(WHOLE)) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "report.not-yours"));
    }
    in_order(&opened, kind)?;
    if kind == Kind::Return && reason(ask)?.is_empty() {
        return Err(Problem::unusable("report.why"));
    }
    let consent = Consent::ALL.into_iter().find(|consent| kind_of(*consent) == kind);
    if let Some(consent) = consent {
        sign(ask, &opened, consent)?;
    }
    let mut opened = opened;
    let doing = Doing {
        kind,
        passage: None,
        department: "",
        digest: &opened.composed.digest,
        reason: reason(ask)?,
    };
    let number = opened.draft.number;
    opened.drafts.keep(number, doing, who(ask)?)?;
    ask.note(kind.says(), &number.to_string())?;
    Ok(reply::see(&format!("/reports/{number}?done=kept")))
}

/// Fails where what has to come before did not.
fn in_order(opened: &Opened, kind: Kind) -> Result<(), Problem> {
    let conflict = |id| Err(Problem::new(StatusCode::CONFLICT, id));
    let is_given = |consent| matches!(opened.consented(consent), Consenting::Given(_));
    match kind {
        Kind::Offer if opened.passages.is_empty() => conflict("report.empty"),
        Kind::Review | Kind::SignOff | Kind::Return if !opened.offered().is_done() => {
            conflict("report.not-offered")
        }
        // What was signed is published; a return would be a word that nobody asks for.
        Kind::Return if is_given(Consent::SignOff) => conflict("report.changed"),
        // Somebody may be asked, or object, when it was handed up already.
        Kind::Offer | Kind::Review | Kind::SignOff
            if !opened.countersigns().iter().all(|one| one.stands.is_done()) =>
        {
            conflict("report.first-countersign")
        }
        Kind::SignOff if !is_given(Consent::Review) => conflict("report.first-review"),
        _ => Ok(()),
    }
}

/// Keeps a consent in the ledger, with the head of what was done here.
fn sign(ask: &Ask<'_>, opened: &Opened, given: Consent) -> Result<(), Problem> {
    let name = format!("{}.txt", opened.draft.name);
    let report = opened.composed.report(&name, ask);
    let head = opened.deeds.last().map_or("", |deed| deed.hash.as_str());
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("number", &opened.draft.number),
        ("head", &head.get(..12).unwrap_or(head)),
        ("reason", &reason(ask)?),
    ];
    let zh = juyan::Context {
        language: juyan::Language::Zh,
        ..ask.context()
    };
    let kind = match given {
        Consent::Review => ActKind::Review,
        Consent::SignOff => ActKind::SignOff,
    };
    let act = ask.workspace.act(kind, &ask.who()?.account.name);
    let act = act.because(&zh.fill("report.consent-reason", &told));
    let done = ask
        .workspace
        .write(|ledger| consent::give(ledger, &act, given, &report, ask.workspace.catalogue()))??;
    match done {
        Ok(_) => Ok(()),
        Err(consent::Refused::NoRules) => Err(Problem::unusable("publish.no-rules")),
        Err(consent::Refused::Stop(stop)) => {
            Err(Problem::new(StatusCode::CONFLICT, "report.flawed").with("told", stop.told(ask.context())))
        }
    }
}
