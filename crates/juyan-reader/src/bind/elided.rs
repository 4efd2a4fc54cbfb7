//! What words leave to be understood from those told just before them: the thing (粮食播种面积…，产量…), its attribute
//! (出入境车辆…、人员…), what is measured of it (农作物播种面积…，其中粮食…), or the heading of a list (居民收入：城镇…).

use super::{Binder, agrees, apart, set};
use juyan_catalogue::{Class, Entry, folded};
use juyan_model::{Figure, Role, Span};
use smol_str::SmolStr;

/// How many characters of the words told before are looked at.
const LONGEST: usize = 24;

/// The thing last told: its words and the number told of it.
#[derive(Debug, Clone, Copy)]
struct Thing {
    words: Span,
    number: Span,
    sentence: Span,
}

/// Where the colons stand, in order: found once, since a sentence may be as long as a book.
pub(super) fn colons(text: &str) -> Vec<usize> {
    let wide = memchr::memmem::find_iter(text.as_bytes(), "：");
    let mut colons: Vec<usize> = memchr::memchr_iter(b':', text.as_bytes()).chain(wide).collect();
    colons.sort_unstable();
    colons
}

impl Binder<'_> {
    /// Binds figures whose words name nothing by themselves, but do with words told before them in their sentence.
    pub(super) fn elided(&self, figures: &mut [Figure]) {
        let mut thing: Option<Thing> = None;
        for figure in figures.iter_mut().filter(|figure| figure.is_fact()) {
            let Some(subject) = figure.subject else { continue };
            let measure = self.is_measure(subject);
            let open = figure.indicator.is_none() && figure.of.is_none() && figure.role != Role::Rank;
            if open {
                let before = thing.filter(|thing| thing.sentence == figure.sentence);
                let found = before
                    .and_then(|thing| self.beside(thing, subject, measure, figure))
                    .or_else(|| self.under_heading(subject, figure));
                if let Some(indicator) = found {
                    let kind = before.zip(self.catalogue.indicator(&indicator));
                    let kind =
                        kind.map(|(thing, indicator)| apart::kind(thing.words.of(self.text), indicator));
                    figure.dimensions.extend(kind.unwrap_or_default());
                    set(figure, indicator);
                }
            }
            match &mut thing {
                Some(thing) if measure => thing.number = figure.span,
                _ => {
                    thing = Some(Thing {
                        words: subject,
                        number: figure.span,
                        sentence: figure.sentence,
                    });
                }
            }
        }
    }

    /// Whether the words only say how much there is of something: 产量.
    fn is_measure(&self, words: Span) -> bool {
        let entry = self.catalogue.lexicon.get(words.of(self.text));
        entry.is_some_and(|entry| entry.classes.has(Class::MeasureNoun))
    }

    /// What the words name with those of the thing beside which they stand.
    fn beside(&self, thing: Thing, own: Span, measure: bool, figure: &Figure) -> Option<SmolStr> {
        let between = self.text.get(thing.number.end..own.start)?;
        let (words, own) = (folded(thing.words.of(self.text)), folded(own.of(self.text)));
        let listed = between == "、";
        (measure || listed)
            .then(|| self.with_beginning(&words, &own, figure))
            .flatten()
            .or_else(|| {
                (figure.role == Role::Level && (listed || between == "，"))
                    .then(|| self.with_end(&own, &words, figure))
                    .flatten()
            })
    }

    /// What the words name with the heading of their list: 居民收入：城镇…, 旅游：收入….
    fn under_heading(&self, own: Span, figure: &Figure) -> Option<SmolStr> {
        let before = self.colons.partition_point(|colon| *colon < own.start);
        let colon = self.colons.get(before.checked_sub(1)?)?;
        let heading = self.text.get(figure.sentence.start..*colon)?;
        let from = heading
            .char_indices()
            .rev()
            .take(LONGEST)
            .take_while(|(_, character)| character.is_alphabetic())
            .last()
            .map(|(at, _)| at)?;
        let (heading, own) = (folded(heading.get(from..)?), folded(own.of(self.text)));
        let joined = |first: &str, second: &str| {
            let stem = self.catalogue.lexicon.stem(first)?;
            self.agreed(stem.get(second)?, figure)
        };
        joined(&own, &heading).or_else(|| joined(&heading, &own))
    }

    /// The indicator that the beginning of the words told before and a figure's own words name together.
    fn with_beginning(&self, words: &str, own: &str, figure: &Figure) -> Option<SmolStr> {
        let area = self
            .catalogue
            .lexicon
            .longest(words)
            .filter(|hit| hit.entry.indicators.is_empty() && hit.entry.classes.has(Class::Area));
        let words = words.get(area.map_or(0, |hit| hit.len)..)?;
        let ends = words.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
        let ends: Vec<usize> = ends.take(LONGEST).collect();
        ends.into_iter().rev().find_map(|end| {
            let stem = self.catalogue.lexicon.stem(words.get(..end)?)?;
            self.agreed(stem.get(own)?, figure)
        })
    }

    /// The indicator that a figure's own words name with the end of the words told before, or one that means the same.
    fn with_end(&self, own: &str, words: &str, figure: &Figure) -> Option<SmolStr> {
        let stem = self.catalogue.lexicon.stem(own)?;
        let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
        let enough = starts.len().saturating_sub(1);
        let first = starts.len().saturating_sub(LONGEST).max(1);
        starts.get(first..enough)?.iter().find_map(|at| {
            let end = words.get(*at..)?;
            let alike = self.catalogue.list("measures.alike").iter();
            let alike = alike.filter_map(|pair| pair.split_once('=').filter(|(one, _)| *one == end));
            std::iter::once(end)
                .chain(alike.map(|(_, other)| other))
                .find_map(|end| self.agreed(stem.get(end)?, figure))
        })
    }

    /// The indicator that a part's words name with what is measured of the whole: 粮食 of 农作物播种面积.
    pub(super) fn of_part(&self, part: &Figure, whole: &Figure) -> Option<SmolStr> {
        let (own, words) = (part.subject?.of(self.text), whole.subject?.of(self.text));
        self.with_end(&folded(own), &folded(words), part)
    }

    fn agreed(&self, entry: &Entry, figure: &Figure) -> Option<SmolStr> {
        entry.indicators.iter().copied().find_map(|number| {
            let indicator = self.indicator(number)?;
            agrees(indicator, figure, self.catalogue).then(|| indicator.id.clone())
        })
    }
}
