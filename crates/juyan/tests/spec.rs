//! The cases of `spec/`: a heading that states the behaviour, a quoted text, and what must come of it.
//!
//! `spec/read`: a table with a row a figure. Every fact of the text has a row; names, dates and headings only where the
//! table lists them; role `none` says that no figure is there. A cell is words of the text, `0.6%@2` the second ones.
//! `spec/check`: a fenced block with a line a finding, `error J0301 18项 11项 7项`, and claims where they matter,
//! `proved ratio 94.4% 17项 18项`. Other claims may be there, other findings may not.
//!
//! What is wrong today is asserted as it is, under a heading that ends in `fixme`; the column `fixme` (in `spec/check` the
//! word `should`) says what is right, and fails once that has come true. `cargo bless` fills in what nobody asked for yet and
//! keeps what was asked, and is not so, as the thing to be mended. `BLESS=fixme cargo test -p juyan --test spec` takes new
//! figures for mistakes as well; `BLESS=force` lets today's answer take the place of what was asked.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test stops where it stands"
)]

use juyan::model::{Claim, Figure, FigureId, Finding, Judgement, Span, Value};
use juyan::reader::Reading;
use std::fmt::{Debug, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

const COLUMNS: [&str; 6] = ["text", "role", "value", "unit", "subject", "base"];
const FIXME: &str = "fixme";
/// Lines of a case's text that are shown where it differs.
const LONGEST_SHOWN: usize = 8;

/// What `BLESS` asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bless {
    No,
    /// Today's answer where nothing was asked; what was asked otherwise is kept beside it.
    Careful,
    /// Today's answer, what was asked beside it; and what nobody asked for should not be.
    Fixme,
    /// Today's answer takes the place of what was asked.
    Force,
}

/// A case: where its lines are in the file, and its text.
struct Case {
    heading: usize,
    text: String,
    body: Range<usize>,
}

#[test]
fn reading() {
    run("read", table);
}

#[test]
fn checking() {
    run("check", findings);
}

#[test]
fn blessing_keeps_what_was_asked() {
    let case = |text: &str| Case {
        heading: 0,
        text: text.to_owned(),
        body: 0..0,
    };
    let schools = case("新建学校3所。");
    let asked = ["| text | value | unit |", "| --- | --- | --- |", "| 3所 | 4 | |"];
    let rows = |bless| table(&schools, &asked, bless).pop().unwrap();
    assert_eq!(rows(Bless::Careful), "| 3所 | 3 | 所 | value=4 |");
    assert_eq!(rows(Bless::Force), "| 3所 | 3 | 所 |");
    let wrong = case("实施项目19项，其中新建11项、续建7项。");
    let silent = ["```", "```"];
    let said = "error J0301 19项 11项 7项";
    let lines = |asked: &[&str], bless| findings(&wrong, asked, bless).join("\n");
    assert_eq!(
        lines(&silent, Bless::Careful),
        format!("```\n{said}\nshould not {said}\n```")
    );
    assert_eq!(lines(&[], Bless::Careful), format!("```\n{said}\n```"));
    assert_eq!(lines(&silent, Bless::Force), format!("```\n{said}\n```"));
}

/// Runs every case of a folder. `body` gives the lines that would be right for a case, under `bless`.
fn run(folder: &str, body: impl Fn(&Case, &[&str], Bless) -> Vec<String>) {
    let bless = match std::env::var("BLESS").as_deref() {
        Ok("fixme") => Bless::Fixme,
        Ok("force") => Bless::Force,
        Ok(_) => Bless::Careful,
        Err(_) => Bless::No,
    };
    let mut wrong = String::new();
    let mut count = 0;
    for path in files(
        &Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../spec")
            .join(folder),
    ) {
        let old = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let lines: Vec<&str> = old.lines().collect();
        let mut new: Vec<String> = lines.iter().map(ToString::to_string).collect();
        for case in cases(&lines).iter().rev() {
            count += 1;
            let asked = &lines[case.body.clone()];
            let right = body(case, asked, bless);
            let heading = heading(lines[case.heading], &right);
            if asked != right || heading != lines[case.heading] {
                let file = path.file_name().unwrap().to_string_lossy();
                writeln!(wrong, "\n{file}:{} {}", case.heading + 1, lines[case.heading]).unwrap();
                let shown: Vec<&str> = case.text.lines().take(LONGEST_SHOWN).collect();
                writeln!(wrong, "> {}", shown.join("\n> ")).unwrap();
                difference(&mut wrong, asked, &right);
                new[case.heading] = heading;
                let gap = asked.is_empty().then(String::new);
                new.splice(case.body.clone(), gap.into_iter().chain(right));
            }
        }
        if bless != Bless::No {
            std::fs::write(&path, new.join("\n") + "\n").unwrap();
        }
    }
    assert!(count > 0, "no case in spec/{folder}");
    assert!(
        wrong.is_empty() || bless != Bless::No,
        "{} cases differ:\n{wrong}",
        wrong.matches("\n> ").count()
    );
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "md"));
    paths.sort();
    paths
}

