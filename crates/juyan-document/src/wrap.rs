//! Lines that a program broke at a margin, as in text copied out of a PDF or a mail: they are joined again, for a number
//! broken over two lines would be read as two.
//!
//! A text is taken for wrapped where most of its lines that end within a sentence reach the same margin. In a report as it
//! was written a line is a paragraph, and no margin holds them.

use crate::text::lines;
use juyan_catalogue::NumeralSign::{Arabic, Digit, Small, Tens};
use juyan_catalogue::Numerals;
use juyan_model::Span;
use serde::{Deserialize, Serialize};

/// Margins, in columns: narrower ones are a list's, wider ones a paragraph's end.
const NARROWEST: usize = 30;
const WIDEST: usize = 160;
/// A column is at most so many bytes of UTF-8.
const BYTES_A_COLUMN: usize = 3;
/// So many columns may be left at the end of a full line, for what must not be broken or not begin a line; and so many may
/// hang over.
const SLACK: usize = 4;
/// So many lines must break off at the margin.
const FEWEST: usize = 3;

/// A line break of the file that is none of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Join {
    /// Where the next line of the file begins, in bytes of the document's text.
    pub at: usize,
    /// How many characters of the file stand before it and are left out.
    pub left_out: usize,
}

/// The text with its broken lines joined, and where; nothing where no margin is seen.
pub(crate) fn unwrapped(text: &str, numerals: &Numerals) -> Option<(String, Vec<Join>)> {
    // One line beyond every margin, as most reports have, shows that none holds the text: the others need no measuring.
    if lines(text).any(|line| line.of(text).trim_end().len() > WIDEST * BYTES_A_COLUMN) {
        return None;
    }
    // Between the two signs of one break there is no line.
    let is_break = |line: &Span| {
        line.is_empty()
            && text
                .get(..line.start)
                .is_some_and(|before| before.ends_with('\r'))
    };
    let lines: Vec<Line> = lines(text)
        .filter(|line| !is_break(line))
        .map(|span| Line::new(span, text, numerals))
        .collect();
    // Some programs count columns, others characters: the one under which fewer lines are short.
    let margins = [Measure::Columns, Measure::Characters].map(|measure| margin(&lines, measure));
    let margin = margins.into_iter().flatten().min_by_key(|margin| margin.short)?;
    let broken = lines.windows(2).filter_map(|pair| {
        let [line, next] = pair else { return None };
        let goes_on = line.measured(margin.measure) >= margin.least && line.goes_on(next);
        goes_on.then(|| Break {
            gap: Span::new(line.end, next.span.start),
            // Words in Latin letters are parted by the break.
            parts: line.latin.ends && next.latin.begins,
        })
    });
    joined(text, broken)
}

/// What stands between the last sign of a line and the first of the next, where they are one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Break {
    pub(crate) gap: Span,
    /// Whether a blank is left in its place.
    pub(crate) parts: bool,
}

/// The text without `breaks`, which stand in text order; nothing where there are none.
pub(crate) fn joined(text: &str, breaks: impl Iterator<Item = Break>) -> Option<(String, Vec<Join>)> {
    let mut joined = String::new();
    let mut joins = Vec::new();
    let mut from = 0;
    for Break { gap, parts } in breaks {
        joined.push_str(text.get(from..gap.start).unwrap_or_default());
        if parts {
            joined.push(' ');
        }
        joins.push(Join {
            at: joined.len(),
            left_out: gap.of(text).chars().count() - usize::from(parts),
        });
        from = gap.end;
    }
    if joins.is_empty() {
        return None;
    }
    joined.push_str(text.get(from..).unwrap_or_default());
    Some((joined, joins))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Columns,
    Characters,
}

/// Where lines were broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Margin {
    measure: Measure,
    /// The least that a full line measures.
    least: usize,
    /// How many lines break off within a sentence before it, and are no headings.
    short: usize,
}

/// The margin, if the lines that break off within a sentence reach one.
fn margin(lines: &[Line], measure: Measure) -> Option<Margin> {
    let columns = lines.iter().map(|line| line.columns).max()?;
    let longest = lines.iter().map(|line| line.measured(measure)).max()?;
    if !(NARROWEST..=WIDEST).contains(&columns) {
        return None;
    }
    let open = |line: &&Line| line.is_open;
    let mut ends = vec![0_usize; longest + 1];
    for line in lines.iter().filter(open) {
        if let Some(end) = ends.get_mut(line.measured(measure)) {
            *end += 1;
        }
    }
    // Where most of them end, within the slack; the widest such place.
    let ending = |least: usize| ends.iter().skip(least).take(SLACK + 1).sum::<usize>();
    let least = (0..=longest).max_by_key(|least| (ending(*least), *least))?;
    let is_full = |line: &Line| line.measured(measure) >= least;
    let short = ends.iter().take(least).skip(longest / 2).sum();
    let broken = lines.windows(2).filter(|pair| {
        let [line, next] = pair else { return false };
        line.is_open && is_full(line) && line.goes_on(next)
    });
    let broken = broken.count();
    // Lines of a header or of a title may be as long as each other; a text is mostly its margin.
    let full = lines.iter().filter(|line| is_full(line)).count();
    let filled = lines.iter().filter(|line| line.columns > 0).count();
    let holds = longest <= least + 2 * SLACK && broken >= FEWEST && broken >= short * 2 && full * 2 >= filled;
    holds.then_some(Margin {
        measure,
        least,
        short,
    })
}

