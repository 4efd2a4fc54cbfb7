//! What was released, for those who work here and for everybody.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::House;
use jiff::Timestamp;
use juyan::document::{Format, from_text};
use juyan_ledger::{Act, ActKind, Ledger, Paper};
use juyan_publish::{Deadline, Release, Shape};
use juyan_web::Role;
use serde_json::json;

const TEXT: &str = "额济纳旗2024年上半年计划执行情况\n\n<script>alert(1)</script>上半年完成投资7.9亿元。";
const FOLDER: &str = "152900000000033-2024-01583";

fn release(paper: &Paper) -> Release {
    let document = from_text(TEXT);
    let fields = [
        ("index", "152900000000033/2024-01583"),
        ("title", "上半年计划执行情况<b>"),
        ("issuer", "额济纳旗人民政府办公室"),
    ];
    Release {
        form: 1,
        index: "152900000000033/2024-01583".to_owned(),
        version: 1,
        header: serde_json::from_value(json!({ "fields": fields })).unwrap(),
        region: "152923".to_owned(),
        region_name: "额济纳旗".to_owned(),
        period: None,
        published: "2024-10-28".parse().unwrap(),
        deadline: Deadline {
            day: "2024-10-25".parse().unwrap(),
            late: 1,
            certain: true,
        },
        meeting: None,
        correction: String::new(),
        licence: String::new(),
        digest: paper.digest().to_string(),
        head: "0".repeat(64),
        shape: Shape {
            blocks: document.blocks,
            tables: document.tables,
            title: None,
            format: Format::Txt,
        },
        charts: Vec::new(),
        tasks: Vec::new(),
        problems: Vec::new(),
        rows: Vec::new(),
    }
}

/// Publishes, and gives the number of the change.
fn publish(house: &House) -> i64 {
    let paper = Paper {
        name: "report.txt".to_owned(),
        format: "txt".into(),
        title: None,
        region: Some("152923".into()),
        period: None,
        text: TEXT.to_owned(),
    };
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    let act = Act::new(ActKind::Publish, "clerk", Timestamp::now());
    let done = ledger.change(&act, |change| {
        change.paper(&paper)?;
        change.publish(&release(&paper).record())
    });
    done.unwrap().0.seq
}

#[test]
fn what_is_released_is_there_for_everybody_and_what_is_taken_back_is_not() {
    let house = House::new();
    let page = format!("/public/{FOLDER}/index.html");
    let mut nobody = house.browser();
    assert_eq!(nobody.get("/public").headers["location"], "/public/index.html");
    assert!(!nobody.get("/public/index.html").text.contains(FOLDER));
    assert_eq!(nobody.get(&page).status, StatusCode::NOT_FOUND);
    let change = publish(&house);
    assert!(nobody.get("/public/index.html").text.contains(FOLDER));
    let seen = nobody.get(&page);
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.contains("7.9亿元"), "{}", seen.text);
    let tag = seen.headers["etag"].to_str().unwrap().to_owned();
    let again = nobody.ask("GET", &page, &[], &[("if-none-match", &tag)]);
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    for (file, kind) in [
        ("facts.csv", "text/csv"),
        ("facts.json", "application/json"),
        ("facts.xlsx", "application/vnd."),
    ] {
        let seen = nobody.get(&format!("/public/{FOLDER}/{file}"));
        assert!(
            seen.headers["content-type"].to_str().unwrap().starts_with(kind),
            "{file}"
        );
    }
    let act = Act::new(ActKind::Undo, "clerk", Timestamp::now());
    Ledger::open(&house.ledger).unwrap().undo(change, &act).unwrap();
    assert_eq!(
        nobody.get(&page).status,
        StatusCode::NOT_FOUND,
        "what is taken back is gone at once"
    );
}

#[test]
fn public_pages_bring_no_style_script_or_rules_of_their_own() {
    let house = House::new();
    publish(&house);
    let mut nobody = house.browser();
    for page in [
        "index.html",
        "search.html",
        &format!("{FOLDER}/index.html"),
        &format!("{FOLDER}/data.html"),
    ] {
        let seen = nobody.get(&format!("/public/{page}"));
        assert_eq!(seen.status, StatusCode::OK, "{page}");
        for own in ["<style", "<script>", "http-equiv", "style=\"", "<b>"] {
            assert!(!seen.text.contains(own), "{page} has {own}");
        }
        assert!(seen.text.contains("/assets/site.css"), "{page}");
    }
    assert!(
        nobody
            .get("/public/search.html")
            .text
            .contains("src=\"/assets/search.js\"")
    );
    for asset in ["site.css", "search.js"] {
        assert_eq!(nobody.get(&format!("/assets/{asset}")).status, StatusCode::OK);
    }
}

#[test]
fn no_path_leads_out_of_the_site() {
    let house = House::new();
    publish(&house);
    let up = format!("{FOLDER}/../index.html");
    let places = [
        "../banner.juyan",
        "..%2fbanner.juyan",
        "%2e%2e/banner.juyan",
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%5cbanner.juyan",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "index.html%00",
        ".",
        "..",
        "banner.juyan",
        &up,
    ];
    for place in places {
        let seen = house.browser().get(&format!("/public/{place}"));
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{place}");
        assert!(
            !seen.text.contains("SQLite") && !seen.text.contains("root:"),
            "{place}"
        );
    }
}

#[test]
fn who_works_here_sees_header_days_and_who_did_it() {
    let house = House::new();
    assert!(
        house
            .as_a(Role::Publisher)
            .get("/release")
            .text
            .contains("还没有公开过报告")
    );
    publish(&house);
    let page = house.as_a(Role::Publisher).get("/release").text;
    for said in [
        "152900000000033/2024-01583",
        "额济纳旗人民政府办公室",
        "2024-10-25，逾期1个工作日",
        "clerk",
        "情况&lt;b&gt;",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
}
