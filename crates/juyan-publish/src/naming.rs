//! Keys, periods and values in the words of people.

use juyan::Context;
use juyan::vocabulary::Catalogue;
use juyan_model::{
    Accrual, Decimal, Fact, Key, Measure, Mode, Period, PeriodName, Term, Value, Versus, Worth,
};
use std::collections::BTreeSet;

/// What a key is of: 地区生产总值, with what tells it apart: 重点项目（新建）.
pub fn name(key: &Key, context: Context<'_>) -> String {
    let indicator = match &key.indicator {
        Term::Id(id) => context
            .catalogue
            .indicator(id)
            .map_or(id.as_str(), |known| known.name.as_str()),
        Term::Words(words) => words.as_str(),
    };
    let parts: Vec<String> = parts(key, context.catalogue)
        .into_iter()
        .map(|(_, part)| part)
        .collect();
    if parts.is_empty() {
        return indicator.to_owned();
    }
    let parts = parts.join(context.say("publish.comma"));
    context.fill("publish.name-of-part", &[("name", &indicator), ("part", &parts)])
}

/// The dimensions of a key, each with its name and the word for its code.
pub(crate) fn parts(key: &Key, catalogue: &Catalogue) -> Vec<(String, String)> {
    let parts = key.dimensions.iter().map(|(id, term)| {
        let dimension = catalogue.dimensions.iter().find(|dimension| dimension.id == *id);
        let said = match term {
            Term::Id(code) => {
                let word = dimension.and_then(|dimension| Some(&**dimension.codes.get(code)?.first()?));
                word.or_else(|| choice(&key.indicator, (id, code), catalogue))
                    .unwrap_or(code)
            }
            Term::Words(words) => words.as_str(),
        };
        let name = dimension.map_or(id.as_str(), |dimension| dimension.name.as_str());
        (name.to_owned(), said.to_string())
    });
    parts.collect()
}

/// What registers call a code that tells facts apart: those that facts of the indicator follow from, else any of them.
fn choice<'c>(
    indicator: &Term,
    (dimension, code): (&str, &str),
    catalogue: &'c Catalogue,
) -> Option<&'c str> {
    let formulas = catalogue.formulas.iter();
    let own = formulas.filter(|formula| formula.keys.iter().any(|key| key.indicator == *indicator));
    let own: BTreeSet<&str> = own
        .flat_map(|formula| formula.parts.iter().map(|part| part.from.as_str()))
        .collect();
    let fields = catalogue.registers.iter().flat_map(|register| {
        let is_own = own.contains(register.id.as_str());
        register.fields.iter().map(move |field| (is_own, field))
    });
    let choices = fields
        .filter(|(_, field)| field.dimension == dimension)
        .flat_map(|(is_own, field)| field.codes.iter().map(move |choice| (is_own, choice)));
    let called = choices.filter(|(_, choice)| choice.id == code);
    called
        .min_by_key(|(is_own, _)| !is_own)
        .map(|(_, choice)| choice.zh.as_str())
}

/// Which value of an indicator a key is of: 增速（同比）.
pub fn measure(key: &Key, context: Context<'_>) -> String {
    if key.measures.is_empty() {
        return context.say("publish.measure.level").to_owned();
    }
    let said = key.measures.iter().rev().map(|measure| {
        let (id, behind) = match measure {
            Measure::Growth(versus) => ("publish.measure.growth", Some(base(versus, context))),
            Measure::Change(versus) => ("publish.measure.change", Some(base(versus, context))),
            Measure::Progress(term) => ("publish.measure.progress", term.as_ref().map(words)),
            Measure::Share(term) => ("publish.measure.share", term.as_ref().map(words)),
            Measure::Rank(term) => ("publish.measure.rank", term.as_ref().map(words)),
            Measure::Contribution(term) => ("publish.measure.contribution", term.as_ref().map(words)),
        };
        let name = context.say(id);
        behind.map_or_else(
            || name.to_owned(),
            |part| context.fill("publish.name-of-part", &[("name", &name), ("part", &part)]),
        )
    });
    said.collect::<Vec<_>>().join(context.say("publish.of"))
}

fn words(term: &Term) -> String {
    let (Term::Id(said) | Term::Words(said)) = term;
    said.to_string()
}

