//! A sentence cut to the width of a terminal, with the columns of what is marked in it.
//!
//! Han and full-width signs take two columns. Long sentences keep only what stands around the marks. Knows no finding.

use juyan::model::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A sentence of at most so many lines is shown whole.
const LINES_SHOWN_WHOLE: usize = 3;
/// Columns kept before a mark of a longer one.
const BEFORE: usize = 32;
/// Columns kept after it.
const AFTER: usize = 18;
/// A gap of so few columns is not worth leaving out.
const SMALLEST_GAP: usize = 12;
/// What stands for words left out.
const ELISION: &str = "……";

/// Something to mark, with a word that says what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark<'a> {
    pub(crate) span: Span,
    pub(crate) label: &'a str,
}

/// One line of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line<'a> {
    /// Stretches of text, with the mark that each belongs to.
    pub(crate) pieces: Vec<(String, Option<usize>)>,
    /// What is under it.
    pub(crate) carets: Vec<Caret<'a>>,
    columns: usize,
}

/// A mark's place under a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Caret<'a> {
    pub(crate) column: usize,
    pub(crate) columns: usize,
    pub(crate) label: &'a str,
    mark: usize,
}

/// What is never broken: a character, a number or a word in Latin letters, a mark.
#[derive(Debug)]
struct Atom {
    words: String,
    mark: Option<usize>,
    /// Whether it may not begin a line.
    clings: bool,
}

/// The lines of `sentence`, at most `width` columns wide but for closing signs. `marks` lie in the sentence, in order,
/// and do not overlap.
pub(crate) fn lines<'a>(text: &str, sentence: Span, marks: &[Mark<'a>], width: usize) -> Vec<Line<'a>> {
    let mut atoms = Vec::new();
    let windows = windows(text, sentence, marks, width);
    let mut end = sentence.start;
    for window in windows {
        if window.start > end {
            push(&mut atoms, ELISION, None);
        }
        atoms_of(text, window, marks, width, &mut atoms);
        end = window.end;
    }
    if end < sentence.end {
        push(&mut atoms, ELISION, None);
    }
    laid_out(atoms, marks, width)
}

/// All of `words` in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut atoms = Vec::new();
    words(text, None, &mut atoms);
    let lines = laid_out(atoms, &[], width).into_iter();
    let joined = lines.map(|line| {
        line.pieces
            .into_iter()
            .map(|(words, _)| words)
            .collect::<String>()
    });
    // The blank at which a line was broken belongs to neither.
    let shown = joined.enumerate().map(|(number, line)| match number {
        0 => line.trim_end().to_owned(),
        _ => line.trim().to_owned(),
    });
    shown.collect()
}

/// How many columns `words` take.
pub(crate) fn columns(words: &str) -> usize {
    words.width()
}

/// The stretches of the sentence that are shown.
fn windows(text: &str, sentence: Span, marks: &[Mark<'_>], width: usize) -> Vec<Span> {
    if columns(sentence.of(text)) <= width * LINES_SHOWN_WHOLE {
        return vec![sentence];
    }
    let mut kept: Vec<Span> = Vec::new();
    for mark in marks {
        let window = widened(text, sentence, mark.span);
        match kept.last_mut() {
            Some(last) if columns(Span::new(last.end, window.start).of(text)) <= SMALLEST_GAP => {
                last.end = last.end.max(window.end);
            }
            _ => kept.push(window),
        }
    }
    kept
}

fn widened(text: &str, sentence: Span, mark: Span) -> Span {
    let before = Span::new(sentence.start, mark.start).of(text);
    let after = Span::new(mark.end, sentence.end).of(text);
    let start: usize = within(before.chars().rev(), BEFORE);
    let end: usize = within(after.chars(), AFTER);
    Span::new(mark.start - start, mark.end + end)
}

/// The bytes of the first characters that take at most `most` columns.
fn within(characters: impl Iterator<Item = char>, most: usize) -> usize {
    let mut used = 0;
    characters
        .take_while(|c| {
            used += c.width().unwrap_or(1);
            used <= most
        })
        .map(char::len_utf8)
        .sum()
}

fn atoms_of(text: &str, window: Span, marks: &[Mark<'_>], width: usize, atoms: &mut Vec<Atom>) {
    let mut at = window.start;
    for (number, mark) in marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| window.contains(mark.span))
    {
        words(Span::new(at, mark.span.start).of(text), None, atoms);
        let marked = mark.span.of(text);
        if columns(marked) > width {
            words(marked, Some(number), atoms);
        } else {
            push(atoms, marked, Some(number));
        }
        at = mark.span.end;
    }
    words(Span::new(at, window.end).of(text), None, atoms);
}

/// Cuts `words` where a line may end.
fn words(words: &str, mark: Option<usize>, atoms: &mut Vec<Atom>) {
    let mut was_latin = false;
    for c in words.chars() {
        let is_latin = c.is_ascii_graphic();
        let mut buffer = [0; 4];
        let sign = c.encode_utf8(&mut buffer);
        match atoms.last_mut() {
            Some(last) if was_latin && is_latin => last.words.push(c),
            _ => push(atoms, sign, mark),
        }
        was_latin = is_latin;
    }
}

fn push(atoms: &mut Vec<Atom>, words: &str, mark: Option<usize>) {
    let shown: String = words
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    atoms.push(Atom {
        clings: words.starts_with(closes),
        words: shown,
        mark,
    });
}

/// Signs that do not begin a line.
const fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '”'
            | '’'
            | '》'
            | '】'
            | '〕'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
            | '%'
    )
}

