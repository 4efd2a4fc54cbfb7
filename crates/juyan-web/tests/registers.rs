//! A department changes a row of its register: first it is seen what that comes to, then it is saved; two who meet lose nothing.
#![allow(clippy::unwrap_used, reason = "a test stops where it stands")]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, PASSWORD, Seen, paper};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Known, Ledger};
use juyan_model::{Fact, PeriodName, Source, Span};
use juyan_posting::{Poster, Posting};
use juyan_register::Grid;
use juyan_web::{NewAccount, Role};

const TABLE: &str = "项目代码,项目名称,级别,建设性质,总投资（万元）,年度计划投资（万元）,本年完成投资（万元）,累计完成投资（万元）,进展阶段,开工日期\n\
    ZD-01,防沙治沙,盟级,新建,185500,10150,0,0,已批复,\n\
    ZD-02,风电送出,盟级,新建,36159,12053,5029,5029,已开工,2024-04-14\n\
    ZD-03,供热管网,盟级,续建,9000,3000,100,100,已开工,2024-05-01\n";

const PORT: &str = "日期,过货量（吨）\n2024-05-08,65900\n";

const ROW: &str = "/registers/key_project/ZD-01";

/// A ledger with key projects and a report that says of how many works began, and a reporter of the office that keeps them.
fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("banner.juyan");
    let act = |kind| Act::new(kind, "clerk", Timestamp::now());
    let mut ledger = Ledger::create(&path, "152923", &act(ActKind::Init)).unwrap();
    let poster = Poster::new(juyan::catalogue());
    let sheets = [poster
        .sheet(&Grid::of_csv("key_project.csv", TABLE), None)
        .unwrap()];
    let posting = Posting {
        periods: vec![PeriodName::parse("2024H1").unwrap().0],
        ..Posting::of(&sheets)
    };
    ledger
        .attempt(&act(ActKind::Import), |change| poster.post(change, &posting))
        .unwrap();
    let text = "盟级重点项目已开工2项。";
    let paper = paper(text);
    ledger
        .change(&act(ActKind::Record), |change| {
            let started = change.reading().followed("key_project_started")?;
            let document = change.paper(&paper)?;
            let start = text.find("2项").unwrap();
            let source = Source::Document {
                document,
                span: Span::new(start, start + "2项".len()),
                sentence: Span::new(0, text.len()),
            };
            for kept in started {
                change.fact(
                    &Fact {
                        source: source.clone(),
                        ..kept.kept.fact
                    },
                    None,
                )?;
            }
            Ok(())
        })
        .unwrap();
    drop(ledger);
    let house = House::over(folder, path, |workspace| {
        workspace.on(Some("2024-06-30".parse().unwrap()))
    });
    for name in ["one", "two"] {
        let new = NewAccount {
            name,
            shown: name,
            department: "发展和改革委员会",
            role: Role::Reporter,
        };
        house.workspace.accounts().add(&new, PASSWORD).unwrap();
    }
    house
}

fn signed<'h>(house: &'h House, name: &str) -> Browser<'h> {
    let mut browser = house.browser();
    browser.post("/login", &[("name", name), ("password", PASSWORD)]);
    let page = browser.get("/account").text;
    browser.csrf = value(&page, "csrf");
    browser
}

/// The value of a hidden field of a page.
fn value(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1);
    field.unwrap_or_default().split('"').next().unwrap().to_owned()
}

fn send(browser: &mut Browser<'_>, place: &str, fields: &[(&str, &str)], seen: &Seen) -> Seen {
    let (known, mark) = (value(&seen.text, "seen"), value(&seen.text, "mark"));
    let own = [("seen", known.as_str()), ("mark", mark.as_str())];
    browser.post(place, &[fields, &own].concat())
}

const BEGUN: [(&str, &str); 2] = [("f.stage", "已开工"), ("f.started", "2024-06-20")];

