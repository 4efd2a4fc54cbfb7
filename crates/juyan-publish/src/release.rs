//! A release 发布: all that became public under an index number, as the ledger keeps it.

use crate::answer::Answered;
use crate::deadline::{Deadline, Meeting};
use crate::drawn::Drawn;
use crate::gate::{Gate, Stop};
use crate::header::{Header, HeaderField, stands};
use crate::index_number::IndexNumber;
use crate::row::Row;
use crate::site::folder_of;
use juyan::document::{Block, FieldKind, Format, Table};
use juyan_ledger::{Change, Ledger, LedgerError, Publication};
use juyan_model::{Date, Period, Span};
use serde::{Deserialize, Serialize};

/// What was published, whole: pages and data are made of this and of the paper's text, which the ledger keeps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The form of this record.
    pub form: u32,
    /// 索引号.
    pub index: String,
    /// Which text under this number it is, from 1.
    pub version: u32,
    /// The header's fields.
    pub header: Header,
    /// The code of the region.
    pub region: String,
    /// Its name.
    pub region_name: String,
    /// What it reports on.
    pub period: Option<Period>,
    /// The day on which it was published.
    #[serde(with = "crate::iso")]
    pub published: Date,
    /// By when it had to be.
    pub deadline: Deadline,
    /// The meeting of the congress that hears it.
    pub meeting: Option<Meeting>,
    /// Why the text before it was not right; empty where it is the first.
    pub correction: String,
    /// What anybody may do with the data.
    pub licence: String,
    /// The SM3 of the text.
    pub digest: String,
    /// The head of the ledger's chain when it was published.
    pub head: String,
    /// How the text is laid out.
    pub shape: Shape,
    /// What it tells.
    pub rows: Vec<Row>,
    /// What is drawn of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charts: Vec<Drawn>,
    /// The tasks that were due, and where it answers them; those that everybody may know of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Answered>,
    /// The problems that it tells and that no task is to solve.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Its tables.
    pub tables: Vec<Table>,
    /// Where the title stands.
    pub title: Option<Span>,
    /// What kind of file it was.
    pub format: Format,
}

/// What is told of a release besides the report.
#[derive(Debug, Clone, Default)]
pub struct Wanted<'a> {
    /// The day on which it is published.
    pub published: Date,
    /// The day that it is.
    pub today: Date,
    /// The day on which the congress meets.
    pub meeting: Option<Date>,
    /// The day on which the report was sent to it.
    pub sent: Option<Date>,
    /// The code of the organ that numbers it, where none was numbered before.
    pub organ: Option<&'a str>,
    /// Numbers that other ledgers have used in the same site.
    pub taken: &'a [String],
    /// Why an earlier text is corrected.
    pub correction: &'a str,
    /// The head of the ledger's chain.
    pub head: &'a str,
    /// What is drawn of the report.
    pub charts: &'a [Drawn],
}

/// A release that is kept in a ledger.
#[derive(Debug, Clone)]
pub struct KeptRelease {
    /// The release.
    pub release: Release,
    /// The change that published it.
    pub change: Change,
    /// The change that took it back.
    pub taken_back: Option<i64>,
}

/// The newest form of the record.
const FORM: u32 = 1;

/// The releases among what a ledger published, in their order; and the numbers of changes whose record this program cannot read.
pub fn kept(publications: Vec<Publication>) -> (Vec<KeptRelease>, Vec<i64>) {
    let mut unreadable = Vec::new();
    let mut releases = Vec::new();
    for publication in publications {
        match serde_json::from_str::<Release>(&publication.record) {
            Ok(release) if release.form <= FORM => releases.push(KeptRelease {
                release,
                change: publication.change,
                taken_back: publication.taken_back,
            }),
            _ => unreadable.push(publication.change.seq),
        }
    }
    (releases, unreadable)
}

impl Release {
    /// The release of what passes the gate, after those that were `kept` before; or all that stands against it.
    pub fn of(
        gate: &Gate<'_>,
        ledger: &Ledger,
        kept: &[KeptRelease],
        wanted: &Wanted<'_>,
    ) -> Result<Result<Self, Vec<Stop>>, LedgerError> {
        let passed = gate.pass(ledger)?;
        let (mut stops, passed) = match passed {
            Ok(passed) => (Vec::new(), Some(passed)),
            Err(stops) => (stops, None),
        };
        stops.extend(out_of_order(gate, wanted));
        let given = gate.index();
        let numbered = numbered(gate, &given, kept, wanted);
        let (Some(passed), Ok((index, version)), true) = (passed, &numbered, stops.is_empty()) else {
            stops.extend(numbered.err());
            return Ok(Err(stops));
        };
        let mut header = passed.header;
        header.set(HeaderField::Index, index.clone());
        let region = ledger.region()?;
        let catalogue = gate.context.catalogue;
        let formed = header.formed().unwrap_or(wanted.published);
        // A correction is no second duty: what the first text was in time for, its number stays in time for.
        let first = kept.iter().map(|kept| (kept.taken_back, &kept.release));
        let first = first
            .filter(|(taken_back, release)| taken_back.is_none() && release.index == *index)
            .map(|(_, release)| release)
            .min_by_key(|release| release.version);
        let heard = wanted
            .meeting
            .map(|day| Meeting::of(day, formed, wanted.sent, gate.rules, &catalogue.holidays));
        Ok(Ok(Self {
            form: FORM,
            index: index.clone(),
            version: *version,
            region_name: catalogue
                .region_of(&region)
                .map_or_else(|| region.to_string(), |known| known.name.to_string()),
            region: region.to_string(),
            period: gate.reading.period,
            published: wanted.published,
            deadline: first.map_or_else(
                || Deadline::of(formed, wanted.published, gate.rules, &catalogue.holidays),
                |first| first.deadline,
            ),
            meeting: heard.or_else(|| first.and_then(|first| first.meeting)),
            correction: wanted.correction.to_owned(),
            licence: gate.rules.licence.clone(),
            digest: gate.digest.to_owned(),
            head: wanted.head.to_owned(),
            shape: Shape {
                blocks: gate.report.blocks.clone(),
                tables: gate.report.tables.clone(),
                title: gate.reading.title.or_else(|| gate.report.title()),
                format: gate.report.format,
            },
            rows: passed.rows,
            charts: wanted.charts.to_vec(),
            tasks: Vec::new(),
            problems: Vec::new(),
            header,
        }))
    }

