//! Rules on drawn figures: what each says, how gravely, and of which figures.

mod sketch;

use juyan_model::{
    Accrual, Approx, ClaimKind, ClaimOrigin, Finding, MemberRole, Mode, Period, Role, Severity, Span, Verdict,
};
use sketch::Sketch;

/// One claim of `kind`: a figure a member, as digits, scale and unit.
fn claim(kind: ClaimKind, members: &[(MemberRole, Role, &str, u32, &str)]) -> Sketch {
    let mut sketch = Sketch::default();
    let members: Vec<_> = members
        .iter()
        .map(|(member, role, digits, scale, unit)| (*member, sketch.figure(*role, digits, *scale, unit)))
        .collect();
    sketch.claim(kind, &members);
    sketch
}

fn ratio(above: &str, below: &str, rate: &str) -> Sketch {
    claim(
        ClaimKind::Ratio,
        &[
            (MemberRole::Numerator, Role::Level, above, 8, "元"),
            (MemberRole::Denominator, Role::Level, below, 8, "元"),
            (MemberRole::Ratio, Role::Share, rate, 0, "%"),
        ],
    )
}

/// Rule, severity and number of marked figures of each finding.
fn said(findings: &[Finding]) -> Vec<(&str, Severity, usize)> {
    findings
        .iter()
        .map(|finding| (finding.rule.as_str(), finding.severity, finding.spans.len()))
        .collect()
}

fn argument<'a>(finding: &'a Finding, name: &str) -> &'a str {
    let found = finding.arguments.iter().find(|argument| argument.name == name);
    found.map(|argument| argument.value.as_str()).unwrap_or_default()
}

#[test]
fn a_wrong_share_is_an_error_where_the_sentence_says_it() {
    let mut sketch = ratio("5.21", "9.87", "55.8");
    assert_eq!(said(&sketch.findings()), [("J0303", Severity::Error, 3)]);
    for (origin, severity) in [
        (ClaimOrigin::Implied, Severity::Warning),
        (ClaimOrigin::Definition, Severity::Warning),
        (ClaimOrigin::Possible, Severity::Question),
    ] {
        sketch.claims[0].origin = origin;
        assert_eq!(said(&sketch.findings()), [("J0303", severity, 3)]);
    }
}

#[test]
fn what_is_told_roughly_is_blamed_less() {
    let mut sketch = ratio("5.21", "9.87", "65.8");
    sketch.figures[2].approx = Some(Approx::About);
    assert_eq!(said(&sketch.findings()), [("J0303", Severity::Warning, 3)]);
    sketch.claims[0].origin = ClaimOrigin::Implied;
    assert_eq!(said(&sketch.findings()), [("J0303", Severity::Question, 3)]);
}

#[test]
fn what_is_over_or_under_is_open_on_that_side() {
    for (rate, approx, holds) in [
        ("50", Approx::Over, true),
        ("60", Approx::Over, false),
        ("60", Approx::Under, true),
        ("50", Approx::Under, false),
        ("50", Approx::About, true),
    ] {
        let mut sketch = ratio("5.21", "9.87", rate);
        sketch.figures[2].approx = Some(approx);
        assert_eq!(sketch.findings().is_empty(), holds, "{approx:?} {rate}");
    }
}

#[test]
fn a_slip_of_the_point_is_named() {
    let findings = ratio("5.216", "987.4", "52.83").findings();
    assert_eq!(said(&findings), [("J0201", Severity::Error, 3)]);
    assert_eq!(argument(&findings[0], "times"), "100");
}

#[test]
fn a_part_that_slipped_is_named_where_the_others_then_fit() {
    let part = |digits| (MemberRole::Part, Role::Level, digits, 8, "元");
    let total = (MemberRole::Total, Role::Level, "28.54", 8, "元");
    let sketch = claim(ClaimKind::SumPartial, &[total, part("12.52"), part("160.2")]);
    assert_eq!(said(&sketch.findings()), [("J0201", Severity::Error, 3)]);
    let sketch = claim(ClaimKind::SumPartial, &[total, part("12.52"), part("39.77")]);
    assert_eq!(said(&sketch.findings()), [("J0302", Severity::Error, 3)]);
    // None of the two exceeds the whole alone: most likely wrong, for words that let parts overlap make no claim.
    let sketch = claim(ClaimKind::SumPartial, &[total, part("22.52"), part("19.77")]);
    assert_eq!(said(&sketch.findings()), [("J0302", Severity::Warning, 3)]);
}

