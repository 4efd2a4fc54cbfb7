//! A site's own bars: `首页 | 今天是… | 天气：晴`, `阅读 1234 次 | 打印 | 关闭`. Known by what all of them have: short pieces side by
//! side, no sentence, and among the pieces those that sites say of themselves, which the catalogue lists.

use crate::field::classes;
use juyan_catalogue::{Catalogue, Class};

/// No bar is longer, in characters.
const LONGEST: usize = 120;
/// So many pieces at least are the site's own words.
const FEWEST: usize = 2;
/// The words that a piece of a bar begins with.
const WORDS: &str = "site.bar";

/// Whether the line is a bar: no sentence, and most of its pieces the site's own words. Numbers, hours and days between them say
/// nothing for it nor against it.
pub(crate) fn is_bar(line: &str, catalogue: &Catalogue) -> bool {
    if line.chars().nth(LONGEST).is_some() || line.contains(['，', '。', '；', '、', '！', '？']) {
        return false;
    }
    let (mut own, mut others) = (0_usize, 0_usize);
    for piece in pieces(line) {
        if is_own(piece, catalogue) {
            own += 1;
        } else if piece.chars().nth(1).is_some() && !piece.chars().any(|c| c.is_ascii_digit()) {
            others += 1;
        }
    }
    own >= FEWEST && own > others
}

/// What stands between the strokes and blanks of a line.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    let between = |c: char| c.is_whitespace() || is_stroke(c) || "【】[]()（）·•".contains(c);
    line.split(between).filter(|piece| !piece.is_empty())
}

/// A stroke between two pieces of a bar.
pub(crate) const fn is_stroke(c: char) -> bool {
    matches!(c, '|' | '｜' | '│')
}

/// Whether a piece is what sites say of themselves: it begins with a word of the list, or is a button, or a field of the page
/// that says nothing about the document.
fn is_own(piece: &str, catalogue: &Catalogue) -> bool {
    let name = piece.split([':', '：']).next().unwrap_or_default();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let classes = classes(name, catalogue);
    let listed = || {
        let mut words = catalogue.list(WORDS).iter();
        words.any(|word| piece.starts_with(word.as_str()))
    };
    classes.has(Class::SiteTool)
        || classes.has(Class::FieldOther)
        || classes.has(Class::FieldPosition)
        || listed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use juyan_catalogue::Source;

    #[test]
    fn a_bar_is_told_from_a_line_of_the_report() {
        let source = Source {
            path: "words/header.toml".to_owned(),
            text: "[[group]]\nclasses = [\"field-other\"]\nwords = [\"浏览次数\", \"阅读\"]\n\
                   [[group]]\nclasses = [\"field-position\"]\nwords = [\"首页\"]\n\
                   [[list]]\nid = \"site.bar\"\nwords = [\"今天是\", \"天气\", \"星期\"]\n"
                .to_owned(),
        };
        let (catalogue, _) = Catalogue::load(&[source]).unwrap_or_default();
        for bar in [
            "首页 | 今天是2025年8月20日 星期三 天气：晴 33℃ 浏览次数：1234次",
            "今天是2025年8月20日｜天气：多云 18-27℃",
            "2025-08-20 10:12 | 首页 | 阅读 1234 次",
        ] {
            assert!(is_bar(bar, &catalogue), "{bar}");
        }
        for line in [
            "天气偏旱，今天是播种最后一天。",
            "一、上半年计划执行情况",
            "县气象局 天气预报服务 1234次",
            "首页",
            "",
        ] {
            assert!(!is_bar(line, &catalogue), "{line}");
        }
    }
}
