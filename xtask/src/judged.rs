//! `spec/judged.tsv`: what was said aloud on the corpus, and whether it is true, as somebody judged who read the place.

use crate::{Measured, root};
use anyhow::bail;
use std::collections::BTreeMap;

/// A finding as the list knows it: report, rule, severity, the character at which the last of its places begins.
pub(crate) type Said = (String, String, String, usize);

/// Whether each finding that was judged is true. Fails where the file is unreadable.
pub(crate) fn judged() -> anyhow::Result<BTreeMap<Said, bool>> {
    let text = std::fs::read_to_string(root().join("spec/judged.tsv"))?;
    let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| {
        let mut fields = row.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let said = (
            next().to_owned(),
            next().to_owned(),
            next().to_owned(),
            next().parse()?,
        );
        match next() {
            "true" => Ok((said, true)),
            "false" => Ok((said, false)),
            other => bail!("spec/judged.tsv: {other} is neither true nor false"),
        }
    })
    .collect()
}

/// The share of what was `said` with this severity that is true. What nobody has judged is not, and is told by name.
pub(crate) fn share(
    name: &'static str,
    severity: &str,
    said: &[Said],
    judged: &BTreeMap<Said, bool>,
) -> Measured {
    let loud: Vec<&Said> = said.iter().filter(|said| said.2 == severity).collect();
    let is = |verdict: Option<bool>| {
        loud.iter()
            .filter(move |said| judged.get(**said).copied() == verdict)
    };
    let number = |count: usize| u32::try_from(count).map_or(f64::NAN, f64::from);
    let mut measured = Measured::share(name, number(is(Some(true)).count()), number(loud.len()));
    let open = is(None).map(|(report, rule, _, at)| format!("; not judged: {report} {rule} at {at}"));
    measured.counts.extend(open);
    measured
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_judged_is_not_true() {
        let said = |rule: &str| ("a.txt".to_owned(), rule.to_owned(), "error".to_owned(), 7);
        let known = BTreeMap::from([(said("J0301"), true), (said("J0302"), false)]);
        let all = [said("J0301"), said("J0302"), said("J0303"), said("J0301")];
        let measured = share("corpus-errors-true", "error", &all, &known);
        assert!((measured.value - 0.5).abs() < 1e-9);
        assert_eq!(measured.counts, "2/4; not judged: a.txt J0303 at 7");
    }

    #[test]
    fn the_list_can_be_read() {
        assert!(judged().unwrap().len() > 1);
    }
}
