//! How far a draft has come: what was done with it, held against its text as it is now. What was signed counts for the text that was
//! signed and for no other.

use super::{Deed, Kind};
use std::collections::BTreeMap;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands<'d> {
    /// Nobody did it.
    Not,
    /// It was done, of this very text.
    Done(&'d Deed),
    /// It was done, and the text is another now.
    Void(&'d Deed),
    /// It was refused, of this very text.
    Refused(&'d Deed),
}

impl<'d> Stands<'d> {
    /// Where the step that was done last with `deed` stands, of the text with `digest`.
    fn of(deed: Option<&'d Deed>, digest: &str) -> Self {
        match deed {
            None => Self::Not,
            Some(deed) if deed.digest != digest => Self::Void(deed),
            Some(deed) if matches!(deed.kind, Kind::Object | Kind::Return) => Self::Refused(deed),
            Some(deed) => Self::Done(deed),
        }
    }

    pub(crate) const fn is_done(self) -> bool {
        matches!(self, Self::Done(_))
    }
}

/// A department that is asked to countersign a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Countersign<'d> {
    pub(crate) passage: i64,
    pub(crate) department: &'d str,
    pub(crate) stands: Stands<'d>,
}

/// What is asked for and what came of it, of each passage; `digest_of` gives the digest of what came of a passage, none where it is
/// not there any more.
pub(crate) fn countersigns(
    deeds: &[Deed],
    digest_of: impl Fn(i64) -> Option<String>,
) -> Vec<Countersign<'_>> {
    let mut asked: BTreeMap<(i64, &str), Option<&Deed>> = BTreeMap::new();
    for deed in deeds {
        let Some(passage) = deed.passage else { continue };
        let of = (passage, deed.department.as_str());
        match deed.kind {
            Kind::Ask => {
                asked.entry(of).or_default();
            }
            Kind::Spare => {
                asked.remove(&of);
            }
            Kind::Agree | Kind::Object => {
                asked.insert(of, Some(deed));
            }
            Kind::Offer | Kind::Return | Kind::Review | Kind::SignOff => {}
        }
    }
    let there = asked.into_iter().filter_map(|((passage, department), answer)| {
        let digest = digest_of(passage)?;
        Some(Countersign {
            passage,
            department,
            stands: Stands::of(answer, &digest),
        })
    });
    there.collect()
}

/// Where the whole stands: handed up or returned, and what of the two consents was done last here.
pub(crate) fn of_whole<'d>(deeds: &'d [Deed], kind: Kind, digest: &str) -> Stands<'d> {
    let last = deeds.iter().rev().find(|deed| {
        deed.passage.is_none() && (deed.kind == kind || kind == Kind::Offer && deed.kind == Kind::Return)
    });
    Stands::of(last, digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deed(kind: Kind, passage: Option<i64>, digest: &str) -> Deed {
        Deed {
            kind,
            passage,
            department: passage.map_or("", |_| "商务局").into(),
            digest: digest.into(),
            person: "a".into(),
            at: 0,
            reason: String::new(),
            hash: String::new(),
        }
    }

    #[test]
    fn what_was_countersigned_counts_for_its_text_alone() {
        let deeds = [
            deed(Kind::Ask, Some(1), ""),
            deed(Kind::Agree, Some(1), "x"),
            deed(Kind::Ask, Some(2), ""),
            deed(Kind::Ask, Some(3), ""),
            deed(Kind::Spare, Some(3), ""),
        ];
        let now = |digest: &'static str| {
            let all = countersigns(&deeds, move |passage| (passage < 3).then(|| digest.into()));
            all.iter().map(|one| one.stands.is_done()).collect::<Vec<_>>()
        };
        assert_eq!(now("x"), [true, false]);
        assert_eq!(now("y"), [false, false]);
        assert!(matches!(
            countersigns(&deeds, |_| Some("y".into()))[0].stands,
            Stands::Void(_)
        ));
    }

    #[test]
    fn what_came_back_has_to_be_handed_up_again() {
        let mut deeds = vec![deed(Kind::Offer, None, "x")];
        assert!(of_whole(&deeds, Kind::Offer, "x").is_done());
        assert!(!of_whole(&deeds, Kind::Offer, "y").is_done());
        deeds.push(deed(Kind::Return, None, "x"));
        assert!(matches!(of_whole(&deeds, Kind::Offer, "x"), Stands::Refused(_)));
        deeds.push(deed(Kind::Offer, None, "x"));
        assert!(of_whole(&deeds, Kind::Offer, "x").is_done());
    }
}