fn laid_out<'a>(atoms: Vec<Atom>, marks: &[Mark<'a>], width: usize) -> Vec<Line<'a>> {
    let mut lines = vec![Line::default()];
    for atom in atoms {
        let wide = columns(&atom.words);
        let is_full = lines
            .last()
            .is_some_and(|line| line.columns > 0 && line.columns + wide > width && !atom.clings);
        if is_full {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.take(atom, wide, marks);
        }
    }
    lines
}

impl<'a> Line<'a> {
    fn take(&mut self, atom: Atom, wide: usize, marks: &[Mark<'a>]) {
        let column = self.columns;
        self.columns += wide;
        if let Some(number) = atom.mark {
            match self.carets.last_mut() {
                Some(caret) if caret.mark == number => caret.columns += wide,
                _ => self.carets.push(Caret {
                    column,
                    columns: wide,
                    label: marks.get(number).map_or("", |mark| mark.label),
                    mark: number,
                }),
            }
        }
        match self.pieces.last_mut() {
            Some((words, mark)) if *mark == atom.mark => words.push_str(&atom.words),
            _ => self.pieces.push((atom.words, atom.mark)),
        }
    }

    /// The rows under the line, each in pieces with the blanks before them. Where every label fits behind its carets there is
    /// one row: `^^^^ 总数   ^^^ 分项`. Where one does not, a label would seem to be of the carets behind it; then they stand
    /// below, each where its carets begin.
    pub(crate) fn underlines(&self, width: usize) -> Vec<Vec<(usize, String)>> {
        let behind = |caret: &Caret<'a>| match caret.label {
            "" => "^".repeat(caret.columns),
            label => format!("{} {label}", "^".repeat(caret.columns)),
        };
        let (beside, left) = row(&self.carets, behind, width);
        if left.is_empty() {
            return vec![beside];
        }
        let (carets, _) = row(&self.carets, |caret| "^".repeat(caret.columns), usize::MAX);
        let mut rows = vec![carets];
        let mut labels: Vec<Caret<'a>> = self.carets.clone();
        labels.retain(|caret| !caret.label.is_empty());
        while !labels.is_empty() {
            let (placed, rest) = row(&labels, |caret| caret.label.to_owned(), usize::MAX);
            rows.push(placed);
            labels = rest;
        }
        rows
    }
}

