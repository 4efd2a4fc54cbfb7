//! A report as a page for a browser: its words, and behind each figure its fact.

use crate::chart::Chart;
use crate::html::{Article, Escaped, Figure};
use juyan::Context;
use juyan_document::Document;

/// The page's look: one column that a phone shows and a printer prints.
const STYLE: &str = include_str!("../assets/report.css");
/// Nothing is fetched, and nothing is run.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Writes `document` as a page, each of the `charts` above its table; `figures` are those that were written from facts, in text
/// order.
///
/// ```
/// let catalogue = juyan::catalogue();
/// let context = juyan::Context { catalogue, language: juyan::Language::Zh, name: "" };
/// let page = juyan_print::report_page(&juyan::document::from_text("新增就业133人。"), &[], &[], context);
/// assert!(page.contains("<p>新增就业133人。</p>"));
/// ```
pub fn report_page(
    document: &Document,
    figures: &[Figure<'_>],
    charts: &[Chart],
    context: Context<'_>,
) -> String {
    let title = document.title();
    let article = Article {
        text: &document.text,
        blocks: &document.blocks,
        tables: &document.tables,
        title,
        is_headed: false,
        figures,
        period: None,
        marks: &[],
        charts,
        catalogue: context.catalogue,
        table: context.say("html.table"),
    };
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<article>\n{article}</article>\n</body>\n</html>\n",
        language = context.language.code(),
        title = Escaped(title.map_or("", |span| span.of(&document.text))),
        article = article.html(),
    )
}