fn base(versus: &Versus, context: Context<'_>) -> String {
    match versus {
        Versus::Yoy => context.say("publish.base.yoy").to_owned(),
        Versus::Mom => context.say("publish.base.mom").to_owned(),
        Versus::Ytd => context.say("publish.base.ytd").to_owned(),
        Versus::Plan => context.say("publish.base.plan").to_owned(),
        Versus::Other => context.say("publish.base.other").to_owned(),
        Versus::Period(period) => context.fill("publish.base.versus", &[("what", &time(*period, context))]),
        Versus::Region(code) => {
            let region = context.catalogue.region_of(code);
            let name = region.map_or(code.as_str(), |region| region.name.as_str());
            context.fill("publish.base.versus", &[("what", &name)])
        }
        Versus::Average(period) => context.fill("publish.base.average", &[("what", &time(*period, context))]),
    }
}

/// The wording of a key's mode: 实际.
pub(crate) const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Actual => "publish.mode.actual",
        Mode::Plan => "publish.mode.plan",
        Mode::Capacity => "publish.mode.capacity",
        Mode::Forecast => "publish.mode.forecast",
    }
}

/// The wording of a key's accrual: 当期.
pub(crate) const fn accrual(accrual: Accrual) -> &'static str {
    match accrual {
        Accrual::Period => "publish.accrual.period",
        Accrual::Cumulative => "publish.accrual.cumulative",
    }
}

/// A period as people say it: 2024年上半年.
pub(crate) fn time(period: Period, context: Context<'_>) -> String {
    let name = PeriodName(period).to_string();
    let (year, rest) = name.split_at_checked(4).unwrap_or((&name, ""));
    let id = match rest {
        "" => "publish.time.year",
        "H1" => "publish.time.first-half",
        "H2" => "publish.time.second-half",
        "Q1" => "publish.time.q1",
        "Q2" => "publish.time.q2",
        "Q3" => "publish.time.q3",
        "Q4" => "publish.time.q4",
        _ if rest.starts_with('M') && rest.len() == 3 => "publish.time.month",
        _ if rest.starts_with('M') => "publish.time.months",
        _ if period.is_instant() => "publish.time.day",
        _ if rest.starts_with("..") && rest.len() == 6 => "publish.time.years",
        _ => "publish.time.days",
    };
    let (from, to) = (day(period.from, context), day(period.to, context));
    let told: [(&str, &dyn std::fmt::Display); 6] = [
        ("year", &year),
        ("month", &period.from.month()),
        ("last_month", &period.to.month()),
        ("last_year", &period.to.year()),
        ("from", &from),
        ("to", &to),
    ];
    context.fill(id, &told)
}

/// A day as people say it: 2024年9月24日.
pub(crate) fn day(day: juyan_model::Date, context: Context<'_>) -> String {
    let told: [(&str, &dyn std::fmt::Display); 3] = [
        ("year", &day.year()),
        ("month", &day.month()),
        ("day", &day.day()),
    ];
    context.fill("publish.time.one-day", &told)
}

/// What a fact comes to, with the scale word that it was printed with: 16.29亿元.
pub fn worth(fact: &Fact, catalogue: &Catalogue) -> String {
    let unit = fact.unit.as_deref().unwrap_or_default();
    match (&fact.worth, fact.printed) {
        (Worth::Number(Value::One(value)), Some(printed)) => match scale_word(printed.scale, catalogue) {
            Some(scale) => format!("{}{scale}{unit}", printed.said(value.is_sign_negative(), false)),
            None => format!("{}{unit}", value.normalize()),
        },
        (Worth::Number(Value::One(value)), None) => format!("{}{unit}", value.normalize()),
        (Worth::Number(Value::Range(from, to)), _) => {
            format!("{}\u{2013}{}{unit}", from.normalize(), to.normalize())
        }
        (Worth::Class(class), _) => format!("{class}{unit}"),
    }
}

/// The word that multiplies by `scale`: 千万; empty where it is one, none where there is no such word.
pub fn scale_word(scale: Decimal, catalogue: &Catalogue) -> Option<String> {
    if scale == Decimal::ONE {
        return Some(String::new());
    }
    let words = catalogue.list("publish.scales").iter();
    words
        .map(ToString::to_string)
        .find(|word| catalogue.numerals.multiplier(word) == Some(scale))
}
