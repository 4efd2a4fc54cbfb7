//! Files to one checked vocabulary, and to its compact image and back.

use crate::{
    CatalogueError, Class, Classes, Entry, Indicator, Lexicon, NumeralSign, Numerals, Partition, Region, RegionLevel,
    Rule, Source, TimeWord, Unit, UnitClass, Wording, folded,
};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A sentence that proves a record: what the figure `figure` in `text` must be read as.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The figure's own words; `@2` behind them means their second occurrence.
    #[serde(default)]
    pub figure: String,
    /// The role it must have; empty where nothing is asked.
    #[serde(default)]
    pub role: String,
    /// The value in base units.
    #[serde(default)]
    pub value: String,
    /// The base unit.
    #[serde(default)]
    pub unit: String,
    /// The base of a growth or change.
    #[serde(default)]
    pub base: String,
    /// The words of the subject.
    #[serde(default)]
    pub subject: String,
    /// `about`, `over`, `under`.
    #[serde(default)]
    pub approx: String,
    /// `actual`, `plan`, `capacity`.
    #[serde(default)]
    pub mode: String,
    /// First and last day, `2024-01-01..2024-06-30`.
    #[serde(default)]
    pub period: String,
}

/// What holds by definition: `total` = sum of `parts`, or `ratio` = `over`[0] ÷ `over`[1].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Its name.
    pub id: SmolStr,
    /// The indicator on the left.
    pub total: SmolStr,
    /// The indicators on the right.
    pub parts: Vec<SmolStr>,
    /// `sum` (total = parts), `part` (parts ≤ total), `ratio` (total = parts[0] ÷ parts[1]) or `composition` (the total
    /// is printed as the shares of its parts, in order).
    pub kind: SmolStr,
    /// What to know about it.
    #[serde(default)]
    pub note: SmolStr,
}

/// Words of one class, with the sentences that prove them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct WordGroup {
    classes: Vec<Class>,
    words: Vec<SmolStr>,
    #[serde(default)]
    reads: Vec<Example>,
}

/// Words that do one thing in a time expression.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeGroup {
    means: TimeWord,
    words: Vec<SmolStr>,
}

/// Signs of numbers, as the files have them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NumeralFile {
    arabic: BTreeMap<char, u8>,
    digit: BTreeMap<char, u8>,
    small: BTreeMap<char, u8>,
    tens: BTreeMap<char, u8>,
    large: BTreeMap<char, u8>,
    roman: BTreeMap<char, u8>,
    point: Vec<char>,
    dot: Vec<char>,
    group: Vec<char>,
    rough: Vec<char>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    numerals: NumeralFile,
    unit: Vec<Unit>,
    indicator: Vec<Indicator>,
    group: Vec<WordGroup>,
    time: Vec<TimeGroup>,
    identity: Vec<Identity>,
    partition: Vec<Partition>,
    rule: Vec<Rule>,
    wording: Vec<Wording>,
}

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
    /// Rules, by code.
    pub rules: BTreeMap<SmolStr, Rule>,
    /// What the program says besides findings, by id.
    pub wordings: BTreeMap<SmolStr, Wording>,
    /// All words.
    pub lexicon: Lexicon,
    /// Position of each indicator by its id.
    indicator_positions: FxHashMap<SmolStr, u32>,
}

/// The vocabulary while it is put together.
#[derive(Debug, Default)]
struct Builder {
    catalogue: Catalogue,
    words: BTreeMap<String, Entry>,
    examples: Vec<Example>,
    errors: Vec<CatalogueError>,
}

impl Catalogue {
    /// Reads the catalogue from its files; later files may add to earlier ones or, saying so, replace their records.
    ///
    /// Fails with every complaint at once: a file that is no TOML, a field that does not exist, a name that two records
    /// claim.
    pub fn load(sources: &[Source]) -> Result<(Self, Vec<Example>), Vec<CatalogueError>> {
        let mut builder = Builder::default();
        let mut ordered: Vec<&Source> = sources.iter().collect();
        ordered.sort_by(|a, b| a.path.cmp(&b.path));
        for source in ordered {
            builder.file(source);
        }
        builder.finish()
    }

    /// The catalogue as bytes that [`Catalogue::from_image`] reads without parsing anything again.
    pub fn to_image(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    /// The catalogue that [`Catalogue::to_image`] wrote.
    pub fn from_image(image: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(image)
    }

    /// The indicator with this id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        let position = *self.indicator_positions.get(id)?;
        self.indicators.get(usize::try_from(position).ok()?)
    }

