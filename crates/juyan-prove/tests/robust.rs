//! Whatever figures and claims come in, judging them ends, and every finding marks figures that are there.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "drawn positions are those of drawn figures"
)]

mod sketch;

use juyan_model::{
    Accrual, Approx, Claim, ClaimKind, ClaimOrigin, Decimal, FigureId, Member, MemberRole, Mode, Period,
    Printed, Role, Value,
};
use proptest::{prelude::*, sample::select};
use sketch::Sketch;

/// Figures of one document; some members point beyond them.
const FIGURES: usize = 6;

const KINDS: [ClaimKind; 21] = [
    ClaimKind::Sum,
    ClaimKind::SumPartial,
    ClaimKind::Ratio,
    ClaimKind::Difference,
    ClaimKind::Same,
    ClaimKind::Composition,
    ClaimKind::Growth,
    ClaimKind::Multiple,
    ClaimKind::MeanGrowth,
    ClaimKind::GrowthByParts,
    ClaimKind::Change,
    ClaimKind::Progress,
    ClaimKind::Average,
    ClaimKind::CountRate,
    ClaimKind::Balance,
    ClaimKind::Identity,
    ClaimKind::Enumeration,
    ClaimKind::EnumerationPartial,
    ClaimKind::Calendar,
    ClaimKind::Dealt,
    ClaimKind::Direction,
];

const MEMBERS: [MemberRole; 9] = [
    MemberRole::Total,
    MemberRole::Part,
    MemberRole::Ratio,
    MemberRole::Numerator,
    MemberRole::Denominator,
    MemberRole::Figure,
    MemberRole::Result,
    MemberRole::Minuend,
    MemberRole::Subtrahend,
];

const UNITS: [&str; 12] = [
    "",
    "元",
    "%",
    "个百分点",
    "倍",
    "番",
    "个",
    "人",
    "亩",
    "公顷",
    "元/人",
    "没有的单位",
];
const ROLES: [Role; 6] = [
    Role::Level,
    Role::Growth,
    Role::Change,
    Role::Progress,
    Role::Share,
    Role::Period,
];

/// From nothing to the largest decimal there is.
fn digits() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        Just(Decimal::ZERO),
        Just(Decimal::MAX),
        Just(Decimal::try_new(1, 28).unwrap()),
        (-1_000_i64..1_000, 0_u32..4).prop_map(|(digits, places)| Decimal::try_new(digits, places).unwrap()),
        (any::<i64>(), 0_u32..20).prop_map(|(digits, places)| Decimal::try_new(digits, places).unwrap()),
    ]
}

fn value() -> impl Strategy<Value = Option<Value>> {
    prop_oneof![
        1 => Just(None),
        6 => digits().prop_map(|value| Some(Value::One(value))),
        1 => (digits(), digits()).prop_map(|(low, high)| Some(Value::Range(low, high))),
    ]
}

fn printed() -> impl Strategy<Value = Option<Printed>> {
    let scale = select(vec![
        Decimal::ONE,
        Decimal::from(10_000),
        Decimal::from(100_000_000),
        Decimal::ZERO,
        Decimal::MAX,
    ]);
    let some = (digits(), scale, any::<bool>());
    prop_oneof![
        1 => Just(None),
        6 => some.prop_map(|(digits, scale, exact)| Some(Printed { digits: digits.abs(), scale, exact })),
    ]
}

type Drawn = (
    (Option<Value>, Option<Printed>),
    (&'static str, Role, Option<Approx>),
    (bool, bool, Option<i16>, Option<&'static str>),
);

fn figure() -> impl Strategy<Value = Drawn> {
    let approx = select(vec![
        None,
        None,
        Some(Approx::About),
        Some(Approx::Over),
        Some(Approx::Under),
    ]);
    let indicator = select(vec![
        None,
        Some("gdp"),
        Some("rev_general"),
        Some("rev_tax"),
        Some("air_good"),
        Some("no such"),
    ]);
    let year = select(vec![None, Some(2023), Some(2024), Some(1)]);
    (
        (value(), printed()),
        (select(UNITS.to_vec()), select(ROLES.to_vec()), approx),
        (any::<bool>(), any::<bool>(), year, indicator),
    )
}

fn claim() -> impl Strategy<Value = Claim> {
    let member = (select(MEMBERS.to_vec()), 0..FIGURES + 2);
    let origin = select(vec![
        ClaimOrigin::Stated,
        ClaimOrigin::Implied,
        ClaimOrigin::Definition,
        ClaimOrigin::Possible,
    ]);
    (
        select(KINDS.to_vec()),
        prop::collection::vec(member, 0..5),
        origin,
    )
        .prop_map(|(kind, members, origin)| {
            let members = members
                .into_iter()
                .map(|(role, figure)| Member {
                    role,
                    figure: FigureId(figure),
                })
                .collect();
            Claim {
                kind,
                members,
                origin,
                told: Vec::new(),
                tried: 1,
            }
        })
}

fn sketch(drawn: Vec<Drawn>, claims: Vec<Claim>) -> Sketch {
    let mut sketch = Sketch {
        claims,
        ..Sketch::default()
    };
    for ((value, printed), (unit, role, approx), (plan, cumulative, year, indicator)) in drawn {
        let id = sketch.figure(role, "1", 0, unit);
        let figure = &mut sketch.figures[id.0];
        (figure.value, figure.printed, figure.approx) = (value, printed, approx);
        figure.mode = if plan { Mode::Plan } else { Mode::Actual };
        figure.accrual = if cumulative {
            Accrual::Cumulative
        } else {
            Accrual::Period
        };
        figure.period = year.and_then(Period::year);
        figure.indicator = indicator.map(Into::into);
        figure.of = Some(FigureId(id.0 / 2));
    }
    sketch
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn judging_always_ends(
        figures in prop::collection::vec(figure(), FIGURES),
        claims in prop::collection::vec(claim(), 1..6),
    ) {
        let mut sketch = sketch(figures, claims);
        let unstated = juyan_prove::unstated(&sketch.figures, &sketch.claims, sketch::catalogue());
        sketch.claims.extend(unstated);
        prop_assert_eq!(sketch.judge().len(), sketch.claims.len());
        let spans: Vec<_> = sketch.figures.iter().map(|figure| figure.span).collect();
        for finding in sketch.findings() {
            prop_assert!(!finding.spans.is_empty());
            prop_assert!(finding.spans.iter().all(|span| spans.contains(span)));
            prop_assert!(sketch::catalogue().rules.contains_key(&finding.rule));
        }
    }
}
