//! All facts of a large ledger are told part by part: those of one state of it, as many as there are, in memory for a few.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod browser;

use axum::body::{Body, HttpBody};
use axum::http::{Request, header};
use browser::House;
use jiff::Timestamp;
use juyan_ledger::{Act, ActKind, Ledger};
use juyan_model::{Fact, Secrecy, Source, Value, Worth};
use juyan_web::Role;
use std::future::poll_fn;
use std::pin::Pin;
use tower::ServiceExt;

const MANY: usize = 2500;

fn fact(number: usize, secrecy: Secrecy) -> Fact {
    Fact {
        secrecy,
        department: "旗商务局".into(),
        ..Fact::new(
            format!("\"n{number}\"@152923:2024H1").parse().unwrap(),
            Worth::Number(Value::One(number.into())),
            Source::Entry,
        )
    }
}

fn keep(ledger: &mut Ledger, facts: &[Fact]) {
    let act = Act::new(ActKind::Enter, "clerk", Timestamp::now());
    let kept = ledger.change(&act, |change| {
        facts
            .iter()
            .try_for_each(|fact| change.fact(fact, None).map(drop))
    });
    kept.unwrap();
}

/// A ledger of many facts, of which each fifth is not public.
fn house() -> House {
    let house = House::new();
    let of = |number: usize| match number % 5 {
        0 => Secrecy::Internal,
        _ => Secrecy::Public,
    };
    let facts: Vec<Fact> = (0..MANY).map(|number| fact(number, of(number))).collect();
    keep(&mut Ledger::open(&house.ledger).unwrap(), &facts);
    house
}

#[test]
fn all_are_told_and_to_others_what_they_may_see() {
    let house = house();
    let lines = |role: Role, place: &str| -> Vec<String> {
        let seen = house.as_a(role).get(place);
        seen.text.lines().map(str::to_owned).collect()
    };
    let all = lines(Role::Leader, "/api/v1/facts");
    assert_eq!(all.len(), MANY);
    for (number, line) in all.iter().enumerate() {
        let told: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(told["key"], format!("\"n{number}\"@152923:2024H1"));
    }
    let csv = lines(Role::Leader, "/api/v1/facts?format=csv");
    assert_eq!(csv.len(), MANY + 1);
    let headings = csv.iter().filter(|line| line.starts_with("fact,key,"));
    assert_eq!((headings.count(), csv[0].starts_with("fact,key,")), (1, true));
    // Another department's that is not public is not for who is of one department.
    assert_eq!(lines(Role::Reporter, "/api/v1/facts").len(), MANY / 5 * 4);
}

#[test]
fn they_come_in_parts_and_what_is_written_meanwhile_is_not_among_them() {
    let house = house();
    let leader = house.as_a(Role::Leader);
    let cookies = leader
        .cookies
        .iter()
        .map(|(name, value)| format!("{name}={value}"));
    let cookies: Vec<String> = cookies.collect();
    let request = Request::get("/api/v1/facts").header(header::COOKIE, cookies.join("; "));
    let request = request.body(Body::empty()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let parts: Vec<usize> = runtime.block_on(async {
        let mut body = house.router.clone().oneshot(request).await.unwrap().into_body();
        let mut parts = Vec::new();
        while let Some(part) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let part = part.unwrap().into_data().unwrap();
            parts.push(part.split(|byte| *byte == b'\n').count() - 1);
            if parts.len() == 1 {
                let mut ledger = Ledger::open(&house.ledger).unwrap();
                keep(&mut ledger, &[fact(MANY, Secrecy::Public)]);
            }
        }
        parts
    });
    assert!(parts.iter().all(|lines| *lines <= 1000), "{parts:?}");
    assert_eq!(parts.iter().sum::<usize>(), MANY);
    let after = house.as_a(Role::Leader).get("/api/v1/facts").text;
    assert_eq!(after.lines().count(), MANY + 1);
}
