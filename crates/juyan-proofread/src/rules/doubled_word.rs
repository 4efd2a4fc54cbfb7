//! J0701: a word that stands twice in a row, 医保医保; honest reduplication (一项一项, 研究研究) is left alone.

use crate::evidence::Evidence;
use crate::seek;
use juyan_model::{Decimal, Finding, Severity, Span, Value};

/// The longest word looked for, in characters.
const LONGEST: usize = 6;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for block in evidence.prose() {
        let characters: Vec<(usize, char)> = block
            .of(evidence.text())
            .char_indices()
            .map(|(at, c)| (block.start + at, c))
            .collect();
        let mut at = 0;
        while at < characters.len() {
            let letter = |at: usize| characters.get(at).map(|(_, letter)| letter);
            let same = |length: &usize| letter(at).is_some() && letter(at) == letter(at + length);
            let twice = (2..=LONGEST)
                .filter(same)
                .find_map(|length| twice(evidence, &characters, at, length, block.end));
            match twice {
                Some((span, length)) => {
                    let times = 2 + again(&characters, at, length);
                    at += times * length;
                    let end = characters.get(at).map_or(block.end, |(end, _)| *end);
                    found.extend(judge(evidence, span, end));
                }
                None => at += 1,
            }
        }
        found.extend(particles(evidence, block));
        found.extend(measures(evidence, block));
    }
    found
}

/// The place of `length` characters that stand twice from `at` on.
fn twice(
    evidence: Evidence<'_>,
    characters: &[(usize, char)],
    at: usize,
    length: usize,
    end: usize,
) -> Option<(Span, usize)> {
    let first = characters.get(at..at + length)?;
    let second = characters.get(at + length..at + 2 * length)?;
    let numerals = &evidence.catalogue.numerals;
    let alike = first
        .iter()
        .zip(second)
        .all(|((_, one), (_, other))| one == other && seek::is_han(*one));
    let numeral = first
        .iter()
        .all(|(_, character)| numerals.sign(*character).is_some());
    // 人人人人 is a cry, no word.
    let varied = first
        .windows(2)
        .any(|pair| matches!(pair, [(_, one), (_, other)] if one != other));
    let start = first.first()?.0;
    let stop = characters.get(at + 2 * length).map_or(end, |(at, _)| *at);
    (alike && varied && !numeral).then_some((Span::new(start, stop), length))
}

/// How often the `length` characters from `at` on follow once more behind the two times that they stand there: a word that
/// stands a thousand times is one mistake.
fn again(characters: &[(usize, char)], at: usize, length: usize) -> usize {
    let letters = |chunk: &[(usize, char)], word: &[(usize, char)]| {
        let mut pairs = chunk.iter().zip(word);
        pairs.all(|((_, one), (_, other))| one == other)
    };
    let word = characters.get(at..at + length).unwrap_or_default();
    let behind = characters.get(at + 2 * length..).unwrap_or_default();
    let chunks = behind.chunks_exact(length);
    chunks.take_while(|chunk| letters(chunk, word)).count()
}

/// What is wrong with the word that fills `span` twice, and may go on to `end`.
fn judge(evidence: Evidence<'_>, span: Span, end: usize) -> Option<Finding> {
    let text = evidence.text();
    let word = Span::new(span.start, span.start + span.len() / 2);
    let mut ends = word.of(text).chars();
    let (first, last) = (ends.next()?, ends.next_back()?);
    let spread = evidence.list("doubling.spread");
    let is_spread = |character: char| spread.iter().any(|word| word.chars().eq([character]));
    // 一项一项 is spread over many; of 大会大会 the word is known to be one.
    let mut whole = evidence.list("doubling.words").iter();
    let whole = whole.any(|known| known == word.of(text));
    let spread = !whole && (is_spread(first) || is_spread(last));
    if spread || seek::within(text, span, evidence.list("doubling.honest")) {
        return None;
    }
    let known = whole || evidence.catalogue.lexicon.get(word.of(text)).is_some();
    // 同比同比增长: of a word that is known the neighbours are no part, but of one that is longer.
    let longest = if known { word.len() } else { 0 };
    if is_cut(evidence, span, longest) {
        return None;
    }
    let severity = if known || word.of(text).chars().count() > 2 {
        Severity::Warning
    } else {
        Severity::Question
    };
    let run = Span::new(span.start, end);
    Some(Finding::new("J0701", severity, vec![run]).with("word", word.of(text)))
}

/// Whether a word that is known and has more than `longest` bytes goes over the edge of what seems doubled: 产业创业创新 is no
/// doubled 业创.
fn is_cut(evidence: Evidence<'_>, span: Span, longest: usize) -> bool {
    let text = evidence.text();
    let body = span.of(text);
    let middle = span.start + body.len() / 2;
    // 工业工业增加值 begins a longer word with its second half: that is doubled all the same.
    let over = |start: usize, length: usize| {
        let end = start + length;
        let from_before = start < span.start && span.start < end && end != middle && end != span.end;
        let to_behind = start > span.start && start != middle && end > span.end;
        length > longest && (from_before || to_behind)
    };
    let before = text
        .get(..span.start)
        .unwrap_or_default()
        .char_indices()
        .rev()
        .take(2)
        .map(|(at, _)| at);
    let inside = body.char_indices().map(|(at, _)| span.start + at);
    before.chain(inside).any(|start| {
        let rest = text.get(start..).unwrap_or_default();
        let known = evidence
            .catalogue
            .lexicon
            .words(rest)
            .any(|hit| hit.len > rest.chars().next().map_or(1, char::len_utf8) && over(start, hit.len));
        known
            || evidence
                .list("doubling.words")
                .iter()
                .any(|word| rest.starts_with(word.as_str()) && over(start, word.len()))
    })
}

/// 的的, 被被.
fn particles(evidence: Evidence<'_>, block: Span) -> Vec<Finding> {
    let text = evidence.text();
    let honest = evidence.list("doubling.particles-honest");
    seek::all(text, block, evidence.list("doubling.particles"))
        .into_iter()
        .filter(|(span, _)| !seek::within(text, *span, honest))
        .map(|(span, word)| {
            Finding::new("J0701", Severity::Warning, vec![span])
                .with("word", word.chars().take(1).collect::<String>())
        })
        .collect()
}

/// 126个个, 3.1万户户: the measure word of a number stands once more behind it. Of one thing it is said on purpose: 一个个.
fn measures(evidence: Evidence<'_>, block: Span) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for figure in evidence.figures(block).iter().filter(|figure| figure.is_fact()) {
        let span = figure.span;
        let Some(word) = seek::before(text, span.end).filter(|word| seek::is_han(*word)) else {
            continue;
        };
        let is_unit = figure.unit.as_deref().is_some_and(|unit| unit.chars().eq([word]));
        let one = figure.value.and_then(Value::single) == Some(Decimal::ONE);
        let rest = Span::new(span.end, block.end.max(span.end)).of(text);
        let behind = rest.strip_prefix(word).filter(|_| is_unit && !one);
        let mut goes_on = evidence.list("doubling.behind-measures").iter();
        let doubled = behind.is_some_and(|behind| {
            !behind.starts_with(seek::is_han) || goes_on.any(|known| behind.starts_with(known.as_str()))
        });
        if doubled {
            let twice = Span::new(span.end - word.len_utf8(), span.end + word.len_utf8());
            found.push(Finding::new("J0701", Severity::Warning, vec![twice]).with("word", word.to_string()));
        }
    }
    found
}
