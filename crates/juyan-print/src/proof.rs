//! A claim's proof in words: what it came to, what it is worth, what it hangs on.

use juyan::model::{Claim, ClaimKind, FigureId, Judgement, Power, Premise, Verdict};
use juyan::{Checked, Context};

/// The name of a verdict in the catalogue.
pub(crate) const fn verdict_id(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Proved => "verdict.proved",
        Verdict::Refuted => "verdict.refuted",
        Verdict::Undecided => "verdict.undecided",
    }
}

/// The name of a claim's kind in the catalogue.
const fn kind_id(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Sum => "kind.sum",
        ClaimKind::SumPartial => "kind.sum-partial",
        ClaimKind::Ratio => "kind.ratio",
        ClaimKind::Difference => "kind.difference",
        ClaimKind::Same => "kind.same",
        ClaimKind::Composition => "kind.composition",
        ClaimKind::Growth => "kind.growth",
        ClaimKind::Multiple => "kind.multiple",
        ClaimKind::MeanGrowth => "kind.mean-growth",
        ClaimKind::GrowthByParts => "kind.growth-by-parts",
        ClaimKind::Change => "kind.change",
        ClaimKind::Progress => "kind.progress",
        ClaimKind::Average => "kind.average",
        ClaimKind::CountRate => "kind.count-rate",
        ClaimKind::Balance => "kind.balance",
        ClaimKind::Identity => "kind.identity",
        ClaimKind::Enumeration => "kind.enumeration",
        ClaimKind::EnumerationPartial => "kind.enumeration-partial",
        ClaimKind::Dealt => "kind.dealt",
        ClaimKind::Calendar => "kind.calendar",
        ClaimKind::Direction => "kind.direction",
    }
}

/// The kind of a claim.
pub(crate) fn kind<'a>(claim: &Claim, context: Context<'a>) -> &'a str {
    context.say(kind_id(claim.kind))
}

/// The sum, or the figures that take part where none was reckoned.
pub(crate) fn arithmetic(
    claim: &Claim,
    judgement: &Judgement,
    checked: &Checked<'_>,
    context: Context<'_>,
) -> String {
    if !judgement.arithmetic.is_empty() {
        return judgement.arithmetic.clone();
    }
    let words: Vec<&str> = claim
        .members
        .iter()
        .map(|member| figure(member.figure, checked))
        .collect();
    words.join(context.say("text.joint"))
}

/// The power of a proof in percent, with one decimal cut off; empty where nothing was proved.
pub(crate) fn power(judgement: &Judgement, context: Context<'_>) -> String {
    judgement.power.map_or_else(String::new, |power| {
        context.fill("text.power", &[("percent", &percent(power))])
    })
}

fn percent(power: Power) -> String {
    let (part, whole) = (u128::from(*power.numer()), u128::from(*power.denom()).max(1));
    let tenths = part * 1000 / whole;
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// What a verdict hangs on; empty where on nothing.
pub(crate) fn premise(judgement: &Judgement, checked: &Checked<'_>, context: Context<'_>) -> String {
    let Some(premise) = judgement.premise else {
        return String::new();
    };
    let plain = |id: &str| context.fill(id, &[]);
    match premise {
        Premise::ConstantPrices => plain("premise.constant-prices"),
        Premise::ComparableBasis => plain("premise.comparable-basis"),
        Premise::UnknownBasis => plain("premise.unknown-basis"),
        Premise::PlanAbsent => plain("premise.plan-absent"),
        Premise::FigureAbsent => plain("premise.figure-absent"),
        Premise::UnitsDiffer => plain("premise.units-differ"),
        Premise::DigitsUnknown => plain("premise.digits-unknown"),
        Premise::DivisorZero => plain("premise.divisor-zero"),
        Premise::DigitsCutOff => plain("premise.digits-cut-off"),
        Premise::RoundedDifferently => plain("premise.rounded-differently"),
        Premise::OtherScale {
            figure: slipped,
            power,
        } => {
            let arguments: [(&str, &dyn std::fmt::Display); 2] = [
                ("figure", &figure(slipped, checked)),
                ("power", &power.unsigned_abs()),
            ];
            context.fill("premise.other-scale", &arguments)
        }
        Premise::OtherFigure {
            figure: meant,
            instead,
        } => {
            let arguments: [(&str, &dyn std::fmt::Display); 2] = [
                ("figure", &figure(meant, checked)),
                ("instead", &figure(instead, checked)),
            ];
            context.fill("premise.other-figure", &arguments)
        }
    }
}

fn figure<'a>(id: FigureId, checked: &'a Checked<'_>) -> &'a str {
    let known = checked.reading.figures.get(id.0);
    known.map_or("", |figure| figure.span.of(&checked.document.text))
}
