//! `juyan init`, `juyan answer`, `juyan undo`.

use super::{Desk, act, example, moved, short};
use crate::args::{Answer, Init, Undo};
use juyan::Language;
use juyan::model::Key;
use juyan_ledger::{ActKind, Known, Ledger, LedgerError};
use juyan_posting::{Moved, Poster};
use std::process::ExitCode;

/// Begins a ledger for a region.
pub(crate) fn init(args: &Init, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let Some(region) = desk.context().catalogue.region_of(&args.region) else {
        return desk.refuse(
            &desk
                .context()
                .fill("ledger.no-region", &[("region", &args.region)]),
        );
    };
    let example = args.example.then(|| example::Example::read(desk)).flatten();
    if let Some(other) = example.as_ref().map(example::Example::region)
        && other != args.region
    {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("region", &args.region), ("example", &other)];
        return desk.refuse(&desk.context().fill("example.region", &told));
    }
    let begun = Ledger::create(&args.ledger, &args.region, &act(ActKind::Init, &args.doing));
    let filled = begun.and_then(|mut ledger| {
        if let Some(example) = &example {
            example::fill(&mut ledger, example, args, desk)?;
        }
        ledger.head()
    });
    match filled {
        Ok(head) => {
            let head = head.map(|head| head.hash).unwrap_or_default();
            desk.tell(
                "ledger.begun",
                &[
                    ("path", &name),
                    ("region", &region.name),
                    ("code", &args.region),
                    ("head", &short(&head)),
                ],
            );
            ExitCode::SUCCESS
        }
        Err(error) => desk.complain(&error),
    }
}

/// Keeps what somebody says of two facts of one key.
pub(crate) fn answer(args: &Answer, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let key = match args
        .key
        .as_deref()
        .map(|key| super::shown::key(key, desk.context()))
        .transpose()
    {
        Ok(key) => key,
        Err(problem) => return desk.refuse(&problem),
    };
    let Some(said) = Said::of(args, key) else {
        return desk.refuse(desk.context().say("ledger.no-answer"));
    };
    let poster = Poster::new(desk.context().catalogue);
    let done = desk.open(&args.ledger).and_then(|mut ledger| {
        let facts = ledger
            .fact(args.fact)
            .and_then(|fact| Ok((fact, ledger.fact(args.other)?)));
        let (fact, other) = facts.map_err(|error| desk.complain(&error))?;
        let (key, other_key) = (&fact.fact.key, &other.fact.key);
        if args.fact == args.other || key != other_key {
            let told: [(&str, &dyn std::fmt::Display); 4] = [
                ("fact", &args.fact),
                ("other", &args.other),
                ("key", key),
                ("other_key", other_key),
            ];
            return Err(desk.refuse(&desk.context().fill("ledger.not-of-one-key", &told)));
        }
        let kept = {
            ledger.change(&act(ActKind::Answer, &args.doing), |change| {
                match &said {
                    Said::Both => change.both_stand(args.fact, args.other),
                    Said::Revised => change.is_revised_by(args.fact, args.other),
                    Said::Key(key) => change.bind(args.other, key),
                }?;
                poster.follow(change)
            })
        };
        let (change, moved) = kept.map_err(|error| desk.complain(&error))?;
        moved::tell(&moved, &ledger, &args.ledger, desk);
        Ok(change)
    });
    match done {
        Ok(change) => {
            desk.tell(
                "ledger.answered",
                &[("change", &change.seq), ("head", &short(&change.hash))],
            );
            ExitCode::SUCCESS
        }
        Err(status) => status,
    }
}

/// What somebody says of two facts.
enum Said {
    Both,
    Revised,
    Key(Key),
}

impl Said {
    fn of(args: &Answer, key: Option<Key>) -> Option<Self> {
        match (args.both, args.revised, key) {
            (true, ..) => Some(Self::Both),
            (_, true, _) => Some(Self::Revised),
            (.., key) => key.map(Self::Key),
        }
    }
}

/// Takes a change back, or says what that would come to.
pub(crate) fn undo(args: &Undo, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let poster = Poster::new(desk.context().catalogue);
    let mut ledger = match desk.open(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    let act = act(ActKind::Undo, &args.doing);
    let mut goes = match brought(&ledger, args.change) {
        Ok(goes) => goes,
        Err(error) => return desk.complain(&error),
    };
    let undone = ledger.undo_and(args.change, &act, |change| {
        let moved = poster.follow(change)?;
        if args.dry_run {
            return Err(Unkept::Rehearsed(moved));
        }
        Ok(moved)
    });
    match undone {
        Ok((change, moved)) => {
            join(&mut goes, moved);
            moved::tell(&goes, &ledger, &args.ledger, desk);
            desk.tell(
                "ledger.undone",
                &[
                    ("reversed", &args.change),
                    ("change", &change.seq),
                    ("head", &short(&change.hash)),
                ],
            );
            ExitCode::SUCCESS
        }
        Err(Unkept::Rehearsed(moved)) => {
            join(&mut goes, moved);
            moved::tell_facts(&goes, &ledger, desk);
            desk.tell("ledger.undo-rehearsed", &[("change", &args.change)]);
            ExitCode::SUCCESS
        }
        Err(Unkept::Failed(error)) => desk.complain(&error),
    }
}

/// The facts that a change brought and that stand, each with the one that stands again without it.
fn brought(ledger: &Ledger, change: i64) -> Result<Vec<Moved>, LedgerError> {
    let facts = ledger.facts(Known::Now)?.into_iter();
    let own = facts.filter(|kept| kept.change == change);
    own.map(|kept| {
        let before = kept.revises.map(|seq| ledger.fact(seq)).transpose()?;
        Ok(Moved {
            key: kept.fact.key.clone(),
            is: before.map(|before| before.fact),
            was: Some(kept),
            lapsed: false,
        })
    })
    .collect()
}

/// Takes what came to something else in the end together with what goes.
fn join(goes: &mut Vec<Moved>, moved: Vec<Moved>) {
    for moved in moved {
        match goes.iter_mut().find(|gone| gone.key == moved.key) {
            Some(gone) => gone.is = moved.is,
            None => goes.push(moved),
        }
    }
}

/// Why nothing of a reversal is kept.
enum Unkept {
    /// It was only to be told what it comes to.
    Rehearsed(Vec<Moved>),
    /// It cannot be done.
    Failed(LedgerError),
}

impl From<LedgerError> for Unkept {
    fn from(error: LedgerError) -> Self {
        Self::Failed(error)
    }
}
