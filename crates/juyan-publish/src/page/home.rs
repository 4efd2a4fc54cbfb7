//! The list of all releases.

use super::{POLICY, framed};
use crate::listed::Listed;
use juyan::Context;
use juyan_print::html::Escaped;

/// The page; the newest first. `releases` are the newest texts of each number, in their order.
pub(crate) fn home(releases: &[Listed], context: Context<'_>) -> String {
    let mut regions: Vec<&str> = releases.iter().map(|listed| listed.region.as_str()).collect();
    regions.sort_unstable();
    regions.dedup();
    let first = releases
        .last()
        .map(|listed| listed.region_name.as_str())
        .unwrap_or_default();
    let title = if regions.len() > 1 {
        context.fill("publish.home.title-of-many", &[("count", &regions.len())])
    } else {
        context.fill("publish.home.title", &[("region", &first)])
    };
    let mut years = String::new();
    let newest: Vec<&Listed> = releases.iter().rev().collect();
    for of_year in newest.chunk_by(|one, other| year(one) == year(other)) {
        let items: String = of_year
            .iter()
            .map(|listed| item(listed, regions.len() > 1, context))
            .collect();
        let heading = of_year.first().map_or_else(String::new, |listed| {
            context.fill("publish.time.year", &[("year", &year(listed))])
        });
        years += &format!(
            "<h2>{}</h2>\n<ul class=\"releases\">\n{items}</ul>\n",
            Escaped(&heading)
        );
    }
    let body = format!(
        "<main>\n<h1>{}</h1>\n<p class=\"lead\"><a href=\"search.html\">{}</a> · <a href=\"releases.json\">releases.json</a></p>\n{years}</main>\n",
        Escaped(&title),
        Escaped(context.say("publish.search")),
    );
    framed(&title, &title, POLICY, "", &body)
}

/// The year that a release reports on, else that of the day on which it was published.
fn year(listed: &Listed) -> i16 {
    listed.period.map_or(listed.published, |period| period.to).year()
}

fn item(listed: &Listed, names_region: bool, context: Context<'_>) -> String {
    let region = if names_region {
        listed.region_name.as_str()
    } else {
        ""
    };
    let told: [(&str, &dyn std::fmt::Display); 5] = [
        ("index", &listed.index),
        ("issuer", &listed.issuer),
        ("day", &listed.published),
        ("count", &listed.count),
        ("version", &listed.version),
    ];
    let region = if region.is_empty() || listed.title.contains(region) {
        String::new()
    } else {
        format!("{} · ", Escaped(region))
    };
    if listed.withdrawn {
        return format!(
            "<li><p>{}</p><p class=\"small\">{region}{}</p></li>\n",
            Escaped(&listed.title),
            Escaped(&context.fill("publish.home.withdrawn", &told))
        );
    }
    let version = if listed.version > 1 {
        context.fill("publish.home.version", &told)
    } else {
        String::new()
    };
    format!(
        "<li><p><a href=\"{}/index.html\">{}</a></p><p class=\"small\">{region}{} {}</p></li>\n",
        listed.folder(),
        Escaped(&listed.title),
        Escaped(&context.fill("publish.home.line", &told)),
        Escaped(&version),
    )
}
