//! What became of a release since: what is now known of its figures, and what the congress said and was answered.

use crate::naming;
use crate::release::{KeptRelease, Release};
use crate::row::Row;
use juyan::Context;
use juyan_ledger::{Change, Kept, Known, Ledger, LedgerError, Standing};
use juyan_model::{Cell, Date, Key, Record};
use std::collections::BTreeMap;

/// What became of a release since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// What is publicly known under each key, and was before.
    pub(crate) history: BTreeMap<String, Vec<Past>>,
    /// The rows, by number, that are not so any more.
    pub(crate) changed: BTreeMap<usize, Changed>,
    /// What was known of its figures when its period was over, and was something else before it was published.
    pub(crate) revised: Vec<Revised>,
    /// What the congress said of the report.
    pub(crate) opinions: Vec<Opinion>,
}

/// A value that is or was known under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The day on which it came to be known.
    pub day: Option<Date>,
    /// What it comes to.
    pub said: String,
    /// The day on which it ceased to stand.
    pub until: Option<Date>,
    /// Why it did; empty where nobody said.
    pub why: String,
}

/// That a published figure is not so any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Changed {
    pub(crate) day: Option<Date>,
    /// What stands instead; nothing where nothing does.
    pub(crate) now: String,
    /// Why; empty where nobody said.
    pub(crate) why: String,
}

/// That a figure was another between the end of the period and the release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Revised {
    /// The number of its row.
    pub(crate) row: usize,
    pub(crate) was: String,
    /// The day since which that is not so.
    pub(crate) day: Option<Date>,
    /// Why; empty where nobody said.
    pub(crate) why: String,
}

impl Opinion {
    /// How many days after the last one it was answered; none where it was in time, or nobody says.
    pub fn late(&self) -> Option<i32> {
        let (.., answered) = self.reply.as_ref()?;
        let late = self.due?.until((*answered)?).ok()?.get_days();
        (late > 0).then_some(late)
    }
}

/// An opinion of the congress, and the reply where one is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// What it says.
    pub text: String,
    /// At which meeting.
    pub meeting: String,
    /// Who answers it.
    pub owner: String,
    /// By when.
    pub due: Option<Date>,
    /// What was answered: the words, how far it is, and the day.
    pub reply: Option<(String, String, Option<Date>)>,
}

impl Since {
    /// What became of `release`, which is among `kept`, by what the ledger knows now. What is not public is left out.
    pub fn of(
        release: &Release,
        kept: &[KeptRelease],
        ledger: &Ledger,
        context: Context<'_>,
    ) -> Result<Self, LedgerError> {
        let changes = ledger.changes()?;
        let changes: BTreeMap<i64, &Change> = changes.iter().map(|change| (change.seq, change)).collect();
        let before = Before::of(release, kept);
        let mut since = Self {
            opinions: opinions(release, kept, ledger, context)?,
            ..Self::default()
        };
        for row in &release.rows {
            let Ok(key) = row.key.parse::<Key>() else { continue };
            let history = ledger.history(&key)?;
            let new = changed(row.fact, &history, &changes, context);
            since.changed.extend(new.map(|new| (row.number, new)));
            if !since.history.contains_key(&row.key) {
                since
                    .revised
                    .extend(before.revised(row, &history, &changes, context));
                since
                    .history
                    .insert(row.key.clone(), past(&history, &changes, context));
            }
        }
        Ok(since)
    }
}

/// The time in which a revision is told of a release: its period is over, and it is not out yet.
struct Before {
    /// The last day of the period.
    cut_off: Option<Date>,
    /// The change that published the first text.
    published: i64,
}

impl Before {
    fn of(release: &Release, kept: &[KeptRelease]) -> Self {
        let texts = kept
            .iter()
            .filter(|kept| kept.taken_back.is_none() && kept.release.index == release.index);
        Self {
            cut_off: release.period.map(|period| period.to),
            published: texts.map(|kept| kept.change.seq).min().unwrap_or(i64::MAX),
        }
    }

    /// What was publicly known under the key of `row` before what the row tells, each value once, in the order of the ledger.
    fn revised(
        &self,
        row: &Row,
        history: &[Kept],
        changes: &BTreeMap<i64, &Change>,
        context: Context<'_>,
    ) -> Vec<Revised> {
        let Some(told) = history.iter().find(|kept| kept.seq == row.fact) else {
            return Vec::new();
        };
        let mut revised: Vec<Revised> = Vec::new();
        for old in history.iter().filter(|kept| kept.is_public()) {
            let Standing::Revised(by) = old.standing else {
                continue;
            };
            let day = day_of(by, changes);
            // What was not complete before the period was over is no revision.
            let is_within = by < self.published && self.cut_off.is_none_or(|end| day > Some(end));
            let was = naming::worth(&old.fact, context.catalogue);
            if is_within && !old.fact.agrees(&told.fact) && !revised.iter().any(|other| other.was == was) {
                let why = why(by, changes);
                let row = row.number;
                revised.push(Revised { row, was, day, why });
            }
        }
        revised
    }
}

