//! The cases of `spec/register`: records and what follows from them, sheets and what is said of them.
//!
//! `BLESS=1 cargo test -p juyan-register --test spec` writes today's answers; read the difference.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test stops where it stands"
)]

use juyan_catalogue::{Catalogue, Source};
use juyan_model::{Brought, Date, Dated, Key, Period, PeriodName, Rational, Record, Secrecy};
use juyan_register::{
    Derived, Formulas, Grid, Merge, Registers, Standing, Step, check_rows, read_sheet, recognise, record,
    shown,
};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const REGION: &str = "152923";

fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue");
    Catalogue::load(&Source::below(&folder).unwrap()).unwrap().0
}

/// Answers each fenced block of the page anew, and compares.
fn run(page: &str, answer: impl Fn(&[&str]) -> Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../spec/register")
        .join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let mut out: Vec<String> = Vec::new();
    let mut lines = text.lines();
    let mut cases = 0;
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        if line == "```" {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            out.extend(answer(&block));
            out.push("```".to_owned());
            cases += 1;
        }
    }
    assert!(cases > 3, "{page}: {cases} cases");
    let out = out.join("\n") + "\n";
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &out).unwrap();
    }
    let wrong = text.lines().zip(out.lines()).find(|(asked, told)| asked != told);
    assert!(
        out == text,
        "{page}: {}",
        wrong.map_or_else(String::new, |(asked, told)| format!("\n- {asked}\n+ {told}"))
    );
}

#[test]
fn formulas() {
    let catalogue = catalogue();
    let formulas = Formulas::new(&catalogue);
    run("formulas.md", |block| worked_out(block, &catalogue, &formulas));
}

#[test]
fn sheets() {
    let catalogue = catalogue();
    run("sheets.md", |block| sheet(block, &catalogue));
}

/// The block with what is read from its sheet today.
fn sheet(block: &[&str], catalogue: &Catalogue) -> Vec<String> {
    let asked: Vec<&str> = block.iter().copied().take_while(|line| *line != "=>").collect();
    let register = catalogue.register(asked[0]).unwrap();
    let (there, lines): (Vec<&str>, Vec<&str>) = asked[1..].iter().partition(|line| line.starts_with("+ "));
    let mut known = Registers::default();
    for line in there {
        enter(&line[2..], &mut known, catalogue);
    }
    let grid = grid(&lines);
    let sheet = read_sheet(&grid, register, catalogue);
    let mut out: Vec<String> = asked.iter().map(|line| (*line).to_owned()).collect();
    out.push("=>".to_owned());
    let taken_for = recognise(&grid, catalogue).map_or("nothing", |register| &register.id);
    if taken_for != register.id {
        out.push(format!("taken for {taken_for}"));
    }
    let mut complaints = sheet.complaints.clone();
    if complaints.iter().all(|complaint| complaint.mild) {
        let checked = check_rows(register, &sheet.rows, &known, catalogue);
        for row in checked {
            let held = row.cells.iter().map(|(field, cell)| {
                let field = register.field(field).unwrap();
                format!("{}={}{}", field.id, shown(cell, field, catalogue), field.unit)
            });
            let mark = if row.is_right() { "" } else { " !" };
            out.push(format!(
                "{}{mark} {}",
                row.at.cell,
                held.collect::<Vec<_>>().join(" ")
            ));
            complaints.extend(row.complaints);
        }
    }
    out.extend(
        sheet
            .totals
            .iter()
            .map(|total| format!("total {:?} {}", total.kind, total.row.at.cell)),
    );
    out.extend(
        sheet
            .parts
            .iter()
            .map(|part| format!("part {} of {}", part.row.at.cell, sheet.rows[part.of].at.cell)),
    );
    out.extend(
        sheet
            .notes
            .iter()
            .map(|(at, text)| format!("note {} {text}", at.cell)),
    );
    for complaint in complaints {
        let kind = if complaint.mild { "mild" } else { "wrong" };
        out.push(format!("{kind} {}", complaint.said(catalogue, "zh")));
        assert!(!complaint.said(catalogue, "en").contains('{'));
    }
    out
}

