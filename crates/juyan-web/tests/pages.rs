//! What pages and programs are shown: to each what is his, and nothing of what is not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::{House, PASSWORD, paper};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, FieldChange, Ledger};
use juyan_model::{Cell, Fact, Secrecy, Source, Span, Value, Worth};
use juyan_web::{Access, Method, NewAccount, ROUTES, Role};

const INSIDE: &str = "debt_hidden_resolved@152923:2024H1";
const RECKONED: &str = "key_project@152923:2024-06-30";
const OPEN: &str = "grain@152923:2024H1";

fn fact(key: &str, value: &str, secrecy: Secrecy) -> Fact {
    Fact {
        key: key.parse().unwrap(),
        worth: Worth::Number(Value::One(value.parse().unwrap())),
        unit: Some("吨".into()),
        printed: None,
        limit: None,
        prices: None,
        note: "".into(),
        department: "旗农牧局".into(),
        secrecy,
        source: Source::Entry,
    }
}

/// A ledger with an open fact, one that is not, one that follows from rows; a target that stays below its time, and one that is not
/// public; rows of a register that is open and of one that is not.
fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.juyan");
    let act = |kind| Act::new(kind, "clerk", Timestamp::now());
    let mut ledger = Ledger::create(&path, "152923", &act(ActKind::Init)).unwrap();
    let texts = [
        ("target", "MB-1", "indicator", "粮食产量"),
        ("target", "MB-1", "key", "grain@152923:2024#plan"),
        ("target", "MB-1", "unit", "吨"),
        ("target", "MB-1", "owner", "旗农牧局"),
        ("target", "MB-2", "indicator", "一项内部目标"),
        ("target", "MB-2", "key", "rev_general@152923:2024#plan"),
        ("target", "MB-2", "unit", "亿元"),
        ("target", "MB-2", "owner", "旗财政局"),
        ("target", "MB-2", "secrecy", "internal"),
        ("debt", "ZW-1", "name", "一笔债务"),
        ("key_project", "ZD-1", "name", "供热<b>管网</b>"),
    ];
    let numbers = [
        ("target", "MB-1", "year", "2024"),
        ("target", "MB-1", "value", "1000"),
        ("target", "MB-2", "year", "2024"),
        ("target", "MB-2", "value", "6.25"),
    ];
    let done = ledger.change(&act(ActKind::Enter), |change| {
        change.fact(&fact(OPEN, "120", Secrecy::Public), None)?;
        change.fact(&fact(INSIDE, "987654", Secrecy::Internal), None)?;
        let reckoned = Source::Formula {
            formula: "key_project".into(),
            within: None,
        };
        let reckoned = Fact {
            source: reckoned,
            unit: Some("项".into()),
            ..fact(RECKONED, "1", Secrecy::Public)
        };
        change.fact(&reckoned, None)?;
        let texts = texts.map(|(register, code, name, text)| (register, code, name, Cell::Text(text.into())));
        let numbers = numbers
            .map(|(register, code, name, text)| (register, code, name, Cell::Number(text.parse().unwrap())));
        for (register, code, name, cell) in texts.iter().chain(&numbers) {
            let field = FieldChange {
                register,
                code,
                name,
                since: None,
                cell: Some(cell),
                origin: None,
            };
            change.field(&field)?;
        }
        Ok(())
    });
    done.unwrap();
    drop(ledger);
    House::over(folder, path, |workspace| {
        workspace.on(Some("2024-06-30".parse().unwrap()))
    })
}

#[test]
fn the_overview_says_what_is_behind_and_every_number_opens_its_source() {
    let house = house();
    let mut browser = house.as_a(Role::Leader);
    let page = browser.get("/").text;
    assert!(page.contains("粮食产量") && page.contains("旗农牧局"), "{page}");
    assert!(
        page.contains("120吨") && page.contains("1000吨") && page.contains(" 红"),
        "{page}"
    );
    let link = page
        .split("href=\"/source?key=")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let source = browser.get(&format!("/source?key={link}"));
    assert_eq!(source.status, StatusCode::OK);
    assert!(
        source.text.contains(OPEN) && source.text.contains("clerk"),
        "{}",
        source.text
    );
    let english = browser.get("/?lang=en").text;
    assert!(english.contains("Progress of the 2024 plan"));
    assert!(browser.get("/tasks").text.contains("Tasks"), "the language stays");
}

