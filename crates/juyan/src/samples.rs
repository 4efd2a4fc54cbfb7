//! The catalogue's own sentences, read: each record must be read as it says it is.

use juyan_catalogue::{Catalogue, CatalogueError, Class, Example, Proves, Sample};
use juyan_model::{ClaimKind, Figure, Role, Value};
use juyan_reader::Reading;

/// A complaint for every one of `samples` that is read otherwise than its record says; its place names the kind of the
/// record and the record: `unit 驮`.
///
/// ```
/// use juyan::vocabulary::{Catalogue, Source};
/// let unit = "[[unit]]\nname = \"驮\"\nclass = \"counter\"\ndimension = \"load\"\nexample = \"运来盐砖30车。\"";
/// let own = Source { path: "own.toml".to_owned(), text: unit.to_owned() };
/// let (catalogue, samples) = Catalogue::load(&[own]).unwrap();
/// assert_eq!(juyan::misread(&catalogue, &samples)[0].place, "unit 驮");
/// ```
pub fn misread(catalogue: &Catalogue, samples: &[Sample]) -> Vec<CatalogueError> {
    let complaints = samples.iter().filter_map(|sample| {
        let (place, problem) = complaint(&sample.proves, catalogue)?;
        Some(CatalogueError::new(&sample.path, place, problem))
    });
    complaints.collect()
}

fn complaint(proves: &Proves, catalogue: &Catalogue) -> Option<(String, String)> {
    match proves {
        Proves::Unit(name) => unit(name, catalogue),
        Proves::Indicator(id) => indicator(id, catalogue),
        Proves::Rate(text) => claimed("rate", text, &[ClaimKind::Ratio], catalogue),
        Proves::Difference(text) => claimed("difference", text, &[ClaimKind::Difference], catalogue),
        Proves::Partition(text) => claimed("partition", text, &[ClaimKind::Sum], catalogue),
        Proves::Words(example) => words(example, catalogue),
        // Rows are read by who knows registers; there is no sentence in them.
        Proves::Register(_) | Proves::Formula(_) => None,
    }
}

fn read(text: &str, catalogue: &Catalogue) -> Reading {
    juyan_reader::read(&juyan_document::from_text(text), catalogue)
}

/// What was understood instead.
fn understood(reading: &Reading, text: &str) -> String {
    let one = |figure: &Figure| {
        let subject = figure.subject.map_or("", |subject| subject.of(text));
        let indicator = figure.indicator.as_deref().unwrap_or("none");
        let unit = figure.unit.as_deref().unwrap_or_default();
        let (words, role) = (figure.span.of(text), figure.role);
        format!("{words} {role:?} unit {unit:?} of {subject:?} is {indicator}")
    };
    let figures: Vec<String> = reading.figures.iter().map(one).collect();
    let figures = if figures.is_empty() {
        "no figure".to_owned()
    } else {
        figures.join("; ")
    };
    format!("{text} -> {figures}")
}

fn unit(name: &str, catalogue: &Catalogue) -> Option<(String, String)> {
    let unit = catalogue.unit(name)?;
    let reading = read(&unit.example, catalogue);
    let found = reading.figures.iter().any(|figure| {
        let read = figure.unit.as_deref().and_then(|name| catalogue.unit(name));
        // A scale in the unit's name is read into the number: 万元/亩.
        let ends = figure.span.of(&unit.example).ends_with(unit.name.as_str());
        // Some counters make names of their numbers: 5000吨级, 500强.
        let makes_names = catalogue
            .lexicon
            .get(&unit.name)
            .is_some_and(|entry| entry.classes.has(Class::NameUnit));
        let named = figure.role == Role::Name && makes_names && ends;
        named || (read.is_some() && ends) || read.is_some_and(|read| read.name == unit.name)
    });
    (!found).then(|| (format!("unit {name}"), understood(&reading, &unit.example)))
}

fn indicator(id: &str, catalogue: &Catalogue) -> Option<(String, String)> {
    let indicator = catalogue.indicator(id)?;
    let reading = read(&indicator.example, catalogue);
    let is_it = |figure: &Figure| figure.indicator.as_deref() == Some(id);
    let found = reading.figures.iter().any(is_it);
    (!found).then(|| {
        (
            format!("indicator {id}"),
            understood(&reading, &indicator.example),
        )
    })
}

fn claimed(kind: &str, text: &str, wanted: &[ClaimKind], catalogue: &Catalogue) -> Option<(String, String)> {
    let reading = read(text, catalogue);
    let found = reading.claims.iter().any(|claim| wanted.contains(&claim.kind));
    (!found).then(|| {
        let understood = understood(&reading, text);
        (
            format!("{kind} {text}"),
            format!("no {wanted:?} is claimed: {understood}"),
        )
    })
}

fn words(example: &Example, catalogue: &Catalogue) -> Option<(String, String)> {
    let (words, count) = example.figure.split_once('@').unwrap_or((&example.figure, "1"));
    let nth = count.parse::<usize>().unwrap_or(1).saturating_sub(1);
    let place = example.text.match_indices(words).nth(nth).map(|(at, _)| at);
    let reading = read(&example.text, catalogue);
    let mut figures = reading.figures.iter();
    let problem = match figures.find(|figure| Some(figure.span.start) == place) {
        None => vec![format!(
            "no figure {}; {}",
            example.figure,
            understood(&reading, &example.text)
        )],
        Some(figure) => differences(example, figure),
    };
    (!problem.is_empty()).then(|| (format!("words {}", example.text), problem.join("; ")))
}

fn plain(value: Value) -> String {
    match value {
        Value::One(value) => value.normalize().to_string(),
        Value::Range(low, high) => format!("{}..{}", low.normalize(), high.normalize()),
    }
}

/// What the example asks and the figure is not, as `field: asked, got`.
fn differences(example: &Example, figure: &Figure) -> Vec<String> {
    let word = |name: Option<String>| name.unwrap_or_default().to_lowercase();
    let period = figure
        .period
        .map(|period| format!("{}..{}", period.from, period.to));
    let unit = figure.unit.as_deref().unwrap_or_default();
    let subject = figure.subject.map_or("", |subject| subject.of(&example.text));
    let pairs = [
        ("role", &example.role, word(Some(format!("{:?}", figure.role)))),
        (
            "value",
            &example.value,
            figure.value.map(plain).unwrap_or_default(),
        ),
        ("unit", &example.unit, unit.to_owned()),
        (
            "base",
            &example.base,
            word(figure.base.map(|base| format!("{base:?}"))),
        ),
        ("subject", &example.subject, subject.to_owned()),
        (
            "approx",
            &example.approx,
            word(figure.approx.map(|approx| format!("{approx:?}"))),
        ),
        ("mode", &example.mode, word(Some(format!("{:?}", figure.mode)))),
        ("period", &example.period, period.unwrap_or_default()),
        ("dimensions", &example.dimensions, dimensions(figure)),
    ];
    let different = pairs
        .into_iter()
        .filter(|(_, asked, got)| !asked.is_empty() && *asked != got);
    different
        .map(|(field, asked, got)| format!("{field}: {asked}, got {got}"))
        .collect()
}

fn dimensions(figure: &Figure) -> String {
    let one = |(name, term): (&_, &_)| format!("{name}={term}");
    let pairs: Vec<String> = figure.dimensions.iter().map(one).collect();
    pairs.join(",")
}