/// A debt, the bonds in it, and two shares that are the bonds' and not the debt's.
#[test]
fn shares_of_another_whole_name_it_and_mark_only_what_does_not_fit() {
    let mut sketch = Sketch::default();
    let debt = sketch.level("266.63", 8, "元");
    let bonds = sketch.level("263.53", 8, "元");
    let (general, special) = (sketch.level("193.29", 8, "元"), sketch.level("73.34", 8, "元"));
    let first = sketch.figure(Role::Share, "73.35", 0, "%");
    let second = sketch.figure(Role::Share, "26.65", 0, "%");
    for (rate, above) in [(first, general), (second, special)] {
        let members = [
            (MemberRole::Ratio, rate),
            (MemberRole::Numerator, above),
            (MemberRole::Denominator, debt),
        ];
        sketch.claim(ClaimKind::Ratio, &members);
    }
    let findings = sketch.findings();
    assert_eq!(
        said(&findings),
        [("J0314", Severity::Error, 2), ("J0314", Severity::Error, 2)]
    );
    for (finding, rate) in findings.iter().zip([first, second]) {
        assert_eq!(argument(finding, "instead"), "263.53亿元");
        assert_eq!(
            finding.spans,
            [sketch.figures[debt.0].span, sketch.figures[rate.0].span]
        );
    }
    assert_eq!(sketch.figures[bonds.0].span, Span::new(10, 15));
}

#[test]
fn digits_that_were_cut_off_are_asked_about() {
    let members = [
        (MemberRole::Numerator, Role::Level, "8", 0, "项"),
        (MemberRole::Denominator, Role::Level, "11", 0, "项"),
        (MemberRole::Ratio, Role::Share, "72.72", 0, "%"),
    ];
    assert_eq!(
        said(&claim(ClaimKind::Ratio, &members).findings()),
        [("J0310", Severity::Question, 3)]
    );
}

#[test]
fn differences_in_rounding_are_asked_about() {
    let part = |digits| (MemberRole::Part, Role::Level, digits, 8, "元");
    let total = (MemberRole::Total, Role::Level, "28.02", 8, "元");
    let sketch = claim(ClaimKind::Sum, &[total, part("15.23"), part("12.77")]);
    assert_eq!(said(&sketch.findings()), [("J0315", Severity::Question, 3)]);
}

#[test]
fn rises_and_differences_have_rules_of_their_own() {
    let levels = [
        (MemberRole::Minuend, Role::Level, "78", 0, "%"),
        (MemberRole::Subtrahend, Role::Level, "62", 0, "%"),
    ];
    for (role, rule) in [(Role::Change, "J0307"), (Role::Level, "J0304")] {
        let result = (MemberRole::Result, role, "26", 0, "个百分点");
        assert_eq!(
            said(&claim(ClaimKind::Difference, &[result, levels[0], levels[1]]).findings()),
            [(rule, Severity::Error, 3)]
        );
    }
    // A fall is told without a sign or with one, whichever way the levels stand.
    for fall in ["16", "-16"] {
        let result = (MemberRole::Result, Role::Change, fall, 0, "个百分点");
        assert!(
            claim(ClaimKind::Difference, &[result, levels[0], levels[1]])
                .findings()
                .is_empty()
        );
    }
}

#[test]
fn what_is_done_of_a_plan_is_a_progress() {
    let mut sketch = ratio("8.0", "24.0", "43.3");
    sketch.figures[1].mode = Mode::Plan;
    assert_eq!(said(&sketch.findings()), [("J0601", Severity::Error, 3)]);
}

#[test]
fn a_running_total_holds_what_is_added() {
    let part = (MemberRole::Part, Role::Level, "6730", 4, "立方米");
    let total = (MemberRole::Total, Role::Level, "2771", 4, "立方米");
    let mut sketch = claim(ClaimKind::SumPartial, &[part, total]);
    assert_eq!(said(&sketch.findings()), [("J0302", Severity::Error, 2)]);
    sketch.figures[1].accrual = Accrual::Cumulative;
    assert_eq!(said(&sketch.findings()), [("J0202", Severity::Error, 2)]);
    // Without a claim they must at least tell of one thing.
    sketch.claims.clear();
    assert!(sketch.findings().is_empty());
    for figure in &mut sketch.figures {
        figure.indicator = Some("wetland_water".into());
    }
    assert_eq!(said(&sketch.findings()), [("J0202", Severity::Question, 2)]);
}

