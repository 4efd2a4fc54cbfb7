//! The relations of the gold annotation, found from its own figures: what the relation rules do when reading is perfect; and
//! from the reader's figures.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "the helpers of a test fail where it does"
)]

mod vocabulary;

use juyan_catalogue::Catalogue;
use juyan_model::{
    Accrual, Approx, Base, Claim, ClaimKind, ClaimOrigin, Decimal, Figure, FigureId, MemberRole, Mode,
    Period, Printed, Role, Span, Value,
};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use vocabulary::catalogue;

/// Texts that are scored but not looked at.
const UNSEEN: [&str; 5] = ["real-06", "real-07", "real-08", "real-09", "real-10"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn lines(path: &Path) -> Vec<Json> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// Byte offsets of all characters of a text, and its end.
fn offsets(text: &str) -> Vec<usize> {
    text.char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect()
}

fn span(json: &Json, bytes: &[usize]) -> Option<Span> {
    let ends = json.as_array()?;
    let at = |index: usize| Some(bytes[usize::try_from(ends[index].as_u64()?).unwrap()]);
    Some(Span::new(at(0)?, at(1)?))
}

fn decimal(json: &Json) -> Option<Decimal> {
    json.as_str()?.parse().ok()
}

fn value(json: &Json) -> Option<Value> {
    match json {
        Json::Array(ends) => Some(Value::Range(decimal(&ends[0])?, decimal(&ends[1])?)),
        other => decimal(other).map(Value::One),
    }
}

/// The printed numeral, read from the figure's own words; half and full width.
fn printed(text: &str, value: Option<Value>, counter: bool) -> Option<Printed> {
    let digits: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .map(|sign| match sign {
            '０'..='９' => char::from(u8::try_from(u32::from(sign) - u32::from('０')).unwrap() + b'0'),
            '．' => '.',
            other => other,
        })
        .skip_while(|sign| !sign.is_ascii_digit())
        .take_while(|sign| sign.is_ascii_digit() || *sign == '.')
        .collect();
    let digits: Decimal = digits.parse().ok()?;
    let value = value?.single()?.abs();
    let scale = if digits.is_zero() {
        Decimal::ONE
    } else {
        value.checked_div(digits)?.normalize()
    };
    Some(Printed {
        digits,
        scale,
        exact: counter && scale == Decimal::ONE && digits.scale() == 0,
    })
}

fn figure(
    json: &Json,
    text: &str,
    bytes: &[usize],
    ids: &BTreeMap<u64, usize>,
    catalogue: &Catalogue,
) -> Figure {
    let place = span(&json["span"], bytes).unwrap();
    let word = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    let unit = json["unit"].as_str().map(Into::into);
    let class = json["unit"]
        .as_str()
        .and_then(|unit| catalogue.unit(unit))
        .map(|unit| unit.class);
    let number = value(&json["value"]);
    Figure {
        span: place,
        role: serde_json::from_value::<Role>(json["role"].clone()).unwrap(),
        value: number,
        printed: printed(
            place.of(text),
            number,
            class == Some(juyan_catalogue::UnitClass::Counter),
        ),
        unit,
        approx: serde_json::from_value::<Approx>(Json::String(word("approx"))).ok(),
        subject: span(&json["subject"], bytes),
        mode: serde_json::from_value::<Mode>(Json::String(word("mode"))).unwrap_or_default(),
        period: serde_json::from_value::<Period>(json["period"].clone()).ok(),
        accrual: Accrual::Period,
        of: json["of"].as_u64().map(|id| FigureId(ids[&id])),
        base: serde_json::from_value::<Base>(Json::String(word("base"))).ok(),
        indicator: None,
        dimensions: BTreeMap::new(),
        candidates: Vec::new(),
        sentence: Span::default(),
    }
}

type Relation = (String, Vec<(String, BTreeSet<usize>)>);

fn wanted(json: &Json, ids: &BTreeMap<u64, usize>) -> Relation {
    let members = json
        .as_object()
        .unwrap()
        .iter()
        .filter(|(key, _)| *key != "kind")
        .map(|(key, ids_of)| {
            let list = ids_of.as_array().cloned().unwrap_or_else(|| vec![ids_of.clone()]);
            (
                key.clone(),
                list.iter().map(|id| ids[&id.as_u64().unwrap()]).collect(),
            )
        });
    let mut members: Vec<(String, BTreeSet<usize>)> = members.collect();
    members.sort();
    (json["kind"].as_str().unwrap().to_owned(), members)
}

/// A claim in the form of the gold; none for kinds that it does not have.
fn told(claim: &Claim) -> Option<Relation> {
    let kind = match claim.kind {
        ClaimKind::Sum => "sum",
        ClaimKind::SumPartial => "sum-partial",
        ClaimKind::Ratio => "ratio",
        ClaimKind::Difference => "difference",
        ClaimKind::Same => "same",
        _ => return None,
    };
    if claim.origin == ClaimOrigin::Possible {
        return None;
    }
    let mut members: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for member in &claim.members {
        let name = match member.role {
            MemberRole::Total => "total",
            MemberRole::Part => "parts",
            MemberRole::Ratio => "ratio",
            MemberRole::Numerator => "numerator",
            MemberRole::Denominator => "denominator",
            MemberRole::Figure => "figures",
            MemberRole::Result => "result",
            MemberRole::Minuend => "minuend",
            MemberRole::Subtrahend => "subtrahend",
        };
        members.entry(name).or_default().insert(member.figure.0);
    }
    Some((
        kind.to_owned(),
        members
            .into_iter()
            .map(|(name, set)| (name.to_owned(), set))
            .collect(),
    ))
}

fn show(relation: &Relation, figures: &[Figure], text: &str) -> String {
    let members = relation.1.iter().map(|(name, ids)| {
        let words: Vec<String> = ids
            .iter()
            .map(|id| {
                format!(
                    "#{} {}/{}",
                    id + 1,
                    figures[*id].subject.unwrap_or_default().of(text),
                    figures[*id].span.of(text)
                )
            })
            .collect();
        format!("{name}=[{}]", words.join(", "))
    });
    format!("{} {}", relation.0, members.collect::<Vec<_>>().join(" "))
}

/// What the gold says of one text, and what was found.
struct Compared {
    figures: Vec<Figure>,
    gold: BTreeSet<Relation>,
    said: BTreeSet<Relation>,
}

/// The relations of `name`, found from the gold's own figures.
fn with_gold_figures(folder: &Path, name: &str, text: &str, catalogue: &Catalogue) -> Compared {
    let rows = lines(&folder.join(format!("{name}.figures.jsonl")));
    let ids: BTreeMap<u64, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row["id"].as_u64().unwrap(), at))
        .collect();
    let bytes = offsets(text);
    let figures: Vec<Figure> = rows
        .iter()
        .map(|row| figure(row, text, &bytes, &ids, catalogue))
        .collect();
    let gold = lines(&folder.join(format!("{name}.relations.jsonl")))
        .iter()
        .map(|row| wanted(row, &ids))
        .collect();
    let document = juyan_document::from_text(text);
    let said = juyan_reader::claims(&figures, &document, catalogue)
        .iter()
        .filter_map(told)
        .collect();
    Compared { figures, gold, said }
}

