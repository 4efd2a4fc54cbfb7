//! A report on its way: written from the ledger, countersigned, handed up, reviewed, signed; and what a change of words or figures makes
//! of that.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, Seen, hidden};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Kept, Known, Ledger};
use juyan_model::{Fact, Printed, Source, Value, Worth};
use juyan_web::Role;

const DRAFT: &str = "/reports/1";
const GDP: &str = "gdp@152923:2024H1";
const DEPARTMENT: &str = "旗农牧局";
const TEMPLATE: &str = "额济纳旗2024年上半年国民经济和社会发展计划执行情况\n\n一、计划执行情况\n地区生产总值{gdp@:P|#.##亿元}，同比{gdp.growth@:P|[增长]#.##%}。\n粮食产量{grain@:P|#吨}。\n";

fn act() -> Act {
    Act::new(ActKind::Enter, "clerk", Timestamp::now())
}

fn fact(key: &str, value: &str, digits: &str, scale: i64, unit: &str) -> Fact {
    Fact {
        unit: Some(unit.into()),
        printed: Some(Printed {
            digits: digits.parse().unwrap(),
            scale: scale.into(),
            exact: false,
        }),
        ..Fact::new(
            key.parse().unwrap(),
            Worth::Number(Value::One(value.parse().unwrap())),
            Source::Entry,
        )
    }
}

/// Brings figures into the ledger, each in the place of what stands under its key.
fn enter(house: &House, facts: &[Fact]) {
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    let stood: Vec<Option<i64>> = facts
        .iter()
        .map(|fact| {
            let kept: Vec<Kept> = ledger.facts_under(&fact.key, Known::Now).unwrap();
            kept.last().map(|kept| kept.seq)
        })
        .collect();
    let done = ledger.change(&act(), |change| {
        for (fact, revised) in facts.iter().zip(&stood) {
            change.fact(fact, *revised)?;
        }
        Ok(())
    });
    done.unwrap();
}

/// A house in which a draft was begun with [`TEMPLATE`].
fn house() -> House {
    let house = House::new();
    enter(
        &house,
        &[
            fact(GDP, "1629000000", "16.29", 100_000_000, "元"),
            fact("gdp.growth@152923:2024H1", "2.7", "2.7", 1, "%"),
        ],
    );
    let mut drafter = house.as_a(Role::Drafter);
    let form = [("name", "上半年报告"), ("period", "2024H1"), ("from", "blank")];
    let file = [("file", "template.md", TEMPLATE.as_bytes())];
    let begun = drafter.bring("/reports", &form, &file);
    assert_eq!(begun.headers["location"], DRAFT, "{}", begun.text);
    house
}

/// The number of the passage in which `words` stand.
fn passage(page: &str, words: &str) -> String {
    let before = page.split_once(words).unwrap().0;
    let number = before.rsplit_once("id=\"p").unwrap().1;
    number.split('"').next().unwrap().to_owned()
}

/// Does something with the whole, having looked at it as it is.
fn decide(browser: &mut Browser<'_>, deed: &str, reason: &str) -> Seen {
    let text = browser.get("/reports/1/file/report.txt").text;
    let seen = browser::paper(&text).digest();
    browser.post(
        "/reports/1/deed",
        &[("deed", deed), ("seen", &seen), ("reason", reason)],
    )
}

fn write(browser: &mut Browser<'_>, number: &str, times: &str, text: &str) -> Seen {
    let form = [("deed", "save"), ("times", times), ("text", text)];
    browser.post(&format!("/reports/1/passages/{number}"), &form)
}

