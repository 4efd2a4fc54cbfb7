//! `juyan serve`: a ledger for people in their browsers.

use super::{Desk, act, example};
use crate::args::{Doing, Serve};
use juyan::Language;
use juyan_ledger::{ActKind, Ledger};
use juyan_web::{AccountError, Accounts, NewAccount, Role, Tls, Workspace};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The day that the example speaks of.
const HALF_YEAR: &str = "2024-06-30";

/// Opens a ledger, or the example, until somebody ends it.
pub(crate) fn serve(args: &Serve, language: Language) -> ExitCode {
    let Some(ledger) = &args.ledger else {
        return shown(args, language);
    };
    let name = ledger.display().to_string();
    opened(args, ledger, Desk::new(&name, language), |_| Ok(())).unwrap_or_else(|status| status)
}

/// The example, in a folder that is taken away in the end.
fn shown(args: &Serve, language: Language) -> ExitCode {
    let folder = std::env::temp_dir().join(format!("juyan-example-{}", std::process::id()));
    let ledger = folder.join("example.juyan");
    let name = ledger.display().to_string();
    let desk = Desk::new(&name, language);
    if let Err(error) = std::fs::create_dir(&folder) {
        return desk.refuse(&desk.context().fill("ledger.system", &[("reason", &error)]));
    }
    let done = filled(&ledger, desk)
        .and_then(|()| opened(args, &ledger, desk, |workspace| each_role(workspace, desk)));
    // What lies in the folder of what may go is of no use to anybody.
    let _ = std::fs::remove_dir_all(&folder);
    done.unwrap_or_else(|status| status)
}

fn filled(path: &Path, desk: Desk<'_>) -> Result<(), ExitCode> {
    let doing = Doing {
        person: crate::person::logged_in().to_owned(),
        reason: String::new(),
    };
    let Some(example) = example::Example::read(desk) else {
        return Err(ExitCode::FAILURE);
    };
    let begun = Ledger::create(path, example.region(), &act(ActKind::Init, &doing));
    let filled = begun.and_then(|mut ledger| example::put(&mut ledger, &example, &doing, desk));
    filled.map(drop).map_err(|error| desk.complain(&error))
}

/// An account for each role, whose passwords are told.
fn each_role(workspace: &Workspace, desk: Desk<'_>) -> Result<(), AccountError> {
    for role in Role::ALL {
        let words = format!("role.{}", role.name());
        let shown = desk.context().fill(&words, &[]);
        let new = NewAccount {
            name: role.name(),
            shown: &shown,
            department: match role {
                Role::Reporter => desk.context().say("web.example-department"),
                _ => "",
            },
            role,
        };
        let password = workspace.accounts().add_with_any_password(&new)?;
        let told: [(&str, &dyn std::fmt::Display); 3] =
            [("role", &shown), ("name", &role.name()), ("password", &password)];
        desk.tell("web.example-account", &told);
    }
    Ok(())
}

/// The certificate to be shown; none where none was told.
fn tls(args: &Serve, desk: Desk<'_>) -> Result<Option<Tls>, ExitCode> {
    let (Some(certificate), Some(key)) = (&args.tls_cert, &args.tls_key) else {
        return Ok(None);
    };
    Tls::read(certificate, key).map(Some).map_err(|error| {
        let told: [(&str, &dyn std::fmt::Display); 4] = [
            ("path", &error.path().display()),
            ("certificate", &certificate.display()),
            ("key", &key.display()),
            ("reason", &error),
        ];
        desk.refuse(&desk.context().fill(error.says(), &told))
    })
}

/// Opens the ledger at `path` to browsers, once `people` has seen to its accounts.
fn opened(
    args: &Serve,
    path: &Path,
    desk: Desk<'_>,
    people: impl FnOnce(&Workspace) -> Result<(), AccountError>,
) -> Result<ExitCode, ExitCode> {
    let example = args.example.then_some(HALF_YEAR);
    let day = super::listing::day(args.as_of.as_deref().or(example), desk)?;
    let beside: PathBuf = Workspace::accounts_beside(path);
    let unopened = |error: AccountError| {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("path", &beside.display()), ("reason", &error)];
        desk.refuse(&desk.context().fill("web.accounts-file", &told))
    };
    // Of a ledger that is none no accounts are begun.
    desk.open_to_read(path)?;
    let tls = tls(args, desk)?;
    let accounts = Accounts::open(&beside).map_err(unopened)?;
    let workspace = Workspace::new(path, accounts)
        .map_err(|error| desk.complain(&error))?
        .on(day);
    people(&workspace).map_err(unopened)?;
    if let Some(password) = workspace.first_account().map_err(unopened)? {
        desk.tell("web.first-account", &[("password", &password)]);
    }
    if tls.is_none() && !args.bind.ip().is_loopback() {
        desk.tell("web.not-loopback", &[]);
    }
    let scheme = if tls.is_some() { "https" } else { "http" };
    let listening = juyan_web::serve(workspace, args.bind, tls.as_ref(), |address| {
        desk.tell("web.listening", &[("address", &format!("{scheme}://{address}/"))]);
    });
    listening.map(|()| ExitCode::SUCCESS).map_err(|error| {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("address", &args.bind), ("reason", &error)];
        desk.refuse(&desk.context().fill("web.cannot-listen", &told))
    })
}
