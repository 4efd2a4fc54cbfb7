//! The form of hand annotation that `read --format gold` writes, by which reading is measured.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops where it stands"
)]

mod desk;

use desk::*;
use serde_json::Value;

#[test]
fn annotation_has_a_line_a_figure_and_a_line_a_relation() {
    let folder = folder("annotation");
    assert!(
        juyan(&folder, "read --format gold -o gold wrong.txt")
            .status
            .success()
    );
    let figures = std::fs::read_to_string(folder.join("gold/wrong.figures.jsonl")).unwrap();
    let figures: Vec<Value> = figures.lines().map(json).collect();
    assert_eq!(figures.len(), 3);
    assert_eq!(
        (&figures[0]["id"], &figures[0]["span"]),
        (&json("1"), &json("[8, 11]"))
    );
    assert_eq!(
        (figures[0]["value"].as_str(), figures[0]["text"].as_str()),
        (Some("19"), Some("19项"))
    );
    assert!(figures[0].get("indicator").is_some());
    let relations = std::fs::read_to_string(folder.join("gold/wrong.relations.jsonl")).unwrap();
    assert_eq!(
        json(relations.trim()),
        json(r#"{"kind": "sum", "total": 1, "parts": [2, 3]}"#)
    );
}

/// The list that annotated reports are bound by is older than the catalogue's ids, and shorter.
#[test]
fn annotation_names_indicators_as_annotated_reports_do() {
    let folder = folder("annotated-ids");
    let told = "2024年，全县接待游客31万人次，地区生产总值62.4亿元，财政赤字0.8亿元。";
    std::fs::write(folder.join("told.txt"), told).unwrap();
    let ids = |path: &str| -> Vec<Value> {
        let figures = std::fs::read_to_string(folder.join(path)).unwrap();
        let figures = figures.lines().map(json);
        let facts = figures.filter(|figure| figure["role"] == "level");
        facts.map(|figure| figure["indicator"].clone()).collect()
    };
    assert!(
        juyan(&folder, "read --format gold -o . told.txt")
            .status
            .success()
    );
    assert_eq!(
        ids("told.figures.jsonl"),
        [json("\"tourist\""), json("\"gdp\""), Value::Null]
    );
    let read = json(&out(&juyan(&folder, "read told.txt --format json")));
    let own: Vec<&Value> = read["figures"].as_array().unwrap().iter().collect();
    let own: Vec<&str> = own
        .iter()
        .filter_map(|figure| figure["indicator"].as_str())
        .collect();
    assert_eq!(own, ["tourist_visits", "gdp", "deficit"]);
}
