//! Whether a numeral counts something, or belongs to a name, a heading or a rank.

mod heading;
mod lettered;
mod position;
mod threshold;

use crate::date::{DateExpr, DateKind};
use crate::numeral::{Style, numeral};
use crate::phrase::is_letter;
use crate::quantity::{Form, Quantity};
use crate::scan::{Sense, is_mark};
pub(crate) use heading::block_heading;
use heading::{inline_heading, is_arabic, list_item};
use juyan_catalogue::{Catalogue, Class, Classes, Family, NumeralSign, UnitClass};
use juyan_model::{Approx, Decimal, Span, Value};

/// Longest quoted term, in characters, that is one name as a whole.
const SHORT_TERM: usize = 6;
/// How far behind a numeral, in bytes, the quotation mark that closes its term is looked for.
const LONG_TERM: usize = 600;
/// How far before an ordinal, in bytes, the verb of its clause is looked for.
const CLAUSE: usize = 600;
/// What a numeral at `at` is when it is no quantity: 一是, 第十七届, “六稳”, 229线.
pub(crate) fn before_quantity(
    text: &str,
    at: usize,
    block: Span,
    catalogue: &Catalogue,
) -> Option<(Span, Sense)> {
    let rest = text.get(at..block.end)?;
    let before = text.get(block.start..at).unwrap_or_default();
    list_item(rest, before, at, catalogue)
        .or_else(|| inline_heading(text, at, block, catalogue))
        .or_else(|| quoted(rest, before, at, catalogue))
        .or_else(|| ordinal(text, at, block, catalogue))
        .or_else(|| lettered::code(text, at, block, catalogue))
}

/// A numeral that opens a quoted term: the whole of a short one, numeral and classifier of a long one.
fn quoted(rest: &str, before: &str, at: usize, catalogue: &Catalogue) -> Option<(Span, Sense)> {
    let open = before.chars().next_back()?;
    if !matches!(open, '“' | '"' | '‘' | '《') {
        return None;
    }
    let near = rest.get(..rest.floor_char_boundary(LONG_TERM)).unwrap_or(rest);
    let close = near.find(['”', '"', '’', '》'])?;
    let term = near.get(..close)?;
    let count = term.chars().count();
    if !term
        .contains(|sign| matches!(catalogue.numerals.sign(sign), Some(sign) if sign != NumeralSign::Point))
    {
        return None;
    }
    if count <= SHORT_TERM {
        return Some((Span::new(at, at + close), Sense::Name));
    }
    let numeral = numeral(term, &catalogue.numerals)?;
    let head = term.get(numeral.len..)?.chars().next().map_or(0, char::len_utf8);
    Some((Span::new(at, at + numeral.len + head), Sense::Name))
}

/// 第 with a numeral: a rank after a verb of rank, else a name.
fn ordinal(text: &str, at: usize, block: Span, catalogue: &Catalogue) -> Option<(Span, Sense)> {
    let rest = text.get(at..block.end)?;
    let ordinal = catalogue
        .lexicon
        .words(rest)
        .find(|hit| hit.entry.classes.has(Class::Ordinal))?;
    let body = rest.get(ordinal.len..)?;
    let blank = body.len() - body.trim_start_matches(' ').len();
    let numeral = numeral(body.trim_start_matches(' '), &catalogue.numerals)?;
    let end = ordinal.len + blank + numeral.len;
    let tail = rest.get(end..)?;
    let position = catalogue.lexicon.longest_of(tail, Class::RankUnit);
    let among = text.get(block.start..at).is_some_and(|before| {
        [Class::ScopeNation, Class::Area]
            .into_iter()
            .any(|class| ends_with_class(before, class, catalogue))
    });
    let ends_here = tail.chars().next().is_none_or(is_mark);
    let ranked = position.is_some() || among && ends_here || {
        let left = last_bytes(text.get(block.start..at).unwrap_or_default(), CLAUSE);
        let clause = left
            .rsplit(['，', ',', '。', '；', ';'])
            .next()
            .unwrap_or_default();
        contains_class(clause, Class::RankVerb, catalogue)
            && (tail
                .chars()
                .next()
                .is_none_or(|c| is_mark(c) || c.is_whitespace())
                || starts_with_class(tail, Class::And, catalogue))
    };
    let after = tail.get(position.map_or(0, |hit| hit.len)..).unwrap_or_default();
    // 测评第一名的好成绩
    let mut results = catalogue.list("rank.results").iter();
    let clause_end = after.trim_start().chars().next().is_none_or(is_mark)
        || starts_with_class(after, Class::And, catalogue)
        || position.is_some() && results.any(|words| after.starts_with(words.as_str()));
    let moves =
        starts_with_class(after, Class::To, catalogue) || starts_with_class(after, Class::All, catalogue);
    if ranked && (clause_end || moves || position.is_none()) {
        let span = Span::new(at, at + end + position.map_or(0, |hit| hit.len));
        let unit = position
            .and_then(|hit| tail.get(..hit.len))
            .map(smol_str::SmolStr::new);
        let quantity = Quantity {
            span,
            value: numeral.value.map(Value::One),
            printed: None,
            unit,
            class: None,
            approx: None,
            form: Form::Plain,
            style: numeral.style,
            ordinal: true,
            glued: false,
        };
        return Some((span, Sense::Rank(quantity)));
    }
    let head = head_noun(tail, catalogue);
    Some((Span::new(at, at + end + head), Sense::Name))
}

