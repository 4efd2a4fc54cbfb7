//! The words of a figure as a format: which digits are the number, which words are verb and nearness.

use crate::format::{Format, Pattern, Piece, Style, Told};
use crate::numeral::{self, FULL_POINT};
use crate::say::{Voice, nearness};
use juyan::model::{Approx, Decimal, Figure, Role, Span, Value};
use juyan::vocabulary::UnitClass;
use num_traits::ToPrimitive;
use smol_str::SmolStr;

/// The decimals that what is measured may have, though an earlier value had fewer: 12% was 12.0 or was rounded, and 0.4% is not 0%.
const USUAL: u32 = 2;

/// The formats that may say the words of `figure` again, the plainest first, each with the words that it says. Words before `from`
/// are not taken. What stands alone in a cell has its unit in another one, and a sign where it falls.
pub(crate) fn format(
    figure: &Figure,
    text: &str,
    (from, is_cell): (usize, bool),
    voice: Voice<'_>,
) -> Vec<(Span, Format)> {
    let words = figure.span.of(text);
    let before = Span::new(
        from.max(figure.sentence.start).min(figure.span.start),
        figure.span.start,
    )
    .of(text);
    let verb = verb(figure, before, voice);
    let told = match told(figure, words, verb.is_some()) {
        // 增速-0.4% is said, 涨幅-0.4% is not.
        Told::Rise if is_cell || is_signed_behind(before, voice) => Told::Nothing,
        told => told,
    };
    let elsewhere = is_cell.then(|| unit_elsewhere(figure, words, voice)).flatten();
    let mut drafts: Vec<(Span, Format)> = doubled(figure, text, from, voice).into_iter().collect();
    for pattern in patterns(figure, told, voice) {
        let Some(mut pieces) = pieces(words, figure, pattern, voice) else {
            continue;
        };
        if figure.approx.is_some() {
            leave_nearness(&mut pieces);
        }
        pieces.extend(elsewhere.clone().map(Piece::Unsaid));
        match &verb {
            Some((at, verb)) => {
                let start = figure.span.start - (before.len() - at);
                let between = before.get(at + verb.len()..).unwrap_or_default();
                let mut all = vec![Piece::Verb(verb.clone())];
                if !between.is_empty() {
                    all.push(Piece::Words(between.into()));
                }
                all.extend(pieces);
                drafts.push((Span::new(start, figure.span.end), Format { pieces: all }));
            }
            None => drafts.push((figure.span, Format { pieces })),
        }
    }
    drafts.extend(bounded(figure, words, before, voice));
    drafts
}

/// Whether the words before a number name what has a sign of its own: 增速.
fn is_signed_behind(before: &str, voice: Voice<'_>) -> bool {
    let named = voice.catalogue.list("saying.signed");
    named
        .iter()
        .any(|word| before.trim_end().ends_with(word.as_str()))
}

/// The round number that the fact of a figure keeps to, where that is more exact than its words: 90%以上 of 98.2%. Of several things at
/// once (都在90%以上) the fact of one does not tell it.
fn bounded(figure: &Figure, words: &str, before: &str, voice: Voice<'_>) -> Option<(Span, Format)> {
    /// So many letters may stand between.
    const NEAR: usize = 3;
    let is_bound = matches!(figure.approx, Some(Approx::Over | Approx::Under)) && figure.role == Role::Level;
    let printed = figure.printed.filter(|_| is_bound)?;
    let tail: String = before.chars().rev().take(NEAR).collect();
    let all = voice.catalogue.list("saying.of-all");
    if tail
        .chars()
        .any(|letter| all.iter().any(|word| word.starts_with(letter)))
    {
        return None;
    }
    let decimals = printed.digits.scale();
    let digits = printed.digits.mantissa().to_string();
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    let pattern = Pattern {
        decimals,
        bound: Some(if decimals > 0 {
            0
        } else {
            u32::try_from(zeros).ok()?
        }),
        ..Pattern::default()
    };
    let pieces = pieces(words, figure, pattern, voice)?;
    let has_side = pieces.iter().any(|piece| matches!(piece, Piece::Near(_)));
    has_side.then_some((figure.span, Format { pieces }))
}

