//! Reports that people bring to be checked.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, Seen};
use juyan_web::Role;

const WRONG: &str =
    "额济纳旗2024年计划执行情况\n\n全年实施重点项目19项，其中新建11项、续建7项。\n\n完成投资<b>7亿元</b>。\n";

fn bring(browser: &mut Browser<'_>, files: &[(&str, &str, &[u8])], fields: &[(&str, &str)]) -> Seen {
    browser.bring("/check", fields, files)
}

/// Brings a report and gives the address of its page.
fn brought(browser: &mut Browser<'_>, text: &str, fields: &[(&str, &str)]) -> String {
    let seen = bring(browser, &[("report", "报告.txt", text.as_bytes())], fields);
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    seen.headers["location"].to_str().unwrap().to_owned()
}

fn mark(page: &str) -> String {
    let after = page.split("name=\"mark\" value=\"").nth(1).unwrap();
    after.split('"').next().unwrap().to_owned()
}

#[test]
fn a_report_comes_back_marked_with_nothing_that_a_strict_browser_refuses() {
    let house = House::new();
    let mut browser = house.as_a(Role::Drafter);
    let place = brought(&mut browser, WRONG, &[]);
    let page = browser.get(&place).text;
    assert!(page.contains("J0301") && page.contains("data-d=\"1\""), "{page}");
    assert!(!page.contains("style=\"") && !page.contains("<style") && !page.contains("<script>"));
    assert!(
        !page.contains("http-equiv") && !page.contains("<b>7亿元"),
        "the report is no markup"
    );
    for asset in ["marked.css", "marked.js", "check.css", "bring.js"] {
        assert!(page.contains(&format!("/assets/{asset}")));
        assert_eq!(browser.get(&format!("/assets/{asset}")).status, StatusCode::OK);
    }
    assert!(browser.get("/check").text.contains(&place));
}

#[test]
fn earlier_papers_beside_it_are_held_against_it() {
    let house = House::new();
    let mut browser = house.as_a(Role::Congress);
    let older = "额济纳旗2024年上半年计划执行情况\n\n上半年一般公共预算收入1.33亿元。";
    let newer = "额济纳旗2024年1-8月计划执行情况\n\n1-8月一般公共预算收入1.21亿元。";
    let files = [
        ("report", "新.txt", newer.as_bytes()),
        ("beside", "旧.txt", older.as_bytes()),
    ];
    let seen = bring(&mut browser, &files, &[]);
    let place = seen.headers["location"].to_str().unwrap().to_owned();
    let page = browser.get(&place).text;
    assert!(page.contains("J0502") && page.contains("旧.txt"), "{page}");
    let id = place.rsplit('/').next().unwrap();
    let again = brought(&mut browser, newer, &[("again", id)]);
    assert!(
        browser.get(&again).text.contains("J0502"),
        "papers beside stay for the mended report"
    );
}