#[test]
fn what_a_change_comes_to_is_seen_before_it_is_saved() {
    let house = house();
    let mut browser = signed(&house, "one");
    let page = browser.get(ROW);
    assert!(page.text.contains("name=\"f.stage\""), "{}", page.text);
    let look = send(&mut browser, ROW, &[BEGUN[0], BEGUN[1], ("do", "look")], &page);
    assert_eq!(look.status, StatusCode::OK, "{}", look.text);
    assert!(
        look.text.contains("已批复") && look.text.contains("<ins>已开工</ins>"),
        "{}",
        look.text
    );
    assert!(
        look.text.contains("<del>2项</del> → <ins>3项</ins>"),
        "{}",
        look.text
    );
    assert!(
        look.text.contains("盟级重点项目已开工<mark>2项</mark>"),
        "{}",
        look.text
    );
    let before = Ledger::open_to_read(&house.ledger)
        .unwrap()
        .head()
        .unwrap()
        .unwrap()
        .seq;
    let silent = send(&mut browser, ROW, &[BEGUN[0], BEGUN[1], ("do", "save")], &look);
    assert_eq!(
        silent.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "without a reason nothing is saved"
    );
    let save = [BEGUN[0], BEGUN[1], ("reason", "开工了"), ("do", "save")];
    let blind = send(&mut browser, ROW, &save, &page);
    assert_eq!(
        blind.status,
        StatusCode::OK,
        "what nobody has seen is not saved but shown"
    );
    assert_eq!(
        Ledger::open_to_read(&house.ledger)
            .unwrap()
            .head()
            .unwrap()
            .unwrap()
            .seq,
        before
    );
    let saved = send(&mut browser, ROW, &save, &look);
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let row = browser.get(ROW).text;
    assert!(row.contains("one 开工了") && row.contains("2024-06-20"), "{row}");
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    let head = ledger.head().unwrap().unwrap();
    assert_eq!(
        (head.seq, head.person.as_str(), head.reason.as_str()),
        (before + 1, "one", "开工了")
    );
    assert!(ledger.verify(None).unwrap().flaws.is_empty());
}

#[test]
fn two_who_change_one_row_see_both_values_and_lose_nothing() {
    let house = house();
    let (mut one, mut two) = (signed(&house, "one"), signed(&house, "two"));
    let seen = one.get(ROW);
    two.get(ROW);
    let save = |browser: &mut Browser<'_>, fields: &[(&str, &str)], seen: &Seen| {
        let look = send(browser, ROW, &[fields, &[("do", "look")]].concat(), seen);
        if look.status != StatusCode::OK {
            return look;
        }
        send(
            browser,
            ROW,
            &[fields, &[("do", "save"), ("reason", "更正")]].concat(),
            &look,
        )
    };
    let first = save(
        &mut one,
        &[("f.total", "200000"), ("f.name", "防沙治沙一期")],
        &seen,
    );
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.text);
    let second = save(&mut two, &[("f.total", "190000")], &seen);
    assert_eq!(second.status, StatusCode::CONFLICT, "{}", second.text);
    for value in ["185500", "200000", "190000", "one"] {
        assert!(second.text.contains(value), "{value}: {}", second.text);
    }
    assert!(
        second.text.contains("value=\"防沙治沙一期\""),
        "what the other changed elsewhere stays: {}",
        second.text
    );
    let third = save(
        &mut two,
        &[("f.total", "190000"), ("f.name", "防沙治沙一期")],
        &second,
    );
    assert_eq!(third.status, StatusCode::SEE_OTHER, "{}", third.text);
    let row = two.get(ROW).text;
    assert!(
        row.contains("190000") && row.contains("200000"),
        "both stand in its history: {row}"
    );
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_stages_go_forward() {
    let house = house();
    let mut browser = signed(&house, "one");
    let place = "/registers/key_project/ZD-02";
    let page = browser.get(place);
    for (field, text) in [
        ("f.total", "很多"),
        ("f.stage", "前期"),
        ("f.stage", "取消"),
        ("f.name", ""),
    ] {
        let seen = send(&mut browser, place, &[(field, text), ("do", "look")], &page);
        assert_eq!(
            seen.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field} {text}: {}",
            seen.text
        );
        assert!(
            seen.text.contains("class=\"wrong\""),
            "{field} {text}: {}",
            seen.text
        );
        assert!(!seen.text.contains("value=\"save\""), "{field} {text}");
    }
    let gone = [("f.stage", "取消"), ("f.reason", "资金未落实"), ("do", "look")];
    assert_eq!(send(&mut browser, place, &gone, &page).status, StatusCode::OK);
    let same = send(&mut browser, place, &[("do", "look")], &page);
    assert!(same.text.contains("没有要保存的"), "{}", same.text);
}

