//! `juyan facts`, `juyan history`, `juyan why`.

use super::{Desk, nothing, same_words, short, shown};
use crate::args::{Facts, FactsFormat, OfKey, Why};
use crate::output;
use juyan::model::{Date, Key, Source};
use juyan::{Context, Language};
use juyan_desk::{chosen, tree, wire};
use juyan_ledger::{Change, Kept, Known, Ledger, LedgerError, Standing};
use juyan_posting::Poster;
use juyan_register::Place;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::ExitCode;
use unicode_width::UnicodeWidthStr;

/// Shows facts: of one key, of keys that begin alike, or all.
pub(crate) fn facts(args: &Facts, language: Language) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let days = day(args.as_of.as_deref(), desk).and_then(|by| Ok((by, day(args.known.as_deref(), desk)?)));
    let (by, known) = match days {
        Ok(days) => days,
        Err(status) => return status,
    };
    let known = known.map_or(Known::Now, Known::On);
    let ledger = match desk.open_to_read(&args.ledger) {
        Ok(ledger) => ledger,
        Err(status) => return status,
    };
    if let Err(status) = begun_by(known, &ledger, desk) {
        return status;
    }
    let chosen = match chosen::facts(&ledger, args.key.as_deref(), known) {
        Ok(chosen) => chosen,
        Err(error) => return desk.complain(&error),
    };
    if chosen.is_empty()
        && let Some(words) = args.key.as_deref()
        && let Err(status) = none(words, &ledger, desk)
    {
        return status;
    }
    let so = |kept: &Kept| by.is_none_or(|by| kept.fact.key.period.is_none_or(|period| period.to <= by));
    let count = chosen.len();
    let chosen: Vec<Kept> = chosen.into_iter().filter(so).collect();
    if let Some(day) = by.filter(|_| chosen.is_empty() && count > 0) {
        let told: [(&str, &dyn std::fmt::Display); 2] = [("day", &day), ("count", &count)];
        output::complain(desk.name, &desk.context().fill("ledger.nothing-by", &told));
    }
    let written = match args.format {
        FactsFormat::Table => table(&chosen, &ledger),
        FactsFormat::Csv => wire::csv(&chosen, &ledger, desk.context()),
        FactsFormat::Json => wire::json(&chosen, &ledger, desk.context()),
    };
    match written {
        Ok(written) => match args.output.as_deref() {
            Some(path) => desk.keep(written.as_bytes(), path, args.format == FactsFormat::Csv),
            None => output::show(written.as_bytes(), desk.context()),
        },
        Err(error) => desk.complain(&error),
    }
}

/// Says that there is nothing under the key that `words` spell; complains where that is no key, or of no indicator.
fn none(words: &str, ledger: &Ledger, desk: Desk<'_>) -> Result<(), ExitCode> {
    if let Some(told) = nothing::of_beginning(words, desk) {
        output::complain(desk.name, &told);
        return Ok(());
    }
    if let Some(problem) = nothing::no_indicator(words, desk) {
        return Err(desk.refuse(&problem));
    }
    let key = shown::key(words, desk.context()).map_err(|problem| desk.refuse(&problem))?;
    if let Some(problem) = nothing::unknown(&key, desk) {
        return Err(desk.refuse(&problem));
    }
    let told = nothing::told(&key, ledger, desk).map_err(|error| desk.complain(&error))?;
    output::complain(desk.name, &told);
    Ok(())
}

fn table(facts: &[Kept], ledger: &Ledger) -> Result<String, LedgerError> {
    /// Keys that take more room push what is behind them on; all others stay in lines of eighty columns.
    const WIDEST: usize = 44;
    let mut out = String::new();
    let widths = facts.iter().map(|kept| kept.fact.key.to_string().width());
    let widest = widths.max().unwrap_or_default().min(WIDEST);
    for kept in facts {
        let row = shown::Row::of(kept, ledger)?;
        let key = kept.fact.key.to_string();
        let room = " ".repeat(widest.saturating_sub(key.width()));
        out += &fitted(
            format!("{:>6}  {key}{room}  {}", kept.seq, row.value),
            &row.source,
        );
    }
    Ok(out)
}

/// A line with `last` behind it, or below it where eighty columns do not hold both.
fn fitted(line: String, last: &str) -> String {
    const COLUMNS: usize = 80;
    if last.is_empty() {
        line + "\n"
    } else if line.width() + 2 + last.width() <= COLUMNS {
        format!("{line}  {last}\n")
    } else {
        format!("{line}\n{}{last}\n", " ".repeat(8))
    }
}