/// Whether a date expression stands in a title as part of a name: 《规划（2021-2035年）》 is still a period.
/// 三年 of 三年行动 is one; a year or quarter of the calendar is a time, whatever is done in it: 2025年计划改造….
pub(crate) fn date_is_name(text: &str, span: Span, date: &DateExpr, catalogue: &Catalogue) -> bool {
    let rest = text.get(span.end..).unwrap_or_default();
    !matches!(date.kind, DateKind::Moment(_)) && starts_with_class(rest, Class::SpanName, catalogue)
}

/// What a quantity is after all; none where its numeral has no number sense.
pub(crate) fn of_quantity(
    text: &str,
    quantity: Quantity,
    block: Span,
    catalogue: &Catalogue,
) -> Option<(Span, Sense)> {
    let span = quantity.span;
    let rest = text.get(span.end..block.end).unwrap_or_default();
    let before = text.get(block.start..span.start).unwrap_or_default();
    let body = span.of(text);
    let chinese = !body
        .chars()
        .any(|c| matches!(catalogue.numerals.sign(c), Some(NumeralSign::Arabic(_))));
    if chinese && names_unit(before, catalogue) {
        return None;
    }
    let class = quantity.class;
    if position::is_position(&quantity, before, rest, catalogue) {
        return Some((span, Sense::Rank(quantity)));
    }
    if position::is_top(&quantity, before, rest, catalogue) {
        return Some((span, Sense::Name));
    }
    let names = [Class::SpanName, Class::ClockName];
    if class == Some(UnitClass::Time)
        && names
            .iter()
            .any(|class| starts_with_class(rest, *class, catalogue))
    {
        return Some((span, Sense::Name));
    }
    // 附件2 名词解释: what a blank parts from the number of a table is no unit.
    let parted = body.contains([' ', '\u{3000}']);
    let numbered = (quantity.unit.is_none() || parted) && ends_with_class(before, Class::Numbered, catalogue);
    // Ⅱ系列, Ⅲ类: Roman numerals are classes, never amounts.
    if quantity.style == Style::Roman
        || quantity.glued && !lettered::is_amount(before, &quantity, rest, catalogue)
        || numbered
        || matches!(class, Some(UnitClass::Counter | UnitClass::Ratio))
            && catalogue.lexicon.longest_if(rest, Class::NameTail).is_some()
    {
        return Some((span, Sense::Name));
    }
    // 每千人托位数, 每10万人拥有: what is divided by.
    if divides(&quantity, chinese, before, catalogue) {
        return Some((span, Sense::Name));
    }
    // 14天内实现: within which time something was done.
    let opens = before.trim_end().chars().next_back().is_none_or(is_mark);
    if class == Some(UnitClass::Time) && opens && starts_with_class(rest, Class::Elapsed, catalogue) {
        return Some((span, duration(&quantity)?));
    }
    // 连续24个月: how long something has been so. 4·3％ has a decimal point; 8·22 is a day.
    if class == Some(UnitClass::Time) && ends_with_class(before, Class::Running, catalogue) {
        return Some((span, duration(&quantity)?));
    }
    if numeral_dot(body) && quantity.unit.is_none() {
        return Some((span, Sense::Name));
    }
    // 三项合计26.3亿元: as many as were told, which the text need not count for us.
    if sums_up(&quantity, before, rest, catalogue) {
        return Some((span, Sense::Name));
    }
    if threshold::names_category(text, &quantity, block, catalogue)
        || class.is_none_or(|class| class == UnitClass::Counter) && in_quotes(before, rest)
        || sitting(&quantity, before, catalogue)
        || class == Some(UnitClass::Ratio) && ends_with_class(before, Class::TopOf, catalogue)
    {
        return Some((span, Sense::Name));
    }
    if !chinese {
        return Some((span, arabic(&quantity, rest, before, catalogue)));
    }
    spelt(body, quantity, (before, rest), catalogue)
}

