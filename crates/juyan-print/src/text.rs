//! Findings for a terminal: the sentence with carets under every figure that takes part, the sum, the rounding that was
//! allowed, what to do; then one line that sums up.

use crate::amount::allowance;
pub use crate::excerpt::wrapped;
use crate::excerpt::{self, Line, Mark};
use crate::member::member_id;
use crate::{place, proof};
use juyan::model::{Claim, Finding, Judgement, Power, Premise, Rounding, Severity, Span, Verdict};
use juyan::{Checked, Context, Told};
use std::io::{self, Write};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Its width in columns.
    pub width: usize,
    /// Whether it shows colours.
    pub colour: bool,
    /// Whether every claim is listed with its proof, not only what is wrong.
    pub proofs: bool,
    /// Whether somebody looks at it: then the line that sums up is broken where it is too long; for a program it stays one.
    pub is_watched: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            width: 80,
            colour: false,
            proofs: false,
            is_watched: false,
        }
    }
}

/// The columns before a quoted sentence.
const GUTTER: usize = 4;
/// The columns of the sign that closes a full line: it may not begin the next.
const CLOSING: usize = 2;
/// The narrowest excerpt that is still read.
const NARROWEST: usize = 24;

/// Writes every finding and the summary. Fails where `out` does.
pub fn write(
    out: &mut impl Write,
    checked: &Checked<'_>,
    context: Context<'_>,
    style: Style,
) -> io::Result<()> {
    let page = Page {
        checked,
        context,
        style,
    };
    for finding in &checked.findings {
        page.finding(out, finding)?;
        writeln!(out)?;
    }
    if style.proofs {
        page.proofs(out)?;
    }
    let whole = summary(checked, context);
    let width = if style.is_watched { style.width } else { usize::MAX };
    let mut lines = clauses(&whole, context.say("text.stop"), width).into_iter();
    writeln!(out, "{}", lines.next().unwrap_or_default())?;
    lines.try_for_each(|line| writeln!(out, "  {line}"))
}

/// The clauses of a line in as few lines of at most `width` columns as they fill, no clause broken.
fn clauses(line: &str, stop: &str, width: usize) -> Vec<String> {
    const INDENT: usize = 2;
    let mut lines: Vec<String> = Vec::new();
    for clause in line.split_inclusive(stop) {
        let width = width.saturating_sub(if lines.len() > 1 { INDENT } else { 0 });
        match lines.last_mut() {
            Some(last) if excerpt::columns(last) + excerpt::columns(clause.trim_end()) <= width => {
                last.push_str(clause);
            }
            _ => lines.push(clause.to_owned()),
        }
    }
    lines.into_iter().map(|line| line.trim_end().to_owned()).collect()
}

/// The wording for a report in which nothing was found; one without a claim was not checked, and one whose errors are allowed
/// has some: neither must look clean.
pub(crate) fn nothing_found(checked: &Checked<'_>) -> &'static str {
    let coverage = checked.coverage();
    match (coverage.facts, coverage.proved + coverage.refuted) {
        (0, _) => "text.no-facts",
        (_, 0) => "text.no-claims",
        _ if coverage.refuted > 0 => "text.none-shown",
        _ => "text.no-findings",
    }
}

/// One line: how much was read, proved and found. A proof that would have let half of all wrong values pass counts apart.
pub fn summary(checked: &Checked<'_>, context: Context<'_>) -> String {
    let coverage = checked.coverage();
    let with = |severity| {
        checked
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let half = Power::new(1, 2);
    let is_sure = |judgement: &&Judgement| judgement.power.is_some_and(|power| power > half);
    let proved = checked
        .judgements
        .iter()
        .filter(|judgement| judgement.verdict == Verdict::Proved);
    let sure = proved.filter(is_sure).count();
    let findings = if checked.findings.is_empty() {
        context.say(nothing_found(checked)).to_owned()
    } else {
        context.fill(
            "text.findings",
            &[
                ("error", &with(Severity::Error)),
                ("warning", &with(Severity::Warning)),
                ("question", &with(Severity::Question)),
                ("note", &with(Severity::Note)),
            ],
        )
    };
    context.fill(
        "text.summary",
        &[
            ("file", &context.name),
            ("figures", &coverage.figures),
            ("facts", &coverage.facts),
            ("share", &place::percent(coverage.facts_in_claims, coverage.facts)),
            ("claims", &coverage.claims),
            ("proved", &coverage.proved),
            ("sure", &sure),
            ("refuted", &coverage.refuted),
            ("undecided", &coverage.undecided),
            ("findings", &findings),
        ],
    )
}

/// The name of a severity in the catalogue.
pub(crate) const fn severity_id(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "severity.error",
        Severity::Warning => "severity.warning",
        Severity::Question => "severity.question",
        Severity::Note => "severity.note",
    }
}

/// What is being printed.
#[derive(Clone, Copy)]
struct Page<'a> {
    checked: &'a Checked<'a>,
    context: Context<'a>,
    style: Style,
}

