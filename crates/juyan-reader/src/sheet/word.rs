//! The words of headings and rows: lists of the catalogue that only tables are looked through for.

use juyan_catalogue::Catalogue;
use smol_str::SmolStr;

/// What a word does in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Job {
    /// 计量单位.
    Unit,
    /// 序号.
    Number,
    /// 备注.
    Remark,
    /// 位次.
    Rank,
    /// 预算数.
    Plan,
    /// 预计数.
    Foreseen,
    /// 执行数.
    Done,
    /// 增长, 同比.
    Move,
    /// 下降.
    Fall,
    /// 增幅.
    Rate,
    /// 增减额.
    Change,
    /// 环比.
    Month,
    /// 比年初.
    Begin,
    /// 年均.
    Yearly,
    /// 占比.
    Share,
    /// 完成率.
    Progress,
    /// 比, 为.
    Than,
    /// 上年同期.
    Same,
    /// 同口径.
    Comparable,
    /// 合计.
    Total,
    /// 小计.
    Subtotal,
    /// 其中.
    Among,
    /// 减.
    Adjust,
    /// 栏次.
    Index,
    /// 增加值: it only holds words that would do something by themselves.
    Nothing,
}

/// Each job with the list that holds its words.
const LISTS: [(Job, &str); 25] = [
    (Job::Unit, "table.unit"),
    (Job::Number, "table.number"),
    (Job::Remark, "table.remark"),
    (Job::Rank, "table.rank"),
    (Job::Plan, "table.plan"),
    (Job::Foreseen, "table.foreseen"),
    (Job::Done, "table.done"),
    (Job::Move, "table.move"),
    (Job::Fall, "table.fall"),
    (Job::Rate, "table.rate"),
    (Job::Change, "table.change"),
    (Job::Month, "table.month"),
    (Job::Begin, "table.begin"),
    (Job::Yearly, "table.yearly"),
    (Job::Share, "table.share"),
    (Job::Progress, "table.progress"),
    (Job::Than, "table.than"),
    (Job::Same, "table.same"),
    (Job::Comparable, "table.comparable"),
    (Job::Total, "table.total"),
    (Job::Subtotal, "table.subtotal"),
    (Job::Among, "table.among"),
    (Job::Adjust, "table.adjust"),
    (Job::Index, "table.index"),
    (Job::Nothing, "table.nothing"),
];

/// A longer heading is a sentence, whose words are not looked for.
const LONGEST: usize = 80;

/// A word in a heading.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    pub(crate) job: Job,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The words of `text`, left to right, the longest at each place; a word with several jobs stands several times. What
/// stands within the name of an indicator does nothing: 预算 of 一般公共预算收入.
pub(crate) fn words(text: &str, catalogue: &Catalogue) -> Vec<Word> {
    let mut found = Vec::new();
    if text.chars().nth(LONGEST).is_some() {
        return found;
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let hits: Vec<(Job, usize)> = LISTS
            .iter()
            .filter_map(|(job, list)| Some((*job, longest(rest, catalogue.list(list))?)))
            .collect();
        let Some(len) = hits.iter().map(|(_, len)| *len).max() else {
            at += named(rest, catalogue).unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
            continue;
        };
        let does = |job: Job| job != Job::Nothing;
        let best = hits
            .into_iter()
            .filter(|(job, other)| *other == len && does(*job));
        found.extend(best.map(|(job, _)| Word {
            job,
            start: at,
            end: at + len,
        }));
        at += len;
    }
    found
}

/// The length of the longest name of an indicator with which `text` begins. One that ends with a word of a table says what
/// that word says: 收入总计.
fn named(text: &str, catalogue: &Catalogue) -> Option<usize> {
    let says = |name: &str| {
        LISTS.iter().any(|(job, list)| {
            let mut words = catalogue.list(list).iter();
            *job != Job::Nothing && words.any(|word| name.ends_with(word.as_str()))
        })
    };
    let mut names = catalogue.lexicon.names(text).map(|hit| hit.len);
    let longest = names.by_ref().last()?;
    let silent = text.get(..longest).is_some_and(|name| !says(name));
    silent.then_some(longest)
}

/// The length of the longest of `words` with which `text` begins.
pub(crate) fn longest(text: &str, words: &[SmolStr]) -> Option<usize> {
    let begins = words.iter().filter(|word| text.starts_with(word.as_str()));
    begins.map(SmolStr::len).max()
}

/// Whether `text` is one word that does `job`.
pub(crate) fn is(text: &str, job: Job, catalogue: &Catalogue) -> bool {
    let list = LISTS.iter().find(|(other, _)| *other == job);
    list.is_some_and(|(_, list)| catalogue.list(list).iter().any(|word| word == text))
}

/// `text` without white space: 合 计.
pub(crate) fn closed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
