//! Binding: cases by hand, and against the gold where it lies beside the workspace.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test that cannot read its material has failed"
)]

mod vocabulary;

use juyan_model::{Claim, ClaimKind, ClaimOrigin, Figure, FigureId, Member, MemberRole, Role, Span};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use vocabulary::catalogue;

/// Gold figures as the reader would hand them over: spans in bytes, nothing bound.
struct Gold {
    name: String,
    text: String,
    figures: Vec<Figure>,
    claims: Vec<Claim>,
    /// What each figure is bound to, with other ids that are right too; `-` for what no indicator fits.
    bound: BTreeMap<usize, Vec<String>>,
}

fn gold_folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    if !folder.exists() {
        // Past the macros, whose words the tests keep for themselves when they pass.
        let words = "NOT COMPARED: the annotated reports (../shared/gold) are not beside the workspace";
        std::io::stderr()
            .write_all(format!("{words}\n").as_bytes())
            .unwrap();
        return None;
    }
    Some(folder)
}

fn role(name: &str) -> Role {
    serde_json::from_value(Json::from(name)).unwrap()
}

fn figure(row: &Json, bytes: &dyn Fn(u64) -> usize) -> Figure {
    let span = |value: &Json| {
        let ends = value.as_array()?;
        Some(Span::new(bytes(ends[0].as_u64()?), bytes(ends[1].as_u64()?)))
    };
    let whole = span(&row["span"]).unwrap();
    Figure {
        span: whole,
        role: role(row["role"].as_str().unwrap()),
        value: None,
        printed: None,
        unit: row["unit"].as_str().map(Into::into),
        approx: None,
        subject: span(&row["subject"]),
        mode: juyan_model::Mode::Actual,
        period: None,
        accrual: juyan_model::Accrual::Period,
        of: row["of"]
            .as_u64()
            .map(|id| FigureId(usize::try_from(id - 1).unwrap())),
        base: None,
        indicator: None,
        dimensions: BTreeMap::new(),
        candidates: Vec::new(),
        sentence: whole,
    }
}

fn claim(row: &Json) -> Option<Claim> {
    let kind = match row["kind"].as_str()? {
        "sum" => ClaimKind::Sum,
        "sum-partial" => ClaimKind::SumPartial,
        _ => return None,
    };
    let id = |value: &Json| FigureId(usize::try_from(value.as_u64().unwrap() - 1).unwrap());
    let mut members = vec![Member {
        role: MemberRole::Total,
        figure: id(&row["total"]),
    }];
    members.extend(row["parts"].as_array()?.iter().map(|part| Member {
        role: MemberRole::Part,
        figure: id(part),
    }));
    Some(Claim {
        kind,
        members,
        origin: ClaimOrigin::Stated,
        told: Vec::new(),
        tried: 1,
    })
}

fn rows(path: &Path) -> Vec<Json> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn load(folder: &Path) -> Vec<Gold> {
    let mut bound: BTreeMap<String, BTreeMap<usize, Vec<String>>> = BTreeMap::new();
    for line in std::fs::read_to_string(folder.join("indicators.tsv"))
        .unwrap()
        .lines()
        .skip(1)
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let mut ids = vec![cells[2].to_owned()];
        if let Some((_, also)) = cells.get(3).and_then(|note| note.split_once("also ")) {
            ids.extend(
                also.split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .next()
                    .map(str::to_owned),
            );
        }
        bound
            .entry(cells[0].to_owned())
            .or_default()
            .insert(cells[1].parse::<usize>().unwrap() - 1, ids);
    }
    bound
        .into_iter()
        .map(|(name, bound)| {
            let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
            let offsets: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect();
            let bytes = |at: u64| offsets[usize::try_from(at).unwrap()];
            let figures = rows(&folder.join(format!("{name}.figures.jsonl")))
                .iter()
                .map(|row| figure(row, &bytes))
                .collect();
            let claims = rows(&folder.join(format!("{name}.relations.jsonl")))
                .iter()
                .filter_map(claim)
                .collect();
            Gold {
                name,
                text,
                figures,
                claims,
                bound,
            }
        })
        .collect()
}

