//! An opinion of the congress becomes a task of the department that answers for it, which replies.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod browser;

use axum::http::StatusCode;
use browser::House;
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Ledger};
use juyan_web::Role;

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.juyan");
    let act = Act::new(ActKind::Init, "clerk", Timestamp::now());
    Ledger::create(&path, "152923", &act).unwrap();
    House::over(folder, path, |workspace| {
        workspace.on(Some("2024-10-08".parse().unwrap()))
    })
}

fn opinion(owner: &str, due: &str) -> [(&'static str, String); 4] {
    [
        ("meeting", "第十六次常委会会议".to_owned()),
        ("text", "粮食\"产能\"要,逐项落实".to_owned()),
        ("owner", owner.to_owned()),
        ("due", due.to_owned()),
    ]
}

fn give(house: &House, owner: &str, due: &str) -> StatusCode {
    let form = opinion(owner, due);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    house.as_a(Role::Congress).post("/opinions", &form).status
}

const REPLY: [(&str, &str); 2] = [("text", "已列入高标准农田项目"), ("status", "under_way")];

#[test]
fn an_opinion_becomes_a_task_is_replied_to_and_seen_by_all() {
    let house = house();
    assert_eq!(give(&house, "旗农牧局", "2024-12-08"), StatusCode::SEE_OTHER);
    let mut congress = house.as_a(Role::Congress);
    let page = congress.get("/tasks").text;
    assert_eq!(
        page.matches("YJ-1").count(),
        2,
        "as a task and as an opinion: {page}"
    );
    let mut reporter = house.as_a(Role::Reporter);
    assert!(reporter.get("/tasks").text.contains("/opinions/YJ-1/reply"));
    let bare = reporter.post("/opinions/YJ-1/reply", &[("text", ""), ("status", "done")]);
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = reporter.post("/opinions/YJ-1/reply", &[("text", "x"), ("status", "forgotten")]);
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = reporter.post("/opinions/YJ-1/reply", &REPLY);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(congress.get("/tasks").text.contains("已列入高标准农田项目"));
    for reply in [REPLY, [("text", "换一个说法"), ("status", "done")]] {
        let again = reporter.post("/opinions/YJ-1/reply", &reply);
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
    }
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    let people: Vec<String> = ledger
        .changes()
        .unwrap()
        .into_iter()
        .map(|change| change.person)
        .collect();
    assert_eq!(people, ["clerk", "congress", "reporter"]);
    assert_eq!(give(&house, "旗农牧局", "2024-12-09"), StatusCode::SEE_OTHER);
    assert!(congress.get("/tasks").text.contains("YJ-2"));
}

#[test]
fn an_opinion_without_an_owner_or_a_day_to_come_is_refused() {
    let house = house();
    for (owner, due) in [
        ("", "2024-12-08"),
        ("旗农牧局", "2024-10-07"),
        ("旗农牧局", "年底"),
    ] {
        assert_eq!(
            give(&house, owner, due),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{owner} {due}"
        );
    }
    let head = Ledger::open_to_read(&house.ledger)
        .unwrap()
        .head()
        .unwrap()
        .unwrap();
    assert_eq!(head.seq, 1, "nothing was written");
}

#[test]
fn nobody_replies_for_another_department() {
    let house = house();
    assert_eq!(give(&house, "旗商务局", "2024-12-08"), StatusCode::SEE_OTHER);
    let mut reporter = house.as_a(Role::Reporter);
    assert!(!reporter.get("/tasks").text.contains("/opinions/YJ-1/reply"));
    assert_eq!(
        reporter.post("/opinions/YJ-1/reply", &REPLY).status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        reporter.post("/opinions/YJ-9/reply", &REPLY).status,
        StatusCode::NOT_FOUND
    );
}
