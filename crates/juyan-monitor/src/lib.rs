//! Progress against time: what of the plan is behind, by how much, who answers for it, and what the year may come to.
//!
//! Records of registers, facts, a rule set of lights and a day come in; it opens no file, knows no database and no clock.
//! Everything is reckoned in exact fractions. What registers and lights there are stands in the catalogue; of registers it
//! knows those by name that make up the plan ([`Plan`]).
//!
//! - [`Plan::on`] is the plan as it stood on a day: targets with their adjustments, tasks, problems, opinions;
//! - [`Known`] finds what a key came to by a day, in records, formulas and facts;
//! - [`light`] judges measures by a rule set, with the reason;
//! - [`forecast`] says what the year may come to, and how well the same would have done in earlier years;
//! - [`watch`] puts it all together.

#![deny(clippy::float_arithmetic, clippy::disallowed_types)]

mod amount;
mod asked;
mod cadence;
mod dated;
mod due;
mod forecast;
mod given_away;
mod history;
mod item;
mod known;
mod light;
mod likely;
mod measure;
mod months;
mod openness;
mod places;
mod plan;
mod planned;
mod problem;
mod rounds;
mod row;
mod since;
mod target;
mod task;
mod task_state;
mod unsettled;
mod watch;
mod wording;

pub use amount::{Amount, rounded};
pub use asked::{Asked, registers_for};
pub use cadence::{Rhythm, Silence, Standing, day};
pub use due::{Deed, Due, days_between};
pub use forecast::{Forecast, PastYear, Trial, forecast, trials};
pub use given_away::{GivenAway, given_away};
pub use history::{Change, History};
pub use item::{Item, Judged, Pace};
pub use known::{Given, Known, Origin, Reading, Rival};
pub use light::{Light, Why, light};
pub use likely::Likely;
pub use measure::{Measures, months_gone};
pub use months::{Month, month_ends};
pub use openness::Openness;
pub use places::Measured;
pub use plan::Plan;
pub use planned::Planned;
pub use problem::{Opinion, Problem, Reply, Statement};
pub use rounds::{Round, Turn};
pub use row::Flaw;
pub use target::{Adjustment, Overwriting, Target};
pub use task::{Part, State, Task, TaskKind, Untested};
pub use task_state::TaskState;
pub use watch::{Counts, OpinionState, Reminder, Watch, watch};
