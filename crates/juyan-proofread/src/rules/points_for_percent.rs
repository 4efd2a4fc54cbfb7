//! J0712: 百分点 said of an amount (产值增长2.3个百分点), or % said of the move of a rate (占比提高5%).
//!
//! Where both rates stand beside the move, the proofs say it.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::UnitClass;
use juyan_model::{Figure, Finding, Role, Severity, Span};
use std::cell::LazyCell;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for clause in evidence.prose().flat_map(|block| seek::clauses(text, block)) {
        let rate = LazyCell::new(|| seek::any(text, clause, evidence.list("points.rates")));
        let facts = evidence.figures(clause).iter().filter(|figure| figure.is_fact());
        for figure in facts.filter(|figure| !is_misspelt(evidence, figure)) {
            if points_of_amount(evidence, clause, figure) && !*rate {
                found.push(
                    Finding::new("J0712", Severity::Warning, vec![figure.span])
                        .with("printed", figure.span.of(text)),
                );
            } else if percent_of_rate(evidence, clause, figure)
                || percent_of_level(evidence, clause, figure)
                || percent_apart(evidence, figure)
            {
                found.push(
                    Finding::new("J0712", Severity::Question, vec![figure.span])
                        .with("printed", figure.span.of(text)),
                );
            }
        }
    }
    found
}

/// 0.5%个百分点: the unit goes on behind the sign, which J0724 says.
fn is_misspelt(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let sign = seek::before(evidence.text(), figure.span.end).map_or(0, char::len_utf8);
    let unit = evidence.text().get(figure.span.end - sign..).unwrap_or_default();
    let mut wrong = evidence.pairs("units.misspelt");
    wrong.any(|(word, _)| word.starts_with(['%', '％']) && unit.starts_with(word))
}

/// 产值增长2.3个百分点: an amount grows by per cent, only a rate moves by points. Whether the clause speaks of a rate is
/// asked apart, once.
fn points_of_amount(evidence: Evidence<'_>, clause: Span, figure: &Figure) -> bool {
    let text = evidence.text();
    let before = Span::new(clause.start, figure.span.start);
    let points = evidence.list("points.units");
    let said = before.of(text).trim_end();
    seek::any(text, figure.span, points)
        && (is_amount(evidence, figure) || is_of_amount(evidence, figure))
        && !is_of_rate(evidence, figure)
        && evidence
            .list("points.verbs")
            .iter()
            .any(|verb| said.ends_with(verb.as_str()))
}

/// Whether the words name an amount at prices. 第一产业 without 增加值 is as well said of a share or a growth rate.
fn is_amount(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let subject = figure.subject.map_or("", |subject| subject.of(evidence.text()));
    let open = evidence
        .list("points.no-amount")
        .iter()
        .any(|word| word == subject);
    let indicator = figure
        .indicator
        .as_deref()
        .and_then(|id| evidence.catalogue.indicator(id));
    !open
        && indicator.is_some_and(|indicator| {
            !indicator.unit.is_empty()
                && !indicator.unit.contains(['%', '‰'])
                && indicator.growth_basis != juyan_catalogue::GrowthBasis::Na
        })
}

/// 产量12万吨，同比增长5.2个百分点: what moves is an amount that stands right before.
fn is_of_amount(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let mut before = evidence.figures(figure.sentence).iter().rev();
    let Some(of) = before.find(|other| other.is_fact() && other.span.end <= figure.span.start) else {
        return false;
    };
    let unit = of.unit.as_deref().and_then(|unit| evidence.catalogue.unit(unit));
    let measured = unit.is_some_and(|unit| matches!(unit.class, UnitClass::Measure | UnitClass::Currency));
    let amount = measured && of.role == Role::Level && of.subject == figure.subject;
    let between = Span::new(of.span.end, figure.span.start).of(evidence.text());
    amount && of.span.end < figure.span.start && between.chars().count() <= NEAR
}

/// Within how many characters behind an amount its growth is told, with what it is compared with.
const NEAR: usize = 12;

