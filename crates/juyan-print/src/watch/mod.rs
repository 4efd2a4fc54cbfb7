//! What the monitor sees, for people and other programs: a table for a terminal, a page with charts, a bulletin of one page,
//! a workbook, and lines for programs. It judges nothing.

mod answers;
mod asked;
mod bulletin;
mod chart;
mod columns;
mod csv;
mod page;
mod table;
mod tasks;
mod wire;
mod workbook;

pub use bulletin::bulletin;
pub use csv::write as csv;
pub use page::write as page;
pub use table::write as table;
pub use tasks::open as open_tasks;
pub use tasks::write as tasks;
pub use wire::write as json;
pub use workbook::{SheetError, workbook};

use juyan::Context;
use juyan::model::{Date, Key, Rational};
use juyan::vocabulary::{Cadence, Colour, Course, Lights};
use juyan_monitor::{
    Amount, Deed, Due, Item, Likely, Openness, Origin, Overwriting, Planned, Round, State, TaskState, Turn,
    Watch, rounded,
};
use std::collections::BTreeMap;

/// What a paper says, and which paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The title of the paper, or its name.
    pub paper: String,
    /// Its words.
    pub words: String,
}

/// What is printed: what was seen, by which rules, out of which ledger.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// What was seen.
    pub watch: &'a Watch,
    /// The rule set.
    pub lights: &'a Lights,
    /// The name of the region.
    pub region: &'a str,
    /// Its code.
    pub code: &'a str,
    /// The ledger, as commands name it.
    pub ledger: &'a str,
    /// The head of the ledger's chain, so that the sheet can be held against the ledger.
    pub head: &'a str,
    /// How many changes the ledger has.
    pub changes: i64,
    /// What of the plan could not be used, in words.
    pub flaws: &'a [String],
    /// What papers say of figures that somebody is asked about, by the numbers of their facts.
    pub quotes: &'a BTreeMap<i64, Quote>,
    /// In which words.
    pub context: Context<'a>,
}

impl<'a> Sheet<'a> {
    fn say(&self, id: &'a str) -> &'a str {
        self.context.say(id)
    }

    /// The name of the rule set.
    fn rules(&self) -> &'a str {
        self.context.either(&self.lights.zh, &self.lights.en)
    }

    fn title(&self) -> String {
        self.context.fill(
            "watch.title",
            &[("region", &self.region), ("year", &self.watch.day.year())],
        )
    }

    /// The line below the title: the day, the rules, how much of the year is gone.
    fn lead(&self) -> String {
        self.context.fill(
            "watch.lead",
            &[
                ("day", &self.day(self.watch.day)),
                ("rules", &self.rules()),
                ("time", &percent(&self.watch.time)),
            ],
        )
    }

    /// The head of the chain, and to those who have the ledger how to hold the sheet against it.
    fn chain(&self) -> String {
        let id = if self.watch.is_public {
            "bulletin.chain"
        } else {
            "watch.chain"
        };
        self.context
            .fill(id, &[("head", &self.head), ("changes", &self.changes)])
    }

    /// Why the light is so; the bare numbers where the rule set does not judge what is behind.
    fn why(&self, item: &Item) -> String {
        let why = item
            .light
            .why
            .told(self.context.catalogue, self.context.language.code());
        let (progress, time) = (item.measures.get("progress"), item.measures.get("time"));
        match (item.light.colour, progress.zip(time)) {
            (Colour::None, Some((progress, time))) if item.lags && item.silence.is_none() => {
                self.context.fill(
                    "watch.not-judged",
                    &[
                        ("progress", &percent(progress)),
                        ("time", &percent(time)),
                        ("why", &why),
                    ],
                )
            }
            _ => why,
        }
    }

