//! A fact in words: the format says how, the fact says what, and what would be untrue is not said.

use crate::format::{Format, Pattern, Piece, Told};
use crate::numeral;
use juyan::model::{Decimal, Fact, Limit, Rational, Rounding, Source, Value, Worth, rational};
use juyan::vocabulary::{Catalogue, Class, Classes, Entry, Family, UnitClass};
use num_bigint::BigUint;
use num_traits::{ToPrimitive, Zero};
use smol_str::SmolStr;

/// With which words, and how numbers are rounded.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// The words.
    pub catalogue: &'a Catalogue,
    /// Half up, half even or cut off.
    pub rounding: Rounding,
}

/// Why a fact is not said in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaid {
    /// The fact's unit is not the format's, and neither is reckoned from the other.
    Unit {
        /// The fact's.
        held: SmolStr,
        /// The format's.
        wanted: SmolStr,
    },
    /// The words around the number tell a rise and the fact is a fall, or the other way round.
    Turned,
    /// The verb has no opposite among the catalogue's words, and the fact goes the other way.
    Verb(SmolStr),
    /// A class or a range where the format has one number, or the other way round.
    Shape,
    /// The style has no words for the number.
    Style,
}

impl Unsaid {
    /// Its name, by which messages say it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Unit { .. } => "unit",
            Self::Turned => "turned",
            Self::Verb(_) => "verb",
            Self::Shape => "shape",
            Self::Style => "style",
        }
    }
}

/// A number of a format with what the words behind it make of it.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pattern: Pattern,
    /// What scale words multiply by.
    scale: Decimal,
    pub(crate) unit: Option<SmolStr>,
}

const PERCENT: &str = "%";

