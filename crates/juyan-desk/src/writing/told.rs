//! What a report that was written leaves out, and what stands against a template or a paper: in the words of the catalogue.

use juyan::Context;
use juyan::document::ReadError;
use juyan::model::Mode;
use juyan_print::docx::DocxError;
use juyan_writer::{LeftOut, Silence, Support, Unsaid, Written};

/// Why a file cannot be read.
pub fn unread(error: ReadError, context: Context<'_>) -> String {
    context.fill(&format!("file.{}", error.code()), &[])
}

/// Why a Word file cannot be read or written to.
pub fn no_comments(error: &DocxError, context: Context<'_>) -> String {
    let reason = match error {
        DocxError::Read(error) => return unread(*error, context),
        DocxError::Rows(tag) => return context.fill("template.rows", &[("tag", tag)]),
        DocxError::Changed => "comments.changed",
        DocxError::NoPlace => "comments.no-place",
        DocxError::Write(_) => "comments.unwritten",
    };
    context.fill("file.no-comments", &[("reason", &context.say(reason))])
}

/// What was left out of a report, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The line of the template, from 1.
    pub line: usize,
    /// Why.
    pub why: String,
    /// The words that were left out; empty where a cell alone stays empty.
    pub words: String,
    /// The keys of what is known and was left out with them.
    pub with: String,
    /// Whether somebody has to see to it: what is merely not known says nothing against the report.
    pub is_in_doubt: bool,
}

impl Left {
    /// In lines of a list that names the template's lines.
    pub fn told(&self, context: Context<'_>) -> String {
        let words: [(&str, &dyn std::fmt::Display); 3] =
            [("line", &self.line), ("why", &self.why), ("words", &self.words)];
        let id = if self.words.is_empty() {
            "write.left-out"
        } else {
            "write.left-out-with"
        };
        let mut told = context.fill(id, &words) + "\n";
        if !self.with.is_empty() {
            told += &(context.fill("write.left-out-known", &[("keys", &self.with)]) + "\n");
        }
        told
    }
}

/// What was left out, in the order of the template; what went together is told once.
pub fn left_out(written: &Written, home: &str, context: Context<'_>) -> Vec<Left> {
    let together = |one: &LeftOut, other: &LeftOut| {
        !one.words.is_empty()
            && (one.line, &one.words, &one.silence) == (other.line, &other.words, &other.silence)
    };
    let groups = written.unsaid.chunk_by(together);
    groups
        .filter_map(|group| Some(told(group.first()?, group, home, context)))
        .collect()
}

fn told(left: &LeftOut, group: &[LeftOut], home: &str, context: Context<'_>) -> Left {
    let keys = group
        .iter()
        .filter_map(|left| left.key.as_ref())
        .map(ToString::to_string);
    let key = keys.collect::<Vec<_>>().join("\u{3001}");
    let why = match &left.silence {
        Silence::Unsupported(support) => {
            let words: [(&str, &dyn std::fmt::Display); 2] = [
                ("words", &left.words),
                ("why", &why_unsupported(*support, context)),
            ];
            context.fill("write.unsupported", &words)
        }
        Silence::Absent => why_absent((left, &key), home, context),
        Silence::Clash => context.fill("write.clash", &[("key", &key)]),
        Silence::Unsaid(unsaid) => {
            let why = why_unsaid(unsaid, context);
            context.fill("write.unsaid", &[("key", &key), ("why", &why)])
        }
    };
    let with: Vec<String> = left.with.iter().map(ToString::to_string).collect();
    Left {
        line: left.line,
        why,
        words: left.words.clone(),
        with: with.join("\u{3001}"),
        is_in_doubt: group.iter().any(|left| is_in_doubt(left, home)),
    }
}

/// Whether something was left out that somebody has to see to: facts that are merely not there say nothing against the report.
pub fn is_in_doubt(left: &LeftOut, home: &str) -> bool {
    match &left.silence {
        Silence::Absent => Misplaced::of(left, home).is_some(),
        Silence::Unsupported(support) => support.against > 0,
        Silence::Clash | Silence::Unsaid(_) => true,
    }
}

/// Why nothing stands under a key that the template should not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Misplaced {
    /// It is of another region.
    Region,
    /// It has no period, and is of nothing that goes without.
    Period,
}

impl Misplaced {
    fn of(left: &LeftOut, home: &str) -> Option<Self> {
        let key = left.key.as_ref()?;
        if key.region != home {
            return Some(Self::Region);
        }
        (key.period.is_none() && key.mode == Mode::Actual).then_some(Self::Period)
    }
}

/// Why a report has nothing of the ledger at all.
pub fn why_nothing(written: &Written, (period, home): (&str, &str), context: Context<'_>) -> String {
    let left = written
        .unsaid
        .iter()
        .find(|left| Misplaced::of(left, home).is_some());
    let why = left.map(|left| {
        let key = left.key.as_ref().map(ToString::to_string);
        why_absent((left, &key.unwrap_or_default()), home, context)
    });
    why.unwrap_or_else(|| context.fill("write.nothing-known", &[("period", &period)]))
}

/// Why nothing stands under the keys of what was left out.
fn why_absent((left, keys): (&LeftOut, &str), home: &str, context: Context<'_>) -> String {
    let region = |code: &str| {
        let known = context
            .catalogue
            .regions
            .iter()
            .find(|region| region.code == code);
        let name = known.map(|region| region.name.as_str()).unwrap_or_default();
        context.fill("write.region", &[("name", &name), ("code", &code)])
    };
    match Misplaced::of(left, home) {
        Some(Misplaced::Region) => {
            let other = left.key.as_ref().map_or("", |key| key.region.as_str());
            let words: [(&str, &dyn std::fmt::Display); 3] =
                [("key", &keys), ("home", &region(home)), ("other", &region(other))];
            context.fill("write.elsewhere", &words)
        }
        Some(Misplaced::Period) => context.fill("write.no-period", &[("key", &keys)]),
        None if left.key.is_none() => context.say("write.uncounted").to_owned(),
        None => context.fill("write.absent", &[("key", &keys)]),
    }
}

/// Whether something was left out because nothing is known of it.
pub fn is_absent(left: &LeftOut) -> bool {
    matches!(left.silence, Silence::Absent)
}

/// Why a claim without a number does not stand.
pub fn why_unsupported(support: Support, context: Context<'_>) -> String {
    let counts: [(&str, &dyn std::fmt::Display); 2] =
        [("support", &support.pro), ("against", &support.against)];
    context.fill("claim.unsupported", &counts)
}

/// Why a fact is not said.
pub fn why_unsaid(unsaid: &Unsaid, context: Context<'_>) -> String {
    context.fill(&format!("unsaid.{}", unsaid.name()), &[])
}
