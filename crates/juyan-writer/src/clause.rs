//! Which words go with a figure that cannot be said: its clause, and those that speak on of the same.

use crate::lead::{is_bare, is_time, letters_beside, speaks_on, take_leads};
use crate::seek::{Pairs, names};
use crate::write::{BLANK, Mark};
use juyan::model::{Key, Span};
use juyan::vocabulary::Catalogue;

pub(crate) const COMMA: char = '\u{ff0c}';
const SEMICOLON: char = '\u{ff1b}';
pub(crate) const LIST_COMMA: char = '\u{3001}';
const COLONS: [char; 2] = ['\u{ff1a}', ':'];
const BRACKETS: [(char, char); 2] = [('\u{ff08}', '\u{ff09}'), ('(', ')')];

/// Words that are left out of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) span: Span,
    /// What stands in their place.
    pub(crate) instead: &'static str,
}

impl Cut {
    /// Whether a binding with these words is cut.
    pub(crate) fn holds(&self, span: Span) -> bool {
        self.span.start <= span.start && span.end <= self.span.end
    }
}

/// Whether a sentence, or a part of one that stands for itself, ends with `character`.
pub(crate) fn is_stop(character: char) -> bool {
    matches!(character, '\u{3002}' | '\u{ff1b}' | ';' | '\n') || COLONS.contains(&character)
}

const fn is_comma(character: char) -> bool {
    matches!(character, COMMA | ',')
}

/// What is cut out of `text` because of `marks` that said nothing, in text order and apart from each other. The marks are in text
/// order.
pub(crate) fn cuts(text: &str, marks: &[Mark<'_>], catalogue: &Catalogue) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut last: Option<Region> = None;
    for mark in marks.iter().filter(|mark| mark.outcome.is_err()) {
        if is_in_table(text, mark.span.start) {
            cuts.push(Cut {
                span: mark.span,
                instead: BLANK,
            });
            continue;
        }
        let region = Region::around(text, mark.span, marks);
        if last != Some(region) {
            cuts.extend(region.cuts(text, marks, catalogue));
            last = Some(region);
        }
    }
    let mut cuts = apart(cuts);
    for cut in &mut cuts {
        cut.take_time(text, catalogue);
        cut.take_stop(text);
    }
    apart(cuts)
}

/// The cuts in their order, those that overlap as one.
fn apart(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort_by_key(|cut| (cut.span.start, std::cmp::Reverse(cut.span.end)));
    let mut apart: Vec<Cut> = Vec::new();
    for cut in cuts {
        match apart.last_mut().filter(|last| cut.span.start < last.span.end) {
            Some(last) => last.span = last.span.cover(cut.span),
            None => apart.push(cut),
        }
    }
    apart
}

impl Cut {
    /// A time that nothing is left to be told of goes too.
    fn take_time(&mut self, text: &str, catalogue: &Catalogue) {
        let before = text.get(..self.span.start).unwrap_or_default();
        let behind = text.get(self.span.end..).unwrap_or_default();
        let last = text
            .get(..self.span.end)
            .and_then(|head| head.chars().next_back());
        let is_over = last.is_some_and(is_stop) || behind.chars().next().is_none_or(is_stop);
        let is_start = |sign: char| matches!(sign, '\u{3002}' | '\n');
        let start = before.char_indices().rfind(|(_, sign)| is_start(*sign));
        let start = start.map_or(0, |(at, sign)| at + sign.len_utf8());
        let lead = before.get(start..).unwrap_or_default();
        let goes_on = last.is_some_and(|sign| matches!(sign, SEMICOLON | ';'));
        if lead.ends_with(is_comma) && is_over && !goes_on && is_time(lead, catalogue) {
            self.span.start = start;
        }
    }

    /// A stop that nothing is left of to end goes too.
    fn take_stop(&mut self, text: &str) {
        let before = text
            .get(..self.span.start)
            .and_then(|head| head.chars().next_back());
        let behind = text.get(self.span.end..).and_then(|tail| tail.chars().next());
        let ends = |sign: char| matches!(sign, '\u{3002}' | '\u{ff1b}' | ';');
        let opens = before.is_none_or(|sign| sign == '\n' || ends(sign));
        if self.instead.is_empty() && !self.span.is_empty() && opens && behind.is_some_and(ends) {
            self.span.end += behind.map_or(0, char::len_utf8);
        }
    }
}

/// The marks within `span`.
fn within<'m, 'a>(marks: &'m [Mark<'a>], span: Span) -> &'m [Mark<'a>] {
    let from = marks.partition_point(|mark| mark.span.start < span.start);
    let to = marks.partition_point(|mark| mark.span.start <= span.end);
    let found = marks.get(from..to).unwrap_or_default();
    // Of marks that end behind it there is at most one, the last.
    match found.last() {
        Some(last) if last.span.end > span.end => found.get(..found.len() - 1).unwrap_or_default(),
        _ => found,
    }
}

