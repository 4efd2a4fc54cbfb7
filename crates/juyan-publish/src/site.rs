//! The files of a site: of each release its pages and data, and what all releases have in common. Same ledger, same files.

use crate::listed::{Listed, SCHEMA};
use crate::open::{self, DataError, FILES, open_data};
use crate::page::{self, Shown};
use crate::release::KeptRelease;
use crate::since::Since;
use juyan::Context;
use juyan_ledger::{Ledger, LedgerError, Paper};
use juyan_model::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The files that all releases have in common, beside which each has its folder; the search may have more pages than one.
pub const SITE_FILES: [&str; 3] = ["index.html", "search.html", "releases.json"];

/// What may be chosen of the form of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether CSV begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
}

/// The folder of the release with this index number: its letters and digits of any script, with `-` for the rest.
///
/// ```
/// assert_eq!(juyan_publish::folder_of("152900000000033/2024-01583"), "152900000000033-2024-01583");
/// assert_eq!(juyan_publish::folder_of("额政办/2024-00001"), "额政办-2024-00001");
/// ```
pub fn folder_of(index: &str) -> String {
    let plain = |c: char| {
        if c.is_alphanumeric() || c == '_' { c } else { '-' }
    };
    index.chars().map(plain).collect()
}

/// The files of the release with this index number, from what `ledger` keeps; none where all of it was taken back. `new` is a paper
/// that the ledger does not have yet.
pub fn files_of(
    index: &str,
    kept: &[KeptRelease],
    (ledger, new): (&Ledger, Option<&Paper>),
    options: Options,
    context: Context<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, SiteError> {
    let stands = |kept: &&KeptRelease| kept.release.index == index && kept.taken_back.is_none();
    let mut versions: Vec<&KeptRelease> = kept.iter().filter(stands).collect();
    versions.sort_by_key(|kept| kept.release.version);
    let mut told = BTreeMap::new();
    for version in &versions {
        let digest = &version.release.digest;
        let text = match new.filter(|new| new.digest() == *digest) {
            Some(new) => Some(new.text.clone()),
            None => ledger.paper(digest)?.map(|paper| paper.text.clone()),
        };
        let text = text.ok_or_else(|| SiteError::NoText(index.to_owned()))?;
        let since = Since::of(&version.release, kept, ledger, context)?;
        told.insert(version.release.version, (text, since));
    }
    Ok(release_files(&versions, &told, options, context)?)
}

/// Why a site cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// Data could not be put into a form.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The ledger has lost the text of the release with this number.
    #[error("the ledger has no text of {0}")]
    NoText(String),
}

/// The files of the release whose texts are `versions`, in their order, by their paths below its folder. `told` gives each its
/// text and what became of it.
pub fn release_files(
    versions: &[&KeptRelease],
    told: &BTreeMap<u32, (String, Since)>,
    options: Options,
    context: Context<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, DataError> {
    let mut files = BTreeMap::new();
    let newest = versions.last().map(|kept| kept.release.version);
    for kept in versions {
        let release = &kept.release;
        let Some((text, since)) = told.get(&release.version) else {
            continue;
        };
        let below = if Some(release.version) == newest {
            String::new()
        } else {
            format!("versions/{}/", release.version)
        };
        let data = open_data(release, since, text, options.bom, context)?;
        let sizes: Vec<(&str, usize)> = FILES
            .iter()
            .map(|file| (file.name, data.get(file.name).map_or(0, Vec::len)))
            .collect();
        let shown = Shown {
            release,
            text,
            since,
            versions,
            sizes: &sizes,
            context,
        };
        let mut put = |name: &str, bytes: Vec<u8>| files.insert(format!("{below}{name}"), bytes);
        put("index.html", page::release(&shown).into_bytes());
        put("data.html", page::table(&shown).into_bytes());
        for row in &release.rows {
            put(
                &format!("f/{}.html", row.number),
                page::fact(&shown, row).into_bytes(),
            );
            put(
                &format!("f/{}.json", row.number),
                open::fact(release, since, row, text, context)?,
            );
        }
        for (name, bytes) in data {
            put(&name, bytes);
        }
    }
    Ok(files)
}

/// The page of a release that stands alone under its number, without its files of data.
pub fn release_page(kept: &KeptRelease, text: &str, since: &Since, context: Context<'_>) -> String {
    page::release(&Shown {
        release: &kept.release,
        text,
        since,
        versions: &[kept],
        sizes: &[],
        context,
    })
}

/// The files that all releases of a site have in common. `kept` are all texts of all releases of a ledger, `others` those that other
/// ledgers have in the same site.
pub fn site_files(
    kept: &[KeptRelease],
    others: &[Listed],
    context: Context<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, DataError> {
    let mut newest: BTreeMap<&str, &KeptRelease> = BTreeMap::new();
    for kept in kept {
        let there = newest.get(kept.release.index.as_str());
        // What was taken back is shown as such only where no other text stands.
        if there.is_none_or(|there| kept.taken_back.is_none() || there.taken_back.is_some()) {
            newest.insert(&kept.release.index, kept);
        }
    }
    let own = newest.into_values().map(Listed::of);
    let mut releases: Vec<Listed> = own.chain(others.iter().cloned()).collect();
    // By what is told of them alone, so that it does not matter whose program wrote last.
    releases.sort_by(|one, other| place(one).cmp(&place(other)));
    let [home, _, list] = SITE_FILES;
    let mut files = page::search(&releases, context);
    files.insert(home.to_owned(), page::home(&releases, context));
    let mut files: BTreeMap<String, Vec<u8>> = files
        .into_iter()
        .map(|(name, page)| (name, page.into_bytes()))
        .collect();
    let told: Vec<Value> = releases.iter().map(Listed::told).collect();
    let mut bytes = serde_json::to_vec_pretty(&json!({ "schema": SCHEMA, "releases": told }))?;
    bytes.push(b'\n');
    files.insert(list.to_owned(), bytes);
    Ok(files)
}

/// Where a release stands in lists: the newest last.
fn place(listed: &Listed) -> (Option<Date>, Date, &str, &str) {
    let until = listed.period.map(|period| period.to);
    (until, listed.published, &listed.region, &listed.index)
}