impl Voice<'_> {
    /// Says `fact` in the words of `format`.
    ///
    /// ```
    /// use juyan::model::{Fact, Printed, Rounding, Source, Value, Worth};
    /// use juyan_writer::{Format, Voice};
    /// let voice = Voice { catalogue: juyan::catalogue(), rounding: Rounding::HalfUp };
    /// let fact = |value: &str| Fact {
    ///     unit: Some("%".into()),
    ///     printed: Some(Printed { digits: value.trim_start_matches('-').parse().unwrap(), scale: 1.into(), exact: false }),
    ///     ..Fact::new("gdp.growth@152923:2024H1".parse().unwrap(), Worth::Number(Value::One(value.parse().unwrap())), Source::Entry)
    /// };
    /// let format: Format = "[增长]#.##%".parse().unwrap();
    /// assert_eq!(voice.say(&fact("2.7"), &format).unwrap(), "增长2.7%");
    /// assert_eq!(voice.say(&fact("-0.615"), &format).unwrap(), "下降0.62%");
    /// assert_eq!(voice.say(&fact("0"), &format).unwrap(), "持平");
    /// ```
    pub fn say(&self, fact: &Fact, format: &Format) -> Result<String, Unsaid> {
        self.say_measured(fact, format, &self.measured(format))
    }

    /// The same, where the numbers of the format were measured before.
    pub(crate) fn say_measured(
        &self,
        fact: &Fact,
        format: &Format,
        measured: &[Measured],
    ) -> Result<String, Unsaid> {
        let Worth::Number(value) = fact.worth else {
            return Err(Unsaid::Shape);
        };
        if let ([Piece::Verb(word)], Value::One(value)) = (format.pieces.as_slice(), value) {
            return self.doubled(word, value, fact);
        }
        let values = match (value, measured.len()) {
            (Value::One(one), 1) => vec![one],
            (Value::Range(from, to), 2) => vec![from, to],
            _ => return Err(Unsaid::Shape),
        };
        let has_verb = format.pieces.iter().any(|piece| matches!(piece, Piece::Verb(_)));
        let side = format.pieces.iter().find_map(|piece| match piece {
            Piece::Near(word) => self.limit(word),
            _ => None,
        });
        let is_bound = format.numbers().any(|pattern| pattern.bound.is_some());
        let numbers: Vec<Number> = values
            .iter()
            .zip(measured)
            .map(|(value, measured)| match side.filter(|_| is_bound) {
                Some(side) => self.bound(*value, fact, measured, side),
                None => self.number(*value, fact, measured, has_verb),
            })
            .collect::<Result<_, _>>()?;
        let first = numbers.first().ok_or(Unsaid::Shape)?;
        let mut said = String::new();
        let mut coming = numbers.iter();
        let is_told_around = format.numbers().any(|pattern| pattern.near);
        let mut unsaid_limit = fact.limit.filter(|_| !is_told_around && !is_bound);
        let has_near = format.pieces.iter().any(|piece| matches!(piece, Piece::Near(_)));
        for piece in &format.pieces {
            match piece {
                Piece::Words(words) => said.push_str(words),
                Piece::Unsaid(_) => {}
                Piece::Verb(verb) => match self.verb(verb, first, self.is_of_points(measured))? {
                    Some(verb) => said.push_str(verb),
                    None => return Ok(self.word("saying.flat")),
                },
                Piece::Near(word) => {
                    if is_bound || fact.limit.is_some() && self.limit(word) == fact.limit {
                        said.push_str(word);
                        unsaid_limit = None;
                    }
                }
                Piece::Number(_) => {
                    if unsaid_limit == Some(Limit::About) && !has_near {
                        said.push_str(&self.word("saying.about"));
                        unsaid_limit = None;
                    }
                    said.push_str(&coming.next().ok_or(Unsaid::Shape)?.words);
                }
            }
        }
        Ok(self.near(said, unsaid_limit))
    }

    /// `word`, which says that something doubled, where it surely did; else by how much it grew.
    fn doubled(&self, word: &str, value: Decimal, fact: &Fact) -> Result<String, Unsaid> {
        let verb = || Unsaid::Verb(word.into());
        let least = self.least_of(word).ok_or_else(verb)?;
        if value.is_sign_negative() {
            return Err(Unsaid::Turned);
        }
        let has_come_to = if fact.unit.as_deref().is_some_and(|unit| self.is_doublings(unit)) {
            let times = value.to_u32().filter(|_| value.is_integer()).ok_or_else(verb)?;
            Rational::whole(2_i128.checked_pow(times).ok_or_else(verb)?)
        } else {
            let hundredths = self.factor(fact.unit.as_deref(), Some(PERCENT))?;
            let surely = fact.interval(value, self.rounding).low.ok_or_else(verb)?.0;
            surely * hundredths / Rational::whole(100) + Rational::one()
        };
        if fact.limit.is_none() && has_come_to >= Rational::whole(least.into()) {
            return Ok(word.to_owned());
        }
        let rises = self.verbs().0.first().ok_or_else(verb)?;
        let number = Pattern {
            decimals: 2,
            ..Pattern::default()
        };
        let growth = Format {
            pieces: vec![
                Piece::Verb(rises.clone()),
                Piece::Number(number),
                Piece::Words(PERCENT.into()),
            ],
        };
        self.say(fact, &growth)
    }

    /// The multiple that something has come to at least where `word` says that it doubled.
    fn least_of(&self, word: &str) -> Option<u32> {
        let words = self.doublings().find(|(other, _)| *other == word);
        words.map(|(_, least)| least)
    }

    /// Words that say that something doubled, each with the multiple that it has come to at least.
    pub(crate) fn doublings(&self) -> impl Iterator<Item = (&str, u32)> {
        let words = self.catalogue.list("saying.double").iter();
        words.filter_map(|word| {
            let (word, least) = word.split_once('=')?;
            Some((word, least.parse().ok()?))
        })
    }

    /// Whether amounts of a unit are numbers of doublings.
    pub(crate) fn is_doublings(&self, unit: &str) -> bool {
        let unit = self.catalogue.unit(unit);
        unit.is_some_and(|unit| unit.family() == Family::Doublings)
    }

    /// The numbers of `format` with scale and unit. Of a range (8–10%) they stand behind the last number only.
    pub(crate) fn measured(&self, format: &Format) -> Vec<Measured> {
        let mut measured: Vec<Measured> = Vec::new();
        let mut pieces = format.pieces.iter().peekable();
        while let Some(piece) = pieces.next() {
            let Piece::Number(pattern) = piece else { continue };
            // Any number will do: what it is of does not depend on it.
            let mut sample = "1".to_owned();
            while let Some(Piece::Words(words) | Piece::Near(words) | Piece::Unsaid(words)) = pieces.peek() {
                sample.push_str(words);
                pieces.next();
            }
            let quantity = juyan::reader::quantity(&sample, 0, self.catalogue);
            let printed = quantity.as_ref().and_then(|quantity| quantity.printed);
            measured.push(Measured {
                pattern: *pattern,
                scale: printed.map_or(Decimal::ONE, |printed| printed.scale),
                unit: quantity.and_then(|quantity| quantity.unit),
            });
        }
        if let Some(last) = measured.last().cloned() {
            for earlier in &mut measured {
                if earlier.unit.is_none() {
                    earlier.unit.clone_from(&last.unit);
                    if earlier.scale == Decimal::ONE {
                        earlier.scale = last.scale;
                    }
                }
            }
        }
        measured
    }

    /// `value` of `fact` as its number is written: without a sign where a verb says which way it goes.
    fn number(
        &self,
        value: Decimal,
        fact: &Fact,
        measured: &Measured,
        has_verb: bool,
    ) -> Result<Number, Unsaid> {
        let factor = self.factor(fact.unit.as_deref(), measured.unit.as_deref())? / rational(measured.scale);
        let decimals = known_decimals(value, fact, &factor).min(measured.pattern.decimals);
        let exact = rational(value) * factor;
        let mut units = self.rounded(&(exact.abs() * power(decimals)));
        let mut decimals = decimals;
        if !measured.pattern.keeps_zeros {
            while decimals > 0 && (&units % 10_u32).is_zero() {
                units /= 10_u32;
                decimals -= 1;
            }
        }
        let is_less = exact.is_negative();
        let turned = match measured.pattern.told {
            Told::Fall => exact.is_positive(),
            Told::Rise => is_less,
            Told::Nothing => false,
        };
        if turned {
            return Err(Unsaid::Turned);
        }
        let mut words =
            numeral::written(&units, decimals, measured.pattern, self.catalogue).ok_or(Unsaid::Style)?;
        let way = if exact.is_zero() {
            Way::Flat
        } else if is_less {
            Way::Fall
        } else {
            Way::Rise
        };
        let has_sign = way == Way::Fall && !has_verb && measured.pattern.told == Told::Nothing;
        if has_sign {
            words.insert(0, '-');
        }
        Ok(Number { words, way })
    }

    /// The round number on one `side` of which `value` surely is: of 90%以上 the tens that it reaches.
    fn bound(&self, value: Decimal, fact: &Fact, measured: &Measured, side: Limit) -> Result<Number, Unsaid> {
        let pattern = measured.pattern;
        let factor = self.factor(fact.unit.as_deref(), measured.unit.as_deref())? / rational(measured.scale);
        let exact = rational(value) * factor;
        if exact.is_negative() || fact.limit.is_some_and(|limit| limit != side) {
            return Err(Unsaid::Shape);
        }
        let zeros = power(pattern.bound.unwrap_or_default());
        let step = &zeros / &power(pattern.decimals);
        let steps = exact / step;
        let steps = match side {
            Limit::Over => steps.floor(),
            Limit::Under => -(-steps).floor(),
            Limit::About | Limit::Better | Limit::Steady => return Err(Unsaid::Shape),
        };
        let units = (steps * zeros).to_integer().to_biguint();
        let words = numeral::written(
            &units.unwrap_or_default(),
            pattern.decimals,
            pattern,
            self.catalogue,
        );
        Ok(Number {
            words: words.ok_or(Unsaid::Style)?,
            way: Way::Rise,
        })
    }

    fn rounded(&self, value: &Rational) -> BigUint {
        let half = Rational::fraction(1, 2);
        let whole = value.floor();
        let rest = value - &whole;
        let is_odd = !(&whole / &Rational::whole(2)).is_integer();
        let up = match self.rounding {
            Rounding::HalfUp => rest >= half,
            Rounding::HalfEven => rest > half || (rest == half && is_odd),
            Rounding::Truncation => false,
        };
        let rounded = if up { whole + Rational::one() } else { whole };
        rounded.to_integer().to_biguint().unwrap_or_default()
    }

    /// What turns an amount of the unit `held` into one of `wanted`.
    fn factor(&self, held: Option<&str>, wanted: Option<&str>) -> Result<Rational, Unsaid> {
        let (Some(held), Some(wanted)) = (held, wanted) else {
            return Ok(Rational::one());
        };
        if held == wanted {
            return Ok(Rational::one());
        }
        let unknown = || Unsaid::Unit {
            held: held.into(),
            wanted: wanted.into(),
        };
        let unit = |name: &str| self.catalogue.unit(name);
        let (from, to) = unit(held).zip(unit(wanted)).ok_or_else(unknown)?;
        if from.name == to.name {
            return Ok(Rational::one());
        }
        // 17个 for 17项, for 个 counts anything.
        if from.class == UnitClass::Counter && to.class == UnitClass::Counter && from.counts_like(to) {
            return Ok(Rational::one());
        }
        let (one, other) = from.factor.zip(to.factor).ok_or_else(unknown)?;
        if from.dimension != to.dimension {
            return Err(unknown());
        }
        let whole = |number: u64| Rational::whole(number.into());
        let ratio = |above: u64, below: u64| whole(above) / whole(below);
        Ok(ratio(one.numerator, one.denominator) / ratio(other.numerator, other.denominator))
    }

    /// The verb for the way that a number goes; none where it goes neither way and there is nothing to print of it.
    fn verb<'v>(
        &'v self,
        verb: &'v str,
        number: &Number,
        of_points: bool,
    ) -> Result<Option<&'v str>, Unsaid> {
        let (rises, falls) = self.verbs();
        let at = |words: &[SmolStr]| words.iter().position(|word| word == verb);
        let (up, down) = (at(rises), at(falls));
        let opposite = |words: &'v [SmolStr], at: Option<usize>| at.and_then(|at| words.get(at));
        match number.way {
            Way::Flat => Ok(None),
            Way::Rise if up.is_some() => Ok(Some(verb)),
            Way::Fall if down.is_some() => Ok(Some(verb)),
            // A rate rises by points, it does not grow by them.
            Way::Rise if of_points && down.is_some() => {
                let rise = self.catalogue.list("saying.points-rise").first();
                Ok(rise.map(SmolStr::as_str))
            }
            Way::Rise => opposite(rises, down).map(|word| Some(word.as_str())).ok_or(()),
            Way::Fall => opposite(falls, up).map(|word| Some(word.as_str())).ok_or(()),
        }
        .map_err(|()| Unsaid::Verb(verb.into()))
    }

    /// Whether what is said is a difference of rates.
    fn is_of_points(&self, measured: &[Measured]) -> bool {
        let unit = measured.last().and_then(|measured| measured.unit.as_deref());
        let points = self.catalogue.list("saying.points");
        unit.is_some_and(|unit| points.iter().any(|point| unit.contains(point.as_str())))
    }

    /// The words at the beginning of `said` that say which way its value goes; none where there are none.
    pub(crate) fn way_said<'s>(&self, said: &'s str) -> Option<&'s str> {
        let (rises, falls) = self.verbs();
        let points = self.catalogue.list("saying.points-rise");
        let flat = self.word("saying.flat");
        let words = [rises, falls, points].into_iter().flatten().map(SmolStr::as_str);
        let words = words.chain([flat.as_str()]).filter(|word| said.starts_with(word));
        words
            .max_by_key(|word| word.len())
            .and_then(|word| said.get(..word.len()))
    }

    /// The verbs of a rise and of a fall, each in the place of its opposite.
    pub(crate) fn verbs(&self) -> (&[SmolStr], &[SmolStr]) {
        (
            self.catalogue.list("saying.rise"),
            self.catalogue.list("saying.fall"),
        )
    }

    /// Adds the nearness that the format has no word for.
    fn near(&self, said: String, limit: Option<Limit>) -> String {
        match limit {
            Some(Limit::About) => self.word("saying.about") + &said,
            Some(Limit::Over) => said + &self.word("saying.over"),
            Some(Limit::Under) => said + &self.word("saying.under"),
            Some(Limit::Better | Limit::Steady) | None => said,
        }
    }

    fn word(&self, list: &str) -> String {
        self.catalogue
            .list(list)
            .first()
            .map(ToString::to_string)
            .unwrap_or_default()
    }

    /// What stands where something has to be filled in.
    pub(crate) fn blank(&self) -> String {
        self.word("saying.blank")
    }

    /// What a word of nearness says.
    pub(crate) fn limit(&self, word: &str) -> Option<Limit> {
        self.catalogue.lexicon.get(word).and_then(nearness)
    }
}