#[test]
fn a_draft_is_written_from_the_ledger_and_tells_what_the_ledger_lacks() {
    let house = house();
    let page = house.as_a(Role::Drafter).get(DRAFT).text;
    assert!(
        page.contains(">16.29亿元</a>") && page.contains(">增长2.7%</a>"),
        "{page}"
    );
    assert!(
        page.contains("/source?key=gdp%40152923%3A2024H1"),
        "a figure leads to its source"
    );
    assert!(
        page.contains("grain@152923:2024H1") && page.contains("略去"),
        "{page}"
    );
    let text = house.as_a(Role::Leader).get("/reports/1/file/report.txt").text;
    assert!(
        text.contains("地区生产总值16.29亿元，同比增长2.7%。") && !text.contains("粮食"),
        "{text}"
    );
    let template = house.as_a(Role::Drafter).get("/reports/1/file/template.md").text;
    assert_eq!(
        template, TEMPLATE,
        "the words with their bindings come back as they came"
    );
    let sheet = house.as_a(Role::Leader).get("/reports/1/paper").text;
    assert!(sheet.contains("class=\"official-paper\"") && sheet.contains("16.29亿元"));
    let word = house.as_a(Role::Leader).get("/reports/1/file/report.docx");
    assert_eq!(&word.bytes[..2], b"PK");
    assert_eq!(
        house.as_a(Role::Leader).get("/reports/1/file/../x.txt").status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn words_under_the_pen_are_looked_at_before_they_are_saved() {
    let house = house();
    let mut drafter = house.as_a(Role::Drafter);
    let page = drafter.get(DRAFT).text;
    let number = passage(&page, "地区生产总值");
    let place = format!("/reports/1/passages/{number}");
    let look = |drafter: &mut Browser<'_>, text: &str, q: &str| {
        drafter
            .post(&format!("{place}/look"), &[("text", text), ("q", q)])
            .text
    };
    let told = look(&mut drafter, "旗生产总值{gdp@:P|#.#亿元}，全县100%、250%。", "");
    assert!(told.contains("16.3亿元"), "{told}");
    let told = look(&mut drafter, "", "生产总值");
    assert!(
        told.contains("{gdp@:P|#.##亿元}") && told.contains("16.29亿元"),
        "{told}"
    );
    let told = look(&mut drafter, "破{gdp@:P", "");
    assert!(
        told.contains("第1行"),
        "what is no binding is told with its place: {told}"
    );
    let refused = write(&mut drafter, &number, "1", "破{gdp@:P");
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("破{gdp@:P</textarea>") && refused.text.contains("第1行"),
        "what was typed is not lost: {}",
        refused.text
    );
    assert!(drafter.get(DRAFT).text.contains("16.29亿元"), "nothing was saved");
    // Without a script the buttons do it.
    let form = [
        ("put", "{gdp@:P|#.##亿元}"),
        ("times", "1"),
        ("text", "又是"),
        ("q", ""),
    ];
    let put = drafter.post(&place, &form).text;
    assert!(put.contains("又是{gdp@:P|#.##亿元}</textarea>"), "{put}");
}

#[test]
fn who_writes_over_anothers_words_is_told_and_loses_nothing() {
    let house = house();
    let (mut one, mut other) = (house.as_a(Role::Drafter), house.as_a(Role::Drafter));
    let number = passage(&one.get(DRAFT).text, "地区生产总值");
    assert_eq!(
        write(&mut one, &number, "1", "甲写的。").status,
        StatusCode::SEE_OTHER
    );
    let late = write(&mut other, &number, "1", "乙写的。");
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains("甲写的。") && late.text.contains("乙写的。</textarea>"),
        "{}",
        late.text
    );
    let again = hidden(&late.text, "class=\"pen\"", "times").to_owned();
    assert_eq!(
        write(&mut other, &number, &again, "乙写的。").status,
        StatusCode::SEE_OTHER
    );
    let page = one.get(&format!("/reports/1/passages/{number}")).text;
    assert!(page.contains("甲写的。"), "every text is kept");
    // Two passages of one, and one taken out.
    assert_eq!(
        write(&mut one, &number, "3", "其一。\n\n其二。").status,
        StatusCode::SEE_OTHER
    );
    let page = one.get(DRAFT).text;
    assert_ne!(passage(&page, "其一。"), passage(&page, "其二。"));
    assert_eq!(write(&mut one, &number, "4", "").status, StatusCode::SEE_OTHER);
    assert!(!one.get(DRAFT).text.contains("其一。"));
    let late = write(&mut other, &number, "4", "乙还在写。");
    assert!(
        late.status == StatusCode::CONFLICT && late.text.contains("乙还在写。</textarea>"),
        "it was taken out meanwhile: {}",
        late.text
    );
    for number in 1..9 {
        for times in 1..6 {
            write(&mut one, &number.to_string(), &times.to_string(), "");
        }
    }
    let page = one.get(DRAFT);
    assert_eq!(
        page.status,
        StatusCode::OK,
        "a draft without words is one: {}",
        page.text
    );
    assert_eq!(decide(&mut one, "offer", "").status, StatusCode::CONFLICT);
    let elsewhere = write(&mut one, "999", "1", "x");
    assert_eq!(elsewhere.status, StatusCode::NOT_FOUND);
}

