//! The vocabulary while it is put together, file by file; what is wrong is collected, not raised.

use crate::file::{DimensionRecord, File, NumeralFile, TimeGroup};
use crate::{
    Catalogue, CatalogueError, Classes, Dimension, Dimensions, Entry, Formula, Indicator, Lexicon, Lights,
    NumeralSign, Proves, Region, RegionLevel, RegisterType, Sample, Source, Unit, UnitClass, Wording, check,
    folded,
};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::path::Path;

/// The table that is of days; other tables are of regions.
const HOLIDAYS: &str = "holidays.tsv";

/// The vocabulary while it is put together.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pub(crate) catalogue: Catalogue,
    origins: Origins,
    words: BTreeMap<String, Entry>,
    samples: Vec<Sample>,
    /// Counts the layers from 1.
    layer: usize,
    pub(crate) errors: Vec<CatalogueError>,
}

/// Which file each record came from, in the order of the records.
#[derive(Debug, Default)]
pub(crate) struct Origins {
    pub(crate) units: Vec<String>,
    pub(crate) indicators: Vec<String>,
    pub(crate) identities: Vec<String>,
    pub(crate) regions: Vec<String>,
    pub(crate) dimensions: Vec<String>,
    pub(crate) registers: Vec<String>,
    pub(crate) formulas: Vec<String>,
    pub(crate) lights: Vec<String>,
    /// With their ids, since several files may add to one list.
    pub(crate) lists: Vec<(SmolStr, String)>,
}

impl Builder {
    /// What comes now lies on top of what was there.
    pub(crate) const fn enter_layer(&mut self) {
        self.layer += 1;
    }

    fn sample(&mut self, source: &Source, proves: Proves) {
        self.samples.push(Sample {
            layer: self.layer.saturating_sub(1),
            path: source.path.clone(),
            proves,
        });
    }

