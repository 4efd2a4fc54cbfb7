//! A reading in the form of hand annotation: a line of JSON a figure, a line a relation.
//!
//! For measuring against annotated reports; what a program should read is the form of [`crate::wire`].

use crate::Offsets;
use crate::figure::FigureRecord;
use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, FigureId, MemberRole};
use juyan_reader::Reading;
use std::io::{self, Write};

/// Writes a line for every figure, in text order. An indicator bears the id that annotated reports know it by. Fails where
/// `out` does.
pub fn figures(
    out: &mut impl Write,
    document: &Document,
    reading: &Reading,
    catalogue: &Catalogue,
) -> io::Result<()> {
    let (text, offsets) = (document.text.as_str(), Offsets::of(document));
    let mut line = Vec::new();
    for (position, figure) in reading.figures.iter().enumerate() {
        line.clear();
        let record = FigureRecord::new(position, figure, text, &offsets).annotated(catalogue);
        record.write(&mut line)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// Writes a line for every relation that the text claims or plainly implies. Fails where `out` does.
pub fn relations(out: &mut impl Write, reading: &Reading) -> io::Result<()> {
    for relation in reading.claims.iter().filter_map(Relation::of) {
        serde_json::to_writer(&mut *out, &relation)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What hand annotation knows of arithmetic.
#[derive(Debug, serde::Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum Relation {
    Sum {
        total: usize,
        parts: Vec<usize>,
    },
    SumPartial {
        total: usize,
        parts: Vec<usize>,
    },
    Ratio {
        ratio: usize,
        numerator: usize,
        denominator: usize,
    },
    Same {
        figures: Vec<usize>,
    },
    Difference {
        result: usize,
        minuend: usize,
        subtrahend: Vec<usize>,
    },
}

impl Relation {
    /// The claim as a relation; none for kinds that are not annotated and for what may not be meant.
    fn of(claim: &Claim) -> Option<Self> {
        if !matches!(claim.origin, ClaimOrigin::Stated | ClaimOrigin::Implied) {
            return None;
        }
        let number = |id: FigureId| id.0 + 1;
        let one = |role| claim.one(role).map(number);
        let all = |role| claim.of(role).map(number).collect();
        Some(match claim.kind {
            ClaimKind::Sum => Self::Sum {
                total: one(MemberRole::Total)?,
                parts: all(MemberRole::Part),
            },
            ClaimKind::SumPartial => Self::SumPartial {
                total: one(MemberRole::Total)?,
                parts: all(MemberRole::Part),
            },
            ClaimKind::Ratio => Self::Ratio {
                ratio: one(MemberRole::Ratio)?,
                numerator: one(MemberRole::Numerator)?,
                denominator: one(MemberRole::Denominator)?,
            },
            ClaimKind::Same => Self::Same {
                figures: all(MemberRole::Figure),
            },
            // What is taken off from is the time that has passed, which no figure tells.
            ClaimKind::Difference
                if claim.one(MemberRole::Subtrahend).is_none()
                    || claim.of(MemberRole::Minuend).count() > 1 =>
            {
                return None;
            }
            ClaimKind::Difference => Self::Difference {
                result: one(MemberRole::Result)?,
                minuend: one(MemberRole::Minuend)?,
                subtrahend: all(MemberRole::Subtrahend),
            },
            ClaimKind::Composition
            | ClaimKind::Growth
            | ClaimKind::Multiple
            | ClaimKind::MeanGrowth
            | ClaimKind::GrowthByParts
            | ClaimKind::Change
            | ClaimKind::Progress
            | ClaimKind::Average
            | ClaimKind::CountRate
            | ClaimKind::Balance
            | ClaimKind::Identity
            | ClaimKind::Enumeration
            | ClaimKind::EnumerationPartial
            | ClaimKind::Dealt
            | ClaimKind::Calendar
            | ClaimKind::Direction => return None,
        })
    }
}