/// Asks the department of all accounts to countersign the passage about the product. Gives its number.
fn asked(drafter: &mut Browser<'_>) -> String {
    let number = passage(&drafter.get(DRAFT).text, "地区生产总值");
    let form = [
        ("passage", number.as_str()),
        ("department", DEPARTMENT),
        ("deed", "ask"),
    ];
    drafter.post("/reports/1/ask", &form);
    number
}

#[test]
fn what_a_department_said_is_not_taken_from_it() {
    let house = house();
    let (mut drafter, mut reporter) = (house.as_a(Role::Drafter), house.as_a(Role::Reporter));
    let number = asked(&mut drafter);
    let spare = [
        ("passage", number.as_str()),
        ("department", DEPARTMENT),
        ("deed", "spare"),
    ];
    let seen = hidden(&reporter.get(DRAFT).text, "/countersign", "seen").to_owned();
    let form = [
        ("passage", number.as_str()),
        ("seen", &seen),
        ("deed", "object"),
        ("reason", "口径不符"),
    ];
    assert_eq!(
        reporter.post("/reports/1/countersign", &form).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        drafter.post("/reports/1/ask", &spare).status,
        StatusCode::CONFLICT
    );
    assert!(drafter.get(DRAFT).text.contains("口径不符"));
}

#[test]
fn who_is_asked_when_it_is_handed_up_is_waited_for() {
    let house = house();
    let mut drafter = house.as_a(Role::Drafter);
    assert_eq!(decide(&mut drafter, "offer", "").status, StatusCode::SEE_OTHER);
    asked(&mut drafter);
    let review = decide(&mut house.as_a(Role::Publisher), "review", "");
    assert_eq!(review.status, StatusCode::CONFLICT, "{}", review.text);
    assert!(review.text.contains("会签"), "{}", review.text);
}

#[test]
fn a_draft_that_was_altered_hides_no_other() {
    let house = house();
    let mut drafter = house.as_a(Role::Drafter);
    assert_eq!(decide(&mut drafter, "offer", "").status, StatusCode::SEE_OTHER);
    let form = [("name", "另一份"), ("period", "2024H1"), ("from", "blank")];
    drafter.bring("/reports", &form, &[]);
    let work = rusqlite::Connection::open(house.ledger.with_extension("juyan-work")).unwrap();
    work.execute_batch("DROP TRIGGER deed_stays; UPDATE deed SET person = 'x'")
        .unwrap();
    let list = drafter.get("/reports");
    assert_eq!(list.status, StatusCode::OK);
    assert!(
        list.text.contains("另一份") && list.text.contains("上半年报告"),
        "{}",
        list.text
    );
    assert_eq!(drafter.get(DRAFT).status, StatusCode::INTERNAL_SERVER_ERROR);
}

fn answer(reporter: &mut Browser<'_>, number: &str, seen: &str, deed: &str) -> StatusCode {
    let form = [
        ("passage", number),
        ("seen", seen),
        ("deed", deed),
        ("reason", ""),
    ];
    reporter.post("/reports/1/countersign", &form).status
}