#[test]
fn charts_are_drawn_of_tables_by_what_the_program_carries() {
    let house = house();
    let mut browser = house.as_a(Role::Leader);
    let page = browser.get("/").text;
    assert!(
        !page.contains("<script>") && page.contains("src=\"/assets/echarts.js\""),
        "{page}"
    );
    for name in ["echarts.js", "charts.js"] {
        let file = browser.get(&format!("/assets/{name}"));
        assert_eq!(file.status, StatusCode::OK, "{name}");
    }
    // A single month is no series.
    let source = browser.get(&format!("/source?key={OPEN}")).text;
    assert!(!source.contains("data-chart"), "{source}");
    Ledger::open(&house.ledger)
        .unwrap()
        .change(&Act::new(ActKind::Enter, "clerk", Timestamp::now()), |change| {
            let earlier = fact("grain@152923:2023H1", "110.5", Secrecy::Public);
            let hidden = fact("grain@152923:2022H1", "77", Secrecy::Internal);
            change.fact(&earlier, None)?;
            change.fact(&hidden, None).map(drop)
        })
        .unwrap();
    let source = browser.get(&format!("/source?key={OPEN}")).text;
    assert!(
        source.contains("data-chart=\"series\" data-unit=\"吨\""),
        "{source}"
    );
    assert!(
        source.contains("data-v=\"110.5\"") && source.contains("data-v=\"120\""),
        "{source}"
    );
    let outside = house
        .as_a(Role::Congress)
        .get(&format!("/source?key={OPEN}"))
        .text;
    assert!(
        outside.contains("data-v=\"110.5\"") && !outside.contains("data-v=\"77\""),
        "{outside}"
    );
}

#[test]
fn what_is_not_public_is_shown_to_its_department_and_to_whom_the_table_lets() {
    let house = house();
    let other = NewAccount {
        name: "other",
        shown: "other",
        department: "商务局",
        role: Role::Reporter,
    };
    house.workspace.accounts().add(&other, PASSWORD).unwrap();
    let mut elsewhere = house.browser();
    elsewhere.post("/login", &[("name", "other"), ("password", PASSWORD)]);
    let mut seen = vec![("other", false, elsewhere)];
    for (role, wanted) in [
        (Role::Leader, true),
        (Role::Reviewer, true),
        (Role::Auditor, true),
        (Role::Reporter, true),
        (Role::Congress, false),
    ] {
        seen.push((role.name(), wanted, house.as_a(role)));
    }
    for (who, wanted, mut browser) in seen {
        let source = browser.get(&format!("/source?key={INSIDE}")).status;
        assert_eq!(source == StatusCode::OK, wanted, "{who} at the source");
        for place in ["/indicators", "/api/v1/facts", "/api/v1/facts?format=csv"] {
            let text = browser.get(place).text;
            assert!(text.contains("grain@"), "{who} sees what is public at {place}");
            assert_eq!(text.contains("987654"), wanted, "{who} at {place}");
        }
    }
}

#[test]
fn targets_and_rows_that_are_not_public_are_shown_to_whom_the_table_lets() {
    let house = house();
    let treasurer = NewAccount {
        name: "treasurer",
        shown: "treasurer",
        department: "旗财政局",
        role: Role::Reporter,
    };
    house.workspace.accounts().add(&treasurer, PASSWORD).unwrap();
    let mut own = house.browser();
    own.post("/login", &[("name", "treasurer"), ("password", PASSWORD)]);
    let mut seen = vec![("treasurer", true, own)];
    for (role, wanted) in [
        (Role::Leader, true),
        (Role::Reporter, false),
        (Role::Congress, false),
    ] {
        seen.push((role.name(), wanted, house.as_a(role)));
    }
    for (who, wanted, mut browser) in seen {
        for place in ["/", "/api/v1/watch"] {
            let text = browser.get(place).text;
            assert!(text.contains("粮食产量"), "{who} sees what is public at {place}");
            assert_eq!(text.contains("一项内部目标"), wanted, "{who} at {place}");
        }
    }
    let mut auditor = house.as_a(Role::Auditor);
    assert!(auditor.get("/registers").text.contains("/registers/debt"));
    assert!(auditor.get("/registers/debt").text.contains("ZW-1"));
    let mut reporter = house.as_a(Role::Reporter);
    assert!(!reporter.get("/registers").text.contains("/registers/debt"));
    for place in ["/registers/debt", "/registers/debt/ZW-1"] {
        assert_eq!(reporter.get(place).status, StatusCode::NOT_FOUND, "{place}");
    }
}

#[test]
fn the_rows_behind_a_number_are_shown_to_who_may_see_rows() {
    let house = house();
    for (role, wanted) in [(Role::Leader, true), (Role::Congress, false)] {
        let page = house.as_a(role).get(&format!("/source?key={RECKONED}")).text;
        assert!(page.contains(RECKONED), "{page}");
        assert_eq!(page.contains("class=\"tree\""), wanted, "{role:?}: {page}");
    }
}

