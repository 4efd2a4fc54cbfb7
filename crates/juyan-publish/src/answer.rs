//! Which sentence of a report answers a task that was set before, part by part.
//!
//! A part is answered by a figure that is of what the part asks for, and of its time; else by the sentence whose words have most of the
//! part's own. Where the report says what is wanted next, nothing is answered. Words may be alike by chance: by what a part is answered is
//! told, and who publishes reads it.

use juyan::document::{Block, BlockKind, Document};
use juyan::reader::Reading;
use juyan_model::{Date, Key, Mode, Period, Span};
use juyan_monitor::{Part, State, Task};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A task, and what a report says of each of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The code of its record.
    pub code: String,
    /// What was to be done.
    pub text: String,
    /// Who answers for it.
    pub owner: String,
    /// By when.
    #[serde(with = "crate::iso")]
    pub due: Date,
    /// Its parts; one that is the whole where it has none.
    pub parts: Vec<AnsweredPart>,
}

/// A part of a task, and what a report says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredPart {
    /// What was to be done; empty for the whole.
    pub text: String,
    /// The sentence that answers it.
    pub answer: Option<Answer>,
    /// What was answered besides, as the register of tasks has it.
    pub noted: String,
}

/// A sentence that answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Where it stands.
    pub span: Span,
    /// What makes it an answer.
    pub by: By,
}

/// What makes a sentence an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// A figure of what is asked for.
    Figure,
    /// Its words are much the same.
    Words,
}

/// A report as it is asked for answers.
#[derive(Debug, Clone, Copy)]
pub struct Answering<'a> {
    /// The report.
    pub document: &'a Document,
    /// What was read in it.
    pub reading: &'a Reading,
    /// Its figures that are known by keys.
    pub figures: &'a [(Key, Span)],
    /// What it reports on.
    pub period: Period,
    /// The last day that the report before it spoke of; tasks that were due by then and are done were answered there.
    pub since: Option<Date>,
}

/// What `report` says of those of `tasks` that were due by the end of its period.
pub fn answers(tasks: &[Task], report: Answering<'_>) -> Vec<Answered> {
    let sentences = sentences(report.document, &report.reading.planned);
    let asked = tasks.iter().filter(|task| report.asks(task));
    let mut answered: Vec<Answered> = asked.map(|task| report.answered(task, &sentences)).collect();
    answered.sort_by(|one, other| (one.due, &one.code).cmp(&(other.due, &other.code)));
    answered
}

/// The sentences of the report that tell one of `problems`, once each. The words of the register stay within: they may say more than the
/// report does.
pub fn told_problems(problems: &[String], document: &Document, reading: &Reading) -> Vec<String> {
    let sentences = sentences(document, &reading.planned);
    let mut told = Vec::new();
    for span in problems.iter().filter_map(|problem| alike(problem, &sentences)) {
        let sentence: String = span.of(&document.text).split_whitespace().collect();
        if !told.contains(&sentence) {
            told.push(sentence);
        }
    }
    told
}

impl Answered {
    /// Whether all of its parts are answered.
    pub fn is_whole(&self) -> bool {
        self.parts.iter().all(AnsweredPart::is_answered)
    }
}

impl AnsweredPart {
    /// Whether anything was answered.
    pub const fn is_answered(&self) -> bool {
        self.answer.is_some() || !self.noted.is_empty()
    }
}

/// What is looked for.
struct Wanted<'t> {
    text: &'t str,
    keys: Vec<&'t Key>,
    raised: Option<Date>,
    due: Date,
}

impl<'t> Wanted<'t> {
    fn whole(task: &'t Task) -> Self {
        let test = task.test.iter().map(|(key, _)| key);
        Self {
            text: &task.text,
            keys: test.chain(&task.continues).collect(),
            raised: task.raised,
            due: task.due,
        }
    }

    fn part(part: &'t Part, task: &'t Task) -> Self {
        Self {
            text: &part.text,
            keys: part.fact.iter().collect(),
            ..Self::whole(task)
        }
    }
}

impl Answering<'_> {
    fn asks(&self, task: &Task) -> bool {
        let is_over = matches!(task.state, State::Done(_) | State::Dropped);
        let since = self.since.or_else(|| self.period.from.yesterday().ok());
        let is_new = since.is_none_or(|since| task.due > since);
        task.due <= self.period.to && (is_new || !is_over)
    }

    fn answered(&self, task: &Task, sentences: &[Sentence]) -> Answered {
        let noted = task.answered.to_string();
        let one = |text: &str, answer| AnsweredPart {
            text: text.to_owned(),
            answer,
            noted: noted.clone(),
        };
        let parts = if task.parts.is_empty() {
            vec![one("", self.answer(&Wanted::whole(task), sentences))]
        } else {
            let parts = task.parts.iter();
            parts
                .map(|part| one(&part.text, self.answer(&Wanted::part(part, task), sentences)))
                .collect()
        };
        Answered {
            code: task.code.to_string(),
            text: task.text.to_string(),
            owner: task.owner.to_string(),
            due: task.due,
            parts,
        }
    }

    fn answer(&self, wanted: &Wanted<'_>, sentences: &[Sentence]) -> Option<Answer> {
        let told = self
            .figures
            .iter()
            .find(|(key, _)| wanted.keys.iter().any(|asked| is_of(key, asked, wanted)));
        let of_figure = told.and_then(|(_, span)| {
            let sentence = sentences.iter().find(|sentence| sentence.span.contains(*span))?;
            Some(Answer {
                span: sentence.span,
                by: By::Figure,
            })
        });
        of_figure.or_else(|| {
            let span = alike(wanted.text, sentences)?;
            let by = By::Words;
            Some(Answer { span, by })
        })
    }
}