/// A sheet out of lines of cells.
fn grid(lines: &[&str]) -> Grid {
    let cells: Vec<Vec<&str>> = lines
        .iter()
        .map(|line| line.split('|').map(|cell| cell.trim_matches(' ')).collect())
        .collect();
    let mut merges: Vec<Merge> = Vec::new();
    for (row, texts) in cells.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            if let "<" | "^" = *text {
                let (up, left) = if *text == "^" { (1, 0) } else { (0, 1) };
                let (row_of, column_of) = (row - up, column - left);
                let holds = |merge: &&mut Merge| {
                    (merge.top..=merge.bottom).contains(&row_of)
                        && (merge.left..=merge.right).contains(&column_of)
                };
                match merges.iter_mut().find(holds) {
                    Some(merge) => {
                        merge.bottom = merge.bottom.max(row);
                        merge.right = merge.right.max(column);
                    }
                    None => merges.push(Merge {
                        top: row_of,
                        left: column_of,
                        bottom: row,
                        right: column,
                    }),
                }
            }
        }
    }
    let mut grid = Grid {
        file: "台账.xlsx".into(),
        sheet: "工作表1".into(),
        merges,
        ..Grid::default()
    };
    for (row, texts) in cells.iter().enumerate() {
        for (column, text) in texts.iter().enumerate() {
            let text = if matches!(*text, "<" | "^") { "" } else { text };
            let signs = [("⏎", "\n"), ("␣", "\u{a0}"), ("▫", "\u{200b}")];
            let text = signs
                .iter()
                .fold(text.to_owned(), |text, (sign, meant)| text.replace(sign, meant));
            grid.put((row, column), &text);
        }
    }
    grid
}

/// The block with today's answers under its questions.
fn worked_out(block: &[&str], catalogue: &Catalogue, formulas: &Formulas<'_>) -> Vec<String> {
    let mut registers = Registers::default();
    let mut last = String::new();
    let mut open: Option<Standing<'_>> = None;
    let mut out = Vec::new();
    for line in block {
        if let Some(asked) = line.strip_prefix("? ") {
            out.push((*line).to_owned());
            let (formula, period) = asked.split_once(' ').unwrap();
            let period = PeriodName::parse(period).unwrap().0;
            let facts = formulas.evaluate(formula, &registers, REGION, period);
            out.extend(facts.iter().map(told));
            assert!(
                facts
                    .iter()
                    .all(|fact| fact.fact().is_some_and(|it| it.key == fact.key))
            );
            open = formulas.standing(formula, &registers, REGION, period);
            let uneven = open.iter().flat_map(Standing::uneven);
            out.extend(uneven.map(|it| format!("uneven {} {:?} {}/{}", it.key, it.unit, it.this, it.last)));
        } else if let Some(change) = line.strip_prefix("! ") {
            out.push((*line).to_owned());
            let standing = open.as_mut().unwrap();
            out.extend(changed(change, &last, &mut registers, standing, catalogue));
        } else if let Some((register, brought, over)) = vouched(line) {
            out.push((*line).to_owned());
            registers.open(register);
            let was = registers.vouched(register).cloned().unwrap_or_default();
            registers.vouch(register, was.with(brought, over));
        } else if let Some((day, row)) = line.strip_prefix('@').and_then(|line| line.split_once(' ')) {
            out.push((*line).to_owned());
            enter_since(row, day.parse().unwrap(), &mut registers, catalogue);
        } else if catalogue.register(line.split(' ').next().unwrap()).is_some() {
            out.push((*line).to_owned());
            line.split(' ').next().unwrap().clone_into(&mut last);
            enter(line, &mut registers, catalogue);
        }
    }
    out
}