/// Scale and unit of a figure whose words have neither, as the heading of its column or row tells them: 亿元 of 16.29 in a cell.
fn unit_elsewhere(figure: &Figure, words: &str, voice: Voice<'_>) -> Option<SmolStr> {
    let (unit, scale) = (figure.unit.as_deref()?, figure.printed?.scale);
    let is_told = |words: &str| {
        let quantity = juyan::reader::quantity(words, 0, voice.catalogue);
        let told = quantity.as_ref().and_then(|quantity| quantity.printed);
        told.is_some_and(|told| told.scale == scale)
            && quantity.is_some_and(|quantity| quantity.unit.as_deref() == Some(unit))
    };
    if is_told(words) {
        return None;
    }
    // 100000000 is 一亿: without its first sign the scale.
    let number = scale
        .to_u128()
        .filter(|_| scale.is_integer() && scale > Decimal::ONE);
    let scaled = number.and_then(|number| {
        let pattern = Pattern {
            style: Style::Han,
            ..Pattern::default()
        };
        let told = numeral::written(&number.into(), 0, pattern, voice.catalogue)?;
        let mut signs = told.chars();
        signs.next();
        Some(signs.as_str().to_owned())
    });
    let told = scaled.unwrap_or_default() + unit;
    is_told(&format!("1{told}")).then(|| told.into())
}

/// The word that says that something doubled, where the figure is one: 一番 is of 翻一番.
fn doubled(figure: &Figure, text: &str, from: usize, voice: Voice<'_>) -> Option<(Span, Format)> {
    figure.unit.as_deref().filter(|unit| voice.is_doublings(unit))?;
    let head = text.get(from..figure.span.end)?;
    let words = voice.doublings().filter(|(word, _)| head.ends_with(word));
    let (word, _) = words.max_by_key(|(word, _)| word.len())?;
    let span = Span::new(figure.span.end - word.len(), figure.span.end);
    let pieces = vec![Piece::Verb(word.into())];
    Some((span, Format { pieces }))
}

/// The ways in which the digits of a figure may be written: first with the decimals that such numbers may have, then with its own.
fn patterns(figure: &Figure, told: Told, voice: Voice<'_>) -> Vec<Pattern> {
    // 一处 becomes 两处, 第一 becomes 第二.
    let words = if is_counted(figure, voice) {
        [Style::Liang, Style::Han]
    } else {
        [Style::Han, Style::Liang]
    };
    let figures = [Style::Arabic, Style::Wide, Style::Full];
    let styles = figures
        .into_iter()
        .chain(words)
        .chain([Style::Bare, Style::Formal]);
    let own = figure.printed.map_or(0, |printed| printed.digits.scale());
    let is_measured = figure.printed.is_some_and(|printed| !printed.exact);
    let most = if is_measured { own.max(USUAL) } else { own };
    let mut digits = vec![(most, false), (own, false), (own, true)];
    digits.dedup();
    let all = styles.flat_map(|style| {
        let pattern = Pattern {
            style,
            told,
            ..Pattern::default()
        };
        digits.iter().map(move |(decimals, keeps_zeros)| Pattern {
            decimals: *decimals,
            keeps_zeros: *keeps_zeros,
            ..pattern
        })
    });
    all.filter(|pattern| pattern.decimals > 0 || !pattern.keeps_zeros)
        .collect()
}

/// Whether a figure counts things: its unit is a classifier.
fn is_counted(figure: &Figure, voice: Voice<'_>) -> bool {
    let unit = figure.unit.as_deref().and_then(|unit| voice.catalogue.unit(unit));
    unit.is_some_and(|unit| unit.class == UnitClass::Counter)
}

/// Where no word of a figure tells how near its number is, those around it do.
fn leave_nearness(pieces: &mut [Piece]) {
    if pieces.iter().any(|piece| matches!(piece, Piece::Near(_))) {
        return;
    }
    for piece in pieces {
        if let Piece::Number(pattern) = piece {
            pattern.near = true;
        }
    }
}

/// Which way the words around a number tell its value, where no verb says so that its opposite could take the place of.
fn told(figure: &Figure, words: &str, has_verb: bool) -> Told {
    let is_signed = words.trim_start().starts_with(['-', '\u{2212}', '\u{ff0d}']);
    let moves = matches!(figure.role, Role::Growth | Role::Change);
    match figure.value {
        _ if has_verb => Told::Nothing,
        Some(Value::One(value)) if value.is_sign_negative() && !value.is_zero() && !is_signed => Told::Fall,
        Some(Value::Range(from, _)) if from.is_sign_negative() && !is_signed => Told::Fall,
        _ if moves && !is_signed => Told::Rise,
        _ => Told::Nothing,
    }
}

