//! Pages for everybody: whole in themselves, without a script where they are only read, without a request beyond their folder.

mod fact;
mod home;
mod linked;
mod notice;
mod paper;
mod release;
mod search;
mod table;
mod tasks;

pub(crate) use fact::fact;
pub(crate) use home::home;
pub use release::header_rows;
pub(crate) use release::release;
pub use search::SCRIPT as SEARCH;
pub(crate) use search::search;
pub(crate) use table::table;

use crate::header::HeaderField;
use crate::naming;
use crate::release::{KeptRelease, Release};
use crate::row::Row;
use crate::since::Since;
use juyan::Context;
use juyan_print::html::Escaped;

/// The style of all pages, for who hands it out as a file of its own.
pub const STYLE: &str = include_str!("../../assets/site.css");
/// Nothing is fetched; only the page of the search runs something, which stands in it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
const POLICY_OF_SEARCH: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// All that the pages of one release are made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    /// The release.
    pub(crate) release: &'a Release,
    /// Its text.
    pub(crate) text: &'a str,
    /// What became of it.
    pub(crate) since: &'a Since,
    /// All texts under its index number, in their order.
    pub(crate) versions: &'a [&'a KeptRelease],
    /// The files of data, with their sizes.
    pub(crate) sizes: &'a [(&'static str, usize)],
    /// The words.
    pub(crate) context: Context<'a>,
}

impl Shown<'_> {
    /// The number of the text that counts.
    fn newest(&self) -> u32 {
        self.versions
            .last()
            .map_or(self.release.version, |kept| kept.release.version)
    }

    /// Whether another text under the number has taken its place.
    fn is_old(&self) -> bool {
        self.newest() > self.release.version
    }

    /// From the release's folder to the one of the whole site.
    fn up(&self) -> &'static str {
        if self.is_old() { "../../../" } else { "../" }
    }

    fn say(&self, id: &str) -> String {
        Escaped(&self.context.fill(id, &[])).to_string()
    }

    fn fill(&self, id: &str, slots: &[(&str, &dyn std::fmt::Display)]) -> String {
        Escaped(&self.context.fill(id, slots)).to_string()
    }
}

/// A page of a site as a server hands it out that lets no page bring style, script or rules of its own: those are links to
/// [`STYLE`] and [`SEARCH`], at these addresses, and the rules are the server's.
pub fn served(page: &str, style: &str, search: &str) -> String {
    let style = format!("<link rel=\"stylesheet\" href=\"{style}\">");
    let page = page.replacen(&format!("<style>\n{STYLE}</style>"), &style, 1);
    let search = format!("<script src=\"{search}\" defer></script>");
    let page = page.replacen(&format!("<script>\n{SEARCH}</script>"), &search, 1);
    let own = page.split_once(RULES).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(">\n")?;
        Some([before, after].concat())
    });
    own.unwrap_or(page)
}

const RULES: &str = "<meta http-equiv=\"Content-Security-Policy\"";

/// A page around `body`. `head` goes into its head as it is.
fn framed(title: &str, about: &str, policy: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         {RULES} content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"description\" content=\"{about}\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n{head}</head>\n<body>\n{body}</body>\n</html>\n",
        title = Escaped(title),
        about = Escaped(about),
    )
}

/// The steps from the home page to here: the last is no link.
fn crumbs(steps: &[(Option<&str>, &str)], context: Context<'_>) -> String {
    let mut out = format!(
        "<nav class=\"crumbs\" aria-label=\"{}\"><ol>",
        Escaped(context.say("publish.field.position"))
    );
    for (link, words) in steps {
        out += &match link {
            Some(link) => format!("<li><a href=\"{link}\">{}</a></li>", Escaped(words)),
            None => format!("<li>{}</li>", Escaped(words)),
        };
    }
    out + "</ol></nav>\n"
}

/// How to name a figure as a source, so that another finds it.
pub(crate) fn cite(release: &Release, row: &Row, context: Context<'_>) -> String {
    let told: [(&str, &dyn std::fmt::Display); 8] = [
        ("issuer", &release.header.get(HeaderField::Issuer)),
        ("title", &release.title()),
        ("index", &release.index),
        ("version", &release.version),
        ("published", &naming::day(release.published, context)),
        ("name", &row.name),
        ("printed", &row.signed()),
        ("key", &row.key),
    ];
    context.fill("publish.cite", &told)
}

/// The bytes of a file as people say them.
fn size(bytes: usize) -> String {
    let kib = bytes.div_ceil(1024);
    format!("{kib} KB")
}
