//! A title in lines, parted by sense: never within a word or number, best where something new begins.

use super::line::{self, CELL};
use juyan::vocabulary::{Catalogue, Class};
use juyan_model::Span;

/// What a place costs at which nothing is known to end.
const PLAIN: usize = 16;
/// What a place costs where something would be torn: a word, or one that leads or trails from the other.
const TORN: usize = 60;
/// What a place costs behind the name of a region or a time.
const BEHIND_NAME: usize = 4;
/// What has more pieces than this is no title, and is parted as text is.
const LONGEST: usize = 120;

/// The lines of `words`, none longer than `cells`.
pub(super) fn lines<'t>(words: &'t str, catalogue: &Catalogue, cells: usize) -> Vec<&'t str> {
    let places = places(words, catalogue);
    let by_sense = if places.len() > LONGEST {
        None
    } else {
        best(words, &places, cells * CELL)
    };
    let spans = by_sense.unwrap_or_else(|| line::lines(words, catalogue, cells, cells));
    spans.into_iter().map(|span| span.of(words).trim()).collect()
}

/// A place where a line may end, and what that costs.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    cost: usize,
}

/// Every place between two pieces, and the title's end.
fn places(words: &str, catalogue: &Catalogue) -> Vec<Place> {
    let known = known(words, catalogue);
    let list = |id: &str| catalogue.list(id);
    let (trails, leads) = (list("official.title.trails"), list("official.title.leads"));
    let cost = |at: usize| {
        let (before, behind) = (
            words.get(..at).unwrap_or_default(),
            words.get(at..).unwrap_or_default(),
        );
        if tears_number(before, behind, catalogue)
            || trails.iter().any(|word| behind.starts_with(word.as_str()))
            || joins(before, catalogue)
        {
            return TORN;
        }
        if leads.iter().any(|word| behind.starts_with(word.as_str())) {
            return 0;
        }
        let within = known.iter().find(|word| word.start < at && at < word.end);
        if within.is_some() || named(behind, catalogue).is_some_and(|name| name.is_time) {
            return TORN;
        }
        let name = known.iter().find(|word| word.end == at && word.is_name);
        name.map_or(PLAIN, |_| BEHIND_NAME)
    };
    let ends = line::pieces(words, catalogue).into_iter().map(|piece| piece.end);
    ends.map(|at| Place { at, cost: cost(at) }).collect()
}

/// Whether what is before a place joins it with what is behind.
fn joins(before: &str, catalogue: &Catalogue) -> bool {
    let last = before.char_indices().next_back();
    last.is_some_and(|(at, _)| {
        let word = before.get(at..).unwrap_or_default();
        catalogue.lexicon.is(word, Class::And)
    })
}

/// Whether a place is within a number or between it and what it counts: 第|四次, 第四|次, 十|三五.
fn tears_number(before: &str, behind: &str, catalogue: &Catalogue) -> bool {
    let is_numeral = |c: char| catalogue.numerals.sign(c).is_some();
    let last = before.chars().next_back();
    let ordinal = last.is_some_and(|c| catalogue.lexicon.is(c.encode_utf8(&mut [0; 4]), Class::Ordinal));
    let numeral = last.is_some_and(is_numeral);
    (ordinal && behind.starts_with(is_numeral))
        || (numeral && behind.chars().next().is_some_and(char::is_alphabetic))
}

/// A word that the catalogue knows.
#[derive(Debug, Clone, Copy)]
struct Known {
    start: usize,
    end: usize,
    /// Whether it names a region or a time.
    is_name: bool,
    is_time: bool,
}

/// The longest words, one behind the other.
fn known(words: &str, catalogue: &Catalogue) -> Vec<Known> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let step = rest.chars().next().map_or(1, char::len_utf8);
        match named(rest, catalogue) {
            Some(word) => {
                found.push(Known {
                    start: at,
                    end: at + word.end,
                    ..word
                });
                at += word.end;
            }
            None => at += step,
        }
    }
    found
}

/// The longest word at the start of `rest`, where it has two characters and more.
fn named(rest: &str, catalogue: &Catalogue) -> Option<Known> {
    let long = |length: usize| {
        rest.get(..length)
            .is_some_and(|word| word.chars().nth(1).is_some())
    };
    let hit = catalogue.lexicon.words(rest).filter(|hit| long(hit.len)).last()?;
    let is_time = hit.entry.time.is_some();
    Some(Known {
        start: 0,
        end: hit.len,
        is_name: is_time || !hit.entry.regions.as_slice().is_empty(),
        is_time,
    })
}

/// The cheapest way into as few lines as there may be: places that cost little, lines of like length.
fn best(words: &str, places: &[Place], room: usize) -> Option<Vec<Span>> {
    let whole = line::width(words);
    let fewest = whole.div_ceil(room.max(1)).max(1);
    (fewest..=places.len()).find_map(|count| {
        let even = whole / count;
        parted(words, places, room, (count, even))
    })
}

/// The cheapest way into `count` lines of about `even` quarters.
fn parted(words: &str, places: &[Place], room: usize, (count, even): (usize, usize)) -> Option<Vec<Span>> {
    // For each place the cheapest way to end a line there with the lines so far.
    let mut ways: Vec<Option<(usize, Vec<Span>)>> = vec![None; places.len()];
    for number in 0..count {
        let before = ways;
        ways = places
            .iter()
            .enumerate()
            .map(|(end, place)| {
                let starts = before.iter().take(end).flatten();
                let fresh = (0, Vec::new());
                let starts: Vec<&(usize, Vec<Span>)> = if number == 0 {
                    vec![&fresh]
                } else {
                    starts.collect()
                };
                let options = starts.into_iter().filter_map(|(cost, lines)| {
                    let line = Span::new(lines.last().map_or(0, |line| line.end), place.at);
                    let width = line::width(line.of(words));
                    let place_cost = if end + 1 == places.len() { 0 } else { place.cost };
                    let mut lines = lines.clone();
                    lines.push(line);
                    (width <= room).then(|| (cost + place_cost + width.abs_diff(even) / CELL, lines))
                });
                options.min_by_key(|(cost, _)| *cost)
            })
            .collect();
    }
    ways.pop().flatten().map(|(_, lines)| lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_parted_by_sense() {
        let cases: [&[&str]; 5] = [
            &["额济纳旗2024年上半年", "国民经济和社会发展计划执行情况"],
            &["计划执行情况"],
            &[
                "关于额济纳旗2024年国民经济和社会发展",
                "计划执行情况与2025年计划草案的报告",
            ],
            &["某旗2024年上半年", "国民经济和社会发展计划执行情况的报告"],
            &[""],
        ];
        for wanted in cases {
            let words = wanted.concat();
            assert_eq!(lines(&words, juyan::catalogue(), 20), wanted, "{words}");
        }
    }

    #[test]
    fn no_title_is_too_long() {
        let words = "国民经济".repeat(200);
        let lines = lines(&words, juyan::catalogue(), 20);
        assert!(lines.iter().all(|line| line.chars().count() <= 20));
        assert_eq!(lines.concat(), words);
    }
}
