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
    let mut problems = Vec::new();
    if !is_key_name(&lights.id) {
        problems
            .push("an id begins with a small letter and goes on with small letters, digits and _".to_owned());
    }
    if lights.rules.is_empty() {
        problems.push("no rule; say of what it judges, and how".to_owned());
    }
    for rule in &lights.rules {
        problems.extend(of_rule(rule));
    }
    let tell = |problem: String| CatalogueError::new(path, lights.id.as_str(), problem);
    problems.into_iter().map(tell).collect()
}

fn of_rule(rule: &LightRule) -> Vec<String> {
    let mut problems = Vec::new();
    if rule.of.is_empty() {
        problems.push("a rule of nothing; say `of`: flow, growth, level, milestone".to_owned());
    }
    if rule.about && rule.caps {
        problems
            .push("a rule of `caps` and `about`; a target is one or the other, write two rules".to_owned());
    }
    if rule.bands.last().is_none_or(|band| !band.only.is_empty()) {
        problems.push(
            "the last band has a condition, so that a light may have no colour; end with one without `where`"
                .to_owned(),
        );
    }
    let known = |name: &str| rule.of.iter().all(|course| course.measures().contains(&name));
    for band in &rule.bands {
        for name in names(band) {
            if !MEASURES.contains(&name.as_str()) {
                problems.push(format!("no measure `{name}`; there are {}", MEASURES.join(", ")));
            } else if !known(&name) {
                let of: Vec<&str> = rule.of.iter().map(|course| course.name()).collect();
                problems.push(format!(
                    "`{name}` is not known of all of {}; part the rule",
                    of.join(", ")
                ));
            }
        }
    }
    problems
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