    pub(crate) fn file(&mut self, source: &Source) {
        if Path::new(&source.path)
            .extension()
            .is_some_and(|kind| kind == "tsv")
        {
            if source.path.ends_with(HOLIDAYS) {
                self.holidays(source);
            } else {
                self.regions(source);
            }
            return;
        }
        match toml::from_str::<File>(&source.text) {
            Ok(file) => self.records(source, file),
            Err(error) => self.errors.push(CatalogueError::unreadable(source, &error)),
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
                let entry = self.entry(source, word);
                entry.classes = entry.classes.union(classes);
            }
            for example in group.reads {
                self.sample(source, Proves::Words(Box::new(example)));
            }
        }
        for group in file.time {
            self.times(source, &group);
        }
        for identity in file.identity {
            self.origins.identities.push(source.path.clone());
            self.catalogue.identities.push(identity);
        }
        for partition in file.partition {
            if !partition.example.is_empty() {
                self.sample(source, Proves::Partition(partition.example.clone()));
            }
            self.catalogue.partitions.push(partition);
        }
        for rate in file.rate {
            self.sample(source, Proves::Rate(rate.example.clone()));
            self.catalogue.rates.push(rate);
        }
        for difference in file.difference {
            self.sample(source, Proves::Difference(difference.example.clone()));
            self.catalogue.differences.push(difference);
        }
        for dimension in file.dimension {
            self.dimension(source, dimension);
        }
        for list in file.list {
            self.origins.lists.push((list.id.clone(), source.path.clone()));
            self.catalogue
                .lists
                .entry(list.id)
                .or_default()
                .extend(list.words);
        }
        for wording in file.wording {
            self.wording(source, wording);
        }
        for register in file.register {
            self.register(source, register);
        }
        for formula in file.formula {
            self.formula(source, formula);
        }
        for department in file.department {
            self.department(source, department);
        }
        for disclosure in file.disclosure {
            self.disclosure(source, disclosure);
        }
        for lights in file.lights {
            self.lights(source, lights);
        }
        for rule in file.rule {
            let code = rule.code.clone();
            if self.catalogue.rules.insert(code.clone(), rule).is_some() {
                self.errors.push(CatalogueError::new(
                    &source.path,
                    code,
                    "this rule stands twice; numbers are never used again",
                ));
            }
        }
    }

    /// The meanings of `word`, to be added to. A word that the lexicon could not hold is complained about.
    fn entry(&mut self, source: &Source, word: &str) -> &mut Entry {
        if !Lexicon::holds(word) {
            let problem = "a character of this word lies outside the basic plane, where no word is looked for; \
                           write the common spelling";
            self.errors.push(CatalogueError::new(&source.path, word, problem));
        }
        self.words.entry(word.to_owned()).or_default()
    }

    fn wording(&mut self, source: &Source, wording: Wording) {
        let known = self.catalogue.wordings.contains_key(&wording.id);
        if known != wording.replaces {
            let problem = if known {
                "this wording stands twice; say `replaces = true` to override it"
            } else {
                NOTHING_TO_REPLACE
            };
            self.errors
                .push(CatalogueError::new(&source.path, wording.id.as_str(), problem));
            return;
        }
        self.catalogue.wordings.insert(wording.id.clone(), wording);
    }

    fn register(&mut self, source: &Source, register: RegisterType) {
        let known = self
            .catalogue
            .registers
            .iter()
            .position(|known| known.id == register.id);
        if let Some(problem) = misplaced("register", known.is_some(), register.replaces) {
            self.errors
                .push(CatalogueError::new(&source.path, register.id.as_str(), problem));
            return;
        }
        let position = known.unwrap_or(self.catalogue.registers.len());
        self.sample(source, Proves::Register(register.id.clone()));
        place(&mut self.origins.registers, position, source.path.clone());
        place(&mut self.catalogue.registers, position, register);
    }

    fn formula(&mut self, source: &Source, formula: Formula) {
        let known = self
            .catalogue
            .formulas
            .iter()
            .position(|known| known.id == formula.id);
        if let Some(problem) = misplaced("formula", known.is_some(), formula.replaces) {
            self.errors
                .push(CatalogueError::new(&source.path, formula.id.as_str(), problem));
            return;
        }
        let position = known.unwrap_or(self.catalogue.formulas.len());
        self.sample(source, Proves::Formula(formula.id.clone()));
        place(&mut self.origins.formulas, position, source.path.clone());
        place(&mut self.catalogue.formulas, position, formula);
    }

    fn lights(&mut self, source: &Source, lights: Lights) {
        let known = self
            .catalogue
            .lights
            .iter()
            .position(|known| known.id == lights.id);
        if let Some(problem) = misplaced("rule set", known.is_some(), lights.replaces) {
            self.errors
                .push(CatalogueError::new(&source.path, lights.id.as_str(), problem));
            return;
        }
        let position = known.unwrap_or(self.catalogue.lights.len());
        place(&mut self.origins.lights, position, source.path.clone());
        place(&mut self.catalogue.lights, position, lights);
    }

    fn times(&mut self, source: &Source, group: &TimeGroup) {
        for word in &group.words {
            let known = self.entry(source, word).time.replace(group.means);
            if known.is_some_and(|known| known != group.means) {
                let problem = "this word already means another time; take it out of one of the groups";
                self.errors
                    .push(CatalogueError::new(&source.path, word.as_str(), problem));
            }
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
                self.errors
                    .push(CatalogueError::new(&source.path, character, problem));
            }
        }
        for range in &file.hotlines {
            if range.first > range.last {
                let problem = "the first number of these hotlines is above the last; turn them round";
                self.errors.push(CatalogueError::new(
                    &source.path,
                    range.first.to_string(),
                    problem,
                ));
            }
            self.catalogue.numerals.insert_hotlines(*range);
        }
    }

    fn unit(&mut self, source: &Source, unit: Unit) {
        let position = self
            .catalogue
            .units
            .iter()
            .position(|known| known.name == unit.name);
        if position.is_some() && !unit.replaces {
            let problem = "this unit stands twice; say `replaces = true` to override it";
            self.errors
                .push(CatalogueError::new(&source.path, unit.name.as_str(), problem));
            return;
        }
        if position.is_none() && unit.replaces {
            self.errors.push(CatalogueError::new(
                &source.path,
                unit.name.as_str(),
                NOTHING_TO_REPLACE,
            ));
            return;
        }
        if let Some(old) = position.and_then(|position| self.catalogue.units.get(position)) {
            for name in std::iter::once(&old.name).chain(&old.aliases) {
                if let Some(entry) = self.words.get_mut(name.as_str()) {
                    entry.unit = None;
                }
            }
        }
        let position = position.unwrap_or(self.catalogue.units.len());
        let number = u32::try_from(position).ok();
        for name in std::iter::once(&unit.name).chain(&unit.aliases) {
            let entry = self.entry(source, name);
            let known = std::mem::replace(&mut entry.unit, number);
            if known.is_some() && known != number {
                let problem = format!("`{name}` already names another unit; take it out of one of them");
                self.errors
                    .push(CatalogueError::new(&source.path, unit.name.as_str(), problem));
            }
        }
        self.sample(source, Proves::Unit(unit.name.clone()));
        place(&mut self.origins.units, position, source.path.clone());
        place(&mut self.catalogue.units, position, unit);
    }

    fn indicator(&mut self, source: &Source, indicator: Indicator) {
        let known = self.catalogue.indicator_positions.get(&indicator.id).copied();
        if known.is_some() && !indicator.replaces {
            let problem = "this indicator stands twice; say `replaces = true` to override it";
            self.errors
                .push(CatalogueError::new(&source.path, indicator.id.as_str(), problem));
            return;
        }
        if known.is_none() && indicator.replaces {
            self.errors.push(CatalogueError::new(
                &source.path,
                indicator.id.as_str(),
                NOTHING_TO_REPLACE,
            ));
            return;
        }
        if let Some(number) = known {
            self.forget(number);
        }
        let number =
            known.unwrap_or_else(|| u32::try_from(self.catalogue.indicators.len()).unwrap_or(u32::MAX));
        for name in names(&indicator) {
            let entry = self.entry(source, &name);
            if !entry.indicators.contains(&number) {
                entry.indicators.push(number);
            }
        }
        for told in &indicator.told {
            let Some((verb, name)) = told.split_once(BAR) else {
                continue;
            };
            let entry = self.entry(source, &format!("{verb}{name}"));
            entry.verb = u8::try_from(verb.len()).unwrap_or_default();
        }
        self.catalogue
            .indicator_positions
            .insert(indicator.id.clone(), number);
        let position = usize::try_from(number).unwrap_or(usize::MAX);
        self.sample(source, Proves::Indicator(indicator.id.clone()));
        place(&mut self.origins.indicators, position, source.path.clone());
        place(&mut self.catalogue.indicators, position, indicator);
    }

    /// Takes the names of an indicator that is replaced out of the words.
    fn forget(&mut self, number: u32) {
        let position = usize::try_from(number).unwrap_or(usize::MAX);
        let old: Vec<String> = self
            .catalogue
            .indicators
            .get(position)
            .map(names)
            .unwrap_or_default();
        for name in old {
            if let Some(entry) = self.words.get_mut(&name) {
                entry.indicators.remove(number);
            }
        }
    }

    /// A later layer adds codes to a dimension, and words to a code.
    fn dimension(&mut self, source: &Source, record: DimensionRecord) {
        for example in record.reads {
            self.sample(source, Proves::Words(Box::new(example)));
        }
        let known = self
            .catalogue
            .dimensions
            .iter_mut()
            .find(|known| known.id == record.id);
        if let Some(known) = known {
            for (code, words) in record.codes {
                known.codes.entry(code).or_default().extend(words);
            }
            return;
        }
        self.origins.dimensions.push(source.path.clone());
        self.catalogue.dimensions.push(Dimension {
            id: record.id,
            name: record.name,
            codes: record.codes,
        });
    }

    /// One region a line, tab-separated: code, name, level, parent, short name, `1` where in force.
    fn regions(&mut self, source: &Source) {
        for (line, row) in source
            .text
            .lines()
            .enumerate()
            .skip(1)
            .filter(|(_, row)| !row.is_empty())
        {
            let cells: Vec<&str> = row.split('\t').collect();
            let [code, name, level, parent, short_name, in_force] = cells.as_slice() else {
                let problem = "6 columns are wanted: code, name, level, parent, short_name, in_force";
                self.errors.push(CatalogueError::new(
                    &source.path,
                    format!("line {}", line + 1),
                    problem,
                ));
                continue;
            };
            let level = match *level {
                "province" => RegionLevel::Province,
                "prefecture" => RegionLevel::Prefecture,
                "county" => RegionLevel::County,
                other => {
                    let problem = format!("`{other}` is no level; write province, prefecture or county");
                    self.errors
                        .push(CatalogueError::new(&source.path, *code, problem));
                    continue;
                }
            };
            let number = u32::try_from(self.catalogue.regions.len()).unwrap_or(u32::MAX);
            for word in [name, short_name] {
                let entry = self.entry(source, word);
                if !entry.regions.contains(&number) {
                    entry.regions.push(number);
                }
            }
            self.origins.regions.push(source.path.clone());
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

    pub(crate) fn finish(mut self) -> Result<(Catalogue, Vec<Sample>), Vec<CatalogueError>> {
        // A file that cannot be read leaves gaps; complaining about them too would hide what is wrong.
        if self.errors.is_empty() {
            self.errors = check::records(&self.catalogue, &self.origins);
        }
        if !self.errors.is_empty() {
            return Err(self.errors);
        }
        self.words.remove("");
        self.alike_names();
        self.alike_verbs();
        self.prefixed_units();
        self.catalogue.codes = Dimensions::new(&self.catalogue.dimensions);
        self.catalogue.index_words();
        self.catalogue.lexicon = Lexicon::build(self.words);
        Ok((self.catalogue, self.samples))
    }
}

impl Builder {
    /// Names indicators with the words that mean the same as those of their names (规上 for 规模以上), where no other bears that
    /// name. Two words of a name may be said otherwise at once.
    fn alike_names(&mut self) {
        let pairs: Vec<(SmolStr, SmolStr)> = (self.catalogue.list("names.alike").iter())
            .filter_map(|pair| pair.split_once('='))
            .map(|(word, alike)| (word.into(), alike.into()))
            .collect();
        let alike = |name: &String| -> Vec<String> {
            let said = pairs.iter().filter(|(word, _)| name.contains(word.as_str()));
            said.map(|(word, alike)| name.replacen(word.as_str(), alike, 1))
                .collect()
        };
        let mut found = Vec::new();
        for (number, indicator) in (0..).zip(&self.catalogue.indicators) {
            let once: Vec<String> = written(indicator).iter().flat_map(alike).collect();
            let twice: Vec<String> = once.iter().flat_map(alike).collect();
            found.extend(once.into_iter().chain(twice).map(|name| (name, number)));
        }
        found.retain(|(name, _)| {
            self.words
                .get(name)
                .is_none_or(|entry| entry.indicators.is_empty())
        });
        for (name, number) in found {
            let entry = self.words.entry(name).or_default();
            if !entry.indicators.contains(&number) {
                entry.indicators.push(number);
            }
        }
    }

    /// Tells indicators with the verbs that say the same as theirs, where no other bears that name.
    fn alike_verbs(&mut self) {
        let pairs: Vec<(&str, &str)> = self
            .catalogue
            .list("told.alike")
            .iter()
            .filter_map(|pair| pair.split_once('='))
            .collect();
        let mut told = Vec::new();
        for (number, indicator) in (0..).zip(&self.catalogue.indicators) {
            for (verb, name) in indicator.told.iter().filter_map(|told| told.split_once(BAR)) {
                let alike = pairs.iter().filter(|(_, same)| *same == verb);
                told.extend(alike.map(|(alike, _)| (alike.len(), format!("{alike}{name}"), number)));
            }
        }
        told.retain(|(_, name, _)| {
            self.words
                .get(name)
                .is_none_or(|entry| entry.indicators.is_empty())
        });
        for (verb, name, number) in told {
            let entry = self.words.entry(name).or_default();
            entry.indicators.push(number);
            entry.verb = u8::try_from(verb).unwrap_or_default();
        }
    }

    /// Tells the numerals which units begin with a sign of their own. Units that begin with a hundred (百羽) are left to
    /// the number, for 三百羽 is three hundred; the ratios (百分点) are not.
    fn prefixed_units(&mut self) {
        let numerals = self.catalogue.numerals.clone();
        for unit in &self.catalogue.units {
            for name in std::iter::once(&unit.name).chain(&unit.aliases) {
                let sign = name.chars().next().and_then(|first| numerals.sign(first));
                let Some(NumeralSign::Small(power)) = sign else {
                    continue;
                };
                if power >= 3 || unit.class == UnitClass::Ratio {
                    self.catalogue.numerals.insert_unit(name);
                }
            }
        }
    }
}

/// Why a record cannot stand where one of its id is `known`, or is not.
fn misplaced(kind: &str, known: bool, replaces: bool) -> Option<String> {
    match (known, replaces) {
        (true, false) => Some(format!(
            "this {kind} stands twice; say `replaces = true` to override it"
        )),
        (false, true) => Some(NOTHING_TO_REPLACE.to_owned()),
        (true, true) | (false, false) => None,
    }
}

const NOTHING_TO_REPLACE: &str = "there is nothing to replace; take `replaces` out, or correct the name";

/// All names of an indicator, as they are written and in the plain form that binding looks for, and what is told.
fn names(indicator: &Indicator) -> Vec<String> {
    let told = indicator.told.iter().map(|told| told.replace(BAR, ""));
    written(indicator).into_iter().chain(told).collect()
}

/// The names of an indicator that are nouns, as they are written and in plain form.
fn written(indicator: &Indicator) -> Vec<String> {
    let written = std::iter::once(&indicator.name)
        .chain(&indicator.aliases)
        .chain(&indicator.shared);
    written
        .flat_map(|name| [name.to_string(), folded(name).into_owned()])
        .collect()
}

/// Between the verb and the name of an indicator that is told with its verb.
pub(crate) const BAR: char = '|';

/// Puts `record` at `position`, which is at most one past the end.
fn place<T>(records: &mut Vec<T>, position: usize, record: T) {
    match records.get_mut(position) {
        Some(slot) => *slot = record,
        None => records.push(record),
    }
}