fn day_of(change: i64, changes: &BTreeMap<i64, &Change>) -> Option<Date> {
    changes.get(&change)?.day()
}

fn why(change: i64, changes: &BTreeMap<i64, &Change>) -> String {
    let reason = changes.get(&change).map(|change| change.reason.trim());
    reason.unwrap_or_default().to_owned()
}

fn past(history: &[Kept], changes: &BTreeMap<i64, &Change>, context: Context<'_>) -> Vec<Past> {
    let mut told: Vec<Past> = Vec::new();
    for kept in history.iter().filter(|kept| kept.is_public()) {
        let by = match kept.standing {
            Standing::Stands => None,
            Standing::Revised(change) | Standing::TakenBack(change) => Some(change),
        };
        let past = Past {
            day: day_of(kept.change, changes),
            said: naming::worth(&kept.fact, context.catalogue),
            until: by.and_then(|by| day_of(by, changes)),
            why: by.map(|by| why(by, changes)).unwrap_or_default(),
        };
        if !told
            .iter()
            .any(|other| other.said == past.said && other.until == past.until)
        {
            told.push(past);
        }
    }
    told
}

/// Whether the fact `seq` does not stand any more, and nothing that stands publicly says the same.
fn changed(
    seq: i64,
    history: &[Kept],
    changes: &BTreeMap<i64, &Change>,
    context: Context<'_>,
) -> Option<Changed> {
    let old = history.iter().find(|kept| kept.seq == seq)?;
    let (Standing::Revised(by) | Standing::TakenBack(by)) = old.standing else {
        return None;
    };
    let stands = || history.iter().filter(|kept| kept.standing == Standing::Stands);
    if stands().any(|kept| kept.fact.agrees(&old.fact)) {
        return None;
    }
    let mut public = stands().filter(|kept| kept.is_public());
    let now = public
        .next_back()
        .map(|kept| naming::worth(&kept.fact, context.catalogue));
    if now.is_none() && stands().next().is_some() {
        return None;
    }
    Some(Changed {
        day: day_of(by, changes),
        now: now.unwrap_or_default(),
        why: why(by, changes),
    })
}

/// The opinions that came between this report and the next.
fn opinions(
    release: &Release,
    kept: &[KeptRelease],
    ledger: &Ledger,
    context: Context<'_>,
) -> Result<Vec<Opinion>, LedgerError> {
    let formed = release.header.formed();
    let others = kept.iter().filter(|kept| kept.taken_back.is_none());
    let next = others
        .filter_map(|kept| kept.release.header.formed())
        .filter(|day| Some(*day) > formed)
        .min();
    let replies = ledger.records("review_reply", Known::Now)?;
    let mut opinions = Vec::new();
    for record in ledger.records("review_opinion", Known::Now)? {
        let received = day(&record, "received");
        if received < formed || (next.is_some() && received >= next) {
            continue;
        }
        let reply = replies.iter().find(|reply| {
            let of = reply.last("opinion").and_then(|dated| dated.cell.as_ref());
            let is_of = matches!(of, Some(Cell::Link(code)) if *code == record.code);
            is_of
                && matches!(
                    reply.last("public").and_then(|dated| dated.cell.as_ref()),
                    Some(Cell::Flag(true))
                )
        });
        opinions.push(Opinion {
            text: words(&record, "text", context),
            meeting: words(&record, "meeting", context),
            owner: words(&record, "owner", context),
            due: day(&record, "due"),
            reply: reply.map(|reply| {
                (
                    words(reply, "text", context),
                    words(reply, "status", context),
                    day(reply, "day"),
                )
            }),
        });
    }
    Ok(opinions)
}

fn day(record: &Record, field: &str) -> Option<Date> {
    match record.last(field)?.cell {
        Some(Cell::Day(day)) => Some(day),
        _ => None,
    }
}

/// What a field holds, a code by its name.
fn words(record: &Record, field: &str, context: Context<'_>) -> String {
    let cell = record.last(field).and_then(|dated| dated.cell.as_ref());
    match cell {
        Some(Cell::Text(words) | Cell::Link(words)) => words.to_string(),
        Some(Cell::Code(code)) => {
            let known = context.catalogue.register(&record.register);
            let known = known.and_then(|known| known.fields.iter().find(|known| known.id == field));
            let choice = known.and_then(|known| known.codes.iter().find(|choice| choice.id == *code));
            choice.map_or_else(|| code.to_string(), |choice| choice.zh.to_string())
        }
        _ => String::new(),
    }
}
