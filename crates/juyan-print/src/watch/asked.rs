//! What is to be brought by whom: a line a thing, or the tasks of one day together.

use super::Sheet;
use juyan::model::Date;
use juyan_monitor::{Reminder, TaskState};
use std::collections::BTreeMap;

impl Sheet<'_> {
    /// One line a thing, of targets with the reason where `in_full`.
    pub(super) fn asked(&self, reminder: &Reminder, in_full: bool) -> Vec<String> {
        let tasks = self.tasks_of(reminder).map(|state| self.ask_for(&[state], state));
        let tasks = tasks.collect::<Vec<_>>();
        self.ask_with(reminder, in_full, tasks)
    }

    /// The same in full, with the tasks together that are due on one day.
    pub(super) fn asked_by_day(&self, reminder: &Reminder) -> Vec<String> {
        let mut by_day: BTreeMap<(Date, String), Vec<&TaskState>> = BTreeMap::new();
        for state in self.tasks_of(reminder) {
            let day = (state.task.due, self.due(state));
            by_day.entry(day).or_default().push(state);
        }
        let tasks = by_day.values().filter_map(|states| {
            let first = states.first()?;
            Some(self.ask_for(states, first))
        });
        let tasks = tasks.collect::<Vec<_>>();
        self.ask_with(reminder, true, tasks)
    }

    fn ask_with(&self, reminder: &Reminder, in_full: bool, tasks: Vec<String>) -> Vec<String> {
        let asked = self.asked_figures(reminder).into_iter();
        let asked = asked.chain(self.asked_targets(reminder, in_full)).chain(tasks);
        asked.chain(self.asked_opinions(reminder)).collect()
    }

    fn tasks_of<'s>(&'s self, reminder: &'s Reminder) -> impl Iterator<Item = &'s TaskState> {
        let tasks = reminder.tasks.iter();
        tasks.filter_map(|at| self.watch.tasks.get(*at))
    }

    fn ask_for(&self, states: &[&TaskState], first: &TaskState) -> String {
        let quoted = |state: &&TaskState| {
            let text = &state.task.text;
            let missed = self.missed(state);
            if missed.is_empty() {
                return self.context.fill("watch.quoted", &[("text", text)]);
            }
            let told: [(&str, &dyn std::fmt::Display); 2] = [("text", text), ("missed", &missed)];
            self.context.fill("watch.quoted-missed", &told)
        };
        let texts: String = states.iter().map(quoted).collect();
        let goes_on = first.missed().next().is_some() && self.watch.day < first.task.due;
        let id = if goes_on {
            "watch.ask-rounds"
        } else {
            "watch.ask-tasks"
        };
        self.context.fill(
            id,
            &[
                ("texts", &texts),
                ("day", &self.day(first.task.due)),
                ("due", &self.due(first)),
            ],
        )
    }

    fn asked_targets(&self, reminder: &Reminder, in_full: bool) -> Vec<String> {
        let items = reminder.items.iter().filter_map(|at| self.watch.items.get(*at));
        let items = items.filter(|item| item.silence.is_none());
        let told = items.map(|item| {
            if !in_full {
                return self.name(item);
            }
            let told = self.context.fill(
                "watch.ask-target",
                &[("name", &self.name(item)), ("why", &self.why(item))],
            );
            let pace = Some(self.pace(item)).filter(|pace| !pace.is_empty());
            let all: Vec<String> = std::iter::once(told).chain(pace).collect();
            all.join(self.say("watch.list-comma"))
        });
        told.collect()
    }

    fn asked_opinions(&self, reminder: &Reminder) -> Vec<String> {
        let opinions = reminder.opinions.iter();
        let opinions = opinions.filter_map(|at| self.watch.opinions.get(*at));
        let told = opinions.map(|state| {
            let due = state.due.map(|due| self.due_in(due)).unwrap_or_default();
            self.context.fill(
                "watch.ask-opinion",
                &[("text", &state.opinion.text), ("due", &due)],
            )
        });
        told.collect()
    }

    /// The figures that are overdue, those of one day together.
    fn asked_figures(&self, reminder: &Reminder) -> Vec<String> {
        let mut by_day: BTreeMap<Date, Vec<String>> = BTreeMap::new();
        for item in reminder.silent.iter().filter_map(|at| self.watch.items.get(*at)) {
            let Some(silence) = item.silence else { continue };
            let behind = if item.lags {
                self.say("watch.was-behind")
            } else {
                ""
            };
            let name = format!("{}{behind}", self.name(item));
            by_day.entry(silence.due).or_default().push(name);
        }
        let told = by_day.iter().map(|(day, names)| {
            let names = names.join(self.say("watch.comma"));
            self.context
                .fill("watch.ask-figure", &[("names", &names), ("day", &self.day(*day))])
        });
        told.collect()
    }
}