/// A number in words.
#[derive(Debug)]
struct Number {
    words: String,
    way: Way,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Rise,
    Fall,
    Flat,
}

/// What a word of nearness says of the number that it touches.
pub(crate) fn nearness(entry: &Entry) -> Option<Limit> {
    const ABOUT: Classes = Classes::of(&[Class::AboutBefore, Class::AboutAfter]);
    const OVER: Classes = Classes::of(&[
        Class::OverBefore,
        Class::OverAfter,
        Class::OverInside,
        Class::OverBare,
    ]);
    const UNDER: Classes = Classes::of(&[Class::UnderBefore, Class::UnderAfter]);
    let says = |classes, limit| entry.classes.any(classes).then_some(limit);
    says(ABOUT, Limit::About)
        .or_else(|| says(OVER, Limit::Over))
        .or_else(|| says(UNDER, Limit::Under))
}

/// Longer decimals than these nobody prints, and no decimal holds.
const MOST_DECIMALS: u32 = 20;

/// To how many decimals `value`, times `factor`, is known. What is counted, or reckoned without loss, is known to all.
fn known_decimals(value: Decimal, fact: &Fact, factor: &Rational) -> u32 {
    let is_reckoned = matches!(fact.source, Source::Formula { .. });
    let last = match fact.printed {
        Some(printed) if printed.is_exact() || (is_reckoned && printed.exact) => return MOST_DECIMALS,
        Some(printed) => printed.last_digit(),
        None => Rational::one() / power(value.normalize().scale()),
    };
    let last = last * factor;
    (0..MOST_DECIMALS)
        .find(|decimals| &last * &power(*decimals) >= Rational::one())
        .unwrap_or(MOST_DECIMALS)
}

