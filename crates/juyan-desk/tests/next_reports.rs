//! The next report of every annotated report and of a sample of the corpus, which lie beside the workspace, out of facts that are drawn:
//! each figure is one of these facts, and the report says nothing against itself that the old one did not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::string_slice,
    reason = "a test stops where it stands, and says what it skips"
)]

mod reports;

use juyan::model::{Key, Span};
use juyan_desk::writing::proof::{Place, Proof, Verdict, judged, proved};
use juyan_writer::Held;
use reports::{Dice, Old, context, memory, voice};
use std::collections::BTreeMap;

/// Of what is drawn.
const SEED: u64 = 7;

/// What is wrong with the next report of one.
#[derive(Debug, Default)]
struct Next {
    /// Figures that state a fact.
    figures: usize,
    /// Those that came from no fact of the next period, each with why.
    loose: Vec<(String, String)>,
    /// What was not said though its fact is there.
    unsaid: Vec<String>,
    /// Figures that are read as another fact than the one they were written from.
    read_otherwise: Vec<String>,
    /// What the report says against itself and the old one did not.
    findings: String,
}

impl Next {
    /// Shows all of it, where somebody asks to see it.
    fn show(&self, name: &str) {
        if std::env::var_os("JUYAN_SHOW").is_none() {
            return;
        }
        for (words, why) in &self.loose {
            eprintln!("{name} LOOSE {why}: {words}");
        }
        for (kind, lines) in [("READ", &self.read_otherwise), ("UNSAID", &self.unsaid)] {
            for words in lines {
                eprintln!("{name} {kind} {words}");
            }
        }
        for line in self.findings.lines() {
            eprintln!("{name} FOUND {line}");
        }
    }
}

fn next(old: &Old, seed: u64) -> Next {
    let period = old.period.shifted(1).unwrap();
    let report = old.report();
    let lifted = old.lifted();
    let drawn = reports::drawn(old, period, seed);
    let at = Place {
        period,
        home: &old.home,
    };
    let mut held = Held::new(drawn);
    let proof = proved(&lifted.template, &mut held, at, (voice(), context()));
    let ledger = memory(&old.home);
    let moment = juyan_desk::writing::moment::Moment::now(&ledger, juyan::catalogue()).unwrap();
    let paper = old.paper();
    let Verdict { told, .. } = judged(
        &proof,
        (&lifted.template, &held, &moment),
        (Some(&paper), at),
        (voice(), context()),
    )
    .unwrap();
    let mut next = Next {
        findings: told,
        ..Next::default()
    };
    let why: BTreeMap<String, String> = lifted
        .left
        .iter()
        .map(|left| {
            let span = report.reading.figures[left.figure.0].span;
            (
                span.of(&old.document.text).to_owned(),
                left.reason.name().to_owned(),
            )
        })
        .collect();
    for left in &proof.written.unsaid {
        next.unsaid.push(format!(
            "{:?} {:?} {}",
            left.key.as_ref().map(ToString::to_string),
            left.silence,
            left.words
        ));
    }
    let Proof { written, paper, .. } = proof;
    // What names no region is of the ledger's.
    let paper = paper.at(&old.home);
    let read: BTreeMap<_, Key> = juyan_writer::keys(
        juyan_writer::Report {
            document: &paper.document,
            reading: &paper.reading,
            period,
            home: &old.home,
        },
        juyan::catalogue(),
        &|_| None,
    )
    .collect();
    for (position, figure) in paper.reading.figures.iter().enumerate() {
        if !figure.is_fact() {
            continue;
        }
        next.figures += 1;
        let words = figure.span.of(&written.text);
        let said = written.said.iter().find(|said| said.span.overlaps(figure.span));
        let Some(said) = said else {
            let why = why.get(words).cloned().unwrap_or_else(|| "?".to_owned());
            next.loose.push((around(&written.text, figure.span), why));
            continue;
        };
        let read = read.get(&juyan::model::FigureId(position));
        if read != Some(&said.key) {
            next.read_otherwise.push(format!(
                "{}: {} read {}",
                around(&written.text, figure.span),
                said.key,
                read.map(ToString::to_string).unwrap_or_default()
            ));
        }
    }
    next
}