#[test]
fn what_is_allowed_stays_so_until_its_paragraph_changes() {
    let house = House::new();
    let mut browser = house.as_a(Role::Drafter);
    let place = brought(&mut browser, WRONG, &[]);
    let allow = format!("{place}/allow");
    let mark = mark(&browser.get(&place).text);
    let form = [("mark", mark.as_str()), ("reason", "")];
    assert_eq!(
        browser.post(&allow, &form).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let form = [("mark", "0"), ("reason", "其中一项已停建")];
    assert_eq!(browser.post(&allow, &form).status, StatusCode::CONFLICT);
    let form = [("mark", mark.as_str()), ("reason", "其中<一项>已停建")];
    assert_eq!(browser.post(&allow, &form).status, StatusCode::SEE_OTHER);
    let page = browser.get(&place).text;
    assert!(
        page.contains("其中&lt;一项&gt;已停建") && !page.contains("id=\"d1\""),
        "{page}"
    );
    let id = place.rsplit('/').next().unwrap();
    let again = brought(&mut browser, &format!("{WRONG}\n另起一段。"), &[("again", id)]);
    assert!(!browser.get(&again).text.contains("id=\"d1\""), "it is kept");
    let mended = WRONG.replace("7项", "6项");
    let changed = brought(&mut browser, &mended, &[("again", id)]);
    assert!(
        browser.get(&changed).text.contains("id=\"d1\""),
        "another sum is asked for anew"
    );
    browser.post(&allow, &[("mark", mark.as_str()), ("back", "1")]);
    assert!(browser.get(&place).text.contains("id=\"d1\""));
}

#[test]
fn the_commented_word_file_says_findings_and_reasons() {
    let house = House::new();
    let mut browser = house.as_a(Role::Drafter);
    let place = brought(&mut browser, WRONG, &[]);
    let seen = browser.get(&format!("{place}/report.docx"));
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.bytes.starts_with(b"PK"));
    let name = seen.headers["content-disposition"].to_str().unwrap();
    assert!(
        name.starts_with("attachment; filename*=UTF-8''%E6%8A%A5%E5%91%8A"),
        "{name}"
    );
    let again = bring(&mut browser, &[("report", "批注.docx", &seen.bytes)], &[]);
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
}

#[test]
fn nobody_else_sees_it_and_signing_out_forgets_it() {
    let house = House::new();
    let mut browser = house.as_a(Role::Drafter);
    let place = brought(&mut browser, WRONG, &[]);
    for mut other in [house.as_a(Role::Drafter), house.as_a(Role::Reviewer)] {
        for place in [place.clone(), format!("{place}/report.docx")] {
            assert_eq!(other.get(&place).status, StatusCode::NOT_FOUND);
        }
        assert_eq!(
            other.post(&format!("{place}/allow"), &[]).status,
            StatusCode::NOT_FOUND
        );
        assert!(!other.get("/check").text.contains("报告.txt"));
    }
    let cookies = browser.cookies.clone();
    browser.post("/logout", &[]);
    browser.cookies = cookies;
    assert!(!browser.get(&place).is_let_in());
}

#[test]
fn what_cannot_be_taken_is_told_on_a_page() {
    let house = House::new();
    let mut browser = house.as_a(Role::Drafter);
    let seen = bring(&mut browser, &[], &[]);
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(seen.text.contains("没有选报告"), "{}", seen.text);
    let seen = bring(
        &mut browser,
        &[("report", "../../a/图.docx", b"PK\x03\x04 no")],
        &[],
    );
    assert_eq!(seen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        seen.text.contains("图.docx：") && !seen.text.contains("../"),
        "{}",
        seen.text
    );
    let large = vec![b'7'; (32 << 20) + 1];
    let seen = bring(&mut browser, &[("report", "a.txt", &large)], &[]);
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(
        seen.text.contains("上限 32 MiB") && seen.text.contains("<html"),
        "{}",
        seen.text
    );
    let many: Vec<(&str, &str, &[u8])> = vec![("beside", "a.txt", b"7"); 70];
    assert_eq!(
        bring(&mut browser, &many, &[]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[test]
fn from_strangers_nothing_large_is_taken() {
    let house = House::new();
    let large = vec![b'7'; 2 << 20];
    let seen = bring(&mut house.browser(), &[("report", "a.txt", &large)], &[]);
    assert_eq!(seen.status, StatusCode::UNAUTHORIZED);
    let seen = bring(&mut house.as_a(Role::Leader), &[("report", "a.txt", &large)], &[]);
    assert_eq!(
        seen.status,
        StatusCode::PAYLOAD_TOO_LARGE,
        "who may not check brings no more than a form"
    );
    let mut browser = house.as_a(Role::Drafter);
    browser.csrf = "0".into();
    assert_eq!(
        bring(&mut browser, &[("report", "a.txt", b"7")], &[]).status,
        StatusCode::FORBIDDEN
    );
}
