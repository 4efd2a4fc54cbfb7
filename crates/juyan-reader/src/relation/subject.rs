//! How the words of two subjects stand to each other.

use crate::phrase::is_letter;
use juyan_catalogue::{Catalogue, Class};
use std::borrow::Cow;

/// The words without brackets and what is in them, spaces and quotation marks; mostly there are none of these.
pub(super) fn plain(subject: &str) -> Cow<'_, str> {
    if subject.chars().all(is_letter) {
        return Cow::Borrowed(subject);
    }
    let mut depth = 0_usize;
    let mut words = String::with_capacity(subject.len());
    for sign in subject.chars() {
        match sign {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_letter(sign) => words.push(sign),
            _ => {}
        }
    }
    Cow::Owned(words)
}

/// How many characters both end with.
pub(super) fn common_end(one: &str, other: &str) -> usize {
    one.chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|(a, b)| a == b)
        .count()
}

/// How many characters of `one` also stand in `other`.
pub(super) fn shared(one: &str, other: &str) -> usize {
    one.chars().filter(|sign| other.contains(*sign)).count()
}

/// The last two characters.
pub(super) fn head(subject: &str) -> String {
    let mut end: Vec<char> = subject.chars().rev().take(2).collect();
    end.reverse();
    end.into_iter().collect()
}

/// Whether both share their last two characters: 税收收入 and 预算收入.
pub(super) fn same_head(one: &str, other: &str) -> bool {
    common_end(one, other) >= 2
}

/// Whether the two are built alike, as members of one list are: 第一产业增加值 and 第二产业增加值.
pub(super) fn parallel(one: &str, other: &str) -> bool {
    let (long, other_long) = (one.chars().count(), other.chars().count());
    let alike = one.chars().zip(other.chars()).filter(|(a, b)| a == b).count();
    let end = common_end(one, other);
    one != other
        && ((long == other_long && alike * 2 >= long) || (end >= 2 && end * 3 >= long.max(other_long)))
}

/// Whether one denies what the other says: 未开工 and 已开工, 非税收入 and 税收收入.
pub(super) fn complement(one: &str, other: &str, catalogue: &Catalogue) -> bool {
    let denied = |subject: &str| {
        let hit = catalogue
            .lexicon
            .words(subject)
            .find(|hit| hit.entry.classes.has(Class::Negation))?;
        subject.get(hit.len..).map(str::to_owned)
    };
    match (denied(one), denied(other)) {
        (Some(rest), None) => !rest.is_empty() && other.ends_with(&rest),
        (None, Some(rest)) => !rest.is_empty() && one.ends_with(&rest),
        _ => false,
    }
}

/// Whether a word of `class` stands anywhere in the subject.
pub(super) fn holds(subject: &str, class: Class, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.contains(subject, class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_brackets_is_no_part_of_a_name() {
        assert_eq!(plain("地区生产总值（GDP）"), "地区生产总值");
        assert_eq!(plain("“双随机” 抽查"), "双随机抽查");
    }

    #[test]
    fn members_of_a_list_are_parallel() {
        assert!(parallel("第一产业增加值", "第二产业增加值"));
        assert!(parallel("产量增长", "产量下降"));
        assert!(!parallel("出口", "社会消费品零售总额"));
        assert!(!parallel("出口", "出口"));
    }

    #[test]
    fn the_end_of_a_noun_is_its_head() {
        assert!(same_head("税收收入", "一般公共预算收入"));
        assert!(!same_head("税收收入", "一般公共预算支出"));
    }
}
