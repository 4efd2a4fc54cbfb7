//! The text of a cell as a person reads it 所见: a line that is broken within a cell goes on, blanks of any width are one blank, what
//! nobody sees is not there, and the signs by which spreadsheets keep digits as text are no part of it. Names, codes and keys are made
//! of this text; cells of every kind of file come through here.

use smol_str::SmolStr;

/// Put between two numbers that stand in two lines of a cell: run together they would be a third.
const APART: char = '\u{3001}';

/// `text` as a person reads it. Blanks at its beginning stay, for rows are set in by them.
pub(crate) fn seen(text: &str) -> SmolStr {
    if text.chars().all(is_plain) {
        return text.into();
    }
    let visible: String = text.chars().filter(|sign| !is_unseen(*sign)).collect();
    let body = visible.trim_start();
    let set_in = visible.get(..visible.len() - body.len()).unwrap_or_default();
    let mut out: String = set_in.chars().filter(|blank| !is_break(*blank)).collect();
    let body = unmarked(body);
    let are_numbers = body.chars().all(is_of_number);
    let (mut before, mut gap) = (None, None);
    for sign in body.chars() {
        if sign.is_whitespace() {
            gap = gap.filter(|gap| is_break(*gap)).or(Some(sign));
            continue;
        }
        if let (Some(gap), Some(before)) = (gap.take(), before) {
            out.extend(joint(before, gap, sign, are_numbers));
        }
        out.push(sign);
        before = Some(sign);
    }
    out.into()
}

/// The lines of a cell in which a person reads several, each as he reads it; none where it has one.
pub(crate) fn lines(text: &str) -> Vec<SmolStr> {
    let lines = text.split(is_break).map(|line| SmolStr::new(seen(line).trim()));
    let lines: Vec<SmolStr> = lines.filter(|line| !line.is_empty()).collect();
    if lines.len() > 1 { lines } else { Vec::new() }
}

/// Several in one line, one apart from the other.
pub(crate) fn apart(lines: &[SmolStr]) -> SmolStr {
    lines.join("\u{3001}").into()
}

/// What stands for a gap between two signs: a blank stays one; where a line was broken, only words of letters and digits need one.
fn joint(before: char, gap: char, behind: char, are_numbers: bool) -> Option<char> {
    if !is_break(gap) {
        return Some(' ');
    }
    (is_latin(before) && is_latin(behind)).then_some(if are_numbers { APART } else { ' ' })
}

/// Without the signs that say that digits are text: `'007`, `="007"`.
fn unmarked(body: &str) -> &str {
    const SIGNS: [char; 4] = ['\'', '\u{2018}', '\u{2019}', '\u{ff07}'];
    let reckoned = body.trim_end().strip_prefix("=\"");
    if let Some(inner) = reckoned.and_then(|rest| rest.strip_suffix('"'))
        && !inner.contains('"')
    {
        return inner;
    }
    match body.strip_prefix(SIGNS) {
        // Words between two such signs are quoted.
        Some(rest) if !rest.contains(SIGNS) => rest.trim_start(),
        _ => body,
    }
}

/// Whether a sign stays as it is wherever it stands.
fn is_plain(sign: char) -> bool {
    sign.is_alphanumeric() || matches!(sign, '.' | '-' | '/' | '%' | '（' | '）')
}

fn is_break(sign: char) -> bool {
    matches!(
        sign,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a sign takes no room: joiners, marks of order and of direction, controls.
fn is_unseen(sign: char) -> bool {
    let is_mark = matches!(sign, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    is_mark || (sign.is_control() && !sign.is_whitespace())
}

/// Whether two of these run together where nothing stands between them.
fn is_latin(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
        || matches!(sign, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

fn is_of_number(sign: char) -> bool {
    sign.is_numeric()
        || sign.is_whitespace()
        || matches!(sign, '.' | ',' | '-' | '%' | '\u{ff0c}' | '\u{ff0e}')
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn a_cell_says_what_a_person_reads() {
        let rows = [
            ("热源\n改造工程", "热源改造工程"),
            ("热源\r\n  改造工程\n", "热源改造工程"),
            ("China\nRailway G7", "China Railway G7"),
            ("G331\n改线", "G331改线"),
            ("120\n800", "120、800"),
            ("120\n万元", "120万元"),
            ("甲\u{a0}乙\u{3000}\u{3000}丙 ", "甲 乙 丙"),
            ("\u{3000}\u{3000}其中：甲", "\u{3000}\u{3000}其中：甲"),
            ("\u{feff}P\u{200b}-1\u{200e}", "P-1"),
            ("'007", "007"),
            ("’007", "007"),
            ("=\"007\"", "007"),
            ("'十四五'规划", "'十四五'规划"),
            ("“十四五”规划", "“十四五”规划"),
            ("\u{7}甲", "甲"),
            ("9 400", "9 400"),
            (" \n ", "  "),
        ];
        for (text, wanted) in rows {
            assert_eq!(seen(text), wanted, "{text:?}");
            assert_eq!(seen(&seen(text)), wanted, "{text:?} twice");
        }
    }
}
