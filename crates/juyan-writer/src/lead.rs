//! How the clauses of a sentence hang together: which lead to what follows, and which speak on of what went before. When a clause is left
//! out, what hangs on it goes too, so that what is left is grammar.

use juyan::model::Span;
use juyan::vocabulary::Catalogue;

/// What a clause without a figure of its own is to those that follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Nothing: it stands for itself.
    None,
    /// It tells on what occasion, by what or for what the next one happened.
    Occasion,
    /// It tells the time or the side from which all that follow are told.
    Topic,
}

impl Lead {
    /// What a clause with these words is.
    pub(crate) fn of(words: &str, catalogue: &Catalogue) -> Self {
        let words = words.trim();
        // 受高基数影响下降21.7% tells what happened.
        let has_number = words.contains(|sign: char| sign.is_ascii_digit());
        let is_listed = |list: &str, fits: &dyn Fn(&str) -> bool| {
            let mut words = catalogue.list(list).iter();
            words.any(|word| fits(word))
        };
        if is_time(words, catalogue) || is_listed("clause.topic-ends", &|end| words.ends_with(end)) {
            Self::Topic
        } else if !has_number && is_listed("clause.occasion-begins", &|begin| words.starts_with(begin))
            || is_listed("clause.occasion-ends", &|end| words.ends_with(end))
        {
            Self::Occasion
        } else {
            Self::None
        }
    }
}

/// Whether words tell a time and nothing else.
pub(crate) fn is_time(words: &str, catalogue: &Catalogue) -> bool {
    let mut rest = words;
    while !rest.is_empty() {
        let word = catalogue.list("clause.time").iter();
        let word = word
            .filter(|word| rest.starts_with(word.as_str()))
            .max_by_key(|word| word.len());
        let len = match (word, rest.chars().next()) {
            (Some(word), _) => word.len(),
            (None, Some(sign)) if !sign.is_alphabetic() => sign.len_utf8(),
            _ => return false,
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    !words.is_empty()
}

/// Whether a clause begins as one that speaks on of another before it, with a word of `list`.
pub(crate) fn speaks_on(words: &str, list: &str, catalogue: &Catalogue) -> bool {
    let words = words.trim_start();
    let mut begins = catalogue.list(list).iter();
    begins.any(|begin| words.starts_with(begin.as_str()))
}

/// Takes out with those of `clauses` that go the leads to them; and all, where nothing but leads would be left and
/// the last does not open what follows (其中：).
pub(crate) fn take_leads(
    (text, clauses): (&str, &[Span]),
    goes: &mut [bool],
    opens: bool,
    catalogue: &Catalogue,
) {
    let leads: Vec<Lead> = clauses
        .iter()
        .map(|clause| Lead::of(clause.of(text), catalogue))
        .collect();
    for at in (0..clauses.len()).rev() {
        let next_goes = goes.get(at + 1).copied().unwrap_or_default();
        if leads.get(at) == Some(&Lead::Occasion)
            && next_goes
            && let Some(goes) = goes.get_mut(at)
        {
            *goes = true;
        }
    }
    // What follows a topic is told of it; where nothing does, it is of nothing.
    let mut is_told = opens;
    let any_goes = goes.contains(&true);
    for (goes, lead) in goes.iter_mut().zip(&leads).rev() {
        if *goes {
            continue;
        }
        match lead {
            Lead::None => is_told = true,
            Lead::Occasion | Lead::Topic => *goes = any_goes && !is_told,
        }
    }
}

/// Whether little stands in a clause beside its numbers (复工率76%, 面积39.5平方千米), so that a clause before has to say of what.
pub(crate) fn is_bare(words: &str, numbers: &[&str]) -> bool {
    /// So many letters name a rate, and so many an amount, not what it is of.
    const RATE: usize = 5;
    const AMOUNT: usize = 2;
    let is_rate = numbers
        .iter()
        .all(|number| number.ends_with(['%', '\u{2030}', '\u{ff05}']));
    let few = if is_rate { RATE } else { AMOUNT };
    !numbers.is_empty() && letters_beside(words, numbers) <= few
}

/// How many letters stand in a clause beside its numbers.
pub(crate) fn letters_beside(words: &str, numbers: &[&str]) -> usize {
    let letters = |words: &str| words.chars().filter(|sign| sign.is_alphabetic()).count();
    let said: usize = numbers.iter().map(|number| letters(number)).sum();
    letters(words).saturating_sub(said)
}
