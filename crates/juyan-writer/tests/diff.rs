//! Figures keep their partners when sentences are moved, split, merged, left out and added, and all numbers change.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

use juyan::document::{Document, frame, from_text};
use juyan::model::{FigureId, Period, Span};
use juyan::reader::Reading;
use juyan_writer::{Report, diff, keys};
use std::collections::BTreeMap;

struct Read {
    document: Document,
    reading: Reading,
}

impl Read {
    fn of(text: &str) -> Self {
        let document = frame(from_text(text), juyan::catalogue());
        let reading = juyan::reader::read(&document, juyan::catalogue());
        Self { document, reading }
    }

    fn report(&self, period: Option<Period>) -> Report<'_> {
        Report {
            document: &self.document,
            reading: &self.reading,
            period: period.or(self.reading.period).unwrap(),
            home: "152923",
        }
    }

    fn place(&self, id: FigureId) -> Span {
        self.reading.figures[id.0].span
    }
}

fn example() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/ejin/report.txt");
    std::fs::read_to_string(path).unwrap()
}

/// The text with every digit of its facts another, at the same places: what the next period tells.
fn next(text: &str) -> String {
    let read = Read::of(text);
    let mut bytes = text.as_bytes().to_vec();
    for figure in read.reading.figures.iter().filter(|figure| figure.is_fact()) {
        for byte in &mut bytes[figure.span.start..figure.span.end] {
            if (b'1'..=b'9').contains(byte) {
                *byte = if *byte == b'9' { b'1' } else { *byte + 1 };
            }
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// How the stretches of a text, in their new order, were come by.
type Pieces = Vec<Span>;

/// What a comparison came to: figures rightly paired, wrongly paired, and not at all though both have them.
#[derive(Debug, PartialEq, Eq)]
struct Came {
    right: usize,
    wrong: Vec<(String, String)>,
    missed: Vec<String>,
}

/// Compares `old` with the text of the next period in which its `pieces` stand one after the other.
fn compared(old: &str, pieces: &Pieces) -> Came {
    let whole = next(old);
    let mut moved = String::new();
    let mut from = BTreeMap::new();
    for piece in pieces {
        from.insert(moved.len(), piece.start);
        moved += &whole[piece.start..piece.end];
    }
    let origin = |place: Span| {
        let (new, old) = from.range(..=place.start).next_back().unwrap();
        Span::new(old + (place.start - new), old + (place.end - new))
    };
    counted(&Read::of(old), &Read::of(&moved), origin)
}

/// Compares two texts of which the second has at a place what the first has at its `origin`.
fn counted(before: &Read, after: &Read, origin: impl Fn(Span) -> Span) -> Came {
    let period = before.reading.period;
    let found = diff(before.report(None), after.report(period), juyan::catalogue());
    let changed = found.changed.iter().map(|change| (change.old, change.new));
    let mut came = Came {
        right: 0,
        wrong: Vec::new(),
        missed: Vec::new(),
    };
    for (one, other) in changed.chain(found.equal.iter().copied()) {
        if before.place(one) == origin(after.place(other)) {
            came.right += 1;
        } else {
            came.wrong.push((words(before, one), words(after, other)));
        }
    }
    let fresh: Vec<Span> = found.fresh.iter().map(|id| origin(after.place(*id))).collect();
    let missed = found.gone.iter().filter(|id| fresh.contains(&before.place(**id)));
    came.missed.extend(missed.map(|id| words(before, *id)));
    came
}

fn words(read: &Read, id: FigureId) -> String {
    let figure = &read.reading.figures[id.0];
    let text = &read.document.text;
    format!("{} in {}", figure.span.of(text), figure.sentence.of(text))
}

/// The lines of a text, each with its end.
fn lines(text: &str) -> Pieces {
    let mut at = 0;
    let ends = text.split_inclusive('\n').map(|line| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        span
    });
    ends.collect()
}

/// The paragraphs of a text that have figures, by their place among its lines.
fn told(text: &str, pieces: &Pieces) -> Vec<usize> {
    let read = Read::of(text);
    let is_told = |piece: &Span| {
        let named = keys(read.report(None), juyan::catalogue(), &|_| None);
        named.filter(|(id, _)| piece.contains(read.place(*id))).count() > 2
    };
    (0..pieces.len()).filter(|at| is_told(&pieces[*at])).collect()
}

#[test]
fn all_numbers_change_and_every_figure_keeps_its_partner() {
    let text = example();
    let came = compared(&text, &vec![Span::new(0, text.len())]);
    println!("{came:#?}");
    assert_eq!((came.wrong, came.missed), (vec![], vec![]));
    assert!(came.right > 150);
}

#[test]
fn paragraphs_are_left_out_one_by_one() {
    let text = example();
    let all = lines(&text);
    for left in told(&text, &all) {
        let rest: Pieces = all
            .iter()
            .enumerate()
            .filter(|(at, _)| *at != left)
            .map(|(_, piece)| *piece)
            .collect();
        let came = compared(&text, &rest);
        println!("without {left}: {came:#?}");
        assert_eq!((came.wrong, came.missed), (vec![], vec![]), "without line {left}");
    }
}

#[test]
fn paragraphs_are_moved_to_the_front_one_by_one() {
    let text = example();
    let all = lines(&text);
    let told = told(&text, &all);
    let first = told[0];
    for moved in &told[1..] {
        let mut order = all.clone();
        let piece = order.remove(*moved);
        order.insert(first, piece);
        let came = compared(&text, &order);
        println!("moved {moved}: {came:#?}");
        assert_eq!((came.wrong, came.missed), (vec![], vec![]), "line {moved} moved");
    }
}

/// The same text with other marks: what it says is split or merged, and nothing moves.
fn marked(from: char, to: char) -> Came {
    let text = example();
    assert_eq!(from.len_utf8(), to.len_utf8());
    let other = text.replace(from, &to.to_string());
    counted(&Read::of(&text), &Read::of(&next(&other)), |place| place)
}

#[test]
fn of_several_figures_of_one_name_each_keeps_its_clause() {
    let old = "额济纳旗2024年上半年计划执行情况\n\n为修缮渠道下达资金100万元，为添置校车下达资金200万元，为防治病虫下达资金300万元。\n";
    let clause = |words: &str| Span::new(old.find(words).unwrap(), old.find(words).unwrap() + words.len());
    let (first, second) = (
        clause("为修缮渠道下达资金100万元，"),
        clause("为添置校车下达资金200万元，"),
    );
    let order = vec![
        Span::new(0, first.start),
        second,
        first,
        Span::new(second.end, old.len()),
    ];
    let came = compared(old, &order);
    assert_eq!((came.wrong, came.missed), (vec![], vec![]));
    assert!(came.right > 2);
}

#[test]
fn sentences_are_split_and_merged() {
    for (from, to) in [('；', '。'), ('。', '；')] {
        let came = marked(from, to);
        println!("{from} to {to}: {came:#?}");
        assert_eq!(came.wrong, vec![]);
        assert!(came.missed.len() < 5, "{:?}", came.missed);
    }
}