fn blocks(text: &str) -> Vec<Span> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len();
            span
        })
        .collect()
}

/// On gold figures, the floors of binding hold: nine in ten of what the gold binds, three wrong in a hundred bound.
#[test]
fn binds_the_gold() {
    let Some(folder) = gold_folder() else {
        eprintln!("no gold beside the workspace: nothing compared");
        return;
    };
    let (mut wanted, mut right, mut bound, mut wrong) = (0, 0, 0, 0);
    for mut gold in load(&folder) {
        let blocks = blocks(&gold.text);
        juyan_reader::bind(&mut gold.figures, &gold.text, catalogue(), &blocks, &gold.claims);
        let blind = gold.name.starts_with("real-") && gold.name[5..].parse::<u32>().unwrap() > 5;
        for (at, figure) in gold
            .figures
            .iter()
            .enumerate()
            .filter(|(_, figure)| figure.is_fact())
        {
            let none = vec!["-".to_owned()];
            let expected = gold.bound.get(&at).unwrap_or(&none);
            let got = figure.indicator.as_deref();
            let hit = got.is_some_and(|got| expected.iter().any(|id| id == got));
            let binds = expected[0] != "-";
            wanted += usize::from(binds);
            right += usize::from(binds && hit);
            bound += usize::from(got.is_some());
            wrong += usize::from(got.is_some() && !hit);
            if !blind && (got.is_some() || binds) && !hit {
                let subject = figure.subject.map_or("", |subject| subject.of(&gold.text));
                let (name, number, words) = (&gold.name, at + 1, figure.span.of(&gold.text));
                println!(
                    "{name} {number} {words} | {subject} | wanted {expected:?} got {got:?} of {:?}",
                    figure.candidates
                );
            }
        }
    }
    println!("bound right {right} of {wanted}; wrong {wrong} of {bound}");
    assert!(right * 100 >= wanted * 90, "{right} of {wanted} bound right");
    assert!(wrong * 100 <= bound * 3, "{wrong} of {bound} bound wrong");
}

/// Each figure of a text with the indicator it is bound to; `-` for none.
fn bound(text: &str) -> String {
    let reading = juyan_reader::read(&juyan_document::from_text(text), catalogue());
    let facts = reading.figures.iter().filter(|figure| figure.is_fact());
    let one = |figure: &Figure| {
        let indicator = figure.indicator.as_deref().unwrap_or("-");
        format!("{} {indicator}", figure.span.of(text))
    };
    facts.map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn binds_what_words_name() {
    let cases = [
        // All of the words, or their end.
        ("全县粮食总产量6.1亿斤。", "6.1亿斤 grain"),
        ("新建乡村电商产业园完成社会消费品零售总额2亿元。", "2亿元 retail"),
        // What only ends alike is another thing; what is divided by people is, too.
        ("金融机构存贷款余额900亿元。", "900亿元 -"),
        ("人均一般公共预算收入3100元。", "3100元 -"),
        // The unit has to agree.
        ("高速公路3条。", "3条 -"),
        ("高速公路通车里程312公里。", "312公里 expressway"),
        // Growth and share are of their level.
        (
            "税收收入3亿元，增长5%，占一般公共预算收入的60%。",
            "3亿元 rev_tax; 5% rev_tax; 60% rev_tax",
        ),
        // Parts told apart by their state are counted like the whole.
        (
            "实施重点项目20项，其中新建12项，续建8项。",
            "20项 key_project; 12项 key_project; 8项 key_project",
        ),
        // Members of an enumeration, each in its turn, with the head that they share.
        (
            "城镇、农村居民人均可支配收入分别增长4.1%、6.2%。",
            "4.1% income_urban; 6.2% income_rural",
        ),
        ("出口、进口分别增长8%和3%。", "8% trade_exp; 3% trade_imp"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| bound(text) != **expected)
        .map(|(text, expected)| format!("{text} wanted {expected} got {}", bound(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A subject as long as the text costs no more than a short one, and nothing in it is cut inside a character.
#[test]
fn binds_endless_subjects() {
    let text = format!("{}产值3亿元。", "林业和草原".repeat(20_000));
    assert!(bound(&text).starts_with("3亿元"));
}
