//! `spec/floors.toml`: what may not fall, and what is aimed at.

use crate::root;
use serde::Deserialize;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    #[default]
    Up,
    /// Less is better.
    Down,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The measure's name.
    pub name: String,
    /// What it is.
    pub what: String,
    /// What is to be reached.
    pub aim: f64,
    /// What may not be missed; none where the machine decides it.
    pub floor: Option<f64>,
    /// Which way is better.
    #[serde(default)]
    pub better: Direction,
}

#[derive(Deserialize)]
struct File {
    floor: Vec<Floor>,
}

/// All rows, in the order of the file. Fails where the file is unreadable.
pub fn floors() -> anyhow::Result<Vec<Floor>> {
    let text = std::fs::read_to_string(root().join("spec/floors.toml"))?;
    Ok(toml::from_str::<File>(&text)?.floor)
}

impl Floor {
    /// Whether `value` may stand: no worse than the floor, where there is one. What is no number never may.
    pub fn holds(&self, value: f64) -> bool {
        self.floor
            .map_or(!value.is_nan(), |floor| self.reaches(value, floor))
    }

    /// Whether `value` is no worse than `mark`.
    pub fn reaches(&self, value: f64, mark: f64) -> bool {
        match self.better {
            Direction::Up => value >= mark,
            Direction::Down => value <= mark,
        }
    }
}