/// What stands in one row under the carets' columns, with the blanks before each, and the carets for which there is no
/// room before the next or the `width`.
fn row<'a>(
    carets: &[Caret<'a>],
    words: impl Fn(&Caret<'a>) -> String,
    width: usize,
) -> (Vec<(usize, String)>, Vec<Caret<'a>>) {
    let (mut placed, mut left) = (Vec::new(), Vec::new());
    let mut at = 0;
    for (number, caret) in carets.iter().enumerate() {
        let words = words(caret);
        let end = caret.column + columns(&words);
        let next = carets.get(number + 1).map_or(width, |next| next.column);
        // The last may reach to the margin; the others leave a blank before the next.
        let is_last = number + 1 == carets.len();
        if caret.column < at || end > next || (end == next && !is_last && !words.ends_with('^')) {
            left.push(caret.clone());
            continue;
        }
        placed.push((caret.column - at, words));
        at = end;
    }
    (placed, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks<'a>(text: &str, words: &[&'a str]) -> Vec<Mark<'a>> {
        let mark = |word: &&'a str| {
            let at = text.find(*word).unwrap();
            Mark {
                span: Span::new(at, at + word.len()),
                label: word,
            }
        };
        words.iter().map(mark).collect()
    }

    fn whole(text: &str) -> Span {
        Span::new(0, text.len())
    }

    /// Columns as measured with wcwidth on a terminal.
    #[test]
    fn carets_stand_under_their_figures_between_han() {
        let text = "2023年，地区生产总值完成287.4亿元，同比增长11.6%；其中第一产业增加值15.2亿元。";
        let lines = lines(text, whole(text), &marks(text, &["287.4亿元", "15.2亿元"]), 100);
        let carets: Vec<_> = lines[0]
            .carets
            .iter()
            .map(|caret| (caret.column, caret.columns))
            .collect();
        assert_eq!(carets, [(24, 9), (68, 8)]);
    }

    #[test]
    fn no_line_is_wider_than_asked_but_for_closing_signs() {
        let text = "全年实施重点项目19项，其中新建项目11项、续建项目7项，".repeat(3);
        let marks = marks(&text, &["19项", "11项", "7项"]);
        for width in 10..60 {
            let lines = lines(&text, whole(&text), &marks, width);
            assert!(lines.iter().all(|line| line.columns <= width + 2), "{width}");
        }
    }

    #[test]
    fn what_stands_far_from_every_mark_is_left_out() {
        let filling = "这里有许多与数字无关的话，".repeat(30);
        let text = format!("{filling}完成7亿元，{filling}增长8%。");
        let lines = lines(&text, whole(&text), &marks(&text, &["7亿元", "8%"]), 76);
        let shown: String = lines
            .iter()
            .flat_map(|line| &line.pieces)
            .map(|(words, _)| words.as_str())
            .collect();
        assert_eq!(shown.matches(ELISION).count(), 2);
        assert!(shown.contains("完成7亿元") && shown.ends_with("增长8%。"));
    }

    #[test]
    fn a_mark_wider_than_the_terminal_goes_over_several_lines() {
        let text = "一二三四五六七八九十".repeat(4);
        let lines = lines(
            &text,
            whole(&text),
            &[Mark {
                span: whole(&text),
                label: "",
            }],
            20,
        );
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.carets[0].columns == 20));
    }

    #[test]
    fn no_line_of_a_note_begins_with_a_blank() {
        for width in 10..40 {
            let lines = wrapped("Check the total and each part for a slip of the pen.", width);
            assert!(lines.iter().all(|line| !line.starts_with(' ')), "{lines:?}");
        }
    }

    #[test]
    fn labels_stand_where_there_is_room() {
        let text = "项目19项，其中新建11项、续建7项";
        let lines = lines(text, whole(text), &marks(text, &["19项", "11项", "7项"]), 76);
        assert_eq!(lines[0].underlines(76).len(), 1);
        assert_eq!(lines[0].underlines(76)[0].len(), 3);
    }

    fn drawn(line: &Line<'_>, width: usize) -> Vec<String> {
        let draw = |row: Vec<(usize, String)>| {
            row.into_iter()
                .map(|(blanks, words)| " ".repeat(blanks) + &words)
                .collect::<String>()
        };
        line.underlines(width).into_iter().map(draw).collect()
    }

    #[test]
    fn labels_that_do_not_fit_beside_all_carets_stand_below_them() {
        let text = "占比由87.4%提高到88.5%，提高1.2点。";
        let mut marks = marks(text, &["87.4%", "88.5%", "1.2点"]);
        for (mark, label) in marks.iter_mut().zip(["减数", "被减数", "差"]) {
            mark.label = label;
        }
        let lines = lines(text, whole(text), &marks, 76);
        assert_eq!(
            drawn(&lines[0], 76),
            [
                "      ^^^^^      ^^^^^      ^^^^^",
                "      减数       被减数     差",
            ]
        );
        marks[0].label = "subtrahend";
        marks[1].label = "minuend in words";
        let lines = super::lines(text, whole(text), &marks, 76);
        assert_eq!(
            drawn(&lines[0], 76)[1..],
            [
                "      subtrahend            差",
                "                 minuend in words"
            ]
        );
    }
}
