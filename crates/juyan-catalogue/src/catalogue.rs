//! Files to one checked vocabulary, and to its compact image and back.

use crate::builder::Builder;
use crate::finder::Finder;
use crate::unit::unscaled;
use crate::{
    CatalogueError, Department, Dimension, Dimensions, Disclosure, Formula, Holidays, Identity, Indicator,
    Lexicon, Lights, NamedResult, Numerals, Partition, Region, RegisterType, Rule, Sample, Source, Unit,
    Wording,
};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The whole vocabulary.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Catalogue {
    /// Signs of numbers.
    pub numerals: Numerals,
    /// Units.
    pub units: Vec<Unit>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Regions.
    pub regions: Vec<Region>,
    /// What holds by definition.
    pub identities: Vec<Identity>,
    /// Sets of words that name all the parts of a whole.
    pub partitions: Vec<Partition>,
    /// Rates whose name does not say what is over what.
    pub rates: Vec<NamedResult>,
    /// Differences whose name does not say what is taken from what.
    pub differences: Vec<NamedResult>,
    /// What tells apart the facts of one indicator.
    pub dimensions: Vec<Dimension>,
    /// The words of the dimensions.
    pub codes: Dimensions,
    /// Words that rules of proofreading look for, by the list's id. They are no words of the reader: putting them into
    /// the lexicon would change how sentences are cut. Asked for at every clause, so that the map is one that is quick.
    pub lists: FxHashMap<SmolStr, Vec<SmolStr>>,
    /// Rules, by code.
    pub rules: BTreeMap<SmolStr, Rule>,
    /// What the program says besides findings, by id.
    pub wordings: BTreeMap<SmolStr, Wording>,
    /// Types of registers.
    pub registers: Vec<RegisterType>,
    /// How facts follow from registers.
    pub formulas: Vec<Formula>,
    /// Rule sets of warning lights.
    pub lights: Vec<Lights>,
    /// Departments, by what they are called in which regions.
    pub departments: Vec<Department>,
    /// Rules of publishing.
    pub disclosures: Vec<Disclosure>,
    /// The days on which offices work otherwise than on other days of the week.
    pub holidays: Holidays,
    /// All words.
    pub lexicon: Lexicon,
    /// Which partitions a name may belong to: those whose whole is known by the words of their parts, the others by those of
    /// further parts too.
    pub(crate) partition_words: Finder,
    /// Which differences a text names.
    pub(crate) difference_names: Finder,
    /// Whether a text holds a word of what does not add up.
    pub(crate) means: Finder,
    /// Position of each indicator by its id.
    pub(crate) indicator_positions: FxHashMap<SmolStr, u32>,
}

impl Catalogue {
    /// Reads the catalogue from its files, in the order of their paths.
    ///
    /// Fails with every complaint at once: a file that is no TOML, a field that does not exist, a name that two records
    /// claim, a record without the sentence that proves it.
    pub fn load(sources: &[Source]) -> Result<(Self, Vec<Sample>), Vec<CatalogueError>> {
        Self::layered(&[sources])
    }

    /// Reads a catalogue of several layers, each on top of the one before: the built-in one, then a province's own.
    ///
    /// A later layer may add records or, saying `replaces = true`, take the place of earlier ones. Fails as
    /// [`Catalogue::load`] does.
    ///
    /// ```
    /// use juyan_catalogue::{Catalogue, Source};
    /// let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    /// let unit = "[[unit]]\nname = \"亩\"\nclass = \"measure\"\ndimension = \"area\"\nexample = \"流转土地3亩。\"\n";
    /// let base = [source("units/area.toml", unit)];
    /// let own = [source("a.toml", &format!("{unit}aliases = [\"地亩\"]\nreplaces = true"))];
    /// let (catalogue, _) = Catalogue::layered(&[&base, &own]).unwrap();
    /// assert_eq!(catalogue.unit("地亩").unwrap().name, "亩");
    /// ```
    pub fn layered(layers: &[&[Source]]) -> Result<(Self, Vec<Sample>), Vec<CatalogueError>> {
        let mut builder = Builder::default();
        for layer in layers {
            builder.enter_layer();
            let mut ordered: Vec<&Source> = layer.iter().collect();
            ordered.sort_by(|a, b| a.path.cmp(&b.path));
            for source in ordered {
                builder.file(source);
            }
        }
        builder.finish()
    }