/// A number in characters: a quantity, the numeral of a name, or one of something without number sense.
fn spelt(
    body: &str,
    quantity: Quantity,
    (before, rest): (&str, &str),
    catalogue: &Catalogue,
) -> Option<(Span, Sense)> {
    let (span, class) = (quantity.span, quantity.class);
    if threshold::names_place(&quantity, rest, catalogue) {
        return Some((span, Sense::Name));
    }
    let hurdle = starts_with_class(rest, Class::Hurdle, catalogue);
    let reached = ends_with_class(before, Class::Reach, catalogue);
    if quantity.form == Form::Fraction || hurdle && class.is_some() && reached {
        return Some((span, Sense::Quantity(quantity)));
    }
    if bare_scale_name(body, class == Some(UnitClass::Measure), rest, catalogue)
        || threshold::names_size(&quantity, catalogue)
    {
        return Some((span, Sense::Name));
    }
    let numeral_only = quantity.unit.is_none();
    // 三元、伊利等企业: what is listed with other names.
    let listed = rest.strip_prefix('、').and_then(|next| next.chars().next());
    let named = listed.is_some_and(|next| catalogue.numerals.sign(next).is_none());
    if class == Some(UnitClass::Currency) && named && body.chars().count() == 2 {
        return Some((span, Sense::Name));
    }
    if class.is_some_and(|class| class != UnitClass::Counter) {
        return Some((span, Sense::Quantity(quantity)));
    }
    if numeral_only || name_headed(&quantity, before, catalogue) {
        // 三分之二, 三点一四: a fraction counts something, whatever its unit.
        let broken = quantity.form == Form::Fraction
            || quantity.printed.is_some_and(|printed| printed.digits.scale() > 0);
        if numeral_only && (broken || over_before(&quantity) || reached) {
            return Some((span, Sense::Quantity(quantity)));
        }
        let head = if numeral_only && !hurdle {
            head_noun(rest, catalogue)
        } else {
            0
        };
        return Some((Span::new(span.start, span.end + head), Sense::Name));
    }
    if vague_one(&quantity, rest, before, catalogue) {
        return None;
    }
    Some((span, Sense::Quantity(quantity)))
}

/// Whether a number of people or the like tells for how many something is reckoned: 每千人托位数.
fn divides(quantity: &Quantity, chinese: bool, before: &str, catalogue: &Catalogue) -> bool {
    let large = quantity
        .value
        .and_then(Value::single)
        .is_some_and(|value| value >= Decimal::ONE_HUNDRED);
    let mut words = catalogue.list("per.words").iter();
    if !large || quantity.approx.is_some() || !words.any(|word| before.ends_with(word.as_str())) {
        return false;
    }
    let unit = quantity.unit.as_deref().and_then(|unit| catalogue.unit(unit));
    let people = unit.is_some_and(|unit| matches!(unit.family(), Family::Person | Family::Household));
    people || chinese
}

/// How long something has been so.
fn duration(quantity: &Quantity) -> Option<Sense> {
    let kind = DateKind::Duration(quantity.value?, quantity.unit.clone()?);
    Some(Sense::Date(DateExpr {
        len: quantity.span.len(),
        has_numeral: true,
        kind,
    }))
}

/// Whether the point of a numeral is the raised one.
fn numeral_dot(body: &str) -> bool {
    body.contains('·')
}

/// Whether a number counts the amounts told before it, whose sum is told next.
fn sums_up(quantity: &Quantity, before: &str, rest: &str, catalogue: &Catalogue) -> bool {
    let few = quantity.value.and_then(Value::single);
    let few = few.is_some_and(|value| value > Decimal::ONE && value < Decimal::TEN);
    let unit = quantity.unit.as_deref().and_then(|unit| catalogue.unit(unit));
    let opens = before.trim_end().chars().next_back().is_some_and(is_mark);
    few && quantity.approx.is_none()
        && unit.is_some_and(|unit| unit.family() == Family::General)
        && opens
        && starts_with_class(rest, Class::InAll, catalogue)
}

