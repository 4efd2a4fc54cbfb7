//! A number of a spreadsheet as the text that its cell shows.

/// How a cell shows its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Whether as a percentage, so that 0.944 is 94.4%.
    percent: bool,
    /// Digits behind the point at least.
    decimals: usize,
}

/// Spreadsheets keep so many digits.
const DIGITS: usize = 15;

impl Shown {
    /// What a number format says: `0.00`, `#,##0.0_ `, `0.0%`.
    pub(crate) fn of(format: &str) -> Self {
        // What stands behind the first part is for negative numbers and for texts.
        let first = format.split(';').next().unwrap_or_default();
        let behind = first.split_once('.').map_or("", |(_, behind)| behind);
        Self {
            percent: first.contains('%'),
            decimals: behind.chars().take_while(|character| *character == '0').count(),
        }
    }
}

/// `value` in decimal digits: as many as are kept, and zeros as far as the cell shows them.
pub(crate) fn number(value: f64, shown: Shown) -> String {
    let value = if shown.percent { value * 100.0 } else { value };
    let whole = format!("{:.0}", value.abs().trunc()).len();
    let places = DIGITS.saturating_sub(whole);
    let mut text = format!("{value:.places$}");
    if text.contains('.') {
        let trimmed = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(trimmed);
    }
    let decimals = text.split_once('.').map_or(0, |(_, behind)| behind.len());
    if decimals < shown.decimals {
        if decimals == 0 {
            text.push('.');
        }
        text.extend(std::iter::repeat_n('0', shown.decimals - decimals));
    }
    if shown.percent {
        text.push('%');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_their_cells_show() {
        let said = |value, format| number(value, Shown::of(format));
        assert_eq!(said(16.3, "General"), "16.3");
        assert_eq!(said(16.3, "0.00"), "16.30");
        assert_eq!(said(16.345, "0.0"), "16.345");
        assert_eq!(said(0.1 + 0.2, ""), "0.3");
        assert_eq!(said(0.944, "0.0%"), "94.4%");
        assert_eq!(said(1.0, "0%"), "100%");
        assert_eq!(said(12_345_678.0, "#,##0.00_ ;-#,##0.00"), "12345678.00");
        assert_eq!(said(-0.6, ""), "-0.6");
    }
}
