//! What can be wrong with rule sets of lights: measures that there are not, lights that may have no colour.

use crate::builder::Origins;
use crate::check::is_key_name;
use crate::{Band, Catalogue, CatalogueError, LightRule, Lights, MEASURES};

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

/// What is wrong with one rule set.
pub(crate) fn of(lights: &Lights, path: &str) -> Vec<CatalogueError> {
    let tell = |problem: &str| CatalogueError::new(path, lights.id.as_str(), problem);
    let mut problems = Vec::new();
    if !is_key_name(&lights.id) {
        let problem = "an id begins with a small letter and goes on with small letters, digits and _";
        problems.push(tell(problem).said("rules.id", &[]));
    }
    if lights.rules.is_empty() {
        problems.push(tell("no rule; say of what it judges, and how").said("rules.no-rule", &[]));
    }
    for rule in &lights.rules {
        problems.extend(of_rule(rule, tell));
        problems.extend(of_names(rule, tell));
    }
    problems.dedup();
    problems
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
fn of_names(rule: &LightRule, tell: impl Fn(&str) -> CatalogueError) -> Vec<CatalogueError> {
    let known = |name: &str| rule.of.iter().all(|course| course.measures().contains(&name));
    let of: Vec<&str> = rule.of.iter().map(|course| course.name()).collect();
    let (of, all) = (of.join(", "), MEASURES.join(", "));
    let named = rule.bands.iter().flat_map(names);
    let problems = named.filter_map(|name| {
        if !MEASURES.contains(&name.as_str()) {
            let slots = [("name", name.as_str()), ("known", all.as_str())];
            return Some(
                tell(&format!("no measure `{name}`; there are {all}")).said("rules.no-measure", &slots),
            );
        }
        (!known(&name)).then(|| {
            let slots = [("name", name.as_str()), ("of", of.as_str())];
            let problem = format!("`{name}` is not known of all of {of}; part the rule");
            tell(&problem).said("rules.measure-of", &slots)
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