/// A line of the file.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Without its break.
    span: Span,
    /// Where its last sign ends.
    end: usize,
    columns: usize,
    characters: usize,
    /// Whether it breaks off within a sentence.
    is_open: bool,
    /// Whether nothing goes on behind it: it ends a sentence, or is cells and no words.
    is_closed: bool,
    /// Whether it may go on with the line before: it is not indented, and no item and no row begins with it.
    goes_on: bool,
    latin: Latin,
}

/// Which ends of a line are Latin letters.
#[derive(Debug, Clone, Copy)]
struct Latin {
    begins: bool,
    ends: bool,
}

impl Line {
    fn new(span: Span, text: &str, numerals: &Numerals) -> Self {
        let words = span.of(text).trim_end();
        let (first, last) = (words.chars().next(), words.chars().next_back());
        let pauses = |c| matches!(c, '：' | ':' | '；' | ';' | '”' | '）' | ')');
        let is_closed = last.is_some_and(|c| matches!(c, '。' | '！' | '？' | '!' | '?'));
        // Cells stand between marks, or between gaps.
        let is_row = words.contains(['\t', '|', '｜', '│']) || words.trim_start().contains("  ");
        let is_item = is_numbered(words.trim_start(), numerals);
        let is_indented = first.is_none_or(char::is_whitespace);
        let ends_open = last.is_some_and(|c| !pauses(c)) && !is_closed;
        // No full line is longer than the widest margin, and a long one need not be measured to its end.
        let measured = || words.chars().take(WIDEST + 1);
        Self {
            span,
            end: span.start + words.len(),
            columns: measured().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum(),
            characters: measured().count(),
            // Headings end within no sentence.
            is_open: ends_open && !is_row && !is_item,
            is_closed: is_closed || is_row,
            goes_on: !is_indented && !is_item && !is_row,
            latin: Latin {
                begins: first.is_some_and(|c| c.is_ascii_alphabetic()),
                ends: last.is_some_and(|c| c.is_ascii_alphabetic()),
            },
        }
    }

    const fn measured(&self, measure: Measure) -> usize {
        match measure {
            Measure::Columns => self.columns,
            Measure::Characters => self.characters,
        }
    }

    /// Whether `next` goes on with the paragraph of this line, which is full.
    const fn goes_on(&self, next: &Self) -> bool {
        next.goes_on && !self.is_closed
    }
}

/// Whether a line opens with the number of a heading or of an item: `一、`, `（二）`, `3.`.
pub(crate) fn is_numbered(words: &str, numerals: &Numerals) -> bool {
    let inner = words.trim_start_matches(['（', '(']);
    let is_numeral = |c: &char| {
        let sign = numerals.sign(*c);
        matches!(sign, Some(Arabic(_) | Digit(_) | Small(_) | Tens(_)))
    };
    let length: usize = inner.chars().take_while(is_numeral).map(char::len_utf8).sum();
    let mut after = inner.get(length..).unwrap_or_default().chars();
    let (sign, next) = (after.next(), after.next());
    let opened = inner.len() < words.len();
    length > 0
        && match sign {
            Some('、') => true,
            Some('.' | '．') => next.is_some_and(|c| !is_numeral(&c)),
            Some('）' | ')') => opened,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numerals() -> Numerals {
        let text = "[numerals.digit]\n\"一\" = 1\n\"二\" = 2\n";
        let source = juyan_catalogue::Source {
            path: "a.toml".to_owned(),
            text: text.to_owned(),
        };
        juyan_catalogue::Catalogue::load(&[source]).unwrap().0.numerals
    }

    fn joined(text: &str) -> Option<String> {
        unwrapped(text, &numerals()).map(|(text, _)| text)
    }

    const WRAPPED: &str = "一、工业\n上半年全旗规模以上工业企业完成产值12.\r\n\
                           5亿元，同比增长3.4%，其中采矿业完成产值\r\n\
                           7.9亿元。二是新建项目11项，续建项目7项，\r\n\
                           开复工率94.4%。\n　　二是投资稳步增长。\n";

    #[test]
    fn lines_that_reach_the_margin_are_joined() {
        let whole = "一、工业\n上半年全旗规模以上工业企业完成产值12.5亿元，同比增长3.4%，其中采矿业完成产值7.9亿元。\
                     二是新建项目11项，续建项目7项，开复工率94.4%。\n　　二是投资稳步增长。\n";
        assert_eq!(joined(WRAPPED).as_deref(), Some(whole));
        let (text, joins) = unwrapped(WRAPPED, &numerals()).unwrap();
        assert!(text.get(joins[0].at..).unwrap().starts_with("5亿元"));
        assert_eq!(joins[0].left_out, 2);
    }

    #[test]
    fn paragraphs_headings_and_lists_are_left_alone() {
        for text in [
            "",
            "全年实施重点项目18项，其中新建11项、续建7项。",
            "某旗2024年计划执行情况的报告\n\n一、工业\n上半年完成产值7.9亿元。\n二、农业\n种植12万亩。\n",
            "新建项目11项\n续建项目7项\n储备项目9项\n",
            "指标名称\t单位\t上年同期完成数\t本期完成数\n地区生产总值\t亿元\t上年45.9\t本期完成48.6\n\
             工业增加值额\t亿元\t上年15.9\t本期完成18.6\n",
        ] {
            assert_eq!(joined(text), None, "{text}");
        }
    }

    #[test]
    fn items_begin_lines_of_their_own() {
        let numerals = numerals();
        let numbered = ["一、工业", "（二）农业", "3.投资", "（4）消费", "12、财政"];
        assert!(numbered.iter().all(|line| is_numbered(line, &numerals)));
        let not = ["3.4%，", "工业", "12亿元", "、续建7项", "（含二期）", ""];
        assert!(!not.iter().any(|line| is_numbered(line, &numerals)));
    }
}
