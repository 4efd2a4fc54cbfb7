//! A draft becomes public in the browser: what stands against it is told and nothing is written, then it is there for everybody; a
//! correction gives notice of itself.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::http::StatusCode;
use browser::{Browser, House, Seen, hidden};
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Known, Ledger};
use juyan_model::{Fact, Printed, Secrecy, Source, Value, Worth};
use juyan_web::Role;

const TEMPLATE: &str = "当前位置：首页 > 规划计划\n发布机构：额济纳旗人民政府办公室\n公开方式：主动公开\n组配分类：规划计划\n成文时间：2024-09-24\n\n额济纳旗2024年上半年国民经济和社会发展计划执行情况\n\n一、计划执行情况\n地区生产总值{gdp@:P|#.##亿元}。\n\n信息来源：额济纳旗人民政府办公室\n";
const FORM: &str = "/release/new?draft=1";
const PAGE: &str = "/public/152900000000033-2024-00001/index.html";

fn gdp(value: i64, digits: &str, secrecy: Secrecy) -> Fact {
    Fact {
        unit: Some("元".into()),
        printed: Some(Printed {
            digits: digits.parse().unwrap(),
            scale: 100_000_000.into(),
            exact: false,
        }),
        secrecy,
        ..Fact::new(
            "gdp@152923:2024H1".parse().unwrap(),
            Worth::Number(Value::One(value.into())),
            Source::Entry,
        )
    }
}

fn enter(house: &House, fact: &Fact) {
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    let stood = ledger.facts_under(&fact.key, Known::Now).unwrap();
    let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
    let revised = stood.last().map(|kept| kept.seq);
    ledger
        .change(&act, |change| change.fact(fact, revised).map(drop))
        .unwrap();
}

fn house(secrecy: Secrecy) -> House {
    let house = House::new();
    enter(&house, &gdp(1_629_000_000, "16.29", secrecy));
    begun(house, TEMPLATE)
}

/// With a draft.
fn begun(house: House, template: &str) -> House {
    let form = [("name", "上半年报告"), ("period", "2024H1"), ("from", "blank")];
    let file = [("file", "template.md", template.as_bytes())];
    let begun = house.as_a(Role::Drafter).bring("/reports", &form, &file);
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.text);
    house
}

fn digest(browser: &mut Browser<'_>) -> String {
    let text = browser.get("/reports/1/file/report.txt").text;
    browser::paper(&text).digest().to_string()
}

/// Hands up, reviews and signs what stands.
fn signed(house: &House) {
    for (role, deed) in [
        (Role::Drafter, "offer"),
        (Role::Publisher, "review"),
        (Role::Leader, "sign-off"),
    ] {
        let mut browser = house.as_a(role);
        let seen = digest(&mut browser);
        let done = browser.post("/reports/1/deed", &[("deed", deed), ("seen", &seen)]);
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{deed}: {}", done.text);
    }
}

fn publish(house: &House, correction: &str) -> Seen {
    let mut browser = house.as_a(Role::Publisher);
    let seen = digest(&mut browser);
    let form = [
        ("draft", "1"),
        ("deed", "publish"),
        ("seen", seen.as_str()),
        ("published", "2024-10-28"),
        ("organ", "152900000000033"),
        ("correction", correction),
    ];
    browser.post("/release/new", &form)
}

#[test]
fn a_draft_is_published_once_nothing_stands_against_it() {
    let house = house(Secrecy::Public);
    let stopped = publish(&house, "");
    assert_eq!(stopped.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        stopped.text.contains("还没有保密审查") && stopped.text.contains("还没有签发"),
        "all that stands against it: {}",
        stopped.text
    );
    assert_eq!(house.browser().get(PAGE).status, StatusCode::NOT_FOUND);
    signed(&house);
    let mut publisher = house.as_a(Role::Publisher);
    let page = publisher
        .get(&format!("{FORM}&organ=152900000000033&published=2024-10-28"))
        .text;
    assert!(
        page.contains("152900000000033/2024-00001")
            && page.contains("2024-10-25")
            && page.contains("超期1个工作日"),
        "number and clock are told before: {page}"
    );
    let unseen = publisher.post(
        "/release/new",
        &[
            ("draft", "1"),
            ("deed", "publish"),
            ("seen", "0"),
            ("organ", "152900000000033"),
        ],
    );
    assert_eq!(unseen.status, StatusCode::CONFLICT, "of a text that was not seen");
    let done = publish(&house, "");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let public = house.browser().get(PAGE);
    assert!(public.text.contains("16.29亿元"), "{}", public.text);
    let again = publish(&house, "");
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let ledger = Ledger::open_to_read(&house.ledger).unwrap();
    assert_eq!(
        ledger.publications().unwrap().len(),
        1,
        "the second time nothing is written"
    );
}