fn difference(out: &mut String, asked: &[&str], right: &[String]) {
    for line in asked
        .iter()
        .filter(|line| !right.iter().any(|other| other == *line))
    {
        writeln!(out, "  asked {line}").unwrap();
    }
    for line in right.iter().filter(|line| !asked.contains(&line.as_str())) {
        writeln!(out, "  today {line}").unwrap();
    }
}

/// The heading with `fixme` at its end where something of the case is to be mended, and without where nothing is.
fn heading(old: &str, body: &[String]) -> String {
    let bare = old.trim_end_matches(FIXME).trim_end();
    let is_table = body.first().is_some_and(|line| line.starts_with('|'));
    let open = if is_table {
        body.first().is_some_and(|line| line.contains(FIXME))
    } else {
        body.iter().any(|line| line.starts_with("should "))
    };
    if open {
        format!("{bare} {FIXME}")
    } else {
        bare.to_owned()
    }
}

fn cases(lines: &[&str]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut fenced = false;
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("## ") {
            cases.push(Case {
                heading: at,
                text: String::new(),
                body: 0..0,
            });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        let is_fence = line.starts_with("```");
        if let Some(quote) = line.strip_prefix('>') {
            case.text += quote.strip_prefix(' ').unwrap_or(quote);
            case.text.push('\n');
            case.body = at + 1..at + 1;
        } else if is_fence || fenced || line.starts_with('|') {
            let start = if case.body.is_empty() { at } else { case.body.start };
            case.body = start..at + 1;
            fenced ^= is_fence;
        }
    }
    cases.retain(|case| !case.text.is_empty());
    for case in &mut cases {
        case.text.truncate(case.text.trim_end().len());
        // A quoted path stands for the file's text.
        if let Ok(text) = std::fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../..")
                .join(&case.text),
        ) {
            case.text = text;
        }
    }
    cases
}

/// The text as a file of text is read, header and title with it.
fn document(case: &Case) -> juyan::document::Document {
    juyan::document::read(case.text.as_bytes(), "case.txt", juyan::catalogue()).unwrap()
}

// Places in a text.

/// The words `0.6%@2`: where the second 0.6% of the text is.
fn locate(text: &str, cell: &str) -> Option<Span> {
    let numbered = cell
        .rsplit_once('@')
        .and_then(|(words, nth)| Some((words, nth.parse::<usize>().ok()?)));
    let (words, nth) = numbered.unwrap_or((cell, 1));
    let start = starts(text, words).nth(nth.checked_sub(1)?)?;
    Some(Span::new(start, start + words.len()))
}

fn starts<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.char_indices()
        .map(|(at, _)| at)
        .filter(move |at| text[*at..].starts_with(words))
}

/// The cell that names a place.
fn cell(text: &str, span: Span) -> String {
    let words = span.of(text);
    match starts(text, words).position(|at| at == span.start) {
        Some(0) | None => words.to_owned(),
        Some(before) => format!("{words}@{}", before + 1),
    }
}

fn word(name: &impl Debug) -> String {
    let mut out = String::new();
    for (at, letter) in format!("{name:?}").char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            out.push('-');
        }
        out.push(letter.to_ascii_lowercase());
    }
    out
}

// spec/read

type Row = Vec<String>;