#[test]
fn a_row_is_added_once() {
    let house = house();
    let mut browser = signed(&house, "one");
    let all = |browser: &mut Browser<'_>| browser.get("/registers/key_project").text;
    assert!(!all(&mut browser).contains("ZD-09"));
    let page = browser.get("/add/key_project");
    let row = |code| {
        let mut row = vec![
            ("f.code", code),
            ("f.name", "水厂"),
            ("f.level", "盟级"),
            ("f.nature", "新建"),
        ];
        row.extend([("f.total", "800"), ("f.stage", "前期"), ("reason", "新立项")]);
        row
    };
    let add = "/add/key_project";
    let look = send(
        &mut browser,
        add,
        &[row("ZD-09"), vec![("do", "look")]].concat(),
        &page,
    );
    assert_eq!(look.status, StatusCode::OK, "{}", look.text);
    let saved = send(
        &mut browser,
        add,
        &[row("ZD-09"), vec![("do", "save")]].concat(),
        &look,
    );
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let now = all(&mut browser);
    assert!(now.contains("ZD-01") && now.contains("ZD-09"), "{now}");
    let again = send(
        &mut browser,
        add,
        &[row("ZD-09"), vec![("do", "look")]].concat(),
        &page,
    );
    assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.text);
    assert!(
        browser
            .get("/registers/key_project?q=水厂")
            .text
            .contains("ZD-09")
    );
    let records = Ledger::open_to_read(&house.ledger)
        .unwrap()
        .records("key_project", Known::Now)
        .unwrap();
    assert_eq!(records.len(), 4);
}

#[test]
fn only_the_department_changes_its_rows() {
    let house = house();
    let mut other = house.as_a(Role::Reporter);
    let seen = other.post(ROW, &[("f.total", "1"), ("do", "look")]);
    assert!(
        matches!(seen.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
        "{}",
        seen.text
    );
    assert!(!other.get(ROW).text.contains("name=\"f.stage\""));
    for role in [Role::Leader, Role::Reviewer, Role::Auditor] {
        let mut browser = house.as_a(role);
        assert!(!browser.get(ROW).text.contains("name=\"f.stage\""), "{role:?}");
        assert_eq!(
            browser.post(ROW, &[("f.total", "1")]).status,
            StatusCode::FORBIDDEN,
            "{role:?}"
        );
    }
}

#[test]
fn rows_are_filtered_and_sorted() {
    let house = house();
    let mut browser = house.as_a(Role::Leader);
    let order = |page: &str| -> Vec<String> {
        let codes = page.split("/registers/key_project/").skip(1);
        codes
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect()
    };
    let by = |browser: &mut Browser<'_>, query: &str| {
        order(&browser.get(&format!("/registers/key_project?{query}")).text)
    };
    assert_eq!(by(&mut browser, ""), ["ZD-01", "ZD-02", "ZD-03"]);
    assert_eq!(
        by(&mut browser, "sort=total"),
        ["ZD-03", "ZD-02", "ZD-01"],
        "numbers by their worth"
    );
    assert_eq!(by(&mut browser, "sort=-total"), ["ZD-01", "ZD-02", "ZD-03"]);
    assert_eq!(
        by(&mut browser, "q=已开工"),
        ["ZD-02", "ZD-03"],
        "a code by its words"
    );
    assert_eq!(by(&mut browser, "q=%25"), [""; 0], "a sign of patterns is a sign");
    assert_eq!(by(&mut browser, "page=99"), [""; 0]);
    // What is written meanwhile is looked at anew, and stands once.
    post(
        &house,
        ActKind::Import,
        "key_project.csv",
        &TABLE.replace("36159", "999999"),
    );
    assert_eq!(by(&mut browser, ""), ["ZD-01", "ZD-02", "ZD-03"]);
    assert_eq!(by(&mut browser, "sort=-total"), ["ZD-02", "ZD-01", "ZD-03"]);
}

