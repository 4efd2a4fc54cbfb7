//! What of a report that was written came from no fact, and what it says though others say otherwise: for people, to look at.

use super::paper::Paper;
use super::place::line;
use super::told::why_unsupported;
use juyan::Context;
use juyan::model::{Fact, Figure, Role, Span, Value, Worth};
use juyan_writer::{Held, Said, Voice, Written, is_of_other_base};
use std::fmt::Display;

/// The figures of a report that came from no fact, the claims that stand on none, and the numbers in names and dates that came from no
/// year: those of another period may be among them; and the facts beside which others stand.
pub fn told(
    written: &Written,
    paper: &Paper,
    (held, voice): (&Held, Voice<'_>),
    context: Context<'_>,
) -> String {
    let bound = Bound::of(written);
    let figures = paper
        .reading
        .figures
        .iter()
        .filter(|figure| !bound.has(figure.span));
    let (facts, others): (Vec<&Figure>, Vec<&Figure>) = figures
        .filter(|figure| figure.role != Role::Heading)
        .partition(|figure| figure.is_fact());
    beside(written, held, context)
        + &told_of_figures(written, &facts, context)
        + &told_of_claims(written, paper, (held, voice), context)
        + &told_of_names(written, &others, context)
}

/// Where bindings said something.
struct Bound(Vec<Span>);

impl Bound {
    fn of(written: &Written) -> Self {
        let said = written.said.iter().map(|said| said.span);
        let mut bound: Vec<Span> = said
            .chain(written.years.iter().copied())
            .chain(written.words.iter().copied())
            .chain(written.claims.iter().copied())
            .collect();
        bound.sort_unstable();
        Self(bound)
    }

    fn has(&self, span: Span) -> bool {
        let from = self.0.partition_point(|bound| bound.end <= span.start);
        self.0.get(from).is_some_and(|bound| bound.overlaps(span))
    }
}

/// The facts that are said though others under their keys stand too.
fn beside(written: &Written, held: &Held, context: Context<'_>) -> String {
    let mut told = String::new();
    // What was reckoned anew is told with what it takes the place of.
    let told_once = written.said.iter().filter(|said| !held.is_renewed(&said.key));
    for said in told_once {
        let others: Vec<String> = held.beside(&said.fact, context.catalogue).map(worth).collect();
        if !others.is_empty() {
            let words: [(&str, &dyn Display); 4] = [
                ("line", &line(&written.text, said.span.start)),
                ("words", &said.span.of(&written.text)),
                ("key", &said.key),
                ("others", &others.join("\u{3001}")),
            ];
            told += &(context.fill("write.beside", &words) + "\n");
        }
    }
    told
}

/// A fact's amount and unit as they are kept.
pub fn worth(fact: &Fact) -> String {
    let unit = fact.unit.as_deref().unwrap_or_default();
    match fact.worth {
        Worth::Number(Value::One(value)) => format!("{}{unit}", value.normalize()),
        Worth::Number(Value::Range(from, to)) => format!("{}-{}{unit}", from.normalize(), to.normalize()),
        _ => unit.to_owned(),
    }
}

/// The figures whose keys do not say all that the next report may tell otherwise: those that compare with something that their keys do not
/// name, and those of no time, which are what they were when they were told last.
pub fn told_of_keys(written: &Written, context: Context<'_>) -> String {
    let list = |id: &str, is_meant: &dyn Fn(&Said) -> bool| {
        let said = written.said.iter().filter(|said| is_meant(said));
        let each: Vec<String> = said
            .map(|said| {
                let told: [(&str, &dyn Display); 2] = [
                    ("line", &line(&written.text, said.span.start)),
                    ("words", &said.span.of(&written.text)),
                ];
                context.fill("write.unbound-one", &told)
            })
            .collect();
        if each.is_empty() {
            return String::new();
        }
        let words: [(&str, &dyn Display); 2] = [("count", &each.len()), ("figures", &each.join(""))];
        context.fill(id, &words) + "\n"
    };
    list("write.base", &|said| is_of_other_base(&said.key)) + &list("write.timeless", &is_timeless)
}

/// Whether a figure is of no time.
pub fn is_timeless(said: &Said) -> bool {
    said.key.period.is_none()
}

fn told_of_figures(written: &Written, facts: &[&Figure], context: Context<'_>) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let each: Vec<String> = facts
        .iter()
        .map(|figure| {
            let told: [(&str, &dyn Display); 2] = [
                ("line", &line(&written.text, figure.span.start)),
                ("words", &figure.span.of(&written.text)),
            ];
            context.fill("write.unbound-one", &told)
        })
        .collect();
    let words: [(&str, &dyn Display); 2] = [("count", &facts.len()), ("figures", &each.join(""))];
    context.fill("write.unbound", &words) + "\n"
}

/// The claims that the template has as words and that too few facts speak for.
fn told_of_claims(
    written: &Written,
    paper: &Paper,
    (held, voice): (&Held, Voice<'_>),
    context: Context<'_>,
) -> String {
    let text = written.text.as_str();
    let figures: Vec<Span> = paper
        .reading
        .figures
        .iter()
        .filter(|figure| figure.is_fact())
        .map(|figure| figure.span)
        .collect();
    let loose = written.loose_claims(&figures, held, voice);
    let each = loose.iter().map(|(span, support)| {
        let why = match support {
            Some(support) => why_unsupported(*support, context),
            None => context.say("claim.flat").to_owned(),
        };
        let words: [(&str, &dyn Display); 3] = [
            ("line", &line(text, span.start)),
            ("words", &span.of(text)),
            ("why", &why),
        ];
        context.fill("write.claim", &words) + "\n"
    });
    each.collect()
}

fn told_of_names(written: &Written, others: &[&Figure], context: Context<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for words in others.iter().map(|figure| figure.span.of(&written.text)) {
        if !names.contains(&words) {
            names.push(words);
        }
    }
    if names.is_empty() {
        return String::new();
    }
    context.fill("write.kept", &[("names", &names.join("\u{3001}"))]) + "\n"
}
