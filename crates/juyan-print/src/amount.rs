//! The rounding that a printed figure was allowed.

use juyan::model::{Decimal, Figure, Rounding};

/// The values that a figure may stand for, before its scale word: `16.285–16.295` for `16.29亿元`; none for counts, ranges
/// and figures without a value, which nothing was rounded of. `words` is how the figure is printed: a sign there belongs to
/// both ends, a fall that a verb tells does not. Halves may have gone either way: both ends are shown alike.
pub(crate) fn allowance(figure: &Figure, words: &str, rounding: Rounding) -> Option<String> {
    let printed = figure.printed.filter(|printed| !printed.is_exact())?;
    let digits = printed.digits.abs();
    let (below, above) = match rounding {
        Rounding::HalfUp | Rounding::HalfEven => {
            let half = Decimal::try_new(5, digits.scale() + 1).ok()?;
            (half, half)
        }
        Rounding::Truncation => (Decimal::ZERO, Decimal::try_new(1, digits.scale()).ok()?),
    };
    let low = digits.checked_sub(below)?.max(Decimal::ZERO);
    let high = digits.checked_add(above)?;
    if words.starts_with(['-', '－', '−', '﹣']) {
        return Some(format!("-{high} – -{low}"));
    }
    Some(format!("{low}–{high}"))
}

#[cfg(test)]
mod tests {
    use juyan::model::{Figure, Rounding};

    fn allowance(sentence: &str, rounding: Rounding) -> Option<String> {
        let document = juyan::document::from_text(sentence);
        let figure: Figure = juyan::reader::read(&document, juyan::catalogue())
            .figures
            .remove(0);
        super::allowance(&figure, figure.span.of(sentence), rounding)
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