/// A fact as a line: what it comes to, and each part of the formula.
fn told(fact: &Derived) -> String {
    let mut parts = Vec::new();
    collect(&fact.working, &mut parts);
    let seen = if fact.secrecy == Secrecy::Internal {
        " (internal)"
    } else {
        ""
    };
    format!(
        "{} = {}{seen}, {}",
        fact.key,
        fact.said().unwrap(),
        parts.join(", ")
    )
}

fn collect(step: &Step, parts: &mut Vec<String>) {
    match step {
        Step::Number(_) => {}
        Step::Part(taken) => {
            let day = taken.day.map_or_else(String::new, |day| format!(" on {day}"));
            parts.push(format!("{} {}{day}", taken.part, taken.value));
        }
        Step::Reckoned { left, right, .. } => {
            collect(left, parts);
            collect(right, parts);
        }
    }
}

fn cells<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<SmolStr, SmolStr> {
    let pairs = words.map(|word| word.split_once('=').unwrap());
    pairs.map(|(field, text)| (field.into(), text.into())).collect()
}

/// `kept REGISTER DAY`: a whole sheet came without a day, when the last period that was over ended on this one; `whole REGISTER
/// DAY` and `part REGISTER DAY`: all records, or some, as of a day.
fn vouched(line: &str) -> Option<(&str, Brought, Option<Date>)> {
    let words: Vec<&str> = line.split(' ').collect();
    let [word, register, day] = words[..] else {
        return None;
    };
    let day: Date = day.parse().ok()?;
    let brought = |whole, since| Brought { whole, since };
    match word {
        "kept" => Some((register, brought(true, None), Some(day))),
        "whole" => Some((register, brought(true, Some(day)), None)),
        "part" => Some((register, brought(false, Some(day)), None)),
        _ => None,
    }
}

/// Enters what a row says of a record from a day on.
fn enter_since(row: &str, day: Date, registers: &mut Registers, catalogue: &Catalogue) {
    let mut words = row.split(' ');
    let register = catalogue.register(words.next().unwrap()).unwrap();
    let said = record(register, 0, &cells(words), catalogue).unwrap();
    let there = registers.take(&register.id, &said.code);
    let mut there = there.unwrap_or_else(|| Record {
        fields: BTreeMap::new(),
        ..said.clone()
    });
    for (field, values) in said.fields {
        let since = |value: Dated| Dated {
            since: Some(day),
            ..value
        };
        there
            .fields
            .entry(field)
            .or_default()
            .extend(values.into_iter().map(since));
    }
    registers.put(there);
}

/// Enters the records of a line.
fn enter(line: &str, registers: &mut Registers, catalogue: &Catalogue) {
    let mut words = line.split(' ').peekable();
    let register = catalogue.register(words.next().unwrap()).unwrap();
    let mut days = vec![None];
    if let Some(times) = words.next_if(|word| word.ends_with('×')) {
        days = vec![None; times.trim_end_matches('×').parse().unwrap()];
    } else if let Some((from, to)) = words.peek().and_then(|word| word.split_once("..")) {
        let (from, to): (Date, Date) = (from.parse().unwrap(), to.parse().unwrap());
        days = std::iter::successors(Some(from), |day| day.tomorrow().ok())
            .take_while(|day| *day <= to)
            .map(Some)
            .collect();
        words.next();
    }
    let cells = cells(words);
    for day in days {
        let mut row = cells.clone();
        if let Some(day) = day {
            row.values_mut()
                .filter(|text| *text == "*")
                .for_each(|text| *text = day.to_string().into());
        }
        let number = registers.records(&register.id).count();
        if register.code == ["code"] && !row.contains_key("code") {
            row.insert("code".into(), (number + 1).to_string().into());
        }
        registers.put(record(register, number, &row, catalogue).unwrap());
    }
}

