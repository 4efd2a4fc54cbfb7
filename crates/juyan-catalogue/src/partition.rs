//! Words that together name every part of a whole.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Words of which the parts of a whole bear one each: 税收 and 非税, 新建 and 续建.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partition {
    /// One word a part; where all of them are named, nothing of the whole is left out.
    pub parts: Vec<SmolStr>,
    /// Words of further parts that may be named beside them.
    #[serde(default)]
    pub others: Vec<SmolStr>,
    /// Words of the whole, where the parts are known to make it up even if no word says so; the whole bears one of them.
    #[serde(default)]
    pub whole: Vec<SmolStr>,
    /// What all the parts are called together, where their values are dealt out under one name: 三次产业.
    #[serde(default)]
    pub called: Vec<SmolStr>,
    /// Whether the parts make up the whole on average too: what a person earns comes from all of its sources.
    #[serde(default)]
    pub per_head: bool,
    /// A sentence of a report in which these parts make up their whole.
    #[serde(default)]
    pub example: SmolStr,
}

impl Partition {
    /// Whether `names` are the names of exactly these parts, each word told once, further parts only from `others`.
    pub fn is_told_by(&self, names: &[&str]) -> bool {
        let is_twin = |(at, name): (usize, &&str)| names.iter().skip(at + 1).any(|other| other == name);
        let is_borne = |part: &SmolStr| names.iter().any(|name| name.contains(part.as_str()));
        let fewest = self.parts.len();
        if !(fewest..=fewest + self.others.len()).contains(&names.len())
            || !self.parts.iter().all(is_borne)
            || names.iter().enumerate().any(is_twin)
        {
            return false;
        }
        let mut left: Vec<&str> = self.parts.iter().map(SmolStr::as_str).collect();
        let mut order: Vec<&str> = names.to_vec();
        // 非税收入 holds 税收 too: who has fewest words to bear chooses first.
        order.sort_by_cached_key(|name| {
            self.parts
                .iter()
                .filter(|part| name.contains(part.as_str()))
                .count()
        });
        for name in order {
            match left.iter().position(|part| name.contains(part)) {
                Some(at) => drop(left.swap_remove(at)),
                None if self.others.iter().any(|other| name.contains(other.as_str())) => {}
                None => return false,
            }
        }
        left.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partition(parts: &[&str]) -> Partition {
        Partition {
            parts: parts.iter().map(SmolStr::new).collect(),
            others: vec![SmolStr::new("其他")],
            whole: Vec::new(),
            called: Vec::new(),
            per_head: false,
            example: SmolStr::default(),
        }
    }

    #[test]
    fn every_part_is_told_once() {
        let taxes = partition(&["税收", "非税"]);
        assert!(taxes.is_told_by(&["非税收入", "税收收入"]));
        assert!(taxes.is_told_by(&["税收收入", "其他收入", "非税收入"]));
        assert!(!taxes.is_told_by(&["税收收入"]));
        assert!(!taxes.is_told_by(&["税收收入", "非税收入", "债务收入"]));
    }
}
