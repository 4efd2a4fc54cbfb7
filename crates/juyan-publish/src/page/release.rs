//! The page of a release: the report, its header, what was corrected, what was answered, and the data.

use super::linked::linked;
use super::notice::{notices, revised};
use super::paper::paper;
use super::tasks::tasks;
use super::{POLICY, Shown, crumbs, framed, size};
use crate::deadline::Meeting;
use crate::header::HeaderField;
use crate::naming;
use crate::open::FILES;
use crate::release::Release;
use juyan::Context;
use juyan_model::PeriodName;
use juyan_print::html::Escaped;

/// The page.
pub(crate) fn release(shown: &Shown<'_>) -> String {
    let release = shown.release;
    let home = format!("{}index.html", shown.up());
    let steps = release.header.steps();
    let mut way: Vec<(Option<&str>, &str)> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        way.push(((at == 0).then_some(home.as_str()), step));
    }
    let about = shown.context.fill(
        "publish.about-page",
        &[("title", &release.title()), ("index", &release.index)],
    );
    let body = format!(
        "{crumbs}<main>\n<h1>{title}</h1>\n{lead}{notices}{header}{data}<article lang=\"zh-CN\"{period}>\n{paper}</article>\n{tasks}{revised}{opinions}{versions}</main>\n{footer}",
        crumbs = crumbs(&way, shown.context),
        title = Escaped(release.title()),
        lead = lead(shown),
        notices = notices(shown),
        header = header(shown),
        data = data(shown),
        period = release.period.map_or_else(String::new, |period| format!(
            " data-period=\"{}\"",
            PeriodName(period)
        )),
        paper = paper(shown),
        tasks = tasks(shown),
        revised = revised(shown),
        opinions = opinions(shown),
        versions = versions(shown),
        footer = footer(shown),
    );
    framed(release.title(), &about, POLICY, &linked(shown), &body)
}

/// Who published it and when, in one line.
fn lead(shown: &Shown<'_>) -> String {
    let release = shown.release;
    let told: [(&str, &dyn std::fmt::Display); 2] = [
        ("issuer", &release.header.get(HeaderField::Issuer)),
        ("day", &naming::day(release.published, shown.context)),
    ];
    format!("<p class=\"lead\">{}</p>\n", shown.fill("publish.lead", &told))
}

/// What the header of a release says, with its days and whether they were kept: names and values, those that are empty too.
pub fn header_rows(release: &Release, context: Context<'_>) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let fields = [
        HeaderField::Index,
        HeaderField::Issuer,
        HeaderField::Openness,
        HeaderField::Category,
        HeaderField::DocumentNumber,
        HeaderField::Formed,
        HeaderField::Validity,
    ];
    for field in fields {
        let name = context.fill(&format!("publish.field.{}", field.name()), &[]);
        rows.push((name, release.header.get(field).to_owned()));
    }
    rows.push((
        context.say("publish.published").to_owned(),
        release.published.to_string(),
    ));
    if let Some(period) = release.period {
        rows.push((context.say("publish.cut-off").to_owned(), period.to.to_string()));
    }
    rows.push((
        context.say("publish.deadline").to_owned(),
        deadline(release, context),
    ));
    rows.extend(release.meeting.map(|meeting| {
        (
            context.say("publish.meeting").to_owned(),
            heard(meeting, release, context),
        )
    }));
    rows.push((
        context.say("publish.version").to_owned(),
        release.version.to_string(),
    ));
    rows
}

/// The header's fields; those that are empty stay to be seen.
fn header(shown: &Shown<'_>) -> String {
    let rows: String = header_rows(shown.release, shown.context)
        .iter()
        .map(|(name, value)| format!("<div><dt>{}</dt><dd>{}</dd></div>", Escaped(name), Escaped(value)))
        .collect();
    format!("<dl class=\"head\">{rows}</dl>\n")
}

/// When the congress hears it, and whether it came in time; by which day it is reckoned is said.
fn heard(meeting: Meeting, release: &Release, context: Context<'_>) -> String {
    let formed = release.header.formed();
    let came = meeting.sent.or(formed).map(|day| day.to_string());
    let told: [(&str, &dyn std::fmt::Display); 4] = [
        ("meeting", &meeting.day),
        ("day", &meeting.deadline.day),
        ("late", &meeting.deadline.late),
        ("came", &came.unwrap_or_default()),
    ];
    let id = match (meeting.sent.is_some(), meeting.deadline.late) {
        (true, 0) => "publish.meeting.in-time",
        (true, _) => "publish.meeting.late",
        (false, 0) => "publish.meeting.formed-in-time",
        (false, _) => "publish.meeting.formed-late",
    };
    context.fill(id, &told)
}