#[test]
fn what_is_reckoned_anew_is_kept_before_it_is_published() {
    let house = House::new();
    let progress = "gdp.progress@152923:2024H1";
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    let plan = Fact {
        key: "gdp@152923:2024#plan".parse().unwrap(),
        ..gdp(3_200_000_000, "32.00", Secrecy::Public)
    };
    let told = Fact {
        unit: Some("%".into()),
        printed: Some(Printed {
            digits: "50.9".parse().unwrap(),
            scale: 1.into(),
            exact: false,
        }),
        ..Fact::new(
            progress.parse().unwrap(),
            Worth::Number(Value::One("50.9".parse().unwrap())),
            Source::Entry,
        )
    };
    let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
    let first = [gdp(1_629_000_000, "16.29", Secrecy::Public), plan, told];
    ledger
        .change(&act, |change| {
            first
                .iter()
                .try_for_each(|fact| change.fact(fact, None).map(drop))
        })
        .unwrap();
    enter(&house, &gdp(1_728_000_000, "17.28", Secrecy::Public));
    let template = TEMPLATE.replace("亿元}。", "亿元}，完成年计划的{gdp.progress@:P|#.#%}。");
    let house = begun(house, &template);
    signed(&house);
    let done = publish(&house, "");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = house.browser().get(PAGE).text;
    assert!(page.contains("17.28亿元") && page.contains("54%"), "{page}");
    let under = ledger
        .facts_under(&progress.parse().unwrap(), Known::Now)
        .unwrap();
    assert_eq!(under.len(), 1, "what was told before does not stand any more");
    assert!(under[0].fact.source.is_reckoned());
}

#[test]
fn another_text_is_a_correction_and_says_why() {
    let house = house(Secrecy::Public);
    signed(&house);
    publish(&house, "");
    enter(&house, &gdp(1_630_000_000, "16.3", Secrecy::Public));
    let void = publish(&house, "数据订正");
    assert!(
        void.text.contains("还没有签发"),
        "the signature was of the other text: {}",
        void.text
    );
    signed(&house);
    let silent = publish(&house, "");
    assert!(silent.text.contains("请写明更正原因"), "{}", silent.text);
    let done = publish(&house, "数据订正");
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let page = house.browser().get(PAGE).text;
    assert!(page.contains("16.3亿元") && page.contains("数据订正"), "{page}");
}

#[test]
fn what_is_not_public_is_released_with_its_ground_first() {
    let house = house(Secrecy::Internal);
    signed(&house);
    let stopped = publish(&house, "");
    assert!(stopped.text.contains("不公开"), "{}", stopped.text);
    let key = "gdp@152923:2024H1";
    let mut publisher = house.as_a(Role::Publisher);
    let source = publisher.get(&format!("/source?key={key}")).text;
    let fact = hidden(&source, "", "fact").to_owned();
    let open = |publisher: &mut Browser<'_>, ground: &str| {
        publisher
            .post(
                "/source/open",
                &[("key", key), ("fact", &fact), ("ground", ground)],
            )
            .status
    };
    assert_eq!(
        open(&mut publisher, ""),
        StatusCode::UNPROCESSABLE_ENTITY,
        "without a ground"
    );
    assert_eq!(open(&mut publisher, "会议纪要三号"), StatusCode::SEE_OTHER);
    assert_eq!(
        open(&mut publisher, "会议纪要三号"),
        StatusCode::CONFLICT,
        "it is open already"
    );
    assert_eq!(publish(&house, "").status, StatusCode::SEE_OTHER);
}

#[test]
fn of_several_facts_somebody_says_which_stands() {
    let house = house(Secrecy::Public);
    let other = gdp(1_700_000_000, "17", Secrecy::Public);
    let mut ledger = Ledger::open(&house.ledger).unwrap();
    let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
    ledger
        .change(&act, |change| change.fact(&other, None).map(drop))
        .unwrap();
    let text = |house: &House| house.as_a(Role::Leader).get("/reports/1/file/report.txt").text;
    assert!(!text(&house).contains("地区生产总值"), "nobody knows which");
    let key = "gdp@152923:2024H1";
    let mut drafter = house.as_a(Role::Drafter);
    let page = drafter.get(&format!("/source?key={key}")).text;
    let first = hidden(&page, "", "stands").to_owned();
    let looked = |page: &str| -> Vec<String> {
        let fields = page.split("name=\"seen\" value=\"").skip(1);
        fields
            .filter_map(|field| Some(field.split('"').next()?.to_owned()))
            .collect()
    };
    let answer = |drafter: &mut Browser<'_>, stands: &str, seen: &[String]| {
        let mut form = vec![("key", key), ("stands", stands), ("reason", "统计局核定")];
        form.extend(seen.iter().map(|fact| ("seen", fact.as_str())));
        drafter.post("/source/answer", &form).status
    };
    let seen = looked(&page);
    assert_eq!(seen.len(), 2);
    assert_eq!(answer(&mut drafter, "999", &seen), StatusCode::CONFLICT);
    ledger
        .change(&act, |change| {
            change
                .fact(&gdp(1_800_000_000, "18", Secrecy::Public), None)
                .map(drop)
        })
        .unwrap();
    for stands in [first.as_str(), "all"] {
        let unseen = answer(&mut drafter, stands, &seen);
        assert_eq!(unseen, StatusCode::CONFLICT, "one that nobody looked at");
    }
    let seen = looked(&drafter.get(&format!("/source?key={key}")).text);
    assert_eq!(answer(&mut drafter, &first, &seen), StatusCode::SEE_OTHER);
    let under = ledger.facts_under(&key.parse().unwrap(), Known::Now).unwrap();
    assert_eq!(under.len(), 1, "the others are revised");
    assert!(text(&house).contains("地区生产总值16.29亿元"));
}
