//! The search: plain lists of all facts of all releases, which a little script makes shorter while one types. No page of it grows
//! without end: where there are many releases the older ones have pages of their own, and what was typed goes along.

use super::{POLICY_OF_SEARCH, crumbs, framed};
use crate::listed::Listed;
use juyan::Context;
use juyan_print::html::Escaped;
use std::collections::BTreeMap;

/// The script of the search, for who hands it out as a file of its own.
pub const SCRIPT: &str = include_str!("../../assets/search.js");

/// Where lists of so many bytes stand on a page, the next release begins another; one is never taken apart.
const FULL: usize = 100_000;

/// The pages by name; the newest releases on the first.
pub(crate) fn search(releases: &[Listed], context: Context<'_>) -> BTreeMap<String, String> {
    let mut pages: Vec<String> = Vec::new();
    for listed in releases.iter().rev().filter(|listed| !listed.withdrawn) {
        let list = list(listed);
        match pages.last_mut() {
            Some(page) if page.len() + list.len() <= FULL => *page += &list,
            _ => pages.push(list),
        }
    }
    if pages.is_empty() {
        pages.push(String::new());
    }
    let count = pages.len();
    let named = (1..).zip(&pages);
    named
        .map(|(at, lists)| (name(at), page(lists, (at, count), context)))
        .collect()
}

fn name(at: usize) -> String {
    if at == 1 {
        "search.html".to_owned()
    } else {
        format!("search-{at}.html")
    }
}

fn list(listed: &Listed) -> String {
    let folder = listed.folder();
    let items: String = listed
        .facts
        .iter()
        .map(|found| {
            let words = [found.name.as_str(), found.measure.as_str()].join(" ");
            format!(
                "<li><a href=\"{folder}/f/{}.html\">{}</a> {} <b>{}</b></li>\n",
                found.number,
                Escaped(words.trim_end()),
                Escaped(&found.time),
                Escaped(&found.printed),
            )
        })
        .collect();
    format!(
        "<section><h2><a href=\"{folder}/index.html\">{}</a></h2><ul class=\"found\">\n{items}</ul></section>\n",
        Escaped(&listed.title)
    )
}

fn page(lists: &str, (at, count): (usize, usize), context: Context<'_>) -> String {
    let title = context.say("publish.search");
    let way = [(Some("index.html"), context.say("publish.home")), (None, title)];
    let body = format!(
        "{}<main>\n<h1>{title}</h1>\n<form class=\"search\" role=\"search\" hidden><label for=\"q\">{label}</label> <input id=\"q\" type=\"search\" autocomplete=\"off\">\
         <output for=\"q\" aria-live=\"polite\" data-many=\"{many}\" data-none=\"{none}\"></output></form>\n{more}{lists}{more}</main>\n<script>\n{SCRIPT}</script>\n",
        crumbs(&way, context),
        title = Escaped(title),
        label = Escaped(context.say("publish.search.label")),
        many = Escaped(context.say("publish.search.many")),
        none = Escaped(context.say("publish.search.none")),
        more = more((at, count), context),
    );
    framed(title, title, POLICY_OF_SEARCH, "", &body)
}

/// The way to newer and older releases.
fn more((at, count): (usize, usize), context: Context<'_>) -> String {
    let link = |to: usize, id: &str| {
        format!(
            "<a class=\"along\" href=\"{}\">{}</a>",
            name(to),
            Escaped(context.say(id))
        )
    };
    let newer = (at > 1).then(|| link(at - 1, "publish.search.newer"));
    let older = (at < count).then(|| link(at + 1, "publish.search.older"));
    let links: Vec<String> = newer.into_iter().chain(older).collect();
    if links.is_empty() {
        return String::new();
    }
    format!("<p>{}</p>\n", links.join(" · "))
}
