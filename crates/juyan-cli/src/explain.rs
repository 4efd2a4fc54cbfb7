//! `juyan explain`: the rules and their pages.

use crate::args::Explain;
use crate::output;
use crate::run::UNUSABLE;
use juyan::vocabulary::{Message, Rule};
use juyan::{Context, Language};
use juyan_print::text::wrapped;
use std::fmt::Write;
use std::process::ExitCode;

/// How many rules are named when none is meant.
const NEAR: usize = 3;
/// The letters of a code that name its family: J03.
const FAMILY: usize = 3;
/// The columns that every terminal has.
const WIDTH: usize = 80;
/// The columns of a mark that may hang behind a full line.
const HANGING: usize = 2;
/// The narrowest title that is still read.
const NARROWEST: usize = 24;

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
        Ok(page) => output::show(page.as_bytes(), context),
        Err(status) => status,
    }
}

/// The rule of this code or name; complains, with the rule that is most like it, where there is none.
pub(crate) fn find<'a>(rule: &str, context: Context<'a>) -> Result<&'a Rule, ExitCode> {
    let rules = || context.catalogue.rules.values();
    let is_it = |known: &&Rule| {
        let titled = known.page.lines().next().unwrap_or_default();
        known.code.eq_ignore_ascii_case(rule)
            || known.name.eq_ignore_ascii_case(rule)
            || headline(titled, &known.code) == rule
    };
    if let Some(found) = rules().find(is_it) {
        return Ok(found);
    }
    let near = near(rule, context);
    let problem = if near.is_empty() {
        context.fill("rule.unknown", &[("rule", &rule)])
    } else {
        let best = near.join(context.say("text.joint"));
        context.fill("rule.suggest", &[("rule", &rule), ("best", &best)])
    };
    output::complain(context.name, &problem);
    Err(ExitCode::from(UNUSABLE))
}

/// Rules that `word` may mean, the most alike first: its code or name with a slip, or a part of the name.
fn near(word: &str, context: Context<'_>) -> Vec<String> {
    let word = word.to_lowercase();
    let mut near: Vec<(usize, String)> = Vec::new();
    for rule in context.catalogue.rules.values() {
        let slips = [rule.code.as_str(), rule.name.as_str()]
            .map(|name| strsim::damerau_levenshtein(&word, &name.to_lowercase()) * 3)
            .into_iter()
            .zip([rule.code.len(), rule.name.len()]);
        let slips = slips
            .filter(|(slips, length)| slips <= length)
            .map(|(slips, _)| slips);
        let titled = rule.page.lines().next().unwrap_or_default();
        let is_part =
            word.len() > 3 && (rule.name.contains(&word) || headline(titled, &rule.code).contains(&word));
        if let Some(distance) = slips.chain(is_part.then_some(0)).min() {
            near.push((distance, format!("{} {}", rule.code, rule.name)));
        }
    }
    near.sort();
    near.into_iter().take(NEAR).map(|(_, rule)| rule).collect()
}

/// The rules family by family; two lines where code, name and title do not fit one of 80 columns.
fn list(context: Context<'_>) -> String {
    let rules = || context.catalogue.rules.values();
    let widest = rules().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    let mut family = "";
    for rule in rules() {
        let own = rule.code.get(..FAMILY).unwrap_or_default();
        if own != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            family = own;
            // Writing to a string does not fail.
            let _ = writeln!(out, "{gap}{}", context.fill(&format!("rule.family.{own}"), &[]));
        }
        let head = format!("  {}  {:widest$}  ", rule.code, rule.name);
        let title = title(rule, context);
        let room = (WIDTH - HANGING).saturating_sub(head.len());
        for (at, line) in wrapped(&title, room.max(NARROWEST)).iter().enumerate() {
            let lead = if at == 0 { head.as_str() } else { "" };
            let _ = writeln!(out, "{lead:width$}{line}", width = head.len());
        }
    }
    out + "\n" + &context.fill("rule.list", &[]) + "\n"
}

/// What a rule says, in one line.
fn title(rule: &Rule, context: Context<'_>) -> String {
    if context.language == Language::Zh {
        let title = rule.page.lines().next().unwrap_or_default();
        return headline(title, &rule.code).to_owned();
    }
    let text = rule.text(context.language.code());
    text.map_or_else(String::new, |text| {
        let told = Message::fill(&text.message, |_| Some(OPEN.to_owned()));
        // What comes behind a colon is the case at hand, of which a list knows nothing.
        match told.split_once(": ") {
            Some((head, case)) if case.starts_with(OPEN) => head.to_owned(),
            _ => told,
        }
    })
}

/// What stands for words that only a report fills in.
const OPEN: &str = "…";

/// The title of a page without its mark, code and name.
fn headline<'a>(title: &'a str, code: &str) -> &'a str {
    let words = title.trim_start_matches('#').trim_start();
    let words = words.strip_prefix(code).unwrap_or(words).trim_start();
    words.split_once(['（', '(']).map_or(words, |(before, _)| before)
}