/// Shows all that was ever known under a key, and what became of it.
pub(crate) fn history(args: &OfKey, language: Language) -> ExitCode {
    told(args, language, |ledger, kept, changes, context| {
        let mut out = String::new();
        for kept in kept {
            let row = shown::Row::of(kept, ledger)?;
            let change = changes.get(&kept.change);
            let _ = writeln!(
                out,
                "{:>6}  {}  {}  {}  {}",
                kept.seq,
                row.value,
                row.source,
                moment(change, context),
                standing(kept, context)
            );
            for (ground, change) in ledger.releases(kept.seq)? {
                let words: [(&str, &dyn std::fmt::Display); 4] = [
                    ("change", &change.seq),
                    ("at", &change.minute()),
                    ("person", &change.person),
                    ("ground", &ground),
                ];
                let _ = writeln!(out, "        {}", context.fill("ledger.released-on", &words));
            }
        }
        Ok(out)
    })
}

/// Shows where what stands under a key came from, down to the sentence.
pub(crate) fn why(args: &Why, language: Language) -> ExitCode {
    let poster = Poster::new(juyan::catalogue());
    let name = args.of.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let more = (!args.all).then_some("why.more");
    told(&args.of, language, |ledger, kept, changes, context| {
        let mut out = none_stands(ledger, kept, changes, context)?;
        let is_reckoned = |kept: &&Kept| matches!(kept.fact.source, Source::Formula { .. });
        let standing = kept.iter().filter(|kept| kept.standing == Standing::Stands);
        let (reckoned, key) = (standing.clone().find(is_reckoned), kept.first());
        let why_not = key
            .filter(|_| reckoned.is_none())
            .and_then(|kept| uneven(&kept.fact.key, ledger, desk));
        let same_words = ledger.same_words()?;
        for kept in kept.iter().filter(|kept| kept.standing == Standing::Stands) {
            let row = shown::Row::of(kept, ledger)?;
            let _ = writeln!(out, "{}  {}", kept.fact.key, row.value);
            if let Source::Document {
                document,
                span,
                sentence,
            } = &kept.fact.source
                && let Some(paper) = ledger.paper(document)?
            {
                let _ = writeln!(
                    out,
                    "  {}: {}",
                    row.source,
                    shown::quoted(&paper.text, *sentence, *span)
                );
            } else {
                let tree = tree::of(kept, ledger, &poster, more, desk.context())?;
                if kept.fact.source.is_reckoned() {
                    let _ = writeln!(out, "  {}", context.say("why.reckoned"));
                } else if tree.is_empty() && !row.source.is_empty() {
                    let _ = writeln!(out, "  {}", row.source);
                }
                out += &tree;
            }
            out += &brought(changes.get(&kept.change), context);
            if let Some(came) = &kept.came_as {
                let _ = writeln!(out, "  {}", context.fill("ledger.came-as", &[("key", came)]));
                out += &same_words::line(&same_words, kept.seq, changes, context);
            }
        }
        out += &why_not.map(|told| told + "\n").unwrap_or_default();
        Ok(out)
    })
}

/// Why nothing is reckoned under a key, where the years that it would hold against each other are not covered alike.
fn uneven(key: &Key, ledger: &Ledger, desk: Desk<'_>) -> Option<String> {
    let context = desk.context();
    let poster = Poster::new(context.catalogue);
    // That the records cannot be read is told where they are asked for.
    let uneven = ledger.read(|reading| poster.uneven(reading)).ok()?;
    let own = uneven.into_iter().find(|uneven| uneven.key == *key)?;
    let complaint = own.complaint(&Place::default());
    Some(complaint.said(context.catalogue, context.language.code()))
}

/// That nothing stands any more under a key, what stood last, and what became of that; empty where something stands.
fn none_stands(
    ledger: &Ledger,
    kept: &[Kept],
    changes: &BTreeMap<i64, Change>,
    context: Context<'_>,
) -> Result<String, LedgerError> {
    let stands = kept.iter().any(|kept| kept.standing == Standing::Stands);
    let Some(last) = kept.last().filter(|_| !stands) else {
        return Ok(String::new());
    };
    let row = shown::Row::of(last, ledger)?;
    let told: [(&str, &dyn std::fmt::Display); 2] =
        [("value", &row.value), ("standing", &standing(last, context))];
    let since = match last.standing {
        Standing::Stands => None,
        Standing::Revised(by) | Standing::TakenBack(by) => changes.get(&by),
    };
    Ok(format!(
        "{}\n  {}\n{}",
        last.fact.key,
        context.fill("ledger.none-stands", &told),
        brought(since, context)
    ))
}

/// The change that brought something, with who did it and why.
fn brought(change: Option<&Change>, context: Context<'_>) -> String {
    let Some(change) = change else {
        return String::new();
    };
    let by: [(&str, &dyn std::fmt::Display); 3] = [
        ("change", &change.seq),
        ("told", &moment(Some(change), context)),
        ("hash", &short(&change.hash)),
    ];
    format!("  {}\n", context.fill("ledger.brought", &by))
}