/// A sentence, a part of one between signs that end something, or what stands in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Region {
    span: Span,
    /// With the signs, and with the words that announce it, that go when all of it goes.
    whole: Span,
}

impl Region {
    fn around(text: &str, at: Span, marks: &[Mark<'_>]) -> Self {
        let line_start = text
            .get(..at.start)
            .and_then(|head| head.rfind('\n'))
            .map_or(0, |newline| newline + 1);
        let line_end = text
            .get(at.end..)
            .and_then(|tail| tail.find('\n'))
            .map_or(text.len(), |newline| at.end + newline);
        let line = Span::new(line_start, line_end);
        let brackets = brackets(text, line);
        let inner = brackets
            .iter()
            .filter(|pair| pair.contains(at))
            .min_by_key(|pair| pair.len());
        if let Some(inner) = inner {
            let long = |side: Option<char>| side.map_or(0, char::len_utf8);
            let before = text.get(..inner.start).and_then(|head| head.chars().next_back());
            let behind = text.get(inner.end..).and_then(|tail| tail.chars().next());
            return Self {
                span: *inner,
                whole: Span::new(inner.start - long(before), inner.end + long(behind)),
            };
        }
        let ends = signs(text, line, &brackets, is_stop);
        let next = ends.partition_point(|(end, _)| *end < at.start);
        let behind = ends.iter().skip(next).find(|(end, _)| *end >= at.end).copied();
        let sign = |at: Option<usize>| at.and_then(|at| ends.get(at)).copied();
        let before = sign(next.checked_sub(1));
        let start = before.map_or(line.start, |(end, sign)| end + sign.len_utf8());
        let end = behind.map_or(line.end, |(end, _)| end);
        let mut whole = Span::new(start, end + behind.map_or(0, |(_, sign)| sign.len_utf8()));
        match before {
            // The words that announce what is gone go with it, unless they say something themselves.
            Some((colon, sign_before)) if COLONS.contains(&sign_before) => {
                let earlier = sign(next.checked_sub(2));
                let from = earlier.map_or(line.start, |(end, sign)| end + sign.len_utf8());
                let announces = Span::new(from, colon);
                whole.start = if within(marks, announces).iter().any(|mark| mark.outcome.is_ok()) {
                    start
                } else {
                    from
                };
            }
            // 甲；乙。 without 乙 is 甲。
            Some((semicolon, ';' | '\u{ff1b}')) if behind.is_some_and(|(_, sign)| sign == '\u{3002}') => {
                whole = Span::new(semicolon, end);
            }
            _ => {}
        }
        Self {
            span: Span::new(start, end),
            whole,
        }
    }

    /// What goes of it: clauses that hold a figure which cannot be said, with their commas; those that hang on them; all of it where
    /// nothing is left.
    fn cuts(self, text: &str, marks: &[Mark<'_>], catalogue: &Catalogue) -> Vec<Cut> {
        let brackets: Vec<Span> = brackets(text, self.span)
            .into_iter()
            .filter(|pair| *pair != self.span)
            .collect();
        let clauses = pieces(text, self.span, &brackets, is_comma);
        let is_outside = |mark: &&Mark<'_>| !brackets.iter().any(|pair| pair.contains(mark.span));
        let outside: Vec<&Mark<'_>> = within(marks, self.span).iter().filter(is_outside).collect();
        let mut lists: Vec<Cut> = Vec::new();
        let mut goes: Vec<bool> = Vec::new();
        // Whether the last clause went that stood for itself: what speaks on hangs on that one. The first stands for itself.
        let mut head: Option<bool> = None;
        for clause in &clauses {
            let inside = outside.iter().copied().filter(|mark| clause.contains(mark.span));
            let own: Vec<&Mark<'_>> = inside.collect();
            let is_silent = own.iter().any(|mark| mark.outcome.is_err());
            let is_of_last = goes.last() == Some(&true);
            let hangs = match (hangs(text, *clause, &own, catalogue), head) {
                (Some(Hangs::OnHead), Some(is_gone)) => is_gone,
                (Some(Hangs::OnLast), Some(is_gone)) => is_gone || is_of_last,
                (Some(Hangs::ByName), Some(true)) => true,
                (Some(Hangs::OnAll), Some(_)) => goes.contains(&true),
                _ => {
                    head = Some(is_silent);
                    false
                }
            };
            if is_silent && !hangs {
                let items = of_list(text, *clause, &brackets, &own, catalogue);
                if !items.is_empty() {
                    lists.extend(items);
                    goes.push(false);
                    head = Some(false);
                    continue;
                }
            }
            goes.push(is_silent || hangs);
        }
        let opens = text
            .get(self.span.end..)
            .is_some_and(|rest| rest.starts_with(COLONS));
        take_leads((text, &clauses), &mut goes, opens, catalogue);
        let says_nothing = |(clause, goes): (&Span, &bool)| *goes || is_time_alone(text, *clause, &outside);
        if clauses.iter().zip(&goes).all(says_nothing) {
            let mut span = self.whole;
            // 2025年上半年，甲；乙: the time is told of 乙 too.
            let goes_on = self
                .whole
                .end
                .checked_sub(SEMICOLON.len_utf8())
                .is_some_and(|at| {
                    let sign = text.get(at..self.whole.end);
                    sign.is_some_and(|sign| sign.ends_with([SEMICOLON, ';']))
                });
            if let Some([time, next, ..]) = clauses.get(..2)
                && goes_on
                && is_time(time.of(text), catalogue)
            {
                span = Span::new(next.start, span.end);
            }
            return vec![Cut { span, instead: "" }];
        }
        lists.extend(without(self.span, &clauses, &goes));
        lists
    }
}

/// On what a clause hangs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hangs {
    /// On the last clause that stood for itself.
    OnHead,
    /// On the clause right before it too: 降幅收窄2.6个百分点.
    OnLast,
    /// On all before it: 分别达到年计划的50.3%和42.7%.
    OnAll,
    /// On the one that stood for itself, if that is gone: it does not say of what its amount is.
    ByName,
}

/// On what a clause hangs that does not stand for itself: it begins as what speaks on, or has figures and names what none of them is of. A
/// growth without its level hangs in the air, and so do 总量达到951万户 and 复工率76%.
fn hangs(text: &str, clause: Span, marks: &[&Mark<'_>], catalogue: &Catalogue) -> Option<Hangs> {
    /// In hundredths: so much of a name has to stand in the clause.
    const NAMED: u32 = 50;
    /// So many letters beside its number may leave open of what it is.
    const SHORT: usize = 7;
    let words = clause.of(text);
    if speaks_on(words, "clause.dealt", catalogue) {
        return Some(Hangs::OnAll);
    }
    if speaks_on(words, "clause.speaks-of-last", catalogue) {
        return Some(Hangs::OnLast);
    }
    let of = |is_level: bool| {
        let keyed = marks.iter().filter(move |mark| {
            let key = mark.key.as_ref();
            key.is_some_and(|key| !is_level || key.measures.is_empty())
        });
        keyed.map(|mark| mark.span.of(text)).collect::<Vec<&str>>()
    };
    let begins = |key: &Key| {
        let known = names(key, catalogue);
        let mut begun = known.iter().filter_map(|name| common_start(words, name));
        begun.any(|letters| letters > 1)
    };
    let is_begun = || marks.iter().filter_map(|mark| mark.key.as_ref()).any(begins);
    if speaks_on(words, "clause.speaks-on", catalogue) || is_bare(words, &of(true)) && !is_begun() {
        return Some(Hangs::OnHead);
    }
    let pairs = Pairs::of(words);
    let mut keys = marks.iter().filter_map(|mark| mark.key.as_ref()).peekable();
    let is_named = |key: &Key| {
        names(key, catalogue)
            .iter()
            .any(|name| pairs.share(name) >= NAMED)
    };
    // 春季学期资助困难学生13.5万元 says of what it is, whatever the catalogue calls that.
    let is_short = letters_beside(words, &of(false)) <= SHORT;
    let is_nameless = keys.peek().is_some() && !keys.any(is_named) && is_short;
    let has_level = !of(true).is_empty();
    is_nameless.then_some(if has_level { Hangs::ByName } else { Hangs::OnHead })
}

/// How many letters two stretches of words begin with in common; none where they begin otherwise.
fn common_start(words: &str, name: &str) -> Option<usize> {
    let pairs = words.trim_start().chars().zip(name.chars());
    let alike = pairs.take_while(|(one, other)| one == other).count();
    (alike > 0).then_some(alike)
}

/// Where the stretches stand that go, each with the signs that nothing is left of to part.
fn without(all: Span, pieces: &[Span], goes: &[bool]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut kept: Option<Span> = None;
    let mut gap = false;
    let cut = |start: usize, end: usize| Cut {
        span: Span::new(start, end),
        instead: "",
    };
    for ((piece, goes), next) in pieces
        .iter()
        .zip(goes)
        .zip(pieces.iter().skip(1).map(Some).chain([None]))
    {
        if *goes {
            gap = true;
        } else {
            if gap {
                cuts.push(match kept {
                    // The sign behind the last that stays is kept.
                    Some(last) => cut(sign_end(last, pieces), piece.start),
                    None => cut(all.start, piece.start),
                });
            }
            (kept, gap) = (Some(*piece), false);
        }
        if next.is_none() && gap {
            cuts.push(cut(kept.map_or(all.start, |last| last.end), all.end));
        }
    }
    cuts
}

/// Where the sign ends that stands behind a piece: where the next piece begins.
fn sign_end(piece: Span, pieces: &[Span]) -> usize {
    let next = pieces.iter().find(|other| other.start > piece.end);
    next.map_or(piece.end, |next| next.start)
}

/// One of several values of a list goes alone, unless it is the first, which has the verb, or the values are dealt out (分别); words that
/// only stand between signs do not go alone.
fn of_list(
    text: &str,
    clause: Span,
    brackets: &[Span],
    marks: &[&Mark<'_>],
    catalogue: &Catalogue,
) -> Vec<Cut> {
    let items = pieces(text, clause, brackets, |character| character == LIST_COMMA);
    let holds = |item: &Span, silent: bool| {
        marks
            .iter()
            .any(|mark| item.contains(mark.span) && mark.outcome.is_err() == silent)
    };
    let goes: Vec<bool> = items.iter().map(|item| holds(item, true)).collect();
    let stays = items.iter().any(|item| holds(item, false) && !holds(item, true));
    let is_dealt = catalogue
        .list("clause.dealt")
        .iter()
        .any(|word| clause.of(text).contains(word.as_str()));
    if items.len() > 1 && stays && !is_dealt && goes.first() == Some(&false) {
        without(clause, &items, &goes)
    } else {
        Vec::new()
    }
}

/// Whether nothing but the year of a report stands in a clause: 2025年上半年.
fn is_time_alone(text: &str, clause: Span, marks: &[&Mark<'_>]) -> bool {
    let years: usize = marks
        .iter()
        .filter(|mark| {
            mark.key.is_none() && mark.claim.is_none() && mark.outcome.is_ok() && clause.contains(mark.span)
        })
        .map(|mark| mark.span.len())
        .sum();
    years > 0 && years == clause.of(text).trim().len()
}

/// What stands in brackets within `line`, without them.
fn brackets(text: &str, line: Span) -> Vec<Span> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs = Vec::new();
    for (offset, character) in line.of(text).char_indices() {
        let at = line.start + offset;
        if let Some((_, close)) = BRACKETS.iter().find(|(begin, _)| *begin == character) {
            open.push((*close, at + character.len_utf8()));
        } else if open.last().is_some_and(|(close, _)| *close == character) {
            pairs.extend(open.pop().map(|(_, start)| Span::new(start, at)));
        }
    }
    pairs
}

/// The signs within `span` that stand in no brackets.
fn signs(text: &str, span: Span, brackets: &[Span], is_sign: impl Fn(char) -> bool) -> Vec<(usize, char)> {
    let signs = span
        .of(text)
        .char_indices()
        .filter(|(_, character)| is_sign(*character));
    let placed = signs.map(|(offset, character)| (span.start + offset, character));
    placed
        .filter(|(at, _)| !brackets.iter().any(|pair| pair.start <= *at && *at < pair.end))
        .collect()
}

/// The stretches of `span` between signs.
fn pieces(text: &str, span: Span, brackets: &[Span], is_sign: impl Fn(char) -> bool) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    for (at, sign) in signs(text, span, brackets, is_sign) {
        pieces.push(Span::new(start, at));
        start = at + sign.len_utf8();
    }
    pieces.push(Span::new(start, span.end));
    pieces
}

/// Whether the line of a place is a row of cells.
fn is_in_table(text: &str, at: usize) -> bool {
    let start = text
        .get(..at)
        .and_then(|head| head.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    line.contains('\t') || line.contains(" | ") || line.trim_start().starts_with('|')
}

#[cfg(test)]
mod tests {
    use crate::{Held, Template, Voice};
    use juyan::model::{Fact, PeriodName, Rounding, Source, Value, Worth};

    /// What is left of a template when only `key_project` (18) and `job_new` (121) are known.
    fn left(template: &str) -> String {
        let template: Template = template.parse().unwrap();
        let fact = |key: &str, value: i64| {
            Fact::new(
                key.parse().unwrap(),
                Worth::Number(Value::One(value.into())),
                Source::Entry,
            )
        };
        let held = Held::new([
            fact("key_project@152923:2025", 18),
            fact("job_new@152923:2025H1", 121),
        ]);
        let voice = Voice {
            catalogue: juyan::catalogue(),
            rounding: Rounding::HalfUp,
        };
        template
            .write(&held, PeriodName::parse("2025H1").unwrap().0, "152923", voice)
            .text
    }

    #[test]
    fn a_clause_goes_with_its_figure() {
        for (template, text) in [
            (
                "一、总体。粮食{grain@:P|#吨}，新增就业{job_new@:P|#人}。",
                "一、总体。新增就业121人。",
            ),
            (
                "新增就业{job_new@:P|#人}，粮食{grain@:P|#吨}。好。",
                "新增就业121人。好。",
            ),
            (
                "粮食{grain@:P|#吨}。新增就业{job_new@:P|#人}。",
                "新增就业121人。",
            ),
            (
                "粮食{grain@:P|#吨}，同比{grain.growth@:P|[增长]#%}，新增就业{job_new@:P|#人}。",
                "新增就业121人。",
            ),
            ("项目{key_project@:Y|#个}（粮食{grain@:P|#吨}）。", "项目18个。"),
            (
                "新增就业{job_new@:P|#人}、粮食{grain@:P|#吨}、项目{key_project@:Y|#个}。",
                "新增就业121人、项目18个。",
            ),
            (
                "城乡、各类粮食{grain@:P|#吨}，新增就业{job_new@:P|#人}。",
                "新增就业121人。",
            ),
            (
                "甲。{:Y|#年}，粮食{grain@:P|#吨}，好。乙。",
                "甲。2025年，好。乙。",
            ),
            ("甲。{:Y|#年}，粮食{grain@:P|#吨}；乙。", "甲。2025年，乙。"),
            ("甲。粮食{grain@:P|#吨}，油{oil@:P|#吨}。乙。", "甲。乙。"),
            (
                "甲。粮食{grain@:P|#吨}，油{oil@:P|#吨}，都好。乙。",
                "甲。都好。乙。",
            ),
            ("甲，粮食{grain@:P|#吨}，油{oil@:P|#吨}，都好。", "甲，都好。"),
            ("如下：粮食{grain@:P|#吨}。乙。", "乙。"),
            (
                "(一)推进。粮食(二期){grain@:P|#吨},新增就业{job_new@:P|#人}。",
                "(一)推进。新增就业121人。",
            ),
            (
                "新增就业{job_new@:P|#人}（其中项目{key_project@:Y|#个}、粮食{grain@:P|#吨}）。",
                "新增就业121人（其中项目18个）。",
            ),
            ("就业\t{job_new@:P|#}\t{grain@:P|#}\n", "就业\t121\t—\n"),
            ("新建粮食{grain@:P|#吨}、项目{key_project@:Y|#个}，好。", "好。"),
            (
                "城镇、农村就业分别增长{job_new@:P|#人}、{grain@:P|#吨}，好。",
                "好。",
            ),
            (
                "甲。粮食{grain@:P|#吨}，总量达到{job_new@:P|#人}，重点项目{key_project@:Y|#个}。",
                "甲。重点项目18个。",
            ),
            ("甲；粮食{grain@:P|#吨}。乙。", "甲。乙。"),
            ("甲。做好{grain@:P|[han]#}个方面工作：乙。", "甲。乙。"),
            ("甲。目标是：粮食{grain@:P|#吨}，油{oil@:P|#吨}；乙。", "甲。乙。"),
            ("粮食{grain@:P|#吨}", ""),
        ] {
            assert_eq!(left(template), text, "{template}");
        }
    }

    #[test]
    fn what_leads_to_a_clause_or_speaks_on_of_it_goes_with_it() {
        for (template, text) in [
            (
                "甲。{:Y|#年}，粮食{grain@:P|#吨}；油{oil@:P|#吨}。乙。",
                "甲。乙。",
            ),
            (
                "新增就业{job_new@:P|#人}，增长{job_new.growth@:P|#%}，其中：项目{key_project@:Y|#个}。",
                "新增就业121人，其中：项目18个。",
            ),
            ("项目{key_project@:Y|#个}（{grain@:P|#吨}）。", "项目18个。"),
            (
                "新增就业{job_new@:P|#人}，粮食{grain@:P|#吨}，分别达到{job_new.progress@:P|#%}、{key_project@:Y|#个}。",
                "新增就业121人。",
            ),
            ("就业 | {job_new@:P|#} | {grain@:P|#} |\n", "就业 | 121 | — |\n"),
            (
                "粮食{grain@:P|#吨}，春季学期资助困难学生{job_new@:P|#人}，与往年持平。",
                "春季学期资助困难学生121人，与往年持平。",
            ),
            ("牲畜存栏{livestock@:P.end|#头}，与往年持平；乙。", "乙。"),
            ("甲。截至6月末，粮食{grain@:P|#吨}。乙。", "甲。乙。"),
            ("甲；借集中调水之机，浇灌粮食{grain@:P|#吨}。乙。", "甲。乙。"),
            ("从产品看，粮食{grain@:P|#吨}。乙。", "乙。"),
            (
                "从产品看，粮食{grain@:P|#吨}，新增就业{job_new@:P|#人}。",
                "从产品看，新增就业121人。",
            ),
            ("重点企业{\"企业\"@:P|#家}，已复工{job_new@:P|#人}。乙。", "乙。"),
            (
                "新增就业{job_new@:P|#人}，增长{job_new.growth@:P|#%}，其中项目{key_project@:Y|#个}。",
                "新增就业121人，其中项目18个。",
            ),
            (
                "水稻收割{grain@:P|#吨}，面积{job_new@:P|#人}，用于还田。乙。",
                "乙。",
            ),
        ] {
            assert_eq!(left(template), text, "{template}");
        }
    }
}
