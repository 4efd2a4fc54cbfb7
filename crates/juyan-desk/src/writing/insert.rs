//! Facts that may be put into a report under the pen, each as the binding that says it.

use juyan::Context;
use juyan::model::{Fact, Measure, Period, Rounding};
use juyan::vocabulary::Catalogue;
use juyan_ledger::{Known, Ledger, LedgerError, Place};
use juyan_publish::{measure_of, name_of, scale_word};
use juyan_writer::{Binding, Format, Name, Voice, What};

/// A fact that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is called, and which value of it it is.
    pub name: String,
    /// Its key.
    pub key: String,
    /// What its binding says.
    pub said: String,
    /// The binding, in braces.
    pub binding: String,
}

/// So many are shown.
const MOST: usize = 20;

/// The facts that a report may speak of: of its place, of its year and those next to it, or of no time.
pub fn near(ledger: &Ledger, (period, home): (Period, &str)) -> Result<Vec<Fact>, LedgerError> {
    let year = period.to.year();
    let (first, last) = (Period::year(year - 1), Period::year(year + 1));
    let within = first
        .zip(last)
        .map_or(period, |(first, last)| Period::new(first.from, last.to));
    let place = Place {
        region: home.into(),
        within,
    };
    let timeless = ledger.facts_of_year(home, None, Known::Now)?;
    let kept = ledger.facts_of(&place, Known::Now)?.into_iter().chain(timeless);
    Ok(kept.map(|kept| kept.fact).collect())
}

/// The facts that are called as `words` say, or whose keys have them, of the time and region that a report speaks of: those of its own
/// time first. What cannot be said is not among them.
pub fn found<'f>(
    facts: impl Iterator<Item = &'f Fact>,
    words: &str,
    (period, home): (Period, &str),
    context: Context<'_>,
) -> Vec<Hit> {
    let year = period.to.year();
    let is_near = |time: Period| time.from.year() >= year - 1 && time.to.year() <= year + 1;
    let mut asked: Vec<(bool, String, &Fact)> = Vec::new();
    for fact in facts {
        let is_of_report = fact.key.region == home && fact.key.period.is_none_or(is_near);
        if !is_of_report {
            continue;
        }
        let name = format!(
            "{} {}",
            name_of(&fact.key, context),
            measure_of(&fact.key, context)
        );
        let is_meant = words.split_whitespace().all(|word| {
            let key = fact.key.to_string();
            name.contains(word) || key.contains(word)
        });
        if is_meant {
            let is_other_time = fact.key.period.is_some_and(|time| time.to != period.to);
            asked.push((is_other_time, name, fact));
        }
    }
    asked.sort_by(|one, other| (one.0, &one.2.key).cmp(&(other.0, &other.2.key)));
    asked.dedup_by(|one, other| one.2.key == other.2.key);
    let hits = asked
        .into_iter()
        .filter_map(|(_, name, fact)| hit(name, fact, (period, home), context.catalogue));
    hits.take(MOST).collect()
}

fn hit(name: String, fact: &Fact, (period, home): (Period, &str), catalogue: &Catalogue) -> Option<Hit> {
    let voice = Voice {
        catalogue,
        rounding: Rounding::HalfUp,
    };
    let mut formats = formats(fact, catalogue).into_iter();
    let (format, said) = formats.find_map(|format| {
        let said = voice.say(fact, &format).ok()?;
        Some((format, said))
    })?;
    let binding = Binding {
        what: What::Fact(Name::of(&fact.key, period, home)),
        format,
    };
    Some(Hit {
        name,
        key: fact.key.to_string(),
        said,
        binding: format!("{{{binding}}}"),
    })
}

/// How a fact may be said, as its source printed it: the first that fits is taken.
fn formats(fact: &Fact, catalogue: &Catalogue) -> Vec<Format> {
    let first = |list: &str| {
        catalogue
            .list(list)
            .first()
            .map(ToString::to_string)
            .unwrap_or_default()
    };
    let unit = fact.unit.as_deref().unwrap_or_default();
    let (scale, decimals) = fact.printed.map_or((1.into(), 0), |printed| {
        (printed.scale, printed.digits.normalize().scale())
    });
    let word = scale_word(scale, catalogue).unwrap_or_default();
    let decimals = match decimals {
        0 => String::new(),
        some => format!(
            ".{}",
            "#".repeat(usize::try_from(some).unwrap_or_default().min(8))
        ),
    };
    let is_growth = matches!(fact.key.measures.last(), Some(Measure::Growth(_)));
    let verb = if is_growth {
        format!("[{}]", first("saying.rise"))
    } else {
        String::new()
    };
    let units = [unit.to_owned(), first("saying.points")];
    let texts = units.iter().map(|unit| format!("{verb}#{decimals}{word}{unit}"));
    texts.filter_map(|text| text.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan::Language;
    use juyan::model::{PeriodName, Printed, Source, Value, Worth};

    #[test]
    fn what_is_found_is_said_as_it_was_printed() {
        let gdp = Fact {
            unit: Some("元".into()),
            printed: Some(Printed {
                digits: "16.29".parse().unwrap(),
                scale: 100_000_000.into(),
                exact: false,
            }),
            ..Fact::new(
                "gdp@152923:2024H1".parse().unwrap(),
                Worth::Number(Value::One(1_629_000_000.into())),
                Source::Entry,
            )
        };
        let growth = Fact {
            unit: Some("%".into()),
            printed: Some(Printed {
                digits: "0.6".parse().unwrap(),
                scale: 1.into(),
                exact: false,
            }),
            ..Fact::new(
                "retail.growth@152923:2024H1".parse().unwrap(),
                Worth::Number(Value::One("-0.6".parse().unwrap())),
                Source::Entry,
            )
        };
        let context = Context {
            name: "",
            catalogue: juyan::catalogue(),
            language: Language::Zh,
        };
        let report = (PeriodName::parse("2024H1").unwrap().0, "152923");
        let look = |words: &str| found([&gdp, &growth].into_iter(), words, report, context);
        let hits = look("地区生产总值");
        assert_eq!(hits.len(), 1);
        assert_eq!(
            (hits[0].said.as_str(), hits[0].binding.as_str()),
            ("16.29亿元", "{gdp@:P|#.##亿元}")
        );
        assert_eq!(look("retail")[0].said, "下降0.6%");
        assert_eq!(look("retail")[0].binding, "{retail.growth@:P|[增长]#.#%}");
        assert!(look("无此事").is_empty());
        let little = Fact {
            printed: Some(Printed {
                digits: "1.2".parse().unwrap(),
                scale: 10_000_000.into(),
                exact: false,
            }),
            worth: Worth::Number(Value::One(12_000_000.into())),
            ..gdp.clone()
        };
        let hits = found([&little].into_iter(), "gdp", report, context);
        assert_eq!(hits[0].said, "1.2千万元");
    }
}