    /// What the program says for `id` in `language`, else in Chinese; the id itself where the catalogue has none, so
    /// that the gap is seen.
    pub fn say<'a>(&'a self, id: &'a str, language: &str) -> &'a str {
        self.wordings.get(id).map_or(id, |wording| wording.text(language))
    }

    /// The unit that `name` names, by its first name or another.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        let position = self.lexicon.get(name)?.unit?;
        self.units.get(usize::try_from(position).ok()?)
    }
}

impl Builder {
    fn file(&mut self, source: &Source) {
        if source.path.ends_with(".tsv") {
            self.regions(source);
            return;
        }
        match toml::from_str::<File>(&source.text) {
            Ok(file) => self.records(source, file),
            Err(error) => {
                let place = error.span().map_or_else(String::new, |span| {
                    let before = source.text.get(..span.start).unwrap_or_default();
                    format!("line {}", before.matches('\n').count() + 1)
                });
                self.errors.push(CatalogueError::new(&source.path, place, error.message()));
            }
        }
    }

    fn records(&mut self, source: &Source, file: File) {
        self.numerals(source, &file.numerals);
        for unit in file.unit {
            self.unit(source, unit);
        }
        for indicator in file.indicator {
            self.indicator(source, indicator);
        }
        for group in file.group {
            let classes = Classes::of(&group.classes);
            for word in &group.words {
                let entry = self.words.entry(word.to_string()).or_default();
                entry.classes = entry.classes.union(classes);
            }
            self.examples.extend(group.reads);
        }
        for group in file.time {
            self.times(source, &group);
        }
        self.catalogue.identities.extend(file.identity);
        self.catalogue.partitions.extend(file.partition);
        for wording in file.wording {
            self.wording(source, wording);
        }
        for rule in file.rule {
            let code = rule.code.clone();
            if self.catalogue.rules.insert(code.clone(), rule).is_some() {
                self.errors.push(CatalogueError::new(&source.path, code, "this rule stands twice; numbers are never used again"));
            }
        }
    }

    fn wording(&mut self, source: &Source, wording: Wording) {
        if self.catalogue.wordings.contains_key(&wording.id) && !wording.replaces {
            let problem = "this wording stands twice; say `replaces = true` to override it";
            self.errors.push(CatalogueError::new(&source.path, wording.id.as_str(), problem));
            return;
        }
        self.catalogue.wordings.insert(wording.id.clone(), wording);
    }

    fn times(&mut self, source: &Source, group: &TimeGroup) {
        for word in &group.words {
            let entry = self.words.entry(word.to_string()).or_default();
            if entry.time.is_some_and(|known| known != group.means) {
                let problem = "this word already means another time; take it out of one of the groups";
                self.errors.push(CatalogueError::new(&source.path, word.as_str(), problem));
            }
            entry.time = Some(group.means);
        }
    }

    fn numerals(&mut self, source: &Source, file: &NumeralFile) {
        let signs = (file.arabic.iter().map(|(c, n)| (*c, NumeralSign::Arabic(*n))))
            .chain(file.digit.iter().map(|(c, n)| (*c, NumeralSign::Digit(*n))))
            .chain(file.small.iter().map(|(c, n)| (*c, NumeralSign::Small(*n))))
            .chain(file.tens.iter().map(|(c, n)| (*c, NumeralSign::Tens(*n))))
            .chain(file.large.iter().map(|(c, n)| (*c, NumeralSign::Large(*n))))
            .chain(file.roman.iter().map(|(c, n)| (*c, NumeralSign::Roman(*n))))
            .chain(file.point.iter().map(|c| (*c, NumeralSign::Point)))
            .chain(file.dot.iter().map(|c| (*c, NumeralSign::Dot)))
            .chain(file.group.iter().map(|c| (*c, NumeralSign::Group)))
            .chain(file.rough.iter().map(|c| (*c, NumeralSign::Rough)));
        for (character, sign) in signs {
            if !self.catalogue.numerals.insert(character, sign) {
                let problem = "this sign has two meanings; keep one";
                self.errors.push(CatalogueError::new(&source.path, character, problem));
            }
        }
    }

