//! The arithmetic of the Ejin report, verdict by verdict.

mod sketch;

use juyan_model::{
    ClaimKind, FigureId, Judgement, MemberRole, Power, Premise, Role, Rounding, Verdict, rational,
};
use sketch::Sketch;

fn ratio(role: Role, above: (&str, u32, &str), below: (&str, u32, &str), rate: &str) -> Judgement {
    let mut sketch = Sketch::default();
    let above = sketch.level(above.0, above.1, above.2);
    let below = sketch.level(below.0, below.1, below.2);
    let rate = sketch.figure(role, rate, 0, "%");
    let members = [
        (MemberRole::Ratio, rate),
        (MemberRole::Numerator, above),
        (MemberRole::Denominator, below),
    ];
    sketch.claim(ClaimKind::Ratio, &members);
    sketch.judge().remove(0)
}

fn count_rate(count: Option<(MemberRole, &str)>, rate: &str) -> Judgement {
    let mut sketch = Sketch::default();
    let mut members = vec![(MemberRole::Ratio, sketch.figure(Role::Level, rate, 0, "%"))];
    if let Some((role, count)) = count {
        members.push((role, sketch.level(count, 0, "项")));
    }
    sketch.claim(ClaimKind::CountRate, &members);
    sketch.judge().remove(0)
}

fn sum(total: &str, parts: &[&str]) -> Sketch {
    let mut sketch = Sketch::default();
    let mut members = vec![(MemberRole::Total, sketch.level(total, 0, "项"))];
    members.extend(
        parts
            .iter()
            .map(|part| (MemberRole::Part, sketch.level(part, 0, "项"))),
    );
    sketch.claim(ClaimKind::Sum, &members);
    sketch
}

#[test]
fn parts_come_to_their_total() {
    let judgement = sum("18", &["11", "7"]).judge().remove(0);
    assert_eq!(judgement.verdict, Verdict::Proved);
    assert_eq!(judgement.roundings, Rounding::ALL);
    assert_eq!(judgement.arithmetic, "11 + 7 = 18");
    assert_eq!(judgement.power, Some(Power::new(99, 100)));
}

#[test]
fn a_total_that_is_one_too_many_is_an_error() {
    let sketch = sum("19", &["11", "7"]);
    let finding = sketch.findings().remove(0);
    assert_eq!(sketch.judge()[0].verdict, Verdict::Refuted);
    assert_eq!(finding.rule, "J0301");
    assert_eq!(finding.severity, juyan_model::Severity::Error);
    assert_eq!(finding.spans.len(), 3);
    assert_eq!(finding.arithmetic, "11 + 7 = 18 ≠ 19");
}

#[test]
fn begun_projects_are_their_share_of_all() {
    let judgement = ratio(Role::Progress, ("17", 0, "项"), ("18", 0, "项"), "94.4");
    assert_eq!(judgement.verdict, Verdict::Proved);
    assert_eq!(judgement.arithmetic, "17 ÷ 18 = 94.4%");
    assert_eq!(judgement.power, Some(Power::new(982, 1001)));
}

#[test]
fn whole_percentages_of_hundreds_prove_little() {
    let judgement = ratio(Role::Share, ("340", 0, "件"), ("400", 0, "件"), "85");
    assert_eq!(
        (judgement.verdict, judgement.power),
        (Verdict::Proved, Some(Power::new(0, 1)))
    );
    let judgement = ratio(Role::Share, ("26", 0, "件"), ("34", 0, "件"), "76");
    assert_eq!(
        (judgement.verdict, judgement.power),
        (Verdict::Proved, Some(Power::new(66, 101)))
    );
}

#[test]
fn operands_may_stand_far_apart() {
    let judgement = ratio(Role::Progress, ("7.9", 8, "元"), ("23.75", 8, "元"), "33");
    assert_eq!(judgement.verdict, Verdict::Proved);
    assert_eq!(judgement.arithmetic, "7.9 ÷ 23.75 = 33%");
    let judgement = ratio(Role::Progress, ("7.9", 8, "元"), ("23.75", 8, "元"), "43");
    assert_eq!(judgement.verdict, Verdict::Refuted);
    assert_eq!(judgement.arithmetic, "7.9 ÷ 23.75 ≈ 33.26% ≠ 43%");
}

#[test]
fn an_absent_numerator_can_be_unique() {
    for (of, rate, count) in [
        ("1677", "73.82", 1238),
        ("1677", "93.44", 1567),
        ("182", "81.9", 149),
    ] {
        let judgement = count_rate(Some((MemberRole::Denominator, of)), rate);
        assert_eq!(judgement.verdict, Verdict::Proved);
        assert_eq!(judgement.arithmetic, format!("{count} ÷ {of}项 = {rate}%"));
        assert_eq!(
            judgement.computed.unwrap().only().unwrap(),
            &rational(count.into())
        );
    }
}

#[test]
fn no_count_gives_98_percent_of_32() {
    for role in [MemberRole::Denominator, MemberRole::Numerator] {
        assert_eq!(count_rate(Some((role, "32")), "98").verdict, Verdict::Refuted);
    }
}

#[test]
fn only_cutting_off_explains_72_72_percent() {
    let judgement = count_rate(None, "72.72");
    assert_eq!(judgement.premise, Some(Premise::DigitsCutOff));
    assert_eq!(judgement.arithmetic, "8 ÷ 11 = 72.72%");
    // A percentage that some small fraction rounds to is not worth a question.
    assert_eq!(count_rate(None, "72.73").verdict, Verdict::Undecided);
    assert_eq!(count_rate(None, "73.82").verdict, Verdict::Undecided);
}

#[test]
fn a_progress_implies_its_plan() {
    for (done, rate, plan) in [
        ("2428", "98.5", "2463.7–2466.2"),
        ("7376.5", "51", "14323.3–14606.93"),
    ] {
        let mut sketch = Sketch::default();
        let done = sketch.level(done, 4, "元");
        let rate = sketch.figure(Role::Progress, rate, 0, "%");
        sketch.claim(
            ClaimKind::Progress,
            &[(MemberRole::Ratio, rate), (MemberRole::Numerator, done)],
        );
        let judgement = sketch.judge().remove(0);
        assert_eq!(
            (judgement.verdict, judgement.premise),
            (Verdict::Undecided, Some(Premise::PlanAbsent))
        );
        assert!(judgement.arithmetic.contains(plan), "{}", judgement.arithmetic);
    }
}

#[test]
fn growth_at_constant_prices_is_not_reckoned_from_levels() {
    let mut sketch = Sketch::default();
    let (now, before) = (sketch.level("16.29", 8, "元"), sketch.level("15.20", 8, "元"));
    let rate = sketch.figure(Role::Growth, "2.7", 0, "%");
    for FigureId(id) in [now, before, rate] {
        sketch.figures[id].indicator = Some("gdp".into());
    }
    let members = [
        (MemberRole::Ratio, rate),
        (MemberRole::Numerator, now),
        (MemberRole::Denominator, before),
    ];
    sketch.claim(ClaimKind::Growth, &members);
    let judgement = sketch.judge().remove(0);
    assert_eq!(
        (judgement.verdict, judgement.premise),
        (Verdict::Undecided, Some(Premise::ConstantPrices))
    );
    assert!(sketch.findings().is_empty());
}