    /// The record that the ledger keeps.
    pub fn record(&self) -> String {
        // A structure of texts and numbers has a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        self.header.get(HeaderField::Title)
    }
}

/// The days that are told and are before the paper was formed, or still to come: a slip of the pen would be kept for ever.
fn out_of_order(gate: &Gate<'_>, wanted: &Wanted<'_>) -> Vec<Stop> {
    let formed = Header::gather(gate.report, gate.beside, "", gate.context.catalogue)
        .0
        .formed();
    let days = [("published", Some(wanted.published)), ("sent", wanted.sent)];
    let mut stops = Vec::new();
    for (option, day) in days {
        let Some(day) = day else { continue };
        let option = ("option", format!("--{option}"));
        if let Some(formed) = formed.filter(|formed| day < *formed) {
            let slots = vec![option, ("day", day.to_string()), ("formed", formed.to_string())];
            stops.push(Stop::new("publish.stop.early", slots));
        } else if day > wanted.today {
            let slots = vec![
                option,
                ("day", day.to_string()),
                ("today", wanted.today.to_string()),
            ];
            stops.push(Stop::new("publish.stop.future", slots));
        }
    }
    stops
}

impl Gate<'_> {
    /// The index number that the report bears, or the header file gives.
    fn index(&self) -> String {
        let papers = std::iter::once(self.report).chain(self.beside);
        let is_index = |kind: FieldKind| kind == FieldKind::IndexNumber;
        let mut told = papers.map(|paper| stands(paper, is_index, self.context.catalogue));
        told.find(|told| !told.is_empty()).unwrap_or_default().to_owned()
    }
}

/// The index number and version of a report: the next text under the number of what it corrects, else the number that it bears,
/// else the next free one.
fn numbered(
    gate: &Gate<'_>,
    given: &str,
    kept: &[KeptRelease],
    wanted: &Wanted<'_>,
) -> Result<(String, u32), Stop> {
    let pattern = &gate.rules.index;
    let read = |text: &str| IndexNumber::parse(text, pattern);
    let own = kept.iter().map(|kept| kept.release.index.as_str());
    let all: Vec<&str> = wanted.taken.iter().map(String::as_str).chain(own).collect();
    let used: Vec<IndexNumber> = all.iter().filter_map(|index| read(index)).collect();
    // Numbers that would stand in one folder are one; many file systems do not tell capitals from small letters.
    let folder = |index: &str| folder_of(index).to_lowercase();
    // One report of a region is published once a period; another text of it corrects the first.
    let is_same = |kept: &&KeptRelease| {
        let release = &kept.release;
        kept.taken_back.is_none()
            && release.period == gate.reading.period
            && gate.reading.title.is_some_and(|title| {
                let title: String = title.of(&gate.report.text).split_whitespace().collect();
                title == release.title()
            })
    };
    let before = kept.iter().rev().find(is_same);
    if let Some(before) = before {
        let release = &before.release;
        if !given.is_empty() && given != release.index {
            let slots = vec![("given", given.to_owned()), ("index", release.index.clone())];
            return Err(Stop::new("publish.stop.other-number", slots));
        }
        if release.digest == gate.digest {
            return Ok((release.index.clone(), release.version));
        }
        if wanted.correction.is_empty() {
            return Err(Stop::new(
                "publish.stop.no-reason",
                vec![("index", release.index.clone())],
            ));
        }
        return Ok((release.index.clone(), release.version + 1));
    }
    if !given.is_empty() {
        let Some(_) = read(given) else {
            let slots = vec![("given", given.to_owned()), ("pattern", pattern.clone())];
            return Err(Stop::new("publish.stop.number-form", slots));
        };
        if all.iter().any(|index| folder(index) == folder(given)) {
            return Err(Stop::new(
                "publish.stop.number-used",
                vec![("given", given.to_owned())],
            ));
        }
        return Ok((given.to_owned(), 1));
    }
    let organ = wanted.organ.map(str::to_owned).or_else(|| {
        let last = kept.iter().rev().find_map(|kept| read(&kept.release.index));
        last.map(|index| index.organ)
    });
    let Some(organ) = organ else {
        return Err(Stop::new(
            "publish.stop.no-organ",
            vec![("pattern", pattern.clone())],
        ));
    };
    let mut next = IndexNumber::next(&organ, wanted.published.year(), &used);
    // Letters of an organ that folders do not tell apart may give two numbers one folder.
    while all
        .iter()
        .any(|index| folder(index) == folder(&next.written(pattern)))
    {
        next.serial += 1;
    }
    Ok((next.written(pattern), 1))
}