/// Whether a number counts the sittings of one term of an assembly, of which few are listed: 十五届四次、五次全会.
fn sitting(quantity: &Quantity, before: &str, catalogue: &Catalogue) -> bool {
    let numeral = |c: char| catalogue.numerals.sign(c).is_some();
    let earlier = |list: &&str| {
        let rest = list.strip_suffix('、')?.strip_suffix(quantity.unit.as_deref()?)?;
        before.get(..rest.trim_end_matches(numeral).len())
    };
    let first = std::iter::successors(Some(before).filter(|_| quantity.unit.is_some()), earlier);
    let first = first.take(12).last();
    first.is_some_and(|first| ends_with_class(first, Class::TermNumber, catalogue))
}

/// Whether a number stands in a name in quotation marks or in a title: “银龄人才万人计划”, “科技成果转化16条”, 《城市规划2035》.
fn in_quotes(before: &str, rest: &str) -> bool {
    /// Longest half of a quoted name, in characters; what is longer is speech.
    const LONGEST: usize = 12;
    /// The same where the name ends with the number.
    const LAST: usize = 24;
    let ends = |c: char| matches!(c, '”' | '》' | '，' | '。' | '；');
    let mark = |c: &char| matches!(*c, '“' | '《') || ends(*c);
    let reach = if rest.starts_with(['”', '》']) {
        LAST
    } else {
        LONGEST
    };
    let close = match before.chars().rev().take(reach).find(mark) {
        Some('“') => '”',
        Some('《') => '》',
        Some(_) | None => return false,
    };
    rest.chars().take(LONGEST).find(mark) == Some(close)
}

/// 单位：万元、万人 says in which unit numbers are told and is none.
fn names_unit(before: &str, catalogue: &Catalogue) -> bool {
    const LONGEST_LIST: usize = 30;
    let colon = before
        .char_indices()
        .rev()
        .take(LONGEST_LIST)
        .find(|(_, c)| matches!(c, '：' | ':'));
    colon.is_some_and(|(at, colon)| {
        let listed = before.get(at + colon.len_utf8()..).unwrap_or_default();
        let name = before.get(..at).unwrap_or_default().trim_end();
        !listed.contains(['，', '。', '；']) && ends_with_class(name, Class::CaptionUnit, catalogue)
    })
}

const fn over_before(quantity: &Quantity) -> bool {
    matches!(quantity.approx, Some(Approx::Over | Approx::About))
}

/// An Arabic number: a quantity unless a head makes a name of it.
fn arabic(quantity: &Quantity, rest: &str, before: &str, catalogue: &Catalogue) -> Sense {
    let bare = quantity.unit.is_none() && quantity.approx.is_none();
    // 2024世界新能源汽车大会: a bare year before a name belongs to it.
    let year = quantity
        .value
        .and_then(Value::single)
        .is_some_and(|value| value >= 1949.into() && value <= 2100.into());
    if bare && year && rest.starts_with(is_letter) {
        return Sense::Name;
    }
    let hotline = quantity
        .value
        .and_then(Value::single)
        .is_some_and(|value| catalogue.numerals.is_hotline(value));
    let named = rest.starts_with(is_letter) && hotline;
    if bare && (named || starts_with_class(rest, Class::NameHead, catalogue)) {
        return Sense::Name;
    }
    // 1、2号机组: the head stands behind the last of them.
    if bare && shares_head(rest, catalogue) {
        return Sense::Name;
    }
    // 39°12′: an angle, or a place on the map.
    if bare && rest.starts_with(['°', '′', '″']) {
        return Sense::Name;
    }
    // ［3］ refers to a note, 5+2 is what something is called.
    if bare && (before.ends_with(['〔', '[', '［', '－', '—', '+', '＋']) || rest.starts_with(['+', '＋']))
    {
        return Sense::Name;
    }
    if bare
        && before.ends_with(|c: char| c.is_ascii_alphabetic())
        && !lettered::is_amount(before, quantity, rest, catalogue)
    {
        return Sense::Name;
    }
    // B-02-08地块: a part of a code.
    let coded = before
        .strip_suffix('-')
        .is_some_and(|code| code.ends_with(|c: char| c.is_ascii_alphanumeric()));
    if bare && coded {
        return Sense::Name;
    }
    if quantity
        .unit
        .as_deref()
        .is_some_and(|unit| is_class(unit, Class::NameUnit, catalogue))
        && quantity.approx.is_none()
        // 10类42项: kinds that are counted further.
        && !rest.starts_with(|c: char| is_arabic(c, catalogue))
    {
        return Sense::Name;
    }
    Sense::Quantity(quantity.clone())
}