    /// The catalogue as bytes that [`Catalogue::from_image`] reads without parsing anything again.
    pub fn to_image(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    /// The catalogue that [`Catalogue::to_image`] wrote.
    pub fn from_image(image: &[u8]) -> Result<Self, postcard::Error> {
        let mut catalogue: Self = postcard::from_bytes(image)?;
        catalogue.lexicon.index_alphabet();
        Ok(catalogue)
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        let position = *self.indicator_positions.get(id)?;
        self.indicators.get(usize::try_from(position).ok()?)
    }

    /// The type of register with this id.
    pub fn register(&self, id: &str) -> Option<&RegisterType> {
        self.registers.iter().find(|register| register.id == id)
    }

    /// The formula with this id.
    pub fn formula(&self, id: &str) -> Option<&Formula> {
        self.formulas.iter().find(|formula| formula.id == id)
    }

    /// The rule set that `name` means; the usual one where there is none.
    pub fn lights(&self, name: Option<&str>) -> Option<&Lights> {
        let mut sets = self.lights.iter();
        match name {
            Some(name) => sets.find(|lights| lights.is_called(name)),
            None => sets.find(|lights| lights.usual),
        }
    }

    /// What the program says for `id` in `language`, else in Chinese; the id itself where the catalogue has none, so
    /// that the gap is seen.
    pub fn say<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        self.wordings.get(id).map_or(id, |wording| wording.text(language))
    }

    /// The words of the list `id`, one of [`crate::LISTS`]; none where no file has it.
    ///
    /// ```
    /// use juyan_catalogue::{Catalogue, Source};
    /// let text = "[[list]]\nid = \"doubling.honest\"\nwords = [\"一步一步\"]\n";
    /// let (catalogue, _) = Catalogue::load(&[Source { path: "a.toml".to_owned(), text: text.to_owned() }]).unwrap();
    /// assert_eq!(catalogue.list("doubling.honest"), ["一步一步"]);
    /// ```
    pub fn list(&self, id: &str) -> &[SmolStr] {
        debug_assert!(crate::list::is_looked_into(id), "no list {id}");
        self.lists.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The partitions a part of which `name` may be, in their order: it holds a word of one of their parts or, where no word
    /// says what the whole is called, of a further part.
    pub fn partitions_of(&self, name: &str) -> impl Iterator<Item = &Partition> {
        records(self.partition_words.find(name), &self.partitions)
    }

    /// The differences that `words` name anywhere, in their order.
    pub fn differences_named(&self, words: &str) -> impl Iterator<Item = &NamedResult> {
        records(self.difference_names.find(words), &self.differences)
    }

    /// Whether a word of means, prices and scores (the list `adds-not.words`) stands anywhere in `words`: 每户拥有汽车, 平均工资.
    pub fn tells_mean(&self, words: &str) -> bool {
        self.means.is_in(words)
    }

    /// Makes what finds the words of records; to be done when all of them are there.
    pub(crate) fn index_words(&mut self) {
        let parts = self.partitions.iter().map(|partition| {
            let others = partition.others.iter().filter(|_| partition.whole.is_empty());
            partition.parts.iter().chain(others)
        });
        self.partition_words = Finder::new(parts);
        self.difference_names = Finder::new(self.differences.iter().map(|difference| &difference.names));
        self.means = Finder::new(self.lists.get("adds-not.words").into_iter());
    }

    /// The unit of `printed`, with or without a scale word before it: 千瓦时 of 亿千瓦时.
    pub fn base_unit(&self, printed: &str) -> Option<&Unit> {
        unscaled(printed, &self.numerals).find_map(|name| self.unit(name))
    }

    /// The unit of `printed`, and what the scale word before it multiplies by: 元 and 10000 of 万元.
    pub fn scaled_unit(&self, printed: &str) -> Option<(Decimal, &Unit)> {
        unscaled(printed, &self.numerals).find_map(|name| {
            let unit = self.unit(name)?;
            let scale = self.numerals.multiplier(printed.strip_suffix(name)?)?;
            Some((scale, unit))
        })
    }

    /// The unit that `name` names, by its first name or another.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        let position = self.lexicon.get(name)?.unit?;
        self.units.get(usize::try_from(position).ok()?)
    }
}

/// The records at `positions`.
fn records<T>(positions: Vec<u32>, records: &[T]) -> impl Iterator<Item = &T> {
    let positions = positions.into_iter();
    positions.filter_map(|position| records.get(usize::try_from(position).ok()?))
}