    /// The light in one word; that a figure is overdue where there is none for that.
    fn light(&self, item: &Item) -> &'a str {
        if item.light.colour == Colour::None && item.silence.is_some() {
            return self.say("watch.silent-light");
        }
        self.colour(item.light.colour)
    }

    /// A day as a sentence has it.
    fn day(&self, day: Date) -> String {
        juyan_monitor::day(day, self.context.catalogue, self.context.language.code())
    }

    fn colour(&self, colour: Colour) -> &'a str {
        self.say(match colour {
            Colour::None => "watch.none",
            Colour::Green => "watch.green",
            Colour::Yellow => "watch.yellow",
            Colour::Red => "watch.red",
        })
    }

    /// The name of a target; with a mark where it is not public by itself.
    fn name(&self, item: &Item) -> String {
        format!("{}{}", item.target.name, self.mark(item.openness))
    }

    fn mark(&self, openness: Openness) -> &'a str {
        match openness {
            Openness::Public => "",
            Openness::Released => self.say("watch.released"),
            Openness::Internal => self.say("watch.internal"),
        }
    }

    /// What is wanted; a stroke where that is not to be seen.
    fn planned(&self, item: &Item) -> String {
        if item.hides_target {
            self.say("watch.hidden").to_owned()
        } else {
            told(&item.target.amount)
        }
    }

    /// That the number of a target was written over, by whom and when.
    fn overwritten(&self, item: &Item, change: &Overwriting) -> String {
        let unknown = || self.say("watch.unknown").to_owned();
        let day = change.recorded.map_or_else(unknown, |day| day.to_string());
        let by = Some(change.by.to_string())
            .filter(|by| !by.is_empty())
            .unwrap_or_else(unknown);
        let told = self.context.fill(
            "watch.overwriting",
            &[
                ("name", &self.name(item)),
                ("was", &told(&change.was)),
                ("is", &told(&change.is)),
                ("day", &day),
                ("by", &by),
                ("target", &told(&item.target.amount)),
            ],
        );
        if change.reason.is_empty() {
            return told;
        }
        told + &self
            .context
            .fill("watch.overwriting-reason", &[("reason", &change.reason)])
    }

    /// The targets, the gravest first; who does not report comes before what is in order.
    fn by_gravity(&self) -> Vec<&'a Item> {
        let mut items: Vec<&Item> = self.watch.items.iter().collect();
        items.sort_by_key(|item| {
            let rank = match item.light.colour {
                Colour::Red => 0,
                Colour::Yellow => 1,
                Colour::None if item.silence.is_some() => 2,
                Colour::Green => 3,
                Colour::None => 4,
            };
            (rank, !item.lags)
        });
        items
    }

    /// What others say of the same day, where they differ.
    fn rivals(&self, item: &Item) -> String {
        let Some(reading) = item.reading.as_ref().filter(|reading| !reading.rivals.is_empty()) else {
            return String::new();
        };
        let others = reading.rivals.iter().map(|rival| {
            let value = in_unit(&item.target.amount, &rival.value);
            let unit = &item.target.amount.told_in;
            if rival.origin == reading.origin {
                return self
                    .context
                    .fill("watch.rival-same", &[("value", &value), ("unit", &unit)]);
            }
            let from = self.origin(&rival.origin);
            self.context.fill(
                "watch.rival",
                &[("value", &value), ("unit", &unit), ("from", &from)],
            )
        });
        let others: Vec<String> = others.collect();
        self.context.fill(
            "watch.rivals",
            &[
                ("day", &self.day(reading.day)),
                ("from", &self.origin(&reading.origin)),
                ("others", &others.join(self.say("watch.comma"))),
            ],
        )
    }

    /// The numbers of a target that were written over without an adjustment.
    fn overwritings(&self, item: &Item) -> Vec<String> {
        let changes = item.target.overwritten.iter();
        changes.map(|change| self.overwritten(item, change)).collect()
    }

    /// What others say that a target is, where that cannot be what was approved, with how to settle it.
    fn planned_otherwise(&self, item: &Item) -> Vec<String> {
        let others = item.planned.iter().map(|other| {
            let id = match other.origin {
                Origin::Formula(_) => "watch.planned-follows",
                Origin::Noted | Origin::Fact(_) => "watch.planned-otherwise",
            };
            self.told_plan(id, item, other)
        });
        others.collect()
    }

    fn told_plan(&self, id: &str, item: &Item, other: &Planned) -> String {
        let quote = self.quotes.get(&other.fact);
        let from = quote.map_or_else(|| self.origin(&other.origin), |quote| quote.paper.clone());
        self.context.fill(
            id,
            &[
                ("name", &self.name(item)),
                ("target", &told(&item.target.amount)),
                ("value", &told(&other.amount)),
                ("from", &from),
                ("fact", &other.fact),
                ("ledger", &self.ledger),
            ],
        )
    }

    /// Who answers for something; that nobody was named for it.
    fn named_owner(&self, owner: &str) -> String {
        if owner.is_empty() {
            self.say("watch.no-owner").to_owned()
        } else {
            owner.to_owned()
        }
    }

    /// Later figures of reports that may be of a target, each with how to say whether it is.
    fn likely(&self, item: &Item) -> Vec<String> {
        self.how_to_say(&item.target.name, &item.likely)
    }

    /// All that has to be said of a target before it is judged.
    fn questions(&self, item: &Item) -> Vec<String> {
        let planned = self.planned_otherwise(item);
        let likely = self.likely(item).into_iter();
        likely.chain(self.places(item)).chain(planned).collect()
    }

    /// What places show, where the target does not say of which it is, and how to say so.
    fn places(&self, item: &Item) -> Option<String> {
        let first = item.places.first()?;
        let key = Key {
            period: item.target.key.period,
            mode: item.target.key.mode,
            ..first.key.clone()
        };
        let told: [(&str, &dyn std::fmt::Display); 4] = [
            ("name", &self.name(item)),
            ("places", &self.shown_by(item)),
            ("count", &item.places.len()),
            ("key", &key),
        ];
        Some(self.context.fill("watch.places", &told))
    }

    /// Each place with what it shows.
    fn shown_by(&self, item: &Item) -> String {
        let places = item.places.iter().map(|place| {
            let told: [(&str, &dyn std::fmt::Display); 3] = [
                ("place", &place.place),
                ("value", &told(&place.amount)),
                ("day", &self.day(place.day)),
            ];
            self.context.fill("watch.place", &told)
        });
        let places: Vec<String> = places.collect();
        places.join(self.say("watch.comma"))
    }

    /// Figures of reports that may show that a task is done, each with how to say whether they do.
    fn likely_of_task(&self, state: &TaskState) -> Vec<String> {
        let name = self.context.fill("watch.quoted", &[("text", &state.task.text)]);
        self.how_to_say(&name, &state.likely)
    }

    fn how_to_say(&self, name: &str, likely: &[Likely]) -> Vec<String> {
        let likely = likely.iter().map(|likely| {
            let day = likely.key.period.map(|of| self.day(of.to)).unwrap_or_default();
            self.context.fill(
                "watch.likely",
                &[
                    ("name", &name),
                    ("value", &told(&likely.amount)),
                    ("day", &day),
                    ("fact", &likely.fact),
                    ("key", &likely.key),
                    ("ledger", &self.ledger),
                    ("as", &likely.would_be),
                ],
            )
        });
        likely.collect()
    }

    /// What the numbers of a target are, in one word.
    fn progress(item: &Item) -> String {
        item.measures.get("progress").map(percent).unwrap_or_default()
    }

    /// By how much it is behind: points behind time, or missing to growth or level. What is ahead is below nought, in every form.
    fn behind(item: &Item) -> String {
        let by = item.measures.get("behind").cloned().or_else(|| {
            let gap = item.measures.get("gap")?;
            gap.checked_div(&item.target.amount.scale)
        });
        by.map(|by| rounded(&by, 1, false)).unwrap_or_default()
    }

    /// What the year may come to, with its band.
    fn forecast(&self, item: &Item) -> String {
        let Some(forecast) = &item.forecast else {
            return String::new();
        };
        let told = |value: &Rational| in_unit(&item.target.amount, value);
        let value = told(&forecast.value);
        match &forecast.band {
            Some((low, high)) => self.context.fill(
                "watch.foreseen-band",
                &[("value", &value), ("low", &told(low)), ("high", &told(high))],
            ),
            None => self.context.fill("watch.foreseen", &[("value", &value)]),
        }
    }

    /// How the same would have done in earlier years.
    fn trials(&self, item: &Item) -> String {
        let trials = item.forecast.iter().flat_map(|forecast| &forecast.trials);
        let told: Vec<String> = trials
            .map(|trial| {
                let error = signed(&trial.error);
                let id = match trial.within {
                    Some(false) => "watch.trial-outside",
                    Some(true) | None => "watch.trial",
                };
                self.context.fill(id, &[("year", &trial.year), ("error", &error)])
            })
            .collect();
        if told.is_empty() && item.forecast.is_some() {
            return self.say("watch.no-trial").to_owned();
        }
        told.join(self.say("watch.comma"))
    }

    /// How much faster what is left has to go; empty where it may go slower.
    fn times(item: &Item) -> String {
        let times = item.pace.as_ref().and_then(|pace| pace.times.as_ref());
        let times = times.filter(|times| **times >= Rational::one());
        times
            .map(|times| format!("×{}", rounded(times, 1, false)))
            .unwrap_or_default()
    }

    /// The pace in words; empty where nothing is left to do.
    fn pace(&self, item: &Item) -> String {
        let Some(pace) = item.pace.as_ref().filter(|_| !Self::times(item).is_empty()) else {
            return String::new();
        };
        let unit = &item.target.amount;
        self.context.fill(
            "watch.pace",
            &[
                ("so_far", &in_unit(unit, &pace.so_far)),
                ("needed", &in_unit(unit, &pace.needed)),
                ("unit", &unit.told_in),
                ("times", &Self::times(item)),
            ],
        )
    }

    /// Who says what was done, and of which day it is.
    fn source(&self, item: &Item) -> String {
        let Some(reading) = &item.reading else {
            return String::new();
        };
        let from = self.origin(&reading.origin);
        self.context
            .fill("watch.source", &[("day", &reading.day), ("from", &from)])
    }

    fn origin(&self, origin: &Origin) -> String {
        match origin {
            Origin::Noted => self.say("watch.noted").to_owned(),
            Origin::Formula(formula) => {
                let formula = self.context.catalogue.formula(formula);
                formula.map_or_else(String::new, |formula| {
                    self.context.either(&formula.zh, &formula.en).to_owned()
                })
            }
            Origin::Fact(key) => key.to_string(),
        }
    }

    /// That nothing is known of the last days, where it is so.
    fn stale(&self, item: &Item) -> String {
        let day = item.reading.as_ref().map(|reading| reading.day);
        let Some(day) = day.filter(|day| *day < self.watch.day) else {
            return String::new();
        };
        let stale = self.context.fill("watch.stale", &[("day", &self.day(day))]);
        let Some(standing) = item.standing else {
            return stale;
        };
        let told: [(&str, &dyn std::fmt::Display); 2] = [
            ("end", &self.day(standing.end)),
            ("until", &self.day(standing.until)),
        ];
        stale + &self.context.fill("watch.stands", &told)
    }

    fn course(&self, course: Course) -> &'a str {
        self.say(match course {
            Course::Flow => "watch.flow",
            Course::Growth => "watch.growth",
            Course::Level => "watch.level",
            Course::Milestone => "watch.milestone",
        })
    }

    /// When a task is due, seen from the day.
    fn due(&self, state: &TaskState) -> String {
        if state.done == Deed::DoneSometime {
            return self.say("watch.done-sometime").to_owned();
        }
        if let Some(day) = state.done.day() {
            return match state.done.late(state.task.due) {
                Some(days) => self
                    .context
                    .fill("watch.done-late", &[("day", &day), ("days", &days)]),
                None => self.context.fill("watch.done-on", &[("day", &day)]),
            };
        }
        if state.task.state == State::Dropped {
            return self.say("watch.dropped").to_owned();
        }
        if state.is_asked {
            return self.say("watch.to-be-said").to_owned();
        }
        self.due_in(state.due)
    }

    /// The months in which a task was not done, each with what it came to; empty where none was missed.
    fn missed(&self, state: &TaskState) -> String {
        let missed: Vec<String> = state.missed().map(|round| self.round(state, round)).collect();
        missed.join(self.say("watch.comma"))
    }

    fn round(&self, state: &TaskState, round: &Round) -> String {
        let (year, month) = (round.end.year(), round.end.month());
        let is_of_month = matches!(
            state.task.cadence,
            Some(Cadence::Month | Cadence::MonthFromFebruary)
        );
        let name = match is_of_month {
            true if year == self.watch.day.year() => self.context.fill("tasks.month", &[("month", &month)]),
            true => {
                let told: [(&str, &dyn std::fmt::Display); 2] = [("year", &year), ("month", &month)];
                self.context.fill("tasks.month-of-year", &told)
            }
            false => self.context.fill("tasks.until", &[("day", &self.day(round.end))]),
        };
        let came_to = match (&round.reached, round.turn) {
            (_, Turn::Untold) => self.say("tasks.untold").to_owned(),
            (Some(reached), _) => told(reached) + self.mark(round.openness),
            (None, _) => return name,
        };
        let told: [(&str, &dyn std::fmt::Display); 2] = [("name", &name), ("reached", &came_to)];
        self.context.fill("tasks.round", &told)
    }

    fn due_in(&self, due: Due) -> String {
        match due {
            Due::Soon(0) => self.say("watch.due-today").to_owned(),
            Due::Overdue(days) => self.context.fill("watch.overdue-by", &[("days", &days)]),
            Due::Soon(days) | Due::Later(days) => self.context.fill("watch.due-in", &[("days", &days)]),
        }
    }
}

/// With one digit and the sign of percent.
fn percent(value: &Rational) -> String {
    format!("{}%", rounded(value, 1, false))
}

/// With one digit and its sign.
fn signed(value: &Rational) -> String {
    let told = rounded(value, 1, false);
    if value.is_positive() {
        format!("+{told}")
    } else {
        told
    }
}

/// An amount as it is told: 23.75亿元.
fn told(amount: &Amount) -> String {
    format!("{}{}", rounded(&amount.told(), 2, true), amount.told_in)
}

/// A value in the unit that another amount is told in, without the unit.
fn in_unit(unit: &Amount, value: &Rational) -> String {
    let number = value.checked_div(&unit.scale);
    number.map(|number| rounded(&number, 2, true)).unwrap_or_default()
}

/// The month of a day, as strips have it.
fn month(day: Date) -> String {
    day.month().to_string()
}
