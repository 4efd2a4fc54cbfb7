//! One sentence as long as a book costs no more than as much text in many sentences.
//!
//! Nothing is timed here: each text is long enough that reading it in the square of its length takes minutes where these
//! tests take a second, and what is read of a clause must not depend on how many stand before it. How the time grows is
//! shown by `cargo bench -p juyan`.

use juyan::Options;
use juyan::model::{Figure, Role};
use juyan::reader::Reading;

/// How often a clause stands in its sentence; more than any look back reaches.
const TIMES: usize = 1_000;

/// Reads and checks a text; gives what was read.
fn checked(text: &str) -> Reading {
    let document = juyan::document::from_text(text);
    juyan::check(&document, juyan::catalogue(), &Options::default()).reading
}

/// What was read of a figure, without its place.
fn told(figure: &Figure, text: &str) -> (Role, String, Option<String>, Option<String>) {
    let subject = figure.subject.map(|span| span.of(text).to_owned());
    let unit = figure.unit.as_ref().map(ToString::to_string);
    (figure.role, figure.span.of(text).to_owned(), unit, subject)
}

/// Reads `clause` so often in one sentence, and asks that its last figures are read as those of its middle.
fn is_read_alike(clause: &str, facts: usize) {
    let text = clause.repeat(TIMES);
    let reading = checked(&text);
    let found: Vec<_> = reading.figures.iter().filter(|figure| figure.is_fact()).collect();
    assert_eq!(found.len(), facts * TIMES, "{clause}");
    let of = |nth: usize| -> Vec<_> {
        found
            .iter()
            .skip(nth * facts)
            .take(facts)
            .map(|figure| told(figure, &text))
            .collect()
    };
    assert_eq!(of(TIMES / 2), of(TIMES - 1), "{clause}");
}

#[test]
fn a_whole_with_its_part_and_growth() {
    is_read_alike("粮食产量18.9万吨，其中玉米10万吨，增长5%，", 3);
}

#[test]
fn equal_figures() {
    is_read_alike("粮食产量18.9万吨，", 1);
}

#[test]
fn shares_of_one_whole() {
    is_read_alike("玉米占18.9%，", 1);
}

#[test]
fn plans_and_what_was_done_of_them() {
    is_read_alike("全年计划投资12亿元，完成投资3亿元，完成年度计划的25%，", 3);
}

#[test]
fn movements_from_one_value_to_another() {
    is_read_alike("由1.2亿元增长到3.6亿元，", 2);
}

#[test]
fn amounts_without_a_name_of_their_own() {
    let text = format!("粮食产量{}3万吨。", "2万吨、".repeat(TIMES));
    let facts = checked(&text).figures;
    assert_eq!(facts.iter().filter(|figure| figure.is_fact()).count(), TIMES + 1);
}

#[test]
fn numbers_without_anything_else() {
    for text in ["1%", "1,", "1 ", "一二三四五", "1.", "第1", "（1", "“1", "1-"] {
        checked(&text.repeat(TIMES));
    }
}

#[test]
fn a_number_without_end_is_no_amount() {
    let text = "1234567890".repeat(100_000);
    let reading = checked(&text);
    let [figure] = reading.figures.as_slice() else {
        panic!("{} figures", reading.figures.len());
    };
    assert_eq!((figure.role, figure.span.len()), (Role::Name, text.len()));
}

#[test]
fn signs_without_an_end() {
    for text in ["（", "“", "其中", "万", "和", "甲镇、"] {
        checked(&text.repeat(20 * TIMES));
    }
}

#[test]
fn a_table_with_very_many_rows() {
    let rows = "甲镇\t18.9\t5\n".repeat(TIMES);
    let reading = checked(&format!("地区\t产量（万吨）\t增长（%）\n{rows}"));
    assert!(reading.figures.len() >= TIMES);
}
