//! What the page's script tells of a figure: how it was read, and the claims that it stands in.

use super::escape::InScript;
use crate::amount::allowance;
use crate::proof;
use juyan::model::{Claim, Decimal, Figure, FigureId, Judgement, Rounding, Value, Verdict};
use juyan::{Checked, Context, Language, name};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Told<'a> {
    /// Rows of name and value, by figure.
    figures: BTreeMap<usize, Vec<(&'a str, String)>>,
    claims: Vec<ToldClaim<'a>>,
    /// The elements of a finding's ends, by its number.
    findings: BTreeMap<usize, Vec<String>>,
}

#[derive(Serialize)]
struct ToldClaim<'a> {
    kind: &'a str,
    state: &'static str,
    verdict: &'a str,
    arithmetic: String,
    power: String,
    premise: String,
    figures: Vec<usize>,
}

/// Writes the data for the script. Fails where `out` does.
pub(super) fn write(out: &mut impl Write, checked: &Checked<'_>, context: Context<'_>) -> io::Result<()> {
    let page = Page { checked, context };
    let figures = checked.reading.figures.iter().enumerate();
    let findings = checked.findings.iter().enumerate();
    let told = Told {
        figures: figures
            .map(|(position, figure)| (position + 1, page.figure(figure)))
            .collect(),
        claims: checked
            .judged()
            .map(|(claim, judgement)| page.claim(claim, judgement))
            .collect(),
        findings: findings
            .map(|(position, finding)| {
                (
                    position + 1,
                    finding
                        .spans
                        .iter()
                        .map(|span| format!("s{}", span.start))
                        .collect(),
                )
            })
            .collect(),
    };
    serde_json::to_writer(InScript(out), &told)?;
    Ok(())
}

struct Page<'a> {
    checked: &'a Checked<'a>,
    context: Context<'a>,
}

impl<'a> Page<'a> {
    /// The indicator's official name; its id where the page is not Chinese, for the names are.
    fn indicator(&self, id: &'a str) -> &'a str {
        let known = self.context.catalogue.indicator(id);
        let known = known.filter(|_| self.context.language == Language::Zh);
        known.map_or(id, |indicator| indicator.name.as_str())
    }

    fn figure(&self, figure: &Figure) -> Vec<(&'a str, String)> {
        let text = &self.checked.document.text;
        let say = |group: &str, value: &str| self.context.fill(&format!("{group}.{value}"), &[]);
        let indicator = figure.indicator.as_deref().map(|id| self.indicator(id));
        let candidates: Vec<&str> = figure.candidates.iter().map(|id| self.indicator(id)).collect();
        let of = figure
            .of
            .and_then(|FigureId(of)| self.checked.reading.figures.get(of));
        let is_fact = figure.is_fact();
        let rows = [
            ("field.role", Some(say("role", &name(&figure.role)))),
            (
                "field.subject",
                figure.subject.map(|subject| subject.of(text).to_owned()),
            ),
            ("field.indicator", indicator.map(str::to_owned)),
            (
                "field.candidates",
                (!candidates.is_empty()).then(|| candidates.join(self.context.say("text.joint"))),
            ),
            ("field.value", figure.value.map(|value| amount(value, figure))),
            (
                "field.approx",
                figure.approx.map(|approx| say("approx", &name(&approx))),
            ),
            (
                "text.rounding",
                allowance(
                    figure,
                    figure.span.of(text),
                    Rounding::HalfUp,
                    self.context.catalogue,
                )
                .filter(|_| is_fact),
            ),
            ("field.period", figure.period.map(period)),
            ("field.mode", is_fact.then(|| say("mode", &name(&figure.mode)))),
            ("field.base", figure.base.map(|base| say("base", &name(&base)))),
            ("field.of", of.map(|of| of.span.of(text).to_owned())),
        ];
        rows.into_iter()
            .filter_map(|(field, value)| Some((self.context.say(field), value?)))
            .collect()
    }

    fn claim(&self, claim: &Claim, judgement: &Judgement) -> ToldClaim<'a> {
        let state = match judgement.verdict {
            Verdict::Proved => "proved",
            Verdict::Refuted => "refuted",
            Verdict::Undecided => "undecided",
        };
        ToldClaim {
            kind: proof::kind(claim, self.context),
            state,
            verdict: self.context.say(proof::verdict_id(judgement.verdict)),
            arithmetic: proof::arithmetic(claim, judgement, self.checked, self.context),
            power: proof::power(judgement, self.context),
            premise: proof::premise(judgement, self.checked, self.context),
            figures: claim.members.iter().map(|member| member.figure.0 + 1).collect(),
        }
    }
}

fn amount(value: Value, figure: &Figure) -> String {
    let unit = figure.unit.as_deref().unwrap_or_default();
    match value {
        Value::One(one) => format!("{} {unit}", grouped(one)),
        Value::Range(from, to) => format!("{}–{} {unit}", grouped(from), grouped(to)),
    }
}

/// Thousands set apart, for long values are compared by eye.
fn grouped(value: Decimal) -> String {
    let plain = value.normalize().to_string();
    let (whole, rest) = plain.split_at(plain.find('.').unwrap_or(plain.len()));
    let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
    let mut out = sign.to_owned();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

fn period(period: juyan::model::Period) -> String {
    if period.is_instant() {
        period.to.to_string()
    } else {
        format!("{} – {}", period.from, period.to)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn thousands_are_set_apart() {
        let told = |value: &str| super::grouped(value.parse().unwrap());
        assert_eq!(told("-1629000000.50"), "-1,629,000,000.5");
        assert_eq!(told("100"), "100");
        assert_eq!(told("0.6"), "0.6");
    }
}