fn around(text: &str, span: Span) -> String {
    let before: String = text[..span.start].chars().rev().take(12).collect();
    let before: String = before.chars().rev().collect();
    let behind: String = text[span.end..].chars().take(6).collect();
    format!("{before}[{}]{behind}", span.of(text)).replace('\n', "/")
}

#[test]
fn every_figure_is_a_fact_of_the_next_period() {
    let all = reports::all();
    let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
    let (mut figures, mut otherwise, mut unsaid, mut findings) = (0, 0, 0, 0);
    for old in &all {
        let next = next(old, SEED);
        figures += next.figures;
        otherwise += next.read_otherwise.len();
        unsaid += next.unsaid.len();
        findings += next.findings.lines().count();
        for (_, why) in &next.loose {
            *reasons.entry(why.clone()).or_default() += 1;
        }
        if !old.is_hidden() {
            next.show(&old.name);
        }
    }
    let loose: usize = reasons.values().sum();
    eprintln!(
        "{figures} figures of {} reports, {loose} of no fact of the period {reasons:?}, {otherwise} read otherwise, {unsaid} unsaid, {findings} findings",
        all.len()
    );
    if all.is_empty() {
        return;
    }
    // What is told twice under one key and differs has no fact that it could be of: nobody has answered which one holds.
    let unanswered = reasons.remove("clash").unwrap_or_default();
    let others: usize = reasons.values().sum();
    assert!(others * 100 <= figures, "{others} of {figures}: {reasons:?}");
    assert!(unanswered * 100 <= figures * 8, "{unanswered} of {figures}");
}

/// One fact is corrected: its figures change, those that follow from it, and no others.
#[test]
fn a_corrected_fact_changes_its_figures_and_those_that_follow() {
    /// So many of each report.
    const EACH: u64 = 3;
    let (mut corrected, mut followed) = (0, 0);
    for old in &reports::all() {
        let lifted = old.lifted();
        let mut dice = Dice::new(SEED, &old.name);
        let count = u64::try_from(lifted.bound.len()).unwrap();
        for _ in 0..EACH.min(count) {
            let bound = &lifted.bound[usize::try_from(dice.below(count)).unwrap()];
            // What doubled did so after one more percent, too.
            let counts = lifted.bound.iter().filter(|other| other.key == bound.key);
            if counts
                .into_iter()
                .any(|other| other.binding.format.numbers().next().is_none())
            {
                continue;
            }
            let Some((facts, came)) = reports::corrected(old, &bound.key) else {
                continue;
            };
            let at = Place {
                period: old.period,
                home: &old.home,
            };
            let mut held = Held::new(facts).since(came, voice());
            let proof = proved(&lifted.template, &mut held, at, (voice(), context()));
            let written = &proof.written;
            // A clause that cannot be said any more takes others with it; that is told.
            if !written.unsaid.is_empty() {
                continue;
            }
            corrected += 1;
            assert_eq!(
                written.said.len(),
                lifted.bound.len(),
                "{} {}",
                old.name,
                bound.key
            );
            for (said, was) in written.said.iter().zip(&lifted.bound) {
                let is_changed = said.span.of(&written.text) != was.span.of(&old.document.text);
                let follows = held.is_renewed(&said.key);
                followed += usize::from(follows);
                let may = said.key == bound.key || follows;
                assert_eq!(
                    is_changed,
                    may,
                    "{}: {} for {}: {}",
                    old.name,
                    said.key,
                    bound.key,
                    around(&written.text, said.span)
                );
            }
            let same = |text: &str, spans: &mut dyn Iterator<Item = Span>| {
                let mut at = 0;
                let mut words = String::new();
                for span in spans {
                    words += &text[at..span.start];
                    at = span.end;
                }
                words + &text[at..]
            };
            assert_eq!(
                same(&written.text, &mut written.said.iter().map(|said| said.span)),
                same(
                    &old.document.text,
                    &mut lifted.bound.iter().map(|bound| bound.span)
                ),
                "{} {}: words changed",
                old.name,
                bound.key
            );
        }
    }
    eprintln!("{corrected} facts corrected, {followed} figures followed");
}