#[test]
fn a_department_countersigns_what_it_saw_of_what_it_is_asked_about() {
    let house = house();
    let (mut drafter, mut reporter) = (house.as_a(Role::Drafter), house.as_a(Role::Reporter));
    assert_eq!(
        reporter.get(DRAFT).status,
        StatusCode::NOT_FOUND,
        "it is asked about nothing"
    );
    let number = asked(&mut drafter);
    assert_eq!(
        decide(&mut drafter, "offer", "").status,
        StatusCode::CONFLICT,
        "not yet countersigned"
    );
    let page = reporter.get(DRAFT).text;
    assert!(
        page.contains("地区生产总值") && !page.contains("一、计划执行情况"),
        "its own passages alone"
    );
    let seen = hidden(&page, "/countersign", "seen").to_owned();
    let unsaid = answer(&mut reporter, &number, &seen, "object");
    assert_eq!(unsaid, StatusCode::UNPROCESSABLE_ENTITY, "without a reason");
    let unseen = answer(&mut reporter, &number, "0000", "agree");
    assert_eq!(unseen, StatusCode::CONFLICT, "of a text that it did not see");
    assert_eq!(
        answer(&mut reporter, "1", &seen, "agree"),
        StatusCode::NOT_FOUND,
        "of what it is not asked about"
    );
    assert_eq!(
        answer(&mut reporter, &number, &seen, "agree"),
        StatusCode::SEE_OTHER
    );
    assert_eq!(decide(&mut drafter, "offer", "").status, StatusCode::SEE_OTHER);
}

#[test]
fn a_draft_is_reviewed_and_signed_and_a_change_voids_it_visibly() {
    let house = house();
    let (mut drafter, mut reporter) = (house.as_a(Role::Drafter), house.as_a(Role::Reporter));
    let (mut publisher, mut leader) = (house.as_a(Role::Publisher), house.as_a(Role::Leader));
    let number = asked(&mut drafter);
    let seen = hidden(&reporter.get(DRAFT).text, "/countersign", "seen").to_owned();
    answer(&mut reporter, &number, &seen, "agree");
    let status = |browser: &mut Browser<'_>, deed: &str| decide(browser, deed, "").status;
    assert_eq!(
        status(&mut publisher, "review"),
        StatusCode::CONFLICT,
        "not handed up"
    );
    assert_eq!(status(&mut drafter, "offer"), StatusCode::SEE_OTHER);
    assert_eq!(
        status(&mut leader, "sign-off"),
        StatusCode::CONFLICT,
        "not reviewed"
    );
    assert_eq!(status(&mut leader, "review"), StatusCode::FORBIDDEN);
    assert_eq!(status(&mut publisher, "review"), StatusCode::SEE_OTHER);
    assert_eq!(status(&mut publisher, "sign-off"), StatusCode::FORBIDDEN);
    assert_eq!(status(&mut leader, "sign-off"), StatusCode::SEE_OTHER);
    let page = drafter.get(DRAFT).text;
    assert_eq!(page.matches("<li class=\"ok\">").count(), 5, "{page}");
    let text = drafter.get("/reports/1/file/report.txt").text;
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    let consents = ledger.consents(&browser::paper(&text).digest()).unwrap();
    assert_eq!(consents.len(), 2, "the ledger has both, of this very text");

    // A figure of the ledger is another now: nobody touched the draft, and what was signed is void.
    enter(&house, &[fact(GDP, "1630000000", "16.3", 100_000_000, "元")]);
    let page = drafter.get(DRAFT).text;
    assert!(
        page.contains("16.3亿元") && page.matches("已失效").count() >= 4,
        "{page}"
    );
    enter(&house, &[fact(GDP, "1629000000", "16.29", 100_000_000, "元")]);
    assert!(
        !drafter.get(DRAFT).text.contains("已失效"),
        "the text that was signed stands again"
    );
    assert_eq!(
        write(&mut drafter, &number, "1", "另一句话。").status,
        StatusCode::SEE_OTHER
    );
    assert!(drafter.get(DRAFT).text.contains("已失效"), "so it is with words");
}

#[test]
fn what_is_returned_is_handed_up_again() {
    let house = house();
    let (mut drafter, mut leader) = (house.as_a(Role::Drafter), house.as_a(Role::Leader));
    decide(&mut drafter, "offer", "");
    assert_eq!(
        decide(&mut leader, "return", "").status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "without a reason"
    );
    let page = leader.get(DRAFT).text;
    assert!(
        !page.contains("value=\"return\""),
        "who signs is asked once it is reviewed"
    );
    decide(&mut house.as_a(Role::Publisher), "return", "第二段重写");
    assert!(drafter.get(DRAFT).text.contains("第二段重写"));
    assert_eq!(decide(&mut drafter, "offer", "").status, StatusCode::SEE_OTHER);
}