fn power(decimals: u32) -> Rational {
    Rational::whole(10_i128.pow(decimals.min(MOST_DECIMALS)))
}

#[cfg(test)]
mod tests {
    use super::{Unsaid, Voice, nearness};
    use juyan::model::{Fact, Limit, Printed, Rounding, Source, Value, Worth};
    use juyan::vocabulary::Class;

    /// It doubled where that is sure to the last printed digit, whatever it is told in; else it grew by so much.
    #[test]
    fn what_did_not_double_is_not_said_to() {
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        let said = |word: &str, value: &str, unit: &str| {
            let printed = Printed {
                digits: value.trim_start_matches('-').parse().unwrap(),
                scale: 1.into(),
                exact: false,
            };
            let worth = Worth::Number(Value::One(value.parse().unwrap()));
            let key = "trade_total.growth@152923:2024H1".parse().unwrap();
            let fact = Fact {
                unit: Some(unit.into()),
                printed: Some(printed),
                ..Fact::new(key, worth, Source::Entry)
            };
            voice.say(&fact, &format!("[{word}]").parse().unwrap())
        };
        for (word, value, unit, words) in [
            ("翻番", "100.1", "%", "翻番"),
            ("翻番", "100.0", "%", "增长100%"),
            ("翻番", "98.3", "%", "增长98.3%"),
            ("翻一番", "1", "番", "翻一番"),
            ("翻两番", "2", "番", "翻两番"),
            ("翻番", "1.1", "倍", "翻番"),
            ("翻两番", "299.9", "%", "增长299.9%"),
            ("翻两番", "300.2", "%", "翻两番"),
        ] {
            assert_eq!(
                said(word, value, unit).as_deref(),
                Ok(words),
                "{word} {value}{unit}"
            );
        }
        assert_eq!(said("翻番", "-3", "%"), Err(Unsaid::Turned));
        assert!(matches!(said("翻两番", "1", "番"), Err(Unsaid::Unit { .. })));
    }

    /// What is written is read again with the meaning that it was written for, and each verb has its opposite in its place.
    #[test]
    fn words_are_said_as_they_are_read() {
        let catalogue = juyan::catalogue();
        let (rises, falls) = (catalogue.list("saying.rise"), catalogue.list("saying.fall"));
        assert_eq!(rises.len(), falls.len());
        for (list, class) in [
            ("saying.rise", Class::Rise),
            ("saying.points-rise", Class::Rise),
            ("saying.fall", Class::Fall),
            ("saying.flat", Class::Flat),
        ] {
            for word in catalogue.list(list) {
                let entry = catalogue.lexicon.get(word);
                assert!(
                    entry.is_some_and(|entry| entry.classes.has(class)),
                    "{word} of {list}"
                );
            }
        }
        for (list, limit) in [
            ("saying.about", Limit::About),
            ("saying.over", Limit::Over),
            ("saying.under", Limit::Under),
        ] {
            for word in catalogue.list(list) {
                assert_eq!(
                    catalogue.lexicon.get(word).and_then(nearness),
                    Some(limit),
                    "{word}"
                );
            }
        }
    }
}
