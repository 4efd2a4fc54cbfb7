//! Keys: every key is read back from what it displays, other spellings come to the canonical one, errors know their place.

use juyan_model::{Accrual, Date, Expected, Key, Measure, Mode, Period, Term, Versus};
use proptest::prelude::*;
use smol_str::SmolStr;

#[test]
fn the_canonical_spelling_is_displayed() {
    for (spelling, canonical) in [
        ("gdp@152923:2024H1", "gdp@152923:2024H1"),
        ("gdp.growth(yoy)@152923:2024H1", "gdp.growth@152923:2024H1"),
        (
            "gdp.growth.change(yoy)@152923:2024H1",
            "gdp.growth.change@152923:2024H1",
        ),
        (
            "gdp.growth(avg(2021..2025))@000000:2025",
            "gdp.growth(avg(2021..2025))@000000:2025",
        ),
        (
            "gdp.growth(vs(2020))@000000:2025",
            "gdp.growth(vs(2020))@000000:2025",
        ),
        (
            "income.change(vs(150000))@152923:2024",
            "income.change(vs(150000))@152923:2024",
        ),
        (
            "wetland_water{site=east_juyan}@152923:2024H1~cum",
            "wetland_water{site=east_juyan}@152923:2024H1~cum",
        ),
        (
            "funds{level=\"中央\",batch=first}@152923:2024~cum(2019-01-01)#actual",
            "funds{batch=first,level=\"中央\"}@152923:2024~cum(2019-01-01)",
        ),
        (
            "key_project_invest@152923:2024M01-M12#plan",
            "key_project_invest@152923:2024#plan",
        ),
        ("\"说“\\\"引\\\\号\"@152923", "\"说“\\\"引\\\\号\"@152923"),
        (
            "x.share(gdp)@152923001:2024-06-30",
            "x.share(gdp)@152923001:2024-06-30",
        ),
    ] {
        let key: Key = spelling
            .parse()
            .unwrap_or_else(|error| panic!("{spelling}: {error}"));
        assert_eq!(key.to_string(), canonical);
    }
}

#[test]
fn an_error_names_the_character() {
    for (text, at, expected) in [
        ("", 0, Expected::Term),
        ("GDP@152923", 0, Expected::Term),
        ("\"育苗面积@152923", 12, Expected::ClosingQuote),
        ("\"育苗\"{地=x}@152923", 5, Expected::Dimension),
        ("a{site=x,site=y}@152923", 9, Expected::Dimension),
        ("a{site:x}@152923", 6, Expected::Equals),
        ("a{site=x@152923", 8, Expected::ClosingBrace),
        ("a.growht@152923", 2, Expected::Measure),
        ("a.growth(last)@152923", 9, Expected::Base),
        ("a.growth(vs 2020)@152923", 11, Expected::OpeningParenthesis),
        ("a.growth(vs(20))@152923", 12, Expected::Reference),
        ("a.growth(avg(x))@152923", 13, Expected::Period),
        ("a.growth(yoy@152923", 12, Expected::ClosingParenthesis),
        ("\"育苗面积\":2024", 6, Expected::At),
        ("\"育苗面积\"@15292:2024", 7, Expected::Region),
        ("a@152923:2024H3", 9, Expected::Period),
        ("a@152923:2024~sum", 14, Expected::Accrual),
        ("a@152923:2024~cum(2024)", 18, Expected::Day),
        ("a@152923:2024#plam", 14, Expected::Mode),
        ("a@152923:2024#plan ", 18, Expected::End),
    ] {
        let error = text.parse::<Key>().expect_err(text);
        assert_eq!((error.at, error.expected), (at, expected), "{text}: {error}");
    }
}

fn date() -> impl Strategy<Value = Date> {
    (1990_i16..2060, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn period() -> impl Strategy<Value = Period> {
    let months = (1990_i16..2060, 1_i8..=12, 1_i8..=12).prop_filter_map("in order", |(year, first, last)| {
        Period::months(year, first, last).filter(|period| period.from < period.to)
    });
    let days = (date(), date()).prop_map(|(one, other)| Period::new(one.min(other), one.max(other)));
    prop_oneof![months, days, date().prop_map(Period::instant)]
}

fn id() -> impl Strategy<Value = SmolStr> {
    "[a-z][a-z0-9_]{0,12}".prop_map(SmolStr::from)
}

fn region() -> impl Strategy<Value = SmolStr> {
    "[0-9]{6}([0-9]{3}){0,2}".prop_map(SmolStr::from)
}

fn term() -> impl Strategy<Value = Term> {
    prop_oneof![
        id().prop_map(Term::Id),
        "[亩吨a\"\\\\}@:#~ ]{0,8}".prop_map(|words| Term::Words(words.into())),
    ]
}

fn versus() -> impl Strategy<Value = Versus> {
    prop_oneof![
        Just(Versus::Yoy),
        Just(Versus::Mom),
        Just(Versus::Ytd),
        Just(Versus::Plan),
        Just(Versus::Other),
        period().prop_map(Versus::Period),
        region().prop_map(Versus::Region),
        period().prop_map(Versus::Average),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    let bracket = || proptest::option::of(term());
    prop_oneof![
        versus().prop_map(Measure::Growth),
        versus().prop_map(Measure::Change),
        bracket().prop_map(Measure::Progress),
        bracket().prop_map(Measure::Share),
        bracket().prop_map(Measure::Rank),
        bracket().prop_map(Measure::Contribution),
    ]
}

fn accrual() -> impl Strategy<Value = (Accrual, Option<Date>)> {
    prop_oneof![
        Just((Accrual::Period, None)),
        proptest::option::of(date()).prop_map(|since| (Accrual::Cumulative, since)),
    ]
}

fn key() -> impl Strategy<Value = Key> {
    let mode = prop_oneof![
        Just(Mode::Actual),
        Just(Mode::Plan),
        Just(Mode::Capacity),
        Just(Mode::Forecast)
    ];
    (
        term(),
        proptest::collection::btree_map(id(), term(), 0..3),
        proptest::collection::vec(measure(), 0..3),
        region(),
        proptest::option::of(period()),
        accrual(),
        mode,
    )
        .prop_map(
            |(indicator, dimensions, measures, region, period, (accrual, since), mode)| Key {
                indicator,
                dimensions,
                measures,
                region,
                period,
                accrual,
                since,
                mode,
            },
        )
}

proptest! {
    #[test]
    fn a_key_is_read_back(key in key()) {
        prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
    }

    #[test]
    fn any_text_gives_a_key_or_a_place_in_it(text in "[a-z\"{}=,.()@:~#0-9HQM亩\\\\-]{0,40}") {
        if let Err(error) = text.parse::<Key>() {
            prop_assert!(error.at <= text.chars().count());
        }
    }
}
