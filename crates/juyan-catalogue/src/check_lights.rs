//! What can be wrong with rule sets of lights: measures that there are not, lights that may have no colour.

use crate::builder::Origins;
use crate::check::is_key_name;
use crate::check_bands::flaws;
use crate::{Band, Catalogue, CatalogueError, Course, LightRule, Lights, MEASURES};

/// Everything that is wrong with the rule sets.
pub(crate) fn lights(catalogue: &Catalogue, origins: &Origins) -> Vec<CatalogueError> {
    let sets = catalogue.lights.iter().zip(&origins.lights);
    let mut errors: Vec<CatalogueError> = sets.flat_map(|(lights, path)| of(lights, path)).collect();
    let mut usual = catalogue
        .lights
        .iter()
        .zip(&origins.lights)
        .filter(|(lights, _)| lights.usual);
    if let (Some(_), Some((second, path))) = (usual.next(), usual.next()) {
        let problem = "another rule set is `usual` too; only one is taken where none is named";
        errors.push(CatalogueError::new(path, second.id.as_str(), problem));
    }
    errors
}

/// A part of a rule set: the whole, one of its rules, one of the bands of a rule.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) rule: Option<usize>,
    pub(crate) band: Option<usize>,
}

impl Spot {
    const fn band(self, band: usize) -> Self {
        Self {
            band: Some(band),
            ..self
        }
    }
}

/// What is wrong with one rule set of a catalogue.
fn of(lights: &Lights, path: &str) -> Vec<CatalogueError> {
    let mut errors = of_places(lights, path, &|_| lights.id.to_string());
    errors.dedup();
    errors
}

/// What is wrong with one rule set; `place` says where a part of it stands.
pub(crate) fn of_places(lights: &Lights, path: &str, place: &dyn Fn(Spot) -> String) -> Vec<CatalogueError> {
    let tell = |spot: Spot, problem: &str| CatalogueError::new(path, place(spot), problem);
    let whole = Spot::default();
    let mut problems = Vec::new();
    if !is_key_name(&lights.id) {
        let problem = "an id begins with a small letter and goes on with small letters, digits and _";
        problems.push(tell(whole, problem).said("rules.id", &[]));
    }
    if lights.rules.is_empty() {
        problems.push(tell(whole, "no rule; say of what it judges, and how").said("rules.no-rule", &[]));
    }
    for (at, rule) in lights.rules.iter().enumerate() {
        let spot = Spot {
            rule: Some(at),
            band: None,
        };
        problems.extend(of_rule(rule, |problem| tell(spot, problem)));
        problems.extend(of_names(rule, |band, problem| tell(spot.band(band), problem)));
        for (band, id, slots) in flaws(rule) {
            let slots: Vec<(&str, &str)> = slots
                .iter()
                .map(|(slot, words)| (*slot, words.as_str()))
                .collect();
            problems.push(tell(spot.band(band), flaw(id)).said(id, &slots));
        }
        if let Some((id, of)) = double(lights, at) {
            problems.push(tell(spot, flaw(id)).said(id, &[("of", &of)]));
        }
    }
    problems
}

/// The courses of the rule at `at` that an earlier one judges, bound in the same way; and whether those are all that it has.
fn double(lights: &Lights, at: usize) -> Option<(&'static str, String)> {
    let (earlier, rule) = (lights.rules.get(..at)?, lights.rules.get(at)?);
    let is_taken = |course: &&Course| {
        let mut earlier = earlier.iter();
        earlier.any(|other| other.bound() == rule.bound() && other.of.contains(course))
    };
    let taken: Vec<&str> = rule
        .of
        .iter()
        .filter(is_taken)
        .map(|course| course.name())
        .collect();
    let id = if taken.len() < rule.of.len() {
        "rules.double-in-part"
    } else {
        "rules.double"
    };
    (!taken.is_empty()).then(|| (id, taken.join(", ")))
}

/// What a flaw of rules and bands comes to, for who writes a catalogue.
fn flaw(id: &str) -> &'static str {
    match id {
        "rules.open-band" => "a band without `where` stands before others, which are never come to",
        "rules.one-colour" => {
            "the rule knows one colour alone and decides nothing; say `where` it is that colour"
        }
        "rules.double" => "an earlier rule judges all the targets of this one, so that it is never asked",
        "rules.double-in-part" => {
            "an earlier rule judges some of the targets of this one, so that of those it is never asked"
        }
        "rules.never" => "no target comes to this band: those before it take all that it would",
        "rules.nothing-so" => "no target comes to this band: none can be as it says",
        "rules.never-last" => "the bands before it take every target, so that the last is never come to",
        "rules.no-words" => "a light without a reason; say in `zh` and `en` why it has its colour",
        "rules.upside-down" => "what is worse has the better colour",
        _ => "a share is written in percent: half is 50",
    }
}

fn of_rule(rule: &LightRule, tell: impl Fn(&str) -> CatalogueError) -> Vec<CatalogueError> {
    let mut problems = Vec::new();
    if rule.of.is_empty() {
        let problem = "a rule of nothing; say `of`: flow, growth, level, milestone";
        problems.push(tell(problem).said("rules.of-nothing", &[]));
    }
    if rule.about && rule.caps {
        let problem = "a rule of `caps` and `about`; a target is one or the other, write two rules";
        problems.push(tell(problem).said("rules.caps-and-about", &[]));
    }
    if rule.bands.last().is_none_or(|band| !band.only.is_empty()) {
        let problem =
            "the last band has a condition, so that a light may have no colour; end with one without `where`";
        problems.push(tell(problem).said("rules.last-band", &[]));
    }
    problems
}

/// Measures that there are not, or not of all that the rule judges.
fn of_names(rule: &LightRule, tell: impl Fn(usize, &str) -> CatalogueError) -> Vec<CatalogueError> {
    let known = |name: &str| rule.of.iter().all(|course| course.measures().contains(&name));
    let of: Vec<&str> = rule.of.iter().map(|course| course.name()).collect();
    let (of, all) = (of.join(", "), MEASURES.join(", "));
    let bands = rule.bands.iter().enumerate();
    let named = bands.flat_map(|(at, band)| names(band).into_iter().map(move |name| (at, name)));
    let problems = named.filter_map(|(at, name)| {
        if !MEASURES.contains(&name.as_str()) {
            let slots = [("name", name.as_str()), ("known", all.as_str())];
            return Some(
                tell(at, &format!("no measure `{name}`; there are {all}")).said("rules.no-measure", &slots),
            );
        }
        (!known(&name)).then(|| {
            let slots = [("name", name.as_str()), ("of", of.as_str())];
            let problem = format!("`{name}` is not known of all of {of}; part the rule");
            tell(at, &problem).said("rules.measure-of", &slots)
        })
    });
    problems.collect()
}

/// What a band names in its conditions and in its texts.
fn names(band: &Band) -> Vec<String> {
    let conditions = band.only.iter().flat_map(|condition| condition.names());
    let texts = [&band.zh, &band.en]
        .into_iter()
        .flat_map(|text| text.split('{').skip(1))
        .filter_map(|rest| rest.split('}').next());
    conditions.chain(texts).map(str::to_owned).collect()
}
