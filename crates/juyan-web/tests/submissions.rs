//! A department's figures on their way: drafted, handed in, returned, approved, locked; and what is refused on it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, PASSWORD, Seen};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, FieldChange, Kept, Known, Ledger};
use juyan_model::{Cell, Fact, Source, Value, Worth};
use juyan_web::{NewAccount, Role};

const DEPARTMENT: &str = "旗农牧局";
const GRAIN: &str = "grain@152923:2024H1";
const BEFORE: &str = "grain@152923:2023H1";
const FORM: &str = "/submissions/1";

/// A ledger whose plan wants grain of the department of all accounts, with what it came to a year and a quarter before.
fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.juyan");
    let act = |kind| Act::new(kind, "clerk", Timestamp::now());
    let mut ledger = Ledger::create(&path, "152923", &act(ActKind::Init)).unwrap();
    let texts = [
        ("indicator", "粮食产量"),
        ("key", "grain@152923:2024#plan"),
        ("unit", "吨"),
        ("owner", DEPARTMENT),
        ("measure", "level"),
    ];
    let done = ledger.change(&act(ActKind::Enter), |change| {
        for (key, value) in [(BEFORE, "400"), ("grain@152923:2024Q1", "120")] {
            let worth = Worth::Number(Value::One(value.parse().unwrap()));
            let fact = Fact {
                unit: Some("吨".into()),
                department: DEPARTMENT.into(),
                ..Fact::new(key.parse().unwrap(), worth, Source::Entry)
            };
            change.fact(&fact, None)?;
        }
        let texts = texts.map(|(name, text)| (name, Cell::Text(text.into())));
        let numbers = [("year", "2024"), ("value", "1000")];
        let numbers = numbers.map(|(name, text)| (name, Cell::Number(text.parse().unwrap())));
        for (name, cell) in texts.iter().chain(&numbers) {
            let field = FieldChange {
                register: "target",
                code: "MB-1",
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

fn facts(house: &House) -> Vec<Kept> {
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    ledger.facts_under(&GRAIN.parse().unwrap(), Known::Now).unwrap()
}

fn values(house: &House) -> Vec<String> {
    let number = |kept: Kept| match kept.fact.worth {
        Worth::Number(Value::One(value)) => value.normalize().to_string(),
        other => format!("{other:?}"),
    };
    facts(house).into_iter().map(number).collect()
}

fn begin(reporter: &mut Browser<'_>) {
    let seen = reporter.post("/submissions", &[("period", "2024H1")]);
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
}

fn write(reporter: &mut Browser<'_>, form: &str, (value, explanation): (&str, &str), times: &str) -> Seen {
    let cell = [
        ("key", GRAIN),
        ("value", value),
        ("explanation", explanation),
        ("times", times),
    ];
    reporter.post(&format!("{form}/cell"), &cell)
}

/// Sends the form as it stands, with what is to be done.
fn hand_in(reporter: &mut Browser<'_>, form: &str, value: &str, explanation: &str, times: &str) -> Seen {
    let fields = [
        ("k0", GRAIN),
        ("v0", value),
        ("e0", explanation),
        ("t0", times),
        ("deed", "submit"),
    ];
    reporter.post(form, &fields)
}

#[test]
fn what_follows_from_registers_is_not_written_by_hand() {
    let house = house();
    let mut reporter = house.as_a(Role::Reporter);
    begin(&mut reporter);
    let follows = Source::Formula {
        formula: "grain".into(),
        within: None,
    };
    let worth = Worth::Number(Value::One(450.into()));
    let fact = Fact {
        unit: Some("吨".into()),
        ..Fact::new(GRAIN.parse().unwrap(), worth, follows)
    };
    let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    ledger.change(&act, |change| change.fact(&fact, None)).unwrap();
    assert!(!reporter.get(FORM).text.contains("name=\"v0\""));
    let written = write(&mut reporter, FORM, ("451", ""), "0");
    assert_eq!(
        written.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        written.text
    );
}

fn approved(house: &House) {
    let (mut reporter, mut reviewer) = (house.as_a(Role::Reporter), house.as_a(Role::Reviewer));
    begin(&mut reporter);
    assert_eq!(
        hand_in(&mut reporter, FORM, "450", "", "0").status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        reviewer.post("/review/1/approve", &[]).status,
        StatusCode::SEE_OTHER
    );
}

#[test]
fn what_is_told_once_in_a_plans_term_is_asked_again() {
    let house = house();
    let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
    let told = |key: &str| Fact {
        unit: Some("户".into()),
        department: DEPARTMENT.into(),
        ..Fact::new(
            key.parse().unwrap(),
            Worth::Number(Value::One(12.into())),
            Source::Entry,
        )
    };
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    ledger
        .change(&act, |change| {
            change.fact(&told("\"普查牧户\"@152923:2019-12-31"), None)?;
            change.fact(&told("\"旧口径牧户\"@152923:2013-12-31"), None)
        })
        .unwrap();
    let mut reporter = house.as_a(Role::Reporter);
    begin(&mut reporter);
    let page = reporter.get(FORM).text;
    assert!(page.contains("普查牧户") && page.contains("12户"), "{page}");
    assert!(!page.contains("旧口径牧户"), "nobody told it for long");
}

#[test]
fn the_form_shows_what_is_known_beside_what_is_asked() {
    let house = house();
    let mut reporter = house.as_a(Role::Reporter);
    begin(&mut reporter);
    let page = reporter.get(FORM).text;
    for told in ["粮食", "120吨", "400吨", "1000吨", "填写中"] {
        assert!(page.contains(told), "{told} is not on {page}");
    }
    begin(&mut reporter);
    let list = reporter.get("/submissions").text;
    assert!(!list.contains("/submissions/2"), "there is one of a period");
    let never = reporter.post("/submissions", &[("period", "2031H1")]);
    assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn what_is_written_is_judged_and_kept_at_once() {
    let house = house();
    let mut reporter = house.as_a(Role::Reporter);
    begin(&mut reporter);
    let answered = |seen: &Seen| -> serde_json::Value {
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        serde_json::from_str(&seen.text).unwrap()
    };
    let wrong = answered(&write(&mut reporter, FORM, ("不少", ""), "0"));
    assert_eq!(wrong["findings"][0][0], "mend");
    let unit = answered(&write(&mut reporter, FORM, ("450公里", ""), "1"));
    assert_eq!(unit["findings"][0][0], "mend");
    let jump = answered(&write(&mut reporter, FORM, ("601", ""), "2"));
    assert_eq!(jump["findings"][0][0], "explain");
    let fine = answered(&write(&mut reporter, FORM, ("600", ""), "3"));
    assert_eq!(
        (&fine["findings"], &fine["times"]),
        (&serde_json::json!([]), &4.into()),
        "half as much again goes without a word"
    );
    let fell = answered(&write(&mut reporter, FORM, ("119", "核减重复统计"), "4"));
    assert_eq!(fell["findings"].as_array().unwrap().len(), 2, "{fell}");
    assert_eq!(fell["findings"][1][0], "explained");
    let db = rusqlite::Connection::open(house.ledger.with_extension("juyan-work")).unwrap();
    let kept: String = db
        .query_row("SELECT value FROM cell", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, "119");
    assert!(values(&house).is_empty(), "a draft is no fact");
    let other = reporter.post(
        &format!("{FORM}/cell"),
        &[("key", "gdp@152923:2024H1"), ("value", "1亿元")],
    );
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let long = write(&mut reporter, FORM, (&"1".repeat(2001), ""), "5");
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn nothing_is_handed_in_that_has_to_be_mended_or_explained() {
    let house = house();
    let mut reporter = house.as_a(Role::Reporter);
    begin(&mut reporter);
    let refused = StatusCode::UNPROCESSABLE_ENTITY;
    assert_eq!(
        hand_in(&mut reporter, FORM, "", "", "0").status,
        refused,
        "an empty form is none"
    );
    assert_eq!(hand_in(&mut reporter, FORM, "450公里", "", "0").status, refused);
    let mended = hand_in(&mut reporter, FORM, "450公里", "就是公里", "1");
    assert_eq!(mended.status, refused, "no explanation mends a unit");
    let jump = hand_in(&mut reporter, FORM, "900", "", "2");
    assert_eq!(jump.status, refused);
    assert!(jump.text.contains("相差超过50%") && jump.text.contains("value=\"900\""));
    let seen = hand_in(&mut reporter, FORM, "900", "新垦地投产", "3");
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.text);
    assert!(reporter.get(FORM).text.contains("已提交"));
    let late = write(&mut reporter, FORM, ("901", ""), "4");
    assert_eq!(
        late.status,
        StatusCode::CONFLICT,
        "what was handed in is not written any more"
    );
}

#[test]
fn it_is_returned_with_reasons_corrected_approved_and_locked() {
    let house = house();
    let (mut reporter, mut reviewer) = (house.as_a(Role::Reporter), house.as_a(Role::Reviewer));
    begin(&mut reporter);
    let early = reviewer.post("/review/1/approve", &[]);
    assert_eq!(early.status, StatusCode::CONFLICT, "a draft is not approved");
    hand_in(&mut reporter, FORM, "450", "", "0");
    assert!(reviewer.get("/review").text.contains(FORM));
    let why = reviewer.post("/review/1/return", &[("k0", GRAIN), ("r0", " ")]);
    assert_eq!(
        why.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "without a reason nothing is returned"
    );
    let form = [("k0", GRAIN), ("r0", "与统计局口径不一致")];
    assert_eq!(
        reviewer.post("/review/1/return", &form).status,
        StatusCode::SEE_OTHER
    );
    let page = reporter.get(FORM).text;
    assert!(
        page.contains("与统计局口径不一致") && page.contains("已退回"),
        "{page}"
    );
    assert_eq!(
        hand_in(&mut reporter, FORM, "455", "", "1").status,
        StatusCode::SEE_OTHER
    );
    assert!(values(&house).is_empty(), "what waits is no fact");
    let done = reviewer.post("/review/1/approve", &[]);
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(values(&house), ["455"]);
    let fact = &facts(&house)[0];
    let Source::Cell { workbook, .. } = &fact.fact.source else {
        panic!("{:?}", fact.fact.source);
    };
    assert!(
        workbook.starts_with("第1号填报（旗农牧局，reporter，"),
        "{workbook}"
    );
    let changes = Ledger::open_to_read(&house.ledger).unwrap().changes().unwrap();
    let change = changes.last().unwrap();
    assert_eq!(
        (change.person.as_str(), change.reason.as_str()),
        ("reviewer", workbook.as_str())
    );
    let locked = write(&mut reporter, FORM, ("1", ""), "2");
    assert_eq!(locked.status, StatusCode::CONFLICT);
    assert!(locked.text.contains("已锁定：reviewer于"), "{}", locked.text);
    assert_eq!(
        reviewer.post("/review/1/return", &form).status,
        StatusCode::CONFLICT
    );
    let told = reporter.get(FORM).text;
    for state in ["填写中", "已提交", "已退回", "已通过", "已锁定"] {
        assert!(told.contains(state), "{state}");
    }
    assert!(
        house
            .as_a(Role::Leader)
            .get(&format!("/source?key={GRAIN}"))
            .text
            .contains("第1号填报")
    );
}

#[test]
fn an_approval_that_broke_off_is_taken_up_and_records_nothing_twice() {
    let house = house();
    approved(&house);
    let file = rusqlite::Connection::open(house.ledger.with_extension("juyan-work")).unwrap();
    // As if it had broken off before it was locked.
    file.execute(
        "INSERT INTO step (submission, state, person, at, reason) VALUES (1, 'approved', 'reviewer', 0, '')",
        [],
    )
    .unwrap();
    let mut reviewer = house.as_a(Role::Reviewer);
    assert!(reviewer.get("/review").text.contains("已通过"));
    assert_eq!(
        reviewer.post("/review/1/approve", &[]).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(values(&house), ["450"]);
    assert_eq!(
        reviewer.post("/review/1/approve", &[]).status,
        StatusCode::CONFLICT
    );
    let step = file.execute("DELETE FROM step", []);
    assert!(step.is_err(), "what it went through stays");
}

#[test]
fn a_reviewer_writes_nothing_and_a_department_sees_its_own() {
    let house = house();
    let mut reporter = house.as_a(Role::Reporter);
    begin(&mut reporter);
    let mut reviewer = house.as_a(Role::Reviewer);
    assert_eq!(
        write(&mut reviewer, FORM, ("1", ""), "0").status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        hand_in(&mut reviewer, FORM, "1", "", "0").status,
        StatusCode::FORBIDDEN
    );
    hand_in(&mut reporter, FORM, "450", "", "0");
    let page = reviewer.get(FORM).text;
    assert!(
        !page.contains("name=\"v0\"") && page.contains("name=\"r0\""),
        "{page}"
    );
    // Whoever sends a value along with a reason changes none.
    reviewer.post("/review/1/return", &[("k0", GRAIN), ("r0", "错"), ("v0", "1")]);
    assert!(reporter.get(FORM).text.contains("value=\"450\""));
    let new = NewAccount {
        name: "other",
        shown: "other",
        department: "旗商务局",
        role: Role::Reporter,
    };
    house.workspace.accounts().add(&new, PASSWORD).unwrap();
    let mut other = house.browser();
    other.post("/login", &[("name", "other"), ("password", PASSWORD)]);
    let page = other.get("/account").text;
    other.csrf = page
        .split("name=\"csrf\" value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .into();
    assert_eq!(other.get(FORM).status, StatusCode::NOT_FOUND);
    assert_eq!(
        write(&mut other, FORM, ("1", ""), "1").status,
        StatusCode::NOT_FOUND
    );
    assert!(!other.get("/submissions").text.contains(FORM));
    assert!(house.as_a(Role::Leader).get("/submissions").text.contains(FORM));
}

#[test]
fn of_two_who_write_one_cell_the_second_is_told() {
    let house = house();
    let (mut one, mut two) = (house.as_a(Role::Reporter), house.as_a(Role::Reporter));
    begin(&mut one);
    assert_eq!(write(&mut one, FORM, ("450", ""), "0").status, StatusCode::OK);
    let second = write(&mut two, FORM, ("460", ""), "0");
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("刚由reporter改为“450”"), "{}", second.text);
    assert!(one.get(FORM).text.contains("value=\"450\""));
}

#[test]
fn an_error_that_was_approved_is_answered_by_a_correction() {
    let house = house();
    approved(&house);
    let mut reporter = house.as_a(Role::Reporter);
    let seen = reporter.post("/submissions", &[("period", "2024H1")]);
    assert_eq!(seen.headers["location"], "/submissions/2");
    let form = "/submissions/2";
    assert!(reporter.get(form).text.contains("更正第1号填报"));
    let bare = hand_in(&mut reporter, form, "440", "", "0");
    assert_eq!(
        bare.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a correction says why"
    );
    assert_eq!(
        hand_in(&mut reporter, form, "440", "漏减一户", "1").status,
        StatusCode::SEE_OTHER
    );
    house.as_a(Role::Reviewer).post("/review/2/approve", &[]);
    assert_eq!(
        values(&house),
        ["440"],
        "it takes the place of what was reported before"
    );
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    assert_eq!(
        ledger.history(&GRAIN.parse().unwrap()).unwrap().len(),
        2,
        "what stood stays known"
    );
}

#[test]
fn who_has_not_reported_is_named_until_he_has() {
    let house = house();
    let (mut reporter, mut reviewer) = (house.as_a(Role::Reporter), house.as_a(Role::Reviewer));
    let queue = reviewer.get("/review").text;
    assert!(
        queue.contains("还有1个部门未报") && queue.contains("旗农牧局：2024-01-01 至 2024-06-30计划执行数据"),
        "{queue}"
    );
    assert!(
        house
            .as_a(Role::Leader)
            .get("/")
            .text
            .contains("还有1个部门未报（旗农牧局）")
    );
    begin(&mut reporter);
    hand_in(&mut reporter, FORM, "450", "", "0");
    assert!(!reviewer.get("/review").text.contains("未报"));
    assert!(reviewer.get("/review/bulletin.docx").bytes.starts_with(b"PK"));
}