/// Says of a key's facts what `say` says; complains where the key is none or nothing is known under it.
fn told(
    args: &OfKey,
    language: Language,
    say: impl Fn(&Ledger, &[Kept], &BTreeMap<i64, Change>, Context<'_>) -> Result<String, LedgerError>,
) -> ExitCode {
    let name = args.ledger.display().to_string();
    let desk = Desk::new(&name, language);
    let asked = desk
        .open_to_read(&args.ledger)
        .and_then(|ledger| Ok((key(&args.key, &ledger, desk)?, ledger)));
    let (key, ledger) = match asked {
        Ok(asked) => asked,
        Err(status) => return status,
    };
    let written = ledger.history(&key).and_then(|kept| {
        if kept.is_empty() {
            return Ok(None);
        }
        let changes = ledger
            .changes()?
            .into_iter()
            .map(|change| (change.seq, change))
            .collect();
        say(&ledger, &kept, &changes, desk.context()).map(Some)
    });
    match written {
        Ok(Some(written)) => {
            let written = output::in_width(&written, output::width());
            output::show(written.as_bytes(), desk.context())
        }
        Ok(None) => {
            let why = uneven(&key, &ledger, desk);
            match why.map_or_else(|| nothing::told(&key, &ledger, desk), Ok) {
                Ok(why) => desk.refuse(&why),
                Err(error) => desk.complain(&error),
            }
        }
        Err(error) => desk.complain(&error),
    }
}

/// The key that `words` spell, or the only one that begins so; complains where there is none or several.
fn key(words: &str, ledger: &Ledger, desk: Desk<'_>) -> Result<Key, ExitCode> {
    if words.trim().is_empty() {
        return Err(desk.refuse(desk.context().say("ledger.which-key")));
    }
    let spelled = shown::key(words, desk.context());
    // What an older program kept stands under the very spelling.
    if let Ok(key) = words.parse::<Key>()
        && ledger.history(&key).is_ok_and(|kept| !kept.is_empty())
    {
        return Ok(key);
    }
    // A key that is whole is meant as it stands, though another begins so.
    if let Ok(key) = &spelled
        && key.period.is_some()
    {
        return Ok(key.clone());
    }
    let facts = chosen::facts(ledger, Some(words), Known::Now).map_err(|error| desk.complain(&error))?;
    let keys: BTreeSet<Key> = facts.into_iter().map(|kept| kept.fact.key).collect();
    match (spelled, keys.len()) {
        (Ok(key), _) if keys.contains(&key) || keys.is_empty() => Ok(key),
        (_, 1) => keys.into_iter().next().ok_or(ExitCode::FAILURE),
        (Err(problem), 0) => {
            let why = nothing::of_beginning(words, desk).or_else(|| nothing::no_indicator(words, desk));
            Err(desk.refuse(&why.unwrap_or(problem)))
        }
        (_, count) => {
            let told: [(&str, &dyn std::fmt::Display); 2] = [("key", &words), ("count", &count)];
            let status = desk.refuse(&desk.context().fill("ledger.several", &told));
            let mut lines = String::new();
            for key in keys.iter().take(super::import::TOLD) {
                let _ = writeln!(lines, "  {key}{}", shown::named(key, desk.context()));
            }
            super::import::more(&mut lines, count, desk.context());
            output::complain_at_length(&lines);
            Err(status)
        }
    }
}

/// When something was done, what, by whom and why, as far as that was told.
fn moment(change: Option<&Change>, context: Context<'_>) -> String {
    let Some(change) = change else {
        return String::new();
    };
    let at = change.minute();
    let act = context.fill(&format!("changes.{}", change.kind.name()), &[]);
    let told = [at, act, change.person.clone(), change.reason.clone()];
    let told = told
        .iter()
        .map(|words| words.trim())
        .filter(|words| !words.is_empty());
    told.collect::<Vec<_>>().join(" ")
}

fn standing(kept: &Kept, context: Context<'_>) -> String {
    match kept.standing {
        Standing::Stands => context.say("ledger.stands").to_owned(),
        Standing::Revised(by) => context.fill("ledger.revised-by", &[("change", &by)]),
        Standing::TakenBack(by) => context.fill("ledger.taken-back-by", &[("change", &by)]),
    }
}

/// The day that `words` name; complains where they name none.
pub(super) fn day(words: Option<&str>, desk: Desk<'_>) -> Result<Option<Date>, ExitCode> {
    let Some(words) = words else { return Ok(None) };
    let day = crate::day::named(words, desk.context());
    day.map(Some).map_err(|problem| desk.refuse(&problem))
}

/// Complains where on the day of which one asks the ledger was not begun.
pub(super) fn begun_by(known: Known, ledger: &Ledger, desk: Desk<'_>) -> Result<(), ExitCode> {
    let Known::On(day) = known else { return Ok(()) };
    let changes = ledger.changes().map_err(|error| desk.complain(&error))?;
    let first = changes.first().and_then(Change::day);
    let Some(begun) = first.filter(|begun: &Date| *begun > day) else {
        return Ok(());
    };
    let told: [(&str, &dyn std::fmt::Display); 2] = [("day", &day), ("begun", &begun)];
    Err(desk.refuse(&desk.context().fill("ledger.not-begun", &told)))
}
