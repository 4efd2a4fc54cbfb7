//! `juyan verify`, `juyan backup`.

use super::{Desk, trouble};
use crate::args::{Backup, Verify};
use crate::output;
use juyan::Language;
use juyan_ledger::{Ledger, LedgerError};
use juyan_posting::{Poster, Unfounded};
use std::process::ExitCode;

/// The exit status where a ledger is not what it was.
const FLAWED: u8 = 1;

/// How many digits a head has.
const HEAD: usize = 64;

/// Looks a ledger through; says what is wrong, or its head.
pub(crate) fn verify(args: &Verify, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    // The first digits of a head, as changes print it, would have an honest ledger called a forged one.
    let is_whole = |head: &str| head.len() == HEAD && head.bytes().all(|digit| digit.is_ascii_hexdigit());
    if let Some(head) = args.head.as_deref().filter(|head| !is_whole(head)) {
        return desk.refuse(&desk.context().fill("ledger.head-cut", &[("head", &head)]));
    }
    let verified = desk.open_to_read(&args.ledger).and_then(|ledger| {
        let verified = ledger
            .verify(args.head.as_deref().map(str::to_ascii_lowercase).as_deref())
            .and_then(|mut verified| {
                verified.flaws.extend(ledger.ahead_of(super::today())?);
                if !verified.flaws.is_empty() {
                    return Ok((verified, Unfounded::default(), Vec::new()));
                }
                let poster = Poster::new(desk.context().catalogue);
                let unfounded = ledger.read(|reading| poster.unfounded(reading))?;
                let (_, unreadable) = juyan_publish::kept(ledger.publications()?);
                Ok((verified, unfounded, unreadable))
            });
        verified.map_err(|error| desk.complain(&error))
    });
    match verified {
        Ok((verified, unfounded, unreadable))
            if verified.flaws.is_empty() && unfounded.sums.is_empty() && unreadable.is_empty() =>
        {
            let mut told: Vec<(&str, &dyn std::fmt::Display)> =
                vec![("changes", &verified.changes), ("head", &verified.head)];
            let (count, first) = (unfounded.facts.len(), unfounded.facts.first());
            if let Some(first) = first {
                told.push(("count", &count));
                told.push(("key", &first.key));
                output::complain(&name, &desk.context().fill("ledger.unfounded", &told));
            }
            let sound = first.map_or("ledger.sound", |_| "ledger.sound-but");
            desk.tell(sound, &told);
            ExitCode::SUCCESS
        }
        Ok((verified, unfounded, unreadable)) => {
            for change in unreadable {
                let told = desk.context().fill("publish.unreadable", &[("change", &change)]);
                output::complain(&name, &told);
            }
            let sums = unfounded
                .sums
                .iter()
                .map(|sum| trouble::sums(sum, desk.context()));
            for flaw in trouble::flaws(&verified.flaws, desk.context())
                .into_iter()
                .chain(sums)
            {
                output::complain(&name, &flaw);
            }
            if let Some(first) = unfounded.facts.first() {
                let told: [(&str, &dyn std::fmt::Display); 2] =
                    [("count", &unfounded.facts.len()), ("key", &first.key)];
                output::complain(&name, &desk.context().fill("ledger.unfounded-kept", &told));
            }
            ExitCode::from(FLAWED)
        }
        Err(status) => status,
    }
}

/// Copies a ledger while others may be writing to it, and looks the copy through: a copy of a damaged ledger is no backup.
pub(crate) fn backup(args: &Backup, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let to = args.file.display().to_string();
    let copy = Desk::new(&to, language);
    let copied = desk.open_to_read(&args.ledger).and_then(|ledger| {
        ledger.backup(&args.file).map_err(|error| match &error {
            // What is wrong then is wrong where the copy was to stand.
            LedgerError::Full
            | LedgerError::ReadOnly
            | LedgerError::Exists(_)
            | LedgerError::IsFolder(_)
            | LedgerError::NoFolder(_) => copy.complain(&error),
            _ => desk.complain(&error),
        })
    });
    if let Err(status) = copied {
        return status;
    }
    let verified = Ledger::open_to_read(&args.file).and_then(|copied| copied.verify(None));
    let flaws = match &verified {
        Ok(verified) if verified.flaws.is_empty() => {
            desk.tell("ledger.copied", &[("path", &to), ("head", &verified.head)]);
            return ExitCode::SUCCESS;
        }
        Ok(verified) => trouble::flaws(&verified.flaws, desk.context()),
        Err(error) => vec![trouble::told(error, desk.context())],
    };
    for flaw in flaws {
        output::complain(&name, &flaw);
    }
    output::complain(&to, desk.context().say("ledger.copied-flawed"));
    ExitCode::from(FLAWED)
}