fn table(case: &Case, asked: &[&str], bless: Bless) -> Vec<String> {
    let document = document(case);
    let reading = juyan::reader::read(&document, juyan::catalogue());
    let columns = asked
        .first()
        .map_or_else(|| COLUMNS.map(str::to_owned).to_vec(), |line| cells(line));
    let columns: Vec<String> = columns.into_iter().filter(|column| column != FIXME).collect();
    let has_fixme = asked.first().is_some_and(|line| line.contains(FIXME));
    let asked: Vec<(Span, Row)> = asked
        .iter()
        .skip(2)
        .map(|line| row(case, line, columns.len()))
        .collect();
    let mut rows = today(case, &reading, &columns, &asked);
    for (span, row) in &mut rows {
        let before = asked
            .iter()
            .find(|(other, _)| other.overlaps(*span))
            .map(|(_, row)| row);
        let open = to_mend(&columns, row, before, bless);
        row.push(open);
    }
    let open = has_fixme && bless == Bless::No
        || rows
            .iter()
            .any(|(_, row)| row.last().is_some_and(|it| !it.is_empty()));
    let mut columns = columns;
    columns.extend(open.then(|| FIXME.to_owned()));
    let mut lines = vec![line(&columns), line(&vec!["---".to_owned(); columns.len()])];
    lines.extend(rows.iter().map(|(_, row)| line(&row[..columns.len()])));
    lines
}

