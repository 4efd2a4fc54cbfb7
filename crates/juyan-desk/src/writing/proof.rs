//! The report that was written, proved: what it says against itself that the old one did not, and what was told beside facts that have
//! changed since.

use super::moment::Moment;
use super::paper::Paper;
use super::place::line;
use juyan::model::{Finding, Period, Severity, Span};
use juyan::{Checked, Context, Options};
use juyan_ledger::LedgerError;
use juyan_writer::{Held, Name, Report, Said, Stale, Template, Voice, Written, keys};
use std::collections::BTreeSet;
use std::fmt::Display;

/// A report that was written, and what is found in it.
#[derive(Debug)]
pub struct Proof {
    /// What was written.
    pub written: Written,
    /// The same, read.
    pub paper: Paper,
    /// What is found in it.
    pub findings: Vec<Finding>,
}

/// Of which time and region a report is.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The time.
    pub period: Period,
    /// The code of the region.
    pub home: &'a str,
}

/// Writes `template`, and again where what it says does not hold because facts have changed since others were told.
pub fn proved(
    template: &Template,
    held: &mut Held,
    at: Place<'_>,
    (voice, context): (Voice<'_>, Context<'_>),
) -> Proof {
    /// What follows from what follows is a total and its share; more rounds would say the same again.
    const ROUNDS: usize = 4;
    let mut rounds = 0;
    loop {
        let written = template.write(held, at.period, at.home, voice);
        let document = juyan::document::frame(
            juyan::document::from_text(written.text.as_str()),
            context.catalogue,
        );
        let checked = juyan::check(&document, context.catalogue, &Options::default());
        rounds += 1;
        if rounds < ROUNDS && held.settle(&written.said, &checked, voice) {
            continue;
        }
        let Checked {
            reading, findings, ..
        } = checked;
        let paper = Paper::checked(document, reading);
        return Proof {
            written,
            paper,
            findings,
        };
    }
}

/// What is to be told, and whether something has to be put right.
#[derive(Debug, Default)]
pub struct Verdict {
    /// For people, a line each.
    pub told: String,
    /// Whether something has to be put right.
    pub is_wrong: bool,
}

