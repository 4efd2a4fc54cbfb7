//! The page as a browser would take it.

use juyan::{Context, Language, Options};

fn page(text: &str) -> String {
    let catalogue = juyan::catalogue();
    let document = juyan::document::from_text(text);
    let checked = juyan::check(&document, catalogue, &Options::default());
    let mut out = Vec::new();
    let context = Context {
        name: "report.txt",
        catalogue,
        language: Language::Zh,
    };
    super::write(&mut out, &checked, context).unwrap();
    String::from_utf8(out).unwrap()
}

const WRONG: &str = "全年实施重点项目19项，其中新建11项、续建7项。";

#[test]
fn every_end_of_a_finding_is_linked_and_there() {
    let page = page(WRONG);
    let links: Vec<&str> = page
        .split("<a href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(links.len(), 3);
    assert!(links.iter().all(|link| page.contains(&format!("id=\"{link}\""))));
}

#[test]
fn no_request_leaves_the_page() {
    let page = page(WRONG);
    for asking in ["http://", "https://", "src=", "@import", "url(", "fetch("] {
        assert!(!page.contains(asking), "{asking}");
    }
}

#[test]
fn a_report_cannot_put_markup_into_the_page() {
    let page = page("<script>alert(1)</script>完成7亿元</script><b>。");
    assert!(!page.contains("<script>alert"));
    assert_eq!(page.matches("</script>").count(), 2);
}

#[test]
fn the_text_of_the_report_is_all_there() {
    let text = "一、标题\n　　完成投资7.9亿元，增长8%，其中新建3项。\n指标 | 数值 |\n产值 | 7.9亿元 |";
    let page = page(text);
    let paper = page
        .split("<article class=\"paper\">")
        .nth(1)
        .unwrap()
        .split("</article>")
        .next()
        .unwrap();
    let mut words = String::new();
    let mut is_inside = false;
    for c in paper.chars() {
        match c {
            '<' => is_inside = true,
            '>' => is_inside = false,
            _ if !is_inside && !c.is_whitespace() => words.push(c),
            _ => {}
        }
    }
    let wanted: String = text.chars().filter(|c| !c.is_whitespace() && *c != '|').collect();
    assert_eq!(words, wanted);
}
