//! `juyan init`, `juyan answer`, `juyan undo`.

use super::{Desk, act, differ, example, misfit, moved, same_words, short};
use crate::args::{Answer, Init, Undo};
use juyan::Language;
use juyan::model::Key;
use juyan_ledger::{Act, ActKind, Kept, Ledger, LedgerError};
use juyan_posting::Poster;
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
        if args.fact == args.other {
            let one = desk.context().fill("ledger.one-fact", &[("fact", &args.fact)]);
            return Err(desk.refuse(&one));
        }
        if key != other_key {
            let told: [(&str, &dyn std::fmt::Display); 4] = [
                ("fact", &args.fact),
                ("other", &args.other),
                ("key", key),
                ("other_key", other_key),
            ];
            return Err(desk.refuse(&desk.context().fill("ledger.not-of-one-key", &told)));
        }
        answerable(&fact, &other, &said, &ledger, desk)?;
        if let Said::Key(key) = &said {
            let misfit = misfit::said(&other, key, &ledger, desk);
            let misfit = misfit.map_err(|error| desk.complain(&error))?;
            let misfit = misfit.or_else(|| misfit::elsewhere(&other, key, desk));
            misfit.map_or(Ok(()), |problem| Err(desk.refuse(&problem)))?;
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

/// Complains where there is nothing to answer: one of the facts stands no more, both were answered for, or they do not differ.
fn answerable(
    fact: &Kept,
    other: &Kept,
    said: &Said,
    ledger: &Ledger,
    desk: Desk<'_>,
) -> Result<(), ExitCode> {
    let context = desk.context();
    for kept in [fact, other] {
        super::fact::standing(ledger, kept.seq, desk)?;
    }
    let answer = ledger.answer_of(fact.seq, other.seq);
    let answer = answer.map_err(|error| desk.complain(&error))?;
    let change = answer.unwrap_or_default();
    let told: [(&str, &dyn std::fmt::Display); 4] = [
        ("fact", &fact.seq),
        ("other", &other.seq),
        ("change", &change),
        ("ledger", &desk.name),
    ];
    if answer.is_some() {
        return Err(desk.refuse(&context.fill("ledger.already-answered", &told)));
    }
    if matches!(said, Said::Both) && !differ(&fact.fact, &other.fact) {
        return Err(desk.refuse(&context.fill("ledger.do-not-differ", &told)));
    }
    Ok(())
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
    let act = act(ActKind::Undo, &args.doing);
    let done = if args.dry_run {
        rehearsed(args, &poster, &act, desk)
    } else {
        undone(args, &poster, &act, desk)
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => desk.complain(&error),
    }
}

fn undone(args: &Undo, poster: &Poster<'_>, act: &Act, desk: Desk<'_>) -> Result<(), LedgerError> {
    let mut ledger = Ledger::open(&args.ledger)?;
    let freed = same_words::standing_on(&ledger, args.change)?;
    let (change, turned) = poster.undo(&mut ledger, args.change, act)?;
    moved::tell_turned(&turned, &ledger, desk);
    same_words::tell_freed(freed, args.change, desk);
    moved::ask(
        turned.iter().map(|turned| &turned.key),
        &ledger,
        &args.ledger,
        desk,
    );
    desk.tell(
        "ledger.undone",
        &[
            ("reversed", &args.change),
            ("change", &change.seq),
            ("head", &short(&change.hash)),
        ],
    );
    Ok(())
}

fn rehearsed(args: &Undo, poster: &Poster<'_>, act: &Act, desk: Desk<'_>) -> Result<(), LedgerError> {
    let turned = poster.rehearse_undo(&args.ledger, args.change, act)?;
    let ledger = Ledger::open_to_read(&args.ledger)?;
    moved::tell_turned(&turned, &ledger, desk);
    same_words::tell_freed(same_words::standing_on(&ledger, args.change)?, args.change, desk);
    desk.tell("ledger.undo-rehearsed", &[("change", &args.change)]);
    Ok(())
}
