//! The release as a data set of schema.org, for search engines and catalogues.

use super::Shown;
use crate::header::HeaderField;
use crate::open::FILES;
use crate::row::Row;
use serde_json::{Value, json};

/// The script element that holds it; nothing in it ends the element.
pub(super) fn linked(shown: &Shown<'_>) -> String {
    let release = shown.release;
    let issuer = release.header.get(HeaderField::Issuer);
    let time = release
        .period
        .map(|period| format!("{}/{}", period.from, period.to));
    // Own words name nothing beyond this report.
    let is_known = |row: &&Row| shown.context.catalogue.indicator(&row.indicator).is_some();
    let named = release.rows.iter().filter(is_known);
    let mut measured: Vec<&str> = named.map(|row| row.name.as_str()).collect();
    measured.sort_unstable();
    measured.dedup();
    let files: Vec<Value> = FILES
        .iter()
        .map(|file| {
            json!({
                "@type": "DataDownload", "name": file.name, "encodingFormat": file.media, "contentUrl": file.name,
            })
        })
        .collect();
    let told = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": release.title(),
        "description": shown.context.fill("publish.about-data", &[("title", &release.title()), ("count", &release.rows.len())]),
        "identifier": release.index,
        "version": release.version.to_string(),
        "inLanguage": "zh-CN",
        "creator": { "@type": "GovernmentOrganization", "name": issuer },
        "publisher": { "@type": "GovernmentOrganization", "name": issuer },
        "dateCreated": release.header.formed().map(|day| day.to_string()),
        "datePublished": release.published.to_string(),
        "temporalCoverage": time,
        "spatialCoverage": { "@type": "Place", "name": release.region_name, "identifier": release.region },
        "license": { "@type": "CreativeWork", "name": release.licence },
        "isAccessibleForFree": true,
        "variableMeasured": measured,
        "distribution": files,
    });
    format!(
        "<script type=\"application/ld+json\">{}</script>\n",
        told.to_string().replace('<', "\\u003c")
    )
}
