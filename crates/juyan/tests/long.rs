//! One sentence as long as a book costs no more than as much text in many sentences.
//!
//! The work of a text is compared with that of one four times as long: in the square it is more than ten times as much, and
//! here at most six times. Besides, what is read of a clause must not depend on how many stand before it. How the time
//! grows is shown by `cargo bench -p juyan`.

use juyan::Options;
use juyan::model::{Figure, Role};
use juyan::reader::Reading;
use std::time::{Duration, Instant};

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

/// How much more a text four times as long may cost.
const MOST: f64 = 6.0;

/// The time that this thread has had: where the system tells it, what other programs take does not count.
fn spent(since: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = told.and_then(|told| told.split(' ').next()?.parse().ok());
    spent.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// How long some work on a text takes.
fn cost(work: impl Fn(&str), text: &str, since: Instant) -> Duration {
    let before = spent(since);
    work(text);
    spent(since).saturating_sub(before)
}

/// Asks of some tries that one shows the cost of `text` to grow with its length; the machine may have been busy in others.
fn grows_with_length(name: &str, times: usize, text: impl Fn(usize) -> String) {
    let work = |text: &str| _ = checked(text);
    work_grows_with_length(work, name, times, text);
}

/// The same of one part of the work.
fn work_grows_with_length(work: impl Fn(&str), name: &str, times: usize, text: impl Fn(usize) -> String) {
    const TRIES: usize = 4;
    let since = Instant::now();
    let (short, long) = (text(times), text(4 * times));
    work(&short);
    let mut tried = Vec::new();
    for _ in 0..TRIES {
        let few = cost(&work, &short, since).as_secs_f64().max(0.001);
        let ratio = cost(&work, &long, since).as_secs_f64() / few;
        if ratio <= MOST {
            return;
        }
        tried.push(ratio);
    }
    panic!("{name}: four times the text costs {tried:.1?} times as much");
}

/// Clauses in one sentence, with numbers that differ.
fn clauses_grow(clauses: &[&str]) {
    for clause in clauses {
        grows_with_length(clause, TIMES, |times| {
            (0..times)
                .map(|at| clause.replace('N', &(at % 997 + 2).to_string()))
                .collect()
        });
    }
}

#[test]
fn levels_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "投资N亿元、",
        "全县投资N亿元，其中",
        "甲：投资N亿元，",
        "利润-N万元，",
        "结转下年N万元，",
    ]);
}

#[test]
fn times_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "2030年新建项目N个，",
        "截至2030年10月整改N个，",
        "“十四五”期间投资N亿元，",
        "2024年N人、",
    ]);
}

#[test]
fn growth_and_shares_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "产值N亿元，增长3%，",
        "甲占N%，",
        "由N亿元增加到9亿元，",
        "产值N亿元，居全省第3位，",
        "拉动增长N个百分点，",
    ]);
}

#[test]
fn averages_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "人均产值N元，",
        "户均N元，",
        "农户N户，",
        "2024年，全年处理污水N万立方米，日均3立方米，",
    ]);
}

#[test]
fn lists_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "甲、乙分别N个、3个，",
        "甲、乙等2个项目共N个，",
        "支出N亿元，比收入多2亿元，",
    ]);
}

#[test]
fn marks_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "《甲规划》投资N亿元，",
        "“甲N个，",
        "（甲N个，",
        "“甲”N个，",
        "（甲）N个，",
    ]);
}

#[test]
fn words_without_numbers_cost_as_much_as_they_are_long() {
    clauses_grow(&[
        "优于Ⅲ类，",
        "未发生事故，",
        "按期完成整改，",
        "环境质量持续改善，",
        "推动经济稳中向好，",
    ]);
    for piece in ["万", "全县", "其中，", "1:", "，", "和", "（", "“"] {
        grows_with_length(piece, 20 * TIMES, |times| piece.repeat(times));
    }
}

/// What stands in a sentence is compared with what is near, not with all of the text; proving, which takes longer, is left out.
#[test]
fn equal_sentences_cost_as_much_as_they_are_long() {
    let work = |text: &str| {
        juyan::reader::read(&juyan::document::from_text(text), juyan::catalogue());
    };
    for sentence in [
        "实施重点项目19项，其中新建项目11项、续建项目7项。",
        "截至6月末，累计完成投资5亿元，较年初增加1亿元。\n",
    ] {
        work_grows_with_length(work, sentence, TIMES, |times| sentence.repeat(times));
    }
}

#[test]
fn one_list_costs_as_much_as_it_is_long() {
    grows_with_length("parts", TIMES, |times| {
        format!(
            "全县投资{}万元，其中{}。",
            2000 * times,
            vec!["甲镇2000万元"; times].join("、")
        )
    });
    grows_with_length("dealt", TIMES, |times| {
        let joined = |item: &dyn Fn(usize) -> String| (0..times).map(item).collect::<Vec<_>>().join("、");
        let (names, rates) = (
            joined(&|at| format!("项目{at}")),
            joined(&|at| format!("{}%", at % 90 + 1)),
        );
        format!("{names}分别增长{rates}。")
    });
}
