//! What is measured.

use juyan_model::Secrecy;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Flow, stock or derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Accrues over a time.
    Flow,
    /// Is so at a time.
    Stock,
    /// Derived from others.
    Ratio,
    /// A price or volume index.
    Index,
}

/// How values of areas add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Adds {
    /// By addition.
    Sum,
    /// By weighted average.
    Wavg,
    /// Not at all.
    No,
}

/// What a printed growth rate compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GrowthBasis {
    /// Deflated values: never the ratio of printed levels.
    Constant,
    /// Nominal values: the ratio of printed levels.
    Current,
    /// The same scope on a revised base: need not match printed levels.
    Comparable,
    /// Counts and quantities: the ratio of printed levels.
    Na,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Within a band.
    Range,
    /// Neither.
    None,
}

/// How often an indicator is reported 报送频率.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cadence {
    /// Every month.
    Month,
    /// Every month but January, which is told with February.
    MonthFromFebruary,
    /// Every quarter.
    Quarter,
    /// Every half of a year.
    Half,
    /// Once a year.
    Year,
}

impl Cadence {
    /// From the most often to the least.
    pub const ALL: [Self; 5] = [
        Self::Month,
        Self::MonthFromFebruary,
        Self::Quarter,
        Self::Half,
        Self::Year,
    ];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::MonthFromFebruary => "month_from_february",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
        }
    }

    /// Whether a figure is due for the time up to the end of this month of the year.
    ///
    /// ```
    /// use juyan_catalogue::Cadence;
    /// assert!(Cadence::Quarter.ends_with(9) && !Cadence::Half.ends_with(9));
    /// assert!(!Cadence::MonthFromFebruary.ends_with(1));
    /// ```
    pub const fn ends_with(self, month: i8) -> bool {
        match self {
            Self::Month => true,
            Self::MonthFromFebruary => month > 1,
            Self::Quarter => month % 3 == 0,
            Self::Half => month % 6 == 0,
            Self::Year => month == 12,
        }
    }
}

/// An indicator record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Name in keys: `gdp`.
    pub id: SmolStr,
    /// Official name.
    pub name: SmolStr,
    /// What the list that annotated reports are bound by calls it, where that is another id than its own: `-` where it has none.
    #[serde(default)]
    pub annotated: Option<SmolStr>,
    /// Other names that mean the same.
    #[serde(default)]
    pub aliases: Vec<SmolStr>,
    /// The indicator as a sentence tells it with its verb, a bar between verb and name: 追回|劳动者报酬. What is measured
    /// bears the name; the verb tells which indicator is meant.
    #[serde(default)]
    pub told: Vec<SmolStr>,
    /// Names that mean several indicators together, each of which says so: 城乡居民人均可支配收入. Figures told of one are
    /// dealt to the indicators in the order of the catalogue.
    #[serde(default)]
    pub shared: Vec<SmolStr>,
    /// Words of its names that say a part is meant, which facts are told apart by: 锁阳 of 锁阳种植面积.
    #[serde(default)]
    pub kinds: Vec<SmolStr>,
    /// Words in a sentence behind which a shorter name (货运量) means this indicator (口岸货运量).
    #[serde(default)]
    pub within: Vec<SmolStr>,
    /// Usual unit with its scale: 亿元.
    #[serde(default)]
    pub unit: SmolStr,
    /// Flow, stock or derived.
    pub kind: Kind,
    /// How areas add up. Data for reports of several areas set beside each other; no phase asks for it yet.
    pub adds: Adds,
    /// What a printed growth rate compares.
    pub growth_basis: GrowthBasis,
    /// Which way is good; of a target that does not say so, whether it is a cap: of what is better low, or kept in a range,
    /// it is.
    pub direction: Direction,
    /// How often it is reported, where that is settled for the whole country.
    #[serde(default)]
    pub cadence: Option<Cadence>,
    /// Who may see its facts until they are released: 化解隐性债务 is not public, whoever tells it.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// The department that reports it.
    #[serde(default)]
    pub dept: SmolStr,
    /// The code in the national statistics' data base. Data for looking figures up there; no phase asks for it yet.
    #[serde(default)]
    pub nbs_code: SmolStr,
    /// A sentence of a report; its test finds a fact of this indicator in it.
    #[serde(default)]
    pub example: SmolStr,
    /// Where aliases come from, where they do not stand in published reports. For who reads the record.
    #[serde(default)]
    pub source: SmolStr,
    /// What to know about it.
    #[serde(default)]
    pub note: SmolStr,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

impl Indicator {
    /// Its id in annotated reports; none where their list has none for it.
    pub fn annotated_id(&self) -> Option<&str> {
        let id = self.annotated.as_ref().unwrap_or(&self.id);
        (id != "-").then_some(id)
    }
}
