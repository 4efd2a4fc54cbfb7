//! The rounding that a printed figure was allowed.

use juyan::model::{Decimal, Figure};

/// The values that a figure may stand for, before its scale word: `16.285–16.295` for `16.29亿元`; none for counts, ranges
/// and figures without a value, which nothing was rounded of.
pub(crate) fn allowance(figure: &Figure) -> Option<String> {
    let printed = figure.printed.filter(|printed| !printed.is_exact())?;
    let digits = printed.digits.abs();
    let half = Decimal::try_new(5, digits.scale() + 1).ok()?;
    let low = digits.checked_sub(half)?.max(Decimal::ZERO);
    Some(format!("{low}–{}", digits.checked_add(half)?))
}

#[cfg(test)]
mod tests {
    use juyan::model::Figure;

    fn figure(sentence: &str) -> Figure {
        let document = juyan::document::from_text(sentence);
        juyan::reader::read(&document, juyan::catalogue())
            .figures
            .remove(0)
    }

    #[test]
    fn half_a_unit_of_the_last_digit_either_way() {
        assert_eq!(
            super::allowance(&figure("产值达16.29亿元。")).as_deref(),
            Some("16.285–16.295")
        );
    }

    #[test]
    fn counts_are_not_rounded() {
        assert_eq!(super::allowance(&figure("新建项目11项。")), None);
    }
}