fn deadline(release: &Release, context: Context<'_>) -> String {
    let deadline = release.deadline;
    let told: [(&str, &dyn std::fmt::Display); 2] = [("day", &deadline.day), ("late", &deadline.late)];
    let id = if deadline.late == 0 {
        "publish.deadline.in-time"
    } else {
        "publish.deadline.late"
    };
    let mut said = context.fill(id, &told);
    if !deadline.certain {
        said += context.say("publish.deadline.uncertain");
    }
    said
}

/// Where to get the data, and how to read the text.
fn data(shown: &Shown<'_>) -> String {
    let files: String = FILES
        .iter()
        .map(|file| {
            let bytes = shown
                .sizes
                .iter()
                .find(|(name, _)| *name == file.name)
                .map_or(0, |(_, bytes)| *bytes);
            format!(
                "<li><a href=\"{name}\" download>{about}</a> <small>{name} · {size}</small></li>",
                name = file.name,
                about = shown.say(file.about),
                size = size(bytes),
            )
        })
        .collect();
    let count: [(&str, &dyn std::fmt::Display); 1] = [("count", &shown.release.rows.len())];
    format!(
        "<section class=\"data\" aria-labelledby=\"data\"><h2 id=\"data\">{heading}</h2>\n<p>{how} <a href=\"data.html\">{table}</a></p>\n\
         <details><summary>{open}</summary><ul class=\"files\">{files}</ul><p class=\"small\">{licence}</p></details></section>\n",
        heading = shown.say("publish.data"),
        how = shown.fill("publish.data.how", &count),
        table = shown.say("publish.data.table"),
        open = shown.say("publish.data.open"),
        licence = Escaped(&shown.release.licence),
    )
}

/// What the congress said and was answered.
fn opinions(shown: &Shown<'_>) -> String {
    if shown.since.opinions.is_empty() {
        return String::new();
    }
    let mut items = String::new();
    for opinion in &shown.since.opinions {
        let due = opinion.due.map(|due| due.to_string()).unwrap_or_default();
        let about: [(&str, &dyn std::fmt::Display); 3] = [
            ("meeting", &opinion.meeting),
            ("owner", &opinion.owner),
            ("due", &due),
        ];
        let reply = match &opinion.reply {
            Some((words, status, day)) => {
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                let told: [(&str, &dyn std::fmt::Display); 3] =
                    [("words", words), ("status", status), ("day", &day)];
                let late = opinion
                    .late()
                    .map(|days| shown.fill("publish.opinion.late", &[("days", &days)]));
                shown.fill("publish.opinion.reply", &told) + &late.unwrap_or_default()
            }
            None => shown.say("publish.opinion.no-reply"),
        };
        items += &format!(
            "<li><p>{text}</p><p class=\"small\">{about}</p><p class=\"reply\">{reply}</p></li>",
            text = Escaped(&opinion.text),
            about = shown.fill("publish.opinion.about", &about),
        );
    }
    format!(
        "<section class=\"opinions\" aria-labelledby=\"opinions\"><h2 id=\"opinions\">{}</h2><ol>{items}</ol></section>\n",
        shown.say("publish.opinions"),
    )
}

/// All texts under the number.
fn versions(shown: &Shown<'_>) -> String {
    if shown.versions.len() < 2 {
        return String::new();
    }
    let newest = shown.newest();
    let items: String = shown
        .versions
        .iter()
        .map(|kept| {
            let version = kept.release.version;
            let told: [(&str, &dyn std::fmt::Display); 2] =
                [("version", &version), ("day", &kept.release.published)];
            let words = shown.fill("publish.version.line", &told);
            let link = match (version == newest, shown.is_old()) {
                (true, true) => "../../index.html".to_owned(),
                (true, false) => "index.html".to_owned(),
                (false, true) => format!("../{version}/index.html"),
                (false, false) => format!("versions/{version}/index.html"),
            };
            if version == shown.release.version {
                format!("<li aria-current=\"page\">{words}</li>")
            } else {
                format!("<li><a href=\"{link}\">{words}</a></li>")
            }
        })
        .collect();
    format!(
        "<section aria-labelledby=\"versions\"><h2 id=\"versions\">{}</h2><ul>{items}</ul></section>\n",
        shown.say("publish.versions")
    )
}

fn footer(shown: &Shown<'_>) -> String {
    let release = shown.release;
    let field = |field: HeaderField| {
        let name = shown
            .context
            .fill(&format!("publish.field.{}", field.name()), &[]);
        format!("{}\u{ff1a}{}", Escaped(&name), Escaped(release.header.get(field)))
    };
    let told: [(&str, &dyn std::fmt::Display); 2] = [("digest", &release.digest), ("head", &release.head)];
    format!(
        "<footer><p>{}</p><p>{}</p><p class=\"hash\">{}</p></footer>\n",
        field(HeaderField::Editor),
        field(HeaderField::Source),
        shown.fill("publish.proof", &told),
    )
}