/// The relations of `name` as the reader finds them, in the gold's numbering; what has no gold figure is numbered apart.
fn with_read_figures(folder: &Path, name: &str, text: &str, catalogue: &Catalogue) -> Compared {
    let mut compared = with_gold_figures(folder, name, text, catalogue);
    let reading = juyan_reader::read(&juyan_document::from_text(text), catalogue);
    let golden: Vec<Option<usize>> = reading
        .figures
        .iter()
        .map(|read| {
            compared
                .figures
                .iter()
                .position(|gold| gold.span.overlaps(read.span))
        })
        .collect();
    let unknown = compared.figures.len();
    compared.figures.extend(reading.figures.iter().cloned());
    let renumber = |(kind, members): Relation| {
        let ids = |set: BTreeSet<usize>| {
            set.into_iter()
                .map(|id| golden[id].unwrap_or(unknown + id))
                .collect()
        };
        (
            kind,
            members.into_iter().map(|(role, set)| (role, ids(set))).collect(),
        )
    };
    compared.said = reading.claims.iter().filter_map(told).map(renumber).collect();
    compared
}

/// F1 in per mille over all texts of the gold; none where it is absent.
fn score(find: impl Fn(&Path, &str, &str, &Catalogue) -> Compared) -> Option<usize> {
    let folder = root().join("../shared/gold");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        // Past the macros, whose words the tests keep for themselves when they pass.
        let words = "NOT COMPARED: the annotated reports (../shared/gold) are not beside the workspace";
        std::io::stderr()
            .write_all(format!("{words}\n").as_bytes())
            .unwrap();
        return None;
    };
    let catalogue = catalogue();
    let (mut hit, mut gold_count, mut said_count) = (0, 0, 0);
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            entry
                .unwrap()
                .file_name()
                .to_string_lossy()
                .strip_suffix(".figures.jsonl")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    for name in names {
        let text = std::fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap();
        let Compared { figures, gold, said } = find(&folder, &name, &text, catalogue);
        let hits = gold.intersection(&said).count();
        (hit, gold_count, said_count) = (hit + hits, gold_count + gold.len(), said_count + said.len());
        println!("{name}: {hits} of {} with {} said", gold.len(), said.len());
        if UNSEEN.contains(&name.as_str()) {
            continue;
        }
        for relation in gold.difference(&said) {
            println!("  missed {}", show(relation, &figures, &text));
        }
        for relation in said.difference(&gold) {
            println!("  extra  {}", show(relation, &figures, &text));
        }
    }
    // F1 = 2 × hit ÷ (gold + said).
    let score = 2000 * hit / (gold_count + said_count).max(1);
    println!("relations: {hit} of {gold_count} with {said_count} said, F1 {score}‰");
    Some(score)
}

#[test]
fn gold_figures_give_the_gold_relations() {
    assert!(score(with_gold_figures).is_none_or(|score| score >= 960));
}

#[test]
fn read_figures_give_the_gold_relations() {
    assert!(score(with_read_figures).is_none_or(|score| score >= 900));
}
