//! J0715: words that belong to another region's report: 全县 in a banner's, another county before an own indicator.

use crate::evidence::Evidence;
use crate::seek;
use juyan_catalogue::{Region, RegionLevel};
use juyan_model::{Finding, Severity, Span};
use smol_str::SmolStr;

pub(crate) fn find(evidence: Evidence<'_>) -> Vec<Finding> {
    let Some(own) = evidence.region() else {
        return stray(evidence);
    };
    let county = own.level == RegionLevel::County;
    let words: Vec<SmolStr> = evidence
        .pairs("regions.own-words")
        .filter(|(suffix, _)| county && own.name.ends_with(suffix))
        .map(|(_, word)| SmolStr::new(word))
        .collect();
    let mut found = Vec::new();
    for block in evidence.prose() {
        found.extend(wrong_words(evidence, block, &words, own));
        found.extend(others(evidence, block, own));
        found.extend(praised(evidence, block, own));
        found.extend(framed(evidence, block, own));
        found.extend(spoken_of(evidence, block, own));
    }
    found
}

fn finding(evidence: Evidence<'_>, span: Span, own: &Region) -> Finding {
    Finding::new("J0715", Severity::Warning, vec![span])
        .with("said", span.of(evidence.text()))
        .with("region", own.name.as_str())
}

/// 全县, 我县 where a banner reports.
fn wrong_words(evidence: Evidence<'_>, block: Span, words: &[SmolStr], own: &Region) -> Vec<Finding> {
    let text = evidence.text();
    let honest = evidence.list("regions.own-words-honest");
    let places = seek::all(text, block, words).into_iter().map(|(span, _)| span);
    places
        .filter(|span| !seek::within(text, *span, honest))
        .map(|span| finding(evidence, span, own))
        .collect()
}

/// A clause that begins with the name of another region of the same level and an indicator's.
fn others(evidence: Evidence<'_>, block: Span, own: &Region) -> Vec<Finding> {
    let text = evidence.text();
    let mut found = Vec::new();
    for clause in seek::clauses(text, block) {
        let clause = without_time(evidence, seek::trimmed(text, clause));
        let Some(span) = foreign_at(evidence, clause, own) else {
            continue;
        };
        let led = indicator_follows(evidence, Span::new(span.end, clause.end));
        if led && !compares(evidence, block, span, own) {
            found.push(finding(evidence, span, own));
        }
    }
    found
}

/// 今年以来，某县坚持稳中求进，全县…; 提升某县城乡公共服务水平，全县…: another region of the same level does what a place says of
/// itself, in a sentence that tells the figures of the whole place and names no partner.
fn spoken_of(evidence: Evidence<'_>, block: Span, own: &Region) -> Vec<Finding> {
    let text = evidence.text();
    // 全县 in a county's report: 全市 may tell of both.
    let kind = seek::before(&own.name, own.name.len());
    let wholes = evidence.list("years.own").iter();
    let wholes: Vec<SmolStr> = wholes
        .filter(|word| word.chars().next_back() == kind)
        .cloned()
        .collect();
    let mut found = Vec::new();
    for sentence in seek::sentences(text, block) {
        let whole = seek::any(text, sentence, &wholes);
        if !whole || seek::any(text, sentence, evidence.list("regions.partners")) {
            continue;
        }
        let clauses = seek::clauses(text, sentence).into_iter();
        let mut names = clauses.filter_map(|clause| {
            let clause = without_time(evidence, seek::trimmed(text, clause));
            acts(evidence, clause, own)
                .map(|name| (name, Severity::Warning))
                .or_else(|| improved(evidence, clause, own).map(|name| (name, Severity::Question)))
        });
        if let Some((name, severity)) = names.next()
            && !compares(evidence, block, name, own)
        {
            let mut told = finding(evidence, name, own);
            told.severity = severity;
            found.push(told);
        }
    }
    found
}

/// The name of another region with which `words` begins.
fn foreign_at(evidence: Evidence<'_>, words: Span, own: &Region) -> Option<Span> {
    let text = evidence.text();
    let hit = evidence.catalogue.lexicon.longest(words.of(text));
    let len = hit.filter(|hit| !hit.entry.regions.is_empty())?.len;
    let span = Span::new(words.start, words.start + len);
    let other = evidence.catalogue.region(span.of(text), None)?;
    let foreign = other.name == span.of(text) && other.level == own.level && other.code != own.code;
    foreign.then_some(span)
}

/// The name of another region at the start of a clause, behind which stands what a place says of itself.
fn acts(evidence: Evidence<'_>, clause: Span, own: &Region) -> Option<Span> {
    let name = foreign_at(evidence, clause, own)?;
    let rest = Span::new(name.end, clause.end).of(evidence.text());
    let mut openings = evidence.list("regions.own-openings").iter();
    openings
        .any(|word| rest.starts_with(word.as_str()))
        .then_some(name)
}

/// The name of another region for which something is done that a place does for itself.
fn improved(evidence: Evidence<'_>, clause: Span, own: &Region) -> Option<Span> {
    let text = evidence.text();
    let verbs = seek::all(text, clause, evidence.list("regions.improving")).into_iter();
    let mut names = verbs.filter_map(|(verb, _)| foreign_at(evidence, Span::new(verb.end, clause.end), own));
    names.find(|name| {
        let rest = Span::new(name.end, clause.end).of(text);
        let mut things = evidence.list("regions.improved").iter();
        things.any(|word| rest.starts_with(word.as_str()))
    })
}