/// A workbook with the sheets of two registers.
fn two_sheets() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for table in [TABLE, PORT] {
        let sheet = book.add_worksheet();
        for (row, line) in (0..).zip(table.lines()) {
            for (column, text) in (0..).zip(line.split(',')) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Brings a table to the ledger beside the workspace. Gives the change.
fn post(house: &House, kind: ActKind, name: &str, table: &str) -> String {
    let poster = Poster::new(juyan::catalogue());
    let sheets = [poster.sheet(&Grid::of_csv(name, table), None).unwrap()];
    let act = Act::new(kind, "clerk", Timestamp::now());
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    let done = ledger.attempt(&act, |change| poster.post(change, &Posting::of(&sheets)));
    done.unwrap().0.seq.to_string()
}

fn bring(browser: &mut Browser<'_>, table: &str) -> Seen {
    browser.bring(
        "/bring/key_project",
        &[],
        &[("book", "key_project.csv", table.as_bytes())],
    )
}

#[test]
fn a_workbook_that_is_wrong_or_of_another_register_is_refused() {
    let house = house();
    let mut browser = signed(&house, "one");
    let wrong = bring(&mut browser, &TABLE.replace("9000", "很多"));
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert!(
        wrong.text.contains("key_project.csv") && wrong.text.contains("很多"),
        "{}",
        wrong.text
    );
    let other = bring(&mut browser, PORT);
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    let both = [("book", "both.xlsx", &two_sheets()[..])];
    let both = browser.bring("/bring/key_project", &[], &both);
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.text.contains("还有别的台账"), "{}", both.text);
}

#[test]
fn a_workbook_is_shown_before_it_is_written_and_taken_back_after() {
    let house = house();
    let mut browser = signed(&house, "one");
    let taken = browser.get("/workbook/key_project");
    assert!(taken.bytes.starts_with(b"PK"), "{}", taken.status);
    let same = browser.bring(
        "/bring/key_project",
        &[],
        &[("book", "重点项目.xlsx", &taken.bytes)],
    );
    assert!(
        same.text.contains("没有要保存的"),
        "what was taken away says what is known: {}",
        same.text
    );
    let seen = bring(&mut browser, &TABLE.replace("已批复,\n", "已开工,2024-06-20\n"));
    assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
    assert!(
        seen.text.contains("<del>2项</del> → <ins>3项</ins>"),
        "{}",
        seen.text
    );
    let head = || {
        Ledger::open_to_read(&house.ledger)
            .unwrap()
            .head()
            .unwrap()
            .unwrap()
    };
    let before = head().seq;
    let book = value(&seen.text, "book");
    let form = [("book", book.as_str()), ("reason", "六月报表")];
    let silent = browser.post("/bring/key_project/keep", &form[..1]);
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "no reason");
    assert_eq!(head().seq, before);
    let strange = signed(&house, "two").post("/bring/key_project/keep", &form);
    assert_eq!(
        strange.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another's workbook is not there"
    );
    assert_eq!(head().seq, before);
    let kept = browser.post("/bring/key_project/keep", &form);
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
    assert_eq!((head().seq, head().reason.as_str()), (before + 1, "六月报表"));
    let place = kept.headers["location"].to_str().unwrap().to_owned();
    let undo = format!("/undo/key_project?change={}", before + 1);
    assert!(browser.get(&place).text.contains(&undo), "the way back is shown");
    let look = browser.get(&undo);
    assert!(
        look.text.contains("<del>2项、3项</del> → <ins>2项</ins>"),
        "{}",
        look.text
    );
    assert_eq!(head().seq, before + 1);
    let number = (before + 1).to_string();
    let back = browser.post("/undo/key_project", &[("change", &number), ("reason", "导错了")]);
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    assert!(browser.get(ROW).text.contains("已批复"));
    assert!(
        Ledger::open_to_read(&house.ledger)
            .unwrap()
            .verify(None)
            .unwrap()
            .flaws
            .is_empty()
    );
}

