//! The arithmetic that a text claims or plainly implies between its figures.
//!
//! Claims are found from language and structure: 其中, brackets, lists after a colon, 分…看, 加上…后, 由…提高到…, named
//! rates, equal subjects. Where the words decide, it is not asked whether the numbers work out, so that a wrong number
//! still stands in its claim and is refuted. Where they leave several readings equal (how far back 合计 reaches, where a
//! list of 其中 ends, whether parts are all or some), the one that works out is taken; the claim then tells among how many
//! it was chosen ([`Claim::tried`]), and its proof is worth the less. Whether a list that does not come out was meant as
//! a sum is only asked ([`ClaimOrigin::Possible`]). Nothing is proved here. See docs/decisions/0008.

mod account;
mod adding;
mod adjusted;
mod apiece;
mod average;
mod balance;
mod behind;
mod both_sides;
mod by_parts;
mod carried;
mod columns;
mod composition;
mod converted;
mod dealt;
mod difference;
mod direction;
mod fit;
mod growth;
mod list;
mod masked;
mod meant;
mod named;
mod numbered;
mod outlook;
mod pace;
mod pairs;
mod part;
mod progress;
mod proportion;
mod pull;
mod rate;
mod rest;
mod running;
mod same;
mod scene;
mod share;
mod states;
mod stops;
mod stretches;
mod subject;
mod sum;
mod surplus;
mod table;
mod whole;

use crate::scan::Scan;
use crate::sheet::{self, Sheet};
use crate::token::Token;
use juyan_catalogue::Catalogue;
use juyan_document::Document;
use juyan_model::{Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Member, MemberRole, Span};
pub(crate) use scene::ASKED;
use scene::{Fact, Scene};
use std::collections::{BTreeMap, BTreeSet};

/// The claims of `text` about its `figures`, in the order in which their first members stand.
pub fn claims(figures: &[Figure], document: &Document, catalogue: &Catalogue) -> Vec<Claim> {
    let words = Scan::words_of(document, ASKED, catalogue);
    of_sheets(
        figures,
        document,
        &sheet::sheets(document, catalogue),
        words,
        catalogue,
    )
}

/// The claims of a document whose tables are known, and which of its words are [`ASKED`] for. Rows of tables are no sentences:
/// what the rules for sentences would find between their cells means nothing.
pub(crate) fn of_sheets<'a>(
    figures: &'a [Figure],
    document: &'a Document,
    sheets: &[Sheet],
    words: Vec<Token<'a>>,
    catalogue: &'a Catalogue,
) -> Vec<Claim> {
    let mut rows: Vec<Span> = sheets
        .iter()
        .flat_map(|sheet| sheet.rows.iter().map(|row| row.span))
        .collect();
    rows.sort_unstable();
    let whole = Scene::new(figures, document, words, catalogue);
    let mut found = Found::of(&whole);
    if rows.is_empty() {
        of_sentences(&whole, &mut found);
    } else {
        of_sentences(&whole.without(&rows), &mut found);
    }
    same::find(&whole, &mut found);
    table::find(&whole, sheets, &mut found);
    let mut claims = found.into_claims();
    claims.retain(|claim| !rate::is_of_untold(&whole, claim));
    claims
}

/// What sentences claim.
fn of_sentences(scene: &Scene<'_>, found: &mut Found<'_>) {
    let pairs = pairs::find(scene);
    sum::find(scene, &pairs, found);
    columns::find(scene, found);
    adding::find(scene, found);
    surplus::find(scene, found);
    account::find(scene, found);
    converted::find(scene, found);
    both_sides::find(scene, found);
    adjusted::find(scene, found);
    numbered::find(scene, found);
    running::find(scene, found);
    stretches::find(scene, found);
    states::find(scene, found);
    rest::find(scene, found);
    pull::find(scene, found);
    share::find(scene, &pairs, found);
    proportion::find(scene, &pairs, found);
    progress::find(scene, found);
    pace::find(scene, found);
    rate::find(scene, &pairs, found);
    difference::find(scene, &pairs, found);
    named::find(scene, found);
    direction::find(scene, &pairs, found);
    growth::find(scene, &pairs, found);
    by_parts::find(scene, found);
    outlook::find(scene, found);
    carried::find(scene, found);
    composition::find(scene, found);
    balance::find(scene, found);
    average::find(scene, found);
    meant::settle(scene, found);
}

/// Claims while they are gathered.
#[derive(Debug)]
struct Found<'s> {
    /// All that is told, of which is asked what adds up.
    scene: &'s Scene<'s>,
    claims: Vec<Claim>,
    /// For each part the first sum that it stands in.
    parts: BTreeMap<FigureId, usize>,
    /// The ratios that are explained.
    ratios: BTreeSet<FigureId>,
    /// Among how many readings what is added now was chosen; see [`Found::among`].
    readings: u32,
}