/// Whether another bare number follows behind a comma of enumeration, and behind that what makes a name of both: 1、2号.
fn shares_head(rest: &str, catalogue: &Catalogue) -> bool {
    let next = rest.strip_prefix('、').and_then(|next| {
        let found = numeral(next, &catalogue.numerals)?;
        next.get(found.len..)
    });
    next.is_some_and(|tail| {
        tail.starts_with(is_letter) && starts_with_class(tail, Class::NameHead, catalogue)
    })
}

/// 千万吨级, 万名律师, 百万亩, 千亩茶园: a bare scale word before a long head is a name.
fn bare_scale_name(body: &str, measured: bool, rest: &str, catalogue: &Catalogue) -> bool {
    let bare = body.chars().next().is_some_and(|c| {
        matches!(
            catalogue.numerals.sign(c),
            Some(NumeralSign::Small(_) | NumeralSign::Large(_))
        )
    });
    let nouned = || {
        let next = catalogue.lexicon.longest(rest);
        let told = Classes::of(&[
            Class::Verb,
            Class::Event,
            Class::Predicate,
            Class::Lead,
            Class::Of,
            Class::PlanWhole,
        ]);
        rest.starts_with(is_letter) && !next.is_some_and(|hit| hit.entry.classes.any(told))
    };
    bare && (starts_with_class(rest, Class::ClassHead, catalogue) || measured && nouned())
}

/// 二期, 三届 after a name, 三级, 两条线: a unit word that makes a name of a Chinese numeral.
fn name_headed(quantity: &Quantity, before: &str, catalogue: &Catalogue) -> bool {
    let Some(unit) = quantity.unit.as_deref() else {
        return false;
    };
    if is_class(unit, Class::NameUnit, catalogue) {
        return true;
    }
    if !is_class(unit, Class::NameHead, catalogue) {
        return false;
    }
    !ends_with_class(before, Class::Verb, catalogue)
}

/// 一个重要标志: one of something, without number sense.
fn vague_one(quantity: &Quantity, rest: &str, before: &str, catalogue: &Catalogue) -> bool {
    let one = quantity.value == Some(Value::One(1.into()));
    let noun_follows = rest.starts_with(|c: char| c.is_alphanumeric() || c == '“');
    one && noun_follows && !ends_with_class(before, Class::Verb, catalogue)
}

/// Length of the classifier or head that makes a name: one character, never a mark and never the 第 of the next.
fn head_noun(text: &str, catalogue: &Catalogue) -> usize {
    if starts_with_class(text, Class::Ordinal, catalogue) {
        return 0;
    }
    catalogue
        .lexicon
        .longest_of(text, Class::NameHead)
        .map(|hit| hit.len)
        .or_else(|| {
            text.chars()
                .next()
                .filter(|c| c.is_alphanumeric())
                .map(char::len_utf8)
        })
        .unwrap_or(0)
}

/// Whether the longest word at the beginning of `text` is of `class`: 在 is not where 在籍 stands.
fn opens_with(text: &str, class: Class, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.longest_if(text, class).is_some()
}

fn starts_with_class(text: &str, class: Class, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.begins(text, class)
}

fn is_class(word: &str, class: Class, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.is(word, class)
}

/// The last `bytes` of `text`, or all of it.
fn last_bytes(text: &str, bytes: usize) -> &str {
    let start = text.ceil_char_boundary(text.len().saturating_sub(bytes));
    text.get(start..).unwrap_or_default()
}

/// Longest functional word, in characters, that is looked for backwards.
const LONGEST_BACK: usize = 6;

fn ends_with_class(text: &str, class: Class, catalogue: &Catalogue) -> bool {
    let mut endings = catalogue.lexicon.endings(text, class, LONGEST_BACK);
    endings.next().is_some()
}

fn contains_class(text: &str, class: Class, catalogue: &Catalogue) -> bool {
    catalogue.lexicon.contains(text, class)
}
