//! What holds by definition between indicators.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// How the indicators of an identity hang together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityKind {
    /// The total is the sum of its parts.
    Sum,
    /// No part is more than the total.
    Part,
    /// The total is the first of its parts ÷ the second.
    Ratio,
    /// The total is printed as the shares of its parts, in order.
    Composition,
    /// The total is a share of the days of its period.
    Days,
    /// Both names may tell one thing; nothing is reckoned.
    Alike,
}

/// What holds by definition: `total` = sum of `parts`, or their quotient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Its name.
    pub id: SmolStr,
    /// The indicator on the left.
    pub total: SmolStr,
    /// The indicators on the right.
    pub parts: Vec<SmolStr>,
    /// How they hang together.
    pub kind: IdentityKind,
    /// What to know about it.
    #[serde(default)]
    pub note: SmolStr,
}
