//! Whether a value and the figure that was printed for it are one: what a paper prints is the value, rounded somehow and without its
//! sign.

use juyan_model::{Decimal, Fact, Printed, Source, Value, Worth};

/// Whether the value, or an end of the range, lies where these digits round to, whichever way.
pub(crate) fn is_of(printed: &Printed, value: &Value) -> bool {
    match value {
        Value::One(value) => rounds_to(printed, *value),
        Value::Range(from, to) => rounds_to(printed, *from) || rounds_to(printed, *to),
    }
}

/// Whether a figure that is called exact can be: nothing of its value was lost in print, and what a paper counts it counts in ones.
pub(crate) fn may_be_exact(printed: &Printed, fact: &Fact) -> bool {
    if !printed.exact {
        return true;
    }
    let in_ones = printed.scale == Decimal::ONE && printed.digits.scale() == 0;
    let is_counted = in_ones || !matches!(fact.source, Source::Document { .. });
    let is_whole = match fact.worth {
        Worth::Number(Value::One(value)) => {
            let told = printed.digits.checked_mul(printed.scale);
            told.is_none_or(|told| told.abs() == value.abs())
        }
        Worth::Number(Value::Range(..)) | Worth::Class(_) => false,
    };
    is_counted && is_whole
}

/// Whether `words` of a text may tell the figure that was printed so. Where they have digits in signs, those are of the figure; of
/// numerals in letters this only knows that each stands for one digit at most. A range and a class have words of any kind, but some.
pub(crate) fn may_be_told_by(printed: Option<&Printed>, words: &str) -> bool {
    let Some(printed) = printed else {
        return !words.is_empty();
    };
    // 2.54万∶1: the figure is what stands before the sign.
    let words = words.split(['∶', ':', '：']).next().unwrap_or_default();
    let digits: String = printed
        .digits
        .to_string()
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let runs: Vec<String> = words
        .split(|sign| digit(sign).is_none())
        .filter(|run| !run.is_empty())
        .map(|run| run.chars().filter_map(digit).collect())
        .collect();
    if runs.is_empty() {
        let told = digits.chars().filter(|digit| *digit != '0').count();
        return told <= words.chars().count() && !words.is_empty();
    }
    runs.concat().contains(&digits) || runs.iter().all(|run| digits.contains(run.as_str()))
}

/// A digit in signs, also of the width of letters.
fn digit(sign: char) -> Option<char> {
    const WIDE: u32 = 0xFF10 - 0x30;
    let narrow = u32::from(sign).checked_sub(WIDE).and_then(char::from_u32);
    [Some(sign), narrow]
        .into_iter()
        .flatten()
        .find(char::is_ascii_digit)
}

/// Whether the range ends no earlier than it begins; what falls by so much to so much is held as it is told, both ends negative.
pub(crate) fn in_order(from: Decimal, to: Decimal) -> bool {
    from <= to || from <= Decimal::ZERO
}

fn rounds_to(printed: &Printed, value: Decimal) -> bool {
    let Ok(last) = Decimal::try_new(1, printed.digits.scale()) else {
        return true;
    };
    let (Some(told), Some(step)) = (
        printed.digits.checked_mul(printed.scale),
        last.checked_mul(printed.scale),
    ) else {
        return true;
    };
    (value.abs() - told.abs()).abs() <= step.abs()
}

#[cfg(test)]
mod tests {
    use super::may_be_told_by;
    use juyan_model::Printed;

    #[test]
    fn digits_stand_where_a_figure_is_told() {
        let told = |digits: &str, words: &str| {
            let printed = Printed {
                digits: digits.parse().unwrap(),
                scale: 1.into(),
                exact: false,
            };
            may_be_told_by(Some(&printed), words)
        };
        for (digits, words) in [
            ("16.29", "16.29亿元"),
            ("1175", "1,175万吨"),
            ("19.5", "１９·５％"),
            ("1.5", "1个半"),
            ("121", "一百二十一人"),
            ("1", "万亿斤以上"),
            ("16.30", "16.30"),
        ] {
            assert!(told(digits, words), "{digits} {words}");
        }
        for (digits, words) in [
            ("16.29", "16.31亿元"),
            ("1175", "1200万吨"),
            ("1175", "吨"),
            ("3", ""),
            ("98.5", "2428万元"),
        ] {
            assert!(!told(digits, words), "{digits} {words}");
        }
        assert!(!may_be_told_by(None, "") && may_be_told_by(None, "第一位"));
    }
}