impl<'a> Page<'a> {
    fn finding(self, out: &mut impl Write, finding: &'a Finding) -> io::Result<()> {
        let told = self.context.tell(finding);
        let severity = self.context.say(severity_id(finding.severity));
        let head = format!("{severity}[{}]", finding.rule);
        self.wrapped(out, &head, colour(finding.severity), &told.message)?;
        self.excerpts(out, finding)?;
        self.notes(out, finding, &told)
    }

    /// A line for every claim: what its proof came to, the sum, where it stands, what it is worth and hangs on.
    fn proofs(self, out: &mut impl Write) -> io::Result<()> {
        let context = self.context;
        let mut judged: Vec<_> = self.checked.judged().collect();
        judged.sort_by_key(|(claim, _)| claim.members.iter().map(|member| member.figure).min());
        for (claim, judgement) in judged {
            let first = claim.members.iter().map(|member| member.figure).min();
            let figure = first.and_then(|first| self.checked.reading.figures.get(first.0));
            let span = figure.map_or(Span::default(), |figure| figure.span);
            let about = [
                proof::kind(claim, context).to_owned(),
                place::told(self.checked.document, span, "html.paragraph", context),
                proof::power(judgement, context),
                proof::premise(judgement, self.checked, context),
            ];
            let about: Vec<&str> = about
                .iter()
                .map(String::as_str)
                .filter(|words| !words.is_empty())
                .collect();
            let arithmetic = proof::arithmetic(claim, judgement, self.checked, context);
            let about = about.join(context.say("text.stop"));
            let words = context.fill("text.aside", &[("words", &arithmetic), ("aside", &about)]);
            let code = match judgement.verdict {
                Verdict::Proved => "1;32",
                Verdict::Refuted => "1;31",
                Verdict::Undecided => "1;33",
            };
            self.wrapped(
                out,
                context.say(proof::verdict_id(judgement.verdict)),
                code,
                &words,
            )?;
        }
        writeln!(out)
    }

    /// The sentences that the finding speaks of, in text order.
    fn excerpts(self, out: &mut impl Write, finding: &'a Finding) -> io::Result<()> {
        let text = &self.checked.document.text;
        let mut spans = finding.spans.as_slice();
        let mut corner = '┌';
        while let Some(first) = spans.first() {
            let sentence = place::sentence(text, *first);
            let inside = spans
                .iter()
                .take_while(|span| span.start < sentence.end)
                .count()
                .max(1);
            let (here, rest) = spans.split_at(inside.min(spans.len()));
            spans = rest;
            let sentence = here.iter().fold(sentence, |sentence, span| sentence.cover(*span));
            let place = place::told(self.checked.document, *first, "place.paragraph", self.context);
            let place = self
                .context
                .fill("text.place", &[("file", &self.context.name), ("place", &place)]);
            writeln!(out, "{} {place}", self.dim(&format!("  {corner}─")))?;
            self.excerpt(out, sentence, &self.marks(finding, here), finding.severity)?;
            corner = '├';
        }
        Ok(())
    }