/// Whether the sentence of a foreign name speaks of the reporting region too: 邻县GDP增长7.2%，高于我县1.4个百分点.
fn compares(evidence: Evidence<'_>, block: Span, name: Span, own: &Region) -> bool {
    let text = evidence.text();
    let mut sentences = seek::sentences(text, block).into_iter();
    let sentence = sentences.find(|sentence| sentence.start <= name.start && name.end <= sentence.end);
    let sentence = sentence.unwrap_or(block).of(text);
    let mut words = evidence.list("regions.own-region").iter();
    sentence.contains(own.name.as_str()) || words.any(|word| sentence.contains(word.as_str()))
}

/// A clause without the time that opens it: 全年.
fn without_time(evidence: Evidence<'_>, clause: Span) -> Span {
    let said = clause.of(evidence.text());
    let mut words = evidence.list("regions.between").iter();
    let time = words.find(|word| said.starts_with(word.as_str()));
    Span::new(clause.start + time.map_or(0, SmolStr::len), clause.end)
}

/// Whether an indicator's name comes next, be it behind a time or a verb: 全年实现地区生产总值.
fn indicator_follows(evidence: Evidence<'_>, rest: Span) -> bool {
    let text = evidence.text();
    let led = rest.of(text);
    let subjects = evidence.list("regions.own-subjects");
    let bare = evidence
        .list("regions.between")
        .iter()
        .fold(led, |rest, word| rest.strip_prefix(word.as_str()).unwrap_or(rest));
    let mut hits = evidence.catalogue.lexicon.words(bare);
    subjects.iter().any(|word| bare.starts_with(word.as_str()))
        || hits.any(|hit| !hit.entry.indicators.is_empty())
}

/// 请某县人大常委会审议, 在某县委领导下: what only one's own bodies are asked for or do, said of another county's.
fn framed(evidence: Evidence<'_>, block: Span, own: &Region) -> Vec<Finding> {
    let text = evidence.text();
    let clauses = seek::clauses(text, block).into_iter();
    clauses
        .filter_map(|clause| framed_in(evidence, seek::trimmed(text, clause), own))
        .map(|span| finding(evidence, span, own))
        .collect()
}

/// The name of another region of the same level in `clause`, behind what opens a frame and before a body and what closes it.
fn framed_in(evidence: Evidence<'_>, clause: Span, own: &Region) -> Option<Span> {
    let body = clause.of(evidence.text());
    evidence.pairs("regions.own-frames").find_map(|(opener, closer)| {
        let at = body.find(opener)? + opener.len();
        let rest = body.get(at..)?;
        let hit = evidence.catalogue.lexicon.longest(rest);
        let len = hit.filter(|hit| !hit.entry.regions.is_empty())?.len;
        let (name, behind) = (rest.get(..len)?, rest.get(len..)?);
        let other = evidence.catalogue.region(name, None)?;
        let foreign = other.name == name && other.level == own.level && other.code != own.code;
        // 某县第十八届人大常委会: which one it is stands before the body.
        let which = evidence.list("regions.own-terms").iter();
        let named = which
            .filter_map(|word| behind.split_once(word.as_str()))
            .find(|(before, _)| before.chars().count() <= TERM)
            .map_or(behind, |(_, body)| body);
        let mut bodies = evidence.list("regions.own-bodies").iter();
        let acts = bodies.any(|word| [behind, named].iter().any(|text| text.starts_with(word.as_str())))
            && behind.contains(closer);
        let start = clause.start + at;
        (foreign && acts).then_some(Span::new(start, start + len))
    })
}

/// How many characters the number of a term may have: 第十八.
const TERM: usize = 5;

/// 平安 before the name of a place that is neither the reporting one, nor holds it, nor lies in it.
fn praised(evidence: Evidence<'_>, block: Span, own: &Region) -> Vec<Finding> {
    const SHORTEST: usize = 3;
    let text = evidence.text();
    let mut found = Vec::new();
    for (word, _) in seek::all(text, block, evidence.list("regions.praised")) {
        let rest = Span::new(word.end, block.end).of(text);
        let Some(hit) = evidence
            .catalogue
            .lexicon
            .longest(rest)
            .filter(|hit| !hit.entry.regions.is_empty())
        else {
            continue;
        };
        let span = Span::new(word.end, word.end + hit.len);
        let mut named = evidence.catalogue.regions_named(span.of(text)).peekable();
        let near = named.peek().is_none()
            || named.any(|other| own.is_within(&other.code) || other.is_within(&own.code));
        // Names of two characters may be other words: 平安和平.
        if !near && span.of(text).chars().count() >= SHORTEST {
            found.push(finding(evidence, span, own));
        }
    }
    found
}

/// Where no title names the region: 全旗 once in a text that says 全县 again and again, and speaks of no higher level.
fn stray(evidence: Evidence<'_>) -> Vec<Finding> {
    const OFTEN: usize = 3;
    let text = evidence.text();
    let places = |id: &str| -> Vec<Span> {
        let words = evidence.list(id);
        let found = evidence.prose().flat_map(|block| seek::all(text, block, words));
        let honest = evidence.list("regions.own-words-honest");
        found
            .map(|(span, _)| span)
            .filter(|span| !seek::within(text, *span, honest))
            .collect()
    };
    let (counties, banners) = (places("regions.county-words"), places("regions.banner-words"));
    let (usual, odd) = match (counties.as_slice(), banners.as_slice()) {
        (usual, [odd]) | ([odd], usual) if usual.len() >= OFTEN => (usual, *odd),
        _ => return Vec::new(),
    };
    if !places("regions.upper-words").is_empty() {
        return Vec::new();
    }
    let said = usual.first().map_or("", |span| span.of(text));
    let finding = Finding::new("J0715", Severity::Warning, vec![odd]);
    vec![finding.with("said", odd.of(text)).with("region", said)]
}
