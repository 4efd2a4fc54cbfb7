//! The list of all releases.

use super::{POLICY, framed};
use crate::header::HeaderField;
use crate::release::KeptRelease;
use crate::site::folder_of;
use juyan::Context;
use juyan_print::html::Escaped;

/// The page; the newest first. `releases` are the newest texts of each number.
pub(crate) fn home(releases: &[&KeptRelease], context: Context<'_>) -> String {
    let mut items = String::new();
    for kept in releases.iter().rev() {
        let release = &kept.release;
        let told: [(&str, &dyn std::fmt::Display); 4] = [
            ("index", &release.index),
            ("issuer", &release.header.get(HeaderField::Issuer)),
            ("day", &release.published),
            ("count", &release.rows.len()),
        ];
        if kept.taken_back.is_some() {
            items += &format!(
                "<li><p>{}</p><p class=\"small\">{}</p></li>\n",
                Escaped(release.title()),
                Escaped(&context.fill("publish.home.withdrawn", &told))
            );
            continue;
        }
        let version = if release.version > 1 {
            context.fill("publish.home.version", &[("version", &release.version)])
        } else {
            String::new()
        };
        items += &format!(
            "<li><p><a href=\"{}/index.html\">{}</a></p><p class=\"small\">{} {}</p></li>\n",
            folder_of(&release.index),
            Escaped(release.title()),
            Escaped(&context.fill("publish.home.line", &told)),
            Escaped(&version),
        );
    }
    let region = releases
        .last()
        .map(|kept| kept.release.region_name.as_str())
        .unwrap_or_default();
    let title = context.fill("publish.home.title", &[("region", &region)]);
    let body = format!(
        "<main>\n<h1>{}</h1>\n<p class=\"lead\"><a href=\"search.html\">{}</a> · <a href=\"releases.json\">releases.json</a></p>\n<ul class=\"releases\">\n{items}</ul>\n</main>\n",
        Escaped(&title),
        Escaped(context.say("publish.search")),
    );
    framed(&title, &title, POLICY, "", &body)
}
