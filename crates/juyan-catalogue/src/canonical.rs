//! One key for one thing: what is itself a share of what was planned has no share of its own. 开复工进度 is an indicator, and 94.4% of it
//! is its level, however a text tells it.

use crate::{Catalogue, Class, Kind};
use juyan_model::{Key, Measure, Term};
use smol_str::SmolStr;

/// The longest word for a share of what was planned, in characters.
const LONGEST: usize = 8;

impl Catalogue {
    /// The key under which facts of `key` stand: without a progress where the indicator is one by its name.
    ///
    /// ```
    /// use juyan_catalogue::{Catalogue, Source};
    /// let words = "[[group]]\nclasses = [\"progress-noun\"]\nwords = [\"进度\"]\n";
    /// let words = Source { path: "a.toml".to_owned(), text: words.to_owned() };
    /// let (catalogue, _) = Catalogue::load(&[words]).unwrap();
    /// let of = |key: &str| catalogue.canonical(key.parse().unwrap()).to_string();
    /// assert_eq!(of("\"实施进度\".progress@152923:2024"), "\"实施进度\"@152923:2024");
    /// assert_eq!(of("\"投资\".progress@152923:2024"), "\"投资\".progress@152923:2024");
    /// ```
    #[must_use]
    pub fn canonical(&self, key: Key) -> Key {
        Key {
            measures: self.measures(&key.indicator, key.measures),
            ..key
        }
    }

    /// The measures that values of `indicator` with these have in keys.
    pub(crate) fn measures(&self, indicator: &Term, measures: Vec<Measure>) -> Vec<Measure> {
        match measures.as_slice() {
            [Measure::Progress(None), ..] if self.is_progress(indicator) => {
                measures.into_iter().skip(1).collect()
            }
            _ => measures,
        }
    }

    /// Whether a name says by itself how much of a plan is done.
    fn is_progress(&self, indicator: &Term) -> bool {
        let tells = |name: &SmolStr| {
            let mut endings = self.lexicon.endings(name, Class::ProgressNoun, LONGEST);
            endings.next().is_some()
        };
        match indicator {
            Term::Words(words) => tells(words),
            Term::Id(id) => self.indicator(id).is_some_and(|indicator| {
                let mut names = std::iter::once(&indicator.name).chain(&indicator.aliases);
                indicator.kind == Kind::Ratio && names.any(tells)
            }),
        }
    }
}
