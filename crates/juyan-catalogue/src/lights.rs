//! Rule sets of warning lights 预警规则: what is compared, where green ends and red begins, what is said for it. What a
//! target comes to, and on which day, is not asked here.

use crate::check_lights::Spot;
use crate::file::File;
use crate::{CatalogueError, Condition, Source, Written, check_lights};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use toml::Spanned;

/// One rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lights {
    /// Its name on the command line: `pace`. Never changed again.
    pub id: SmolStr,
    /// Its name: 序时.
    pub zh: SmolStr,
    /// Its name in English.
    pub en: SmolStr,
    /// What it is called as well.
    #[serde(default)]
    pub aliases: Vec<SmolStr>,
    /// Where it comes from, and what of it is our own.
    #[serde(default)]
    pub note: SmolStr,
    /// Whether it is taken where none is named.
    #[serde(default)]
    pub usual: bool,
    /// The colour that a red month has for ever once the next one is green; none where a red month stays red.
    #[serde(default)]
    pub made_good: Option<Colour>,
    /// The colour of a target whose figure is overdue; none where a light needs a figure.
    #[serde(default)]
    pub silent: Option<Colour>,
    /// So many days behind the end of a month, or of whatever a figure is due for, the figure before it stands; only then is
    /// one overdue.
    #[serde(default)]
    pub grace: u8,
    /// How what kind of target is judged; what no rule is for has no light.
    #[serde(default, rename = "rule")]
    pub rules: Vec<LightRule>,
    /// Says that the record takes the place of one below it.
    #[serde(default)]
    pub replaces: bool,
}

/// How targets of some kinds are judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LightRule {
    /// Of which kinds.
    pub of: Vec<Course>,
    /// Whether of those that shall not be exceeded 不高于, and of no others.
    #[serde(default)]
    pub caps: bool,
    /// Whether of those near which to come is enough 左右, and of no others.
    #[serde(default)]
    pub about: bool,
    /// The colours, in the order in which they are tried.
    #[serde(default, rename = "band")]
    pub bands: Vec<Band>,
}

/// When a light has a colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The colour.
    pub colour: Colour,
    /// All of these hold; what is named in them stands in [`MEASURES`].
    #[serde(default, rename = "where")]
    pub only: Vec<Written<Condition>>,
    /// Why; measures stand in braces.
    pub zh: SmolStr,
    /// The same in English.
    pub en: SmolStr,
}

/// A light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colour {
    /// Not judged by this rule set, or not yet.
    None,
    /// In order.
    Green,
    /// To be watched.
    Yellow,
    /// Behind.
    Red,
}

/// How what a target wants comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// It accrues over the year and is held against time 累计.
    Flow,
    /// A growth is wanted 增速.
    Growth,
    /// It stands at a level at a time: stocks and rates 时点.
    Level,
    /// Something is done by a day 节点.
    Milestone,
}

/// Which way a target binds 松紧.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bound {
    /// As much is wanted, or more 不低于.
    Least,
    /// It shall not be exceeded 不高于: a cap.
    Most,
    /// Something near it is enough 左右.
    About,
}

/// What conditions and texts of bands may name.
///
/// - `progress`: done of the target, in %; `time`: gone of the year, in %;
/// - `behind`: `time - progress`, in points; `short`: by how many % the progress lies below the time that is gone; of caps
///   both the other way round: by how much more is used up than time is gone;
/// - `gap`: by how much a growth or level misses its target, in its unit (points for rates), of a cap by how much it exceeds
///   it; `miss`: the same in % of it; `off`: how far it lies from its target, on whichever side; `away`: the same in % of it;
/// - `actual`, `target`: the two, in the base unit; `month`: whole months gone of the year;
/// - `done`: 1 where a milestone is reached, else 0; `left`: days until it is due, negative behind; `late`: of one that is
///   reached, days from when it was due to when it was reached, negative before.
pub const MEASURES: [&str; 14] = [
    "progress", "time", "behind", "short", "gap", "miss", "off", "away", "actual", "target", "month", "done",
    "left", "late",
];

impl Colour {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Green => "green",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }
}

impl Course {
    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Growth => "growth",
            Self::Level => "level",
            Self::Milestone => "milestone",
        }
    }

    /// What of [`MEASURES`] is known of targets of this kind.
    pub const fn measures(self) -> &'static [&'static str] {
        match self {
            Self::Flow => &[
                "progress", "time", "behind", "short", "gap", "miss", "off", "away", "actual", "target",
                "month",
            ],
            Self::Growth | Self::Level => {
                &["time", "gap", "miss", "off", "away", "actual", "target", "month"]
            }
            Self::Milestone => &["time", "month", "done", "left", "late"],
        }
    }
}

