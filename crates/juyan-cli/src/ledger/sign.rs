//! `juyan sign`: that a report was reviewed for secrets, or signed off.

use super::record::Report;
use super::{Desk, act, short};
use crate::args::{Consent as Said, Sign};
use crate::input::Input;
use juyan::Language;
use juyan_ledger::{ActKind, Consent, Ledger};
use std::process::ExitCode;

/// Keeps that somebody consents to this text of a report.
pub(crate) fn sign(args: &Sign, language: Language) -> ExitCode {
    let (name, path) = (
        args.report.display().to_string(),
        args.ledger.display().to_string(),
    );
    let (file, desk) = (Desk::new(&name, language), Desk::new(&path, language));
    let mut ledger = match desk.open(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    let home = match ledger.region() {
        Ok(home) => home,
        Err(error) => return desk.complain(&error),
    };
    let bytes = Input::new(&args.report).bytes();
    let report = match bytes.and_then(|bytes| Report::read(&bytes, &home, file)) {
        Ok(report) => report,
        Err(problem) => return file.refuse(&problem.told(file.context())),
    };
    let (consent, kind) = match args.consent {
        Said::Review => (Consent::Review, ActKind::Review),
        Said::SignOff => (Consent::SignOff, ActKind::SignOff),
    };
    if let Some(status) = refused(consent, args, &report, &ledger, desk) {
        return status;
    }
    let done = ledger.change(&act(kind, &args.doing), |change| {
        let digest = change.paper(&report.paper)?;
        change.consent(consent, &digest)
    });
    let (change, ()) = match done {
        Ok(done) => done,
        Err(error) => return desk.complain(&error),
    };
    let context = desk.context();
    let told: [(&str, &dyn std::fmt::Display); 4] = [
        (
            "consent",
            &context.fill(&format!("publish.consent.{}", consent.name()), &[]),
        ),
        ("title", &report.paper.title.as_deref().unwrap_or(&name)),
        ("change", &change.seq),
        ("head", &short(&change.hash)),
    ];
    desk.tell("publish.signed", &told);
    ExitCode::SUCCESS
}

/// That the person who would consent is the one who already gave the other consent; said, with its ground.
fn refused(
    consent: Consent,
    args: &Sign,
    report: &Report,
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Option<ExitCode> {
    let rules = match super::publish::rules(ledger, desk) {
        Ok(rules) => rules,
        Err(trouble) => return Some(trouble.told(desk)),
    };
    let given = match ledger.consents(&report.paper.digest()) {
        Ok(given) => given,
        Err(error) => return Some(desk.complain(&error)),
    };
    let person = super::person(&args.doing);
    let stop = juyan_publish::one_person(&given, consent, &person, rules)?;
    Some(desk.refuse(&stop.told(desk.context())))
}
