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

/// Whether a number ends `line` whose unit begins `next`, or stands in `next` behind a word of `line` that waits for one, or goes on
/// there behind its point. Digits against digits are never one number.
fn is_torn(line: &str, next: &str, catalogue: &Catalogue) -> bool {
    let is_digit = |sign| is_digit(sign, catalogue);
    let is_cells = |line: &str| line.contains(['\t', '|', '｜', '│']);
    let ends = line.ends_with(is_digit);
    let begins = next.starts_with(is_digit);
    if !(ends || begins) || line.len() < SHORTEST || is_cells(line) || is_cells(next) {
        return false;
    }
    if ends {
        return !is_name(line, catalogue) && begins_unit(next, catalogue);
    }
    let number = next.trim_start_matches(is_digit);
    // 1、 and 2.工业 open an item.
    let decimal = number
        .strip_prefix(['.', '．'])
        .is_some_and(|rest| rest.starts_with(is_digit));
    let item = number.starts_with(['、', '）', ')']) || number.starts_with(['.', '．']) && !decimal;
    // Below 一、工业平稳增长 a paragraph may open with a time: 1—10月, 2027年.
    let heading = !line.contains(['，', '。', '；']) || is_numbered(line.trim_start(), &catalogue.numerals);
    let timed = number.starts_with(['-', '—', '－', '–', '~', '～'])
        || catalogue
            .lexicon
            .words(number)
            .any(|hit| hit.entry.time.is_some());
    if item || heading || timed {
        return false;
    }
    // 8. over 5 is one number; behind 8.5. a sentence is over.
    let whole = line.strip_suffix('.').filter(|whole| whole.ends_with(is_digit));
    if let Some(whole) = whole {
        let before = whole.trim_end_matches(is_digit);
        return !decimal && !before.ends_with(['.', '．']) && !is_name(whole, catalogue);
    }
    catalogue.lexicon.endings(line, LEADS, LONGEST).next().is_some()
}

/// Whether the number at the end of `line` counts nothing but names something: 附表3, 联系电话：0483—6521234.
fn is_name(line: &str, catalogue: &Catalogue) -> bool {
    let before = line.trim_end_matches(|sign: char| {
        is_digit(sign, catalogue)
            || matches!(
                sign,
                '-' | '—' | '－' | '–' | '.' | '．' | '：' | ':' | '、' | ' ' | '　'
            )
    });
    let named = catalogue.list("torn.names");
    named.iter().any(|word| before.ends_with(word.as_str()))
}

/// Whether a line begins with what goes on with the number before: `.5`, `%`, 亿元, 项 that is no part of 项目. One sign alone is a
/// unit only where nothing goes on with it: a 个 may begin any word (个别).
fn begins_unit(next: &str, catalogue: &Catalogue) -> bool {
    let mut signs = next.chars();
    let (Some(first), second) = (signs.next(), signs.next()) else {
        return false;
    };
    let is_digit = |sign| is_digit(sign, catalogue);
    if matches!(first, '.' | '．') {
        return second.is_some_and(is_digit);
    }
    if matches!(first, '%' | '％' | '‰') {
        return true;
    }
    let stands_alone = |rest: &str| {
        rest.chars()
            .next()
            .is_none_or(|sign| is_digit(sign) || !sign.is_alphanumeric())
    };
    let is_unit = |text: &str, scaled: bool| {
        let unit = catalogue
            .lexicon
            .longest(text)
            .filter(|word| word.entry.unit.is_some());
        let rest = unit.and_then(|word| Some((word.len, text.get(word.len..)?)));
        rest.is_some_and(|(len, rest)| scaled || len > LETTER || stands_alone(rest))
    };
    let is_large = |sign: char| matches!(catalogue.numerals.sign(sign), Some(NumeralSign::Large(_)));
    let unscaled = next.trim_start_matches(is_large);
    let longer = catalogue
        .lexicon
        .longest(next)
        .is_some_and(|word| word.len > first.len_utf8() && word.entry.unit.is_none());
    let scaled = unscaled.len() < next.len();
    is_unit(next, false) || scaled && !longer && (stands_alone(unscaled) || is_unit(unscaled, true))
}

fn is_digit(sign: char, catalogue: &Catalogue) -> bool {
    matches!(catalogue.numerals.sign(sign), Some(NumeralSign::Arabic(_)))
}

/// How many bytes one Han character has.
const LETTER: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use juyan_catalogue::Source;

    fn catalogue() -> Catalogue {
        let numerals = Source {
            path: "numerals.toml".to_owned(),
            text: "[numerals]\ndot = [\".\"]\n[numerals.large]\n\"亿\" = 8\n".to_owned(),
        };
        let units = Source {
            path: "units/area.toml".to_owned(),
            text: ["元", "个"]
                .map(|name| {
                    format!("[[unit]]\nname = \"{name}\"\nclass = \"measure\"\ndimension = \"area\"\nfactor = [\"1\", \"1\"]\nexample = \"新建5{name}。\"\n")
                })
                .concat(),
        };
        let words = Source {
            path: "words/growth.toml".to_owned(),
            text: "[[group]]\nclasses = [\"rise\"]\nwords = [\"增长\"]\n[[group]]\nclasses = [\"noun\"]\nwords = [\"亿万\"]\n[[list]]\nid = \"torn.names\"\nwords = [\"电话\", \"附表\"]\n"
                .to_owned(),
        };
        Catalogue::load(&[numerals, units, words]).unwrap().0
    }

    #[test]
    fn a_number_is_joined_to_what_belongs_to_it() {
        let mended = |text: &str| mended(text, &catalogue()).map(|(text, _)| text);
        let text = "上半年，规模以上工业产值同比增长\n8.5%，固定资产投资完成12\r\n.6亿元，社会消费品零售总额15\n亿元。\n二、农业\n";
        let whole = "上半年，规模以上工业产值同比增长8.5%，固定资产投资完成12.6亿元，社会消费品零售总额15亿元。\n二、农业\n";
        assert_eq!(mended(text).as_deref(), Some(whole));
        let point = "上半年，全县规模以上工业产值同比增长8.\n5%，全县新开工项目共12\n个，其中工业3\n亿。\n";
        let whole = "上半年，全县规模以上工业产值同比增长8.5%，全县新开工项目共12个，其中工业3\n亿。\n";
        assert_eq!(mended(point).as_deref(), Some(whole));
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
            // A full stop, be it ASCII, ends a sentence behind which a year opens the next.
            "上半年，全县规模以上工业产值同比增长8.5.\n2027年，力争完成投资15亿元。\n",
            "上半年，全县规模以上工业产值同比增长8.5.\n2个项目开工。\n",
            "各乡镇缴税情况，详见附表3.\n2027年，力争完成投资15亿元。\n",
            "各乡镇缴税情况，详见附表3.\n2个项目开工。\n",
            // A word that begins as a unit does is none, nor is what stands behind a number that names something.
            "各乡镇上半年的缴税情况详见附表3\n个别企业经营困难，停产企业5家。\n",
            "各乡镇上半年的新开工项目共有3\n个别企业经营困难，停产企业5家。\n",
            "全县上半年的固定资产投资合计3\n亿众一心，共克时艰。\n",
            "全县上半年的固定资产投资合计3\n亿万群众，共克时艰。\n",
            "联系人：某某某，联系电话：0483—6523456\n亿元以上项目5个。\n",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
