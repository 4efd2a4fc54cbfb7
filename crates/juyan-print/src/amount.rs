//! The rounding that a printed figure was allowed.

use juyan::model::{Decimal, Figure, Rounding};

/// The values that a figure may stand for, before its scale word: `16.285–16.295` for `16.29亿元`; none for counts, ranges
/// and figures without a value, which nothing was rounded of. Halves may have gone either way: both ends are shown alike.
pub(crate) fn allowance(figure: &Figure, rounding: Rounding) -> Option<String> {
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
    Some(format!("{low}–{}", digits.checked_add(above)?))
}

#[cfg(test)]
mod tests {
    use juyan::model::{Figure, Rounding};

    fn figure(sentence: &str) -> Figure {
        let document = juyan::document::from_text(sentence);
        juyan::reader::read(&document, juyan::catalogue())
            .figures
            .remove(0)
    }

    #[test]
    fn half_a_unit_of_the_last_digit_either_way() {
        assert_eq!(
            super::allowance(&figure("产值达16.29亿元。"), Rounding::HalfUp).as_deref(),
            Some("16.285–16.295")
        );
    }

    #[test]
    fn what_was_cut_off_is_above() {
        assert_eq!(
            super::allowance(&figure("开工率72.72%。"), Rounding::Truncation).as_deref(),
            Some("72.72–72.73")
        );
    }

    #[test]
    fn counts_are_not_rounded() {
        assert_eq!(
            super::allowance(&figure("新建项目11项。"), Rounding::HalfUp),
            None
        );
    }
}