impl<'s> Found<'s> {
    const fn of(scene: &'s Scene<'s>) -> Self {
        Self {
            scene,
            claims: Vec::new(),
            parts: BTreeMap::new(),
            ratios: BTreeSet::new(),
            readings: 0,
        }
    }

    /// Adds a claim of `kind` about `members`, unless the same figures already stand in such a claim.
    fn add(&mut self, kind: ClaimKind, origin: ClaimOrigin, members: &[(MemberRole, &Fact<'_>)]) {
        let members = members
            .iter()
            .map(|(role, fact)| Member {
                role: *role,
                figure: fact.id,
            })
            .collect();
        self.push(Claim {
            kind,
            members,
            origin,
            told: Vec::new(),
            tried: self.readings.max(1),
        });
    }

    /// Adds what `add` says, which was chosen among so many readings because its numbers work out.
    fn among(&mut self, readings: usize, add: impl FnOnce(&mut Self)) {
        self.readings = u32::try_from(readings).unwrap_or(u32::MAX);
        add(self);
        self.readings = 1;
    }

    /// Adds `total` = `parts`, or that the parts are some of it, where they are what adds up.
    fn sum(&mut self, kind: ClaimKind, origin: ClaimOrigin, total: &Fact<'_>, parts: &[&Fact<'_>]) {
        if !self.scene.adds(total) || !parts.iter().all(|part| self.scene.adds(part)) {
            return;
        }
        if let Some(parts) = apiece::laid_out(self.scene, total, parts) {
            self.made_up(kind, origin, total, &parts);
        }
    }

    /// Adds `total` = `parts`, which add up whatever their names say of means.
    fn made_up(&mut self, kind: ClaimKind, origin: ClaimOrigin, total: &Fact<'_>, parts: &[&Fact<'_>]) {
        let mut members = vec![(MemberRole::Total, total)];
        members.extend(parts.iter().map(|part| (MemberRole::Part, *part)));
        self.add(kind, origin, &members);
    }

    /// Adds `ratio` = `numerator` ÷ `denominator`.
    fn ratio(&mut self, origin: ClaimOrigin, ratio: &Fact<'_>, numerator: &Fact<'_>, denominator: &Fact<'_>) {
        let members = [
            (MemberRole::Ratio, ratio),
            (MemberRole::Numerator, numerator),
            (MemberRole::Denominator, denominator),
        ];
        self.add(ClaimKind::Ratio, origin, &members);
    }

    fn push(&mut self, claim: Claim) {
        let known = self
            .claims
            .iter_mut()
            .rev()
            .take(MEMORY)
            .find(|it| it.kind == claim.kind && it.members == claim.members);
        if let Some(before) = known {
            before.origin = before.origin.min(claim.origin);
            before.tried = before.tried.min(claim.tried);
            return;
        }
        match claim.kind {
            ClaimKind::Sum | ClaimKind::SumPartial => {
                for part in claim.of(MemberRole::Part) {
                    self.parts.entry(part).or_insert(self.claims.len());
                }
            }
            ClaimKind::Ratio => self.ratios.extend(claim.one(MemberRole::Ratio)),
            _ => {}
        }
        self.claims.push(claim);
    }

    /// The whole that `part` is said to be a part of.
    fn whole_of(&self, part: FigureId) -> Option<(&Claim, FigureId)> {
        let claim = self.claims.get(*self.parts.get(&part)?)?;
        Some((claim, claim.one(MemberRole::Total)?))
    }

    /// Whether `ratio` is already explained by a ratio.
    fn explains(&self, ratio: FigureId) -> bool {
        self.ratios.contains(&ratio)
    }

    /// A pair bound by a ratio is no part and whole besides.
    fn into_claims(self) -> Vec<Claim> {
        let bound: BTreeSet<(Option<FigureId>, Option<FigureId>)> = self
            .claims
            .iter()
            .filter(|claim| claim.kind == ClaimKind::Ratio && claim.origin != ClaimOrigin::Possible)
            .map(|claim| {
                (
                    claim.one(MemberRole::Denominator),
                    claim.one(MemberRole::Numerator),
                )
            })
            .collect();
        let mut claims = self.claims;
        claims.retain(|claim| {
            let alone = claim.kind == ClaimKind::SumPartial && claim.of(MemberRole::Part).count() == 1;
            !alone || !bound.contains(&(claim.one(MemberRole::Total), claim.one(MemberRole::Part)))
        });
        claims.sort_by_key(|claim| claim.members.iter().map(|member| member.figure).min());
        claims
    }
}

/// How many claims back an equal one is looked for; equal ones come from neighbouring rules on one sentence.
const MEMORY: usize = 64;