/// 税收占59.3%，较上年同期下降1.8个百分点: the figure that moves is a rate itself.
fn is_of_rate(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let of = figure.of.and_then(|id| evidence.reading.figures.get(id.0));
    let unit = of.and_then(|of| evidence.catalogue.unit(of.unit.as_deref()?));
    unit.is_some_and(|unit| unit.class == UnitClass::Ratio)
}

/// 占比提高5%, 增速比一季度加快0.3%: by points, or to 5%?
fn percent_of_rate(evidence: Evidence<'_>, clause: Span, figure: &Figure) -> bool {
    let text = evidence.text();
    let said = Span::new(clause.start, figure.span.start).of(text).trim_end();
    let verbs = evidence.list("points.share-verbs");
    let Some(rest) = verbs.iter().find_map(|verb| said.strip_suffix(verb.as_str())) else {
        return false;
    };
    let mut rates = evidence.list("points.shares").iter();
    figure.span.of(text).ends_with('%')
        && rates.any(|rate| {
            let behind = rest.rsplit_once(rate.as_str()).map(|(_, behind)| behind.trim());
            behind.is_some_and(|behind| is_base(evidence, behind))
        })
}

/// 城镇化率56.2%，比上年提高1.2%: what moves is a share or rate that is told before.
fn percent_of_level(evidence: Evidence<'_>, clause: Span, figure: &Figure) -> bool {
    let text = evidence.text();
    let said = Span::new(clause.start, figure.span.start).of(text).trim_end();
    let moves = evidence.list("points.share-verbs").iter().any(|verb| {
        said.strip_suffix(verb.as_str())
            .is_some_and(|rest| is_base(evidence, rest))
    });
    let of = figure.of.and_then(|id| evidence.reading.figures.get(id.0));
    let of_rate = of.is_some_and(|of| {
        let name = of.subject.map_or("", |subject| subject.of(text));
        let mut rates = evidence.list("points.shares").iter();
        of.role != Role::Growth
            && of.span.of(text).ends_with('%')
            && rates.any(|rate| name.ends_with(rate.as_str()))
    });
    // 由50.0%提高到51.2%，提高1.2%: the proofs see it.
    let proved = || {
        let start = figure.sentence.start.max(figure.span.start.saturating_sub(MOVED));
        let before = evidence.figures(Span::new(start, figure.span.start)).iter();
        let rates = before.filter(|told| told.span.end <= figure.span.start && told.role == Role::Level);
        rates.filter(|told| told.span.of(text).ends_with('%')).count() > 1
    };
    moves && of_rate && figure.span.of(text).ends_with('%') && !proved()
}

/// 增长6.4%，高于全市平均水平0.2%: how far two rates are apart is told in points.
fn percent_apart(evidence: Evidence<'_>, figure: &Figure) -> bool {
    let text = evidence.text();
    let start = figure.sentence.start.max(figure.span.start.saturating_sub(MOVED));
    let mut before = evidence.figures(Span::new(start, figure.span.start)).iter().rev();
    let Some(rate) = before.find(|other| other.span.end <= figure.span.start && other.is_fact()) else {
        return false;
    };
    let is_percent = |figure: &Figure| figure.span.of(text).ends_with(['%', '％']);
    let between = Span::new(rate.span.end, figure.span.start).of(text);
    let said = between.strip_prefix(['，', ',', '、']).unwrap_or_default();
    let against = |words: &str| {
        let mut words = evidence.list(words).iter();
        words.any(|word| said.starts_with(word.as_str()))
    };
    let whole = |words: &str| {
        let mut words = evidence.list(words).iter();
        words.any(|word| said.ends_with(word.as_str()))
    };
    let smaller =
        rate.value.and_then(juyan_model::Value::single) > figure.value.and_then(juyan_model::Value::single);
    is_percent(rate) && is_percent(figure) && smaller && against("points.against") && whole("points.others")
}

/// Within how many bytes before a move both rates stand that it is between: a hundred characters.
const MOVED: usize = 300;

/// Whether nothing but what the move is compared with stands between a rate's name and its verb.
fn is_base(evidence: Evidence<'_>, words: &str) -> bool {
    let mut openings = evidence.list("points.bases").iter();
    words.is_empty() || openings.any(|opening| words.starts_with(opening.as_str()))
}
