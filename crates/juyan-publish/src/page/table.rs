//! All facts of a release as one table.

use super::{POLICY, Shown, crumbs, framed};
use juyan_print::html::Escaped;

/// The page.
pub(crate) fn table(shown: &Shown<'_>) -> String {
    let context = shown.context;
    let home = format!("{}index.html", shown.up());
    let way = [
        (Some(home.as_str()), context.say("publish.home")),
        (Some("index.html"), shown.release.title()),
        (None, context.say("publish.data.all")),
    ];
    let heads = [
        "publish.column.name",
        "publish.column.measure_name",
        "publish.column.time",
        "publish.column.printed",
        "publish.column.mode",
    ];
    let heads: String = heads
        .iter()
        .map(|id| format!("<th scope=\"col\">{}</th>", shown.say(id)))
        .collect();
    let mut lines = String::new();
    for row in &shown.release.rows {
        lines += &format!(
            "<tr id=\"f{number}\"><th scope=\"row\"><a href=\"f/{number}.html\">{name}</a></th><td>{measure}</td><td>{time}</td>\
             <td class=\"number\">{printed}</td><td{actual}>{mode}</td></tr>\n",
            number = row.number,
            name = Escaped(&row.name),
            measure = Escaped(&row.measure_name),
            time = Escaped(&row.time),
            printed = Escaped(&row.signed()),
            mode = shown.say(crate::naming::mode(row.mode)),
            actual = if row.mode == juyan_model::Mode::Actual {
                " class=\"usual\""
            } else {
                ""
            },
        );
    }
    let label = shown.say("publish.data.all");
    let body = format!(
        "{}<main class=\"broad\">\n<h1>{label}</h1>\n<p class=\"lead\"><a href=\"index.html\">{}</a></p>\n\
         <div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table class=\"facts\"><thead><tr>{heads}</tr></thead><tbody>\n{lines}</tbody></table></div>\n</main>\n",
        crumbs(&way, context),
        Escaped(shown.release.title()),
    );
    framed(
        &format!("{} {}", context.say("publish.data.all"), shown.release.title()),
        shown.release.title(),
        POLICY,
        "",
        &body,
    )
}