#[test]
fn a_sentence_that_also_tells_what_is_not_public_is_not_shown() {
    let house = house();
    let text = "全旗产粮350吨，另有一事765432吨。";
    let paper = paper(text);
    let told = |digest: &str, key: &str, figure: &str, secrecy| {
        let start = text.find(figure).unwrap();
        let source = Source::Document {
            document: digest.into(),
            span: Span::new(start, start + figure.len()),
            sentence: Span::new(0, text.len()),
        };
        Fact {
            source,
            ..fact(key, figure.trim_end_matches('吨'), secrecy)
        }
    };
    let act = Act::new(ActKind::Record, "clerk", Timestamp::now());
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    ledger
        .change(&act, |change| {
            let digest = change.paper(&paper)?;
            change.fact(
                &told(&digest, "grain@152923:2023", "350吨", Secrecy::Public),
                None,
            )?;
            let inside = told(
                &digest,
                "debt_hidden_resolved@152923:2023",
                "765432吨",
                Secrecy::Internal,
            );
            change.fact(&inside, None)?;
            Ok(())
        })
        .unwrap();
    for (role, wanted) in [(Role::Leader, true), (Role::Congress, false)] {
        let page = house.as_a(role).get("/source?key=grain@152923:2023").text;
        assert!(page.contains("350吨"), "{page}");
        assert_eq!(page.contains("765432"), wanted, "{role:?}");
    }
}

#[test]
fn registers_are_looked_through() {
    let house = house();
    let mut browser = house.as_a(Role::Auditor);
    assert!(browser.get("/registers").text.contains("/registers/key_project"));
    let page = browser.get("/registers/key_project?q=供热").text;
    assert!(page.contains("ZD-1") && page.contains("&lt;b&gt;"), "{page}");
    assert!(!browser.get("/registers/key_project?q=none").text.contains("ZD-1"));
    assert!(browser.get("/registers/key_project/ZD-1").text.contains("clerk"));
    assert_eq!(browser.get("/registers/no_such").status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.get("/registers/key_project/none").status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn who_has_an_answer_already_is_not_sent_it_again() {
    let house = house();
    let mut browser = house.as_a(Role::Leader);
    let seen = browser.get("/api/v1/facts");
    let tag = seen.headers["etag"].to_str().unwrap().to_owned();
    let again = browser.ask("GET", "/api/v1/facts", &[], &[("if-none-match", &tag)]);
    assert_eq!(
        (again.status, again.text.as_str()),
        (StatusCode::NOT_MODIFIED, "")
    );
    let other = house
        .as_a(Role::Congress)
        .ask("GET", "/api/v1/facts", &[], &[("if-none-match", &tag)]);
    assert_eq!(
        other.status,
        StatusCode::OK,
        "what another sees is another answer"
    );
    let english = browser.ask("GET", "/api/v1/facts?lang=en", &[], &[]);
    let after = browser.ask("GET", "/api/v1/facts", &[], &[("if-none-match", &tag)]);
    assert_eq!(
        (english.status, after.status),
        (StatusCode::OK, StatusCode::OK),
        "another language is another answer"
    );
}

#[test]
fn the_interface_describes_every_way_of_its_own() {
    let house = House::new();
    let text = house.browser().get("/api/v1/openapi.json").text;
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    for route in ROUTES.iter().filter(|route| route.is_for_programs()) {
        let told = &document["paths"][route.path][if route.method == Method::Get {
            "get"
        } else {
            "post"
        }];
        assert_eq!(
            told["security"].as_array().unwrap().is_empty(),
            route.access == Access::Anybody
        );
        assert!(
            told["summary"].as_str().unwrap() != route.says,
            "{route:?} has no words"
        );
    }
}

#[test]
fn what_nobody_can_mean_is_told_and_nothing_breaks() {
    let house = house();
    let mut browser = house.as_a(Role::Leader);
    for (place, status) in [
        ("/?day=yesterday", StatusCode::UNPROCESSABLE_ENTITY),
        ("/?rules=none", StatusCode::UNPROCESSABLE_ENTITY),
        ("/api/v1/facts?format=pdf", StatusCode::UNPROCESSABLE_ENTITY),
        ("/source?key=%00%ff", StatusCode::NOT_FOUND),
        ("/indicators?page=99999999999999999999", StatusCode::OK),
        ("/indicators?page=18446744073709551615", StatusCode::OK),
        ("/?day=9999-12-31", StatusCode::OK),
        ("/?day=0001-01-01", StatusCode::OK),
    ] {
        assert_eq!(browser.get(place).status, status, "{place}");
    }
}