#[test]
fn one_figure_told_twice() {
    let told = |digits| (MemberRole::Figure, Role::Level, digits, 4, "吨");
    let mut sketch = claim(ClaimKind::Same, &[told("12.5"), told("13.5")]);
    assert_eq!(said(&sketch.findings()), [("J0401", Severity::Warning, 2)]);
    sketch.claims[0].origin = ClaimOrigin::Possible;
    assert_eq!(said(&sketch.findings()), [("J0401", Severity::Question, 2)]);
    let mut sketch = claim(ClaimKind::Same, &[told("1175"), told("1200")]);
    sketch.claims[0].origin = ClaimOrigin::Possible;
    assert_eq!(said(&sketch.findings()), [("J0402", Severity::Question, 2)]);
    assert!(
        claim(ClaimKind::Same, &[told("12.5"), told("12.53")])
            .findings()
            .is_empty()
    );
}

#[test]
fn units_meet_by_what_they_measure() {
    let same = |one: (&str, u32, &str), other: (&str, u32, &str)| {
        let told = |(digits, scale, unit)| (MemberRole::Figure, Role::Level, digits, scale, unit);
        claim(ClaimKind::Same, &[told(one), told(other)])
            .judge()
            .remove(0)
            .verdict
    };
    assert_eq!(same(("2", 4, "千瓦"), ("20", 0, "MW")), Verdict::Proved);
    assert_eq!(same(("2", 4, "千瓦"), ("30", 0, "MW")), Verdict::Refuted);
    assert_eq!(same(("15", 0, "亩"), ("1", 0, "公顷")), Verdict::Proved);
    assert_eq!(same(("15", 0, "亩"), ("15", 0, "吨")), Verdict::Undecided);
    assert_eq!(same(("15", 8, "元"), ("15", 8, "美元")), Verdict::Undecided);
}

#[test]
fn growth_is_reckoned_only_where_levels_allow_it() {
    let growth = |indicator: Option<&str>| {
        let mut sketch = claim(
            ClaimKind::Growth,
            &[
                (MemberRole::Numerator, Role::Level, "5.00", 8, "元"),
                (MemberRole::Denominator, Role::Level, "4.00", 8, "元"),
                (MemberRole::Ratio, Role::Growth, "35", 0, "%"),
            ],
        );
        for figure in &mut sketch.figures {
            figure.indicator = indicator.map(Into::into);
        }
        sketch
    };
    assert_eq!(
        said(&growth(Some("tourism_rev")).findings()),
        [("J0306", Severity::Error, 3)]
    );
    // Whoever is not known may be at constant prices.
    assert_eq!(said(&growth(None).findings()), [("J0306", Severity::Question, 3)]);
    for indicator in ["gdp", "fai", "agri_output"] {
        assert!(growth(Some(indicator)).findings().is_empty(), "{indicator}");
    }
}

#[test]
fn what_holds_by_definition_needs_no_sentence() {
    let mut sketch = Sketch::default();
    for (indicator, digits) in [
        ("rev_general", "8.20"),
        ("rev_tax", "6.10"),
        ("rev_nontax", "3.10"),
    ] {
        let id = sketch.level(digits, 8, "元");
        sketch.figures[id.0].indicator = Some(indicator.into());
    }
    sketch.claims = juyan_prove::unstated(&sketch.figures, &[], sketch::catalogue());
    let findings = sketch.findings();
    assert_eq!(said(&findings), [("J0313", Severity::Warning, 3)]);
    // A second figure of one of them: which of the two is meant is not known.
    sketch.level("1.10", 8, "元");
    sketch.figures[3].indicator = Some("rev_tax".into());
    assert!(juyan_prove::unstated(&sketch.figures, &[], sketch::catalogue()).len() < 2);
}

#[test]
fn two_names_of_one_freight_are_asked_about() {
    let mut sketch = Sketch::default();
    for (place, (indicator, digits)) in [("freight", "1175"), ("port_freight", "1200")]
        .into_iter()
        .enumerate()
    {
        let id = sketch.level(digits, 4, "吨");
        let figure = &mut sketch.figures[id.0];
        figure.indicator = Some(indicator.into());
        figure.period = Period::months(2024, 1, 6);
        figure.sentence = Span::new(place * 100, place * 100 + 50);
    }
    assert_eq!(said(&sketch.findings()), [("J0402", Severity::Question, 2)]);
    sketch.figures[1].indicator = Some("coal_output".into());
    assert!(sketch.findings().is_empty());
}