/// The verb right before a growth or change, and where it begins in `before`.
fn verb(figure: &Figure, before: &str, voice: Voice<'_>) -> Option<(usize, SmolStr)> {
    let value = figure
        .value?
        .single()
        .filter(|_| matches!(figure.role, Role::Growth | Role::Change))?;
    let (rises, falls) = voice.verbs();
    let verbs = if value.is_sign_negative() { falls } else { rises };
    let between = voice.catalogue.list("saying.between");
    let ends = std::iter::once(before).chain(
        between
            .iter()
            .filter_map(|word| before.strip_suffix(word.as_str())),
    );
    for end in ends {
        let end = end.trim_end_matches(' ');
        let found = verbs.iter().filter(|verb| end.ends_with(verb.as_str()));
        if let Some(verb) = found.max_by_key(|verb| verb.len()) {
            return Some((end.len() - verb.len(), verb.clone()));
        }
    }
    None
}

/// The pieces of a figure's words. None where `pattern` cannot be the style of its number.
fn pieces(words: &str, figure: &Figure, pattern: Pattern, voice: Voice<'_>) -> Option<Vec<Piece>> {
    let wanted = match figure.value? {
        Value::One(_) => 1,
        Value::Range(..) => 2,
    };
    let mut pieces = Vec::new();
    let mut rest = words;
    for _ in 0..wanted {
        let (start, end, grouped) = number(rest, pattern.style, voice)?;
        let lead = rest.get(..start)?;
        // A minus is the number's own.
        let lead = lead
            .strip_suffix(['-', '\u{2212}', '\u{ff0d}'])
            .filter(|_| wanted == 1)
            .unwrap_or(lead);
        push_words(lead, &mut pieces, voice);
        let decimals = if wanted == 1 {
            pattern.decimals
        } else {
            decimals(rest.get(start..end)?)
        };
        pieces.push(Piece::Number(Pattern {
            grouped,
            decimals,
            ..pattern
        }));
        rest = rest.get(end..)?;
    }
    push_words(rest, &mut pieces, voice);
    Some(pieces)
}

/// How many decimals a number shows.
fn decimals(number: &str) -> u32 {
    let behind = number.rsplit_once('.').map_or(0, |(_, behind)| behind.len());
    u32::try_from(behind).unwrap_or_default()
}

/// The first number in `words` of this style: start, end, and whether its groups are parted.
fn number(words: &str, style: Style, voice: Voice<'_>) -> Option<(usize, usize, bool)> {
    match style {
        Style::Arabic => {
            let is_digit = |character: char| character.is_ascii_digit();
            let start = words.find(is_digit)?;
            let rest = words.get(start..)?;
            let end = rest
                .find(|character| !is_digit(character) && !matches!(character, '.' | ','))
                .unwrap_or(rest.len());
            let number = rest.get(..end)?.trim_end_matches(['.', ',']);
            Some((start, start + number.len(), number.contains(',')))
        }
        Style::Wide | Style::Full => {
            let point = if style == Style::Full { FULL_POINT } else { "." };
            let digits = voice.catalogue.list("saying.wide");
            let is_digit = |character: char| digits.iter().any(|digit| digit.starts_with(character));
            let start = words.find(is_digit)?;
            let rest = words.get(start..)?;
            let end = rest
                .find(|character| !is_digit(character) && !point.starts_with(character))
                .unwrap_or(rest.len());
            Some((start, start + end, false))
        }
        Style::Han | Style::Liang | Style::Bare | Style::Formal => {
            let numerals = &voice.catalogue.numerals;
            let (start, first) = words
                .char_indices()
                .find(|(_, character)| numerals.sign(*character).is_some())?;
            if first.is_ascii_digit() {
                return None;
            }
            let numeral = juyan::reader::numeral(words.get(start..)?, numerals)?;
            Some((start, start + numeral.len, false))
        }
    }
}

/// Adds `words`, with those of nearness set apart.
fn push_words(words: &str, pieces: &mut Vec<Piece>, voice: Voice<'_>) {
    let near = words.char_indices().find_map(|(at, _)| {
        let rest = words.get(at..)?;
        let hits = voice
            .catalogue
            .lexicon
            .words(rest)
            .filter(|hit| nearness(hit.entry).is_some());
        hits.last().map(|hit| (at, at + hit.len))
    });
    let mut push = |words: &str| {
        if !words.is_empty() {
            pieces.push(Piece::Words(words.into()));
        }
    };
    let Some((start, end)) = near else {
        push(words);
        return;
    };
    push(words.get(..start).unwrap_or_default());
    pieces.push(Piece::Near(words.get(start..end).unwrap_or_default().into()));
    let rest = words.get(end..).unwrap_or_default();
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest.into()));
    }
}