    fn unit(&mut self, source: &Source, unit: Unit) {
        let position = self.catalogue.units.iter().position(|known| known.name == unit.name);
        if position.is_some() && !unit.replaces {
            let problem = "this unit stands twice; say `replaces = true` to override it";
            self.errors.push(CatalogueError::new(&source.path, unit.name.as_str(), problem));
            return;
        }
        let position = position.unwrap_or(self.catalogue.units.len());
        let number = u32::try_from(position).ok();
        for name in std::iter::once(&unit.name).chain(&unit.aliases) {
            let entry = self.words.entry(name.to_string()).or_default();
            if entry.unit.is_some() && entry.unit != number {
                let problem = format!("`{name}` already names another unit; take it out of one of them");
                self.errors.push(CatalogueError::new(&source.path, unit.name.as_str(), problem));
            }
            entry.unit = number;
        }
        place(&mut self.catalogue.units, position, unit);
    }

    fn indicator(&mut self, source: &Source, indicator: Indicator) {
        let known = self.catalogue.indicator_positions.get(&indicator.id).copied();
        if known.is_some() && !indicator.replaces {
            let problem = "this indicator stands twice; say `replaces = true` to override it";
            self.errors.push(CatalogueError::new(&source.path, indicator.id.as_str(), problem));
            return;
        }
        let number = known.unwrap_or_else(|| u32::try_from(self.catalogue.indicators.len()).unwrap_or(u32::MAX));
        for name in std::iter::once(&indicator.name).chain(&indicator.aliases) {
            // The plain form is what binding looks for.
            for name in [name.to_string(), folded(name)] {
                let entry = self.words.entry(name).or_default();
                if !entry.indicators.contains(&number) {
                    entry.indicators.push(number);
                }
            }
        }
        self.catalogue.indicator_positions.insert(indicator.id.clone(), number);
        let position = usize::try_from(number).unwrap_or(usize::MAX);
        place(&mut self.catalogue.indicators, position, indicator);
    }

    /// One region a line, tab-separated: code, name, level, parent, short name, `1` where in force.
    fn regions(&mut self, source: &Source) {
        for (line, row) in source.text.lines().enumerate().skip(1).filter(|(_, row)| !row.is_empty()) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [code, name, level, parent, short_name, in_force] = cells.as_slice() else {
                let problem = "six columns are wanted: code, name, level, parent, short_name, in_force";
                self.errors.push(CatalogueError::new(&source.path, format!("line {}", line + 1), problem));
                continue;
            };
            let level = match *level {
                "province" => RegionLevel::Province,
                "prefecture" => RegionLevel::Prefecture,
                _ => RegionLevel::County,
            };
            let number = u32::try_from(self.catalogue.regions.len()).unwrap_or(u32::MAX);
            for word in [name, short_name] {
                let entry = self.words.entry((*word).to_owned()).or_default();
                if !entry.regions.contains(&number) {
                    entry.regions.push(number);
                }
            }
            self.catalogue.regions.push(Region {
                code: SmolStr::new(code),
                name: SmolStr::new(name),
                short_name: SmolStr::new(short_name),
                level,
                parent: SmolStr::new(parent),
                in_force: *in_force == "1",
            });
        }
    }

    fn finish(mut self) -> Result<(Catalogue, Vec<Example>), Vec<CatalogueError>> {
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        self.words.remove("");
        self.prefixed_units();
        self.catalogue.lexicon = Lexicon::build(self.words);
        Ok((self.catalogue, self.examples))
    }
}

impl Builder {
    /// Tells the numerals which units begin with a sign of their own. Units that begin with a hundred (百羽) are left to
    /// the number, for 三百羽 is three hundred; the ratios (百分点) are not.
    fn prefixed_units(&mut self) {
        let numerals = self.catalogue.numerals.clone();
        for unit in &self.catalogue.units {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                let sign = name.chars().next().and_then(|first| numerals.sign(first));
                let Some(NumeralSign::Small(power)) = sign else { continue };
                if power >= 3 || unit.class == UnitClass::Ratio {
                    self.catalogue.numerals.insert_unit(name);
                }
            }
        }
    }
}

/// Puts `record` at `position`, which is at most one past the end.
fn place<T>(records: &mut Vec<T>, position: usize, record: T) {
    match records.get_mut(position) {
        Some(slot) => *slot = record,
        None => records.push(record),
    }
}
