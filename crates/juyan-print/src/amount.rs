//! The rounding that a printed figure was allowed.

use juyan::model::{Decimal, Figure, Interval, Printed, Rational, Rounding, rational};
use juyan::prove;
use juyan::vocabulary::Catalogue;

/// The values that a figure was taken to stand for, before its scale word: `16.285–16.295` for `16.29亿元`, `≥16.285` where 余
/// stands behind it; none for counts, ranges and figures without a value, which nothing was rounded of. `words` is how the
/// figure is printed: a sign there belongs to both ends, a fall that a verb tells does not. Halves may have gone either way:
/// both ends are shown alike.
pub(crate) fn allowance(
    figure: &Figure,
    words: &str,
    rounding: Rounding,
    catalogue: &Catalogue,
) -> Option<String> {
    let printed = figure.printed?;
    let truth = prove::truth(figure, rounding, catalogue)?;
    let negative = figure.value?.single()?.is_sign_negative();
    let signed = words.starts_with(['-', '－', '−', '﹣']);
    let truth = if negative && !signed {
        truth.negated()
    } else {
        truth
    };
    let Interval { low, high } = truth.scaled(&rational(printed.scale).recip());
    let end = |end: Option<(Rational, bool)>| end.map(|(value, _)| shown(&value, printed));
    Some(match (end(low), end(high)) {
        (Some(low), Some(high)) => {
            let (low, high) = (low?, high?);
            let dash = if low.is_sign_negative() { " – " } else { "–" };
            format!("{low}{dash}{high}")
        }
        (Some(low), None) => format!("≥{}", low?),
        (None, Some(high)) => format!("≤{}", high?),
        (None, None) => return None,
    })
}

/// An end of an interval with the decimals of the figure, or one more.
fn shown(value: &Rational, printed: Printed) -> Option<Decimal> {
    let decimals = printed.digits.scale();
    [decimals, decimals + 1].into_iter().find_map(|decimals| {
        let raised = value * &Rational::whole(10_i128.checked_pow(decimals)?);
        let whole = raised.is_integer().then(|| raised.to_integer())?;
        Decimal::try_from_i128_with_scale(i128::try_from(whole).ok()?, decimals).ok()
    })
}

#[cfg(test)]
mod tests {
    use juyan::model::{Figure, Rounding};

    fn allowance(sentence: &str, rounding: Rounding) -> Option<String> {
        let document = juyan::document::from_text(sentence);
        let figure: Figure = juyan::reader::read(&document, juyan::catalogue())
            .figures
            .remove(0);
        super::allowance(&figure, figure.span.of(sentence), rounding, juyan::catalogue())
    }

    #[test]
    fn a_printed_sign_is_shown() {
        let shown = allowance("人口自然增长率-1.33‰。", Rounding::HalfUp);
        assert_eq!(shown.as_deref(), Some("-1.335 – -1.325"));
    }

    #[test]
    fn half_a_unit_of_the_last_digit_either_way() {
        assert_eq!(
            allowance("产值达16.29亿元。", Rounding::HalfUp).as_deref(),
            Some("16.285–16.295")
        );
    }

    #[test]
    fn words_of_nearness_are_allowed_for_as_in_the_proof() {
        let shown = |sentence| allowance(sentence, Rounding::HalfUp);
        assert_eq!(shown("产值约3000万元。").as_deref(), Some("1999.5–4000.5"));
        assert_eq!(shown("产值3000余万元。").as_deref(), Some("≥2999.5"));
        assert_eq!(shown("产值不足3000万元。").as_deref(), Some("≤3000.5"));
        assert_eq!(shown("产值同比增长0.0%。").as_deref(), Some("-0.05 – 0.05"));
        assert_eq!(shown("产值同比下降2.5%。").as_deref(), Some("2.45–2.55"));
    }

    #[test]
    fn what_was_cut_off_is_above() {
        assert_eq!(
            allowance("开工率72.72%。", Rounding::Truncation).as_deref(),
            Some("72.72–72.73")
        );
    }

    #[test]
    fn counts_are_not_rounded() {
        assert_eq!(allowance("新建项目11项。", Rounding::HalfUp), None);
    }
}
