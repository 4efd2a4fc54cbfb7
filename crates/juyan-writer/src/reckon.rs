//! What follows from two facts that are known, where nobody told it: progress from what was done and what was planned, growth from
//! the levels of two years. Never more digits than the printed levels are sure of, and no growth at constant prices, which levels do not
//! give.

use crate::held::Held;
use juyan::model::{
    Accrual, Fact, Interval, Key, Measure, Mode, Period, Printed, Rational, Rounding, Source, Versus, Worth,
};
use juyan::model::{Decimal, Term, Value};
use juyan::vocabulary::{Catalogue, GrowthBasis};
use num_traits::ToPrimitive;
use smol_str::SmolStr;

/// The keys of the two facts that `key` would follow from: the one above the line and the one below it.
pub fn operands(key: &Key, catalogue: &Catalogue) -> Option<[Key; 2]> {
    let (measure, period) = (key.measures.as_slice(), key.period?);
    let level = Key {
        measures: Vec::new(),
        ..key.clone()
    };
    match measure {
        [Measure::Progress(None)] if key.mode == Mode::Actual && key.accrual == Accrual::Period => {
            let plan = Key {
                period: Period::year(period.to.year()),
                mode: Mode::Plan,
                ..level.clone()
            };
            Some([level, plan])
        }
        [Measure::Growth(Versus::Yoy)] if has_level_growth(key, catalogue) => {
            let before = Key {
                period: period.shifted(-1),
                ..level.clone()
            };
            Some([level, before])
        }
        _ => None,
    }
}

/// Whether the growth of an indicator is that of its printed levels.
fn has_level_growth(key: &Key, catalogue: &Catalogue) -> bool {
    let Term::Id(id) = &key.indicator else {
        return false;
    };
    let indicator = catalogue.indicator(id);
    indicator
        .is_some_and(|indicator| matches!(indicator.growth_basis, GrowthBasis::Current | GrowthBasis::Na))
}

/// The most decimals that are reckoned.
const DECIMALS: u32 = 2;

/// The fact that follows for `key`; none where its operands are not known well enough.
pub(crate) fn reckoned(key: &Key, held: &Held, rounding: Rounding, catalogue: &Catalogue) -> Option<Fact> {
    let share = share(key, held, rounding, catalogue)?;
    let [above, _] = operands(key, catalogue)?;
    let above = held.one(&above, catalogue)?;
    let (low, high) = (share.low?.0, share.high?.0);
    // As far as both ends are printed the same, the truth is.
    let digits = (0..=DECIMALS).rev().find_map(|decimals| {
        let one = rounded(&low, decimals)?;
        (rounded(&high, decimals)? == one).then_some(one)
    })?;
    Some(Fact {
        unit: Some(SmolStr::new_static("%")),
        printed: Some(Printed {
            digits: digits.abs(),
            scale: Decimal::ONE,
            exact: false,
        }),
        department: above.department.clone(),
        ..Fact::new(
            key.clone(),
            Worth::Number(Value::One(digits)),
            Source::Formula {
                formula: SmolStr::new_static("reckoned"),
                within: None,
            },
        )
    })
}

/// In percent, what the two facts that `key` would follow from come to; none where they are not known.
pub(crate) fn share(key: &Key, held: &Held, rounding: Rounding, catalogue: &Catalogue) -> Option<Interval> {
    let [above, below] = operands(key, catalogue)?;
    let (above, below) = (held.one(&above, catalogue)?, held.one(&below, catalogue)?);
    if above.unit != below.unit {
        return None;
    }
    let hundred = Rational::whole(100);
    let share = interval(above, rounding)?
        .over(&interval(below, rounding)?)?
        .scaled(&hundred);
    Some(if matches!(key.measures.first(), Some(Measure::Growth(_))) {
        share.minus(&Interval::exactly(hundred))
    } else {
        share
    })
}

/// The true values that a fact is printed for; none of what is a range or told loosely.
fn interval(fact: &Fact, rounding: Rounding) -> Option<Interval> {
    match fact.worth {
        Worth::Number(Value::One(value)) if fact.limit.is_none() => Some(fact.interval(value, rounding)),
        _ => None,
    }
}

pub(crate) fn rounded(value: &Rational, decimals: u32) -> Option<Decimal> {
    let units = (value * &Rational::whole(10_i128.pow(decimals)))
        .round()
        .to_integer()
        .to_i64()?;
    Decimal::try_new(units, decimals).ok()
}

#[cfg(test)]
mod tests {
    use crate::{Held, Template, Voice};
    use juyan::model::{Fact, PeriodName, Printed, Rounding, Source, Value, Worth};

    fn fact(key: &str, yuan: &str, digits: &str) -> Fact {
        Fact {
            unit: Some("元".into()),
            printed: Some(Printed {
                digits: digits.parse().unwrap(),
                scale: 100_000_000.into(),
                exact: false,
            }),
            ..Fact::new(
                key.parse().unwrap(),
                Worth::Number(Value::One(yuan.parse().unwrap())),
                Source::Entry,
            )
        }
    }

    fn written(template: &str) -> String {
        let held = Held::new([
            fact("key_project_invest@152923:2024H1", "790000000", "7.9"),
            fact("key_project_invest@152923:2024#plan", "2375000000", "23.75"),
            fact("fdi@152923:2024H1", "430000000", "4.3000"),
            fact("fdi@152923:2023H1", "432600000", "4.3260"),
            fact("gdp@152923:2024H1", "1629000000", "16.29"),
            fact("gdp@152923:2023H1", "1579000000", "15.79"),
        ]);
        let template: Template = template.parse().unwrap();
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        template
            .write(&held, PeriodName::parse("2024H1").unwrap().0, "152923", voice)
            .text
    }

    #[test]
    fn what_follows_is_printed_as_far_as_it_is_sure() {
        // 7.85 ÷ 23.755 is 33.05%, 7.95 ÷ 23.745 is 33.48%.
        assert_eq!(
            written("占年计划{key_project_invest.progress@:P|#.##%}"),
            "占年计划33%"
        );
        assert_eq!(written("同比{fdi.growth@:P|[增长]#.##%}"), "同比下降0.6%");
        // The level does not give the growth at constant prices.
        assert_eq!(written("好，同比{gdp.growth@:P|[增长]#.##%}。"), "好。");
    }
}
