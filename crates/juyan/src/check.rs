//! The phases in their order: reading, claims, verdicts, findings.

use juyan_catalogue::{Catalogue, Rule};
use juyan_document::Document;
use juyan_model::{Claim, Finding, Judgement, Severity, Verdict};
use juyan_prove::Evidence;
use juyan_reader::Reading;
use smol_str::SmolStr;

/// What a user asks of a check.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Rules that are not applied, by code or name.
    pub allow: Vec<SmolStr>,
}

/// A document with all that was understood and said of it.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its figures, claims and statements.
    pub reading: Reading,
    /// What each claim came to, in the order of the claims.
    pub judgements: Vec<Judgement>,
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
}

/// Reads `document`, proves its claims and says what is wrong.
///
/// ```
/// let catalogue = juyan::catalogue();
/// let document = juyan::document::from_text("实施重点项目19项，其中新建项目11项、续建项目7项。");
/// let checked = juyan::check(&document, catalogue, &juyan::Options::default());
/// assert_eq!(checked.findings[0].rule, "J0301");
/// ```
pub fn check<'a>(document: &'a Document, catalogue: &Catalogue, options: &Options) -> Checked<'a> {
    let mut reading = juyan_reader::read(document, catalogue);
    let unstated = juyan_prove::unstated(&reading.figures, &reading.claims, catalogue);
    reading.claims.extend(unstated);
    let judgements = juyan_prove::judge(&reading.figures, &reading.claims, catalogue);
    let evidence = Evidence {
        figures: &reading.figures,
        claims: &reading.claims,
        judgements: &judgements,
        catalogue,
        period: reading.period,
    };
    let mut findings = juyan_prove::findings(&evidence);
    findings.extend(juyan_proofread::findings(document, &reading, catalogue));
    findings.retain(|finding| !is_allowed(&finding.rule, catalogue, options));
    findings.sort_by(|a, b| a.spans.cmp(&b.spans).then_with(|| a.rule.cmp(&b.rule)));
    Checked {
        document,
        reading,
        judgements,
        findings,
    }
}

/// Whether the user asked not to apply a rule.
pub(crate) fn is_allowed(code: &SmolStr, catalogue: &Catalogue, options: &Options) -> bool {
    let name = catalogue.rules.get(code).map(|rule: &Rule| &rule.name);
    options
        .allow
        .iter()
        .any(|allowed| allowed == code || Some(allowed) == name)
}

impl Checked<'_> {
    /// Whether something is wrong whatever was meant.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// The claims with what they came to.
    pub fn judged(&self) -> impl Iterator<Item = (&Claim, &Judgement)> {
        self.judgements
            .iter()
            .filter_map(|judgement| Some((self.reading.claims.get(judgement.claim)?, judgement)))
    }

    /// How much of the document was looked at.
    pub fn coverage(&self) -> Coverage {
        let figures = &self.reading.figures;
        let mut in_claims = vec![false; figures.len()];
        let members = self.reading.claims.iter().flat_map(|claim| &claim.members);
        for member in members {
            if let Some(slot) = in_claims.get_mut(member.figure.0) {
                *slot = true;
            }
        }
        let told = figures
            .iter()
            .zip(&in_claims)
            .filter(|(figure, is_in)| figure.is_fact() && **is_in);
        let with = |verdict| {
            self.judgements
                .iter()
                .filter(|judgement| judgement.verdict == verdict)
                .count()
        };
        Coverage {
            figures: figures.len(),
            facts: figures.iter().filter(|figure| figure.is_fact()).count(),
            bound: figures.iter().filter(|figure| figure.indicator.is_some()).count(),
            statements: self.reading.statements.len(),
            facts_in_claims: told.count(),
            claims: self.judgements.len(),
            proved: with(Verdict::Proved),
            refuted: with(Verdict::Refuted),
            undecided: with(Verdict::Undecided),
        }
    }
}

/// Counts of what was read and proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Coverage {
    /// Numbers in the text.
    pub figures: usize,
    /// Those that state a fact.
    pub facts: usize,
    /// Facts that are bound to an indicator of the catalogue.
    pub bound: usize,
    /// Claims without a number.
    pub statements: usize,
    /// Facts that take part in at least one claim.
    pub facts_in_claims: usize,
    /// Claims.
    pub claims: usize,
    /// Claims that hold.
    pub proved: usize,
    /// Claims that do not.
    pub refuted: usize,
    /// Claims that what is printed cannot decide.
    pub undecided: usize,
}
