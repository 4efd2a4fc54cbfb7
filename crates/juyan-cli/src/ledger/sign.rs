//! `juyan sign`: that a report was reviewed for secrets, or signed off.

use super::{Desk, act, short};
use crate::args::{Consent as Said, Sign};
use crate::input::Input;
use crate::problem::Problem;
use juyan::Language;
use juyan_desk::consent::{self, Refused};
use juyan_desk::report::Report;
use juyan_ledger::{ActKind, Consent};
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
    let report =
        bytes.and_then(|bytes| Report::read(&bytes, &home, file.context()).map_err(Problem::NoReport));
    let report = match report {
        Ok(report) => report,
        Err(problem) => return file.refuse(&problem.told(file.context())),
    };
    let (consent, kind) = match args.consent {
        Said::Review => (Consent::Review, ActKind::Review),
        Said::SignOff => (Consent::SignOff, ActKind::SignOff),
    };
    let act = act(kind, &args.doing);
    let done = consent::give(&mut ledger, &act, consent, &report, desk.context().catalogue);
    let change = match done {
        Ok(Ok(change)) => change,
        Ok(Err(Refused::NoRules)) => return desk.refuse(desk.context().say("publish.no-rules")),
        Ok(Err(Refused::Stop(stop))) => return desk.refuse(&stop.told(desk.context())),
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
