//! `juyan bind`, `juyan release`, `juyan withdraw`: what somebody says of one fact.

use super::{Desk, act, given_away, misfit, moved, short, shown, trouble};
use crate::args::{Bind, Release, Withdraw};
use juyan::Language;
use juyan::model::{Key, Secrecy, Source};
use juyan_ledger::{Act, ActKind, Change, Kept, Ledger, LedgerError, Writing};
use juyan_posting::{Moved, Poster};
use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

/// Says under which key a fact belongs; where it has that key already, that it belongs there.
pub(crate) fn bind(args: &Bind, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let said = |kept: &Kept| match &args.key {
        Some(key) => shown::key(key, desk.context()),
        None => Ok(kept.fact.key.clone()),
    };
    let act = act(ActKind::Bind, &args.doing);
    let done = one(&args.ledger, args.fact, &act, desk, |kept, ledger| {
        let key = said(kept)?;
        let misfit = misfit::said(kept, &key, ledger, desk);
        if let Some(problem) = misfit.map_err(|error| trouble::told(&error, desk.context()))? {
            return Err(problem);
        }
        let elsewhere = misfit::elsewhere(kept, &key, desk);
        let strange = elsewhere.or_else(|| misfit::otherwise_meant(kept, &key, desk));
        if let Some(problem) = strange.filter(|_| !args.misread) {
            return Err(problem);
        }
        let told = desk
            .context()
            .fill("ledger.bound", &[("fact", &kept.seq), ("key", &key)]);
        Ok((Said::Bound(key), told))
    });
    done.unwrap_or_else(|status| status)
}

/// Says that a fact that is not public was released, and on what ground.
pub(crate) fn release(args: &Release, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let ground = args.ground.trim();
    if ground.is_empty() {
        return desk.refuse(desk.context().say("ledger.no-ground"));
    }
    let act = act(ActKind::Release, &args.doing);
    let mut released = None;
    let done = one(&args.ledger, args.fact, &act, desk, |kept, _| {
        let told: [(&str, &dyn Display); 2] = [("fact", &kept.seq), ("key", &kept.fact.key)];
        if kept.fact.secrecy == Secrecy::Public {
            return Err(desk.context().fill("ledger.is-public", &told));
        }
        if kept.released {
            return Err(desk.context().fill("ledger.is-released", &told));
        }
        released = Some(kept.fact.key.clone());
        Ok((
            Said::Released(ground),
            desk.context().fill("ledger.released", &told),
        ))
    });
    if let (Ok(_), Some(key)) = (&done, released) {
        given_away::by_release(&key, &args.ledger, desk);
    }
    done.unwrap_or_else(|status| status)
}

/// Says that a fact that somebody told does not stand, and nothing takes its place.
pub(crate) fn withdraw(args: &Withdraw, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let act = act(ActKind::Answer, &args.doing);
    let done = one(&args.ledger, args.fact, &act, desk, |kept, _| {
        let told: [(&str, &dyn Display); 3] =
            [("fact", &kept.seq), ("key", &kept.fact.key), ("ledger", &name)];
        if let Source::Formula { .. } = kept.fact.source {
            // It would follow again at once.
            return Err(desk.context().fill("ledger.follows", &told));
        }
        Ok((Said::Withdrawn, desk.context().fill("ledger.withdrawn", &told)))
    });
    done.unwrap_or_else(|status| status)
}

/// What is said of a fact.
enum Said<'a> {
    Bound(Key),
    Released(&'a str),
    Withdrawn,
}

impl Said<'_> {
    fn write(&self, fact: i64, change: &mut Writing<'_>) -> Result<i64, LedgerError> {
        match self {
            Self::Bound(key) => change.bind(fact, key),
            Self::Released(ground) => change.release(fact, ground),
            Self::Withdrawn => change.withdraw(fact),
        }
    }
}

/// Keeps what `say` says of a fact that stands, or refuses with what it gives instead; tells it, and what came to something else.
fn one<'a>(
    path: &Path,
    fact: i64,
    act: &Act,
    desk: Desk<'_>,
    say: impl FnOnce(&Kept, &Ledger) -> Result<(Said<'a>, String), String>,
) -> Result<ExitCode, ExitCode> {
    let mut ledger = desk.open(path)?;
    let kept = standing(&ledger, fact, desk)?;
    let (said, told) = say(&kept, &ledger).map_err(|problem| desk.refuse(&problem))?;
    let (change, moved) =
        written(&mut ledger, fact, act, &said, desk).map_err(|error| desk.complain(&error))?;
    moved::tell_facts(&moved, &ledger, desk);
    let bound = match &said {
        Said::Bound(key) => Some(key),
        Said::Released(_) | Said::Withdrawn => None,
    };
    let keys = moved.iter().map(|moved| &moved.key).chain(bound);
    moved::ask(keys, &ledger, path, desk);
    desk.tell(
        "ledger.said",
        &[
            ("told", &told),
            ("change", &change.seq),
            ("head", &short(&change.hash)),
        ],
    );
    Ok(ExitCode::SUCCESS)
}

fn written(
    ledger: &mut Ledger,
    fact: i64,
    act: &Act,
    said: &Said<'_>,
    desk: Desk<'_>,
) -> Result<(Change, Vec<Moved>), LedgerError> {
    let poster = Poster::new(desk.context().catalogue);
    ledger.change(act, |change| {
        said.write(fact, change)?;
        poster.follow(change)
    })
}

/// The fact with this number, where it stands; complains where it does not.
pub(super) fn standing(ledger: &Ledger, fact: i64, desk: Desk<'_>) -> Result<Kept, ExitCode> {
    let told = |error: LedgerError| desk.complain(&error);
    let kept = ledger.fact(fact).map_err(told)?;
    let under = ledger.facts_under(&kept.fact.key, juyan_ledger::Known::Now);
    let mut under = under.map_err(told)?.into_iter();
    under.find(|one| one.seq == fact).ok_or_else(|| {
        desk.refuse(&desk.context().fill(
            "ledger.stands-no-more",
            &[("fact", &fact), ("key", &kept.fact.key)],
        ))
    })
}
