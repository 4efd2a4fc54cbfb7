//! Facts of a report under their keys, ready to be kept.

use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Fact, Figure, FigureId, Source, Worth};
use juyan_reader::Reading;
use smol_str::SmolStr;

/// What a report states, and what of it could not be named.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stated {
    /// The facts, in text order.
    pub facts: Vec<Fact>,
    /// Figures that state a fact whose subject or region the text does not tell.
    pub unnamed: Vec<FigureId>,
}

/// The facts that `reading` found in `document`, whose text has the digest `digest`.
///
/// ```
/// let catalogue = juyan::catalogue();
/// let document = juyan::document::from_text("额济纳旗2024年上半年计划执行情况\n\n地区生产总值16.29亿元。");
/// let reading = juyan::reader::read(&document, catalogue);
/// let stated = juyan::facts(&document, &reading, "0", catalogue);
/// assert_eq!(stated.facts[0].key.to_string(), "gdp@152923:2024H1");
///
/// // What the catalogue says is not public is so in every report until it is released.
/// let document = juyan::document::from_text("额济纳旗2024年上半年计划执行情况\n\n化解隐性债务7376.5万元。");
/// let reading = juyan::reader::read(&document, catalogue);
/// let stated = juyan::facts(&document, &reading, "0", catalogue);
/// assert_eq!(stated.facts[0].secrecy, juyan::model::Secrecy::Internal);
/// ```
pub fn facts(document: &Document, reading: &Reading, digest: &str, catalogue: &Catalogue) -> Stated {
    let mut stated = Stated::default();
    for (position, figure) in reading.figures.iter().enumerate() {
        let id = FigureId(position);
        let Some(value) = figure.value.filter(|_| figure.is_fact()) else {
            continue;
        };
        let Some(key) = juyan_reader::key(reading, id, &document.text, catalogue) else {
            stated.unnamed.push(id);
            continue;
        };
        stated.facts.push(Fact {
            prices: catalogue.prices_of(&key.indicator, &key.measures),
            department: department(figure, catalogue),
            secrecy: catalogue.secrecy_of(&key.indicator),
            key,
            worth: Worth::Number(value),
            unit: figure.unit.clone(),
            printed: figure.printed,
            limit: figure.approx.map(Into::into),
            note: SmolStr::default(),
            source: Source::Document {
                document: digest.into(),
                span: figure.span,
                sentence: figure.sentence,
            },
        });
    }
    stated
}

/// Who reports the indicator.
fn department(figure: &Figure, catalogue: &Catalogue) -> SmolStr {
    let indicator = figure.indicator.as_deref().and_then(|id| catalogue.indicator(id));
    indicator
        .map(|indicator| indicator.dept.clone())
        .unwrap_or_default()
}