impl LightRule {
    /// How the targets bind that it judges.
    pub const fn bound(&self) -> Bound {
        match (self.about, self.caps) {
            (true, _) => Bound::About,
            (false, true) => Bound::Most,
            (false, false) => Bound::Least,
        }
    }
}

impl Lights {
    /// Whether it is what `name` means.
    pub fn is_called(&self, name: &str) -> bool {
        let names = [&self.id, &self.zh, &self.en];
        names.into_iter().chain(&self.aliases).any(|known| known == name)
    }

    /// The rule for targets of this kind that bind in this way.
    pub fn rule(&self, course: Course, bound: Bound) -> Option<&LightRule> {
        let mut rules = self.rules.iter();
        rules.find(|rule| rule.bound() == bound && rule.of.contains(&course))
    }

    /// The rule sets of a file that stands alone.
    ///
    /// Fails with all that is wrong: no TOML, a name that there is not, a rule that may leave a light without a colour,
    /// or no rule set at all.
    ///
    /// ```
    /// use juyan_catalogue::{Colour, Lights, Source};
    /// let text = r#"
    ///     [[lights]]
    ///     id = "ours"
    ///     zh = "我局"
    ///     en = "Ours"
    ///     [[lights.rule]]
    ///     of = ["flow"]
    ///     [[lights.rule.band]]
    ///     colour = "green"
    ///     where = ["behind <= 5"]
    ///     zh = "落后不超过5个百分点"
    ///     en = "at most 5 points behind"
    ///     [[lights.rule.band]]
    ///     colour = "red"
    ///     zh = "落后{behind}个百分点"
    ///     en = "{behind} points behind"
    /// "#;
    /// let own = Lights::read(&Source { path: "ours.toml".to_owned(), text: text.to_owned() }).unwrap();
    /// assert_eq!(own[0].rules[0].bands[1].colour, Colour::Red);
    /// ```
    pub fn read(source: &Source) -> Result<Vec<Self>, Vec<CatalogueError>> {
        let file: File =
            toml::from_str(&source.text).map_err(|error| vec![CatalogueError::unreadable(source, &error)])?;
        let lines = Lines::of(&source.text);
        let sets = file.lights.iter().enumerate();
        let mut errors: Vec<CatalogueError> = sets
            .flat_map(|(set, lights)| {
                check_lights::of_places(lights, &source.path, &|spot| lines.place(set, spot))
            })
            .collect();
        errors.dedup();
        if file.lights.is_empty() {
            let problem = "no [[lights]] in it; catalogue/README.md shows one";
            let error = CatalogueError::new(&source.path, "", problem);
            return Err(vec![error.said("rules.none", &[])]);
        }
        if errors.is_empty() {
            Ok(file.lights)
        } else {
            Err(errors)
        }
    }
}

/// Where the parts of rule sets stand in the text of their file.
#[derive(Debug, Default, Deserialize)]
struct Places {
    #[serde(default)]
    lights: Vec<Spanned<PlacedSet>>,
}

#[derive(Debug, Deserialize)]
struct PlacedSet {
    #[serde(default, rename = "rule")]
    rules: Vec<Spanned<PlacedRule>>,
}

#[derive(Debug, Deserialize)]
struct PlacedRule {
    #[serde(default, rename = "band")]
    bands: Vec<Spanned<IgnoredAny>>,
}

struct Lines<'t> {
    text: &'t str,
    places: Places,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Self {
        let places = toml::from_str(text).unwrap_or_default();
        Self { text, places }
    }

    /// The line on which a part of the rule set at `set` begins.
    fn place(&self, set: usize, spot: Spot) -> String {
        let from = || {
            let set = self.places.lights.get(set)?;
            let rule = spot.rule.and_then(|rule| set.get_ref().rules.get(rule));
            let band = spot.band.zip(rule);
            let band = band.and_then(|(band, rule)| rule.get_ref().bands.get(band));
            let rule = rule.map(Spanned::span);
            band.map(Spanned::span).or(rule).or_else(|| Some(set.span()))
        };
        let before = from().and_then(|span| self.text.get(..span.start));
        before.map_or_else(String::new, |before| {
            format!("line {}", before.matches('\n').count() + 1)
        })
    }
}
