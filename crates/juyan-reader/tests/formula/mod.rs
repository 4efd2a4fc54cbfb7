//! A claim as the tests write it: `Sum 19项 +11项 +7项`.

#![allow(
    clippy::indexing_slicing,
    reason = "a test that stops here has failed and says where"
)]

use juyan_model::{Claim, Figure, MemberRole};

/// The kind, then the members' own words in the order of the formula.
pub(crate) fn formula(claim: &Claim, figures: &[Figure], text: &str) -> String {
    let members = claim.members.iter().map(|member| {
        let word = figures[member.figure.0].span.of(text);
        let sign = match member.role {
            MemberRole::Part | MemberRole::Subtrahend => "+",
            MemberRole::Denominator => "/",
            _ => "",
        };
        format!("{sign}{word}")
    });
    format!("{:?} {}", claim.kind, members.collect::<Vec<_>>().join(" "))
}
