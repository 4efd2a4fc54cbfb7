//! `juyan explain`: the rules and their pages.

use crate::args::Explain;
use crate::output;
use crate::run::UNUSABLE;
use juyan::vocabulary::Rule;
use juyan::{Context, Language};
use std::fmt::Write;
use std::process::ExitCode;

/// Shows the list of rules, or one rule's page.
pub(crate) fn run(args: &Explain, language: Language) -> ExitCode {
    let context = Context {
        name: "explain",
        catalogue: juyan::catalogue(),
        language,
    };
    let page = match &args.rule {
        None => Ok(list(context)),
        Some(rule) => find(rule, context).map(|rule| context.page(rule)),
    };
    match page {
        Ok(page) => {
            output::print(page.as_bytes());
            ExitCode::SUCCESS
        }
        Err(status) => status,
    }
}

/// The rule of this code or name; complains, with the rule that is most like it, where there is none.
pub(crate) fn find<'a>(rule: &str, context: Context<'a>) -> Result<&'a Rule, ExitCode> {
    let rules = || context.catalogue.rules.values();
    let is_it =
        |known: &&Rule| known.code.eq_ignore_ascii_case(rule) || known.name.eq_ignore_ascii_case(rule);
    if let Some(found) = rules().find(is_it) {
        return Ok(found);
    }
    let names = rules().flat_map(|rule| [rule.code.as_str(), rule.name.as_str()]);
    let distance = |name: &str| strsim::damerau_levenshtein(&rule.to_lowercase(), &name.to_lowercase());
    let best = names
        .min_by_key(|name| distance(name))
        .filter(|name| distance(name) * 3 <= name.len());
    let problem = match best {
        Some(best) => context.fill("rule.suggest", &[("rule", &rule), ("best", &best)]),
        None => context.fill("rule.unknown", &[("rule", &rule)]),
    };
    output::complain(context.name, &problem);
    Err(ExitCode::from(UNUSABLE))
}

fn list(context: Context<'_>) -> String {
    let mut out = String::new();
    let widest = context
        .catalogue
        .rules
        .values()
        .map(|rule| rule.name.len())
        .max()
        .unwrap_or_default();
    for rule in context.catalogue.rules.values() {
        let title = rule.page.lines().next().unwrap_or_default();
        // Writing to a string does not fail.
        let _ = writeln!(
            out,
            "{}  {:widest$}  {}",
            rule.code,
            rule.name,
            headline(title, &rule.code)
        );
    }
    let _ = writeln!(out, "\n{}", context.fill("rule.list", &[]));
    out
}

/// The title of a page without its mark, code and name.
fn headline<'a>(title: &'a str, code: &str) -> &'a str {
    let words = title.trim_start_matches('#').trim_start();
    let words = words.strip_prefix(code).unwrap_or(words).trim_start();
    words.split_once(['（', '(']).map_or(words, |(before, _)| before)
}