fn cells(line: &str) -> Row {
    line.trim()
        .trim_matches('|')
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

fn line(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | ")).replace("  ", " ")
}

/// A row of the file with as many cells as there are columns, and one for what is to be mended.
fn row(case: &Case, line: &str, columns: usize) -> (Span, Row) {
    let mut row = cells(line);
    row.resize(columns + 1, String::new());
    let span = locate(&case.text, &row[0]);
    (
        span.unwrap_or_else(|| panic!("{} is not in: {}", row[0], case.text)),
        row,
    )
}

/// What is read today, as the table has it.
fn today(case: &Case, reading: &Reading, columns: &[String], asked: &[(Span, Row)]) -> Vec<(Span, Row)> {
    let is_asked = |figure: &Figure| asked.iter().any(|(span, _)| span.overlaps(figure.span));
    let figures: Vec<&Figure> = reading
        .figures
        .iter()
        .filter(|figure| figure.is_fact() || is_asked(figure))
        .collect();
    let mut rows: Vec<(Span, Row)> = Vec::new();
    for figure in &figures {
        rows.push((
            figure.span,
            columns
                .iter()
                .map(|column| field(case, reading, figure, column))
                .collect(),
        ));
    }
    for (span, row) in asked {
        if !figures.iter().any(|figure| figure.span.overlaps(*span)) {
            let mut none = vec![String::new(); columns.len()];
            none[0].clone_from(&row[0]);
            "none".clone_into(&mut none[1]);
            rows.push((*span, none));
        }
    }
    rows.sort_by_key(|(span, _)| *span);
    rows
}

fn field(case: &Case, reading: &Reading, figure: &Figure, column: &str) -> String {
    let text = &case.text;
    let of = |id: FigureId| cell(text, reading.figures[id.0].span);
    match column {
        "text" => cell(text, figure.span),
        "role" => word(&figure.role),
        "value" => figure.value.map(plain).unwrap_or_default(),
        "unit" => figure.unit.as_deref().unwrap_or_default().to_owned(),
        "subject" => figure.subject.map_or("", |subject| subject.of(text)).to_owned(),
        "base" => figure.base.map(|base| word(&base)).unwrap_or_default(),
        "approx" => figure.approx.map(|approx| word(&approx)).unwrap_or_default(),
        "mode" if figure.is_fact() => word(&figure.mode),
        "mode" => String::new(),
        "period" => figure.period.map(period).unwrap_or_default(),
        "of" => figure.of.map(of).unwrap_or_default(),
        "indicator" => figure.indicator.as_deref().unwrap_or_default().to_owned(),
        "accrual" => word(&figure.accrual),
        "key" => key(case, reading, figure),
        _ => panic!("no such column: {column}"),
    }
}

fn key(case: &Case, reading: &Reading, figure: &Figure) -> String {
    let position = reading
        .figures
        .iter()
        .position(|other| std::ptr::eq(other, figure))
        .unwrap();
    let key = juyan::reader::key(reading, FigureId(position), &case.text, juyan::catalogue());
    key.map(|key| key.to_string()).unwrap_or_default()
}

fn plain(value: Value) -> String {
    match value {
        Value::One(value) => value.normalize().to_string(),
        Value::Range(low, high) => format!("{}..{}", low.normalize(), high.normalize()),
    }
}

fn period(period: juyan::model::Period) -> String {
    if period.is_instant() {
        period.to.to_string()
    } else {
        format!("{}..{}", period.from, period.to)
    }
}

/// What is still wrong with a row: `subject=新建; unit=项`, or `none` where no fact should be.
fn to_mend(columns: &[String], today: &Row, asked: Option<&Row>, bless: Bless) -> String {
    let Some(asked) = asked else {
        return if bless == Bless::Fixme {
            "none".to_owned()
        } else {
            String::new()
        };
    };
    let known = asked.last().map(String::as_str).unwrap_or_default();
    if known == "none" {
        return if today[1] == "none" {
            String::new()
        } else {
            known.to_owned()
        };
    }
    let mut open: Vec<String> = Vec::new();
    for (column, (today, asked)) in columns.iter().zip(today.iter().zip(asked)) {
        let prefix = format!("{column}=");
        let right = known.split("; ").find_map(|pair| pair.strip_prefix(&prefix));
        let kept = match bless {
            Bless::No | Bless::Force => false,
            Bless::Careful => !asked.is_empty(),
            Bless::Fixme => known.is_empty(),
        };
        let right = right.or(kept.then_some(asked.as_str()));
        open.extend(
            right
                .filter(|right| right != today)
                .map(|right| format!("{prefix}{right}")),
        );
    }
    open.join("; ")
}

// spec/check

fn findings(case: &Case, asked: &[&str], bless: Bless) -> Vec<String> {
    let document = document(case);
    let checked = juyan::check(&document, juyan::catalogue(), &juyan::Options::default());
    let claims: Vec<String> = checked
        .judged()
        .map(|(claim, judgement)| claimed(case, &checked.reading, claim, judgement))
        .collect();
    let found: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| said(case, finding))
        .collect();
    let has_block = !asked.is_empty();
    let asked: Vec<&str> = asked
        .iter()
        .copied()
        .filter(|line| !line.starts_with("```") && !line.is_empty())
        .collect();
    let is_claim = |line: &str| {
        ["proved ", "refuted ", "undecided "]
            .iter()
            .any(|verdict| line.starts_with(verdict))
    };
    let holds = |line: &str| found.iter().chain(&claims).any(|other| other == line);
    let mut lines = found.clone();
    lines.extend(
        asked
            .iter()
            .filter(|line| is_claim(line) && holds(line))
            .map(ToString::to_string),
    );
    // A claim that came to another verdict is shown with it, so that the difference tells what happened.
    let members = |line: &str| line.split_once(' ').map(|(_, rest)| rest.to_owned());
    for line in asked.iter().filter(|line| is_claim(line) && !holds(line)) {
        lines.extend(
            claims
                .iter()
                .filter(|claim| members(claim) == members(line))
                .cloned(),
        );
    }
    let should = asked.iter().filter_map(|line| line.strip_prefix("should "));
    lines.extend(
        should
            .filter(|line| !right_already(line, &found, &claims))
            .map(|line| format!("should {line}")),
    );
    if bless == Bless::Fixme || bless == Bless::Careful && has_block {
        let lost = asked
            .iter()
            .filter(|line| !line.starts_with("should ") && !holds(line));
        lines.extend(lost.map(|line| format!("should {line}")).collect::<Vec<_>>());
        let new = found.iter().filter(|line| !asked.contains(&line.as_str()));
        lines.extend(new.map(|line| format!("should not {line}")).collect::<Vec<_>>());
    }
    [vec!["```".to_owned()], lines, vec!["```".to_owned()]].concat()
}

fn right_already(should: &str, found: &[String], claims: &[String]) -> bool {
    let holds = |line: &str| found.iter().chain(claims).any(|other| other == line);
    match should.strip_prefix("not ") {
        Some(line) => !holds(line),
        None => holds(should),
    }
}

fn said(case: &Case, finding: &Finding) -> String {
    let words = finding.spans.iter().map(|span| mark(case, *span));
    [word(&finding.severity), finding.rule.to_string()]
        .into_iter()
        .chain(words)
        .collect::<Vec<_>>()
        .join(" ")
}

fn claimed(case: &Case, reading: &Reading, claim: &Claim, judgement: &Judgement) -> String {
    let mut spans: Vec<Span> = claim
        .members
        .iter()
        .map(|member| reading.figures[member.figure.0].span)
        .collect();
    spans.sort_unstable();
    let members = spans.into_iter().map(|span| mark(case, span));
    [word(&judgement.verdict), word(&claim.kind)]
        .into_iter()
        .chain(members)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Marked words without blanks, which part the words of a line.
fn mark(case: &Case, span: Span) -> String {
    cell(&case.text, span).replace([' ', '\t', '\n'], "_")
}