/// Changes a record and tells which facts come to something else; those that the change alone names, and no others.
fn changed(
    change: &str,
    register: &str,
    registers: &mut Registers,
    standing: &mut Standing<'_>,
    catalogue: &Catalogue,
) -> Vec<String> {
    let (code, fields) = change.split_once(' ').unwrap();
    let before = registers.record(register, code).unwrap().clone();
    let typed = record(
        catalogue.register(register).unwrap(),
        0,
        &cells(fields.split(' ')),
        catalogue,
    )
    .unwrap();
    let mut after = Record {
        code: before.code.clone(),
        ..before.clone()
    };
    for word in fields.split(' ') {
        let (field, text) = word.split_once('=').unwrap();
        if text.is_empty() {
            after.fields.remove(field);
        } else {
            after.fields.insert(field.into(), typed.fields[field].clone());
        }
    }
    registers.put(after.clone());
    let (looked_at, was) = (standing.looked_at(), by_key(standing));
    standing.replace(Some(&before), Some(&after));
    assert!(
        standing.looked_at() - looked_at <= 2,
        "more than the record was looked at"
    );
    differences(&was, &by_key(standing))
}

fn by_key(standing: &Standing<'_>) -> BTreeMap<Key, Derived> {
    let facts = standing.facts().into_iter();
    facts.map(|fact| (fact.key.clone(), fact)).collect()
}

/// The facts that come to something else, each as a line.
fn differences(was: &BTreeMap<Key, Derived>, is: &BTreeMap<Key, Derived>) -> Vec<String> {
    let keys: BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    let value = |facts: &BTreeMap<Key, Derived>, key| facts.get(key).map(|fact| fact.value.clone());
    let said = |facts: &BTreeMap<Key, Derived>, key| {
        let said = facts.get(key).and_then(Derived::said);
        said.unwrap_or_else(|| "–".to_owned())
    };
    keys.into_iter()
        .filter(|key| value(was, key) != value(is, key))
        .map(|key| format!("{key}: {} → {}", said(was, key), said(is, key)))
        .collect()
}

/// What is kept open and changed row by row comes to what is worked out anew; the row, and no other, was looked at.
#[test]
fn one_changed_row_of_many_is_all_that_is_looked_at() {
    let catalogue = catalogue();
    let formulas = Formulas::new(&catalogue);
    let register = catalogue.register("service_item").unwrap();
    let period = Period::months(2024, 1, 6).unwrap();
    let row = |n: usize, handling: &str| {
        let department = format!("部门{}", n % 39);
        let cells = format!(
            "code={n} department={department} handling={handling} online=full statutory=20 promised={}",
            n % 20
        );
        record(register, n, &cells_of(&cells), &catalogue).unwrap()
    };
    let many = 3_000;
    let mut registers: Registers = (0..many).map(|n| row(n, "instant")).collect();
    for formula in [
        "instant_rate",
        "service_items",
        "service_departments",
        "time_cut_rate",
        "time_cut_mean",
    ] {
        let mut standing = formulas.standing(formula, &registers, REGION, period).unwrap();
        let before = registers.record("service_item", "77").unwrap().clone();
        let after = row(77, "promised");
        let was = by_key(&standing);
        let mut restored = formulas.restore(&standing.to_bytes()).unwrap();
        standing.replace(Some(&before), Some(&after));
        restored.replace(Some(&before), Some(&after));
        assert_eq!(by_key(&restored), by_key(&standing));
        assert_eq!(standing.looked_at(), u64::try_from(many).unwrap() + 2);
        let changed = differences(&was, &by_key(&standing));
        assert_eq!(changed.len(), usize::from(formula == "instant_rate"), "{formula}");
        registers.put(after);
        let anew: BTreeMap<_, Rational> = formulas
            .evaluate(formula, &registers, REGION, period)
            .into_iter()
            .map(|fact| (fact.key, fact.value))
            .collect();
        let kept = standing.facts().into_iter().map(|fact| (fact.key, fact.value));
        assert_eq!(kept.collect::<BTreeMap<_, _>>(), anew);
        registers.put(before);
    }
}

fn cells_of(line: &str) -> BTreeMap<SmolStr, SmolStr> {
    cells(line.split(' '))
}
