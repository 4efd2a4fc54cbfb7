//! Both sides of one budget: 收入总计106.43亿元 … 支出总计106.43亿元，收支平衡.

use super::Found;
use super::scene::{Fact, Scene};
use super::subject::holds;
use super::whole::at_one_time;
use juyan_catalogue::Class;
use juyan_model::{ClaimKind, ClaimOrigin, MemberRole, Span};

/// Finds the income total of each spending total.
pub(super) fn find(scene: &Scene<'_>, found: &mut Found<'_>) {
    let mut sides: Vec<(bool, &Fact<'_>)> = scene
        .facts
        .iter()
        .filter(|fact| fact.is_level() && fact.bracket.is_none())
        .filter_map(|fact| Some((side(fact)?, fact)))
        .collect();
    // 较上年支出总计97.16亿元增长12.31%: the total of another year is no side of this budget.
    sides.dedup_by(|(side, later), (before, fact)| {
        let year = |fact: &Fact<'_>| fact.figure.period.map(|period| period.to.year());
        side == before && later.sentence == fact.sentence && year(later) < year(fact)
    });
    for (at, pair) in sides.windows(2).enumerate() {
        let [(false, income), (true, outlay)] = pair else {
            continue;
        };
        // 全市收入总计A，市本级收入总计B；全市支出总计A，市本级支出总计B: these stand crosswise.
        let neighbour = |at: Option<usize>| at.and_then(|at| sides.get(at));
        let crosswise = neighbour(at.checked_sub(1))
            .is_some_and(|(outlay, fact)| !outlay && fact.paragraph == income.paragraph)
            || neighbour(Some(at + 2))
                .is_some_and(|(is_outlay, fact)| *is_outlay && fact.paragraph == outlay.paragraph);
        let one =
            income.adds_to(outlay) && at_one_time(income, outlay) && income.paragraph + 1 >= outlay.paragraph;
        if crosswise || !one || is_left_over(scene, outlay) {
            continue;
        }
        let origin = if is_balanced(scene, income, outlay) {
            ClaimOrigin::Stated
        } else {
            ClaimOrigin::Implied
        };
        found.add(
            ClaimKind::Identity,
            origin,
            &[(MemberRole::Total, outlay), (MemberRole::Part, income)],
        );
    }
}

/// Whether a total is of the spending side; none where it is no total.
fn side(fact: &Fact<'_>) -> Option<bool> {
    if fact.names(Class::OutlayTotal) {
        Some(true)
    } else {
        fact.names(Class::IncomeTotal).then_some(false)
    }
}

/// Whether the text says between the two, or right behind them, that they are the same.
fn is_balanced(scene: &Scene<'_>, income: &Fact<'_>, outlay: &Fact<'_>) -> bool {
    let between = Span::new(income.end(), outlay.start()).of(scene.text);
    let between: String = between
        .chars()
        .rev()
        .take(BETWEEN)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect();
    let behind: String = behind(scene, outlay).chars().take(BEHIND).collect();
    holds(&behind, Class::Balanced, scene.catalogue) || holds(&between, Class::Balanced, scene.catalogue)
}

/// Whether something is left over after the spending total, so that the two sides differ by it. 收支相抵 alone, with no amount
/// behind it, leaves nothing.
fn is_left_over(scene: &Scene<'_>, outlay: &Fact<'_>) -> bool {
    // 支出总计32.5亿元。收支相抵，结转下年0.9亿元: the sentence behind may tell it.
    let end = scene.stops.sentence_end(outlay.end());
    let end = scene
        .stops
        .sentence_end(end.saturating_add(1))
        .min(scene.text.len());
    let behind = Span::new(outlay.end(), end);
    let mut words = scene.words_in(behind).iter();
    words.any(|word| {
        let rest = Span::new(word.span.end, end);
        word.is(Class::Surplus) && !scene.facts_in(rest).is_empty()
    })
}

fn behind<'a>(scene: &Scene<'a>, fact: &Fact<'_>) -> &'a str {
    scene.text.get(fact.end()..).unwrap_or_default()
}

/// Within how many characters before the spending total 收支平衡 is looked for.
const BETWEEN: usize = 240;

/// Within how many characters behind it.
const BEHIND: usize = 12;