/// Whether a figure under `key` says what became of what is asked for under `asked`: done, of the same thing, and of the time between
/// the day on which it was asked for and the day by which it was due; a level may be a later one.
fn is_of(key: &Key, asked: &Key, wanted: &Wanted<'_>) -> bool {
    let is_same = (&key.indicator, &key.dimensions, &key.measures, &key.region)
        == (
            &asked.indicator,
            &asked.dimensions,
            &asked.measures,
            &asked.region,
        );
    let is_of_time = key.period.is_none_or(|period| {
        let is_later = wanted.raised.is_none_or(|raised| raised < period.to);
        is_later && (period.is_instant() || period.from <= wanted.due)
    });
    is_same && key.mode != Mode::Plan && is_of_time
}

/// A sentence, or a part of one that a semicolon ends.
struct Sentence {
    span: Span,
    pairs: BTreeSet<Pair>,
}

/// Neighbouring letters.
type Pair = (char, char);

/// What ends a sentence or such a part: 。；！？
const ENDS: [char; 6] = ['\u{3002}', '\u{ff1b}', ';', '\u{ff01}', '\u{ff1f}', '\n'];
/// What stands between the pieces of a task's words: ，、and the ends of sentences.
const BETWEEN: [char; 5] = ['\u{ff0c}', ',', '\u{3001}', '\u{ff1b}', '\u{3002}'];

/// The sentences of what was done.
fn sentences(document: &Document, planned: &[Span]) -> Vec<Sentence> {
    let is_told = |block: &&Block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Row) && !planned.contains(&block.span)
    };
    let mut sentences = Vec::new();
    for block in document.blocks.iter().filter(is_told) {
        let mut start = block.span.start;
        for piece in block.span.of(&document.text).split_inclusive(ENDS) {
            let span = Span::new(start, start + piece.len());
            start = span.end;
            let words = piece.trim();
            let lead = piece.find(words).unwrap_or_default();
            let span = Span::new(span.start + lead, span.start + lead + words.len());
            let pairs = pairs(words);
            if !pairs.is_empty() {
                sentences.push(Sentence { span, pairs });
            }
        }
    }
    sentences
}

/// The pairs of neighbouring letters; signs and digits stand between none.
fn pairs(words: &str) -> BTreeSet<Pair> {
    let letters: Vec<char> = words.chars().filter(|sign| sign.is_alphabetic()).collect();
    let pairs = letters.iter().zip(letters.iter().skip(1));
    pairs.map(|(one, other)| (*one, *other)).collect()
}

/// So much of a piece's pairs must a sentence have, in percent, and so many.
const ENOUGH: usize = 60;
const FEWEST: usize = 2;

/// The sentence that has most of the words of `text`, or of one of its pieces.
fn alike(text: &str, sentences: &[Sentence]) -> Option<Span> {
    let pieces = text.split(BETWEEN).map(pairs);
    let pieces: Vec<BTreeSet<Pair>> = pieces.filter(|pairs| pairs.len() >= FEWEST).collect();
    let mut best: Option<(usize, usize, Span)> = None;
    for sentence in sentences {
        for piece in &pieces {
            let shared = piece.intersection(&sentence.pairs).count();
            let share = shared * 100 / piece.len().max(1);
            let is_better = best.is_none_or(|(most, number, _)| (share, shared) > (most, number));
            if share >= ENOUGH && shared >= FEWEST && is_better {
                best = Some((share, shared, sentence.span));
            }
        }
    }
    best.map(|(.., span)| span)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(text: &str, report: &str) -> Option<String> {
        let document = juyan::document::from_text(report);
        let reading = juyan::reader::read(&document, juyan::catalogue());
        let sentences = sentences(&document, &reading.planned);
        alike(text, &sentences).map(|span| span.of(report).to_owned())
    }

    const REPORT: &str = "某旗2025年上半年计划执行情况\n\n一、计划执行情况\n\n（一）城乡。供热管网更换完成12.8公里；新建换热站1座，公立医院院长选聘到位。\n\n\
                          二、下半年工作安排\n\n继续推进防沙治沙。";

    #[test]
    fn the_sentence_that_has_most_of_the_words_answers() {
        assert_eq!(
            answered("更换供热管网", REPORT).as_deref(),
            Some("供热管网更换完成12.8公里；")
        );
        assert_eq!(
            answered("公立医院院长选聘", REPORT).as_deref(),
            Some("新建换热站1座，公立医院院长选聘到位。")
        );
    }

    #[test]
    fn of_a_problem_only_what_the_report_tells_is_public() {
        let told = "（二）问题。财政收支平衡压力较大。个别部门资金支付缓慢。\n\n二、";
        let report = REPORT.replace("二、", told);
        let document = juyan::document::from_text(report.as_str());
        let reading = juyan::reader::read(&document, juyan::catalogue());
        let problems = [
            "财政收支平衡吃紧",
            "个别部门人手不够",
            "个别部门资金支付缓慢，某局存在挪用风险",
            "部门资金支付缓慢",
        ];
        assert_eq!(
            told_problems(&problems.map(str::to_owned), &document, &reading),
            ["财政收支平衡压力较大。", "个别部门资金支付缓慢。"]
        );
    }

    #[test]
    fn what_is_wanted_next_answers_nothing_and_a_word_is_not_enough() {
        assert_eq!(answered("防沙治沙", REPORT), None);
        assert_eq!(answered("医院新院区启用", REPORT), None);
        assert_eq!(answered("完成", REPORT), None);
    }
}