#[test]
fn what_is_not_of_the_register_is_not_taken_back_there() {
    let house = house();
    let mut browser = signed(&house, "one");
    for not in ["1", "3", "99", "x"] {
        let seen = browser.post("/undo/key_project", &[("change", not), ("reason", "导错了")]);
        assert_eq!(seen.status, StatusCode::CONFLICT, "{not}");
    }
    let elsewhere = post(&house, ActKind::Import, "port_day.csv", PORT);
    let no_entry = post(
        &house,
        ActKind::Record,
        "key_project.csv",
        &TABLE.replace("9000", "9001"),
    );
    for not in [&elsewhere, &no_entry] {
        let form = [("change", not.as_str()), ("reason", "导错了")];
        let seen = browser.post("/undo/key_project", &form);
        assert_eq!(seen.status, StatusCode::CONFLICT, "{not}");
    }
}

#[test]
fn a_second_browser_hears_of_a_change_within_a_second() {
    let house = house();
    let browser = house.as_a(Role::Leader);
    let head = || {
        Ledger::open_to_read(&house.ledger)
            .unwrap()
            .head()
            .unwrap()
            .unwrap()
            .seq
    };
    let before = head();
    let (first, then) = house.hear(&browser, || {
        let mut ledger = Ledger::open(&house.ledger).unwrap();
        let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
        ledger.change(&act, |_| Ok(())).unwrap();
    });
    assert_eq!(first, format!("data: {before}\n\n"));
    assert_eq!(then, format!("data: {}\n\n", before + 1));
    let page = house.as_a(Role::Leader).get("/registers").text;
    assert!(page.contains(&format!("data-head=\"{}\"", before + 1)), "{page}");
}

#[test]
fn programs_read_rows_and_change_the_one_that_they_saw() {
    let house = house();
    let mut browser = signed(&house, "one");
    assert!(browser.get("/api/v1/registers").text.contains("\"key_project\""));
    let rows = "/api/v1/registers/key_project/rows";
    let all = browser.get(&format!("{rows}?sort=-total"));
    assert_eq!(all.headers["x-total-count"], "3");
    assert!(all.text.lines().next().unwrap().contains("ZD-01"), "{}", all.text);
    let tag = all.headers["etag"].to_str().unwrap().to_owned();
    let again = browser.ask(
        "GET",
        &format!("{rows}?sort=-total"),
        &[],
        &[("if-none-match", &tag)],
    );
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(
        browser
            .get(&format!("{rows}?format=csv"))
            .text
            .starts_with("code,name")
    );
    assert_eq!(
        browser.get(&format!("{rows}?format=x")).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let row = format!("{rows}/ZD-01");
    let seen = browser.get(&row).headers["etag"].to_str().unwrap().to_owned();
    let csrf = browser.csrf.clone();
    let fields = [("f.total", "190000"), ("reason", "更正")];
    let mut put = |seen: Option<&str>, fields: &[(&str, &str)]| {
        let mut headers = vec![("x-csrf-token", csrf.as_str())];
        headers.extend(seen.map(|seen| ("if-match", seen)));
        browser.ask("POST", &row, fields, &headers)
    };
    assert_eq!(put(None, &fields).status, StatusCode::PRECONDITION_REQUIRED);
    assert_eq!(
        put(Some(&seen), &fields[..1]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let wrong = put(Some(&seen), &[("f.total", "很多"), fields[1]]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("总投资"), "{}", wrong.text);
    let done = put(Some(&seen), &fields);
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let late = put(Some(&seen), &[("f.total", "1"), fields[1]]);
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED, "{}", late.text);
    assert_eq!(late.headers["content-type"], "application/problem+json");
    let now = done.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(
        put(Some(&now), &[("f.total", "190001"), fields[1]]).status,
        StatusCode::OK
    );
}