/// What is to be told of `proof`: facts that were reckoned anew or should be, and what is found that the old report did not have.
pub fn judged(
    proof: &Proof,
    (template, held, moment): (&Template, &Held, &Moment<'_>),
    (old, at): (Option<&Paper>, Place<'_>),
    (voice, context): (Voice<'_>, Context<'_>),
) -> Result<Verdict, LedgerError> {
    let mut verdict = Verdict::default();
    for stale in stale(proof, held, context) {
        verdict.is_wrong |= stale.is_wrong;
        verdict.told += &(stale.says + "\n");
    }
    let suspect: Vec<&Finding> = proof.findings.iter().filter(|found| counts(found)).collect();
    if suspect.is_empty() {
        return Ok(verdict);
    }
    let had = match old {
        Some(old) => {
            let checked = juyan::check(&old.document, context.catalogue, &Options::default());
            let period = old.reading.period.unwrap_or(at.period);
            let at = Place { period, ..at };
            let paper = (&old.document, &checked.reading);
            marks(checked.findings.iter(), paper, at, context)
        }
        None => before(template, moment, at, (voice, context))?,
    };
    let paper = (&proof.paper.document, &proof.paper.reading);
    for finding in suspect {
        let mark = mark(finding, paper, at, context);
        if !had.contains(&mark) {
            tell_finding(&mut verdict, finding, &proof.written, context);
        }
    }
    Ok(verdict)
}

/// Whether a finding is one that numbers make, or is wrong whatever was meant.
fn counts(finding: &Finding) -> bool {
    finding.severity == Severity::Error || finding.claim.is_some() && finding.severity >= Severity::Question
}

/// What is found in a report, so that it is the same in the next one: the rule, and the names of the figures or the words.
type Mark = (String, BTreeSet<String>);

type Read<'a> = (&'a juyan::document::Document, &'a juyan::reader::Reading);

fn mark(finding: &Finding, (document, reading): Read<'_>, at: Place<'_>, context: Context<'_>) -> Mark {
    let report = Report {
        document,
        reading,
        period: at.period,
        home: at.home,
    };
    let touches = |span: Span| finding.spans.iter().any(|found| found.overlaps(span));
    let named = keys(report, context.catalogue, &|_| None).filter(|(id, _)| {
        let figure = reading.figures.get(id.0);
        figure.is_some_and(|figure| touches(figure.span))
    });
    let mut words: BTreeSet<String> = named
        .map(|(_, key)| Name::of(&key, at.period, at.home).to_string())
        .collect();
    if words.is_empty() {
        words.extend(
            finding
                .spans
                .iter()
                .map(|span| span.of(&document.text).to_owned()),
        );
    }
    (finding.rule.to_string(), words)
}

fn marks<'f>(
    findings: impl Iterator<Item = &'f Finding>,
    paper: Read<'_>,
    at: Place<'_>,
    context: Context<'_>,
) -> BTreeSet<Mark> {
    findings
        .filter(|finding| counts(finding))
        .map(|finding| mark(finding, paper, at, context))
        .collect()
}

/// What was found in the report that the template was made of, as its own paper told the facts.
fn before(
    template: &Template,
    moment: &Moment<'_>,
    at: Place<'_>,
    (voice, context): (Voice<'_>, Context<'_>),
) -> Result<BTreeSet<Mark>, LedgerError> {
    // A Word file does not say of which time its words are: of this one, or of the one a year before.
    let times = match template.period {
        Some(period) => vec![period],
        None => [Some(at.period), at.period.shifted(-1)]
            .into_iter()
            .flatten()
            .collect(),
    };
    let mut had = BTreeSet::new();
    for period in times {
        let keys = template.keys(period, at.home, context.catalogue);
        let held = moment.paper(&keys)?;
        let text = template.write(&held, period, at.home, voice).text;
        let document = juyan::document::frame(juyan::document::from_text(&text), context.catalogue);
        let checked = juyan::check(&document, context.catalogue, &Options::default());
        let paper = (&document, &checked.reading);
        let at = Place { period, ..at };
        had.extend(marks(checked.findings.iter(), paper, at, context));
    }
    Ok(had)
}

/// A figure that was told beside facts that have changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated {
    /// Where it stands in what was written.
    pub span: Span,
    /// What is to be said of it.
    pub says: String,
    /// Whether it still says what was: nothing tells what it has come to.
    pub is_wrong: bool,
}

/// The figures that were reckoned anew because of what has changed, and those that should be.
pub fn stale(proof: &Proof, held: &Held, context: Context<'_>) -> Vec<Outdated> {
    let said = proof.written.said.iter();
    said.filter_map(|said| Some(outdated(held.stale(&said.key)?, said, &proof.written, context)))
        .collect()
}

fn outdated(stale: &Stale, said: &Said, written: &Written, context: Context<'_>) -> Outdated {
    let because: Vec<String> = stale.because.iter().map(ToString::to_string).collect();
    let told: [(&str, &dyn Display); 5] = [
        ("line", &line(&written.text, said.span.start)),
        ("words", &said.span.of(&written.text)),
        ("key", &stale.key),
        ("old", &super::unbound::worth(&stale.told)),
        ("because", &because.join("\u{3001}")),
    ];
    let id = if stale.now.is_some() {
        "write.renewed"
    } else {
        "write.stale"
    };
    Outdated {
        span: said.span,
        says: context.fill(id, &told),
        is_wrong: stale.now.is_none(),
    }
}

fn tell_finding(verdict: &mut Verdict, finding: &Finding, written: &Written, context: Context<'_>) {
    let touched = written
        .said
        .iter()
        .filter(|said| finding.spans.iter().any(|span| span.overlaps(said.span)));
    let keys: Vec<String> = touched.map(|said| said.key.to_string()).collect();
    let words = context.tell(finding);
    let at = finding.spans.first().map_or(0, |span| span.start);
    let told: [(&str, &dyn Display); 5] = [
        ("line", &line(&written.text, at)),
        ("rule", &finding.rule),
        ("message", &words.message),
        ("keys", &keys.join("\u{3001}")),
        ("help", &words.help),
    ];
    verdict.is_wrong |= finding.severity >= Severity::Warning;
    verdict.told += &(context.fill("write.finding", &told) + "\n");
}
