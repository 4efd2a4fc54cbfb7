//! How long the pages and the open data of a report of fifteen pages take: `cargo bench -p juyan-publish`. The text is the one that
//! `benches/paper.rs` prints, and each of its figures a fact of its own.

use divan::Bencher;
use jiff::Timestamp;
use juyan::document::{Document, decoded, frame, from_text};
use juyan::vocabulary::Catalogue;
use juyan::{Context, Language};
use juyan_ledger::{Act, ActKind, Change, Consent, Ledger, LedgerError, Paper};
use juyan_model::{Date, Fact, Key, Secrecy, Span};
use juyan_publish::{
    Follows, Gate, KeptRelease, Options, Outdated, Release, Since, Wanted, open_data, release_files,
    release_page,
};
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    divan::main();
}

/// A release, its text, and what became of it.
struct Published {
    kept: KeptRelease,
    text: String,
    since: Since,
}

/// The page that is read first.
#[divan::bench]
fn html(bencher: Bencher<'_, '_>) {
    let published = published();
    bencher.bench(|| release_page(&published.kept, &published.text, &published.since, context()));
}

/// CSV, JSON, xlsx, Parquet, SDMX-CSV, SDMX-JSON.
#[divan::bench]
fn all_open_data(bencher: Bencher<'_, '_>) {
    let published = published();
    let release = &published.kept.release;
    bencher.bench(|| open_data(release, &published.since, &published.text, false, context()));
}

/// All of that, the page of every figure and its JSON.
#[divan::bench]
fn all_files(bencher: Bencher<'_, '_>) {
    let published = published();
    let told = BTreeMap::from([(1, (published.text.clone(), published.since.clone()))]);
    bencher.bench(|| release_files(&[&published.kept], &told, Options::default(), context()));
}

fn context() -> Context<'static> {
    Context {
        catalogue: juyan::catalogue(),
        language: Language::Zh,
        name: "",
    }
}

/// The example as it is released, its text twice over and half of it more, every figure under a number of its own.
fn published() -> Published {
    let once = example();
    let mut release = released(&once).unwrap_or_else(|why| panic!("the example is not released: {why}"));
    let half: String = once.chars().take(once.chars().count() / 2).collect();
    let text = format!("{once}\n{once}\n{half}");
    let document = framed(&text);
    let rows = std::mem::take(&mut release.rows);
    for copy in 0..3 {
        let moved = copy * (once.len() + 1);
        for row in &rows {
            let places = row.places.iter().map(|place| moved_by(*place, moved));
            let places: Vec<_> = places.filter(|place| place.end <= text.len()).collect();
            let mut row = row.clone();
            row.number = release.rows.len() + 1;
            row.sentence = moved_by(row.sentence, moved);
            row.places = places;
            if !row.places.is_empty() && row.sentence.end <= text.len() {
                release.rows.push(row);
            }
        }
    }
    release.shape.blocks = document.blocks;
    release.shape.tables = document.tables;
    Published {
        kept: KeptRelease {
            release,
            change: change(),
            taken_back: None,
        },
        text,
        since: Since::default(),
    }
}

/// The example's text, without what it tells in two ways: nobody is here to answer for that.
fn example() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/ejin/report.txt");
    let bytes = std::fs::read(path).unwrap_or_default();
    decoded(&bytes)
        .unwrap_or_default()
        .replace("1175万吨", "1200万吨")
}

fn framed(text: &str) -> Document {
    frame(from_text(text), juyan::catalogue())
}

/// The release of a text whose own word is all that the ledger has.
fn released(text: &str) -> Result<Release, String> {
    let catalogue: &Catalogue = juyan::catalogue();
    let report = framed(text);
    let mut reading = juyan::reader::read(&report, catalogue);
    let home = "152923";
    reading.region.get_or_insert_with(|| home.into());
    let paper = Paper {
        name: "report.txt".into(),
        format: "txt".into(),
        title: None,
        region: reading.region.clone(),
        period: reading.period,
        text: text.to_owned(),
    };
    let digest = paper.digest();
    let stated = juyan::facts(&report, &reading, &digest, catalogue);
    let recorded = || -> Result<Ledger, LedgerError> {
        let mut ledger = Ledger::in_memory(home, &act(ActKind::Init, ""))?;
        ledger.change(&act(ActKind::Record, ""), |change| {
            change.paper(&paper)?;
            // What is not public would have to be released first.
            let mut public = stated.facts.iter().map(|fact| Fact {
                secrecy: Secrecy::Public,
                ..fact.clone()
            });
            public.try_for_each(|fact| change.fact(&fact, None).map(|_| ()))
        })?;
        let consents = [
            (ActKind::Review, Consent::Review, "one"),
            (ActKind::SignOff, Consent::SignOff, "other"),
        ];
        for (kind, consent, person) in consents {
            ledger.change(&act(kind, person), |change| change.consent(consent, &digest))?;
        }
        Ok(ledger)
    };
    let ledger = recorded().map_err(|error| error.to_string())?;
    let rules = catalogue.disclosure(home).ok_or("no rules")?;
    let gate = Gate {
        report: &report,
        reading: &reading,
        stated: &stated,
        digest: &digest,
        beside: &[],
        written: &BTreeMap::new(),
        follows: &Unchanged,
        rules,
        context: context(),
    };
    let day = Date::constant(2024, 10, 21);
    let wanted = Wanted {
        published: day,
        today: day,
        ..Wanted::default()
    };
    let release = Release::of(&gate, &ledger, &[], &wanted).map_err(|error| error.to_string())?;
    release.map_err(|stops| stops.iter().map(|stop| stop.told(context()) + "\n").collect())
}

/// A ledger in which nothing was corrected.
#[derive(Debug)]
struct Unchanged;

impl Follows for Unchanged {
    fn outdated(&self, _: &Ledger, _: &[(Key, Span)]) -> Result<Vec<Outdated>, LedgerError> {
        Ok(Vec::new())
    }
}

fn moved_by(span: Span, by: usize) -> Span {
    Span::new(span.start + by, span.end + by)
}

fn act(kind: ActKind, person: &str) -> Act {
    Act::new(kind, person, Timestamp::UNIX_EPOCH)
}

fn change() -> Change {
    Change {
        seq: 1,
        at: String::new(),
        kind: ActKind::Publish,
        person: String::new(),
        reason: String::new(),
        reverses: None,
        hash: String::new(),
    }
}
