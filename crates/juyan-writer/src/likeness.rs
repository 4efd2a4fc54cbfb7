//! How much the words of two reports are alike, their numbers left out: those change with every period.

/// Words as they are compared: without blanks, every run of digits one sign, as the pairs of neighbouring signs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words {
    /// In order; the first sign is paired with [`EDGE`].
    pairs: Vec<(char, char)>,
}

/// Stands before the first sign.
const EDGE: char = '\0';
/// Stands for a number.
const NUMBER: char = '0';
/// Words so short stand within too many others for that to say anything.
const TELLING: usize = 8;

/// All of the words are alike, per mille.
pub(crate) const WHOLE: u32 = 1000;

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        let mut pairs = Vec::new();
        let mut before = EDGE;
        for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
            let is_of_number = sign.is_ascii_digit() || sign == '.' && before == NUMBER;
            if is_of_number && before == NUMBER {
                continue;
            }
            let sign = if is_of_number { NUMBER } else { sign };
            pairs.push((before, sign));
            before = sign;
        }
        pairs.sort_unstable();
        Self { pairs }
    }

    /// How much of both is alike, per mille: so many of their pairs both have.
    pub(crate) fn alike(&self, other: &Self) -> u32 {
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 {
            WHOLE
        } else {
            per_mille(2 * self.common(other), all)
        }
    }

    /// The same; nearly as much where one of them stands within the other, as a part of a sentence that was split.
    pub(crate) fn alike_or_within(&self, other: &Self) -> u32 {
        let common = self.common(other);
        let all = self.pairs.len() + other.pairs.len();
        if all == 0 {
            return WHOLE;
        }
        let shorter = self.pairs.len().min(other.pairs.len());
        let within = if shorter < TELLING {
            0
        } else {
            per_mille(common, shorter) * 9 / 10
        };
        per_mille(2 * common, all).max(within)
    }

    fn common(&self, other: &Self) -> usize {
        let (mut one, mut two) = (self.pairs.iter().peekable(), other.pairs.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (one.peek(), two.peek()) {
            let order = a.cmp(b);
            if order.is_le() {
                one.next();
            }
            if order.is_ge() {
                two.next();
            }
            common += usize::from(order.is_eq());
        }
        common
    }
}

fn per_mille(part: usize, whole: usize) -> u32 {
    u32::try_from(part * 1000 / whole.max(1)).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> u32 {
        Words::of(one).alike(&Words::of(other))
    }

    #[test]
    fn numbers_do_not_make_sentences_unlike() {
        assert_eq!(alike("育苗面积538.97亩", "育苗面积 1,602亩"), 857);
        assert_eq!(alike("育苗面积538.97亩", "育苗面积602亩"), WHOLE);
        assert_eq!(alike("", ""), WHOLE);
        assert_eq!(alike("", "甲"), 0);
        assert!(alike("新增就业121人", "完成投资7.9亿元") < 100);
    }

    #[test]
    fn a_part_is_found_in_the_whole() {
        let whole = Words::of("全旗生产总值16.29亿元，同比增长2.7%；规模以上工业增加值同比增长5%。");
        let part = Words::of("规模以上工业增加值同比增长6.1%。");
        assert!(whole.alike(&part) < 700);
        assert!(whole.alike_or_within(&part) > 800);
    }
}
