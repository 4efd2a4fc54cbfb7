//! What leaves the house of a figure that was released: that figure, and nothing that was known beside it.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot read its material has failed"
)]

mod scene;

use juyan_catalogue::{Catalogue, Lights};
use juyan_model::{Decimal, Fact, Printed, Secrecy, Source, Value, Worth};
use juyan_monitor::{Given, History, Item, Known, Openness, Plan, Watch, given_away, watch};
use juyan_register::record;
use scene::{REGION, catalogue, facts, registers};

fn fact(key: &str, worth: i64, released: bool) -> Given {
    let digits = Decimal::from(worth);
    Given {
        number: 0,
        is_bound: false,
        fact: Fact {
            unit: Some("吨".into()),
            printed: Some(Printed {
                digits,
                scale: Decimal::ONE,
                exact: true,
            }),
            secrecy: Secrecy::Internal,
            ..Fact::new(
                key.parse().unwrap(),
                Worth::Number(Value::One(digits)),
                Source::Entry,
            )
        },
        released,
    }
}

/// The example with a target of 1000 of this secrecy, and what is known of it.
fn seen(catalogue: &Catalogue, secrecy: &str, told: &[Given], lights: &Lights) -> Watch {
    let mut registers = registers(catalogue);
    let facts = [&facts(catalogue, &registers), told].concat();
    let fields = [
        ("code", "MB-90"),
        ("indicator", "公路货运量"),
        ("year", "2024"),
        ("value", "1000"),
        ("unit", "吨"),
        ("measure", "level"),
        ("key", "freight@152923:2024#plan"),
        ("secrecy", secrecy),
        ("owner", "交通局"),
    ];
    let row = fields.map(|(field, value)| (field.into(), value.into())).into();
    let target = catalogue.register("target").unwrap();
    registers.put(record(target, 0, &row, catalogue).unwrap());
    let mut flaws = Vec::new();
    let day = "2024-06-30".parse().unwrap();
    let known = Known::new(catalogue, &registers, &facts, REGION, &mut flaws);
    let plan = Plan::on(&registers, &History::default(), day, (catalogue, REGION));
    assert!(
        flaws.is_empty() && plan.flaws.is_empty(),
        "{flaws:?} {:?}",
        plan.flaws
    );
    watch(&known, &plan, lights, day)
}

fn one(watch: &Watch) -> &Item {
    let mut items = watch.items.iter();
    items.find(|item| item.target.code == "MB-90").unwrap()
}

#[test]
fn months_rivals_and_earlier_years_that_were_not_released_stay_inside() {
    let catalogue = catalogue();
    let lights = catalogue.lights(Some("pace")).unwrap();
    let told = [
        fact("freight@152923:2022H1", 400, false),
        fact("freight@152923:2022", 900, false),
        fact("freight@152923:2023H1", 410, false),
        fact("freight@152923:2023", 910, false),
        fact("freight@152923:2024Q1", 230, false),
        fact("freight@152923:2024H1", 470, false),
        fact("freight@152923:2024H1", 480, true),
    ];
    let inside = seen(&catalogue, "public", &told, lights);
    let item = one(&inside);
    assert_eq!(item.openness, Openness::Released);
    let stood = |item: &Item| item.months.iter().filter(|month| month.stood.is_some()).count();
    let rivals = |item: &Item| item.reading.as_ref().unwrap().rivals.len();
    assert_eq!((stood(item), rivals(item)), (2, 1));
    assert!(!item.forecast.as_ref().unwrap().trials.is_empty());
    let outside = inside.public();
    let item = one(&outside);
    assert_eq!((stood(item), rivals(item)), (1, 0));
    assert_eq!(item.forecast, None);
    assert!(item.actual.is_some() && item.pace.is_some());
}

#[test]
fn a_reason_that_names_a_target_which_is_not_public_stays_inside() {
    let catalogue = catalogue();
    let mut lights = catalogue.lights(Some("pace")).unwrap().clone();
    for band in lights.rules.iter_mut().flat_map(|rule| &mut rule.bands) {
        band.zh = "目标{target}".into();
    }
    let told = [
        fact("freight@152923:2024H1", 480, true),
        fact("freight.progress@152923:2024-06-30", 48, true),
    ];
    let why = |watch: &Watch| one(watch).light.why.told(&catalogue, "zh");
    let inside = seen(&catalogue, "internal", &told, &lights);
    assert!(why(&inside).contains("1000"), "{}", why(&inside));
    let outside = inside.public();
    assert!(!why(&outside).contains("1000"), "{}", why(&outside));
    assert!(one(&outside).hides_target);
}

/// Of three things that hang together two that are open give the third away.
#[test]
fn what_is_open_gives_away_what_is_not() {
    let catalogue = catalogue();
    let lights = catalogue.lights(Some("pace")).unwrap();
    let told = |facts: &[(&str, bool)], secrecy: &str| {
        let facts: Vec<Given> = facts
            .iter()
            .map(|(key, released)| fact(key, 480, *released))
            .collect();
        let watch = seen(&catalogue, secrecy, &facts, lights);
        let targets: Vec<_> = watch.items.into_iter().map(|item| item.target).collect();
        let found = given_away(&facts, &targets);
        found
            .into_iter()
            .map(|given| given.secret.to_string())
            .collect::<Vec<_>>()
    };
    let (done, share) = ("freight@152923:2024H1", "freight.progress@152923:2024-06-30");
    let plan = "freight@152923:2024#plan";
    assert_eq!(told(&[(done, true), (share, true)], "internal"), [plan]);
    assert_eq!(told(&[(done, true), (share, false)], "internal"), [""; 0]);
    assert_eq!(told(&[(done, false), (share, true)], "internal"), [""; 0]);
    assert_eq!(told(&[(done, false), (share, true)], "public"), [done]);
    // Another quarter's share is of what was done by then.
    assert_eq!(
        told(&[("freight@152923:2024Q1", true), (share, true)], "internal"),
        [""; 0]
    );
    let (growth, before) = ("freight.growth@152923:2024H1", "freight@152923:2023H1");
    assert_eq!(
        told(&[(done, true), (growth, true), (before, false)], "public"),
        [before]
    );
    assert_eq!(
        told(&[(done, false), (growth, true), (before, true)], "public"),
        [done]
    );
    assert_eq!(told(&[(done, true), (growth, true)], "public"), [""; 0]);
}
