//! Numbers torn from their units, or from what is said of them, at the end of a line, in texts whose lines no margin holds: a few
//! lines copied out of a PDF (增长8.5 over 亿元). Only these breaks are left out; every other line stays a paragraph.

use crate::text::lines;
use crate::wrap::{Break, Join, is_numbered, joined};
use juyan_catalogue::{Catalogue, Class, Classes, NumeralSign};
use juyan_model::Span;

/// A line with fewer bytes is a heading or a cell: some ten Han characters.
const SHORTEST: usize = 30;
/// How many characters a word has at most behind which a number follows.
const LONGEST: usize = 6;
/// Words behind which a number follows.
const LEADS: Classes = Classes::of(&[
    Class::Rise,
    Class::Fall,
    Class::To,
    Class::Link,
    Class::Finished,
    Class::ShareOf,
    Class::Reach,
]);

/// The text with such lines joined, and where; nothing where there are none.
pub(crate) fn mended(text: &str, catalogue: &Catalogue) -> Option<(String, Vec<Join>)> {
    let mut before: Option<Span> = None;
    let breaks = lines(text).filter_map(|next| {
        let words = next.of(text);
        // Between the two signs of one break there is no line.
        if next.is_empty() && text.get(..next.start)?.ends_with('\r') {
            return None;
        }
        let line = before.replace(next)?;
        let end = line.start + line.of(text).trim_end().len();
        is_torn(Span::new(line.start, end).of(text), words, catalogue).then(|| Break {
            gap: Span::new(end, next.start),
            parts: false,
        })
    });
    joined(text, breaks)
}

/// Whether a number stands on both sides of a break, or on one what belongs to it on the other.
fn is_torn(line: &str, next: &str, catalogue: &Catalogue) -> bool {
    let is_digit = |sign: char| matches!(catalogue.numerals.sign(sign), Some(NumeralSign::Arabic(_)));
    let is_cells = |line: &str| line.contains(['\t', '|', '｜', '│']);
    let ends = line.ends_with(is_digit);
    let begins = next.starts_with(is_digit);
    if !(ends || begins) || line.len() < SHORTEST || is_cells(line) || is_cells(next) {
        return false;
    }
    if ends {
        return begins_unit(next, catalogue);
    }
    let number = next.trim_start_matches(is_digit);
    // 1、 and 2.工业 open an item.
    let decimal = number
        .strip_prefix(['.', '．'])
        .is_some_and(|rest| rest.starts_with(is_digit));
    let item = number.starts_with(['、', '）', ')']) || number.starts_with(['.', '．']) && !decimal;
    if line.ends_with('.') && line.trim_end_matches('.').ends_with(is_digit) {
        return !item;
    }
    // Below 一、工业平稳增长 a paragraph may open with a time: 1—10月, 2027年.
    let heading = !line.contains(['，', '。', '；']) || is_numbered(line.trim_start(), &catalogue.numerals);
    let timed = number.starts_with(['-', '—', '－', '–', '~', '～'])
        || catalogue
            .lexicon
            .words(number)
            .any(|hit| hit.entry.time.is_some());
    let led = catalogue.lexicon.endings(line, LEADS, LONGEST).next().is_some();
    led && !item && !heading && !timed
}

/// Whether a line begins with what goes on with the number before: `.5`, `%`, 亿元, 项 that is no part of 项目.
fn begins_unit(next: &str, catalogue: &Catalogue) -> bool {
    let Some(first) = next.chars().next() else {
        return false;
    };
    let sign = catalogue.numerals.sign(first);
    let decimal = matches!(first, '.' | '．')
        && next
            .chars()
            .nth(1)
            .is_some_and(|sign| matches!(catalogue.numerals.sign(sign), Some(NumeralSign::Arabic(_))));
    let unit = || {
        let word = catalogue.lexicon.longest(next);
        word.is_some_and(|word| word.entry.unit.is_some())
    };
    decimal || matches!(first, '%' | '％' | '‰') || matches!(sign, Some(NumeralSign::Large(_))) || unit()
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan_catalogue::Source;

    fn catalogue() -> Catalogue {
        let numerals = Source {
            path: "numerals.toml".to_owned(),
            text: "[numerals]\ndot = [\".\"]\n[numerals.large]\n\"亿\" = 8\n".to_owned(),
        };
        let words = Source {
            path: "words/growth.toml".to_owned(),
            text: "[[group]]\nclasses = [\"rise\"]\nwords = [\"增长\"]\n".to_owned(),
        };
        Catalogue::load(&[numerals, words]).unwrap().0
    }

    #[test]
    fn a_number_is_joined_to_what_belongs_to_it() {
        let mended = |text: &str| mended(text, &catalogue()).map(|(text, _)| text);
        let text = "上半年，规模以上工业产值同比增长\n8.5%，固定资产投资完成12\r\n.6亿元，社会消费品零售总额15\n亿元。\n二、农业\n";
        let whole = "上半年，规模以上工业产值同比增长8.5%，固定资产投资完成12.6亿元，社会消费品零售总额15亿元。\n二、农业\n";
        assert_eq!(mended(text).as_deref(), Some(whole));
        for text in [
            // Cells, items and paragraphs stand each on a line of its own.
            "地区生产总值\n12.5\n亿元\n",
            "规模以上工业增加值同比增长\n1.农业稳步发展\n",
            "主要任务，是推动经济平稳增长\n2、工业\n",
            "1、多措并举，工业生产平稳增长\n12亿元投资完成\n",
            "规模以上工业增加值保持平稳增长\n15亿元投资完成\n",
            "多措并举，规模以上工业生产平稳增长\n1—10月，工业增加值增长5%\n",
            "指标 | 数值 | 同比增长 | 上年同期数 | 12 |\n8.5% | 亿元 |\n",
            "文件编号为某政发第二十号，联系电话3456\n二、农业\n",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
