//! What is written holds to the schema in `docs/juyan-1.schema.json`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use juyan::{Context, Language, Options, wire};
use serde_json::Value;
use std::io::Write;
use std::path::Path;

const REPORT: &str = "索引号：1/2024-1 | 发布机构：某旗政府\n某旗2024年上半年计划执行情况\n2025年2月3日\n　　上半年，实施重点项目19项，其中新建11项、\
                      续建7项，已开复工17项，开复工率89.5%；增速保持在8%-10%，居全市第2位，未发生重大事故。累计完成投资7.9亿元，\
                      占年度计划23.75亿元的33%，同比增长3%。2012—2013年下降12.50个百分点。打好蓝天、碧水、净土三大保卫战，今年是“十四五”收官之年。";

#[test]
fn a_check_holds_to_the_schema() {
    let line = written(|out, document, context| {
        let checked = juyan::check(document, context.catalogue, &Options::default());
        wire::write_check(out, &checked, context)
    });
    hold(&line, "check");
}

#[test]
fn a_reading_holds_to_the_schema() {
    let line = written(|out, document, context| {
        let reading = juyan::reader::read(document, context.catalogue);
        wire::write_reading(out, document, &reading, context)
    });
    hold(&line, "reading");
}

/// Published reports say more than sentences made up for tests: kinds of claims and fields that nobody thought of.
#[test]
fn published_reports_hold_to_the_schema() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let Ok(entries) = corpus.read_dir() else {
        // Past the macros, whose words the tests keep for themselves when they pass.
        let words = "NOT HELD AGAINST THE SCHEMA: there are no published reports (../shared/corpus)";
        std::io::stderr()
            .write_all(format!("{words}\n").as_bytes())
            .unwrap();
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|kind| kind == "txt"));
    paths.sort();
    let catalogue = juyan::catalogue();
    for path in paths.iter().step_by(4) {
        let name = path.to_string_lossy();
        let document = juyan::document::read(&std::fs::read(path).unwrap(), &name, catalogue).unwrap();
        let checked = juyan::check(&document, catalogue, &Options::default());
        let context = Context {
            name: &name,
            catalogue,
            language: Language::En,
        };
        let mut out = Vec::new();
        wire::write_check(&mut out, &checked, context).unwrap();
        hold(&serde_json::from_slice(&out).unwrap(), "check");
        out.clear();
        wire::write_reading(&mut out, &document, &checked.reading, context).unwrap();
        hold(&serde_json::from_slice(&out).unwrap(), "reading");
    }
}

#[test]
fn the_light_check_of_schemas_finds_what_is_wrong() {
    let schema = schema();
    let wrong =
        serde_json::json!({"schema": "juyan/2", "document": 1, "figures": [{}], "claims": [], "more": 0});
    let complaints = complaints(&wrong, &schema["$defs"]["reading"], &schema, "");
    let all = complaints.join("\n");
    for expected in ["/schema", "/document", "/figures/0", "statements", "more"] {
        assert!(all.contains(expected), "{expected} is not in\n{all}");
    }
}

fn written(
    write: impl Fn(&mut Vec<u8>, &juyan::document::Document, Context<'_>) -> std::io::Result<()>,
) -> Value {
    let catalogue = juyan::catalogue();
    let document = juyan::document::read(REPORT.as_bytes(), "report.txt", catalogue).unwrap();
    let context = Context {
        name: "report.txt",
        catalogue,
        language: Language::Zh,
    };
    let mut out = Vec::new();
    write(&mut out, &document, context).unwrap();
    let line = String::from_utf8(out).unwrap();
    assert_eq!(line.matches('\n').count(), 1);
    serde_json::from_str(&line).unwrap()
}

fn schema() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/juyan-1.schema.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn hold(line: &Value, name: &str) {
    let schema = schema();
    let found = complaints(line, &schema["$defs"][name], &schema, "");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What of `value` is not as `schema` wants; knows the keywords that the schema uses.
fn complaints(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        return complaints(
            value,
            root.pointer(name.trim_start_matches('#')).unwrap(),
            root,
            at,
        );
    }
    let mut found = Vec::new();
    if let Some(choices) = schema["anyOf"].as_array() {
        let fits = choices
            .iter()
            .any(|choice| complaints(value, choice, root, at).is_empty());
        return if fits {
            found
        } else {
            vec![format!("{at}: {value} is none of {choices:?}")]
        };
    }
    let kinds = match &schema["type"] {
        Value::String(kind) => vec![kind.as_str()],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if !kinds.is_empty() && !kinds.iter().any(|kind| is(value, kind)) {
        found.push(format!("{at}: {value} is no {kinds:?}"));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        found.push(format!("{at}: {value} is not {}", schema["const"]));
    }
    if schema["enum"]
        .as_array()
        .is_some_and(|known| !known.contains(value))
    {
        found.push(format!("{at}: {value} is none of {}", schema["enum"]));
    }
    if let Some(items) = value.as_array() {
        let bound = |name: &str, other: usize| {
            schema[name]
                .as_u64()
                .map_or(other, |n| usize::try_from(n).unwrap())
        };
        if items.len() < bound("minItems", 0) || items.len() > bound("maxItems", usize::MAX) {
            found.push(format!("{at}: {} items", items.len()));
        }
        for (position, item) in items.iter().enumerate() {
            found.extend(complaints(
                item,
                &schema["items"],
                root,
                &format!("{at}/{position}"),
            ));
        }
    }
    found.extend(complaints_of_fields(value, schema, root, at));
    found
}

fn complaints_of_fields(value: &Value, schema: &Value, root: &Value, at: &str) -> Vec<String> {
    let Some(fields) = value.as_object() else {
        return Vec::new();
    };
    let required = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str);
    let absent = required.filter(|name| !fields.contains_key(*name));
    let mut found: Vec<String> = absent.map(|name| format!("{at}: {name} is absent")).collect();
    for (name, field) in fields {
        let at = format!("{at}/{name}");
        match (schema["properties"].get(name), &schema["additionalProperties"]) {
            (Some(known), _) => found.extend(complaints(field, known, root, &at)),
            (None, Value::Bool(false)) => found.push(format!("{at}: unknown field {name}")),
            (None, other) => found.extend(complaints(field, other, root, &at)),
        }
    }
    found
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("a type that no schema here uses: {other}"),
    }
}
