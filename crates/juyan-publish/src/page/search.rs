//! The search: a plain list of all facts of all releases, which a little script makes shorter while one types.

use super::{POLICY_OF_SEARCH, crumbs, framed};
use crate::release::KeptRelease;
use crate::site::folder_of;
use juyan::Context;
use juyan_print::html::Escaped;

/// The script of the search, for who hands it out as a file of its own.
pub const SCRIPT: &str = include_str!("../../assets/search.js");

/// The page; the newest release first.
pub(crate) fn search(releases: &[&KeptRelease], context: Context<'_>) -> String {
    let mut lists = String::new();
    for kept in releases.iter().rev().filter(|kept| kept.taken_back.is_none()) {
        let folder = folder_of(&kept.release.index);
        lists += &format!(
            "<section><h2><a href=\"{folder}/index.html\">{}</a></h2><ul class=\"found\">\n",
            Escaped(kept.release.title())
        );
        for row in &kept.release.rows {
            let measure = if row.measure == "level" {
                ""
            } else {
                row.measure_name.as_str()
            };
            lists += &format!(
                "<li><a href=\"{folder}/f/{}.html\">{} {}</a> {} <b>{}</b></li>\n",
                row.number,
                Escaped(&row.name),
                Escaped(measure),
                Escaped(&row.time),
                Escaped(&row.signed()),
            );
        }
        lists += "</ul></section>\n";
    }
    let title = context.say("publish.search");
    let way = [(Some("index.html"), context.say("publish.home")), (None, title)];
    let body = format!(
        "{}<main>\n<h1>{title}</h1>\n<form class=\"search\" role=\"search\" hidden><label for=\"q\">{label}</label> <input id=\"q\" type=\"search\" autocomplete=\"off\">\
         <output for=\"q\" aria-live=\"polite\" data-many=\"{many}\" data-none=\"{none}\"></output></form>\n{lists}</main>\n<script>\n{SCRIPT}</script>\n",
        crumbs(&way, context),
        title = Escaped(title),
        label = Escaped(context.say("publish.search.label")),
        many = Escaped(context.say("publish.search.many")),
        none = Escaped(context.say("publish.search.none")),
    );
    framed(title, title, POLICY_OF_SEARCH, "", &body)
}