    /// The spans with the part that each plays; what overlaps the one before is left out.
    fn marks(self, finding: &Finding, spans: &[Span]) -> Vec<Mark<'a>> {
        let mut marks: Vec<Mark<'a>> = Vec::new();
        for span in spans {
            if marks.last().is_none_or(|last| last.span.end <= span.start) {
                let id = member_id(self.checked, finding, *span);
                let label = id.map_or("", |id| self.context.say(id));
                marks.push(Mark { span: *span, label });
            }
        }
        marks
    }

    fn claim(self, finding: &Finding) -> Option<&'a Claim> {
        self.checked.reading.claims.get(finding.claim?)
    }

    fn excerpt(
        self,
        out: &mut impl Write,
        sentence: Span,
        marks: &[Mark<'_>],
        severity: Severity,
    ) -> io::Result<()> {
        let width = self.style.width.saturating_sub(GUTTER + CLOSING).max(NARROWEST);
        let bar = self.dim("  │ ");
        for line in excerpt::lines(&self.checked.document.text, sentence, marks, width) {
            write!(out, "{bar}")?;
            for (words, mark) in &line.pieces {
                match mark {
                    Some(_) => write!(out, "{}", self.paint(colour(severity), words))?,
                    None => write!(out, "{words}")?,
                }
            }
            writeln!(out)?;
            if !line.carets.is_empty() {
                self.underline(out, &line, width, severity)?;
            }
        }
        Ok(())
    }

    fn underline(
        self,
        out: &mut impl Write,
        line: &Line<'_>,
        width: usize,
        severity: Severity,
    ) -> io::Result<()> {
        for row in line.underlines(width) {
            write!(out, "{}", self.dim("  │ "))?;
            for (blanks, words) in row {
                write!(out, "{:blanks$}{}", "", self.paint(colour(severity), &words))?;
            }
            writeln!(out)?;
        }
        Ok(())
    }

    fn notes(self, out: &mut impl Write, finding: &Finding, told: &Told<'_>) -> io::Result<()> {
        let context = self.context;
        if !finding.arithmetic.is_empty() {
            self.note(out, context.say("text.arithmetic"), &finding.arithmetic)?;
        }
        // What is counted in words is not rounded, and the figures beside it were not reckoned with.
        let reckoned = self.claim(finding).filter(|claim| claim.told.is_empty());
        if let Some(rounding) = reckoned.map(|claim| self.rounding(claim)) {
            self.note(out, context.say("text.rounding"), &rounding)?;
        }
        if !told.help.is_empty() {
            self.note(out, context.say("text.help"), &told.help)?;
        }
        self.note(
            out,
            context.say("text.page"),
            &context.fill("text.explain", &[("rule", &finding.rule)]),
        )
    }

    fn note(self, out: &mut impl Write, name: &str, words: &str) -> io::Result<()> {
        self.wrapped(out, &format!("  = {name}"), "1", words)
    }

    /// What each figure of the claim may stand for.
    fn rounding(self, claim: &Claim) -> String {
        let figures = &self.checked.reading.figures;
        let members = || {
            claim
                .members
                .iter()
                .filter_map(|member| figures.get(member.figure.0))
        };
        let mut told: Vec<String> = Vec::new();
        let (rounding, way) = if self.holds_only_cut_off(claim) {
            (Rounding::Truncation, self.context.say("text.cut-off"))
        } else {
            (Rounding::HalfUp, "")
        };
        for figure in members() {
            let printed = figure.span.of(&self.checked.document.text);
            if let Some(allowed) = allowance(figure, printed, rounding, self.context.catalogue) {
                let aside = format!("{way}{allowed}");
                let words = self
                    .context
                    .fill("text.aside", &[("words", &printed), ("aside", &aside)]);
                if !told.contains(&words) {
                    told.push(words);
                }
            }
        }
        if told.is_empty() {
            return self.context.say("text.exact").to_owned();
        }
        let mut list = told.join(self.context.say("text.joint"));
        if members().any(|figure| figure.printed.is_some_and(|printed| printed.is_exact())) {
            list.push_str(self.context.say("text.stop"));
            list.push_str(self.context.say("text.exact-rest"));
        }
        list
    }

    /// Whether the claim comes out only with digits cut off.
    fn holds_only_cut_off(self, claim: &Claim) -> bool {
        let mut judged = self.checked.judged();
        let judgement = judged.find(|(judged, _)| std::ptr::eq(*judged, claim));
        judgement.is_some_and(|(_, judgement)| {
            judgement.premise == Some(Premise::DigitsCutOff) || judgement.roundings == [Rounding::Truncation]
        })
    }

    /// Writes `head` and `words` behind it, lines after the first under the words.
    fn wrapped(self, out: &mut impl Write, head: &str, code: &str, words: &str) -> io::Result<()> {
        let indent = excerpt::columns(head) + 1;
        let width = self.style.width.saturating_sub(indent + CLOSING).max(NARROWEST);
        let mut lead = format!("{} ", self.paint(code, head));
        for line in wrapped(words, width) {
            writeln!(out, "{lead}{line}")?;
            lead = " ".repeat(indent);
        }
        Ok(())
    }

    fn dim(self, words: &str) -> String {
        self.paint("2", words)
    }

    fn paint(self, code: &str, words: &str) -> String {
        if self.style.colour {
            format!("\u{1b}[{code}m{words}\u{1b}[0m")
        } else {
            words.to_owned()
        }
    }
}

/// Red, yellow, blue, green; bold.
const fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Question => "1;36",
        Severity::Note => "1;32",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_breaks_between_its_clauses() {
        let line = "甲.txt：数字1；断言2：证实3；错误4";
        assert_eq!(clauses(line, "；", 40), [line]);
        assert_eq!(
            clauses(line, "；", 18),
            ["甲.txt：数字1；", "断言2：证实3；", "错误4"]
        );
        assert_eq!(clauses("a; b; c", "; ", 5), ["a; b;", "c"]);
    }
}
