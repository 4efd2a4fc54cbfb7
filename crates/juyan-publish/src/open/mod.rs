//! Open data: the rows of a release as files of every kind that people and programs read.

mod columns;
mod csv;
mod json;
mod parquet;
mod sdmx;
mod sdmx_csv;
mod sdmx_json;
mod structure;
mod workbook;

pub(crate) use json::fact;

use crate::release::Release;
use crate::since::Since;
use juyan::Context;
use std::collections::BTreeMap;

/// Why data could not be put into a form: a mistake of this program, not of who publishes.
#[derive(Debug, thiserror::Error)]
pub enum DataError {
    /// CSV.
    #[error("CSV: {0}")]
    Csv(#[from] ::csv::Error),
    /// JSON.
    #[error("JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The workbook.
    #[error("XLSX: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// Parquet.
    #[error("Parquet: {0}")]
    Parquet(#[from] ::parquet::errors::ParquetError),
}

/// A file of data: its name, its media type, and the wording that says what it is for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DataFile {
    pub(crate) name: &'static str,
    pub(crate) media: &'static str,
    pub(crate) about: &'static str,
}

/// The files, in the order in which they are offered.
pub(crate) const FILES: [DataFile; 7] = [
    DataFile {
        name: "facts.xlsx",
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        about: "publish.file.xlsx",
    },
    DataFile {
        name: "facts.csv",
        media: "text/csv; charset=utf-8",
        about: "publish.file.csv",
    },
    DataFile {
        name: "facts.json",
        media: "application/json",
        about: "publish.file.json",
    },
    DataFile {
        name: "facts.parquet",
        media: "application/vnd.apache.parquet",
        about: "publish.file.parquet",
    },
    DataFile {
        name: "facts.sdmx.csv",
        media: "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
        about: "publish.file.sdmx-csv",
    },
    DataFile {
        name: "facts.sdmx.json",
        media: "application/vnd.sdmx.data+json; version=2.0.0",
        about: "publish.file.sdmx-json",
    },
    DataFile {
        name: "structure.sdmx.json",
        media: "application/vnd.sdmx.structure+json; version=2.0.0",
        about: "publish.file.structure",
    },
];

/// The files of data of a release, by name. `bom` puts a mark before the CSV by which Excel knows its encoding.
pub fn open_data(
    release: &Release,
    since: &Since,
    text: &str,
    bom: bool,
    context: Context<'_>,
) -> Result<BTreeMap<String, Vec<u8>>, DataError> {
    let table = columns::Table { release, text };
    let cube = sdmx::Cube::of(release, text, context);
    let files = [
        ("facts.csv", csv::write(&table, bom)?),
        ("facts.json", json::write(release, since, text, context)?),
        ("facts.xlsx", workbook::write(&table, context)?),
        ("facts.parquet", parquet::write(&table)?),
        ("facts.sdmx.csv", sdmx_csv::write(&cube)?),
        ("facts.sdmx.json", sdmx_json::write(&cube, release)?),
        ("structure.sdmx.json", structure::write(&cube, release)?),
    ];
    Ok(files
        .into_iter()
        .map(|(name, bytes)| (name.to_owned(), bytes))
        .collect())
}
